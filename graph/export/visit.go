package export

import (
	"context"

	"geokg/graph"
	"geokg/schema"
)

// A visitor is called with the parts of a graph.
type visitor struct {
	entity     func(*schema.Entity) error
	article    func(*graph.Article) error
	mention    func(article string, m *graph.Mentioned) error
	claim      func(*schema.Claim) error
	membership func(*schema.Membership) error
	edge       func(*graph.Edge) error
}

// visit reads a graph: entities in order of id; articles, each with its mentions and claims; memberships of the reference; typed edges.
func visit(ctx context.Context, s graph.Store, v visitor) error {
	if err := s.Entities(ctx, func(e schema.Entity) error { return v.entity(&e) }); err != nil {
		return err
	}
	if err := graph.EachDecided(ctx, s, v.contribution); err != nil {
		return err
	}
	r, err := s.Reference(ctx)
	if err != nil {
		return err
	}
	for i := range r.Memberships {
		if err := v.membership(&r.Memberships[i]); err != nil {
			return err
		}
	}
	edges, err := s.Edges(ctx, graph.EdgeQuery{})
	if err != nil {
		return err
	}
	for i := range edges {
		if err := v.edge(&edges[i]); err != nil {
			return err
		}
	}
	return nil
}

func (v *visitor) contribution(c graph.Contribution) error {
	if err := v.article(&c.Article); err != nil {
		return err
	}
	for i := range c.Mentioned {
		if err := v.mention(c.Article.ID, &c.Mentioned[i]); err != nil {
			return err
		}
	}
	for i := range c.Claims {
		if err := v.claim(&c.Claims[i]); err != nil {
			return err
		}
	}
	return nil
}
