package eval

import (
	"math"
	"strings"
	"testing"

	"geokg/schema"
)

func TestSameName(t *testing.T) {
	for _, c := range []struct {
		a, b  string
		label schema.Label
		want  bool
	}{
		{"The United States", "U.S.", schema.Country, true},
		{"Côte d'Ivoire", "Cote d'Ivoire", schema.Country, true},
		{"National Intelligence Service (South Korea)", "National Intelligence Service", schema.Agency, true},
		{"United Nations Security Council", "UN Security Council", schema.Alliance, true},
		{"Niger", "Nigeria", schema.Country, false},
		{"President Jan Berg", "J. Berg", schema.Person, true},
		{"Jan Berg", "Ole Berg", schema.Person, false},
		{"Berg", "Ole Berg", schema.Person, true},
		{"2022 NATO summit in Madrid", "NATO summit Madrid (June 2022)", schema.Event, true}, // 3 of 4 words
		{"NATO summit", "Meeting in Oslo", schema.Event, false},
		{"NATO summit in Madrid", "NATO summit", schema.Organization, false},
		{"", "the", schema.Event, false},
	} {
		if got := sameName(normalized(c.a), normalized(c.b), c.label); got != c.want {
			t.Errorf("%q and %q as %s: %v, want %v", c.a, c.b, c.label, got, c.want)
		}
	}
}

func country(name, code string) (string, schema.Label, string) { return name, schema.Country, code }

func made(subject, relation, object string, f schema.Factuality) Claim {
	c := Claim{Relation: relation, Factuality: f, Evidence: "A sentence.", Confidence: 0.9}
	c.Subject, c.SubjectLabel, c.SubjectOf = country(subject, strings.ToUpper(subject[:3]))
	c.Object, c.ObjectLabel, c.ObjectOf = country(object, strings.ToUpper(object[:3]))
	return c
}

func TestScore(t *testing.T) {
	gold := Gold{{"a", []Claim{
		made("Chad", "ATTACKED", "Mali", schema.Negated),
		made("Chad", "MET_WITH", "Niger", schema.Asserted),
		made("Chad", "JOINED", "Kenya", schema.Asserted),
	}}, {"b", nil}}
	optional := made("Peru", "AIDS", "Cuba", schema.Asserted)
	optional.Optional = true
	gold[0].Claims = append(gold[0].Claims, optional)
	r := Score(gold, map[string][]Claim{"a": {
		made("Chad", "ATTACKED", "Mali", schema.Asserted),  // wrong
		made("Niger", "MET_WITH", "Chad", schema.Asserted), // right, the other way round
		made("Kenya", "JOINED", "Chad", schema.Asserted),   // wrong
		made("Peru", "AIDS", "Cuba", schema.Asserted),      // neither
	}})
	for _, c := range []struct {
		what      string
		got, want Rates
	}{
		{"claims", r.Claims, Rates{1, 2, 2}}, {"relations", r.Relations, Rates{2, 1, 1}},
		{"rolled", r.Rolled, Rates{2, 1, 1}}, {"JOINED", r.ByRelation["JOINED"], Rates{0, 1, 1}},
	} {
		if c.got != c.want {
			t.Errorf("%s: %+v, want %+v", c.what, c.got, c.want)
		}
	}
	if r.AssertedOtherwise != 1 || r.Unread != 1 || r.AssertedGold != 2 {
		t.Errorf("%d asserted otherwise, %d unread, %d asserted in gold", r.AssertedOtherwise, r.Unread, r.AssertedGold)
	}
	if p, q, n := r.Drawn(0.5); math.Abs(p-100.0/3) > 1e-9 || q != 50 || n != 3 {
		t.Errorf("drawn: precision %v, recall %v of %d", p, q, n)
	}
	var classes []string
	for _, e := range r.Errors {
		classes = append(classes, e.Kind+" "+e.Class)
	}
	if got, want := strings.Join(classes, "; "), "wrong other factuality; wrong direction; missed other factuality; missed direction"; got != want {
		t.Errorf("errors: %s, want %s", got, want)
	}
}

// A curve is found again in claims that are right as often as it says.
func TestFit(t *testing.T) {
	truth := Curve{0.8, 0.6}
	var judged []Judged
	for i := range 20000 {
		score := 0.05 + 0.9*float64(i%97)/97
		share := truth.at(score)
		judged = append(judged, Judged{"article" + string(rune('a'+i%23)), true, score, math.Mod(float64(i)*math.Phi, 1) < share})
	}
	same := func(x float64) float64 { return x }
	got := Fit(judged, same)
	if math.Abs(got.Intercept-truth.Intercept) > 0.1 || math.Abs(got.Slope-truth.Slope) > 0.1 {
		t.Errorf("got %+v, want %+v", got, truth)
	}
	if brier, mean := CrossValidate(judged, same); brier >= mean {
		t.Errorf("Brier score %v on what was left out, no better than the mean's %v", brier, mean)
	}
	if few := Fit(judged[:1], same); math.IsNaN(few.Slope) || math.Abs(few.Slope-priorSlope) > 0.5 {
		t.Errorf("one claim: %+v", few)
	}
}

func TestReliability(t *testing.T) {
	r := Report{}
	for i := range 10 {
		r.Judged = append(r.Judged, Judged{"a", true, float64(i) / 10, i >= 5})
	}
	table := r.Reliability()
	if len(table) != 5 || table[0].N != 2 || table[0].Right != 0 || table[2].Right != 0.5 || table[4].Right != 1 || math.Abs(table[4].Mean-0.85) > 1e-9 {
		t.Errorf("%+v", table)
	}
	// (0² + .1² + .2² + .3² + .4² + .5² + .4² + .3² + .2² + .1²) / 10
	if brier, mean := r.Brier(); math.Abs(brier-0.085) > 1e-9 || mean != 0.25 {
		t.Errorf("Brier %v, %v", brier, mean)
	}
}
