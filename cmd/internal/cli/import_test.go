package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"geokg/graph"
	"geokg/schema"
)

// A fakeSink notes what is written.
type fakeSink struct {
	sizes []int
	err   error
}

func (s *fakeSink) write(ctx context.Context, cs []graph.Contribution) (graph.Changes, error) {
	if err := ctx.Err(); err != nil {
		return graph.Changes{}, err
	}
	if s.err != nil {
		return graph.Changes{}, s.err
	}
	s.sizes = append(s.sizes, len(cs))
	return graph.Changes{ArticlesNew: len(cs)}, nil
}
func (s *fakeSink) putReference(context.Context, graph.Reference) (graph.Changes, error) {
	return graph.Changes{}, s.err
}
func (s *fakeSink) close() error       { return nil }
func (s *fakeSink) graph() graph.Store { return nil }

func TestBatch(t *testing.T) {
	var s fakeSink
	b := batch{sink: &s}
	add := func(i, claims int) {
		c := graph.Contribution{Claims: make([]schema.Claim, claims)}
		if err := b.add(t.Context(), c, fmt.Sprintf("a.jsonl:%d", i)); err != nil {
			t.Fatal(err)
		}
	}
	for i := range batchArticles + 1 {
		add(i+1, 0)
	}
	if b.saved != "a.jsonl:200" || b.last != "a.jsonl:201" {
		t.Errorf("saved %q, last %q", b.saved, b.last)
	}
	add(202, batchClaims)
	if err := b.flush(t.Context()); err != nil { // nothing is left to write
		t.Fatal(err)
	}
	if got := fmt.Sprint(s.sizes); got != "[200 2]" {
		t.Errorf("batches of %s", got)
	}
	if b.done.ArticlesNew != 202 {
		t.Errorf("%d articles", b.done.ArticlesNew)
	}
}

// Ctrl-C finishes the batch in hand.
func TestBatchAfterInterrupt(t *testing.T) {
	var s fakeSink
	b := batch{sink: &s}
	ctx, cancel := context.WithCancel(t.Context())
	if err := b.add(ctx, graph.Contribution{}, "a.html"); err != nil {
		t.Fatal(err)
	}
	cancel()
	if err := b.flush(ctx); err != nil || b.saved != "a.html" {
		t.Errorf("%v, saved %q", err, b.saved)
	}
}

func TestBatchError(t *testing.T) {
	full := errors.New("disk full")
	b := batch{sink: &fakeSink{err: full}}
	if err := b.add(t.Context(), graph.Contribution{}, "a.html"); err != nil {
		t.Fatal(err)
	}
	if err := b.flush(t.Context()); !errors.Is(err, full) || b.saved != "" {
		t.Errorf("%v, saved %q", err, b.saved)
	}
}

func TestHowToGoOn(t *testing.T) {
	var errs bytes.Buffer
	o := importOptions{reading: reading{Paths: []string{"it's news/", "b.jsonl"}}}
	o.Globals = &Globals{World: &World{Stderr: &errs, Getenv: env()}, DB: "my graph.db"}
	o.sayHowToGoOn("b.jsonl:12")
	want := `  geokg import --db 'my graph.db' --after b.jsonl:12 'it'\''s news/' b.jsonl` + "\n"
	if !strings.HasSuffix(errs.String(), want) {
		t.Errorf("got %s\nwant it to end in %s", errs.String(), want)
	}
}

func TestRooted(t *testing.T) {
	wd, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	paths := []string{"news", "news/b.jsonl", "https://example.org/a", "-"}
	for _, c := range []struct{ name, path, item string }{
		{"news/a.html", filepath.Join(wd, "news"), "/a.html"},
		{"news/b.jsonl:12", filepath.Join(wd, "news/b.jsonl"), ":12"},
		{"https://example.org/a", "https://example.org/a", ""},
		{"newspaper.html", "", ""},
		{"-:3", "", ""},
	} {
		path, item, ok := rooted(c.name, paths)
		if path != c.path || item != c.item || ok != (c.path != "") {
			t.Errorf("%s: %q %q %t", c.name, path, item, ok)
		}
	}
}

func TestRecent(t *testing.T) {
	var r recent
	for i := range recentArticles + 10 {
		r.add(fmt.Sprint(i))
	}
	r.add("12")
	if r.has("3") || !r.has("11") || !r.has("12") || !r.has(fmt.Sprint(recentArticles+9)) || len(r.in) > recentArticles {
		t.Errorf("remembers %d, 3: %t, 11: %t", len(r.in), r.has("3"), r.has("11"))
	}
}

func TestProgressLeft(t *testing.T) {
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	p := progress{what: "reading", now: func() time.Time { return at.Add(10 * time.Second) }, start: at, n: 1200, claims: 3410, failed: 2}
	p.bytes.Store(100)
	p.all.Store(1300)
	if got, want := p.String(), "reading 1,200 articles, 3,410 claims, 2 failed, about 3m left"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// world returns a World in a folder of its own, with what is written to it.
func world(t *testing.T) (w *World, stdout, stderr *bytes.Buffer) {
	stdout, stderr = new(bytes.Buffer), new(bytes.Buffer)
	return &World{
		Stdin: strings.NewReader(""), Stdout: stdout, Stderr: stderr, Open: OpenStore, Width: plainWidth,
		Now: func() time.Time { return time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC) }, Getenv: env("XDG_DATA_HOME", t.TempDir()),
	}, stdout, stderr
}

// An interruptedStore is like Ctrl-C during the first write.
type interruptedStore struct {
	graph.Store
	interrupt func()
}

func (s interruptedStore) Write(ctx context.Context, cs []graph.Contribution) (graph.Changes, error) {
	s.interrupt()
	return s.Store.Write(ctx, cs)
}

// An import that is interrupted finishes what is in hand and says how to go on; that done, the graph is what it
// would have been.
func TestImportGoesOnAfterInterrupt(t *testing.T) {
	file := filepath.Join(t.TempDir(), "news.jsonl")
	var lines []byte
	for i := range 2*batchArticles + 50 {
		lines = fmt.Appendf(lines, `{"id":"%d","text":"Sweden joined NATO on 7 March 2024. This is article %d."}`+"\n", i, i)
	}
	if err := os.WriteFile(file, lines, 0o666); err != nil {
		t.Fatal(err)
	}
	status := func(w *World, out *bytes.Buffer, args ...string) string {
		t.Helper()
		if code := Execute(t.Context(), w, args); code != ExitOK {
			t.Fatalf("%v: exit code %d\n%s", args, code, w.Stderr)
		}
		out.Reset()
		if code := Execute(t.Context(), w, []string{"status", "--format", "json"}); code != ExitOK {
			t.Fatalf("status: exit code %d\n%s", code, w.Stderr)
		}
		return out.String()
	}
	whole, out, _ := world(t)
	want := status(whole, out, "import", file)

	w, out, errs := world(t)
	ctx, cancel := context.WithCancel(t.Context())
	w.Open = func(ctx context.Context, a Address, m Mode) (graph.Store, error) {
		s, err := OpenStore(ctx, a, m)
		return interruptedStore{s, cancel}, err
	}
	if code := Execute(ctx, w, []string{"import", file}); code != ExitError {
		t.Errorf("exit code %d", code)
	}
	_, command, ok := strings.Cut(errs.String(), "To go on:\n  geokg ")
	if !ok {
		t.Fatalf("it does not say how to go on:\n%s", errs)
	}
	w.Open = OpenStore
	if got := status(w, out, strings.Fields(command)...); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

// Nobody types anything, and then Ctrl-C.
func TestInterruptWhileWaitingForInput(t *testing.T) {
	w, _, errs := world(t)
	in, typist := io.Pipe()
	defer typist.Close()
	w.Stdin = in
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		fmt.Fprintln(typist, `{"id":"1",`) // is read, so that the command waits for more
		cancel()
	}()
	if code := Execute(ctx, w, []string{"import", "-"}); code != ExitError {
		t.Errorf("exit code %d", code)
	}
	if !strings.Contains(errs.String(), "stopped before the first article; nothing has changed") {
		t.Errorf("stderr: %s", errs)
	}
}
