package storetest

import (
	"fmt"
	"testing"

	"geokg/graph"
	"geokg/schema"
)

// relate lists the rows of an answer in a line each, and its edges.
func (b *bench) relate(x, y string, o graph.RelateOptions) (lines, edges []string) {
	b.t.Helper()
	ans, err := graph.Relate(b.ctx, b.s, x, y, o)
	b.must(err)
	if ans.A.ID != x || (ans.B == nil) != (y == "") || ans.B != nil && ans.B.ID != y {
		b.t.Errorf("answer about %q and %v, want %q and %q", ans.A.ID, ans.B, x, y)
	}
	for _, r := range ans.Rows {
		s := rows([]graph.ClaimRow{r.ClaimRow})[0]
		if r.A != nil {
			s += "; " + r.A.Why
		}
		if r.B != nil {
			s += "; " + r.B.Why
		}
		if r.Event != nil {
			s += "; event " + r.Event.Name
		}
		lines = append(lines, s)
	}
	if ans.More {
		lines = append(lines, "more")
	}
	for _, e := range ans.Edges {
		edges = append(edges, fmt.Sprintf("%s %s %s", e.Subject, e.Relation, e.Object))
	}
	return lines, edges
}

func testRelate(t *testing.T, b *bench) {
	b.write(contributions(
		article("gazetteer").mentions("KOR/NIS", "CCDCOE", "CCDCOE/LAB", summit, "organization/blue-party@KOR"),
		article("a").
			says("KOR/NIS", "JOINED", "CCDCOE", on("2022-05-05")).
			says("KOR", "ATTENDED", summit, planned, on("2022-06")).
			says("organization/blue-party@KOR", "CRITICIZES", "NATO", on("2022-06")),
		article("b").
			says("KOR/NIS", "JOINED", "CCDCOE", on("2022-05-05"), by("CCDCOE")).
			says("NATO", "PARTNERS_WITH", "KOR").
			says("KOR", "JOINED", "NATO", negated, sure(0.7)),
		article("c").
			says("person/park-han@KOR", "LEADS", "KOR", on("2017-05")).
			says("person/park-han@KOR", "LEFT", "KOR", on("2022-05-09")).
			says("person/park-han@KOR", "MET_WITH", "NATO", on("2019-01-02")).
			says("person/park-han@KOR", "MET_WITH", "NATO", on("2023")).
			says("person/park-han@KOR", "CRITICIZES", "NATO", possible),
		article("d").says("person/jan-berg@ESP", "LEADS", "CCDCOE/LAB").says("person/jan-berg@ESP", "VISITED", "KOR", on("2021")),
		article("e").says("PRK", "THREATENS", "KOR").says("NATO", "PART_OF", "EU", possible),
	)...)
	const (
		nis      = "; National Intelligence Service answers for South Korea: AGENCY_OF"
		centre   = "; Cooperative Cyber Defence Centre of Excellence answers for NATO: PART_OF"
		inOffice = "; Park Han answers for South Korea: LEADS"

		met       = "c 2019-01-02 person/park-han@KOR MET_WITH NATO asserted" + inOffice
		visit     = "d 2021 person/jan-berg@ESP VISITED KOR asserted; Jan Berg answers for NATO: LEADS Cyber Range Laboratory"
		joined    = "a 2022-05-05 KOR/NIS JOINED CCDCOE asserted" + nis + centre
		joinedToo = "b 2022-05-05 KOR/NIS JOINED CCDCOE asserted by Cooperative Cyber Defence Centre of Excellence" + nis + centre
		attends   = "a 2022-06 KOR ATTENDED " + summit + " planned; NATO summit in Madrid answers for NATO: EVENT_OF"
		partner   = "b  NATO PARTNERS_WITH KOR asserted"
		denial    = "b  KOR JOINED NATO negated"
		critic    = "c  person/park-han@KOR CRITICIZES NATO possible" + inOffice
	)
	all := []string{met, visit, joined, joinedToo, attends, partner, denial, critic} // what is undated goes by the claims' hashes
	drawn := []string{"KOR/NIS JOINED CCDCOE", "NATO MET_WITH person/park-han@KOR", "KOR PARTNERS_WITH NATO", "person/jan-berg@ESP VISITED KOR"}
	check := func(name, x, y string, o graph.RelateOptions, want, wantEdges []string) {
		t.Helper()
		lines, edges := b.relate(x, y, o)
		equal(t, name, lines, want)
		equal(t, "edges: "+name, edges, wantEdges)
	}
	check("rolled up", "KOR", "NATO", graph.RelateOptions{RollUp: true}, all, drawn)
	check("themselves", "KOR", "NATO", graph.RelateOptions{}, []string{partner, denial}, []string{"KOR PARTNERS_WITH NATO"})
	check("the other way round", "NATO", "KOR", graph.RelateOptions{}, []string{partner, denial}, []string{"KOR PARTNERS_WITH NATO"})
	check("dates", "KOR", "NATO", graph.RelateOptions{RollUp: true, Since: date("2020"), Until: date("2022-05")},
		[]string{visit, joined, joinedToo}, []string{"KOR/NIS JOINED CCDCOE", "NATO MET_WITH person/park-han@KOR", "person/jan-berg@ESP VISITED KOR"})
	check("relations", "KOR", "NATO", graph.RelateOptions{RollUp: true, Relations: []string{"JOINED"}},
		[]string{joined, joinedToo, denial}, []string{"KOR/NIS JOINED CCDCOE"})
	check("factualities", "KOR", "NATO", graph.RelateOptions{RollUp: true, Factualities: []schema.Factuality{schema.Negated, schema.Planned}},
		[]string{attends, denial}, nil)
	check("confidence", "KOR", "NATO", graph.RelateOptions{MinConfidence: 0.8}, []string{partner}, []string{"KOR PARTNERS_WITH NATO"})
	check("nothing", "PRK", "NATO", graph.RelateOptions{RollUp: true}, nil, nil)
	check("one alone", "PRK", "", graph.RelateOptions{}, []string{"e  PRK THREATENS KOR asserted"}, []string{"PRK THREATENS KOR"})
	check("a part of the other", "NATO", "CCDCOE", graph.RelateOptions{RollUp: true}, nil, nil)
	check("one alone, rolled up", "NATO", "", graph.RelateOptions{RollUp: true, Relations: []string{"JOINED"}},
		[]string{"a 2022-05-05 KOR/NIS JOINED CCDCOE asserted" + centre,
			"b 2022-05-05 KOR/NIS JOINED CCDCOE asserted by Cooperative Cyber Defence Centre of Excellence" + centre, denial},
		[]string{"KOR/NIS JOINED CCDCOE"})

	ans, err := graph.Relate(b.ctx, b.s, "KOR/NIS", "CCDCOE", graph.RelateOptions{})
	b.must(err)
	if len(ans.Rows) != 2 || ans.Rows[0].Group != ans.Rows[1].Group || ans.Rows[0].Group != "KOR/NIS JOINED CCDCOE asserted 2022-05-05" {
		t.Errorf("rows that say the same are not of one group: %+v", ans.Rows)
	}
	_, err = graph.Relate(b.ctx, b.s, "nobody", "NATO", graph.RelateOptions{})
	b.isErr(err, graph.ErrNotFound, "nobody")
	_, err = graph.Relate(b.ctx, b.s, "KOR", "nobody", graph.RelateOptions{RollUp: true})
	b.isErr(err, graph.ErrNotFound, "nobody")
}

func testRelateEvents(t *testing.T, b *bench) {
	b.write(contributions(
		article("a").says("PRK", "CONDUCTED", launch, on("2022-05-07")).says("ESP", "ATTENDED", summit),
		article("b").says(launch, "TARGETED", "KOR", on("2022-05")),
		article("c").says("KOR/MND", "ATTENDED", drill, on("2022-04")),
		article("d").says("PRK", "ATTENDED", drill, negated),
		article("e").says("person/oh-min@KOR", "LEADS", "KOR", on("2022-01")).
			says("person/oh-min@KOR", "ATTENDED", summit, on("2022-06-29")).
			says("person/oh-min@KOR", "HOSTED", drill, on("2021")),
	)...)
	const test, exercise = "; event missile test", "; event Cyber exercise"
	lines, edges := b.relate("PRK", "KOR", graph.RelateOptions{RollUp: true})
	equal(t, "PRK and KOR", lines, []string{
		"c 2022-04 KOR/MND ATTENDED " + drill + " asserted; Ministry of National Defense answers for South Korea: AGENCY_OF" + exercise,
		"b 2022-05 " + launch + " TARGETED KOR asserted" + test,
		"a 2022-05-07 PRK CONDUCTED " + launch + " asserted" + test,
		"d  PRK ATTENDED " + drill + " negated" + exercise,
	})
	equal(t, "edges", edges, []string(nil))
	lines, _ = b.relate("PRK", "KOR", graph.RelateOptions{Relations: []string{"CONDUCTED", "TARGETED", "JOINED"}})
	equal(t, "PRK and KOR themselves", lines, []string{
		"b 2022-05 " + launch + " TARGETED KOR asserted" + test, "a 2022-05-07 PRK CONDUCTED " + launch + " asserted" + test})
	lines, _ = b.relate("PRK", "KOR", graph.RelateOptions{RollUp: true, Relations: []string{"JOINED"}})
	equal(t, "without the relations of events", lines, []string(nil))
	lines, edges = b.relate("KOR", "ESP", graph.RelateOptions{RollUp: true})
	equal(t, "KOR and ESP", lines, []string{
		"e 2022-06-29 person/oh-min@KOR ATTENDED " + summit + " asserted; Oh Min answers for South Korea: LEADS; event NATO summit in Madrid",
		"a  ESP ATTENDED " + summit + " asserted; event NATO summit in Madrid",
	})
	equal(t, "edges", edges, []string(nil))
}

// testRelateLimit checks that claims out of office don't take the place of others.
func testRelateLimit(t *testing.T, b *bench) {
	p := article("a").says("person/park-han@KOR", "LEADS", "KOR", on("2020")).says("KOR", "SUPPORTS", "NATO", on("2021-12")).says("KOR", "AIDS", "NATO", on("2021-12-31"))
	for i := range 9 {
		p.says("person/park-han@KOR", "CRITICIZES", "NATO", on(fmt.Sprintf("2010-0%d", i+1)))
	}
	b.write(p.Contribution)
	supports, aids := "a 2021-12 KOR SUPPORTS NATO asserted", "a 2021-12-31 KOR AIDS NATO asserted"
	for limit, want := range map[int][]string{0: {supports, aids}, 1: {supports, "more"}, 2: {supports, aids}, 3: {supports, aids}} {
		lines, _ := b.relate("KOR", "NATO", graph.RelateOptions{RollUp: true, Limit: limit})
		equal(t, fmt.Sprintf("limit %d", limit), lines, want)
	}
}
