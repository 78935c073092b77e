package neo4j

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"geokg/graph"
	"geokg/schema"
)

// Memberships of the reference are relationships of a type of their own, so that no query for what articles say finds them by chance, and
// a picture shows which is which. Each says by its views how the reference knows its ends.
const (
	membershipType = "REFERENCE_MEMBERSHIP"

	deleteMemberships = "UNWIND $rows AS id MATCH ()-[m:" + membershipType + " {id: id}]->() DELETE m"
	putMemberships    = "UNWIND $rows AS r MATCH (s:`__Entity__` {id: r.member}) MATCH (a:`__Entity__` {id: r.alliance}) " +
		"CREATE (s)-[m:" + membershipType + "]->(a) SET m = r.membership"
)

// PutReference implements [graph.Store].
func (s *Store) PutReference(ctx context.Context, r graph.Reference) (graph.Changes, error) {
	return s.write(ctx, "write the reference", func(ctx context.Context, t graph.Tx) (graph.Changes, error) {
		return graph.ApplyReference(ctx, t, r)
	})
}

// Reference implements [graph.Store].
func (s *Store) Reference(ctx context.Context) (r graph.Reference, err error) {
	err = s.read(ctx, "read the reference", func(ctx context.Context, t tx) error {
		r, err = t.Reference(ctx)
		return err
	})
	return r, err
}

// Reference implements [graph.Tx].
func (t tx) Reference(ctx context.Context) (graph.Reference, error) {
	var puts []graph.MembershipPut
	var keys []string
	broken := error(nil)
	err := t.query(ctx, "MATCH (s:`__Entity__`)-[m:"+membershipType+"]->(a:`__Entity__`) WHERE m.id IS NOT NULL RETURN m, s.id, a.id", nil, func(r row) {
		m, err := membershipOf(r.edge(0), r.str(1), r.str(2))
		broken = cmp.Or(broken, err)
		puts = append(puts, m)
		keys = append(keys, m.MemberView, m.AllianceView)
	})
	if err := cmp.Or(err, broken); err != nil {
		return graph.Reference{}, err
	}
	slices.Sort(keys)
	views, err := t.viewsByKey(ctx, slices.Compact(keys))
	if err != nil {
		return graph.Reference{}, err
	}
	return graph.ReferenceOf(puts, views)
}

// viewsByKey returns the entities as the views of these keys have them; keys without a view are left out.
func (t tx) viewsByKey(ctx context.Context, keys []string) (map[string]schema.Entity, error) {
	views := make(map[string]schema.Entity, len(keys))
	broken := error(nil)
	err := t.each(ctx, "UNWIND $ids AS id MATCH (v:`__View__` {id: id}) RETURN id, v.json", keys, func(r row) {
		var e schema.Entity
		if err := json.Unmarshal([]byte(r.str(1)), &e); err != nil {
			broken = fmt.Errorf("read view %s: %w", r.str(0), err)
		}
		views[r.str(0)] = e
	})
	return views, cmp.Or(err, broken)
}

func (t tx) saveMemberships(ctx context.Context, ms []graph.MembershipPut) error {
	return put(ctx, t, putMemberships, ms, membershipRow)
}

func membershipRow(m graph.MembershipPut) any {
	return params{"member": m.Member, "alliance": m.Alliance, "membership": membershipParams(&m)}
}

func membershipParams(m *graph.MembershipPut) params {
	return params{
		"id": m.ID, "reference": true, "status": string(m.Status), "since": text(m.Since.Value), "until": text(m.Until.Value),
		"note": text(m.Note), "source": text(m.Source), "memberView": m.MemberView, "allianceView": m.AllianceView,
	}
}

func membershipOf(p properties, member, alliance string) (m graph.MembershipPut, err error) {
	m = graph.MembershipPut{
		ID: p.str("id"), MemberView: p.str("memberView"), AllianceView: p.str("allianceView"),
		Membership: schema.Membership{
			Alliance: alliance, Member: member, Status: schema.MembershipStatus(p.str("status")), Note: p.str("note"), Source: p.str("source"),
		},
	}
	if m.Since, err = schema.ParseDate(p.str("since")); err == nil {
		m.Until, err = schema.ParseDate(p.str("until"))
	}
	if err != nil {
		err = fmt.Errorf("membership %s: %w", m.ID, err)
	}
	return m, err
}
