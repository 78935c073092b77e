package entity

import (
	"strings"

	"geokg/schema"
)

// A person is somebody the article names, in all their names.
type person struct {
	id      string
	name    string   // the fullest
	words   []string // of the fullest name, lower case, hyphens split
	country string
	gender  byte
	roles   []*titled
}

// findPeople links the people whom titles, verbs of saying or appositions give away, and everybody's later mentions by last name.
func (k *linking) findPeople() {
	for _, s := range k.sents {
		k.findTitles(s)
	}
	k.nameTitled()
	k.nameListed()
	k.nameSpeakers()
	k.settlePeople()
	for _, t := range k.titles {
		if t.person != nil {
			k.addPerson(t.s, t.nameFirst, t.nameLast, t, t.person)
		}
	}
	for _, t := range k.inLists {
		k.addPerson(t.s, t.nameFirst, t.nameLast, nil, t.person)
		t.mention = k.names[t.s.index][t.nameFirst]
	}
	for _, t := range k.speaking {
		k.addPerson(t.s, t.nameFirst, t.nameLast, nil, t.person)
	}
	for _, s := range k.sents {
		k.laterNames(s)
	}
}

// nameRun returns the person's name that begins at token i: capitalised proper names, with particles and hyphens between them. A
// name that means a country or a body ends it.
func (k *linking) nameRun(s *sent, i int) (int, int) {
	last := i
	for j := i; j < len(s.Tokens); j++ {
		f := k.names[s.index][j]
		if k.inTitle[s.index][j] || k.inDate[s.index][j] {
			return i, last
		}
		if f != nil && k.label(f.Entities[0]) == schema.Person && f.First == j {
			j = f.Last - 1
			last = f.Last
			continue
		}
		switch {
		case f != nil && !(j > i && k.label(f.Entities[0]) == schema.Place && s.rel(j) == "flat"):
			return i, last
		case (s.properName(j) || s.nameByTree(j)) && !words.isBodyNoun(s.lower[j]):
			last = j + 1
		case j == i:
			return i, i
		case s.forms[j] == "-" && !s.Tokens[j-1].SpaceAfter && !s.Tokens[j].SpaceAfter && j+1 < len(s.Tokens) && isWord(s.forms[j+1]):
			j++ // "Jong-un"
			last = j + 1
		case words.cue("particle", s.lower[j]) && j+1 < len(s.Tokens) && (s.properName(j+1) || s.forms[j+1] == "-"):
		default:
			return i, last
		}
	}
	return i, last
}

// describes reports whether the capitalised word at i is a title that no list has, by the tree: "Superintendent" in "Superintendent Omar
// Sabri", "Actuary" in "OECD Actuary Ana Ruiz".
func (s *sent) describes(i int) bool {
	if s.titled || i+2 >= len(s.Tokens) || !s.properName(i+1) || !s.properName(i+2) {
		return false
	}
	h := s.head(i)
	return s.Tokens[i].Deprel == "nmod:desc" && h == i+1 || s.rel(i+1) == "appos" && s.head(i+1) == i && s.rel(i+2) == "flat"
}

// nameByTree reports whether a capitalised word that is tagged as a common noun is part of a flat name: "Wang" in "Wang Wenbin".
func (s *sent) nameByTree(i int) bool {
	if i == 0 || s.titled || !isCapital(s.forms[i]) || s.upos(i) != "NOUN" && s.upos(i) != "X" && s.upos(i) != "ADJ" {
		return false
	}
	return s.rel(i) == "flat" || i+1 < len(s.Tokens) && s.rel(i+1) == "flat" && s.head(i+1) == i && s.properName(i+1)
}

// nameTitled makes a person of every name that a title gives away: full names before single ones, and the text's before the headline's,
// whose capitals do not tell where a name ends.
func (k *linking) nameTitled() {
	for _, pass := range []struct{ headline, full bool }{{false, true}, {false, false}, {true, true}, {true, false}} {
		for _, t := range k.titles {
			if t.s.Headline != pass.headline || t.nameLast == t.nameFirst {
				continue
			}
			if t.s.Headline {
				t.nameLast = k.knownPart(t)
			}
			n := len(nameWords(t.s, t.nameFirst, t.nameLast))
			if n == 0 || (n > 1) != pass.full {
				continue
			}
			if t.person = k.somebody(t.s, t.nameFirst, t.nameLast, t); t.person != nil {
				t.person.roles = append(t.person.roles, t)
			}
		}
	}
}

// knownPart returns the end of the longest beginning of a title's name that somebody of the text answers to; of the whole if none.
func (k *linking) knownPart(t *titled) int {
	for last := t.nameLast; last > t.nameFirst; last-- {
		for _, p := range k.people {
			if subset(nameWords(t.s, t.nameFirst, last), p.words) {
				return last
			}
		}
	}
	return t.nameLast
}

// nameWords returns the words of a name in lower case without accents, hyphens split.
func nameWords(s *sent, first, last int) []string {
	var out []string
	for i := first; i < last; i++ {
		switch {
		case !isWord(s.forms[i]):
		case isPlainWord(s.lower[i]):
			out = append(out, s.lower[i]) // which is its slug
		default:
			out = append(out, strings.Split(schema.Slug(s.forms[i]), "-")...)
		}
	}
	return out
}

// isPlainWord reports whether a word in lower case is of ASCII letters alone.
func isPlainWord(lower string) bool {
	for i := range len(lower) {
		if lower[i] < 'a' || lower[i] > 'z' {
			return false
		}
	}
	return true
}

// knownPerson notes a person whom the gazetteer knows by the name just linked.
func (k *linking) knownPerson(s *sent, f *found, id string) {
	k.refer(id, nameWords(s, f.First, f.Last))
}

// refer returns the person of that id, making it.
func (k *linking) refer(id string, seen []string) *person {
	for _, p := range k.people {
		if p.id == id {
			if len(seen) > len(p.words) {
				k.rename(p, seen)
			}
			return p
		}
	}
	e := k.entity(id)
	p := &person{id: id, name: e.Name, country: e.Country}
	k.rename(p, slugWords(e.Name))
	k.people = append(k.people, p)
	return p
}

// rename gives a person the words of a fuller name; the older words stay theirs.
func (k *linking) rename(p *person, ws []string) {
	p.words = ws
	for _, w := range unique(ws) {
		k.bearers[w] = append(k.bearers[w], p)
	}
}

// somebody returns the person whom the name [first, last) means: one already named, one of the gazetteer, or a new one.
func (k *linking) somebody(s *sent, first, last int, t *titled) *person {
	if f := k.names[s.index][first]; f != nil && k.label(f.Entities[0]) == schema.Person {
		return k.refer(f.Entities[0], nil)
	}
	ws := nameWords(s, first, last)
	country := k.titleCountry(t)
	if p := k.sameName(ws, country); p != nil {
		k.learn(p, s, first, last, ws, country, t)
		return p
	}
	if id := k.officeHolder(ws, t); id != "" {
		p := k.refer(id, nil)
		k.learn(p, s, first, last, nil, country, t)
		return p
	}
	p := &person{name: joinForms(s, first, last)}
	k.rename(p, ws)
	if country == "" && t != nil && t.title.kind == titleOffice {
		if country = k.oneCountry(ws, t); country == "" {
			country = k.countrySpeaking(t)
		}
	}
	k.learn(p, s, first, last, ws, country, t)
	k.people = append(k.people, p)
	return p
}

func (k *linking) learn(p *person, s *sent, first, last int, ws []string, country string, t *titled) {
	if len(ws) > len(p.words) {
		k.rename(p, ws)
		if p.id == "" {
			p.name = joinForms(s, first, last)
		}
	}
	if p.country == "" {
		p.country = country
	}
	if t != nil && p.gender == 0 {
		p.gender = t.title.gender
	}
}

// sameName returns the one person of the article who answers to a name: all of its words are theirs. A country speaks against
// somebody of another one.
func (k *linking) sameName(ws []string, country string) *person {
	var hits []*person
	for _, p := range k.sharing(ws) {
		if country != "" && p.country != "" && country != p.country {
			continue
		}
		if subset(ws, p.words) || subset(p.words, ws) && (len(p.words) > 1 || p.words[0] == ws[len(ws)-1]) {
			hits = append(hits, p)
		}
	}
	if len(hits) > 1 && len(ws) == 1 { // prefer whose last name it is
		var last []*person
		for _, p := range hits {
			if p.words[len(p.words)-1] == ws[0] {
				last = append(last, p)
			}
		}
		hits = last
	}
	if len(hits) == 1 {
		return hits[0]
	}
	return nil
}

// sharing returns the people whose name has one of the words.
func (k *linking) sharing(ws []string) []*person {
	var out []*person
	seen := map[*person]bool{}
	for _, w := range ws {
		for _, p := range k.bearers[w] {
			if !seen[p] {
				seen[p] = true
				out = append(out, p)
			}
		}
	}
	return out
}

func subset(a, b []string) bool {
	if len(a) == 0 {
		return false
	}
	for _, w := range a {
		if !contains(b, w) {
			return false
		}
	}
	return true
}

// nameListed makes people of the names that spell out a plural title: "Brazilian ministers were present: Ana Lima (Economy), Rui Melo (Health)".
func (k *linking) nameListed() {
	for _, t := range k.titles {
		s := t.s
		if t.nameLast > t.nameFirst || !s.pluralNoun(t.last-1) || t.title.kind == titleRank {
			continue
		}
		i := t.last
		for i < len(s.Tokens) && s.forms[i] != ":" && s.lower[i] != "including" && i < t.last+10 {
			i++
		}
		if i >= len(s.Tokens) || s.forms[i] != ":" && s.lower[i] != "including" {
			continue
		}
		k.listNames(t, i+1)
	}
}

// listNames makes people of the names from token i on, parted by commas, "and" and what stands in brackets.
func (k *linking) listNames(t *titled, i int) {
	s := t.s
	for i < len(s.Tokens) {
		first, last := k.nameRun(s, i)
		switch {
		case last-first > 1:
			one := &titled{s: s, first: t.first, last: t.last, head: t.head, title: t.title, role: t.role, of: t.of, nameFirst: first, nameLast: last}
			one.person = k.somebody(s, first, last, one)
			one.person.roles = append(one.person.roles, one)
			k.inLists = append(k.inLists, one)
			i = last
		case s.forms[i] == "(":
			for i < len(s.Tokens) && s.forms[i] != ")" {
				i++
			}
			i++
		case s.forms[i] == "," || s.lower[i] == "and":
			i++
		default:
			return
		}
	}
}

// nameSpeakers makes people of names that no title introduces but that say something (two or more proper names as the subject of a
// verb of saying, after "according to", or before an age) or that the tagger takes for people.
func (k *linking) nameSpeakers() {
	for _, s := range k.sents {
		for i := 0; i < len(s.Tokens); {
			first, last := k.nameRun(s, i)
			if last-first < 2 || !k.free(s, first, last) || k.titledName(s, first, last) {
				i = max(i+1, last)
				continue
			}
			if ws := nameWords(s, first, last); len(ws) > 1 && (k.sameName(ws, "") != nil || k.speaks(s, first, last) || k.taggedPerson(s, first, last)) {
				k.speaking = append(k.speaking, &titled{s: s, nameFirst: first, nameLast: last, person: k.somebody(s, first, last, nil)})
			}
			i = last
		}
	}
}

// speaks reports whether a name stands where people do.
func (k *linking) speaks(s *sent, first, last int) bool {
	if s.titled || first > 0 && s.upos(first-1) == "DET" {
		return false
	}
	if last+2 < len(s.Tokens) && s.forms[last] == "," && s.upos(last+1) == "NUM" && s.forms[last+2] == "," {
		return true
	}
	h := s.headOf(first, last)
	if s.caseOf(h) == "according to" {
		return true
	}
	g := s.head(h)
	if g >= 0 && s.caseOf(h) == "by" && s.Tokens[g].XPOS == "VBN" && last-first < 4 { // "founded by Dean Kamen"
		return true
	}
	return g >= 0 && s.Tokens[h].Deprel == "nsubj" && s.upos(g) == "VERB" && (words.cue("say", s.Tokens[g].Lemma) || last-first < 4 && !s.has(first, last, isAllCapitals))
}

// has reports whether a form of tokens [first, last) has a property.
func (s *sent) has(first, last int, property func(string) bool) bool {
	for i := first; i < last; i++ {
		if property(s.forms[i]) {
			return true
		}
	}
	return false
}

// settlePeople gives everybody their id, now that all of the article has told what it knows of them.
func (k *linking) settlePeople() {
	for _, p := range k.people {
		if p.id != "" {
			continue
		}
		p.id = k.local(schema.Person, p.name, p.country)
	}
}

// addPerson records the mention of a person's name. If the title is what the syntax governs, the mention takes it in.
func (k *linking) addPerson(s *sent, first, last int, t *titled, p *person) {
	id := p.id
	old := k.names[s.index][first]
	from, head := first, s.headOf(first, last)
	if t != nil && t.last <= first && first-t.last <= 6 && !s.has(t.last, first, func(f string) bool { return f == "," || isDash(f) }) {
		if h := s.headOf(t.first, last); h < first && h >= t.first && h < t.last {
			from, head = t.first, h
		}
	}
	reason, score := "name after a title", 0.85
	if t == nil {
		reason, score = "name of somebody who speaks", 0.7
	}
	if old != nil && k.label(old.Entities[0]) == schema.Person {
		id, score, reason = old.Entities[0], old.Score, old.Reason
		if from == old.First {
			if t != nil {
				t.mention = old
			}
			return
		}
		k.remove(old)
	}
	f := k.add(s, from, last, head, schema.MentionName, score, reason, id)
	f.gender = p.gender
	if t != nil {
		t.mention = f
	}
}

// laterNames links the names and last names of people whom the article names elsewhere, and of office-holders whom everybody knows.
func (k *linking) laterNames(s *sent) {
	for i := 0; i < len(s.Tokens); {
		first, last := k.nameRun(s, i)
		if last == first || !k.free(s, first, last) {
			i = max(i+1, last)
			continue
		}
		ws := nameWords(s, first, last)
		if len(ws) == 0 || len(ws) == 1 && len(ws[0]) < 2 {
			i = last
			continue
		}
		if p := k.sameName(ws, ""); p != nil {
			f := k.add(s, first, last, s.headOf(first, last), schema.MentionName, 0.85, "named before", p.id)
			f.gender = p.gender
		} else if id := k.known(ws); id != "" && !s.titled {
			k.add(s, first, last, s.headOf(first, last), schema.MentionName, 0.7, "last name of an office-holder", id)
			k.refer(id, nil)
		}
		i = last
	}
}
