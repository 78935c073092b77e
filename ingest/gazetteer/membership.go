package gazetteer

import (
	"cmp"
	"fmt"
	"slices"

	"geokg/schema"
)

// The tables of memberships. Articles are read without them, so that they are no part of the [Gazetteer.Fingerprint].
const (
	membershipsTable = "memberships.txt"
	listsTable       = "membership-lists.txt"
)

// Memberships reads the embedded table of who belongs to which alliance, in order of alliance, member and time. Unknown ids and
// statuses, impossible dates and spells of one member that overlap are errors that name file and line.
func (g *Gazetteer) Memberships() ([]schema.Membership, error) {
	lists, err := data.ReadFile("data/" + listsTable)
	if err != nil {
		return nil, fmt.Errorf("gazetteer table %s: %w", listsTable, err)
	}
	rows, err := data.ReadFile("data/" + membershipsTable)
	if err != nil {
		return nil, fmt.Errorf("gazetteer table %s: %w", membershipsTable, err)
	}
	return g.memberships(table{name: listsTable, text: string(lists)}, table{name: membershipsTable, text: string(rows)})
}

func (g *Gazetteer) memberships(lists, rows table) ([]schema.Membership, error) {
	sources, err := g.listSources(lists)
	if err != nil {
		return nil, err
	}
	var ms []schema.Membership
	spells, used := spells{}, map[string]bool{}
	err = rows.rows(3, 6, func(f []string) error {
		if g.removed[f[0]] || g.removed[f[1]] {
			used[f[0]] = true
			return nil
		}
		m, err := g.membership(f, sources[f[0]])
		if err != nil {
			return err
		}
		if err := spells.add(&m); err != nil {
			return err
		}
		used[m.Alliance] = true
		ms = append(ms, m)
		return nil
	})
	if err != nil {
		return nil, err
	}
	for id := range sources {
		if !used[id] {
			return nil, fmt.Errorf("gazetteer table %s: %s has no row in %s", listsTable, id, membershipsTable)
		}
	}
	for _, s := range g.ownMembers {
		if ms, err = g.overrideMemberships(ms, s); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(ms, func(a, b schema.Membership) int {
		return cmp.Or(cmp.Compare(a.Alliance, b.Alliance), cmp.Compare(a.Member, b.Member), cmp.Compare(a.Since.Value, b.Since.Value))
	})
	return ms, nil
}

// listSources reads where the list of each alliance can be looked up: alliance | in the Factbook | source
func (g *Gazetteer) listSources(t table) (map[string]string, error) {
	sources := map[string]string{}
	err := t.rows(3, 3, func(f []string) error {
		if g.removed[f[0]] {
			return nil
		}
		if err := g.mustBe(f[0], schema.Alliance); err != nil {
			return err
		}
		if sources[f[0]] != "" {
			return fmt.Errorf("%s stands twice", f[0])
		}
		if f[2] == "" {
			return fmt.Errorf("%s has no source", f[0])
		}
		sources[f[0]] = f[2]
		return nil
	})
	return sources, err
}

// membership reads a row: alliance | member | status | from | to | note
func (g *Gazetteer) membership(f []string, source string) (schema.Membership, error) {
	from, to, err := parseSpell(f[3], f[4])
	m := schema.Membership{
		Alliance: f[0], Member: f[1], Status: schema.MembershipStatus(f[2]), Since: from.date(), Until: to.date(), Note: f[5], Source: source,
	}
	return m, cmp.Or(err, g.checkMembership(&m))
}

// checkMembership checks the ids, the status and the source.
func (g *Gazetteer) checkMembership(m *schema.Membership) error {
	if err := g.mustBe(m.Alliance, schema.Alliance); err != nil {
		return err
	}
	if err := g.mustBe(m.Member, schema.Country, schema.Agency, schema.Alliance, schema.Organization); err != nil {
		return err
	}
	switch {
	case m.Source == "":
		return fmt.Errorf("%s has no source: add a row for it to %s", m.Alliance, listsTable)
	case m.Member == m.Alliance:
		return fmt.Errorf("%s is a member of itself", m.Member)
	case !slices.Contains(schema.MembershipStatuses, m.Status):
		return fmt.Errorf("status %q: want one of %v", m.Status, schema.MembershipStatuses)
	}
	return nil
}

// mustBe checks that there is an entity of that id, and what it is.
func (g *Gazetteer) mustBe(id string, labels ...schema.Label) error {
	i, ok := g.index[id]
	if !ok {
		return unknownID(id)
	}
	if l := g.entities[i].label; !slices.Contains(labels, l) {
		return fmt.Errorf("%s is of label %s, want one of %v", id, l, labels)
	}
	return nil
}

// spells holds the spells of each member of an alliance so far, to find those that overlap.
type spells map[[2]string][][2]day

func (s spells) add(m *schema.Membership) error {
	from, to := spellOf(m)
	key := [2]string{m.Alliance, m.Member}
	for _, other := range s[key] {
		if overlap(from, to, other[0], other[1]) {
			return fmt.Errorf("%s in %s: two spells at once, from %s to %s and from %s to %s", m.Member, m.Alliance,
				orOpen(from), orOpen(to), orOpen(other[0]), orOpen(other[1]))
		}
	}
	s[key] = append(s[key], [2]day{from, to})
	return nil
}

// spellOf packs the dates of a membership, which have been read from a table.
func spellOf(m *schema.Membership) (from, to day) {
	from, _ = dayOf(m.Since)
	to, _ = dayOf(m.Until)
	return from, to
}

// overlap reports whether two spells surely have more in common than the day, month or year at which one ends and the other begins.
func overlap(from1, to1, from2, to2 day) bool {
	return from1.last() < end(to2) && from2.last() < end(to1)
}

// end returns the earliest day on which a spell ends.
func end(to day) day {
	if to == 0 {
		return 9999_12_31
	}
	return to.first()
}

func orOpen(d day) string { return cmp.Or(d.date().Value, "?") }
