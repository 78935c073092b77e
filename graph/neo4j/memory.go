package neo4j

import (
	"geokg/graph"
)

// Bounds of what a writer remembers: some 100 MB at the most. What is more is forgotten, all of it at once, and read again.
const (
	rememberedEdges = 200_000
	rememberedViews = 40_000
)

// A memory holds what a writer has read and written, so that the next write need not read it again: the SimHashes of all articles, edges, and the
// views of entities. Every write of whatever process counts one on (see [tx.lock]); what is remembered holds as long as no other one has counted.
type memory struct {
	at     int // number of the write after which it holds
	prints *graph.Prints
	edges  map[string]stored
	views  map[string][]graph.View // by entity
	nViews int
	open   bool // a write has begun and not committed
}

// A stored edge is one that the database has, or lacks.
type stored struct {
	graph.Edge
	element string // element id; "" if there is no such edge
}

// begin starts write number n and forgets what others may have changed, and what a write has half read that failed.
func (m *memory) begin(n int) {
	if m.open || m.edges == nil || m.at != n-1 {
		*m = memory{at: n - 1, edges: map[string]stored{}, views: map[string][]graph.View{}}
	}
	m.open = true
}

func (m *memory) rememberEdge(id string, e stored) {
	if _, ok := m.edges[id]; !ok && len(m.edges) >= rememberedEdges {
		clear(m.edges)
	}
	m.edges[id] = e
}

// rememberViews remembers all views of an entity, of which there may be none.
func (m *memory) rememberViews(entity string, vs []graph.View) {
	m.forgetViews(entity)
	if m.nViews+len(vs)+1 > rememberedViews {
		clear(m.views)
		m.nViews = 0
	}
	m.views[entity] = vs
	m.nViews += len(vs) + 1
}

func (m *memory) forgetViews(entity string) {
	if vs, ok := m.views[entity]; ok {
		m.nViews -= len(vs) + 1
		delete(m.views, entity)
	}
}

// committed follows a write: what it has saved, and under which element ids its edges stand.
func (m *memory) committed(saved []*graph.Delta, elements map[string]string) {
	for _, d := range saved {
		if m.prints != nil {
			m.prints.Update(d)
		}
		for _, e := range d.DeleteEdges {
			m.rememberEdge(e.ID, stored{})
		}
		for _, e := range d.PutEdges {
			m.rememberEdge(e.ID, stored{e, elements[e.ID]})
		}
		m.followViews(d)
	}
	m.at++
	m.open = false
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
		old, ok := m.views[entity]
		if !ok {
			continue
		}
		is := make([]graph.View, 0, len(old)+len(vs))
		for _, o := range old {
			if !hasView(vs, o.Key) {
				is = append(is, o)
			}
		}
		for _, v := range vs {
			if v.Count > 0 {
				is = append(is, v)
			}
		}
		m.rememberViews(entity, is)
	}
}

func hasView(vs []graph.View, key string) bool {
	for i := range vs {
		if vs[i].Key == key {
			return true
		}
	}
	return false
}
