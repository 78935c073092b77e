package main

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"geokg/schema"
)

const placesLegend = `# Changed: written in English letters, and marked. Without a mark the name is always that place's; "?": only where the words around it
# say that a place is meant ("in Nice"); "=": only where the text speaks of its country and not of a larger place's of that name; "~": only
# beside its country or division ("Paris, Texas"). Marks before other names are for these alone.
#
`

const divisionsHeader = `# Divisions: first-order divisions of all countries, but those that places.txt has or that are called like a capital.
# Source: GeoNames (https://www.geonames.org), CC BY 4.0.
` + placesLegend + `# name | country | Wikidata | other names
`

const placesHeader = `# Places: cities of more than 50,000 people. Regions and seas are in places.txt, capitals in countries.txt, divisions in divisions.txt.
# Source: GeoNames (https://www.geonames.org), CC BY 4.0.
` + placesLegend + `# name | country | Wikidata | other names | division
`

// A city is a row of geonames_cities.tsv.
type city struct {
	country, name, division string
	population              int
}

// A division is a row of geonames_admin1CodesASCII.txt.
type division struct{ code, country, name string }

const (
	smallest        = 100_000
	smallestEnglish = 400_000 // so many towns there are named after people
	unmistakable    = 1_000_000
	rivals          = 2 // a place that is not so many times as large as another of its name is not the one that is meant
)

func readCities(path string) ([]city, error) {
	var cities []city
	err := lines(path, func(f []string) error {
		if len(f) < 4 || f[0] == "countrycode" {
			return nil
		}
		n, err := strconv.Atoi(f[2])
		if err != nil {
			return fmt.Errorf("population %q: %w", f[2], err)
		}
		cities = append(cities, city{f[0], f[1], f[3], n})
		return nil
	})
	return cities, err
}

func readDivisions(path string) ([]division, error) {
	var ds []division
	err := lines(path, func(f []string) error {
		if len(f) < 2 {
			return nil
		}
		country, _, _ := strings.Cut(f[0], ".")
		ds = append(ds, division{f[0], country, f[1]})
		return nil
	})
	return ds, err
}

// lines calls yield with the tab-separated fields of each line.
func lines(path string, yield func(f []string) error) error {
	b, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	for i, line := range strings.Split(string(b), "\n") {
		if line == "" {
			continue
		}
		if err := yield(strings.Split(line, "\t")); err != nil {
			return fmt.Errorf("%s:%d: %w", path, i+1, err)
		}
	}
	return nil
}

// A place is a city or a first-order division.
type place struct {
	country    string // alpha-3
	alpha2     string
	name       string
	others     []string
	division   string // in which a city lies; its name in the tables, "" if not known
	population int    // 0 of a division, where it is not known
	isDivision bool
	rivalled   bool // another in its country has the name, and is hardly smaller
	wanted     bool // a division of a large country, which is as good as a city of some size
}

// The marks that stand before names in the tables; see the header.
const (
	always  = ""
	doubted = "?"
	lesser  = "="
	beside  = "~"
)

// allPlaces returns the divisions and the cities, the larger first; of two with one name in a country the second is called after its
// division. Those that our own tables have are left out.
func allPlaces(s *sources) []place {
	seen := map[string]bool{}
	for id := range s.ownPlaces {
		seen[id] = true
	}
	var all []place
	at := map[string]int{} // id → index in all
	add := func(p place) {
		id := schema.LocalID(schema.Place, p.name, p.country)
		if p.country == "" || len(p.name) < 2 {
			return
		}
		if i, ok := at[id]; ok && !p.isDivision && all[i].isDivision { // a division that is called after its city
			if folded(p.division) == folded(p.name) || all[i].population == 0 {
				all[i].population = max(all[i].population, p.population)
				return
			}
		}
		if i, ok := at[id]; ok && folded(all[i].division) == folded(p.division) {
			return
		}
		if seen[id] && !p.isDivision && p.division != "" && folded(p.division) != folded(p.name) && !s.capitalOf(p) && !s.isOwnCity(p) {
			if i, ok := at[id]; ok && p.population*rivals >= all[i].population && all[i].population < unmistakable/2 {
				all[i].rivalled = true
			}
			p.others = append(p.others, beside+p.name)
			p.name += ", " + p.division
			id = schema.LocalID(schema.Place, p.name, p.country)
		}
		if !seen[id] {
			seen[id] = true
			at[id] = len(all)
			all = append(all, p)
		}
	}
	for _, d := range s.divisions {
		add(s.divisionPlace(d))
	}
	cities := append([]city(nil), s.cities...)
	sort.SliceStable(cities, func(i, j int) bool { return cities[i].population > cities[j].population })
	for _, c := range cities {
		name := s.english(c.country, plainLetters(c.name))
		if strings.ContainsAny(name, "|;()/,0123456789") {
			continue
		}
		add(place{country: s.alpha3[c.country], alpha2: c.country, name: name, division: s.divisionOf[c.country+"."+c.division], population: c.population})
	}
	return all
}

// divisionPlace reads a division; its name is "" if it has none that can be used.
func (s *sources) divisionPlace(d division) place {
	name := divisionName(d.name)
	p := place{country: s.alpha3[d.country], alpha2: d.country, name: s.english(d.country, name), isDivision: true}
	word, wanted := words.division[d.country]
	p.wanted = wanted
	if p.name != name && name != "" && strings.HasPrefix(p.name, name) { // "Washington state"
		p.others = append(p.others, beside+name)
	}
	if word != "" && !strings.HasSuffix(p.name, word) {
		p.others = append(p.others, p.name+" "+word)
	}
	for _, short := range s.abbreviations[d.country+"|"+p.name] {
		p.others = append(p.others, beside+short)
	}
	return p
}

// isOwnCity reports whether our own table of places has a city of that name: the larger of its namesakes is that one.
func (s *sources) isOwnCity(p place) bool {
	return s.ownPlaces[schema.LocalID(schema.Place, p.name, p.country)] != "" && p.population >= smallest
}

// capitalOf reports whether a place is the capital of its country, which countries.txt has.
func (s *sources) capitalOf(p place) bool { return s.capitals[p.name] == p.country }

// divisionsTable and citiesTable write the places with their marks.
func divisionsTable(s *sources) []string {
	return placeRows(s, func(p place) bool { return p.isDivision })
}
func citiesTable(s *sources) []string {
	return placeRows(s, func(p place) bool { return !p.isDivision })
}

func placeRows(s *sources, want func(place) bool) []string {
	all := allPlaces(s)
	main := mainPlaces(s, all)
	known := maps.Clone(s.ownPlaces)
	for _, p := range all {
		known[schema.LocalID(schema.Place, p.name, p.country)] = p.name
	}
	var rows []string
	for _, p := range all {
		if !want(p) {
			continue
		}
		within := known[schema.LocalID(schema.Place, p.division, p.country)]
		if within == p.name {
			within = ""
		}
		row := fmt.Sprintf("%s%s | %s | | %s | %s", s.mark(p, main), p.name, p.country, strings.Join(p.others, "; "), within)
		for strings.HasSuffix(row, " |") || strings.HasSuffix(row, "| ") {
			row = strings.TrimRight(strings.TrimSuffix(row, "|"), " ")
			row = strings.TrimSuffix(row, " |")
		}
		rows = append(rows, row)
	}
	return rows
}

// mainPlaces returns, for each name, the place that news means by it without another word: the one in main.txt, or the largest.
func mainPlaces(s *sources, all []place) map[string]place {
	main := map[string]place{}
	for _, p := range all {
		k := folded(p.name)
		was, ok := main[k]
		if !ok || s.main[k] != was.alpha2 && (s.main[k] == p.alpha2 || p.size() > was.size()) {
			main[k] = p
		}
	}
	for _, p := range all { // of two that are about as large neither is meant without another word
		k := folded(p.name)
		if m := main[k]; m.country != p.country && s.main[k] == "" && p.population*rivals >= m.size() && m.size() < unmistakable/2 {
			main[k] = place{}
		}
	}
	return main
}

// size is how large a place counts: a division, by which nobody is counted here, like a city of some size.
func (p place) size() int {
	switch {
	case p.wanted:
		return max(p.population, 10*unmistakable)
	case p.isDivision:
		return max(p.population, smallest/2)
	}
	return p.population
}

// mark says when a name is that of the place.
func (s *sources) mark(p place, main map[string]place) string {
	alone := s.markAlone(p)
	m := main[folded(p.name)]
	switch {
	case alone == beside || alone == lesser || m.country == p.country:
		return alone
	case (p.population >= smallest || p.wanted) && p.size()*10 > m.size():
		return lesser
	}
	return beside
}

// markAlone is the mark of a place if no other had its name.
func (s *sources) markAlone(p place) string {
	large := p.population >= smallest && !words.englishSpeaking[p.alpha2] || p.population >= smallestEnglish || p.wanted
	switch {
	case strings.Contains(p.name, ","): // called after its division
		return always
	case s.isForeignCapital(p.name, p.alpha2) && p.population < unmistakable:
		return ifElse(p.population >= smallest && p.population*10 > s.capitalSize[p.name], lesser, beside)
	case s.isOwnElsewhere(p), s.countryNames[p.name] && p.name != "Georgia",
		s.otherNames[p.name], words.beside[p.name], len(p.name) < 3, words.generic[p.name]:
		return beside
	case strings.ContainsAny(p.name, " -"):
		return ifElse(p.rivalled, doubted, s.markWords(p, large))
	case p.population >= unmistakable && !s.stop[p.name]:
		return always
	case words.inContext[p.name] || p.rivalled:
		return doubted
	case s.stop[p.name] && !s.words[strings.ToLower(p.name)] || s.peoplesNames[p.name]:
		return ifElse(p.population >= unmistakable/2 || p.wanted, doubted, beside)
	case s.words[strings.ToLower(p.name)]:
		return ifElse(large, doubted, beside)
	case len(p.name) == 3:
		return ifElse(p.population >= unmistakable/2, doubted, beside)
	}
	return ifElse(large, always, doubted)
}

// markWords is markAlone for a name of several words.
func (s *sources) markWords(p place, large bool) string {
	parts := strings.FieldsFunc(p.name, func(r rune) bool { return r == ' ' || r == '-' })
	ordinary := true
	for _, w := range parts {
		ordinary = ordinary && (s.words[strings.ToLower(w)] || words.generic[w])
	}
	switch {
	case p.wanted:
		return always
	case ordinary:
		return ifElse(large || p.population >= smallest, always, ifElse(p.isDivision, beside, doubted))
	case s.peoplesNames[parts[0]] && !words.notGiven[parts[0]]:
		return ifElse(p.population >= unmistakable/2, always, beside)
	case p.isDivision && !large:
		return ifElse(words.saint[parts[0]], beside, always)
	}
	return ifElse(large || p.population >= smallest, always, doubted)
}

// isOwnElsewhere reports whether our own table has a place of that name that is not in the country.
func (s *sources) isOwnElsewhere(p place) bool {
	country, ok := s.ownPlaceIn[folded(p.name)]
	return ok && country != p.country && p.population < unmistakable
}

func ifElse(cond bool, a, b string) string {
	if cond {
		return a
	}
	return b
}

// folded is a name in small letters without accents.
func folded(name string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(name) {
		if !unicode.Is(unicode.Mn, r) {
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

// english returns the name in gen/rename.txt, if it has one.
func (s *sources) english(alpha2, name string) string {
	if to, ok := s.rename[alpha2+"|"+name]; ok {
		return to
	}
	return name
}

// isForeignCapital reports whether a name is that of another country's capital: London, Ontario.
func (s *sources) isForeignCapital(name, alpha2 string) bool {
	country, ok := s.capitals[name]
	return ok && country != s.alpha3[alpha2]
}

// divisionName drops what GeoNames adds to a division's name.
func divisionName(n string) string {
	n = plainLetters(n)
	for _, suffix := range []string{" Province", " Oblast", " Oblast'", " Republic", " State", " Prefecture", " Autonomous Region"} {
		n = strings.TrimSuffix(n, suffix)
	}
	if strings.ContainsAny(n, "|;()/,0123456789") {
		return ""
	}
	return n
}

// plainLetters replaces the signs of transliteration that English news doesn't write.
func plainLetters(n string) string {
	return strings.NewReplacer("‘", "'", "’", "'", "ʼ", "'", "`", "'", "ŏ", "o", "ŭ", "u", "ḩ", "h", "Ḩ", "H", "ş", "s", "Ş", "S", "ţ", "t", "z̧", "z",
		"ḑ", "d", "Ḑ", "D", "ī", "i", "ū", "u", "ā", "a", "Ā", "A", "ō", "o", "Ō", "O").Replace(n)
}

// readWords collects the words that the treebanks write in lower case, and those that begin a name of a person.
func readWords(dir string) (map[string]bool, error) {
	seen := map[string]bool{}
	files, err := filepath.Glob(filepath.Join(dir, "*.conllu.gz"))
	if err != nil || len(files) == 0 {
		return nil, fmt.Errorf("no treebanks in %s", dir)
	}
	for _, path := range files {
		if err := readTreebank(path, seen); err != nil {
			return nil, fmt.Errorf("read %s: %w", path, err)
		}
	}
	return seen, nil
}

func readTreebank(path string, seen map[string]bool) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return err
	}
	in := bufio.NewScanner(z)
	in.Buffer(nil, 1<<20)
	for in.Scan() {
		c := strings.Split(in.Text(), "\t")
		if len(c) < 4 || c[3] == "PROPN" || c[3] == "X" || c[3] == "SYM" {
			continue
		}
		if w := c[1]; w != "" && unicode.IsLower(rune(w[0])) {
			seen[w] = true
		}
	}
	return in.Err()
}
