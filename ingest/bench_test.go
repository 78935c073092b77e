package ingest_test

import (
	"context"
	"os"
	"strings"
	"testing"

	"geokg/ingest"
	"geokg/ingest/entity"
	"geokg/ingest/gazetteer"
	"geokg/ingest/source"
)

// BenchmarkRead reads the bundled web page from its bytes to its claims, on one core.
func BenchmarkRead(b *testing.B) {
	html := bundledPage(b)
	b.SetBytes(int64(len(html)))
	benchmarkRead(b, source.Item{Name: "page", HTML: html})
}

// articleWords is the length of the article that BenchmarkReadText reads.
const articleWords = 400

// BenchmarkReadText reads an article of 400 words from its text to its claims: that of the bundled page, over again from its first paragraph
// until it is as long.
func BenchmarkReadText(b *testing.B) {
	page := loadPipeline(b).Read(context.Background(), source.Item{Name: "page", HTML: bundledPage(b)})
	if page.Err != nil {
		b.Fatal(page.Err)
	}
	article := page.Article
	paragraphs := strings.Split(article.Text, "\n")
	var text []string
	for words, i := 0, 0; words < articleWords; i++ {
		fields := strings.Fields(paragraphs[i%len(paragraphs)])
		fields = fields[:min(len(fields), articleWords-words)]
		words += len(fields)
		text = append(text, strings.Join(fields, " "))
	}
	article.Text = strings.Join(text, "\n")
	b.SetBytes(int64(len(article.Text)))
	benchmarkRead(b, source.Item{Name: "text", Article: &article})
}

func bundledPage(b *testing.B) []byte {
	b.Helper()
	html, err := os.ReadFile("../examples/articles/south-korea-nato.html")
	if err != nil {
		b.Fatal(err)
	}
	return html
}

func benchmarkRead(b *testing.B, item source.Item) {
	p := loadPipeline(b)
	words := 0
	b.ReportAllocs()
	b.ResetTimer()
	for range b.N {
		r := p.Read(context.Background(), item)
		if r.Err != nil {
			b.Fatal(r.Err)
		}
		for i := range r.Document.Sentences {
			words += len(r.Document.Sentences[i].Tokens)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "articles/s")
	b.ReportMetric(float64(words)/b.Elapsed().Seconds(), "words/s")
}

// BenchmarkNew loads the model, the gazetteer and the frames: what every start of the program waits for.
func BenchmarkNew(b *testing.B) {
	for range b.N {
		if _, err := ingest.New(ingest.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkLink links the names, roles and pronouns of documents that are parsed already, on one core: the bundled articles, and the
// development articles of the gold standard where they are.
func BenchmarkLink(b *testing.B) {
	for _, c := range []struct{ name, path string }{
		{"examples", "../examples/articles"}, {"gold-dev", "../../shared/gold/dev/articles.jsonl"}, {"plover-dev", "../../shared/gold/plover_dev.jsonl"},
	} {
		b.Run(c.name, func(b *testing.B) { benchmarkLink(b, c.path) })
	}
}

func benchmarkLink(b *testing.B, path string) {
	if _, err := os.Stat(path); err != nil {
		b.Skip(err)
	}
	p := loadPipeline(b)
	var read []ingest.Result
	words := 0
	err := p.Run(context.Background(), func(yield func(source.Item) error) error {
		return source.Walk(context.Background(), []string{path}, source.Options{}, yield)
	}, func(r ingest.Result) error {
		if r.Err == nil {
			read = append(read, r)
			for i := range r.Document.Sentences {
				words += len(r.Document.Sentences[i].Tokens)
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	linker := entity.NewLinker(p.Gazetteer())
	b.ReportAllocs()
	for b.Loop() {
		for i := range read {
			linker.LinkAll(&read[i].Article, read[i].Document)
		}
	}
	b.ReportMetric(float64(words)*float64(b.N)/b.Elapsed().Seconds(), "words/s")
}

// BenchmarkKnowledge loads the gazetteer and makes a linker of it.
func BenchmarkKnowledge(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		g, err := gazetteer.Load()
		if err != nil {
			b.Fatal(err)
		}
		entity.NewLinker(g)
	}
}
