package entity

import (
	"geokg/schema"
)

// pair links "both countries", "the two leaders", "the two sides": the two that the sentences before speak of.
func (k *linking) pair(s *sent, i int) bool {
	if !s.pluralNoun(i) {
		return false
	}
	first := -1
	for _, c := range s.kids[i] {
		if s.lower[c] == "both" || s.lower[c] == "two" || s.forms[c] == "2" {
			first = c
		}
	}
	if first < 0 || !s.allTwo(i) {
		return false
	}
	lemma := s.lemma(i)
	labels := words.nominals[lemma].labels
	switch {
	case lemma == "side" || lemma == "party":
		labels = []schema.Label{schema.Country, schema.Organization, schema.Agency}
	case lemma == "government" || lemma == "capital":
		labels = []schema.Label{schema.Country}
	case labels == nil:
		return false
	}
	ids := k.lastTwo(s, i, labels)
	if ids == nil && hasLabel(labels, schema.Person) {
		ids = k.lastTwo(s, i, []schema.Label{schema.Country})
	}
	if ids == nil {
		return false
	}
	if first > 0 && s.upos(first-1) == "DET" {
		first--
	}
	k.add(s, min(first, i), i+1, i, schema.MentionNominal, 0.7, "the two spoken of", ids...)
	return true
}

// allTwo reports whether "two" means all that there are: "both", "the two", "our two", "the other two" does not.
func (s *sent) allTwo(i int) bool {
	for _, c := range s.kids[i] {
		switch s.lower[c] {
		case "both", "the", "these", "our", "their":
			return s.child(i, "amod") < 0 && s.child(i, "compound") < 0
		}
	}
	return false
}

// lastTwo returns the two entities of these labels that the text before token i speaks of, going back until there are two; nil if the
// sentence that brings the second brings a third too.
func (k *linking) lastTwo(s *sent, i int, labels []schema.Label) []string {
	var ids []string
	for n := s.index; n >= 0 && n >= s.index-3; n-- {
		before := -1
		if n == s.index {
			before = i
		}
		if two := k.subjectPair(k.sents[n], before, labels); two != nil && len(ids) == 0 {
			return two
		}
		for _, f := range k.sentenceMentions(n, before) {
			if p := k.sents[n].caseOf(f.Head); words.cue("locative", p) {
				continue
			}
			for _, id := range f.Entities {
				if hasLabel(labels, k.label(id)) && !contains(ids, id) {
					ids = append(ids, id)
				}
			}
		}
		if len(ids) == 2 {
			return ids
		}
		if len(ids) > 2 {
			return nil
		}
	}
	return nil
}

// subjectPair returns the two entities that are the subject of a sentence's main clause together: "Chad and Mali met".
func (k *linking) subjectPair(s *sent, before int, labels []schema.Label) []string {
	if len(s.Tokens) == 0 {
		return nil
	}
	x := s.subject(s.root())
	if x < 0 || before >= 0 && x >= before {
		return nil
	}
	var ids []string
	cs := s.conjuncts(x)
	for c := x; c <= cs[len(cs)-1]; c++ { // what the parser left out of the coordination counts too
		if f := k.at[s.index][c]; f != nil {
			for _, id := range f.Entities {
				if hasLabel(labels, k.label(id)) {
					ids = append(ids, id)
				}
			}
		}
	}
	if ids = unique(ids); len(ids) == 2 {
		return ids
	}
	return nil
}

// listed links a noun or number that a list spells out: "Four of the allies, including South Korea", "countries such as Chad and
// Mali", "three states (Iran, Iraq and Syria)".
func (k *linking) listed(s *sent, i int) bool {
	if !s.generic(i) {
		return false
	}
	for j := i + 1; j < len(s.Tokens) && j <= i+12; j++ {
		switch {
		case s.lower[j] == "including" || s.lower[j] == "namely" || s.lower[j] == "as" && s.lower[j-1] == "such" || s.lower[j] == "like" && s.rel(j) == "case":
			ids, last := k.list(s, j+1)
			if len(ids) == 0 {
				return false
			}
			k.add(s, i, last, i, schema.MentionNominal, 0.75, "members that a list names", ids...)
			return true
		case j == i+1 && s.forms[j] == "," && k.all(s, i): // "the two leaders, Deby and Keita, met"
			ids, last := k.list(s, j+1)
			if len(ids) < 2 || last < len(s.Tokens) && s.forms[last] != "," && s.upos(last) != "PUNCT" || !k.alike(ids) {
				return false
			}
			k.add(s, i, i+1, i, schema.MentionNominal, 0.75, "those whom an apposition names", ids...)
			return true
		case s.forms[j] == "(" || s.forms[j] == "–" || s.forms[j] == "—" || s.forms[j] == ":":
			ids, last := k.list(s, j+1)
			if len(ids) < 2 {
				return false
			}
			k.add(s, i, last, i, schema.MentionNominal, 0.75, "members that a list names", ids...)
			return true
		case s.upos(j) == "VERB" && s.rel(j) != "acl" && s.rel(j) != "case" || s.upos(j) == "AUX":
			return false
		case s.pluralNoun(j) && words.cue("generic", s.lemma(j)) && s.head(j) != i:
			return false // the list is that noun's
		}
	}
	return false
}

// all reports whether the noun at i has a word that announces all of its kind: "the", "both", "two". Without it a list after a comma may go
// on with others.
func (k *linking) all(s *sent, i int) bool {
	for _, c := range s.kids[i] {
		switch s.lower[c] {
		case "the", "both", "these", "our", "their":
			return s.child(i, "nmod") < 0
		}
	}
	return false
}

// alike reports whether entities have one label.
func (k *linking) alike(ids []string) bool {
	for _, id := range ids {
		if k.label(id) != k.label(ids[0]) {
			return false
		}
	}
	return true
}

// share links a part of a group to whom the group stands for: "two thirds of the Kenyan soldiers", "most of Hungary's ministers".
func (k *linking) share(s *sent, i int) bool {
	if len(s.kids[i]) == 0 || !words.cue("share", s.lemma(i)) {
		return false
	}
	for _, c := range s.kids[i] {
		f := k.at[s.index][c]
		if c < i || s.rel(c) != "nmod" || s.caseOf(c) != "of" || f == nil || f.Kind == schema.MentionName || f.Kind == schema.MentionPronoun {
			continue
		}
		k.add(s, i, max(f.Last, i+1), i, schema.MentionNominal, f.Score-0.05, "part of a group", f.Entities...).plural = true
		return true
	}
	return false
}

// generic reports whether the token is a plural noun or a number that can stand for a list of actors.
func (s *sent) generic(i int) bool {
	if s.pluralNoun(i) && words.cue("generic", s.lemma(i)) {
		return s.rel(i) != "nmod" || s.head(i) < 0 || s.upos(s.head(i)) != "NUM"
	}
	if s.upos(i) != "NUM" || s.rel(i) == "nummod" {
		return false
	}
	c := s.child(i, "nmod")
	return c > i && s.caseOf(c) == "of" && words.cue("generic", s.lemma(c))
}

// list returns the entities of the list of mentions that begins at token j, and the token after it.
func (k *linking) list(s *sent, j int) ([]string, int) {
	var ids []string
	last := j
	for j < len(s.Tokens) {
		f := k.names[s.index][j]
		switch {
		case f != nil && k.at[s.index][f.Head] == f:
			ids = append(ids, f.Entities...)
			j = max(j+1, f.Last)
			last = j
		case s.forms[j] == "," || s.lower[j] == "and" || s.lower[j] == "or" || s.lower[j] == "the" || s.lower[j] == "now":
			j++
		default:
			return unique(ids), last
		}
	}
	return unique(ids), last
}
