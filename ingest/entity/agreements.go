package entity

import (
	"strings"

	"geokg/schema"
)

// findAgreements links treaties, accords and resolutions that have a name or a number, and deals that their parties tell apart.
func (k *linking) findAgreements() {
	for _, s := range k.sents {
		for h := range s.Tokens {
			if s.upos(h) != "NOUN" && s.upos(h) != "PROPN" || k.names[s.index][h] != nil || s.modifies(h) || s.properName(h+1) {
				continue
			}
			if n, ok := words.agreements[s.lemma(h)]; ok {
				k.agreement(s, h, n)
			}
		}
	}
}

func (k *linking) agreement(s *sent, h int, n agreementNoun) {
	first, last, name := k.numbered(s, h)
	if name == "" {
		first, last, name = k.namedAgreement(s, h)
	}
	if name == "" && n.loose {
		first, last, name = k.agreementOf(s, h)
	}
	if name == "" {
		return
	}
	id := k.local(schema.Agreement, name, "")
	head := s.headOf(first, last)
	if k.at[s.index][head] != nil && head != h {
		head = h
	}
	k.add(s, first, last, head, schema.MentionName, 0.7, "agreement by its name, number or parties", id)
}

// numbered returns the name of "Security Council Resolution 1441".
func (k *linking) numbered(s *sent, h int) (first, last int, name string) {
	if h+1 >= len(s.Tokens) || s.upos(h+1) != "NUM" || !strings.ContainsAny(s.forms[h+1], "0123456789") {
		return 0, 0, ""
	}
	first, last = h, h+2
	name = strings.ToUpper(s.lower[h][:1]) + s.lower[h][1:] + " " + s.forms[h+1]
	if f := k.bodyBefore(s, h); f != nil {
		return f.First, last, k.entity(f.Entities[0]).Name + " " + name
	}
	return first, last, name
}

// bodyBefore returns the name of the alliance right before a noun, with or without a possessive mark.
func (k *linking) bodyBefore(s *sent, h int) *found {
	j := h - 1
	if j >= 0 && isPossessive(s.forms[j]) {
		j--
	}
	if j < 0 {
		return nil
	}
	if f := k.names[s.index][j]; f != nil && k.label(f.Entities[0]) == schema.Alliance {
		return f
	}
	return nil
}

// namedAgreement returns the name of "Treaty of Rome", "Kyoto Protocol", "the Minsk agreements": the capitalised words around the noun.
func (k *linking) namedAgreement(s *sent, h int) (int, int, string) {
	first, last := h, h+1
	for first > 0 && (k.nameWord(s, first-1) && s.upos(first-1) != "VERB" || k.nameLink(s, first-1)) {
		first--
	}
	for first < h && !isCapital(s.forms[first]) {
		first++
	}
	if isCapital(s.forms[h]) && last+1 < len(s.Tokens) && (s.lower[last] == "of" || s.lower[last] == "on" || s.lower[last] == "for") {
		if _, end := k.capitalRun(s, skipThe(s, last+1)); end > last+1 {
			last = end
		}
	}
	switch {
	case words.cue("common", s.phrase(first, last)): // every agreement is one
		return 0, 0, ""
	case s.titled && !isCapital(s.forms[h]), last-first < 2:
		return 0, 0, ""
	case !isCapital(s.forms[h]) && !k.placeOrUnknown(s, first, h): // "the Iranian agreement" is not a name
		return 0, 0, ""
	case isCapital(s.forms[h]) && h == 0 && last == h+1:
		return 0, 0, ""
	}
	return first, last, joinForms(s, first, last)
}

func skipThe(s *sent, i int) int {
	if i < len(s.lower) && s.lower[i] == "the" {
		return i + 1
	}
	return i
}

// nameLink reports whether a token may join capitalised words before the noun of an agreement.
func (k *linking) nameLink(s *sent, i int) bool {
	if i == 0 || i+1 >= len(s.forms) {
		return false
	}
	switch s.lower[i] {
	case "of", "for", "in", "the", "and", "on":
		return k.names[s.index][i-1] == nil && (isCapital(s.forms[i-1]) || s.lower[i-1] == "in" || s.lower[i-1] == "of" || s.lower[i-1] == "for") && isCapital(s.forms[i+1]) || s.lower[i] == "in" && s.lower[i+1] == "the" && isCapital(s.forms[i-1])
	}
	return false
}

// placeOrUnknown reports whether the capitalised words before a small noun name it: places and words that name nobody.
func (k *linking) placeOrUnknown(s *sent, first, h int) bool {
	if first == h {
		return false
	}
	capitals, proper := 0, 0
	for i := first; i < h; i++ {
		if f := k.names[s.index][i]; f != nil && k.label(f.Entities[0]) != schema.Place {
			return false
		}
		if isCapital(s.forms[i]) {
			capitals++
			if s.upos(i) == "PROPN" {
				proper++
			}
		}
	}
	return proper == capitals || proper > 1
}

// agreementOf returns the name of a deal by its parties: "Iran nuclear deal", "agreement between Brazil and China". One party needs
// a word that says what it is about.
func (k *linking) agreementOf(s *sent, h int) (int, int, string) {
	var who, about []string
	first, last := h, h+1
	for i := h - 1; i >= 0 && h-i <= 8; i-- {
		if f := k.names[s.index][i]; f != nil {
			who = append(append([]string(nil), f.Entities...), who...)
			i, first = f.First, f.First
			continue
		}
		if (s.upos(i) == "NOUN" || s.upos(i) == "ADJ" && s.lower[i] == "nuclear") && s.under(i, h) && !s.pluralNoun(i) {
			about = append([]string{s.lower[i]}, about...)
			first = i
			continue
		}
		if s.forms[i] != "-" && s.forms[i] != "–" && s.forms[i] != "/" && !isPossessive(s.forms[i]) {
			break
		}
	}
	for _, c := range s.kids[h] {
		if p := s.caseOf(c); c > h && s.rel(c) == "nmod" && (p == "between" || p == "with") {
			for _, x := range s.conjuncts(c) {
				if f := k.at[s.index][x]; f != nil {
					who = append(who, f.Entities...)
					last = max(last, f.Last)
				}
			}
		}
	}
	if g := s.head(h); g >= 0 && words.cue("sign", s.Tokens[g].Lemma) && (s.rel(h) == "obj" || s.rel(h) == "obl") {
		if x := s.subject(g); x >= 0 && x < g { // "Chad signed a pact with Mali"
			var signers []string
			for _, c := range s.conjuncts(x) {
				if f := k.at[s.index][c]; f != nil {
					signers = append(signers, f.Entities...)
				}
			}
			who = append(signers, who...)
		}
	}
	if s.upos(max(first-1, 0)) != "DET" && first == h && s.lemma(h) == "agreement" { // "failed to reach agreement"
		return 0, 0, ""
	}
	who = k.parties(unique(who))
	if len(who) == 0 || len(who) == 1 && len(about) == 0 && s.lemma(h) != "constitution" {
		return 0, 0, ""
	}
	if s.lemma(h) == "constitution" {
		return h, h + 1, "Constitution of " + who[0]
	}
	noun := s.lemma(h)
	if h+2 < len(s.lower) && noun == "memorandum" && s.phrase(h+1, h+3) == "of understanding" {
		noun, last = "memorandum of understanding", max(last, h+3)
	}
	return first, last, strings.Join(append([]string{strings.Join(who, "–")}, append(about, noun)...), " ")
}

// parties returns the names of the entities that can be a party.
func (k *linking) parties(ids []string) []string {
	var out []string
	for _, id := range ids {
		switch k.label(id) {
		case schema.Country, schema.Alliance, schema.Agency, schema.Organization:
			out = append(out, k.entity(id).Name)
		}
	}
	return out
}
