package storetest

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
	"geokg/schema"
)

// asks is how many times each question is put, about other actors each time.
const asks = 60

// Ask asks stores of growing size what the commands ask; GEOKG_CLAIMS is the sizes, in claims, or else usual is the only one. open opens an empty store.
func Ask(b *testing.B, usual string, open func(*testing.B) graph.Store) {
	for size := range strings.SplitSeq(cmp.Or(os.Getenv("GEOKG_CLAIMS"), usual), ",") {
		claims, err := strconv.Atoi(size)
		if err != nil {
			b.Fatalf("GEOKG_CLAIMS: %v", err)
		}
		b.Run(size, func(b *testing.B) { askAll(b, open(b), claims) })
	}
}

// askAll fills an empty store with so many claims and asks it what the commands ask, with the limits that they have for people. It reports how long the
// median and the 95th percentile of the answers took, in ms: once about countries of which each is as likely ("any"), and once about actors as often as
// claims name them ("named"), which are mostly the few largest hubs.
func askAll(b *testing.B, s graph.Store, claims int) {
	var countries []string
	var named [][2]string
	rng := rand.New(rand.NewPCG(1, 2))
	var part []graph.Contribution
	n := 0
	for c := range GenerateHubs(7) {
		part = append(part, c)
		n += len(c.Claims)
		for _, cl := range c.Claims {
			if rng.IntN(claims) < 3*asks {
				named = append(named, [2]string{cl.Subject, cl.Object})
			}
		}
		if len(part) == askBatch || n >= claims {
			if _, err := s.Write(b.Context(), part); err != nil {
				b.Fatal(err)
			}
			part = nil
		}
		if n >= claims {
			break
		}
	}
	if err := s.Entities(b.Context(), func(e schema.Entity) error {
		if e.Label == schema.Country {
			countries = append(countries, e.ID)
		}
		return nil
	}); err != nil {
		b.Fatal(err)
	}
	var uniform [][2]string
	for range asks {
		uniform = append(uniform, [2]string{countries[rng.IntN(len(countries))], countries[rng.IntN(len(countries))]})
	}
	for _, q := range questions(b, s) {
		for _, of := range []struct {
			name  string
			pairs [][2]string
		}{{"any", uniform}, {"named", named[:min(asks, len(named))]}} {
			b.Run(strings.ReplaceAll(q.name, " ", "-")+"/"+of.name, func(b *testing.B) { ask(b, of.pairs, q.ask) })
		}
	}
}

const askBatch = 500 // articles

// shownToPeople is the commands' limit for what people read.
const shownToPeople = 100

type question struct {
	name string
	ask  func(a, z string) error
}

// questions are those of the commands.
func questions(b *testing.B, s graph.Store) []question {
	ctx := b.Context()
	year := schema.Date{Value: "2019", Precision: schema.PrecisionYear}
	asserted := []schema.Factuality{schema.Asserted}
	relate := func(o graph.RelateOptions) func(a, z string) error {
		return func(a, z string) error {
			_, err := graph.Relate(ctx, s, a, z, o)
			return err
		}
	}
	about := func(f func(a, z string) error) func(a, z string) error {
		return func(a, _ string) error { return f(a, "") }
	}
	some := graph.RelateOptions{RollUp: true, NoEdges: true, Limit: shownToPeople, Latest: true}
	inYear, drawn := some, some
	inYear.Since, inYear.Until = year, year
	drawn.Factualities, drawn.Limit, drawn.Brief = asserted, 0, true
	return []question{
		{"find", about(func(a, _ string) error { _, err := s.Find(ctx, a); return err })},
		{"show", about(func(a, _ string) error {
			_, err := graph.Portray(ctx, s, a, 10, 30)
			return err
		})},
		{"relations A B", relate(some)},
		{"relations A", about(relate(some))},
		{"relations A in a year", about(relate(inYear))},
		{"balance A B", relate(drawn)},
		{"sources A B", relate(graph.RelateOptions{RollUp: true, NoEdges: true})},
		{"events A", about(func(a, _ string) error {
			_, err := graph.Events(ctx, s, a, graph.RelateOptions{RollUp: true, Limit: shownToPeople, Latest: true})
			return err
		})},
		{"path A B", func(a, z string) error {
			if a == z {
				return nil
			}
			_, err := graph.Paths(ctx, s, a, z, graph.PathOptions{K: 3})
			return err
		}},
		{"contradictions A B", func(a, z string) error {
			_, err := graph.Contradictions(ctx, s, a, z, graph.RelateOptions{RollUp: true, Limit: shownToPeople})
			return err
		}},
		{"search names", about(func(a, _ string) error {
			e, err := s.Entity(ctx, a)
			if err == nil {
				_, err = s.Search(ctx, e.Name, 20)
			}
			return err
		})},
		{"search sentences", about(func(a, _ string) error {
			e, err := s.Entity(ctx, a)
			if err == nil {
				_, err = s.Search(ctx, "threatens towards "+e.Name, 20)
			}
			return err
		})},
	}
}

func ask(b *testing.B, pairs [][2]string, question func(a, z string) error) {
	var waits []time.Duration
	for range b.N {
		for _, p := range pairs {
			start := time.Now()
			if err := question(p[0], p[1]); err != nil {
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
}
