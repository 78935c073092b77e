package graph

import (
	"strings"
	"testing"

	"geokg/schema"
)

func TestMembers(t *testing.T) {
	day := func(s string) schema.Date {
		d, err := schema.ParseDate(s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	m := func(member string, status schema.MembershipStatus, since, until string) schema.Membership {
		return schema.Membership{Alliance: "CCDCOE", Member: member, Status: status, Since: day(since), Until: day(until)}
	}
	r := Reference{
		Entities: []schema.Entity{{ID: "KOR/NIS", Name: "National Intelligence Service"}},
		Memberships: []schema.Membership{
			m("MKD", schema.StatusMember, "", ""),
			m("KOR/NIS", schema.StatusMember, "2022-05-05", ""),
			m("AUS", schema.StatusObserver, "", ""),
			m("EST", schema.StatusMember, "2008", "2020"),
			m("EST", schema.StatusMember, "2021", ""),
			{Alliance: "NATO", Member: "EST", Status: schema.StatusMember},
		},
	}
	for on, want := range map[string]string{
		"":        "EST 2008, EST 2021, KOR/NIS 2022-05-05, MKD , AUS ",
		"2007":    "MKD ?, AUS ?",
		"2008-06": "EST 2008?, MKD ?, AUS ?",
		"2021":    "EST 2021, MKD ?, AUS ?",
		"2022-05": "EST 2021, KOR/NIS 2022-05-05, MKD ?, AUS ?",
	} {
		var got []string
		for _, m := range r.Members("CCDCOE", day(on)) {
			s := m.Member + " " + m.Since.Value
			if m.Perhaps {
				s += "?"
			}
			if m.Member == "KOR/NIS" && m.Entity.Name == "" {
				t.Error("the member has no name")
			}
			got = append(got, s)
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("members on %q: %q, want %q", on, strings.Join(got, ", "), want)
		}
	}
}
