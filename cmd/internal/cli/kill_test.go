package cli

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"geokg/graph/sqlite"
)

// TestKill kills an import with -9 at random points, again and again, and lets a last one come to its end: the graph is that of an import
// that nobody disturbed. GEOKG_KILLS says how often, 5 times if it is not set.
func TestKill(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the program, and imports again and again")
	}
	kills := numberOf(t, "GEOKG_KILLS", 5)
	dir := t.TempDir()
	program := buildProgram(t, dir)
	archive := filepath.Join(dir, "archive.jsonl")
	if err := os.WriteFile(archive, []byte(madeUpArticles(400*max(1, kills/5))), 0o600); err != nil {
		t.Fatal(err)
	}
	run := func(db string) *exec.Cmd {
		return exec.Command(program, "import", "--db", filepath.Join(dir, db), "--quiet", archive)
	}

	start := time.Now()
	if out, err := run("whole.db").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	took := time.Since(start)
	rng := rand.New(rand.NewPCG(1, 2))
	killed := 0
	for range kills {
		cmd := run("killed.db")
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		const start = 100 * time.Millisecond // of the program itself
		time.Sleep(start + time.Duration(rng.Int64N(2*int64(took)/int64(kills))))
		if cmd.Process.Kill() == nil {
			killed++
		}
		_ = cmd.Wait() // it was killed
	}
	if out, err := run("killed.db").CombinedOutput(); err != nil {
		t.Fatalf("after %d kills: %v\n%s", killed, err, out)
	}
	want, got := digestOf(t, filepath.Join(dir, "whole.db")), digestOf(t, filepath.Join(dir, "killed.db"))
	if got != want {
		t.Errorf("after %d kills the digest is %s, undisturbed it is %s", killed, got, want)
	}
	t.Logf("%d of %d imports were killed, each of about %v", killed, kills, took)
}

// numberOf reads a number from the environment.
func numberOf(t *testing.T, name string, usual int) int {
	t.Helper()
	s := os.Getenv(name)
	if s == "" {
		return usual
	}
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return n
}

// buildProgram builds geokg into a folder, and returns its path.
func buildProgram(t *testing.T, dir string) string {
	t.Helper()
	program := filepath.Join(dir, "geokg")
	if out, err := exec.Command("go", "build", "-o", program, "geokg/cmd/geokg").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return program
}

// madeUpArticles returns n articles as JSON Lines, some of them twice and some changed under their URL.
func madeUpArticles(n int) string {
	names := []string{"Norway", "Chad", "Kenya", "Japan", "Peru", "Oman", "Fiji", "Mali", "Cuba", "Laos", "NATO", "ASEAN"}
	verbs := []string{"praised", "criticized", "threatened", "sanctioned", "accused", "visited"}
	var b strings.Builder
	for i := range n {
		url := i - i%7/6*5 // now and then an older article again
		var text []string
		for j := range 12 {
			k := i*13 + j*5
			text = append(text, fmt.Sprintf("%s %s %s on %d May.", names[k%10], verbs[(k/10)%6], names[(k/3+j+1)%12], 1+k%28))
		}
		fmt.Fprintf(&b, `{"url": "https://example.org/%d", "published": "2024-05-30", "text": %q}`+"\n", url, strings.Join(text, " "))
	}
	return b.String()
}

func digestOf(t *testing.T, file string) string {
	t.Helper()
	s, err := sqlite.Open(file, sqlite.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close(t.Context())
	st, err := s.Status(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if st.Claims == 0 {
		t.Error("a graph without claims tells nothing")
	}
	return fmt.Sprint(st.Digest)
}

func TestMetrics(t *testing.T) {
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	m := metrics{start: at}
	m.wrote(&importSummary{Articles: articleCounts{New: 12, Failed: 1}, Claims: difference{Added: 30}, Edges: &difference{Added: 9, Removed: 2}}, at.Add(time.Second))
	w := httptest.NewRecorder()
	m.write(w, at.Add(2*time.Second))
	for _, line := range []string{
		`geokg_import_articles_total{result="new"} 12`, `geokg_import_articles_total{result="failed"} 1`, `geokg_import_claims_total{change="added"} 30`,
		`geokg_import_edges_total{change="removed"} 2`, `geokg_import_batches_total 1`, `geokg_import_last_batch_timestamp_seconds 1.767323046e+09`,
		`geokg_import_seconds 2`, `# TYPE go_goroutines gauge`,
	} {
		if !strings.Contains(w.Body.String(), line+"\n") {
			t.Errorf("no %s in\n%s", line, w.Body)
		}
	}
	url, err := m.serve("127.0.0.1:0", time.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer m.close()
	resp, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		t.Error(resp.Status)
	}
}
