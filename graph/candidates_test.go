package graph

import (
	"fmt"
	"testing"

	"geokg/schema"
)

func TestCandidates(t *testing.T) {
	event := func(id, date string) schema.Entity {
		d, _ := schema.ParseDate(date)
		return schema.Entity{ID: id, Label: schema.Event, Name: id, Type: "summit", Parent: "NATO", Place: "place/oslo@NOR", Date: d}
	}
	named := func(l schema.Label, id, name, country string, aliases ...string) schema.Entity {
		return schema.Entity{ID: id, Label: l, Name: name, Country: country, Aliases: aliases}
	}
	es := []schema.Entity{
		named(schema.Person, "person/a", "Volodymyr Zelensky", "UKR"), named(schema.Person, "person/b", "Volodymyr Zelenskyy", "UKR"),
		named(schema.Person, "person/c", "V. Zelensky", ""), named(schema.Person, "person/d", "Olena Zelenska", "UKR"),
		named(schema.Person, "person/e", "Jan Berg", "NOR"), named(schema.Person, "person/f", "Jan Berg", "SWE"),
		named(schema.Organization, "organization/a", "Popular Front of Chad", "TCD"), named(schema.Organization, "organization/b", "PFC", "TCD"),
		named(schema.Organization, "organization/c", "Popular Front", ""), named(schema.Organization, "organization/d", "National Front", ""),
		named(schema.Person, "person/g", "Wolfgang Schmitt", "DEU"), named(schema.Person, "person/h", "Wolfgamg Schmitt", "DEU"),
		named(schema.Organization, "organization/e", "Unit 29155 of Ruritania", ""), named(schema.Organization, "organization/f", "Unit 29156 of Ruritania", ""),
		named(schema.Organization, "organization/g", "Institute for Peace", ""), named(schema.Organization, "organization/h", "Instiute for Peace", ""),
		event("event/a", "2022-06"), event("event/b", "2022-07"), event("event/c", "2023-06"), event("event/d", ""),
	}
	got := map[string]string{}
	for _, c := range Candidates(es) {
		got[c.A.ID+" "+c.B.ID] = c.Reason
	}
	for pair, reason := range map[string]string{
		"person/a person/b":             "last names spelled alike, of the same country",
		"person/a person/c":             "an initial for the first name",
		"organization/a organization/b": "one is the other's acronym, of the same country",
		"organization/a organization/c": "one name is in the other",
		"person/g person/h":             "one letter apart, of the same country",
		"organization/g organization/h": "one letter apart",
		"event/a event/b":               "a month apart at most: put off?",
		"event/a event/d":               "one has no date",
	} {
		if got[pair] != reason {
			t.Errorf("%s: %q, want %q", pair, got[pair], reason)
		}
	}
	for _, pair := range []string{"person/e person/f", "person/a person/d", "organization/c organization/d", "organization/e organization/f", "event/a event/c"} {
		if r, ok := got[pair]; ok {
			t.Errorf("%s are candidates: %s", pair, r)
		}
	}
}

// TestCandidatesOfCommonNames looks for a pair among very many of one last name, of which no pair else is alike.
func TestCandidatesOfCommonNames(t *testing.T) {
	var es []schema.Entity
	for i := range 1000 {
		first := fmt.Sprintf("%c%c%c%c", 'a'+i%26, "bdfgklmnprstvz"[i/26%14], "bdfgklmnprstvz"[i/364%14], 'a'+i%5)
		es = append(es, schema.Entity{ID: fmt.Sprintf("person/%04d", i), Label: schema.Person, Name: first + " Kim", Country: fmt.Sprint("X", i%40)})
	}
	es = append(es, schema.Entity{ID: "person/one", Label: schema.Person, Name: "Qasim Kim", Country: "TCD"}, schema.Entity{ID: "person/two", Label: schema.Person, Name: "Qassim Kim", Country: "TCD"})
	cs := Candidates(es)
	if len(cs) == 0 || cs[0].A.ID != "person/one" || cs[0].B.ID != "person/two" {
		t.Errorf("the first of %d candidates is not the pair: %+v", len(cs), cs[:min(len(cs), 1)])
	}
}

func BenchmarkCandidates(b *testing.B) {
	var es []schema.Entity
	for i := range 100_000 {
		es = append(es, schema.Entity{ID: fmt.Sprint("person/", i), Label: schema.Person, Name: fmt.Sprintf("First%d Last%d", i%700, i%30011)})
	}
	for range b.N {
		Candidates(es)
	}
}
