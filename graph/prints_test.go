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
	p := schema.Print{SimHash: schema.SimHash{Hi: rng.Uint64(), Lo: rng.Uint64()}, Shingles: 300}
	for range schema.PrintHashes {
		p.Smallest = append(p.Smallest, rng.Uint32())
	}
	slices.Sort(p.Smallest)
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
			if rng.IntN(2) == 0 {
				a.TextPrint = a.TextPrint[:schema.SimHashDigits] // as of an article that was there before
			}
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
		other := printAt(rng)
		got := slices.Sorted(slices.Values(p.Near([]*schema.Print{&other, &center})))
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("step %d: %v, want %v", step, got, want)
		}
	}
	if p.Add("article/x", "bent"); slices.Contains(p.articles, "article/x") {
		t.Error("a bent print was added")
	}
}

// TestPrintsLearn finds an article whose SimHash alone is near no longer once its print is known.
func TestPrintsLearn(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	asked, other := printAt(rng), printAt(rng)
	other.SimHash = asked.SimHash
	var p Prints
	p.Add("near by chance", other.Text()[:schema.SimHashDigits])
	p.Add("copy", asked.Text()[:schema.SimHashDigits])
	near := func() []string { return p.Near([]*schema.Print{&asked}) }
	if got := near(); len(got) != 2 {
		t.Errorf("before their prints are known: %q", got)
	}
	p.Learn([]Teller{{Article: "near by chance", Print: other.Text()}, {Article: "copy", Print: asked.Text()}})
	if got := near(); !reflect.DeepEqual(got, []string{"copy"}) {
		t.Errorf("after: %q", got)
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
				prints := make([]*schema.Print, batch)
				for i := range prints {
					q := printAt(rng)
					prints[i] = &q
				}
				near += len(p.Near(prints))
			}
			b.ReportMetric(float64(b.N)*batch/b.Elapsed().Seconds(), "articles/s")
			b.ReportMetric(float64(near)/float64(b.N*batch), "candidates/article")
		})
	}
}
