package webpage

import (
	"compress/gzip"
	"encoding/json"
	"flag"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"sort"
	"strings"
	"sync"
	"testing"

	"geokg/ingest/eval"
)

var (
	dump    = flag.String("dump", "", "write the extracted texts to this file, as evaluate.py of article-extraction reads them")
	verbose = flag.Int("worst", 0, "log so many of the pages with the lowest scores")
)

// minF1 is the floor of TestQuality. It only rises.
const minF1 = 0.980

// shared returns the path of a file or folder of the shared reference data, and skips the test where there is none.
func shared(t testing.TB, path string) string {
	t.Helper()
	dir, err := os.Getwd()
	for err == nil {
		if _, missing := os.Stat(filepath.Join(dir, "go.mod")); missing == nil {
			break
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("no go.mod above the test")
		}
		dir = filepath.Dir(dir)
	}
	full := filepath.Join(dir, "..", "shared", path)
	if _, err := os.Stat(full); err != nil {
		if os.Getenv("GEOKG_REQUIRE_SHARED") == "1" {
			t.Fatalf("shared data: %v", err)
		}
		t.Skipf("no shared data: %v", err)
	}
	return full
}

// A benchmarkPage is a page of article-extraction-benchmark.
type benchmarkPage struct {
	id, url, gold string
	html          []byte
}

func benchmarkPages(t testing.TB) []benchmarkPage {
	t.Helper()
	dir := shared(t, "data/article-extraction")
	var gold map[string]struct{ ArticleBody, URL string }
	readJSON(t, filepath.Join(dir, "gold.json"), &gold)
	var pages []benchmarkPage
	for id, g := range gold {
		pages = append(pages, benchmarkPage{id, g.URL, g.ArticleBody, gunzip(t, filepath.Join(dir, "html", id+".html.gz"))})
	}
	sort.Slice(pages, func(i, j int) bool { return pages[i].id < pages[j].id })
	return pages
}

func readJSON(t testing.TB, path string, v any) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err == nil {
		err = json.Unmarshal(b, v)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func gunzip(t testing.TB, path string) []byte {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestQuality extracts the pages of article-extraction-benchmark. evaluate.py gives the same figures for the file
// that -dump writes.
func TestQuality(t *testing.T) {
	pages := benchmarkPages(t)
	texts, errs := extractAll(pages)
	scores := make([]eval.PageScore, len(pages))
	for i, p := range pages {
		if errs[i] != nil {
			t.Errorf("%s: %v", p.id, errs[i])
		}
		scores[i] = eval.ScorePage(p.gold, texts[i])
	}
	p, r, f := eval.PageRates(scores)
	t.Logf("pages %d  P %.3f  R %.3f  F1 %.4f", len(pages), p, r, f)
	if f < minF1 {
		t.Errorf("F1 %.4f, want %.3f", f, minF1)
	}
	logWorst(t, pages, scores)
	if *dump != "" {
		writeDump(t, pages, texts)
	}
}

// minDays is the floor of TestPublishedDays, of 144 pages. It only rises.
const minDays = 140

// TestPublishedDays reads the day of publication of the benchmark's pages that show one.
func TestPublishedDays(t *testing.T) {
	shown := map[string]string{}
	b, err := os.ReadFile("testdata/published.txt")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(b)) {
		if f := strings.Fields(line); len(f) > 1 && f[0] != "#" && len(f[0]) == 8 {
			shown[f[0]] = f[1]
		}
	}
	right, read := 0, 0
	sources := map[string]int{}
	for _, p := range benchmarkPages(t) {
		want, ok := shown[p.id[:8]]
		if !ok {
			continue
		}
		read++
		a, err := Extract(p.html, Options{URL: p.url})
		if err != nil {
			t.Errorf("%s: %v", p.id, err)
		}
		sources[string(a.Published.Source)]++
		if a.Published.Value == want {
			right++
			continue
		}
		t.Logf("%.8s %s: %q from %q, the page shows %s", p.id, p.url, a.Published.Value, a.Published.Source, want)
	}
	t.Logf("%d of %d days right (%.1f %%); sources %v", right, read, 100*float64(right)/float64(read), sources)
	if read != len(shown) || right < minDays {
		t.Errorf("%d of %d days right, want %d of %d", right, read, minDays, len(shown))
	}
}

func extractAll(pages []benchmarkPage) ([]string, []error) {
	texts, errs := make([]string, len(pages)), make([]error, len(pages))
	var wg sync.WaitGroup
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i, p := range pages {
		slots <- struct{}{}
		wg.Go(func() {
			defer func() { <-slots }()
			a, err := Extract(p.html, Options{URL: p.url})
			texts[i], errs[i] = a.Text, err
		})
	}
	wg.Wait()
	return texts, errs
}

func logWorst(t *testing.T, pages []benchmarkPage, scores []eval.PageScore) {
	order := make([]int, len(pages))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(a, b int) bool { return scores[order[a]].Both < scores[order[b]].Both })
	for _, i := range order[:min(*verbose, len(order))] {
		s := scores[i]
		t.Logf("%.3f +%.3f -%.3f %.8s %s", s.Both, s.Extra, s.Missing, pages[i].id, pages[i].url)
	}
}

func writeDump(t *testing.T, pages []benchmarkPage, texts []string) {
	type body struct {
		ArticleBody string `json:"articleBody"`
	}
	all := map[string]body{}
	for i, p := range pages {
		all[p.id] = body{texts[i]}
	}
	b, err := json.Marshal(all)
	if err == nil {
		err = os.WriteFile(*dump, b, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// TestTraps extracts two pages whose boilerplate common methods leave in, or whose lead they leave out.
func TestTraps(t *testing.T) {
	dir := shared(t, "data/article-extraction")
	var want struct{ With, Without []string }
	readJSON(t, filepath.Join(dir, "traps-gold.json"), &want)
	for _, name := range []string{"blogger", "wp"} {
		b, err := os.ReadFile(filepath.Join(dir, "traps", name+".html"))
		if err != nil {
			t.Fatal(err)
		}
		a, err := Extract(b, Options{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for _, s := range want.With {
			if !strings.Contains(a.Text, s) {
				t.Errorf("%s: %q is missing", name, s)
			}
		}
		for _, s := range want.Without {
			if strings.Contains(a.Text, s) {
				t.Errorf("%s: %q was left in", name, s)
			}
		}
		if len(strings.Split(a.Text, "\n")) != 4 {
			t.Errorf("%s: want 4 paragraphs:\n%s", name, a.Text)
		}
		a.Text = ""
		t.Logf("%+v", a)
	}
}

func BenchmarkExtract(b *testing.B) {
	pages := benchmarkPages(b)
	var size int64
	for _, p := range pages {
		size += int64(len(p.html))
	}
	b.SetBytes(size)
	b.ReportAllocs()
	for b.Loop() {
		for _, p := range pages {
			if _, err := Extract(p.html, Options{URL: p.url}); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(len(pages)*b.N)/b.Elapsed().Seconds(), "pages/s")
}
