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

// pronoun reports whether token i, whose form can be one, is a pronoun: not the conjunction "that", not the acronym "US".
func (s *sent) pronoun(i int) bool {
	switch s.lower[i] {
	case "that", "which":
		return s.upos(i) == "PRON" && s.relativeClause(i) >= 0
	case "us":
		return s.forms[i] != "US" && s.upos(i) == "PRON"
	case "it":
		return s.rel(i) != "expl"
	}
	return s.upos(i) == "PRON" || s.upos(i) == "DET"
}

// relativeClause returns the head of the relative clause that token i opens, or -1.
func (s *sent) relativeClause(i int) int {
	for n := 0; i >= 0 && n < 6; n++ {
		if s.Tokens[i].Deprel == "acl:relcl" {
			return i
		}
		i = s.head(i)
	}
	return -1
}

// description links the noun at i if it takes up something named before.
func (k *linking) description(s *sent, i int) {
	if k.listed(s, i) || k.pair(s, i) || k.possessed(s, i) || k.halfOf(s, i) {
		return
	}
	if !s.definite(i) {
		return
	}
	lemma := s.lemma(i)
	if codes, ok := words.kinds[lemma]; ok {
		k.countryOfKind(s, i, codes)
		return
	}
	if g, ok := words.groups[lemma]; ok {
		k.groupAgain(s, i, g)
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
// no "of".
func (s *sent) definite(i int) bool {
	det := false
	for _, c := range s.kids[i] {
		if r := s.rel(c); (r == "amod" || r == "compound") && c < i && s.describes(c) {
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
func (s *sent) describes(c int) bool {
	if s.upos(c) == "ADJ" && isCapital(s.forms[c]) || words.cue("direction", s.lower[c]) || strings.Contains(s.forms[c], "-") {
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
	if set := k.countriesBefore(s, i); len(set) == 1 {
		return sorted(set)
	}
	return k.mainCountry()
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
			if len(f.Entities) == 1 && hasLabel(n.labels, k.label(f.Entities[0])) && (!n.strict || k.named(f, lemma)) {
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
	}
	before := len(k.found)
	k.actor(s, i, own)
	for _, g := range k.found[before:] {
		g.Score = min(g.Score, f.Score)
	}
	return len(k.found) > before
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

// pair links "both countries", "the two leaders", "the two sides": the two that the sentences before speak of.
func (k *linking) pair(s *sent, i int) bool {
	if !s.pluralNoun(i) {
		return false
	}
	first := -1
	for _, c := range s.kids[i] {
		if s.lower[c] == "both" || s.lower[c] == "two" || s.forms[c] == "2" {
			first = c
		}
	}
	if first < 0 || !s.allTwo(i) {
		return false
	}
	lemma := s.lemma(i)
	labels := words.nominals[lemma].labels
	switch {
	case lemma == "side" || lemma == "party":
		labels = []schema.Label{schema.Country, schema.Organization, schema.Agency}
	case lemma == "government" || lemma == "capital":
		labels = []schema.Label{schema.Country}
	case labels == nil:
		return false
	}
	ids := k.lastTwo(s, i, labels)
	if ids == nil && hasLabel(labels, schema.Person) {
		ids = k.lastTwo(s, i, []schema.Label{schema.Country})
	}
	if ids == nil {
		return false
	}
	if first > 0 && s.upos(first-1) == "DET" {
		first--
	}
	k.add(s, min(first, i), i+1, i, schema.MentionNominal, 0.7, "the two spoken of", ids...)
	return true
}

// allTwo reports whether "two" means all that there are: "both", "the two", "our two", "the other two" does not.
func (s *sent) allTwo(i int) bool {
	for _, c := range s.kids[i] {
		switch s.lower[c] {
		case "both", "the", "these", "our", "their":
			return s.child(i, "amod") < 0 && s.child(i, "compound") < 0
		}
	}
	return false
}

// lastTwo returns the two entities of these labels that the text before token i speaks of, going back until there are two; nil if the
// sentence that brings the second brings a third too.
func (k *linking) lastTwo(s *sent, i int, labels []schema.Label) []string {
	var ids []string
	for n := s.index; n >= 0 && n >= s.index-3; n-- {
		before := -1
		if n == s.index {
			before = i
		}
		if two := k.subjectPair(k.sents[n], before, labels); two != nil && len(ids) == 0 {
			return two
		}
		for _, f := range k.sentenceMentions(n, before) {
			if p := k.sents[n].caseOf(f.Head); words.cue("locative", p) {
				continue
			}
			for _, id := range f.Entities {
				if hasLabel(labels, k.label(id)) && !contains(ids, id) {
					ids = append(ids, id)
				}
			}
		}
		if len(ids) == 2 {
			return ids
		}
		if len(ids) > 2 {
			return nil
		}
	}
	return nil
}

// subjectPair returns the two entities that are the subject of a sentence's main clause together: "Chad and Mali met".
func (k *linking) subjectPair(s *sent, before int, labels []schema.Label) []string {
	if len(s.Tokens) == 0 {
		return nil
	}
	x := s.subject(s.root())
	if x < 0 || before >= 0 && x >= before {
		return nil
	}
	var ids []string
	cs := s.conjuncts(x)
	for c := x; c <= cs[len(cs)-1]; c++ { // what the parser left out of the coordination counts too
		if f := k.at[s.index][c]; f != nil {
			for _, id := range f.Entities {
				if hasLabel(labels, k.label(id)) {
					ids = append(ids, id)
				}
			}
		}
	}
	if ids = unique(ids); len(ids) == 2 {
		return ids
	}
	return nil
}

// listed links a noun or number that a list spells out: "Four of the allies, including South Korea", "countries such as Chad and
// Mali", "three states (Iran, Iraq and Syria)".
func (k *linking) listed(s *sent, i int) bool {
	if !s.generic(i) {
		return false
	}
	for j := i + 1; j < len(s.Tokens) && j <= i+12; j++ {
		switch {
		case s.lower[j] == "including" || s.lower[j] == "namely" || s.lower[j] == "as" && s.lower[j-1] == "such":
			ids, last := k.list(s, j+1)
			if len(ids) == 0 {
				return false
			}
			k.add(s, i, last, i, schema.MentionNominal, 0.75, "members that a list names", ids...)
			return true
		case s.forms[j] == "(" || s.forms[j] == "–" || s.forms[j] == "—" || s.forms[j] == ":":
			ids, last := k.list(s, j+1)
			if len(ids) < 2 {
				return false
			}
			k.add(s, i, last, i, schema.MentionNominal, 0.75, "members that a list names", ids...)
			return true
		case s.upos(j) == "VERB" && s.rel(j) != "acl" && s.rel(j) != "case" || s.upos(j) == "AUX":
			return false
		case s.pluralNoun(j) && words.cue("generic", s.lemma(j)) && s.head(j) != i:
			return false // the list is that noun's
		}
	}
	return false
}

// generic reports whether the token is a plural noun or a number that can stand for a list of actors.
func (s *sent) generic(i int) bool {
	if s.pluralNoun(i) && words.cue("generic", s.lemma(i)) {
		return s.rel(i) != "nmod" || s.head(i) < 0 || s.upos(s.head(i)) != "NUM"
	}
	if s.upos(i) != "NUM" || s.rel(i) == "nummod" {
		return false
	}
	c := s.child(i, "nmod")
	return c > i && s.caseOf(c) == "of" && words.cue("generic", s.lemma(c))
}

// list returns the entities of the list of mentions that begins at token j, and the token after it.
func (k *linking) list(s *sent, j int) ([]string, int) {
	var ids []string
	last := j
	for j < len(s.Tokens) {
		f := k.names[s.index][j]
		switch {
		case f != nil && k.at[s.index][f.Head] == f:
			ids = append(ids, f.Entities...)
			j = max(j+1, f.Last)
			last = j
		case s.forms[j] == "," || s.lower[j] == "and" || s.lower[j] == "or" || s.lower[j] == "the" || s.lower[j] == "now":
			j++
		default:
			return unique(ids), last
		}
	}
	return unique(ids), last
}

// pronoun links the pronoun at i if only one thing before it fits.
func (k *linking) pronoun(s *sent, i int, p pronounClass) {
	switch p.person {
	case 'r':
		k.relative(s, i)
	case '1':
		k.firstPerson(s, i, p)
	default:
		if f, score, reason := k.antecedent(s, i, p); len(f) > 0 {
			k.add(s, i, i+1, i, schema.MentionPronoun, score, reason, f...).plural = p.number == 'p'
		}
	}
}

// relative links "who" and "which" to the noun that their clause belongs to.
func (k *linking) relative(s *sent, i int) {
	v := s.relativeClause(i)
	if v < 0 {
		return
	}
	h := s.head(v)
	if h < 0 || h >= i {
		return
	}
	f := k.at[s.index][h]
	if f == nil {
		return
	}
	if s.lower[i] == "who" && k.label(f.Entities[0]) == schema.Place {
		return
	}
	k.add(s, i, i+1, i, schema.MentionPronoun, f.Score-0.05, "relative pronoun", f.Entities...).plural = f.plural
}

// firstPerson links "I" and "we" to who speaks; in an official statement "we" is its country.
func (k *linking) firstPerson(s *sent, i int, p pronounClass) {
	if f := k.speakers[s.index][i]; f != nil && len(f.Entities) == 1 {
		if p.number == 's' && k.label(f.Entities[0]) != schema.Person {
			return
		}
		k.add(s, i, i+1, i, schema.MentionPronoun, min(0.8, f.Score), "the speaker", f.Entities...)
		return
	}
	if p.number == 'p' && !s.quoted[i] {
		if c := k.homeCountry(); c != "" {
			k.add(s, i, i+1, i, schema.MentionPronoun, 0.65, "the country whose statement it is", c)
		}
	}
}

// antecedent returns what a pronoun of the third person stands for: the subject of a clause that its own depends on, else the only
// subject that fits in this sentence and the one before, else the subject of the sentence before. Inside a quote it looks inside quotes
// only. A subject that would fit but was not linked to anything ends the search, since it may well be that.
func (k *linking) antecedent(s *sent, i int, p pronounClass) ([]string, float64, string) {
	if ids := k.sharedOwner(s, i, p); ids != nil {
		return ids, 0.8, "owner of what it is coordinated with"
	}
	ids, blocked := k.higherSubject(s, i, p)
	if ids != nil {
		return ids, 0.8, "subject of a clause above"
	}
	if blocked || !s.refersBack(i, p) {
		return nil, 0, ""
	}
	here := k.fitting(s, i, p, s.quoted[i])
	prev := k.previous(s)
	var before []string
	if prev != nil && len(here) == 0 {
		before = k.fitting(prev, len(prev.Tokens), p, s.quoted[i])
	}
	if all := unique(append(append([]string(nil), here...), before...)); len(all) == 1 && !(p.whom == 't' && len(here) == 0 && k.bodyUnlinked(prev)) {
		return strings.Split(all[0], "\x00"), 0.65, "only subject that fits"
	}
	if prev != nil && p.whom == 't' && k.bodyUnlinked(prev) {
		return nil, 0, ""
	}
	if len(here) == 0 && prev != nil && s.quoted[i] == prev.quoted[prev.root()] {
		if ids, _ := k.subjectOf(prev, prev.root(), p, -1); ids != nil {
			return ids, 0.65, "subject of the sentence before"
		}
	}
	return nil, 0, ""
}

// sharedOwner returns the owner of the noun that a possessive's own noun is coordinated with: "Chad's parliament and its court".
func (k *linking) sharedOwner(s *sent, i int, p pronounClass) []string {
	if s.Tokens[i].Deprel != "nmod:poss" {
		return nil
	}
	n := s.head(i)
	if n < 0 || s.rel(n) != "conj" || s.head(n) < 0 {
		return nil
	}
	c := s.child(s.head(n), "nmod:poss")
	if c < 0 || c > i {
		return nil
	}
	if f := k.at[s.index][c]; f != nil && k.agrees(f, p) {
		return f.Entities
	}
	return nil
}

// bodyUnlinked reports whether a sentence speaks of a movement, company or other body that is not linked, which "it" may well mean.
func (k *linking) bodyUnlinked(s *sent) bool {
	for i := range s.Tokens {
		if r := s.rel(i); (r == "obj" || r == "nsubj") && s.upos(i) == "NOUN" && k.at[s.index][i] == nil && !s.pluralNoun(i) {
			if _, ok := words.orgNouns[s.lemma(i)]; ok {
				return true
			}
		}
	}
	return false
}

// refersBack reports whether a pronoun may take up somebody of the sentence before: as a possessor or the subject of a verb. "It is
// clear that" and "it was seen as a step" are more likely about what was said.
func (s *sent) refersBack(i int, p pronounClass) bool {
	switch s.Tokens[i].Deprel {
	case "nmod:poss":
		return true
	case "nsubj":
		return p.whom != 't' || s.child(s.clause(i), "cop") < 0
	case "nsubj:pass":
		return p.whom != 't'
	}
	return false
}

// previous returns the sentence before, not a headline.
func (k *linking) previous(s *sent) *sent {
	if s.index == 0 || k.sents[s.index-1].Headline {
		return nil
	}
	return k.sents[s.index-1]
}

// higherSubject returns the fitting subject of the clause that token i is in or of one above it, and whether one that would fit is not
// linked. The object of a verb is not its subject.
func (k *linking) higherSubject(s *sent, i int, p pronounClass) (ids []string, blocked bool) {
	if s.rel(i) == "obj" && i+1 < len(s.Tokens) && s.upos(i+1) == "ADJ" { // "considers it necessary"
		return nil, true
	}
	v := s.clause(i)
	own := s.Tokens[i].Deprel != "nmod:poss" && !strings.HasSuffix(s.lower[i], "self") && !strings.HasSuffix(s.lower[i], "selves")
	for n := 0; n <= len(s.Tokens); n++ {
		if n > 0 || !own {
			if ids, blocked = k.subjectOf(s, v, p, i); blocked || ids != nil && !k.namedIn(s, s.clause(i), i, ids) {
				return ids, blocked
			}
		}
		next := s.clause(v)
		if s.head(v) < 0 || next == v || n > 0 && s.rel(v) == "conj" && s.child(v, "nsubj") >= 0 {
			return nil, false
		}
		v = next
	}
	return nil, false
}

// namedIn reports whether the clause of v names one of the entities itself, so that a pronoun at i in it can hardly stand for them: "it was a
// partner of the United States".
func (k *linking) namedIn(s *sent, v, i int, ids []string) bool {
	for j := i + 1; j < len(s.Tokens); j++ {
		if f := k.at[s.index][j]; f != nil && f.Kind != schema.MentionPronoun && s.clause(j) == v && contains(ids, f.Entities[0]) {
			return true
		}
	}
	return false
}

// subjectOf returns whom the subject of v stands for, with those coordinated with it, if it stands before i and fits the pronoun;
// blocked tells that it would fit but is not linked.
func (k *linking) subjectOf(s *sent, v int, p pronounClass, i int) (ids []string, blocked bool) {
	x := s.subject(v)
	if x < 0 || i >= 0 && (x >= i || s.under(i, x) || s.quoted[x] != s.quoted[i]) {
		return nil, false
	}
	var all []*found
	for _, c := range s.conjuncts(x) {
		if f := k.at[s.index][c]; f != nil && (i < 0 || c < i) {
			all = append(all, f)
		}
	}
	switch {
	case len(all) > 1:
		if p.whom == 0 && p.number == 'p' {
			return entitiesOf(all), false
		}
	case len(all) == 1 && k.agrees(all[0], p):
		if p.number == 'p' && !all[0].plural && i >= 0 && k.otherPlural(s, x, i) {
			return nil, true
		}
		return all[0].Entities, false
	case len(all) == 0:
		return nil, s.couldBe(x, p)
	}
	return nil, false
}

// otherPlural reports whether, between the subject x and a "they" at i, some plural that is not linked is a likelier antecedent.
func (k *linking) otherPlural(s *sent, x, i int) bool {
	for j := x + 1; j < i; j++ {
		if r := s.rel(j); (r == "nsubj" || r == "obj" || r == "iobj") && (s.pluralNoun(j) || s.upos(j) == "NUM" || s.child(j, "nummod") >= 0) && k.at[s.index][j] == nil {
			return true
		}
	}
	return false
}

// couldBe reports whether the noun at x, which is not linked, fits a pronoun.
func (s *sent) couldBe(x int, p pronounClass) bool {
	switch u := s.upos(x); {
	case u == "PROPN":
		return true
	case u != "NOUN":
		return false
	case p.whom == 'm' || p.whom == 'f':
		_, _, person := s.titleAt(x)
		return person
	case p.whom == 't':
		return !s.pluralNoun(x)
	}
	return s.pluralNoun(x)
}

func entitiesOf(fs []*found) []string {
	var ids []string
	for _, f := range fs {
		ids = append(ids, f.Entities...)
	}
	return unique(ids)
}

// fitting returns the distinct subjects before token i of a sentence that a pronoun could stand for, each with its entities joined.
func (k *linking) fitting(s *sent, i int, p pronounClass, quoted bool) []string {
	var out []string
	for _, f := range k.sentenceMentions(s.index, i) {
		if s.quoted[f.Head] != quoted || !k.agrees(f, p) || !s.isSubject(f.Head) && k.label(f.Entities[0]) != schema.Person {
			continue
		}
		out = append(out, strings.Join(f.Entities, "\x00"))
	}
	return unique(out)
}

// isSubject reports whether token i is a subject, the possessor in one, or said to speak ("according to").
func (s *sent) isSubject(i int) bool {
	i = s.firstConjunct(i)
	if s.Tokens[i].Deprel == "nmod:poss" && s.head(i) >= 0 {
		i = s.head(i)
	}
	return s.rel(i) == "nsubj" || s.rel(i) == "root"
}

// agrees reports whether a mention fits a pronoun in number, and in being a person or not.
func (k *linking) agrees(f *found, p pronounClass) bool {
	l := k.label(f.Entities[0])
	switch p.whom {
	case 'm', 'f':
		return (l == schema.Person || f.human) && len(f.Entities) == 1 && !f.plural && (f.gender == 0 || f.gender == p.whom)
	case 't':
		return !f.human && l != schema.Person && l != schema.Place && l != schema.Event && len(f.Entities) == 1 && !f.plural
	}
	if len(f.Entities) > 1 || f.plural || f.crowd {
		return l != schema.Place && l != schema.Event
	}
	return l == schema.Agency || l == schema.Organization || l == schema.Alliance
}
