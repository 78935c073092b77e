package text

import (
	"strings"
	"testing"

	"geokg/schema"
)

// BenchmarkParseTokens measures tagging, parsing and lemmatizing sentences whose tokens are given.
func BenchmarkParseTokens(b *testing.B) {
	p := newParser(b)
	gold := treebank(b, "ewt-test")
	words, forms := 0, formsOf(gold)
	for _, f := range forms {
		words += len(f)
	}
	b.ReportAllocs()
	for b.Loop() {
		p.ParseTokens(forms)
	}
	b.ReportMetric(float64(b.N*words)/b.Elapsed().Seconds(), "words/s")
}

// BenchmarkDocument measures the way from an article of some 600 words to its document.
func BenchmarkDocument(b *testing.B) {
	p := newParser(b)
	title, body, _ := strings.Cut(report, "\n\n")
	a := &schema.Article{Title: title, Text: strings.TrimSpace(strings.Repeat(body+"\n\n", 10))}
	words := 0
	b.SetBytes(int64(len(a.Text)))
	b.ReportAllocs()
	for b.Loop() {
		d, err := p.Document(a)
		if err != nil {
			b.Fatal(err)
		}
		words = 0
		for _, s := range d.Sentences {
			words += len(s.Tokens)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "articles/s")
	b.ReportMetric(float64(b.N*words)/b.Elapsed().Seconds(), "words/s")
}

// BenchmarkNew measures loading model and rules, which a process does once.
func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		if _, err := newFromEmbedded(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkLongSentence measures the worst case for the parser: a table without sentence ends.
func BenchmarkLongSentence(b *testing.B) {
	p := newParser(b)
	forms := strings.Fields(strings.Repeat("North 31 - South 17 | ", 800))
	for b.Loop() {
		p.ParseTokens([][]string{forms})
	}
	b.ReportMetric(float64(b.N*len(forms))/b.Elapsed().Seconds(), "words/s")
}
