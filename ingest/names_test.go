package ingest_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"geokg/ingest/entity"
	"geokg/ingest/gazetteer"
	"geokg/ingest/text"
	"geokg/ingest/text/conll"
	"geokg/schema"
)

// TestQualityOfNames measures the spans of people's, organizations' and places' names in the news-like parts of GUM, by the
// tagger and by what the linker makes of them with the gazetteer. Tokens are the treebank's. Floors only rise.
func TestQualityOfNames(t *testing.T) {
	for _, c := range []struct {
		treebank string
		floor    float64 // F1 of both
	}{{"gum-news-dev", 85}, {"gum-news-test", 81}} {
		t.Run(c.treebank, func(t *testing.T) { measureNames(t, c.treebank, c.floor) })
	}
}

func measureNames(t *testing.T, treebank string, floor float64) {
	parser, linker := readers(t)
	var tagger, both conll.Match
	eachDocument(t, treebank, func(gold []conll.Sentence) {
		doc := documentOf(parser, gold)
		tagger = tagger.Plus(conll.ScoreNames(gold, doc.Names))
		both = both.Plus(conll.ScoreNames(gold, linker.Names(doc)))
	})
	t.Logf("spans of %d names: tagger F1 %.1f (%d found), with the gazetteer F1 %.1f (%d found)", both.Gold, tagger.F1(), tagger.Found, both.F1(), both.Found)
	if both.F1() < floor {
		t.Errorf("F1 %.1f with the gazetteer, want at least %.1f", both.F1(), floor)
	}
}

// readers returns what reads and links a document.
func readers(t *testing.T) (*text.Parser, *entity.Linker) {
	t.Helper()
	parser, err := text.New()
	if err != nil {
		t.Fatal(err)
	}
	names, err := gazetteer.Load()
	if err != nil {
		t.Fatal(err)
	}
	return parser, entity.NewLinker(names)
}

// eachDocument calls f with each document of a treebank of ../shared, or skips the test where there is none.
func eachDocument(t *testing.T, treebank string, f func([]conll.Sentence)) {
	t.Helper()
	path := filepath.Join("..", "..", "shared", "data", "ud", treebank+".conllu.gz")
	if _, err := os.Stat(path); err != nil && os.Getenv("GEOKG_REQUIRE_SHARED") != "1" {
		t.Skipf("no treebank: %v", err)
	}
	bank, err := conll.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for from := 0; from < len(bank); {
		to := from + 1
		for to < len(bank) && !bank[to].NewDoc {
			to++
		}
		f(bank[from:to])
		from = to
	}
}

// documentOf parses the sentences of one document of a treebank.
func documentOf(p *text.Parser, gold []conll.Sentence) *schema.Document {
	forms := make([][]string, len(gold))
	for i := range gold {
		forms[i] = gold[i].Forms()
	}
	doc := &schema.Document{}
	doc.Sentences, doc.Names = p.ParseTokens(forms)
	var b strings.Builder
	for i := range doc.Sentences {
		s, at := &doc.Sentences[i], b.Len()
		for k := range s.Tokens {
			s.Tokens[k].Start += at
			s.Tokens[k].End += at
			b.WriteString(s.Tokens[k].Form + " ")
		}
		s.Span = schema.Span{Start: at, End: b.Len() - 1}
	}
	for i := range doc.Names {
		n := &doc.Names[i]
		tokens := doc.Sentences[n.Sentence].Tokens
		n.Span = schema.Span{Start: tokens[n.First].Start, End: tokens[n.Last-1].End}
	}
	doc.Text = b.String()
	doc.Paragraphs = []schema.Span{{Start: 0, End: len(doc.Text)}}
	return doc
}
