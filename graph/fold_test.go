package graph

import (
	"math/rand/v2"
	"reflect"
	"testing"

	"geokg/schema"
)

func view(count int, e schema.Entity) View { return View{Key: ViewKey(&e), Entity: e, Count: count} }

func TestFold(t *testing.T) {
	day := schema.Date{Value: "2022-06-29", Precision: schema.PrecisionDay}
	later := schema.Date{Value: "2022-06-30", Precision: schema.PrecisionDay}
	month := schema.Date{Value: "2022-06", Precision: schema.PrecisionMonth}
	views := []View{
		view(9, schema.Entity{ID: "x", Label: schema.Event, Name: "The summit", Aliases: []string{"b"}, Place: "ESP", Date: later}),
		view(2, schema.Entity{ID: "x", Label: schema.Event, Name: "Summit", Aliases: []string{"c", "a"}, Date: month, Reference: true}),
		view(9, schema.Entity{ID: "x", Label: schema.Event, Name: "Summit", Type: "summit", Place: "FRA", Date: day}),
		view(0, schema.Entity{ID: "x", Label: schema.Event, Name: "gone", Wikidata: "Q1", Reference: true}),
	}
	want := schema.Entity{ID: "x", Label: schema.Event, Name: "Summit", Aliases: []string{"The summit", "a", "b", "c"}, Type: "summit", Place: "FRA", Date: day, Reference: true}
	for range 20 {
		got, ok := Fold(views)
		if !ok || !reflect.DeepEqual(got, want) {
			t.Fatalf("got %+v\nwant %+v", got, want)
		}
		rand.Shuffle(len(views), func(i, j int) { views[i], views[j] = views[j], views[i] })
	}
	if e, ok := Fold(nil); ok {
		t.Errorf("no views: %+v", e)
	}
	alone := schema.Entity{ID: "KOR", Label: schema.Country, Name: "South Korea", Aliases: []string{"ROK"}}
	if got, _ := Fold([]View{view(3, alone)}); !reflect.DeepEqual(got, alone) {
		t.Errorf("one view: %+v", got)
	}
}

func TestNameKey(t *testing.T) {
	for _, same := range [][]string{
		{"Kim Jong-un", "KIM JONG UN", "kim jong un"},
		{"the United Nations", "United Nations", "UNITED  NATIONS"},
		{"Erdoğan", "Erdogan", "Erdog\u0306an"},
		{"U.S.", "US", "us"},
		{"`{}`", " `{}` "},
		{"", "  "},
	} {
		for _, s := range same {
			if NameKey(s) != NameKey(same[0]) {
				t.Errorf("NameKey(%q) = %q, NameKey(%q) = %q", s, NameKey(s), same[0], NameKey(same[0]))
			}
		}
	}
	if NameKey("North Korea") == NameKey("South Korea") || NameKey("!") == "" {
		t.Error("different names have one key")
	}
}

func FuzzNameKey(f *testing.F) {
	f.Add("The Łódź\x00`")
	f.Fuzz(func(t *testing.T, s string) {
		k := NameKey(s)
		if len(k) > 240 {
			t.Errorf("NameKey(%q) has %d bytes", s, len(k))
		}
		if k != NameKey(" "+s+" ") {
			t.Errorf("NameKey(%q) = %q, with spaces %q", s, k, NameKey(" "+s+" "))
		}
	})
}

func TestDigest(t *testing.T) {
	var a, b, empty Digest
	e, f := schema.Entity{ID: "KOR"}, schema.Entity{ID: "PRK"}
	a.Entity(&e)
	a.Entity(&f)
	b.Entity(&f)
	b.Entity(&e)
	if a.String() != b.String() {
		t.Errorf("order matters: %v, %v", a, b)
	}
	b.Entity(&e)
	if a.String() == b.String() || a.String() == empty.String() {
		t.Error("a line more changes nothing")
	}
	// What is of one kind is not of another.
	var c, d Digest
	c.Article(&Article{ID: "x"})
	d.Mention("x", &Mentioned{})
	if c.String() == d.String() {
		t.Error("kinds run together")
	}
}
