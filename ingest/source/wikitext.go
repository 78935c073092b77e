package source

import (
	_ "embed"
	"html"
	"regexp"
	"slices"
	"strings"
	"time"

	"geokg/schema"
)

//go:embed wikitext.txt
var wikiTable string

// wikiWords are the names of wikitext.txt by kind.
var wikiWords = func() map[string]map[string]bool {
	words := map[string]map[string]bool{}
	for line := range strings.Lines(wikiTable) {
		kind, name, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok || strings.HasPrefix(kind, "#") {
			continue
		}
		if words[kind] == nil {
			words[kind] = map[string]bool{}
		}
		words[kind][name] = true
	}
	return words
}()

func wikiIs(kind, name string) bool {
	return wikiWords[kind][strings.ToLower(strings.TrimSpace(strings.ReplaceAll(name, "_", " ")))]
}

var (
	wikiComment = regexp.MustCompile(`(?s)<!--.*?-->`)
	wikiTag     = regexp.MustCompile(`</?[a-zA-Z][^<>]*>`)
	wikiOpen    = regexp.MustCompile(`<([a-zA-Z]+)((?:[^<>"]|"[^"<>]*")*)>`)
	wikiHeading = regexp.MustCompile(`^(={1,6})\s*(.*?)\s*={1,6}\s*$`)
	wikiQuotes  = regexp.MustCompile(`'{2,5}`)
	wikiURL     = regexp.MustCompile(`^(?:https?:|ftp:)?//`)
)

// wikiText returns the text of a page in wikitext, one paragraph a line, and the day of publication that a template of it gives. Templates,
// tables, pictures and references go; links leave their words.
func wikiText(s string) (text string, published schema.Date) {
	s = wikiComment.ReplaceAllString(s, "")
	s = wikiElements(s)
	p := wikiParser{s: s}
	s = p.until("")
	var out []string
	level := 0 // of the heading of a section that is left out
	for line := range strings.Lines(s) {
		line = strings.TrimSpace(line)
		if m := wikiHeading.FindStringSubmatch(line); m != nil {
			if n := len(m[1]); level == 0 || n <= level {
				level = 0
				if wikiIs("end", wikiQuotes.ReplaceAllString(m[2], "")) {
					level = n
				}
			}
			continue
		}
		line = strings.TrimSpace(strings.TrimLeft(line, "*#:;"))
		if level > 0 || line == "" || strings.HasPrefix(line, "__") && strings.HasSuffix(line, "__") {
			continue
		}
		line = wikiTag.ReplaceAllString(wikiQuotes.ReplaceAllString(line, ""), " ")
		if line = strings.Join(strings.Fields(html.UnescapeString(line)), " "); line != "" {
			out = append(out, line)
		}
	}
	return strings.Join(out, "\n"), p.published
}

// wikiElements cuts out the elements that go with what is in them.
func wikiElements(s string) string {
	var b strings.Builder
	open := map[string]bool{} // elements that nothing closes any more
	for {
		m := wikiOpen.FindStringSubmatchIndex(s)
		if m == nil {
			b.WriteString(s)
			return b.String()
		}
		name := s[m[2]:m[3]]
		if !wikiIs("drop", name) {
			b.WriteString(s[:m[1]])
			s = s[m[1]:]
			continue
		}
		b.WriteString(s[:m[0]])
		closed := strings.HasSuffix(strings.TrimSpace(s[m[4]:m[5]]), "/")
		s = s[m[1]:]
		if name = strings.ToLower(name); closed || open[name] {
			continue
		}
		if end := regexp.MustCompile(`(?i)</` + name + `\s*>`).FindStringIndex(s); end != nil {
			s = s[end[1]:]
		} else {
			open[name] = true
		}
	}
}

// A wikiParser reads links, templates and tables, which stand in each other.
type wikiParser struct {
	s         string // what is left
	depth     int
	published schema.Date
}

// maxWikiDepth is how deep links and templates may stand in each other.
const maxWikiDepth = 60

// until returns what is shown up to the mark, which it takes. Without one it goes to the end, a link only to that of its paragraph.
func (p *wikiParser) until(end string) string {
	p.depth++
	defer func() { p.depth-- }()
	var b strings.Builder
	for p.s != "" {
		i := strings.IndexAny(p.s, "[{|}]\n")
		if i < 0 {
			break
		}
		b.WriteString(p.s[:i])
		p.s = p.s[i:]
		switch {
		case end != "" && strings.HasPrefix(p.s, end):
			p.s = p.s[len(end):]
			return b.String()
		case end == "]" && p.s[0] == '\n', end == "]]" && strings.HasPrefix(p.s, "\n\n"):
			return b.String()
		case p.depth > maxWikiDepth:
			b.WriteByte(' ')
			p.s = p.s[1:]
		case strings.HasPrefix(p.s, "[["):
			p.s = p.s[2:]
			b.WriteString(wikiLink(p.until("]]")))
		case strings.HasPrefix(p.s, "{{"):
			p.s = p.s[2:]
			b.WriteString(p.template(p.until("}}")))
		case strings.HasPrefix(p.s, "{|"):
			p.s = p.s[2:]
			p.until("|}")
		case p.s[0] == '[' && wikiURL.MatchString(p.s[1:]):
			p.s = p.s[1:]
			_, words, _ := strings.Cut(p.until("]"), " ")
			b.WriteString(words)
		default:
			b.WriteByte(p.s[0])
			p.s = p.s[1:]
		}
	}
	b.WriteString(p.s)
	p.s = ""
	return b.String()
}

// wikiLink is what a link shows: its words, or its target.
func wikiLink(s string) string {
	parts := strings.Split(s, "|")
	target := strings.TrimSpace(parts[0])
	if space, _, ok := strings.Cut(target, ":"); ok && wikiIs("space", space) {
		return ""
	}
	if len(parts) > 1 {
		return parts[len(parts)-1]
	}
	return strings.TrimPrefix(target, ":")
}

// template is what a template shows, as far as it is known; it keeps the day that one gives.
func (p *wikiParser) template(s string) string {
	parts := strings.Split(s, "|")
	named := func(v string) bool { return strings.Contains(v, "=") }
	values := slices.DeleteFunc(slices.Clone(parts[1:]), named)
	switch {
	case wikiIs("date", parts[0]):
		for _, v := range parts[1:] {
			if name, rest, ok := strings.Cut(v, "="); ok && strings.TrimSpace(name) == "date" {
				v = rest
			}
			v = strings.TrimSpace(v)
			for _, layout := range []string{"January 2, 2006", "2 January 2006", "2006-01-02"} {
				if t, err := time.Parse(layout, v); err == nil && p.published.IsZero() {
					p.published, _ = schema.ParseDate(t.Format(time.DateOnly))
					p.published.Source = sourceTemplate
				}
			}
		}
	case wikiIs("show", parts[0]) && len(values) > 0:
		return values[len(values)-1]
	}
	return ""
}

// sourceTemplate is the Source of a publication date that a template of a wiki gave.
const sourceTemplate schema.DateSource = "template"
