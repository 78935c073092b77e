package schema

import (
	"strings"
	"testing"
)

func TestOntology(t *testing.T) {
	if n := len(Relations()); n != 39 {
		t.Errorf("%d relations, want 39", n)
	}
	if n := len(Labels()); n != 8 {
		t.Errorf("%d labels, want 8", n)
	}
	joined, ok := LookupRelation("JOINED")
	if !ok || !joined.Accepts(Agency, Alliance) || joined.Accepts(Alliance, Country) {
		t.Errorf("JOINED = %+v", joined)
	}
}

func TestOntologyErrors(t *testing.T) {
	const head = "label Country | states\nlabel Event | happenings\n"
	for _, c := range []struct{ in, want string }{
		{"", "no relations"},
		{head + "label Country | again", ":3: label Country stands twice"},
		{head + "relation JOINED | Country | Nation | directed | 05 | - | 1 | - | x", `:3: "Nation" is neither a label nor a group`},
		{head + "relation Joined | Country | Event | directed | 05 | - | 1 | - | x", `relation name "Joined"`},
		{head + "relation MET | Country | Event | symmetric | 05 | - | 1 | - | x", "MET is symmetric but"},
		{head + "relation MET | Country | Event | directed | 21 | - | 1 | - | x", `CAMEO root "21"`},
		{head + "relation MET | Country | Event | directed | 05 | - | 7 | - | x", `quad class "7"`},
		{head + "relation MET | Country | Event | directed | 05", "got \"relation\" with 5"},
	} {
		if _, err := parseOntology(c.in); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("parseOntology(%q): %v, want %q", c.in, err, c.want)
		}
	}
}

func TestParseDate(t *testing.T) {
	for in, want := range map[string]Date{
		"":                     {},
		"2022":                 {Value: "2022", Precision: PrecisionYear},
		"2022-04":              {Value: "2022-04", Precision: PrecisionMonth},
		"2022-04-05":           {Value: "2022-04-05", Precision: PrecisionDay},
		"2022-04-05T10:00:00Z": {Value: "2022-04-05", Precision: PrecisionDay},
	} {
		if got, err := ParseDate(in); err != nil || got != want {
			t.Errorf("ParseDate(%q) = %v, %v", in, got, err)
		}
	}
	for _, in := range []string{"2022-13", "2022-02-30", "April 5", "20220405"} {
		if got, err := ParseDate(in); err == nil {
			t.Errorf("ParseDate(%q) = %v, want an error", in, got)
		}
	}
}

func TestWithin(t *testing.T) {
	d := func(s string) Date {
		v, err := ParseDate(s)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	for _, c := range []struct {
		date, since, until string
		want               bool
	}{
		{"2022-04-05", "2022", "2022", true},
		{"2022-04", "2022-04-30", "", true},
		{"2022-04", "2022-05", "", false},
		{"2021", "", "2020-12-31", false},
		{"", "", "", true},
		{"", "2020", "", false},
	} {
		if got := d(c.date).Within(d(c.since), d(c.until)); got != c.want {
			t.Errorf("%q within %q–%q: %v", c.date, c.since, c.until, got)
		}
	}
}

func TestSlug(t *testing.T) {
	for in, want := range map[string]string{
		"Kim Jong-un":             "kim-jong-un",
		"  U.S.  O’Neill ":        "us-oneill",
		"Recep Tayyip Erdoğan":    "recep-tayyip-erdogan",
		"Łódź (2nd)":              "lodz-2nd",
		"København":               "kobenhavn",
		"平壤":                      "平壤",
		"`; DROP \u0000 TABLE --": "drop-table",
	} {
		if got := Slug(in); got != want {
			t.Errorf("Slug(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestIDs(t *testing.T) {
	if got, want := EventID("summit", []string{"NATO"}, "Madrid", "2022-06"), "event/summit/nato/madrid/2022-06"; got != want {
		t.Errorf("EventID = %q, want %q", got, want)
	}
	if got, want := LocalID(Person, "Kim Jong-un", "PRK"), "person/kim-jong-un@PRK"; got != want {
		t.Errorf("LocalID = %q, want %q", got, want)
	}
	a := Claim{Article: "article/1", Subject: "KOR", Relation: "MET_WITH", Object: "JPN", Factuality: Asserted}
	b := a
	b.Subject, b.Object = b.Object, b.Subject
	b.Span, b.Evidence = Span{3, 9}, "clearer"
	if ClaimID(&a) != ClaimID(&b) {
		t.Error("a symmetric claim has two ids")
	}
	b.Relation = "THREATENS"
	a.Relation = "THREATENS"
	if ClaimID(&a) == ClaimID(&b) {
		t.Error("a directed claim and its converse have one id")
	}
}

func FuzzSlug(f *testing.F) {
	f.Add("Kim Jong-un")
	f.Add("\x00``")
	f.Fuzz(func(t *testing.T, s string) {
		got := Slug(s)
		if Slug(got) != got {
			t.Errorf("Slug(%q) = %q, whose slug is %q", s, got, Slug(got))
		}
		if strings.ContainsAny(got, " /@`\x00") {
			t.Errorf("Slug(%q) = %q", s, got)
		}
	})
}
