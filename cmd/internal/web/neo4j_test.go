package web

import (
	"net/url"
	"testing"

	"geokg/graph"
	"geokg/graph/neo4j"
	"geokg/graph/neo4j/neo4jtest"
	"geokg/graph/storetest"
	"geokg/schema"
)

// TestBothStores serves one graph from a file and from a real Neo4j server: every page and answer is the same, to the byte.
func TestBothStores(t *testing.T) {
	if testing.Short() {
		t.Skip("starting a Neo4j server takes long")
	}
	server := neo4jtest.Start(t)
	cs := append(examples(t), storetest.Generate(5, 60)...)
	s, err := neo4j.Open(t.Context(), neo4j.Options{URI: server.URI, Username: server.Username, Password: server.Password})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close(t.Context())
	if err := s.Ensure(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Write(t.Context(), cs); err != nil {
		t.Fatal(err)
	}
	file := open(t, cs...)
	one, other := serve(t, file), serve(t, s)
	ids := []string{"KOR", "NATO", evil.ID, "XAA", "XAB", "BLOC0"}
	if err := file.Entities(t.Context(), func(e schema.Entity) error {
		if len(ids) < 30 {
			ids = append(ids, e.ID)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	paths := []string{"/", "/search?q=country", "/search?q=talks", "/search?q=korea", "/api/v1/search?q=papers+morning", "/entity?id=NONE", "/api/v1/claims?of=XAA&between=XAB",
		"/edge?subject=KOR&relation=JOINED&object=NATO", "/api/v1/claims?of=XAA&since=2019&until=2020&limit=7", "/api/v1/graph?id=XAA&relation=SUPPORTS"}
	for _, id := range ids {
		id = url.QueryEscape(id)
		paths = append(paths, "/entity?id="+id, "/entity?id="+id+"&factuality=asserted&since=2018", "/api/v1/entity?id="+id, "/api/v1/graph?id="+id, "/api/v1/claims?of="+id)
	}
	rows, err := file.Claims(t.Context(), graph.ClaimQuery{Of: []string{"XAA"}, Limit: 5})
	if err != nil || len(rows) == 0 {
		t.Fatal(rows, err)
	}
	for _, r := range rows {
		paths = append(paths, "/claim?id="+url.QueryEscape(r.Claim.ID))
	}
	for _, p := range paths {
		code, _, body := get(t, one.URL+p)
		code2, _, body2 := get(t, other.URL+p)
		if code != code2 || body != body2 {
			t.Errorf("%s: %d with %d bytes from a file, %d with %d bytes from Neo4j", p, code, len(body), code2, len(body2))
		}
	}
}
