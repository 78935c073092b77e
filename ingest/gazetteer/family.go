package gazetteer

import (
	"strings"

	"geokg/schema"
)

// familyFirst are the countries where English news keeps the family's name before the given one.
var familyFirst = map[string]bool{"CHN": true, "KOR": true, "PRK": true, "TWN": true, "HKG": true, "MAC": true, "SGP": true}

// twoFamilies are the countries where people have two family names, of which news often keeps both or the first.
var twoFamilies = map[string]bool{"ARG": true, "BOL": true, "CHL": true, "COL": true, "CRI": true, "CUB": true, "DOM": true, "ECU": true, "ESP": true,
	"GNQ": true, "GTM": true, "HND": true, "MEX": true, "NIC": true, "PAN": true, "PER": true, "PRY": true, "SLV": true, "URY": true, "VEN": true}

// particles belong to the family's name that follows them.
var particles = map[string]bool{"al": true, "bin": true, "da": true, "de": true, "del": true, "della": true, "den": true, "der": true, "di": true,
	"dos": true, "du": true, "el": true, "ibn": true, "la": true, "le": true, "van": true, "von": true, "zu": true, "ter": true, "ould": true, "ben": true}

// FamilyNames returns the names by which news calls a person after the first mention, the likeliest first: "Kim" for Kim
// Jong-un, "Assad" and "al-Assad", "Obrador" and "López Obrador". A person with one name has that.
func FamilyNames(person *schema.Entity) []string {
	words := strings.Fields(person.Name)
	for len(words) > 1 && isSuffix(words[len(words)-1]) {
		words = words[:len(words)-1]
	}
	if len(words) == 0 {
		return nil
	}
	if familyFirst[person.Country] && isEastAsian(words) {
		return words[:1]
	}
	last := words[len(words)-1]
	names := []string{last}
	if _, bare, ok := strings.Cut(last, "-"); ok && particles[strings.ToLower(last[:len(last)-len(bare)-1])] {
		names = []string{bare, last}
	}
	from := len(words) - 1
	for from > 1 && particles[strings.ToLower(words[from-1])] {
		from--
	}
	if from < len(words)-1 {
		names = append([]string{strings.Join(words[from:], " ")}, names...)
	} else if twoFamilies[person.Country] && len(words) > 2 {
		names = append(names, strings.Join(words[len(words)-2:], " "), words[len(words)-2])
	}
	return names
}

// isSuffix reports whether a word behind a name is no part of it: "Jr.", "III".
func isSuffix(w string) bool {
	switch w {
	case "Jr.", "Jr", "Sr.", "II", "III", "IV", "V", "VI", "XVI":
		return true
	}
	return false
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
		for _, n := range FamilyNames(&g.entities[g.offices[i].person]) {
			k := foldedName(n)
			m[k] = append(m[k], int32(i))
		}
	}
	return m
}
