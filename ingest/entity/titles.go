package entity

import (
	"strings"

	"geokg/schema"
)

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
	longest := min(words.longest, len(s.Tokens)-i)
	if !words.begins.has(firstPart(s.lower[i])) {
		if x := s.Tokens[i].XPOS; x != "NNS" && x != "NNPS" {
			return title{}, i, false
		}
		longest = 1 // whose only word is a plural
	}
	for n := longest; n > 0; n-- {
		j := i + n - 1
		if t, ok := entryOf(words.titles, s, i, j, s.lower[j]); ok {
			return t, i + n, true
		}
		if s.Tokens[j].XPOS == "NNS" || s.Tokens[j].XPOS == "NNPS" {
			if t, ok := entryOf(words.titles, s, i, j, strings.ToLower(s.Tokens[j].Lemma)); ok {
				return t, i + n, true
			}
		}
	}
	return title{}, i, false
}

// findTitles finds the titles of a sentence, with the names after them and the owners before them.
func (k *linking) findTitles(s *sent) {
	var ts []*titled
	for i := 0; i < len(s.Tokens); i++ {
		entry, last, ok := s.titleAt(i)
		if !ok && k.names[s.index][i] == nil && s.describes(i) {
			entry, last, ok = title{kind: titleHuman}, i+1, true
		}
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
		if d := s.child(t.head, "det"); d >= 0 && s.lower[d] == "the" && len(t.of) == 0 {
			t.definite = true
		}
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
		if _, group := words.groups[s.lemma(j)]; group || words.cue("private", s.lemma(j)) { // "an Italian bank president" is not Italy's
			return
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
			if k.ownsAnother(s, f) {
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

// ownsAnother reports whether a country only tells whose something else is that an office is of: "the leader of the Iraqi resistance". A noun
// that stands for the country does not count.
func (k *linking) ownsAnother(s *sent, f *found) bool {
	h := s.head(f.Head)
	if h < f.Last || k.label(f.Entities[0]) != schema.Country {
		return false
	}
	switch s.rel(f.Head) {
	case "amod", "compound", "nmod":
	default:
		return false
	}
	if _, _, stands := s.standInAt(h); stands || words.cue("land", s.lemma(h)) {
		return false
	}
	_, _, agency := s.agencyAt(h)
	return !agency && k.names[s.index][h] == nil
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
	if s.pluralNoun(t.last - 1) { // "the two leaders, Deby and Keita": see listed
		return t.last, t.last
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

// nameBetweenCommas returns the name after a title that only a comma, a dash or the end of the sentence closes: "said the foreign minister of
// Latvia, Juris Kalnins.", "the leader of the largest alliance -- Karim Haider -- left".
func (k *linking) nameBetweenCommas(t *titled) (int, int) {
	s, i := t.s, t.last
	if i < len(s.Tokens) && s.lower[i] == "of" {
		i = k.ofPhraseEnd(s, i+1)
	} else if len(t.of) == 0 {
		return t.last, t.last
	}
	if i+1 >= len(s.Tokens) || s.forms[i] != "," && !isDash(s.forms[i]) {
		return t.last, t.last
	}
	first, last := k.nameRun(s, i+1)
	if last-first < 2 || last < len(s.Tokens) && s.upos(last) != "PUNCT" || len(t.of) == 0 && (last == len(s.Tokens) || s.forms[last] != s.forms[i]) {
		return t.last, t.last
	}
	return first, last
}

// ofPhraseEnd returns the token after the noun phrase that begins at token i: at most eight words, names among them.
func (k *linking) ofPhraseEnd(s *sent, i int) int {
	for end := i + 8; i < len(s.Tokens) && i < end; {
		f := k.names[s.index][i]
		switch p := s.upos(i); {
		case f != nil && f.Last > i:
			i = f.Last
		case p == "DET" || p == "ADJ" || p == "NOUN" || p == "PROPN" || p == "ADV" || isPossessive(s.forms[i]) || s.forms[i] == "-":
			i++
		default:
			return i
		}
	}
	return i
}

func isDash(form string) bool {
	switch form {
	case "--", "–", "—":
		return true
	}
	return false
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

// titledName reports whether a title has a name in [first, last) already.
func (k *linking) titledName(s *sent, first, last int) bool {
	for _, t := range k.titles {
		if t.s == s && t.nameFirst < last && first < t.nameLast {
			return true
		}
	}
	return false
}
