package export

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"geokg/graph"
	"geokg/graph/sqlite"
	"geokg/graph/storetest"
	"geokg/schema"
)

// filled returns a graph of made-up articles and a reference; some texts are meant to be taken for markup.
func filled(t *testing.T, order func([]graph.Contribution)) graph.Store {
	t.Helper()
	s, err := sqlite.Open(filepath.Join(t.TempDir(), "graph.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close(context.Background()) })
	batch := storetest.Generate(3, 50)
	for i, h := range []string{`</data>&amp;"'<x>`, `\`, `"""`, "a\nb\tc", `\u0022`, "\u202eleft", "🇰🇷", "<urn:x> .", strings.Repeat("é", 1<<20)} {
		for j := range batch[i].Claims {
			batch[i].Claims[j].Evidence = h
		}
	}
	order(batch)
	if err := s.Ensure(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Write(t.Context(), batch); err != nil {
		t.Fatal(err)
	}
	if _, err := s.PutReference(t.Context(), storetest.GenerateReference(3, 30)); err != nil {
		t.Fatal(err)
	}
	return s
}

func asGiven([]graph.Contribution) {}

// python returns a Python that has what testdata/open.py imports.
func python(t *testing.T) string {
	t.Helper()
	for _, p := range []string{"python3", "/usr/bin/python3"} {
		if exec.Command(p, "-c", "import networkx, rdflib").Run() == nil {
			return p
		}
	}
	const msg = "no python3 with networkx and rdflib; run: apt-get install -y python3-networkx python3-rdflib"
	if os.Getenv("GEOKG_REQUIRE_PYTHON") == "1" {
		t.Fatal(msg)
	}
	t.Skip(msg)
	return ""
}

func TestOtherProgramsOpenIt(t *testing.T) {
	py, s := python(t), filled(t, asGiven)
	files := map[string]func(context.Context, graph.Store, io.Writer) error{"graph.graphml": GraphML, "graph.ttl": Turtle}
	dir := t.TempDir()
	for name, write := range files {
		var b bytes.Buffer
		if err := write(t.Context(), s, &b); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.CommandContext(t.Context(), py, "testdata/open.py", filepath.Join(dir, "graph.graphml"), filepath.Join(dir, "graph.ttl"))
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Nodes, Drawn, Claims, Memberships, RDFClaims, RDFMemberships int
		Names, Sentences, RDFSentences, RDFNames                     []string
	}
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatal(err)
	}
	st, err := s.Status(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	names, sentences := texts(t, s)
	for _, c := range []struct {
		what      string
		got, want int
	}{
		{"nodes", got.Nodes, len(names)}, {"typed edges", got.Drawn, st.Edges}, {"claims", got.Claims, st.Claims},
		{"memberships", got.Memberships, st.Reference}, {"claims in RDF", got.RDFClaims, st.Claims}, {"memberships in RDF", got.RDFMemberships, st.Reference},
	} {
		if c.got != c.want || c.want == 0 {
			t.Errorf("%d %s, want %d", c.got, c.what, c.want)
		}
	}
	if !slices.Equal(got.Names, names) {
		t.Error("the names of the nodes are others")
	}
	if !slices.Equal(got.Sentences, sentences) {
		t.Error("the sentences of the claims are others")
	}
	if !slices.Equal(got.RDFSentences, sentences) {
		t.Error("the sentences of the claims in RDF are others")
	}
	if !slices.Equal(got.RDFNames, names) {
		t.Error("the names in RDF are others")
	}
}

// texts returns the names of the entities and the sentences of the claims, each sorted as Python sorts: by code point.
func texts(t *testing.T, s graph.Store) (names, sentences []string) {
	t.Helper()
	if err := visit(t.Context(), s, visitor{
		entity:     func(e *schema.Entity) error { names = append(names, e.Name); return nil },
		article:    func(*graph.Article) error { return nil },
		mention:    func(string, *graph.Mentioned) error { return nil },
		claim:      func(c *schema.Claim) error { sentences = append(sentences, c.Evidence); return nil },
		membership: func(*schema.Membership) error { return nil },
		edge:       func(*graph.Edge) error { return nil },
	}); err != nil {
		t.Fatal(err)
	}
	slices.Sort(names)
	slices.Sort(sentences)
	return names, sentences
}

// Whatever way a graph came about, equal ones give equal files.
func TestEqualGraphsEqualFiles(t *testing.T) {
	a, b := filled(t, asGiven), filled(t, slices.Reverse[[]graph.Contribution])
	for name, write := range map[string]func(context.Context, graph.Store, io.Writer) error{"GraphML": GraphML, "JSON Lines": JSONLines, "Turtle": Turtle} {
		var x, y bytes.Buffer
		if err := write(t.Context(), a, &x); err != nil {
			t.Fatal(err)
		}
		if err := write(t.Context(), b, &y); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(x.Bytes(), y.Bytes()) {
			t.Errorf("%s: the files differ", name)
		}
	}
}

// A JSON Lines export can be read back: it holds the same entities, claims and edges.
func TestJSONLines(t *testing.T) {
	s := filled(t, asGiven)
	var b bytes.Buffer
	if err := JSONLines(t.Context(), s, &b); err != nil {
		t.Fatal(err)
	}
	var d, want graph.Digest
	n := map[string]int{}
	for line := range bytes.Lines(b.Bytes()) {
		var l struct {
			Kind  string
			Value json.RawMessage
		}
		if err := json.Unmarshal(line, &l); err != nil {
			t.Fatal(err)
		}
		n[l.Kind]++
		switch l.Kind {
		case KindEntity:
			add(t, l.Value, d.Entity)
		case KindArticle:
			add(t, l.Value, d.Article)
		case KindClaim:
			add(t, l.Value, d.Claim)
		case KindEdge:
			add(t, l.Value, d.Edge)
		}
	}
	if err := visit(t.Context(), s, visitor{
		entity:     func(e *schema.Entity) error { want.Entity(e); return nil },
		article:    func(a *graph.Article) error { want.Article(a); return nil },
		mention:    func(string, *graph.Mentioned) error { n[KindMention]--; return nil },
		claim:      func(c *schema.Claim) error { want.Claim(c); return nil },
		membership: func(*schema.Membership) error { n[KindMembership]--; return nil },
		edge:       func(e *graph.Edge) error { want.Edge(e); return nil },
	}); err != nil {
		t.Fatal(err)
	}
	if d.String() != want.String() {
		t.Errorf("digest %s, want %s", d.String(), want.String())
	}
	if n[KindMention] != 0 || n[KindMembership] != 0 {
		t.Errorf("mentions and memberships left over: %v", n)
	}
}

func add[T any](t *testing.T, line []byte, to func(*T)) {
	t.Helper()
	var v T
	if err := json.Unmarshal(line, &v); err != nil {
		t.Fatal(err)
	}
	to(&v)
}
