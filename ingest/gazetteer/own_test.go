package gazetteer

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"geokg/schema"
)

// withOwn loads the gazetteer with an own file of that text.
func withOwn(t *testing.T, text string) *Gazetteer {
	t.Helper()
	g, err := Load(File{"own.txt", text})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// meanings are the ids that a name may mean.
func meanings(g *Gazetteer, name string) []string {
	var ids []string
	for _, t := range g.Lookup(name) {
		ids = append(ids, t.ID)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

func TestOwnNames(t *testing.T) {
	g := withOwn(t, "\ufeff[alliances]\r\nMERIDIAN | Meridian Pact | | | Meridian Treaty; MTO\r\n"+`
[agencies]
NOR/SEAL-GUARD | Seal Guard | NAVY | |
[countries]
VLK | Valkenia | Valkenian; Valkenians | Veldstad |
[places]
Port Halden | NOR | | Halden harbour
- Seoul | KOR
[people]
- Viktor Orbán | HUN
[rename]
SWZ | Swaziland
CCDCOE | Tallinn Centre
[aliases]
# what it was called before goes only after it is called something else
- CCDCOE | NATO Cooperative Cyber Defence Centre of Excellence
- USA | U.S.
NATO | the Western Alliance; NATO
[former]
- BFA | Upper Volta
[metonyms]
- RUS | Kremlin
NOR | Victoria Terrasse
`)
	for _, c := range []struct{ name, want string }{
		{"Meridian Treaty", "MERIDIAN"},
		{"MTO", "MERIDIAN"},
		{"Seal Guard", "NOR/SEAL-GUARD"},
		{"Norwegian Navy", "NOR/SEAL-GUARD"},
		{"Royal Norwegian Navy", ""},
		{"Valkenian foreign ministry", "VLK/FOREIGN-MINISTRY"},
		{"Veldstad", "VLK place/veldstad@VLK"},
		{"Halden harbour", "place/port-halden@NOR"},
		{"Seoul", "KOR"},
		{"Viktor Orbán", ""},
		{"Swaziland", "SWZ"},
		{"Eswatini", "SWZ"},
		{"Tallinn Centre", "CCDCOE"},
		{"NATO Cooperative Cyber Defence Centre of Excellence", ""},
		{"CCDCOE", "CCDCOE"},
		{"US", ""},
		{"United States", "USA"},
		{"Western Alliance", "NATO"},
		{"Kremlin", ""},
		{"Upper Volta", ""},
		{"Victoria Terrasse", "NOR"},
	} {
		if got := strings.Join(meanings(g, c.name), " "); got != c.want {
			t.Errorf("%q means %q, want %q", c.name, got, c.want)
		}
	}
	for id, want := range map[string]string{"CCDCOE": "Tallinn Centre", "SWZ": "Swaziland", "SWZ/FOREIGN-MINISTRY": "Ministry of Foreign Affairs (Swaziland)"} {
		if e, ok := g.Entity(id); !ok || e.Name != want {
			t.Errorf("%s is %+v, want the name %q", id, e, want)
		}
	}
	if hs := g.Holders("HUN", "prime minister", date(t, "2015")); len(hs) != 0 {
		t.Errorf("a person taken out still holds an office: %+v", hs)
	}
	for e := range g.All() {
		if e.ID == "place/seoul@KOR" || e.ID == "NOR/NAVY" {
			t.Errorf("%s was taken out", e.ID)
		}
	}
}

func TestOwnRemovesWhatBelongs(t *testing.T) {
	g := withOwn(t, "[countries]\n- XKX\n[alliances]\n- OPEC\n")
	for e := range g.All() {
		if e.Country == "XKX" || e.Parent == "OPEC" {
			t.Errorf("%s belongs to what was taken out", e.ID)
		}
	}
	ms, err := g.Memberships()
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range ms {
		if m.Member == "XKX" || m.Alliance == "OPEC" {
			t.Errorf("%+v", m)
		}
	}
}

func TestOwnOffices(t *testing.T) {
	at := func(g *Gazetteer, of, role, day string) string {
		var names []string
		for _, o := range g.Holders(of, role, date(t, day)) {
			names = append(names, o.Person+" "+o.From.Value+" "+o.To.Value)
		}
		return strings.Join(names, "; ")
	}
	const known = "person/jonas-gahr-store@NOR"
	g := withOwn(t, "[offices]\nNOR | prime minister | Jonas Gahr Støre | | 2031-10-14\nNOR | prime minister | Astrid Lunde-Berg | 2031-10-14\n")
	for day, want := range map[string]string{"2025-01-01": known + " 2021-10-14 2031-10-14", "2032-01-01": "person/astrid-lunde-berg@NOR 2031-10-14 "} {
		if got := at(g, "NOR", "prime minister", day); got != want {
			t.Errorf("in office on %s: %q, want %q", day, got, want)
		}
	}
	g = withOwn(t, "[offices]\nNOR | prime minister | Jonas Gahr Støre | 2021-11 | 2024\n")
	if got, want := at(g, "NOR", "prime minister", "2022-01-01"), known+" 2021-11 2024"; got != want {
		t.Errorf("a term with other dates: %q, want %q", got, want)
	}
	g = withOwn(t, "[offices]\n- NOR | prime minister | Jonas Gahr Støre\n")
	if got := at(g, "NOR", "prime minister", "2025-01-01"); got != "" {
		t.Errorf("taken out, and still in office: %q", got)
	}
	if got := g.Surnamed("Støre", date(t, "2025-01-01")); len(got) != 0 && got[0].Role == "prime minister" {
		t.Errorf("taken out, and still found by the family name: %+v", got)
	}
}

func TestOwnMemberships(t *testing.T) {
	spells := func(g *Gazetteer, alliance, member string) string {
		ms, err := g.Memberships()
		if err != nil {
			t.Fatal(err)
		}
		var found []string
		for _, m := range ms {
			if m.Alliance == alliance && m.Member == member && m.Status != schema.StatusPartner {
				found = append(found, strings.Join([]string{string(m.Status), m.Since.Value, m.Until.Value, m.Source}, " | "))
			}
		}
		return strings.Join(found, "; ")
	}
	if before := spells(load(t), "NATO", "SWE"); !strings.HasPrefix(before, "member | 2024-03-07 |  | ") {
		t.Fatalf("Sweden in NATO: %q", before)
	}
	for _, c := range []struct{ rows, alliance, member, want string }{
		{"NATO | SWE | member | | 2030-01-01", "NATO", "SWE", "member | 2024-03-07 | 2030-01-01 | own.txt"},
		{"- NATO | SWE", "NATO", "SWE", ""},
		{"- NATO | SWE\nNATO | SWE | observer | 2024", "NATO", "SWE", "observer | 2024 |  | own.txt"},
		{"NATO | VLK | member | 2029-01", "NATO", "VLK", "member | 2029-01 |  | own.txt"},
	} {
		got := spells(withOwn(t, "[countries]\nVLK | Valkenia | |\n[memberships]\n"+c.rows+"\n"), c.alliance, c.member)
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.rows, got, c.want)
		}
	}
}

func TestOwnErrors(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"NATO | the Alliance\n", "own.txt:1: a row before the first section; put a line like [places] before it"},
		{"# x\n\n[place]\n", "own.txt:3: there is no section [place]; want one of [countries], [alliances]"},
		{"[aliases]\nNATTO | the Alliance\n", `own.txt:2: unknown id "NATTO"; geokg show NAME says the ids of what geokg knows`},
		{"[aliases]\n\nNATO\n", "own.txt:3: 1 columns, want 2 to 2; a row of [aliases] is: id | other names"},
		{"[aliases]\n- NATO | The Warsaw Pact\n", `own.txt:2: NATO has no name "The Warsaw Pact" here; geokg show NATO says which it has`},
		{"[aliases]\n- NATO | NATO\n", "is what NATO is called; give it another name under [rename]"},
		{"[rename]\n- NATO\n", "own.txt:2: a row here has no - before it"},
		{"[rename]\nNATO |\n", "own.txt:2: the new name of NATO is missing"},
		{"[offices]\nFRA | janitor | Jean Valjean | 2030\n", `own.txt:2: unknown role "janitor"; want one of`},
		{"[offices]\nFRA | Foreign Secretary | Jean Valjean | 2030\n", `own.txt:2: unknown role "Foreign Secretary"; write "foreign minister"`},
		{"[offices]\nFRA | president | Jean Valjean | 2030-02-30\n", `own.txt:2: date "2030-02-30": want YYYY-MM-DD`},
		{"[offices]\nFRA | president | Emmanuel Macron | | 2001\n", "own.txt:2: ends (2001) before it begins (2017-05-14)"},
		{"[offices]\n- FRA | president | Jean Valjean\n", "own.txt:2: Jean Valjean is not known as president of FRA"},
		{"[places]\nPort Halden | NOO\n", `own.txt:2: place/port-halden@NOO: unknown country "NOO"`},
		{"[places]\n- Port Halden | NOR\n", `own.txt:2: unknown id "place/port-halden@NOR"; geokg show NAME`},
		{"[alliances]\nKOR | Korea Pact\n", "own.txt:2: KOR is of label Country, so that it cannot be of label Alliance; take it out"},
		{"[alliances]\nPACT | Pact | MOTHER\n", `own.txt: PACT: parent: unknown id "MOTHER"`},
		{"[agencies]\nNOR/X | X Guard | SHIPS\n", `own.txt:2: unknown pattern "SHIPS"; want one of`},
		{"[memberships]\nNATO | SWE | friend\n", `own.txt:2: status "friend": want one of`},
		{"[memberships]\n- NATO | CHN\n", "own.txt:2: no membership of CHN in NATO is known"},
		{"[memberships]\nNATO | CHN\n", "own.txt:2: 2 columns, want 3 to 6; a row of [memberships] is: alliance | member | status"},
		{"[people]\n\xff\n", "own.txt is not UTF-8; save it as that"},
	} {
		if _, err := Load(File{"own.txt", c.text}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v, want %q", c.text, err, c.want)
		}
	}
}

// What articles are read with makes another fingerprint; comments, spaces, the file's name and memberships don't.
func TestOwnFingerprint(t *testing.T) {
	of := func(fs ...File) string {
		t.Helper()
		g, err := Load(fs...)
		if err != nil {
			t.Fatal(err)
		}
		return g.Fingerprint()
	}
	a := of(File{"a.txt", "[aliases]\nNATO | the Western Alliance\n"})
	if a == load(t).Fingerprint() {
		t.Error("an alias makes no other fingerprint")
	}
	if b := of(File{"b.txt", "# mine\n[aliases]\n\n NATO|the Western Alliance \n[memberships]\nNATO | CHN | observer | 2030\n"}); a != b {
		t.Error("comments, spaces and memberships make another fingerprint")
	}
	if b := of(File{"a.txt", "[aliases]\n- NATO | Atlantic Alliance\n"}); a == b {
		t.Error("a name taken out makes the same fingerprint")
	}
}

// A second file overrides the first.
func TestOwnFilesInOrder(t *testing.T) {
	g, err := Load(File{"a.txt", "[places]\nPort Halden | NOR | | Halden\n"}, File{"b.txt", "[aliases]\n- place/port-halden@NOR | Halden\n"})
	if err != nil {
		t.Fatal(err)
	}
	if got := meanings(g, "Halden"); slices.Contains(got, "place/port-halden@NOR") {
		t.Errorf("Halden means %q", got)
	}
}

// The example that README points to is read without an error, and does what it says.
func TestOwnExample(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "..", "examples", "own.gazetteer.txt"))
	if err != nil {
		t.Fatal(err)
	}
	g := withOwn(t, string(text))
	for name, id := range map[string]string{"MTO": "MERIDIAN", "Halden harbour": "place/port-halden@NOR", "Victoria Terrasse": "NOR", "NATO Cyber Defence Centre": "CCDCOE"} {
		if got := meanings(g, name); !slices.Contains(got, id) {
			t.Errorf("%q means %q, want %s", name, got, id)
		}
	}
	if hs := g.Holders("NOR", "prime minister", schema.Date{Value: "2032-01-01", Precision: schema.PrecisionDay}); len(hs) != 1 || hs[0].Person != "person/astrid-lunde-berg@NOR" {
		t.Errorf("%+v", hs)
	}
}
