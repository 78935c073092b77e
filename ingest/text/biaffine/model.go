package biaffine

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
)

// A Model is a trained network. It is read-only and safe for concurrent use.
type Model struct {
	header    Header
	tags      [][2]string // UPOS and XPOS of each output of the tagger
	root      int         // index of the relation "root"
	lexicon   lexicon
	embedding [numFeatures][]float32
	rootWord  []float32
	lstm      [2][2]direction // layer, direction
	tagger    layer
	mlp       layer // arc head, arc dependent, label head, label dependent side by side
	arc       layer // arc dependent → arc head
	distance  []float32
	label     layer // label dependent → relation × (label head, 1)

	wordSize, hiddenSize, arcSize, labelSize int

	pool sync.Pool // of *workspace
}

// A layer is an affine map.
type layer struct {
	weight matrix
	bias   []float32
}

// A direction is one LSTM over one layer's input.
type direction struct {
	input     layer  // word → four gates
	recurrent matrix // previous output → four gates
}

// A Word is what the network says of one word.
type Word struct {
	UPOS, XPOS string
	Head       int // index of the head in the sentence, -1 for the root
	Deprel     string
}

// distances is the number of arc lengths that are told apart, in each direction; the last stands for all longer ones.
const distances = 16

// Read loads a model file. Its error wraps [ErrFormat] if the file is damaged or of another format or architecture.
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
	if len(h.Vocabulary) != numFeatures {
		return fmt.Errorf("%d vocabularies for %d features", len(h.Vocabulary), numFeatures)
	}
	m.lexicon = newLexicon(h.Vocabulary)
	for _, t := range h.Tags {
		upos, xpos, ok := strings.Cut(t, "|")
		if !ok {
			return fmt.Errorf("tag %q, want UPOS|XPOS", t)
		}
		m.tags = append(m.tags, [2]string{upos, xpos})
	}
	if m.root = slices.Index(h.Relations, "root"); m.root < 0 {
		return errors.New("no relation \"root\"")
	}
	if len(m.tags) == 0 {
		return errors.New("no tags")
	}
	return nil
}

// An assembler hands out tensors of the expected shapes and keeps the first error.
type assembler struct {
	tensors map[string]tensor
	err     error
}

// take returns the values of a tensor. A wanted dimension of 0 matches any; the shape that was found is returned.
func (a *assembler) take(name string, want ...int) ([]float32, []int) {
	t, ok := a.tensors[name]
	fits := ok && len(t.shape) == len(want)
	for i := 0; fits && i < len(want); i++ {
		fits = want[i] == 0 || want[i] == t.shape[i]
	}
	if fits {
		return t.data, t.shape
	}
	if a.err == nil {
		a.err = fmt.Errorf("tensor %s has shape %v, want %v", name, t.shape, want)
	}
	n := 1
	shape := make([]int, len(want))
	for i, w := range want {
		shape[i] = max(w, 1)
		n *= shape[i]
	}
	return make([]float32, n), shape
}

func (a *assembler) layer(weight, bias string, rows, cols int) layer {
	w, _ := a.take(weight, rows, cols)
	b, _ := a.take(bias, cols)
	return newLayer(w, b, rows, cols)
}

// newLayer pads the columns of weight and bias.
func newLayer(weight, bias []float32, rows, cols int) layer {
	l := layer{weight: newMatrix(weight, rows, cols)}
	l.bias = make([]float32, l.weight.cols)
	copy(l.bias, bias)
	return l
}

func (m *Model) assemble(a *assembler) {
	rootWord, shape := a.take("embed/root", 0)
	m.rootWord, m.wordSize = rootWord, shape[0]
	for k, f := range features {
		m.embedding[k], _ = a.take("embed/"+f, len(m.header.Vocabulary[k])+firstRow, m.wordSize)
	}
	m.assembleEncoder(a)
	m.tagger = a.layer("tag/weight", "tag/bias", 2*m.hiddenSize, len(m.tags))
	m.assembleScorer(a)
}

func (m *Model) assembleEncoder(a *assembler) {
	_, shape := a.take("lstm/0/forward/recurrent", 0, 0)
	h := shape[0]
	m.hiddenSize = h
	in := m.wordSize
	for l := range m.lstm {
		for d, name := range []string{"forward", "backward"} {
			prefix := fmt.Sprintf("lstm/%d/%s/", l, name)
			w, _ := a.take(prefix+"recurrent", h, 4*h)
			m.lstm[l][d] = direction{
				input:     a.layer(prefix+"input", prefix+"bias", in, 4*h),
				recurrent: newMatrix(w, h, 4*h),
			}
		}
		in = 2 * h
	}
	if a.err == nil && padded(4*h) != 4*h {
		a.err = fmt.Errorf("hidden size %d is no multiple of %d", h, lane/4)
	}
}

func (m *Model) assembleScorer(a *assembler) {
	in := 2 * m.hiddenSize
	_, shape := a.take("mlp/arc-head/bias", 0)
	m.arcSize = shape[0]
	_, shape = a.take("mlp/label-head/bias", 0)
	m.labelSize = shape[0]
	var weights, biases [][]float32
	for _, p := range []struct {
		name string
		size int
	}{{"arc-head", m.arcSize}, {"arc-dependent", m.arcSize}, {"label-head", m.labelSize}, {"label-dependent", m.labelSize}} {
		w, _ := a.take("mlp/"+p.name+"/weight", in, p.size)
		b, _ := a.take("mlp/"+p.name+"/bias", p.size)
		weights, biases = append(weights, w), append(biases, b)
	}
	m.mlp = newLayer(besides(weights, in), slices.Concat(biases...), in, 2*m.arcSize+2*m.labelSize)

	// The last row of a bilinear form belongs to the constant 1 that is appended to the dependent.
	w, _ := a.take("arc/weight", m.arcSize+1, m.arcSize)
	m.arc = newLayer(w, w[m.arcSize*m.arcSize:], m.arcSize, m.arcSize)
	m.distance, _ = a.take("arc/distance", 2, distances)
	cols := len(m.header.Relations) * (m.labelSize + 1)
	w, _ = a.take("label/weight", m.labelSize+1, len(m.header.Relations), m.labelSize+1)
	m.label = newLayer(w, w[m.labelSize*cols:], m.labelSize, cols)
}

// besides joins matrices of the same number of rows side by side.
func besides(parts [][]float32, rows int) []float32 {
	var out []float32
	for i := range rows {
		for _, p := range parts {
			cols := len(p) / rows
			out = append(out, p[i*cols:(i+1)*cols]...)
		}
	}
	return out
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
