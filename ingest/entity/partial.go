package entity

import (
	"geokg/ingest/gazetteer"
	"geokg/schema"
)

// A name of the gazetteer can also be a part of a longer name, an ordinary word in capitals, or the name of something that was not
// there yet. The functions of this file tell when; they are why a name that is in the text has no mention.

// partOfBody reports whether the name of a body is only a part of the name of another: "Brotherhood" in "International Brotherhood of
// Bakers", "Islamic Jihad" in "Egyptian Islamic Jihad". An acronym stands for itself wherever it is.
func (k *linking) partOfBody(c candidate) bool {
	s := c.s
	if s.titled || hasKind(c.Terms, gazetteer.Acronym) || isAllCapitals(s.forms[c.first]) {
		return false
	}
	for _, t := range c.Terms {
		switch k.label(t.ID) {
		case schema.Agency, schema.Organization, schema.Alliance:
		default:
			return false
		}
	}
	if k.nameGoesOn(c) {
		return true
	}
	j := c.first - 1
	if j < 0 {
		return false
	}
	if f := k.names[s.index][j]; f != nil {
		return k.otherCountry(c, f)
	}
	return s.properName(j) && !s.titleBefore(c.first) && s.bindsTo(j, c.first, c.last)
}

// bindsTo reports whether token j is an adjective, compound or part of the name [first, last) by the tree.
func (s *sent) bindsTo(j, first, last int) bool {
	switch s.rel(j) {
	case "amod", "compound", "flat":
		h := s.head(j)
		return h >= first && h < last
	}
	return first < len(s.Tokens) && s.rel(first) == "flat" && s.head(first) == j
}

// nameGoesOn reports whether "of" and a name that no gazetteer has follow a single word: "Brotherhood of Locomotive Engineers".
func (k *linking) nameGoesOn(c candidate) bool {
	s := c.s
	if c.last-c.first > 1 || !s.is(c.last, "of") || !s.properName(c.last+1) {
		return false
	}
	_, known := k.match(s, c.last+1)
	return !known
}

// otherCountry reports whether the nationality f right before a body's name of common words is not that of the body.
func (k *linking) otherCountry(c candidate, f *found) bool {
	if f.Kind != schema.MentionDemonym || !words.isBodyNoun(c.s.lower[c.last-1]) || k.label(f.Entities[0]) != schema.Country {
		return false
	}
	for _, t := range c.Terms {
		if x := k.entity(t.ID).Country; x == "" || x == f.Entities[0] {
			return false
		}
	}
	return true
}

// namedAfterCountry links a body that is called after its country by one common word: "Air France", "Environment Canada".
func (k *linking) namedAfterCountry(c candidate) bool {
	s, j := c.s, c.first-1
	if j < 0 || s.titled || !isCapital(s.forms[j]) || !words.cue("prefix", s.lower[j]) || k.names[s.index][j] != nil || s.Tokens[j].XPOS == "NNS" {
		return false
	}
	if s.head(j) != s.head(c.first) && !s.bindsTo(j, c.first, c.last) || j > 0 && s.properName(j-1) && s.bindsTo(j-1, j, c.last) {
		return false
	}
	id := c.Terms[0].ID
	if len(c.Terms) != 1 || c.Terms[0].Kind == gazetteer.Demonym || k.label(id) != schema.Country {
		return false
	}
	f := k.add(s, j, c.last, s.headOf(j, c.last), schema.MentionName, 0.75, "body called after its country", k.local(schema.Organization, joinForms(s, j, c.last), id))
	for i := j; i < c.last; i++ {
		k.names[s.index][i] = f
	}
	return true
}

// timed drops the terms that the years of the sentence speak against: names of what had not begun. A name that was in use in such a
// year and is no more goes before those that have no bounds.
func (k *linking) timed(s *sent, terms []gazetteer.Term) []gazetteer.Term {
	years := k.yearsIn(s)
	if len(years) == 0 {
		return terms
	}
	var then, out []gazetteer.Term
	for _, t := range terms {
		began, meant := false, false
		for _, y := range years {
			began = began || y.Within(t.From, schema.Date{})
			meant = meant || !t.To.IsZero() && y.Within(t.From, t.To)
		}
		if began {
			out = append(out, t)
		}
		if meant {
			then = append(then, t)
		}
	}
	if then != nil {
		return then
	}
	return out
}

// yearsIn returns the years that a sentence names.
func (k *linking) yearsIn(s *sent) []schema.Date {
	var out []schema.Date
	for _, d := range k.doc.Dates {
		if d.Sentence == s.index && d.Date.Precision == schema.PrecisionYear && len(d.Date.Value) == 4 {
			out = append(out, d.Date)
		}
	}
	return out
}

// beforeStates reports whether a sentence speaks of a time before all states of today: "in 340 BC".
func (s *sent) beforeStates() bool {
	for i := 1; i < len(s.Tokens); i++ {
		switch s.forms[i] {
		case "BC", "B.C.", "BCE", "B.C.E.":
			if s.upos(i-1) == "NUM" || s.is(i-1, "century") {
				return true
			}
		}
	}
	return false
}

// ordinary reports whether an acronym is an ordinary word of a sentence in capitals: "WHO WANTS TO HELP?".
func (s *sent) ordinary(i int) bool {
	return s.shouted && s.upos(i) != "PROPN"
}
