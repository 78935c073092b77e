package webpage

import (
	_ "embed"
	"fmt"
	"regexp"
	"strings"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
)

//go:embed boilerplate.txt
var boilerplateText string

//go:embed metadata.txt
var metadataText string

// rules are the two embedded files, compiled.
type rules struct {
	classes   map[string]bool     // as written: "related", "read-more"
	furniture map[string]bool     // words of elements with the article's metadata: "byline"
	longest   int                 // most words in one of them
	lines     *regexp.Regexp      // whole paragraphs
	remove    cascadia.Selector   // elements, always
	section   cascadia.Selector   // elements, unless they hold the prose
	roots     []cascadia.Selector // in order of trust

	articleTypes map[string]bool
	dayFirst     map[string]bool                // languages that write 5/6/2022 for the fifth of June
	meta         map[string][]string            // kind, without "-meta", to lower-case names in order of trust
	selectors    map[string][]cascadia.Selector // kind, without "-selector", to selectors in order of trust
}

var loaded = func() *rules {
	r, err := loadRules(boilerplateText, metadataText)
	if err != nil {
		panic("geokg/ingest/webpage: " + err.Error()) // the files are part of the program
	}
	return r
}()

func loadRules(boilerplate, metadata string) (*rules, error) {
	r := &rules{
		classes:      map[string]bool{},
		furniture:    map[string]bool{},
		articleTypes: map[string]bool{},
		dayFirst:     map[string]bool{},
		meta:         map[string][]string{},
		selectors:    map[string][]cascadia.Selector{},
	}
	if err := r.loadBoilerplate(boilerplate); err != nil {
		return nil, err
	}
	return r, r.loadMetadata(metadata)
}

func (r *rules) loadBoilerplate(text string) error {
	values := map[string][]string{}
	sorted := map[string]bool{"class": true, "furniture": true, "line": true, "remove": true, "root": false, "section": true}
	err := eachRule("boilerplate.txt", text, sorted, func(kind, value string) error {
		values[kind] = append(values[kind], value)
		switch kind {
		case "class":
			return r.addClass(r.classes, value)
		case "furniture":
			return r.addClass(r.furniture, value)
		case "line":
			_, err := regexp.Compile(value)
			return err
		}
		s, err := compile(value)
		if kind == "root" {
			r.roots = append(r.roots, s)
		}
		return err
	})
	if err != nil {
		return err
	}
	if values["line"] == nil || values["remove"] == nil || values["section"] == nil {
		return fmt.Errorf("boilerplate.txt: want at least one line, remove and section")
	}
	r.lines = regexp.MustCompile("(?i)^(?:(?:" + strings.Join(values["line"], ")|(?:") + "))$")
	r.remove = cascadia.MustCompile(strings.Join(values["remove"], ","))
	r.section = cascadia.MustCompile(strings.Join(values["section"], ","))
	return nil
}

// addClass adds a class rule: words as classWords gives them, joined by hyphens.
func (r *rules) addClass(to map[string]bool, value string) error {
	words := classWords(value)
	if strings.Join(words, "-") != value {
		return fmt.Errorf("class %q: want words in lower case joined by hyphens", value)
	}
	r.longest = max(r.longest, len(words))
	to[value] = true
	return nil
}

func compile(selector string) (cascadia.Selector, error) {
	s, err := cascadia.Compile(selector)
	if err != nil {
		return nil, fmt.Errorf("selector %q: %w", selector, err)
	}
	return s, nil
}

func (r *rules) loadMetadata(text string) error {
	sorted := map[string]bool{"article-type": true, "day-first": true}
	for _, kind := range []string{"author-meta", "author-selector", "date-meta", "date-selector", "heading-selector", "language-meta",
		"site-meta", "time-selector", "title-meta", "url-meta"} {
		sorted[kind] = false
	}
	return eachRule("metadata.txt", text, sorted, func(kind, value string) error {
		if kind == "article-type" {
			r.articleTypes[value] = true
			return nil
		}
		if kind == "day-first" {
			r.dayFirst[value] = true
			return nil
		}
		if name, ok := strings.CutSuffix(kind, "-meta"); ok {
			r.meta[name] = append(r.meta[name], strings.ToLower(value))
			return nil
		}
		s, err := compile(value)
		name := strings.TrimSuffix(kind, "-selector")
		r.selectors[name] = append(r.selectors[name], s)
		return err
	})
}

// eachRule calls add with every `kind value` line of a file. kinds says which kinds there are and whether their
// values must be sorted. An error names the file and the line.
func eachRule(file, text string, kinds map[string]bool, add func(kind, value string) error) error {
	seen := map[string]bool{}
	last := ""
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		fail := func(err error) error { return fmt.Errorf("%s:%d: %w", file, i+1, err) }
		kind, value, _ := strings.Cut(line, " ")
		sorted, known := kinds[kind]
		lastKind, lastValue, _ := strings.Cut(last, " ")
		switch {
		case !known:
			return fail(fmt.Errorf("kind %q is unknown", kind))
		case value == "":
			return fail(fmt.Errorf("%s without a value", kind))
		case seen[line]:
			return fail(fmt.Errorf("%q stands twice", line))
		case kind < lastKind || sorted && kind == lastKind && value < lastValue:
			return fail(fmt.Errorf("%q must stand before %q", line, last))
		}
		if err := add(kind, value); err != nil {
			return fail(err)
		}
		seen[line], last = true, line
	}
	return nil
}

// maxNames is the longest class and id, in bytes, that are looked at: longer ones list a page's topics.
const maxNames = 400

// classWords splits a class or id attribute into its words, in lower case: "Post-Footer relatedLinks" gives post,
// footer, related, links.
func classWords(s string) []string {
	var words []string
	start := -1 // of the word being read
	flush := func(end int) {
		if start >= 0 && end > start {
			words = append(words, strings.ToLower(s[start:end]))
		}
		start = -1
	}
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case !isWordByte(c):
			flush(i)
		case start >= 0 && 'A' <= c && c <= 'Z' && 'a' <= s[i-1] && s[i-1] <= 'z':
			flush(i)
			start = i
		case start < 0:
			start = i
		}
	}
	flush(len(s))
	return words
}

func isWordByte(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c >= 0x80
}

// isBoilerplate reports whether an element's class or id has a word, or words in a row, of the rules; otherArticles says
// that those of the article's own furniture don't count.
func (r *rules) isBoilerplate(n *html.Node, otherArticles bool) bool {
	names := attribute(n.Attr, "class") + " " + attribute(n.Attr, "id")
	if len(names) > maxNames {
		return false
	}
	words := classWords(names)
	for i := range words {
		for k := 1; k <= r.longest && i+k <= len(words); k++ {
			name := strings.Join(words[i:i+k], "-")
			if r.classes[name] || !otherArticles && r.furniture[name] {
				return true
			}
		}
	}
	return false
}

// boilerplateLine reports whether a paragraph is one that the rules leave out.
func (r *rules) boilerplateLine(s string) bool {
	const longest = 200 // bytes; a longer paragraph is prose, and saves the pattern's time
	return len(s) <= longest && r.lines.MatchString(s)
}
