package temporal

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"time"
)

//go:embed words.txt
var wordsText string

// words is the program's lexicon. words.txt is part of the program, so an error in it is a bug that every test shows.
var words = func() *lexicon {
	l, err := parseLexicon(wordsText)
	if err != nil {
		panic("geokg/ingest/temporal: " + err.Error())
	}
	return l
}()

// A kind is what a word of the lexicon does; words.txt explains each.
type kind string

// valued says for each kind how the value of its words is read; nil means that they have none.
var valued = map[kind]func(string) (int, error){
	"approx": nil, "blank": nil, "case": nil, "counted": nil, "currency": nil, "daypart": nil, "edge": nil, "event": nil,
	"following": nil, "future": nil, "label": nil, "last": nil, "modal": nil, "monthish": nil, "multiple": nil, "near": nil, "opener": nil, "owner": nil,
	"newspaper": nil, "next": nil, "past": nil, "phrase": nil, "plan": nil, "previous": nil, "punctuation": nil, "quantity": nil,
	"recurring": nil, "slice": nil, "superlative": nil, "this": nil, "timetable": nil, "vague": nil,
	"day":        within(-1, 1),
	"holiday":    monthDay,
	"month":      within(1, 12),
	"number":     within(1, 99),
	"ordinal":    within(1, 31),
	"season":     within(1, 12),
	"shortmonth": within(1, 12),
	"shortweek":  within(0, 6),
	"unit":       unitNamed,
	"weekday":    within(0, 6),
}

// starters are the kinds whose words can open an expression.
var starters = []kind{"approx", "blank", "case", "day", "daypart", "edge", "following", "holiday", "last", "month", "multiple", "next",
	"number", "opener", "ordinal", "phrase", "previous", "season", "shortmonth", "shortweek", "slice", "this", "unit", "vague", "weekday"}

// A lexicon is what words.txt says.
type lexicon struct {
	values   map[kind]map[string]int
	phrases  map[string][][]string // their atoms, by the first
	holidays map[string][]holiday  // by the first atom
	starts   map[string]bool
}

// A holiday is a day that has a name.
type holiday struct {
	atoms    []string
	monthDay int // month * 100 + day
}

// is reports whether the word is of the kind.
func (l *lexicon) is(k kind, word string) bool {
	_, ok := l.values[k][word]
	return ok
}

// value returns the value of a word of the kind.
func (l *lexicon) value(k kind, word string) (int, bool) {
	v, ok := l.values[k][word]
	return v, ok
}

func parseLexicon(text string) (*lexicon, error) {
	l := &lexicon{values: map[kind]map[string]int{}, phrases: map[string][][]string{},
		holidays: map[string][]holiday{}, starts: map[string]bool{}}
	last := ""
	for n, line := range strings.Split(text, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		fail := func(format string, args ...any) error {
			return fmt.Errorf("words.txt:%d: %s", n+1, fmt.Sprintf(format, args...))
		}
		if line <= last {
			return nil, fail("%q must stand before %q, once", line, last)
		}
		last = line
		name, rest, _ := strings.Cut(line, " ")
		word, arg, hasArg := strings.Cut(rest, " | ")
		k := kind(name)
		read, ok := valued[k]
		if !ok {
			return nil, fail("no kind %q", name)
		}
		if strings.TrimSpace(word) == "" || word != strings.ToLower(word) {
			return nil, fail("%q: want a word in lower case", word)
		}
		if hasArg != (read != nil) {
			return nil, fail("kind %s: value %q: want one only for kinds that have one", name, arg)
		}
		v := 0
		if read != nil {
			var err error
			if v, err = read(arg); err != nil {
				return nil, fail("%s: %v", word, err)
			}
		}
		l.add(k, word, v)
	}
	for k := range valued {
		if len(l.values[k]) == 0 {
			return nil, fmt.Errorf("words.txt: no words of kind %s", k)
		}
	}
	return l, nil
}

func (l *lexicon) add(k kind, word string, v int) {
	if l.values[k] == nil {
		l.values[k] = map[string]int{}
	}
	l.values[k][word] = v
	var atoms []string
	for _, f := range strings.Fields(word) {
		atoms = append(atoms, pieces(f)...)
	}
	first := atoms[0]
	switch k {
	case "phrase":
		l.phrases[first] = append(l.phrases[first], atoms)
	case "holiday":
		l.holidays[first] = append(l.holidays[first], holiday{atoms, v})
	}
	for _, s := range starters {
		if s == k {
			l.starts[first] = true
		}
	}
}

func within(min, max int) func(string) (int, error) {
	return func(s string) (int, error) {
		v, err := strconv.Atoi(s)
		if err != nil || v < min || v > max {
			return 0, fmt.Errorf("value %q: want %d to %d", s, min, max)
		}
		return v, nil
	}
}

// monthDay reads "12-25" as 1225.
func monthDay(s string) (int, error) {
	t, err := time.Parse("01-02", s)
	if err != nil {
		return 0, fmt.Errorf("value %q: want MM-DD", s)
	}
	return int(t.Month())*100 + t.Day(), nil
}

// A unit is a length of calendar time.
type unit int

const (
	hour unit = iota
	day
	weekend
	week
	month
	quarter
	year
	decade
	century
)

func unitNamed(s string) (int, error) {
	for i, name := range []string{"hour", "day", "weekend", "week", "month", "quarter", "year", "decade", "century"} {
		if s == name {
			return i, nil
		}
	}
	return 0, fmt.Errorf("value %q: want a unit", s)
}
