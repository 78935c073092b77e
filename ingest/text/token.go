package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"geokg/schema"
)

const (
	maxToken   = 200 // bytes up to which parts are joined to one token, so that no input takes quadratic time
	maxAddress = 500 // bytes of a URL
)

// A tokenizer cuts one line of text into tokens in the manner of the English UD treebanks. Tokens cover every byte that
// is not white space, in order.
type tokenizer struct {
	rules  *rules
	text   string // the whole document
	start  int    // of the line
	end    int
	tokens []schema.Token
}

// tokens returns the tokens of text[span].
func (r *rules) tokens(text string, span schema.Span) []schema.Token {
	t := tokenizer{rules: r, text: text, start: span.Start, end: span.End}
	for i := span.Start; i < span.End; {
		c, n := t.rune(i)
		if unicode.IsSpace(c) {
			i += n
			continue
		}
		j := t.token(i)
		i = max(j, i+n)
	}
	return t.tokens
}

// rune returns the character at i, and 0 at or beyond the line's end.
func (t *tokenizer) rune(i int) (rune, int) {
	if i < t.start || i >= t.end {
		return 0, 0
	}
	return utf8.DecodeRuneInString(t.text[i:t.end])
}

func (t *tokenizer) at(i int) rune {
	c, _ := t.rune(i)
	return c
}

// before returns the character that ends at i, and 0 at the line's start.
func (t *tokenizer) before(i int) rune {
	if i <= t.start {
		return 0
	}
	c, _ := utf8.DecodeLastRuneInString(t.text[t.start:i])
	return c
}

func (t *tokenizer) emit(i, j int) int {
	if i < j {
		next, _ := utf8.DecodeRuneInString(t.text[j:])
		t.tokens = append(t.tokens, schema.Token{
			Span: schema.Span{Start: i, End: j}, Form: t.text[i:j], SpaceAfter: unicode.IsSpace(next),
		})
	}
	return j
}

// token emits the tokens of one unit that begins at i and returns where it ends.
func (t *tokenizer) token(i int) int {
	c, n := t.rune(i)
	if j := t.address(i); j > i {
		return t.emit(i, j)
	}
	if j := t.face(i); j > i {
		return t.emit(i, j)
	}
	switch {
	case isWordRune(c):
		return t.word(i)
	case isApostrophe(c):
		return t.apostrophe(i)
	case c == '.' && isDigit(t.at(i+1)) && !isWordRune(t.before(i)):
		return t.emit(i, t.number(i+1))
	case c == '+' && isDigit(t.at(i+1)) && !isWordRune(t.before(i)):
		return t.emit(i, t.number(i+1))
	case c == '[' && strings.HasPrefix(t.text[i:t.end], "[...]"):
		return t.emit(i, i+len("[...]"))
	case c == '[' && strings.HasPrefix(t.text[i:t.end], "[…]"):
		return t.emit(i, i+len("[…]"))
	}
	return t.emit(i, t.symbols(i, c, n))
}

// face returns the end of an emoticon at i, or i.
func (t *tokenizer) face(i int) int {
	for j := min(i+longestFace, t.end); j > i; j-- {
		if t.rules.faces[t.text[i:j]] && (j == t.end || unicode.IsSpace(t.at(j)) || t.at(j) == '.') {
			return j
		}
	}
	return i
}

func isDigit(c rune) bool { return unicode.IsDigit(c) }

// isWordRune reports whether c can begin or continue a word or number.
func isWordRune(c rune) bool {
	return unicode.IsLetter(c) || unicode.IsNumber(c) || unicode.IsMark(c) || c == '_' || c == '\u200d' || c == '\u00ad'
}

func isApostrophe(c rune) bool { return c == '\'' || c == '’' || c == 'ʼ' }

// symbols returns the end of a run of punctuation that is one token ("...", "--", "?!"), otherwise of one character.
func (t *tokenizer) symbols(i int, c rune, n int) int {
	j := i + n
	same := func(d rune) bool { return d == c }
	switch c {
	case '?', '!':
		same = func(d rune) bool { return d == '?' || d == '!' }
	case '-', '=':
		same = func(d rune) bool { return d == '-' || d == '=' }
	case '.', '*', '~', '`', '<', '>', '+', '#', '…', '$', '/', '\\':
	default:
		return t.marks(j)
	}
	for {
		d, k := t.rune(j)
		if k == 0 || !same(d) {
			return t.marks(j)
		}
		j += k
	}
}

// marks skips combining marks and joiners, which belong to the symbol before them.
func (t *tokenizer) marks(j int) int {
	for {
		c, n := t.rune(j)
		if n == 0 || !unicode.IsMark(c) && c != '\u200d' {
			return j
		}
		j += n
	}
}

// apostrophe emits what begins with an apostrophe: a clitic ("'s"), a short year ("'90s"), a pair that is a quotation
// mark, or the mark alone.
func (t *tokenizer) apostrophe(i int) int {
	c, n := t.rune(i)
	j := i + n
	if t.at(j) == c { // '' for a double quote
		return t.emit(i, j+n)
	}
	if isDigit(t.at(j)) && isDigit(t.at(j+1)) && !isDigit(t.at(j+2)) && !isWordRune(t.before(i)) {
		k := j + 2
		if t.at(k) == 's' {
			k++
		}
		if !isWordRune(t.at(k)) {
			return t.emit(i, k)
		}
	}
	if k := t.wordEnd(j); isClitic(t.text[j:k]) && t.before(i) != 0 && !unicode.IsSpace(t.before(i)) {
		return t.emit(i, k)
	}
	return t.emit(i, j)
}

// isClitic reports whether s is what follows the apostrophe of 's, 're, 've, 'll, 'd, 'm.
func isClitic(s string) bool {
	switch s {
	case "s", "S", "re", "RE", "ve", "VE", "ll", "LL", "d", "D", "m", "M":
		return true
	}
	return false
}

// wordEnd returns the end of the letters and digits from i.
func (t *tokenizer) wordEnd(i int) int {
	for {
		c, n := t.rune(i)
		if n == 0 || !isWordRune(c) {
			return i
		}
		i += n
	}
}

// number returns the end of a number whose digits go on at i: separators between digits belong to it.
func (t *tokenizer) number(i int) int {
	for {
		c, n := t.rune(i)
		switch {
		case isDigit(c):
			i += n
		case n > 0 && strings.ContainsRune(".,:/", c) && isDigit(t.before(i)) && isDigit(t.at(i+n)):
			if c == ',' && !t.thousands(i+n) {
				return i
			}
			i += n
		default:
			return i
		}
	}
}

// thousands reports whether exactly three digits stand at i.
func (t *tokenizer) thousands(i int) bool {
	return isDigit(t.at(i)) && isDigit(t.at(i+1)) && isDigit(t.at(i+2)) && !isDigit(t.at(i+3))
}

// word emits the tokens of a word: with its hyphens, apostrophes and inner full stops, and the full stop of an abbreviation.
func (t *tokenizer) word(i int) int {
	if isDigit(t.at(i)) {
		return t.numeral(i)
	}
	j := t.wordEnd(i)
	for t.joins(i, j) {
		_, n := t.rune(j)
		j = t.wordEnd(j + n)
	}
	if t.at(j) == '$' && isCapitals(t.text[i:j]) && j-i <= 3 {
		return t.emit(i, j+1) // US$
	}
	return t.pieces(i, t.withStop(i, j))
}

// joins reports whether the mark at j joins text[i:j] and the letters after it to one word.
func (t *tokenizer) joins(i, j int) bool {
	c, n := t.rune(j)
	next := t.at(j + n)
	switch {
	case n == 0 || !isWordRune(next) || j-i > maxToken:
		return false
	case c == '.':
		return t.joinsInitials(i, j, j+n)
	case c == '&':
		return isCapitals(t.text[i:j]) && unicode.IsUpper(next) && j-i <= 3
	case isApostrophe(c):
		return unicode.IsLetter(next) && !t.cliticAt(i, j)
	case isHyphen(c):
		return t.keepsHyphen(i, j, j+n)
	}
	return false
}

func isHyphen(c rune) bool { return c == '-' || c == '‐' || c == '‑' }

// joinsInitials reports whether the stop at j is inside an abbreviation or a name of the web ("U.S", "a.m", "Ph.D",
// "army.mil").
func (t *tokenizer) joinsInitials(i, j, next int) bool {
	if !unicode.IsLetter(t.at(next)) || !unicode.IsLetter(t.before(j)) {
		return false
	}
	last := t.text[i:j]
	last = last[strings.LastIndexByte(last, '.')+1:]
	end := t.wordEnd(next)
	if t.rules.endings[strings.ToLower(t.text[next:end])] && len(last) > 1 {
		return true
	}
	switch utf8.RuneCountInString(last) {
	case 1:
		return true
	case 2:
		return end == next+1 || isLower(t.text[i:end])
	}
	return isLower(t.text[i:end])
}

// isLower reports whether s has no capitals.
func isLower(s string) bool { return strings.IndexFunc(s, unicode.IsUpper) < 0 }

func isCapitals(s string) bool {
	for _, c := range s {
		if !unicode.IsUpper(c) {
			return false
		}
	}
	return s != ""
}

// cliticAt reports whether the apostrophe at j begins a clitic, or ends the "n" of "n't".
func (t *tokenizer) cliticAt(i, j int) bool {
	_, n := t.rune(j)
	rest := t.text[j+n : t.wordEnd(j+n)]
	if isClitic(rest) {
		return true
	}
	return strings.EqualFold(rest, "t") && j-i > 1 && unicode.ToLower(t.before(j)) == 'n'
}

// keepsHyphen reports whether the parts around the hyphen at j are one token.
func (t *tokenizer) keepsHyphen(i, j, next int) bool {
	first, second := t.text[i:j], t.text[next:t.wordEnd(next)]
	if t.rules.prefixes[strings.ToLower(first)] && (len(first) == 1 || first != strings.ToUpper(first)) {
		return true
	}
	return isGivenName(first, second)
}

// withStop returns j, or the position after the full stop at j if it belongs to the abbreviation text[i:j].
func (t *tokenizer) withStop(i, j int) int {
	if t.at(j) != '.' || t.at(j+1) == '.' {
		return j
	}
	form := t.text[i:j]
	after := j + 1
	switch t.rules.abbreviations[t.text[i:after]] {
	case beforeName:
		if t.follows(after) == 0 {
			return j
		}
		return after
	case beforeNumber:
		if isDigit(t.follows(after)) {
			return after
		}
		return j
	case beforeAny:
		if t.follows(after) == 0 {
			return j
		}
		return after
	}
	if strings.Contains(form, ".") && utf8.RuneCountInString(form[strings.LastIndexByte(form, '.')+1:]) <= 2 {
		return after // U.S., Ph.D.
	}
	if utf8.RuneCountInString(form) == 1 && t.opensName(i, after) {
		return after
	}
	return j
}

// opensName reports whether the single letter at i with its stop is an initial ("J. Smith") or stands before a number
// ("c. 1900"). "I" is more often the pronoun or a numeral.
func (t *tokenizer) opensName(i, after int) bool {
	next := t.follows(after)
	if unicode.IsLower(t.at(i)) {
		return isDigit(next)
	}
	return unicode.IsUpper(t.at(i)) && unicode.IsUpper(next) && t.at(i) != 'I'
}

// follows returns the first character after the white space at i, or 0 if the line ends or no white space comes.
func (t *tokenizer) follows(i int) rune {
	for k := i; ; {
		c, n := t.rune(k)
		if n == 0 {
			return 0
		}
		if !unicode.IsSpace(c) {
			return c
		}
		k += n
	}
}

// pieces emits a word, cut before clitics and as the list of contractions says.
func (t *tokenizer) pieces(i, j int) int {
	word := t.text[i:j]
	if parts := t.rules.contraction(word); parts != nil {
		for _, p := range parts {
			i = t.emit(i, i+len(p))
		}
		return j
	}
	// "don't": the clitic begins one letter before the apostrophe.
	if c, n := t.rune(j); isApostrophe(c) && (word[len(word)-1] == 'n' || word[len(word)-1] == 'N') {
		if rest := t.text[j+n : t.wordEnd(j+n)]; strings.EqualFold(rest, "t") && j-i > 1 {
			t.emit(i, j-1)
			return t.emit(j-1, j+n+1)
		}
	}
	return t.emit(i, j)
}

// numeral emits the tokens of what begins with a digit: a number, an ordinal, a decade, a telephone number, a unit.
func (t *tokenizer) numeral(i int) int {
	if j := t.telephone(i); j > i {
		return t.emit(i, j)
	}
	j := t.number(i)
	k := t.wordEnd(j)
	suffix := strings.ToLower(t.text[j:k])
	switch {
	case k == j:
		if i == t.start && t.at(j) == '.' && unicode.IsSpace(t.at(j+1)) && j-i <= 3 {
			return t.emit(i, j+1) // "1." opens an entry of a list
		}
		return t.emit(i, t.decade(i, j))
	case t.rules.units[suffix]:
		t.emit(i, j)
		return t.emit(j, k)
	}
	return t.emit(i, k)
}

// decade returns the end of "1990's" whose digits are text[i:j], or j.
func (t *tokenizer) decade(i, j int) int {
	c, n := t.rune(j)
	if isApostrophe(c) && t.at(j+n) == 's' && !isWordRune(t.at(j+n+1)) && t.text[j-1] == '0' && (j-i == 4 || j-i == 2) {
		return j + n + 1
	}
	return j
}

// telephone returns the end of groups of digits joined by hyphens, three of them or those of a local number:
// "310-555-0123", "2000-11-20", "555-0123". It returns i if there are none; "2010-2014" is a range.
func (t *tokenizer) telephone(i int) int {
	var sizes []int
	j := i
	for {
		k := j
		for '0' <= t.at(k) && t.at(k) <= '9' {
			k++
		}
		if k == j {
			break
		}
		sizes = append(sizes, k-j)
		j = k
		if t.at(k) != '-' || !isDigit(t.at(k+1)) {
			break
		}
		j = k + 1
	}
	local := len(sizes) == 2 && sizes[0] == 3 && sizes[1] == 4
	if isWordRune(t.at(j)) || !local && len(sizes) < 3 {
		return i
	}
	return j
}

// address returns the end of a URL, an e-mail address, a handle or a hashtag that begins at i, or i.
func (t *tokenizer) address(i int) int {
	if c := t.before(i); c != 0 && !unicode.IsSpace(c) && !strings.ContainsRune("([{<\"'“‘:", c) {
		return i
	}
	j := i
	for j-i < maxAddress {
		c, n := t.rune(j)
		if n == 0 || unicode.IsSpace(c) || strings.ContainsRune("<>\"“”", c) {
			break
		}
		j += n
	}
	for j > i && strings.ContainsRune(".,;:!?)]}'’", t.before(j)) {
		j -= utf8.RuneLen(t.before(j))
	}
	s := t.text[i:j]
	switch {
	case hasPrefixFold(s, "http://"), hasPrefixFold(s, "https://"), hasPrefixFold(s, "www."), hasPrefixFold(s, "ftp://"):
		return j
	case len(s) > 1 && (s[0] == '@' || s[0] == '#') && isWordRune(t.at(i+1)):
		if k := t.wordEnd(i + 1); s[0] == '@' || !isDigit(t.at(i+1)) {
			return k
		}
	case isEmail(s):
		return j
	}
	return i
}

func hasPrefixFold(s, prefix string) bool {
	return len(s) > len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

func isEmail(s string) bool {
	name, host, ok := strings.Cut(s, "@")
	if !ok || name == "" || !strings.Contains(host, ".") {
		return false
	}
	for _, c := range name + host {
		if !isWordRune(c) && !strings.ContainsRune(".-+%", c) {
			return false
		}
	}
	return true
}
