package sqlite

import (
	"context"
	"database/sql"
	_ "embed"
	"errors"
	"fmt"
	"strings"

	"geokg/graph"
	"geokg/schema"
)

//go:embed search.sql
var searchTables string

// hasSearch reports whether the graph has the tables of search.sql.
func hasSearch(ctx context.Context, db rower) (bool, error) { return has(ctx, db, "sentence") }

// addSearch makes the tables of search.sql, and fills them from a graph that was written without.
func (w *writer) addSearch(ctx context.Context) error {
	if has, err := hasSearch(ctx, w.conn); err != nil || has {
		return err
	}
	if _, err := w.conn.ExecContext(ctx, searchTables); err != nil {
		return err
	}
	t := &tx{rower: w.conn, w: w}
	type sentence struct {
		n    int64
		text string
	}
	for last := int64(0); ; {
		part, err := gather(ctx, t, "SELECT n, evidence FROM claim WHERE n > ? ORDER BY n LIMIT 10000", []any{last}, func(scan scan) (s sentence, err error) {
			err = scan(&s.n, &s.text)
			return s, err
		})
		if err != nil {
			return err
		}
		if len(part) == 0 {
			break
		}
		for _, s := range part {
			if err := w.exec("INSERT INTO sentence(rowid, words) VALUES (?, ?)", s.n, strings.Join(graph.Words(s.text), " ")); err != nil {
				return err
			}
			last = s.n
		}
	}
	es, err := t.entities(ctx, "SELECT body FROM entity")
	if err != nil {
		return err
	}
	for i := range es {
		if err := w.putNameWords(&es[i]); err != nil {
			return err
		}
	}
	return nil
}

// putNameWords indexes the words of an entity's names anew.
func (w *writer) putNameWords(e *schema.Entity) error {
	if err := w.exec("DELETE FROM name_word WHERE entity = (SELECT n FROM entity WHERE id = ?)", e.ID); err != nil {
		return err
	}
	for _, word := range graph.NameWords(e) {
		if err := w.exec("INSERT INTO name_word(word, entity) SELECT ?, n FROM entity WHERE id = ?", word, e.ID); err != nil {
			return err
		}
	}
	return nil
}

// Search implements [graph.Store].
func (s *Store) Search(ctx context.Context, text string, limit int) (f graph.Found, err error) {
	words := graph.Words(text)
	if len(words) == 0 {
		return f, nil
	}
	err = s.read(ctx, "search", func(t *tx) error {
		if has, err := hasSearch(ctx, t); err != nil || !has {
			if err == nil {
				err = fmt.Errorf("%s %s: %w", s.path, graph.LacksIndexes, graph.ErrSchemaVersion)
			}
			return err
		}
		names, args := "SELECT e.body FROM name_word k JOIN entity e ON e.n = k.entity WHERE k.word = ?", []any{words[0]}
		for _, w := range words[1:] {
			names += " AND k.entity IN (SELECT entity FROM name_word WHERE word = ?)"
			args = append(args, w)
		}
		es, err := t.entities(ctx, names, args...)
		if err != nil {
			return err
		}
		f.Entities = graph.RankNames(es, text, limit)
		args = []any{`"` + strings.Join(words, `" "`) + `"`}
		cut, err := t.latestDate(ctx, args[0], limit)
		if err != nil {
			return err
		}
		from, late := "sentence x", ""
		if cut != "" { // from the index alone
			from, late = from+" CROSS JOIN claim d INDEXED BY "+datedIndex+" ON d.n = x.rowid", " AND d.date >= ?"
			args = append(args, cut)
		}
		query := "SELECT c.article, " + claimColumns + " FROM " + from + " CROSS JOIN claim c ON c.n = x.rowid CROSS JOIN link l ON l.n = c.link CROSS JOIN article a ON a.n = c.article" +
			" WHERE sentence MATCH ?" + late + " ORDER BY c.date = '', c.date DESC, a.id, c.id"
		if limit > 0 {
			query += " LIMIT ?"
			args = append(args, limit)
		}
		found, err := gather(ctx, t, query, args, scanClaim)
		if err != nil {
			return err
		}
		f.Claims, err = t.claimRows(ctx, found, false)
		return err
	})
	return f, err
}

// datedIndex tells the date of a claim by its row. A graph that is only read may be of an earlier geokg, and have none.
const datedIndex = "claim_dated"

// latestDate returns the date that the last of the so many latest claims has whose sentences have the words; "" if fewer are dated, or there is no limit.
func (t *tx) latestDate(ctx context.Context, words any, limit int) (date string, err error) {
	if has, err := has(ctx, t, datedIndex); err != nil || !has || limit <= 0 {
		return "", err
	}
	err = t.QueryRowContext(ctx, "SELECT c.date FROM sentence x CROSS JOIN claim c INDEXED BY "+datedIndex+" ON c.n = x.rowid WHERE sentence MATCH ? AND c.date > '' ORDER BY c.date DESC LIMIT 1 OFFSET ?",
		words, limit-1).Scan(&date)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return date, err
}
