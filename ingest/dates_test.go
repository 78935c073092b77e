package ingest_test

import (
	"context"
	"slices"
	"testing"

	"geokg/ingest/source"
	"geokg/schema"
)

// TestDateSources: a claim's date and its reasons say how it was come by.
func TestDateSources(t *testing.T) {
	for _, c := range []struct {
		text, relation, value string
		source                schema.DateSource
	}{
		{"Chile condemned Peru on 3 May 2022.", "CRITICIZES", "2022-05-03", schema.SourceText},
		{"Chile condemned Peru on Tuesday.", "CRITICIZES", "2022-05-17", schema.SourceResolved},
		{"Joe Biden met Fumio Kishida on Tuesday. The two leaders condemned Peru.", "CRITICIZES", "2022-05-17", schema.SourceDocument},
		{"Chile condemned Peru.", "CRITICIZES", "2022-05", schema.SourcePublished},
		{"Chile condemned Peru. On Tuesday, Chile condemned Peru.", "CRITICIZES", "2022-05-17", schema.SourceResolved},
		{"Chile is a member of the United Nations.", "MEMBER_OF", "", ""},
	} {
		published, err := schema.ParseDate("2022-05-18")
		if err != nil {
			t.Fatal(err)
		}
		r := loadPipeline(t).Read(context.Background(), source.Item{Name: "case", Article: &schema.Article{Text: c.text, Published: published}})
		found := false
		for _, cl := range r.Claims {
			if cl.Relation != c.relation {
				continue
			}
			found = true
			if cl.Date.Value != c.value || cl.Date.Source != c.source {
				t.Errorf("%s: date %+v, want %s from %s", c.text, cl.Date, c.value, c.source)
			}
			if why := "date " + string(c.source); c.value != "" && !slices.Contains(cl.Reasons, why) {
				t.Errorf("%s: reasons %v, want %q", c.text, cl.Reasons, why)
			}
		}
		if !found {
			t.Errorf("%s: no %s", c.text, c.relation)
		}
	}
}
