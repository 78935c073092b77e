package text

import (
	"slices"
	"strings"
	"unicode"

	"geokg/ingest/text/biaffine"
	"geokg/schema"
)

// appendNames adds the names in one piece of a sentence, whose words begin at tokens[from] and are parsed. The network
// says which words belong to a name and of what type; the tree, which of them make one name.
func appendNames(names []schema.NameSpan, sentence int, tokens []schema.Token, from int, words []biaffine.Word) []schema.NameSpan {
	start := len(names)
	for i := 0; i < len(words); {
		kind := nameType(&words[i])
		j := i + 1
		for j < len(words) && words[j].Name[0] == 'I' && nameType(&words[j]) == kind && !seated(tokens[from+j:]) {
			j++
		}
		n := schema.NameSpan{First: from + i, Last: from + j, Type: kind}
		if kind == schema.NameOfOrganization && seated(tokens[from+i:]) {
			n.Type = schema.NameOfPlace
		}
		i = j
		if kind == "" || !trimName(tokens, &n) {
			continue
		}
		widenName(tokens, &n, func(k int) schema.NameType {
			if k < from || k >= from+len(words) {
				return ""
			}
			return nameType(&words[k-from])
		})
		for len(names) > start && oneName(tokens, &names[len(names)-1], &n) {
			last := &names[len(names)-1]
			n.First, n.Last, n.Type = min(n.First, last.First), max(n.Last, last.Last), last.Type
			names = names[:len(names)-1]
		}
		n.Sentence, n.Span = sentence, schema.Span{Start: tokens[n.First].Start, End: tokens[n.Last-1].End}
		names = append(names, n)
	}
	return names
}

// seated reports whether tokens begin with "in" and a name: where a body has its seat is a name of its own ("the Peace Institute in Oslo").
func seated(tokens []schema.Token) bool {
	return len(tokens) > 1 && tokens[0].Form == "in" && tokens[1].UPOS == "PROPN"
}

// nameType returns the type of the name that a word is in by the network, "" for no name.
func nameType(w *biaffine.Word) schema.NameType {
	_, kind, _ := strings.Cut(w.Name, "-")
	return schema.NameType(kind)
}

// trimName takes off what a name does not begin or end with: an article, a preposition, marks, a possessive, a person's
// title. It reports whether a name is left: nationalities and groups of people ("Austrian", "Republicans") are none.
func trimName(tokens []schema.Token, n *schema.NameSpan) bool {
	outside := func(t *schema.Token) bool {
		switch t.UPOS {
		case "DET", "PUNCT", "ADP", "CCONJ":
			return true
		}
		return t.XPOS == "POS"
	}
	for n.First < n.Last && (outside(&tokens[n.First]) || n.Type == schema.NameOfPerson && tokens[n.First].Deprel == "nmod:desc") {
		n.First++
	}
	for n.First < n.Last && outside(&tokens[n.Last-1]) {
		n.Last--
	}
	proper := slices.ContainsFunc(tokens[n.First:n.Last], func(t schema.Token) bool { return t.UPOS == "PROPN" })
	return proper && (n.Last-n.First > 1 || tokens[n.First].XPOS != "NNPS")
}

// widenName takes in the proper nouns beside a name that the tree makes one name with it, and adjectives with a capital
// before a name that is no person's ("Federal Register"). A person's name and others do not mix, and what stands before a
// person's name may be a title ("NASA Administrator Charles Bolden").
func widenName(tokens []schema.Token, n *schema.NameSpan, typeOf func(int) schema.NameType) {
	belongs := func(i int) bool {
		if i < 0 || i >= len(tokens) || !unicode.IsUpper(firstRune(tokens[i].Form)) {
			return false
		}
		if t := &tokens[i]; t.UPOS == "ADJ" {
			return i > 0 && i < n.First && t.Deprel == "amod" && t.Head >= n.First && t.Head < n.Last && !person(n.Type)
		} else if t.UPOS != "PROPN" {
			return false
		}
		other := person(typeOf(i)) != person(n.Type) && typeOf(i) != "" || !person(n.Type) && person(typeOf(i+1))
		joins := func(deprel string) bool { return deprel == "flat" || deprel == "compound" && !other }
		if h := tokens[i].Head; h >= n.First && h < n.Last {
			return joins(tokens[i].Deprel)
		}
		return slices.ContainsFunc(tokens[n.First:n.Last], func(t schema.Token) bool { return t.Head == i && joins(t.Deprel) })
	}
	for belongs(n.First - 1) {
		n.First--
	}
	for belongs(n.Last) {
		n.Last++
	}
}

func person(t schema.NameType) bool { return t == schema.NameOfPerson }

// oneName reports whether two names are parts of one: they overlap, or the second depends on the first by "of" ("State of
// Texas"), unless that is a person.
func oneName(tokens []schema.Token, a, b *schema.NameSpan) bool {
	if b.First < a.Last {
		return true
	}
	if b.First != a.Last+1 || !strings.EqualFold(tokens[a.Last].Form, "of") || person(a.Type) || person(b.Type) {
		return false
	}
	return slices.ContainsFunc(tokens[b.First:b.Last], func(t schema.Token) bool {
		return t.Deprel == "nmod" && t.Head >= a.First && t.Head < a.Last
	})
}
