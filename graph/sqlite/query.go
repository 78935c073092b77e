package sqlite

import (
	"context"
	"fmt"
	"strings"

	"geokg/graph"
	"geokg/schema"
)

// Entity implements [graph.Store].
func (s *Store) Entity(ctx context.Context, id string) (e schema.Entity, err error) {
	err = s.read(ctx, "entity", func(t *tx) error {
		es, err := t.EntitiesByID(ctx, []string{id})
		if err == nil && len(es) == 0 {
			err = fmt.Errorf("%q: %w", id, graph.ErrNotFound)
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
	err = s.read(ctx, "find", func(t *tx) error {
		es, err = t.entities(ctx, "SELECT e.body FROM name k JOIN entity e ON e.n = k.entity WHERE k.key = ? ORDER BY e.id", graph.NameKey(name))
		return err
	})
	return es, err
}

// Entities implements [graph.Store].
func (s *Store) Entities(ctx context.Context, yield func(schema.Entity) error) error {
	return s.read(ctx, "entities", func(t *tx) error {
		return t.each(ctx, "SELECT body FROM entity ORDER BY id", nil, func(scan scan) error {
			e, err := scanEntity(scan)
			if err != nil {
				return err
			}
			return yield(e)
		})
	})
}

// Answering implements [graph.Store].
func (s *Store) Answering(ctx context.Context, id string) (as []graph.Answering, err error) {
	err = s.read(ctx, "answering", func(t *tx) error {
		as, err = graph.Answers(ctx, t, id)
		return err
	})
	return as, err
}

// Claims implements [graph.Store].
func (s *Store) Claims(ctx context.Context, q graph.ClaimQuery) (rows []graph.ClaimRow, err error) {
	err = s.read(ctx, "claims", func(t *tx) error {
		query, args := claimsSQL(q)
		found, err := gather(ctx, t, query, args, scanClaim)
		if err != nil {
			return err
		}
		rows, err = t.claimRows(ctx, found)
		return err
	})
	return rows, err
}

// claimsSQL writes the query in SQL. Of the query itself nothing goes into it but placeholders.
func claimsSQL(q graph.ClaimQuery) (string, []any) {
	var with, where []string
	var args []any
	of, between := q.Of, q.Between
	if len(of) == 0 {
		of, between = between, nil
	}
	from := "claim c JOIN link l ON l.n = c.link"
	if len(of) > 0 {
		with = append(with, "x AS MATERIALIZED (SELECT e.n FROM json_each(?) j CROSS JOIN entity e ON e.id = j.value)")
		args = append(args, array(of))
		other := [2]string{}
		if len(between) > 0 {
			with = append(with, "y AS MATERIALIZED (SELECT e.n FROM json_each(?) j CROSS JOIN entity e ON e.id = j.value)")
			args = append(args, array(between))
			other = [2]string{" AND object IN (SELECT n FROM y)", " AND subject IN (SELECT n FROM y)"}
		}
		with = append(with, "m AS MATERIALIZED (SELECT n FROM link WHERE subject IN (SELECT n FROM x)"+other[0]+
			" UNION SELECT n FROM link WHERE object IN (SELECT n FROM x)"+other[1]+")")
		from = "m CROSS JOIN link l ON l.n = m.n CROSS JOIN claim c ON c.link = l.n"
	}
	if q.Article != "" {
		where = append(where, "c.article = (SELECT n FROM article WHERE id = ?)")
		args = append(args, q.Article)
		if len(of) > 0 { // by way of the article's few claims
			from = "claim c CROSS JOIN link l ON l.n = c.link"
			where = append(where, "l.n IN (SELECT n FROM m)")
		}
	}
	if q.ID != "" {
		where = append(where, "c.id = ?")
		args = append(args, q.ID)
	}
	in := func(column, values string) {
		where = append(where, column+" IN (SELECT value FROM json_each(?))")
		args = append(args, values)
	}
	if len(q.Relations) > 0 {
		in("l.relation", array(q.Relations))
	}
	if len(q.Factualities) > 0 {
		fs := make([]string, len(q.Factualities))
		for i, f := range q.Factualities {
			fs[i] = string(f)
		}
		in("c.factuality", array(fs))
	}
	// As in schema.Date.Within: '-99' comes after every month and day of the year or month before it.
	if !q.Since.IsZero() || !q.Until.IsZero() {
		where = append(where, "c.date <> ''")
	}
	if !q.Since.IsZero() {
		where = append(where, "c.date || '-99' >= ?")
		args = append(args, q.Since.Value)
	}
	if !q.Until.IsZero() {
		where = append(where, "c.date <= ?")
		args = append(args, q.Until.Value+"-99")
	}
	if q.MinConfidence > 0 {
		where = append(where, "c.confidence >= ?")
		args = append(args, q.MinConfidence)
	}
	var b strings.Builder
	if len(with) > 0 {
		b.WriteString("WITH " + strings.Join(with, ", ") + " ")
	}
	b.WriteString("SELECT c.article, " + claimColumns + " FROM " + from + " CROSS JOIN article a ON a.n = c.article")
	if len(where) > 0 {
		b.WriteString(" WHERE " + strings.Join(where, " AND "))
	}
	b.WriteString(" ORDER BY c.date = '', c.date, a.id, c.id")
	if q.Limit > 0 {
		b.WriteString(" LIMIT ?")
		args = append(args, q.Limit)
	}
	return b.String(), args
}

// claimRows puts entities and articles beside the claims.
func (t *tx) claimRows(ctx context.Context, found []claimRow) ([]graph.ClaimRow, error) {
	if len(found) == 0 {
		return nil, nil
	}
	entities := map[int64]schema.Entity{}
	err := t.each(ctx, "SELECT e.n, e.body FROM json_each(?) j CROSS JOIN entity e ON e.n = j.value", []any{array(entityRows(found))}, func(scan scan) error {
		var n int64
		e, err := scanEntity(scan, &n)
		entities[n] = e
		return err
	})
	if err != nil {
		return nil, err
	}
	articles := map[int64]graph.Article{}
	for i := range found {
		articles[found[i].article] = graph.Article{}
	}
	err = t.each(ctx, "SELECT a.n, "+articleColumns+" FROM json_each(?) j CROSS JOIN article a ON a.n = j.value", []any{array(keys(articles))}, func(scan scan) error {
		var n int64
		a, err := scanArticle(scan, &n)
		articles[n] = a
		return err
	})
	if err != nil {
		return nil, err
	}
	rows := make([]graph.ClaimRow, len(found))
	for i, f := range found {
		r := graph.ClaimRow{Claim: f.Claim, Subject: entities[f.subject], Object: entities[f.object], Article: articles[f.article]}
		r.Claim.Article, r.Claim.Subject, r.Claim.Object = r.Article.ID, r.Subject.ID, r.Object.ID
		if f.attributed.Valid {
			e := entities[f.attributed.Int64]
			r.Attributed, r.Claim.Attributed = &e, e.ID
		}
		rows[i] = r
	}
	return rows, nil
}

// Edges implements [graph.Store].
func (s *Store) Edges(ctx context.Context, id string) (es []graph.Edge, err error) {
	const (
		from  = " FROM edge e JOIN link l ON l.n = e.link JOIN entity s ON s.n = l.subject JOIN entity o ON o.n = l.object"
		at    = " WHERE e.link IN (SELECT n FROM link WHERE subject = (SELECT n FROM entity WHERE id = ?1) UNION SELECT n FROM link WHERE object = (SELECT n FROM entity WHERE id = ?1))"
		order = " ORDER BY l.relation, s.id, o.id"
	)
	query, args := "SELECT "+edgeColumns+from+order, []any(nil)
	if id != "" {
		query, args = "SELECT "+edgeColumns+from+at+order, []any{id}
	}
	err = s.read(ctx, "edges", func(t *tx) error {
		es, err = gather(ctx, t, query, args, scanEdge)
		return err
	})
	return es, err
}

// Article implements [graph.Store].
func (s *Store) Article(ctx context.Context, id string) (a graph.Article, err error) {
	err = s.read(ctx, "article", func(t *tx) error {
		found := false
		err := t.each(ctx, "SELECT "+articleColumns+" FROM article a WHERE a.id = ?", []any{id}, func(scan scan) (err error) {
			found = true
			a, err = scanArticle(scan)
			return err
		})
		if err == nil && !found {
			err = fmt.Errorf("article %q: %w", id, graph.ErrNotFound)
		}
		return err
	})
	return a, err
}

// Articles implements [graph.Store].
func (s *Store) Articles(ctx context.Context, yield func(graph.Article) error) error {
	return s.read(ctx, "articles", func(t *tx) error {
		return t.each(ctx, "SELECT "+articleColumns+" FROM article a ORDER BY a.id", nil, func(scan scan) error {
			a, err := scanArticle(scan)
			if err != nil {
				return err
			}
			return yield(a)
		})
	})
}

// Contributions implements [graph.Store].
func (s *Store) Contributions(ctx context.Context, yield func(graph.Contribution) error) error {
	return s.read(ctx, "contributions", func(t *tx) error { return t.contributions(ctx, true, yield) })
}

// page is how many contributions are read at once.
const page = 500

// contributions yields what articles added: as they were read, or as they are stored.
func (t *tx) contributions(ctx context.Context, asRead bool, yield func(graph.Contribution) error) error {
	for last := ""; ; {
		ids, err := gather(ctx, t, "SELECT id FROM article WHERE id > ? ORDER BY id LIMIT ?", []any{last, page}, func(scan scan) (id string, err error) {
			err = scan(&id)
			return id, err
		})
		if err != nil || len(ids) == 0 {
			return err
		}
		last = ids[len(ids)-1]
		cs, err := t.Load(ctx, ids)
		if err != nil {
			return err
		}
		var originals map[string]graph.Contribution
		if asRead {
			if originals, err = t.Originals(ctx, ids); err != nil {
				return err
			}
		}
		for _, c := range cs { // in the order of ids
			if o, ok := originals[c.Article.ID]; ok {
				o.Article.Story = c.Article.Story
				c = o
			}
			if err := yield(c); err != nil {
				return err
			}
		}
	}
}

// Status implements [graph.Store].
func (s *Store) Status(ctx context.Context) (graph.Status, error) {
	st := graph.Status{SchemaVersion: graph.SchemaVersion}
	err := s.read(ctx, "status", func(t *tx) error {
		if err := t.counts(ctx, &st); err != nil {
			return err
		}
		r, err := t.Reference(ctx)
		if err != nil {
			return err
		}
		st.Reference = len(r.Memberships)
		ds, err := t.Decisions(ctx)
		if err != nil {
			return err
		}
		st.Decisions = len(ds)
		d, err := t.digest(ctx)
		d.Reference(&r)
		for i := range ds {
			d.Decision(&ds[i])
		}
		st.Digest = d.String()
		return err
	})
	return st, err
}

func (t *tx) counts(ctx context.Context, st *graph.Status) error {
	err := t.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM article), (SELECT count(DISTINCT story) FROM article),
		(SELECT count(*) FROM claim), (SELECT count(*) FROM edge)`).Scan(&st.Articles, &st.Stories, &st.Claims, &st.Edges)
	if err != nil {
		return err
	}
	for _, c := range []struct {
		to    *map[string]int
		query string
	}{
		{&st.Entities, "SELECT label, count(*) FROM entity GROUP BY 1"},
		{&st.Relations, "SELECT l.relation, count(*) FROM claim c JOIN link l ON l.n = c.link GROUP BY 1"},
		{&st.Factualities, "SELECT factuality, count(*) FROM claim GROUP BY 1"},
		{&st.Drawn, "SELECT l.relation, count(*) FROM edge e JOIN link l ON l.n = e.link GROUP BY 1"},
	} {
		*c.to = map[string]int{}
		err := t.each(ctx, c.query, nil, func(scan scan) error {
			var name string
			var n int
			err := scan(&name, &n)
			(*c.to)[name] = n
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) digest(ctx context.Context) (graph.Digest, error) {
	var d graph.Digest
	err := t.contributions(ctx, false, func(c graph.Contribution) error {
		d.Contribution(&c)
		return nil
	})
	if err != nil {
		return d, err
	}
	err = t.each(ctx, "SELECT body FROM original", nil, func(scan scan) error {
		c, err := scanJSON[graph.Contribution](scan)
		d.Original(&c)
		return err
	})
	if err != nil {
		return d, err
	}
	err = t.each(ctx, "SELECT body FROM entity", nil, func(scan scan) error {
		e, err := scanEntity(scan)
		d.Entity(&e)
		return err
	})
	if err != nil {
		return d, err
	}
	err = t.each(ctx, "SELECT "+edgeColumns+" FROM edge e JOIN link l ON l.n = e.link JOIN entity s ON s.n = l.subject JOIN entity o ON o.n = l.object", nil, func(scan scan) error {
		e, err := scanEdge(scan)
		d.Edge(&e)
		return err
	})
	return d, err
}
