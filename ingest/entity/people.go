package entity

import (
	"sort"
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

// A titled is a title in the text, with the name it belongs to, if any.
type titled struct {
	s           *sent
	first, last int // the title's tokens, "deputy" included, "former" not
	head        int
	title       title
	role        string
	former      bool
	definite    bool // "the", and nothing that says whose
	of          []string
	nameFirst   int // [nameFirst, nameLast) is the name; empty if there is none
	nameLast    int
	person      *person
	mention     *found
}

// titleAt returns the longest title that begins at token i, and the token after it.
func (s *sent) titleAt(i int) (title, int, bool) {
	for n := min(words.longest, len(s.Tokens)-i); n > 0; n-- {
		if t, ok := words.titles[s.phrase(i, i+n)]; ok {
			return t, i + n, true
		}
		if j := i + n - 1; s.Tokens[j].XPOS == "NNS" || s.Tokens[j].XPOS == "NNPS" {
			w := strings.ToLower(s.Tokens[j].Lemma)
			if n > 1 {
				w = s.phrase(i, j) + " " + w
			}
			if t, ok := words.titles[w]; ok {
				return t, i + n, true
			}
		}
	}
	return title{}, i, false
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

// findTitles finds the titles of a sentence, with the names after them and the owners before them.
func (k *linking) findTitles(s *sent) {
	var ts []*titled
	for i := 0; i < len(s.Tokens); i++ {
		entry, last, ok := s.titleAt(i)
		if !ok || k.names[s.index][i] != nil && k.label(k.names[s.index][i].Entities[0]) != schema.Person {
			continue
		}
		if f := k.names[s.index][i]; f != nil && f.First < i || last == i+1 && s.lastNamePart(i) {
			continue
		}
		for j := i; j < last; j++ {
			k.inTitle[s.index][j] = true
		}
		t := &titled{s: s, first: i, last: last, title: entry, role: entry.role}
		i = last - 1
		ts = append(ts, t)
	}
	for n := len(ts) - 1; n >= 0; n-- { // from the right, so that "Foreign Minister Gen." finds what follows "Gen."
		t := ts[n]
		k.modifiers(t)
		t.nameFirst, t.nameLast = k.nameAfter(s, t.last)
		if t.nameLast == t.nameFirst && n+1 < len(ts) && ts[n+1].first == t.last {
			t.nameFirst, t.nameLast = ts[n+1].nameFirst, ts[n+1].nameLast
		}
		if t.nameLast == t.nameFirst {
			t.nameFirst, t.nameLast = k.nameBeside(t)
		}
		if t.nameLast > t.nameFirst && len(t.of) == 0 { // "King Hassan of Morocco"
			if o := (&titled{s: s, last: t.nameLast, role: t.role}); t.title.kind != titleHuman {
				t.of = k.ownersAfter(o)
			}
		}
		t.head = s.headOf(t.first, t.last)
		k.titleOf[[2]int{s.index, t.head}] = t
	}
	k.titles = append(k.titles, ts...)
}

// lastNamePart reports whether a title word is the last part of a name, as in "Tom King".
func (s *sent) lastNamePart(i int) bool {
	return i > 0 && s.properName(i-1) && s.rel(i) == "flat" && (i+1 == len(s.Tokens) || !s.properName(i+1))
}

// modifiers reads what stands before a title: "former", "deputy", and the country or body that it is of.
func (k *linking) modifiers(t *titled) {
	s := t.s
	j := t.first - 1
	for ; j >= 0; j-- {
		switch s.lower[j] {
		case "former", "ex", "late", "then", "onetime", "ousted", "deposed":
			t.former = true
			continue
		case "deputy", "vice", "assistant", "junior":
			t.first = j
			if t.role != "" {
				t.role = "deputy " + t.role
			}
			continue
		case "-":
			continue
		}
		if k.names[s.index][j] != nil || isPossessive(s.forms[j]) {
			break
		}
		if p := s.upos(j); p != "ADJ" && p != "ADV" && p != "VERB" && (p != "NOUN" || !s.under(j, t.last-1)) {
			break
		}
	}
	if j >= 0 && isPossessive(s.forms[j]) {
		j--
	} else if j >= 0 && s.lower[j] == "the" {
		t.definite = true
	}
	for j >= 0 {
		f := k.names[s.index][j]
		if f == nil || k.label(f.Entities[0]) == schema.Person {
			break
		}
		if i := f.First - 1; i >= 0 && s.lower[i] == "former" { // "former Chilean president"
			t.former = true
		}
		if k.label(f.Entities[0]) != schema.Place || t.role == "mayor" || t.role == "governor" {
			t.of = append(t.of, f.Entities...)
			break
		}
		j = f.First - 1
	}
	if t.of == nil {
		t.of = k.ownersAfter(t)
	}
	if t.of == nil && t.title.country != "" {
		t.of = []string{t.title.country}
	}
}

// ownersAfter returns what "of X" or "for X" after a title names. An ambassador "to X" is not X's.
func (k *linking) ownersAfter(t *titled) []string {
	s := t.s
	i := t.last
	if i >= len(s.Tokens) || s.lower[i] != "of" && s.lower[i] != "for" && s.lower[i] != "at" {
		return nil
	}
	for i++; i < len(s.Tokens) && i < t.last+5; i++ {
		if f := k.names[s.index][i]; f != nil {
			if l := k.label(f.Entities[0]); l == schema.Person || l == schema.Place && t.role != "mayor" && t.role != "governor" {
				return nil
			}
			t.definite = false
			return f.Entities
		}
		if p := s.upos(i); p != "DET" && p != "ADJ" {
			return nil
		}
	}
	return nil
}

// nameAfter returns the person's name that begins at token i, or after "to X" or "of X" there: "Ambassador to the United States
// Hamdullah Mohib".
func (k *linking) nameAfter(s *sent, i int) (int, int) {
	if first, last := k.nameRun(s, i); last > first {
		return first, last
	}
	if i+1 >= len(s.Tokens) || s.lower[i] != "to" && s.lower[i] != "of" && s.lower[i] != "for" {
		return i, i
	}
	for j := i + 1; j < len(s.Tokens) && j < i+5; j++ {
		if f := k.names[s.index][j]; f != nil && k.label(f.Entities[0]) != schema.Person {
			if first, last := k.nameRun(s, f.Last); last-first > 1 {
				return first, last
			}
			break
		}
	}
	return i, i
}

// nameBeside returns the name in apposition to a title: "Hu Jintao, the President of China,", "the President of Brazil, Luiz da Silva".
func (k *linking) nameBeside(t *titled) (int, int) {
	s := t.s
	if t.title.kind == titleRank {
		return t.last, t.last
	}
	if first, last := k.nameBeforeBracket(t); last > first {
		return first, last
	}
	if j := k.phraseStart(t) - 1; j > 1 && s.forms[j] == "," {
		if first, last := k.nameAround(s, j-1); last == j && (last-first > 1 || k.names[s.index][first] != nil) {
			return first, last
		}
	}
	h := s.headOf(t.first, t.last)
	if g := s.head(h); g >= 0 && s.rel(h) == "appos" {
		if first, last := k.nameAround(s, g); last > first && k.besideName(t, first, last) {
			return first, last
		}
	}
	for _, c := range s.kids[h] {
		if r := s.rel(c); r == "appos" || r == "flat" {
			if first, last := k.nameAround(s, c); last > first {
				return first, last
			}
		}
	}
	return k.nameBetweenCommas(t)
}

// nameBeforeBracket returns the name that a title in brackets describes: "Jan Kok (chairman of the bank)".
func (k *linking) nameBeforeBracket(t *titled) (int, int) {
	s := t.s
	for j := t.first - 1; j > 1 && t.first-j <= 8 && s.forms[j] != ")"; j-- {
		if s.forms[j] == "(" {
			first, last := k.nameAround(s, j-1)
			if last == j {
				return first, last
			}
			break
		}
	}
	return t.last, t.last
}

// nameBetweenCommas returns the name after a title that only a comma or the end of the sentence closes: "said the foreign minister of Latvia,
// Juris Kalnins."
func (k *linking) nameBetweenCommas(t *titled) (int, int) {
	s, i := t.s, t.last
	if i < len(s.Tokens) && s.lower[i] == "of" {
		if i = skipThe(s, i+1); i < len(s.Tokens) && k.names[s.index][i] != nil {
			i = k.names[s.index][i].Last
		}
	}
	if i+1 >= len(s.Tokens) || s.forms[i] != "," || len(t.of) == 0 {
		return t.last, t.last
	}
	first, last := k.nameRun(s, i+1)
	if last-first < 2 || last < len(s.Tokens) && s.upos(last) != "PUNCT" {
		return t.last, t.last
	}
	return first, last
}

// phraseStart returns the first token of the noun phrase that a title ends: its article, owner and adjectives come before it.
func (k *linking) phraseStart(t *titled) int {
	s, j := t.s, t.first
	for j > 0 {
		f := k.names[s.index][j-1]
		switch p := s.upos(j - 1); {
		case f != nil && k.label(f.Entities[0]) != schema.Person:
			j = f.First
		case p == "DET" || p == "ADJ" || p == "ADV" || isPossessive(s.forms[j-1]) || s.forms[j-1] == "-" || p == "PRON" && s.Tokens[j-1].XPOS == "PRP$":
			j--
		default:
			return j
		}
	}
	return j
}

// besideName reports whether nothing but a comma, articles, adjectives and names stand between a name and a title after it.
func (k *linking) besideName(t *titled, first, last int) bool {
	if last > t.first {
		return first >= t.last
	}
	return t.s.forms[last] == ","
}

// nameAround returns the person's name that token i belongs to.
func (k *linking) nameAround(s *sent, i int) (int, int) {
	if f := k.names[s.index][i]; f != nil {
		if k.label(f.Entities[0]) == schema.Person {
			return f.First, f.Last
		}
		return i, i
	}
	first := i
	for first > 0 && s.properName(first-1) && k.names[s.index][first-1] == nil {
		if _, _, ok := s.titleAt(first - 1); ok {
			break
		}
		first--
	}
	a, b := k.nameRun(s, first)
	if b-a < 2 || i >= b {
		return i, i
	}
	return a, b
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
		if isWord(s.forms[i]) {
			out = append(out, strings.Split(schema.Slug(s.forms[i]), "-")...)
		}
	}
	return out
}

// slugWords returns the words of a name as nameWords does.
func slugWords(name string) []string { return strings.Split(schema.Slug(name), "-") }

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

// titleCountry returns the country of the office that a title names, "" if the text does not say.
func (k *linking) titleCountry(t *titled) string {
	if t == nil {
		return ""
	}
	for _, id := range t.of {
		if c := k.countryOf(id); c != "" {
			return c
		}
	}
	return ""
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

// officeHolder returns the id of the one person of the gazetteer with that last name who had the title's office, by preference when the
// article was published; "" if none or several.
func (k *linking) officeHolder(ws []string, t *titled) string {
	if t == nil || t.title.kind != titleOffice && t.title.kind != titleRank {
		return ""
	}
	var fit []string
	candidates := k.surname[ws[len(ws)-1]]
	if len(ws) == 1 && t.title.kind == titleOffice { // "King Hassan"
		candidates = append(candidates[:len(candidates):len(candidates)], k.given[ws[0]]...)
	}
	for _, id := range unique(candidates) {
		e := k.entity(id)
		have := slugWords(e.Name)
		if !subset(ws, have) && !sameInitial(ws, have) {
			continue
		}
		if c := k.titleCountry(t); c != "" && c != e.Country {
			continue
		}
		if t.title.kind == titleOffice && !k.heldOffice(id, t) {
			continue
		}
		fit = append(fit, id)
	}
	if len(fit) > 1 {
		var now []string
		for _, id := range fit {
			if k.inOffice(id, k.doc.Published) {
				now = append(now, id)
			}
		}
		fit = now
	}
	if len(fit) == 0 && len(ws) > 1 {
		fit = k.misspelled(ws, t)
	}
	if len(fit) == 1 {
		return fit[0]
	}
	return ""
}

// misspelled returns the people of the gazetteer with that first name, a last name that differs by one letter (two in a long one), and the
// title's office.
func (k *linking) misspelled(ws []string, t *titled) []string {
	var fit []string
	last := ws[len(ws)-1]
	for _, id := range k.given[ws[0]] {
		e := k.entity(id)
		have := slugWords(e.Name)
		if c := k.titleCountry(t); c != "" && c != e.Country {
			continue
		}
		if len(last) >= 6 && distance(last, have[len(have)-1]) <= 1+len(last)/9 && k.heldOffice(id, t) {
			fit = append(fit, id)
		}
	}
	return fit
}

// distance returns the edit distance of two words (Levenshtein), in bytes.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		diagonal := row[0]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			diagonal, row[j] = row[j], min(row[j]+1, row[j-1]+1, diagonal+cost)
		}
	}
	return row[len(b)]
}

// oneCountry returns the country that all people of the gazetteer with that last name and the title's office belong to.
func (k *linking) oneCountry(ws []string, t *titled) string {
	country := ""
	if t == nil || t.title.kind != titleOffice {
		return ""
	}
	for _, id := range k.surname[ws[len(ws)-1]] {
		if e := k.entity(id); k.heldOffice(id, t) {
			if country != "" && country != e.Country {
				return ""
			}
			country = e.Country
		}
	}
	return country
}

// countrySpeaking returns the country whose minister a title without an owner means: the one that the reported clause is about, as in "France is
// ready to send troops, Defence Minister Pierre Joxe said".
func (k *linking) countrySpeaking(t *titled) string {
	s := t.s
	v := s.head(s.headOf(t.first, t.nameLast))
	if v < 0 || !words.cue("say", s.Tokens[v].Lemma) {
		return ""
	}
	other := s.child(v, "ccomp")
	if other < 0 && s.rel(v) == "parataxis" {
		other = s.head(v)
	}
	if other < 0 {
		return ""
	}
	if x := s.subject(other); x >= 0 && x < t.first && k.at[s.index][x] != nil && k.label(k.at[s.index][x].Entities[0]) == schema.Country {
		return k.at[s.index][x].Entities[0]
	}
	return ""
}

// sameInitial reports whether two full names have the same last word and their first words the same letter.
func sameInitial(a, b []string) bool {
	return len(a) > 1 && len(b) > 1 && a[len(a)-1] == b[len(b)-1] && a[0][0] == b[0][0]
}

// heldOffice reports whether a person of the gazetteer ever had the title's role.
func (k *linking) heldOffice(id string, t *titled) bool {
	for _, o := range k.ref.Offices(id) {
		if o.Role == t.role || t.role == "president" && o.Role == "head of state" {
			return true
		}
		for _, h := range k.ref.Holders(o.Of, t.role, schema.Date{}) {
			if h.Person == id {
				return true
			}
		}
	}
	return false
}

// inOffice reports whether a person had any office at a date. At an unknown date nobody had.
func (k *linking) inOffice(id string, at schema.Date) bool {
	if at.IsZero() {
		return false
	}
	for _, o := range k.ref.Offices(id) {
		if at.Within(o.From, o.To) {
			return true
		}
	}
	return false
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

// nameSpeakers makes people of names that no title introduces but that say something: two or more proper names as the subject of a
// verb of saying, after "according to", or before an age.
func (k *linking) nameSpeakers() {
	for _, s := range k.sents {
		for i := 0; i < len(s.Tokens); {
			first, last := k.nameRun(s, i)
			if last-first < 2 || !k.free(s, first, last) || k.titledName(s, first, last) {
				i = max(i+1, last)
				continue
			}
			if ws := nameWords(s, first, last); len(ws) > 1 && (k.sameName(ws, "") != nil || k.speaks(s, first, last)) {
				k.speaking = append(k.speaking, &titled{s: s, nameFirst: first, nameLast: last, person: k.somebody(s, first, last, nil)})
			}
			i = last
		}
	}
}

// titledName reports whether a title has a name in [first, last) already.
func (k *linking) titledName(s *sent, first, last int) bool {
	for _, t := range k.titles {
		if t.s == s && t.nameFirst < last && first < t.nameLast {
			return true
		}
	}
	return false
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
	if t != nil && t.last <= first && first-t.last <= 6 && !s.has(t.last, first, func(f string) bool { return f == "," }) {
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

// known returns the one person of the gazetteer with that last name who leads a country when the article is published.
func (k *linking) known(ws []string) string {
	if len(ws) != 1 || len(ws[0]) < 4 {
		return ""
	}
	var fit []string
	for _, id := range k.surname[ws[0]] {
		if k.inOffice(id, k.doc.Published) {
			fit = append(fit, id)
		}
	}
	if len(fit) == 1 {
		return fit[0]
	}
	return ""
}

// note indexes an entity of the gazetteer by what the linker looks up.
func (l *Linker) note(e *schema.Entity) {
	if e.Parent != "" {
		l.bodies[e.Parent] = append(l.bodies[e.Parent], body{e.ID, bodyWords(e)})
	}
	switch e.Label {
	case schema.Person:
		ws := slugWords(e.Name)
		l.surname[ws[len(ws)-1]] = append(l.surname[ws[len(ws)-1]], e.ID)
		l.given[ws[0]] = append(l.given[ws[0]], e.ID)
		if len(ws) > 2 && words.cue("surname-first", e.Country) {
			l.surname[ws[0]] = append(l.surname[ws[0]], e.ID)
		}
	case schema.Agency:
		if isSpy(e.Name) && e.Country != "" {
			l.spies[e.Country] = append(l.spies[e.Country], e.ID)
		}
	}
}

func isSpy(name string) bool {
	return strings.Contains(name, "Intelligence") || strings.Contains(name, "Secret Service") || strings.Contains(name, "Security Service")
}

// adjective returns the one of a country's demonyms that stands before a noun: "Spanish", not "Spaniard"; "French", not "Frenchman". It goes by
// their endings, and prefers those that begin as the country's name does; without any it is the name.
func adjective(demonyms []string, name string) string {
	for _, akin := range []bool{true, false} {
		for _, ending := range []string{"an", "ish", "ese", "ch", "i", "ic", "ss", "s", "e", "k", "h", "t"} {
			best := ""
			for _, d := range demonyms {
				same := len(d) > 2 && strings.HasPrefix(name, d[:3])
				plural := ending != "ss" && ending != "s" && strings.HasSuffix(d, "s")
				if same != akin || plural || !strings.HasSuffix(d, ending) || strings.HasSuffix(d, "men") || strings.HasSuffix(d, "man") && !strings.HasSuffix(d, "erman") && !strings.HasSuffix(d, "Oman") {
					continue
				}
				if best == "" || len(d) < len(best) {
					best = d
				}
			}
			if best != "" && (ending != "s" || len(demonyms) == 1) {
				return best
			}
		}
		if akin && contains(demonyms, name) || akin && contains(demonyms, name+"er") {
			return name
		}
	}
	return name
}

// roles returns the offices that the article gives to people whose mentions are kept.
func (k *linking) roles(index map[*found]int) []Role {
	var out []Role
	for _, t := range append(append([]*titled(nil), k.titles...), k.inLists...) {
		n, ok := index[t.mention]
		if t.person == nil || !ok || t.title.kind != titleOffice {
			continue
		}
		r := Role{Mention: n, Person: t.person.id, Title: t.role, Former: t.former, Sentence: t.s.index, Head: t.head}
		for _, id := range t.of {
			r.Of = id
			out = append(out, r)
		}
		if len(t.of) == 0 {
			if r.Of = k.officeOf(t); r.Of == "" {
				r.Of = k.ownerNow(t)
			}
			if r.Of == "" && k.entity(t.person.country) != nil {
				r.Of = t.person.country
			}
			out = append(out, r)
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Mention < out[j].Mention })
	return out
}

// ownerNow returns whose an office is by a description or pronoun before it, now that these are resolved: "the party's leader", "his minister".
func (k *linking) ownerNow(t *titled) string {
	c := t.s.child(t.head, "nmod:poss")
	if c < 0 {
		return ""
	}
	f := k.at[t.s.index][c]
	if f == nil || len(f.Entities) != 1 {
		return ""
	}
	if id := f.Entities[0]; k.label(id) != schema.Person {
		return id
	}
	if c := k.countryOf(f.Entities[0]); k.entity(c) != nil {
		return c
	}
	return ""
}

// officeOf returns where a person had a role by the gazetteer, when the text does not say; "" if it does not know.
func (k *linking) officeOf(t *titled) string {
	for _, o := range k.ref.Offices(t.person.id) {
		if o.Role == t.role {
			return o.Of
		}
	}
	return ""
}
