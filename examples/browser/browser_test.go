package browser

import (
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"geokg/schema"
)

func TestScripts(t *testing.T) {
	ss, err := Scripts()
	if err != nil {
		t.Fatal(err)
	}
	titles := map[string]bool{}
	for _, s := range ss {
		if titles[s.Title] {
			t.Errorf("%s: the title %q stands twice", s.File, s.Title)
		}
		titles[s.Title] = true
		if !regexp.MustCompile(`\nLIMIT \d+\n$`).MatchString(s.Cypher) {
			t.Errorf("%s: it does not end with a LIMIT, and Browser draws a few hundred nodes at most", s.File)
		}
	}
}

// Every label and relation has its line in the style, and Browser's style language has no comments.
func TestStyle(t *testing.T) {
	b, err := files.ReadFile(StyleFile)
	if err != nil {
		t.Fatal(err)
	}
	style := string(b)
	for _, l := range schema.Labels() {
		if !strings.Contains(style, "\nnode."+string(l.Name)+" {") {
			t.Errorf("no style for %s", l.Name)
		}
	}
	for _, r := range schema.Relations() {
		if r.Quad != schema.QuadNone && !strings.Contains(style, "\nrelationship."+r.Name+" {") {
			t.Errorf("no style for %s", r.Name)
		}
	}
	for line := range strings.Lines(style) {
		if !regexp.MustCompile(`^(node|relationship)[.\w]* \{ ([\w-]+: [^;]+; )+\}\n$`).MatchString(line) {
			t.Errorf("not in GraSS: %s", line)
		}
	}
}

func TestHandler(t *testing.T) {
	h, err := Handler("localhost:8001")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		method, path string
		status       int
		body         string
	}{
		{"GET", "/guide.html", 200, ":style http://localhost:8001/style.grass"},
		{"GET", "/", 200, "<h3>Who threatens, attacks, sanctions or accuses whom</h3>"},
		{"GET", "/style.grass", 200, "node.Country {"},
		{"GET", "/scripts/07-contradictions.cypher", 200, "// Contradictions"},
		{"GET", "/../browser.go", 404, ""},
		{"GET", "/guide.html.tmpl", 404, ""},
		{"OPTIONS", "/guide.html", 204, ""},
		{"POST", "/guide.html", 405, ""},
	} {
		w := httptest.NewRecorder()
		r := httptest.NewRequest(c.method, "http://localhost:8001/", nil)
		r.URL.Path = c.path
		r.Header.Set("Origin", "http://localhost:7474")
		h.ServeHTTP(w, r)
		if w.Code != c.status || !strings.Contains(w.Body.String(), c.body) {
			t.Errorf("%s %s: status %d, want %d and %q in\n%.300s", c.method, c.path, w.Code, c.status, c.body, w.Body)
		}
		if got := w.Header().Get("Access-Control-Allow-Origin"); got != "*" {
			t.Errorf("%s %s: Access-Control-Allow-Origin %q", c.method, c.path, got)
		}
	}
}
