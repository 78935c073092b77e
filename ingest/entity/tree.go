package entity

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"geokg/schema"
)

// A sent is a sentence with what the linker asks of it again and again.
type sent struct {
	*schema.Sentence
	index  int
	forms  []string
	lower  []string // forms in lower case
	lemmas []string // lemmas in lower case, of proper nouns in the singular
	rels   []string // dependency relations without their subtypes
	kids   [][]int  // dependents of each token, in text order
	quoted []bool   // whether the token stands inside quotation marks
	// titled tells that capitals say nothing in this sentence, as in a headline written Like This.
	titled bool
	// shouted tells that all words are in capitals.
	shouted bool
}

// A scratch is memory for the sents of one document, which the next document takes over: no result refers to it.
type scratch struct {
	strs   []string
	quoted []bool
	kids   [][]int
	ints   []int
}

var scratches = sync.Pool{New: func() any { return &scratch{} }}

// sized returns s with room for n tokens.
func (s *scratch) sized(n int) scratch {
	if cap(s.quoted) < n {
		*s = scratch{make([]string, 4*n), make([]bool, n), make([][]int, n), make([]int, 2*n)}
	}
	clear(s.quoted)
	clear(s.ints)
	return *s
}

// take cuts n items off a list.
func take[T any](list *[]T, n int) []T {
	head := (*list)[:n:n]
	*list = (*list)[n:]
	return head
}

func newSent(s *schema.Sentence, index int, room *scratch) *sent {
	n := len(s.Tokens)
	x := &sent{Sentence: s, index: index, forms: take(&room.strs, n), lower: take(&room.strs, n), lemmas: take(&room.strs, n), rels: take(&room.strs, n),
		quoted: take(&room.quoted, n)}
	x.kids = dependents(s.Tokens, take(&room.kids, n), take(&room.ints, 2*n))
	small, capitals, shouts := 0, 0, 0
	for i := range s.Tokens {
		t := &s.Tokens[i]
		x.forms[i], x.lower[i] = t.Form, strings.ToLower(t.Form)
		if x.lemmas[i] = x.lower[i]; t.Lemma != x.lower[i] {
			x.lemmas[i] = strings.ToLower(t.Lemma)
		}
		if t.XPOS == "NNPS" {
			x.lemmas[i] = strings.TrimSuffix(x.lemmas[i], "s")
		}
		x.rels[i], _, _ = strings.Cut(t.Deprel, ":")
		if isWord(t.Form) && len(t.Form) > 1 && shouts >= 0 {
			if shouts++; !isAllCapitals(t.Form) {
				shouts = -1
			}
		}
		if !isWord(t.Form) || len(t.Form) <= 3 || i == 0 {
			continue
		}
		if isCapital(t.Form) {
			capitals++
		} else if t.UPOS == "VERB" || t.UPOS == "NOUN" || t.UPOS == "ADJ" || t.UPOS == "ADV" {
			small++
		}
	}
	x.titled = capitals >= 3 && small == 0
	x.shouted = shouts >= 3
	return x
}

// dependents returns the dependents of each token, in text order, in kids and in ints, which are zero.
func dependents(ts []schema.Token, kids [][]int, ints []int) [][]int {
	n := len(ts)
	hangs := func(i int) bool { return ts[i].Head >= 0 && ts[i].Head < n && ts[i].Head != i }
	counts, all := ints[:n], ints[n:]
	for i := range ts {
		if hangs(i) {
			counts[ts[i].Head]++
		}
	}
	for i, c := range counts {
		kids[i], all = all[:0:c], all[c:]
	}
	for i := range ts {
		if hangs(i) {
			kids[ts[i].Head] = append(kids[ts[i].Head], i)
		}
	}
	return kids
}

// head returns the head of a token, or -1 for the root and for a head that does not exist.
func (s *sent) head(i int) int {
	if i < 0 || i >= len(s.Tokens) {
		return -1
	}
	h := s.Tokens[i].Head
	if h < 0 || h >= len(s.Tokens) || h == i {
		return -1
	}
	return h
}

// rel returns the dependency relation of a token without its subtype.
func (s *sent) rel(i int) string {
	return s.rels[i]
}

func (s *sent) is(i int, word string) bool { return i >= 0 && i < len(s.lower) && s.lower[i] == word }

func (s *sent) upos(i int) string { return s.Tokens[i].UPOS }

// headOf returns the token of [first, last) that the rest of the sentence governs: the one whose head lies outside and which is a
// nominal, the last such one if the parser left several.
func (s *sent) headOf(first, last int) int {
	best := -1
	for i := first; i < last; i++ {
		if h := s.head(i); h >= first && h < last {
			continue
		}
		if best < 0 || s.rank(i) >= s.rank(best) {
			best = i
		}
	}
	if best < 0 { // a cycle
		return last - 1
	}
	return best
}

// rank orders the tokens that could be the head of a span: nominals first, of these the higher in the tree, of these a verb's arguments.
func (s *sent) rank(i int) int {
	r := -2 * s.depth(i)
	if s.isNominal(i) {
		r += 1 << 20
	}
	switch s.rel(i) {
	case "nsubj", "obj", "root":
		r++
	}
	return r
}

func (s *sent) isNominal(i int) bool {
	switch s.Tokens[i].UPOS {
	case "NOUN", "PROPN", "PRON", "NUM", "ADJ", "X":
		return true
	}
	return false
}

// depth returns how many heads are above a token.
func (s *sent) depth(i int) int {
	d := 0
	for h := s.head(i); h >= 0 && d <= len(s.Tokens); h = s.head(h) {
		d++
	}
	return d
}

// under reports whether token i is below anc in the tree or is anc.
func (s *sent) under(i, anc int) bool {
	for n := 0; i >= 0 && n <= len(s.Tokens); n++ {
		if i == anc {
			return true
		}
		i = s.head(i)
	}
	return false
}

// child returns the first dependent of i with that relation (subtypes too), or -1.
func (s *sent) child(i int, rels ...string) int {
	if i < 0 {
		return -1
	}
	for _, k := range s.kids[i] {
		for _, r := range rels {
			if s.Tokens[k].Deprel == r || s.rel(k) == r {
				return k
			}
		}
	}
	return -1
}

// caseOf returns the preposition of a nominal in lower case: "in", "according to"; "" if it has none. Possessive marks are not one.
func (s *sent) caseOf(i int) string {
	for _, k := range s.kids[i] {
		if s.rel(k) != "case" || s.lower[k] == "'s" || s.lower[k] == "’s" || s.lower[k] == "'" || s.lower[k] == "’" {
			continue
		}
		w := s.lower[k]
		for _, f := range s.kids[k] {
			if s.rel(f) == "fixed" {
				w += " " + s.lower[f]
			}
		}
		return w
	}
	return ""
}

// conjuncts returns i and the tokens that are coordinated with it, in text order.
func (s *sent) conjuncts(i int) []int {
	out := []int{i}
	for _, k := range s.kids[i] {
		if s.rel(k) == "conj" {
			out = append(out, k)
		}
	}
	return out
}

// firstConjunct returns the token that i is coordinated with, i itself if none: the one that carries their common relation.
func (s *sent) firstConjunct(i int) int {
	for n := 0; n < len(s.Tokens) && s.rel(i) == "conj" && s.head(i) >= 0; n++ {
		i = s.head(i)
	}
	return i
}

// clause returns the verb (or other head of a clause) that governs token i.
func (s *sent) clause(i int) int {
	for n := 0; n <= len(s.Tokens); n++ {
		h := s.head(i)
		if h < 0 {
			return i
		}
		i = h
		if p := s.upos(i); p == "VERB" || p == "AUX" || s.child(i, "cop") >= 0 || s.child(i, "nsubj") >= 0 {
			return i
		}
	}
	return i
}

// subject returns the subject of the clause headed by v, or -1. A verb coordinated with another shares its subject.
func (s *sent) subject(v int) int {
	for n := 0; n <= len(s.Tokens) && v >= 0; n++ {
		if x := s.child(v, "nsubj", "csubj"); x >= 0 {
			return x
		}
		h := s.head(v)
		switch s.rel(v) {
		case "xcomp": // "forced Iraq to leave": Iraq leaves
			if o := s.child(h, "obj"); h >= 0 && o >= 0 && o < v {
				return o
			}
		case "acl": // "Haiti's efforts to improve": Haiti improves
			if h < 0 {
				return -1
			}
			return s.child(h, "nmod:poss")
		case "conj":
		default:
			return -1
		}
		v = h
	}
	return -1
}

// root returns the first token without a head, or 0.
func (s *sent) root() int {
	for i := range s.Tokens {
		if s.head(i) < 0 {
			return i
		}
	}
	return 0
}

// phrase returns the words [first, last) in lower case with single spaces, hyphens closed up: "secretary-general".
func (s *sent) phrase(first, last int) string {
	var buf [64]byte
	return string(s.appendPhrase(buf[:0], first, last))
}

func (s *sent) appendPhrase(b []byte, first, last int) []byte {
	for i := first; i < last; i++ {
		b = appendWord(b, s.lower[i])
	}
	return b
}

// appendWord appends a word to those of a phrase.
func appendWord(b []byte, w string) []byte {
	if len(b) > 0 && w != "-" && b[len(b)-1] != '-' {
		b = append(b, ' ')
	}
	return append(b, w...)
}

// entryOf returns the entry of a list for the words [first, last) and one more behind them.
func entryOf[T any](list map[string]T, s *sent, first, last int, word string) (T, bool) {
	if first == last {
		t, ok := list[word]
		return t, ok
	}
	var buf [64]byte
	t, ok := list[string(appendWord(s.appendPhrase(buf[:0], first, last), word))]
	return t, ok
}

func isCapital(form string) bool {
	r, _ := utf8.DecodeRuneInString(form)
	return unicode.IsUpper(r) || unicode.IsTitle(r)
}

func isWord(form string) bool {
	r, _ := utf8.DecodeRuneInString(form)
	return unicode.IsLetter(r)
}

// isAllCapitals reports whether a form has letters and all are capitals: "US", "U.S.", "NATO".
func isAllCapitals(form string) bool {
	n := 0
	for _, r := range form {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsUpper(r) {
			n++
		}
	}
	return n > 0
}

func isPossessive(form string) bool {
	switch form {
	case "'s", "’s", "'", "’", "'S", "’S":
		return true
	}
	return false
}

// markQuotes finds the tokens between quotation marks, from sentence to sentence within a paragraph. A paragraph that closes a quote
// which it did not open carries one on from before.
func markQuotes(sents []*sent) {
	paragraph, open := -1, false
	start := 0 // first sentence of the paragraph
	for n, s := range sents {
		if s.Paragraph != paragraph || s.Headline {
			paragraph, open, start = s.Paragraph, false, n
		}
		for i, f := range s.forms {
			switch {
			case f == "“" || f == "``":
				open = true
			case f == "”" || f == "''":
				if !open {
					quoteAll(sents[start:n+1], i)
				}
				open = false
			case f == `"`:
				open = !open
			default:
				s.quoted[i] = open
			}
		}
	}
}

// quoteAll marks all sentences and of the last one the tokens before end.
func quoteAll(sents []*sent, end int) {
	for n, s := range sents {
		for i := range s.quoted {
			if n == len(sents)-1 && i >= end {
				return
			}
			s.quoted[i] = true
		}
	}
}

// leftmost returns the first token below i, or i.
func (s *sent) leftmost(i int) int {
	first := i
	for j := i - 1; j > 0; j-- {
		if s.under(j, i) {
			first = j
		}
	}
	return max(first, 1)
}
