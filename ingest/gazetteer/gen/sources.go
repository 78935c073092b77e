package main

import (
	"bytes"
	_ "embed"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"geokg/schema"
)

// Sources are the public files, and our own tables that they must not repeat.
type sources struct {
	countries []map[string]string // country-codes.csv
	alpha3    map[string]string   // alpha-2 → alpha-3, Kosovo too
	misp      []misp
	cities    []city
	divisions []division
	reign     []map[string]string  // reign_leaderlist_3_21.csv
	leaders   []map[string]string  // world-leaders-2021.wikidata.csv
	factbook  map[string][2]string // FIPS → chief of state, head of government
	words     map[string]bool      // written in lower case somewhere in the treebanks
	stop      map[string]bool      // gen/stop.txt
	rename    map[string]string    // gen/rename.txt: alpha-2|name → English name
	main      map[string]string    // gen/main.txt: folded name → alpha-2 of the place that is meant without another word

	abbreviations map[string][]string // gen/abbreviations.txt: alpha-2|division → how it is written behind a city
	divisionOf    map[string]string   // GeoNames code → the division's name in the tables

	own          map[string]ownState // data/countries.txt, by code
	agencies     [][]string          // data/agencies.txt
	otherNames   map[string]bool     // all names of alliances, organizations and countries
	ownPlaces    map[string]string   // ids of places that our own tables have, by each of their names → what they are called
	ownPlaceIn   map[string]string   // folded names of these → country, "" for nobody's
	countryNames map[string]bool     // names and demonyms of countries
	peoplesNames map[string]bool     // words of names of people
	capitals     map[string]string   // spelling → country
	capitalSize  map[string]int      // spelling → people
	ownPeople    map[string]bool     // ids of data/people.txt
	ownSpells    []spell             // data/offices.txt
	ownOffices   map[office]bool
}

// An ownState is what our own table says of a country.
type ownState struct {
	name  string
	names map[string]bool // all names, as written
}

// readSources reads shared/data and, from the gazetteer's data folder, our own tables.
func readSources(dir, data string) (*sources, error) {
	s := sources{alpha3: map[string]string{"XK": "XKX"}, stop: map[string]bool{}, rename: map[string]string{},
		main: map[string]string{}, abbreviations: map[string][]string{}, divisionOf: map[string]string{}, capitalSize: map[string]int{}}
	g := filepath.Join(dir, "gazetteers")
	var err error
	for _, read := range []func() error{
		func() error { s.countries, err = readCSV(filepath.Join(g, "country-codes.csv")); return err },
		func() error { s.misp, err = readMISP(filepath.Join(g, "misp_intelligence-agencies.json")); return err },
		func() error { s.cities, err = readCities(filepath.Join(g, "geonames_cities.tsv")); return err },
		func() error {
			s.divisions, err = readDivisions(filepath.Join(g, "geonames_admin1CodesASCII.txt"))
			return err
		},
		func() error { s.reign, err = readCSV(filepath.Join(g, "reign_leaderlist_3_21.csv")); return err },
		func() error {
			s.leaders, err = readCSV(filepath.Join(g, "world-leaders-2021.wikidata.csv"))
			return err
		},
		func() error { s.factbook, err = readFactbook(filepath.Join(g, "factbook")); return err },
		func() error { s.words, err = readWords(filepath.Join(dir, "ud")); return err },
		func() error { return s.readOwn(data) },
	} {
		if err := read(); err != nil {
			return nil, err
		}
	}
	for _, c := range s.countries {
		s.alpha3[c["ISO3166-1-Alpha-2"]] = c["ISO3166-1-Alpha-3"]
	}
	ownRows(renameText, 3, func(f []string) { s.rename[f[0]+"|"+f[1]] = f[2] })
	ownRows(mainText, 2, func(f []string) { s.main[folded(f[0])] = f[1] })
	ownRows(abbreviationsText, 3, func(f []string) { s.abbreviations[f[0]+"|"+f[1]] = splitList(f[2]) })
	for _, c := range s.cities {
		if name := s.english(c.country, plainLetters(c.name)); s.capitals[name] == s.alpha3[c.country] {
			s.capitalSize[name] = max(s.capitalSize[name], c.population)
		}
	}
	for _, d := range s.divisions {
		s.divisionOf[d.code] = s.english(d.country, divisionName(d.name))
	}
	for _, w := range strings.Split(stopText, "\n") {
		if w != "" && w[0] != '#' {
			s.stop[w] = true
		}
	}
	return &s, nil
}

//go:embed stop.txt
var stopText string

//go:embed rename.txt
var renameText string

//go:embed main.txt
var mainText string

//go:embed abbreviations.txt
var abbreviationsText string

// ownRows calls yield with the rows of a table of the generator's own that have n columns.
func ownRows(text string, n int, yield func(f []string)) {
	for _, line := range strings.Split(text, "\n") {
		if f := strings.Split(line, " | "); len(f) == n && line[0] != '#' {
			yield(f)
		}
	}
}

func readCSV(path string) ([]map[string]string, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	all, err := csv.NewReader(bytes.NewReader(b)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	var rows []map[string]string
	for _, rec := range all[1:] {
		row := map[string]string{}
		for i, v := range rec {
			row[all[0][i]] = strings.TrimSpace(v)
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// readOwn reads the tables written by hand.
func (s *sources) readOwn(data string) error {
	s.own, s.otherNames = map[string]ownState{}, map[string]bool{}
	s.ownPlaces, s.peoplesNames, s.capitals = map[string]string{}, map[string]bool{}, map[string]string{}
	s.countryNames, s.ownPlaceIn = map[string]bool{}, map[string]string{}
	s.ownOffices, s.ownPeople = map[office]bool{}, map[string]bool{}
	each := func(name string, yield func(f []string)) error {
		return ownTable(filepath.Join(data, name), yield)
	}
	for _, err := range []error{
		each("countries.txt", func(f []string) {
			for _, n := range append(append(splitList(f[2]), splitList(f[4])...), f[1]) {
				s.countryNames[n] = true
			}
			o := ownState{name: f[1], names: map[string]bool{f[1]: true}}
			for _, n := range splitList(f[4]) {
				o.names[n] = true
				s.otherNames[n] = true
			}
			s.own[f[0]] = o
			for _, c := range splitList(f[3]) {
				spellings := strings.Split(strings.TrimPrefix(c, "~"), "/")
				for _, spelling := range spellings {
					s.capitals[spelling] = f[0]
					s.ownPlaces[schema.LocalID(schema.Place, spelling, f[0])] = spellings[0]
				}
			}
		}),
		each("agencies.txt", func(f []string) { s.agencies = append(s.agencies, append([]string(nil), f...)) }),
		each("former.txt", func(f []string) { s.countryNames[f[1]] = true }),
		each("alliances.txt", func(f []string) { s.noteNames(f[1], f[4]) }),
		each("organizations.txt", func(f []string) { s.noteNames(f[0], f[3]) }),
		each("places.txt", func(f []string) {
			for _, n := range append(splitList(f[3]), f[0]) {
				s.ownPlaces[schema.LocalID(schema.Place, n, f[1])] = f[0]
				s.ownPlaceIn[folded(n)] = f[1]
			}
		}),
		each("people.txt", func(f []string) {
			s.notePerson(f[0])
			s.ownPeople[schema.LocalID(schema.Person, f[0], f[1])] = true
		}),
		each("offices.txt", func(f []string) {
			s.notePerson(f[2])
			s.ownSpells = append(s.ownSpells, spell{f[0], f[1], f[2], f[3], f[4], ""})
			s.ownOffices[office{f[0], f[1]}] = true
		}),
	} {
		if err != nil {
			return err
		}
	}
	return nil
}

func (s *sources) noteNames(name, others string) {
	for _, n := range append(splitList(others), name) {
		s.otherNames[n] = true
	}
}

func (s *sources) notePerson(name string) {
	for _, w := range strings.Fields(name) {
		s.peoplesNames[w] = true
	}
}

// ownTable calls yield with the columns of each row of a table of ours; there are at least six.
func ownTable(path string, yield func(f []string)) error {
	b, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	for _, line := range strings.Split(string(b), "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		f := append(strings.Split(line, "|"), make([]string, 6)...)
		for i := range f {
			f[i] = strings.TrimSpace(f[i])
		}
		yield(f)
	}
	return nil
}

// A file is a derived table.
type file struct {
	name string
	text []byte
}

// derived returns all tables. It is a pure function of its sources.
func derived(s *sources) []file {
	return []file{
		tableFile("folding.txt", foldingHeader, foldingTable()),
		tableFile("intelligence.txt", intelligenceHeader, intelligenceTable(s)),
		tableFile("offices.txt", officesHeader, officesTable(s)),
		tableFile("people.txt", peopleHeader, peopleTable(s)),
		tableFile("divisions.txt", divisionsHeader, divisionsTable(s)),
		tableFile("places.txt", placesHeader, citiesTable(s)),
		tableFile("states.txt", statesHeader, statesTable(s)),
	}
}

const generated = "# Derived by ingest/gazetteer/gen; don't edit.\n"

func tableFile(name, header string, rows []string) file {
	sort.Strings(rows)
	var b bytes.Buffer
	b.WriteString(header)
	b.WriteString(generated)
	for _, r := range rows {
		b.WriteString(r)
		b.WriteByte('\n')
	}
	return file{name, b.Bytes()}
}

const foldingHeader = `# Folding: Latin letters and what stands for them where accents are left out.
# Source: Unicode Character Database, by way of golang.org/x/text/unicode/norm. Licence: Unicode License V3.
#
# letter plain
`

const statesHeader = `# States: Wikidata ids and official names of the countries in countries.txt.
# Source: datasets/country-codes (Open Data Commons PDDL 1.0), its Wikidata and UNTERM columns.
#
# code | Wikidata | whose territory, if it is no state of its own ("-": nobody's) | official names
`

// statesTable gives each country its Wikidata id and the official names that our own table lacks.
func statesTable(s *sources) []string {
	rows := []string{"XKX | Q1246 | | Republic of Kosovo"}
	for _, c := range s.countries {
		code := c["ISO3166-1-Alpha-3"]
		own, ok := s.own[code]
		if !ok {
			continue
		}
		seen := map[string]bool{}
		var names []string
		for _, n := range []string{c["UNTERM English Formal"], c["UNTERM English Short"], c["official_name_en"], c["CLDR display name"]} {
			n = officialName(n)
			if n == "" || seen[n] || own.names[n] {
				continue
			}
			seen[n] = true
			names = append(names, n)
		}
		sort.Strings(names)
		id := c["wikidata_id"][strings.LastIndexByte(c["wikidata_id"], '/')+1:]
		rows = append(rows, strings.TrimRight(fmt.Sprintf("%s | %s | %s | %s", code, id, s.owner(c["is_independent"]), strings.Join(names, "; ")), " "))
	}
	return rows
}

// owner reads "Part of DK" or "Territory of GB" as a code; "" for a state.
func (s *sources) owner(independent string) string {
	switch independent {
	case "Yes", "In contention":
		return ""
	case "International":
		return "-"
	}
	alpha2 := independent[strings.LastIndexByte(independent, ' ')+1:]
	for _, c := range s.countries {
		if c["ISO3166-1-Alpha-2"] == alpha2 {
			return c["ISO3166-1-Alpha-3"]
		}
	}
	return "-"
}

// officialName strips what UNTERM adds to a name: "the" before it or in brackets behind it, asterisks and notes.
func officialName(n string) string {
	n = strings.TrimRight(n, " *")
	if i := strings.IndexByte(n, '('); i >= 0 {
		n = n[:i]
	}
	n = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(n), "the "))
	if strings.ContainsAny(n, ";|,") || strings.Contains(n, " - ") {
		return ""
	}
	return n
}
