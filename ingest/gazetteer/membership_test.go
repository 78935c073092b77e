package gazetteer

import (
	"strings"
	"testing"

	"geokg/schema"
)

func memberships(t testing.TB) []schema.Membership {
	t.Helper()
	ms, err := load(t).Memberships()
	if err != nil {
		t.Fatal(err)
	}
	return ms
}

func TestMembershipErrors(t *testing.T) {
	g := load(t)
	const lists = "CCDCOE | | ccdcoe.org\nEU | | european-union.europa.eu\n"
	const eu, nis = "EU | FRA | member | 1958\n", "CCDCOE | KOR/NIS | member | 2022-05-05\n"
	for _, c := range []struct{ lists, rows, want string }{
		{lists, nis + eu, ""},
		{lists, "# who\nCCDCOE | KOR/NSI | member\n" + eu, `memberships.txt:2: unknown id "KOR/NSI"`},
		{lists, "CCDCOE | place/seoul@KOR | member\n" + eu, "memberships.txt:1: place/seoul@KOR is of label Place"},
		{lists, nis + "EU | EU | member\n", "memberships.txt:2: EU is a member of itself"},
		{lists, nis + "EU | FRA | founder\n", `memberships.txt:2: status "founder": want one of [member suspended`},
		{lists, nis + "EU | FRA | member | 1958-1-1\n", `memberships.txt:2: date "1958-1-1"`},
		{lists, nis + "EU | GBR | member | 2020-01-31 | 1973\n", "memberships.txt:2: ends (1973) before it begins (2020-01-31)"},
		{lists, nis + "EU | GBR | member | 1973\nEU | GBR | member | 1973\n", "memberships.txt:3: the row stands twice"},
		{lists, nis + "EU | GBR | member | 1973\nEU | GBR | member | 1973-01\n", "memberships.txt:3: GBR in EU: two spells at once, from 1973-01 to ? and from 1973 to ?"},
		{lists, nis + "EU | HRV | candidate | 2004 | 2013-07-02\nEU | HRV | member | 2013-07-01\n", "memberships.txt:3: HRV in EU: two spells at once"},
		{lists, nis + "EU | HRV | candidate | 2004 | 2013-07-01\nEU | HRV | member | 2013-07-01\n", ""},
		{lists, nis + "EU | HRV | candidate | 2004 | 2013\nEU | HRV | member | 2013-07\n", ""},
		{lists, eu + nis, "memberships.txt:2: out of order"},
		{lists, nis + "EU | FRA\n", "memberships.txt:2: 2 columns, want 3 to 6"},
		{lists, nis + eu + "NATO | FRA | member\n", "memberships.txt:3: NATO has no source: add a row for it to membership-lists.txt"},
		{lists + "NATO | | nato.int\n", nis + eu, "membership-lists.txt: NATO has no row in memberships.txt"},
		{lists + "NATO | NATO |\n", nis + eu, "membership-lists.txt:3: NATO has no source"},
		{lists + "FRA | | nato.int\n", nis + eu, "membership-lists.txt:3: FRA is of label Country, want one of [Alliance]"},
		{lists + "EU | | the treaties\n", nis + eu, "membership-lists.txt:3: EU stands twice"},
	} {
		_, err := g.memberships(table{name: listsTable, text: c.lists}, table{name: membershipsTable, text: c.rows})
		switch {
		case c.want == "" && err != nil:
			t.Errorf("%q: %v", c.rows, err)
		case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)):
			t.Errorf("%q, %q: %v, want %q", c.lists, c.rows, err, c.want)
		}
	}
}

// TestMembershipCounts compares how many members the table has at a time with how many the alliance itself counted.
func TestMembershipCounts(t *testing.T) {
	ms := memberships(t)
	for _, c := range []struct {
		alliance, on string
		members      int // suspended ones too
	}{
		{"NATO", "1950", 12}, {"NATO", "1990-01-01", 16}, {"NATO", "2025", 32},
		{"EU", "1972", 6}, {"EU", "2005-01-01", 25}, {"EU", "2019-12-31", 28}, {"EU", "2021", 27},
		{"UN", "1945-12-31", 51}, {"UN", "1970-12-31", 127}, {"UN", "2025", 193},
		{"COE", "2021", 47}, {"COE", "2023", 46},
		{"OSCE", "2025", 57}, {"OECD", "2025", 38}, {"WTO", "2025", 166}, {"ICC", "2025-06-01", 125},
		{"AU", "2025-01-01", 55}, {"ARAB-LEAGUE", "2025", 22}, {"OIC", "2025", 57}, {"ECOWAS", "2024", 15}, {"ECOWAS", "2025-06", 12},
		{"COMMONWEALTH", "2025-08", 56}, {"CARICOM", "2025", 15}, {"CELAC", "2025", 33}, {"APEC", "2025", 21}, {"G20", "2025", 21},
		{"EUROZONE", "2024", 20}, {"SCHENGEN", "2025", 29}, {"ASEAN", "2024", 10}, {"SCO", "2025", 10}, {"BRICS", "2025-02", 10},
		{"OPEC", "2025-06", 13}, // with Indonesia, suspended
	} {
		on, members := date(t, c.on), map[string]bool{}
		for i := range ms {
			m := &ms[i]
			if may, _ := m.Holds(on); may && m.Alliance == c.alliance && (m.Status == schema.StatusMember || m.Status == schema.StatusSuspended) {
				members[m.Member] = true
			}
		}
		if len(members) != c.members {
			t.Errorf("%s has %d members in %s, want %d", c.alliance, len(members), c.on, c.members)
		}
	}
}

func TestMemberships(t *testing.T) {
	ms := memberships(t)
	for _, c := range []struct{ alliance, member, on, want string }{
		{"CCDCOE", "KOR/NIS", "2021", ""}, {"CCDCOE", "KOR/NIS", "2022-05-05", "member"},
		{"EU", "GBR", "2020-01-31", "member"}, {"EU", "GBR", "2020-02-01", ""},
		{"ARAB-LEAGUE", "EGY", "1985", "suspended"}, {"ARAB-LEAGUE", "SYR", "2015", "suspended"}, {"ARAB-LEAGUE", "SYR", "2024", "member"},
		{"G8", "RUS", "2015", "suspended"}, {"COE", "RUS", "2022-03-17", ""}, {"OPEC", "QAT", "2019-01-02", ""},
		{"ECOWAS", "MLI", "2025-02", ""}, {"AES", "MLI", "2025-02", "member"}, {"ICC", "PHL", "2020", ""},
		{"UN", "TWN", "1970", "member"}, {"UN", "CHN", "1970", ""}, {"OTS", "HUN", "2024", "observer"},
	} {
		got := ""
		for i := range ms {
			if may, surely := ms[i].Holds(date(t, c.on)); may && surely && ms[i].Alliance == c.alliance && ms[i].Member == c.member {
				got += string(ms[i].Status)
			}
		}
		if got != c.want {
			t.Errorf("%s in %s on %s: %q, want %q", c.member, c.alliance, c.on, got, c.want)
		}
	}
	lists := map[string]bool{}
	for _, m := range ms {
		lists[m.Alliance] = true
	}
	if len(lists) < 75 {
		t.Errorf("%d lists, want at least 75", len(lists))
	}
}
