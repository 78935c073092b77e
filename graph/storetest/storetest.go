package storetest

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"geokg/graph"
)

// Run runs the conformance suite. open returns a store that is empty and that nobody else uses; it is closed by the suite.
func Run(t *testing.T, open func(t *testing.T) graph.Store) {
	for _, c := range []struct {
		name string
		test func(*testing.T, *bench)
	}{
		{"Empty", testEmpty},
		{"RoundTrip", testRoundTrip},
		{"Twice", testTwice},
		{"Unsorted", testUnsorted},
		{"SameArticleTwiceInBatch", testSameArticle},
		{"Changed", testChanged},
		{"AnyOrder", testAnyOrder},
		{"Retract", testRetract},
		{"AllOrNothing", testAllOrNothing},
		{"Cancelled", testCancelled},
		{"ConcurrentWriters", testConcurrentWriters},
		{"Fold", testFold},
		{"Edges", testEdges},
		{"Until", testUntil},
		{"Stories", testStories},
		{"StoriesJoin", testStoriesJoin},
		{"StoriesRandom", testStoriesRandom},
		{"StoriesDecided", testStoriesDecided},
		{"Claims", testClaims},
		{"Answering", testAnswering},
		{"Find", testFind},
		{"Entities", testEntities},
		{"Search", testSearch},
		{"Questions", testQuestions},
		{"Relate", testRelate},
		{"RelateEvents", testRelateEvents},
		{"RelateLimit", testRelateLimit},
		{"Reference", testReference},
		{"ReferenceViews", testReferenceViews},
		{"ReferenceInvalid", testReferenceInvalid},
		{"ReferenceHostile", testReferenceHostile},
		{"ReferenceRandom", testReferenceRandom},
		{"DecideMerge", testDecideMerge},
		{"DecideSplit", testDecideSplit},
		{"DecideNames", testDecideNames},
		{"DecideNamesOfMerged", testDecideNamesOfMerged},
		{"DecideClaims", testDecideClaims},
		{"DecideConflicts", testDecideConflicts},
		{"DecideRandom", testDecideRandom},
		{"Hostile", testHostile},
		{"Invalid", testInvalid},
		{"Random", testRandom},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := open(t)
			t.Cleanup(func() {
				if err := s.Close(context.Background()); err != nil {
					t.Errorf("Close: %v", err)
				}
			})
			b := &bench{t, t.Context(), s}
			b.must(s.Ensure(b.ctx))
			c.test(t, b)
		})
	}
}

// A bench is a store under test.
type bench struct {
	t   *testing.T
	ctx context.Context
	s   graph.Store
}

func (b *bench) must(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
}

func (b *bench) write(cs ...graph.Contribution) graph.Changes {
	b.t.Helper()
	ch, err := b.s.Write(b.ctx, cs)
	b.must(err)
	return ch
}

func (b *bench) retract(ids ...string) graph.Changes {
	b.t.Helper()
	ch, err := b.s.Retract(b.ctx, ids)
	b.must(err)
	return ch
}

func (b *bench) status() graph.Status {
	b.t.Helper()
	st, err := b.s.Status(b.ctx)
	b.must(err)
	return st
}

func (b *bench) contributions() []graph.Contribution {
	b.t.Helper()
	var cs []graph.Contribution
	b.must(b.s.Contributions(b.ctx, func(c graph.Contribution) error {
		cs = append(cs, c)
		return nil
	}))
	return cs
}

func (b *bench) claims(q graph.ClaimQuery) []graph.ClaimRow {
	b.t.Helper()
	rows, err := b.s.Claims(b.ctx, q)
	b.must(err)
	return rows
}

// isErr checks for a sentinel error with some words.
func (b *bench) isErr(err, sentinel error, words ...string) {
	b.t.Helper()
	if !errors.Is(err, sentinel) {
		b.t.Errorf("got error %v, want %q", err, sentinel)
		return
	}
	for _, w := range words {
		if !strings.Contains(err.Error(), w) {
			b.t.Errorf("error %q does not say %q", err, w)
		}
	}
}

// holds checks that the store holds what the model holds.
func (b *bench) holds(m model) {
	b.t.Helper()
	equal(b.t, "status", b.status(), m.status())
	if b.t.Failed() {
		equal(b.t, "contributions", b.contributions(), m.contributions())
		es, err := b.s.Edges(b.ctx, graph.EdgeQuery{})
		b.must(err)
		equal(b.t, "edges", es, m.edges())
	}
}

// equal compares two values and shows the first difference of lists.
func equal(t *testing.T, what string, got, want any) {
	t.Helper()
	if reflect.DeepEqual(got, want) {
		return
	}
	g, w := reflect.ValueOf(got), reflect.ValueOf(want)
	if g.Kind() != reflect.Slice {
		t.Errorf("%s:\n got %+v\nwant %+v", what, got, want)
		return
	}
	if g.Len() == 0 && w.Len() == 0 {
		return
	}
	for i := range min(g.Len(), w.Len()) {
		if x, y := g.Index(i).Interface(), w.Index(i).Interface(); !reflect.DeepEqual(x, y) {
			t.Errorf("%s: number %d of %d, want %d:\n got %s\nwant %s", what, i, g.Len(), w.Len(), cut(x), cut(y))
			return
		}
	}
	t.Errorf("%s: %d, want %d", what, g.Len(), w.Len())
}

func cut(v any) string {
	s := fmt.Sprintf("%+v", v)
	if len(s) > 2000 {
		s = s[:2000] + "…"
	}
	return s
}
