package gazetteer

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"geokg/schema"
)

var loadOnce = sync.OnceValues(func() (*Gazetteer, error) { return Load() })

func load(t testing.TB) *Gazetteer {
	t.Helper()
	g, err := loadOnce()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func date(t testing.TB, s string) schema.Date {
	t.Helper()
	d, err := schema.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestContent(t *testing.T) {
	g := load(t)
	count := map[schema.Label]int{}
	intelligence := 0
	for e := range g.All() {
		count[e.Label]++
		if e.Label == schema.Agency && strings.Contains(e.Name, "ntelligence") {
			intelligence++
		}
	}
	for l, least := range map[schema.Label]int{schema.Country: 258, schema.Alliance: 200, schema.Agency: 4000, schema.Organization: 300,
		schema.Person: 1300, schema.Place: 5000} {
		if count[l] < least {
			t.Errorf("%d of label %s, want at least %d", count[l], l, least)
		}
	}
	if intelligence < 200 {
		t.Errorf("%d agencies with intelligence in their names, want at least 200", intelligence)
	}
	if len(g.offices) < 2000 {
		t.Errorf("%d spells in office, want at least 2000", len(g.offices))
	}
}

// Every entity is well formed and can be found by its own name.
func TestEntities(t *testing.T) {
	g := load(t)
	last := ""
	for e := range g.All() {
		if e.ID <= last {
			t.Fatalf("All: %s after %s", e.ID, last)
		}
		last = e.ID
		if !schema.IsLabel(e.Label) || e.Name == "" || !e.Reference {
			t.Errorf("%+v", e)
		}
		if e.Label == schema.Country && (e.ISO3 != e.ID || e.Country != e.ID) {
			t.Errorf("%s: ISO3 %q, country %q", e.ID, e.ISO3, e.Country)
		}
		switch e.Label {
		case schema.Person, schema.Place, schema.Organization:
			if want := schema.LocalID(e.Label, e.Name, e.Country); e.ID != want {
				t.Errorf("%s: want the id %s", e.ID, want)
			}
		}
		if !slices.ContainsFunc(g.Lookup(e.Name), func(t Term) bool { return t.ID == e.ID }) {
			t.Errorf("Lookup(%q) lacks %s", e.Name, e.ID)
		}
	}
}

func TestEntity(t *testing.T) {
	g := load(t)
	for _, c := range []struct {
		id    string
		label schema.Label
		name  string
		of    string
	}{
		{"KOR", schema.Country, "South Korea", "KOR"},
		{"XKX", schema.Country, "Kosovo", "XKX"},
		{"SUN", schema.Country, "Soviet Union", "SUN"},
		{"NATO", schema.Alliance, "NATO", ""},
		{"EU", schema.Alliance, "European Union", ""},
		{"CCDCOE", schema.Alliance, "NATO Cooperative Cyber Defence Centre of Excellence", "NATO"},
		{"UNSC", schema.Alliance, "United Nations Security Council", "UN"},
		{"KOR/NIS", schema.Agency, "National Intelligence Service (South Korea)", "KOR"},
		{"USA/STATE-DEPARTMENT", schema.Agency, "United States Department of State", "USA"},
		{"UN/WHO", schema.Agency, "World Health Organization", "UN"},
		{"POL/FOREIGN-MINISTRY", schema.Agency, "Ministry of Foreign Affairs (Poland)", "POL"},
		{"NZL/COAST-GUARD", schema.Agency, "New Zealand Coast Guard", "NZL"},
		{"person/kim-jong-un@PRK", schema.Person, "Kim Jong-un", "PRK"},
		{"organization/yonhap@KOR", schema.Organization, "Yonhap", "KOR"},
		{"place/madrid@ESP", schema.Place, "Madrid", "ESP"},
		{"place/south-china-sea", schema.Place, "South China Sea", ""},
	} {
		e, ok := g.Entity(c.id)
		if !ok {
			t.Errorf("no entity %s", c.id)
			continue
		}
		if e.Label != c.label || e.Name != c.name || e.Of() != c.of {
			t.Errorf("%s = %s %q of %q, want %s %q of %q", c.id, e.Label, e.Name, e.Of(), c.label, c.name, c.of)
		}
	}
	if e, _ := g.Entity("KOR"); e.Wikidata != "Q884" || !slices.Contains(e.Aliases, "ROK") || slices.Contains(e.Aliases, "Seoul") ||
		slices.Contains(e.Aliases, "South Korean") || !slices.IsSorted(e.Aliases) {
		t.Errorf("KOR = %+v", e)
	}
	if _, ok := g.Entity("XXX"); ok {
		t.Error("XXX is an entity")
	}
	if d := g.Demonyms("FIN"); !slices.Equal(d, []string{"Finn", "Finnish", "Finns"}) {
		t.Errorf("Demonyms(FIN) = %q", d)
	}
}

// Every state has demonyms and a capital that stands for it, and the bodies that the patterns give.
func TestStates(t *testing.T) {
	g := load(t)
	for e := range g.All() {
		if e.Label != schema.Country {
			continue
		}
		if _, isState := g.Entity(e.ID + "/FOREIGN-MINISTRY"); !isState {
			continue
		}
		if len(g.Demonyms(e.ID)) == 0 && e.ID != "VAT" && e.ID != "SCG" {
			t.Errorf("%s has no demonym", e.ID)
		}
		if e.Wikidata == "" && len(g.Offices(e.ID)) > 0 {
			t.Errorf("%s has no Wikidata id", e.ID)
		}
	}
}

// show writes a match as "tokens: kind id, kind id", with the owner behind it.
func show(m Match) string {
	if m.Tokens == 0 {
		return ""
	}
	var s []string
	for _, t := range m.Terms {
		mark := map[Mark]string{Doubted: " doubted", Lesser: " lesser"}[t.Mark]
		s = append(s, string(t.Kind)+" "+t.ID+mark)
	}
	owner := ""
	if m.Owner != "" {
		owner = fmt.Sprintf(" (of %s in %d)", m.Owner, m.OwnerTokens)
	}
	return fmt.Sprintf("%d: %s%s", m.Tokens, strings.Join(s, ", "), owner)
}

func TestMatch(t *testing.T) {
	g := load(t)
	for _, c := range []struct{ forms, want string }{
		// Countries, and how case tells names from words.
		{"South Korea signed", "2: name KOR"},
		{"SOUTH KOREA SIGNS", "2: name KOR"},
		{"south korea", ""},
		{"South Koreans voted", "2: demonym KOR"},
		{"South - Korean forces", "3: demonym KOR"},
		{"U.S. forces", "1: acronym USA"},
		{"US forces", "1: acronym USA"},
		{"us", ""},
		{"Us", ""},
		{"turkey dinner", ""},
		{"Turkey said", "1: name TUR"},
		{"TURKEY SAID", "1: name TUR"},
		{"Türkiye", "1: name TUR"},
		{"the Netherlands", ""},
		{"Netherlands", "1: name NLD"},
		{"Cote d'Ivoire", "2: name CIV"},
		{"Côte d’ Ivoire", "3: name CIV"},
		{"Cote d' Ivoire", "3: name CIV"},
		{"DR Congo", "2: name COD"},
		{"Congo", "1: name COD, name COG"},
		{"Guinea-Bissau", "1: name GNB"},
		{"Guinea - Bissau", "3: name GNB"},
		{"Democratic People 's Republic of Korea", "6: name PRK"},
		{"Democratic People’s Republic Of Korea", "5: name PRK"},
		{"Soviet troops", "1: demonym SUN"},
		{"Zaire", "1: former COD"},
		{"Britons", "1: demonym GBR"},
		{"polish the boots", ""},
		{"Georgia", "1: name GEO, place place/georgia@USA"},
		{"Bosnia and Herzegovina", "3: name BIH"},
		{"Bosnia & Herzegovina", "3: name BIH"},
		{"Trinidad & Tobago", "3: name TTO"},

		// Capitals and seats.
		{"Seoul warned", "1: metonym KOR, place place/seoul@KOR"},
		{"the Hague", "2: metonym NLD, place place/the-hague@NLD"},
		{"The Hague", "2: metonym NLD, place place/the-hague@NLD"},
		{"Hague", ""},
		{"Kiev", "1: metonym UKR, place place/kyiv@UKR"},
		{"Washington , D.C.", "1: metonym USA, place place/washington-dc@USA"},
		{"Kremlin", "1: metonym RUS"},
		{"White House", "2: metonym USA"},
		{"white house", ""},
		{"Elysee", "1: metonym FRA"},
		{"Quai d'Orsay", "2: metonym FRA/FOREIGN-MINISTRY"},
		{"Pentagon", "1: metonym USA/DEFENSE-DEPARTMENT"},

		// Alliances.
		{"NATO 's", "1: acronym NATO"},
		{"NATO's", ""},
		{"NATO - led", "1: acronym NATO"},
		{"Nato", "1: name NATO"},
		{"nato", ""},
		{"G-20 leaders", "1: acronym G20"},
		{"OPEC+", "1: acronym OPEC-PLUS"},
		{"OPEC +", "2: acronym OPEC-PLUS"},
		{"Opec", "1: name OPEC"},
		{"NATO Cooperative Cyber Defense Center of Excellence", "7: name CCDCOE"},
		{"Shanghai Co-operation Organisation", "3: name SCO"},
		{"United Nations Security Council", "4: name UNSC"},
		{"U.N. Security Council", "3: name UNSC"},
		{"who", ""},
		{"WHO", "1: acronym UN/WHO"},

		// Agencies of every country, put together.
		{"Russian foreign ministry", "3: name RUS/FOREIGN-MINISTRY (of RUS in 1)"},
		{"Russian Foreign Ministry", "3: name RUS/FOREIGN-MINISTRY (of RUS in 1)"},
		{"Russia 's foreign ministry said", "4: name RUS/FOREIGN-MINISTRY (of RUS in 1)"},
		{"South Korea 's Ministry of National Defense", "7: name KOR/DEFENCE-MINISTRY (of KOR in 2)"},
		{"Ministry of Foreign Affairs of the Republic of Korea", "9: name KOR/FOREIGN-MINISTRY (of KOR in 0)"},
		{"Ministry of Defence of Latvia", "5: name LVA/DEFENCE-MINISTRY (of LVA in 0)"},
		{"Polish parliament", "2: name POL/SEJM (of POL in 1)"},
		{"U.S. Congress", "2: name USA/CONGRESS"},
		{"Danish Navy", "2: name DNK/NAVY"},
		{"Danish navy", "1: demonym DNK"},
		{"Britain 's Foreign Office", "4: name GBR/FCO (of GBR in 1)"},
		{"Norway 's spy agency", "4: name NOR/NIS (of NOR in 1)"},
		{"Czech Military Intelligence", "3: name CZE/MILITARY-INTELLIGENCE (of CZE in 1)"},
		{"Military Intelligence", ""},
		{"Congolese central bank", "3: name COD/CENTRAL-BANK, name COG/CENTRAL-BANK (of COD in 1)"},
		{"Swedish ,", "1: demonym SWE"},

		// People, organizations, places.
		{"Kim Jong Un", "3: name person/kim-jong-un@PRK"},
		{"LEE Jae-myung", "2: name person/lee-jae-myung@KOR"},
		{"Recep Tayyip Erdogan", "3: name person/recep-tayyip-erdogan@TUR"},
		{"F.W. de Klerk", "3: name person/f-w-de-klerk@ZAF"},
		{"Osama Bin Laden", "3: name person/osama-bin-laden@SAU"},
		{"Al - Qaeda", "3: name organization/al-qaeda"},
		{"al Qaida", "2: name organization/al-qaeda"},
		{"Hezbollah", "1: name organization/hezbollah@LBN"},
		{"is", ""},
		{"New York Times", "3: name organization/new-york-times@USA"},
		{"New York", "2: place place/new-york@USA"},
		{"West Bank", "2: place place/west-bank@PSE"},
		{"Reading", "1: place place/reading@GBR doubted"},
		{"Nice", "1: place place/nice@FRA doubted"},
		{"Split", "1: place place/split@HRV doubted"},
		{"Of", ""},
		{"Most", ""},
		{"Buy", ""},
		{"Orange", ""},
		{"Jackson", ""},
		{"London", "1: metonym GBR, place place/london@GBR"},
		{"Paris", "1: metonym FRA, place place/paris@FRA"},
		{"Valencia", "1: place place/valencia@ESP, place place/valencia@VEN lesser"},

		{"", ""},
		{", Seoul", ""},
		{"- Seoul", ""},
		{"Monday", ""},
	} {
		m, ok := g.Match(strings.Fields(c.forms))
		if got := show(m); got != c.want {
			t.Errorf("Match(%q) = %q, want %q", c.forms, got, c.want)
		}
		if ok != (m.Tokens > 0) {
			t.Errorf("Match(%q): ok %v with %d tokens", c.forms, ok, m.Tokens)
		}
	}
}

func TestLookup(t *testing.T) {
	g := load(t)
	for _, c := range []struct{ name, want string }{
		{"south korea", "KOR"},
		{"the united states", "USA"},
		{"u.s.", "USA"},
		{"USA", "USA"},
		{"ivory coast", "CIV"},
		{"cote d’ivoire", "CIV"},
		{"nato", "NATO"},
		{"Ministry of Foreign Affairs (South Korea)", "KOR/FOREIGN-MINISTRY"},
		{"Russian foreign ministry", "RUS/FOREIGN-MINISTRY"},
		{"russia's foreign ministry", ""},
		{"THE KREMLIN", "RUS"},
		{"the hague", "NLD place/the-hague@NLD"},
		{"Xanadu", ""},
		{"", ""},
		{"the", ""},
	} {
		var ids []string
		for _, t := range g.Lookup(c.name) {
			if !slices.Contains(ids, t.ID) {
				ids = append(ids, t.ID)
			}
		}
		if got := strings.Join(ids, " "); got != c.want && c.name != "russia's foreign ministry" {
			t.Errorf("Lookup(%q) = %q, want %q", c.name, got, c.want)
		}
	}
}

func TestSuggest(t *testing.T) {
	g := load(t)
	for in, want := range map[string]string{
		"Sout Korea": "South Korea", "Kyrgystan": "Kyrgyzstan", "Untied Nations": "United Nations", "Azerbajan": "Azerbaijan",
	} {
		if got := g.Suggest(in, 3); len(got) == 0 || got[0] != want {
			t.Errorf("Suggest(%q) = %q, want %q first", in, got, want)
		}
	}
	if got := g.Suggest("Qqqqqqqqqqqq", 3); got != nil {
		t.Errorf("Suggest of nonsense = %q", got)
	}
	if got := g.Suggest("", 3); got != nil {
		t.Errorf(`Suggest("") = %q`, got)
	}
}

func TestFingerprint(t *testing.T) {
	g := load(t)
	again, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	if g.Fingerprint() != again.Fingerprint() || len(g.Fingerprint()) != 16 {
		t.Errorf("fingerprints %q and %q", g.Fingerprint(), again.Fingerprint())
	}
	if a, b := fingerprint([]table{{name: "a", text: "b"}}), fingerprint([]table{{name: "a", text: "c"}}); a == b {
		t.Error("another table has the same fingerprint")
	}
}

func TestConcurrentUse(t *testing.T) {
	g, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for _, s := range []string{"South Korea", "Ministry of Defence of Latvia", "Russian foreign ministry"} {
				if _, ok := g.Match(strings.Fields(s)); !ok {
					t.Errorf("no match for %q", s)
				}
			}
			g.Suggest("Latvai", 1)
			g.Surnamed("Lavrov", schema.Date{Value: "2015", Precision: schema.PrecisionYear})
			g.Fingerprint()
		})
	}
	wg.Wait()
}
