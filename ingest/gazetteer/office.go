package gazetteer

import (
	"fmt"
	"maps"
	"slices"
	"sort"
	"strings"

	"geokg/schema"
)

// An Office is a leading or ministerial office that a person holds or held.
type Office struct {
	Person string      // entity id
	Role   string      // "president", "prime minister", "foreign minister", "secretary general", …; see [Gazetteer.Role]
	Of     string      // entity id of the country, alliance or agency
	From   schema.Date // zero if not known
	To     schema.Date // zero if the holder was in office when the table was written, or if not known
}

type office struct {
	person, of int32
	role       string
	from, to   day
	gone       bool // taken out by a user's own file
}

// officeHolders: of | role | person | from | to | the person's country, if it is not "of"
func (b *builder) officeHolders(t table) error {
	return t.rows(4, 6, func(f []string) error {
		of, err := b.entityOf(f[0])
		if err != nil {
			return err
		}
		if _, ok := b.ranks[f[1]]; !ok {
			return b.unknownRole(f[1])
		}
		from, to, err := parseSpell(f[3], f[4])
		if err != nil {
			return err
		}
		country := f[5]
		if country == "" {
			country = b.entities[of].country
		}
		person, err := b.person(f[2], country)
		if err != nil {
			return err
		}
		o := office{person: person, of: of, role: f[1], from: from, to: to}
		if b.overriding {
			if o.from, err = b.replaceTerms(o); err != nil {
				return err
			}
		}
		b.addOffice(o)
		return nil
	})
}

func (b *builder) addOffice(o office) {
	i := int32(len(b.offices))
	b.offices = append(b.offices, o)
	b.ofPerson[o.person] = append(b.ofPerson[o.person], i)
	b.ofBody[o.of] = append(b.ofBody[o.of], i)
}

// unknownRole is the error about a role that no table has, with all that they have.
func (b *builder) unknownRole(role string) error {
	if !b.overriding {
		return fmt.Errorf("unknown role %q", role)
	}
	if r, ok := b.roles[strings.ToLower(role)]; ok {
		return fmt.Errorf("unknown role %q; write %q", role, r)
	}
	return fmt.Errorf("unknown role %q; want one of %s", role, strings.Join(slices.Sorted(maps.Keys(b.ranks)), ", "))
}

func (b *builder) person(name, country string) (int32, error) {
	id := localID(schema.Person, name, country)
	if i, ok := b.index[id]; ok {
		return i, nil
	}
	return b.add(entity{id: id, label: schema.Person, name: name, country: country}, Name)
}

// roleTitles: role | rank | titles. Rank 1 is the leading office, 0 one that does not lead a country or an alliance.
func (b *builder) roleTitles(t table) error {
	return t.rows(2, 3, func(f []string) error {
		var rank int
		if _, err := fmt.Sscan(f[1], &rank); err != nil || rank < 0 {
			return fmt.Errorf("rank %q: want a number", f[1])
		}
		b.ranks[f[0]] = rank
		b.roles[f[0]] = f[0]
		return list(f[2], ";", func(title string) error {
			if was, ok := b.roles[title]; ok {
				return fmt.Errorf("the title %q stands for %s already", title, was)
			}
			b.roles[title] = f[0]
			return nil
		})
	})
}

// Role returns the role that a title means ("secretary of state" of the USA is the foreign minister). of is the id of the
// country or alliance, "" if not known.
func (g *Gazetteer) Role(title, of string) (string, bool) {
	title = strings.ToLower(title)
	if r, ok := g.roles[of+":"+title]; ok && of != "" {
		return r, true
	}
	r, ok := g.roles[title]
	return r, ok
}

// Offices returns the offices of a person, sorted by From.
func (g *Gazetteer) Offices(person string) []Office {
	i, ok := g.index[person]
	if !ok {
		return nil
	}
	return g.sorted(g.ofPerson[i], func(*office) bool { return true })
}

// Holders returns who held an office of a country, alliance or agency at a date, the leading office first. role may be any
// title that [Gazetteer.Role] knows; "" is any office that leads. An unknown date is any date.
func (g *Gazetteer) Holders(of, role string, at schema.Date) []Office {
	i, ok := g.index[of]
	if !ok {
		return nil
	}
	if r, ok := g.Role(role, of); ok {
		role = r
	}
	return g.sorted(g.ofBody[i], func(o *office) bool {
		if role == "" && g.ranks[o.role] == 0 || role != "" && o.role != role {
			return false
		}
		return at.IsZero() || at.Within(o.from.date(), o.to.date())
	})
}

func (g *Gazetteer) sorted(which []int32, keep func(*office) bool) []Office {
	var found []*office
	for _, i := range which {
		if o := &g.offices[i]; !o.gone && keep(o) {
			found = append(found, o)
		}
	}
	sort.SliceStable(found, func(i, j int) bool {
		a, b := found[i], found[j]
		if a.from != b.from {
			return a.from < b.from
		}
		if x, y := g.ranks[a.role], g.ranks[b.role]; x != y {
			return x < y
		}
		return g.entities[a.person].id < g.entities[b.person].id
	})
	var out []Office
	for _, o := range found {
		out = append(out, Office{g.entities[o.person].id, o.role, g.entities[o.of].id, o.from.date(), o.to.date()})
	}
	return out
}
