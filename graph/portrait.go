package graph

import (
	"cmp"
	"context"
	"errors"
	"sync"
)

// A Portrait is what a graph has about one entity, as much as fits a page.
type Portrait struct {
	Profile
	Latest    []ClaimRow  // the latest claims about it, as [ClaimQuery] has it
	Edges     []Edge      // the typed edges of most claims
	Answering []Answering // who answers for it, itself first
}

// Portray returns the portrait of an entity with so many claims and edges, of each 0 for all. The store is asked all at once, since for a hub each
// question takes a while. An entity that the graph lacks has an empty portrait.
func Portray(ctx context.Context, store Store, id string, claims, edges int) (Portrait, error) {
	var p Portrait
	var errs [4]error
	var wg sync.WaitGroup
	wg.Go(func() { p.Profile, errs[0] = store.Profile(ctx, id) })
	wg.Go(func() {
		p.Latest, errs[1] = store.Claims(ctx, ClaimQuery{Of: []string{id}, Limit: claims, Latest: true})
	})
	wg.Go(func() { p.Edges, errs[2] = store.Edges(ctx, EdgeQuery{Of: []string{id}, Limit: edges}) })
	wg.Go(func() {
		if p.Answering, errs[3] = store.Answering(ctx, id); errors.Is(errs[3], ErrNotFound) {
			errs[3] = nil
		}
	})
	wg.Wait()
	return p, cmp.Or(errs[0], errs[1], errs[2], errs[3])
}
