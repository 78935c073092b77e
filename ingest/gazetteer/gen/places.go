package main

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"unicode"

	"geokg/schema"
)

const placesHeader = `# Places: cities and first-order divisions. Regions and seas are in places.txt, capitals in countries.txt.
# Source: GeoNames (https://www.geonames.org), CC BY 4.0: cities of 100,000 people and more, of 400,000 in English-speaking
# countries; first-order divisions of large countries. Changed: names that are common words or names of people are left out.
#
# name | country | Wikidata | other names
`

// A city is a row of geonames_cities.tsv.
type city struct {
	country, name string
	population    int
}

const (
	smallest        = 100_000
	smallestEnglish = 400_000 // so many towns there are named after people
	unmistakable    = 1_000_000
)

func readCities(path string) ([]city, error) {
	var cities []city
	err := lines(path, func(f []string) error {
		if len(f) < 3 || f[0] == "countrycode" {
			return nil
		}
		n, err := strconv.Atoi(f[2])
		if err != nil {
			return fmt.Errorf("population %q: %w", f[2], err)
		}
		cities = append(cities, city{f[0], f[1], n})
		return nil
	})
	return cities, err
}

// readDivisions reads geonames_admin1CodesASCII.txt as country and name.
func readDivisions(path string) ([][2]string, error) {
	var ds [][2]string
	err := lines(path, func(f []string) error {
		if len(f) < 2 {
			return nil
		}
		country, _, _ := strings.Cut(f[0], ".")
		ds = append(ds, [2]string{country, f[1]})
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

// placesTable lists divisions and cities, the larger of two with one name in a country.
func placesTable(s *sources) []string {
	seen := map[string]bool{}
	for id := range s.ownPlaces {
		seen[id] = true
	}
	var rows []string
	add := func(alpha2, name string, others ...string) {
		country := s.alpha3[alpha2]
		id := schema.LocalID(schema.Place, name, country)
		if country == "" || seen[id] || s.countryNames[name] && name != "Georgia" {
			return
		}
		seen[id] = true
		rows = append(rows, strings.TrimRight(fmt.Sprintf("%s | %s | | %s", name, country, strings.Join(others, "; ")), " "))
	}
	for _, d := range s.divisions {
		word, ok := words.division[d[0]]
		name := s.english(d[0], divisionName(d[1]))
		if !ok || name == "" || s.isOrdinary(name) {
			continue
		}
		if word == "" {
			add(d[0], name)
		} else {
			add(d[0], name, name+" "+word)
		}
	}
	cities := append([]city(nil), s.cities...)
	sort.SliceStable(cities, func(i, j int) bool { return cities[i].population > cities[j].population })
	for _, c := range cities {
		if c.population < smallest || words.englishSpeaking[c.country] && c.population < smallestEnglish {
			continue
		}
		name := s.english(c.country, plainLetters(c.name))
		if s.isForeignCapital(name, c.country) && c.population < unmistakable {
			continue
		}
		if s.stop[name] || c.population < unmistakable && s.isOrdinary(name) || strings.ContainsAny(name, "|;()/,0123456789") || len(name) < 4 {
			continue
		}
		add(c.country, name)
	}
	return rows
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
	if strings.ContainsAny(n, "|;()/,0123456789") || len(n) < 4 {
		return ""
	}
	return n
}

// plainLetters replaces the signs of transliteration that English news doesn't write.
func plainLetters(n string) string {
	return strings.NewReplacer("‘", "'", "’", "'", "ʼ", "'", "`", "'", "ŏ", "o", "ŭ", "u", "ḩ", "h", "Ḩ", "H", "ş", "s", "Ş", "S", "ţ", "t", "z̧", "z",
		"ḑ", "d", "Ḑ", "D", "ī", "i", "ū", "u", "ā", "a", "Ā", "A", "ō", "o", "Ō", "O").Replace(n)
}

// isOrdinary reports whether a one-word name is also a common word or a name of people.
func (s *sources) isOrdinary(name string) bool {
	return s.stop[name] || !strings.ContainsAny(name, " -") && (s.words[strings.ToLower(name)] || s.peoplesNames[name])
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
