package storetest

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"geokg/graph"
	"geokg/schema"
)

// decision makes a decision with its id.
func decision(kind graph.DecisionKind, subject, object, name string, as schema.Entity, articles ...string) graph.Decision {
	d := graph.Decision{Kind: kind, Subject: subject, Object: object, Name: name, As: as, Articles: articles, Words: subject + " " + object + name, By: "a person"}
	slices.Sort(d.Articles)
	d.ID = graph.DecisionID(&d)
	return d
}

func (b *bench) decide(ds ...graph.Decision) {
	b.t.Helper()
	for _, d := range ds {
		_, err := b.s.Decide(b.ctx, d)
		b.must(err)
	}
}

func (b *bench) undecide(id string) {
	b.t.Helper()
	_, err := b.s.Undecide(b.ctx, id)
	b.must(err)
}

const (
	kim  = "person/kim-yong@PRK"
	kim2 = "person/kim-yong-il@PRK"
)

func person(id, name, country string) schema.Entity {
	return schema.Entity{ID: id, Label: schema.Person, Name: name, Country: country}
}

func testDecideMerge(t *testing.T, b *bench) {
	a := article("a").says(kim, "LEADS", "PRK").says("KOR", "MET_WITH", kim, on("2022-01-02"))
	c := article("c").says(kim2, "LEADS", "PRK").says("KOR", "MET_WITH", kim2, on("2022-03-04")).says(kim, "MET_WITH", kim2)
	b.write(a.Contribution, c.Contribution)
	before := b.status()
	merge := decision(graph.DecideMerge, kim, kim2, "", person(kim2, "Kim Yong-il", "PRK"))
	b.decide(merge)
	_, err := b.s.Entity(b.ctx, kim)
	b.isErr(err, graph.ErrNotFound, kim)
	e, err := b.s.Entity(b.ctx, kim2)
	b.must(err)
	if e.Name == "" || !slices.Contains(append(e.Aliases, e.Name), nameOf(a.Contribution, kim)) {
		t.Errorf("the merged entity does not have the other's name: %+v", e)
	}
	equal(t, "edges", b.edges(kim2), []string{
		kim2 + " LEADS PRK since= last= until= claims=2 articles=2 stories=2 confidence=0.9 denied=0",
		"KOR MET_WITH " + kim2 + " since=2022-01-02 last=2022-03-04 until= claims=2 articles=2 stories=2 confidence=0.9 denied=0",
	})
	// Articles that come later are changed as well, those that were there are kept as they were read, and again nothing changes.
	equal(t, "contributions", b.contributions(), []graph.Contribution{a.Contribution, c.Contribution})
	equal(t, "written again", b.write(a.Contribution, c.Contribution), graph.Changes{ArticlesSame: 2})
	d := article("d").says(kim, "LEADS", "PRK")
	b.write(d.Contribution)
	if es := b.edges("PRK"); len(es) != 1 {
		t.Errorf("edges after a further article: %v", es)
	}
	b.retract("article/d")
	b.decide(merge)
	equal(t, "decisions", b.status().Decisions, 1)
	b.undecide(merge.ID)
	equal(t, "status after undoing", b.status(), before)
}

func nameOf(c graph.Contribution, id string) string {
	for _, m := range c.Mentioned {
		if m.Entity.ID == id {
			return m.Entity.Name
		}
	}
	return ""
}

func testDecideSplit(t *testing.T, b *bench) {
	b.write(contributions(article("a").says(kim, "LEADS", "PRK"), article("c").says(kim, "MET_WITH", "KOR"))...)
	before := b.status()
	other := "person/kim-yong-2@PRK"
	split := decision(graph.DecideSplit, kim, other, "", person(other, "Kim Yong (minister)", "PRK"), "article/c")
	b.decide(split)
	e, err := b.s.Entity(b.ctx, other)
	b.must(err)
	equal(t, "name", e.Name, "Kim Yong (minister)")
	if es := b.edges(other); len(es) != 1 {
		t.Errorf("edges of who was split off: %v", es)
	}
	if es := b.edges(kim); len(es) != 1 {
		t.Errorf("edges of who stays: %v", es)
	}
	b.undecide(split.ID)
	equal(t, "status after undoing", b.status(), before)
}

func testDecideNames(t *testing.T, b *bench) {
	b.write(article("a").says(kim, "LEADS", "PRK").Contribution)
	before := b.status()
	old, err := b.s.Entity(b.ctx, kim)
	b.must(err)
	rename := decision(graph.DecideRename, kim, "", "Kim the Younger", schema.Entity{})
	alias := decision(graph.DecideAlias, kim, "", "The Marshal", schema.Entity{})
	b.decide(rename, alias)
	e, err := b.s.Entity(b.ctx, kim)
	b.must(err)
	equal(t, "name", e.Name, "Kim the Younger")
	for _, name := range []string{"kim the younger", "The Marshal", old.Name} {
		es, err := b.s.Find(b.ctx, name)
		b.must(err)
		if len(es) != 1 || es[0].ID != kim {
			t.Errorf("%q finds %v", name, es)
		}
	}
	none := decision(graph.DecideNoAlias, kim, "", old.Name, schema.Entity{})
	b.decide(none)
	if es, err := b.s.Find(b.ctx, old.Name); err != nil || len(es) != 0 {
		t.Errorf("a name that was taken away finds %v, %v", es, err)
	}
	// Names stay when other articles know the entity otherwise.
	b.write(article("c").says(kim, "MET_WITH", "KOR").Contribution)
	e, err = b.s.Entity(b.ctx, kim)
	b.must(err)
	equal(t, "name", e.Name, "Kim the Younger")
	b.retract("article/c")
	for _, d := range []graph.Decision{rename, none, alias} {
		b.undecide(d.ID)
	}
	equal(t, "status after undoing", b.status(), before)
}

// testDecideNamesOfMerged looks whether names that were decided on follow a merge, whichever was decided first.
func testDecideNamesOfMerged(t *testing.T, b *bench) {
	b.write(contributions(article("a").says(kim, "LEADS", "PRK"), article("c").says(kim2, "MET_WITH", "KOR"))...)
	before := b.status()
	ds := []graph.Decision{
		decision(graph.DecideAlias, kim, "", "The Marshal", schema.Entity{}),
		decision(graph.DecideRename, kim, "", "Kim the Younger", schema.Entity{}),
		decision(graph.DecideRename, kim2, "", "Kim the Elder", schema.Entity{}),
		decision(graph.DecideMerge, kim, kim2, "", person(kim2, "Kim Yong-il", "PRK")),
	}
	for range ds {
		ds = append(ds[1:], ds[0])
		b.decide(ds...)
		e, err := b.s.Entity(b.ctx, kim2)
		b.must(err)
		equal(t, "name", e.Name, "Kim the Elder")
		for _, name := range []string{"The Marshal", "Kim the Younger", "Kim the Elder"} {
			es, err := b.s.Find(b.ctx, name)
			b.must(err)
			if len(es) != 1 || es[0].ID != kim2 {
				t.Errorf("%q finds %v", name, es)
			}
		}
		for _, d := range ds {
			b.undecide(d.ID)
		}
		equal(t, "status after undoing", b.status(), before)
	}
}

func testDecideClaims(t *testing.T, b *bench) {
	p := article("a").says("KOR", "THREATENS", "PRK").says("KOR", "SUPPORTS", "NATO", sure(0.3))
	b.write(p.Contribution)
	before := b.status()
	claim := func(relation string) schema.Claim {
		i := slices.IndexFunc(p.Claims, func(c schema.Claim) bool { return c.Relation == relation })
		return p.Claims[i]
	}
	reject := decision(graph.DecideReject, claim("THREATENS").ID, "", "", schema.Entity{}, "article/a")
	accept := decision(graph.DecideAccept, claim("SUPPORTS").ID, "", "", schema.Entity{}, "article/a")
	b.decide(reject, accept)
	equal(t, "edges", b.edges("KOR"), []string{"KOR SUPPORTS NATO since= last= until= claims=1 articles=1 stories=1 confidence=1 denied=0"})
	if rows := b.claims(graph.ClaimQuery{Of: []string{"KOR"}}); len(rows) != 1 {
		t.Errorf("%d claims, want the one that was not rejected", len(rows))
	}
	b.undecide(accept.ID)
	b.undecide(reject.ID)
	equal(t, "status after undoing", b.status(), before)
}

func testDecideConflicts(t *testing.T, b *bench) {
	b.write(article("a").says(kim, "LEADS", "PRK").says(kim2, "LEADS", "PRK").Contribution)
	b.decide(decision(graph.DecideMerge, kim, kim2, "", person(kim2, "Kim Yong-il", "PRK")))
	before := b.status()
	for _, d := range []graph.Decision{
		decision(graph.DecideMerge, kim2, kim, "", person(kim, "Kim Yong", "PRK")),
		decision(graph.DecideMerge, kim, "person/oh-min@KOR", "", person("person/oh-min@KOR", "Oh Min", "KOR")),
	} {
		_, err := b.s.Decide(b.ctx, d)
		b.isErr(err, graph.ErrConflict, "decision/")
	}
	for _, d := range []graph.Decision{
		{}, {ID: "decision/x", Kind: graph.DecideRename, Subject: kim, Name: "X"},
		decision(graph.DecideMerge, kim, kim, "", person(kim, "Kim", "PRK")),
		decision(graph.DecideRename, kim, "", " ", schema.Entity{}), decision(graph.DecideSplit, kim2, "person/x", "", person("person/x", "X", "")),
		decision("guess", kim, "", "", schema.Entity{}), decision(graph.DecideRename, kim, "", "a\x00b", schema.Entity{}),
	} {
		_, err := b.s.Decide(b.ctx, d)
		b.isErr(err, graph.ErrInvalid)
	}
	_, err := b.s.Undecide(b.ctx, "decision/none")
	b.isErr(err, graph.ErrNotFound, "decision/none")
	equal(t, "status", b.status(), before)
}

// testDecideRandom makes decisions before, between and after articles, and takes some back: the digest is that of the same articles and
// decisions in another order.
func testDecideRandom(t *testing.T, b *bench) {
	cs := Generate(11, 40)
	rng := rand.New(rand.NewPCG(3, 4))
	ds := randomDecisions(rng, cs)
	b.write(cs...)
	plain := b.status()
	b.decide(ds...)
	want := b.status()
	equal(t, "decisions", want.Decisions, len(ds))
	if want.Edges == plain.Edges && want.Claims == plain.Claims {
		t.Error("the decisions have changed nothing")
	}
	for _, d := range ds[:len(ds)/2] {
		b.undecide(d.ID)
	}
	b.decide(ds[:len(ds)/2]...)
	equal(t, "after undoing and deciding again", b.status(), want)
	for _, d := range ds {
		b.undecide(d.ID)
	}
	equal(t, "after undoing all", b.status(), plain)

	for _, c := range cs {
		b.retract(c.Article.ID)
	}
	b.decide(ds[:len(ds)/3]...)
	b.write(cs[:20]...)
	b.decide(ds[len(ds)/3:]...)
	b.write(cs[20:]...)
	equal(t, "decisions before articles", b.status(), want)
	revised := Revise(5, cs[7])
	b.write(revised)
	b.write(cs[7])
	equal(t, "an article changed and changed back", b.status(), want)
	for _, d := range ds {
		b.undecide(d.ID)
	}
	equal(t, "after undoing all again", b.status(), plain)
}

// randomDecisions returns decisions of all kinds about what the contributions name, none in another's way.
func randomDecisions(rng *rand.Rand, cs []graph.Contribution) graph.Decisions {
	byLabel := map[schema.Label][]schema.Entity{}
	seen := map[string]bool{}
	for _, c := range cs {
		for _, m := range c.Mentioned {
			if !seen[m.Entity.ID] {
				seen[m.Entity.ID] = true
				byLabel[m.Entity.Label] = append(byLabel[m.Entity.Label], m.Entity)
			}
		}
	}
	var ds graph.Decisions
	for _, label := range []schema.Label{schema.Person, schema.Organization, schema.Country, schema.Alliance, schema.Place, schema.Agency} {
		es := byLabel[label]
		if len(es) < 4 {
			continue
		}
		into := es[1]
		ds = append(ds,
			decision(graph.DecideMerge, es[0].ID, into.ID, "", schema.Entity{ID: into.ID, Label: label, Name: into.Name}),
			decision(graph.DecideMerge, es[1].ID, es[2].ID, "", schema.Entity{ID: es[2].ID, Label: label, Name: es[2].Name}), // a chain
			decision(graph.DecideRename, es[2].ID, "", fmt.Sprintf("The first %s", label), schema.Entity{}),
			decision(graph.DecideAlias, es[3].ID, "", fmt.Sprintf("The second %s", label), schema.Entity{}))
	}
	for i, c := range cs[:12] {
		if len(c.Claims) == 0 {
			continue
		}
		kind := graph.DecideReject
		if i%2 == 0 {
			kind = graph.DecideAccept
		}
		ds = append(ds, decision(kind, c.Claims[rng.IntN(len(c.Claims))].ID, "", "", schema.Entity{}, c.Article.ID))
		if i%3 == 0 {
			e := c.Mentioned[rng.IntN(len(c.Mentioned))].Entity
			other := e.ID + "-other"
			ds = append(ds, decision(graph.DecideSplit, e.ID, other, "", schema.Entity{ID: other, Label: e.Label, Name: e.Name + " (other)"}, c.Article.ID))
		}
	}
	rng.Shuffle(len(ds), func(i, j int) { ds[i], ds[j] = ds[j], ds[i] })
	return ds
}
