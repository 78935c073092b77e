package biaffine

import (
	"unicode"
	"unicode/utf8"
)

// features are what the network knows of a word, in the order of its embeddings. train/features.py computes the same.
var features = [...]string{"form", "suffix3", "suffix2", "prefix3", "shape", "suffix4"}

const (
	numFeatures = len(features)
	unknownRow  = 1 // of every embedding; row 0 is the trainer's padding
	firstRow    = 2
	maxForm     = 100 // runes of a form that are looked at; longer ones are URLs and noise
)

// A lexicon maps the values of each feature to rows of its embedding.
type lexicon [numFeatures]map[string]int32

func newLexicon(vocabulary [][]string) lexicon {
	var l lexicon
	for k := range l {
		l[k] = make(map[string]int32, len(vocabulary[k]))
		for i, v := range vocabulary[k] {
			l[k][v] = int32(i + firstRow)
		}
	}
	return l
}

// A featurizer holds the buffers in which a word's features are spelled, so that looking them up allocates nothing.
type featurizer struct {
	form  []byte // normalized: lower case, digits 0, plain quotes and dashes
	ends  []int  // byte offset after each rune of form
	shape []byte // classes of runes, runs cut after two
}

// rows returns the embedding rows of a word's features.
func (f *featurizer) rows(l *lexicon, word string) (rows [numFeatures]int32) {
	f.spell(word)
	for k, value := range [numFeatures][]byte{f.form, f.suffix(3), f.suffix(2), f.prefix(3), f.shape, f.suffix(4)} {
		rows[k] = unknownRow
		if r, ok := l[k][string(value)]; ok {
			rows[k] = r
		}
	}
	return rows
}

func (f *featurizer) spell(word string) {
	f.form, f.ends, f.shape = f.form[:0], f.ends[:0], f.shape[:0]
	var last rune
	run := 0
	for _, r := range word {
		if len(f.ends) == maxForm {
			break
		}
		r = plain(r)
		class, lower := r, r
		switch {
		case unicode.IsUpper(r):
			class, lower = 'X', unicode.ToLower(r)
		case unicode.IsLower(r):
			class = 'x'
		case unicode.IsDigit(r):
			class, lower = 'd', '0'
		}
		f.form = utf8.AppendRune(f.form, lower)
		f.ends = append(f.ends, len(f.form))
		if class != last {
			last, run = class, 0
		}
		if run++; run <= 2 {
			f.shape = utf8.AppendRune(f.shape, class)
		}
	}
}

// plain replaces typographic quotes and hyphens by those of the treebanks' plain text. Dashes stay apart from hyphens.
func plain(r rune) rune {
	switch r {
	case '‘', '’', 'ʼ', '′', '`':
		return '\''
	case '“', '”', '„', '«', '»', '″':
		return '"'
	case '‐', '‑', '−':
		return '-'
	}
	return r
}

func (f *featurizer) suffix(n int) []byte {
	if n >= len(f.ends) {
		return f.form
	}
	return f.form[f.ends[len(f.ends)-n-1]:]
}

func (f *featurizer) prefix(n int) []byte {
	if n >= len(f.ends) {
		return f.form
	}
	return f.form[:f.ends[n-1]]
}
