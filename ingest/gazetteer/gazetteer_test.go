package gazetteer

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"geokg/schema"
)

var loadOnce = sync.OnceValues(Load)

func load(t testing.TB) *Gazetteer {
	t.Helper()
	g, err := loadOnce()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// show writes a match as "tokens: kind id, kind id".
func show(m Match) string {
	var s []string
	for _, t := range m.Terms {
		s = append(s, string(t.Kind)+" "+t.ID)
	}
	return fmt.Sprintf("%d: %s", m.Tokens, strings.Join(s, ", "))
}

func TestMatch(t *testing.T) {
	g := load(t)
	for _, c := range []struct{ forms, want string }{
		{"South Korea signed", "2: name KOR"},
		{"SOUTH KOREA SIGNS", "2: name KOR"},
		{"South Koreans voted", "2: demonym KOR"},
		{"South - Korean forces", "3: demonym KOR"},
		{"U.S. forces", "1: acronym USA"},
		{"US forces", "1: acronym USA"},
		{"us", ""},
		{"Us", ""},
		{"turkey dinner", ""},
		{"Turkey said", "1: name TUR"},
		{"TURKEY SAID", "1: name TUR"},
		{"Seoul warned", "1: metonym KOR, place place/seoul@KOR"},
		{"NATO's", ""},
		{"NATO 's", "1: acronym NATO"},
		{"the Hague", "2: metonym NLD, place place/the-hague@NLD"},
		{"Hague", ""},
		{"Cote d'Ivoire", "2: name CIV"},
		{"Côte d’ Ivoire", "3: name CIV"},
		{"Soviet troops", "1: demonym SUN"},
		{"Kiev", "1: metonym UKR, place place/kyiv@UKR"},
		{"DR Congo", "2: name COD"},
		{"Congo", "1: name COD, name COG"},
	} {
		m, _ := g.Match(strings.Fields(c.forms))
		if got := show(m); got != c.want && !(c.want == "" && m.Tokens == 0) {
			t.Errorf("Match(%q) = %q, want %q", c.forms, got, c.want)
		}
	}
}

func TestEntity(t *testing.T) {
	g := load(t)
	e, ok := g.Entity("CCDCOE")
	if !ok || e.Parent != "NATO" || e.Label != schema.Alliance || e.Of() != "NATO" {
		t.Errorf("CCDCOE = %+v", e)
	}
	if e, _ := g.Entity("KOR"); e == nil || e.Wikidata != "Q884" || e.Country != "KOR" {
		t.Errorf("KOR = %+v", e)
	}
}
