package graph

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"geokg/schema"
)

// reading is of an article whose text is made for it.
func reading() Reading {
	text := "Seoul's NIS joined the centre.\n\nThe National\nIntelligence Service did so at a summit in Madrid, said Jan Berg. It was glad."
	at := func(words string, kind schema.MentionKind, ids ...string) schema.Mention {
		i := strings.Index(text, words)
		return schema.Mention{Span: schema.Span{Start: i, End: i + len(words)}, Kind: kind, Entities: ids}
	}
	return Reading{
		Article:   schema.Article{ID: "article/1", URL: "https://fixture.example/1", Title: "NIS\x00 joins", Text: text, Published: schema.Date{Value: "2022-05-05", Precision: schema.PrecisionDay}},
		Extractor: "x1", Text: text,
		Mentions: []schema.Mention{
			at("NIS", schema.MentionName, "KOR/NIS"), at("The National\nIntelligence Service", schema.MentionName, "KOR/NIS"),
			at("It", schema.MentionPronoun, "KOR/NIS"), at("NIS", schema.MentionName, "KOR/NIS"),
			at("summit in Madrid", schema.MentionEvent, "event/summit"), at("Seoul", schema.MentionName, "KOR", "unknown"),
		},
		Entities: []schema.Entity{
			{ID: "KOR", Label: schema.Country, Name: "South Korea", Aliases: []string{"ROK", "Korea\xff", "ROK"}},
			{ID: "KOR/NIS", Label: schema.Agency, Name: "National Intelligence Service", Country: "KOR"},
			{ID: "CCDCOE", Label: schema.Alliance, Name: "CCDCOE", Parent: "NATO"},
			{ID: "NATO", Label: schema.Alliance, Name: "NATO"},
			{ID: "EU", Label: schema.Alliance, Name: "European Union"},
			{ID: "place/madrid", Label: schema.Place, Name: "Madrid"},
			{ID: "event/summit", Label: schema.Event, Name: "summit", Place: "place/madrid", Parent: "EU"},
			{ID: "person/berg", Label: schema.Person, Name: "Jan Berg"},
		},
		Claims: []schema.Claim{
			{Subject: "KOR/NIS", Relation: "JOINED", Object: "CCDCOE", Factuality: schema.Asserted, Confidence: 0.6, Evidence: "first", Attributed: "person/berg"},
			{Subject: "KOR/NIS", Relation: "JOINED", Object: "CCDCOE", Factuality: schema.Asserted, Confidence: 0.8, Evidence: "sur\x00er", Attributed: "person/berg"},
		},
	}
}

func TestBuild(t *testing.T) {
	c, err := Build(reading())
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, m := range c.Mentioned {
		got = append(got, strings.Join(append([]string{m.Entity.ID, strings.Repeat("+", m.Count)}, m.Names...), "|"))
	}
	want := []string{
		"CCDCOE|", "EU|", "KOR|+|Seoul", "KOR/NIS|++++|NIS|The National Intelligence Service", "event/summit|+|summit in Madrid", "person/berg|", "place/madrid|",
	} // NATO is but the parent of a body
	if !reflect.DeepEqual(got, want) {
		t.Errorf("mentioned %q\nwant %q", got, want)
	}
	if a := c.Mentioned[2].Entity.Aliases; !reflect.DeepEqual(a, []string{"Korea\uFFFD", "ROK"}) {
		t.Errorf("aliases %q", a)
	}
	if len(c.Claims) != 1 || c.Claims[0].Evidence != "sur\uFFFDer" || c.Claims[0].Article != "article/1" || c.Claims[0].ID != schema.ClaimID(&c.Claims[0]) {
		t.Errorf("claims %+v", c.Claims)
	}
	a := c.Article
	if a.Title != "NIS\uFFFD joins" || a.Story != "article/1" || a.Extractor != "x1" || a.TextHash == "" || a.Published.Value != "2022-05-05" {
		t.Errorf("article %+v", a)
	}
}

func TestBuildErrors(t *testing.T) {
	for want, bend := range map[string]func(*Reading){
		"not among the mentioned": func(r *Reading) { r.Claims[0].Object = "MARS" },
		"does not hold between":   func(r *Reading) { r.Claims[0].Relation = "ATTACKED"; r.Claims[0].Object = "event/summit" },
		"the id is empty":         func(r *Reading) { r.Article.ID = "" },
	} {
		r := reading()
		bend(&r)
		if _, err := Build(r); !errors.Is(err, ErrInvalid) || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
	// Mentions with spans that lie outside the text name nothing, and do no harm.
	r := reading()
	r.Mentions[0].Start, r.Mentions[1].End = -5, 1<<40
	if _, err := Build(r); err != nil {
		t.Error(err)
	}
}
