package entity

import (
	"strings"
	"testing"
)

// Every mistake in a list names its file and line.
func TestListErrors(t *testing.T) {
	for _, c := range []struct{ file, text, want string }{
		{"titles.txt", "# title\nking | king | office | - | m\nemir | emir | office | - | m\n", "titles.txt:3: \"emir"},
		{"titles.txt", "king | king | office | -\n", "titles.txt:1: 4 fields, want 5"},
		{"titles.txt", "king | | office | - | m\n", "titles.txt:1: field 2 is empty"},
		{"titles.txt", "king | king | crown | - | m\n", `titles.txt:1: kind "crown"`},
		{"titles.txt", "king | - | office | - | m\n", "titles.txt:1: an office without a role"},
		{"titles.txt", "king | king | office | Spain | m\n", `titles.txt:1: country "Spain"`},
		{"titles.txt", "king | king | office | - | x\n", `titles.txt:1: gender "x"`},
	} {
		lx := newLexicon()
		err := lx.load(c.file, c.text, 5, lx.addTitle)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v, want %q", c.text, err, c.want)
		}
	}
	lx := newLexicon()
	for _, c := range []struct {
		file, text string
		fields     int
		add        func(row) error
		want       string
	}{
		{"agencies.txt", "navy | Navy | maybe\n", 3, lx.addAgency, `"maybe": want yes or no`},
		{"agreements.txt", "pact | pact | often\n", 3, lx.addAgreement, `how "often"`},
		{"events.txt", "raid | raid | violence | so\n", 4, lx.addEvent, `"so": want yes or no`},
		{"kinds.txt", "island | Cuba\n", 2, lx.addKind, `country "Cuba"`},
		{"nominals.txt", "bloc | Bloc | loose\n", 3, lx.addNominal, `label "Bloc"`},
		{"nominals.txt", "bloc | Alliance | lax\n", 3, lx.addNominal, `how "lax"`},
		{"org_nouns.txt", "party | Party | last\n", 3, lx.addOrgNoun, `label "Party"`},
		{"org_nouns.txt", "party | Organization | first\n", 3, lx.addOrgNoun, `place "first"`},
		{"pronouns.txt", "he | 2 | s | m\n", 4, lx.addPronoun, `person "2"`},
		{"pronouns.txt", "he | 3 | d | m\n", 4, lx.addPronoun, `number "d"`},
		{"stand_ins.txt", "troop | army\n", 2, lx.addStandIn, `kind "army"`},
	} {
		if err := lx.load(c.file, c.text, c.fields, c.add); err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), c.file+":1: ") {
			t.Errorf("%s: %q: %v, want %q", c.file, c.text, err, c.want)
		}
	}
}

func TestLexicon(t *testing.T) {
	lx, err := loadLexicon()
	if err != nil {
		t.Fatal(err)
	}
	if len(lx.titles) < 150 || len(lx.standIns) < 80 || len(lx.events) < 50 || lx.longest < 3 {
		t.Errorf("lists are short: %d titles, %d stand-ins, %d events", len(lx.titles), len(lx.standIns), len(lx.events))
	}
}
