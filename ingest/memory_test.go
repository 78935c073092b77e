package ingest_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"

	"geokg/ingest"
	"geokg/ingest/source"
	"geokg/schema"
)

// TestFlatMemory reads many articles, each with names that no other has, and compares the lowest live heap in the second
// half with that in the first: what has been read leaves nothing behind. GEOKG_ARTICLES is how many; 100,000 take seven minutes on two cores.
func TestFlatMemory(t *testing.T) {
	n := 300
	if s := os.Getenv("GEOKG_ARTICLES"); s != "" {
		var err error
		if n, err = strconv.Atoi(s); err != nil || n < 10 {
			t.Fatalf("GEOKG_ARTICLES=%q: want a number from 10", s)
		}
	} else if testing.Short() {
		t.Skip("reads 300 articles")
	}
	p := loadPipeline(t)
	var heaps []uint64
	read, claims := 0, 0
	err := p.Run(t.Context(), func(yield func(source.Item) error) error {
		rng := rand.New(rand.NewPCG(1, 2))
		for i := range n {
			if err := yield(madeUpArticle(rng, i)); err != nil {
				return err
			}
		}
		return nil
	}, func(r ingest.Result) error {
		if r.Err != nil {
			return r.Err
		}
		read++
		claims += len(r.Claims)
		if read%(n/10) == 0 {
			runtime.GC()
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			heaps = append(heaps, m.HeapAlloc>>20)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d articles, %d claims; live heap after each tenth: %v MiB", read, claims, heaps)
	if claims < n {
		t.Errorf("%d claims in %d articles: the articles say nothing", claims, n)
	}
	// What is in hand at a moment makes the heap go up and down; what is left behind raises the lowest points.
	const slack = 48 // MiB: caches that fill up to their bound
	if early, late := slices.Min(heaps[1:5]), slices.Min(heaps[5:]); late > early+slack {
		t.Errorf("in the second half the heap is never under %d MiB, in the first it was %d", late, early)
	}
}

// madeUpArticle is some 400 words about people, bodies and towns that nobody has heard of.
func madeUpArticle(rng *rand.Rand, i int) source.Item {
	syllables := strings.Fields("ba ko ri lu ten mar os vi del qua shi nor pe tra zu hel gim fa do wen")
	name := func() string {
		var b strings.Builder
		for range 2 + rng.IntN(3) {
			b.WriteString(syllables[rng.IntN(len(syllables))])
		}
		s := b.String()
		return strings.ToUpper(s[:1]) + s[1:]
	}
	countries := []string{"Chad", "Norway", "Japan", "Brazil", "Kenya", "Poland", "Peru", "Turkey", "Iran", "Canada"}
	var text strings.Builder
	fmt.Fprintf(&text, "%s, May 3 (%s Wire) - ", strings.ToUpper(name()), name())
	for j := range 20 {
		a, b := countries[rng.IntN(len(countries))], countries[rng.IntN(len(countries))]
		fmt.Fprintf(&text, "%s President %s %s accused %s on Monday of sending weapons to the %s Front in %s. ", a, name(), name(), b, name(), name())
		if j%5 == 4 {
			text.WriteString("\n\n")
		}
	}
	return source.Item{Name: fmt.Sprint("article ", i), Article: &schema.Article{
		Title: name() + " speaks", Text: text.String(), URL: fmt.Sprintf("https://news.example/%d", i),
		Published: schema.Date{Value: "2022-05-03", Precision: schema.PrecisionDay},
	}}
}
