package graph

import (
	"context"

	"geokg/schema"
)

// dumpRows bounds the rows of one list in a delta of [Dump], give or take what one article adds.
const dumpRows = 5000

// Dump reads a whole graph. It calls yield with deltas that only add; saved one after another into an empty store, they make the graph
// of s. Every entity and article comes before what refers to it. A delta holds some thousand rows and is not used again after yield.
//
// The views of all entities are kept in memory until the articles have been read.
func Dump(ctx context.Context, s Store, yield func(*Delta) error) error {
	d := dump{yield: yield, views: map[string]*View{}}
	if err := s.Entities(ctx, func(e schema.Entity) error {
		d.delta.PutEntities = append(d.delta.PutEntities, e)
		return d.pass(len(d.delta.PutEntities))
	}); err != nil {
		return err
	}
	ds, err := s.Decisions(ctx)
	if err != nil {
		return err
	}
	d.rules, d.delta.PutDecisions = ds.rules(), ds
	if err := s.Contributions(ctx, d.contribution); err != nil {
		return err
	}
	if err := d.reference(ctx, s); err != nil {
		return err
	}
	for _, key := range sorted(d.views) {
		d.delta.PutViews = append(d.delta.PutViews, *d.views[key])
		if err := d.pass(len(d.delta.PutViews)); err != nil {
			return err
		}
	}
	edges, err := s.Edges(ctx, EdgeQuery{})
	if err != nil {
		return err
	}
	for _, e := range edges {
		d.delta.PutEdges = append(d.delta.PutEdges, e)
		if err := d.pass(len(d.delta.PutEdges)); err != nil {
			return err
		}
	}
	return d.pass(dumpRows)
}

type dump struct {
	yield func(*Delta) error
	delta Delta
	views map[string]*View // by key
	rules *rules           // of people's decisions
}

// pass hands the delta on if it holds enough rows.
func (d *dump) pass(rows int) error {
	if rows < dumpRows || d.delta.Empty() {
		return nil
	}
	full := d.delta
	d.delta = Delta{}
	return d.yield(&full)
}

func (d *dump) contribution(c Contribution) error {
	k := keyedOf(c).decided(d.rules)
	if k.original != nil {
		d.delta.PutOriginals = append(d.delta.PutOriginals, *k.original)
	}
	c = *k.Contribution
	d.delta.PutArticles = append(d.delta.PutArticles, ArticlePut{c.Article, k.hash})
	for i, m := range c.Mentioned {
		d.view(&m.Entity, k.views[i])
		d.delta.PutMentions = append(d.delta.PutMentions, MentionPut{c.Article.ID, k.views[i], m})
	}
	for i := range c.Claims {
		d.delta.PutClaims = append(d.delta.PutClaims, ClaimPut{c.Claims[i], StatedOf(&c.Claims[i], c.Article.Story).Edge})
	}
	return d.pass(len(d.delta.PutArticles) + len(d.delta.PutMentions) + len(d.delta.PutClaims))
}

func (d *dump) view(e *schema.Entity, key string) {
	v := d.views[key]
	if v == nil {
		v = &View{Key: key, Entity: *e}
		d.views[key] = v
	}
	v.Count++
}

// reference adds the memberships of the reference, and its views.
func (d *dump) reference(ctx context.Context, s Store) error {
	r, err := s.Reference(ctx)
	if err != nil {
		return err
	}
	p := plan{views: map[string]*View{}}
	puts := p.reference(&r, 1)
	for key, v := range p.views {
		d.view(&v.Entity, key)
	}
	for _, id := range sorted(puts) {
		d.delta.PutMemberships = append(d.delta.PutMemberships, puts[id])
	}
	return d.pass(len(puts))
}
