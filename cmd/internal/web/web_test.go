package web

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"geokg/graph"
	"geokg/graph/sqlite"
	"geokg/graph/storetest"
	"geokg/schema"
)

// open makes a store of these contributions.
func open(t *testing.T, cs ...graph.Contribution) graph.Store {
	t.Helper()
	s, err := sqlite.Open(filepath.Join(t.TempDir(), "kg.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close(context.Background()) })
	if err := s.Ensure(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Write(t.Context(), cs); err != nil {
		t.Fatal(err)
	}
	return s
}

// said is an article in which one says something of another.
func said(t *testing.T, n int, subject, object schema.Entity, relation string, f schema.Factuality, date, sentence string) graph.Contribution {
	t.Helper()
	d, err := schema.ParseDate(date)
	if err != nil {
		t.Fatal(err)
	}
	address := fmt.Sprintf("https://news.example/%d", n)
	c, err := graph.Build(graph.Reading{
		Article:   schema.Article{ID: schema.ArticleID(address, "", ""), URL: address, Title: "A <b>story</b>", Site: "News", Text: sentence, Published: d},
		Extractor: "test", Text: sentence, Entities: []schema.Entity{subject, object},
		Claims: []schema.Claim{{Subject: subject.ID, Relation: relation, Object: object.ID, Factuality: f, Date: d, Evidence: sentence, Field: schema.FieldText,
			Span: schema.Span{Start: 0, End: len(sentence)}, Confidence: 0.9}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

var (
	kor  = schema.Entity{ID: "KOR", Label: schema.Country, Name: "South Korea", Country: "KOR"}
	nato = schema.Entity{ID: "NATO", Label: schema.Alliance, Name: "NATO"}
	evil = schema.Entity{ID: "person/evil", Label: schema.Person, Name: `<script>alert("x")</script>' onload=x ` + "\u202eabc"}
)

func examples(t *testing.T) []graph.Contribution {
	return []graph.Contribution{
		said(t, 1, kor, nato, "SUPPORTS", schema.Asserted, "2022-05-05", "South Korea praised NATO on Thursday."),
		said(t, 2, kor, nato, "JOINED", schema.Negated, "", "South Korea did not join NATO."),
		said(t, 3, kor, nato, "VISITED", schema.Planned, "2022-06", "South Korea will visit NATO in June."),
		said(t, 4, evil, kor, "THREATENS", schema.Possible, "2023", `<script>alert("x")</script> may threaten South Korea & others.`),
	}
}

// byName is the search of the tests: of entities by name only.
func byName(s graph.Store) func(context.Context, string, int) (graph.Found, error) {
	return func(ctx context.Context, text string, limit int) (graph.Found, error) {
		found, err := s.Search(ctx, text, limit)
		if err != nil {
			return found, err
		}
		es, err := s.Find(ctx, text)
		found.Entities = es[:min(len(es), limit)]
		return found, err
	}
}

func serve(t *testing.T, s graph.Store) *httptest.Server {
	t.Helper()
	h, err := Handler(Options{Store: s, Search: byName(s), Hosts: []string{"graph.example.org"}})
	if err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(h)
	t.Cleanup(srv.Close)
	return srv
}

func get(t *testing.T, address string) (int, http.Header, string) {
	t.Helper()
	r, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return r.StatusCode, r.Header, string(b)
}

func TestPages(t *testing.T) {
	srv := serve(t, open(t, examples(t)...))
	claim := examples(t)[0].Claims[0].ID
	for _, c := range []struct {
		path string
		code int
		want []string
		none []string
	}{
		{"/", 200, []string{"Ask the graph", `role="search"`}, nil},
		{"/search?q=south+korea", 200, []string{`href="/entity?id=KOR"`, "1 entity"}, nil},
		{"/search?q=thursday", 200, []string{"<h2>In sentences</h2>"}, nil},
		{"/search?q=Ruritania", 200, []string{"Nothing in the graph is called “Ruritania”"}, nil},
		{"/entity?id=KOR", 200, []string{
			"<h1>South Korea", `class="claim negated"`, `class="claim planned"`, `<mark>South Korea</mark> praised <mark>NATO</mark> on Thursday.`,
			"https://news.example/1", "A &lt;b&gt;story&lt;/b&gt;", `data-graph="/api/v1/graph?id=KOR"`,
		}, []string{"<script>alert"}},
		{"/entity?id=KOR&factuality=negated", 200, []string{`class="claim negated"`, "Show all", "factuality=negated"}, []string{`class="claim planned"`}},
		{"/entity?id=KOR&since=2023", 200, []string{`class="claim possible"`}, []string{`class="claim planned"`}},
		{"/entity?id=" + url.QueryEscape(evil.ID), 200, []string{"&lt;script&gt;alert(&#34;x&#34;)&lt;/script&gt;"}, []string{"<script>alert"}},
		{"/edge?subject=KOR&relation=JOINED&object=NATO", 200, []string{"did not join", `class="claim negated"`}, []string{"praised"}},
		{"/edge?subject=NATO&relation=JOINED&object=KOR", 200, []string{"No claim says so"}, nil},
		{"/claim?id=" + url.QueryEscape(claim), 200, []string{"90 %", claim}, nil},
		{"/entity?id=NONE", 404, []string{"The graph has nothing of that id."}, nil},
		{"/claim?id=", 404, nil, nil},
		{"/entity?id=KOR&since=yesterday", 400, []string{"since: want YYYY"}, nil},
		{"/edge?subject=KOR&relation=HATES&object=NATO", 400, nil, nil},
		{"/nothing", 404, nil, nil},
	} {
		code, header, body := get(t, srv.URL+c.path)
		if code != c.code {
			t.Errorf("%s: %d, want %d\n%.500s", c.path, code, c.code, body)
		}
		for _, w := range c.want {
			if !strings.Contains(body, w) {
				t.Errorf("%s: no %q in\n%.3000s", c.path, w, body)
			}
		}
		for _, n := range c.none {
			if strings.Contains(body, n) {
				t.Errorf("%s: %q is there", c.path, n)
			}
		}
		if header.Get("Content-Security-Policy") != policy || header.Get("X-Content-Type-Options") != "nosniff" || header.Get("Referrer-Policy") != "no-referrer" {
			t.Errorf("%s: headers %v", c.path, header)
		}
	}
}

func TestGuard(t *testing.T) {
	srv := serve(t, open(t, examples(t)...))
	for host, want := range map[string]int{
		"localhost:8000": 200, "127.0.0.1": 200, "[::1]:8000": 200, "graph.example.org": 200, "GRAPH.example.org:80": 200,
		"evil.example": 421, "localhost.evil.example": 421, "10.0.0.1": 421,
	} {
		req, err := http.NewRequest(http.MethodGet, srv.URL+"/", nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Host = host
		r, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		r.Body.Close()
		if r.StatusCode != want {
			t.Errorf("as %s: %d, want %d", host, r.StatusCode, want)
		}
	}
	for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodDelete} {
		req, err := http.NewRequest(method, srv.URL+"/entity?id=KOR", nil)
		if err != nil {
			t.Fatal(err)
		}
		r, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		r.Body.Close()
		if r.StatusCode != http.StatusMethodNotAllowed {
			t.Errorf("%s: %d", method, r.StatusCode)
		}
	}
}

// TestAPI walks what the API says of itself: every path answers, with the fields that it promises, and refuses what it must.
func TestAPI(t *testing.T) {
	srv := serve(t, open(t, examples(t)...))
	_, _, body := get(t, srv.URL+"/api/v1/openapi.json")
	var api struct {
		Paths map[string]map[string]struct {
			Parameters []struct {
				Name     string
				Required bool
			}
			Responses map[string]any
		}
		Components struct {
			Schemas map[string]struct{ Required []string }
		}
	}
	if err := json.Unmarshal([]byte(body), &api); err != nil {
		t.Fatal(err)
	}
	values := map[string]string{"q": "NATO", "id": "KOR", "of": "KOR"}
	for path, methods := range api.Paths {
		get200 := url.Values{}
		for _, p := range methods["get"].Parameters {
			if p.Required {
				get200.Set(p.Name, values[p.Name])
			}
		}
		code, header, body := get(t, srv.URL+path+"?"+get200.Encode())
		if code != 200 || !strings.HasPrefix(header.Get("Content-Type"), "application/json") {
			t.Errorf("%s: %d %s", path, code, header.Get("Content-Type"))
		}
		schemaOf := object(t, methods["get"].Responses["200"], "content", "application/json", "schema")
		checkRequired(t, path, schemaOf, api.Components.Schemas, body)
		for status, bad := range map[string]string{"400": "?limit=0&q=x&of=KOR&id=KOR", "404": "?id=NONE"} {
			if methods["get"].Responses[status] == nil {
				continue
			}
			code, _, body := get(t, srv.URL+path+bad)
			if fmt.Sprint(code) != status || !strings.Contains(body, `"error":`) {
				t.Errorf("%s%s: %d %s", path, bad, code, body)
			}
		}
	}
	if len(api.Paths) < 4 {
		t.Errorf("%d paths", len(api.Paths))
	}
	_, _, body = get(t, srv.URL+"/api/v1/claims?of=KOR&between=NATO&factuality=negated")
	if strings.Count(body, `"relation":`) != 1 || !strings.Contains(body, "did not join") {
		t.Errorf("claims: %s", body)
	}
	_, _, body = get(t, srv.URL+"/api/v1/graph?id=KOR")
	if strings.Contains(body, "<script") || !strings.Contains(body, `"drawn":true`) || !strings.Contains(body, `"factuality":"possible"`) {
		t.Errorf("graph: %s", body)
	}
}

// object returns what lies at a path of keys.
func object(t *testing.T, v any, keys ...string) map[string]any {
	t.Helper()
	for _, k := range keys {
		m, ok := v.(map[string]any)
		if !ok {
			t.Fatalf("no %s in %v", k, v)
		}
		v = m[k]
	}
	return v.(map[string]any)
}

// checkRequired checks that an answer has the fields that its schema requires, and so do the members of its lists.
func checkRequired(t *testing.T, path string, s map[string]any, named map[string]struct{ Required []string }, body string) {
	t.Helper()
	var answer map[string]any
	if err := json.Unmarshal([]byte(body), &answer); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	required, _ := s["required"].([]any)
	for _, field := range required {
		v, ok := answer[field.(string)]
		if !ok {
			t.Errorf("%s: no %s in %s", path, field, body)
			continue
		}
		list, ok := v.([]any)
		if !ok || len(list) == 0 {
			continue
		}
		items := object(t, s, "properties", field.(string), "items")
		var names []string
		if ref, ok := items["$ref"].(string); ok {
			names = named[ref[strings.LastIndex(ref, "/")+1:]].Required
		} else {
			for _, n := range items["required"].([]any) {
				names = append(names, n.(string))
			}
		}
		for _, n := range names {
			if _, ok := list[0].(map[string]any)[n]; !ok {
				t.Errorf("%s: %s has no %s", path, field, n)
			}
		}
	}
}

// A hub shows its latest claims, and says that there are more.
func TestHub(t *testing.T) {
	s := open(t, storetest.Generate(7, 600)...)
	srv := serve(t, s)
	most, id := 0, ""
	if err := s.Entities(t.Context(), func(e schema.Entity) error {
		rows, err := s.Claims(t.Context(), graph.ClaimQuery{Of: []string{e.ID}})
		if len(rows) > most {
			most, id = len(rows), e.ID
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if most <= shownClaims {
		t.Fatalf("the largest hub has %d claims", most)
	}
	code, _, body := get(t, srv.URL+"/entity?id="+url.QueryEscape(id))
	if code != 200 || strings.Count(body, `<article class="claim`) != shownClaims || !strings.Contains(body, "The latest 200 claims") {
		t.Errorf("%d, %d claims", code, strings.Count(body, `<article class="claim`))
	}
	var g struct {
		Nodes []graphNode
		Edges []graphEdge
		More  bool
	}
	_, _, body = get(t, srv.URL+"/api/v1/graph?limit=20&id="+url.QueryEscape(id))
	if err := json.Unmarshal([]byte(body), &g); err != nil || len(g.Edges) != 20 || !g.More {
		t.Errorf("%v: %d edges, more: %t", err, len(g.Edges), g.More)
	}
	for _, e := range g.Edges {
		for _, end := range []string{e.Subject, e.Object} {
			if !slices.ContainsFunc(g.Nodes, func(n graphNode) bool { return n.ID == end }) {
				t.Errorf("an edge of %s, which is no node", end)
			}
		}
	}
}

func TestMarked(t *testing.T) {
	for _, c := range []struct{ sentence, want string }{
		{"South Korea & NATO met.", "<mark>South Korea</mark> &amp; <mark>NATO</mark> met."},
		{"<i>nato</i>", "&lt;i&gt;<mark>nato</mark>&lt;/i&gt;"},
		{"Nobody.", "Nobody."},
		{"İİİ South Korea", "İİİ South Korea"},
	} {
		if got := string(marked(c.sentence, "South Korea", "NATO", "")); got != c.want {
			t.Errorf("%s, want %s", got, c.want)
		}
	}
}
