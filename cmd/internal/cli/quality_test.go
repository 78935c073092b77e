package cli

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"
)

// Quality floors on the gold claims. They only rise. The scorers' titles stand left; CHANGELOG.md has the figures of each release.
var claimFloors = map[string]float64{
	`claim \(names, relation, factuality\).* F +([\d.]+)`:        64,
	`claim \(names, relation, factuality\) +P +([\d.]+)`:         89,
	`rolled up, relation  .* F +([\d.]+)`:                        68,
	`of these date right ([\d.]+)%`:                              75,
	`asserted \(edges\) confidence >= 0.50: precision ([\d.]+)%`: 92,
	`asserted \(edges\) confidence >= 0.50: .* recall ([\d.]+)%`: 39,
	`attribution F ([\d.]+)`:                                     70,
}

var ploverFloors = map[string]float64{
	`triple P .* F +([\d.]+)`: 60,
	`triple P +([\d.]+)`:      81,
	`exactly right (\d+)`:     65,
}

// TestQuality runs `geokg extract --format jsonl` on the gold articles and the gold scorers on what it prints.
func TestQuality(t *testing.T) {
	gold := sharedFolder(t, "gold")
	if _, err := exec.LookPath("python3"); err != nil {
		skipOrFail(t, "GEOKG_REQUIRE_SHARED", "the gold scorers need python3: apt-get install -y python3")
	}
	dir := t.TempDir()
	t.Run("claims", func(t *testing.T) {
		out := extractTo(t, filepath.Join(gold, "dev", "articles.jsonl"), filepath.Join(dir, "claims.jsonl"))
		report := score(t, filepath.Join(gold, "score_claims.py"), filepath.Join(gold, "dev", "claims"), out, "--per-relation")
		holdFloors(t, report, claimFloors)
		if n := figure(t, report, `asserted though the gold has it negated, planned or possible: (\d+)`); n > 0 {
			t.Errorf("%v claims are asserted though the gold has them otherwise", n)
		}
	})
	t.Run("plover", func(t *testing.T) {
		out := extractTo(t, filepath.Join(gold, "plover_dev.jsonl"), filepath.Join(dir, "plover.jsonl"))
		report := score(t, filepath.Join(gold, "score_plover.py"), filepath.Join(gold, "plover_dev.jsonl"), out, "--classes")
		holdFloors(t, report, ploverFloors)
	})
}

// extractTo writes what extract prints for the articles to a file.
func extractTo(t *testing.T, articles, file string) string {
	t.Helper()
	var stdout, stderr bytes.Buffer
	w := System()
	w.Stdout, w.Stderr = &stdout, &stderr
	if code := Execute(context.Background(), w, []string{"extract", "--format", "jsonl", articles}); code != ExitOK {
		t.Fatalf("extract: exit code %d: %s", code, stderr.Bytes())
	}
	if err := os.WriteFile(file, stdout.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func score(t *testing.T, args ...string) string {
	t.Helper()
	out, err := exec.Command("python3", args...).CombinedOutput()
	if err != nil {
		t.Fatalf("python3 %v: %v\n%s", args, err, out)
	}
	t.Logf("%s", out)
	return string(out)
}

func holdFloors(t *testing.T, report string, floors map[string]float64) {
	t.Helper()
	for pattern, floor := range floors {
		if got := figure(t, report, pattern); got < floor {
			t.Errorf("%s: %.1f is below the floor of %.1f", pattern, got, floor)
		}
	}
}

// figure returns the number that the pattern's group matches in the scorer's report.
func figure(t *testing.T, report, pattern string) float64 {
	t.Helper()
	m := regexp.MustCompile(pattern).FindStringSubmatch(report)
	if m == nil {
		t.Fatalf("the scorer's report has no line %q:\n%s", pattern, report)
	}
	v, err := strconv.ParseFloat(m[1], 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
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
