package text

import (
	"slices"

	"geokg/ingest/text/biaffine"
	"geokg/schema"
)

// maxWords is the length up to which a sentence is parsed in one piece. Longer ones are lists and tables that no parser
// gets right; they are cut at punctuation, so that work and memory stay linear.
const maxWords = 200

// ParseTokens tags and parses sentences whose tokens are known, one list of forms each, and returns the names in them too.
// Spans count bytes in the forms joined by single spaces.
func (p *Parser) ParseTokens(sentences [][]string) ([]schema.Sentence, []schema.NameSpan) {
	out := make([]schema.Sentence, len(sentences))
	for i, forms := range sentences {
		at := 0
		out[i].Tokens = make([]schema.Token, len(forms))
		for k, f := range forms {
			out[i].Tokens[k] = schema.Token{Span: schema.Span{Start: at, End: at + len(f)}, Form: f, SpaceAfter: k < len(forms)-1}
			at += len(f) + 1
		}
		out[i].Span = schema.Span{Start: 0, End: max(at-1, 0)}
	}
	return out, p.parse(out)
}

// parse fills in tags, lemmas, heads and relations of all sentences and returns the names in them.
func (p *Parser) parse(sentences []schema.Sentence) []schema.NameSpan {
	var pieces [][]string
	for i := range sentences {
		words := p.caser.forms(sentences[i].Tokens)
		for len(words) > 0 {
			n := pieceEnd(words)
			pieces, words = append(pieces, words[:n]), words[n:]
		}
	}
	parsed := p.net.Parse(pieces)
	cache := p.caches.Get().(lemmaCache)
	defer p.caches.Put(cache)
	var names []schema.NameSpan
	for i := range sentences {
		tokens := sentences[i].Tokens
		for from := 0; from < len(tokens); {
			n := len(parsed[0])
			fill(tokens, from, parsed[0])
			names = appendNames(names, i, tokens, from, parsed[0])
			from, parsed = from+n, parsed[1:]
		}
		joinPieces(tokens)
		p.lemmas.sentence(tokens, cache)
	}
	return names
}

func forms(tokens []schema.Token) []string {
	f := make([]string, len(tokens))
	for i, t := range tokens {
		f[i] = t.Form
	}
	return f
}

// pieceEnd returns how many of the words are parsed together: all, or up to the last punctuation within the limit.
func pieceEnd(forms []string) int {
	if len(forms) <= maxWords {
		return len(forms)
	}
	for _, marks := range [][]string{{".", ";", "!", "?"}, {",", ":", "-", "–", "—", "|"}} {
		for n := maxWords; n > maxWords/2; n-- {
			if slices.Contains(marks, forms[n-1]) {
				return n
			}
		}
	}
	return maxWords
}

// fill sets what the network found for the words of one piece, which begins at tokens[from].
func fill(tokens []schema.Token, from int, words []biaffine.Word) {
	for k, w := range words {
		t := &tokens[from+k]
		t.UPOS, t.XPOS, t.Feats, t.Deprel, t.Head = w.UPOS, w.XPOS, w.Feats, w.Deprel, w.Head
		if w.Head >= 0 {
			t.Head += from
		}
	}
}

// joinPieces hangs the roots of all pieces but the first on the first one's, so that a sentence stays one tree.
func joinPieces(tokens []schema.Token) {
	root := -1
	for i := range tokens {
		switch {
		case tokens[i].Head >= 0:
		case root < 0:
			root = i
		default:
			tokens[i].Head, tokens[i].Deprel = root, "parataxis"
		}
	}
}
