package neo4j

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"geokg/graph"
	"geokg/schema"
)

// Claims implements [graph.Store].
func (s *Store) Claims(ctx context.Context, q graph.ClaimQuery) (rows []graph.ClaimRow, err error) {
	err = s.read(ctx, "read claims", func(ctx context.Context, t tx) error {
		sel, err := t.selectClaims(ctx, q)
		if err != nil {
			return err
		}
		if rows, err = t.claims(ctx, q, sel); err != nil {
			return err
		}
		return t.fill(ctx, rows, q.Brief)
	})
	slices.SortFunc(rows, func(a, b graph.ClaimRow) int { return graph.CompareClaims(&a.Claim, &b.Claim) })
	return rows, err
}

// Neighbours implements [graph.Store].
func (s *Store) Neighbours(ctx context.Context, q graph.ClaimQuery) (ids []string, err error) {
	err = s.read(ctx, "read neighbours", func(ctx context.Context, t tx) error {
		ids = nil
		q.Between, q.Article, q.ID = nil, "", ""
		sel, err := t.selectClaims(ctx, q)
		if err != nil || len(q.Of) == 0 {
			return err
		}
		return t.query(ctx, sel.statement(cmp.Or(sel.dates, everDated), "c.%far AS id", "")+" RETURN DISTINCT id", sel.params,
			func(r row) { ids = append(ids, r.str(0)) })
	})
	slices.Sort(ids)
	return ids, err
}

// A claimSelection is a statement for claims c, in parts. They are fixed text; all that the query names is a parameter.
//
// Claims between few are found by the edges that they are for. Claims of an actor are found by two indexes, one for each end that the actor may be at:
// first the actor, then the date, then all else that a query names but for the confidence. So the latest claims of a hub are read in their order, and no
// more of them than are asked for. "%near" stands for the property with the actor's end, "%far" for the other one's.
type claimSelection struct {
	from   string
	ends   bool // from and where are said twice, once for each end
	where  []string
	dates  string // the condition on dates, if there is one
	params params
}

// Conditions on dates where the query has none. A condition there must be, for the index.
const (
	everDated = "c.dated >= ''"
	dated     = "c.dated > ''"
	undated   = "c.dated = ''"
)

func (t tx) selectClaims(ctx context.Context, q graph.ClaimQuery) (s claimSelection, err error) {
	if err := t.indexed(ctx); err != nil {
		return s, err
	}
	s.params = params{}
	one, other := graph.Ends(q.Of, q.Between)
	edges := edgesBetween(one, other, q.Relations)
	if len(other) > 0 && edges == nil {
		if one, other, err = t.fewerFirst(ctx, one, other); err != nil {
			return s, err
		}
	}
	switch {
	case q.ID == "" && q.Article == "" && edges != nil:
		s.from = "MATCH (c:Claim) USING INDEX c:Claim(edge)"
		s.add("edges", edges, "c.edge IN $edges")
	case q.ID == "" && q.Article == "" && len(one) > 0:
		s.ends = true
		s.from = "MATCH (c:Claim) USING INDEX c:Claim(%near, dated, relation, factuality, %far)"
		s.where = []string{"c.%near = x", "c.relation IS NOT NULL", "c.factuality IS NOT NULL", "c.%far IS NOT NULL"}
		s.params["one"] = one
		if len(other) > 0 {
			s.add("other", other, "c.%far IN $other")
		}
	default:
		s.from = "MATCH (c:Claim)"
		s.where = []string{"c.edge IS NOT NULL"} // another's Claim nodes have none
		if q.Article != "" {
			s.from = "MATCH (:Article {id: $article})<-[:STATED_IN]-(c:Claim)"
			s.params["article"] = q.Article
		}
		if q.ID != "" {
			s.add("claim", q.ID, "c.id = $claim")
		}
		if len(one) > 0 {
			s.add("one", one, "(c.subjectId IN $one OR c.objectId IN $one)")
		}
		if len(other) > 0 {
			s.add("other", other, "(c.subjectId IN $one AND c.objectId IN $other OR c.subjectId IN $other AND c.objectId IN $one)")
		}
	}
	if len(q.Relations) > 0 {
		s.add("relations", q.Relations, "c.relation IN $relations")
	}
	if len(q.Factualities) > 0 {
		var fs []string
		for _, f := range q.Factualities {
			fs = append(fs, string(f))
		}
		s.add("factualities", fs, "c.factuality IN $factualities")
	}
	if q.MinConfidence > 0 {
		s.add("confidence", q.MinConfidence, "c.confidence >= $confidence")
	}
	s.within(q.Since, q.Until)
	return s, nil
}

func (s *claimSelection) add(name string, v any, condition string) {
	s.params[name] = v
	s.where = append(s.where, condition)
}

// within narrows the selection to a span of time. A claim's date may be a month or a year. It overlaps with what is asked for if it does so at its own
// precision, since digits sort as they stand: 2022 is not before 2022-06-30, cut to a year. Of each pair of conditions one is for the index;
// the other one must not look as if it were.
func (s *claimSelection) within(since, until schema.Date) {
	if since.IsZero() && until.IsZero() {
		return
	}
	s.dates = dated
	if first, _, ok := since.Bounds(); ok {
		s.dates = "c.dated >= $sinceYear"
		s.params["sinceYear"] = first.Format("2006")
		s.add("since", first.Format(time.DateOnly), "c.dated + '' >= left($since, size(c.dated))")
	}
	if _, end, ok := until.Bounds(); ok {
		s.dates += " AND c.dated <= $until"
		s.add("until", end.AddDate(0, 0, -1).Format(time.DateOnly), "c.dated + '' <= left($until, size(c.dated))")
	}
}

// statement returns the Cypher that yields columns of the claims whose dates meet a condition; where they are found from two ends, order is for each.
func (s *claimSelection) statement(dates, columns, order string) string {
	part := s.from + " WHERE " + strings.Join(append([]string{dates}, s.where...), " AND ")
	if !s.ends {
		return planned + part + " WITH " + columns
	}
	part += " RETURN " + columns + order
	end := func(near, far string) string { return strings.NewReplacer("%near", near, "%far", far).Replace(part) }
	return planned + "UNWIND $one AS x CALL (x) { " + end("subjectId", "objectId") + " UNION ALL " + end("objectId", "subjectId") + " }"
}

// mostEdges is how many edges are looked up one by one, rather than among all that there is about the entity of fewer claims.
const mostEdges = 300

// edgesBetween returns the ids that typed edges between two sets of entities have, drawn or not; nil if there are too many, or one of the sets is empty.
func edgesBetween(one, other, relations []string) (ids []string) {
	if len(relations) == 0 {
		relations = relationNames()
	}
	if len(one)*len(other)*len(relations)*2 > mostEdges {
		return nil
	}
	for _, r := range relations {
		for _, a := range one {
			for _, b := range other {
				for _, ends := range [][2]string{{a, b}, {b, a}} {
					c := schema.Claim{Subject: ends[0], Relation: r, Object: ends[1]}
					k := c.Key()
					ids = append(ids, schema.EdgeID(k.Subject, k.Relation, k.Object))
				}
			}
		}
	}
	return ids
}

// fewerFirst returns two sets of entities, the one that fewer claims are about first.
func (t tx) fewerFirst(ctx context.Context, one, other []string) (few, many []string, err error) {
	few, many = one, other
	const about = "MATCH (e:`__Entity__` {id: id}) RETURN sum(COUNT { (e)<-[:SUBJECT|OBJECT]-() }) AS "
	err = t.query(ctx, planned+"CALL () { UNWIND $one AS id "+about+"n } CALL () { UNWIND $other AS id "+about+"m } RETURN n <= m",
		params{"one": one, "other": other}, func(r row) {
			if !value[bool](r[0]) {
				few, many = other, one
			}
		})
	return few, many, err
}

// claims reads as many of the selected claims as the query's limit lets through, in whatever order.
func (t tx) claims(ctx context.Context, q graph.ClaimQuery, s claimSelection) ([]graph.ClaimRow, error) {
	read := t.wholeClaims
	if q.Brief {
		read = t.briefClaims
	}
	if q.Limit <= 0 {
		return read(ctx, s, cmp.Or(s.dates, everDated), "", 0)
	}
	direction := ""
	if q.Latest {
		direction = " DESC"
	}
	dates := cmp.Or(s.dates, dated)
	if s.ends {
		cut, err := t.cutOff(ctx, s, dates, direction, q.Limit)
		if err != nil {
			return nil, err
		}
		if cut != "" {
			dates += map[bool]string{false: " AND c.dated <= $cut", true: " AND c.dated >= $cut"}[q.Latest]
			s.params["cut"] = cut
		}
	}
	order := fmt.Sprintf("c.dated%[1]s, c.articleId%[1]s, c.id%[1]s", direction)
	rows, err := read(ctx, s, dates, order, q.Limit)
	if err != nil || len(rows) == q.Limit || s.dates != "" {
		return rows, err
	}
	rest, err := read(ctx, s, undated, "c.articleId, c.id", q.Limit-len(rows))
	return append(rows, rest...), err
}

// cutOff returns the date of the last claim that a limit lets through, by the index alone; "" if there are fewer.
func (t tx) cutOff(ctx context.Context, s claimSelection, dates, direction string, limit int) (cut string, err error) {
	s.params["limit"], s.params["last"] = limit, limit-1
	each := fmt.Sprintf(" ORDER BY c.%%near%[1]s, c.dated%[1]s LIMIT $limit", direction)
	err = t.query(ctx, s.statement(dates, "c, c.dated AS date", each)+" WITH DISTINCT c, date ORDER BY date"+direction+" SKIP $last LIMIT 1 RETURN date",
		s.params, func(r row) { cut = r.str(0) })
	return cut, err
}

// wholeClaims reads at most so many claims, with limit 0 all; an order says which.
func (t tx) wholeClaims(ctx context.Context, s claimSelection, dates, order string, limit int) (rows []graph.ClaimRow, err error) {
	err = t.query(ctx, s.statement(dates, "c", "")+" WITH DISTINCT c"+s.limited(order, limit)+" RETURN c", s.params,
		func(r row) { rows = append(rows, graph.ClaimRow{Claim: claimNode(r.node(0))}) })
	return rows, err
}

// briefClaims does as wholeClaims, for [graph.ClaimQuery.Brief]. But for the article the index has it all.
func (t tx) briefClaims(ctx context.Context, s claimSelection, dates, order string, limit int) (rows []graph.ClaimRow, err error) {
	const columns = "c, c.subjectId AS subject, c.relation AS relation, c.objectId AS object, c.factuality AS factuality, c.dated AS date"
	err = t.query(ctx, s.statement(dates, columns, "")+" WITH DISTINCT c, subject, relation, object, factuality, date"+s.limited(order, limit)+
		" RETURN subject, relation, object, factuality, date, c.articleId", s.params,
		func(r row) {
			c := schema.Claim{Subject: r.str(0), Relation: r.str(1), Object: r.str(2), Factuality: schema.Factuality(r.str(3)), Article: r.str(5)}
			if date, err := schema.ParseDate(r.str(4)); err == nil {
				c.Date = date
			}
			k := c.Key()
			c.Subject, c.Object = k.Subject, k.Object
			rows = append(rows, graph.ClaimRow{Claim: c})
		})
	return rows, err
}

func (s *claimSelection) limited(order string, limit int) string {
	if limit <= 0 {
		return ""
	}
	s.params["limit"] = limit
	return " ORDER BY " + order + " LIMIT $limit"
}

// fill adds the entities and, unless it is to be brief, the articles, each read once however many claims name it.
func (t tx) fill(ctx context.Context, rows []graph.ClaimRow, brief bool) error {
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
	as := map[string]graph.Article{}
	if !brief {
		if as, err = t.articles(ctx, slices.Sorted(maps.Keys(articles))); err != nil {
			return err
		}
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
		r.Article.ID = r.Claim.Article
		if e := byID[r.Claim.Attributed]; e != nil {
			own := *e
			r.Attributed = &own
		}
	}
	return nil
}
