package neo4j

import (
	"slices"

	"geokg/graph"
)

// Bounds of what a writer remembers, some 200 MB in all at the most. Beyond them a tenth of it is forgotten, at random, and read again when it is asked for.
const (
	rememberedEdges  = 300_000
	rememberedViews  = 100_000
	rememberedStated = 200_000
)

// A memory holds what a writer has read and written, so that the next write need not read it again: the SimHashes of all articles,
// edges and their claims, and the views of entities. Every write of whatever process counts one on (see [tx.lock]); what is remembered holds as
// long as no other one has counted.
type memory struct {
	at     int  // number of the write after which it holds
	open   bool // a write has begun and not committed
	prints *graph.Prints
	edges  shelf[stored]
	views  shelf[[]graph.View]   // by entity: all that it has
	claims shelf[[]graph.Stated] // by edge: all that count
}

// A stored edge is one that the database has, or lacks.
type stored struct {
	graph.Edge
	element string // element id; "" if there is no such edge
}

// A shelf holds items by key, each of a size, up to a bound.
type shelf[T any] struct {
	items map[string]T
	size  int
	bound int
	of    func(T) int
}

func newShelf[T any](bound int, of func(T) int) shelf[T] {
	return shelf[T]{items: map[string]T{}, bound: bound, of: of}
}

// split returns what is remembered of the keys, and the keys to ask for.
func (s *shelf[T]) split(keys []string) (known []T, ask []string) {
	for _, k := range keys {
		if x, ok := s.items[k]; ok {
			known = append(known, x)
		} else {
			ask = append(ask, k)
		}
	}
	return known, ask
}

func (s *shelf[T]) drop(key string) {
	if x, ok := s.items[key]; ok {
		s.size -= s.of(x)
		delete(s.items, key)
	}
}

func (s *shelf[T]) put(key string, x T) {
	s.drop(key)
	n := s.of(x)
	if s.size+n > s.bound {
		for k := range s.items { // in no order
			if s.drop(k); s.size+n <= s.bound*9/10 {
				break
			}
		}
	}
	s.items[key] = x
	s.size += n
}

// begin starts write number n and forgets what others may have changed, and what a write has half read that failed.
func (m *memory) begin(n int) {
	if m.open || m.edges.items == nil || m.at != n-1 {
		*m = memory{
			at:     n - 1,
			edges:  newShelf(rememberedEdges, func(stored) int { return 1 }),
			views:  newShelf(rememberedViews, func(vs []graph.View) int { return len(vs) + 1 }),
			claims: newShelf(rememberedStated, func(cs []graph.Stated) int { return len(cs) + 1 }),
		}
	}
	m.open = true
}

// committed follows a write: what it has saved, and under which element ids its edges stand.
func (m *memory) committed(saved []*graph.Delta, elements map[string]string) {
	for _, d := range saved {
		if m.prints != nil {
			m.prints.Update(d)
		}
		for _, e := range d.DeleteEdges {
			m.edges.put(e.ID, stored{})
		}
		for _, e := range d.PutEdges {
			m.edges.put(e.ID, stored{e, elements[e.ID]})
		}
		m.followClaims(d)
		m.followViews(d)
	}
	m.at++
	m.open = false
}

// followClaims brings the claims of edges up to date: those that go and come, and the stories of their articles.
func (m *memory) followClaims(d *graph.Delta) {
	gone, stories := map[string]bool{}, map[string]string{}
	for _, c := range d.DeleteClaims {
		gone[c.ID] = true
	}
	for i := range d.PutArticles {
		stories[d.PutArticles[i].Article.ID] = d.PutArticles[i].Article.Story
	}
	for edge, cs := range m.claims.items {
		for i := range cs {
			if s, ok := stories[cs[i].Article]; ok {
				cs[i].Story = s
			}
		}
		if len(gone) > 0 {
			kept := slices.DeleteFunc(cs, func(c graph.Stated) bool { return gone[c.ID] })
			m.claims.size += len(kept) - len(cs)
			m.claims.items[edge] = kept
		}
	}
	for i := range d.PutClaims {
		c := &d.PutClaims[i]
		cs, ok := m.claims.items[c.Edge]
		if !ok {
			continue
		}
		story, known := stories[c.Claim.Article]
		if s := graph.StatedOf(&c.Claim, story); s.Counts() {
			if !known { // its article's node stays as it is, and so does its story, which the delta does not name
				m.claims.drop(c.Edge)
				continue
			}
			m.claims.items[c.Edge] = append(cs, s)
			m.claims.size++
		}
	}
}

// followViews puts the views of a delta in place of those remembered. The delta has all views of an entity that change, not all that it has.
func (m *memory) followViews(d *graph.Delta) {
	changed := map[string][]graph.View{}
	for _, v := range d.DeleteViews {
		v.Count = 0
		changed[v.Entity.ID] = append(changed[v.Entity.ID], v)
	}
	for _, v := range d.PutViews {
		changed[v.Entity.ID] = append(changed[v.Entity.ID], v)
	}
	for entity, vs := range changed {
		old, ok := m.views.items[entity]
		if !ok {
			continue
		}
		is := make([]graph.View, 0, len(old)+len(vs))
		for _, o := range old {
			if !slices.ContainsFunc(vs, func(v graph.View) bool { return v.Key == o.Key }) {
				is = append(is, o)
			}
		}
		for _, v := range vs {
			if v.Count > 0 {
				is = append(is, v)
			}
		}
		m.views.put(entity, is)
	}
}
