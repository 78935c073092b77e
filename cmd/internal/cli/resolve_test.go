package cli

import (
	"errors"
	"strings"
	"testing"

	"geokg/schema"
)

func TestChoose(t *testing.T) {
	kor := resolved{Entity: schema.Entity{ID: "KOR", Label: schema.Country, Name: "South Korea"}, InGraph: true}
	seoul := resolved{Entity: schema.Entity{ID: "place/seoul@KOR", Label: schema.Place, Name: "Seoul", Country: "KOR"}, InGraph: true}
	geo := resolved{Entity: schema.Entity{ID: "GEO", Label: schema.Country, Name: "Georgia"}, InGraph: false}
	state := resolved{Entity: schema.Entity{ID: "place/georgia@USA", Label: schema.Place, Name: "Georgia", Country: "USA"}, InGraph: true}
	for _, c := range []struct {
		what   string
		all    []resolved
		ranks  map[string]int
		want   string // id, or "" for a choice
		others int
	}{
		{"one", []resolved{kor}, map[string]int{"KOR": rankName}, "KOR", 0},
		{"the country before the city", []resolved{kor, seoul}, map[string]int{"KOR": rankStandsFor, "place/seoul@KOR": rankPlace}, "KOR", 1},
		{"the one in the graph", []resolved{geo, state}, map[string]int{"GEO": rankName, "place/georgia@USA": rankName}, "place/georgia@USA", 1},
		{"both in the graph", []resolved{kor, seoul}, map[string]int{"KOR": rankName, "place/seoul@KOR": rankName}, "", 0},
		{"the one that claims are about", []resolved{kor, state}, map[string]int{"KOR": rankName, "place/georgia@USA": rankName}, "place/georgia@USA", 1},
	} {
		e, others, err := choose("name", c.all, c.ranks, map[string]bool{"place/georgia@USA": true})
		var choice *choiceError
		if c.want == "" {
			if !errors.As(err, &choice) || len(choice.more()) != len(c.all) {
				t.Errorf("%s: %v", c.what, err)
			}
			continue
		}
		if err != nil || e.ID != c.want || len(others) != c.others {
			t.Errorf("%s: %s, %d others, %v", c.what, e.ID, len(others), err)
		}
	}
}

func TestChoiceNamesIDs(t *testing.T) {
	err := &choiceError{name: "Georgia", choices: []resolved{
		{Entity: schema.Entity{ID: "GEO", Label: schema.Country, Name: "Georgia"}, InGraph: true},
		{Entity: schema.Entity{ID: "place/georgia@USA", Label: schema.Place, Name: "Georgia", Country: "USA"}},
	}}
	want := "  GEO                Georgia, Country\n  place/georgia@USA  Georgia (USA), Place (not in the graph)"
	if got := strings.Join(err.more(), "\n"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestEditDistance(t *testing.T) {
	for _, c := range []struct {
		a, b        string
		limit, want int
	}{
		{"", "", 2, 0}, {"nato", "nato", 2, 0}, {"nato", "nata", 2, 1}, {"sout korea", "south korea", 2, 1},
		{"kitten", "sitting", 3, 3}, {"kitten", "sitting", 2, 3}, {"a", "abcdef", 2, 3}, {"łódź", "łodz", 2, 2},
	} {
		if got := editDistance(c.a, c.b, c.limit); got != c.want {
			t.Errorf("editDistance(%q, %q, %d) = %d, want %d", c.a, c.b, c.limit, got, c.want)
		}
	}
}
