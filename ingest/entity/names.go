package entity

import (
	"slices"
	"strings"

	"geokg/ingest/gazetteer"
	"geokg/schema"
)

// A candidate is a name of the gazetteer at some place in the text, not yet decided between its meanings.
type candidate struct {
	s           *sent
	first, last int
	gazetteer.Match
	located bool // decided: a place with its region behind it, or that region
}

// findNames links the names that the gazetteer knows. Names with one meaning go first and speak for the country that others may mean.
func (k *linking) findNames() {
	var all []candidate
	for _, s := range k.sents {
		for i := 0; i < len(s.Tokens); {
			c, ok := k.match(s, i)
			if city, region, ok := k.located(s, i, c); ok {
				all = append(all, city, region)
				i = region.last
				continue
			}
			if !ok {
				c, ok = k.firstHalf(s, i)
			}
			if !ok {
				i++
				continue
			}
			all = append(all, c)
			i = c.last
		}
	}
	for _, c := range all {
		if country, ok := k.sure(c); ok {
			k.support[country]++
		}
	}
	for _, c := range all {
		k.linkName(c)
	}
}

// match returns the longest name of the gazetteer that starts at token i and is written like a name.
func (k *linking) match(s *sent, i int) (candidate, bool) {
	if !isWord(s.forms[i]) && s.upos(i) != "NUM" || s.upos(i) == "PRON" && !isAllCapitals(s.forms[i]) {
		return candidate{}, false
	}
	if len(s.forms[i]) <= 4 && s.ordinary(i) {
		return candidate{}, false
	}
	for end := min(len(s.forms), i+16); end > i; {
		m, ok := k.ref.Match(s.forms[i:end])
		if !ok {
			return candidate{}, false
		}
		last := i + m.Tokens
		if m.Terms = k.undoubted(s, i, last, m.Terms); len(m.Terms) > 0 && k.writtenAsName(s, i, last, m.Terms) && !s.cutShort(i, last) {
			return candidate{s: s, first: i, last: last, Match: m}, true
		}
		end = i + m.Tokens - 1
	}
	return candidate{}, false
}

// firstHalf returns the country that a prefix at token i means before a hyphen and a nationality: "Franco-Russian".
func (k *linking) firstHalf(s *sent, i int) (candidate, bool) {
	if i+2 >= len(s.Tokens) || s.forms[i+1] != "-" {
		return candidate{}, false
	}
	id, ok := words.prefixes[s.lower[i]]
	if !ok || s.Tokens[i].SpaceAfter || s.Tokens[i+1].SpaceAfter || k.entity(id) == nil {
		return candidate{}, false
	}
	if other, known := k.match(s, i+2); !known || !hasKind(other.Terms, gazetteer.Demonym) {
		return candidate{}, false
	}
	t := gazetteer.Term{Text: s.forms[i], Kind: gazetteer.Demonym, ID: id}
	return candidate{s: s, first: i, last: i + 1, Match: gazetteer.Match{Terms: []gazetteer.Term{t}, Tokens: 1}}, true
}

// cutShort reports whether a name with an article, like the newspaper "The Australian", is only the beginning of a noun phrase.
func (s *sent) cutShort(first, last int) bool {
	return s.lower[first] == "the" && last < len(s.Tokens) && s.head(last-1) >= last && !isPossessive(s.forms[last])
}

// writtenAsName reports whether the words have a capital where a name of that kind has one, and do not only look like a name
// because they begin a sentence or stand in a headline.
func (k *linking) writtenAsName(s *sent, first, last int, terms []gazetteer.Term) bool {
	capitals := false
	for i := first; i < last; i++ {
		capitals = capitals || isCapital(s.forms[i])
	}
	if !capitals {
		return hasKind(terms, gazetteer.Demonym) && !hasLower(terms)
	}
	if last-first > 1 || s.upos(first) == "PROPN" {
		return true
	}
	if s.upos(first) == "ADJ" {
		return hasKind(terms, gazetteer.Demonym) || hasKind(terms, gazetteer.Acronym) || first > 0 && !s.titled
	}
	if k.namesCountry(terms) && s.upos(first) != "VERB" {
		return true // a tagger that takes "Chile" for an adverb is wrong
	}
	if first == 0 || s.titled { // "Turkey" is a name, "May", "Man" and "Nice" here hardly
		return s.upos(first) == "NOUN" || s.upos(first) == "X" || isAllCapitals(s.forms[first])
	}
	return true
}

// namesCountry reports whether one of the terms is the name of a country.
func (k *linking) namesCountry(terms []gazetteer.Term) bool {
	for _, t := range terms {
		if e := k.look(t.ID); t.Kind == gazetteer.Name && e != nil && e.Label == schema.Country {
			return true
		}
	}
	return false
}

// hasLower reports whether a term is written in lower case in the gazetteer, as "president" is not a demonym.
func hasLower(terms []gazetteer.Term) bool {
	for _, t := range terms {
		if t.Text == strings.ToLower(t.Text) {
			return true
		}
	}
	return false
}

func hasKind(terms []gazetteer.Term, kind gazetteer.Kind) bool {
	for _, t := range terms {
		if t.Kind == kind {
			return true
		}
	}
	return false
}

// sure returns the country that a candidate means or lies in, if all its terms agree on it.
func (k *linking) sure(c candidate) (string, bool) {
	country := ""
	for _, t := range c.Terms {
		x := k.countryOf(t.ID)
		if x == "" || country != "" && x != country {
			return "", false
		}
		country = x
	}
	return country, country != ""
}

// linkName decides what a name means and records its mention.
func (k *linking) linkName(c candidate) {
	if c.located {
		k.linkLocated(c)
		return
	}
	if k.partOfLongerName(c) || k.partOfBody(c) || k.namedAfterCountry(c) {
		return
	}
	if c.Terms = k.timed(c.s, k.ofNamesakes(c)); len(c.Terms) == 0 || c.s.beforeStates() && k.label(c.Terms[0].ID) == schema.Country {
		return
	}
	t, score, reason := k.choose(c)
	if t, score, reason = k.ofOwner(c, t, score, reason); t.ID == "" {
		return
	}
	if n := c.last - 1; n > c.first && c.s.is(n, "headquarters") && c.s.lower[n] == c.s.forms[n] && k.building(c) {
		c.last = n // "the UN headquarters in Vienna" is a place of the UN
	}
	kind := schema.MentionName
	if t.Kind == gazetteer.Demonym {
		kind = schema.MentionDemonym
	}
	head := c.s.headOf(c.first, c.last)
	if c.OwnerTokens > 0 && c.OwnerTokens < c.last-c.first { // "Russia's foreign ministry": the country is mentioned too
		o := c.first + c.OwnerTokens
		if h := c.s.headOf(c.first, o); h != head {
			kind := schema.MentionDemonym
			if isPossessive(c.s.forms[o]) {
				kind = schema.MentionName
			}
			k.add(c.s, c.first, o, h, kind, score, "owner in the name", c.Owner)
		}
	}
	f := k.add(c.s, c.first, c.last, head, kind, score, reason, t.ID)
	for i := c.first; i < c.last; i++ {
		k.names[c.s.index][i] = f
	}
	if k.label(t.ID) == schema.Person {
		k.knownPerson(c.s, f, t.ID)
	}
}

// ofOwner corrects the choice of a body whose name several countries use by the possessor before it: in "South Korea's Joint Chiefs of
// Staff" they are not the American ones. Without a body of that name in the possessor's country the name is left to [linking.findBodies].
func (k *linking) ofOwner(c candidate, t gazetteer.Term, score float64, reason string) (gazetteer.Term, float64, string) {
	e := k.entity(t.ID)
	if e == nil || e.Label != schema.Agency || e.Country == "" || c.first < 2 || !isPossessive(c.s.forms[c.first-1]) {
		return t, score, reason
	}
	owner := k.names[c.s.index][c.first-2]
	if owner == nil || len(owner.Entities) != 1 || owner.Entities[0] == e.Country {
		return t, score, reason
	}
	o := k.entity(owner.Entities[0])
	if o == nil || o.Label != schema.Country {
		return t, score, reason
	}
	plain, _, _ := strings.Cut(e.Name, " (")
	for _, name := range []string{c.text(), plain} {
		for _, x := range k.ref.Lookup(name + " (" + o.Name + ")") {
			if b := k.entity(x.ID); b != nil && b.Country == o.ID {
				return x, 0.9, "its owner before it"
			}
		}
	}
	return gazetteer.Term{}, 0, ""
}

// building reports whether the headquarters that end a name are spoken of as a building: where it lies is said, or what happens in it.
func (k *linking) building(c candidate) bool {
	h := c.s.headOf(c.first, c.last)
	for _, x := range c.s.kids[h] {
		if x >= c.last && c.s.rel(x) == "nmod" && words.cue("locative", c.s.caseOf(x)) {
			return true
		}
	}
	return k.locative(c) || c.s.Tokens[h].Deprel == "nsubj:pass"
}

// partOfLongerName reports whether a place or a first name is only the beginning of a longer name that the gazetteer does not know:
// "Jordan Peters", "Paris Hilton".
func (k *linking) partOfLongerName(c candidate) bool {
	if c.s.titled || c.last-c.first > 1 {
		return false
	}
	switch {
	case hasKind(c.Terms, gazetteer.Acronym) || hasKind(c.Terms, gazetteer.Demonym):
		return false
	case k.label(c.Terms[0].ID) == schema.Person:
		return k.partOfPerson(c)
	case k.placeSurname(c) || k.taggedPerson(c.s, c.first, c.first+2) && !c.s.titleWord(c.first+1):
		return true
	case !words.cue("given", c.s.forms[c.first]) && k.label(c.Terms[0].ID) != schema.Place:
		return false
	}
	i := c.last
	if i >= len(c.s.Tokens) || !c.s.properName(i) || c.s.titleWord(i) {
		return false
	}
	if _, ok := k.match(c.s, i); ok {
		return false
	}
	r := c.s.rel(i)
	return (r == "flat" || r == "compound" || c.s.rel(c.first) == "compound" || c.s.rel(c.first) == "flat") && !words.isBodyNoun(c.s.lower[i])
}

// placeSurname reports whether a country or place is the last part of a person's name: "Michael Jordan".
func (k *linking) placeSurname(c candidate) bool {
	s, i := c.s, c.first-1
	if !s.properName(i) || s.titleBefore(c.first) || s.rel(c.first) != "flat" || s.head(c.first) != i || words.cue("direction", s.lower[i]) {
		return false
	}
	_, known := k.match(s, i)
	return !known
}

// partOfPerson reports whether another name that no gazetteer has stands right beside a single name: "Muhammad" in "Muhammad Amin".
func (k *linking) partOfPerson(c candidate) bool {
	s := c.s
	if i := c.first - 1; s.properName(i) && !s.titleBefore(c.first) && s.rel(c.first) == "flat" {
		return true
	}
	if !s.properName(c.last) || s.rel(c.last) != "flat" || s.titleWord(c.last) {
		return false
	}
	_, known := k.match(s, c.last)
	return !known
}

// properName reports whether a token is written and tagged as a name.
func (s *sent) properName(i int) bool {
	return i >= 0 && i < len(s.Tokens) && s.upos(i) == "PROPN" && isCapital(s.forms[i])
}

// titleWord reports whether a title begins at token i.
func (s *sent) titleWord(i int) bool {
	_, _, ok := s.titleAt(i)
	return ok
}

func (lx *lexicon) isBodyNoun(word string) bool {
	if _, ok := lx.orgNouns[word]; ok {
		return true
	}
	if _, ok := lx.events[word]; ok {
		return true
	}
	_, ok := lx.agreements[word]
	return ok
}

// choose decides between the terms of a name. A term without an id means that it is none of them.
func (k *linking) choose(c candidate) (gazetteer.Term, float64, string) {
	terms := k.inUse(c.Terms)
	if len(terms) == 1 {
		return k.single(c, terms[0])
	}
	if t, ok := k.capital(c, terms); ok {
		return t, 0.85, placeReason(t)
	}
	best, second := gazetteer.Term{}, 0
	top := -1 << 20
	for _, t := range terms {
		v := k.weigh(c, t)
		switch {
		case v > top:
			if best.ID != t.ID {
				second = top
			}
			best, top = t, v
		case t.ID != best.ID && v > second:
			second = v
		}
	}
	if second < -1<<19 {
		return best, 0.95, "longest name"
	}
	if top-second >= 3 {
		return best, 0.8, "longest name, likelier than its namesakes"
	}
	return best, 0.6, "longest name, one of several"
}

func placeReason(t gazetteer.Term) string {
	if t.Kind == gazetteer.Metonym {
		return "a capital that acts stands for its country"
	}
	return "a city as a place"
}

// single is the choice where there is none, but for names that can be ordinary words.
func (k *linking) single(c candidate, t gazetteer.Term) (gazetteer.Term, float64, string) {
	if t.Kind == gazetteer.Metonym && k.locative(c) {
		if e := k.entity(t.ID); e != nil && e.Label == schema.Country {
			return gazetteer.Term{ID: k.local(schema.Place, c.text(), e.ID), Kind: gazetteer.PlaceOf}, 0.7, "a building as a place"
		}
	}
	if t.Kind == gazetteer.PlaceOf && c.last-c.first == 1 && k.firstName(c) {
		return gazetteer.Term{}, 0, ""
	}
	return t, 0.95, "longest name"
}

// text returns the words of the name as written.
func (c candidate) text() string {
	return joinForms(c.s, c.first, c.last)
}

// joinForms returns tokens [first, last) as they are written, white space as one space.
func joinForms(s *sent, first, last int) string {
	var b strings.Builder
	for i := first; i < last; i++ {
		b.WriteString(s.forms[i])
		if i+1 < last && s.Tokens[i].SpaceAfter {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// firstName reports whether a name stands before or after other parts of a person's name.
func (k *linking) firstName(c candidate) bool {
	s := c.s
	return c.first > 0 && s.properName(c.first-1) && s.rel(c.first) == "flat" && s.head(c.first) < c.first
}

// inUse drops the terms that were not in use when the article was published, unless none was.
func (k *linking) inUse(terms []gazetteer.Term) []gazetteer.Term {
	if !slices.ContainsFunc(terms, func(t gazetteer.Term) bool { return !t.InUse(k.doc.Published) }) {
		return terms // mostly so
	}
	var out []gazetteer.Term
	for _, t := range terms {
		if t.InUse(k.doc.Published) {
			out = append(out, t)
		}
	}
	if out == nil {
		return terms
	}
	return out
}

// labelWeight says which of several meanings of a name news means more often.
var labelWeight = map[schema.Label]int{
	schema.Country: 8, schema.Alliance: 8, schema.Agency: 7, schema.Organization: 6, schema.Agreement: 6, schema.Event: 6,
	schema.Person: 5, schema.Place: 4,
}

// weigh scores a meaning of an ambiguous name.
func (k *linking) weigh(c candidate, t gazetteer.Term) int {
	e := k.look(t.ID)
	if e == nil {
		return -1 << 20
	}
	v := labelWeight[e.Label]
	country := k.countryOf(t.ID)
	if n := k.support[country]; n > 0 && country != "" {
		v += 2 + min(n, 3)
	}
	switch {
	case e.Label == schema.Place && k.locative(c):
		v += 3
	case e.Label == schema.Person && (c.s.titleBefore(c.first) || c.s.properName(c.first-1) && c.s.rel(c.first) == "flat"):
		v += 6
	case e.Label == schema.Person && k.locative(c):
		v -= 4
	}
	if t.Kind == gazetteer.Former {
		v -= 2
	}
	if t.Kind == gazetteer.Acronym && !isAllCapitals(strings.TrimSuffix(c.s.forms[c.first], "s")) {
		v -= 2
	}
	return v
}

// titleBefore reports whether a title ends right before token i.
func (s *sent) titleBefore(i int) bool {
	for n := 1; n <= words.longest && i-n >= 0; n++ {
		if _, last, ok := s.titleAt(i - n); ok && last == i {
			return true
		}
	}
	return false
}

// capital decides between a capital as a city and as a name for its country's government, if those are the choices.
func (k *linking) capital(c candidate, terms []gazetteer.Term) (gazetteer.Term, bool) {
	var place, actor gazetteer.Term
	for _, t := range terms {
		switch {
		case t.Kind == gazetteer.PlaceOf && (place.ID == "" || k.countryOf(t.ID) == actor.ID):
			place = t
		case t.Kind == gazetteer.Metonym && actor.ID == "":
			actor = t
		case t.Kind != gazetteer.PlaceOf && t.Kind != gazetteer.Metonym:
			return gazetteer.Term{}, false
		}
	}
	if place.ID == "" || actor.ID == "" {
		return gazetteer.Term{}, false
	}
	for _, t := range terms {
		if t.Kind == gazetteer.PlaceOf && k.countryOf(t.ID) == k.countryOf(actor.ID) {
			place = t
		}
	}
	if k.acts(c) && !k.countryFollows(c, actor.ID) {
		return actor, true
	}
	return place, true
}

// countryFollows reports whether the country of a city stands behind it: "Berlin, Germany".
func (k *linking) countryFollows(c candidate, country string) bool {
	if c.last+1 >= len(c.s.Tokens) || c.s.forms[c.last] != "," {
		return false
	}
	m, ok := k.match(c.s, c.last+1)
	return ok && slices.ContainsFunc(m.Terms, func(t gazetteer.Term) bool { return t.ID == country && t.Kind != gazetteer.Demonym })
}

// locative reports whether a name stands where a place is said: "in Geneva", "a trip to Seoul", "visited Kabul".
func (k *linking) locative(c candidate) bool {
	s, h := c.s, c.s.firstConjunct(c.s.headOf(c.first, c.last))
	p := s.caseOf(h)
	if p == "" && c.first > 0 && s.upos(c.first-1) == "ADP" { // the tree may have missed it
		p = s.lower[c.first-1]
	}
	switch {
	case words.cue("locative", p):
		return true
	case p == "to" || p == "from" || p == "toward" || p == "towards" || p == "for" || p == "on":
		g := s.head(h)
		return g >= 0 && (words.cue("move", s.Tokens[g].Lemma) || p == "from" && words.cue("say", s.Tokens[g].Lemma))
	case p == "of":
		g := s.head(h)
		return g >= 0 && words.cue("siteof", s.Tokens[g].Lemma) // "the siege of Grozny", "took control of Kabul"
	case p != "":
		return false
	}
	g := s.head(h)
	if g < 0 {
		return false
	}
	switch s.rel(h) {
	case "obj":
		return words.cue("site", s.Tokens[g].Lemma)
	case "nsubj":
		return words.cue("site", s.Tokens[g].Lemma) && (s.Tokens[h].Deprel == "nsubj:pass" || s.Tokens[g].Lemma == "fall")
	case "appos":
		return s.upos(g) != "VERB"
	}
	return false
}

// acts reports whether a capital stands where a government does something.
func (k *linking) acts(c candidate) bool {
	if k.locative(c) {
		return false
	}
	s, h := c.s, c.s.firstConjunct(c.s.headOf(c.first, c.last))
	g := s.head(h)
	switch s.rel(h) {
	case "nsubj", "obj", "iobj":
		return true
	case "nmod", "obl":
		if s.Tokens[h].Deprel == "nmod:poss" || c.last < len(s.forms) && isPossessive(s.forms[c.last]) {
			return g < 0 || !words.cue("spot", s.Tokens[g].Lemma)
		}
		p := s.caseOf(h)
		if g >= 0 && words.cue("spot", s.Tokens[g].Lemma) {
			return false
		}
		return p != "" && p != "of" && p != "on" || p == "of" && g >= 0 && s.upos(g) != "PROPN" && !words.cue("spot", s.Tokens[g].Lemma)
	case "compound", "amod":
		if g >= 0 {
			_, stands := words.standIns[s.Tokens[g].Lemma]
			return stands
		}
	case "root", "parataxis", "dislocated", "vocative":
		return s.titled || s.Headline
	}
	return false
}
