package main

import (
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"strings"
	"unicode"

	"geokg/schema"
)

const intelligenceHeader = `# Intelligence services that agencies.txt does not have.
# Source: MISP galaxy "Intelligence Agencies" (misp-project, after Wikipedia's list), dual-licensed; used under CC0 1.0.
#
# id | name | patterns that it takes the place of | Wikidata | other names
#
# "~" before a name: it is one only beside the name of its country ("Czech Military Intelligence").
`

// A misp record is one entry of the cluster.
type misp struct {
	Value       string
	Description string
	Meta        struct {
		Country  string
		Synonyms []string
	}
}

func readMISP(path string) ([]misp, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var cluster struct{ Values []misp }
	if err := json.Unmarshal(b, &cluster); err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	return cluster.Values, nil
}

var (
	footnote     = regexp.MustCompile(`\[[^\]]*\]`)
	missingPage  = regexp.MustCompile(`\(page does not exist\)|^[a-z]{2}:`)
	inBrackets   = regexp.MustCompile(`\(([^()]*)\)`)
	acronym      = regexp.MustCompile(`^[A-Z&]{3,8}$`)
	afterName    = regexp.MustCompile(`\s*(?:\s[–−-]\s|[:(;,\[]).*`)
	countryBrack = regexp.MustCompile(`\s*\(([^()]*)\)$`)
)

func wordSet(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// intelligenceTable turns the cluster into agencies, leaving out what our own tables have.
func intelligenceTable(s *sources) []string {
	taken := map[string]bool{} // folded name at its country
	used := map[string]int{}   // acronym → how many have it
	ids := map[string]bool{}   // ids of our own table
	for _, f := range s.agencies {
		country, _, _ := strings.Cut(f[0], "/")
		ids[f[0]] = true
		for _, n := range append([]string{f[1]}, splitList(f[4])...) {
			taken[country+"/"+foldKey(n)] = true
			used[n]++
		}
	}
	for n := range s.otherNames {
		used[n]++
	}
	for i := range s.misp {
		if a := acronymOf(&s.misp[i]); a != "" {
			used[a]++
		}
	}
	var rows []string
	for i := range s.misp {
		m := &s.misp[i]
		country := s.alpha3[m.Meta.Country]
		if country == "" {
			continue
		}
		name, others := mispNames(m, s.own[country])
		a := acronymOf(m)
		if !usable(name) || takenAny(taken, country, append(others, name, a)) {
			continue
		}
		id := country + "/" + strings.ToUpper(schema.Slug(firstOf(others, name)))
		if a != "" && !ids[country+"/"+a] {
			id = country + "/" + a
		}
		if ids[id] {
			continue
		}
		ids[id] = true
		var names []string
		for _, n := range others {
			names = append(names, bind(n))
		}
		if a != "" && a != name && !contains(others, a) {
			if used[a] > 1 || words.awkward[strings.ToLower(a)] || len(a) < 4 {
				a = "~" + a
			}
			names = append(names, a)
		}
		for _, n := range append(others, name) {
			taken[country+"/"+foldKey(n)] = true
		}
		rows = append(rows, strings.TrimRight(fmt.Sprintf("%s | %s | | | %s", id, name, strings.Join(names, "; ")), " "))
	}
	return rows
}

func contains(names []string, name string) bool {
	for _, n := range names {
		if n == name {
			return true
		}
	}
	return false
}

func takenAny(taken map[string]bool, country string, names []string) bool {
	for _, n := range names {
		if n != "" && taken[country+"/"+foldKey(n)] {
			return true
		}
	}
	return false
}

func firstOf(names []string, or string) string {
	if len(names) > 0 {
		return names[0]
	}
	return or
}

// bind marks a name of generic words, and one that is too short, as bound to its country.
func bind(n string) string {
	if isGeneric(n) {
		return "~" + n
	}
	return n
}

func isGeneric(n string) bool {
	for _, w := range strings.Fields(strings.ToLower(n)) {
		if !words.agency[strings.Trim(w, ",-")] {
			return false
		}
	}
	return true
}

// mispNames returns the canonical name and the others of a record. Value is the page that the list links to, which may be
// another body's; the description begins with the agency's own name, most often in English. A name of generic words is told
// apart by its country in brackets.
func mispNames(m *misp, own ownState) (name string, others []string) {
	value := clean(m.Value)
	if b := countryBrack.FindStringSubmatch(value); b != nil { // "(South Korea)", "(NCIA)", "(Russian Federation)"
		value = strings.TrimSpace(strings.TrimSuffix(value, b[0]))
	}
	head := strings.TrimSpace(afterName.ReplaceAllString(clean(m.Description), ""))
	switch name = value; {
	case !isEnglish(head) || !strings.Contains(head, " "):
	case !isEnglish(value):
		name, others = head, []string{value}
	case !strings.EqualFold(head, value):
		name = head
		if akin(head, value) {
			others = []string{value}
		}
	}
	for _, n := range m.Meta.Synonyms {
		if n = strings.TrimSpace(n); n != name && !strings.ContainsAny(n, "/()") && !acronym.MatchString(n) {
			others = append(others, n)
		}
	}
	if isGeneric(name) {
		bare := name
		name = fmt.Sprintf("%s (%s)", bare, own.name)
		others = append([]string{bare}, others...)
	}
	return name, distinct(others, name)
}

// akin reports whether two names share more than half of their words.
func akin(a, b string) bool {
	words := wordSet(strings.ToLower(a))
	fields, shared := strings.Fields(strings.ToLower(b)), 0
	for _, w := range fields {
		if words[w] {
			shared++
		}
	}
	return 2*shared > len(fields)
}

func clean(s string) string {
	s = missingPage.ReplaceAllString(footnote.ReplaceAllString(s, ""), "")
	return strings.Join(strings.Fields(s), " ")
}

func distinct(names []string, but string) []string {
	seen := map[string]bool{but: true}
	var out []string
	for _, n := range names {
		if n = strings.Trim(n, " ,"); n != "" && !seen[n] && usable(n) {
			seen[n] = true
			out = append(out, n)
		}
	}
	return out
}

// isEnglish reports whether a name looks English: plain letters and an English word for what such agencies are.
func isEnglish(n string) bool {
	for _, r := range n {
		if r >= 0x80 && r != '’' {
			return false
		}
	}
	for _, w := range strings.Fields(strings.ToLower(n)) {
		if words.agency[strings.Trim(w, ",")] && w != "general" && w != "the" && w != "terrorism" {
			return true
		}
	}
	return false
}

// usable reports whether a name can stand in the table and be a name in a text: Latin letters, no separators, not a phrase.
func usable(n string) bool {
	for _, r := range n {
		if unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) || strings.ContainsRune("|;~[]:/", r) {
			return false
		}
	}
	return len(n) > 2 && len(strings.Fields(n)) < 12
}

// acronymOf returns the first acronym in brackets.
func acronymOf(m *misp) string {
	for _, s := range []string{m.Description, m.Value} {
		for _, b := range inBrackets.FindAllStringSubmatch(s, -1) {
			a, _, _ := strings.Cut(b[1], ";")
			a, _, _ = strings.Cut(a, ",")
			a, _, _ = strings.Cut(a, "/")
			if a = strings.TrimSpace(a); acronym.MatchString(a) && a != m.Meta.Country {
				return a
			}
		}
	}
	return ""
}

// foldKey is a name without case, accents, brackets and punctuation.
func foldKey(n string) string {
	return schema.Slug(inBrackets.ReplaceAllString(n, ""))
}

// splitList splits a cell at ";".
func splitList(cell string) []string {
	var out []string
	for _, n := range strings.Split(cell, ";") {
		if n = strings.TrimPrefix(strings.TrimSpace(n), "~"); n != "" {
			out = append(out, n)
		}
	}
	return out
}
