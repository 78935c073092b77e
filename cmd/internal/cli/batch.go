package cli

import (
	"context"

	"geokg/graph"
)

// A batch is written when it has so many articles or so many claims. It is what an interrupted import has left to
// finish, and what a crash can lose.
const (
	batchArticles = 200
	batchClaims   = 2000
)

// A sink takes batches: a store, or for --dry-run only a comparison with one.
type sink interface {
	graph() graph.Store // nil if there is none yet
	write(ctx context.Context, cs []graph.Contribution) (graph.Changes, error)
	putReference(ctx context.Context, r graph.Reference) (graph.Changes, error)
	close() error
}

func (o *importOptions) sink(ctx context.Context) (sink, error) {
	if o.DryRun {
		return o.dryRun(ctx)
	}
	s, err := o.store(ctx, Write)
	if err != nil {
		return nil, err
	}
	return storeSink{s}, nil
}

type storeSink struct{ graph.Store }

func (s storeSink) graph() graph.Store { return s.Store }
func (s storeSink) write(ctx context.Context, cs []graph.Contribution) (graph.Changes, error) {
	return s.Write(ctx, cs)
}
func (s storeSink) putReference(ctx context.Context, r graph.Reference) (graph.Changes, error) {
	return s.PutReference(ctx, r)
}
func (s storeSink) close() error { return s.Close(context.Background()) }

// A batch gathers contributions until there are enough to write.
type batch struct {
	sink   sink
	items  []graph.Contribution
	claims int
	last   string // name of the last article taken
	saved  string // name of the last article written
	done   graph.Changes
	wrote  func() error // is called after each batch
}

func (b *batch) add(ctx context.Context, c graph.Contribution, name string) error {
	b.items = append(b.items, c)
	b.claims += len(c.Claims)
	b.last = name
	if len(b.items) < batchArticles && b.claims < batchClaims {
		return nil
	}
	return b.flush(ctx)
}

// writeReference writes the gazetteer's reference, before any article.
func (o *importOptions) writeReference(ctx context.Context, b *batch) error {
	names, err := o.gazetteer()
	if err != nil {
		return err
	}
	r, err := reference(names)
	if err != nil {
		return err
	}
	ch, err := b.sink.putReference(ctx, r)
	addChanges(&b.done, ch)
	return err
}

// flush writes the batch, even when the context has been cancelled since: Ctrl-C is to finish what is in hand.
func (b *batch) flush(ctx context.Context) error {
	if len(b.items) == 0 {
		b.saved = b.last
		return nil
	}
	ch, err := b.sink.write(context.WithoutCancel(ctx), b.items)
	if err != nil {
		return err
	}
	// Of an article that is twice in one batch the store counts one.
	ch.ArticlesSame += len(b.items) - ch.ArticlesNew - ch.ArticlesChanged - ch.ArticlesSame
	addChanges(&b.done, ch)
	b.items, b.claims, b.saved = b.items[:0], 0, b.last
	if b.wrote != nil {
		return b.wrote()
	}
	return nil
}

// same counts an article that the graph has as it is.
func (b *batch) same(name string) {
	b.done.ArticlesSame++
	b.last = name
}

func addChanges(sum *graph.Changes, c graph.Changes) {
	sum.ArticlesNew += c.ArticlesNew
	sum.ArticlesChanged += c.ArticlesChanged
	sum.ArticlesSame += c.ArticlesSame
	sum.ArticlesRetracted += c.ArticlesRetracted
	sum.Copies += c.Copies
	sum.ClaimsAdded += c.ClaimsAdded
	sum.ClaimsRemoved += c.ClaimsRemoved
	sum.EntitiesAdded += c.EntitiesAdded
	sum.EntitiesRemoved += c.EntitiesRemoved
	sum.EdgesAdded += c.EdgesAdded
	sum.EdgesRemoved += c.EdgesRemoved
	sum.MembershipsAdded += c.MembershipsAdded
	sum.MembershipsRemoved += c.MembershipsRemoved
}

func errorOr(err, other error) error {
	if err != nil {
		return err
	}
	return other
}
