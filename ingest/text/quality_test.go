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
		treebank   string
		las, lemma float64
	}{{"ewt-test", 85.4, 96.6}, {"gum-news-test", 87.2, 97}, {"pud", 83.6, 97}} {
		gold := treebank(t, c.treebank)
		forms := make([][]string, len(gold))
		for i := range gold {
			forms[i] = gold[i].Forms()
		}
		s, err := conll.ScoreWords(gold, p.ParseTokens(forms))
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%s, gold tokens: %v", c.treebank, s)
		atLeast(t, c.treebank, "LAS", s.Rate(s.LAS), c.las)
		atLeast(t, c.treebank, "lemmas", s.Rate(s.Lemma), c.lemma)
	}
}

func TestTextQuality(t *testing.T) {
	p := newParser(t)
	for _, c := range []struct {
		treebank               string
		tokens, sentences, las float64
	}{{"ewt-test", 98.4, 78, 81.5}, {"gum-news-test", 99.5, 95.5, 86.3}, {"pud", 99.9, 99.4, 83.4}} {
		gold := treebank(t, c.treebank)
		d, err := p.Document(&schema.Article{Text: rawText(gold)})
		if err != nil {
			t.Fatal(err)
		}
		s := conll.ScoreText(gold, d.Sentences)
		t.Logf("%s, raw text: %v", c.treebank, s)
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

// rawText joins a treebank's sentences as they stood: paragraphs on lines of their own.
func rawText(gold []conll.Sentence) string {
	var b strings.Builder
	for i, s := range gold {
		switch {
		case i == 0:
		case s.NewPar || s.NewDoc:
			b.WriteByte('\n')
		default:
			b.WriteByte(' ')
		}
		b.WriteString(s.Text)
	}
	return b.String()
}
