package entity

import "geokg/schema"

// findPlaces links the nouns that name a place with the place's name ("the Bosnian town of Gorazde", "the capital, Kabul") and
// the places that the gazetteer does not know but the words around them give away: "the town of X", "in X, Bosnia", "the X region".
func (k *linking) findPlaces() {
	for _, s := range k.sents {
		for i := range s.Tokens {
			if f := k.names[s.index][i]; f != nil {
				k.regionAfter(s, f, i)
				continue
			}
			k.placeNoun(s, i)
			k.unknownPlace(s, i)
		}
	}
}

// placeNoun links the noun at i to the place that "of" or an apposition names.
func (k *linking) placeNoun(s *sent, i int) {
	if s.upos(i) != "NOUN" || !words.cue("settlement", s.lemma(i)) || k.at[s.index][i] != nil {
		return
	}
	j := i + 1
	if j < len(s.Tokens) && (s.lower[j] == "of" || s.forms[j] == ",") {
		j++
	}
	if j >= len(s.Tokens) || s.forms[j-1] == "," && (s.rel(j) != "appos" || s.head(j) != i) {
		return
	}
	f := k.names[s.index][j]
	if f == nil {
		first, last := k.nameRun(s, j)
		if last == first || s.lower[j-1] != "of" {
			return
		}
		f = k.addPlace(s, first, last, k.ownerCountry(s, i))
	}
	if f.First == j && k.label(f.Entities[0]) == schema.Place {
		k.add(s, i, f.Last, i, schema.MentionNominal, f.Score-0.05, "noun of the place", f.Entities...)
	}
}

// ownerCountry returns the country whose the noun at i is said to be, or the one where things happen.
func (k *linking) ownerCountry(s *sent, i int) string {
	for _, o := range k.owners(s, i) {
		if c := k.countryOf(o.Entities[0]); c != "" {
			return c
		}
	}
	return k.setting(s, 1)
}

// setting returns the one country where a sentence, or one of the `back` sentences before it, says that things happen: "in Mali", "the town of
// Gao"; a group of one country is at home there. A country that does something, or to which it is done, tells nothing of the place.
func (k *linking) setting(s *sent, back int) string {
	for n := s.index; n >= 0 && n >= s.index-back; n-- {
		set := map[string]bool{}
		for _, f := range k.sentenceMentions(n, -1) {
			x := k.sents[n]
			within, group := words.cue("locative", x.caseOf(x.firstConjunct(f.Head))), false
			if g := x.head(f.Head); g >= 0 { // "Niger's opposition"
				_, group = words.groups[x.lemma(g)]
			}
			if !within && !group && k.label(f.Entities[0]) != schema.Place {
				continue
			}
			if c := k.countryOf(f.Entities[0]); c != "" {
				set[c] = true
			}
		}
		if len(set) == 1 {
			return sorted(set)[0]
		}
		if len(set) > 1 {
			return ""
		}
	}
	return ""
}

// unknownPlace links the capitalised words from i on if a country or a noun after them makes them a place.
func (k *linking) unknownPlace(s *sent, i int) {
	if i == 0 || s.titled || !s.properName(i) || s.properName(i-1) || k.inTitle[s.index][i] {
		return
	}
	_, last := k.nameRun(s, i)
	if last <= i || last-i > 3 || last >= len(s.Tokens) {
		return
	}
	h := s.headOf(i, last)
	switch {
	case words.cue("locative", s.caseOf(h)) || s.caseOf(h) == "to" || s.caseOf(h) == "from" || s.caseOf(h) == "of":
		if s.forms[last] == "," || s.lower[last] == "in" {
			if f := k.after(s, last+1); f != nil && s.upos(last+1) == "PROPN" {
				k.addPlace(s, i, last, f.Entities[0])
				return
			}
		}
	}
	if s.upos(last) == "NOUN" && words.cue("region", s.lemma(last)) && s.under(h, last) {
		country := k.setting(s, 1)
		if f := k.after(s, last+2); f != nil && s.lower[last+1] == "of" {
			country = f.Entities[0]
		}
		f := k.addPlace(s, i, last, country)
		k.add(s, i, last+1, last, schema.MentionNominal, f.Score-0.05, "noun of the place", f.Entities...)
	}
}

// regionAfter links the noun after the name f that ends at token i, if the two are one place: "the Darfur region".
func (k *linking) regionAfter(s *sent, f *found, i int) {
	h := i + 1
	if f.Last != h || h >= len(s.Tokens) || k.names[s.index][h] != nil || k.label(f.Entities[0]) != schema.Place || f.Kind != schema.MentionName {
		return
	}
	if words.cue("region", s.lemma(h)) && !s.pluralNoun(h) && s.under(f.Head, h) {
		k.add(s, f.First, h+1, h, schema.MentionNominal, f.Score-0.05, "noun of the place", f.Entities...)
	}
}

// after returns the country name that begins at token i.
func (k *linking) after(s *sent, i int) *found {
	if i >= len(s.Tokens) {
		return nil
	}
	if f := k.names[s.index][i]; f != nil && f.First == i && f.Kind == schema.MentionName && k.label(f.Entities[0]) == schema.Country {
		return f
	}
	return nil
}

// addPlace records a place that the gazetteer does not know.
func (k *linking) addPlace(s *sent, first, last int, country string) *found {
	name := joinForms(s, first, last)
	id := ""
	for _, f := range k.found { // the country may have been told elsewhere
		if e := k.entity(f.Entities[0]); !f.drop && e.Label == schema.Place && e.Name == name && (country == "" || e.Country == country) {
			id = e.ID
		}
	}
	if id == "" {
		id = k.local(schema.Place, name, country)
	}
	return k.add(s, first, last, s.headOf(first, last), schema.MentionName, 0.7, "place by the words around it", id)
}
