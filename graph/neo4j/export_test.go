package neo4j

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"geokg/graph"
	"geokg/graph/neo4j/neo4jtest"
	"geokg/graph/sqlite"
	"geokg/graph/storetest"
	"geokg/schema"
)

// exported returns a graph to export, with names and texts that are meant to be taken for something else, and its digest.
func exported(t *testing.T) (graph.Store, string) {
	t.Helper()
	s, err := sqlite.Open(filepath.Join(t.TempDir(), "graph.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close(t.Context()) })
	if err := s.Ensure(t.Context()); err != nil {
		t.Fatal(err)
	}
	batch := storetest.Generate(7, 60)
	hostile := []string{
		`"); MATCH (n) DETACH DELETE n; //`, `'}] AS r MATCH (n) DETACH DELETE n //`, `\`, `\\`, `\u0027`, `\\u0027`, `\n`, "a\nb\r\nc", "`", "{}",
		"$rows", "a,b;c|d\t", `""`, " ", "\u2028", "\u202eleft", "🇰🇷", "\x01", strings.Repeat("é", 1<<20),
	}
	for i, h := range hostile {
		c := &batch[i]
		c.Article.Title = h
		c.Mentioned[0].Entity.Aliases, c.Mentioned[0].Names = []string{h}, []string{h}
		for j := range c.Claims {
			c.Claims[j].Evidence = h
		}
	}
	if _, err := s.Write(t.Context(), batch); err != nil {
		t.Fatal(err)
	}
	if _, err := s.PutReference(t.Context(), storetest.GenerateReference(7, 40)); err != nil {
		t.Fatal(err)
	}
	e := batch[30].Mentioned[0].Entity
	into := schema.Entity{ID: e.ID + "-other", Label: e.Label, Name: `O'Other \u0027`}
	for _, d := range []graph.Decision{
		{Kind: graph.DecideMerge, Subject: e.ID, Object: into.ID, As: into, Words: hostile[0]},
		{Kind: graph.DecideReject, Subject: batch[31].Claims[0].ID, Articles: []string{batch[31].Article.ID}},
	} {
		d.ID = graph.DecisionID(&d)
		if _, err := s.Decide(t.Context(), d); err != nil {
			t.Fatal(err)
		}
	}
	st, err := s.Status(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return s, st.Digest
}

func TestWriteCypher(t *testing.T) {
	from, want := exported(t)
	srv := neo4jtest.Start(t)
	var script bytes.Buffer
	if err := WriteCypher(t.Context(), from, &script); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(script.String()) {
		if !strings.HasPrefix(line, "//") {
			srv.Exec(t, strings.TrimSuffix(line, ";\n"))
		}
	}
	s := open(t, srv)
	defer s.Close(t.Context())
	if got := digest(t, s); got != want {
		t.Errorf("digest %s, want %s", got, want)
	}
	ensure(t, s) // it lacks nothing, and takes further articles
	write(t, s, storetest.Generate(8, 3))
}

func TestWriteAdminCSV(t *testing.T) {
	from, want := exported(t)
	srv := neo4jtest.Start(t)
	if err := srv.Stop(); err != nil {
		t.Fatal(err)
	}
	folder := filepath.Join(t.TempDir(), "csv")
	if err := WriteAdminCSV(t.Context(), from, folder); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), filepath.Join(folder, AdminScript))
	cmd.Env = append(os.Environ(), "PATH="+srv.Admin(t)+":"+os.Getenv("PATH"))
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%.4000s", err, out)
	}
	srv.Restart(t)
	s := open(t, srv)
	defer s.Close(t.Context())
	ensure(t, s)
	if got := digest(t, s); got != want {
		t.Errorf("digest %s, want %s", got, want)
	}
	write(t, s, storetest.Generate(8, 3))
}
