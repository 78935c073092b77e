package sqlite

import (
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"geokg/graph"
	"geokg/graph/storetest"
)

// batch is how many articles the benchmarks write at once.
const batch = 500

func countClaims(cs []graph.Contribution) (n int) {
	for _, c := range cs {
		n += len(c.Claims)
	}
	return n
}

func writeAll(b *testing.B, s *Store, cs []graph.Contribution) {
	for part := range slices.Chunk(cs, batch) {
		if _, err := s.Write(b.Context(), part); err != nil {
			b.Fatal(err)
		}
	}
}

func filled(b *testing.B, cs []graph.Contribution) *Store {
	s := open(b, filepath.Join(b.TempDir(), "graph.db"))
	if err := s.Ensure(b.Context()); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { s.Close(b.Context()) })
	writeAll(b, s, cs)
	return s
}

// BenchmarkWrite writes articles that are new into a graph of about 300 entities.
func BenchmarkWrite(b *testing.B) {
	for _, n := range []int{5_000, 40_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			cs := storetest.Generate(1, n)
			b.ResetTimer()
			for range b.N {
				filled(b, cs)
			}
			b.ReportMetric(float64(b.N*countClaims(cs))/b.Elapsed().Seconds(), "claims/s")
		})
	}
}

// BenchmarkWriteAgain writes articles that the graph has already.
func BenchmarkWriteAgain(b *testing.B) {
	cs := storetest.Generate(1, 5_000)
	s := filled(b, cs)
	b.ResetTimer()
	for range b.N {
		writeAll(b, s, cs)
	}
	b.ReportMetric(float64(b.N*countClaims(cs))/b.Elapsed().Seconds(), "claims/s")
}
