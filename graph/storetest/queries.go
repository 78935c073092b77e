package storetest

import (
	"fmt"
	"slices"
	"testing"

	"geokg/graph"
	"geokg/schema"
)

// entity checks an entity as the graph knows it.
func (b *bench) entity(want schema.Entity) {
	b.t.Helper()
	got, err := b.s.Entity(b.ctx, want.ID)
	b.must(err)
	equal(b.t, "entity "+want.ID, got, want)
}

// testFold checks that what articles know of an entity is united, and taken back exactly.
func testFold(t *testing.T, b *bench) {
	event := func(date schema.Date, place string, aliases ...string) schema.Entity {
		return schema.Entity{ID: summit, Label: schema.Event, Name: "NATO summit", Type: "summit", Date: date, Place: place, Aliases: aliases}
	}
	a := article("a").knows(event(date("2022-06"), ""))
	c := article("c").knows(event(date("2022-06-30"), "place/madrid@ESP", "Madrid summit"))
	d := article("d").knows(event(date("2022-06-29"), "ESP", "Summit of Madrid"))
	e := article("e").knows(event(date("2022-06"), ""))
	b.write(a.Contribution)
	b.entity(event(date("2022-06"), ""))
	b.write(contributions(c, d)...)
	// One article each: the smallest JSON has its way, the most precise and earliest date wins.
	want := event(date("2022-06-29"), "place/madrid@ESP", "Madrid summit", "Summit of Madrid")
	b.entity(want)
	b.write(e.Contribution)
	b.entity(want)
	b.retract("article/c")
	b.entity(event(date("2022-06-29"), "ESP", "Summit of Madrid"))
	b.retract("article/d")
	b.entity(event(date("2022-06"), ""))
	b.retract("article/a")
	b.entity(event(date("2022-06"), ""))
	b.retract("article/e")
	_, err := b.s.Entity(b.ctx, summit)
	b.isErr(err, graph.ErrNotFound)

	// The gazetteer's name holds however many articles say otherwise; theirs becomes an alias.
	own := schema.Entity{ID: "ESP", Label: schema.Country, Name: "Kingdom of Spain"}
	for i := range 3 {
		b.write(article(fmt.Sprint("own", i)).knows(own).Contribution)
	}
	b.entity(own)
	b.write(article("reference").knows(known["ESP"]).Contribution)
	united := known["ESP"]
	united.Aliases = []string{"Kingdom of Spain"}
	b.entity(united)
}

// edges lists edges in a line each.
func (b *bench) edges(id string) []string {
	b.t.Helper()
	var q graph.EdgeQuery
	if id != "" {
		q.Of = []string{id}
	}
	es, err := b.s.Edges(b.ctx, q)
	b.must(err)
	var out []string
	for _, e := range es {
		s := fmt.Sprintf("%s %s %s since=%s last=%s until=%s claims=%d articles=%d stories=%d confidence=%v denied=%d",
			e.Subject, e.Relation, e.Object, e.Since, e.Last, e.Until, e.Claims, e.Articles, e.Stories, e.Confidence, e.Denied)
		if e.AttributedOnly {
			s += " attributedOnly"
		}
		out = append(out, s)
		if e.ID != schema.EdgeID(e.Subject, e.Relation, e.Object) {
			b.t.Errorf("%s: id %s", s, e.ID)
		}
	}
	return out
}

func testEdges(t *testing.T, b *bench) {
	b.write(contributions(
		article("a").
			says("KOR/NIS", "JOINED", "CCDCOE", on("2022-05-05"), sure(0.9)).
			says("KOR/NIS", "JOINED", "CCDCOE", on("2022-05"), sure(0.85)).
			says("PRK", "MET_WITH", "KOR", by("KOR"), sure(0.84)),
		article("b").
			says("KOR/NIS", "JOINED", "CCDCOE", sure(0.95)).
			says("KOR", "MET_WITH", "PRK", negated, sure(0.2)).
			says("KOR", "THREATENS", "PRK", planned).
			says("PRK", "THREATENS", "KOR", possible).
			says("PRK", "ATTACKED", "KOR", negated),
		article("c").
			says("KOR/NIS", "JOINED", "CCDCOE", on("2022"), sure(0.81)).
			says("KOR", "JOINED", "CCDCOE", sure(graph.DrawingConfidence)),
	)...)
	met := "KOR MET_WITH PRK since= last= until= claims=1 articles=1 stories=1 confidence=0.84 denied=1 attributedOnly"
	joined := "KOR/NIS JOINED CCDCOE since=2022-05 last=2022-05-05 until= claims=3 articles=2 stories=2 confidence=0.95 denied=0"
	half := "KOR JOINED CCDCOE since= last= until= claims=1 articles=1 stories=1 confidence=0.82 denied=0"
	equal(t, "all edges", b.edges(""), []string{half, joined, met})
	equal(t, "edges at KOR", b.edges("KOR"), []string{half, met})
	equal(t, "edges at PRK", b.edges("PRK"), []string{met})
	equal(t, "edges at CCDCOE", b.edges("CCDCOE"), []string{half, joined})

	// A further article makes it more than hearsay; a denial that came first counts when the edge comes to be.
	b.write(contributions(
		article("d").says("KOR", "MET_WITH", "PRK", on("2022-01-02"), sure(0.83)),
		article("e").says("PRK", "ATTACKED", "KOR", on("2010-11-23")),
	)...)
	met = "KOR MET_WITH PRK since=2022-01-02 last=2022-01-02 until= claims=2 articles=2 stories=2 confidence=0.84 denied=1"
	attacked := "PRK ATTACKED KOR since=2010-11-23 last=2010-11-23 until= claims=1 articles=1 stories=1 confidence=0.9 denied=1"
	equal(t, "edges at PRK", b.edges("PRK"), []string{attacked, met})
	b.retract("article/a", "article/d")
	equal(t, "edges", b.edges(""), []string{attacked, half,
		"KOR/NIS JOINED CCDCOE since= last= until= claims=1 articles=1 stories=1 confidence=0.95 denied=0"})
}

func testUntil(t *testing.T, b *bench) {
	b.write(contributions(
		article("a").says("ESP", "JOINED", "EU", on("1986")).says("ESP", "MEMBER_OF", "EU", on("2020-06")),
		article("b").says("person/jan-berg@ESP", "LEADS", "EU", on("2019")),
		article("c").says("ESP", "SUPPORTS", "EU", on("1990")),
	)...)
	line := func(s, r, o, since, last, until string) string {
		return fmt.Sprintf("%s %s %s since=%s last=%s until=%s claims=1 articles=1 stories=1 confidence=0.9 denied=0", s, r, o, since, last, until)
	}
	supports := line("ESP", "SUPPORTS", "EU", "1990", "1990", "")
	leads := line("person/jan-berg@ESP", "LEADS", "EU", "2019", "2019", "")
	equal(t, "edges", b.edges("EU"), []string{
		line("ESP", "JOINED", "EU", "1986", "1986", ""), leads, line("ESP", "MEMBER_OF", "EU", "2020-06", "2020-06", ""), supports})

	// A departure ends what was before it, and only what it is asserted of.
	b.write(contributions(
		article("d").says("ESP", "LEFT", "EU", on("2020")).says("ESP", "LEFT", "EU", on("2031"), planned),
		article("e").says("EU", "EXPELLED", "ESP", on("2021-02")).says("EU", "EXPELLED", "ESP", on("2003"), sure(0.3)),
	)...)
	expelled := line("EU", "EXPELLED", "ESP", "2021-02", "2021-02", "")
	leftEU := line("ESP", "LEFT", "EU", "2020", "2020", "")
	equal(t, "edges", b.edges("EU"), []string{expelled, line("ESP", "JOINED", "EU", "1986", "1986", "2020"), leads, leftEU,
		line("ESP", "MEMBER_OF", "EU", "2020-06", "2020-06", "2021-02"), supports})

	// It came back: no departure is later than the last claim.
	b.write(article("f").says("ESP", "JOINED", "EU", on("2022")).Contribution)
	joined := "ESP JOINED EU since=1986 last=2022 until= claims=2 articles=2 stories=2 confidence=0.9 denied=0"
	equal(t, "edges", b.edges("EU"), []string{expelled, joined, leads, leftEU,
		line("ESP", "MEMBER_OF", "EU", "2020-06", "2020-06", "2021-02"), supports})
	b.retract("article/e", "article/f")
	equal(t, "edges", b.edges("EU"), []string{line("ESP", "JOINED", "EU", "1986", "1986", "2020"), leads, leftEU,
		line("ESP", "MEMBER_OF", "EU", "2020-06", "2020-06", ""), supports})
	b.retract("article/d")
	equal(t, "edges", b.edges("EU"), []string{
		line("ESP", "JOINED", "EU", "1986", "1986", ""), leads, line("ESP", "MEMBER_OF", "EU", "2020-06", "2020-06", ""), supports})

	// Nobody leads after resigning; an undated edge is ended by the first dated departure.
	b.write(contributions(
		article("g").says("person/oh-min@KOR", "LEADS", "KOR/MND"),
		article("h").says("person/oh-min@KOR", "LEFT", "KOR/MND", on("2018-03-01")),
		article("i").says("person/oh-min@KOR", "LEFT", "KOR/MND"),
	)...)
	equal(t, "edges", b.edges("KOR/MND"), []string{line("person/oh-min@KOR", "LEADS", "KOR/MND", "", "", "2018-03-01"),
		"person/oh-min@KOR LEFT KOR/MND since=2018-03-01 last=2018-03-01 until= claims=2 articles=2 stories=2 confidence=0.9 denied=0"})
}

// rows lists claims in a line each.
func rows(rs []graph.ClaimRow) []string {
	var out []string
	for _, r := range rs {
		s := fmt.Sprintf("%s %s %s %s %s %s", r.Article.ID[len("article/"):], r.Claim.Date.Value, r.Claim.Subject, r.Claim.Relation, r.Claim.Object, r.Claim.Factuality)
		if r.Attributed != nil {
			s += " by " + r.Attributed.Name
		}
		if r.Subject.ID != r.Claim.Subject || r.Object.ID != r.Claim.Object || r.Article.ID != r.Claim.Article {
			s += " WRONG ROW"
		}
		out = append(out, s)
	}
	return out
}

func testClaims(t *testing.T, b *bench) {
	b.write(contributions(
		article("a").
			says("KOR/NIS", "JOINED", "CCDCOE", on("2022-05-05")).
			says("KOR", "MET_WITH", "NATO", planned, on("2022-06")).
			says("PRK", "CRITICIZES", "NATO"),
		article("b").
			says("NATO", "SUPPORTS", "KOR", on("2022"), by("person/jan-berg@ESP")).
			says("PRK", "THREATENS", "KOR", on("2022-05-05"), sure(0.4)).
			says("KOR", "JOINED", "NATO", negated),
		article("c").
			says("KOR/NIS", "JOINED", "CCDCOE", on("2022-05-05")).
			says("PRK", "ATTACKED", "KOR", on("2010-11-23"), possible),
	)...)
	const (
		attack   = "c 2010-11-23 PRK ATTACKED KOR possible"
		supports = "b 2022 NATO SUPPORTS KOR asserted by Jan Berg"
		joinedA  = "a 2022-05-05 KOR/NIS JOINED CCDCOE asserted"
		threat   = "b 2022-05-05 PRK THREATENS KOR asserted"
		joinedC  = "c 2022-05-05 KOR/NIS JOINED CCDCOE asserted"
		meeting  = "a 2022-06 KOR MET_WITH NATO planned"
		critic   = "a  PRK CRITICIZES NATO asserted"
		denial   = "b  KOR JOINED NATO negated"
	)
	for _, c := range []struct {
		name string
		q    graph.ClaimQuery
		want []string
	}{
		{"all", graph.ClaimQuery{}, []string{attack, supports, joinedA, threat, joinedC, meeting, critic, denial}},
		{"of one", graph.ClaimQuery{Of: []string{"KOR"}}, []string{attack, supports, threat, meeting, denial}},
		{"of some", graph.ClaimQuery{Of: []string{"KOR/NIS", "PRK"}}, []string{attack, joinedA, threat, joinedC, critic}},
		{"between", graph.ClaimQuery{Of: []string{"KOR", "KOR/NIS"}, Between: []string{"NATO", "CCDCOE"}}, []string{supports, joinedA, joinedC, meeting, denial}},
		{"between alone", graph.ClaimQuery{Between: []string{"NATO"}}, []string{supports, meeting, critic, denial}},
		{"not within one side", graph.ClaimQuery{Of: []string{"KOR", "PRK"}, Between: []string{"NATO"}}, []string{supports, meeting, critic, denial}},
		{"both sides overlap", graph.ClaimQuery{Of: []string{"KOR", "PRK"}, Between: []string{"KOR", "PRK"}}, []string{attack, threat}},
		{"relations", graph.ClaimQuery{Relations: []string{"JOINED", "ATTACKED"}}, []string{attack, joinedA, joinedC, denial}},
		{"factualities", graph.ClaimQuery{Factualities: []schema.Factuality{schema.Planned, schema.Negated}}, []string{meeting, denial}},
		{"since a day", graph.ClaimQuery{Since: date("2022-05-06")}, []string{supports, meeting}},
		{"until a month", graph.ClaimQuery{Until: date("2022-05")}, []string{attack, supports, joinedA, threat, joinedC}},
		{"since and until", graph.ClaimQuery{Since: date("2022-06-30"), Until: date("2022-07-01")}, []string{supports, meeting}},
		{"a year", graph.ClaimQuery{Since: date("2010"), Until: date("2010")}, []string{attack}},
		{"confidence", graph.ClaimQuery{Of: []string{"KOR"}, MinConfidence: 0.9}, []string{attack, supports, meeting, denial}},
		{"article", graph.ClaimQuery{Article: "article/b"}, []string{supports, threat, denial}},
		{"limit", graph.ClaimQuery{Of: []string{"KOR"}, Limit: 2}, []string{attack, supports}},
		{"limit beyond", graph.ClaimQuery{Article: "article/b", Limit: 99}, []string{supports, threat, denial}},
		{"latest", graph.ClaimQuery{Of: []string{"KOR"}, Limit: 2, Latest: true}, []string{threat, meeting}},
		{"latest of an article", graph.ClaimQuery{Article: "article/b", Limit: 1, Latest: true}, []string{threat}},
		{"latest of an article about somebody", graph.ClaimQuery{Of: []string{"KOR"}, Article: "article/b", Limit: 1, Latest: true}, []string{threat}},
		{"latest, with undated ones", graph.ClaimQuery{Article: "article/b", Limit: 99, Latest: true}, []string{supports, threat, denial}},
		{"nobody", graph.ClaimQuery{Of: []string{"XXX"}}, nil},
		{"no such article", graph.ClaimQuery{Article: "article/z"}, nil},
		{"everything at once", graph.ClaimQuery{
			Of: []string{"CCDCOE"}, Between: []string{"KOR/NIS"}, Relations: []string{"JOINED"}, Factualities: []schema.Factuality{schema.Asserted},
			Since: date("2022"), Until: date("2022"), MinConfidence: 0.5, Article: "article/c", Limit: 1,
		}, []string{joinedC}},
	} {
		got := b.claims(c.q)
		equal(t, c.name, rows(got), c.want)
		for _, r := range got {
			if one := b.claims(graph.ClaimQuery{ID: r.Claim.ID}); len(one) != 1 || one[0].Claim.ID != r.Claim.ID {
				t.Errorf("by the id %s: %v", r.Claim.ID, one)
			}
		}
	}
}

func (b *bench) answering(id string) []string {
	b.t.Helper()
	as, err := b.s.Answering(b.ctx, id)
	b.must(err)
	var out []string
	for _, a := range as {
		s := a.Entity.ID
		if a.Via != "" {
			s += " " + a.Via + " " + a.For
		}
		if !a.Since.IsZero() || !a.Until.IsZero() {
			s += fmt.Sprintf(" %s–%s", a.Since.Value, a.Until.Value)
		}
		out = append(out, s)
	}
	return out
}

func testAnswering(t *testing.T, b *bench) {
	b.write(contributions(
		article("gazetteer").mentions("KOR", "PRK", "NATO", "CCDCOE", "CCDCOE/LAB", "KOR/NIS", "NATO/NCIA", "KOR/COAST",
			"organization/blue-party@KOR", "person/park-han@KOR", summit, drill, launch),
		article("a").says("KOR/COAST", "AGENCY_OF", "KOR").says("NATO/NCIA", "PART_OF", "NATO").
			says("organization/blue-party@KOR", "SUPPORTS", "KOR"),
		article("b").
			says("person/park-han@KOR", "LEADS", "KOR", on("2017-05-10")).
			says("person/park-han@KOR", "LEFT", "KOR", on("2022-05")).
			says("person/oh-min@KOR", "LEADS", "KOR/NIS", on("2020")).
			says("person/oh-min@KOR", "LEADS", "PRK", possible).
			says("person/jan-berg@ESP", "LEADS", "CCDCOE/LAB"),
	)...)
	equal(t, "KOR", b.answering("KOR"), []string{"KOR", "KOR/COAST AGENCY_OF KOR", "KOR/NIS AGENCY_OF KOR",
		"person/oh-min@KOR LEADS KOR/NIS 2020–", "person/park-han@KOR LEADS KOR 2017-05-10–2022-05"})
	nato := []string{"NATO", "CCDCOE PART_OF NATO", "CCDCOE/LAB PART_OF CCDCOE", "NATO/NCIA PART_OF NATO",
		drill + " EVENT_OF CCDCOE", summit + " EVENT_OF NATO", "person/jan-berg@ESP LEADS CCDCOE/LAB"}
	equal(t, "NATO", b.answering("NATO"), nato)
	equal(t, "CCDCOE", b.answering("CCDCOE"), []string{"CCDCOE", "CCDCOE/LAB PART_OF CCDCOE", drill + " EVENT_OF CCDCOE",
		"person/jan-berg@ESP LEADS CCDCOE/LAB"})
	equal(t, "PRK", b.answering("PRK"), []string{"PRK"})
	equal(t, "a person", b.answering("person/park-han@KOR"), []string{"person/park-han@KOR"})
	// One that leads two of them stands twice; two bodies that are part of each other do no harm.
	b.write(contributions(
		article("c").says("person/jan-berg@ESP", "LEADS", "NATO", on("2021")),
		article("d").says("CCDCOE", "PART_OF", "CCDCOE/LAB").says("NATO", "PART_OF", "CCDCOE"),
	)...)
	equal(t, "NATO", b.answering("NATO"), append(slices.Clone(nato), "person/jan-berg@ESP LEADS NATO 2021–"))
	_, err := b.s.Answering(b.ctx, "nobody")
	b.isErr(err, graph.ErrNotFound, "nobody")
}

func testFind(t *testing.T, b *bench) {
	p := article("a").mentions("KOR", "PRK", "KOR/NIS", "EU")
	p.knows(schema.Entity{ID: "person/jose@ESP", Label: schema.Person, Name: "José Núñez", Aliases: []string{"the Rok"}})
	p.knows(schema.Entity{ID: "person/x", Label: schema.Person, Name: "U.S. O'Neill", Aliases: []string{"平壤", "`{}`"}})
	b.write(p.Contribution)
	for name, want := range map[string][]string{
		"South Korea": {"KOR"}, "SOUTH  KOREA": {"KOR"}, "the Republic of Korea": {"KOR"},
		"rok": {"KOR", "person/jose@ESP"}, "jose nunez": {"person/jose@ESP"}, "JOSÉ NÚÑEZ": {"person/jose@ESP"}, "Jose\u0301 Nu\u0301n\u0303ez": {"person/jose@ESP"},
		"us oneill": {"person/x"}, "平壤": {"person/x"}, "`{}`": {"person/x"}, "nis": {"KOR/NIS"}, "eu": {"EU"},
		"Korea": nil, "": nil, " ": nil, "%": nil, "KOR/NIS": nil,
	} {
		es, err := b.s.Find(b.ctx, name)
		b.must(err)
		var ids []string
		for _, e := range es {
			ids = append(ids, e.ID)
		}
		equal(t, "find "+name, ids, want)
	}
	// A name goes with the last article that knows it.
	b.write(article("b").knows(schema.Entity{ID: "EU", Label: schema.Alliance, Name: "The Union", Aliases: []string{"EU"}}).Contribution)
	b.retract("article/a")
	es, err := b.s.Find(b.ctx, "European Union")
	b.must(err)
	if len(es) != 0 {
		t.Errorf("still found: %v", es)
	}
	if es, err = b.s.Find(b.ctx, "union"); err != nil || len(es) != 1 {
		t.Errorf("find union: %v, %v", es, err)
	}
}

func testEntities(t *testing.T, b *bench) {
	b.write(article("a").mentions("PRK", "KOR", "KOR/NIS", summit).Contribution)
	var got []string
	b.must(b.s.Entities(b.ctx, func(e schema.Entity) error {
		one, err := b.s.Entity(b.ctx, e.ID)
		b.must(err)
		equal(t, "entity "+e.ID, e, one)
		got = append(got, fmt.Sprintf("%s %s %q", e.ID, e.Label, append([]string{e.Name}, e.Aliases...)))
		return nil
	}))
	equal(t, "entities", got, []string{
		`KOR Country ["South Korea" "ROK" "Republic of Korea"]`,
		`KOR/NIS Agency ["National Intelligence Service" "NIS"]`,
		`PRK Country ["North Korea" "DPRK"]`,
		summit + ` Event ["NATO summit in Madrid"]`,
	})
}
