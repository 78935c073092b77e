package temporal

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"geokg/schema"
)

// An atom is the smallest piece of a token that the rules look at. Tokenizers differ in whether "mid-2021",
// "2022-04-05" and "22-23" are one token or several; their atoms are the same.
type atom struct {
	text  string // lower case, without the dot of an abbreviation; every dash is "-", every apostrophe "'"
	token int    // index in the sentence
	upper bool   // begins with a capital
	dot   bool   // was written with a final dot: "Nov."
	num   int    // the number that the digits make, as in "5" and "5th"; -1 if there are none
	width int    // how many digits
	nth   bool   // ordinal: "5th"
}

var plain = strings.NewReplacer("‐", "-", "‑", "-", "–", "-", "—", "-", "−", "-", "’", "'", "‘", "'")

// atomize cuts a sentence's tokens into atoms.
func atomize(tokens []schema.Token) []atom {
	atoms := make([]atom, 0, len(tokens)+4)
	for i := range tokens {
		form := tokens[i].Form
		if isWord(form) { // nearly all
			atoms = append(atoms, newAtom(form, i))
			continue
		}
		for _, piece := range pieces(plain.Replace(form)) {
			atoms = append(atoms, newAtom(piece, i))
		}
	}
	return atoms
}

func isWord(form string) bool {
	for i := 0; i < len(form); i++ {
		if c := form[i] | 0x20; (c < 'a' || c > 'z') && (form[i] < '0' || form[i] > '9') {
			return false
		}
	}
	return form != ""
}

// pieces cuts a form at dashes, slashes, brackets and commas, and before "'s"; at dots only in "05.04.2022".
func pieces(form string) []string {
	var out []string
	add := func(s string) {
		if s != "" {
			out = append(out, s)
		}
	}
	if stem, ok := strings.CutSuffix(form, "'s"); ok && stem != "" {
		return append(pieces(stem), "'s")
	}
	if stem, ok := strings.CutSuffix(form, "s'"); ok && stem != "" {
		return append(pieces(stem+"s"), "'")
	}
	dots := isDotted(form)
	start := 0
	for i := 0; i < len(form); i++ {
		c := form[i]
		grouped := c == ',' && i > 0 && i+1 < len(form) && isDigit(form[i-1]) && isDigit(form[i+1]) // 2,022
		if strings.IndexByte("-/(),[]", c) >= 0 && !grouped || c == '.' && dots && i+1 < len(form) {
			add(form[start:i])
			add(form[i : i+1])
			start = i + 1
		}
	}
	add(form[start:])
	return out
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// isDotted reports whether the form is a day written "5.4.2022" or "05.04.2022".
func isDotted(form string) bool {
	f := strings.Split(strings.TrimSuffix(form, "."), ".")
	return len(f) == 3 && len(f[0]) <= 2 && len(f[1]) <= 2 && len(f[2]) == 4 && isNumber(f[0]) && isNumber(f[1]) && isNumber(f[2])
}

func isNumber(s string) bool {
	for i := 0; i < len(s); i++ {
		if !isDigit(s[i]) {
			return false
		}
	}
	return s != ""
}

func newAtom(s string, token int) atom {
	a := atom{token: token, num: -1}
	r, _ := utf8.DecodeRuneInString(s)
	a.upper = unicode.IsUpper(r)
	a.text = strings.ToLower(s)
	if stem, ok := strings.CutSuffix(a.text, "."); ok && stem != "" && strings.IndexByte(stem, '.') < 0 {
		a.text, a.dot = stem, true
	}
	if len(a.text) > 1 && a.text[0] == '\'' && isDigit(a.text[1]) { // "'90s"
		a.text = a.text[1:]
	}
	for a.width < len(a.text) && isDigit(a.text[a.width]) {
		a.width++
	}
	if a.width == 0 || a.width > 6 {
		return a
	}
	switch a.text[a.width:] {
	case "":
		a.num, _ = strconv.Atoi(a.text)
	case "st", "nd", "rd", "th":
		a.num, _ = strconv.Atoi(a.text[:a.width])
		a.nth = true
	}
	return a
}
