package gazetteer

import (
	_ "embed"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A piece is a run of letters and digits of a name: "Jong" and "un" in "Jong-un", "Ivoire" in "d'Ivoire", "US" in "U.S.".
type piece struct {
	cased string // without accents and dots
	fold  string // cased in lower case; "" in a text's words that need none
	// joined tells that a hyphen stands before it, in which case its own first letter may be written either way.
	joined bool
}

//go:embed data/derived/folding.txt
var foldingText string

// folding maps letters with accents and ligatures to what stands for them in plain text.
var folding = parseFolding(foldingText)

// parseFolding reads "á a" lines; the table's form is checked by a test.
func parseFolding(text string) map[rune]string {
	m := make(map[rune]string, 1024)
	for len(text) > 0 {
		var line string
		line, text, _ = strings.Cut(text, "\n")
		if from, to, ok := strings.Cut(line, " "); ok && from != "#" {
			r, _ := utf8.DecodeRuneInString(from)
			m[r] = to
		}
	}
	return m
}

// isHyphen reports whether r joins words: pieces on both sides match with and without it.
func isHyphen(r rune) bool {
	switch r {
	case '-', '\u00ad', '‐', '‑', '–', '־':
		return true
	}
	return false
}

// isDropped reports whether r vanishes inside a piece: full stops (U.S.) and combining marks.
func isDropped(r rune) bool {
	return r == '.' || r == '\u200b' || r == '\u200d' || unicode.Is(unicode.Mn, r)
}

// appendPieces appends the pieces of s. barrier is true if s holds neither a piece nor a hyphen: a comma, a dash, a bracket.
func appendPieces(ps []piece, s string) (_ []piece, barrier bool) {
	if isPlain(s) {
		return append(ps, piece{cased: s, fold: strings.ToLower(s)}), false
	}
	n := len(ps)
	var cased []byte
	joined, hyphen := false, false
	flush := func() {
		if len(cased) == 0 {
			return
		}
		c := string(cased)
		ps = append(ps, piece{cased: c, fold: strings.ToLower(c), joined: joined})
		cased, joined = cased[:0], false
	}
	for _, r := range s {
		switch {
		case r < utf8.RuneSelf && (r|0x20 >= 'a' && r|0x20 <= 'z' || r >= '0' && r <= '9'):
			cased = append(cased, byte(r))
		case isDropped(r):
		case isHyphen(r):
			flush()
			joined, hyphen = true, true
		case r == '&':
			flush()
			cased = append(cased, "and"...)
			flush()
		case r == '+': // OPEC+
			flush()
			cased = append(cased, "plus"...)
			flush()
		case r == utf8.RuneError:
			flush()
		case folding[r] != "":
			cased = append(cased, folding[r]...)
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			cased = utf8.AppendRune(cased, r)
		default:
			flush()
		}
	}
	flush()
	return ps, len(ps) == n && !hyphen
}

// isPlain reports whether s is one piece as it stands: ASCII letters and digits only.
func isPlain(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; !(c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9') {
			return false
		}
	}
	return s != ""
}

// appendLower appends the ASCII letters and digits of s in lower case.
func appendLower(b []byte, s string) []byte {
	for i := range len(s) {
		c := s[i]
		if c >= 'A' && c <= 'Z' {
			c |= 0x20
		}
		b = append(b, c)
	}
	return b
}

// pieces returns the pieces of a name.
func pieces(name string) []piece {
	ps, _ := appendPieces(nil, name)
	return ps
}

// appendFirstFold appends the folded first piece of a name, which is where the index begins.
func appendFirstFold(b []byte, name string) []byte {
	for i := 0; i < len(name); i++ {
		c := name[i]
		switch {
		case c >= 'A' && c <= 'Z':
			b = append(b, c|0x20)
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9':
			b = append(b, c)
		case c == ' ' && i > 0:
			return b
		default:
			if ps := pieces(name); len(ps) > 0 {
				return append(b[:0], ps[0].fold...)
			}
			return b[:0]
		}
	}
	return b
}

// firstFold is appendFirstFold for one name.
func firstFold(name string) string { return string(appendFirstFold(nil, name)) }

// caseFits reports whether words written like seen may be the name want. Seen may have more capitals than the name, as in
// a headline, but not fewer.
func caseFits(want, seen []piece) bool {
	if allCapitals(seen) && longerThanAcronym(want) {
		return true
	}
	for i := range want {
		if !pieceFits(want[i], seen[i], len(want) > 1) {
			return false
		}
	}
	return true
}

func pieceFits(want, seen piece, inside bool) bool {
	if want.cased == seen.cased {
		return true
	}
	if inside && (want.joined || naming.small[want.fold]) {
		return true
	}
	if inside && isUpper(seen.cased) && len(seen.cased) > 1 { // "LEE Jae-myung"
		return true
	}
	// A word of the name in lower case may have a capital in a headline.
	return len(want.cased) == len(seen.cased) && want.cased[1:] == seen.cased[1:] && want.cased[:1] == want.fold[:1]
}

func allCapitals(ps []piece) bool {
	for _, p := range ps {
		if !isUpper(p.cased) {
			return false
		}
	}
	return true
}

// longerThanAcronym reports whether a name has at least four letters and is not itself written in capitals.
func longerThanAcronym(ps []piece) bool {
	n, upper := 0, true
	for _, p := range ps {
		n += len(p.cased)
		upper = upper && isUpper(p.cased)
	}
	return n >= 4 && !upper
}

// isUpper reports whether s has no lower-case letter.
func isUpper(s string) bool { return s == strings.ToUpper(s) }
