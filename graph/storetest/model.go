package storetest

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"geokg/graph"
	"geokg/schema"
)

// A model is a graph as a map of contributions by article id. It computes what a store should answer by the definitions,
// without regard to cost, and shares no code with the stores but the canonical lines of the digest and the folding of views.
type model map[string]graph.Contribution

func (m model) write(batch ...graph.Contribution) {
	for _, c := range batch {
		m[c.Article.ID] = c
	}
}

func (m model) retract(ids ...string) {
	for _, id := range ids {
		delete(m, id)
	}
}

func (m model) contributions() []graph.Contribution {
	var cs []graph.Contribution
	stories := m.stories()
	for _, id := range slices.Sorted(maps.Keys(m)) {
		c := m[id]
		c.Article.Story = stories[id]
		cs = append(cs, c)
	}
	return cs
}

func (m model) entities() map[string]schema.Entity { return m.entitiesWith(graph.Reference{}) }

// entitiesWith returns the entities that the articles and a reference amount to.
func (m model) entitiesWith(r graph.Reference) map[string]schema.Entity {
	views := map[string][]graph.View{}
	count := func(e schema.Entity) {
		k := graph.ViewKey(&e)
		vs := views[e.ID]
		i := slices.IndexFunc(vs, func(v graph.View) bool { return v.Key == k })
		if i < 0 {
			i = len(vs)
			vs = append(vs, graph.View{Key: k, Entity: e})
		}
		vs[i].Count++
		views[e.ID] = vs
	}
	for _, c := range m {
		for _, men := range c.Mentioned {
			count(men.Entity)
		}
	}
	for _, e := range r.Entities {
		count(e)
	}
	es := map[string]schema.Entity{}
	for id, vs := range views {
		es[id], _ = graph.Fold(vs)
	}
	return es
}

// edges returns all typed edges in order of relation, subject, object.
func (m model) edges() []graph.Edge {
	type set map[string]bool
	edges := map[string]*graph.Edge{}
	articles, stories := map[string]set{}, map[string]set{}
	contributions := m.contributions()
	each := func(f func(c *schema.Claim, k schema.Key, story string)) {
		for _, con := range contributions {
			for i := range con.Claims {
				f(&con.Claims[i], con.Claims[i].Key(), con.Article.Story)
			}
		}
	}
	drawn := func(c *schema.Claim) bool {
		return c.Factuality == schema.Asserted && c.Confidence >= graph.DrawingConfidence
	}
	each(func(c *schema.Claim, k schema.Key, story string) {
		if !drawn(c) {
			return
		}
		id := schema.EdgeID(k.Subject, k.Relation, k.Object)
		e := edges[id]
		if e == nil {
			e = &graph.Edge{ID: id, Subject: k.Subject, Relation: k.Relation, Object: k.Object, AttributedOnly: true}
			edges[id], articles[id], stories[id] = e, set{}, set{}
		}
		e.Claims++
		articles[id][c.Article], stories[id][story] = true, true
		if k.Date != "" && (e.Since == "" || k.Date < e.Since) {
			e.Since = k.Date
		}
		if k.Date > e.Last {
			e.Last = k.Date
		}
		if c.Confidence > e.Confidence {
			e.Confidence = c.Confidence
		}
		if c.Attributed == "" {
			e.AttributedOnly = false
		}
	})
	each(func(c *schema.Claim, k schema.Key, _ string) {
		if e := edges[schema.EdgeID(k.Subject, k.Relation, k.Object)]; e != nil && c.Factuality == schema.Negated {
			e.Denied++
		}
	})
	each(func(c *schema.Claim, k schema.Key, _ string) {
		if !drawn(c) || c.Relation != "LEFT" && c.Relation != "EXPELLED" {
			return
		}
		member, body := c.Subject, c.Object
		if c.Relation == "EXPELLED" {
			member, body = body, member
		}
		for _, r := range []string{"MEMBER_OF", "JOINED", "LEADS", "PART_OF"} {
			e := edges[schema.EdgeID(member, r, body)]
			if e != nil && k.Date > e.Last && (e.Until == "" || k.Date < e.Until) {
				e.Until = k.Date
			}
		}
	})
	var es []graph.Edge
	for id, e := range edges {
		e.Articles, e.Stories = len(articles[id]), len(stories[id])
		es = append(es, *e)
	}
	slices.SortFunc(es, func(a, b graph.Edge) int {
		return cmp.Or(cmp.Compare(a.Relation, b.Relation), cmp.Compare(a.Subject, b.Subject), cmp.Compare(a.Object, b.Object))
	})
	return es
}

// edgesFor returns the edges that a query selects, in order.
func (m model) edgesFor(q graph.EdgeQuery) []graph.Edge {
	in := func(list []string, id string) bool { return len(list) == 0 || slices.Contains(list, id) }
	es := slices.DeleteFunc(m.edges(), func(e graph.Edge) bool {
		return !(in(q.Of, e.Subject) && in(q.Between, e.Object)) && !(in(q.Of, e.Object) && in(q.Between, e.Subject))
	})
	if q.Limit > 0 {
		slices.SortFunc(es, func(a, b graph.Edge) int { return cmp.Or(cmp.Compare(b.Claims, a.Claims), cmp.Compare(a.ID, b.ID)) })
		es = es[:min(len(es), q.Limit)]
		slices.SortFunc(es, graph.CompareEdges)
	}
	return es
}

// brief leaves out of claims what [graph.ClaimQuery.Brief] leaves out.
func brief(rows []graph.ClaimRow) []graph.ClaimRow {
	var out []graph.ClaimRow
	for _, r := range rows {
		k := r.Claim.Key()
		b := graph.ClaimRow{Subject: r.Subject, Object: r.Object, Article: graph.Article{ID: r.Article.ID}}
		if k.Subject != r.Claim.Subject {
			b.Subject, b.Object = b.Object, b.Subject
		}
		b.Claim = schema.Claim{Article: r.Claim.Article, Subject: k.Subject, Relation: k.Relation, Object: k.Object, Factuality: r.Claim.Factuality}
		b.Claim.Date, _ = schema.ParseDate(r.Claim.Date.Value)
		out = append(out, b)
	}
	return out
}

// anyOrder puts brief claims into one order, since within an article and a day they have none.
func anyOrder(rows []graph.ClaimRow) []graph.ClaimRow {
	slices.SortFunc(rows, func(a, b graph.ClaimRow) int { return cmp.Compare(fmt.Sprint(a.Claim), fmt.Sprint(b.Claim)) })
	return rows
}

// neighbours returns what claims link to the entities that a query is of.
func (m model) neighbours(q graph.ClaimQuery) []string {
	var ids []string
	if len(q.Of) == 0 {
		return nil
	}
	q.Between, q.Limit = nil, 0
	for _, r := range m.claims(q) {
		if slices.Contains(q.Of, r.Claim.Subject) {
			ids = append(ids, r.Claim.Object)
		}
		if slices.Contains(q.Of, r.Claim.Object) {
			ids = append(ids, r.Claim.Subject)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

func (m model) profile(id string) graph.Profile {
	p := graph.Profile{Factualities: map[string]int{}, Relations: map[string]int{}}
	for _, r := range m.claims(graph.ClaimQuery{Of: []string{id}}) {
		p.Claims++
		p.Factualities[string(r.Claim.Factuality)]++
		p.Relations[r.Claim.Relation]++
	}
	for _, c := range m.contributions() {
		if slices.ContainsFunc(c.Mentioned, func(e graph.Mentioned) bool { return e.Entity.ID == id }) {
			p.Articles++
		}
	}
	p.Edges = len(m.edgesFor(graph.EdgeQuery{Of: []string{id}}))
	return p
}

func (m model) status() graph.Status { return m.statusWith(graph.Reference{}) }

// statusWith returns the status of a graph with these articles and a reference.
func (m model) statusWith(r graph.Reference) graph.Status {
	s := graph.Status{
		SchemaVersion: graph.SchemaVersion, Articles: len(m), Reference: len(r.Memberships),
		Entities: map[string]int{}, Relations: map[string]int{}, Factualities: map[string]int{}, Drawn: map[string]int{},
	}
	var d graph.Digest
	stories := map[string]bool{}
	for _, c := range m.contributions() {
		d.Contribution(&c)
		stories[c.Article.Story] = true
		s.Claims += len(c.Claims)
		for _, cl := range c.Claims {
			s.Relations[cl.Relation]++
			s.Factualities[string(cl.Factuality)]++
		}
	}
	s.Stories = len(stories)
	d.Reference(&r)
	for _, e := range m.entitiesWith(r) {
		d.Entity(&e)
		s.Entities[string(e.Label)]++
	}
	for _, e := range m.edges() {
		d.Edge(&e)
		s.Edges++
		s.Drawn[e.Relation]++
	}
	s.Digest = d.String()
	return s
}

func (m model) claims(q graph.ClaimQuery) []graph.ClaimRow {
	es := m.entities()
	var rows []graph.ClaimRow
	for _, con := range m.contributions() {
		for _, c := range con.Claims {
			if !selects(q, &c) {
				continue
			}
			r := graph.ClaimRow{Claim: c, Subject: es[c.Subject], Object: es[c.Object], Article: con.Article}
			if a, ok := es[c.Attributed]; ok {
				r.Attributed = &a
			}
			rows = append(rows, r)
		}
	}
	slices.SortFunc(rows, func(a, b graph.ClaimRow) int {
		undated := func(r graph.ClaimRow) int {
			if r.Claim.Date.IsZero() {
				return 1
			}
			return 0
		}
		return cmp.Or(cmp.Compare(undated(a), undated(b)), cmp.Compare(a.Claim.Date.Value, b.Claim.Date.Value),
			cmp.Compare(a.Claim.Article, b.Claim.Article), cmp.Compare(a.Claim.ID, b.Claim.ID))
	})
	if q.Limit <= 0 || len(rows) <= q.Limit {
		return rows
	}
	dated := 0
	for _, r := range rows {
		if !r.Claim.Date.IsZero() {
			dated++
		}
	}
	if q.Latest && dated > q.Limit {
		return rows[dated-q.Limit : dated]
	}
	return rows[:q.Limit]
}

func selects(q graph.ClaimQuery, c *schema.Claim) bool {
	in := func(list []string, s string) bool { return len(list) == 0 || slices.Contains(list, s) }
	linked := in(q.Of, c.Subject) && in(q.Between, c.Object) || in(q.Of, c.Object) && in(q.Between, c.Subject)
	return linked && in(q.Relations, c.Relation) &&
		(len(q.Factualities) == 0 || slices.Contains(q.Factualities, c.Factuality)) &&
		c.Date.Within(q.Since, q.Until) && c.Confidence >= q.MinConfidence && (q.Article == "" || q.Article == c.Article) && (q.ID == "" || q.ID == c.ID)
}
