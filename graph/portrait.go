package graph

import (
	"context"
	"errors"
)

// A Portrait is what a graph has about one entity, as much as fits a page.
type Portrait struct {
	Profile
	Latest    []ClaimRow  // the latest claims about it, as [ClaimQuery] has it
	Edges     []Edge      // the typed edges of most claims
	Answering []Answering // who answers for it, itself first
}

// Portray returns the portrait of an entity with so many claims and edges, of each 0 for all. An entity that the graph lacks has an empty portrait.
func Portray(ctx context.Context, store Store, id string, claims, edges int) (Portrait, error) {
	var p Portrait
	err := atOnce(
		func() (err error) {
			p.Profile, err = store.Profile(ctx, id)
			return err
		},
		func() (err error) {
			p.Latest, err = store.Claims(ctx, ClaimQuery{Of: []string{id}, Limit: claims, Latest: true})
			return err
		},
		func() (err error) {
			p.Edges, err = store.Edges(ctx, EdgeQuery{Of: []string{id}, Limit: edges})
			return err
		},
		func() (err error) {
			if p.Answering, err = store.Answering(ctx, id); errors.Is(err, ErrNotFound) {
				return nil
			}
			return err
		},
	)
	return p, err
}
