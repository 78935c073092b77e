package text

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"geokg/ingest/text/conll"
	"geokg/schema"
)

// treebank reads a file of ../shared/data/ud, or skips the test.
func treebank(tb testing.TB, name string) []conll.Sentence {
	tb.Helper()
	s, err := conll.ReadFile(filepath.Join(sharedDir(tb), "data", "ud", name+".conllu.gz"))
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

// sharedDir returns ../shared of the repository, or skips the test where there is none.
func sharedDir(tb testing.TB) string {
	tb.Helper()
	dir, err := os.Getwd()
	if err != nil {
		tb.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			tb.Fatal("no go.mod above the test's directory")
		}
		dir = parent
	}
	shared := filepath.Join(filepath.Dir(dir), "shared")
	if _, err := os.Stat(shared); err != nil {
		if os.Getenv("GEOKG_REQUIRE_SHARED") == "1" {
			tb.Fatalf("%s is required: %v", shared, err)
		}
		tb.Skipf("no treebanks: %v", err)
	}
	return shared
}

func newParser(tb testing.TB) *Parser {
	tb.Helper()
	p, err := New()
	if err != nil {
		tb.Fatal(err)
	}
	return p
}

// Floors only rise. They are a little below what was measured when they were set.
func TestParserQuality(t *testing.T) {
	p := newParser(t)
	for _, c := range []struct {
		treebank     string
		las, lemma   float64
		feats, verbs float64 // features of all words and of verbs; 0 for PUD, which marks them by other rules
		names        float64 // F1 of their spans by the tagger alone; 0 where the treebank marks none
	}{
		{"ewt-test", 86.7, 96.8, 97, 94.5, 0},
		{"gum-news-test", 88, 97.5, 97.5, 93, 79.5},
		{"pud", 84.9, 97.4, 0, 0, 0},
	} {
		gold := treebank(t, c.treebank)
		sentences, names := p.ParseTokens(formsOf(gold))
		s, err := conll.ScoreWords(gold, sentences)
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%s, gold tokens: %v", c.treebank, s)
		atLeast(t, c.treebank, "LAS", s.Rate(s.LAS), c.las)
		atLeast(t, c.treebank, "lemmas", s.Rate(s.Lemma), c.lemma)
		atLeast(t, c.treebank, "features", s.Rate(s.Feats), c.feats)
		atLeast(t, c.treebank, "features of verbs", 100*float64(s.FeatsOfVerbs)/float64(s.Verbs), c.verbs)
		if gold[0].Marked {
			m := conll.ScoreNames(gold, names)
			t.Logf("%s, names by the tagger alone: %d, found %d, F1 %.1f", c.treebank, m.Gold, m.Found, m.F1())
			atLeast(t, c.treebank, "spans of names", m.F1(), c.names)
		}
	}
}

func formsOf(gold []conll.Sentence) [][]string {
	f := make([][]string, len(gold))
	for i := range gold {
		f[i] = gold[i].Forms()
	}
	return f
}

// TestTextQuality reads raw text, laid out in two ways: in the treebank's paragraphs, as CoNLL 2018 did; and in blocks,
// where a sentence that no mark closes (a heading, an entry of a list, a line of a letter) ends its line too, as it does
// in an HTML page. The treebanks do not keep the line breaks that their sources had.
func TestTextQuality(t *testing.T) {
	p := newParser(t)
	for _, c := range []struct {
		treebank               string
		blocks                 bool
		tokens, sentences, las float64
	}{
		{"ewt-test", false, 98.8, 83.8, 83.8}, {"ewt-test", true, 98.8, 96.7, 85.4},
		{"gum-news-test", false, 99.6, 96.5, 87.3}, {"pud", false, 99.9, 99.6, 84.7},
	} {
		gold := treebank(t, c.treebank)
		d, err := p.Document(&schema.Article{Text: rawText(gold, c.blocks)})
		if err != nil {
			t.Fatal(err)
		}
		s := conll.ScoreText(gold, d.Sentences)
		t.Logf("%s, raw text, blocks %v: %v", c.treebank, c.blocks, s)
		atLeast(t, c.treebank, "token F1", s.Tokens.F1(), c.tokens)
		atLeast(t, c.treebank, "sentence F1", s.Sentences.F1(), c.sentences)
		atLeast(t, c.treebank, "LAS", s.Rate(s.LAS), c.las)
	}
}

func atLeast(t *testing.T, treebank, what string, got, floor float64) {
	t.Helper()
	if got < floor {
		t.Errorf("%s: %s %.2f, want at least %.2f", treebank, what, got, floor)
	}
}

// rawText joins a treebank's sentences as they stood: paragraphs on lines of their own, and with blocks what ends
// without a mark too.
func rawText(gold []conll.Sentence, blocks bool) string {
	var b strings.Builder
	for i, s := range gold {
		switch {
		case i == 0:
		case s.NewPar || s.NewDoc || blocks && !endsInMark(gold[i-1].Text):
			b.WriteByte('\n')
		default:
			b.WriteByte(' ')
		}
		b.WriteString(s.Text)
	}
	return b.String()
}

// endsInMark reports whether a stop, question or exclamation mark stands among the last characters, before quotes and
// brackets.
func endsInMark(sentence string) bool {
	return strings.ContainsAny(sentence[max(0, len(sentence)-3):], ".!?")
}
