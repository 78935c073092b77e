package graph

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"geokg/schema"
)

// A Reference is what a graph holds for looking up, beside what articles say: who belongs to which alliance, from when to when. It is
// counted apart, no claim is made of it and no typed edge is drawn from it; only the entities that it names are nodes as any others,
// folded from its views and those of the articles. Putting another one takes back exactly what the one before had added.
type Reference struct {
	Entities    []schema.Entity     `json:"entities,omitempty"`    // in order of id: every one that a membership names, and no others
	Memberships []schema.Membership `json:"memberships,omitempty"` // in order of alliance, member and beginning
}

// A Member is a membership with who the member is.
type Member struct {
	schema.Membership
	Entity  schema.Entity `json:"entity"`
	Perhaps bool          `json:"perhaps,omitempty"` // at the time that was asked for it may hold or not
}

// Members returns the memberships of an alliance that hold, or may hold, at some time of the period that the date names; all of them
// if the date is zero. They come in order of status, then beginning, unknown ones last, then member.
func (r *Reference) Members(alliance string, on schema.Date) []Member {
	entities := r.byID()
	var ms []Member
	for i := range r.Memberships {
		m := &r.Memberships[i]
		may, surely := m.Holds(on)
		if m.Alliance == alliance && may {
			ms = append(ms, Member{*m, entities[m.Member], !on.IsZero() && !surely})
		}
	}
	slices.SortFunc(ms, compareMembers)
	return ms
}

func compareMembers(a, b Member) int {
	rank := func(m Member) int { return slices.Index(schema.MembershipStatuses, m.Status) }
	since := func(m Member) string { return cmp.Or(m.Since.Value, "unknown") } // after every digit
	return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(since(a), since(b)), compareMemberships(a.Membership, b.Membership))
}

func (r *Reference) byID() map[string]schema.Entity {
	at := make(map[string]schema.Entity, len(r.Entities))
	for _, e := range r.Entities {
		at[e.ID] = e
	}
	return at
}

func compareMemberships(a, b schema.Membership) int {
	return cmp.Or(cmp.Compare(a.Alliance, b.Alliance), cmp.Compare(a.Member, b.Member), cmp.Compare(a.Since.Value, b.Since.Value),
		cmp.Compare(schema.MembershipID(&a), schema.MembershipID(&b)))
}

// normal returns the reference with its lists in order.
func (r *Reference) normal() Reference {
	n := Reference{slices.Clone(r.Entities), slices.Clone(r.Memberships)}
	for i := range n.Entities {
		n.Entities[i].Aliases = ordered(n.Entities[i].Aliases)
	}
	slices.SortFunc(n.Entities, func(a, b schema.Entity) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(n.Memberships, compareMemberships)
	return n
}

// Validate reports what is wrong with a reference, as an error that is [ErrInvalid]: what is wrong with an entity as in a
// contribution; a membership of somebody who is not among the entities, or in what is no alliance, of an unknown status, with a
// date that is none, or that stands twice; an entity that no membership names.
func (r *Reference) Validate() error {
	if err := r.validate(); err != nil {
		return fmt.Errorf("%w: reference: %w", ErrInvalid, err)
	}
	return nil
}

func (r *Reference) validate() error {
	entities, named, ids := map[string]schema.Label{}, map[string]bool{}, map[string]bool{}
	for i := range r.Entities {
		e := &r.Entities[i]
		if err := (&Mentioned{Entity: *e}).validate(); err != nil {
			return fmt.Errorf("entity %q: %w", shorten(e.ID), err)
		}
		if _, ok := entities[e.ID]; ok {
			return fmt.Errorf("entity %q stands twice", e.ID)
		}
		entities[e.ID] = e.Label
	}
	for i := range r.Memberships {
		m := &r.Memberships[i]
		if err := validateMembership(m, entities); err != nil {
			return fmt.Errorf("membership of %q in %q: %w", shorten(m.Member), shorten(m.Alliance), err)
		}
		id := schema.MembershipID(m)
		if ids[id] {
			return fmt.Errorf("membership of %q in %q stands twice", m.Member, m.Alliance)
		}
		ids[id], named[m.Alliance], named[m.Member] = true, true, true
	}
	for _, id := range sorted(entities) {
		if !named[id] {
			return fmt.Errorf("entity %q: no membership names it", id)
		}
	}
	return nil
}

func validateMembership(m *schema.Membership, entities map[string]schema.Label) error {
	for _, id := range []string{m.Member, m.Alliance} {
		if _, ok := entities[id]; !ok {
			return fmt.Errorf("%q is not among the entities", shorten(id))
		}
	}
	switch l := entities[m.Alliance]; {
	case l != schema.Alliance:
		return fmt.Errorf("%q is of label %s, not %s", shorten(m.Alliance), l, schema.Alliance)
	case m.Member == m.Alliance:
		return errors.New("it is its own member")
	case !slices.Contains(schema.MembershipStatuses, m.Status):
		return fmt.Errorf("status %q: want one of %v", m.Status, schema.MembershipStatuses)
	}
	for _, d := range []schema.Date{m.Since, m.Until} {
		if err := validateDate(d); err != nil {
			return err
		}
		if d.Source != "" || d.Remark != "" {
			return fmt.Errorf("date %q has a source or a remark; the membership has one for all", d.Value)
		}
	}
	return validateText(m.Note, m.Source)
}

// A MembershipPut is a membership to store, with the views by which the reference knows its two ends.
type MembershipPut struct {
	ID string // [schema.MembershipID]
	schema.Membership
	MemberView, AllianceView string // [ViewKey]
}

// ApplyReference makes the reference that of the graph that tx writes to; see [Store.PutReference], which stores implement with it.
func ApplyReference(ctx context.Context, tx Tx, r Reference) (Changes, error) {
	var ch Changes
	if err := r.Validate(); err != nil {
		return ch, err
	}
	was, err := tx.Reference(ctx)
	if err != nil {
		return ch, err
	}
	is := r.normal()
	ds, err := tx.Decisions(ctx)
	if err != nil {
		return ch, err
	}
	rules := ds.rules()
	p := plan{claims: map[string]*turn{}, views: map[string]*View{}, was: rules, is: rules}
	p.memberships(p.reference(&was, -1), p.reference(&is, +1), &ch)
	if err := p.entities(ctx, tx, &ch); err != nil || p.delta.Empty() {
		return ch, err
	}
	p.delta.sort()
	return ch, tx.Save(ctx, &p.delta)
}

// reference counts the views of a reference up or down and returns its memberships by id.
func (p *plan) reference(r *Reference, n int) map[string]MembershipPut {
	keys := map[string]string{}
	for i := range r.Entities {
		e := &r.Entities[i]
		keys[e.ID] = ViewKey(e)
		p.view(e, keys[e.ID], n)
	}
	puts := map[string]MembershipPut{}
	for i := range r.Memberships {
		m := &r.Memberships[i]
		id := schema.MembershipID(m)
		puts[id] = MembershipPut{id, *m, keys[m.Member], keys[m.Alliance]}
	}
	return puts
}

// memberships plans the step from some memberships to others. One that stays is written again if an entity at its ends has another view.
func (p *plan) memberships(before, after map[string]MembershipPut, ch *Changes) {
	for _, id := range sorted(before) {
		is, stays := after[id]
		if !stays {
			ch.MembershipsRemoved++
		}
		if is != before[id] {
			p.delta.DeleteMemberships = append(p.delta.DeleteMemberships, id)
		}
	}
	for _, id := range sorted(after) {
		was, had := before[id]
		if !had {
			ch.MembershipsAdded++
		}
		if was != after[id] {
			p.delta.PutMemberships = append(p.delta.PutMemberships, after[id])
		}
	}
}

// ReferenceOf makes a reference of memberships as a store keeps them, and of the entities by the keys of their views.
func ReferenceOf(puts []MembershipPut, views map[string]schema.Entity) (Reference, error) {
	var r Reference
	seen := map[string]bool{}
	for _, m := range puts {
		r.Memberships = append(r.Memberships, m.Membership)
		for _, key := range []string{m.MemberView, m.AllianceView} {
			e, ok := views[key]
			if !ok {
				return r, fmt.Errorf("membership %s refers to view %s, which is gone: put the reference anew", m.ID, key)
			}
			if !seen[key] {
				seen[key] = true
				r.Entities = append(r.Entities, e)
			}
		}
	}
	return r.normal(), nil
}
