package gazetteer

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"geokg/schema"
)

// change gives an entity that is there already what a row of a user's own says of it: another name, parent or Wikidata id.
func (b *builder) change(i int32, e entity, k Kind) error {
	old := &b.entities[i]
	if old.label != e.label {
		return fmt.Errorf("%s is of label %s, so that it cannot be of label %s; take it out in its section first", e.id, old.label, e.label)
	}
	if e.wikidata != "" {
		if !isWikidata(e.wikidata) {
			return fmt.Errorf("%s: Wikidata id %q: want Q and digits", e.id, e.wikidata)
		}
		old.wikidata = e.wikidata
	}
	if e.parent != "" {
		old.parent = e.parent
	}
	return b.rename(i, e.name, k)
}

// renames: id | new name
func (b *builder) renames(t table) error {
	return t.rows(2, 2, func(f []string) error {
		e, err := b.entityOf(f[0])
		if err != nil {
			return err
		}
		if f[1] == "" {
			return fmt.Errorf("the new name of %s is missing", f[0])
		}
		return b.rename(e, f[1], nameKind(b.entities[e].label))
	})
}

// nameKind is how the plain name of an entity names it.
func nameKind(l schema.Label) Kind {
	if l == schema.Place {
		return PlaceOf
	}
	return Name
}

// rename calls an entity by another name; the old one stays as an alias. A country's agencies that are called after it follow.
func (b *builder) rename(i int32, name string, k Kind) error {
	if b.entities[i].name == name {
		return nil
	}
	b.entities[i].name = name
	if err := b.addTerm(i, k, name, 0, 0); err != nil || b.entities[i].label != schema.Country {
		return err
	}
	for _, p := range b.byPattern {
		e, ok := b.bodies[body{i, p.id}]
		if !ok || b.entities[e].id != b.entities[i].id+"/"+p.id {
			continue
		}
		if err := b.rename(e, b.bodyName(i, p), Name); err != nil {
			return err
		}
	}
	return nil
}

// bodiesFrom gives the countries that are new, from that entity on, the agencies that every country has.
func (b *builder) bodiesFrom(first int) error {
	for i, n := int32(first), int32(len(b.entities)); i < n; i++ {
		if b.entities[i].label != schema.Country || b.entities[i].gone {
			continue
		}
		for _, p := range b.byPattern {
			if err := b.bodyByPattern(i, p); err != nil {
				return err
			}
		}
	}
	return nil
}

// takePlace puts an agency of the user's in the place of the one that its country has by a pattern.
func (b *builder) takePlace(k body, agency int32) error {
	if !slices.ContainsFunc(b.byPattern, func(p pattern) bool { return p.id == k.pattern }) {
		var ids []string
		for _, p := range b.byPattern {
			ids = append(ids, p.id)
		}
		return fmt.Errorf("unknown pattern %q; want one of %s", k.pattern, strings.Join(ids, ", "))
	}
	old, ok := b.bodies[k]
	if ok && old != agency && b.entities[old].id == b.entities[k.country].id+"/"+k.pattern {
		b.remove(old)
	}
	b.bodies[k] = agency
	return nil
}

// dropByID: id
func (b *builder) dropByID(t table) error {
	return t.rows(1, 5, func(f []string) error {
		e, err := b.entityOf(f[0])
		if err != nil {
			return err
		}
		b.remove(e)
		return nil
	})
}

// dropLocal: name | country
func dropLocal(l schema.Label) func(*builder, table) error {
	return func(b *builder, t table) error {
		return t.rows(1, 4, func(f []string) error {
			e, err := b.entityOf(localID(l, f[0], f[1]))
			if err != nil {
				return err
			}
			b.remove(e)
			return nil
		})
	}
}

// dropNothing is for a section in which nothing can be taken out.
func dropNothing(_ *builder, t table) error {
	return t.rows(1, 16, func([]string) error { return fmt.Errorf("a row here has no - before it") })
}

// remove takes an entity out, with all that belongs to it: a country's agencies, places and people, an alliance's bodies, offices.
func (b *builder) remove(i int32) {
	e := &b.entities[i]
	e.gone = true
	delete(b.index, e.id)
	b.removed[e.id] = true
	for b.ofEntity[i] >= 0 {
		b.unlink(b.ofEntity[i])
	}
	for k, agency := range b.bodies {
		if agency == i || k.country == i {
			delete(b.bodies, k)
		}
	}
	for o := range b.offices {
		b.offices[o].gone = b.offices[o].gone || b.offices[o].of == i || b.offices[o].person == i
	}
	for j := range b.entities {
		if x := &b.entities[j]; !x.gone && (x.country == e.id || x.parent == e.id) {
			b.remove(int32(j))
		}
	}
}

// unlink takes a term out of the names of its entity and out of the index.
func (b *builder) unlink(i int32) {
	t := &b.terms[i]
	p := &b.ofEntity[t.entity]
	for *p != i {
		p = &b.terms[*p].nextOfEntity
	}
	*p = t.nextOfEntity
	head := firstFold(t.text)
	if b.heads[head] == i {
		if b.heads[head] = t.nextOfHead; t.nextOfHead < 0 {
			delete(b.heads, head)
		}
		return
	}
	for j := b.heads[head]; j >= 0; j = b.terms[j].nextOfHead {
		if b.terms[j].nextOfHead == i {
			b.terms[j].nextOfHead = t.nextOfHead
		}
	}
}

// dropNames: id | names, of those kinds. Spellings that differ in dots or accents only go together.
func dropNames(of ...Kind) func(*builder, table) error {
	return func(b *builder, t table) error {
		return t.rows(2, 4, func(f []string) error {
			e, err := b.entityOf(f[0])
			if err != nil {
				return err
			}
			return list(f[1], ";", func(name string) error { return b.dropName(e, name, of) })
		})
	}
}

func (b *builder) dropName(e int32, name string, of []Kind) error {
	folded := foldedName(strings.TrimPrefix(name, "the "))
	if folded == foldedName(b.entities[e].name) && slices.Contains(of, Name) {
		return fmt.Errorf("%q is what %s is called; give it another name under [rename], and then this one can go", name, b.entities[e].id)
	}
	found := false
	for i := b.ofEntity[e]; i >= 0; {
		t := &b.terms[i]
		next := t.nextOfEntity
		if slices.Contains(of, kinds[t.kind]) && foldedName(t.text) == folded {
			b.unlink(i)
			found = true
		}
		i = next
	}
	if !found {
		return fmt.Errorf("%s has no name %q here; geokg show %s says which it has", b.entities[e].id, name, b.entities[e].id)
	}
	return nil
}

// replaceTerms takes out the person's terms in the office that overlap the new one, and returns from when the new one is: without
// a date of its own it is the person's last term there that it changes.
func (b *builder) replaceTerms(o office) (from day, err error) {
	last := int32(-1)
	for _, i := range b.ofPerson[o.person] {
		x := &b.offices[i]
		switch {
		case x.gone || x.of != o.of || x.role != o.role:
		case o.from == 0:
			if last < 0 || x.from > b.offices[last].from {
				last = i
			}
		case overlap(o.from, o.to, x.from, x.to):
			x.gone = true
		}
	}
	if last < 0 {
		return o.from, nil
	}
	b.offices[last].gone = true
	return b.offices[last].from, spell(b.offices[last].from, o.to)
}

// dropOffices: of | role | person
func (b *builder) dropOffices(t table) error {
	return t.rows(3, 6, func(f []string) error {
		of, err := b.entityOf(f[0])
		if err != nil {
			return err
		}
		if _, ok := b.ranks[f[1]]; !ok {
			return b.unknownRole(f[1])
		}
		found := false
		for _, i := range b.ofBody[of] {
			if o := &b.offices[i]; !o.gone && o.role == f[1] && b.entities[o.person].name == f[2] {
				o.gone, found = true, true
			}
		}
		if !found {
			return fmt.Errorf("%s is not known as %s of %s", f[2], f[1], f[0])
		}
		return nil
	})
}

// addOwnMemberships keeps the rows for those who ask for memberships, after it has tried them.
func (b *builder) addOwnMemberships(s section) error {
	if strings.Trim(s.add.text+s.drop.text, "\n") == "" {
		return nil
	}
	b.ownMembers = append(b.ownMembers, s)
	_, err := b.Memberships()
	return err
}

// overrideMemberships applies the rows of an own file: a row takes the place of the spells of that member that it overlaps or,
// without a date, of the last one.
func (g *Gazetteer) overrideMemberships(ms []schema.Membership, s section) ([]schema.Membership, error) {
	err := s.drop.rows(2, 6, func(f []string) error {
		n := len(ms)
		ms = slices.DeleteFunc(ms, func(m schema.Membership) bool { return m.Alliance == f[0] && m.Member == f[1] })
		if len(ms) == n {
			return fmt.Errorf("no membership of %s in %s is known", f[1], f[0])
		}
		return nil
	})
	if err != nil {
		return nil, hint(err, ownMemberships, "- alliance | member")
	}
	err = s.add.rows(3, 6, func(f []string) error {
		m, err := g.membership(f, filepath.Base(s.add.name))
		if err != nil {
			return err
		}
		ms, err = replaceSpells(ms, m)
		return err
	})
	return ms, hint(err, ownMemberships, "alliance | member | status | from | to | note")
}

// replaceSpells puts a membership in the place of the spells of the same member that it overlaps or, without a date, of the last.
func replaceSpells(ms []schema.Membership, m schema.Membership) ([]schema.Membership, error) {
	from, to := spellOf(&m)
	last := -1
	for i := range ms {
		if x := &ms[i]; x.Alliance == m.Alliance && x.Member == m.Member && (last < 0 || x.Since.Value > ms[last].Since.Value) {
			last = i
		}
	}
	if from == 0 && last >= 0 {
		m.Since = ms[last].Since
		from, _ = dayOf(m.Since)
		ms = slices.Delete(ms, last, last+1)
		if err := spell(from, to); err != nil {
			return nil, err
		}
	}
	ms = slices.DeleteFunc(ms, func(x schema.Membership) bool {
		f, t := spellOf(&x)
		return x.Alliance == m.Alliance && x.Member == m.Member && overlap(from, to, f, t)
	})
	return append(ms, m), nil
}
