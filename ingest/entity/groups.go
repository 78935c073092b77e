package entity

import (
	"geokg/schema"
)

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

func (s *sent) allTwo(i int) bool {
	for _, c := range s.kids[i] {
		switch s.lower[c] {
		case "both", "the", "these", "our", "their":
			return s.child(i, "amod") < 0 && s.child(i, "compound") < 0
		}
	}
	return false
}

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

func (k *linking) listed(s *sent, i int) bool {
	if !s.generic(i) {
		return false
	}
	for j := i + 1; j < len(s.Tokens) && j <= i+12; j++ {
		switch {
		case s.lower[j] == "including" || s.lower[j] == "namely" || s.lower[j] == "as" && s.lower[j-1] == "such":
			ids, last := k.list(s, j+1)
			if len(ids) == 0 {
				return false
			}
			k.add(s, i, last, i, schema.MentionNominal, 0.75, "members that a list names", ids...)
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

// pronoun links the pronoun at i if only one thing before it fits.
// relative links "who" and "which" to the noun that their clause belongs to.
// firstPerson links "I" and "we" to who speaks; in an official statement "we" is its country.
// antecedent returns what a pronoun of the third person stands for: the subject of a clause that its own depends on, else the only
// subject that fits in this sentence and the one before, else the subject of the sentence before. Inside a quote it looks inside quotes
// only. A subject that would fit but was not linked to anything ends the search, since it may well be that.
// sharedOwner returns the owner of the noun that a possessive's own noun is coordinated with: "Chad's parliament and its court".
// bodyUnlinked reports whether a sentence speaks of a movement, company or other body that is not linked, which "it" may well mean.
// refersBack reports whether a pronoun may take up somebody of the sentence before: as a possessor or the subject of a verb. "It is
// clear that" and "it was seen as a step" are more likely about what was said.
// previous returns the sentence before, not a headline.
// higherSubject returns the fitting subject of the clause that token i is in or of one above it, and whether one that would fit is not
// linked. The object of a verb is not its subject.
// namedIn reports whether the clause of v names one of the entities itself, so that a pronoun at i in it can hardly stand for them: "it was a
// partner of the United States".
// subjectOf returns whom the subject of v stands for, with those coordinated with it, if it stands before i and fits the pronoun;
// blocked tells that it would fit but is not linked.
// otherPlural reports whether, between the subject x and a "they" at i, some plural that is not linked is a likelier antecedent.
// couldBe reports whether the noun at x, which is not linked, fits a pronoun.
// fitting returns the distinct subjects before token i of a sentence that a pronoun could stand for, each with its entities joined.
// isSubject reports whether token i is a subject, the possessor in one, or said to speak ("according to").
// agrees reports whether a mention fits a pronoun in number, and in being a person or not.
