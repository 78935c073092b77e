package cli

import (
	"context"
	"errors"

	"geokg/graph"
	"geokg/schema"
)

// A dryRun compares contributions with a graph and writes nothing. It counts articles, claims and memberships; what becomes of
// entities and edges follows from all articles together, and only a write can tell.
type dryRun struct {
	store  graph.Store       // nil: there is no graph yet
	hashes map[string]string // of every article's contribution
	claims map[string]map[string]bool
}

// dryRun reads the hashes of the graph of --db.
func (o *importOptions) dryRun(ctx context.Context) (sink, error) {
	d := &dryRun{hashes: map[string]string{}, claims: map[string]map[string]bool{}}
	s, err := o.store(ctx, Read)
	if errors.Is(err, errNoGraph) {
		return d, nil
	}
	if err != nil {
		return nil, err
	}
	d.store = s
	if err := o.announce(ctx, s, o.address, true); err != nil {
		return nil, errors.Join(err, d.close())
	}
	err = s.Contributions(ctx, func(c graph.Contribution) error {
		d.hashes[c.Article.ID] = c.Hash()
		return nil
	})
	if err != nil {
		return nil, errors.Join(err, d.close())
	}
	return d, nil
}

func (d *dryRun) graph() graph.Store { return d.store }

func (d *dryRun) close() error {
	if d.store == nil {
		return nil
	}
	return d.store.Close(context.Background())
}

func (d *dryRun) write(ctx context.Context, cs []graph.Contribution) (ch graph.Changes, err error) {
	for i := range cs {
		if err := d.compare(ctx, &cs[i], &ch); err != nil {
			return ch, err
		}
	}
	return ch, nil
}

func (d *dryRun) putReference(ctx context.Context, r graph.Reference) (ch graph.Changes, err error) {
	var was graph.Reference
	if d.store != nil {
		if was, err = d.store.Reference(ctx); err != nil {
			return ch, err
		}
	}
	old, now := membershipIDs(&was), membershipIDs(&r)
	ch.MembershipsAdded, ch.MembershipsRemoved = len(without(now, old)), len(without(old, now))
	return ch, nil
}

func membershipIDs(r *graph.Reference) map[string]bool {
	ids := map[string]bool{}
	for i := range r.Memberships {
		ids[schema.MembershipID(&r.Memberships[i])] = true
	}
	return ids
}

func (d *dryRun) compare(ctx context.Context, c *graph.Contribution, ch *graph.Changes) error {
	id, hash := c.Article.ID, c.Hash()
	was, known := d.hashes[id]
	d.hashes[id] = hash
	switch {
	case !known:
		ch.ArticlesNew++
	case was == hash:
		ch.ArticlesSame++
		return nil
	default:
		ch.ArticlesChanged++
	}
	old, err := d.claimsOf(ctx, id)
	if err != nil {
		return err
	}
	now := map[string]bool{}
	for i := range c.Claims {
		now[c.Claims[i].ID] = true
	}
	ch.ClaimsAdded += len(without(now, old))
	ch.ClaimsRemoved += len(without(old, now))
	d.claims[id] = now
	return nil
}

// claimsOf returns the claims that the graph, or this run, has of an article.
func (d *dryRun) claimsOf(ctx context.Context, id string) (map[string]bool, error) {
	if ids, ok := d.claims[id]; ok || d.store == nil {
		return ids, nil
	}
	rows, err := d.store.Claims(ctx, graph.ClaimQuery{Article: id})
	ids := map[string]bool{}
	for i := range rows {
		ids[rows[i].Claim.ID] = true
	}
	return ids, err
}

// without returns the members of a that are not in b.
func without(a, b map[string]bool) []string {
	var s []string
	for k := range a {
		if !b[k] {
			s = append(s, k)
		}
	}
	return s
}
