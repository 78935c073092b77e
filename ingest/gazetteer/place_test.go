package gazetteer

import (
	"fmt"
	"strings"
	"testing"
)

func TestMatchDivision(t *testing.T) {
	g := load(t)
	for _, c := range []struct{ forms, want string }{
		{"Texas ,", "place/texas@USA 1"},
		{"N.Y. , on", "place/new-york@USA 1"},
		{"Ga.", "place/georgia@USA 1"},
		{"New South Wales", "place/new-south-wales@AUS 3"},
		{"Paris", ""},
		{"France", ""},
		{"", ""},
	} {
		d, n := g.MatchDivision(strings.Fields(c.forms))
		got := ""
		if n > 0 {
			got = fmt.Sprint(d.ID, " ", n)
		}
		if got != c.want {
			t.Errorf("MatchDivision(%q) = %q, want %q", c.forms, got, c.want)
		}
	}
}

func TestMatchLocated(t *testing.T) {
	g := load(t)
	for _, c := range []struct{ forms, want string }{
		{"Paris , France , on Monday", "place/paris@FRA in FRA, 1 of 3"},
		{"Seattle , Washington", "place/seattle@USA in place/washington-state@USA, 1 of 3"},
		{"London , Ontario", "place/london@CAN in place/ontario@CAN, 1 of 3"},
		{"London , Ont.", "place/london@CAN in place/ontario@CAN, 1 of 3"},
		{"London , Canada", "place/london@CAN in CAN, 1 of 3"},
		{"London , England", "place/london@GBR in place/england@GBR, 1 of 3"},
		{"Portland , Ore.", "place/portland@USA in place/oregon@USA, 1 of 3"},
		{"Mobile , Ala.", "place/mobile@USA in place/alabama@USA, 1 of 3"},
		{"Reading ( England )", "place/reading@GBR in place/england@GBR, 1 of 3"},
		{"Reading ( England", ""},
		{"San Jose , Costa Rica", "place/san-jose@CRI in CRI, 2 of 5"},
		{"Springfield , Missouri", "place/springfield@USA in place/missouri@USA, 1 of 3"},
		{"Springfield , Illinois", "place/springfield-illinois@USA in place/illinois@USA, 1 of 3"},
		{"Springfield , Texas", ""},
		{"Paris , Germany and Italy", ""},
		{"Paris , French", ""},
		{"France , Germany", ""},
		{"Paris", ""},
		{"Paris ,", ""},
		{", ,", ""},
		{"", ""},
	} {
		l, ok := g.MatchLocated(strings.Fields(c.forms))
		got := ""
		if ok {
			got = fmt.Sprintf("%s in %s, %d of %d", l.Place.ID, l.Region.ID, l.PlaceTokens, l.Tokens)
		}
		if got != c.want {
			t.Errorf("MatchLocated(%q) = %q, want %q", c.forms, got, c.want)
		}
	}
}
