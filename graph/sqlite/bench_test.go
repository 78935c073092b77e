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
