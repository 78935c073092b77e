package entity

import (
	"sort"

	"geokg/schema"
)

// titledAt returns the title whose head is token h.
func (k *linking) titledAt(s *sent, h int) *titled {
	return k.titleOf[[2]int{s.index, h}]
}

// findRoles links the titles without a name: to whom the article says holds the office, else to the country or body itself.
func (k *linking) findRoles() {
	for _, t := range k.titles {
		if t.nameLast > t.nameFirst {
			k.appositive(t)
			continue
		}
		if t.title.kind == titleRank || t.title.kind == titleHuman || k.names[t.s.index][t.head] != nil && k.at[t.s.index][t.head] == nil {
			continue
		}
		if p := k.incumbent(t); p != nil {
			if old := k.at[t.s.index][t.head]; old != nil {
				k.remove(old)
			}
			f := k.add(t.s, t.first, t.last, t.head, schema.MentionNominal, 0.75, "the article names the office's holder", p.id)
			f.gender = p.gender
		} else if c := k.officeCountry(t); c != "" && t.definite && !t.former && !k.restricted(t) && k.at[t.s.index][t.head] == nil && k.entity(c) != nil {
			k.add(t.s, t.first, t.last, t.head, schema.MentionNominal, 0.6, "an office of the country that speaks or alone has it", c)
		}
	}
}

// officeCountry returns the country of an office that the text does not say: the only one that has it, or the one whose statement the article
// is.
func (k *linking) officeCountry(t *titled) string {
	if t.title.country != "" || len(t.of) > 0 || t.title.kind != titleOffice || t.s.Tokens[t.head].XPOS == "NNS" {
		return t.title.country
	}
	if c := k.homeCountry(); c != "" || !words.cue("ministerial", t.role) {
		return c
	}
	return k.onlyCountry()
}

// appositive links a title that stands in apposition to its holder's name, so that either can be a verb's argument.
func (k *linking) appositive(t *titled) {
	if t.person == nil || t.title.kind == titleRank || k.at[t.s.index][t.head] != nil && k.at[t.s.index][t.head] == t.mention || t.qualifies() {
		return
	}
	if old := k.at[t.s.index][t.head]; old != nil {
		if old.Kind == schema.MentionName {
			return
		}
		k.remove(old)
	}
	if k.free(t.s, t.first, t.last) || k.at[t.s.index][t.head] == nil {
		f := k.add(t.s, t.first, t.last, t.head, schema.MentionNominal, 0.85, "apposition to the name", t.person.id)
		f.gender = t.person.gender
	}
}

// qualifies reports whether the title only qualifies the name, as in "President Obama", so that the name is all that is governed.
func (t *titled) qualifies() bool {
	g := t.s.head(t.head)
	if g < t.nameFirst || g >= t.nameLast {
		return false
	}
	switch t.s.rel(t.head) {
	case "nmod", "compound", "flat", "amod", "det":
		return true
	}
	return false
}

// incumbent returns the one person whom the article gives the same role of the same country or body. Without either, "the" is needed.
func (k *linking) incumbent(t *titled) *person {
	if t.s.pluralNoun(t.head) || t.role == "" {
		return nil
	}
	if len(t.of) == 0 && !t.definite || k.restricted(t) {
		return nil
	}
	var hit *person
	for _, p := range k.people {
		if !k.holds(p, t) || hit == p || len(t.of) == 0 && !k.spokenOf(p, t) {
			continue
		}
		if hit != nil {
			return nil
		}
		hit = p
	}
	return hit
}

// restricted reports whether the words around a title say that another is meant than the one whom the article knows: "a president", "the
// last president", "the president of that country", "the president who founded it", "his father was the president".
func (k *linking) restricted(t *titled) bool {
	s := t.s
	for _, c := range s.kids[t.head] {
		switch s.rel(c) {
		case "det":
			if w := s.lower[c]; w != "the" && w != "this" && w != "that" {
				return true
			}
		case "amod", "advmod", "nummod":
			if c < t.first && k.names[s.index][c] == nil && words.cue("other", s.lower[c]) || s.rel(c) == "nummod" {
				return true
			}
		case "nmod":
			if p := s.caseOf(c); c > t.head && len(t.of) == 0 && (p == "of" || p == "for" || p == "in" || p == "at") {
				return true
			}
		case "acl":
			if c > t.head && s.forms[s.leftmost(c)-1] != "," {
				return true
			}
		case "appos":
			return true
		case "cop":
			return !k.sameSubject(t)
		}
	}
	return false
}

// sameSubject reports whether the subject of a title that is a predicate is a name.
func (k *linking) sameSubject(t *titled) bool {
	x := t.s.child(t.head, "nsubj")
	return x >= 0 && k.at[t.s.index][x] != nil && k.at[t.s.index][x].Kind == schema.MentionName
}

// spokenOf reports whether a person is mentioned shortly before a title without an owner: of a common one ("the leader") in this sentence
// or the three before it.
func (k *linking) spokenOf(p *person, t *titled) bool {
	back := 12
	if words.cue("shared", t.role) {
		back = 3
	}
	for _, f := range k.found {
		if !f.drop && f.Sentence <= t.s.index && f.Sentence >= t.s.index-back && contains(f.Entities, p.id) {
			return true
		}
	}
	return false
}

// words returns the title as written, in lower case.
func (t *titled) words() string { return t.s.phrase(t.first, t.last) }

// holds reports whether the article, or else the gazetteer, gives a person the office that a title names.
func (k *linking) holds(p *person, t *titled) bool {
	country := k.titleCountry(t)
	for _, r := range p.roles {
		if r.former == t.former && r.role == t.role && (country != "" && country == p.country || len(t.of) == 0 && r.words() == t.words()) {
			return true
		}
	}
	if country != "" && country != p.country || t.former {
		return false
	}
	if country == "" && !t.definite {
		return false
	}
	for _, o := range k.ref.Offices(p.id) {
		if o.Role == t.role && (country == "" || o.Of == country) && (k.doc.Published.IsZero() || k.doc.Published.Within(o.From, o.To)) {
			return true
		}
	}
	return false
}

// roles returns the offices that the article gives to people whose mentions are kept.
func (k *linking) roles(index map[*found]int) []Role {
	var out []Role
	for _, t := range append(append([]*titled(nil), k.titles...), k.inLists...) {
		n, ok := index[t.mention]
		if t.person == nil || !ok || t.title.kind != titleOffice {
			continue
		}
		r := Role{Mention: n, Person: t.person.id, Title: t.role, Former: t.former, Sentence: t.s.index, Head: t.head}
		for _, id := range t.of {
			r.Of = id
			out = append(out, r)
		}
		if len(t.of) == 0 {
			if r.Of = k.officeOf(t); r.Of == "" {
				r.Of = k.ownerNow(t)
			}
			if r.Of == "" && k.entity(t.person.country) != nil {
				r.Of = t.person.country
			}
			out = append(out, r)
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Mention < out[j].Mention })
	return out
}

// ownerNow returns whose an office is by a description or pronoun before it, or a noun after "of", now that these are resolved: "the party's leader", "his minister".
func (k *linking) ownerNow(t *titled) string {
	c := t.s.child(t.head, "nmod:poss")
	for _, x := range t.s.kids[t.head] {
		if c < 0 && x >= t.last && t.s.rel(x) == "nmod" && t.s.caseOf(x) == "of" {
			c = x
		}
	}
	if c < 0 {
		return ""
	}
	f := k.at[t.s.index][c]
	if f == nil || len(f.Entities) != 1 {
		return ""
	}
	if id := f.Entities[0]; k.label(id) != schema.Person {
		return id
	}
	if c := k.countryOf(f.Entities[0]); k.entity(c) != nil {
		return c
	}
	return ""
}
