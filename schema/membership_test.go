package schema

import "testing"

func TestHolds(t *testing.T) {
	for _, c := range []struct {
		from, to, on string
		may, surely  bool
	}{
		{"2022-05-05", "", "2022-05-05", true, true},
		{"2022-05-05", "", "2022-05-04", false, false},
		{"2022-05-05", "", "2022-05", true, true}, // at some time of that month
		{"2022-05-05", "", "2021", false, false},
		{"2019", "", "2019-06", true, false}, // before or after it joined
		{"2019", "", "2019", true, true},
		{"2019", "", "2020-01-01", true, true},
		{"2019", "", "2018-12-31", false, false},
		{"1973-01-01", "2020-01-31", "2020-01-31", true, true}, // the last day counts
		{"1973-01-01", "2020-01-31", "2020-02-01", false, false},
		{"1973-01-01", "2020-01-31", "2020", true, true},
		{"1962", "2009-01", "2009-01-15", true, false},
		{"1962", "2009-01", "2009-02", false, false},
		{"", "", "1900", true, false},
		{"", "2019", "2018", true, false},
		{"", "2019", "2020", false, false},
		{"2022-05-05", "", "", true, false},
	} {
		m := Membership{Since: parsed(t, c.from), Until: parsed(t, c.to)}
		if may, surely := m.Holds(parsed(t, c.on)); may != c.may || surely != c.surely {
			t.Errorf("%q–%q on %q: may %v, surely %v, want %v, %v", c.from, c.to, c.on, may, surely, c.may, c.surely)
		}
	}
}

func TestMembershipID(t *testing.T) {
	m := Membership{Alliance: "CCDCOE", Member: "KOR/NIS", Status: StatusMember, Since: parsed(t, "2022-05-05")}
	ids := map[string]string{MembershipID(&m): "as it is"}
	for what, bend := range map[string]func(*Membership){
		"alliance": func(m *Membership) { m.Alliance = "NATO" },
		"member":   func(m *Membership) { m.Member = "KOR" },
		"status":   func(m *Membership) { m.Status = StatusPartner },
		"since":    func(m *Membership) { m.Since = parsed(t, "2022-05") },
		"until":    func(m *Membership) { m.Until = parsed(t, "2022-05-05") },
		"note":     func(m *Membership) { m.Note = "contributing participant" },
		"source":   func(m *Membership) { m.Source = "ccdcoe.org" },
	} {
		other := m
		bend(&other)
		if was, ok := ids[MembershipID(&other)]; ok {
			t.Errorf("another %s has the id of %s", what, was)
		}
		ids[MembershipID(&other)] = what
	}
}

func parsed(t *testing.T, s string) Date {
	t.Helper()
	d, err := ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}
