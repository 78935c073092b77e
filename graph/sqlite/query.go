package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
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
		query := selectClaims(q)
		latest, err := t.cutOff(ctx, q, &query)
		if err != nil {
			return err
		}
		columns, scanner := "c.article, "+claimColumns, scanClaim
		if q.Brief {
			columns, scanner = briefColumns, scanBrief
		}
		join, order, args := "", "", query.args()
		if q.Limit > 0 {
			join, order, args = " CROSS JOIN article a ON a.n = c.article", " ORDER BY c.date = '', c.date, a.id, c.id LIMIT ?", append(args, q.Limit)
			if latest {
				order = " ORDER BY c.date DESC, a.id DESC, c.id DESC LIMIT ?"
			}
		}
		found, err := gather(ctx, t, query.sql(columns, join)+order, args, scanner)
		if err != nil {
			return err
		}
		rows, err = t.claimRows(ctx, found, q.Brief)
		return err
	})
	slices.SortFunc(rows, func(a, b graph.ClaimRow) int { return graph.CompareClaims(&a.Claim, &b.Claim) })
	return rows, err
}

// Neighbours implements [graph.Store].
func (s *Store) Neighbours(ctx context.Context, q graph.ClaimQuery) (ids []string, err error) {
	q.Article, q.ID, q.Between, q.Limit = "", "", nil, 0
	if len(q.Of) == 0 {
		return nil, nil
	}
	query := selectClaims(q)
	exists := selection{from: "claim c", where: append([]condition{{"c.link = m.n", nil}}, query.where...)}
	query.where = nil
	query.from, query.links = "(SELECT n, object AS far FROM m WHERE subject IN (SELECT n FROM x) UNION ALL SELECT n, subject FROM m WHERE object IN (SELECT n FROM x)) m", ""
	err = s.read(ctx, "neighbours", func(t *tx) error {
		ids, err = gather(ctx, t, query.sql("DISTINCT e.id", " CROSS JOIN entity e ON e.n = m.far")+" WHERE EXISTS ("+exists.sql("1", "")+") ORDER BY e.id",
			append(query.args(), exists.args()...), func(scan scan) (id string, err error) {
				err = scan(&id)
				return id, err
			})
		return err
	})
	return ids, err
}

// cutOff narrows a query with a limit to the dates that can be among its answer, from an index alone: where an actor has very many claims, their
// rows need not be read to be put in order. It reports whether the answer is the end of what the query selects, and not its start.
func (t *tx) cutOff(ctx context.Context, q graph.ClaimQuery, query *selection) (latest bool, err error) {
	if q.Limit <= 0 {
		return false, nil
	}
	order, compare := " ORDER BY c.date", "<="
	if q.Latest {
		order, compare = " ORDER BY c.date DESC", ">="
	}
	dated := *query
	if len(q.Of)+len(q.Between) > 0 && q.Article == "" {
		dated.links = "" // the index has all that it takes
	}
	dated.where = append(slices.Clone(query.where), condition{"c.date > ''", nil})
	date := ""
	err = t.QueryRowContext(ctx, dated.sql("c.date", "")+order+" LIMIT 1 OFFSET ?", append(dated.args(), q.Limit-1)...).Scan(&date)
	if errors.Is(err, sql.ErrNoRows) { // fewer are dated: all of them, and undated ones
		return false, nil
	}
	query.where = append(dated.where, condition{"c.date " + compare + " ?", date})
	return q.Latest, err
}

// A selection is a query for claims c with their links l, in parts. Of what is asked for nothing goes into its text but placeholders.
type selection struct {
	with, where []condition
	from, links string // links joins the link l of each, for columns and conditions that need it
}

// A condition is a piece of SQL with its argument, nil for none.
type condition struct {
	sql string
	arg any
}

func (s *selection) sql(columns, join string) string {
	var b strings.Builder
	for i, w := range s.with {
		b.WriteString([]string{"WITH ", ", "}[min(i, 1)] + w.sql)
	}
	b.WriteString(" SELECT " + columns + " FROM " + s.from + s.links + join)
	for i, w := range s.where {
		b.WriteString([]string{" WHERE ", " AND "}[min(i, 1)] + w.sql)
	}
	return b.String()
}

func (s *selection) args() []any {
	var args []any
	for _, part := range [][]condition{s.with, s.where} {
		for _, c := range part {
			if c.arg != nil {
				args = append(args, c.arg)
			}
		}
	}
	return args
}

// linksOf selects the links m with one of the entities at one end, and if others are given, one of these at the other.
func (s *selection) linksOf(of, between, relations []string) {
	const entities = " AS MATERIALIZED (SELECT e.n FROM json_each(?) j CROSS JOIN entity e ON e.id = j.value)"
	s.with = append(s.with, condition{"x" + entities, array(of)})
	forth, back := "subject IN (SELECT n FROM x)", "object IN (SELECT n FROM x)"
	if len(between) > 0 {
		s.with = append(s.with, condition{"y" + entities, array(between)})
		forth, back = forth+" AND object IN (SELECT n FROM y)", back+" AND subject IN (SELECT n FROM y)"
	}
	only := ""
	if len(relations) > 0 {
		s.with = append(s.with, condition{"r AS MATERIALIZED (SELECT value FROM json_each(?))", array(relations)})
		only = " AND relation IN (SELECT value FROM r)"
	}
	const links = "SELECT n, subject, relation, object FROM link WHERE "
	s.with = append(s.with, condition{"m AS (" + links + forth + only + " UNION ALL " + links + back + only + " AND NOT (" + forth + "))", nil}) // none twice
}

func selectClaims(q graph.ClaimQuery) selection {
	var s selection
	add := func(sql string, arg any) { s.where = append(s.where, condition{sql, arg}) }
	of, between := graph.Ends(q.Of, q.Between)
	s.from, s.links = "claim c", " JOIN link l ON l.n = c.link"
	if len(of) > 0 {
		s.linksOf(of, between, q.Relations)
		s.from, s.links = "m CROSS JOIN claim c ON c.link = m.n", " CROSS JOIN link l ON l.n = m.n"
	} else if len(q.Relations) > 0 {
		add("l.relation IN (SELECT value FROM json_each(?))", array(q.Relations))
	}
	if q.Article != "" {
		add("c.article = (SELECT n FROM article WHERE id = ?)", q.Article)
		if len(of) > 0 { // by way of the article's few claims
			s.from, s.links = "claim c", " CROSS JOIN link l ON l.n = c.link"
			add("l.n IN (SELECT n FROM m)", nil)
		}
	}
	if q.ID != "" {
		add("c.id = ?", q.ID)
	}
	if len(q.Factualities) > 0 {
		fs := make([]string, len(q.Factualities))
		for i, f := range q.Factualities {
			fs[i] = string(f)
		}
		add("c.factuality IN (SELECT value FROM json_each(?))", array(fs))
	}
	// As in schema.Date.Within: '-99' comes after every month and day of the year or month before it.
	if !q.Since.IsZero() {
		add("c.date >= substr(?, 1, 4)", q.Since.Value) // for the index
		add("c.date || '-99' >= ?", q.Since.Value)
	}
	if !q.Until.IsZero() {
		add("c.date <= ?", q.Until.Value+"-99")
	}
	if !q.Since.IsZero() || !q.Until.IsZero() {
		add("c.date <> ''", nil)
	}
	if q.MinConfidence > 0 {
		add("c.confidence >= ?", q.MinConfidence)
	}
	return s
}

// claimRows puts entities and articles beside the claims; of articles the ids alone if it is to be brief.
func (t *tx) claimRows(ctx context.Context, found []claimRow, brief bool) ([]graph.ClaimRow, error) {
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
	columns, scanner := articleColumns, scanArticle
	if brief {
		columns, scanner = "a.id", scanArticleID
	}
	err = t.each(ctx, "SELECT a.n, "+columns+" FROM json_each(?) j CROSS JOIN article a ON a.n = j.value", []any{array(keys(articles))}, func(scan scan) error {
		var n int64
		a, err := scanner(scan, &n)
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
func (s *Store) Edges(ctx context.Context, q graph.EdgeQuery) (es []graph.Edge, err error) {
	sel := selection{from: "edge e CROSS JOIN link l ON l.n = e.link"}
	of, between := graph.Ends(q.Of, q.Between)
	if len(of) > 0 {
		sel.linksOf(of, between, nil)
		sel.from = "m CROSS JOIN edge e ON e.link = m.n CROSS JOIN link l ON l.n = m.n"
	}
	args := sel.args()
	if q.Limit > 0 {
		sel.from, args = "(SELECT e.* FROM "+sel.from+" ORDER BY e.claims DESC, l.id LIMIT ?) e CROSS JOIN link l ON l.n = e.link", append(args, q.Limit)
	}
	err = s.read(ctx, "edges", func(t *tx) error {
		es, err = gather(ctx, t, sel.sql(edgeColumns, " CROSS JOIN entity s ON s.n = l.subject CROSS JOIN entity o ON o.n = l.object"), args, scanEdge)
		return err
	})
	slices.SortFunc(es, graph.CompareEdges)
	return es, err
}

// Profile implements [graph.Store].
func (s *Store) Profile(ctx context.Context, id string) (p graph.Profile, err error) {
	p.Factualities, p.Relations = map[string]int{}, map[string]int{}
	sel := selection{from: "m CROSS JOIN claim c ON c.link = m.n"}
	sel.linksOf([]string{id}, nil, nil)
	err = s.read(ctx, "profile", func(t *tx) error {
		// A sum for each factuality, since to group by it as well takes half as long again.
		columns := "m.relation"
		for _, f := range schema.Factualities {
			columns += ", sum(c.factuality = '" + string(f) + "')"
		}
		err := t.each(ctx, sel.sql(columns, "")+" GROUP BY 1", sel.args(), func(scan scan) error {
			var relation string
			n := make([]int, len(schema.Factualities))
			row := []any{&relation}
			for i := range n {
				row = append(row, &n[i])
			}
			err := scan(row...)
			for i, f := range schema.Factualities {
				if n[i] > 0 {
					p.Factualities[string(f)] += n[i]
				}
				p.Claims += n[i]
				p.Relations[relation] += n[i]
			}
			return err
		})
		if err != nil {
			return err
		}
		sel.from = "m CROSS JOIN edge e ON e.link = m.n"
		if err := t.QueryRowContext(ctx, sel.sql("count(*)", ""), sel.args()...).Scan(&p.Edges); err != nil {
			return err
		}
		p.Articles, err = t.mentioning(ctx, id)
		return err
	})
	return p, err
}

// mentioning returns how many articles mention an entity: as many as carry its views, but for the reference, which carries them too.
func (t *tx) mentioning(ctx context.Context, id string) (n int, err error) {
	not := ""
	if some, err := t.hasReference(ctx); err != nil {
		return 0, err
	} else if some {
		not = " - (v.n IN (SELECT member FROM membership UNION SELECT alliance FROM membership))"
	}
	err = t.QueryRowContext(ctx, "SELECT coalesce(sum(v.count"+not+"), 0) FROM entity e CROSS JOIN view v ON v.entity = e.n WHERE e.id = ?", id).Scan(&n)
	return n, err
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
