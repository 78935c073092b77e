package text

import (
	"strings"

	"geokg/schema"
)

// lemmatize sets the lemma of each token.
func (p *Parser) lemmatize(tokens []schema.Token) {
	for i := range tokens {
		t := &tokens[i]
		t.Lemma = t.Form
		if t.UPOS != "PROPN" {
			t.Lemma = strings.ToLower(t.Form)
		}
	}
}
