package neo4j

import (
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"geokg/graph"
	"geokg/schema"
)

// Claims implements [graph.Store].
func (s *Store) Claims(ctx context.Context, q graph.ClaimQuery) (rows []graph.ClaimRow, err error) {
	selected := selectClaims(q)
	err = s.read(ctx, "read claims", func(ctx context.Context, t tx) (err error) {
		if rows, err = t.claimsInOrder(ctx, q, selected); err != nil {
			return err
		}
		return t.fill(ctx, rows)
	})
	slices.SortFunc(rows, func(a, b graph.ClaimRow) int { return graph.CompareClaims(&a.Claim, &b.Claim) })
	return rows, err
}

// claimsInOrder reads as many claims as the query's limit lets through, in whatever order.
func (t tx) claimsInOrder(ctx context.Context, q graph.ClaimQuery, selected claimSelection) ([]graph.ClaimRow, error) {
	if !q.Latest || q.Limit <= 0 {
		return t.claims(ctx, selected, "true", "c.date IS NULL, c.date, a.id, c.id", q.Limit)
	}
	dated, err := t.claims(ctx, selected, "c.date IS NOT NULL", "c.date DESC, a.id DESC, c.id DESC", q.Limit)
	if err != nil || len(dated) == q.Limit {
		return dated, err
	}
	undated, err := t.claims(ctx, selected, "c.date IS NULL", "a.id, c.id", q.Limit-len(dated))
	return append(dated, undated...), err
}

func selectClaims(q graph.ClaimQuery) claimSelection {
	p := params{}
	from := "MATCH (c:Claim)"
	where := []string{"c.edge IS NOT NULL"} // another's Claim nodes have none
	add := func(name string, v any, condition string) {
		p[name] = v
		where = append(where, condition)
	}
	const (
		ends   = "<-[:SUBJECT|OBJECT]-(c:Claim)"
		entity = "`__Entity__`"
	)
	one, other := graph.Ends(q.Of, q.Between)
	if len(one) > 0 {
		from = "MATCH (x:" + entity + ")" + ends
		add("one", one, "x.id IN $one")
	}
	if len(other) > 0 { // a pattern takes no edge twice, so the two are one at each end
		from += "-[:SUBJECT|OBJECT]->(y:" + entity + ")"
		add("other", other, "y.id IN $other")
	}
	if len(q.Relations) > 0 {
		add("relations", q.Relations, "c.relation IN $relations")
	}
	if len(q.Factualities) > 0 {
		var fs []string
		for _, f := range q.Factualities {
			fs = append(fs, string(f))
		}
		add("factualities", fs, "c.factuality IN $factualities")
	}
	if q.MinConfidence > 0 {
		add("confidence", q.MinConfidence, "c.confidence >= $confidence")
	}
	if !q.Since.IsZero() || !q.Until.IsZero() {
		where = append(where, "c.date IS NOT NULL")
	}
	// A claim's date may be a month or a year. It overlaps with what is asked for if it does so at its own precision, since digits
	// sort as they stand: 2022 is not before 2022-06-30, cut to a year. The first condition of each pair is for the index.
	if first, _, ok := q.Since.Bounds(); ok {
		add("since", first.Format(time.DateOnly), "c.date >= left($since, 4) AND c.date >= left($since, size(c.date))")
	}
	if _, end, ok := q.Until.Bounds(); ok {
		add("until", end.AddDate(0, 0, -1).Format(time.DateOnly), "c.date <= $until AND c.date <= left($until, size(c.date))")
	}
	article := "(a:Article)"
	if q.ID != "" {
		add("claim", q.ID, "c.id = $claim")
	}
	if q.Article != "" {
		p["article"] = q.Article
		article = "(a:Article {id: $article})"
	}
	return claimSelection{from, where, article, p}
}

// A claimSelection is a statement for claims c and their articles a, in parts. They are fixed text; all that the query names is a parameter.
type claimSelection struct {
	from    string
	where   []string
	article string
	params  params
}

// claims reads at most so many of the claims that also meet a condition, in an order; with limit 0 all, in none.
func (t tx) claims(ctx context.Context, s claimSelection, condition, order string, limit int) (rows []graph.ClaimRow, err error) {
	cypher := s.from + " WHERE " + strings.Join(append(slices.Clone(s.where), condition), " AND ") + " WITH DISTINCT c MATCH (c)-[:STATED_IN]->" + s.article
	if limit > 0 {
		s.params["limit"] = limit
		cypher += " WITH c, a ORDER BY " + order + " LIMIT $limit"
	}
	err = t.query(ctx, cypher+claimEnds, s.params, func(r row) { rows = append(rows, graph.ClaimRow{Claim: claimAt(r)}) })
	return rows, err
}

// fill adds the entities and articles, each read once however many claims name it.
func (t tx) fill(ctx context.Context, rows []graph.ClaimRow) error {
	entities, articles := map[string]bool{}, map[string]bool{}
	for i := range rows {
		c := &rows[i].Claim
		entities[c.Subject], entities[c.Object], articles[c.Article] = true, true, true
		if c.Attributed != "" {
			entities[c.Attributed] = true
		}
	}
	es, err := t.EntitiesByID(ctx, slices.Sorted(maps.Keys(entities)))
	if err != nil {
		return err
	}
	as, err := t.articles(ctx, slices.Sorted(maps.Keys(articles)))
	if err != nil {
		return err
	}
	byID := make(map[string]*schema.Entity, len(es))
	for i := range es {
		byID[es[i].ID] = &es[i]
	}
	at := func(id string) schema.Entity {
		if e := byID[id]; e != nil {
			return *e
		}
		return schema.Entity{}
	}
	for i := range rows {
		r := &rows[i]
		r.Subject, r.Object, r.Article = at(r.Claim.Subject), at(r.Claim.Object), as[r.Claim.Article]
		if e := byID[r.Claim.Attributed]; e != nil {
			own := *e
			r.Attributed = &own
		}
	}
	return nil
}
