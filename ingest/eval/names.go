package eval

import (
	_ "embed"
	"regexp"
	"strings"

	"golang.org/x/text/unicode/norm"

	"geokg/schema"
)

//go:embed names.txt
var namesFile string

var lexicon = loadNames()

type nameLexicon struct {
	alias  map[string]string
	titles []string
	stop   map[string]bool
}

func loadNames() nameLexicon {
	lx := nameLexicon{alias: map[string]string{}, stop: map[string]bool{}}
	for line := range strings.Lines(namesFile) {
		f := strings.Split(strings.TrimSpace(line), " | ")
		switch {
		case len(f) == 3 && f[0] == "alias":
			lx.alias[f[1]] = f[2]
		case len(f) == 2 && f[0] == "title":
			lx.titles = append(lx.titles, f[1]+" ")
		case len(f) == 2 && f[0] == "stop":
			lx.stop[f[1]] = true
		case strings.HasPrefix(line, "#") || len(f) == 1 && f[0] == "":
		default:
			panic("geokg/ingest/eval: names.txt: " + line)
		}
	}
	return lx
}

var (
	bracketed = regexp.MustCompile(`\([^)]*\)`)
	signs     = regexp.MustCompile(`[^a-z0-9]+`)
	dots      = strings.NewReplacer("u.s.", "us", "u.k.", "uk", "u.n.", "un")
)

// normalized returns a name as it is compared: without case, accents, signs, brackets and article, by its alias.
func normalized(name string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(name) {
		switch {
		case r >= '\u2010' && r <= '\u2015': // dashes part words
			b.WriteByte(' ')
		case r < 0x80:
			b.WriteRune(r)
		}
	}
	s := dots.Replace(bracketed.ReplaceAllString(strings.ToLower(b.String()), " "))
	s = strings.TrimSpace(signs.ReplaceAllString(s, " "))
	for _, article := range []string{"the ", "a ", "an "} {
		if rest, ok := strings.CutPrefix(s, article); ok {
			s = rest
			break
		}
	}
	if a, ok := lexicon.alias[s]; ok {
		s = a
	}
	return strings.TrimSpace(strings.ReplaceAll(" "+s+" ", " united nations ", " un "))
}

// sameName reports whether two normalized names name the same: events and agreements by half of their words (Jaccard), people by their
// last name and the first letter of the first, everything else to the letter.
func sameName(predicted, gold string, label schema.Label) bool {
	if predicted == gold {
		return true
	}
	p, g := contentWords(predicted), contentWords(gold)
	if len(p) == 0 || len(g) == 0 {
		return false
	}
	switch label {
	case schema.Event, schema.Agreement:
		both := 0
		for w := range p {
			if g[w] {
				both++
			}
		}
		return 2*both >= len(p)+len(g)-both
	case schema.Person:
		a, b := strings.Fields(untitled(predicted)), strings.Fields(untitled(gold))
		return len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] && (len(a) == 1 || a[0][0] == b[0][0])
	}
	return false
}

func contentWords(name string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(name) {
		if !lexicon.stop[w] {
			set[w] = true
		}
	}
	return set
}

func untitled(name string) string {
	for _, t := range lexicon.titles {
		if rest, ok := strings.CutPrefix(name, t); ok {
			return rest
		}
	}
	return name
}
