package entity

import (
	_ "embed"
	"fmt"
	"strings"

	"geokg/schema"
)

var (
	//go:embed data/agencies.txt
	agenciesText string
	//go:embed data/agreements.txt
	agreementsText string
	//go:embed data/cues.txt
	cuesText string
	//go:embed data/events.txt
	eventsText string
	//go:embed data/groups.txt
	groupsText string
	//go:embed data/halves.txt
	halvesText string
	//go:embed data/kinds.txt
	kindsText string
	//go:embed data/nominals.txt
	nominalsText string
	//go:embed data/org_nouns.txt
	orgNounsText string
	//go:embed data/prefixes.txt
	prefixesText string
	//go:embed data/pronouns.txt
	pronounsText string
	//go:embed data/stand_ins.txt
	standInsText string
	//go:embed data/titles.txt
	titlesText string
)

// titleKind tells what a title says of the person who has it.
type titleKind string

const (
	titleOffice titleKind = "office" // holding it is LEADS
	titleEnvoy  titleKind = "envoy"  // an office that is not
	titleRank   titleKind = "rank"   // a form of address
	titleHuman  titleKind = "human"  // a description
)

type title struct {
	role    string // "" if it names none
	kind    titleKind
	country string // the only country that has it, or ""
	gender  byte   // 'f', 'm' or 0
}

// standInKind tells how a noun stands for the country that owns it.
type standInKind string

const (
	standInRule   standInKind = "rule"
	standInForce  standInKind = "force"
	standInPeople standInKind = "people"
	standInCrowd  standInKind = "crowd"
	standInPart   standInKind = "part"
	standInVoice  standInKind = "voice"
	standInCamp   standInKind = "camp"
	standInEnvoy  standInKind = "envoy"
)

type orgNoun struct {
	label schema.Label
	last  bool // only as the last word of the name proper
}

type agency struct {
	name  string // canonical, without the country
	named bool   // can only be such a body, even without a country's name
}

type eventNoun struct {
	typ, family string
	generic     bool // takes up an event of any type of its family
}

type nominal struct {
	labels []schema.Label
	strict bool // only what has the noun in its name
}

type agreementNoun struct {
	typ   string
	loose bool // its parties are enough to know it by
}

type half struct {
	code  string   // of the country meant
	needs []string // countries of which one must be named
}

// pronounClass is what a pronoun says of what it stands for.
type pronounClass struct {
	person byte // '1', '3' or 'r' for a relative pronoun
	number byte // 's', 'p' or 0
	whom   byte // 'p' people, 'm' a man, 'f' a woman, 't' anything but people, 0 either
}

// lexicon holds the word lists, keyed by words in lower case; of several words, by the words with single spaces between.
type lexicon struct {
	titles     map[string]title
	standIns   map[string]standInKind
	groups     map[string]string
	orgNouns   map[string]orgNoun
	agencies   map[string]agency
	events     map[string]eventNoun
	agreements map[string]agreementNoun
	nominals   map[string]nominal
	kinds      map[string]map[string]bool
	halves     map[string]half
	pronouns   map[string]pronounClass
	prefixes   map[string]string    // "franco" → country
	cues       map[string]*cueWords // kind → words
	longest    int                  // words in the longest title, agency or event
	begins     cueWords             // first words of titles, up to a hyphen
	ends       cueWords             // last words of agencies and events, after a hyphen
}

// words is the lexicon of the embedded files.
var words = func() *lexicon {
	lx, err := loadLexicon()
	if err != nil {
		panic("geokg/ingest/entity: " + err.Error()) // the files are part of the program
	}
	return lx
}()

// a row is one entry of a list.
type row struct {
	file string
	line int
	f    []string
}

func (r row) errorf(format string, args ...any) error {
	return fmt.Errorf("%s:%d: %s", r.file, r.line, fmt.Sprintf(format, args...))
}

// readTable splits a list into entries of n fields each. It refuses entries that stand out of order or twice, so that a list is
// edited in one place only.
func readTable(file, text string, n int) ([]row, error) {
	var rows []row
	last := ""
	for i, line := range strings.Split(text, "\n") {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		r := row{file: file, line: i + 1, f: strings.Split(line, "|")}
		for j := range r.f {
			if r.f[j] = strings.TrimSpace(r.f[j]); r.f[j] == "" {
				return nil, r.errorf("field %d is empty; write - for none", j+1)
			}
		}
		if len(r.f) != n {
			return nil, r.errorf("%d fields, want %d", len(r.f), n)
		}
		key := r.f[0]
		if file == "cues.txt" { // one word can be a cue of several kinds
			key += "\x00" + r.f[1]
		}
		if key <= last {
			return nil, r.errorf("%q does not stand after the entry before it", line)
		}
		last = key
		rows = append(rows, r)
	}
	return rows, nil
}

func newLexicon() *lexicon {
	return &lexicon{
		titles: map[string]title{}, standIns: map[string]standInKind{}, groups: map[string]string{}, orgNouns: map[string]orgNoun{},
		agencies: map[string]agency{}, events: map[string]eventNoun{}, agreements: map[string]agreementNoun{},
		nominals: map[string]nominal{}, kinds: map[string]map[string]bool{}, halves: map[string]half{},
		pronouns: map[string]pronounClass{}, prefixes: map[string]string{}, cues: map[string]*cueWords{},
		begins: cueWords{words: map[string]bool{}}, ends: cueWords{words: map[string]bool{}},
	}
}

func loadLexicon() (*lexicon, error) {
	lx := newLexicon()
	for _, t := range []struct {
		file, text string
		fields     int
		add        func(row) error
	}{
		{"agencies.txt", agenciesText, 3, lx.addAgency},
		{"agreements.txt", agreementsText, 3, lx.addAgreement},
		{"cues.txt", cuesText, 2, lx.addCue},
		{"events.txt", eventsText, 4, lx.addEvent},
		{"groups.txt", groupsText, 2, lx.addGroup},
		{"halves.txt", halvesText, 3, lx.addHalf},
		{"kinds.txt", kindsText, 2, lx.addKind},
		{"nominals.txt", nominalsText, 3, lx.addNominal},
		{"org_nouns.txt", orgNounsText, 3, lx.addOrgNoun},
		{"prefixes.txt", prefixesText, 2, lx.addPrefix},
		{"pronouns.txt", pronounsText, 4, lx.addPronoun},
		{"stand_ins.txt", standInsText, 2, lx.addStandIn},
		{"titles.txt", titlesText, 5, lx.addTitle},
	} {
		if err := lx.load(t.file, t.text, t.fields, t.add); err != nil {
			return nil, err
		}
	}
	for w := range lx.titles {
		lx.begins.add(firstPart(w))
	}
	for w := range lx.agencies {
		lx.ends.add(lastPart(w))
	}
	for w := range lx.events {
		lx.ends.add(lastPart(w))
	}
	return lx, nil
}

// firstPart returns the first word of an entry, or of a hyphenated one its first half.
func firstPart(w string) string {
	for i := range len(w) {
		if w[i] == ' ' || w[i] == '-' {
			return w[:i]
		}
	}
	return w
}

// lastPart returns the last word of an entry, or of a hyphenated one its last half.
func lastPart(w string) string {
	for i := len(w) - 1; i >= 0; i-- {
		if w[i] == ' ' || w[i] == '-' {
			return w[i+1:]
		}
	}
	return w
}

func (lx *lexicon) load(file, text string, fields int, add func(row) error) error {
	rows, err := readTable(file, text, fields)
	if err != nil {
		return err
	}
	for _, r := range rows {
		if err := add(r); err != nil {
			return err
		}
	}
	return nil
}

func (lx *lexicon) note(words string) {
	lx.longest = max(lx.longest, strings.Count(words, " ")+1)
}

func (lx *lexicon) addTitle(r row) error {
	t := title{role: unDash(r.f[1]), kind: titleKind(r.f[2]), country: unDash(r.f[3])}
	switch t.kind {
	case titleOffice:
		if t.role == "" {
			return r.errorf("an office without a role")
		}
	case titleEnvoy, titleRank, titleHuman:
	default:
		return r.errorf("kind %q: want office, envoy, rank or human", r.f[2])
	}
	if t.country != "" && !isCode(t.country) {
		return r.errorf("country %q: want an ISO alpha-3 code", t.country)
	}
	switch r.f[4] {
	case "f", "m":
		t.gender = r.f[4][0]
	case "-":
	default:
		return r.errorf("gender %q: want f, m or -", r.f[4])
	}
	lx.note(r.f[0])
	lx.titles[r.f[0]] = t
	return nil
}

func (lx *lexicon) addStandIn(r row) error {
	switch k := standInKind(r.f[1]); k {
	case standInRule, standInForce, standInPeople, standInCrowd, standInPart, standInVoice, standInCamp, standInEnvoy:
		lx.standIns[r.f[0]] = k
	default:
		return r.errorf("kind %q: want rule, force, people, crowd, part, voice, camp or envoy", r.f[1])
	}
	lx.note(r.f[0])
	return nil
}

func (lx *lexicon) addGroup(r row) error {
	lx.groups[r.f[0]] = r.f[1]
	return nil
}

func (lx *lexicon) addOrgNoun(r row) error {
	if !schema.IsLabel(schema.Label(r.f[1])) {
		return r.errorf("label %q is not in the ontology", r.f[1])
	}
	if r.f[2] != "last" && r.f[2] != "name" {
		return r.errorf("place %q: want last or name", r.f[2])
	}
	lx.note(r.f[0])
	lx.orgNouns[r.f[0]] = orgNoun{schema.Label(r.f[1]), r.f[2] == "last"}
	return nil
}

func (lx *lexicon) addAgency(r row) error {
	named, err := r.yes(2)
	lx.note(r.f[0])
	lx.agencies[r.f[0]] = agency{r.f[1], named}
	return err
}

func (r row) yes(i int) (bool, error) {
	switch r.f[i] {
	case "yes":
		return true, nil
	case "no":
		return false, nil
	}
	return false, r.errorf("%q: want yes or no", r.f[i])
}

func (lx *lexicon) addEvent(r row) error {
	generic, err := r.yes(3)
	lx.note(r.f[0])
	lx.events[r.f[0]] = eventNoun{unDash(r.f[1]), r.f[2], generic}
	return err
}

func (lx *lexicon) addAgreement(r row) error {
	if r.f[2] != "strict" && r.f[2] != "loose" {
		return r.errorf("how %q: want strict or loose", r.f[2])
	}
	lx.agreements[r.f[0]] = agreementNoun{r.f[1], r.f[2] == "loose"}
	return nil
}

func (lx *lexicon) addNominal(r row) error {
	if r.f[2] != "strict" && r.f[2] != "loose" {
		return r.errorf("how %q: want strict or loose", r.f[2])
	}
	n := nominal{strict: r.f[2] == "strict"}
	for _, l := range strings.Fields(r.f[1]) {
		if !schema.IsLabel(schema.Label(l)) {
			return r.errorf("label %q is not in the ontology", l)
		}
		n.labels = append(n.labels, schema.Label(l))
	}
	lx.nominals[r.f[0]] = n
	return nil
}

func (lx *lexicon) addKind(r row) error {
	codes := map[string]bool{}
	for _, c := range strings.Fields(r.f[1]) {
		if !isCode(c) {
			return r.errorf("country %q: want an ISO alpha-3 code", c)
		}
		codes[c] = true
	}
	lx.kinds[r.f[0]] = codes
	return nil
}

func (lx *lexicon) addHalf(r row) error {
	lx.halves[r.f[0]] = half{r.f[1], strings.Fields(r.f[2])}
	return nil
}

func (lx *lexicon) addPrefix(r row) error {
	if !isCode(r.f[1]) {
		return r.errorf("country %q: want an ISO alpha-3 code", r.f[1])
	}
	lx.prefixes[r.f[0]] = r.f[1]
	return nil
}

func (lx *lexicon) addPronoun(r row) error {
	p := pronounClass{person: r.f[1][0]}
	if r.f[1] != "1" && r.f[1] != "3" && r.f[1] != "rel" {
		return r.errorf("person %q: want 1, 3 or rel", r.f[1])
	}
	if !strings.Contains("sp-", r.f[2]) || !strings.Contains("pmft-", r.f[3]) {
		return r.errorf("number %q, whom %q: want s, p or -, and p, m, f, t or -", r.f[2], r.f[3])
	}
	if r.f[2] != "-" {
		p.number = r.f[2][0]
	}
	if r.f[3] != "-" {
		p.whom = r.f[3][0]
	}
	lx.pronouns[r.f[0]] = p
	return nil
}

func (lx *lexicon) addCue(r row) error {
	if lx.cues[r.f[0]] == nil {
		lx.cues[r.f[0]] = &cueWords{words: map[string]bool{}}
	}
	lx.cues[r.f[0]].add(r.f[1])
	return nil
}

// cue reports whether the list of that kind has the word.
func (lx *lexicon) cue(kind, word string) bool {
	c := lx.cues[kind]
	return c != nil && c.has(word)
}

// cueWords are the cues of one kind, or words of another use. Most words that are asked for are none, which their first letter and length tell faster than the map.
type cueWords struct {
	words   map[string]bool
	lengths [256]uint32 // first byte → lengths of words
}

func (c *cueWords) has(word string) bool {
	return word != "" && c.lengths[word[0]]&lengthBit(word) != 0 && c.words[word]
}

func (c *cueWords) add(word string) {
	c.words[word] = true
	c.lengths[word[0]] |= lengthBit(word)
}

func lengthBit(word string) uint32 { return 1 << min(len(word), 31) }

func unDash(s string) string {
	if s == "-" {
		return ""
	}
	return s
}

func isCode(s string) bool {
	return len(s) == 3 && s == strings.ToUpper(s)
}
