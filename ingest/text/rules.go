package text

import (
	"embed"
	"fmt"
	"strings"
)

//go:embed rules/*.txt
var ruleFiles embed.FS

//go:embed model/lowercase.txt
var lowercaseTable string

var ruleNames = []string{"abbreviations.txt", "contractions.txt", "endings.txt", "faces.txt", "prefixes.txt", "starters.txt", "units.txt", "verbs.txt"}

// abbreviation says what may follow an abbreviation's full stop.
type abbreviation int

const (
	noAbbreviation abbreviation = iota
	beforeName                  // never ends a sentence
	beforeNumber                // an abbreviation only before a number
	beforeAny                   // may end a sentence
)

var abbreviationKinds = map[string]abbreviation{"name": beforeName, "number": beforeNumber, "any": beforeAny}

// rules are the word lists by which text is cut into tokens and sentences.
type rules struct {
	abbreviations map[string]abbreviation
	endings       map[string]bool // of names of files and hosts
	faces         map[string]bool
	common        map[string]bool // words that running text has in lower case
	prefixes      map[string]bool
	starters      map[string]bool
	units         map[string]bool
	contractions  map[string][]string // in lower case → parts
}

func loadRules() (*rules, error) {
	r := &rules{
		abbreviations: map[string]abbreviation{}, endings: map[string]bool{}, faces: map[string]bool{}, common: map[string]bool{}, prefixes: map[string]bool{},
		starters: map[string]bool{}, units: map[string]bool{}, contractions: map[string][]string{},
	}
	for _, f := range []struct {
		name string
		add  func(fields []string) error
	}{
		{"abbreviations.txt", r.addAbbreviation},
		{"contractions.txt", r.addContraction},
		{"endings.txt", func(f []string) error { return addWord(r.endings, f) }},
		{"faces.txt", r.addFace},
		{"prefixes.txt", func(f []string) error { return addWord(r.prefixes, f) }},
		{"starters.txt", func(f []string) error { return addWord(r.starters, f) }},
		{"units.txt", func(f []string) error { return addWord(r.units, f) }},
	} {
		b, err := ruleFiles.ReadFile("rules/" + f.name)
		if err != nil {
			return nil, err
		}
		if err := readList(string(b), f.add); err != nil {
			return nil, fmt.Errorf("rules/%s: %w", f.name, err)
		}
	}
	if err := readList(lowercaseTable, func(f []string) error { return addWord(r.common, f) }); err != nil {
		return nil, fmt.Errorf("model/lowercase.txt: %w", err)
	}
	return r, nil
}

// readList calls add with the fields of each line that is neither empty nor a comment. Lines are sorted by bytes and
// none stands twice. Errors name the line.
func readList(text string, add func(fields []string) error) error {
	last := ""
	n := 0
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimRight(line, "\r\n")
		if line == "" || line[0] == '#' {
			continue
		}
		if line <= last {
			return fmt.Errorf("line %d: %q after %q: lines must be sorted, each once", n, line, last)
		}
		last = line
		if err := add(strings.Fields(line)); err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
	}
	return nil
}

func addWord(set map[string]bool, f []string) error {
	if len(f) != 1 || f[0] != strings.ToLower(f[0]) {
		return fmt.Errorf("%q: want one word in lower case", f)
	}
	set[f[0]] = true
	return nil
}

func (r *rules) addAbbreviation(f []string) error {
	if len(f) != 2 || !strings.HasSuffix(f[0], ".") || abbreviationKinds[f[1]] == noAbbreviation {
		return fmt.Errorf("%q: want an abbreviation with its full stop, a tab, and name, number or any", f)
	}
	r.abbreviations[f[0]] = abbreviationKinds[f[1]]
	if upper := strings.ToUpper(f[0]); len(upper) > 3 {
		r.abbreviations[upper] = abbreviationKinds[f[1]]
	}
	return nil
}

// longestFace is the number of bytes of the longest emoticon.
const longestFace = 3

func (r *rules) addFace(f []string) error {
	if len(f) != 1 || len(f[0]) > longestFace {
		return fmt.Errorf("%q: want one emoticon of at most %d bytes", f, longestFace)
	}
	r.faces[f[0]] = true
	return nil
}

// contraction returns the parts of a word in any case that is written together, or nil.
func (r *rules) contraction(word string) []string {
	var low [longestContraction]byte
	if len(word) > len(low) {
		return nil
	}
	for i := range len(word) {
		low[i] = word[i] | 0x20 // of letters; the list has nothing else
	}
	return r.contractions[string(low[:len(word)])]
}

const longestContraction = 10

func (r *rules) addContraction(f []string) error {
	if len(f) < 3 || strings.Join(f[1:], "") != f[0] {
		return fmt.Errorf("%q: want a word and the parts that it is made of", f)
	}
	if len(f[0]) > longestContraction {
		return fmt.Errorf("%q: longer than %d letters", f[0], longestContraction)
	}
	r.contractions[f[0]] = f[1:]
	return nil
}
