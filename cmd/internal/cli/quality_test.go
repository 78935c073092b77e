package cli

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"geokg/graph"
	"geokg/ingest/eval"
)

// Quality floors on the gold claims. They only rise; CHANGELOG.md has the figures of each release.
var (
	claimFloors = map[string]float64{
		"F of names, relation, factuality": 64.5, "precision": 89, "F rolled up": 68, "dates": 75, "F of attribution": 70,
		"precision of drawn edges": 92, "recall of drawn edges": 39,
	}
	linkFloors  = map[string]float64{"entities found": 93, "with whose they are": 86, "names linked right": 99}
	eventFloors = map[string]float64{"F of triples": 65, "precision": 84, "records exactly right": 78}
)

// TestQuality holds the quality of claims on the gold articles and sentences.
func TestQuality(t *testing.T) {
	gold := sharedFolder(t, "gold")
	t.Run("claims", func(t *testing.T) {
		standard, err := eval.ReadGold(filepath.Join(gold, "dev", "claims"))
		if err != nil {
			t.Fatal(err)
		}
		r := eval.Score(standard, predictedBy(t, filepath.Join(gold, "dev", "articles.jsonl")))
		if r.AssertedOtherwise > 0 {
			t.Errorf("%d claims are asserted though the gold has them otherwise", r.AssertedOtherwise)
		}
		precision, recall, _ := r.Drawn(graph.DrawingConfidence)
		hold(t, claimFloors, map[string]float64{
			"F of names, relation, factuality": r.Claims.F(), "precision": r.Claims.P(), "F rolled up": r.Rolled.F(), "dates": r.Dates(),
			"F of attribution": r.AttributionF(), "precision of drawn edges": precision, "recall of drawn edges": recall,
		})
	})
	t.Run("links", func(t *testing.T) {
		standard, err := eval.ReadGold(filepath.Join(gold, "dev", "claims"))
		if err != nil {
			t.Fatal(err)
		}
		o := evalOptions{reading: reading{Globals: &Globals{World: System()}}}
		if _, err := o.predict(t.Context(), filepath.Join(gold, "dev", "articles.jsonl")); err != nil {
			t.Fatal(err)
		}
		r := eval.ScoreLinks(standard, o.mentions).All
		hold(t, linkFloors, map[string]float64{
			"entities found": r.Recall(), "with whose they are": r.RecallOf(), "names linked right": 100 - r.WrongPerHundred(),
		})
	})
	t.Run("events", func(t *testing.T) {
		f, err := os.Open(filepath.Join(gold, "plover_dev.jsonl"))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		records, err := eval.ReadRecords(f)
		if err != nil {
			t.Fatal(err)
		}
		r := eval.ScoreEvents(records, predictedBy(t, f.Name()))
		hold(t, eventFloors, map[string]float64{"F of triples": r.Triples.F(), "precision": r.Triples.P(), "records exactly right": float64(r.Exact)})
	})
}

func hold(t *testing.T, floors, got map[string]float64) {
	t.Helper()
	for _, what := range slices.Sorted(maps.Keys(floors)) {
		t.Logf("%-34s %.1f", what, got[what])
		if got[what] < floors[what] {
			t.Errorf("%s: %.1f is below the floor of %.1f", what, got[what], floors[what])
		}
	}
}

// extracted is what `geokg extract --format jsonl` prints for the articles.
func extracted(t *testing.T, articles string) []byte {
	t.Helper()
	var stdout, stderr bytes.Buffer
	w := System()
	w.Stdout, w.Stderr = &stdout, &stderr
	if code := Execute(context.Background(), w, []string{"extract", "--format", "jsonl", articles}); code != ExitOK {
		t.Fatalf("extract: exit code %d: %s", code, stderr.Bytes())
	}
	return stdout.Bytes()
}

func predictedBy(t *testing.T, articles string) map[string][]eval.Claim {
	t.Helper()
	p, err := eval.ReadPredicted(bytes.NewReader(extracted(t, articles)))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestScorersAgree holds the scorers of package eval equal to the gold standard's own, which are in Python.
func TestScorersAgree(t *testing.T) {
	gold := sharedFolder(t, "gold")
	if _, err := exec.LookPath("python3"); err != nil {
		skipOrFail(t, "GEOKG_REQUIRE_PYTHON", "the gold scorers need python3: apt-get install -y python3")
	}
	for _, c := range []struct{ name, claims, articles string }{
		{"gold", filepath.Join(gold, "dev"), ""},
		{"our own", filepath.Join("testdata", "eval"), filepath.Join("testdata", "eval", "predicted.jsonl")},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.articles == "" {
				c.articles = writeFile(t, extracted(t, filepath.Join(c.claims, "articles.jsonl")))
			}
			out := python(t, filepath.Join(gold, "score_claims.py"), filepath.Join(c.claims, "claims"), c.articles, "--per-relation", fmt.Sprintf("--at=%g", graph.DrawingConfidence))
			compareClaims(t, out, c.claims, c.articles)
		})
	}
	for _, records := range []string{filepath.Join(gold, "plover_dev.jsonl"), filepath.Join("testdata", "eval", "events.jsonl")} {
		t.Run(filepath.Base(records), func(t *testing.T) {
			predicted := filepath.Join("testdata", "eval", "events-predicted.jsonl")
			if filepath.Dir(records) == gold {
				predicted = writeFile(t, extracted(t, records))
			}
			compareEvents(t, python(t, filepath.Join(gold, "score_plover.py"), records, predicted, "--classes"), records, predicted)
		})
	}
}

func writeFile(t *testing.T, b []byte) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "predicted.jsonl")
	if err := os.WriteFile(name, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

func python(t *testing.T, args ...string) string {
	t.Helper()
	out, err := exec.Command("python3", args...).CombinedOutput()
	if err != nil {
		t.Fatalf("python3 %v: %v\n%s", args, err, out)
	}
	return string(out)
}

// compareClaims looks for each of our figures where the Python scorer prints it.
func compareClaims(t *testing.T, out, folder, predicted string) {
	t.Helper()
	gold, err := eval.ReadGold(filepath.Join(folder, "claims"))
	if err != nil {
		t.Fatal(err)
	}
	r := eval.Score(gold, readPredicted(t, predicted))
	rates := func(x eval.Rates) string {
		return fmt.Sprintf("P %5.1f (%d/%d)  R %5.1f (%d/%d)  F %5.1f", x.P(), x.Right, x.Right+x.Wrong, x.R(), x.Right, x.Right+x.Missed, x.F())
	}
	lines := []string{
		fmt.Sprintf("%-38s %s", "claim (names, relation, factuality)", rates(r.Claims)),
		fmt.Sprintf("%-38s %s", "names, relation", rates(r.Relations)),
		fmt.Sprintf("%-38s %s", "rolled up, relation, factuality", rates(r.RolledFactuality)),
		fmt.Sprintf("%-38s %s", "rolled up, relation", rates(r.Rolled)),
		fmt.Sprintf("date right %.1f%% of %d that either dates, attribution F %.1f", r.Dates(), r.DatesEither, r.AttributionF()),
		fmt.Sprintf("asserted though the gold has it negated, planned or possible: %d", r.AssertedOtherwise),
		fmt.Sprintf("documents %d, without a prediction %d", r.Documents, r.Unread),
	}
	for _, at := range []float64{0, graph.DrawingConfidence, 0.9} {
		precision, recall, n := r.Drawn(at)
		lines = append(lines, fmt.Sprintf("confidence >= %.2f: precision %.1f%% of %d, recall %.1f%%", at, precision, n, recall))
	}
	for name, x := range r.ByRelation {
		lines = append(lines, fmt.Sprintf("    %-18s right %3d wrong %3d missed %3d", name, x.Right, x.Wrong, x.Missed))
	}
	wantLines(t, out, lines)
}

func compareEvents(t *testing.T, out, file, predicted string) {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	records, err := eval.ReadRecords(f)
	if err != nil {
		t.Fatal(err)
	}
	r := eval.ScoreEvents(records, readPredicted(t, predicted))
	x := r.Triples
	lines := []string{fmt.Sprintf("records %d exactly right %d  triple P %.1f (%d/%d)  R %.1f (%d/%d)  F %.1f", r.Records, r.Exact,
		x.P(), x.Right, x.Right+x.Wrong, x.R(), x.Right, x.Right+x.Missed, x.F())}
	for class, y := range r.ByClass {
		lines = append(lines, fmt.Sprintf("    %-12s %d of %d", class, y.Right, y.Right+y.Missed))
	}
	wantLines(t, out, lines)
}

func readPredicted(t *testing.T, file string) map[string][]eval.Claim {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	p, err := eval.ReadPredicted(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func wantLines(t *testing.T, out string, lines []string) {
	t.Helper()
	for _, l := range lines {
		if !strings.Contains(out, l+"\n") {
			t.Errorf("the gold scorer has no line with %q", l)
		}
	}
	if t.Failed() {
		t.Logf("it has\n%s", out)
	}
}

// sharedFolder returns a folder of ../shared beside the repository, or skips the test where there is none.
func sharedFolder(t *testing.T, name string) string {
	t.Helper()
	dir, err := filepath.Abs(filepath.Join("..", "..", "..", "..", "shared", name))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(dir); err != nil {
		skipOrFail(t, "GEOKG_REQUIRE_SHARED", "no "+dir+": the shared reference material is not beside the repository")
	}
	return dir
}

// skipOrFail skips the test, or fails it where the environment variable asks for everything.
func skipOrFail(t *testing.T, env, why string) {
	t.Helper()
	if os.Getenv(env) == "1" {
		t.Fatal(why)
	}
	t.Skip(why)
}
