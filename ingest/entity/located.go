package entity

import (
	"slices"

	"geokg/ingest/gazetteer"
	"geokg/schema"
)

// regionTokens is within how many tokens the comma or bracket before a place's region stands.
const regionTokens = 5

// located returns the place that begins at token i, where the gazetteer has the name c, if any, and the country or division behind it that
// it is said to lie in: "Paris, Texas", "Seattle, Washington". It may be one that the gazetteer does not know by this name, if the region is of the kind that is put so.
func (k *linking) located(s *sent, i int, c candidate) (city, region candidate, ok bool) {
	if !isCapital(s.forms[i]) || !s.commaAfter(i) {
		return city, region, false
	}
	l, ok := k.ref.MatchLocated(s.forms[i:min(len(s.forms), i+16)])
	if !ok {
		return k.elsewhere(s, i, c)
	}
	last := i + l.Tokens
	if l.Place.Mark != gazetteer.Always && s.properName(i-1) || s.qualifies(last) {
		return city, region, false // "Samuel Jackson, Mississippi", "Jackson, Mississippi senators"
	}
	return s.decided(i, i+l.PlaceTokens, l.Place), s.decided(i+l.RegionAt, last, l.Region), true
}

// commaAfter reports whether a comma or bracket with a capital behind it stands near token i.
func (s *sent) commaAfter(i int) bool {
	for j := i + 1; j+1 < len(s.forms) && j <= i+regionTokens; j++ {
		if s.forms[j] == "," || s.forms[j] == "(" {
			return isCapital(s.forms[j+1])
		}
	}
	return false
}

// qualifies reports whether the name that ends before token i belongs to the noun there.
func (s *sent) qualifies(i int) bool {
	return i < len(s.Tokens) && (s.upos(i) == "NOUN" || s.upos(i) == "PROPN")
}

func (s *sent) decided(first, last int, t gazetteer.Term) candidate {
	return candidate{s: s, first: first, last: last, Match: gazetteer.Match{Terms: []gazetteer.Term{t}, Tokens: last - first}, located: true}
}

// elsewhere reads a place by the name of one in another country, with a state behind it: the "Rome, Georgia" that is too small for the
// gazetteer. Only some countries' states are put so, and a list ("Paris, California and Tokyo") is none.
func (k *linking) elsewhere(s *sent, i int, c candidate) (city, region candidate, ok bool) {
	if c.Tokens == 0 || s.properName(i-1) || s.is(i-1, ",") || c.last+1 >= len(s.forms) || s.forms[c.last] != "," || !onlyPlaces(c.Terms) {
		return city, region, false
	}
	state, n := k.ref.MatchDivision(s.forms[c.last+1:])
	last := c.last + 1 + n
	if n == 0 || s.qualifies(last) || last < len(s.Tokens) && s.upos(last) == "CCONJ" {
		return city, region, false
	}
	country := k.countryOf(state.ID)
	if !words.cue("states", country) || country == k.countryOf(c.Terms[0].ID) {
		return city, region, false
	}
	id := k.local(schema.Place, c.text(), country)
	return s.decided(i, c.last, gazetteer.Term{Text: c.text(), Kind: gazetteer.PlaceOf, ID: id}), s.decided(c.last+1, last, state), true
}

// onlyPlaces reports whether a name is that of places only, or of what they stand for.
func onlyPlaces(terms []gazetteer.Term) bool {
	for _, t := range terms {
		if t.Kind != gazetteer.PlaceOf && t.Kind != gazetteer.Metonym {
			return false
		}
	}
	return true
}

// linkLocated records a place whose region stands behind it, or that region. The place is meant by the name from here on.
func (k *linking) linkLocated(c candidate) {
	t := c.Terms[0]
	f := k.add(c.s, c.first, c.last, c.s.headOf(c.first, c.last), schema.MentionName, 0.95, "a place with its country or division", t.ID)
	for i := c.first; i < c.last; i++ {
		k.names[c.s.index][i] = f
	}
	if t.Kind == gazetteer.PlaceOf {
		k.placed[c.text()] = t.ID
	}
}

// ofNamesakes leaves of places with one name those that are meant: the one that the text has placed before, else the largest, unless
// the text speaks of a lesser one's country and not of the largest's.
func (k *linking) ofNamesakes(c candidate) []gazetteer.Term {
	if len(k.placed) == 0 && !slices.ContainsFunc(c.Terms, isLesser) {
		return c.Terms
	}
	if id := k.placed[c.text()]; id != "" && onlyPlaces(c.Terms) && k.countryOf(id) != k.countryOf(c.Terms[0].ID) {
		return []gazetteer.Term{{Text: c.text(), Kind: gazetteer.PlaceOf, ID: id}}
	}
	var main, lesser []gazetteer.Term
	spoken := false // of the country of a main one
	for _, t := range c.Terms {
		known := k.support[k.countryOf(t.ID)] > 0
		switch {
		case t.Mark != gazetteer.Lesser:
			main, spoken = append(main, t), spoken || known
		case known && !c.s.properName(c.last):
			lesser = append(lesser, t)
		}
	}
	if len(main) == 0 || len(lesser) > 0 && !spoken {
		return lesser
	}
	return main
}

func isLesser(t gazetteer.Term) bool { return t.Mark == gazetteer.Lesser }

// undoubted leaves out the places whose names are words or people's names more often, unless the words around say that a place is meant.
func (k *linking) undoubted(s *sent, first, last int, terms []gazetteer.Term) []gazetteer.Term {
	var out []gazetteer.Term
	for i, t := range terms {
		switch {
		case t.Mark == gazetteer.Doubted && !k.placeSaid(s, first, last):
			if out == nil {
				out = append(make([]gazetteer.Term, 0, len(terms)), terms[:i]...)
			}
		case out != nil:
			out = append(out, t)
		}
	}
	if out == nil {
		return terms
	}
	return out
}

// placeSaid reports whether the words around a name say that it is a place's: "in Nice", "in Nice and Cannes", "flew to Nice", "the city of
// Nice", "the Nandi region". Written in a headline, or as part of a longer name, it is not said.
func (k *linking) placeSaid(s *sent, first, last int) bool {
	if s.titled || first == 0 || s.upos(first) != "PROPN" || s.properName(last) || s.properName(first-1) {
		return false
	}
	h := s.headOf(first, last)
	if last < len(s.Tokens) && words.cue("region", s.lemma(last)) && s.under(h, last) {
		return true
	}
	if s.lower[first-1] == "of" {
		return first > 1 && words.cue("settlement", s.lemma(first-2))
	}
	start := s.firstConjunct(h)
	switch s.rel(start) {
	case "obl", "nmod", "root":
	default:
		return false
	}
	p, g := s.caseOf(start), s.head(start)
	if start == h && s.lower[first-1] != p || start != h && !k.placeAt(s, start) {
		return false
	}
	if p == "to" || p == "from" {
		return g >= 0 && words.cue("move", s.lemma(g))
	}
	return words.cue("within", p) && (g < 0 || !words.cue("trust", s.lemma(g))) && !words.cue("trust", s.lower[max(0, first-2)])
}

// placeAt reports whether a name that may be a place's begins at token i.
func (k *linking) placeAt(s *sent, i int) bool {
	m, ok := k.ref.Match(s.forms[i:min(len(s.forms), i+regionTokens)])
	return ok && hasKind(m.Terms, gazetteer.PlaceOf)
}
