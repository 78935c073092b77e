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

// numbered returns the row of each string in a table that begins with padding and the unknown.
func numbered(values []string) map[string]int32 {
	m := make(map[string]int32, len(values))
	for i, v := range values {
		m[v] = int32(i + firstRow)
	}
	return m
}

// A featurizer holds the buffers in which a word's features are spelled, so that looking them up allocates nothing.
type featurizer struct {
	form  []byte // normalized: lower case, digits 0, plain quotes and dashes
	ends  []int  // byte offset after each rune of form
	lower []byte // lower case, plain quotes and dashes, digits as they are
	shape []byte // classes of runes, runs cut after two
}

// rows returns the embedding rows of a word's features, and that of its pretrained vector.
func (f *featurizer) rows(m *Model, word string) (rows [numFeatures]int32, vector int32) {
	f.spell(word)
	l := &m.lexicon
	for k, value := range [numFeatures][]byte{f.form, f.suffix(3), f.suffix(2), f.prefix(3), f.shape, f.suffix(4)} {
		rows[k] = unknownRow
		if r, ok := l[k][string(value)]; ok {
			rows[k] = r
		}
	}
	vector = unknownRow
	if r, ok := m.vectors[string(f.lower)]; ok {
		vector = r
	}
	return rows, vector
}

func (f *featurizer) spell(word string) {
	f.form, f.ends, f.lower, f.shape = f.form[:0], f.ends[:0], f.lower[:0], f.shape[:0]
	var last rune
	run := 0
	for _, r := range word {
		if len(f.ends) == maxForm {
			break
		}
		r = plain(r)
		class, lower, folded := r, r, r
		switch {
		case unicode.IsUpper(r):
			lower = unicode.ToLower(r)
			class, folded = 'X', lower
		case unicode.IsLower(r):
			class = 'x'
		case unicode.IsDigit(r):
			class, folded = 'd', '0'
		}
		f.form, f.lower = utf8.AppendRune(f.form, folded), utf8.AppendRune(f.lower, lower)
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
