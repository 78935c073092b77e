package entity

import (
	"strings"

	"geokg/schema"
)

// resolve goes through the text once, from left to right, and links descriptions, relative and personal pronouns to what was
// mentioned before them. It prefers silence: what has two readings stays without a mention.
func (k *linking) resolve() {
	k.findSpeakers()
	for _, s := range k.sents {
		for i := range s.Tokens {
			if k.at[s.index][i] != nil || k.names[s.index][i] != nil {
				continue
			}
			if k.share(s, i) {
				continue
			}
			if p, ok := words.pronouns[s.lower[i]]; ok && s.pronoun(i) {
				k.pronoun(s, i, p)
				continue
			}
			switch s.upos(i) {
			case "NOUN", "PROPN", "NUM", "ADJ":
				k.description(s, i)
			}
		}
	}
}

// description links the noun at i if it takes up something named before.
func (k *linking) description(s *sent, i int) {
	if k.listed(s, i) || k.pair(s, i) || k.possessed(s, i) || k.halfOf(s, i) {
		return
	}
	lemma := s.lemma(i)
	if g, ok := words.groups[lemma]; ok && k.definite(s, i, "acl") {
		k.groupAgain(s, i, g)
		return
	}
	if !k.definite(s, i) {
		return
	}
	if codes, ok := words.kinds[lemma]; ok {
		k.countryOfKind(s, i, codes)
		return
	}
	if k.sameNoun(s, i, lemma) {
		k.adopt(s, i)
		return
	}
	n, ok := words.nominals[lemma]
	if kind, first, stands := s.standInAt(i); stands && kind == standInRule && !s.pluralNoun(i) {
		k.link(s, first, i, k.countryBefore(s, first), 0.6, "government of the country spoken of")
		k.adopt(s, i)
		return
	}
	if !ok || s.pluralNoun(i) {
		return
	}
	if isCapital(s.forms[i]) && !s.titled {
		if hasLabel(n.labels, schema.Country) && i > 1 {
			return
		}
		n.strict = true // "the Coalition" is one that is called so
	}
	if hasLabel(n.labels, schema.Country) {
		k.link(s, i, i, k.countryBefore(s, i), 0.65, "the country spoken of")
	} else if !hasLabel(n.labels, schema.Person) {
		k.link(s, i, i, k.lastNamed(s, i, n, lemma), 0.65, "the last one named")
	}
}

// adopt gives an organization of the article's own to the country whose government at token i owns it: "the government's Reform Project".
func (k *linking) adopt(s *sent, i int) {
	g, own := k.at[s.index][i], s.head(i)
	if g == nil || own < 0 || s.Tokens[i].Deprel != "nmod:poss" || k.at[s.index][own] == nil || len(g.Entities) != 1 {
		return
	}
	f := k.at[s.index][own]
	e := k.entity(f.Entities[0])
	if f.Kind != schema.MentionName || e.Label != schema.Organization || e.Reference || e.Country != "" || k.label(g.Entities[0]) != schema.Country {
		return
	}
	id := k.local(schema.Agency, e.Name, g.Entities[0])
	k.become(e.ID, id)
}

// sameNoun links "the team" to "the Afghan team" before it, if that is the only team the sentences before speak of.
func (k *linking) sameNoun(s *sent, i int, lemma string) bool {
	if _, _, ok := s.standInAt(i); !ok {
		return false
	}
	var ids []string
	for n := s.index; n >= 0 && n >= s.index-5; n-- {
		for _, f := range k.sentenceMentions(n, -1) {
			if n == s.index && f.Head >= i || f.Kind != schema.MentionDemonym && f.Kind != schema.MentionNominal || k.sents[n].lemma(f.Head) != lemma || k.sents[n].pluralNoun(f.Head) != s.pluralNoun(i) {
				continue
			}
			ids = append(ids, strings.Join(f.Entities, "\x00"))
		}
	}
	if ids = unique(ids); len(ids) != 1 {
		return false
	}
	first := i
	if _, at, ok := s.standInAt(i); ok {
		first = at
	}
	k.link(s, first, i, strings.Split(ids[0], "\x00"), 0.7, "the same noun before")
	if f := k.at[s.index][i]; f != nil {
		f.crowd = true
		return true
	}
	return false
}

// groupAgain links "the rebels" to the group of that name last spoken of; "the opposition" is that of the country spoken of.
func (k *linking) groupAgain(s *sent, i int, group string) {
	for n := s.index; n >= 0 && n >= s.index-4; n-- {
		set := map[string]bool{}
		for _, f := range k.sentenceMentions(n, -1) {
			if e := k.entity(f.Entities[0]); (n < s.index || f.Head < i) && e.Label == schema.Organization && strings.HasSuffix(e.Name, " "+group) {
				set[e.ID] = true
			}
		}
		if len(set) == 1 {
			k.link(s, i, i, sorted(set), 0.7, "the group last spoken of")
			return
		}
	}
	if c := k.countryBefore(s, i); group == "opposition" && len(c) == 1 {
		k.link(s, i, i, []string{k.local(schema.Organization, k.demonym[c[0]]+" "+group, c[0])}, 0.6, "opposition of the country spoken of")
	}
}

// link records a description over tokens [first, h] with the article before it, if there is somebody it stands for.
func (k *linking) link(s *sent, first, h int, ids []string, score float64, reason string) {
	if len(ids) == 0 {
		return
	}
	if first > 0 && (s.upos(first-1) == "DET") {
		first--
	}
	k.add(s, first, h+1, h, schema.MentionNominal, score, reason, ids...)
}

func hasLabel(ls []schema.Label, l schema.Label) bool {
	for _, x := range ls {
		if x == l {
			return true
		}
	}
	return false
}

func (s *sent) pluralNoun(i int) bool { return s.Tokens[i].XPOS == "NNS" || s.Tokens[i].XPOS == "NNPS" }

// definite reports whether a noun has "the", "this" or "that" and nothing else that would make it another one: no adjective, no owner,
// no "of". Dependents of the relations in except do not count.
func (k *linking) definite(s *sent, i int, except ...string) bool {
	det := false
	for _, c := range s.kids[i] {
		if r := s.rel(c); (r == "amod" || r == "compound") && c < i && k.describes(s, c) {
			continue
		}
		if contains(except, s.rel(c)) {
			continue
		}
		switch s.rel(c) {
		case "det":
			switch s.lower[c] {
			case "the", "this", "that":
				det = true
			default:
				return false
			}
		case "amod", "compound", "nmod", "acl", "nummod", "appos":
			if s.rel(c) == "nmod" && s.caseOf(c) != "of" && s.caseOf(c) != "" && c > i {
				continue
			}
			return false
		}
	}
	return det
}

// describes reports whether an adjective at c only describes what is known already: "the Russian-led bloc", "the West African bloc".
func (k *linking) describes(s *sent, c int) bool {
	if s.rel(c) == "amod" && isCapital(s.forms[c]) && k.names[s.index][c] == nil || words.cue("direction", s.lower[c]) || strings.Contains(s.forms[c], "-") {
		return true
	}
	return c > 1 && s.forms[c-1] == "-" && (s.upos(c) == "VERB" || s.upos(c) == "ADJ" || s.upos(c) == "NOUN")
}

// sentenceMentions returns the mentions of sentence n that stand before token `before`, all of them if it is negative, in text order.
func (k *linking) sentenceMentions(n, before int) []*found {
	var out []*found
	for i, f := range k.at[n] {
		if f != nil && (before < 0 || i < before) {
			out = append(out, f)
		}
	}
	return out
}

// countryBefore returns the country that "the country" takes up: the only one in the sentence so far, else the one that is its subject, else
// the same of the sentences before.
func (k *linking) countryBefore(s *sent, i int) []string {
	for n := s.index; n >= 0 && n >= s.index-2; n-- {
		before := -1
		if n == s.index {
			before = i
		}
		set := map[string]bool{}
		for _, f := range k.sentenceMentions(n, before) {
			for _, id := range f.Entities {
				if k.label(id) == schema.Country {
					set[id] = true
				}
			}
		}
		if len(set) == 1 {
			return sorted(set)
		}
		if len(set) > 1 {
			return k.subjectCountry(k.sents[n], before)
		}
	}
	switch set := k.countriesBefore(s, i); len(set) {
	case 0:
		return k.datelineCountry()
	case 1:
		return sorted(set)
	}
	return k.mainCountry()
}

// datelineCountry returns the country of the city that the report comes from, if the text has named no country at all.
func (k *linking) datelineCountry() []string {
	for _, t := range k.ref.Lookup(k.doc.Dateline.Place) {
		if c := k.countryOf(t.ID); c != "" && k.entity(c) != nil {
			return []string{c}
		}
	}
	return nil
}

// countriesBefore returns the countries that the article mentions before token i of s.
func (k *linking) countriesBefore(s *sent, i int) map[string]bool {
	set := map[string]bool{}
	for n := 0; n <= s.index; n++ {
		before := -1
		if n == s.index {
			before = i
		}
		for _, f := range k.sentenceMentions(n, before) {
			for _, id := range f.Entities {
				if k.label(id) == schema.Country {
					set[id] = true
				}
			}
		}
	}
	return set
}

// subjectCountry returns the country that is the subject of the sentence's main clause, or whose agency or leader is.
func (k *linking) subjectCountry(s *sent, before int) []string {
	x := s.subject(s.root())
	if x < 0 || before >= 0 && x >= before {
		return nil
	}
	if f := k.at[s.index][x]; f != nil && len(f.Entities) == 1 {
		if c := k.countryOf(f.Entities[0]); c != "" && k.entity(c) != nil && len(s.conjuncts(x)) == 1 {
			return []string{c}
		}
	}
	return nil
}

// mainCountry returns the country that most of the article is about: at least two of three mentions of countries.
func (k *linking) mainCountry() []string {
	count, total, best := map[string]int{}, 0, ""
	for _, f := range k.found {
		if f.drop || len(f.Entities) != 1 || k.label(f.Entities[0]) != schema.Country {
			continue
		}
		id := f.Entities[0]
		count[id]++
		total++
		if count[id] > count[best] || count[id] == count[best] && id < best {
			best = id
		}
	}
	if total >= 3 && count[best]*3 >= total*2 {
		return []string{best}
	}
	return nil
}

// lastNamed returns the entity with one of these labels that was last mentioned, if the sentence that mentions it has only one such.
func (k *linking) lastNamed(s *sent, i int, n nominal, lemma string) []string {
	for m := s.index; m >= 0 && m >= s.index-3; m-- {
		before := -1
		if m == s.index {
			before = i
		}
		set := map[string]bool{}
		for _, f := range k.sentenceMentions(m, before) {
			if len(f.Entities) == 1 && hasLabel(n.labels, k.label(f.Entities[0])) && (n.strict && k.named(f, lemma) || !n.strict && k.topic(f)) {
				set[f.Entities[0]] = true
			}
		}
		if len(set) == 1 {
			return sorted(set)
		}
		if len(set) > 1 && n.strict {
			return k.shortest(set)
		}
		if len(set) > 1 {
			return k.narrower(set)
		}
	}
	return nil
}

// topic reports whether a mention is of what its sentence or the article is about: a subject, a heading, or something mentioned again. Only of
// organizations this is asked, since many are named in passing.
func (k *linking) topic(f *found) bool {
	id := f.Entities[0]
	if k.label(id) != schema.Organization {
		return true
	}
	s := k.sents[f.Sentence]
	h := s.firstConjunct(f.Head)
	if s.Headline || s.rel(h) == "nsubj" || s.rel(h) == "root" {
		return true
	}
	for _, g := range k.found {
		if !g.drop && g.Sentence < f.Sentence && g.Entities[0] == id {
			return true
		}
	}
	return false
}

// named reports whether the noun is a word of the entity's name, or of the words that mention it.
func (k *linking) named(f *found, lemma string) bool {
	e := k.entity(f.Entities[0])
	for _, n := range append([]string{e.Name}, e.Aliases...) {
		if contains(strings.Fields(strings.ToLower(n)), lemma) {
			return true
		}
	}
	return false
}

// shortest returns the one with the fewest words in its name: "the Coalition" is the Global Coalition rather than its small group.
func (k *linking) shortest(set map[string]bool) []string {
	best, tie := "", false
	for _, id := range sorted(set) {
		n := len(strings.Fields(k.entity(id).Name))
		switch m := len(strings.Fields(k.name(best))); {
		case best == "" || n < m:
			best, tie = id, false
		case n == m:
			tie = true
		}
	}
	if tie {
		return nil
	}
	return []string{best}
}

// narrower returns the one body of a set that the others contain: of NATO and its cyber centre "the organization" is the centre.
func (k *linking) narrower(set map[string]bool) []string {
	var out []string
	for _, id := range sorted(set) {
		if e := k.entity(id); set[e.Parent] {
			out = append(out, id)
		}
	}
	if len(out) == 1 && len(set) == 2 {
		return out
	}
	return nil
}

// countryOfKind links "the island", "the kingdom": the one country spoken of that is one.
func (k *linking) countryOfKind(s *sent, i int, codes map[string]bool) {
	for n := s.index; n >= 0 && n >= s.index-3; n-- {
		before := -1
		if n == s.index {
			before = i
		}
		set := map[string]bool{}
		for _, f := range k.sentenceMentions(n, before) {
			for _, id := range f.Entities {
				if c := k.countryOf(id); codes[c] && k.entity(c) != nil {
					set[c] = true
				}
			}
		}
		if len(set) == 1 {
			k.link(s, i, i, sorted(set), 0.7, "the only such country spoken of")
		}
		if len(set) > 0 {
			return
		}
	}
}

// halfOf links "the North" and "the South" where a divided country is spoken of.
func (k *linking) halfOf(s *sent, i int) bool {
	small := !isCapital(s.forms[i]) // "into the north" is a country only where both halves are spoken of
	h, ok := words.halves[s.lower[i]]
	if !ok || i == 0 || s.lower[i-1] != "the" || i+1 < len(s.forms) && (s.properName(i+1) || s.lower[i+1] == "of") {
		return false
	}
	if small {
		set := k.countriesBefore(s, i)
		for _, id := range h.needs {
			if !set[id] || s.upos(i) != "NOUN" {
				return false
			}
		}
	}
	for _, id := range h.needs {
		for _, f := range k.found {
			if !f.drop && contains(f.Entities, id) && k.entity(h.code) != nil {
				k.add(s, i-1, i+1, i, schema.MentionNominal, 0.85, "half of a divided country", h.code)
				return true
			}
		}
	}
	return false
}

// possessed links what a pronoun owns: "its forces", "his country", "their governments".
func (k *linking) possessed(s *sent, i int) bool {
	c := s.child(i, "nmod:poss")
	if c < 0 {
		return false
	}
	f := k.at[s.index][c]
	if f == nil || f.Kind != schema.MentionPronoun && f.Kind != schema.MentionNominal {
		return false
	}
	own := []owner{{f, false}}
	switch s.lemma(i) {
	case "country", "nation", "homeland":
		ids := k.countriesOf(f.Entities)
		if len(ids) > 0 {
			k.add(s, c, i+1, i, schema.MentionNominal, f.Score-0.05, "country of whom a pronoun stands for", ids...)
		}
		return true
	case "neighbour", "neighbor":
		if other := k.countryBeside(s, c, k.countriesOf(f.Entities)); other != "" {
			k.add(s, c, i+1, i, schema.MentionNominal, f.Score-0.1, "the only other country spoken of", other)
		}
		return true
	}
	before := len(k.found)
	k.actor(s, i, own)
	for _, g := range k.found[before:] {
		g.Score = min(g.Score, f.Score)
	}
	return len(k.found) > before
}

// countryBeside returns the one country, apart from some, that this sentence before token i and the one before it speak of; "" if there are
// several.
func (k *linking) countryBeside(s *sent, i int, than []string) string {
	other := ""
	for n := max(0, s.index-1); n <= s.index; n++ {
		before := -1
		if n == s.index {
			before = i
		}
		for _, f := range k.sentenceMentions(n, before) {
			for _, id := range f.Entities {
				switch {
				case k.label(id) != schema.Country || contains(than, id):
				case other != "" && other != id:
					return ""
				default:
					other = id
				}
			}
		}
	}
	return other
}

func (k *linking) countriesOf(ids []string) []string {
	var out []string
	for _, id := range ids {
		if c := k.countryOf(id); c != "" && k.entity(c) != nil {
			out = append(out, c)
		}
	}
	return unique(out)
}
