package gazetteer

import "geokg/schema"

// A body is what a country has by a pattern: its foreign ministry, its navy.
type body struct {
	country int32
	pattern string
}

// behind finds an agency behind the name of its country, which takes up the first tokens of forms: "Russian foreign
// ministry", "Korea's National Intelligence Service". names are what those tokens may mean.
func (g *Gazetteer) behind(names []Term, forms []string, tokens int) (best Match) {
	used := tokens
	if used < len(forms) && isPossessive(forms[used]) {
		used++
	}
	if used >= len(forms) {
		return best
	}
	rest := forms[used:]
	var buf [32]byte
	first := appendFirstFold(buf[:0], rest[0])
	if isSmall(rest[0]) && !g.small.has(first) {
		return best
	}
	if _, ok := g.heads[string(first)]; !ok && g.suffixes.next[string(first)] == nil {
		return best
	}
	for _, t := range names {
		owner := g.index[t.ID]
		if g.entities[owner].label != schema.Country {
			continue
		}
		m := g.agencyOf(owner, first, rest)
		switch total := used + m.Tokens; {
		case m.Tokens == 0:
		case total > best.Tokens:
			best = Match{Terms: m.Terms, Tokens: total, Owner: t.ID, OwnerTokens: tokens}
		case total == best.Tokens && t.ID != best.Owner:
			best.Terms = mergeTerms(best.Terms, m.Terms)
		}
	}
	return best
}

// isPossessive reports whether a token is the "'s" or "'" of "Korea's" and "the Philippines'".
func isPossessive(form string) bool {
	switch form {
	case "'s", "’s", "'", "’", "'S", "’S", "‘s":
		return true
	}
	return false
}

// agencyOf returns the longest name of an agency of the country at the head of forms: by pattern or, before that, by its
// own name.
func (g *Gazetteer) agencyOf(country int32, first []byte, forms []string) (best Match) {
	var buf [8]piece
	if g.suffixes.next[string(first)] != nil {
		for w, ok := (walk{n: g.suffixes, forms: forms, seen: buf[:0]}).next(); ok; w, ok = w.next() {
			if ts := g.bodiesOf(country, w.n.fitting(w.seen, true)); ts != nil {
				best = Match{Terms: ts, Tokens: w.tokens}
			}
		}
	}
	head, ok := g.heads[string(first)]
	if !ok {
		return best
	}
	n := g.trieOf(head)
	code := g.entities[country].id
	for w, ok := (walk{n: n, forms: forms, seen: buf[:0]}).next(); ok; w, ok = w.next() {
		if w.tokens < best.Tokens {
			continue
		}
		var own []Term
		for _, t := range w.n.fitting(w.seen, true) {
			if e := &g.entities[g.index[t.ID]]; e.country == code && e.label == schema.Agency && t.Kind != Metonym {
				own = append(own, t)
			}
		}
		if own != nil {
			best = Match{Terms: own, Tokens: w.tokens}
		}
	}
	return best
}

// bodiesOf turns pattern terms into terms of the country's agencies.
func (g *Gazetteer) bodiesOf(country int32, patterns []Term) []Term {
	var ts []Term
	for _, p := range patterns {
		if i, ok := g.bodies[body{country, p.ID}]; ok {
			ts = append(ts, Term{Text: p.Text, Kind: Name, ID: g.entities[i].id})
		}
	}
	return ts
}

// matchPrefixed finds an agency before the name of its country: "Ministry of Foreign Affairs of the Russian Federation".
func (g *Gazetteer) matchPrefixed(forms []string) (best Match) {
	var buf [8]piece
	for w, ok := (walk{n: g.prefixes, forms: forms, seen: buf[:0]}).next(); ok; w, ok = w.next() {
		patterns := w.n.fitting(w.seen, true)
		used := w.tokens
		if used < len(forms) && (forms[used] == "the" || forms[used] == "The") {
			used++
		}
		if patterns == nil || used >= len(forms) {
			continue
		}
		country := g.matchNames([]byte(firstFold(forms[used])), forms[used:])
		for _, t := range country.Terms {
			ts := g.bodiesOf(g.index[t.ID], patterns)
			if t.Kind == Demonym || ts == nil {
				continue
			}
			switch total := used + country.Tokens; {
			case total > best.Tokens:
				best = Match{Terms: ts, Tokens: total, Owner: t.ID}
			case total == best.Tokens && t.ID != best.Owner:
				best.Terms = mergeTerms(best.Terms, ts)
			}
		}
	}
	return best
}

// lookupComposed reads a whole name as one of a country's bodies.
func (g *Gazetteer) lookupComposed(ps []piece) []Term {
	forms := make([]string, len(ps))
	for i, p := range ps {
		forms[i] = p.cased
		if i > 0 && p.fold == "s" {
			forms[i] = "'s"
		}
	}
	if m, _ := g.Match(forms); m.Tokens == len(forms) {
		return append([]Term(nil), m.Terms...)
	}
	return nil
}

// mergeTerms appends the terms of b whose entities a does not have; a may be shared and is copied.
func mergeTerms(a, b []Term) []Term {
	out := append([]Term(nil), a...)
next:
	for _, t := range b {
		for _, u := range a {
			if u.ID == t.ID {
				continue next
			}
		}
		out = append(out, t)
	}
	return out
}
