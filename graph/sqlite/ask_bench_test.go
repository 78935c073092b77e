package sqlite

import (
	"cmp"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"geokg/graph"
	"geokg/graph/storetest"
	"geokg/schema"
)

// BenchmarkAsk asks graphs of growing size the questions of the commands, each about actors as often as claims name them, and reports how long the median
// and the 95th percentile wait, in ms. GEOKG_CLAIMS is the size of the graphs, in claims, 5,000 if it is not set:
//
//	GEOKG_CLAIMS=10000,100000,1000000 go test -run '^$' -bench BenchmarkAsk -benchtime 1x -timeout 1h ./graph/sqlite
func BenchmarkAsk(b *testing.B) {
	for size := range strings.SplitSeq(cmp.Or(os.Getenv("GEOKG_CLAIMS"), "5000"), ",") {
		claims, err := strconv.Atoi(size)
		if err != nil {
			b.Fatalf("GEOKG_CLAIMS: %v", err)
		}
		b.Run(size, func(b *testing.B) {
			s, pairs := grown(b, claims)
			askAll(b, s, pairs)
		})
	}
}

// grown makes a graph of so many claims. The pairs are the ends of some of them.
func grown(b *testing.B, claims int) (s *Store, pairs [][2]string) {
	s = filled(b, nil)
	rng := rand.New(rand.NewPCG(1, 2))
	var part []graph.Contribution
	n := 0
	for c := range storetest.GenerateHubs(7) {
		part = append(part, c)
		n += len(c.Claims)
		for _, cl := range c.Claims {
			if rng.IntN(claims) < 120 {
				pairs = append(pairs, [2]string{cl.Subject, cl.Object})
			}
		}
		if len(part) == batch || n >= claims {
			writeAll(b, s, part)
			part = nil
		}
		if n >= claims {
			break
		}
	}
	return s, pairs[:min(len(pairs), 60)]
}

func askAll(b *testing.B, s *Store, pairs [][2]string) {
	ctx := b.Context()
	year := schema.Date{Value: "2019", Precision: schema.PrecisionYear}
	for _, q := range []struct {
		name string
		ask  func(a, z string) error
	}{
		{"relations A B", func(a, z string) error {
			_, err := graph.Relate(ctx, s, a, z, graph.RelateOptions{RollUp: true, Limit: 100})
			return err
		}},
		{"relations A B all", func(a, z string) error {
			_, err := graph.Relate(ctx, s, a, z, graph.RelateOptions{RollUp: true})
			return err
		}},
		{"relations A", func(a, _ string) error {
			_, err := graph.Relate(ctx, s, a, "", graph.RelateOptions{RollUp: true, Limit: 100})
			return err
		}},
		{"relations A year", func(a, _ string) error {
			_, err := graph.Relate(ctx, s, a, "", graph.RelateOptions{RollUp: true, Limit: 100, Since: year, Until: year})
			return err
		}},
		{"show", func(a, _ string) error {
			if _, err := s.Edges(ctx, a); err != nil {
				return err
			}
			_, err := s.Claims(ctx, graph.ClaimQuery{Of: []string{a}, Limit: 100})
			return err
		}},
		{"path", func(a, z string) error {
			_, err := graph.Paths(ctx, s, a, z, graph.PathOptions{K: 3})
			return err
		}},
		{"events", func(a, _ string) error {
			_, err := graph.Events(ctx, s, a, graph.RelateOptions{})
			return err
		}},
		{"find", func(a, _ string) error {
			_, err := s.Find(ctx, a)
			return err
		}},
		{"search names", func(a, z string) error {
			_, err := s.Search(ctx, "Country No. "+strconv.Itoa(len(a)+len(z)), 20)
			return err
		}},
		{"search sentences", func(a, z string) error {
			_, err := s.Search(ctx, "threatens towards "+a+" "+z, 20)
			return err
		}},
	} {
		b.Run(strings.ReplaceAll(q.name, " ", "-"), func(b *testing.B) {
			var waits []time.Duration
			for range b.N {
				for _, p := range pairs {
					if p[0] == p[1] {
						continue
					}
					start := time.Now()
					if err := q.ask(p[0], p[1]); err != nil {
						b.Fatal(err)
					}
					waits = append(waits, time.Since(start))
				}
			}
			slices.Sort(waits)
			ms := func(share float64) float64 {
				return float64(waits[int(share*float64(len(waits)-1))].Microseconds()) / 1000
			}
			b.ReportMetric(ms(0.5), "p50-ms")
			b.ReportMetric(ms(0.95), "p95-ms")
			b.ReportMetric(0, "ns/op")
		})
	}
}
