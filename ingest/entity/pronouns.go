package entity

import (
	"strings"

	"geokg/schema"
)

// pronoun reports whether token i, whose form can be one, is a pronoun: not the conjunction "that", not the acronym "US".
func (s *sent) pronoun(i int) bool {
	switch s.lower[i] {
	case "that", "which":
		return s.upos(i) == "PRON" && s.relativeClause(i) >= 0
	case "us":
		return s.forms[i] != "US" && s.upos(i) == "PRON"
	case "it":
		return s.rel(i) != "expl"
	}
	return s.upos(i) == "PRON" || s.upos(i) == "DET"
}

// relativeClause returns the head of the relative clause that token i opens, or -1.
func (s *sent) relativeClause(i int) int {
	for n := 0; i >= 0 && n < 6; n++ {
		if s.Tokens[i].Deprel == "acl:relcl" {
			return i
		}
		i = s.head(i)
	}
	return -1
}

// pronoun links the pronoun at i if only one thing before it fits.
func (k *linking) pronoun(s *sent, i int, p pronounClass) {
	switch p.person {
	case 'r':
		k.relative(s, i)
	case '1':
		k.firstPerson(s, i, p)
	default:
		if f, score, reason := k.antecedent(s, i, p); len(f) > 0 {
			k.add(s, i, i+1, i, schema.MentionPronoun, score, reason, f...).plural = p.number == 'p'
		}
	}
}

// relative links "who" and "which" to the noun that their clause belongs to.
func (k *linking) relative(s *sent, i int) {
	v := s.relativeClause(i)
	if v < 0 {
		return
	}
	h := s.head(v)
	if h < 0 || h >= i {
		return
	}
	f := k.at[s.index][h]
	if f == nil {
		return
	}
	if s.lower[i] == "who" && k.label(f.Entities[0]) == schema.Place {
		return
	}
	k.add(s, i, i+1, i, schema.MentionPronoun, f.Score-0.05, "relative pronoun", f.Entities...).plural = f.plural
}

// firstPerson links "I" and "we" to who speaks; in an official statement "we" is its country.
func (k *linking) firstPerson(s *sent, i int, p pronounClass) {
	if f := k.speakers[s.index][i]; f != nil && len(f.Entities) == 1 {
		if p.number == 's' && k.label(f.Entities[0]) != schema.Person {
			return
		}
		k.add(s, i, i+1, i, schema.MentionPronoun, min(0.8, f.Score), "the speaker", f.Entities...)
		return
	}
	if p.number == 'p' && !s.quoted[i] {
		if c := k.homeCountry(); c != "" {
			k.add(s, i, i+1, i, schema.MentionPronoun, 0.65, "the country whose statement it is", c)
		}
	}
}

// antecedent returns what a pronoun of the third person stands for: the subject of a clause that its own depends on, else the only
// subject that fits in this sentence and the one before, else the subject of the sentence before. Inside a quote it looks inside quotes
// only. A subject that would fit but was not linked to anything ends the search, since it may well be that.
func (k *linking) antecedent(s *sent, i int, p pronounClass) ([]string, float64, string) {
	if ids := k.sharedOwner(s, i, p); ids != nil {
		return ids, 0.8, "owner of what it is coordinated with"
	}
	ids, blocked := k.higherSubject(s, i, p)
	if ids != nil {
		return ids, 0.8, "subject of a clause above"
	}
	if blocked || !s.refersBack(i, p) {
		return nil, 0, ""
	}
	here := k.fitting(s, i, p, s.quoted[i])
	prev := k.previous(s)
	var before []string
	if prev != nil && len(here) == 0 {
		before = k.fitting(prev, len(prev.Tokens), p, s.quoted[i])
	}
	if all := unique(append(append([]string(nil), here...), before...)); len(all) == 1 && !(p.whom == 't' && len(here) == 0 && k.bodyUnlinked(prev)) {
		return strings.Split(all[0], "\x00"), 0.65, "only subject that fits"
	}
	if prev != nil && p.whom == 't' && k.bodyUnlinked(prev) {
		return nil, 0, ""
	}
	if len(here) == 0 && prev != nil && s.quoted[i] == prev.quoted[prev.root()] {
		if ids, _ := k.subjectOf(prev, prev.root(), p, -1); ids != nil {
			return ids, 0.65, "subject of the sentence before"
		}
	}
	return nil, 0, ""
}

// sharedOwner returns the owner of the noun that a possessive's own noun is coordinated with: "Chad's parliament and its court".
func (k *linking) sharedOwner(s *sent, i int, p pronounClass) []string {
	if s.Tokens[i].Deprel != "nmod:poss" {
		return nil
	}
	n := s.head(i)
	if n < 0 || s.rel(n) != "conj" || s.head(n) < 0 {
		return nil
	}
	c := s.child(s.head(n), "nmod:poss")
	if c < 0 || c > i {
		return nil
	}
	if f := k.at[s.index][c]; f != nil && k.agrees(f, p) {
		return f.Entities
	}
	return nil
}

// bodyUnlinked reports whether a sentence speaks of a movement, company or other body that is not linked, which "it" may well mean.
func (k *linking) bodyUnlinked(s *sent) bool {
	for i := range s.Tokens {
		if r := s.rel(i); (r == "obj" || r == "nsubj") && s.upos(i) == "NOUN" && k.at[s.index][i] == nil && !s.pluralNoun(i) {
			if _, ok := words.orgNouns[s.lemma(i)]; ok {
				return true
			}
		}
	}
	return false
}

// refersBack reports whether a pronoun may take up somebody of the sentence before: as a possessor or the subject of a verb. "It is
// clear that" and "it was seen as a step" are more likely about what was said.
func (s *sent) refersBack(i int, p pronounClass) bool {
	switch s.Tokens[i].Deprel {
	case "nmod:poss":
		return true
	case "nsubj":
		return p.whom != 't' || s.child(s.clause(i), "cop") < 0
	case "nsubj:pass":
		return p.whom != 't'
	}
	return false
}

// previous returns the sentence before, not a headline.
func (k *linking) previous(s *sent) *sent {
	if s.index == 0 || k.sents[s.index-1].Headline {
		return nil
	}
	return k.sents[s.index-1]
}

// higherSubject returns the fitting subject of the clause that token i is in or of one above it, and whether one that would fit is not
// linked. The object of a verb is not its subject.
func (k *linking) higherSubject(s *sent, i int, p pronounClass) (ids []string, blocked bool) {
	if s.rel(i) == "obj" && i+1 < len(s.Tokens) && s.upos(i+1) == "ADJ" { // "considers it necessary"
		return nil, true
	}
	v := s.clause(i)
	own := s.Tokens[i].Deprel != "nmod:poss" && !strings.HasSuffix(s.lower[i], "self") && !strings.HasSuffix(s.lower[i], "selves")
	for n := 0; n <= len(s.Tokens); n++ {
		if n > 0 || !own {
			if ids, blocked = k.subjectOf(s, v, p, i); blocked || ids != nil && !k.namedIn(s, s.clause(i), i, ids) {
				return ids, blocked
			}
		}
		next := s.clause(v)
		if s.head(v) < 0 || next == v || n > 0 && s.rel(v) == "conj" && s.child(v, "nsubj") >= 0 {
			return nil, false
		}
		v = next
	}
	return nil, false
}

// namedIn reports whether the clause of v names one of the entities itself, so that a pronoun at i in it can hardly stand for them: "it was a
// partner of the United States".
func (k *linking) namedIn(s *sent, v, i int, ids []string) bool {
	for j := i + 1; j < len(s.Tokens); j++ {
		if f := k.at[s.index][j]; f != nil && f.Kind != schema.MentionPronoun && s.clause(j) == v && contains(ids, f.Entities[0]) {
			return true
		}
	}
	return false
}

// subjectOf returns whom the subject of v stands for, with those coordinated with it, if it stands before i and fits the pronoun;
// blocked tells that it would fit but is not linked.
func (k *linking) subjectOf(s *sent, v int, p pronounClass, i int) (ids []string, blocked bool) {
	x := s.subject(v)
	if x < 0 || i >= 0 && (x >= i || s.under(i, x) || s.quoted[x] != s.quoted[i]) {
		return nil, false
	}
	var all []*found
	for _, c := range s.conjuncts(x) {
		if f := k.at[s.index][c]; f != nil && (i < 0 || c < i) {
			all = append(all, f)
		}
	}
	switch {
	case len(all) > 1:
		if p.whom == 0 && p.number == 'p' {
			return entitiesOf(all), false
		}
	case len(all) == 1 && k.agrees(all[0], p):
		if p.number == 'p' && !all[0].plural && i >= 0 && k.otherPlural(s, x, i) {
			return nil, true
		}
		return all[0].Entities, false
	case len(all) == 0:
		return nil, s.couldBe(x, p)
	}
	return nil, false
}

// otherPlural reports whether, between the subject x and a "they" at i, some plural that is not linked is a likelier antecedent.
func (k *linking) otherPlural(s *sent, x, i int) bool {
	for j := x + 1; j < i; j++ {
		if r := s.rel(j); (r == "nsubj" || r == "obj" || r == "iobj") && (s.pluralNoun(j) || s.upos(j) == "NUM" || s.child(j, "nummod") >= 0) && k.at[s.index][j] == nil {
			return true
		}
	}
	return false
}

// couldBe reports whether the noun at x, which is not linked, fits a pronoun.
func (s *sent) couldBe(x int, p pronounClass) bool {
	switch u := s.upos(x); {
	case u == "PROPN":
		return true
	case u != "NOUN":
		return false
	case p.whom == 'm' || p.whom == 'f':
		_, _, person := s.titleAt(x)
		return person
	case p.whom == 't':
		return !s.pluralNoun(x)
	}
	return s.pluralNoun(x)
}

func entitiesOf(fs []*found) []string {
	var ids []string
	for _, f := range fs {
		ids = append(ids, f.Entities...)
	}
	return unique(ids)
}

// fitting returns the distinct subjects before token i of a sentence that a pronoun could stand for, each with its entities joined.
func (k *linking) fitting(s *sent, i int, p pronounClass, quoted bool) []string {
	var out []string
	for _, f := range k.sentenceMentions(s.index, i) {
		if s.quoted[f.Head] != quoted || !k.agrees(f, p) || !s.isSubject(f.Head) && k.label(f.Entities[0]) != schema.Person {
			continue
		}
		out = append(out, strings.Join(f.Entities, "\x00"))
	}
	return unique(out)
}

// isSubject reports whether token i is a subject, the possessor in one, or said to speak ("according to").
func (s *sent) isSubject(i int) bool {
	i = s.firstConjunct(i)
	if s.Tokens[i].Deprel == "nmod:poss" && s.head(i) >= 0 {
		i = s.head(i)
	}
	return s.rel(i) == "nsubj" || s.rel(i) == "root"
}

// agrees reports whether a mention fits a pronoun in number, and in being a person or not.
func (k *linking) agrees(f *found, p pronounClass) bool {
	l := k.label(f.Entities[0])
	switch p.whom {
	case 'm', 'f':
		return (l == schema.Person || f.human) && len(f.Entities) == 1 && !f.plural && (f.gender == 0 || f.gender == p.whom)
	case 't':
		return !f.human && l != schema.Person && l != schema.Place && l != schema.Event && len(f.Entities) == 1 && !f.plural
	}
	if len(f.Entities) > 1 || f.plural || f.crowd {
		return l != schema.Place && l != schema.Event
	}
	return l == schema.Agency || l == schema.Organization || l == schema.Alliance
}
