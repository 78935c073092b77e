package storetest

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"geokg/graph"
	"geokg/schema"
)

func testEmpty(t *testing.T, b *bench) {
	b.must(b.s.Ensure(b.ctx)) // again
	b.holds(model{})
	equal(t, "changes of an empty batch", b.write(), graph.Changes{})
	equal(t, "changes of an empty retract", b.retract(), graph.Changes{})
	_, err := b.s.Entity(b.ctx, "KOR")
	b.isErr(err, graph.ErrNotFound, "KOR")
	_, err = b.s.Answering(b.ctx, "KOR")
	b.isErr(err, graph.ErrNotFound, "KOR")
	_, err = b.s.Retract(b.ctx, []string{"article/none"})
	b.isErr(err, graph.ErrNotFound, "article/none")
	if rows := b.claims(graph.ClaimQuery{Of: []string{"KOR"}}); len(rows) != 0 {
		t.Errorf("claims of nobody: %v", rows)
	}
	es, err := b.s.Edges(b.ctx, graph.EdgeQuery{Of: []string{"KOR"}})
	b.must(err)
	if len(es) != 0 {
		t.Errorf("edges of nobody: %v", es)
	}
	b.must(b.s.Articles(b.ctx, func(a graph.Article) error { return errors.New("yielded " + a.ID) }))
}

// testRoundTrip checks that every field comes back.
func testRoundTrip(t *testing.T, b *bench) {
	p := article("full").says("KOR/NIS", "JOINED", "CCDCOE", on("2022-05-05"), by("NATO"))
	p.Article.Published = schema.Date{Value: "2022-05-06", Precision: schema.PrecisionDay, Source: "json-ld", Remark: "two dates"}
	c := &p.Claims[0]
	c.Date.Remark, c.CAMEO, c.PLOVER, c.Reasons = "weekday contradicts the date", "05", []string{"SUPPORT", "AGREE"}, []string{"frame join", "b"}
	c.Confidence, c.Field, c.Start, c.End = 0.1+0.2, schema.FieldTitle, 0, 33
	p.mentions(summit)
	for i := range p.Mentioned {
		p.Mentioned[i].Count, p.Mentioned[i].Names = i, []string{"a name", "another name"}
		e := &p.Mentioned[i].Entity
		if e.ID == summit {
			e.Date.Source, e.Date.Remark, e.Country = schema.SourceResolved, "x", "ESP"
		}
	}
	q := article("bare").mentions("KOR")
	q.Article = graph.Article{ID: "article/bare", Story: "article/bare"}
	q.Mentioned[0].Names, q.Mentioned[0].Count = nil, 0
	m := model{}
	m.write(p.Contribution, q.Contribution)
	b.write(p.Contribution, q.Contribution)
	b.holds(m)
	equal(t, "contributions", b.contributions(), m.contributions())
	equal(t, "claims", b.claims(graph.ClaimQuery{}), m.claims(graph.ClaimQuery{}))
	var as []graph.Article
	b.must(b.s.Articles(b.ctx, func(a graph.Article) error { as = append(as, a); return nil }))
	for _, a := range as {
		got, err := b.s.Article(b.ctx, a.ID)
		b.must(err)
		equal(b.t, "article", got, a)
	}
	_, err := b.s.Article(b.ctx, "article/none")
	b.isErr(err, graph.ErrNotFound, "article/none")
	equal(t, "articles", as, []graph.Article{q.Article, p.Article})
	for id, want := range m.entities() {
		got, err := b.s.Entity(b.ctx, id)
		b.must(err)
		equal(t, "entity "+id, got, want)
	}
	stop := errors.New("enough")
	b.isErr(b.s.Articles(b.ctx, func(graph.Article) error { return stop }), stop)
	b.isErr(b.s.Contributions(b.ctx, func(graph.Contribution) error { return stop }), stop)
	b.isErr(b.s.Entities(b.ctx, func(schema.Entity) error { return stop }), stop)
}

func testTwice(t *testing.T, b *bench) {
	cs := Generate(1, 60)
	first := b.write(cs...)
	before := b.status()
	if first.ArticlesNew != 60 || first.ClaimsAdded != before.Claims || first.EdgesAdded != before.Edges {
		t.Errorf("first: %+v, status %+v", first, before)
	}
	equal(t, "changes of the second run", b.write(cs...), graph.Changes{ArticlesSame: 60})
	equal(t, "status after the second run", b.status(), before)
}

// testUnsorted checks that the order of lists within a contribution does not matter.
func testUnsorted(t *testing.T, b *bench) {
	cs := Generate(2, 20)
	b.write(cs...)
	before := b.status()
	for i := range cs {
		slices.Reverse(cs[i].Claims)
		slices.Reverse(cs[i].Mentioned)
		for j := range cs[i].Mentioned {
			e := &cs[i].Mentioned[j].Entity
			e.Aliases = append(slices.Clone(e.Aliases), e.Aliases...)
		}
	}
	equal(t, "changes", b.write(cs...), graph.Changes{ArticlesSame: 20})
	equal(t, "status", b.status(), before)
}

func testSameArticle(t *testing.T, b *bench) {
	old := article("a").says("KOR", "MET_WITH", "PRK").Contribution
	late := article("a").says("KOR", "THREATENS", "PRK").Contribution
	ch := b.write(old, late)
	equal(t, "changes", ch, graph.Changes{ArticlesNew: 1, ClaimsAdded: 1, EntitiesAdded: 2, EdgesAdded: 1})
	b.holds(model{"article/a": late})
}

func testChanged(t *testing.T, b *bench) {
	a := article("a").says("KOR", "MET_WITH", "PRK").says("KOR", "THREATENS", "PRK", on("2022")).mentions("ESP")
	other := article("b").says("KOR", "MET_WITH", "PRK")
	b.write(contributions(a, other)...)
	changed := article("a").says("KOR", "MET_WITH", "PRK", sure(0.95), evidence("A clearer sentence.")).says("KOR/NIS", "JOINED", "CCDCOE")
	ch := b.write(changed.Contribution)
	equal(t, "changes", ch, graph.Changes{
		ArticlesChanged: 1, ClaimsAdded: 1, ClaimsRemoved: 1, EntitiesAdded: 2, EntitiesRemoved: 1, EdgesAdded: 1, EdgesRemoved: 1,
	})
	m := model{}
	m.write(contributions(changed, other)...)
	b.holds(m)

	// Nothing but the extractor's name: the claims stay.
	again := *changed
	again.Article.Extractor = "suite 2"
	equal(t, "changes", b.write(again.Contribution), graph.Changes{ArticlesChanged: 1})
	m.write(again.Contribution)
	b.holds(m)
}

func testAnyOrder(t *testing.T, b *bench) {
	cs := Generate(3, 80)
	m := model{}
	m.write(cs...)
	rng := rand.New(rand.NewPCG(3, 3))
	rng.Shuffle(len(cs), func(i, j int) { cs[i], cs[j] = cs[j], cs[i] })
	for batch := range slices.Chunk(cs, 13) {
		b.write(batch...)
	}
	b.holds(m)
}

func testRetract(t *testing.T, b *bench) {
	cs := Generate(4, 60)
	m := model{}
	m.write(cs[:40]...)
	b.write(cs[:40]...)
	before := b.status()
	b.write(cs[40:]...)
	_, err := b.s.Retract(b.ctx, []string{cs[50].Article.ID, "article/none"})
	b.isErr(err, graph.ErrNotFound, "article/none")
	var ids []string
	for _, c := range cs[40:] {
		ids = append(ids, c.Article.ID)
	}
	ch := b.retract(append(ids, ids[0])...)
	if ch.ArticlesRetracted != 20 || ch.ClaimsAdded+ch.ArticlesNew+ch.EdgesAdded != 0 {
		t.Errorf("changes: %+v", ch)
	}
	b.holds(m)
	equal(t, "status", b.status(), before)
	ids = ids[:0]
	for _, c := range cs[:40] {
		ids = append(ids, c.Article.ID)
	}
	b.retract(ids...)
	b.holds(model{})
}

func testAllOrNothing(t *testing.T, b *bench) {
	cs := Generate(5, 20)
	b.write(cs[:10]...)
	before := b.status()
	cs[19].Claims = append(slices.Clone(cs[19].Claims), schema.Claim{ID: "claim/x"})
	_, err := b.s.Write(b.ctx, cs)
	b.isErr(err, graph.ErrInvalid)
	equal(t, "status after a refused batch", b.status(), before)
}

func testCancelled(t *testing.T, b *bench) {
	cs := Generate(6, 30)
	b.write(cs[:10]...)
	before := b.status()
	ctx, cancel := context.WithCancel(b.ctx)
	cancel()
	_, err := b.s.Write(ctx, cs)
	b.isErr(err, context.Canceled)
	_, err = b.s.Retract(ctx, []string{cs[0].Article.ID})
	b.isErr(err, context.Canceled)
	_, err = b.s.Claims(ctx, graph.ClaimQuery{})
	b.isErr(err, context.Canceled)
	_, err = b.s.Status(ctx)
	b.isErr(err, context.Canceled)
	b.isErr(b.s.Contributions(ctx, func(graph.Contribution) error { return nil }), context.Canceled)
	equal(t, "status after cancelled calls", b.status(), before)
	b.write(cs...)
	m := model{}
	m.write(cs...)
	b.holds(m)
}

func testConcurrentWriters(t *testing.T, b *bench) {
	cs := Generate(7, 120)
	m := model{}
	m.write(cs...)
	var wg sync.WaitGroup
	for w := range 4 {
		wg.Add(2)
		go func() {
			defer wg.Done()
			for batch := range slices.Chunk(cs[w*30:(w+1)*30], 10) {
				if _, err := b.s.Write(b.ctx, batch); err != nil {
					t.Errorf("writer %d: %v", w, err)
				}
			}
		}()
		go func() {
			defer wg.Done()
			if _, err := b.s.Claims(b.ctx, graph.ClaimQuery{Limit: 5}); err != nil {
				t.Errorf("reader %d: %v", w, err)
			}
		}()
	}
	wg.Wait()
	b.holds(m)
}

// testRandom writes, rewrites and retracts at random, and compares with the model after every step.
func testRandom(t *testing.T, b *bench) {
	rng := rand.New(rand.NewPCG(8, 8))
	pool := Generate(8, 50)
	m := model{}
	for step := range 25 {
		var batch []graph.Contribution
		for range 1 + rng.IntN(8) {
			c := pool[rng.IntN(len(pool))]
			if rng.IntN(3) == 0 {
				c = Revise(rng.Uint64(), c)
			}
			if rng.IntN(8) == 0 {
				c.Article.TextPrint = retell(rng, pool[rng.IntN(len(pool))].Article.TextPrint)
			}
			batch = append(batch, c)
		}
		if rng.IntN(4) == 0 && len(m) > 3 {
			ids := m.contributions()
			rng.Shuffle(len(ids), func(i, j int) { ids[i], ids[j] = ids[j], ids[i] })
			var gone []string
			for _, c := range ids[:3] {
				gone = append(gone, c.Article.ID)
			}
			b.retract(gone...)
			m.retract(gone...)
		}
		b.write(batch...)
		m.write(batch...)
		b.holds(m)
		if t.Failed() {
			t.Fatalf("after step %d", step)
		}
	}
	id := m.contributions()[0].Mentioned[0].Entity.ID
	for _, q := range []graph.ClaimQuery{
		{}, {Limit: 7}, {Of: []string{id, "XAA", "BLOC0"}}, {Of: []string{"XAA", "XAB"}, Between: []string{"XAB", "XAC", "BLOC0"}},
		{Relations: []string{"JOINED", "MET_WITH"}}, {Factualities: []schema.Factuality{schema.Negated, schema.Possible}},
		{Since: date("2018-06")}, {Until: date("2019-02-03")}, {Since: date("2017"), Until: date("2020-04"), MinConfidence: 0.6},
		{Article: m.contributions()[1].Article.ID}, {Of: []string{"nobody"}}, {Between: []string{"XAA"}, Limit: 3},
		{Of: []string{"XAA", "XAB"}, Limit: 6, Latest: true}, {Of: []string{"XAC"}, Factualities: []schema.Factuality{schema.Negated}, Limit: 4, Latest: true},
		{Relations: []string{"JOINED"}, Of: []string{"XAA"}, Limit: 400, Latest: true}, {Of: []string{"XAA"}, Since: date("2018"), Limit: 3}, {Limit: 9, Latest: true},
	} {
		want := m.claims(q)
		equal(t, "claims", b.claims(q), want)
		q.Brief = true
		equal(t, "brief claims", anyOrder(b.claims(q)), anyOrder(brief(want)))
		if q.Article == "" {
			ids, err := b.s.Neighbours(b.ctx, q)
			b.must(err)
			equal(t, fmt.Sprintf("neighbours %+v", q), ids, m.neighbours(q))
		}
	}
	for _, q := range []graph.EdgeQuery{
		{}, {Of: []string{"XAA"}}, {Of: []string{"BLOC1", "XAB"}, Limit: 3}, {Of: []string{"XAA", "XAB"}, Between: []string{"XAB", "XAC", "BLOC0"}},
		{Between: []string{"XAC"}}, {Limit: 5}, {Of: []string{"nobody"}},
	} {
		es, err := b.s.Edges(b.ctx, q)
		b.must(err)
		equal(t, fmt.Sprintf("edges %+v", q), es, m.edgesFor(q))
	}
	for _, id := range []string{"XAA", "BLOC1", "nobody"} {
		p, err := b.s.Profile(b.ctx, id)
		b.must(err)
		equal(t, "profile of "+id, p, m.profile(id))
	}
}

// testHostile writes names and texts that break what is not careful with them.
func testHostile(t *testing.T, b *bench) {
	texts := []string{
		"`) DETACH DELETE n //", "'; DROP TABLE claim; --", `"quoted" \ {braces} $param`, "משרד החוץ \u200fوالدفاع\u200E", "\u202Eevil\u202C", "平壤 🚀",
		"a\tb\r\nc\x01\x7f", strings.Repeat("long ", 20_000), "%_*?[]", "", " leading and trailing ", "null", "\u2028\u2029\uFFFF\uFEFF",
	}
	m := model{}
	for i, s := range texts {
		p := article("hostile" + string(rune('a'+i)))
		e := schema.Entity{
			ID: "person/x" + string(rune('a'+i)) + shortID(s), Label: schema.Person, Name: "N" + s,
			Aliases: []string{"Z" + s}, Type: s, Wikidata: s, Country: s, Parent: s,
		}
		p.Article.Title, p.Article.Site, p.Article.URL, p.Article.Extractor = s, s, s, s
		p.knows(e).says(e.ID, "LEADS", "KOR", on("2020"), evidence(s))
		p.Mentioned[0].Names = []string{s + "1"}
		p.Claims[0].Reasons, p.Claims[0].PLOVER, p.Claims[0].CAMEO = []string{s}, []string{s}, s
		m.write(p.Contribution)
		b.write(p.Contribution)
		found, err := b.s.Find(b.ctx, "N"+s)
		b.must(err)
		if !slices.ContainsFunc(found, func(f schema.Entity) bool { return f.ID == e.ID }) {
			t.Errorf("%q is not found by its name", cut(s))
		}
		equal(t, "claims", b.claims(graph.ClaimQuery{Of: []string{e.ID}}), m.claims(graph.ClaimQuery{Of: []string{e.ID}}))
	}
	b.holds(m)
	equal(t, "contributions", b.contributions(), m.contributions())
	for _, s := range texts {
		_, err := b.s.Entity(b.ctx, "nobody"+s)
		b.isErr(err, graph.ErrNotFound)
		b.claims(graph.ClaimQuery{Of: []string{s}, Between: []string{s}, Relations: []string{s}, Factualities: []schema.Factuality{schema.Factuality(s)}, Article: "x" + s})
	}
	var ids []string
	for id := range m {
		ids = append(ids, id)
	}
	b.retract(ids...)
	b.holds(model{})
}

// shortID returns as much of s as fits into an id.
func shortID(s string) string {
	if len(s) > 500 {
		return s[:500]
	}
	return s
}

func testInvalid(t *testing.T, b *bench) {
	b.write(article("ok").says("KOR", "MET_WITH", "PRK").Contribution)
	before := b.status()
	for _, c := range []struct {
		want string
		bend func(p *page)
	}{
		{"id is empty", func(p *page) { p.Article.ID = "" }},
		{"1025 bytes", func(p *page) { p.Article.ID = strings.Repeat("x", 1025) }},
		{"NUL", func(p *page) { p.Article.Title = "a\x00b" }},
		{"UTF-8", func(p *page) { p.Mentioned[0].Entity.Name = "a\xffb" }},
		{"NUL", func(p *page) { p.Mentioned[0].Entity.Aliases = []string{"\x00"} }},
		{"NUL", func(p *page) { p.Mentioned[0].Names = []string{"\x00"} }},
		{"NUL", func(p *page) { p.Claims[0].Evidence = "\x00" }},
		{"NUL", func(p *page) { p.Claims[0].Reasons = []string{"\x00"} }},
		{"text print", func(p *page) { p.Article.TextPrint = "0-0-" }},
		{"not in the ontology", func(p *page) { p.Mentioned[0].Entity.Label = "Planet" }},
		{"no name", func(p *page) { p.Mentioned[0].Entity.Name = " " }},
		{"mentioned twice", func(p *page) { p.Mentioned = append(p.Mentioned, p.Mentioned[0]) }},
		{"not among the mentioned", func(p *page) { p.Mentioned = p.Mentioned[1:] }},
		{"not among the mentioned", func(p *page) { p.Claims[0].Attributed = "ESP" }},
		{"belongs to article", func(p *page) { p.Claims[0].Article = "article/other" }},
		{"relation \"LOVES\"", func(p *page) { p.Claims[0].Relation = "LOVES" }},
		{"does not hold between", func(p *page) { p.Claims[0].Relation = "ATTENDED" }},
		{"both its subject and its object", func(p *page) { p.Claims[0].Object = "KOR" }},
		{"factuality", func(p *page) { p.Claims[0].Factuality = "sure" }},
		{"confidence", func(p *page) { p.Claims[0].Confidence = 1.5 }},
		{"date", func(p *page) { p.Claims[0].Date.Value = "last week" }},
		{"precision", func(p *page) { p.Claims[0].Date = schema.Date{Value: "2022-05", Precision: schema.PrecisionDay} }},
		{"want id", func(p *page) { p.Claims[0].ID = "claim/1" }},
		{"stands twice", func(p *page) { p.Claims = append(p.Claims, p.Claims[0]) }},
	} {
		p := article("bad").says("KOR", "THREATENS", "PRK")
		c.bend(p)
		_, err := b.s.Write(b.ctx, []graph.Contribution{article("good").mentions("ESP").Contribution, p.Contribution})
		b.isErr(err, graph.ErrInvalid, c.want)
	}
	equal(t, "status", b.status(), before)
}
