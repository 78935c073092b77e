package neo4j

import (
	"context"
	"maps"
	"slices"
	"strings"
	"testing"

	bolt "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"geokg/graph"
	"geokg/schema"
)

// A final is what a finished graph holds beside its articles and claims. The plain ways are told it beforehand, so that they
// need not count, fold or project anything: they write faster than a program could that has to find it out.
type final struct {
	entities map[string]*schema.Entity
	edges    map[string]*graph.Edge
	views    []graph.View
	stories  map[string]string // by article
}

func finalOf(b *testing.B, s *Store) final {
	f := final{entities: map[string]*schema.Entity{}, edges: map[string]*graph.Edge{}, stories: map[string]string{}}
	if err := graph.Dump(b.Context(), s, func(d *graph.Delta) error {
		for i := range d.PutEntities {
			f.entities[d.PutEntities[i].ID] = &d.PutEntities[i]
		}
		for i := range d.PutEdges {
			f.edges[d.PutEdges[i].ID] = &d.PutEdges[i]
		}
		for i := range d.PutArticles {
			f.stories[d.PutArticles[i].Article.ID] = d.PutArticles[i].Article.Story
		}
		f.views = append(f.views, d.PutViews...)
		return nil
	}); err != nil {
		b.Fatal(err)
	}
	return f
}

// A plain writes as one does who has read how to use MERGE: with unique nodes and all the indexes, but no constraint on edges.
type plain struct {
	b *testing.B
	s *Store
	final
}

// ensure makes our constraints and indexes, but for those of edges.
func (p *plain) ensure() {
	for _, r := range rules() {
		if strings.Contains(r.create, "]-()") {
			continue
		}
		if err := p.s.create(p.b.Context(), r); err != nil {
			p.b.Fatal(err)
		}
	}
}

func (p *plain) start() {
	if err := p.s.noteVersion(p.b.Context()); err != nil {
		p.b.Fatal(err)
	}
}

// finish writes the views, which only our store has, for the digest to be the same.
func (p *plain) finish() {
	p.transaction(func(ctx context.Context, t tx) error { return t.saveViews(ctx, p.views) })
}

func (p *plain) transaction(work func(ctx context.Context, t tx) error) {
	ctx := p.b.Context()
	session := p.s.driver.NewSession(ctx, bolt.SessionConfig{DatabaseName: p.s.opts.Database})
	defer session.Close(ctx)
	if _, err := session.ExecuteWrite(ctx, func(mt bolt.ManagedTransaction) (any, error) { return nil, work(ctx, p.s.tx(mt)) }); err != nil {
		p.b.Fatal(err)
	}
}

// write writes a batch in one transaction, with one statement for each kind of thing.
func (p *plain) write(batch []graph.Contribution) {
	var articles, mentions, claims, attributed []params
	entities, edges := map[string]params{}, map[string]map[string]params{}
	for i := range batch {
		c := &batch[i]
		c.Article.Story = p.stories[c.Article.ID]
		articles = append(articles, articleParams(&graph.ArticlePut{Article: c.Article, Hash: c.Hash()}))
		for j := range c.Mentioned {
			m := &c.Mentioned[j]
			mentions = append(mentions, p.mention(c, m))
			entities[m.Entity.ID] = p.entity(m.Entity.ID)
		}
		for j := range c.Claims {
			cl := &c.Claims[j]
			row := p.claim(c, cl)
			if cl.Attributed == "" {
				claims = append(claims, row)
			} else {
				attributed = append(attributed, row)
			}
			if e := p.edge(cl); e != nil {
				if edges[cl.Relation] == nil {
					edges[cl.Relation] = map[string]params{}
				}
				edges[cl.Relation][e.ID] = params{"subject": e.Subject, "object": e.Object, "edge": edgeParams(e)}
			}
		}
	}
	const (
		claim = "UNWIND $rows AS r MATCH (a:Article {id: r.article}) MATCH (s:`__Entity__` {id: r.subject}) MATCH (o:`__Entity__` {id: r.object}) " +
			"MERGE (c:Claim {id: r.claim.id}) ON CREATE SET c = r.claim MERGE (c)-[:STATED_IN]->(a) MERGE (c)-[:SUBJECT]->(s) MERGE (c)-[:OBJECT]->(o)"
		source = " WITH c, r MATCH (w:`__Entity__` {id: r.attributed}) MERGE (c)-[:ATTRIBUTED_TO]->(w)"
	)
	p.transaction(func(ctx context.Context, t tx) error {
		run := func(cypher string, rows []params) error { return t.run(ctx, cypher, params{"rows": rows}) }
		for _, x := range []struct {
			cypher string
			rows   []params
		}{
			{"UNWIND $rows AS r MERGE (a:Article {id: r.id}) ON CREATE SET a = r", articles},
			{"UNWIND $rows AS r MERGE (e:`__Entity__` {id: r.entity.id}) ON CREATE SET e = r.entity, e:$(r.label)", slices.Collect(maps.Values(entities))},
			{"UNWIND $rows AS r MATCH (a:Article {id: r.article}) MATCH (e:`__Entity__` {id: r.entity}) MERGE (a)-[m:MENTIONS]->(e) ON CREATE SET m = r.mention", mentions},
			{claim, claims},
			{claim + source, attributed},
		} {
			if err := run(x.cypher, x.rows); err != nil {
				return err
			}
		}
		for _, relation := range slices.Sorted(maps.Keys(edges)) {
			if err := run("UNWIND $rows AS r MATCH (s:`__Entity__` {id: r.subject}) MATCH (o:`__Entity__` {id: r.object}) "+
				"MERGE (s)-[e:"+relation+" {id: r.edge.id}]->(o) ON CREATE SET e = r.edge", slices.Collect(maps.Values(edges[relation]))); err != nil {
				return err
			}
		}
		return nil
	})
}

// oneByOne writes each claim of an article with a statement of its own, and returns how many there were.
func (p *plain) oneByOne(c *graph.Contribution) int {
	c.Article.Story = p.stories[c.Article.ID]
	at := map[string]*graph.Mentioned{}
	for i := range c.Mentioned {
		at[c.Mentioned[i].Entity.ID] = &c.Mentioned[i]
	}
	for i := range c.Claims {
		cl := &c.Claims[i]
		values := p.claim(c, cl)
		values["a"] = articleParams(&graph.ArticlePut{Article: c.Article, Hash: c.Hash()})
		cypher := "MERGE (a:Article {id: $a.id}) ON CREATE SET a = $a"
		actor := func(name, id string) {
			values[name], values["m"+name] = p.entity(id), p.mention(c, at[id])["mention"]
			cypher += strings.ReplaceAll(" MERGE (X:`__Entity__` {id: $X.entity.id}) ON CREATE SET X = $X.entity, X:$($X.label)"+
				" MERGE (a)-[mX:MENTIONS]->(X) ON CREATE SET mX = $mX", "X", name)
		}
		actor("s", cl.Subject)
		actor("o", cl.Object)
		if cl.Attributed != "" {
			actor("w", cl.Attributed)
		}
		cypher += " MERGE (c:Claim {id: $claim.id}) ON CREATE SET c = $claim MERGE (c)-[:STATED_IN]->(a) MERGE (c)-[:SUBJECT]->(s) MERGE (c)-[:OBJECT]->(o)"
		if cl.Attributed != "" {
			cypher += " MERGE (c)-[:ATTRIBUTED_TO]->(w)"
		}
		if e := p.edge(cl); e != nil {
			values["edge"] = edgeParams(e)
			from, to := "s", "o"
			if e.Subject != cl.Subject {
				from, to = to, from
			}
			cypher += " MERGE (" + from + ")-[e:" + cl.Relation + " {id: $edge.id}]->(" + to + ") ON CREATE SET e = $edge"
		}
		p.transaction(func(ctx context.Context, t tx) error { return t.run(ctx, cypher, values) })
	}
	return len(c.Claims)
}

func (p *plain) entity(id string) params {
	e := p.entities[id]
	if e == nil { // of the articles that the server is warmed up with
		e = &schema.Entity{ID: id, Label: schema.Country, Name: id}
	}
	return params{"entity": entityParams(e), "label": string(e.Label)}
}

func (p *plain) mention(c *graph.Contribution, m *graph.Mentioned) params {
	return params{"article": c.Article.ID, "entity": m.Entity.ID,
		"mention": params{"count": m.Count, "names": list(m.Names), "view": graph.ViewKey(&m.Entity)}}
}

func (p *plain) claim(c *graph.Contribution, cl *schema.Claim) params {
	return params{"article": c.Article.ID, "subject": cl.Subject, "object": cl.Object, "attributed": text(cl.Attributed),
		"claim": claimParams(cl, graph.StatedOf(cl, c.Article.Story).Edge)}
}

// edge returns the typed edge that the claim has a part in, or nil.
func (p *plain) edge(cl *schema.Claim) *graph.Edge {
	s := graph.StatedOf(cl, "")
	if !s.Drawn() {
		return nil
	}
	return p.edges[s.Edge]
}
