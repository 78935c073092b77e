package gazetteer

import "geokg/schema"

// A Located is a place with the country or division in which the words say that it lies: "Paris, Texas", "Nice (France)".
type Located struct {
	Place, Region Term
	PlaceTokens   int // how many tokens the place's name takes up
	RegionAt      int // where the region's name begins, behind the comma or bracket
	Tokens        int // up to the end of the region's name
}

// MatchLocated returns the place that starts at forms[0] and the region behind it that it lies in, the longest such two. It finds
// places by names that mean nothing by themselves.
func (g *Gazetteer) MatchLocated(forms []string) (Located, bool) {
	var best Located
	if len(forms) < 3 {
		return best, false
	}
	var first [32]byte
	head, ok := g.heads[string(appendFirstFold(first[:0], forms[0]))]
	if !ok {
		return best, false
	}
	var buf [8]piece
	for w, ok := (walk{n: g.trieOf(head), forms: forms, seen: buf[:0]}).next(); ok; w, ok = w.next() {
		if w.tokens+1 >= len(forms) || forms[w.tokens] != "," && forms[w.tokens] != "(" {
			continue
		}
		places := onlyPlaces(w.n.fitting(w.seen, true))
		if l, ok := g.regionOf(places, forms, w.tokens); ok && l.Tokens > best.Tokens {
			best = l
		}
	}
	return best, best.Tokens > 0
}

func onlyPlaces(ts []Term) []Term {
	var places []Term
	for _, t := range ts {
		if t.Kind == PlaceOf {
			places = append(places, t)
		}
	}
	return places
}

// regionOf finds the country or division behind the comma or bracket at that token in which one of the places lies.
func (g *Gazetteer) regionOf(places []Term, forms []string, comma int) (best Located, ok bool) {
	rest := forms[comma+1:]
	var first [32]byte
	head, known := g.heads[string(appendFirstFold(first[:0], rest[0]))]
	if len(places) == 0 || !known {
		return best, false
	}
	var buf [8]piece
	for w, more := (walk{n: g.trieOf(head), forms: rest, seen: buf[:0]}).next(); more; w, more = w.next() {
		if forms[comma] == "(" && (w.tokens >= len(rest) || rest[w.tokens] != ")") {
			continue
		}
		for _, region := range w.n.fitting(w.seen, true) {
			if region.Kind == Demonym || region.Kind == Metonym {
				continue
			}
			for _, p := range places {
				tokens := comma + 1 + w.tokens
				if g.lies(p.ID, region.ID) && (tokens > best.Tokens || g.isCountry(region.ID)) { // "Mexico" before the State of Mexico
					best, ok = Located{p, region, comma, comma + 1, tokens}, true
				}
			}
		}
	}
	return best, ok
}

// lies reports whether a place is in a country or in a division. Where it is not known in which division a place lies, as with capitals,
// it may be any of its country's.
func (g *Gazetteer) lies(place, region string) bool {
	p, r := g.index[place], g.index[region]
	e := &g.entities[p]
	return p != r && (e.country == region || e.within == r || e.within == 0 && !e.division && g.entities[r].division && g.entities[r].country == e.country)
}

func (g *Gazetteer) isCountry(id string) bool { return g.entities[g.index[id]].label == schema.Country }

// MatchDivision returns the first-order division that starts at forms[0], by any of its names, as they stand behind a place ("Rome, Ga."),
// and the number of its tokens; 0 if there is none.
func (g *Gazetteer) MatchDivision(forms []string) (division Term, tokens int) {
	if len(forms) == 0 {
		return division, 0
	}
	var first [32]byte
	head, ok := g.heads[string(appendFirstFold(first[:0], forms[0]))]
	if !ok {
		return division, 0
	}
	var buf [8]piece
	for w, ok := (walk{n: g.trieOf(head), forms: forms, seen: buf[:0]}).next(); ok; w, ok = w.next() {
		for _, t := range w.n.fitting(w.seen, true) {
			if t.Kind == PlaceOf && g.entities[g.index[t.ID]].division {
				division, tokens = t, w.tokens
			}
		}
	}
	return division, tokens
}
