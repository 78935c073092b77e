package graph

import (
	"cmp"
	"context"
	"slices"

	"geokg/schema"
)

// A Participation is one event and who had which part in it, of an actor and those who answer for it.
type Participation struct {
	Event schema.Entity `json:"event"`
	Parts []Part        `json:"parts"` // in order of relation, then of name; none for an event of the actor's own
}

// A Part says who did what at an event, by how many articles.
type Part struct {
	Actor      schema.Entity     `json:"actor"`
	Relation   string            `json:"relation"`
	Factuality schema.Factuality `json:"factuality"`
	Articles   int               `json:"articles"`
}

// Events returns the events in which an actor has a part, by the claims that the options let through, and with RollUp those of who answers for
// it and the events that are its own ("NATO summit" for NATO). In order of the event's date, undated last, then of id.
func Events(ctx context.Context, store Store, id string, o RelateOptions) ([]Participation, error) {
	o.Limit, o.Brief, o.NoEdges = 0, true, true
	if len(o.Relations) == 0 {
		o.Relations = partakes
	}
	ans, err := Relate(ctx, store, id, "", o)
	if err != nil {
		return nil, err
	}
	g := gathering{at: map[string]*Participation{}, articles: map[partKey]map[string]bool{}}
	for i := range ans.Rows {
		g.add(&ans.Rows[i])
	}
	if o.RollUp {
		own, err := store.Answering(ctx, id)
		if err != nil {
			return nil, err
		}
		for _, a := range own {
			if a.Via == ViaEvent && within(&a.Entity, o) {
				g.event(&a.Entity)
			}
		}
	}
	return g.events(), nil
}

// within reports whether the event's date is in the span that is asked for.
func within(e *schema.Entity, o RelateOptions) bool {
	return o.Since.IsZero() && o.Until.IsZero() || !e.Date.IsZero() && e.Date.Within(o.Since, o.Until)
}

type partKey struct{ event, actor, relation, factuality string }

// A gathering puts claims together by event.
type gathering struct {
	at       map[string]*Participation
	articles map[partKey]map[string]bool
	actors   map[string]schema.Entity
}

func (g *gathering) event(e *schema.Entity) {
	if g.at[e.ID] == nil {
		g.at[e.ID] = &Participation{Event: *e, Parts: []Part{}}
	}
}

func (g *gathering) add(r *Row) {
	actor, event := &r.Subject, &r.Object
	if actor.Label == schema.Event {
		actor, event = event, actor
	}
	if event.Label != schema.Event {
		return
	}
	g.event(event)
	if g.actors == nil {
		g.actors = map[string]schema.Entity{}
	}
	g.actors[actor.ID] = *actor
	k := partKey{event.ID, actor.ID, r.Claim.Relation, string(r.Claim.Factuality)}
	if g.articles[k] == nil {
		g.articles[k] = map[string]bool{}
	}
	g.articles[k][r.Article.ID] = true
}

func (g *gathering) events() []Participation {
	for k, articles := range g.articles {
		p := g.at[k.event]
		p.Parts = append(p.Parts, Part{g.actors[k.actor], k.relation, schema.Factuality(k.factuality), len(articles)})
	}
	var out []Participation
	for _, p := range g.at {
		slices.SortFunc(p.Parts, func(a, b Part) int {
			return cmp.Or(cmp.Compare(a.Relation, b.Relation), cmp.Compare(a.Actor.Name, b.Actor.Name), cmp.Compare(a.Actor.ID, b.Actor.ID), cmp.Compare(a.Factuality, b.Factuality))
		})
		out = append(out, *p)
	}
	slices.SortFunc(out, func(a, b Participation) int {
		x, y := a.Event.Date, b.Event.Date
		if x.IsZero() != y.IsZero() {
			if x.IsZero() {
				return 1
			}
			return -1
		}
		return cmp.Or(cmp.Compare(x.Value, y.Value), cmp.Compare(a.Event.ID, b.Event.ID))
	})
	return out
}
