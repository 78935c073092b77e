package ingest_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"geokg/ingest"
	"geokg/ingest/source"
)

// BenchmarkRead reads the bundled web page from its bytes to its claims, on one core.
func BenchmarkRead(b *testing.B) {
	pages, err := filepath.Glob("../examples/articles/*.html")
	if err != nil || len(pages) == 0 {
		b.Fatalf("no bundled page: %v", err)
	}
	html, err := os.ReadFile(pages[0])
	if err != nil {
		b.Fatal(err)
	}
	p := loadPipeline(b)
	words := 0
	b.SetBytes(int64(len(html)))
	b.ReportAllocs()
	b.ResetTimer()
	for range b.N {
		r := p.Read(context.Background(), source.Item{Name: pages[0], HTML: html})
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
