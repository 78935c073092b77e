package neo4j

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"geokg/graph"
	"geokg/schema"
)

// Statements that write. Each takes $rows and returns how many of them it has found a place for.
const (
	deleteClaims   = "UNWIND $rows AS id MATCH (c:Claim {id: id}) DETACH DELETE c"
	deleteMentions = "UNWIND $rows AS r MATCH (:Article {id: r.article})-[m:MENTIONS]->(:`__Entity__` {id: r.entity}) DELETE m"
	deleteViews    = "UNWIND $rows AS id MATCH (v:`__View__` {id: id}) DELETE v"
	deleteArticles = "UNWIND $rows AS id MATCH (a:Article {id: id}) DETACH DELETE a"
	deleteEntities = "UNWIND $rows AS id MATCH (e:`__Entity__` {id: id}) DETACH DELETE e"

	putArticles = "UNWIND $rows AS r MERGE (a:Article {id: r.id}) SET a += r"
	// A view's key is made from the entity that it holds, so that nothing but the count can change.
	putViews = "UNWIND $rows AS r MERGE (v:`__View__` {id: r.id}) ON CREATE SET v.entity = r.entity, v.json = r.json SET v.count = r.count"
	// An entity may have had another label. The labels to take away come as a parameter: one statement is planned, not one for each.
	putEntities = "UNWIND $rows AS r MERGE (e:`__Entity__` {id: r.entity.id}) SET e += r.entity SET e:$(r.label) REMOVE e:$(r.others)"
	putMentions = "UNWIND $rows AS r MATCH (a:Article {id: r.article}) MATCH (e:`__Entity__` {id: r.entity}) " +
		"CREATE (a)-[:MENTIONS {count: r.count, names: r.names, view: r.view}]->(e)"
	putClaims = "UNWIND $rows AS r MATCH (a:Article {id: r.article}) MATCH (s:`__Entity__` {id: r.subject}) MATCH (o:`__Entity__` {id: r.object}) " +
		"CREATE (c:Claim)-[:STATED_IN]->(a), (c)-[:SUBJECT]->(s), (c)-[:OBJECT]->(o) SET c = r.claim"
	putAttributedClaims = "UNWIND $rows AS r MATCH (a:Article {id: r.article}) MATCH (s:`__Entity__` {id: r.subject}) MATCH (o:`__Entity__` {id: r.object}) " +
		"MATCH (w:`__Entity__` {id: r.attributed}) " +
		"CREATE (c:Claim)-[:STATED_IN]->(a), (c)-[:SUBJECT]->(s), (c)-[:OBJECT]->(o), (c)-[:ATTRIBUTED_TO]->(w) SET c = r.claim"

	// To find an edge by its id takes a statement for each relation, since indexes are by type. To create one does not, nor to change
	// one that this transaction has read: planning 44 statements costs a new server seconds.
	createEdges = "UNWIND $rows AS r MATCH (s:`__Entity__` {id: r.subject}) MATCH (o:`__Entity__` {id: r.object}) CREATE (s)-[e:$(r.relation)]->(o) SET e = r.edge"
	changeEdges = "UNWIND $rows AS r MATCH ()-[e]->() WHERE elementId(e) = r.at AND e.id = r.edge.id SET e += r.edge"
)

func deleteEdges(r *schema.Relation) string {
	return "UNWIND $rows AS id MATCH ()-[e:" + r.Name + " {id: id}]->() DELETE e"
}

// Save implements [graph.Tx].
func (t tx) Save(ctx context.Context, d *graph.Delta) error {
	if err := t.saveDeletions(ctx, d); err != nil {
		return fmt.Errorf("delete: %w", err)
	}
	if err := t.saveAdditions(ctx, d); err != nil {
		return fmt.Errorf("add: %w", err)
	}
	*t.saved = append(*t.saved, d)
	return nil
}

// saveDeletions deletes. What another hand has deleted already is no trouble.
func (t tx) saveDeletions(ctx context.Context, d *graph.Delta) error {
	if err := forget(ctx, t, deleteClaims, d.DeleteClaims, func(c graph.ClaimRef) any { return c.ID }); err != nil {
		return err
	}
	for _, r := range schema.Relations() {
		edges := slices.DeleteFunc(slices.Clone(d.DeleteEdges), func(e graph.Edge) bool { return e.Relation != r.Name })
		if err := forget(ctx, t, deleteEdges(r), edges, func(e graph.Edge) any { return e.ID }); err != nil {
			return err
		}
	}
	if err := forget(ctx, t, deleteMentions, d.DeleteMentions, func(m graph.MentionRef) any {
		return params{"article": m.Article, "entity": m.Entity}
	}); err != nil {
		return err
	}
	id := func(s string) any { return s }
	if err := forget(ctx, t, deleteMemberships, d.DeleteMemberships, id); err != nil {
		return err
	}
	if err := forget(ctx, t, deleteDecisions, d.DeleteDecisions, id); err != nil {
		return err
	}
	if err := forget(ctx, t, deleteOriginals, d.DeleteOriginals, id); err != nil {
		return err
	}
	if err := forget(ctx, t, deleteViews, d.DeleteViews, func(v graph.View) any { return v.Key }); err != nil {
		return err
	}
	if err := forget(ctx, t, deleteArticles, d.DeleteArticles, id); err != nil {
		return err
	}
	return forget(ctx, t, deleteEntities, d.DeleteEntities, id)
}

func (t tx) saveAdditions(ctx context.Context, d *graph.Delta) error {
	if err := t.saveEntities(ctx, d.PutEntities); err != nil {
		return err
	}
	if err := put(ctx, t, putArticles, d.PutArticles, func(a graph.ArticlePut) any { return articleParams(&a) }); err != nil {
		return err
	}
	if err := t.saveDecisions(ctx, d.PutDecisions); err != nil {
		return err
	}
	if err := t.saveOriginals(ctx, d.PutOriginals); err != nil {
		return err
	}
	if err := t.saveViews(ctx, d.PutViews); err != nil {
		return err
	}
	if err := t.saveMemberships(ctx, d.PutMemberships); err != nil {
		return err
	}
	if err := put(ctx, t, putMentions, d.PutMentions, mentionRow); err != nil {
		return err
	}
	if err := t.saveClaims(ctx, d.PutClaims); err != nil {
		return err
	}
	return t.saveEdges(ctx, d.PutEdges)
}

func (t tx) saveEntities(ctx context.Context, es []schema.Entity) error {
	return put(ctx, t, putEntities, es, entityRow)
}

// The rows of the statements above.

func entityRow(e schema.Entity) any {
	others := slices.DeleteFunc(labelNames(), func(l string) bool { return l == string(e.Label) })
	return params{"entity": entityParams(&e), "label": string(e.Label), "others": others}
}

func mentionRow(m graph.MentionPut) any {
	return params{"article": m.Article, "entity": m.Entity.ID, "count": m.Count, "names": list(m.Names), "view": m.View}
}

func claimRow(c graph.ClaimPut) any {
	return params{
		"article": c.Claim.Article, "subject": c.Claim.Subject, "object": c.Claim.Object, "attributed": text(c.Claim.Attributed),
		"claim": claimParams(&c.Claim, c.Edge),
	}
}

func edgeRow(e graph.Edge) any {
	return params{"subject": e.Subject, "object": e.Object, "relation": e.Relation, "edge": edgeParams(&e)}
}

func viewRow(v *graph.View) (params, error) {
	j, err := json.Marshal(v.Entity)
	if err != nil {
		return nil, fmt.Errorf("view of %q: %w", v.Entity.ID, err)
	}
	return params{"id": v.Key, "entity": v.Entity.ID, "count": v.Count, "json": string(j)}, nil
}

func labelNames() []string {
	var names []string
	for _, l := range schema.Labels() {
		names = append(names, string(l.Name))
	}
	return names
}

func (t tx) saveViews(ctx context.Context, vs []graph.View) error {
	var broken error
	err := put(ctx, t, putViews, vs, func(v graph.View) any {
		row, err := viewRow(&v)
		broken = cmp.Or(broken, err)
		return row
	})
	return cmp.Or(broken, err)
}

func (t tx) saveClaims(ctx context.Context, cs []graph.ClaimPut) error {
	plain, attributed := byAttribution(cs)
	if err := put(ctx, t, putClaims, plain, claimRow); err != nil {
		return err
	}
	return put(ctx, t, putAttributedClaims, attributed, claimRow)
}

// byAttribution parts the claims that nobody is named for from those of which somebody says so: each kind has a statement.
func byAttribution(cs []graph.ClaimPut) (plain, attributed []graph.ClaimPut) {
	for _, c := range cs {
		if c.Claim.Attributed == "" {
			plain = append(plain, c)
		} else {
			attributed = append(attributed, c)
		}
	}
	return plain, attributed
}

func (t tx) saveEdges(ctx context.Context, es []graph.Edge) error {
	var come, stay []graph.Edge
	for _, e := range es {
		if _, ok := t.edges[e.ID]; ok {
			stay = append(stay, e)
		} else {
			come = append(come, e)
		}
	}
	done := 0
	err := rows(ctx, t, createEdges+" RETURN r.edge.id, elementId(e)", come, edgeRow, func(r row) {
		t.edges[r.str(0)] = r.str(1)
		done++
	})
	if err = cmp.Or(err, placed(createEdges, len(come), done)); err != nil {
		return err
	}
	return put(ctx, t, changeEdges, stay, func(e graph.Edge) any {
		return params{"at": t.edges[e.ID], "edge": edgeParams(&e)}
	})
}

// counted ends a statement of which it is asked for how many rows it has found a place.
const counted = " RETURN count(*)"

// forget runs a deletion over the items, each as a row.
func forget[T any](ctx context.Context, t tx, cypher string, items []T, line func(T) any) error {
	return rows(ctx, t, cypher+counted, items, line, func(row) {})
}

// put runs an addition over the items, each as a row, and makes sure that every one has found its place: where a node
// that should be there is missing, MATCH would leave the row out silently.
func put[T any](ctx context.Context, t tx, cypher string, items []T, line func(T) any) error {
	done := 0
	err := rows(ctx, t, cypher+counted, items, line, func(r row) { done += r.int(0) })
	return cmp.Or(err, placed(cypher, len(items), done))
}

// placed is the error of rows that have found no place, nil if there are none.
func placed(cypher string, sent, done int) error {
	if sent == done {
		return nil
	}
	return fmt.Errorf("%d of %d rows found no node to stand at: were nodes deleted by hand? (%s)", sent-done, sent, cypher)
}

// rows runs a statement over the items, each as a row and so many at a time, and yields the records of its answers.
func rows[T any](ctx context.Context, t tx, cypher string, items []T, line func(T) any, yield func(row)) error {
	for part := range slices.Chunk(items, t.batch) {
		lines := make([]any, len(part))
		for i, x := range part {
			lines[i] = line(x)
		}
		if err := t.query(ctx, planned+cypher, params{"rows": lines}, yield); err != nil {
			return err
		}
	}
	return nil
}
