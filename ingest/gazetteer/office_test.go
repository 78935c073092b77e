package gazetteer

import (
	"os"
	"slices"
	"strings"
	"testing"

	"geokg/schema"
)

func TestHolders(t *testing.T) {
	g := load(t)
	for _, c := range []struct{ of, role, at, want string }{
		{"KOR", "president", "2022-05-20", "person/yoon-suk-yeol@KOR"},
		{"KOR", "president", "2005", "person/roh-moo-hyun@KOR"},
		{"USA", "secretary of state", "2004-06", "person/colin-powell@USA"},
		{"USA", "Secretary of Defense", "2004-06", "person/donald-rumsfeld@USA"},
		{"GBR", "foreign secretary", "2016-01", "person/philip-hammond@GBR"},
		{"NATO", "secretary-general", "2022-06-29", "person/jens-stoltenberg@NOR"},
		{"NATO", "chief", "2004-07", "person/jaap-de-hoop-scheffer@NLD"},
		{"UN", "secretary general", "2004-07", "person/kofi-annan@GHA"},
		{"UN/IAEA", "chief", "2004-07", "person/mohamed-elbaradei@EGY"},
		{"EUROPEAN-COMMISSION", "president", "2010", "person/jose-manuel-barroso@PRT"},
		{"IRL", "taoiseach", "2014", "person/enda-kenny@IRL"},
		{"DEU", "chancellor", "1995", "person/helmut-kohl@DEU"},
		{"ISL", "prime minister", "2014-01", "person/sigmundur-david-gunnlaugsson@ISL"},
		{"RUS", "", "2015", "person/dmitry-medvedev@RUS person/vladimir-putin@RUS"},
		{"RUS", "astronaut", "2015", ""},
		{"XXX", "president", "2015", ""},
	} {
		var ids []string
		for _, o := range g.Holders(c.of, c.role, date(t, c.at)) {
			ids = append(ids, o.Person)
		}
		slices.Sort(ids)
		if got := strings.Join(slices.Compact(ids), " "); got != c.want {
			t.Errorf("Holders(%s, %q, %s) = %q, want %q", c.of, c.role, c.at, got, c.want)
		}
	}
}

func TestOffices(t *testing.T) {
	g := load(t)
	os := g.Offices("person/ban-ki-moon@KOR")
	if len(os) != 2 || os[0].Role != "foreign minister" || os[1].Of != "UN" || os[1].From.Value != "2007-01-01" {
		t.Errorf("Ban Ki-moon: %+v", os)
	}
	if os := g.Offices("person/nobody"); os != nil {
		t.Errorf("nobody: %+v", os)
	}
	for e := range g.All() {
		if !slices.IsSortedFunc(g.Offices(e.ID), func(a, b Office) int { return strings.Compare(a.From.Value, b.From.Value) }) {
			t.Errorf("the offices of %s are out of order", e.ID)
		}
	}
}

// A country has one president at a time.
func TestOneHolderAtATime(t *testing.T) {
	g := load(t)
	for e := range g.All() {
		if e.Label != schema.Country {
			continue
		}
		for _, role := range []string{"president", "prime minister", "chancellor", "king", "pope"} {
			os := g.Holders(e.ID, role, schema.Date{})
			for i := 1; i < len(os); i++ {
				if os[i].From.Year() == os[i-1].From.Year() {
					continue // known by the year only
				}
				if before := os[i-1].To.Value; before == "" || before > os[i].From.Value && !strings.HasPrefix(os[i].From.Value, before[:4]) {
					t.Errorf("%s %s: %s (to %q) overlaps %s (from %s)", e.ID, role, os[i-1].Person, before, os[i].Person, os[i].From.Value)
				}
			}
		}
	}
}

func TestRole(t *testing.T) {
	g := load(t)
	for _, c := range []struct{ title, of, want string }{
		{"Secretary of State", "USA", "foreign minister"},
		{"Foreign Minister", "", "foreign minister"},
		{"home secretary", "GBR", "interior minister"},
		{"chief", "NATO", "secretary general"},
		{"chief", "FRA", ""},
		{"janitor", "FRA", ""},
	} {
		if got, ok := g.Role(c.title, c.of); got != c.want || ok != (c.want != "") {
			t.Errorf("Role(%q, %q) = %q, %v, want %q", c.title, c.of, got, ok, c.want)
		}
	}
}

func TestFamilyNames(t *testing.T) {
	for _, c := range []struct{ name, country, want string }{
		{"Kim Jong-un", "PRK", "Kim"},
		{"Xi Jinping", "CHN", "Xi"},
		{"Vladimir Putin", "RUS", "Putin"},
		{"Bashar al-Assad", "SYR", "Assad|al-Assad"},
		{"Ursula von der Leyen", "DEU", "von der Leyen|Leyen"},
		{"Andrés Manuel López Obrador", "MEX", "Obrador|López Obrador|López"},
		{"Ferdinand Marcos Jr.", "PHL", "Marcos"},
		{"Joseph Wu", "TWN", "Wu"},
		{"Suharto", "IDN", "Suharto"},
		{"", "", ""},
	} {
		e := &schema.Entity{Name: c.name, Country: c.country}
		if got := strings.Join(FamilyNames(e), "|"); got != c.want {
			t.Errorf("FamilyNames(%s) = %q, want %q", c.name, got, c.want)
		}
	}
}

func TestSurnamed(t *testing.T) {
	g := load(t)
	for _, c := range []struct{ name, at, want string }{
		{"Lavrov", "2015-03", "person/sergey-lavrov@RUS"},
		{"Bush", "1990-08", "person/george-h-w-bush@USA"},
		{"Bush", "2003-03-20", "person/george-w-bush@USA"},
		{"Rasmussen", "2010", "person/anders-fogh-rasmussen@DNK"},
		{"Lavrov", "1950", ""},
		{"Lavrov", "", ""},
	} {
		got := ""
		if os := g.Surnamed(c.name, date(t, c.at)); len(os) > 0 {
			for _, o := range os {
				if o.Person == c.want {
					got = c.want
				}
			}
			if got == "" {
				got = os[0].Person
			}
		}
		if got != c.want {
			t.Errorf("Surnamed(%s, %s) = %q, want %q", c.name, c.at, got, c.want)
		}
	}
}

// Of the foreign and defence ministers of the main powers there are no two at a time, and it is said where to look them up.
func TestMinisters(t *testing.T) {
	g := load(t)
	b, err := os.ReadFile("data/office-lists.txt")
	if err != nil {
		t.Fatal(err)
	}
	lists := 0
	if err := (table{name: "office-lists.txt", text: string(b)}).rows(3, 3, func(f []string) error {
		lists++
		if f[2] == "" {
			t.Errorf("%s %s has no source", f[0], f[1])
		}
		held := g.Holders(f[0], f[1], schema.Date{})
		if len(held) == 0 {
			t.Errorf("%s has no %s", f[0], f[1])
		}
		for i := 1; i < len(held); i++ {
			before, from := held[i-1].To.Value, held[i].From.Value
			if n := min(len(before), len(from)); n == 0 || before[:n] > from[:n] {
				t.Errorf("%s %s: %s (to %q) overlaps %s (from %q)", f[0], f[1], held[i-1].Person, before, held[i].Person, from)
			}
		}
		return nil
	}); err != nil {
		t.Error(err)
	}
	if lists == 0 {
		t.Error("no lists")
	}
}
