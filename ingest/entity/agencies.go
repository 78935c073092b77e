package entity

import (
	"strings"

	"geokg/schema"
)

// A body is an entity that belongs to a larger one, with the words of its names.
type body struct {
	id    string
	words map[string]bool
}

// bodyWords returns the words of an entity's names, without accents and in lower case.
func bodyWords(e *schema.Entity) map[string]bool {
	out := map[string]bool{}
	for _, n := range append([]string{e.Name}, e.Aliases...) {
		for _, w := range slugWords(n) {
			out[w] = true
		}
	}
	return out
}

// bodyOf returns the one body of the owner that has all of the words before the noun at h in its names: "NATO's cyber division".
func (k *linking) bodyOf(s *sent, h int, owners []owner) string {
	if len(owners) != 1 || owners[0].after || !words.cue("branch", s.lemma(h)) {
		return ""
	}
	var about []string
	for i := h - 1; i >= owners[0].Last; i-- {
		if isPossessive(s.forms[i]) {
			continue
		}
		if p := s.upos(i); p != "NOUN" && p != "ADJ" && p != "PROPN" {
			return ""
		}
		about = append(about, schema.Slug(s.forms[i]))
	}
	hit := ""
	for _, b := range k.bodies[owners[0].Entities[0]] {
		all := len(about) > 0
		for _, w := range about {
			all = all && b.words[w]
		}
		if all && hit != "" {
			return ""
		}
		if all {
			hit = b.id
		}
	}
	return hit
}

// agencyAt returns the entry for the words that end at h: "defence ministry", "parliament".
func (s *sent) agencyAt(h int) (int, agency, bool) {
	if s.Tokens[h].XPOS == "NNS" || !words.ends.has(lastPart(s.lower[h])) {
		return 0, agency{}, false
	}
	for first := max(0, h-2); first <= h; first++ {
		if a, ok := entryOf(words.agencies, s, first, h, s.lower[h]); ok {
			return first, a, true
		}
	}
	return 0, agency{}, false
}

// agencyOf returns the agency of the owners' country that the words name: of the gazetteer, or one of the article's own.
func (k *linking) agencyOf(owners []owner, phrase string, a agency) string {
	for _, o := range owners {
		id := o.Entities[0]
		if k.label(id) != schema.Country {
			continue
		}
		if x := k.agencyIn(id, phrase, a); x != "" {
			return x
		}
	}
	return ""
}

func (k *linking) agencyIn(country, phrase string, a agency) string {
	e := k.entity(country)
	if a.name == "intelligence" {
		return k.spyAgency(country)
	}
	for _, t := range k.ref.Lookup(e.Name + "'s " + capitalized(phrase)) {
		if k.label(t.ID) == schema.Agency {
			return t.ID
		}
	}
	name := strings.NewReplacer("{demonym}", k.demonym[country], "{country}", e.Name).Replace(a.name)
	return k.local(schema.Agency, name, country)
}

// capitalized returns words with capitals, as names are written.
func capitalized(words string) string {
	ws := strings.Fields(words)
	for i, w := range ws {
		if w != "of" && w != "the" && w != "and" {
			ws[i] = strings.ToUpper(w[:1]) + w[1:]
		}
	}
	return strings.Join(ws, " ")
}

// spyAgency returns the one intelligence agency of a country that the article names, or else the only one there is.
func (k *linking) spyAgency(country string) string {
	var named []string
	for _, f := range k.found {
		e := k.entity(f.Entities[0])
		if !f.drop && e.Label == schema.Agency && e.Country == country && isSpy(e.Name) && !contains(named, e.ID) {
			named = append(named, e.ID)
		}
	}
	if len(named) == 1 {
		return named[0]
	}
	if len(k.spies[country]) == 1 {
		return k.spies[country][0]
	}
	return ""
}

// onlyCountry returns the one country that the article names, if it names no alliance, which may have a parliament and a bank as well; else "".
func (k *linking) onlyCountry() string {
	only := ""
	for _, f := range k.found {
		if f.drop {
			continue
		}
		for _, id := range f.Entities {
			switch {
			case k.label(id) == schema.Alliance:
				return ""
			case k.label(id) != schema.Country && k.label(id) != schema.Place:
				continue
			}
			c := k.countryOf(id)
			if c == "" || only != "" && c != only {
				return ""
			}
			only = c
		}
	}
	return only
}

// definiteAlone reports whether the words [first, h] are one that the reader knows, with nothing that says which: "the central bank",
// "Parliament".
func (k *linking) definiteAlone(s *sent, first, h int) bool {
	if s.Tokens[h].XPOS == "NNS" {
		return false
	}
	the := false
	for _, c := range s.kids[h] {
		switch {
		case c >= first && c < h:
		case s.rel(c) == "det":
			if s.lower[c] != "the" {
				return false
			}
			the = true
		case c < first && s.rel(c) != "case" && s.rel(c) != "punct" && s.rel(c) != "mark" && s.rel(c) != "cc", c > h && (s.rel(c) == "nmod" || s.rel(c) == "acl" || s.rel(c) == "appos"):
			return false
		}
	}
	return the || first == h && words.cue("articleless", s.lemma(h))
}

// bareAgency links an agency that is named without its country: "the Foreign Ministry said".
func (k *linking) bareAgency(s *sent, h int) {
	first, a, ok := s.agencyAt(h)
	if !ok || s.titled || !k.free(s, first, h+1) {
		return
	}
	if !a.named || !isCapital(s.forms[first]) {
		if c := k.onlyCountry(); c != "" && k.definiteAlone(s, first, h) {
			if id := k.agencyIn(c, s.phrase(first, h+1), a); id != "" {
				k.add(s, first, h+1, h, schema.MentionName, 0.6, "agency of the only country that the article names", id)
			}
		}
		return
	}
	c := k.countryNear(s, first)
	if near := k.countryBefore(s, first); c == "" && len(near) == 1 {
		c = near[0]
	}
	if c != "" {
		if id := k.agencyIn(c, s.phrase(first, h+1), a); id != "" {
			k.add(s, first, h+1, h, schema.MentionName, 0.6, "agency of the country spoken of", id)
		}
	}
}
