package neo4j

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"geokg/graph"
)

// Statements for decisions, which are nodes of their own, and for what the articles that they change were as they were read, a property of
// the article.
const (
	decisionLabel   = "__Decision__"
	putDecisions    = "UNWIND $rows AS r MERGE (d:`" + decisionLabel + "` {id: r.id}) SET d += r"
	deleteDecisions = "UNWIND $rows AS id MATCH (d:`" + decisionLabel + "` {id: id}) DELETE d"
	putOriginals    = "UNWIND $rows AS r MATCH (a:Article {id: r.id}) SET a.original = r.json"
	deleteOriginals = "UNWIND $rows AS id MATCH (a:Article {id: id}) REMOVE a.original"
)

// Decide implements [graph.Store].
func (s *Store) Decide(ctx context.Context, d graph.Decision) (graph.Changes, error) {
	return s.write(ctx, "decide", func(ctx context.Context, t graph.Tx) (graph.Changes, error) { return graph.Decide(ctx, t, d) })
}

// Undecide implements [graph.Store].
func (s *Store) Undecide(ctx context.Context, id string) (graph.Changes, error) {
	return s.write(ctx, "undo", func(ctx context.Context, t graph.Tx) (graph.Changes, error) { return graph.Undecide(ctx, t, id) })
}

// Decisions implements [graph.Store].
func (s *Store) Decisions(ctx context.Context) (ds graph.Decisions, err error) {
	err = s.read(ctx, "read decisions", func(ctx context.Context, t tx) error {
		ds, err = t.Decisions(ctx)
		return err
	})
	return ds, err
}

// Decisions implements [graph.Tx].
func (t tx) Decisions(ctx context.Context) (graph.Decisions, error) {
	var ds graph.Decisions
	broken := error(nil)
	err := t.query(ctx, "MATCH (d:`"+decisionLabel+"`) WHERE d.json IS NOT NULL RETURN d.json", nil, func(r row) {
		var d graph.Decision
		broken = cmp.Or(broken, json.Unmarshal([]byte(r.str(0)), &d))
		ds = append(ds, d)
	})
	slices.SortFunc(ds, func(a, b graph.Decision) int { return cmp.Compare(a.ID, b.ID) })
	return ds, cmp.Or(err, broken)
}

// Originals implements [graph.Tx].
func (t tx) Originals(ctx context.Context, articles []string) (map[string]graph.Contribution, error) {
	at := map[string]graph.Contribution{}
	broken := error(nil)
	err := t.each(ctx, "UNWIND $ids AS id MATCH (a:Article {id: id}) WHERE a.original IS NOT NULL RETURN id, a.original", articles, func(r row) {
		var c graph.Contribution
		if err := json.Unmarshal([]byte(r.str(1)), &c); err != nil {
			broken = fmt.Errorf("read article %s: %w", r.str(0), err)
		}
		at[r.str(0)] = c
	})
	return at, cmp.Or(err, broken)
}

// ArticlesOf implements [graph.Tx].
func (t tx) ArticlesOf(ctx context.Context, entities []string) ([]string, error) {
	var ids []string
	err := t.each(ctx, "UNWIND $ids AS id MATCH (e:`__Entity__` {id: id})<-[m:MENTIONS]-(a:Article) USING INDEX e:`__Entity__`(id) WHERE m.view IS NOT NULL RETURN DISTINCT a.id", entities,
		func(r row) { ids = append(ids, r.str(0)) })
	if err != nil {
		return nil, err
	}
	var within []string // what a view has in its JSON
	for _, e := range entities {
		b, err := json.Marshal(e)
		if err != nil {
			return nil, err
		}
		within = append(within, `"parent":`+string(b), `"place":`+string(b))
	}
	err = t.each(ctx, "UNWIND $ids AS part MATCH (v:`__View__`) WHERE v.json CONTAINS part "+
		"MATCH (:`__Entity__` {id: v.entity})<-[m:MENTIONS]-(a:Article) WHERE m.view = v.id RETURN DISTINCT a.id", within,
		func(r row) { ids = append(ids, r.str(0)) })
	slices.Sort(ids)
	return slices.Compact(ids), err
}

func (t tx) saveDecisions(ctx context.Context, ds []graph.Decision) error {
	rows, err := decisionRows(ds)
	if err != nil {
		return err
	}
	return put(ctx, t, putDecisions, rows, func(p params) any { return p })
}

func (t tx) saveOriginals(ctx context.Context, cs []graph.Contribution) error {
	rows, err := originalRows(cs)
	if err != nil {
		return err
	}
	return put(ctx, t, putOriginals, rows, func(p params) any { return p })
}

// decisionRows are the properties of decisions: all of them as JSON, and beside it what people look for.
func decisionRows(ds []graph.Decision) ([]params, error) {
	var rows []params
	for i := range ds {
		d := &ds[i]
		j, err := json.Marshal(d)
		if err != nil {
			return nil, fmt.Errorf("decision %q: %w", d.ID, err)
		}
		rows = append(rows, params{"id": d.ID, "name": d.String(), "by": text(d.By), "at": text(d.At), "note": text(d.Note), "json": string(j)})
	}
	return rows, nil
}

func originalRows(cs []graph.Contribution) ([]params, error) {
	var rows []params
	for i := range cs {
		j, err := json.Marshal(&cs[i])
		if err != nil {
			return nil, fmt.Errorf("article %q: %w", cs[i].Article.ID, err)
		}
		rows = append(rows, params{"id": cs[i].Article.ID, "json": string(j)})
	}
	return rows, nil
}
