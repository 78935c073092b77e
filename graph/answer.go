package graph

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"geokg/schema"
)

// How an entity answers for another one: [Answering.Via].
const (
	ViaAgency = "AGENCY_OF"
	ViaLeader = "LEADS"
	ViaBody   = "PART_OF"
	ViaEvent  = "EVENT_OF"
)

// Kin is what [Answers] needs of a store. Ids are sorted; results may come in any order.
type Kin interface {
	// EntitiesByID returns the entities of these ids; those that the graph lacks are left out.
	EntitiesByID(ctx context.Context, ids []string) ([]schema.Entity, error)

	// Children returns the entities whose parent is one of these, and the agencies whose country is one of these.
	Children(ctx context.Context, ids []string) ([]schema.Entity, error)

	// EdgesInto returns the typed edges of these relations whose object is one of these entities.
	EdgesInto(ctx context.Context, relations, objects []string) ([]Edge, error)
}

// Answers returns who answers for the entity, see [Store.Answering], which stores implement with it. An entity stands once for each
// entity that it leads, else once.
func Answers(ctx context.Context, kin Kin, id string) ([]Answering, error) {
	own, err := kin.EntitiesByID(ctx, []string{id})
	if err != nil {
		return nil, err
	}
	if len(own) == 0 {
		return nil, fmt.Errorf("entity %q: %w", shorten(id), ErrNotFound)
	}
	f := family{kin: kin, seen: map[string]bool{id: true}}
	for level := own; len(level) > 0; {
		if level, err = f.down(ctx, level); err != nil {
			return nil, err
		}
	}
	if err := f.leaders(ctx); err != nil {
		return nil, err
	}
	slices.SortFunc(f.found, func(a, b Answering) int {
		return cmp.Or(cmp.Compare(a.Entity.ID, b.Entity.ID), cmp.Compare(a.Via, b.Via), cmp.Compare(a.For, b.For))
	})
	return append([]Answering{{Entity: own[0], For: id}}, f.found...), nil
}

// A family is who answers for an entity, as far as found.
type family struct {
	kin   Kin
	seen  map[string]bool // the entity, its agencies, bodies and events
	found []Answering
}

// down finds the agencies, bodies and events that belong directly to those of one level and returns those that may have
// further ones below them.
func (f *family) down(ctx context.Context, level []schema.Entity) ([]schema.Entity, error) {
	ids := make([]string, len(level))
	for i := range level {
		ids[i] = level[i].ID
	}
	slices.Sort(ids)
	below, err := f.below(ctx, ids)
	if err != nil {
		return nil, err
	}
	var next []schema.Entity
	for _, a := range below {
		if f.seen[a.Entity.ID] {
			continue
		}
		f.seen[a.Entity.ID] = true
		f.found = append(f.found, a)
		if a.Via != ViaEvent {
			next = append(next, a.Entity)
		}
	}
	return next, nil
}

// below returns who belongs to one of the ids, by what the gazetteer or an article tells of it and by typed edges; the nearest tie
// of an entity first.
func (f *family) below(ctx context.Context, ids []string) ([]Answering, error) {
	children, err := f.kin.Children(ctx, ids)
	if err != nil {
		return nil, err
	}
	var below []Answering
	for _, e := range children {
		below = append(below, ties(e, ids)...)
	}
	edges, err := f.kin.EdgesInto(ctx, []string{ViaAgency, ViaBody}, ids)
	if err != nil {
		return nil, err
	}
	subjects, err := f.subjects(ctx, edges)
	if err != nil {
		return nil, err
	}
	for _, e := range edges {
		if s, ok := subjects[e.Subject]; ok {
			below = append(below, Answering{Entity: s, Via: e.Relation, For: e.Object})
		}
	}
	slices.SortFunc(below, func(a, b Answering) int {
		return cmp.Or(cmp.Compare(a.Entity.ID, b.Entity.ID), cmp.Compare(a.Via, b.Via), cmp.Compare(a.For, b.For))
	})
	return below, nil
}

// ties returns how an entity belongs to one of the ids by its own properties.
func ties(e schema.Entity, ids []string) []Answering {
	var as []Answering
	add := func(via, of string) {
		if _, ok := slices.BinarySearch(ids, of); ok && of != "" {
			as = append(as, Answering{Entity: e, Via: via, For: of})
		}
	}
	switch e.Label {
	case schema.Agency:
		add(ViaAgency, e.Country)
		add(ViaBody, e.Parent)
	case schema.Alliance, schema.Organization:
		add(ViaBody, e.Parent)
	case schema.Event:
		add(ViaEvent, e.Parent)
	}
	return as
}

// leaders adds who leads the entity, its agencies or its bodies.
func (f *family) leaders(ctx context.Context) error {
	edges, err := f.kin.EdgesInto(ctx, []string{ViaLeader}, sorted(f.seen))
	if err != nil {
		return err
	}
	subjects, err := f.subjects(ctx, edges)
	if err != nil {
		return err
	}
	for _, e := range edges {
		s, ok := subjects[e.Subject]
		if !ok {
			continue
		}
		a := Answering{Entity: s, Via: ViaLeader, For: e.Object}
		if a.Since, err = schema.ParseDate(e.Since); err != nil {
			return fmt.Errorf("edge %s: %w", e.ID, err)
		}
		if a.Until, err = schema.ParseDate(e.Until); err != nil {
			return fmt.Errorf("edge %s: %w", e.ID, err)
		}
		f.found = append(f.found, a)
	}
	return nil
}

// subjects returns the entities at the start of the edges by id.
func (f *family) subjects(ctx context.Context, edges []Edge) (map[string]schema.Entity, error) {
	if len(edges) == 0 {
		return nil, nil
	}
	ids := map[string]bool{}
	for _, e := range edges {
		ids[e.Subject] = true
	}
	es, err := f.kin.EntitiesByID(ctx, sorted(ids))
	if err != nil {
		return nil, err
	}
	byID := make(map[string]schema.Entity, len(es))
	for _, e := range es {
		byID[e.ID] = e
	}
	return byID, nil
}
