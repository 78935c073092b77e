package cli

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
)

// newsroom is a server on loopback with pages, a feed and a sitemap.
type newsroom struct {
	*httptest.Server
	feeds, pages atomic.Int32
	extra        atomic.Bool // the feed lists a page more
}

func newNewsroom(t *testing.T) *newsroom {
	n := &newsroom{}
	mux := http.NewServeMux()
	page := func(path, title, text string) {
		mux.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) {
			n.pages.Add(1)
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			fmt.Fprintf(w, `<html><head><title>%s</title><meta property="article:published_time" content="2024-03-0%d"></head><body><article><h1>%s</h1>`+
				`<p>%s The ministry said so in a statement that was read out on state radio in the evening, and gave no further details of it.</p></article></body></html>`,
				title, len(path)%9+1, title, text)
		})
	}
	page("/norway", "Norway praises Chad", "Norway praised Chad on Monday for what it had done.")
	page("/kenya", "Kenya accuses Fiji", "Kenya accused Fiji of spying on its ships for a long time.")
	page("/japan", "Japan sanctions Peru", "Japan sanctioned Peru over its whaling in the southern seas.")
	mux.HandleFunc("/robots.txt", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "User-agent: *\nDisallow: /secret\n") })
	mux.HandleFunc("/secret", func(w http.ResponseWriter, _ *http.Request) { t.Error("a page was fetched that robots.txt forbids") })
	mux.HandleFunc("/pdf", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/pdf")
		fmt.Fprint(w, "%PDF-1.7")
	})
	mux.HandleFunc("/rss", func(w http.ResponseWriter, r *http.Request) {
		n.feeds.Add(1)
		tag := fmt.Sprintf(`"%t"`, n.extra.Load())
		w.Header().Set("ETag", tag)
		if r.Header.Get("If-None-Match") == tag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		items := "<item><link>/norway</link></item><item><link>/gone</link></item>"
		if n.extra.Load() {
			items += "<item><link>/japan</link></item>"
		}
		fmt.Fprintf(w, `<rss version="2.0"><channel><title>News</title>%s</channel></rss>`, items)
	})
	mux.HandleFunc("/sitemap.xml", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintf(w, `<urlset><url><loc>%s/kenya</loc></url></urlset>`, n.URL)
	})
	n.Server = httptest.NewServer(mux)
	t.Cleanup(n.Close)
	return n
}

// command runs one and returns its exit code and what it wrote.
func command(t *testing.T, dir string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	w, out, errs := world(t)
	w.Getenv = env("XDG_DATA_HOME", dir, "HOME", dir)
	code = Execute(t.Context(), w, args)
	return code, out.String(), errs.String()
}

func TestImportURL(t *testing.T) {
	n, dir := newNewsroom(t), t.TempDir()
	quick := []string{"--allow-private", "--distance", "1ms"}
	run := func(want int, args ...string) (stdout, stderr string) {
		t.Helper()
		code, stdout, stderr := command(t, dir, append(args, quick...)...)
		if code != want {
			t.Fatalf("%v: exit code %d\n%s\n%s", args, code, stdout, stderr)
		}
		return stdout, stderr
	}
	if code, _, errs := command(t, dir, "import", n.URL+"/norway"); code != ExitFailures || !strings.Contains(errs, "not a public address") {
		t.Errorf("without --allow-private: exit code %d, %s", code, errs)
	}
	_, errs := run(ExitFailures, "import", n.URL+"/norway", n.URL+"/secret", n.URL+"/pdf", n.URL+"/gone")
	for _, want := range []string{"/secret: robots.txt does not allow it", "/pdf: neither a web page nor a text but application/pdf", "/gone: the server answers 404 Not Found"} {
		if !strings.Contains(errs, n.URL+want) {
			t.Errorf("no %q in\n%s", want, errs)
		}
	}
	if _, out, _ := command(t, dir, "relations", "Norway", "Chad"); !strings.Contains(out, "Norway SUPPORTS Chad") || !strings.Contains(out, n.URL+"/norway") {
		t.Errorf("the page has not been read: %s", out)
	}
	out, _ := run(ExitFailures, "import", "--retry-failed", "--format", "json")
	if !strings.Contains(out, `"read": 3`) {
		t.Errorf("retry read %s", out)
	}
	run(ExitOK, "import", n.URL+"/sitemap.xml")
	if _, out, _ := command(t, dir, "relations", "Kenya", "Fiji"); !strings.Contains(out, "Kenya ACCUSES Fiji") {
		t.Errorf("the sitemap has not been followed: %s", out)
	}
	list := filepath.Join(dir, "urls.txt")
	if err := os.WriteFile(list, []byte("# pages\n\n"+n.URL+"/japan\n"+n.URL+"/rss\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	out, _ = run(ExitFailures, "import", "--urls", list)
	if !strings.Contains(out, "3 read: 1 new, 0 changed, 1 the same, 1 failed") {
		t.Errorf("a list of URLs: %s", out)
	}
	if err := os.WriteFile(list, []byte("news\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, errs := run(ExitUsage, "import", "--urls", list); !strings.Contains(errs, `urls.txt:1: "news" is no URL`) {
		t.Error(errs)
	}
}

func TestWatch(t *testing.T) {
	n, dir := newNewsroom(t), t.TempDir()
	watch := func(want int, args ...string) string {
		t.Helper()
		code, stdout, stderr := command(t, dir, append([]string{"watch", "--once", "--allow-private", "--distance", "1ms", n.URL + "/rss"}, args...)...)
		if code != want {
			t.Fatalf("exit code %d\n%s\n%s", code, stdout, stderr)
		}
		return stdout
	}
	if out := watch(ExitFailures); !strings.Contains(out, "2 read: 1 new, 0 changed, 0 the same, 1 failed") {
		t.Error(out)
	}
	pages := n.pages.Load()
	if out := watch(ExitOK); out != "" || n.pages.Load() != pages || n.feeds.Load() != 2 {
		t.Errorf("a feed that has not changed: %d pages, %d feeds, %s", n.pages.Load()-pages, n.feeds.Load(), out)
	}
	n.extra.Store(true)
	if out := watch(ExitOK); !strings.Contains(out, "1 read: 1 new") || n.pages.Load() != pages+1 {
		t.Errorf("a page more: %d pages, %s", n.pages.Load()-pages, out)
	}
	if code, _, errs := command(t, dir, "watch", "news.xml"); code != ExitUsage || !strings.Contains(errs, "is no URL") {
		t.Error(code, errs)
	}
	if code, _, errs := command(t, dir, "watch", "--once", "--allow-private", "--distance", "1ms", n.URL+"/nothing"); code != ExitFailures || !strings.Contains(errs, "404") {
		t.Error(code, errs)
	}
}
