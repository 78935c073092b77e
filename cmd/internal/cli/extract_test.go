package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"testing"

	"geokg/ingest"
	"geokg/schema"
)

// The line format is fixed: programs that measure geokg read it.
func TestArticleRecord(t *testing.T) {
	r := ingest.Result{
		Name:    "a.jsonl:1",
		Article: schema.Article{ID: "article/0", Key: "k1"},
		Entities: []schema.Entity{
			{ID: "CCDCOE", Label: schema.Alliance, Name: "CCDCOE", Parent: "NATO"},
			{ID: "JPN", Label: schema.Country, Name: "Japan", Country: "JPN"},
			{ID: "event/test/prk", Label: schema.Event, Name: "missile <test>"},
		},
		Claims: []schema.Claim{
			{
				Subject: "JPN", Relation: "JOINED", Object: "CCDCOE", Factuality: schema.Planned, Date: schema.Date{Value: "2022-11"}, Attributed: "JPN",
				Evidence: "Japan will join.", Field: schema.FieldTitle, Span: schema.Span{Start: 3, End: 19}, Confidence: 0.75,
				CAMEO: "03", PLOVER: []string{"AGREE", "SUPPORT"}, Reasons: []string{"frame"},
			},
			{Subject: "JPN", Relation: "CONDUCTED", Object: "event/test/prk", Factuality: schema.Asserted, Field: schema.FieldText},
		},
	}
	const first = `{"subject":"Japan","subject_label":"Country","subject_of":"JPN","relation":"JOINED",` +
		`"object":"CCDCOE","object_label":"Alliance","object_of":"NATO","factuality":"planned","date":"2022-11","attribution":"Japan",` +
		`"evidence":"Japan will join.","subject_id":"JPN","object_id":"CCDCOE","field":"title","start":3,"end":19,"confidence":0.75,` +
		`"cameo":"03","plover":["AGREE","SUPPORT"]`
	const second = `{"subject":"Japan","subject_label":"Country","subject_of":"JPN","relation":"CONDUCTED",` +
		`"object":"missile <test>","object_label":"Event","object_of":null,"factuality":"asserted","date":null,"attribution":null,` +
		`"evidence":"","subject_id":"JPN","object_id":"event/test/prk","field":"text","start":0,"end":0,"confidence":0,` +
		`"cameo":null,"plover":null`
	for _, c := range []struct {
		explain bool
		want    string
	}{
		{false, `{"id":"k1","claims":[` + first + `},` + second + `}]}`},
		{true, `{"id":"k1","claims":[` + first + `,"reasons":["frame"]},` + second + `,"reasons":[]}]}`},
	} {
		var out bytes.Buffer
		w := jsonlExtract{out: &out, explain: c.explain}
		if err := w.article(r); err != nil {
			t.Fatal(err)
		}
		if got := out.String(); got != c.want+"\n" {
			t.Errorf("explain %v: got\n%swant\n%s", c.explain, got, c.want)
		}
	}
}

func TestRecordID(t *testing.T) {
	for _, c := range []struct {
		r    ingest.Result
		want string
	}{
		{ingest.Result{Name: "a.html", Article: schema.Article{ID: "article/1", Key: "k"}}, `{"id":"k","claims":[]}`},
		{ingest.Result{Name: "a.html", Article: schema.Article{ID: "article/1"}}, `{"id":"article/1","claims":[]}`},
		{ingest.Result{Name: "a.html", Err: errors.New("a.html: not text\nbut data")}, `{"id":"a.html","error":"not text but data"}`},
	} {
		b, err := json.Marshal(newArticleRecord(&c.r, false))
		if err != nil || string(b) != c.want {
			t.Errorf("got %s, %v, want %s", b, err, c.want)
		}
	}
}

func TestJSONList(t *testing.T) {
	for n, want := range []string{"[]\n", "[\n  {\n    \"id\": \"x\",\n    \"error\": \"bad\"\n  }\n]\n"} {
		var out bytes.Buffer
		w := jsonExtract{out: &out}
		for range n {
			if err := w.article(ingest.Result{Name: "x", Err: errors.New("bad")}); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.close(); err != nil || out.String() != want {
			t.Errorf("%d articles: %q, %v, want %q", n, out.String(), err, want)
		}
	}
}
