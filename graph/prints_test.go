package graph

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"geokg/schema"
)

func printAt(rng *rand.Rand) schema.Print {
	p := schema.Print{SimHash: schema.SimHash{Hi: rng.Uint64(), Lo: rng.Uint64()}, Shingles: 3, Smallest: []uint32{1, 2, 3}}
	return p
}

// TestPrints follows deltas, and finds what is near as a plain search does.
func TestPrints(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	var p Prints
	have := map[string]schema.Print{}
	center := printAt(rng)
	for step := range 200 {
		var d Delta
		for range rng.IntN(4) {
			id := fmt.Sprint("article/", rng.IntN(40))
			q := center
			for range rng.IntN(90) {
				q.SimHash.Hi ^= rng.Uint64N(2) << rng.IntN(64)
				q.SimHash.Lo ^= rng.Uint64N(2) << rng.IntN(64)
			}
			a := Article{ID: id, TextPrint: q.Text()}
			delete(have, id)
			if rng.IntN(5) == 0 {
				a.TextPrint = ""
			} else {
				have[id] = q
			}
			d.PutArticles = slices.DeleteFunc(d.PutArticles, func(x ArticlePut) bool { return x.Article.ID == id })
			d.PutArticles = append(d.PutArticles, ArticlePut{Article: a})
		}
		if id := fmt.Sprint("article/", rng.IntN(40)); rng.IntN(2) == 0 && !slices.ContainsFunc(d.PutArticles, func(x ArticlePut) bool { return x.Article.ID == id }) {
			d.DeleteArticles = []string{id}
			delete(have, id)
		}
		p.Update(&d)
		var want []string
		for id, q := range have {
			if q.SimHash.Near(center.SimHash) {
				want = append(want, id)
			}
		}
		slices.Sort(want)
		got := slices.Sorted(slices.Values(p.Near([]schema.SimHash{printAt(rng).SimHash, center.SimHash})))
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("step %d: %v, want %v", step, got, want)
		}
	}
	if p.Add("article/x", "bent"); slices.Contains(p.articles, "article/x") {
		t.Error("a bent print was added")
	}
}

// BenchmarkNear finds, for a new article, those that it may be a copy of among as many as the graph has.
func BenchmarkNear(b *testing.B) {
	for _, n := range []int{100_000, 1_000_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			rng := rand.New(rand.NewPCG(1, 2))
			var p Prints
			for i := range n {
				q := printAt(rng)
				p.Add(fmt.Sprint("article/", i), q.Text())
			}
			const batch = 200 // as many as an import writes at once
			near := 0
			b.ReportAllocs()
			for b.Loop() {
				sims := make([]schema.SimHash, batch)
				for i := range sims {
					sims[i] = printAt(rng).SimHash
				}
				near += len(p.Near(sims))
			}
			b.ReportMetric(float64(b.N)*batch/b.Elapsed().Seconds(), "articles/s")
			b.ReportMetric(float64(near)/float64(b.N*batch), "candidates/article")
		})
	}
}
