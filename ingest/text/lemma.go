package text

import (
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"geokg/schema"
)

//go:embed model/lemmas.txt
var lemmaTable string

// longestSuffix is the number of bytes of a suffix rule that is looked for at most.
const longestSuffix = 12

// A lemmatizer finds dictionary forms by tag: listed words first, then the longest listed suffix.
type lemmatizer struct {
	words    map[tagged]string // form in lower case → lemma
	suffixes map[tagged]cutAdd
	verbs    map[string]bool
}

// tagged is a form or suffix with its Penn tag.
type tagged struct{ tag, form string }

// cutAdd makes a lemma: cut so many bytes off the form and add the letters.
type cutAdd struct {
	cut int
	add string
}

func loadLemmatizer() (*lemmatizer, error) {
	l := &lemmatizer{words: map[tagged]string{}, suffixes: map[tagged]cutAdd{}, verbs: map[string]bool{}}
	if err := readList(lemmaTable, l.addLine); err != nil {
		return nil, fmt.Errorf("model/lemmas.txt: %w", err)
	}
	b, err := ruleFiles.ReadFile("rules/verbs.txt")
	if err != nil {
		return nil, err
	}
	if err := readList(string(b), func(f []string) error { return addWord(l.verbs, f) }); err != nil {
		return nil, fmt.Errorf("rules/verbs.txt: %w", err)
	}
	return l, nil
}

func (l *lemmatizer) addLine(f []string) error {
	switch {
	case f[0] == "w" && len(f) == 4:
		l.words[tagged{f[1], f[2]}] = f[3]
	case f[0] == "v" && len(f) == 2:
		l.verbs[f[1]] = true
	case f[0] == "s" && len(f) == 5:
		cut, err := strconv.Atoi(f[3])
		if err != nil || cut < 0 {
			return fmt.Errorf("%q: cut is no number", f)
		}
		l.suffixes[tagged{f[1], strings.TrimPrefix(f[2], "-")}] = cutAdd{cut, strings.TrimPrefix(f[4], "-")}
	default:
		return fmt.Errorf("%q: want w TAG form lemma, s TAG suffix cut add, or v lemma", f)
	}
	return nil
}

// A lemmaCache remembers lemmas, so that a word that comes again costs one look.
type lemmaCache map[reading]string

// A reading is what a lemma depends on.
type reading struct{ form, xpos, upos string }

// maxCached is the number of readings at which a cache starts anew.
const maxCached = 1 << 15

func (c lemmaCache) lemma(l *lemmatizer, t *schema.Token) string {
	r := reading{t.Form, t.XPOS, t.UPOS}
	if lemma, ok := c[r]; ok {
		return lemma
	}
	if len(c) >= maxCached {
		clear(c)
	}
	r.form = strings.Clone(r.form) // the article's text is not to live on in the cache
	lemma := strings.Clone(l.lemma(t))
	c[r] = lemma
	return lemma
}

// sentence sets the lemma of each token of a parsed sentence.
func (l *lemmatizer) sentence(tokens []schema.Token, cache lemmaCache) {
	for i := range tokens {
		t := &tokens[i]
		t.Lemma = cache.lemma(l, t)
		if t.Lemma == "be" && t.Deprel == "aux" && t.Head >= 0 && tokens[t.Head].XPOS == "VBN" && isContracted(t.Form) {
			t.Lemma = "have" // "it's joined"; "it's attacked" has aux:pass
		}
	}
}

// isContracted reports whether form is "'s".
func isContracted(form string) bool { return form == "'s" || form == "’s" }

// lemma returns the dictionary form of a token: lower case, but for proper nouns and words that are always written
// with capitals.
func (l *lemmatizer) lemma(t *schema.Token) string {
	form := strings.ReplaceAll(t.Form, "’", "'")
	low := strings.ToLower(form)
	tag := t.XPOS
	switch tag {
	case "VBN":
		tag = "VBD"
	case "VBP":
		tag = "VB"
	case "NNP", "ADD", "FW", "LS", "GW":
		return form // as written, whatever the table says of other texts
	case "CD":
		if isDigit(firstRune(form)) {
			return strings.ReplaceAll(form, ",", "")
		}
	}
	if w, ok := l.words[tagged{tag, low}]; ok {
		return recase(w, low, t)
	}
	if !unicode.IsLetter(firstRune(form)) {
		return low
	}
	if isAcronym(form) && t.UPOS == "NOUN" || tag == "JJ" && isDemonym(form) {
		return form
	}
	lemma := l.bySuffix(tag, low)
	if strings.HasPrefix(tag, "VB") {
		lemma = l.knownVerb(tag, low, lemma)
	}
	return recase(lemma, low, t)
}

func firstRune(s string) rune {
	c, _ := utf8.DecodeRuneInString(s)
	return c
}

// recase gives the lemma of a proper noun the form's capitals, as far as the two agree.
func recase(lemma, low string, t *schema.Token) string {
	if t.UPOS != "PROPN" || lemma != strings.ToLower(lemma) || len(low) != len(t.Form) {
		return lemma
	}
	n := 0
	for n < len(lemma) && n < len(low) && lemma[n] == low[n] {
		n++
	}
	rest := lemma[n:]
	if t.Form == strings.ToUpper(t.Form) && len(t.Form) > 1 {
		rest = strings.ToUpper(rest)
	}
	return t.Form[:n] + rest
}

// isAcronym reports whether a noun keeps its capitals: "CEO", "PhD" but not "Talks".
func isAcronym(form string) bool {
	capitals := 0
	for _, c := range form {
		if unicode.IsUpper(c) {
			capitals++
		}
	}
	return capitals >= 2 && utf8.RuneCountInString(form) <= 5
}

// isDemonym reports whether an adjective keeps its capital by its ending: "Macedonian", "Congolese".
func isDemonym(form string) bool {
	if !beginsUpper(form) || isCapitals(form) {
		return false
	}
	return slices.ContainsFunc([]string{"ian", "nean", "rean", "pean", "ese"}, func(s string) bool { return strings.HasSuffix(form, s) })
}

func (l *lemmatizer) bySuffix(tag, low string) string {
	for n := min(longestSuffix, len(low)); n >= 0; n-- {
		if s, ok := l.suffixes[tagged{tag, low[len(low)-n:]}]; ok && s.cut < len(low) {
			return low[:len(low)-s.cut] + s.add
		}
	}
	return low
}

// knownVerb returns lemma if it is a known verb or if no other reading of the ending gives one; otherwise that one.
func (l *lemmatizer) knownVerb(tag, low, lemma string) string {
	if l.verbs[lemma] {
		return lemma
	}
	if l.verbs[low] {
		return low // a base form that was tagged as another: "helped them strengthen"
	}
	var stem string
	switch {
	case tag == "VBD" && strings.HasSuffix(low, "ed"):
		stem = strings.TrimSuffix(low, "ed")
	case tag == "VBG" && strings.HasSuffix(low, "ing"):
		stem = strings.TrimSuffix(low, "ing")
	case tag == "VBZ" && strings.HasSuffix(low, "es"):
		stem = strings.TrimSuffix(low, "es")
	default:
		return lemma
	}
	candidates := []string{stem, stem + "e"}
	if n := len(stem); n > 2 && stem[n-1] == stem[n-2] {
		candidates = append(candidates, stem[:n-1])
	}
	if i := slices.IndexFunc(candidates, func(c string) bool { return l.verbs[c] }); i >= 0 {
		return candidates[i]
	}
	return lemma
}
