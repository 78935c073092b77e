package biaffine

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
)

// Steps of the fixed-point activations: so many make 1. Their range is cut to ±32767 steps, for the two sides of an arc
// to ±4095, so that a sum of arcSize products stays within 31 bits.
const (
	unitOne   = 1 << 12 // embeddings and outputs of the LSTMs
	labelOne  = 1 << 10 // label vectors and their products
	arcOne    = 1 << 12 // dependents' arc vectors before the bilinear form
	sideOne   = 1 << 7  // and behind it
	headOne   = 1 << 9  // heads' arc vectors
	maxFixed  = 32767
	maxSide   = 4095
	maxInputs = 500 // of a matrix, and 128 of the arcs' bilinear form
	maxArc    = 128
)

// distances is the number of arc lengths that are told apart, in each direction; the last stands for all longer ones.
const distances = 16

// vectorLimit is the value of the largest byte of a pretrained vector.
const vectorLimit = 3.0

// A Model is a trained network. It is read-only and safe for concurrent use.
type Model struct {
	header    Header
	tags      []tag
	names     []string // "O", "B-person", …
	begins    []bool   // for each of names, whether it may stand anywhere: all but "I-…"
	goesOn    []string // for each of names, the type of name that it begins or goes on with, "" for "O"
	root      int      // index of the relation "root"
	lexicon   lexicon
	embedding [numFeatures]table
	vectors   map[string]int32 // word → row of vector
	vector    table
	project   matrix // pretrained vector → embedding
	rootWord  []float32
	lstm      [2][2]direction // layer, direction
	first     matrix          // first layer → tags, half of the names
	second    matrix          // second layer → arc head, arc dependent, label head, label dependent, half of the names
	arc       matrix          // arc dependent → arc head
	distance  []float32
	label     matrix // product of the label vectors, head's, dependent's → relation

	wordSize, hiddenSize, arcSize, labelSize int

	pool sync.Pool // of *workspace
}

type tag struct{ upos, xpos, feats string }

// A table holds rows of signed bytes; scale has one float for each row, or none.
type table struct {
	cols  int
	scale []float32
	bytes []byte
}

// A direction is one LSTM over one layer's input.
type direction struct {
	input     matrix // word → four gates
	recurrent matrix // previous output → four gates
}

// A Word is what the network says of one word.
type Word struct {
	UPOS, XPOS string
	Feats      string // Mood, Number, Tense, VerbForm, Voice as in CoNLL-U, or ""
	Head       int    // index of the head in the sentence, -1 for the root
	Deprel     string
	Name       string // "B-person", "I-person", …; "O" for no name
}

// Read loads a model file, which must not be changed afterwards. Its error wraps [ErrFormat] if the file is damaged or
// of another format or architecture.
func Read(file []byte) (*Model, error) {
	h, tensors, err := decode(file)
	if err != nil {
		return nil, err
	}
	m := &Model{header: *h}
	if err := m.readHeader(); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFormat, err)
	}
	a := assembler{tensors: tensors}
	m.assemble(&a)
	if a.err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFormat, a.err)
	}
	m.pool.New = func() any { return new(workspace) }
	return m, nil
}

// Header returns the description that came with the weights. The caller must not change it.
func (m *Model) Header() Header { return m.header }

func (m *Model) readHeader() error {
	h := &m.header
	if !slices.Equal(h.Features, features[:]) {
		return fmt.Errorf("features %v, want %v", h.Features, features)
	}
	for _, t := range h.Tags {
		f := strings.SplitN(t+"|", "|", 3)
		if len(f) < 3 {
			return fmt.Errorf("tag %q, want UPOS|XPOS|features", t)
		}
		m.tags = append(m.tags, tag{f[0], f[1], strings.TrimSuffix(f[2], "|")})
	}
	m.names = h.Names
	for _, n := range m.names {
		_, kind, _ := strings.Cut(n, "-")
		m.begins, m.goesOn = append(m.begins, n[:1] != "I"), append(m.goesOn, kind)
	}
	if m.root = slices.Index(h.Relations, "root"); m.root < 0 {
		return errors.New("no relation \"root\"")
	}
	if len(m.tags) == 0 || len(m.names) == 0 || len(h.Relations) < 2 {
		return errors.New("no tags, names or relations")
	}
	return nil
}

// An assembler hands out tensors of the expected shapes and encodings and keeps the first error.
type assembler struct {
	tensors map[string]tensor
	err     error
}

// take returns a tensor. A wanted dimension of 0 matches any. On an error it returns one of zeros.
func (a *assembler) take(encoding, name string, want ...int) tensor {
	t, ok := a.tensors[name]
	fits := ok && t.Encoding == encoding && len(t.Shape) == len(want)
	for i := 0; fits && i < len(want); i++ {
		fits = want[i] == 0 || want[i] == t.Shape[i]
	}
	if fits {
		return t
	}
	if a.err == nil {
		a.err = fmt.Errorf("tensor %s is %s of shape %v, want %s of %v", name, t.Encoding, t.Shape, encoding, want)
	}
	n := 1
	t = tensor{tensorInfo: tensorInfo{Shape: make([]int, len(want))}}
	for i, w := range want {
		t.Shape[i] = max(w, 1)
		n *= t.Shape[i]
	}
	t.floats, t.bytes = make([]float32, n), make([]byte, n)
	return t
}

func (a *assembler) strings(name string) []string {
	t, ok := a.tensors[name]
	if !ok || t.Encoding != "strings" {
		a.fail("no strings %s", name)
		return nil
	}
	s, err := t.strings()
	if err != nil {
		a.fail("%w", err)
	}
	return s
}

func (a *assembler) fail(format string, args ...any) {
	if a.err == nil {
		a.err = fmt.Errorf(format, args...)
	}
}

// part takes a matrix with its bias, if it has one.
func (a *assembler) part(weight, bias string, in, cols int) part {
	w := a.take("columns", weight, in, cols)
	p := part{weight: w.bytes, scale: w.floats, cols: w.Shape[1]}
	if bias != "" {
		p.bias = a.take("float32", bias, p.cols).floats
	}
	return p
}

// rows returns some rows of a part, without its bias.
func (p part) rows(from, to int) part {
	return part{weight: p.weight[from*p.cols : to*p.cols], scale: p.scale, cols: p.cols}
}

func (m *Model) assemble(a *assembler) {
	m.assembleSizes(a)
	if a.err != nil {
		return
	}
	m.assembleWords(a)
	in := m.wordSize
	h := m.hiddenSize
	for l := range m.lstm {
		for d, name := range []string{"forward", "backward"} {
			prefix := fmt.Sprintf("lstm/%d/%s/", l, name)
			m.lstm[l][d] = direction{
				input:     newMatrix(in, 1.0/unitOne, a.part(prefix+"input", prefix+"bias", in, 4*h)),
				recurrent: newMatrix(h, 1.0/unitOne, a.part(prefix+"recurrent", "", h, 4*h)),
			}
		}
		in = 2 * h
	}
	names := a.part("name/weight", "name/bias", 4*h, len(m.names))
	tags := a.part("tag/weight", "tag/bias", 2*h, len(m.tags))
	m.first = newMatrix(2*h, 1.0/unitOne, tags, names.rows(0, 2*h))
	var mlp []part
	for _, name := range []string{"arc-head", "arc-dependent", "label-head", "label-dependent"} {
		size := m.arcSize
		if strings.HasPrefix(name, "label") {
			size = m.labelSize
		}
		mlp = append(mlp, a.part("mlp/"+name+"/weight", "mlp/"+name+"/bias", 2*h, size))
	}
	rest := names.rows(2*h, 4*h)
	rest.bias = names.bias
	m.second = newMatrix(2*h, 1.0/unitOne, append(mlp, rest)...)
	m.arc = newMatrix(m.arcSize, 1.0/arcOne, a.part("arc/weight", "arc/bias", m.arcSize, m.arcSize))
	m.distance = a.take("float32", "arc/distance", 2, distances).floats
	m.label = newMatrix(3*m.labelSize, 1.0/labelOne, a.part("label/weight", "label/bias", 3*m.labelSize, len(m.header.Relations)))
}

// assembleSizes reads off the sizes and refuses those that the kernels don't take.
func (m *Model) assembleSizes(a *assembler) {
	m.wordSize = a.take("float32", "embed/root", 0).Shape[0]
	m.hiddenSize = a.take("columns", "lstm/0/forward/recurrent", 0, 0).Shape[0]
	m.arcSize = a.take("columns", "mlp/arc-head/weight", 2*m.hiddenSize, 0).Shape[1]
	m.labelSize = a.take("columns", "mlp/label-head/weight", 2*m.hiddenSize, 0).Shape[1]
	switch {
	case m.hiddenSize%8 != 0:
		a.fail("hidden size %d is no multiple of 8", m.hiddenSize)
	case m.wordSize%lane != 0 || m.arcSize%lane != 0:
		a.fail("word size %d or arc size %d is no multiple of %d", m.wordSize, m.arcSize, lane)
	case m.labelSize%8 != 0:
		a.fail("label size %d is no multiple of 8", m.labelSize)
	case m.wordSize > maxInputs || 2*m.hiddenSize > maxInputs || 3*m.labelSize > maxInputs || m.arcSize > maxArc:
		a.fail("sizes too large: word %d, hidden %d, label %d, arc %d", m.wordSize, m.hiddenSize, m.labelSize, m.arcSize)
	}
}

func (m *Model) assembleWords(a *assembler) {
	e := m.wordSize
	m.rootWord = a.take("float32", "embed/root", e).floats
	for k, f := range features {
		values := a.strings("values/" + f)
		m.lexicon[k] = numbered(values)
		t := a.take("rows", "embed/"+f, len(values)+firstRow, e)
		m.embedding[k] = table{cols: e, scale: t.floats, bytes: t.bytes}
	}
	words := a.strings("vector/words")
	m.vectors = numbered(words)
	t := a.take("int8", "vector/table", len(words)+firstRow, 0)
	m.vector = table{cols: t.Shape[1], bytes: t.bytes}
	m.project = newMatrix(m.vector.cols, vectorLimit/127, a.part("vector/weight", "", m.vector.cols, e))
}

// batchSize is the number of sentences that go through the LSTMs in lock-step, so that the recurrent weights are read
// once for all of them. More gain little and cost memory.
const batchSize = 8

// Parse tags and parses sentences, each a list of words, and returns one list of [Word] for each. Sentences are read in
// batches of about the same length; what a sentence gets does not depend on the others. Work and memory grow with the
// square of a sentence's length, so the caller cuts very long ones.
func (m *Model) Parse(sentences [][]string) [][]Word {
	out := make([][]Word, len(sentences))
	order := make([]int, 0, len(sentences))
	total := 0
	for i, s := range sentences {
		if len(s) > 0 {
			order = append(order, i)
			total += len(s)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(len(sentences[b]), len(sentences[a])) })
	words := make([]Word, total)
	for _, i := range order {
		out[i], words = words[:len(sentences[i]):len(sentences[i])], words[len(sentences[i]):]
	}
	w := m.pool.Get().(*workspace)
	defer m.pool.Put(w)
	for batch := range slices.Chunk(order, batchSize) {
		w.parse(m, sentences, batch, out)
	}
	return out
}
