package neo4j

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"geokg/graph"
	"geokg/schema"
)

// Pages are read in a transaction each, so that a broken connection costs one page and yield runs outside of all.
const (
	entityPage  = 5000
	articlePage = 500
)

// Write implements [graph.Store].
func (s *Store) Write(ctx context.Context, batch []graph.Contribution) (graph.Changes, error) {
	return s.write(ctx, "write", func(ctx context.Context, t graph.Tx) (graph.Changes, error) { return graph.Apply(ctx, t, batch) })
}

// Retract implements [graph.Store].
func (s *Store) Retract(ctx context.Context, articles []string) (graph.Changes, error) {
	return s.write(ctx, "retract", func(ctx context.Context, t graph.Tx) (graph.Changes, error) { return graph.Unapply(ctx, t, articles) })
}

// Entity implements [graph.Store].
func (s *Store) Entity(ctx context.Context, id string) (e schema.Entity, err error) {
	err = s.read(ctx, "read an entity", func(ctx context.Context, t tx) error {
		es, err := t.EntitiesByID(ctx, []string{id})
		if err == nil && len(es) == 0 {
			return fmt.Errorf("entity %q: %w", id, graph.ErrNotFound)
		}
		if err == nil {
			e = es[0]
		}
		return err
	})
	return e, err
}

// Find implements [graph.Store].
func (s *Store) Find(ctx context.Context, name string) (es []schema.Entity, err error) {
	key := graph.NameKey(name)
	if key == "" {
		return nil, nil
	}
	// In quotes, a term of Lucene's query language has but two special characters.
	term := `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(key) + `"`
	err = s.read(ctx, "find a name", func(ctx context.Context, t tx) error {
		es = nil
		return t.query(ctx, "CALL db.index.fulltext.queryNodes($index, $term) YIELD node WHERE $key IN node.keys RETURN node",
			params{"index": keysIndex, "term": term, "key": key},
			func(r row) { es = append(es, entityOf(r.labels(0), r.node(0))) })
	})
	slices.SortFunc(es, func(a, b schema.Entity) int { return cmp.Compare(a.ID, b.ID) })
	return es, err
}

// Entities implements [graph.Store].
func (s *Store) Entities(ctx context.Context, yield func(schema.Entity) error) error {
	for after := ""; ; {
		var page []schema.Entity
		err := s.read(ctx, "read entities", func(ctx context.Context, t tx) error {
			page = nil
			return t.query(ctx, "MATCH (e:`__Entity__`) WHERE e.id > $after AND e.keys IS NOT NULL RETURN e ORDER BY e.id LIMIT $limit",
				params{"after": after, "limit": entityPage},
				func(r row) { page = append(page, entityOf(r.labels(0), r.node(0))) })
		})
		if err != nil {
			return err
		}
		for i := range page {
			if err := yield(page[i]); err != nil {
				return err
			}
		}
		if len(page) < entityPage {
			return nil
		}
		after = page[len(page)-1].ID
	}
}

// Answering implements [graph.Store].
func (s *Store) Answering(ctx context.Context, id string) (as []graph.Answering, err error) {
	err = s.read(ctx, "ask who answers", func(ctx context.Context, t tx) error {
		as, err = graph.Answers(ctx, t, id)
		return err
	})
	return as, err
}

// Edges implements [graph.Store].
func (s *Store) Edges(ctx context.Context, q graph.EdgeQuery) (es []graph.Edge, err error) {
	types, err := edgeTypes(relationNames())
	if err != nil {
		return nil, err
	}
	of, between := graph.Ends(q.Of, q.Between)
	p := params{}
	cypher := "MATCH (s:`__Entity__`)-[r:" + types + "]->(o:`__Entity__`) WHERE r.id IS NOT NULL WITH r"
	if len(of) > 0 {
		p["of"] = of
		cypher = "UNWIND $of AS id MATCH (x:`__Entity__` {id: id})-[r:" + types + "]-(y:`__Entity__`) WHERE r.id IS NOT NULL"
		if len(between) > 0 {
			p["between"] = between
			cypher += " AND y.id IN $between"
		}
		cypher += " WITH DISTINCT r"
	}
	if q.Limit > 0 {
		p["limit"] = q.Limit
		cypher += " ORDER BY r.claims DESC, r.id LIMIT $limit"
	}
	err = s.read(ctx, "read edges", func(ctx context.Context, t tx) error {
		es = nil
		return t.query(ctx, cypher+" RETURN r, startNode(r).id, endNode(r).id", p, func(r row) { es = append(es, edgeOf(r.edgeType(0), r.edge(0), r.str(1), r.str(2))) })
	})
	slices.SortFunc(es, graph.CompareEdges)
	return es, err
}

// Profile implements [graph.Store].
func (s *Store) Profile(ctx context.Context, id string) (g graph.Profile, err error) {
	types, err := edgeTypes(relationNames())
	if err != nil {
		return g, err
	}
	p := params{"id": id}
	err = s.read(ctx, "profile", func(ctx context.Context, t tx) error {
		g = graph.Profile{Factualities: map[string]int{}, Relations: map[string]int{}}
		sel, err := t.selectClaims(ctx, graph.ClaimQuery{Of: []string{id}})
		if err != nil {
			return err
		}
		// No claim is about itself, so none stands twice.
		if err := t.query(ctx, sel.statement(everDated, "c.relation AS relation, c.factuality AS factuality", "")+" RETURN relation, factuality, count(*)", sel.params, func(r row) {
			n := r.int(2)
			g.Claims += n
			g.Relations[r.str(0)] += n
			g.Factualities[r.str(1)] += n
		}); err != nil {
			return err
		}
		if err := t.query(ctx, "MATCH (e:`__Entity__` {id: $id}) RETURN COUNT { (e)<-[:MENTIONS]-() }", p, func(r row) { g.Articles = r.int(0) }); err != nil {
			return err
		}
		return t.query(ctx, "MATCH (:`__Entity__` {id: $id})-[r:"+types+"]-(:`__Entity__`) WHERE r.id IS NOT NULL RETURN count(DISTINCT r)", p,
			func(r row) { g.Edges = r.int(0) })
	})
	return g, err
}

func relationNames() []string {
	var names []string
	for _, r := range schema.Relations() {
		names = append(names, r.Name)
	}
	return names
}

// Article implements [graph.Store].
func (s *Store) Article(ctx context.Context, id string) (a graph.Article, err error) {
	err = s.read(ctx, "read an article", func(ctx context.Context, t tx) error {
		found, err := t.articles(ctx, []string{id})
		if err != nil {
			return err
		}
		var ok bool
		if a, ok = found[id]; !ok {
			return fmt.Errorf("article %q: %w", id, graph.ErrNotFound)
		}
		return nil
	})
	return a, err
}

// Articles implements [graph.Store].
func (s *Store) Articles(ctx context.Context, yield func(graph.Article) error) error {
	return s.pages(ctx, func(ctx context.Context, t tx, ids []string) (func() error, error) {
		page, err := t.articles(ctx, ids)
		return func() error {
			for _, id := range ids {
				if a, ok := page[id]; ok {
					if err := yield(a); err != nil {
						return err
					}
				}
			}
			return nil
		}, err
	})
}

// Contributions implements [graph.Store].
func (s *Store) Contributions(ctx context.Context, yield func(graph.Contribution) error) error {
	return s.contributions(ctx, func(stored, original *graph.Contribution) error {
		if original != nil {
			original.Article.Story = stored.Article.Story
			return yield(*original)
		}
		return yield(*stored)
	})
}

// contributions yields each contribution as it is stored, and as it was read where decisions have changed it.
func (s *Store) contributions(ctx context.Context, yield func(stored, original *graph.Contribution) error) error {
	return s.pages(ctx, func(ctx context.Context, t tx, ids []string) (func() error, error) {
		page, err := t.Load(ctx, ids)
		if err != nil {
			return nil, err
		}
		originals, err := t.Originals(ctx, ids)
		return func() error {
			for i := range page {
				var original *graph.Contribution
				if o, ok := originals[page[i].Article.ID]; ok {
					original = &o
				}
				if err := yield(&page[i], original); err != nil {
					return err
				}
			}
			return nil
		}, err
	})
}

// pages reads the articles page by page in order of id. read fetches one page and returns what then passes it on.
func (s *Store) pages(ctx context.Context, read func(ctx context.Context, t tx, ids []string) (pass func() error, err error)) error {
	for after := ""; ; {
		var ids []string
		var pass func() error
		err := s.read(ctx, "read articles", func(ctx context.Context, t tx) (err error) {
			ids = nil
			err = t.query(ctx, "MATCH (a:Article) WHERE a.id > $after AND a.hash IS NOT NULL RETURN a.id ORDER BY a.id LIMIT $limit",
				params{"after": after, "limit": articlePage}, func(r row) { ids = append(ids, r.str(0)) })
			if err == nil {
				pass, err = read(ctx, t, ids)
			}
			return err
		})
		if err != nil {
			return err
		}
		if err := pass(); err != nil {
			return err
		}
		if len(ids) < articlePage {
			return nil
		}
		after = ids[len(ids)-1]
	}
}

// Status implements [graph.Store]. It reads the whole graph. Writes that come in between may be seen in part: the digest of a
// graph that is being written is of little use.
func (s *Store) Status(ctx context.Context) (graph.Status, error) {
	st := graph.Status{
		SchemaVersion: graph.SchemaVersion,
		Entities:      map[string]int{}, Relations: map[string]int{}, Factualities: map[string]int{}, Drawn: map[string]int{},
	}
	var d graph.Digest
	stories := map[string]bool{}
	if err := s.contributions(ctx, func(c, original *graph.Contribution) error {
		d.Contribution(c)
		if original != nil {
			d.Original(original)
		}
		st.Articles++
		stories[c.Article.Story] = true
		for i := range c.Claims {
			st.Claims++
			st.Relations[c.Claims[i].Relation]++
			st.Factualities[string(c.Claims[i].Factuality)]++
		}
		return nil
	}); err != nil {
		return graph.Status{}, err
	}
	st.Stories = len(stories)
	if err := s.Entities(ctx, func(e schema.Entity) error {
		d.Entity(&e)
		st.Entities[string(e.Label)]++
		return nil
	}); err != nil {
		return graph.Status{}, err
	}
	es, err := s.Edges(ctx, graph.EdgeQuery{})
	if err != nil {
		return graph.Status{}, err
	}
	for i := range es {
		d.Edge(&es[i])
		st.Drawn[es[i].Relation]++
	}
	st.Edges = len(es)
	r, err := s.Reference(ctx)
	if err != nil {
		return graph.Status{}, err
	}
	d.Reference(&r)
	st.Reference = len(r.Memberships)
	ds, err := s.Decisions(ctx)
	if err != nil {
		return graph.Status{}, err
	}
	for i := range ds {
		d.Decision(&ds[i])
	}
	st.Decisions = len(ds)
	st.Digest = d.String()
	return st, nil
}
