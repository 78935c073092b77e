package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"geokg/schema"
)

// sentences cuts the tokens of one paragraph into sentences and returns the index after each one's last token.
func (r *rules) sentences(tokens []schema.Token) []int {
	var ends []int
	title := isCapitalized(tokens, 4)
	for i := 0; i < len(tokens); i++ {
		if !r.mayEnd(tokens, i) {
			continue
		}
		j := i + 1
		for n := 1; n > 0; j += n {
			n = closing(tokens, j)
		}
		if j == len(tokens) {
			break
		}
		if r.begins(tokens, i, j, title) {
			ends = append(ends, j)
		}
		i = j - 1
	}
	return append(ends, len(tokens))
}

// mayEnd reports whether token i ends in what can close a sentence.
func (r *rules) mayEnd(tokens []schema.Token, i int) bool {
	form := tokens[i].Form
	switch form[len(form)-1] {
	case '!', '?':
		return true
	case '.':
		if r.abbreviations[form] == beforeName || isInitial(form) {
			return false
		}
		return i > 0 || !isDigit(rune(form[0])) // not the number of a list's entry
	}
	return strings.HasSuffix(form, "…")
}

func isInitial(form string) bool {
	c, n := utf8.DecodeRuneInString(form)
	return unicode.IsUpper(c) && form[n:] == "."
}

// closing returns how many tokens at j belong to the sentence that has just closed: a closing quote or bracket, another
// mark, or a footnote's number in brackets.
func closing(tokens []schema.Token, j int) int {
	if j >= len(tokens) {
		return 0
	}
	switch tokens[j].Form {
	case ")", "]", "}", "”", "’", "»", "''", ".", "!", "?", "...", "…":
		return 1
	case "\"", "'", "“", "‘": // the opening ones too where someone typed them for closing ones
		if tokens[j-1].End == tokens[j].Start {
			return 1
		}
	case "[":
		if j+2 < len(tokens) && isDigit(rune(tokens[j+1].Form[0])) && tokens[j+2].Form == "]" {
			return 3
		}
	}
	return 0
}

// begins reports whether token j begins a sentence, after token i has closed one. In a title a capital says nothing.
func (r *rules) begins(tokens []schema.Token, i, j int, title bool) bool {
	for j < len(tokens)-1 && opens(tokens[j].Form) {
		j++
	}
	first, _ := utf8.DecodeRuneInString(tokens[j].Form)
	if last := tokens[i].Form; len(last) > 1 && last[len(last)-1] == '.' && isWordRune(rune(last[0])) {
		return !title && unicode.IsUpper(first) && r.starters[strings.ToLower(tokens[j].Form)]
	}
	if unicode.IsLower(first) {
		return r.beginsLower(tokens, i, j)
	}
	return !strings.ContainsRune(",;:-–—/)%", first)
}

// beginsLower reports whether a word in lower case begins a sentence, as in chats and forums: right after a full stop or
// other mark that stands behind an ordinary word. What a quotation closes goes on ("Why?" he asked), and a short word
// may be an abbreviation that nobody listed.
func (r *rules) beginsLower(tokens []schema.Token, i, j int) bool {
	if j != i+1 || i == 0 || !tokens[i].SpaceAfter {
		return false
	}
	mark, word := tokens[i].Form, tokens[i-1].Form
	if mark != "." && mark[0] != '!' && mark[0] != '?' {
		return false
	}
	return mark != "." || len(word) > longestUnlisted || isDigit(rune(word[0])) || r.common[strings.ToLower(word)]
}

// longestUnlisted is the number of letters of the longest abbreviation that the list may lack.
const longestUnlisted = 5

// isCapitalized reports whether nearly all longer words, of which there are at least so many, have capitals, as in a
// headline.
func isCapitalized(tokens []schema.Token, least int) bool {
	const longer, share = 4, 0.9
	words, upper := 0, 0
	for _, t := range tokens {
		if c := firstRune(t.Form); len(t.Form) >= longer && unicode.IsLetter(c) {
			words++
			if unicode.IsUpper(c) {
				upper++
			}
		}
	}
	return words >= least && float64(upper) >= share*float64(words)
}

func opens(form string) bool {
	switch form {
	case "(", "[", "{", "\"", "'", "“", "‘", "«", "``":
		return true
	}
	return false
}
