package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	driver "modernc.org/sqlite"
	codes "modernc.org/sqlite/lib"

	"geokg/graph"
	"geokg/schema"
)

// Write puts the contributions into the graph in one transaction.
func (s *Store) Write(ctx context.Context, batch []graph.Contribution) (ch graph.Changes, err error) {
	err = s.write(ctx, "write", func(w *writer) error {
		ch, err = graph.Apply(ctx, &tx{rower: w.conn, w: w}, batch)
		return err
	})
	return ch, err
}

// Retract takes back what the articles had added, in one transaction.
func (s *Store) Retract(ctx context.Context, articles []string) (ch graph.Changes, err error) {
	err = s.write(ctx, "retract", func(w *writer) error {
		ch, err = graph.Unapply(ctx, &tx{rower: w.conn, w: w}, articles)
		return err
	})
	return ch, err
}

// A writer is the connection that writes, with its prepared statements.
type writer struct {
	conn  *sql.Conn
	stmts map[string]*sql.Stmt

	prints  *graph.Prints // of all articles; nil until they are asked for
	version int64         // PRAGMA data_version, which another writer's commits change, when they were read
	saved   []*graph.Delta
}

func (w *writer) close() {
	for _, st := range w.stmts {
		st.Close()
	}
	w.conn.Close()
}

// exec runs a statement, prepared once. It has no context, since the driver starts a goroutine for each that can be cancelled;
// who calls it for many rows asks the context now and then.
func (w *writer) exec(query string, args ...any) error {
	st := w.stmts[query]
	if st == nil {
		var err error
		if st, err = w.conn.PrepareContext(context.Background(), query); err != nil {
			return err
		}
		w.stmts[query] = st
	}
	_, err := st.Exec(args...)
	return err
}

// write runs f in a transaction that holds the file's only write lock from its begin on, so that what f reads stays true.
func (s *Store) write(ctx context.Context, what string, f func(*writer) error) (err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("%s: %w", what, explain(s.path, err))
		}
	}()
	if s.readOnly {
		return fmt.Errorf("%s was opened for reading only: %w", s.path, graph.ErrReadOnly)
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case <-s.turn:
		defer func() { s.turn <- struct{}{} }()
	case <-s.closed:
		return errClosed
	case <-ctx.Done():
		return ctx.Err()
	}
	if err := s.begin(ctx); err != nil {
		return err
	}
	s.w.saved = nil
	err = f(s.w)
	if err == nil {
		err = ctx.Err()
	}
	if err == nil {
		err = s.w.exec("COMMIT")
	}
	if err == nil {
		s.w.committed()
		return nil
	}
	if rollback := s.w.exec("ROLLBACK"); rollback != nil { // closing the connection rolls back as well
		s.w.close()
		s.w = nil
	}
	return err
}

// begin takes the file's write lock on the writer's connection, which it makes where there is none. SQLite waits for another
// process by itself, except where two make a new file at once and both turn on its write-ahead log: one of them is refused without a
// wait, and tries again here.
func (s *Store) begin(ctx context.Context) error {
	for start := time.Now(); ; {
		err := s.tryBegin(ctx)
		var e *driver.Error
		if !errors.As(err, &e) || e.Code()&0xff != codes.SQLITE_BUSY || time.Since(start) > busyTimeout {
			return err
		}
		select {
		case <-time.After(10 * time.Millisecond):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func (s *Store) tryBegin(ctx context.Context) error {
	if s.w == nil {
		conn, err := s.db.Conn(ctx)
		if err != nil {
			return err
		}
		s.w = &writer{conn: conn, stmts: map[string]*sql.Stmt{}}
	}
	_, err := s.w.conn.ExecContext(ctx, "BEGIN IMMEDIATE")
	return err
}

// Save implements [graph.Tx].
func (t *tx) Save(ctx context.Context, d *graph.Delta) error {
	s := saver{tx: t, ctx: ctx}
	for _, step := range []func(*graph.Delta) error{s.remove, s.decisions, s.entities, s.articles, s.views, s.memberships, s.mentions, s.claims, s.edges} {
		if err := step(d); err != nil {
			return err
		}
	}
	t.w.saved = append(t.w.saved, d)
	return nil
}

// A saver writes one delta. Its maps give the row of each id that the delta speaks of.
type saver struct {
	*tx
	ctx                    context.Context
	rows                   int
	entity, article, links map[string]int64
}

// put runs a statement for one row.
func (s *saver) put(query string, args ...any) error {
	if s.rows++; s.rows%256 == 0 {
		if err := s.ctx.Err(); err != nil {
			return err
		}
	}
	return s.w.exec(query, args...)
}

// chunk is how many rows one INSERT takes where there are many.
const chunk = 32

// insert puts n rows into a table, those of one statement together. row appends the values of the i-th one.
func (s *saver) insert(table string, columns string, n int, row func(i int, values []any) []any) error {
	one := "(?" + strings.Repeat(", ?", strings.Count(columns, ",")) + ")"
	into := "INSERT INTO " + table + "(" + columns + ") VALUES " + one
	many := into + strings.Repeat(", "+one, chunk-1)
	var values []any
	for i := 0; i < n; {
		query, end := into, i+1
		if i+chunk <= n {
			query, end = many, i+chunk
		}
		for values = values[:0]; i < end; i++ {
			values = row(i, values)
		}
		if err := s.put(query, values...); err != nil {
			return err
		}
	}
	return nil
}

func (s *saver) remove(d *graph.Delta) error {
	for _, c := range d.DeleteClaims {
		if err := s.put("DELETE FROM sentence WHERE rowid = (SELECT c.n FROM article a JOIN claim c ON c.article = a.n WHERE a.id = ? AND c.id = ?)", c.Article, c.ID); err != nil {
			return err
		}
		if err := s.put("DELETE FROM claim WHERE article = (SELECT n FROM article WHERE id = ?) AND id = ?", c.Article, c.ID); err != nil {
			return err
		}
	}
	for _, e := range d.DeleteEdges {
		if err := s.put("DELETE FROM edge WHERE link = (SELECT n FROM link WHERE id = ?)", e.ID); err != nil {
			return err
		}
	}
	for _, m := range d.DeleteMentions {
		err := s.put(`DELETE FROM mention WHERE article = (SELECT n FROM article WHERE id = ?)
			AND view IN (SELECT v.n FROM view v JOIN entity e ON e.n = v.entity WHERE e.id = ?)`, m.Article, m.Entity)
		if err != nil {
			return err
		}
	}
	for _, id := range d.DeleteMemberships {
		if err := s.put("DELETE FROM membership WHERE id = ?", id); err != nil {
			return err
		}
	}
	for _, v := range d.DeleteViews {
		if err := s.put("DELETE FROM view WHERE key = ?", v.Key); err != nil {
			return err
		}
	}
	for _, id := range d.DeleteArticles {
		if err := s.put("DELETE FROM article WHERE id = ?", id); err != nil {
			return err
		}
	}
	for _, id := range d.DeleteEntities {
		for _, query := range []string{
			"DELETE FROM link WHERE subject = (SELECT n FROM entity WHERE id = ?)",
			"DELETE FROM link WHERE object = (SELECT n FROM entity WHERE id = ?)",
			"DELETE FROM name WHERE entity = (SELECT n FROM entity WHERE id = ?)",
			"DELETE FROM name_word WHERE entity = (SELECT n FROM entity WHERE id = ?)",
			"DELETE FROM entity WHERE id = ?",
		} {
			if err := s.put(query, id); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *saver) entities(d *graph.Delta) error {
	for i := range d.PutEntities {
		e := &d.PutEntities[i]
		body, err := json.Marshal(e)
		if err != nil {
			return err
		}
		err = s.put(`INSERT INTO entity(id, label, name, country, parent, body) VALUES (?, ?, ?, ?, ?, ?)
			ON CONFLICT(id) DO UPDATE SET label = excluded.label, name = excluded.name, country = excluded.country, parent = excluded.parent, body = excluded.body`,
			e.ID, string(e.Label), e.Name, e.Country, e.Parent, string(body))
		if err != nil {
			return err
		}
		if err := s.put("DELETE FROM name WHERE entity = (SELECT n FROM entity WHERE id = ?)", e.ID); err != nil {
			return err
		}
		for _, k := range graph.NameKeys(e) {
			if err := s.put("INSERT INTO name(key, entity) SELECT ?, n FROM entity WHERE id = ?", k, e.ID); err != nil {
				return err
			}
		}
		if err := s.w.putNameWords(e); err != nil {
			return err
		}
	}
	ids := map[string]bool{}
	for i := range d.PutViews {
		ids[d.PutViews[i].Entity.ID] = true
	}
	for i := range d.PutClaims {
		c := &d.PutClaims[i].Claim
		ids[c.Subject], ids[c.Object] = true, true
		if c.Attributed != "" {
			ids[c.Attributed] = true
		}
	}
	var err error
	s.entity, err = s.rowsOf("entity", "id", ids)
	return err
}

func (s *saver) articles(d *graph.Delta) error {
	ids := map[string]bool{}
	for i := range d.PutArticles {
		a := &d.PutArticles[i].Article
		ids[a.ID] = true
		err := s.put(`INSERT INTO article(id, url, title, site, published, published_source, published_remark, language, text_hash, text_print, story, extractor, hash)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT(id) DO UPDATE SET url = excluded.url, title = excluded.title, site = excluded.site, published = excluded.published,
			published_source = excluded.published_source, published_remark = excluded.published_remark, language = excluded.language,
			text_hash = excluded.text_hash, text_print = excluded.text_print, story = excluded.story, extractor = excluded.extractor, hash = excluded.hash`,
			a.ID, a.URL, a.Title, a.Site, a.Published.Value, string(a.Published.Source), a.Published.Remark, a.Language, a.TextHash, string(a.TextPrint), a.Story, a.Extractor,
			d.PutArticles[i].Hash)
		if err != nil {
			return err
		}
	}
	var err error
	s.article, err = s.rowsOf("article", "id", ids)
	return err
}

func (s *saver) views(d *graph.Delta) error {
	for i := range d.PutViews {
		v := &d.PutViews[i]
		body, err := json.Marshal(&v.Entity)
		if err != nil {
			return err
		}
		err = s.put("INSERT INTO view(key, entity, count, body) VALUES (?, ?, ?, ?) ON CONFLICT(key) DO UPDATE SET count = excluded.count",
			v.Key, s.entity[v.Entity.ID], v.Count, string(body))
		if err != nil {
			return err
		}
	}
	return nil
}

func (s *saver) mentions(d *graph.Delta) error {
	keys := map[string]bool{}
	for i := range d.PutMentions {
		keys[d.PutMentions[i].View] = true
	}
	views, err := s.rowsOf("view", "key", keys)
	if err != nil {
		return err
	}
	return s.insert("mention", "article, view, count, names", len(d.PutMentions), func(i int, values []any) []any {
		m := &d.PutMentions[i]
		return append(values, s.article[m.Article], views[m.View], m.Count, list(m.Names))
	})
}

func (s *saver) claims(d *graph.Delta) error {
	if err := s.putLinks(d); err != nil {
		return err
	}
	var last int64
	if err := s.QueryRowContext(s.ctx, "SELECT coalesce(max(n), 0) FROM claim").Scan(&last); err != nil {
		return err
	}
	const columns = `n, article, link, id, turned, factuality, date, date_source, date_remark, attributed,
		evidence, field, span_start, span_end, confidence, cameo, plover, reasons`
	err := s.insert("claim", columns, len(d.PutClaims), func(i int, values []any) []any {
		c := &d.PutClaims[i].Claim
		var attributed any
		if c.Attributed != "" {
			attributed = s.entity[c.Attributed]
		}
		return append(values, last+1+int64(i), s.article[c.Article], s.links[d.PutClaims[i].Edge], c.ID, c.Key().Subject != c.Subject, string(c.Factuality),
			c.Date.Value, string(c.Date.Source), c.Date.Remark, attributed,
			c.Evidence, string(c.Field), c.Start, c.End, c.Confidence, c.CAMEO, list(c.PLOVER), list(c.Reasons))
	})
	if err != nil {
		return err
	}
	return s.insert("sentence", "rowid, words", len(d.PutClaims), func(i int, values []any) []any {
		return append(values, last+1+int64(i), strings.Join(graph.Words(d.PutClaims[i].Claim.Evidence), " "))
	})
}

// putLinks finds the links of the claims and edges, and makes those that are missing.
func (s *saver) putLinks(d *graph.Delta) error {
	ids := map[string]bool{}
	for i := range d.PutClaims {
		ids[d.PutClaims[i].Edge] = true
	}
	for i := range d.PutEdges {
		ids[d.PutEdges[i].ID] = true
	}
	var err error
	if s.links, err = s.rowsOf("link", "id", ids); err != nil {
		return err
	}
	made := map[string]bool{}
	var missing []*graph.ClaimPut
	for i := range d.PutClaims {
		c := &d.PutClaims[i]
		if _, ok := s.links[c.Edge]; !ok && !made[c.Edge] {
			made[c.Edge] = true
			missing = append(missing, c)
		}
	}
	err = s.insert("link", "id, subject, relation, object", len(missing), func(i int, values []any) []any {
		k := missing[i].Claim.Key()
		return append(values, missing[i].Edge, s.entity[k.Subject], k.Relation, s.entity[k.Object])
	})
	if err != nil {
		return err
	}
	more, err := s.rowsOf("link", "id", made)
	if err != nil {
		return err
	}
	for id, n := range more {
		s.links[id] = n
	}
	return nil
}

func (s *saver) edges(d *graph.Delta) error {
	for i := range d.PutEdges {
		e := &d.PutEdges[i]
		err := s.put(`INSERT INTO edge(link, since, last, until, claims, articles, stories, confidence, attributed_only, denied)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT(link) DO UPDATE SET since = excluded.since, last = excluded.last, until = excluded.until, claims = excluded.claims,
			articles = excluded.articles, stories = excluded.stories, confidence = excluded.confidence,
			attributed_only = excluded.attributed_only, denied = excluded.denied`,
			s.links[e.ID], e.Since, e.Last, e.Until, e.Claims, e.Articles, e.Stories, e.Confidence, e.AttributedOnly, e.Denied)
		if err != nil {
			return err
		}
	}
	return nil
}

// rowsOf returns the rows of a table by their key. Table and column are ours.
func (s *saver) rowsOf(table, column string, keys map[string]bool) (map[string]int64, error) {
	at := make(map[string]int64, len(keys))
	if len(keys) == 0 {
		return at, nil
	}
	all := make([]string, 0, len(keys))
	for k := range keys {
		all = append(all, k)
	}
	query := "SELECT t." + column + ", t.n FROM json_each(?) j CROSS JOIN " + table + " t ON t." + column + " = j.value"
	err := s.each(s.ctx, query, []any{array(all)}, func(scan scan) error {
		var k string
		var n int64
		if err := scan(&k, &n); err != nil {
			return err
		}
		at[k] = n
		return nil
	})
	return at, err
}

// list writes a list as a JSON array, an empty one as "".
func list(ss []string) string {
	if len(ss) == 0 {
		return ""
	}
	return array(ss)
}

// array writes strings or rows as a JSON array, as json_each takes them.
func array[T string | int64](vs []T) string {
	if len(vs) == 0 {
		return "[]"
	}
	b, err := json.Marshal(vs)
	if err != nil {
		panic(err) // strings and numbers always can
	}
	return string(b)
}

// unlist reads what list wrote.
func unlist(s string) ([]string, error) {
	if s == "" {
		return nil, nil
	}
	var ss []string
	err := json.Unmarshal([]byte(s), &ss)
	return ss, err
}

var (
	errDamaged = errors.New("the file is damaged")
	errClosed  = errors.New("the store is closed")
)

// dateOf makes a date of its columns.
func dateOf(value, source, remark string) (schema.Date, error) {
	d, err := schema.ParseDate(value)
	if err != nil {
		return d, fmt.Errorf("%w: %w", errDamaged, err)
	}
	d.Source, d.Remark = schema.DateSource(source), remark
	return d, nil
}
