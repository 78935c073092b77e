package webpage

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	readability "codeberg.org/readeck/go-readability/v2"
	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

const (
	// minRoot is the least text, in characters, in a known root; with less, it is a lead or a placeholder.
	minRoot = 400
	// maxSection and maxClass are the prose, in characters without white space, from which a section or an element
	// with a boilerplate class is kept: it is the article, badly marked up.
	maxSection = 2500
	maxClass   = 850
)

// mainText returns the article's text, one paragraph a line, or "". It cuts boilerplate off doc.
func mainText(doc *goquery.Document, m *metadata, address *url.URL) string {
	removeBoilerplate(doc)
	text := rootText(doc)
	if text == nil {
		text = readableText(doc, address)
	}
	if body := bodyText(m.body); length(body) > 2*length(text) {
		text = body // the page shows a part of the article, or the part wasn't found
	}
	return strings.Join(cutFurniture(text, m), "\n")
}

// bodyText returns the paragraphs of JSON-LD's articleBody, which may be HTML, or text with or without line ends.
func bodyText(body string) []string {
	if body == "" {
		return nil
	}
	if !strings.Contains(body, "<") {
		body = "<p>" + strings.ReplaceAll(body, "\n", "<p>")
	}
	doc, _, err := parse(body)
	if err != nil {
		return nil
	}
	removeBoilerplate(doc)
	return paragraphs(doc.Get(0))
}

// maxFurniture is the longest byline, in bytes, that is cut off the beginning of a text.
const maxFurniture = 120

// cutFurniture takes off what stands between the page's beginning and the first sentence and is known already: the
// title again, the byline, the outlet's name. A standfirst stays.
func cutFurniture(text []string, m *metadata) []string {
	title, author, site := fold(m.title), fold(m.author), fold(m.site)
	kept := []string{}
	for i, line := range text {
		f := fold(line)
		if f != title && endsSentence(line) {
			return append(kept, text[i:]...)
		}
		isByline := author != "" && len(line) <= maxFurniture && strings.Contains(f, author)
		if f != title && f != site && !isByline {
			kept = append(kept, line)
		}
	}
	return kept
}

// removeBoilerplate cuts off the elements that the rules name, but for those that hold the article: badly marked up pages
// have it in a form, or in a column called "and-sidebar".
func removeBoilerplate(doc *goquery.Document) {
	root := doc.Get(0)
	weights := weigh(root)
	half := weights[root].unlinked() / 2
	cut := func(s *goquery.Selection, enough int) {
		w := weights[s.Get(0)]
		if w.unlinked() > half || w.prose > enough && w.density() < 0.5 {
			return
		}
		s.Remove()
	}
	doc.FindMatcher(loaded.remove).Remove()
	doc.FindMatcher(loaded.section).Each(func(_ int, s *goquery.Selection) { cut(s, maxSection) })
	doc.Find("div,section,ul,ol,span,p,table,header").Each(func(_ int, s *goquery.Selection) {
		if loaded.isBoilerplate(s.Get(0), false) {
			cut(s, maxClass)
		}
	})
}

// rootText returns the paragraphs of the first known root on the page, or nil.
func rootText(doc *goquery.Document) []string {
	for _, root := range loaded.roots {
		s := doc.FindMatcher(root)
		if s.Length() != 1 {
			continue
		}
		if t := paragraphs(s.Get(0)); length(t) >= minRoot {
			return t
		}
	}
	return nil
}

// length is the number of characters in paragraphs.
func length(text []string) int {
	n := 0
	for _, t := range text {
		n += utf8.RuneCountInString(t)
	}
	return n
}

// readableText returns the paragraphs of the element that the Readability algorithm chooses, or nil. Of a page that
// would take it too long, it is the whole text.
func readableText(doc *goquery.Document, address *url.URL) []string {
	if work(doc.Get(0)) > maxWork {
		return paragraphs(doc.Get(0))
	}
	if address == nil {
		address = &url.URL{Scheme: "https", Host: "localhost", Path: "/"} // it is needed to resolve links, which we drop
	}
	p := readability.NewParser()
	p.DisableJSONLD = true
	a, err := parseReadable(&p, doc.Get(0), address)
	if err != nil || a.Node == nil {
		return nil
	}
	return paragraphs(a.Node)
}

// maxWork bounds the time of the Readability algorithm, which reads the text of every element, at about a second. A long
// page of prose comes to a tenth.
const maxWork = 40_000_000

// work is the sum of the text of all elements, in characters: each as often as it is deep.
func work(root *html.Node) int {
	sum := 0
	for _, w := range weigh(root) {
		sum += w.text
	}
	return sum
}

// parseReadable keeps a fault of the library in a hostile page from ending the program.
func parseReadable(p *readability.Parser, root *html.Node, address *url.URL) (a readability.Article, err error) {
	defer func() {
		if recover() != nil {
			a = readability.Article{}
		}
	}()
	return p.ParseAndMutate(root, address)
}

// A weight says how much of an element is text, in characters without white space.
type weight struct {
	text  int // all of it
	links int // in links
	prose int // in paragraphs
}

// unlinked is the text outside links.
func (w weight) unlinked() int { return w.text - w.links }

// density is the share of the text that is in links; 1 without text.
func (w weight) density() float64 {
	if w.text == 0 {
		return 1
	}
	return float64(w.links) / float64(w.text)
}

// weigh returns the weights of root and every element below it, in one pass.
func weigh(root *html.Node) map[*html.Node]weight {
	weights := map[*html.Node]weight{}
	var visit func(n *html.Node) weight
	visit = func(n *html.Node) weight {
		var sum weight
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			switch c.Type {
			case html.TextNode:
				sum.text += visible(c.Data)
			case html.ElementNode:
				if isHidden(tagOf(c)) {
					continue
				}
				w := visit(c)
				sum.text += w.text
				sum.links += w.links
				sum.prose += w.prose
			}
		}
		switch tagOf(n) {
		case atom.A:
			sum.links = sum.text
		case atom.P:
			sum.prose = sum.text
		}
		weights[n] = sum
		return sum
	}
	visit(root)
	return weights
}

func visible(s string) int {
	n := 0
	for _, r := range s {
		if !unicode.IsSpace(r) {
			n++
		}
	}
	return n
}

// isHidden reports whether an element's content is not text for readers.
func isHidden(a atom.Atom) bool {
	switch a {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Textarea, atom.Select, atom.Option, atom.Iframe, atom.Svg, atom.Math,
		atom.Object, atom.Video, atom.Audio, atom.Canvas, atom.Button, atom.Head, atom.Title:
		return true
	}
	return false
}
