package main

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"geokg/ingest/gazetteer"
	"geokg/schema"
)

//go:embed factbook-differences.txt
var differencesText string

// A belonging is one country in one alliance.
type belonging struct{ alliance, country string }

// TestMembershipsAgainstFactbook compares who is a member, by our table and by The World Factbook. What differs must stand, with
// a reason, in factbook-differences.txt, and what stands there must differ.
func TestMembershipsAgainstFactbook(t *testing.T) {
	root, shared := repository(t)
	dir := filepath.Join(shared, "data", "gazetteers")
	names, err := factbookNames(filepath.Join(root, "ingest/gazetteer/data/membership-lists.txt"))
	if err != nil {
		t.Fatal(err)
	}
	theirs, profiles, err := factbookMembers(dir, names)
	if err != nil {
		t.Fatal(err)
	}
	ours, err := ownMembers(names, profiles)
	if err != nil {
		t.Fatal(err)
	}
	if len(theirs) < 1000 || len(ours) < 1000 {
		t.Fatalf("%d memberships in the Factbook, %d of ours: something was not read", len(theirs), len(ours))
	}
	known := differences(t)
	for b := range union(ours, theirs) {
		got := ""
		switch {
		case ours[b] && !theirs[b]:
			got = "ours"
		case theirs[b] && !ours[b]:
			got = "factbook"
		}
		if got != known[b] {
			t.Errorf("%s | %s: only in %q, but %q by factbook-differences.txt", b.alliance, b.country, got, known[b])
		}
		delete(known, b)
	}
	for b := range known {
		t.Errorf("%s | %s stands in factbook-differences.txt, but in neither list", b.alliance, b.country)
	}
}

func union(a, b map[belonging]bool) map[belonging]bool {
	u := map[belonging]bool{}
	for _, m := range []map[belonging]bool{a, b} {
		for k := range m {
			u[k] = true
		}
	}
	return u
}

// differences reads alliance | country | who alone has it | why.
func differences(t *testing.T) map[belonging]string {
	known := map[belonging]string{}
	for i, line := range strings.Split(differencesText, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, " | ")
		if len(f) != 4 || f[2] != "ours" && f[2] != "factbook" || f[3] == "" {
			t.Fatalf("factbook-differences.txt:%d: %q: want alliance | country | ours or factbook | why", i+1, line)
		}
		known[belonging{f[0], f[1]}] = f[2]
	}
	return known
}

// factbookNames returns the alliances by what the Factbook calls them.
func factbookNames(path string) (map[string]string, error) {
	names := map[string]string{}
	err := ownTable(path, func(f []string) {
		if f[1] != "" {
			names[f[1]] = f[0]
		}
	})
	return names, err
}

// ownMembers returns the present members of the alliances with a name in the Factbook that have a profile there; suspended ones are
// members.
func ownMembers(names map[string]string, profiles map[string]bool) (map[belonging]bool, error) {
	g, err := gazetteer.Load()
	if err != nil {
		return nil, err
	}
	ms, err := g.Memberships()
	if err != nil {
		return nil, err
	}
	compared := map[string]bool{}
	for _, id := range names {
		compared[id] = true
	}
	members := map[belonging]bool{}
	for _, m := range ms {
		if compared[m.Alliance] && profiles[m.Member] && m.Until.IsZero() && (m.Status == schema.StatusMember || m.Status == schema.StatusSuspended) {
			members[belonging{m.Alliance, m.Member}] = true
		}
	}
	return members, nil
}

// factbookMembers reads which countries have a profile, and in which alliances each says that it is a member.
func factbookMembers(dir string, names map[string]string) (members map[belonging]bool, profiles map[string]bool, err error) {
	codes, err := fipsCodes(filepath.Join(dir, "country-codes.csv"))
	if err != nil {
		return nil, nil, err
	}
	files, err := filepath.Glob(filepath.Join(dir, "factbook", "*", "??.json"))
	if err != nil {
		return nil, nil, err
	}
	members, profiles = map[belonging]bool{}, map[string]bool{}
	for _, path := range files {
		country := codes[strings.ToUpper(strings.TrimSuffix(filepath.Base(path), ".json"))]
		text, err := participation(path)
		if err != nil {
			return nil, nil, err
		}
		if country == "" || text == "" {
			continue
		}
		profiles[country] = true
		for _, name := range memberIn(text) {
			if id := names[name]; id != "" {
				members[belonging{id, country}] = true
			}
		}
	}
	return members, profiles, nil
}

// fipsCodes returns the alpha-3 codes by FIPS codes.
func fipsCodes(path string) (map[string]string, error) {
	rows, err := readCSV(path)
	if err != nil {
		return nil, err
	}
	codes := map[string]string{"RI": "SRB", "KV": "XKX"} // the file has "RIKV", for Serbia
	for _, r := range rows {
		codes[r["FIPS"]] = r["ISO3166-1-Alpha-3"]
	}
	return codes, nil
}

// participation returns what a profile says under "International organization participation".
func participation(path string) (string, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return "", err
	}
	var p struct {
		Government struct {
			Participation struct{ Text string } `json:"International organization participation"`
		}
	}
	if err := json.Unmarshal(b, &p); err != nil {
		return "", fmt.Errorf("read %s: %w", path, err)
	}
	return html.UnescapeString(p.Government.Participation.Text), nil
}

// A part is one organization, with what its brackets say of the membership: "OSCE (partner)".
var part = regexp.MustCompile(`([^,;()]+)(?:\(([^()]*)\)?)?`)

// full are the words in brackets that don't make it less than a membership.
var full = []string{"", "Chinese Taipei", "suspended", "permanent", "de facto member"}

// memberIn returns the organizations in which the country is a member.
func memberIn(text string) []string {
	var names []string
	for _, m := range part.FindAllStringSubmatch(text, -1) {
		if slices.Contains(full, strings.TrimSpace(m[2])) {
			names = append(names, strings.TrimSpace(m[1]))
		}
	}
	return names
}

func TestMemberIn(t *testing.T) {
	got := memberIn("ADB (nonregional member), CE, OSCE (partner), AU (suspended), CIS (associate member, has not ratified, although), Schengen Convention (de facto member); UN")
	if want := []string{"CE", "AU", "Schengen Convention", "UN"}; !slices.Equal(got, want) {
		t.Errorf("member in %q, want %q", got, want)
	}
}
