package webpage

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// paragraphs returns the text below root in paragraphs of one line, without blocks of links and boilerplate lines.
func paragraphs(root *html.Node) []string {
	r := renderer{weights: weigh(root)}
	r.children(root)
	r.flush()
	return r.done
}

// allLines returns the text below root, one block a line, with nothing left out.
func allLines(root *html.Node) []string {
	var r renderer
	r.children(root)
	r.flush()
	return r.done
}

// A renderer turns a tree to paragraphs.
type renderer struct {
	weights map[*html.Node]weight // nil to leave nothing out
	done    []string
	line    strings.Builder // the paragraph being read
	breaks  int             // <br> elements in a row at its end
}

func (r *renderer) children(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.Type {
		case html.TextNode:
			r.text(c.Data)
		case html.ElementNode:
			r.element(c)
		}
	}
}

func (r *renderer) element(n *html.Node) {
	switch tag := tagOf(n); {
	case tag == atom.Br:
		r.breaks++
	case isHidden(tag) || tag == atom.Figcaption || tag == atom.Time && r.startsLine(n):
	case isBlock(tag):
		r.flush()
		if !r.isLinks(n, tag) {
			r.children(n)
			r.flush()
		}
	default:
		if tag == atom.Td || tag == atom.Th {
			r.line.WriteByte(' ')
		}
		r.children(n)
	}
}

// startsLine reports whether n begins a line outside a paragraph: a <time> there is a byline's, not a sentence's.
func (r *renderer) startsLine(n *html.Node) bool {
	return r.weights != nil && n.Parent != nil && tagOf(n.Parent) != atom.P && strings.TrimSpace(r.line.String()) == ""
}

// tagOf returns the tag of an element. Elements that the Readability library made have a name only.
func tagOf(n *html.Node) atom.Atom {
	if n.DataAtom == 0 {
		return atom.Lookup([]byte(n.Data))
	}
	return n.DataAtom
}

// text adds words to the paragraph. Two line breaks before them end it, and so does one after the end of a sentence:
// many pages have no other paragraphs.
func (r *renderer) text(s string) {
	if strings.TrimSpace(s) == "" {
		if r.breaks == 0 {
			r.line.WriteString(s)
		}
		return
	}
	if r.breaks > 1 || r.breaks == 1 && endsSentence(r.line.String()) {
		r.flush()
	} else if r.breaks == 1 {
		r.line.WriteByte(' ')
	}
	r.breaks = 0
	r.line.WriteString(s)
}

// flush ends the paragraph.
func (r *renderer) flush() {
	t := clean(r.line.String())
	r.line.Reset()
	r.breaks = 0
	if t != "" && (r.weights == nil || !loaded.boilerplateLine(t)) {
		r.done = append(r.done, t)
	}
}

// isLinks reports whether a block is a list of links or a line that is one link.
func (r *renderer) isLinks(n *html.Node, tag atom.Atom) bool {
	w := r.weights[n]
	if w.text == 0 {
		return false
	}
	switch tag {
	case atom.Ul, atom.Ol, atom.Div, atom.Section:
		if w.density() > 0.5 {
			return true
		}
	}
	return w.density() > 0.8 && w.text < 330
}

func endsSentence(s string) bool {
	s = strings.TrimRight(s, " \t\n\r\u00a0\"'”’)")
	last, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".!?…:。।؟", last)
}

// clean returns s on one line with single spaces, without soft hyphens, zero-width spaces and control characters.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\u00ad' || r == '\u200b' || r == '\ufeff' || r == '\u2060':
			return -1
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r):
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// isBlock reports whether an element begins and ends a paragraph.
func isBlock(a atom.Atom) bool {
	switch a {
	case atom.P, atom.Div, atom.Section, atom.Article, atom.Main, atom.Ul, atom.Ol, atom.Li, atom.Blockquote, atom.H1, atom.H2, atom.H3, atom.H4,
		atom.H5, atom.H6, atom.Table, atom.Tr, atom.Caption, atom.Pre, atom.Dl, atom.Dd, atom.Dt, atom.Header, atom.Footer, atom.Figure,
		atom.Aside, atom.Nav, atom.Hr, atom.Address, atom.Details, atom.Summary, atom.Center, atom.Fieldset, atom.Form, atom.Body:
		return true
	}
	return false
}
