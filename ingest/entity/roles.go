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
		} else if c := k.officeCountry(t); c != "" && t.definite && k.at[t.s.index][t.head] == nil && k.entity(c) != nil {
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
	return k.homeCountry()
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
	if len(t.of) == 0 && !t.definite {
		return nil
	}
	var hit *person
	for _, p := range k.people {
		if !k.holds(p, t) || hit == p {
			continue
		}
		if hit != nil {
			return nil
		}
		hit = p
	}
	return hit
}

// words returns the title as written, in lower case.
func (t *titled) words() string { return t.s.phrase(t.first, t.last) }

// holds reports whether the article, or else the gazetteer, gives a person the office that a title names.
func (k *linking) holds(p *person, t *titled) bool {
	country := k.titleCountry(t)
	for _, r := range p.roles {
		if r.role == t.role && (country != "" && country == p.country || len(t.of) == 0 && r.words() == t.words()) {
			return true
		}
	}
	if country != "" && country != p.country {
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

// ownerNow returns whose an office is by a description or pronoun before it, now that these are resolved: "the party's leader", "his minister".
func (k *linking) ownerNow(t *titled) string {
	c := t.s.child(t.head, "nmod:poss")
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
