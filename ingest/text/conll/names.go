package conll

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"geokg/schema"
)

// A Name is a name of a person, organization or place: words [First, Last).
type Name struct {
	First, Last int
	Type        schema.NameType
}

// A mention is an entity that GUM's MISC column marks: words [first, last).
type mention struct {
	first, last int
	kind        string
	identity    string // the Wikipedia article, or ""
}

// names returns what is left of the mentions of people, organizations and places whose head is a proper noun without
// titles, determiners and clauses: "President Obama of the US" gives "Obama" and "US", "the Bank of England" gives "Bank
// of England". Of overlapping ones the longest counts. ../train/names.py computes the same; change both together.
func names(words []Word) []Name {
	var found []Name
	for _, m := range mentions(words) {
		switch kind := schema.NameType(m.kind); kind {
		case schema.NameOfPerson, schema.NameOfOrganization, schema.NameOfPlace:
			if n, ok := m.trimmed(words); ok {
				found = append(found, n)
			}
		}
	}
	slices.SortStableFunc(found, func(a, b Name) int {
		return cmp.Or(cmp.Compare(b.Last-b.First, a.Last-a.First), cmp.Compare(a.First, b.First), cmp.Compare(a.Type, b.Type))
	})
	var out []Name
	for _, n := range found {
		if !slices.ContainsFunc(out, func(o Name) bool { return n.First < o.Last && o.First < n.Last }) {
			out = append(out, n)
		}
	}
	slices.SortFunc(out, func(a, b Name) int { return cmp.Compare(a.First, b.First) })
	return out
}

var entityMark = regexp.MustCompile(`\([^()]*\)?|[^()]+\)`)

// mentions reads the brackets "(1-person-…" and "1)" of the Entity keys.
func mentions(words []Word) []mention {
	type opened struct {
		first  int
		fields []string
	}
	var out []mention
	open := map[string][]opened{}
	for i, w := range words {
		for _, part := range entityMark.FindAllString(miscValue(w.Misc, "Entity"), -1) {
			fields := strings.Split(strings.Trim(part, "()"), "-")
			key := fields[0]
			if part[0] == '(' {
				open[key] = append(open[key], opened{i, fields})
			}
			if n := len(open[key]); part[len(part)-1] == ')' && n > 0 {
				o := open[key][n-1]
				open[key] = open[key][:n-1]
				m := mention{first: o.first, last: i + 1}
				if len(o.fields) > 1 {
					m.kind = o.fields[1]
				}
				if len(o.fields) > 7 {
					m.identity = strings.Join(o.fields[7:], "-")
				}
				out = append(out, m)
			}
		}
	}
	return out
}

// miscValue returns the value of a key of a MISC column, or "".
func miscValue(misc, key string) string {
	for f := range strings.SplitSeq(misc, "|") {
		if v, ok := strings.CutPrefix(f, key+"="); ok {
			return v
		}
	}
	return ""
}

var joining = []string{"of", "the", "and", "for", "&", "-", "'s", "’s", "de", "la", "al", ".", "in", "on"}

// trimmed returns the name within a mention.
func (m *mention) trimmed(words []Word) (Name, bool) {
	head := m.first
	for head < m.last && m.first <= words[head].Head && words[head].Head < m.last {
		head++
	}
	switch {
	case head == m.last:
		return Name{}, false
	case words[head].UPOS != "PROPN":
		end := head + 1
		for end < m.last && words[end].UPOS == "PROPN" && words[end].Deprel == "flat" {
			end++ // "Mu Li" in "senior researcher Mu Li"
		}
		return Name{head + 1, end, schema.NameOfPerson}, m.kind == "person" && end > head+1
	case m.kind == "person" && isRole(words, head):
		return Name{}, false
	}
	known := strings.Split(strings.ToLower(strings.NewReplacer("(", "", ")", "").Replace(m.identity)), "_")
	start, end := head, head+1
	for start > m.first && (belongs(words, start-1, known, false) ||
		slices.Contains(joining, words[start-1].Form) && start-1 > m.first && belongs(words, start-2, known, false)) {
		start--
	}
	for end < m.last {
		k := end
		for k < m.last && slices.Contains(joining, words[k].Form) {
			k++
		}
		if k == m.last || k-end > 2 || !belongs(words, k, known, k > end) || k > end && !m.goesOn(words, k, start, end, known) {
			break
		}
		end = k + 1
	}
	for start < end && slices.Contains([]string{"the", "-", ".", "'s"}, strings.ToLower(words[start].Form)) {
		start++
	}
	return Name{start, end, schema.NameType(m.kind)}, start < end
}

// isRole reports whether a proper noun that stands for a person is an office or a group and no name: "the Secretary",
// "Director of the museum", "Americans".
func isRole(words []Word, head int) bool {
	has := func(deprel string) bool {
		return slices.ContainsFunc(words, func(w Word) bool { return w.Head == head && w.Deprel == deprel })
	}
	return words[head].XPOS == "NNPS" || !has("flat") && (has("det") || has("nmod"))
}

// belongs reports whether a word can be part of a name: a proper noun that is no title, another word with a capital
// within a sentence, or a word of the entity's identity. joined is for words behind "of".
func belongs(words []Word, i int, known []string, joined bool) bool {
	w := words[i]
	first, _ := utf8.DecodeRuneInString(w.Form)
	capital := unicode.IsUpper(first)
	switch {
	case capital && slices.Contains(known, strings.ToLower(w.Form)):
		return true
	case w.Deprel == "nmod:desc", w.Deprel == "det", w.Deprel == "nmod:poss" && !joined:
		return false
	case w.UPOS == "PROPN":
		return w.Deprel == "root" || slices.Contains(inside, universal(w.Deprel))
	case w.UPOS == "NUM":
		return (w.Deprel == "flat" || w.Deprel == "nummod") && i > 0 && words[i-1].UPOS == "PROPN"
	}
	return i > 0 && capital && strings.ToUpper(w.Form) != w.Form &&
		(slices.Contains(inside, universal(w.Deprel)) || universal(w.Deprel) == "acl" || universal(w.Deprel) == "advmod")
}

// inside are the relations of a name's words to its head.
var inside = []string{"flat", "compound", "goeswith", "nmod", "amod", "nummod", "dep", "list"}

// goesOn reports whether a proper noun behind "of" and the like is still part of the name that begins at start.
func (m *mention) goesOn(words []Word, k, start, end int, known []string) bool {
	if slices.Contains(known, strings.ToLower(words[k].Form)) {
		return true
	}
	g := words[k].Head
	for g > k && words[g].UPOS == "PROPN" { // "of Iodine Deficiency Disorders"
		g = words[g].Head
	}
	return m.kind != "person" && universal(words[k].Deprel) != "conj" && start <= g && g < end
}
