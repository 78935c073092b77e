package sqlite

import (
	"context"

	"geokg/graph"
	"geokg/schema"
)

// Alike implements [graph.Tx].
func (t *tx) Alike(ctx context.Context, prints []*schema.Print) ([]graph.Teller, error) {
	if err := t.readPrints(ctx); err != nil {
		return nil, err
	}
	ts, err := t.tellers(ctx, "a.id", t.w.prints.Near(prints))
	t.w.prints.Learn(ts)
	return ts, err
}

// Tellers implements [graph.Tx].
func (t *tx) Tellers(ctx context.Context, stories []string) ([]graph.Teller, error) {
	return t.tellers(ctx, "a.story", stories)
}

// tellers returns the articles with a print that have one of the values in a column of ours.
func (t *tx) tellers(ctx context.Context, column string, values []string) ([]graph.Teller, error) {
	return gather(ctx, t, "SELECT a.id, a.story, a.text_print FROM json_each(?) j CROSS JOIN article a ON "+column+" = j.value WHERE a.text_print <> ''",
		[]any{array(values)}, func(scan scan) (x graph.Teller, err error) {
			err = scan(&x.Article, &x.Story, &x.Print)
			return x, err
		})
}

// readPrints reads the SimHashes of all articles, unless they are in memory as they are in the file.
func (t *tx) readPrints(ctx context.Context) error {
	var version int64
	if err := t.QueryRowContext(ctx, "PRAGMA data_version").Scan(&version); err != nil {
		return err
	}
	if t.w.prints != nil && t.w.version == version {
		return nil
	}
	prints := &graph.Prints{}
	err := t.each(ctx, "SELECT id, substr(text_print, 1, ?) FROM article WHERE text_print <> ''", []any{schema.SimHashDigits}, func(scan scan) error {
		var id string
		var print schema.TextPrint
		err := scan(&id, &print)
		prints.Add(id, print)
		return err
	})
	if err == nil {
		t.w.prints, t.w.version = prints, version
	}
	return err
}

// committed brings the prints up to what the transaction has saved.
func (w *writer) committed() {
	for _, d := range w.saved {
		if w.prints != nil {
			w.prints.Update(d)
		}
	}
	w.saved = nil
}
