package text

import (
	"strings"
	"unicode"

	"geokg/schema"
)

// A caser gives headlines back the case of running text, which is what the network has learned to read.
type caser struct {
	lower  map[string]bool // words that are written in lower case
	lemmas *lemmatizer
}

// forms returns the forms that the network reads: the tokens' own, but of a headline in capitals or with a capital on
// every longer word those that are known in lower case are written so. "US" gets its stops, since the network does not
// tell it from the pronoun.
func (c *caser) forms(tokens []schema.Token) []string {
	f := forms(tokens)
	for i := range f {
		if f[i] == "US" {
			f[i] = "U.S."
		}
	}
	if len(tokens) == 0 || endsSentence(tokens[len(tokens)-1].Form) || !isCapitalized(tokens, 3) {
		return f
	}
	shouted := isShouting(tokens)
	for i, form := range f {
		switch {
		case !beginsUpper(form):
		case c.isCommon(form, shouted):
			f[i] = strings.ToLower(form)
		case shouted && len(form) > 3:
			f[i] = form[:1] + strings.ToLower(form[1:])
		}
	}
	return f
}

func endsSentence(form string) bool { return form == "." || form == "!" }

// isShouting reports whether no word is in lower case.
func isShouting(tokens []schema.Token) bool {
	for _, t := range tokens {
		if strings.IndexFunc(t.Form, unicode.IsLower) >= 0 {
			return false
		}
	}
	return true
}

// isCommon reports whether a word is one that running text has in lower case, itself or its dictionary form. Capitals
// beyond the first ("US", "NATO") mark a name, unless all is in capitals.
func (c *caser) isCommon(form string, shouted bool) bool {
	if !shouted && strings.IndexFunc(form[1:], unicode.IsUpper) >= 0 {
		return false
	}
	low := strings.ToLower(form)
	if c.lower[low] {
		return true
	}
	for _, tag := range []string{"VBZ", "VBD", "VBG"} {
		if l := c.lemmas.lemma(&schema.Token{Form: low, XPOS: tag}); l != low && c.lemmas.verbs[l] {
			return true
		}
	}
	return false
}
