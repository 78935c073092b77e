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
	path := filepath.Join("..", "..", "shared", "data", "ud", treebank+".conllu.gz")
	if _, err := os.Stat(path); err != nil && os.Getenv("GEOKG_REQUIRE_SHARED") != "1" {
		t.Skipf("no treebank: %v", err)
	}
	gold, err := conll.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	parser, err := text.New()
	if err != nil {
		t.Fatal(err)
	}
	names, err := gazetteer.Load()
	if err != nil {
		t.Fatal(err)
	}
	linker := entity.NewLinker(names)
	var tagger, both conll.Match
	for from := 0; from < len(gold); {
		to := from + 1
		for to < len(gold) && !gold[to].NewDoc {
			to++
		}
		doc := documentOf(parser, gold[from:to])
		tagger = tagger.Plus(conll.ScoreNames(gold[from:to], doc.Names))
		both = both.Plus(conll.ScoreNames(gold[from:to], linker.Names(doc)))
		from = to
	}
	t.Logf("spans of %d names: tagger F1 %.1f (%d found), with the gazetteer F1 %.1f (%d found)", both.Gold, tagger.F1(), tagger.Found, both.F1(), both.Found)
	if both.F1() < floor {
		t.Errorf("F1 %.1f with the gazetteer, want at least %.1f", both.F1(), floor)
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
