package webpage

import (
	"encoding/json"
	"html"
	"strings"

	"github.com/PuerkitoBio/goquery"
)

// A thing is an object of JSON-LD.
type thing = map[string]any

// linkedData is what a page's JSON-LD says about its article.
type linkedData struct {
	article thing            // the article that most is said about, or nil
	named   map[string]thing // things with a name, by their @id
}

// isJSONLD reports whether a script element of that type holds JSON-LD.
func isJSONLD(scriptType string) bool {
	return strings.Contains(strings.ToLower(scriptType), "ld+json")
}

// readLinkedData reads the JSON-LD of a page. Of several articles, the one with the most of the wanted keys counts.
func readLinkedData(doc *goquery.Document) linkedData {
	d := linkedData{named: map[string]thing{}}
	best := -1
	doc.Find("script[type]").Each(func(_ int, s *goquery.Selection) {
		if !isJSONLD(s.AttrOr("type", "")) {
			return
		}
		eachThing(parseJSON(s.Text()), func(t thing) {
			if id, _ := t["@id"].(string); id != "" && t["name"] != nil {
				d.named[id] = t
			}
			if n := known(t); n > best && isArticle(t["@type"]) {
				best, d.article = n, t
			}
		})
	})
	return d
}

// known counts the keys of an article that we want.
func known(t thing) int {
	n := 0
	for _, k := range []string{"headline", "datePublished", "author", "articleBody", "publisher"} {
		if t[k] != nil {
			n++
		}
	}
	return n
}

func isArticle(types any) bool {
	switch t := types.(type) {
	case string:
		t = strings.TrimPrefix(strings.TrimPrefix(t, "http://schema.org/"), "https://schema.org/")
		return loaded.articleTypes[t]
	case []any:
		for _, x := range t {
			if isArticle(x) {
				return true
			}
		}
	}
	return false
}

// parseJSON reads a script's JSON, or returns nil. It forgives the commonest faults: comment marks around it, a semicolon at its
// end, and raw line breaks in strings.
func parseJSON(s string) any {
	s = strings.TrimSpace(s)
	for _, mark := range []string{"<!--", "//<![CDATA[", "/*<![CDATA[*/", "<![CDATA["} {
		s = strings.TrimSpace(strings.TrimPrefix(s, mark))
	}
	for _, mark := range []string{"-->", "//]]>", "/*]]>*/", "]]>", ";"} {
		s = strings.TrimSpace(strings.TrimSuffix(s, mark))
	}
	var v any
	if json.Unmarshal([]byte(s), &v) == nil {
		return v
	}
	s = strings.Map(func(r rune) rune {
		if r < 0x20 {
			return ' '
		}
		return r
	}, s)
	if json.Unmarshal([]byte(s), &v) == nil {
		return v
	}
	return nil
}

// eachThing calls f with the things that a document describes, from the outside in.
func eachThing(v any, f func(thing)) {
	switch t := v.(type) {
	case thing:
		f(t)
		for _, k := range []string{"@graph", "mainEntity", "mainEntityOfPage", "itemListElement"} {
			eachThing(t[k], f)
		}
	case []any:
		for _, x := range t {
			eachThing(x, f)
		}
	}
}

// text returns a value as one line of text: a string, a thing's name, or the first of a list; "" otherwise.
func (d linkedData) text(v any) string {
	if names := d.names(v); len(names) > 0 {
		return names[0]
	}
	return ""
}

// names returns the names in a value: a string, a thing with a name or with the @id of one, or a list of these.
func (d linkedData) names(v any) []string {
	switch t := v.(type) {
	case string:
		if t = clean(html.UnescapeString(t)); t != "" && len(t) <= maxValue {
			return []string{t}
		}
	case thing:
		for _, k := range []string{"name", "@value"} {
			if s, _ := t[k].(string); s != "" {
				return d.names(s)
			}
		}
		id, _ := t["@id"].(string)
		if s, _ := d.named[id]["name"].(string); s != "" {
			return d.names(s)
		}
	case []any:
		var all []string
		for _, x := range t {
			all = append(all, d.names(x)...)
		}
		return all
	}
	return nil
}
