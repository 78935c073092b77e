package sqlite

import (
	"context"

	"geokg/graph"
	"geokg/schema"
)

// PutReference makes this the graph's reference, in one transaction.
func (s *Store) PutReference(ctx context.Context, r graph.Reference) (ch graph.Changes, err error) {
	err = s.write(ctx, "write the reference", func(w *writer) error {
		ch, err = graph.ApplyReference(ctx, &tx{rower: w.conn, w: w}, r)
		return err
	})
	return ch, err
}

// Reference implements [graph.Store].
func (s *Store) Reference(ctx context.Context) (r graph.Reference, err error) {
	err = s.read(ctx, "reference", func(t *tx) error {
		r, err = t.Reference(ctx)
		return err
	})
	return r, err
}

// Reference implements [graph.Tx].
func (t *tx) Reference(ctx context.Context) (graph.Reference, error) {
	if some, err := t.hasReference(ctx); err != nil || !some {
		return graph.Reference{}, err
	}
	puts, err := gather(ctx, t, `SELECT m.id, m.status, m.since, m.until, m.note, m.source, v.key, e.id, w.key, a.id FROM membership m
		JOIN view v ON v.n = m.member JOIN entity e ON e.n = v.entity
		JOIN view w ON w.n = m.alliance JOIN entity a ON a.n = w.entity`, nil, scanMembership)
	if err != nil {
		return graph.Reference{}, err
	}
	views := map[string]schema.Entity{}
	err = t.each(ctx, "SELECT key, body FROM view WHERE n IN (SELECT member FROM membership UNION SELECT alliance FROM membership)", nil, func(scan scan) error {
		var key string
		e, err := scanEntity(scan, &key)
		views[key] = e
		return err
	})
	if err != nil {
		return graph.Reference{}, err
	}
	return graph.ReferenceOf(puts, views)
}

// hasReference reports whether the file has the tables of the reference: one that an earlier geokg made and that nobody has written
// to since does not.
func (t *tx) hasReference(ctx context.Context) (bool, error) {
	return has(ctx, t, "membership")
}

func scanMembership(scan scan) (m graph.MembershipPut, err error) {
	var since, until string
	if err = scan(&m.ID, &m.Status, &since, &until, &m.Note, &m.Source, &m.MemberView, &m.Member, &m.AllianceView, &m.Alliance); err != nil {
		return m, err
	}
	if m.Since, err = dateOf(since, "", ""); err != nil {
		return m, err
	}
	m.Until, err = dateOf(until, "", "")
	return m, err
}

// memberships writes the memberships of a delta, whose views are there.
func (s *saver) memberships(d *graph.Delta) error {
	keys := map[string]bool{}
	for i := range d.PutMemberships {
		keys[d.PutMemberships[i].MemberView], keys[d.PutMemberships[i].AllianceView] = true, true
	}
	views, err := s.rowsOf("view", "key", keys)
	if err != nil {
		return err
	}
	return s.insert("membership", "id, member, alliance, status, since, until, note, source", len(d.PutMemberships), func(i int, values []any) []any {
		m := &d.PutMemberships[i]
		return append(values, m.ID, views[m.MemberView], views[m.AllianceView], string(m.Status), m.Since.Value, m.Until.Value, m.Note, m.Source)
	})
}
