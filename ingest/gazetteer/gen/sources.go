package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
)

// Sources are the public files, read whole.
type sources struct {
	countries []map[string]string // country-codes.csv
	own       map[string]ownState // data/countries.txt, by code
}

// An ownState is what our own table says of a country.
type ownState struct {
	name  string
	names map[string]bool // all names, as written
}

func readSources(dir, data string) (*sources, error) {
	var s sources
	var err error
	if s.countries, err = readCSV(filepath.Join(dir, "country-codes.csv")); err != nil {
		return nil, err
	}
	if s.own, err = readOwn(filepath.Join(data, "countries.txt")); err != nil {
		return nil, err
	}
	return &s, nil
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

func readOwn(path string) (map[string]ownState, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	own := map[string]ownState{}
	for _, line := range strings.Split(string(b), "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		f := append(strings.Split(line, "|"), "", "", "")
		o := ownState{name: strings.TrimSpace(f[1]), names: map[string]bool{}}
		for _, n := range append([]string{f[1]}, strings.Split(f[4], ";")...) {
			o.names[strings.TrimSpace(n)] = true
		}
		own[strings.TrimSpace(f[0])] = o
	}
	return own, nil
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
