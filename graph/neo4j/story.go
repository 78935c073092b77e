package neo4j

import (
	"context"

	"geokg/graph"
	"geokg/schema"
)

// told holds the SimHashes of all articles. Whoever may write, of all processes, uses its own one alone.
type told struct {
	prints *graph.Prints // nil until they are asked for
	at     int           // number of the last write that is in them
	write  int           // of the write that is under way
	saved  []*graph.Delta
}

// begin starts a write, or one anew that has failed.
func (t *told) begin(write int) { t.write, t.saved = write, nil }

// committed brings the prints up to what was saved, if they were up to date before it.
func (t *told) committed() {
	if t.prints == nil || t.at != t.write-1 {
		return
	}
	for _, d := range t.saved {
		t.prints.Update(d)
	}
	t.at, t.saved = t.write, nil
}

// Alike implements [graph.Tx].
func (t tx) Alike(ctx context.Context, simHashes []schema.SimHash) ([]graph.Teller, error) {
	if err := t.readPrints(ctx); err != nil {
		return nil, err
	}
	return t.tellers(ctx, "MATCH (a:Article {id: id})", t.told.prints.Near(simHashes))
}

// readPrints reads the SimHashes of all articles, unless no other writer has written since that was last done.
func (t tx) readPrints(ctx context.Context) error {
	if t.told.prints != nil && t.told.at == t.told.write-1 {
		return nil
	}
	prints := &graph.Prints{}
	err := t.query(ctx, "MATCH (a:Article) WHERE a.textPrint IS NOT NULL AND a.hash IS NOT NULL RETURN a.id, left(a.textPrint, $digits)", params{"digits": schema.SimHashDigits},
		func(r row) { prints.Add(r.str(0), schema.TextPrint(r.str(1))) })
	if err == nil {
		t.told.prints, t.told.at = prints, t.told.write-1
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
