package gazetteer

import (
	"strings"
	"testing"
	"unicode/utf8"

	"geokg/schema"
)

// tablesWith returns small tables, one of them as given.
func tablesWith(name, text string) []table {
	small := map[string]string{
		"countries.txt": "KOR | South Korea | South Korean | Seoul |\nUSA | United States | American | Washington | US\n",
		"roles.txt":     "president | 1 |\n",
		"patterns.txt":  "NAVY | {demonym} Navy | Navy | Navy of | all\n",
	}
	small[name] = text
	tables := make([]table, len(loaders))
	for i, l := range loaders {
		tables[i] = table{name: l.name, text: small[l.name]}
	}
	return tables
}

func TestLoadErrors(t *testing.T) {
	if _, err := build(tablesWith("", "")); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ table, text, want string }{
		{"countries.txt", "# ISO\nKOR | South Korea | |\nKOR | Korea | |\n", `countries.txt:3: out of order`},
		{"countries.txt", "KOR | South Korea | |\nKOR | South Korea | |\n", `countries.txt:2: the row stands twice`},
		{"countries.txt", "Kor | South Korea | |\n", `countries.txt:1: code "Kor": want three capitals`},
		{"countries.txt", "KOR | South Korea\n", `countries.txt:1: 2 columns, want 3 to 5`},
		{"countries.txt", "KOR | South Korea | Korean; ; Koreans |\n", `countries.txt:1: an empty item in a list`},
		{"countries.txt", "KOR | South Korea | Korean; Korean |\n", `KOR: the demonym "Korean" stands twice`},
		{"countries.txt", "KOR | !! | |\n", `"!!" has no letter`},
		{"former-states.txt", "YUG | Yugoslavia | 2003-02-04 | 1918-12-01\n", "former-states.txt:1: ends (1918-12-01) before it begins (2003-02-04)"},
		{"former-states.txt", "YUG | Yugoslavia | 1918-02-30 |\n", `date "1918-02-30"`},
		{"alliances.txt", "NATO | NATO\nNATO | Nato\n", `alliances.txt:2: the id "NATO" stands twice`},
		{"alliances.txt", "UNSC | Security Council | UN\n", `UNSC: parent: unknown id "UN"`},
		{"alliances.txt", "UN | United Nations | | 1065\n", `UN: Wikidata id "1065": want Q and digits`},
		{"agencies.txt", "KRO/NIS | NIS\n", `agencies.txt:1: agency "KRO/NIS": want COUNTRY/NAME`},
		{"agencies.txt", "KOR/ROKN | ROK Navy | SHIPS\n", `agencies.txt: unknown pattern "SHIPS"`},
		{"places.txt", "Busan | KRO\n", `places.txt:1: place/busan@KRO: unknown country "KRO"`},
		{"offices.txt", "KOR | president | Moon Jae-in | 2017-5-10\n", `offices.txt:1: date "2017-5-10"`},
		{"offices.txt", "KOR | janitor | Moon Jae-in | 2017\n", `offices.txt:1: unknown role "janitor"`},
		{"offices.txt", "KRO | president | Moon Jae-in | 2017\n", `offices.txt:1: unknown id "KRO"`},
		{"roles.txt", "president | first\n", `roles.txt:1: rank "first": want a number`},
		{"roles.txt", "king | 1 | ruler\npresident | 1 | ruler\n", `roles.txt:2: the title "ruler" stands for king already`},
		{"patterns.txt", "NAVY | {demonym} Navy | Navy | | some\n", `patterns.txt:1: "some": want all, states or named`},
		{"metonyms.txt", "FRA | Matignon\n", `metonyms.txt:1: unknown id "FRA"`},
		{"derived/states.txt", "KOR | 884 |\n", `derived/states.txt:1: id "884" of Wikidata`},
	} {
		if _, err := build(tablesWith(c.table, c.text)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s %q: %v, want %q", c.table, c.text, err, c.want)
		}
	}
}

func TestHeaders(t *testing.T) {
	tables := []string{"naming.txt", "derived/folding.txt", membershipsTable, listsTable}
	for _, l := range loaders {
		tables = append(tables, l.name)
	}
	for _, name := range tables {
		b, err := data.ReadFile("data/" + name)
		if err != nil {
			t.Fatal(err)
		}
		head, _, _ := strings.Cut(string(b), "\n\n")
		if !strings.HasPrefix(head, "# ") || !strings.Contains(head, "ource") || !strings.Contains(head, "icence") && !strings.Contains(head, "CC") && !strings.Contains(head, "PDDL") {
			t.Errorf("%s: the header lacks source or licence", name)
		}
		if !utf8.Valid(b) || strings.Contains(string(b), "\t") || strings.Contains(string(b), " \n") {
			t.Errorf("%s: tabs, trailing spaces or bad UTF-8", name)
		}
	}
}

func TestNaming(t *testing.T) {
	if naming.familyFirst == nil || naming.particles == nil || naming.small == nil || naming.suffixes == nil || naming.twoFamilies == nil {
		t.Errorf("naming.txt lacks a row: %+v", naming)
	}
}

func TestFolding(t *testing.T) {
	if len(folding) < 500 {
		t.Errorf("%d letters fold, want at least 500", len(folding))
	}
	for in, want := range map[string]string{
		"Ålesund": "alesund", "Łódź": "lodz", "Nguyễn": "nguyen", "Đinđić": "dindic", "N'Djamena": "n djamena", "U.S.A.": "usa",
		"A&B": "a and b", "OPEC+": "opec plus", "Ko\u0301rea": "korea", "平壤": "平壤", "\xff\xfe": "",
	} {
		if got := foldedName(in); got != want {
			t.Errorf("foldedName(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestLocalID(t *testing.T) {
	for _, name := range []string{"Seoul", "Kim Jong-un", "Xi'an", "St. Louis", " x", "x ", "a  b", "a - b", "São Paulo", "B9", "", "-"} {
		for _, l := range []schema.Label{schema.Person, schema.Place} {
			if got, want := localID(l, name, "KOR"), schema.LocalID(l, name, "KOR"); got != want {
				t.Errorf("localID(%q) = %q, want %q", name, got, want)
			}
		}
	}
}

func TestDay(t *testing.T) {
	for _, s := range []string{"", "2022", "2022-04", "2022-04-05", "2024-02-29", "0001"} {
		d, err := parseDay(s)
		if err != nil {
			t.Errorf("parseDay(%q): %v", s, err)
			continue
		}
		want, err := schema.ParseDate(s)
		if err != nil || d.date() != want {
			t.Errorf("parseDay(%q).date() = %v, want %v (%v)", s, d.date(), want, err)
		}
	}
	for _, s := range []string{"22", "2022-", "2022-13", "2022-00", "2022-04-31", "2023-02-29", "2022-4-5", "2022/04/05", "20220405", "0000", "abcd"} {
		if d, err := parseDay(s); err == nil {
			t.Errorf("parseDay(%q) = %v, want an error", s, d)
		}
	}
}

func FuzzMatch(f *testing.F) {
	g := load(f)
	for _, s := range []string{"Russia 's foreign ministry", "Ministry of Defence of the Czech Republic", "- U.S. -", "\xff The Hague +", "the the the"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		forms := strings.Split(s, " ")
		m, ok := g.Match(forms)
		if ok != (m.Tokens > 0) || m.Tokens > len(forms) || m.OwnerTokens > m.Tokens || ok != (len(m.Terms) > 0) {
			t.Errorf("Match(%q) = %+v, %v", forms, m, ok)
		}
		for _, term := range m.Terms {
			if _, ok := g.Entity(term.ID); !ok {
				t.Errorf("Match(%q): no entity %s", forms, term.ID)
			}
		}
		// What follows the match does not make it shorter.
		if longer, _ := g.Match(append(forms[:len(forms):len(forms)], "zzz")); longer.Tokens < m.Tokens {
			t.Errorf("Match(%q) takes %d tokens, with another behind it %d", forms, m.Tokens, longer.Tokens)
		}
	})
}

func FuzzLookup(f *testing.F) {
	g := load(f)
	for _, s := range []string{"the Hague", "u.s.", "Ministry of Foreign Affairs (South Korea)", "\x00", "the"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, term := range g.Lookup(s) {
			if term.ID == "" || term.Text == "" {
				t.Errorf("Lookup(%q) = %+v", s, term)
			}
		}
		g.Suggest(s, 2)
	})
}
