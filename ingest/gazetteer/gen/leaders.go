package main

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"time"
	"unicode"

	"geokg/schema"
)

const officesHeader = `# Offices: heads of state and government that offices.txt does not have.
# Sources: REIGN leader list of March 2021 (Bell, MIT licence), by the names in gen/leaders.txt; Wikidata (CC0), office-holders
# about 2021, by year; factbook.json (CC0), in office in early 2026.
#
# of | role | person | from | to
`

//go:embed leaders.txt
var leadersText string

// A spell is one person's time in one office. Dates are "2006-01-02", "2006-01", "2006" or "".
type spell struct {
	of, role, person string
	from, to         string
	wikidata         string // of the person, if known
}

// An office is what one person at a time holds.
type office struct{ of, role string }

// officesTable merges the three sources, the more exact first.
func officesTable(s *sources) []string {
	spells := map[office][]spell{}
	add := func(sp spell) {
		o := office{sp.of, sp.role}
		spells[o] = append(spells[o], sp)
	}
	for _, sp := range reignSpells(s) {
		if !s.ownSpell(sp) {
			add(sp)
		}
	}
	for _, sp := range wikidataSpells(s) {
		if o := (office{sp.of, sp.role}); !s.ownOffices[o] && !known(spells[o], sp) {
			add(sp)
		}
	}
	for _, sp := range factbookSpells(s) {
		o := office{sp.of, sp.role}
		if s.ownOffices[o] {
			continue
		}
		if i := holder(spells[o], sp.person); i >= 0 {
			spells[o][i].to = ""
			continue
		}
		add(sp)
	}
	var rows []string
	for o, list := range spells {
		sort.SliceStable(list, func(i, j int) bool { return list[i].from < list[j].from })
		for i, sp := range list {
			if sp.to == "" { // until the next one, or the first of our own, came
				if sp.to = s.nextOwn(o, sp.from); i+1 < len(list) && (sp.to == "" || list[i+1].from < sp.to) {
					sp.to = list[i+1].from
				}
			}
			rows = append(rows, strings.TrimSuffix(strings.Join([]string{sp.of, sp.role, sp.person, sp.from, sp.to}, " | "), " | "))
		}
	}
	return rows
}

// known reports whether a spell that starts within a year is the same person's.
func known(list []spell, sp spell) bool {
	for _, k := range list {
		if lastName(k.person) == lastName(sp.person) && abs(year(k.from)-year(sp.from)) <= 1 {
			return true
		}
	}
	return false
}

// holder returns the index of the latest spell of someone with the person's last name among theirs, or -1.
func holder(list []spell, person string) int {
	best := -1
	for i, k := range list {
		if hasName(k.person, lastName(person)) && (best < 0 || k.from > list[best].from) {
			best = i
		}
	}
	return best
}

func abs(n int) int { return max(n, -n) }

func year(date string) int {
	n, _ := strconv.Atoi(date[:min(4, len(date))])
	return n
}

func lastName(person string) string {
	f := strings.Fields(person)
	return schema.Slug(f[len(f)-1])
}

func hasName(person, last string) bool {
	for _, w := range strings.Fields(person) {
		if schema.Slug(w) == last {
			return true
		}
	}
	return false
}

// ownSpell reports whether our own table has the person in the office at that time.
func (s *sources) ownSpell(sp spell) bool {
	for _, o := range s.ownSpells {
		if o.of == sp.of && o.role == sp.role && schema.Slug(o.person) == schema.Slug(sp.person) && abs(year(o.from)-year(sp.from)) <= 1 {
			return true
		}
	}
	return false
}

// nextOwn returns the first day after from on which our own table has someone else in the office.
func (s *sources) nextOwn(o office, from string) (next string) {
	for _, sp := range s.ownSpells {
		if sp.of == o.of && sp.role == o.role && sp.from > from && (next == "" || sp.from < next) {
			next = sp.from
		}
	}
	return next
}

// reignSpells reads the rows of REIGN that leaders.txt names in full.
func reignSpells(s *sources) []spell {
	named := map[string][]string{}
	for _, line := range strings.Split(leadersText, "\n") {
		if f := append(strings.Split(line, " | "), "9999"); len(f) >= 6 && line[0] != '#' {
			named[f[0]+"|"+f[1]] = f[2:]
		}
	}
	var spells []spell
	for _, r := range s.reign {
		n, ok := named[r["stateabb"]+"|"+strings.Join(strings.Fields(r["leader"]), " ")]
		if !ok || r["syear"] < "1978" || r["syear"] >= n[3] { // leaders.txt names no earlier ones, who may have the same last name
			continue
		}
		spells = append(spells, spell{n[0], n[1], n[2], isoDate(r["syear"], r["smonth"], r["sdate"]), isoDate(r["eyear"], r["emonth"], ""), ""})
	}
	return spells
}

// isoDate joins the parts of a date that are known.
func isoDate(parts ...string) string {
	var date string
	for i, p := range parts {
		n, err := strconv.Atoi(p)
		if err != nil || n <= 0 {
			break
		}
		if i > 0 {
			date += "-"
		}
		date += fmt.Sprintf("%0*d", map[int]int{0: 4, 1: 2, 2: 2}[i], n)
	}
	return date
}

var positions = []struct {
	pattern *regexp.Regexp
	role    string
}{
	{regexp.MustCompile(`(?i)^president of (the )?(government|council|commission|presidency|pontifical)`), ""},
	{regexp.MustCompile(`(?i)^(interim |transitional |transition |acting |caretaker )?president\b`), "president"},
	{regexp.MustCompile(`(?i)^(gnu |cnsp )?(interim |transitional |transition |acting |caretaker )?prime minister\b|^taoiseach|^premier of`), "prime minister"},
	{regexp.MustCompile(`(?i)^(federal )?chancellor\b`), "chancellor"},
	{regexp.MustCompile(`(?i)^(king|queen|monarch|ngwenyama|druk gyalpo|yang di-pertuan agong)\b`), "king"},
	{regexp.MustCompile(`(?i)^(emir|amir)\b`), "emir"},
	{regexp.MustCompile(`(?i)^sultan\b`), "sultan"},
	{regexp.MustCompile(`(?i)^grand du(ke|chess)\b`), "grand duke"},
	{regexp.MustCompile(`(?i)^(sovereign )?prince of|^prince\b`), "prince"},
	{regexp.MustCompile(`(?i)^supreme leader\b`), "supreme leader"},
}

// roleOf reads a position's title; "" if it is none that we keep.
func roleOf(position string) string {
	for _, p := range positions {
		if p.pattern.MatchString(position) {
			return p.role
		}
	}
	return ""
}

var unnamed = regexp.MustCompile(`^Q\d+$`)

// wikidataSpells reads the office-holders of 2021. Monarchs of other realms are left out: they are the United Kingdom's.
func wikidataSpells(s *sources) []spell {
	codes := map[string]string{"Q1246": "XKX"}
	for _, c := range s.countries {
		codes[c["wikidata_id"][strings.LastIndexByte(c["wikidata_id"], '/')+1:]] = c["ISO3166-1-Alpha-3"]
	}
	var spells []spell
	for _, r := range s.leaders {
		code, role, name := codes[r["countryid"]], roleOf(r["positionLabel"]), r["officeholderLabel"]
		if code == "" || role == "" || unnamed.MatchString(name) || foreignCrown(code, name) {
			continue
		}
		spells = append(spells, spell{code, role, name, isoDate(r["start_year"]), isoDate(r["end_year"]), r["officeholder"]})
	}
	return spells
}

const peopleHeader = `# People: Wikidata ids of the office-holders of about 2021 who are in an office table but not in people.txt.
# Source: Wikidata (CC0).
#
# name | country | Wikidata
`

// peopleTable gives the ids of people whom the office tables name as Wikidata does.
func peopleTable(s *sources) []string {
	named := map[string]bool{}
	for _, sp := range s.ownSpells {
		named[schema.LocalID(schema.Person, sp.person, sp.of)] = true
	}
	for _, row := range officesTable(s) {
		f := strings.Split(row, " | ")
		named[schema.LocalID(schema.Person, f[2], f[0])] = true
	}
	for id := range s.ownPeople {
		named[id] = false
	}
	var rows []string
	for _, h := range wikidataSpells(s) {
		if id := schema.LocalID(schema.Person, h.person, h.of); named[id] {
			named[id] = false
			rows = append(rows, h.person+" | "+h.of+" | "+h.wikidata)
		}
	}
	return rows
}

func foreignCrown(code, name string) bool {
	return code != "GBR" && (name == "Charles III" || name == "Elizabeth II") || code != "DNK" && name == "Margrethe II"
}

// A profile is what we read of a factbook file.
type profile struct {
	Government struct {
		Executive struct {
			State struct{ Text string } `json:"chief of state"`
			Head  struct{ Text string } `json:"head of government"`
		} `json:"Executive branch"`
	}
}

// readFactbook returns the chiefs of state and heads of government by FIPS code.
func readFactbook(dir string) (map[string][2]string, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*", "??.json"))
	if err != nil || len(files) == 0 {
		return nil, fmt.Errorf("no profiles in %s", dir)
	}
	book := map[string][2]string{}
	for _, path := range files {
		b, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		var p profile
		if err := json.Unmarshal(b, &p); err != nil {
			return nil, fmt.Errorf("read %s: %w", path, err)
		}
		e := p.Government.Executive
		book[strings.ToUpper(strings.TrimSuffix(filepath.Base(path), ".json"))] = [2]string{html.UnescapeString(e.State.Text), html.UnescapeString(e.Head.Text)}
	}
	return book, nil
}

// holderPattern reads "President Adama BARROW (since 19 January 2022)"; the name holds a word in capitals.
var holderPattern = regexp.MustCompile(`^([^;,]*?)\s*\(since ([^;)]*)\)`)

func factbookSpells(s *sources) []spell {
	var spells []spell
	for _, c := range s.countries {
		own, code := s.own[c["ISO3166-1-Alpha-3"]], c["ISO3166-1-Alpha-3"]
		if own.name == "" || s.owner(c["is_independent"]) != "" {
			continue
		}
		for _, text := range s.factbook[c["FIPS"]] {
			if sp, ok := factbookSpell(code, text); ok && !foreignCrown(code, sp.person) {
				spells = append(spells, sp)
			}
		}
	}
	return spells
}

func factbookSpell(code, text string) (spell, bool) {
	m := holderPattern.FindStringSubmatch(text)
	if m == nil {
		return spell{}, false
	}
	role := roleOf(m[1])
	title := strings.Fields(m[1])
	first := firstOfName(title)
	from := factbookDate(m[2])
	if role == "" || first < 0 || from == "" {
		return spell{}, false
	}
	return spell{code, role, shortName(title[first:]), from, "", ""}, true
}

func firstOfName(name []string) int {
	for i, w := range name {
		if !words.titles[strings.ToLower(w)] {
			return i
		}
	}
	return -1
}

func factbookDate(s string) string {
	for _, f := range [][2]string{{"2 January 2006", "2006-01-02"}, {"January 2006", "2006-01"}, {"2006", "2006"}} {
		if t, err := time.Parse(f[0], strings.TrimSpace(s)); err == nil {
			return t.Format(f[1])
		}
	}
	return ""
}

// shortName keeps the first name and those in capitals, which are the family's: "Jose Maria Pereira NEVES" is Jose Neves.
func shortName(name []string) string {
	var out []string
	for i, w := range name {
		if i == 0 || isCapitals(w) || words.numerals[w] || words.particles[w] {
			out = append(out, w)
		}
	}
	if isCapitals(name[0]) { // the family's name comes first, or there is one name only
		out = append([]string(nil), name...)
	}
	if len(out) == 1 { // nothing in capitals
		out = append([]string(nil), name...)
	}
	for words.particles[out[len(out)-1]] {
		out = out[:len(out)-1]
	}
	for i, w := range out {
		if isCapitals(w) && !words.numerals[w] {
			out[i] = titleCase(w)
		}
	}
	return strings.Join(out, " ")
}

func isCapitals(w string) bool {
	if before, after, ok := strings.Cut(w, "-"); ok && words.particles[strings.ToLower(before)] { // "al-BASHIR"
		w = after
	}
	n := 0
	for _, r := range w {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsUpper(r) {
			n++
		}
	}
	return n > 1
}

func titleCase(w string) string {
	var b strings.Builder
	start := true
	for _, r := range w {
		if start {
			b.WriteRune(r)
		} else {
			b.WriteRune(unicode.ToLower(r))
		}
		start = !unicode.IsLetter(r) && r != '\'' && r != '’'
	}
	return b.String()
}
