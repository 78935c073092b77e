package gazetteer

import (
	"strings"

	"geokg/schema"
)

// FamilyNames returns the names by which news calls a person after the first mention, the likeliest first: "Kim" for Kim
// Jong-un, "Assad" and "al-Assad", "Obrador" and "López Obrador". A person with one name has that.
func FamilyNames(person *schema.Entity) []string {
	words := strings.Fields(person.Name)
	for len(words) > 1 && naming.suffixes[words[len(words)-1]] {
		words = words[:len(words)-1]
	}
	if len(words) == 0 {
		return nil
	}
	if naming.familyFirst[person.Country] && isEastAsian(words) {
		return words[:1]
	}
	last := words[len(words)-1]
	names := []string{last}
	if _, bare, ok := strings.Cut(last, "-"); ok && naming.particles[strings.ToLower(last[:len(last)-len(bare)-1])] {
		names = []string{bare, last}
	}
	from := len(words) - 1
	for from > 1 && naming.particles[strings.ToLower(words[from-1])] {
		from--
	}
	if from < len(words)-1 {
		names = append([]string{strings.Join(words[from:], " ")}, names...)
	} else if naming.twoFamilies[person.Country] && len(words) > 2 {
		names = append(names, strings.Join(words[len(words)-2:], " "), words[len(words)-2])
	}
	return names
}

// isEastAsian reports whether a name is of the form Family Given-name; "Joseph Wu" and "Lawrence Wong" are not.
func isEastAsian(words []string) bool {
	return strings.Contains(words[len(words)-1], "-") || len(words[0]) <= 4 || len(words) == 3
}

// Surnamed returns who of that family name held an office at the date or up to two years before it, the later in office
// first. It tells who "Lavrov" is in an article of 2015.
func (g *Gazetteer) Surnamed(name string, at schema.Date) []Office {
	on, ok := dayOf(at)
	if !ok {
		return nil
	}
	var found []int32
	for _, i := range g.families()[foldedName(name)] {
		o := &g.offices[i]
		if o.from != 0 && o.from.first() <= on.last() && (o.to == 0 || o.to.last()+2_00_00 >= on.first()) {
			found = append(found, i)
		}
	}
	out := g.sorted(found, func(*office) bool { return true })
	for i, j := 0, len(out)-1; i < j; i, j = i+1, j-1 {
		out[i], out[j] = out[j], out[i]
	}
	return out
}

// dayOf packs a date.
func dayOf(d schema.Date) (day, bool) {
	p, err := parseDay(d.Value)
	return p, err == nil && p != 0
}

// indexFamilies maps the folded family names to offices.
func (g *Gazetteer) indexFamilies() map[string][]int32 {
	m := map[string][]int32{}
	for i := range g.offices {
		if g.offices[i].gone {
			continue
		}
		for _, n := range FamilyNames(g.entity(g.offices[i].person)) {
			k := foldedName(n)
			m[k] = append(m[k], int32(i))
		}
	}
	return m
}
