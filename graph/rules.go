package graph

import (
	"cmp"
	"slices"

	"geokg/schema"
)

// rules are decisions by what they are about. The nil one has none.
type rules struct {
	merges map[string]*Decision   // by who is merged into another
	splits map[string][]*Decision // by who is another one in some articles
	claims map[string]*Decision   // by claim
	names  map[string][]*Decision // renames and aliases, by who they are about by the merges
}

// rules returns the decisions by what they are about.
func (ds Decisions) rules() *rules {
	if len(ds) == 0 {
		return nil
	}
	r := &rules{map[string]*Decision{}, map[string][]*Decision{}, map[string]*Decision{}, map[string][]*Decision{}}
	for i := range ds {
		d := &ds[i]
		switch d.Kind {
		case DecideMerge:
			r.merges[d.Subject] = d
		case DecideSplit:
			r.splits[d.Subject] = append(r.splits[d.Subject], d)
		case DecideAccept, DecideReject:
			r.claims[d.Subject] = d
		}
	}
	for i := range ds {
		switch d := &ds[i]; d.Kind {
		case DecideRename, DecideAlias, DecideNoAlias:
			id, _ := r.merged(d.Subject)
			r.names[id] = append(r.names[id], d)
		}
	}
	return r
}

// merged returns who an entity is by the merges, and the record of it where that is somebody else.
func (r *rules) merged(id string) (string, *schema.Entity) {
	if r == nil {
		return id, nil
	}
	var as *schema.Entity
	for range r.merges { // as many steps as there can be
		d := r.merges[id]
		if d == nil {
			break
		}
		id, as = d.Object, &d.As
	}
	return id, as
}

// of returns who an entity that an article names is by the decisions, and the record of it where that is somebody else.
func (r *rules) of(id, article string) (string, *schema.Entity) {
	var split *schema.Entity
	for _, d := range r.splits[id] {
		if slices.Contains(d.Articles, article) {
			id, split = d.Object, &d.As
			break
		}
	}
	id, as := r.merged(id)
	return id, cmp.Or(as, split)
}

// apply returns what a contribution is by the decisions, and whether one of them is about it.
func (r *rules) apply(c Contribution) (Contribution, bool) {
	if r == nil {
		return c, false
	}
	mentioned, some := r.mentioned(c.Mentioned, c.Article.ID)
	claims, more := r.claimed(c.Claims)
	if !some && !more {
		return c, false
	}
	c.Mentioned, c.Claims = mentioned, claims
	return *c.normal(), true
}

// mentioned returns the mentions by the decisions, and whether these change any.
func (r *rules) mentioned(ms []Mentioned, article string) (out []Mentioned, changed bool) {
	at := map[string]int{}
	for _, m := range ms {
		parent, place := m.Entity.Parent, m.Entity.Place
		id, as := r.of(m.Entity.ID, article)
		if as != nil {
			m.Entity = recast(m.Entity, *as)
		}
		m.Entity.Parent, _ = r.of(m.Entity.Parent, article)
		m.Entity.Place, _ = r.of(m.Entity.Place, article)
		changed = changed || as != nil || m.Entity.Parent != parent || m.Entity.Place != place
		i, twice := at[id]
		if !twice {
			at[id] = len(out)
			out = append(out, m)
			continue
		}
		o := &out[i]
		o.Count += m.Count
		o.Names = ordered(slices.Concat(o.Names, m.Names))
		aliases := slices.Concat(o.Entity.Aliases, m.Entity.Aliases, []string{m.Entity.Name})
		fill(&o.Entity, &m.Entity)
		o.Entity.Aliases = ordered(slices.DeleteFunc(aliases, func(a string) bool { return a == o.Entity.Name }))
	}
	return out, changed
}

// recast returns an entity's view as one of another entity: its names are aliases, and what the other leaves open is kept.
func recast(e, as schema.Entity) schema.Entity {
	names := slices.Concat(as.Aliases, e.Aliases, []string{e.Name})
	if as.Wikidata == "" {
		e.Wikidata = "" // of somebody else, maybe
	}
	e.Reference = false
	fill(&as, &e)
	as.Aliases = ordered(slices.DeleteFunc(names, func(n string) bool { return n == as.Name }))
	return as
}

// claimed returns the claims by the decisions, and whether these change any.
func (r *rules) claimed(cs []schema.Claim) (out []schema.Claim, changed bool) {
	for _, c := range cs {
		was := [3]string{c.Subject, c.Object, c.Attributed}
		c.Subject, _ = r.of(c.Subject, c.Article)
		c.Object, _ = r.of(c.Object, c.Article)
		if c.Attributed != "" {
			c.Attributed, _ = r.of(c.Attributed, c.Article)
		}
		d := r.claims[c.ID]
		changed = changed || d != nil || was != [3]string{c.Subject, c.Object, c.Attributed}
		if d != nil && d.Kind == DecideReject || c.Subject == c.Object {
			continue
		}
		if d != nil {
			c.Confidence = 1
			c.Reasons = append(slices.Clone(c.Reasons), "accepted by a person")
		}
		out = append(out, c)
	}
	return out, changed
}

// dress gives a folded entity the names that people have decided on, for it and for who is merged into it: first what it is called, then
// what else, then what not. What somebody merged into it was to be called is a further name.
func (r *rules) dress(e schema.Entity) schema.Entity {
	if r == nil || len(r.names[e.ID]) == 0 {
		return e
	}
	aliases := slices.Clone(e.Aliases)
	for _, kind := range []DecisionKind{DecideRename, DecideAlias, DecideNoAlias} {
		for _, d := range r.names[e.ID] {
			switch {
			case d.Kind != kind:
			case kind == DecideNoAlias:
				aliases = slices.DeleteFunc(aliases, func(a string) bool { return a == d.Name })
			case kind == DecideRename && d.Subject == e.ID:
				aliases, e.Name = append(aliases, e.Name), d.Name
			default:
				aliases = append(aliases, d.Name)
			}
		}
	}
	e.Aliases = ordered(slices.DeleteFunc(aliases, func(a string) bool { return a == e.Name }))
	return e
}

// decided returns a contribution as the decisions change it, with the hash that it has as it was read.
func (k keyed) decided(r *rules) keyed {
	c, changed := r.apply(*k.Contribution)
	if !changed {
		return k
	}
	_, views := c.hash()
	original := *k.Contribution
	original.Article.Story = "" // it may change without the article
	return keyed{Contribution: &c, hash: k.hash, views: views, original: &original}
}
