package storetest

import (
	"fmt"
	"hash/fnv"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"geokg/graph"
	"geokg/schema"
)

// printOf returns the print of a made-up text that is like no other.
func printOf(name string) schema.TextPrint {
	h := fnv.New64a()
	h.Write([]byte(name))
	rng := rand.New(rand.NewPCG(h.Sum64(), 0x7072_696e_74))
	p := schema.Print{SimHash: schema.SimHash{Hi: rng.Uint64(), Lo: rng.Uint64()}, Shingles: 200 + rng.IntN(300)}
	p.Smallest = hashes(rng, nil)
	return p.Text()
}

// hashes adds random ones until there are as many as a print keeps.
func hashes(rng *rand.Rand, hs []uint32) []uint32 {
	set := map[uint32]bool{}
	for _, h := range hs {
		set[h] = true
	}
	for len(set) < schema.PrintHashes {
		set[rng.Uint32()>>3] = true
	}
	return slices.Sorted(maps.Keys(set))
}

// retell returns the print of a text that shares most shingles with another one: mostly a copy of it, and a copy of a copy often is none.
func retell(rng *rand.Rand, t schema.TextPrint) schema.TextPrint {
	p, err := schema.ParsePrint(t)
	if err != nil {
		panic(err) // ours are good
	}
	for range rng.IntN(40) {
		p.SimHash.Hi ^= rng.Uint64N(2) << rng.IntN(64)
		p.SimHash.Lo ^= rng.Uint64N(2) << rng.IntN(64)
	}
	hs := slices.DeleteFunc(p.Smallest, func(uint32) bool { return rng.IntN(5) == 0 })
	p.Smallest = hashes(rng, hs)
	return p.Text()
}

// GenerateCopies is [Generate] with four families of articles, in which each but the first is more or less a copy of an earlier one.
func GenerateCopies(seed uint64, n int) []graph.Contribution {
	rng := rand.New(rand.NewPCG(seed, 0x636f_7079))
	cs := Generate(seed, n)
	for i := 4; i < n; i++ {
		cs[i].Article.TextPrint = retell(rng, cs[rng.IntN(i)].Article.TextPrint)
	}
	return cs
}

// stories returns the story of every article: of those that hang together by copies the smallest id.
func (m model) stories() map[string]string {
	ids := slices.Sorted(maps.Keys(m))
	prints := map[string]*schema.Print{}
	for _, id := range ids {
		if p, err := schema.ParsePrint(m[id].Article.TextPrint); err == nil {
			prints[id] = &p
		}
	}
	stories := map[string]string{}
	for _, first := range ids {
		if stories[first] != "" {
			continue
		}
		stories[first] = first
		for queue := []string{first}; len(queue) > 0; queue = queue[1:] {
			for _, id := range ids {
				p, q := prints[queue[0]], prints[id]
				if stories[id] == "" && p != nil && q != nil && p.CopyOf(q) {
					stories[id] = first
					queue = append(queue, id)
				}
			}
		}
	}
	return stories
}

// testStories checks that syndicated copies count as articles but as one story, in whatever order they come.
func testStories(t *testing.T, b *bench) {
	says := func(p *page) *page { return p.says("KOR", "MET_WITH", "PRK") }
	count := func(articles, stories int) {
		t.Helper()
		want := fmt.Sprintf("KOR MET_WITH PRK since= last= until= claims=%d articles=%d stories=%d confidence=0.9 denied=0", articles, articles, stories)
		equal(t, "edges", b.edges(""), []string{want})
	}
	copies := func(ch graph.Changes, want int) {
		t.Helper()
		equal(t, "copies", ch.Copies, want)
	}
	copies(b.write(says(article("copy1").copyOf("first")).Contribution), 0) // its original is not there yet
	count(1, 1)
	copies(b.write(says(article("first")).Contribution), 1)
	count(2, 1)
	copies(b.write(contributions(says(article("copy2").copyOf("first")), says(article("other")), article("copy3").copyOf("third").says("KOR", "ATTACKED", "PRK", possible))...), 1)
	count(4, 2)
	if st := b.status(); st.Articles != 5 || st.Stories != 3 {
		t.Errorf("%d articles, %d stories; want 5 and 3", st.Articles, st.Stories)
	}
	// The story of copy3 has no part in the edge so far.
	copies(b.write(says(article("third")).Contribution), 1)
	count(5, 3)
	b.retract("article/first")
	count(4, 3)
	// The other one now has the text of the first.
	copies(b.write(says(article("other").copyOf("first")).Contribution), 1)
	count(4, 2)
	b.retract("article/copy1", "article/copy2")
	count(2, 2)
	copies(b.write(contributions(says(article("x1").copyOf("x")), says(article("x2").copyOf("x")), says(article("x3").copyOf("x")))...), 2)
	count(5, 3)
	// What an article says that it tells is not believed.
	liar := says(article("liar"))
	liar.Article.Story = "article/third"
	b.write(liar.Contribution)
	count(6, 4)
	equal(t, "the same with another story", b.write(says(article("liar")).Contribution), graph.Changes{ArticlesSame: 1})
}

// bridge returns three prints, of which the second is a copy of the first and of the third, and these are none of each other.
func bridge(t *testing.T) [3]schema.TextPrint {
	rng := rand.New(rand.NewPCG(9, 9))
	for range 1000 {
		var ts [3]schema.TextPrint
		ts[1] = printOf("between")
		ts[0], ts[2] = retell(rng, ts[1]), retell(rng, ts[1])
		var ps [3]schema.Print
		for i := range ts {
			ps[i], _ = schema.ParsePrint(ts[i])
		}
		if ps[0].CopyOf(&ps[1]) && ps[1].CopyOf(&ps[2]) && !ps[0].CopyOf(&ps[2]) {
			return ts
		}
	}
	t.Fatal("no three prints of which two are copies of the third only")
	return [3]schema.TextPrint{}
}

// testStoriesJoin checks that an article that joins two stories makes one of them, in every order, and that they part when it goes.
func testStoriesJoin(t *testing.T, b *bench) {
	prints := bridge(t)
	// The smallest id is once at an end and once in the middle.
	for _, names := range [][3]string{{"a", "b", "c"}, {"b", "a", "c"}, {"c", "b", "a"}} {
		var cs []graph.Contribution
		m := model{}
		for i, n := range names {
			p := article(n).says("KOR", "MET_WITH", "PRK").says("KOR", "THREATENS", "PRK", on("2022-05-0"+fmt.Sprint(i+1)))
			p.Article.TextPrint = prints[i]
			cs = append(cs, p.Contribution)
		}
		for _, order := range [][]int{{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}} {
			for _, i := range order {
				b.write(cs[i])
				m.write(cs[i])
				b.holds(m)
			}
			if st := b.status(); st.Stories != 1 {
				t.Errorf("%v in order %v: %d stories, want 1", names, order, st.Stories)
			}
			middle := cs[1].Article.ID
			b.retract(middle)
			m.retract(middle)
			b.holds(m)
			if st := b.status(); st.Stories != 2 {
				t.Errorf("%v in order %v without the one between: %d stories, want 2", names, order, st.Stories)
			}
			// It comes back and then gets another text.
			b.write(cs[1])
			other := cs[1]
			other.Article.TextPrint = ""
			b.write(other)
			m.write(other)
			b.holds(m)
			b.retract(cs[0].Article.ID, cs[1].Article.ID, cs[2].Article.ID)
			m.retract(cs[0].Article.ID, cs[1].Article.ID, cs[2].Article.ID)
			b.holds(m)
		}
	}
}

// testStoriesRandom writes, changes and retracts articles of few families of copies, and compares with the model after every step.
func testStoriesRandom(t *testing.T, b *bench) {
	rng := rand.New(rand.NewPCG(21, 22))
	pool := GenerateCopies(21, 40)
	m := model{}
	sizes := map[int]bool{}
	for step := range 30 {
		var batch []graph.Contribution
		for range 1 + rng.IntN(9) {
			c := pool[rng.IntN(len(pool))]
			switch rng.IntN(6) {
			case 0:
				c = Revise(rng.Uint64(), c)
			case 1:
				c.Article.TextPrint = retell(rng, pool[rng.IntN(len(pool))].Article.TextPrint)
			}
			batch = append(batch, c)
		}
		b.write(batch...)
		m.write(batch...)
		b.holds(m)
		if ids := slices.Sorted(maps.Keys(m)); rng.IntN(3) == 0 && len(ids) > 5 {
			rng.Shuffle(len(ids), func(i, j int) { ids[i], ids[j] = ids[j], ids[i] })
			b.retract(ids[:4]...)
			m.retract(ids[:4]...)
			b.holds(m)
		}
		if t.Failed() {
			t.Fatalf("after step %d", step)
		}
		sizes[len(m)-b.status().Stories] = true
	}
	if len(sizes) < 5 {
		t.Errorf("the stories hardly change: %v articles more than stories", slices.Sorted(maps.Keys(sizes)))
	}
}

// testStoriesDecided checks that a story changes under articles that decisions change, and that they are given back as they were read.
func testStoriesDecided(t *testing.T, b *bench) {
	prints := bridge(t)
	var cs []graph.Contribution
	for i, n := range []string{"b", "a", "c"} {
		p := article(n).says(kim, "LEADS", "PRK").says("KOR", "MET_WITH", kim)
		p.Article.TextPrint = prints[i]
		cs = append(cs, p.Contribution)
	}
	b.write(cs[0], cs[2])
	merge := decision(graph.DecideMerge, kim, kim2, "", person(kim2, "Kim Yong-il", "PRK"))
	b.decide(merge)
	b.write(cs[1])
	want := b.status()
	m := model{}
	m.write(cs...)
	equal(t, "contributions", b.contributions(), m.contributions())
	edge := kim2 + " LEADS PRK since= last= until= claims=3 articles=3 stories=1 confidence=0.9 denied=0"
	if es := b.edges("PRK"); !slices.Contains(es, edge) {
		t.Errorf("edges %v, want %s", es, edge)
	}
	b.undecide(merge.ID)
	b.holds(m)
	b.decide(merge)
	equal(t, "status", b.status(), want)
	for _, c := range cs {
		b.retract(c.Article.ID)
	}
	b.write(cs[1], cs[0], cs[2])
	equal(t, "status after another order", b.status(), want)
}
