package conll

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"geokg/schema"
)

// A Score counts correct words out of all words, punctuation included. Rates are in percent.
type Score struct {
	Words int // gold words
	Found int // words of the system
	UPOS, XPOS, Lemma,
	Feats, // mood, number, tense, form and voice all right
	FeatsOfVerbs, Verbs, // the same of gold verbs and auxiliaries, and their number
	UAS, // right head
	LAS, // right head and relation, subtypes left out
	LASSubtypes int // right head and relation with its subtype
	Tokens    Match // only of raw text
	Sentences Match
}

// A Match counts spans: in the gold text, found by the system, and the same in both.
type Match struct{ Gold, Found, Same int }

// F1 returns the harmonic mean of precision and recall in percent.
func (m Match) F1() float64 {
	if m.Gold+m.Found == 0 {
		return 0
	}
	return 200 * float64(m.Same) / float64(m.Gold+m.Found)
}

// Plus returns the counts of both together.
func (m Match) Plus(n Match) Match { return Match{m.Gold + n.Gold, m.Found + n.Found, m.Same + n.Same} }

// Rate returns n as F1 over the gold and found words, in percent; with gold tokens that is the accuracy.
func (s Score) Rate(n int) float64 { return Match{s.Words, s.Found, n}.F1() }

func (s Score) String() string {
	b := fmt.Sprintf("words %d UPOS %.2f XPOS %.2f feats %.2f (verbs %.2f) lemma %.2f UAS %.2f LAS %.2f with subtypes %.2f",
		s.Words, s.Rate(s.UPOS), s.Rate(s.XPOS), s.Rate(s.Feats), 100*float64(s.FeatsOfVerbs)/float64(max(s.Verbs, 1)),
		s.Rate(s.Lemma), s.Rate(s.UAS), s.Rate(s.LAS), s.Rate(s.LASSubtypes))
	if s.Tokens.Gold > 0 {
		b += fmt.Sprintf(" tokens %.2f sentences %.2f", s.Tokens.F1(), s.Sentences.F1())
	}
	return b
}

// ScoreWords scores parses of sentences whose tokens were given.
func ScoreWords(gold []Sentence, parsed []schema.Sentence) (Score, error) {
	var s Score
	if len(gold) != len(parsed) {
		return s, fmt.Errorf("%d sentences parsed, %d in the treebank", len(parsed), len(gold))
	}
	for i := range gold {
		g, p := gold[i].Words, parsed[i].Tokens
		if len(g) != len(p) {
			return s, fmt.Errorf("sentence %s: %d tokens parsed, %d in the treebank", gold[i].ID, len(p), len(g))
		}
		s.Words += len(g)
		s.Found += len(p)
		for k := range g {
			s.count(&g[k], &p[k], p[k].Head == g[k].Head)
		}
	}
	return s, nil
}

// count adds one word that is aligned with one of the system's.
func (s *Score) count(g *Word, t *schema.Token, sameHead bool) {
	add := func(n *int, ok bool) {
		if ok {
			*n++
		}
	}
	add(&s.UPOS, t.UPOS == g.UPOS)
	add(&s.XPOS, t.XPOS == g.XPOS)
	same := t.Feats == claimFeats(g.Feats)
	add(&s.Feats, same)
	if g.UPOS == "VERB" || g.UPOS == "AUX" {
		s.Verbs++
		add(&s.FeatsOfVerbs, same)
	}
	add(&s.Lemma, t.Lemma == g.Lemma || g.Lemma == "_")
	add(&s.UAS, sameHead)
	add(&s.LAS, sameHead && universal(t.Deprel) == universal(g.Deprel))
	add(&s.LASSubtypes, sameHead && t.Deprel == g.Deprel)
}

// claimFeats returns those of the features that [schema.Token] has.
func claimFeats(feats string) string {
	var kept []string
	for f := range strings.SplitSeq(feats, "|") {
		switch name, _, _ := strings.Cut(f, "="); name {
		case "Mood", "Number", "Tense", "VerbForm", "Voice":
			kept = append(kept, f)
		}
	}
	return strings.Join(kept, "|")
}

// ScoreNames compares the spans of names found in sentences whose tokens were given with those of the treebank. Found
// are spans of tokens by sentence.
func ScoreNames(gold []Sentence, found []schema.NameSpan) Match {
	type span struct{ sentence, first, last int }
	in := map[span]bool{}
	var m Match
	for i, s := range gold {
		for _, n := range s.Names {
			in[span{i, n.First, n.Last}] = true
			m.Gold++
		}
	}
	for _, f := range found {
		m.Found++
		if in[span{f.Sentence, f.First, f.Last}] {
			m.Same++
		}
	}
	return m
}

// universal returns a relation without its subtype.
func universal(deprel string) string {
	base, _, _ := strings.Cut(deprel, ":")
	return base
}

// A charSpan is a range of characters of a text without its white space; by it words of two tokenizations are aligned.
type charSpan struct{ start, end int }

// ScoreText scores sentences found in raw text against those of the treebank that the text was made from. Words are
// aligned by their characters; the head of an aligned word is right if it is aligned with the gold head.
func ScoreText(gold []Sentence, found []schema.Sentence) Score {
	var s Score
	goldSpans, goldSentences := goldLayout(gold)
	spans, sentences := foundLayout(found)
	s.Tokens, s.Sentences = match(slices.Concat(goldSpans...), slices.Concat(spans...)), match(goldSentences, sentences)
	s.Words, s.Found = s.Tokens.Gold, s.Tokens.Found

	type place struct{ sentence, word int }
	at := map[charSpan]place{}
	for i := range goldSpans {
		for k, c := range goldSpans[i] {
			at[c] = place{i, k}
		}
	}
	for i := range found {
		for k := range found[i].Tokens {
			p, ok := at[spans[i][k]]
			if !ok {
				continue
			}
			g, t := &gold[p.sentence].Words[p.word], &found[i].Tokens[k]
			same := g.Head < 0 && t.Head < 0
			if g.Head >= 0 && t.Head >= 0 {
				same = goldSpans[p.sentence][g.Head] == spans[i][t.Head]
			}
			s.count(g, t, same)
		}
	}
	return s
}

func match(gold, found []charSpan) Match {
	m := Match{Gold: len(gold), Found: len(found)}
	in := make(map[charSpan]bool, len(gold))
	for _, g := range gold {
		in[g] = true
	}
	for _, f := range found {
		if in[f] {
			m.Same++
		}
	}
	return m
}

func goldLayout(gold []Sentence) (words [][]charSpan, sentences []charSpan) {
	var l layout
	for i := range gold {
		for _, w := range gold[i].Words {
			l.add(w.Form)
		}
		l.close()
	}
	return l.words, l.sentences
}

func foundLayout(found []schema.Sentence) (words [][]charSpan, sentences []charSpan) {
	var l layout
	for i := range found {
		for _, t := range found[i].Tokens {
			l.add(t.Form)
		}
		l.close()
	}
	return l.words, l.sentences
}

// A layout lays words end to end and notes where they and their sentences lie.
type layout struct {
	at        int
	row       []charSpan
	words     [][]charSpan
	sentences []charSpan
}

func (l *layout) add(form string) {
	n := visible(form)
	l.row = append(l.row, charSpan{l.at, l.at + n})
	l.at += n
}

func (l *layout) close() {
	start := l.at
	if len(l.row) > 0 {
		start = l.row[0].start
	}
	l.words, l.sentences, l.row = append(l.words, l.row), append(l.sentences, charSpan{start, l.at}), nil
}

// visible counts the characters that are not white space.
func visible(s string) int {
	n := 0
	for _, c := range s {
		if !unicode.IsSpace(c) {
			n++
		}
	}
	return n
}
