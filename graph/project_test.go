package graph

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"geokg/schema"
)

// stated returns a claim of three words for projection.
func stated(article, subject, relation, object, date string, f schema.Factuality, confidence float64) Stated {
	c := schema.Claim{Article: article, Subject: subject, Relation: relation, Object: object, Factuality: f, Confidence: confidence}
	c.Date.Value = date
	c.ID = schema.ClaimID(&c)
	return StatedOf(&c, article)
}

func TestProject(t *testing.T) {
	a := schema.Asserted
	claims := []Stated{
		stated("1", "ESP", "JOINED", "EU", "1986", a, 0.9),
		stated("2", "ESP", "JOINED", "EU", "", a, DrawingConfidence),
		stated("2", "ESP", "JOINED", "EU", "1985", a, DrawingConfidence-0.01),
		stated("2", "ESP", "JOINED", "EU", "1985", schema.Planned, 0.9),
		stated("3", "ESP", "JOINED", "EU", "", schema.Negated, 0.1),
		stated("3", "EU", "EXPELLED", "ESP", "2030", a, 0.9),
		stated("3", "ESP", "LEFT", "EU", "2031", a, 0.9),
		stated("3", "ESP", "LEFT", "EU", "1980", a, 0.9),
		stated("4", "PRK", "MET_WITH", "KOR", "2018", a, 0.85),
		stated("5", "KOR", "MET_WITH", "PRK", "2019", a, 0.87),
		stated("5", "KOR", "ATTACKED", "PRK", "2019", schema.Negated, 0.7),
	}
	claims[1].Story, claims[8].Attributed, claims[9].Attributed = "1", true, true
	want := []Edge{
		{Subject: "ESP", Relation: "JOINED", Object: "EU", Since: "1986", Last: "1986", Until: "2030", Claims: 2, Articles: 2, Stories: 1, Confidence: 0.9, Denied: 1},
		{Subject: "ESP", Relation: "LEFT", Object: "EU", Since: "1980", Last: "2031", Claims: 2, Articles: 1, Stories: 1, Confidence: 0.9},
		{Subject: "EU", Relation: "EXPELLED", Object: "ESP", Since: "2030", Last: "2030", Claims: 1, Articles: 1, Stories: 1, Confidence: 0.9},
		{Subject: "KOR", Relation: "MET_WITH", Object: "PRK", Since: "2018", Last: "2019", Claims: 2, Articles: 2, Stories: 2, Confidence: 0.87, AttributedOnly: true},
	}
	for i := range want {
		want[i].ID = schema.EdgeID(want[i].Subject, want[i].Relation, want[i].Object)
	}
	for range 5 {
		got := Project(claims)
		slices.SortFunc(got, func(a, b Edge) int {
			return slices.Compare([]string{a.Subject, a.Relation}, []string{b.Subject, b.Relation})
		})
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("got %+v\nwant %+v", got, want)
		}
		rand.Shuffle(len(claims), func(i, j int) { claims[i], claims[j] = claims[j], claims[i] })
	}
	if got := Project(nil); got != nil {
		t.Errorf("no claims: %v", got)
	}
}

// TestExtend checks that an edge extended by the claims of further articles is the edge of all claims.
func TestExtend(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	dates := []string{"", "2020", "2021-03", "2021-03-04", "2022"}
	for range 300 {
		var old, come []Stated
		stories := map[string]bool{}
		for i := range 2 + rng.IntN(8) {
			c := stated(string(rune('a'+i)), "KOR", "MET_WITH", "PRK", dates[rng.IntN(len(dates))], schema.Factualities[rng.IntN(4)], 0.6+float64(rng.IntN(40))/100)
			c.Story, c.Attributed = string(rune('a'+rng.IntN(4))), rng.IntN(2) == 0
			if i == 0 {
				c.Factuality, c.Confidence = schema.Asserted, DrawingConfidence
			}
			if i == 0 || rng.IntN(2) == 0 {
				old = append(old, c)
				stories[c.Story] = stories[c.Story] || c.Drawn()
			} else {
				come = append(come, c)
			}
		}
		e, _ := tally(old)
		got := extend(e, come, func(s string) bool { return stories[s] })
		if want, _ := tally(slices.Concat(old, come)); got != want {
			t.Fatalf("old %+v\ncome %+v\n got %+v\nwant %+v", old, come, got, want)
		}
	}
}
