package webpage

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// flatten rewrites a page so that nothing in it nests: links, headings, metadata and text stay, and the start or end of
// any other block becomes the start of a paragraph. It is the last resort for hostile or broken markup: what a
// class name says about an element is lost.
func flatten(text string) string {
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(text))
	skip := atom.Atom(0) // the element whose content is being left out
	for {
		switch z.Next() {
		case html.ErrorToken:
			return b.String()
		case html.TextToken:
			if skip == 0 {
				b.Write(z.Raw())
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			if skip == 0 {
				skip = flattenStart(&b, t)
			}
		case html.EndTagToken:
			t := z.Token()
			if skip == 0 {
				flattenEnd(&b, t)
			} else if t.DataAtom == skip {
				skip = 0
			}
		}
	}
}

// flattenStart writes what stays of a start tag, and returns the tag if its content is to be left out.
func flattenStart(b *strings.Builder, t html.Token) atom.Atom {
	switch t.DataAtom {
	case atom.Script:
		if !isJSONLD(attribute(t.Attr, "type")) {
			return t.DataAtom
		}
		b.WriteString(t.String())
	case atom.Style, atom.Noscript, atom.Textarea, atom.Template, atom.Iframe, atom.Svg, atom.Select, atom.Nav, atom.Aside, atom.Form:
		if t.Type == html.StartTagToken {
			return t.DataAtom
		}
	case atom.Title, atom.Meta, atom.Link, atom.Br, atom.A, atom.Time:
		b.WriteString(t.String())
	case atom.P, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		b.WriteString("</a><" + t.Data + ">")
	default:
		paragraph(b, t)
	}
	return 0
}

func flattenEnd(b *strings.Builder, t html.Token) {
	switch t.DataAtom {
	case atom.Script, atom.Title, atom.A, atom.Time:
		b.WriteString(t.String())
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		b.WriteString("</a>" + t.String())
	default:
		paragraph(b, t)
	}
}

// paragraph begins one at the tag of a block, unless nothing has come since the last.
func paragraph(b *strings.Builder, t html.Token) {
	const start = "</a><p>"
	if isBlock(t.DataAtom) && !strings.HasSuffix(b.String(), start) {
		b.WriteString(start)
	}
}

func attribute(attrs []html.Attribute, name string) string {
	for _, a := range attrs {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
