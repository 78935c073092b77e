package cli

import (
	"encoding/json"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"geokg/graph"
	"geokg/graph/neo4j/neo4jtest"
)

// TestNeo4jKill kills imports into a server with -9, and lets a last one come to its end: the graph is that of an undisturbed import, into a file too.
func TestNeo4jKill(t *testing.T) {
	if testing.Short() {
		t.Skip("starting a Neo4j server takes long")
	}
	srv := neo4jtest.Start(t)
	dir := t.TempDir()
	program, archive := buildProgram(t, dir), filepath.Join(dir, "archive.jsonl")
	if err := os.WriteFile(archive, []byte(madeUpArticles(300)), 0o600); err != nil {
		t.Fatal(err)
	}
	command := func(args ...string) *exec.Cmd {
		cmd := exec.Command(program, args...)
		cmd.Env = append(os.Environ(), "NEO4J_USERNAME="+srv.Username, "NEO4J_PASSWORD="+srv.Password)
		return cmd
	}
	run := func(args ...string) []byte {
		t.Helper()
		out, err := command(args...).Output()
		if err != nil {
			t.Fatalf("geokg %v: %v", args, err)
		}
		return out
	}
	digest := func(db string) string {
		t.Helper()
		var st graph.Status
		if err := json.Unmarshal(run("status", "--db", db, "--format", "json"), &st); err != nil {
			t.Fatal(err)
		}
		if st.Claims == 0 {
			t.Error("a graph without claims tells nothing")
		}
		return st.Digest
	}
	file := filepath.Join(dir, "kg.db")
	run("import", "--db", file, "--quiet", archive)
	start := time.Now()
	run("import", "--db", srv.URI, "--quiet", archive)
	took := time.Since(start)
	want := digest(file)
	if got := digest(srv.URI); got != want {
		t.Errorf("digest %s in Neo4j, %s in a file", got, want)
	}
	srv.Clear(t)
	rng := rand.New(rand.NewPCG(1, 3))
	for range 4 {
		cmd := command("import", "--db", srv.URI, "--quiet", archive)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(took/8 + time.Duration(rng.Int64N(int64(took)*2/3)))
		_ = cmd.Process.Kill() // it may have ended
		_ = cmd.Wait()
	}
	run("import", "--db", srv.URI, "--quiet", archive)
	if got := digest(srv.URI); got != want {
		t.Errorf("digest %s after kills, want %s", got, want)
	}
	t.Logf("an import takes %v", took)
}
