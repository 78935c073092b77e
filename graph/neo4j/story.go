package neo4j

import (
	"context"

	"geokg/graph"
	"geokg/schema"
)

// Alike implements [graph.Tx].
func (t tx) Alike(ctx context.Context, prints []*schema.Print) ([]graph.Teller, error) {
	if err := t.readPrints(ctx); err != nil {
		return nil, err
	}
	ts, err := t.tellers(ctx, "MATCH (a:Article {id: id})", t.memory.prints.Near(prints))
	t.memory.prints.Learn(ts)
	return ts, err
}

// readPrints reads the SimHashes of all articles, unless no other writer has written since that was last done.
func (t tx) readPrints(ctx context.Context) error {
	if t.memory.prints != nil {
		return nil
	}
	prints := &graph.Prints{}
	err := t.query(ctx, "MATCH (a:Article) WHERE a.textPrint IS NOT NULL AND a.hash IS NOT NULL RETURN a.id, left(a.textPrint, $digits)", params{"digits": schema.SimHashDigits},
		func(r row) { prints.Add(r.str(0), schema.TextPrint(r.str(1))) })
	if err == nil {
		t.memory.prints = prints
	}
	return err
}

// Tellers implements [graph.Tx].
func (t tx) Tellers(ctx context.Context, stories []string) ([]graph.Teller, error) {
	return t.tellers(ctx, "MATCH (a:Article {story: id})", stories)
}

func (t tx) tellers(ctx context.Context, match string, ids []string) ([]graph.Teller, error) {
	var ts []graph.Teller
	err := t.each(ctx, "UNWIND $ids AS id "+match+" WHERE a.textPrint IS NOT NULL AND a.hash IS NOT NULL RETURN a.id, a.story, a.textPrint", ids,
		func(r row) {
			ts = append(ts, graph.Teller{Article: r.str(0), Story: r.str(1), Print: schema.TextPrint(r.str(2))})
		})
	return ts, err
}
