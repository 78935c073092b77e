package storetest

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"

	"geokg/graph"
	"geokg/schema"
)

// reference makes a reference of memberships, with the entities that they name as a gazetteer would give them.
func reference(ms ...schema.Membership) graph.Reference {
	r := graph.Reference{Memberships: ms}
	for i := range ms {
		for _, id := range []string{ms[i].Member, ms[i].Alliance} {
			if !slices.ContainsFunc(r.Entities, func(e schema.Entity) bool { return e.ID == id }) {
				r.Entities = append(r.Entities, known[id])
			}
		}
	}
	return r
}

func membership(member, alliance string, status schema.MembershipStatus, since, until string) schema.Membership {
	return schema.Membership{Alliance: alliance, Member: member, Status: status, Since: date(since), Until: date(until), Source: "the suite"}
}

// inOrder returns the reference as a store gives it back.
func inOrder(r graph.Reference) graph.Reference {
	slices.SortFunc(r.Entities, func(a, b schema.Entity) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(r.Memberships, func(a, b schema.Membership) int {
		return cmp.Or(cmp.Compare(a.Alliance, b.Alliance), cmp.Compare(a.Member, b.Member), cmp.Compare(a.Since.Value, b.Since.Value),
			cmp.Compare(schema.MembershipID(&a), schema.MembershipID(&b)))
	})
	return r
}

func (b *bench) putReference(r graph.Reference) graph.Changes {
	b.t.Helper()
	ch, err := b.s.PutReference(b.ctx, r)
	b.must(err)
	return ch
}

func (b *bench) reference() graph.Reference {
	b.t.Helper()
	r, err := b.s.Reference(b.ctx)
	b.must(err)
	return r
}

// testReference puts a reference beside articles that speak of the same entities and others.
func testReference(t *testing.T, b *bench) {
	equal(t, "no reference", b.reference(), graph.Reference{})
	m := model{}
	p := article("a").says("KOR/NIS", "JOINED", "CCDCOE", on("2022-05-05")).says("KOR", "MEMBER_OF", "NATO").mentions("PRK")
	m.write(p.Contribution)
	b.write(p.Contribution)
	edges, err := b.s.Edges(b.ctx, graph.EdgeQuery{})
	b.must(err)

	r := reference(
		membership("KOR/NIS", "CCDCOE", schema.StatusMember, "2022-05-05", ""),
		membership("ESP", "CCDCOE", schema.StatusMember, "2008-05", ""),
		membership("ESP", "EU", schema.StatusMember, "1986", ""),
		membership("KOR", "NATO", schema.StatusPartner, "", "2030"),
	)
	r.Memberships[0].Note = "contributing participant"
	equal(t, "changes", b.putReference(r), graph.Changes{MembershipsAdded: 4, EntitiesAdded: 2}) // Spain and the EU
	equal(t, "reference", b.reference(), inOrder(r))
	equal(t, "status", b.status(), m.statusWith(r))
	equal(t, "changes of the second time", b.putReference(r), graph.Changes{})
	equal(t, "status of the second time", b.status(), m.statusWith(r))

	// What articles say is as before: claims, typed edges, counts.
	after, err := b.s.Edges(b.ctx, graph.EdgeQuery{})
	b.must(err)
	equal(t, "edges", after, edges)
	equal(t, "contributions", b.contributions(), m.contributions())
	if es, err := b.s.Edges(b.ctx, graph.EdgeQuery{Of: []string{"EU"}}); err != nil || len(es) > 0 {
		t.Errorf("typed edges of the reference: %v, %v", es, err)
	}
	e, err := b.s.Entity(b.ctx, "ESP")
	b.must(err)
	equal(t, "an entity of the reference alone", e, known["ESP"])

	// Another reference replaces the first, exactly.
	shorter := reference(
		membership("KOR/NIS", "CCDCOE", schema.StatusMember, "2022-05-05", ""), // without the note: another one
		membership("ESP", "CCDCOE", schema.StatusMember, "2008-05", ""),
	)
	equal(t, "changes", b.putReference(shorter), graph.Changes{MembershipsAdded: 1, MembershipsRemoved: 3, EntitiesRemoved: 1})
	equal(t, "reference", b.reference(), inOrder(shorter))
	equal(t, "status", b.status(), m.statusWith(shorter))

	// Articles that go leave it, and what it names, as they are.
	equal(t, "changes of the retraction", b.retract("article/a"), graph.Changes{
		ArticlesRetracted: 1, ClaimsRemoved: 2, EdgesRemoved: 2, EntitiesRemoved: 3, // both Koreas and NATO
	})
	equal(t, "reference", b.reference(), inOrder(shorter))
	equal(t, "status", b.status(), model{}.statusWith(shorter))

	equal(t, "changes", b.putReference(graph.Reference{}), graph.Changes{MembershipsRemoved: 2, EntitiesRemoved: 3})
	b.holds(model{})
}

// testReferenceViews puts a reference that knows an entity otherwise than an article, and then otherwise than before.
func testReferenceViews(t *testing.T, b *bench) {
	m := model{}
	p := article("a").says("KOR", "MEMBER_OF", "NATO")
	p.knows(schema.Entity{ID: "ESP", Label: schema.Country, Name: "Spain", Aliases: []string{"Kingdom of Spain"}})
	m.write(p.Contribution)
	r := reference(membership("ESP", "NATO", schema.StatusMember, "1982-05-30", ""))
	b.putReference(r)
	b.write(p.Contribution)
	equal(t, "status", b.status(), m.statusWith(r))

	renamed := reference(membership("ESP", "NATO", schema.StatusMember, "1982-05-30", ""))
	renamed.Entities[0].Aliases = []string{"España"}
	equal(t, "changes of a name", b.putReference(renamed), graph.Changes{})
	equal(t, "reference", b.reference(), inOrder(renamed))
	equal(t, "status", b.status(), m.statusWith(renamed))
	e, err := b.s.Entity(b.ctx, "ESP")
	b.must(err)
	equal(t, "aliases", e.Aliases, []string{"España", "Kingdom of Spain"})
	found, err := b.s.Find(b.ctx, "espana")
	b.must(err)
	equal(t, "found by an alias of the reference", found, []schema.Entity{e})
}

// testReferenceInvalid puts what no graph takes, and looks that nothing has changed.
func testReferenceInvalid(t *testing.T, b *bench) {
	ok := membership("ESP", "NATO", schema.StatusMember, "1982-05-30", "")
	b.putReference(reference(ok))
	before := b.status()
	for _, c := range []struct {
		want string
		bend func(r *graph.Reference)
	}{
		{`"KOR" is not among the entities`, func(r *graph.Reference) { r.Memberships[0].Member = "KOR" }},
		{"of label Country, not Alliance", func(r *graph.Reference) { r.Memberships[0].Alliance, r.Memberships[0].Member = "ESP", "NATO" }},
		{"its own member", func(r *graph.Reference) { r.Memberships[0].Member = "NATO" }},
		{`status "founder": want one of`, func(r *graph.Reference) { r.Memberships[0].Status = "founder" }},
		{"date", func(r *graph.Reference) { r.Memberships[0].Since.Value = "last week" }},
		{"precision", func(r *graph.Reference) { r.Memberships[0].Until = schema.Date{Value: "2022"} }},
		{"source or a remark", func(r *graph.Reference) { r.Memberships[0].Since.Source = schema.SourceText }},
		{"NUL", func(r *graph.Reference) { r.Memberships[0].Note = "\x00" }},
		{"stands twice", func(r *graph.Reference) { r.Memberships = append(r.Memberships, r.Memberships[0]) }},
		{"stands twice", func(r *graph.Reference) { r.Entities = append(r.Entities, r.Entities[0]) }},
		{"no membership names it", func(r *graph.Reference) { r.Entities = append(r.Entities, known["KOR"]) }},
		{"no name", func(r *graph.Reference) { r.Entities[0].Name = "" }},
		{"id is empty", func(r *graph.Reference) { r.Entities[0].ID = "" }},
	} {
		r := reference(ok)
		c.bend(&r)
		_, err := b.s.PutReference(b.ctx, r)
		b.isErr(err, graph.ErrInvalid, c.want)
	}
	equal(t, "status", b.status(), before)
}

// testReferenceHostile puts names and notes that break what is not careful with them.
func testReferenceHostile(t *testing.T, b *bench) {
	const text = "`) DETACH DELETE n //'; DROP TABLE membership; -- $rows {\"x\"}\u2028"
	e := schema.Entity{ID: "organization/" + text, Label: schema.Organization, Name: "N" + text, Aliases: []string{text}}
	m := membership(e.ID, "NATO", schema.StatusObserver, "2001", "")
	m.Note, m.Source = text, text
	r := graph.Reference{Entities: []schema.Entity{known["NATO"], e}, Memberships: []schema.Membership{m}}
	b.putReference(r)
	equal(t, "reference", b.reference(), r)
	equal(t, "status", b.status(), model{}.statusWith(r))
}

// testReferenceRandom mixes references, articles and retractions of all sorts.
func testReferenceRandom(t *testing.T, b *bench) {
	rng := rand.New(rand.NewPCG(11, 11))
	pool := Generate(11, 30)
	m, r := model{}, graph.Reference{}
	for step := range 15 {
		switch rng.IntN(3) {
		case 0:
			r = GenerateReference(rng.Uint64(), rng.IntN(40))
			b.putReference(r)
		case 1:
			c := Revise(rng.Uint64(), pool[rng.IntN(len(pool))])
			b.write(c)
			m.write(c)
		default:
			for _, c := range m.contributions()[:min(len(m), 2)] {
				b.retract(c.Article.ID)
				m.retract(c.Article.ID)
			}
		}
		equal(t, "status", b.status(), m.statusWith(r))
		if t.Failed() {
			t.Fatalf("after step %d", step)
		}
	}
	equal(t, "reference", b.reference(), inOrder(r))
}
