package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

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
func (s *fakeSink) close() error { return nil }

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
