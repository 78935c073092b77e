package cli

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestWebArchive imports one WARC.gz of made-up pages, and watches the program's memory while it does. GEOKG_PAGES is how many pages, 400 if it is not set.
func TestWebArchive(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the program, and imports some hundred pages")
	}
	pages := numberOf(t, "GEOKG_PAGES", 400)
	dir := t.TempDir()
	program := buildProgram(t, dir)
	archive, report := filepath.Join(dir, "pages.warc.gz"), filepath.Join(dir, "report.json")
	writeWARC(t, archive, pages)
	cmd := exec.Command(program, "import", "--db", filepath.Join(dir, "kg.db"), "--quiet", "--report", report, archive)
	cmd.Stderr = os.Stderr
	start := time.Now()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	var resident []int // MiB, every so often
	for done := false; !done; {
		select {
		case err := <-ended:
			if err != nil {
				t.Fatal(err)
			}
			done = true
		case <-time.After(200 * time.Millisecond):
			if n := residentMemory(cmd.Process.Pid); n > 0 {
				resident = append(resident, n)
			}
		}
	}
	took := time.Since(start)
	var sum importSummary
	b, err := os.ReadFile(report)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &sum); err != nil {
		t.Fatal(err)
	}
	if sum.Articles.New != pages || sum.Articles.Failed != 0 {
		t.Errorf("%d new articles and %d failed, want %d and none", sum.Articles.New, sum.Articles.Failed, pages)
	}
	if sum.Claims.Added < pages {
		t.Errorf("%d claims of %d pages: the pages say nothing", sum.Claims.Added, pages)
	}
	var tenths []int
	for part := range slices.Chunk(resident, max(1, (len(resident)+9)/10)) {
		tenths = append(tenths, slices.Max(part))
	}
	t.Logf("%d pages, %d claims in %v: %.0f pages/s; resident memory at most, in each tenth: %v MiB", pages, sum.Claims.Added, took.Round(time.Second/10),
		float64(pages)/took.Seconds(), tenths)
	const slack = 256 // MiB: SQLite's cache and the heap's breath
	for i := 3; i < len(tenths); i++ {
		if first := slices.Max(tenths[:3]); tenths[i] > first+slack {
			t.Errorf("%d MiB in tenth %d, %d in the first three", tenths[i], i+1, first)
		}
	}
}

// residentMemory returns what a process takes of the memory, in MiB, or 0 where that cannot be told.
func residentMemory(pid int) int {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(b), "VmRSS:")
	f := strings.Fields(rest)
	if len(f) == 0 {
		return 0
	}
	n, _ := strconv.Atoi(f[0])
	return n >> 10
}

// writeWARC writes n pages as records of a web archive, each a member of its own, as crawlers do.
func writeWARC(t *testing.T, path string, n int) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	w := bufio.NewWriter(f)
	z := gzip.NewWriter(w)
	names := []string{"Norway", "Chad", "Kenya", "Japan", "Peru", "Oman", "Fiji", "Mali", "Cuba", "Laos", "Ghana", "Togo"}
	verbs := []string{"praised", "criticized", "threatened", "sanctioned", "accused", "visited"}
	rng := rand.New(rand.NewPCG(4, 9))
	words := strings.Fields("harbour town ships winter fishermen nets rain table chair morning old narrow bridge river market bread letters grey door window quiet " +
		"mended carried watched counted painted sold lamp street corner hill wind boats stone garden kitchen clock glass paper silver northern crowded slow")
	word := func() string { return words[rng.IntN(len(words))] }
	for i := range n {
		var page strings.Builder
		fmt.Fprintf(&page, `<!DOCTYPE html><html lang="en"><head><title>%s and %s in talk number %d</title><meta property="article:published_time" content="2024-05-30T10:00:00Z"></head><body>`,
			names[i%12], names[(i/12+1)%12], i)
		page.WriteString(`<nav><ul>` + strings.Repeat(`<li><a href="/world">World</a></li><li><a href="/sport">Sport</a></li>`, 20) + "</ul></nav><article>\n")
		for j := range 6 {
			k := i*13 + j*5
			fmt.Fprintf(&page, "<p>%s %s %s on %d May.", names[k%10], verbs[(k/10)%6], names[(k/3+j+1)%12], 1+k%28)
			for range 3 { // no two pages are alike
				fmt.Fprintf(&page, " The %s %s of the %s %s the %s %s in the %s, and %d of its %s %s the %s.", word(), word(), word(), word(), word(), word(), word(), rng.IntN(1000), word(), word(), word())
			}
			page.WriteString("</p>\n")
		}
		page.WriteString(`</article><footer>` + strings.Repeat(`<a href="/about">About us</a> `, 20) + `</footer></body></html>`)
		resp := fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n%s", page.Len(), page.String())
		z.Reset(w)
		fmt.Fprintf(z, "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/%d\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n", i, len(resp))
		if _, err := io.WriteString(z, resp+"\r\n\r\n"); err != nil {
			t.Fatal(err)
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}
