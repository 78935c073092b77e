package eval

import (
	"testing"

	"geokg/schema"
)

func TestScoreLinks(t *testing.T) {
	gold := Gold{{ID: "a", Claims: []Claim{
		{Subject: "Georgia", SubjectLabel: schema.Country, SubjectOf: "GEO", Object: "Jane Doe", ObjectLabel: schema.Person, ObjectOf: "GEO"},
		{Subject: "Chad", SubjectLabel: schema.Country, SubjectOf: "TCD", Object: "NATO", ObjectLabel: schema.Alliance, Optional: true},
	}}}
	georgia := LinkedEntity{"Georgia", schema.Country, "GEO"}
	r := ScoreLinks(gold, map[string][]LinkedMention{"a": {
		{Words: "Georgia", Name: true, Entities: []LinkedEntity{georgia}},
		{Words: "Georgia", Name: true, Entities: []LinkedEntity{{"Georgia", schema.Place, "USA"}}},
		{Words: "Doe", Name: true, Entities: []LinkedEntity{{"Jane Doe", schema.Person, "USA"}}},
		{Words: "Georgian", Entities: []LinkedEntity{georgia}},
		{Words: "NATO", Name: true, Entities: []LinkedEntity{{"NATO", schema.Alliance, ""}}},
		{Words: "Mali", Name: true, Entities: []LinkedEntity{{"Mali", schema.Country, "MLI"}}},
	}})
	for label, want := range map[schema.Label]LinkRates{
		schema.Country:  {Gold: 1, Found: 1, FoundOf: 1, Linked: 2, Wrong: 1},
		schema.Person:   {Gold: 1, Found: 1}, // of another country, and called by her last name, which gold does not give
		schema.Alliance: {Linked: 1},
	} {
		if got := r.ByLabel[label]; got != want {
			t.Errorf("%s: %+v, want %+v", label, got, want)
		}
	}
	if r.All.Gold != 2 || r.All.WrongPerHundred() != 100.0/3 {
		t.Errorf("all: %+v", r.All)
	}
	if len(r.Errors) != 1 || r.Errors[0].Kind != "wrong" || r.Errors[0].Got != "Georgia (Place)" {
		t.Errorf("errors: %+v", r.Errors)
	}
}
