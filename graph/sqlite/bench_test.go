package sqlite

import (
	"fmt"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
	"time"

	"geokg/graph"
	"geokg/graph/storetest"
	"geokg/schema"
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

// cpu returns the processor time of this process, which tells more than the clock where others use the machine as well.
func cpu() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// report reports the claims written in a second of the clock and of processor time.
func report(b *testing.B, claims int, start time.Duration) {
	n := float64(b.N * claims)
	b.ReportMetric(n/b.Elapsed().Seconds(), "claims/s")
	b.ReportMetric(n/(cpu()-start).Seconds(), "claims/cpu-s")
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
			start := cpu()
			b.ResetTimer()
			for range b.N {
				filled(b, cs)
			}
			report(b, countClaims(cs), start)
		})
	}
}

// BenchmarkWriteAgain writes articles that the graph has already.
func BenchmarkWriteAgain(b *testing.B) {
	cs := storetest.Generate(1, 5_000)
	s := filled(b, cs)
	start := cpu()
	b.ResetTimer()
	for range b.N {
		writeAll(b, s, cs)
	}
	report(b, countClaims(cs), start)
}

// BenchmarkWriteRevised writes other contributions of articles that the graph has already: as many claims go and change as come.
func BenchmarkWriteRevised(b *testing.B) {
	cs := storetest.Generate(1, 5_000)
	revised := make([]graph.Contribution, len(cs))
	for i, c := range cs {
		revised[i] = storetest.Revise(uint64(i), c)
	}
	s := filled(b, cs)
	start := cpu()
	b.ResetTimer()
	for i := range b.N {
		writeAll(b, s, [][]graph.Contribution{revised, cs}[i%2])
	}
	report(b, countClaims(cs), start)
}

// BenchmarkRetract takes all articles back.
func BenchmarkRetract(b *testing.B) {
	cs := storetest.Generate(1, 5_000)
	var ids []string
	for _, c := range cs {
		ids = append(ids, c.Article.ID)
	}
	var spent time.Duration
	for range b.N {
		b.StopTimer()
		s := filled(b, cs)
		start := cpu()
		b.StartTimer()
		for part := range slices.Chunk(ids, batch) {
			if _, err := s.Retract(b.Context(), part); err != nil {
				b.Fatal(err)
			}
		}
		spent += cpu() - start
	}
	report(b, countClaims(cs), cpu()-spent)
}

// BenchmarkClaims asks for the first hundred claims about the most mentioned entity of a graph of some 115,000 claims, for those between two,
// and for all about one that is seldom mentioned.
func BenchmarkClaims(b *testing.B) {
	s := filled(b, storetest.Generate(1, 20_000))
	for _, c := range []struct {
		name string
		q    graph.ClaimQuery
	}{
		{"hub", graph.ClaimQuery{Of: []string{"XAA"}, Limit: 100}},
		{"between", graph.ClaimQuery{Of: []string{"XAA"}, Between: []string{"XAB"}}},
		{"rare", graph.ClaimQuery{Of: []string{"XCA"}}},
		{"article", graph.ClaimQuery{Article: storetest.Generate(1, 1)[0].Article.ID}},
		{"latest of a year", graph.ClaimQuery{Since: schema.Date{Value: "2024", Precision: schema.PrecisionYear}, Limit: 100}},
	} {
		b.Run(c.name, func(b *testing.B) {
			n := 0
			for range b.N {
				rows, err := s.Claims(b.Context(), c.q)
				if err != nil {
					b.Fatal(err)
				}
				n = len(rows)
			}
			b.ReportMetric(float64(n), "rows")
		})
	}
	b.Run("relate", func(b *testing.B) {
		for range b.N {
			if _, err := graph.Relate(b.Context(), s, "XAB", "BLOC1", graph.RelateOptions{RollUp: true, Limit: 100}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("status", func(b *testing.B) {
		for range b.N {
			if _, err := s.Status(b.Context()); err != nil {
				b.Fatal(err)
			}
		}
	})
}
