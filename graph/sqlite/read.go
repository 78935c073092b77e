package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"

	"geokg/graph"
	"geokg/schema"
)

// A tx is a transaction, reading or writing. It implements [graph.Tx] and [graph.Kin].
type tx struct {
	rower
	w *writer // nil in a reading transaction
}

// read runs f in a transaction that sees one state of the graph.
func (s *Store) read(ctx context.Context, what string, f func(*tx) error) (err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("%s: %w", what, explain(s.path, err))
		}
	}()
	t, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer t.Rollback()
	if err := f(&tx{rower: t}); err != nil {
		return err
	}
	return ctx.Err()
}

type scan = func(to ...any) error

// each runs a query and calls f for each row.
func (t *tx) each(ctx context.Context, query string, args []any, f func(scan) error) error {
	rows, err := t.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := f(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}

// gather runs a query and returns what row makes of each row.
func gather[T any](ctx context.Context, t *tx, query string, args []any, row func(scan) (T, error)) ([]T, error) {
	var all []T
	err := t.each(ctx, query, args, func(scan scan) error {
		v, err := row(scan)
		all = append(all, v)
		return err
	})
	return all, err
}

// Hashes implements [graph.Tx].
func (t *tx) Hashes(ctx context.Context, articles []string) (map[string]string, error) {
	hashes := make(map[string]string, len(articles))
	err := t.each(ctx, "SELECT a.id, a.hash FROM json_each(?) j CROSS JOIN article a ON a.id = j.value", []any{array(articles)}, func(scan scan) error {
		var id, hash string
		err := scan(&id, &hash)
		hashes[id] = hash
		return err
	})
	return hashes, err
}

const articleColumns = `a.id, a.url, a.title, a.site, a.published, a.published_source, a.published_remark, a.language, a.text_hash, a.text_print, a.story, a.extractor`

// scanArticle reads articleColumns, after the columns that more takes.
func scanArticle(scan scan, more ...any) (graph.Article, error) {
	var a graph.Article
	var published, source, remark string
	err := scan(append(more, &a.ID, &a.URL, &a.Title, &a.Site, &published, &source, &remark, &a.Language, &a.TextHash, &a.TextPrint, &a.Story, &a.Extractor)...)
	if err != nil {
		return a, err
	}
	a.Published, err = dateOf(published, source, remark)
	return a, err
}

const claimColumns = `c.id, l.subject, l.relation, l.object, c.turned, c.factuality, c.date, c.date_source, c.date_remark, c.attributed,
	c.evidence, c.field, c.span_start, c.span_end, c.confidence, c.cameo, c.plover, c.reasons`

// A claimRow is a claim with rows in place of ids.
type claimRow struct {
	schema.Claim
	article         int64
	subject, object int64
	attributed      sql.NullInt64
}

// scanClaim reads c.article and claimColumns.
func scanClaim(scan scan) (claimRow, error) {
	var r claimRow
	var turned bool
	var date, source, remark, plover, reasons string
	err := scan(&r.article, &r.ID, &r.subject, &r.Relation, &r.object, &turned, &r.Factuality, &date, &source, &remark, &r.attributed,
		&r.Evidence, &r.Field, &r.Start, &r.End, &r.Confidence, &r.CAMEO, &plover, &reasons)
	if err != nil {
		return r, err
	}
	if turned {
		r.subject, r.object = r.object, r.subject
	}
	if r.Date, err = dateOf(date, source, remark); err != nil {
		return r, err
	}
	if r.PLOVER, err = unlist(plover); err != nil {
		return r, err
	}
	r.Reasons, err = unlist(reasons)
	return r, err
}

// briefColumns are those of [graph.ClaimQuery.Brief]; the index claim_by_link has all that are of claims.
const briefColumns = "c.article, l.subject, l.relation, l.object, c.factuality, c.date"

func scanBrief(scan scan) (r claimRow, err error) {
	var date string
	if err := scan(&r.article, &r.subject, &r.Relation, &r.object, &r.Factuality, &date); err != nil {
		return r, err
	}
	r.Date, err = dateOf(date, "", "")
	return r, err
}

func scanArticleID(scan scan, more ...any) (a graph.Article, err error) {
	err = scan(append(more, &a.ID)...)
	return a, err
}

// Load implements [graph.Tx].
func (t *tx) Load(ctx context.Context, articles []string) ([]graph.Contribution, error) {
	at := map[int64]*graph.Contribution{}
	var order []int64
	err := t.each(ctx, "SELECT a.n, "+articleColumns+" FROM json_each(?) j CROSS JOIN article a ON a.id = j.value", []any{array(articles)}, func(scan scan) error {
		var n int64
		a, err := scanArticle(scan, &n)
		at[n] = &graph.Contribution{Article: a}
		order = append(order, n)
		return err
	})
	if err != nil {
		return nil, err
	}
	if err := t.loadMentions(ctx, order, at); err != nil {
		return nil, err
	}
	if err := t.loadClaims(ctx, order, at); err != nil {
		return nil, err
	}
	cs := make([]graph.Contribution, len(order))
	for i, n := range order {
		cs[i] = *at[n]
	}
	return cs, nil
}

func (t *tx) loadMentions(ctx context.Context, articles []int64, at map[int64]*graph.Contribution) error {
	views := map[int64]schema.Entity{}
	type mention struct {
		article, view int64
		graph.Mentioned
	}
	ms, err := gather(ctx, t, "SELECT m.article, m.view, m.count, m.names FROM json_each(?) j CROSS JOIN mention m ON m.article = j.value",
		[]any{array(articles)}, func(scan scan) (m mention, err error) {
			var names string
			if err = scan(&m.article, &m.view, &m.Count, &names); err != nil {
				return m, err
			}
			views[m.view] = schema.Entity{}
			m.Names, err = unlist(names)
			return m, err
		})
	if err != nil {
		return err
	}
	err = t.each(ctx, "SELECT v.n, v.body FROM json_each(?) j CROSS JOIN view v ON v.n = j.value", []any{array(keys(views))}, func(scan scan) error {
		var n int64
		var err error
		views[n], err = scanEntity(scan, &n)
		return err
	})
	if err != nil {
		return err
	}
	for _, m := range ms {
		m.Entity = views[m.view]
		c := at[m.article]
		c.Mentioned = append(c.Mentioned, m.Mentioned)
	}
	for _, c := range at {
		slices.SortFunc(c.Mentioned, func(a, b graph.Mentioned) int { return cmp.Compare(a.Entity.ID, b.Entity.ID) })
	}
	return nil
}

func (t *tx) loadClaims(ctx context.Context, articles []int64, at map[int64]*graph.Contribution) error {
	rows, err := gather(ctx, t, "SELECT c.article, "+claimColumns+" FROM json_each(?) j CROSS JOIN claim c ON c.article = j.value JOIN link l ON l.n = c.link",
		[]any{array(articles)}, scanClaim)
	if err != nil {
		return err
	}
	ids, err := t.idsOf(ctx, rows)
	if err != nil {
		return err
	}
	for i := range rows {
		r := &rows[i]
		c := at[r.article]
		r.Article, r.Subject, r.Object = c.Article.ID, ids[r.subject], ids[r.object]
		if r.attributed.Valid {
			r.Attributed = ids[r.attributed.Int64]
		}
		c.Claims = append(c.Claims, r.Claim)
	}
	for _, c := range at {
		slices.SortFunc(c.Claims, func(a, b schema.Claim) int { return cmp.Compare(a.ID, b.ID) })
	}
	return nil
}

// entityRows returns the rows of the entities that the claims name.
func entityRows(rows []claimRow) []int64 {
	set := map[int64]bool{}
	for i := range rows {
		set[rows[i].subject], set[rows[i].object] = true, true
		if rows[i].attributed.Valid {
			set[rows[i].attributed.Int64] = true
		}
	}
	return keys(set)
}

// idsOf returns the ids of the entities that the claims name.
func (t *tx) idsOf(ctx context.Context, rows []claimRow) (map[int64]string, error) {
	ids := map[int64]string{}
	err := t.each(ctx, "SELECT e.n, e.id FROM json_each(?) j CROSS JOIN entity e ON e.n = j.value", []any{array(entityRows(rows))}, func(scan scan) error {
		var n int64
		var id string
		err := scan(&n, &id)
		ids[n] = id
		return err
	})
	return ids, err
}

// scanEntity reads a column with an entity's JSON, after the columns that more takes.
func scanEntity(scan scan, more ...any) (schema.Entity, error) {
	var e schema.Entity
	var body []byte
	if err := scan(append(more, &body)...); err != nil {
		return e, err
	}
	if err := json.Unmarshal(body, &e); err != nil {
		return e, fmt.Errorf("%w: %w", errDamaged, err)
	}
	return e, nil
}

// Views implements [graph.Tx].
func (t *tx) Views(ctx context.Context, entities []string) ([]graph.View, error) {
	return gather(ctx, t, `SELECT v.key, v.count, v.body FROM json_each(?) j CROSS JOIN entity e ON e.id = j.value CROSS JOIN view v ON v.entity = e.n`,
		[]any{array(entities)}, func(scan scan) (v graph.View, err error) {
			v.Entity, err = scanEntity(scan, &v.Key, &v.Count)
			return v, err
		})
}

const edgeColumns = `l.id, s.id, l.relation, o.id, e.since, e.last, e.until, e.claims, e.articles, e.stories, e.confidence, e.attributed_only, e.denied`

func scanEdge(scan scan) (e graph.Edge, err error) {
	err = scan(&e.ID, &e.Subject, &e.Relation, &e.Object, &e.Since, &e.Last, &e.Until, &e.Claims, &e.Articles, &e.Stories, &e.Confidence, &e.AttributedOnly, &e.Denied)
	return e, err
}

// EdgesByID implements [graph.Tx].
func (t *tx) EdgesByID(ctx context.Context, ids []string) ([]graph.Edge, error) {
	return gather(ctx, t, "SELECT "+edgeColumns+` FROM json_each(?) j CROSS JOIN link l ON l.id = j.value CROSS JOIN edge e ON e.link = l.n
		CROSS JOIN entity s ON s.n = l.subject CROSS JOIN entity o ON o.n = l.object`, []any{array(ids)}, scanEdge)
}

const (
	statedColumns = `c.id, l.id, a.id, a.story, s.id, l.relation, o.id, c.factuality, c.date, c.attributed IS NOT NULL, c.confidence`

	// counting holds of claims that have a part in an edge.
	counting = `(c.factuality = 'asserted' AND c.confidence >= ?2 OR c.factuality = 'negated')`
)

func scanStated(scan scan) (s graph.Stated, err error) {
	err = scan(&s.ID, &s.Edge, &s.Article, &s.Story, &s.Subject, &s.Relation, &s.Object, &s.Factuality, &s.Date, &s.Attributed, &s.Confidence)
	return s, err
}

// EdgeClaims implements [graph.Tx].
func (t *tx) EdgeClaims(ctx context.Context, edges []string) ([]graph.Stated, error) {
	return gather(ctx, t, "SELECT "+statedColumns+` FROM json_each(?1) j CROSS JOIN link l ON l.id = j.value CROSS JOIN claim c ON c.link = l.n
		CROSS JOIN article a ON a.n = c.article CROSS JOIN entity s ON s.n = l.subject CROSS JOIN entity o ON o.n = l.object
		WHERE `+counting, []any{array(edges), graph.DrawingConfidence}, scanStated)
}

// StoryClaims implements [graph.Tx].
func (t *tx) StoryClaims(ctx context.Context, stories []string) ([]graph.Stated, error) {
	return gather(ctx, t, "SELECT "+statedColumns+` FROM json_each(?1) j CROSS JOIN article a ON a.story = j.value CROSS JOIN claim c ON c.article = a.n
		CROSS JOIN link l ON l.n = c.link CROSS JOIN entity s ON s.n = l.subject CROSS JOIN entity o ON o.n = l.object
		WHERE `+counting, []any{array(stories), graph.DrawingConfidence}, scanStated)
}

// EntitiesByID implements [graph.Kin].
func (t *tx) EntitiesByID(ctx context.Context, ids []string) ([]schema.Entity, error) {
	return t.entities(ctx, "SELECT e.body FROM json_each(?) j CROSS JOIN entity e ON e.id = j.value ORDER BY e.id", array(ids))
}

func (t *tx) entities(ctx context.Context, query string, args ...any) ([]schema.Entity, error) {
	return gather(ctx, t, query, args, func(scan scan) (schema.Entity, error) { return scanEntity(scan) })
}

// Children implements [graph.Kin].
func (t *tx) Children(ctx context.Context, ids []string) ([]schema.Entity, error) {
	return t.entities(ctx, `SELECT body FROM entity WHERE n IN (
		SELECT e.n FROM json_each(?1) j CROSS JOIN entity e ON e.parent = j.value AND e.parent <> ''
		UNION
		SELECT e.n FROM json_each(?1) j CROSS JOIN entity e ON e.country = j.value AND e.label = 'Agency')`, array(ids))
}

// EdgesInto implements [graph.Kin].
func (t *tx) EdgesInto(ctx context.Context, relations, objects []string) ([]graph.Edge, error) {
	return gather(ctx, t, "SELECT "+edgeColumns+` FROM json_each(?) j CROSS JOIN entity o ON o.id = j.value CROSS JOIN link l ON l.object = o.n
		CROSS JOIN edge e ON e.link = l.n CROSS JOIN entity s ON s.n = l.subject
		WHERE l.relation IN (SELECT value FROM json_each(?))`, []any{array(objects), array(relations)}, scanEdge)
}

func keys[K cmp.Ordered, V any](m map[K]V) []K {
	ks := make([]K, 0, len(m))
	for k := range m {
		ks = append(ks, k)
	}
	slices.Sort(ks)
	return ks
}
