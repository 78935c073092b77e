package neo4j

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"

	bolt "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"geokg/graph"
	"geokg/schema"
)

// A tx runs statements in one transaction. It is the [graph.Tx] of a write and the [graph.Kin] of a question.
type tx struct {
	bolt.ManagedTransaction
	batch int               // rows of one statement
	edges map[string]string // element ids of the edges that EdgesByID has found or Save has made, by edge id

	upgraded *atomic.Bool // of the store

	// In a write:
	memory *memory
	saved  *[]*graph.Delta
}

var (
	_ graph.Tx  = tx{}
	_ graph.Kin = tx{}
)

// query runs a statement and yields the records of its answer.
func (t tx) query(ctx context.Context, cypher string, p params, yield func(row)) error {
	result, err := t.Run(ctx, cypher, p)
	if err != nil {
		return err
	}
	for result.Next(ctx) {
		yield(result.Record().Values)
	}
	return result.Err()
}

// run runs a statement whose answer is of no interest.
func (t tx) run(ctx context.Context, cypher string, p params) error {
	return t.query(ctx, cypher, p, func(row) {})
}

// planned begins a statement that finds all it touches by index or from there: however the graph grows, its first plan stays the
// best, and planning a statement anew costs more than running it. Where there is a choice of where to begin, the statement names the index:
// in a graph that is still empty all ways look alike.
const planned = "CYPHER replan=skip "

// each runs a planned statement over $ids, so many at a time.
func (t tx) each(ctx context.Context, cypher string, ids []string, yield func(row)) error {
	for part := range slices.Chunk(ids, t.batch) {
		if err := t.query(ctx, planned+cypher, params{"ids": part}, yield); err != nil {
			return err
		}
	}
	return nil
}

// Hashes implements [graph.Tx].
func (t tx) Hashes(ctx context.Context, articles []string) (map[string]string, error) {
	hashes := make(map[string]string, len(articles))
	err := t.each(ctx, "UNWIND $ids AS id MATCH (a:Article {id: id}) WHERE a.hash IS NOT NULL RETURN id, a.hash", articles,
		func(r row) { hashes[r.str(0)] = r.str(1) })
	return hashes, err
}

// articles returns the articles of these ids by id; those that the graph lacks are left out.
func (t tx) articles(ctx context.Context, ids []string) (map[string]graph.Article, error) {
	as := make(map[string]graph.Article, len(ids))
	err := t.each(ctx, "UNWIND $ids AS id MATCH (a:Article {id: id}) WHERE a.hash IS NOT NULL RETURN a", ids, func(r row) {
		a := articleOf(r.node(0))
		as[a.ID] = a
	})
	return as, err
}

// Load implements [graph.Tx].
func (t tx) Load(ctx context.Context, articles []string) ([]graph.Contribution, error) {
	as, err := t.articles(ctx, articles)
	if err != nil {
		return nil, err
	}
	at := make(map[string]*graph.Contribution, len(as))
	for id, a := range as {
		at[id] = &graph.Contribution{Article: a}
	}
	if err := t.loadMentions(ctx, articles, at); err != nil {
		return nil, err
	}
	if err := t.loadClaims(ctx, articles, at); err != nil {
		return nil, err
	}
	cs := make([]graph.Contribution, 0, len(at))
	for _, id := range articles {
		c := at[id]
		if c == nil {
			continue
		}
		slices.SortFunc(c.Mentioned, func(a, b graph.Mentioned) int { return cmp.Compare(a.Entity.ID, b.Entity.ID) })
		slices.SortFunc(c.Claims, func(a, b schema.Claim) int { return cmp.Compare(a.ID, b.ID) })
		cs = append(cs, *c)
	}
	return cs, nil
}

// loadMentions adds the MENTIONS edges, each with the view that it refers to.
func (t tx) loadMentions(ctx context.Context, articles []string, at map[string]*graph.Contribution) error {
	type mention struct {
		article, view string
		graph.Mentioned
	}
	var ms []mention
	var keys []string
	err := t.each(ctx, "UNWIND $ids AS id MATCH (a:Article {id: id})-[m:MENTIONS]->(:`__Entity__`) USING INDEX a:Article(id) WHERE m.view IS NOT NULL RETURN id, m.view, m.count, m.names", articles, func(r row) {
		ms = append(ms, mention{r.str(0), r.str(1), graph.Mentioned{Count: r.int(2), Names: r.strs(3)}})
		keys = append(keys, r.str(1))
	})
	if err != nil {
		return err
	}
	slices.Sort(keys)
	views, err := t.viewsByKey(ctx, slices.Compact(keys))
	if err != nil {
		return err
	}
	for _, m := range ms {
		e, ok := views[m.view]
		if !ok {
			return fmt.Errorf("article %s mentions view %s, which is gone: import the article anew into another database", m.article, m.view)
		}
		if c := at[m.article]; c != nil {
			m.Entity = e
			c.Mentioned = append(c.Mentioned, m.Mentioned)
		}
	}
	return nil
}

// claimEnds returns a claim c and the ids of what it is about, with its article's story. The lists hold one element or none; what
// they are written for is that they begin at c, whatever the planner thinks of a graph that was small when it first saw it.
const claimEnds = " RETURN c, [(c)-[:STATED_IN]->(x:Article) | x.id][0], [(c)-[:SUBJECT]->(x) | x.id][0], [(c)-[:OBJECT]->(x) | x.id][0], " +
	"[(c)-[:ATTRIBUTED_TO]->(x) | x.id][0], [(c)-[:STATED_IN]->(x:Article) | x.story][0]"

func claimAt(r row) schema.Claim { return claimOf(r.node(0), r.str(1), r.str(2), r.str(3), r.str(4)) }

func (t tx) loadClaims(ctx context.Context, articles []string, at map[string]*graph.Contribution) error {
	return t.each(ctx, "UNWIND $ids AS id MATCH (a:Article {id: id})<-[:STATED_IN]-(c:Claim) USING INDEX a:Article(id)"+claimEnds, articles, func(r row) {
		if c := at[r.str(1)]; c != nil {
			c.Claims = append(c.Claims, claimAt(r))
		}
	})
}

// Views implements [graph.Tx].
func (t tx) Views(ctx context.Context, entities []string) ([]graph.View, error) {
	known, ask := t.memory.views.split(entities)
	vs := slices.Concat(known...)
	read := make(map[string][]graph.View, len(ask))
	broken := error(nil)
	err := t.each(ctx, "UNWIND $ids AS id MATCH (v:`__View__` {entity: id}) RETURN v.id, v.json, v.count, id", ask, func(r row) {
		v := graph.View{Key: r.str(0), Count: r.int(2)}
		if err := json.Unmarshal([]byte(r.str(1)), &v.Entity); err != nil {
			broken = fmt.Errorf("read view %s: %w", v.Key, err)
		}
		read[r.str(3)] = append(read[r.str(3)], v)
	})
	if err = cmp.Or(err, broken); err != nil {
		return nil, err
	}
	for _, id := range ask {
		vs = append(vs, read[id]...)
		t.memory.views.put(id, read[id])
	}
	return vs, nil
}

// EdgesByID implements [graph.Tx].
func (t tx) EdgesByID(ctx context.Context, ids []string) ([]graph.Edge, error) {
	known, ask := t.memory.edges.split(ids)
	var es []graph.Edge
	for _, e := range known {
		if e.element != "" {
			t.edges[e.ID] = e.element
			es = append(es, e.Edge)
		}
	}
	read, err := t.readEdges(ctx, ask)
	return append(es, read...), err
}

// readEdges reads edges. Indexes on edges are by type, and an id does not tell it: a claim that draws the edge does.
func (t tx) readEdges(ctx context.Context, ids []string) ([]graph.Edge, error) {
	byRelation := map[string][]string{}
	for part := range slices.Chunk(ids, t.batch) {
		err := t.query(ctx, planned+"UNWIND $ids AS id CALL (id) { MATCH (c:Claim {edge: id}) WHERE c.factuality = 'asserted' AND c.confidence >= $drawing "+
			"RETURN c.relation AS relation LIMIT 1 } RETURN id, relation", params{"ids": part, "drawing": graph.DrawingConfidence},
			func(r row) { byRelation[r.str(1)] = append(byRelation[r.str(1)], r.str(0)) })
		if err != nil {
			return nil, err
		}
	}
	for _, id := range ids {
		t.memory.edges.put(id, stored{}) // until it is found
	}
	var es []graph.Edge
	for _, rel := range schema.Relations() {
		err := t.each(ctx, "UNWIND $ids AS id MATCH (s:`__Entity__`)-[e:"+rel.Name+" {id: id}]->(o:`__Entity__`) RETURN e, s.id, o.id", byRelation[rel.Name],
			func(r row) {
				e := edgeOf(rel.Name, r.edge(0), r.str(1), r.str(2))
				t.edges[e.ID] = r.elementID(0)
				t.memory.edges.put(e.ID, stored{e, r.elementID(0)})
				es = append(es, e)
			})
		if err != nil {
			return nil, err
		}
	}
	return es, nil
}

// stated reads claims c by a statement that ends where claimEnds begins.
func (t tx) stated(ctx context.Context, cypher string, ids []string) ([]graph.Stated, error) {
	var cs []graph.Stated
	err := t.each(ctx, cypher+" WHERE c.factuality IN ['asserted', 'negated']"+claimEnds, ids, func(r row) {
		c := claimAt(r)
		cs = append(cs, graph.StatedOf(&c, r.str(5)))
	})
	return cs, err
}

// EdgeClaims implements [graph.Tx].
func (t tx) EdgeClaims(ctx context.Context, edges []string) ([]graph.Stated, error) {
	known, ask := t.memory.claims.split(edges)
	read, err := t.stated(ctx, "UNWIND $ids AS id MATCH (c:Claim {edge: id})", ask)
	if err != nil {
		return nil, err
	}
	byEdge := map[string][]graph.Stated{}
	for _, c := range read {
		if c.Counts() {
			byEdge[c.Edge] = append(byEdge[c.Edge], c)
		}
	}
	for _, id := range ask {
		t.memory.claims.put(id, byEdge[id])
	}
	return append(slices.Concat(known...), read...), nil
}

// StoryClaims implements [graph.Tx].
func (t tx) StoryClaims(ctx context.Context, stories []string) ([]graph.Stated, error) {
	return t.stated(ctx, "UNWIND $ids AS id MATCH (a:Article {story: id})<-[:STATED_IN]-(c:Claim) USING INDEX a:Article(story)", stories)
}

// EntitiesByID implements [graph.Kin].
func (t tx) EntitiesByID(ctx context.Context, ids []string) ([]schema.Entity, error) {
	return t.entities(ctx, "UNWIND $ids AS id MATCH (e:`__Entity__` {id: id}) WHERE e.keys IS NOT NULL RETURN e", ids)
}

// Children implements [graph.Kin].
func (t tx) Children(ctx context.Context, ids []string) ([]schema.Entity, error) {
	return t.entities(ctx, "UNWIND $ids AS id MATCH (e:`__Entity__` {parentId: id}) WHERE e.keys IS NOT NULL RETURN e "+
		"UNION UNWIND $ids AS id MATCH (e:Agency:`__Entity__` {countryId: id}) WHERE e.keys IS NOT NULL RETURN e", ids)
}

func (t tx) entities(ctx context.Context, cypher string, ids []string) ([]schema.Entity, error) {
	var es []schema.Entity
	err := t.each(ctx, cypher, ids, func(r row) { es = append(es, entityOf(r.labels(0), r.node(0))) })
	return es, err
}

// EdgesInto implements [graph.Kin].
func (t tx) EdgesInto(ctx context.Context, relations, objects []string) ([]graph.Edge, error) {
	types, err := edgeTypes(relations)
	if err != nil {
		return nil, err
	}
	var es []graph.Edge
	err = t.each(ctx, "UNWIND $ids AS id MATCH (s:`__Entity__`)-[e:"+types+"]->(o:`__Entity__` {id: id}) USING INDEX o:`__Entity__`(id) WHERE e.id IS NOT NULL RETURN e, s.id, id", objects,
		func(r row) { es = append(es, edgeOf(r.edgeType(0), r.edge(0), r.str(1), r.str(2))) })
	return es, err
}

// edgeTypes returns the relations as an alternation of Cypher, having checked that the ontology has them: a type is a part
// of the statement, not a parameter.
func edgeTypes(relations []string) (string, error) {
	for _, r := range relations {
		if _, ok := schema.LookupRelation(r); !ok {
			return "", fmt.Errorf("relation %q is not in the ontology", r)
		}
	}
	return strings.Join(relations, "|"), nil
}
