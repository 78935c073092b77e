package gazetteer

import (
	"strings"
	"testing"
)

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		g, err := Load()
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(len(g.terms)), "terms")
	}
}

func BenchmarkMatch(b *testing.B) {
	g := load(b)
	tokens := strings.Fields("The foreign ministry of South Korea said on Friday that the National Intelligence Service had joined " +
		"NATO 's Cooperative Cyber Defence Centre of Excellence in Tallinn , Russia 's defence ministry objected .")
	b.ReportAllocs()
	for b.Loop() {
		for i := 0; i < len(tokens); {
			m, ok := g.Match(tokens[i:])
			if !ok {
				m.Tokens = 1
			}
			i += m.Tokens
		}
	}
	b.ReportMetric(float64(len(tokens)*b.N)/b.Elapsed().Seconds(), "tokens/s")
}
