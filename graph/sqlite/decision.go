package sqlite

import (
	"context"
	"encoding/json"
	"fmt"

	"geokg/graph"
)

// Decide implements [graph.Store].
func (s *Store) Decide(ctx context.Context, d graph.Decision) (ch graph.Changes, err error) {
	err = s.write(ctx, "decide", func(w *writer) error {
		ch, err = graph.Decide(ctx, &tx{rower: w.conn, w: w}, d)
		return err
	})
	return ch, err
}

// Undecide implements [graph.Store].
func (s *Store) Undecide(ctx context.Context, id string) (ch graph.Changes, err error) {
	err = s.write(ctx, "undo", func(w *writer) error {
		ch, err = graph.Undecide(ctx, &tx{rower: w.conn, w: w}, id)
		return err
	})
	return ch, err
}

// Decisions implements [graph.Store].
func (s *Store) Decisions(ctx context.Context) (ds graph.Decisions, err error) {
	err = s.read(ctx, "decisions", func(t *tx) error {
		ds, err = t.Decisions(ctx)
		return err
	})
	return ds, err
}

// Decisions implements [graph.Tx].
func (t *tx) Decisions(ctx context.Context) (graph.Decisions, error) {
	return gather(ctx, t, "SELECT body FROM decision ORDER BY id", nil, scanJSON[graph.Decision])
}

// Originals implements [graph.Tx].
func (t *tx) Originals(ctx context.Context, articles []string) (map[string]graph.Contribution, error) {
	cs, err := gather(ctx, t, "SELECT o.body FROM json_each(?) j CROSS JOIN original o ON o.article = j.value", []any{array(articles)}, scanJSON[graph.Contribution])
	at := make(map[string]graph.Contribution, len(cs))
	for _, c := range cs {
		at[c.Article.ID] = c
	}
	return at, err
}

// ArticlesOf implements [graph.Tx]. It looks at all mentions and views: to decide is rare, and an index would make every write dearer.
func (t *tx) ArticlesOf(ctx context.Context, entities []string) ([]string, error) {
	return gather(ctx, t, `SELECT DISTINCT a.id FROM mention m JOIN article a ON a.n = m.article WHERE m.view IN (
		SELECT v.n FROM json_each(?1) j CROSS JOIN entity e ON e.id = j.value CROSS JOIN view v ON v.entity = e.n
		UNION SELECT v.n FROM view v WHERE json_extract(v.body, '$.parent') IN (SELECT value FROM json_each(?1))
		OR json_extract(v.body, '$.place') IN (SELECT value FROM json_each(?1))) ORDER BY a.id`,
		[]any{array(entities)}, func(scan scan) (id string, err error) {
			err = scan(&id)
			return id, err
		})
}

// scanJSON reads a column of JSON.
func scanJSON[T any](scan scan) (v T, err error) {
	var body []byte
	if err = scan(&body); err != nil {
		return v, err
	}
	if err = json.Unmarshal(body, &v); err != nil {
		err = fmt.Errorf("%w: %w", errDamaged, err)
	}
	return v, err
}

// decisions writes the decisions of a delta, and the articles that they change as they were read.
func (s *saver) decisions(d *graph.Delta) error {
	for _, id := range d.DeleteDecisions {
		if err := s.put("DELETE FROM decision WHERE id = ?", id); err != nil {
			return err
		}
	}
	for _, id := range d.DeleteOriginals {
		if err := s.put("DELETE FROM original WHERE article = ?", id); err != nil {
			return err
		}
	}
	for i := range d.PutDecisions {
		if err := s.putJSON("INSERT INTO decision(id, body) VALUES (?, ?)", d.PutDecisions[i].ID, &d.PutDecisions[i]); err != nil {
			return err
		}
	}
	for i := range d.PutOriginals {
		err := s.putJSON("INSERT INTO original(article, body) VALUES (?, ?) ON CONFLICT(article) DO UPDATE SET body = excluded.body",
			d.PutOriginals[i].Article.ID, &d.PutOriginals[i])
		if err != nil {
			return err
		}
	}
	return nil
}

func (s *saver) putJSON(query, id string, v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return s.put(query, id, string(b))
}
