package webpage

import (
	"net/url"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/text/language"

	"geokg/schema"
)

// Places in which a publication date is found, as Article.Published.Source.
const (
	sourceJSONLD   schema.DateSource = "json-ld"
	sourceMeta     schema.DateSource = "meta"
	sourceItemprop schema.DateSource = "itemprop"
	sourceTime     schema.DateSource = "time"
	sourceURL      schema.DateSource = "url"
	sourcePage     schema.DateSource = "page" // a dateline that is text only
)

// metadata is what a page says about its article.
type metadata struct {
	title, site, author string
	address             string // canonical
	language            string // BCP 47 base language
	published           schema.Date
	body                string // JSON-LD's articleBody, markup and all
	declared            bool   // the page says that it is an article
}

// A reader collects the sources of metadata on a page, each read once.
type reader struct {
	doc     *goquery.Document
	address *url.URL          // that the page was got from, or nil
	metas   map[string]string // content of meta elements by name, property or itemprop, in lower case
	linked  linkedData
}

// readMetadata reads a page's metadata. It leaves doc as it is.
func readMetadata(doc *goquery.Document, address *url.URL) *metadata {
	r := &reader{doc: doc, address: address, metas: readMetas(doc), linked: readLinkedData(doc)}
	m := &metadata{
		author:   r.author(),
		language: r.language(),
		declared: r.linked.article != nil || strings.EqualFold(r.metas["og:type"], "article"),
	}
	canonical := r.canonical()
	if canonical != nil {
		m.address = canonical.String()
	}
	m.title, m.site = r.titleAndSite(canonical)
	m.published = r.published(canonical, m.title)
	m.body, _ = r.linked.article["articleBody"].(string)
	return m
}

// maxValue is the longest value, in bytes, that is taken for a title, a name or a date.
const maxValue = 1000

// readMetas returns the page's meta elements; the first with a name counts.
func readMetas(doc *goquery.Document) map[string]string {
	metas := map[string]string{}
	doc.Find("meta[content]").Each(func(_ int, s *goquery.Selection) {
		content := clean(s.AttrOr("content", ""))
		if content == "" || len(content) > maxValue {
			return
		}
		for _, k := range []string{"property", "name", "itemprop", "http-equiv"} {
			for _, name := range strings.Fields(strings.ToLower(s.AttrOr(k, ""))) {
				if metas[name] == "" {
					metas[name] = content
				}
			}
		}
	})
	return metas
}

// meta returns the content of the first meta element of a kind of metadata.txt, or "".
func (r *reader) meta(kind string) string {
	for _, name := range loaded.meta[kind] {
		if v := r.metas[name]; v != "" {
			return v
		}
	}
	return ""
}

// canonical returns the article's own address: the page's canonical link, Open Graph or JSON-LD's, or the address that
// the page was got from; nil if none is known. A canonical link to the front page is a common mistake, and ignored.
func (r *reader) canonical() *url.URL {
	base := r.address
	if href, ok := r.doc.Find("base[href]").First().Attr("href"); ok {
		if u := resolve(base, href); u != nil {
			base = u
		}
	}
	linked, _ := r.linked.article["url"].(string)
	for _, href := range []string{r.doc.Find(`link[rel~="canonical" i]`).First().AttrOr("href", ""), r.meta("url"), linked} {
		u := resolve(base, href)
		if u == nil || isFront(u) && r.address != nil && !isFront(r.address) {
			continue
		}
		return u
	}
	if r.address == nil {
		return nil
	}
	return withoutFragment(r.address)
}

// resolve returns href as an absolute http address, or nil. base may be nil.
func resolve(base *url.URL, href string) *url.URL {
	if href = strings.TrimSpace(href); href == "" {
		return nil
	}
	u, err := url.Parse(href)
	if err != nil {
		return nil
	}
	if base != nil {
		u = base.ResolveReference(u)
	}
	if u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil
	}
	return withoutFragment(u)
}

func withoutFragment(u *url.URL) *url.URL {
	v := *u
	v.Fragment, v.RawFragment = "", ""
	return &v
}

func isFront(u *url.URL) bool {
	return strings.Trim(u.Path, "/") == "" && u.RawQuery == ""
}

// maxAuthor is the longest byline in bytes; what is longer is a biography.
const maxAuthor = 200

// author returns the byline: JSON-LD's authors, the meta elements' or the page's, without "By".
func (r *reader) author() string {
	if a := byline(r.linked.names(r.linked.article["author"])); a != "" {
		return a
	}
	for _, name := range loaded.meta["author"] {
		if a := byline([]string{r.metas[name]}); a != "" {
			return a
		}
	}
	for _, selector := range loaded.selectors["author"] {
		var names []string
		r.doc.FindMatcher(selector).Each(func(_ int, s *goquery.Selection) {
			if !inBoilerplate(s.Get(0)) {
				names = append(names, innerText(s.Get(0)))
			}
		})
		if a := byline(names); a != "" {
			return a
		}
	}
	return ""
}

// byline joins names, each once, without those that are addresses of the Web or of mail, or too long.
func byline(names []string) string {
	var kept []string
	seen := map[string]bool{"": true}
	for _, n := range names {
		for _, by := range []string{"by ", "by: ", "posted by ", "written by "} {
			if len(n) > len(by) && strings.EqualFold(n[:len(by)], by) {
				n = strings.TrimSpace(n[len(by):])
			}
		}
		n = strings.Trim(n, " ,|")
		if key := strings.ToLower(n); !seen[key] && len(n) <= maxAuthor && !strings.ContainsAny(n, "@/") {
			seen[key] = true
			kept = append(kept, n)
		}
	}
	if s := strings.Join(kept, ", "); len(s) <= maxAuthor {
		return s
	}
	return kept[0]
}

// language returns the base language that the page declares ("en" of "en-GB"), or "".
func (r *reader) language() string {
	for _, s := range []string{r.doc.Find("html").AttrOr("lang", ""), r.linked.text(r.linked.article["inLanguage"]), r.meta("language")} {
		tag, err := language.Parse(strings.ReplaceAll(strings.TrimSpace(s), "_", "-"))
		if err != nil {
			continue
		}
		if base, confidence := tag.Base(); confidence == language.Exact {
			return base.String()
		}
	}
	return ""
}

// published returns the publication date from the first source that has one.
func (r *reader) published(canonical *url.URL, title string) schema.Date {
	stated, _ := r.linked.article["datePublished"].(string)
	sources := []struct {
		source schema.DateSource
		read   func() (schema.Date, bool)
	}{
		{sourceJSONLD, func() (schema.Date, bool) { return parseDate(stated) }},
		{sourceMeta, r.metaDate},
		{sourceItemprop, func() (schema.Date, bool) { return r.elementDate([]cascadia.Selector{itempropDate}) }},
		{sourceTime, func() (schema.Date, bool) { return r.elementDate(loaded.selectors["time"]) }},
		{sourceURL, func() (schema.Date, bool) { return r.addressDate(canonical, false) }},
		{sourcePage, func() (schema.Date, bool) { return r.elementDate(loaded.selectors["date"]) }},
		{sourcePage, func() (schema.Date, bool) { return r.dateBelow(title) }},
		{sourceURL, func() (schema.Date, bool) { return r.addressDate(canonical, true) }},
	}
	for _, s := range sources {
		if d, ok := s.read(); ok {
			d.Source = s.source
			return d
		}
	}
	return schema.Date{}
}

var itempropDate = cascadia.MustCompile("[itemprop=datePublished]")

func (r *reader) metaDate() (schema.Date, bool) {
	for _, name := range loaded.meta["date"] {
		if d, ok := parseDate(r.metas[name]); ok {
			return d, true
		}
	}
	return schema.Date{}, false
}

// elementDate returns the date of the first element with one, in the order of the selectors, that is not in
// a list of other articles.
func (r *reader) elementDate(selectors []cascadia.Selector) (d schema.Date, ok bool) {
	for _, selector := range selectors {
		r.doc.FindMatcher(selector).EachWithBreak(func(_ int, s *goquery.Selection) bool {
			n := s.Get(0)
			if inBoilerplate(n) {
				return true
			}
			for _, v := range []string{attribute(n.Attr, "datetime"), attribute(n.Attr, "content"), attribute(n.Attr, "title"), innerText(n)} {
				if d, ok = parseDate(v); ok {
					return false
				}
			}
			return true
		})
		if ok {
			return d, true
		}
	}
	return schema.Date{}, false
}

// dateBelow returns the date in one of the short lines between the headline and the first paragraph.
func (r *reader) dateBelow(title string) (schema.Date, bool) {
	const (
		most    = 8   // lines
		longest = 100 // bytes
	)
	lines := allLines(r.doc.Get(0))
	for i, l := range lines {
		if title == "" || fold(l) != fold(title) {
			continue
		}
		for _, l := range lines[i+1 : min(i+1+most, len(lines))] {
			if len(l) > longest {
				break
			}
			if d, ok := parseDate(l); ok {
				return d, true
			}
		}
	}
	return schema.Date{}, false
}

// addressDate reads the date in the canonical address, or in the one that the page was got from.
func (r *reader) addressDate(canonical *url.URL, wholeMonth bool) (schema.Date, bool) {
	for _, u := range []*url.URL{canonical, r.address} {
		if u == nil {
			continue
		}
		if d, ok := addressDate(u.Path, wholeMonth); ok {
			return d, true
		}
	}
	return schema.Date{}, false
}

// inBoilerplate reports whether an element stands in one whose name says that it is about other articles or by
// readers.
func inBoilerplate(n *html.Node) bool {
	for n = n.Parent; n != nil; n = n.Parent {
		switch n.DataAtom {
		case atom.Aside, atom.Nav, atom.Footer, atom.Form:
			return true
		case atom.Body:
			return false
		}
		if loaded.isBoilerplate(n, true) {
			return true
		}
	}
	return false
}

// innerText returns the text of a small element on one line, of which it reads about maxValue bytes.
func innerText(n *html.Node) string {
	var b strings.Builder
	var visit func(n *html.Node)
	visit = func(n *html.Node) {
		for c := n.FirstChild; c != nil && b.Len() < maxValue; c = c.NextSibling {
			switch {
			case c.Type == html.TextNode:
				b.WriteString(c.Data[:min(len(c.Data), maxValue)])
			case c.Type == html.ElementNode && (c.DataAtom == atom.Br || isBlock(c.DataAtom)):
				b.WriteByte(' ')
				visit(c)
			case c.Type == html.ElementNode && !isHidden(c.DataAtom):
				visit(c)
			}
		}
	}
	visit(n)
	return clean(strings.ToValidUTF8(b.String(), ""))
}
