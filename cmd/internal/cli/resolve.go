package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"geokg/graph"
	"geokg/ingest/gazetteer"
	"geokg/schema"
)

// A resolver finds the entity that a person means by a name or an id.
type resolver struct {
	store     graph.Store
	gazetteer *gazetteer.Gazetteer
}

func (g *Globals) resolver(s graph.Store) (*resolver, error) {
	names, err := g.gazetteer()
	return &resolver{s, names}, err
}

// A resolved entity is one that the graph has, or that only the gazetteer knows.
type resolved struct {
	schema.Entity
	InGraph bool
	asked   string // the id that was asked for, if a person has merged that into this one
}

// A choiceError is a name that several entities have.
type choiceError struct {
	name    string
	choices []resolved
	naming  naming
}

func (e *choiceError) Error() string {
	return fmt.Sprintf("%q can mean several; say which by its id:", e.name)
}

// more lists the choices, below the error.
func (e *choiceError) more() []string {
	width := 0
	for _, c := range e.choices {
		width = max(width, len(c.ID))
	}
	lines := make([]string, len(e.choices))
	for i, c := range e.choices {
		lines[i] = fmt.Sprintf("  %-*s  %s, %s", width, c.ID, oneLine(e.naming.full(&c.Entity)), c.Label)
		if !c.InGraph {
			lines[i] += " (not in the graph)"
		}
	}
	return lines
}

// Names are of four ranks: what an entity is called, what stands for it, what is a place only, and what is a lesser place. "Seoul" is the country
// before it is the city; "Washington" is the United States.
const (
	rankName = iota
	rankStandsFor
	rankPlace
	rankLesserPlace // one of the places that nobody means without saying where: London in Ontario
)

func rankOf(k gazetteer.Kind) int {
	switch k {
	case gazetteer.Demonym, gazetteer.Metonym:
		return rankStandsFor
	case gazetteer.PlaceOf:
		return rankPlace
	}
	return rankName
}

// resolve returns the entity of that id or name. Of several with the name it takes the one of the best rank, or the only one
// in the graph, or the only one that claims are about; others are those that it passed over.
func (r *resolver) resolve(ctx context.Context, name string) (e resolved, others []resolved, err error) {
	name = strings.TrimSpace(name)
	if e, err := r.byID(ctx, name); err == nil || !errors.Is(err, graph.ErrNotFound) {
		return e, nil, err
	}
	ranks, err := r.candidates(ctx, name)
	if err != nil {
		return e, nil, err
	}
	if len(ranks) == 0 {
		if e, err := r.byID(ctx, strings.ToUpper(name)); err == nil || !errors.Is(err, graph.ErrNotFound) {
			return e, nil, err // "kor"
		}
		return e, nil, r.unknown(ctx, name)
	}
	all := make([]resolved, 0, len(ranks))
	for _, id := range slices.SortedFunc(maps.Keys(ranks), func(a, b string) int {
		return cmp.Or(cmp.Compare(ranks[a], ranks[b]), cmp.Compare(a, b))
	}) {
		c, err := r.byID(ctx, id)
		if err != nil {
			return e, nil, err
		}
		all = append(all, c)
	}
	claimed, err := r.claimed(ctx, all)
	if err != nil {
		return e, nil, err
	}
	e, others, err = choose(name, all, ranks, claimed)
	var choice *choiceError
	if errors.As(err, &choice) {
		choice.naming = naming{r.gazetteer}
	}
	return e, others, err
}

// choose takes one of the candidates, which are in order of rank; claimed are those that claims are about.
func choose(name string, all []resolved, ranks map[string]int, claimed map[string]bool) (e resolved, others []resolved, err error) {
	best := slices.Clone(all)
	best = slices.DeleteFunc(best, func(c resolved) bool { return ranks[c.ID] != ranks[all[0].ID] })
	if len(best) > 1 {
		known := slices.DeleteFunc(slices.Clone(best), func(c resolved) bool { return !c.InGraph })
		if len(known) > 1 {
			known = slices.DeleteFunc(known, func(c resolved) bool { return !claimed[c.ID] })
		}
		if len(known) != 1 {
			return e, nil, &choiceError{name: name, choices: all}
		}
		best = known
	}
	others = slices.DeleteFunc(all, func(c resolved) bool { return c.ID == best[0].ID })
	return best[0], others, nil
}

// claimed returns which of several candidates claims are about: the reference puts every country into the graph, also those that no
// article speaks of.
func (r *resolver) claimed(ctx context.Context, all []resolved) (map[string]bool, error) {
	claimed := map[string]bool{}
	if len(all) < 2 {
		return claimed, nil
	}
	for _, c := range all {
		if !c.InGraph {
			continue
		}
		rows, err := r.store.Claims(ctx, graph.ClaimQuery{Of: []string{c.ID}, Limit: 1})
		if err != nil {
			return nil, err
		}
		claimed[c.ID] = len(rows) > 0
	}
	return claimed, nil
}

func (r *resolver) byID(ctx context.Context, id string) (resolved, error) {
	e, err := r.store.Entity(ctx, id)
	if err == nil {
		return resolved{Entity: e, InGraph: true}, nil
	}
	if !errors.Is(err, graph.ErrNotFound) {
		return resolved{}, err
	}
	ds, derr := r.store.Decisions(ctx)
	if derr != nil {
		return resolved{}, derr
	}
	if to := ds.Target(id); to != id { // a person has merged it
		e, err := r.byID(ctx, to)
		e.asked = id
		return e, err
	}
	if known, ok := r.gazetteer.Entity(id); ok {
		return resolved{Entity: *known}, nil
	}
	return resolved{}, err
}

// candidates returns the ids of entities with that name, with their ranks.
func (r *resolver) candidates(ctx context.Context, name string) (map[string]int, error) {
	ranks := map[string]int{}
	add := func(id string, rank int) {
		if old, ok := ranks[id]; !ok || rank < old {
			ranks[id] = rank
		}
	}
	for _, t := range r.gazetteer.Lookup(name) {
		rank := rankOf(t.Kind)
		if rank == rankPlace && t.Mark >= gazetteer.Lesser {
			rank = rankLesserPlace
		}
		add(t.ID, rank)
	}
	found, err := r.store.Find(ctx, name)
	if err != nil {
		return nil, err
	}
	for _, e := range found {
		if _, ok := ranks[e.ID]; !ok { // the gazetteer knows better how its own are called
			add(e.ID, ifElse(e.Label == schema.Place, rankLesserPlace, rankName)) // "Paris" is not first of all the one in Texas
		}
	}
	return ranks, nil
}

// suggestions is how many names a "did you mean" has.
const suggestions = 3

// unknown says that nothing has that name, with the nearest names.
func (r *resolver) unknown(ctx context.Context, name string) error {
	near, err := r.near(ctx, name)
	if err != nil {
		return err
	}
	for i, n := range near {
		near[i] = fmt.Sprintf("%q", n)
	}
	switch len(near) {
	case 0:
		return fmt.Errorf("neither the graph nor the gazetteer knows %q", name)
	case 1:
		return fmt.Errorf("neither the graph nor the gazetteer knows %q; did you mean %s?", name, near[0])
	}
	return fmt.Errorf("neither the graph nor the gazetteer knows %q; did you mean %s or %s?", name, strings.Join(near[:len(near)-1], ", "), near[len(near)-1])
}

// near returns the names of the graph that have the name in them or are a few letters from it, then those of the gazetteer.
func (r *resolver) near(ctx context.Context, name string) ([]string, error) {
	key, slug := graph.NameKey(name), schema.Slug(name)
	limit := len([]rune(key)) / 4
	distance := map[string]int{}
	err := r.store.Entities(ctx, func(e schema.Entity) error {
		for i, n := range append([]string{e.Name}, e.Aliases...) {
			if i == 0 && hasSlug(n, slug) { // once for each entity
				distance[n] = 0
			} else if d := editDistance(key, graph.NameKey(n), limit); d <= limit {
				distance[n] = d
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	near := slices.SortedFunc(maps.Keys(distance), func(a, b string) int {
		return cmp.Or(cmp.Compare(distance[a], distance[b]), cmp.Compare(a, b))
	})
	for _, n := range r.gazetteer.Suggest(name, suggestions) {
		if !slices.Contains(near, n) {
			near = append(near, n)
		}
	}
	return near[:min(len(near), suggestions)], nil
}

// hasSlug reports whether the words of a slug stand in the name: "kim" in "Kim Jong-un".
func hasSlug(name, slug string) bool {
	return slug != "" && strings.Contains("-"+schema.Slug(name)+"-", "-"+slug+"-")
}

// editDistance is the number of letters to insert, delete or replace to come from a to b; limit+1 if it is more than limit.
func editDistance(a, b string, limit int) int {
	x, y := []rune(a), []rune(b)
	if abs(len(x)-len(y)) > limit {
		return limit + 1
	}
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i, c := range x {
		diagonal, least := row[0], i+1
		row[0] = i + 1
		for j, d := range y {
			cost := diagonal
			if c != d {
				cost = 1 + min(diagonal, row[j], row[j+1])
			}
			diagonal, row[j+1] = row[j+1], cost
			least = min(least, cost)
		}
		if least > limit {
			return limit + 1
		}
	}
	return min(row[len(y)], limit+1)
}

func abs(n int) int { return max(n, -n) }
