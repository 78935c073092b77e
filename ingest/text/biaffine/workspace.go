package biaffine

import (
	"math"

	"github.com/viterin/vek/vek32"
)

// A workspace holds the intermediate results of one batch; it is reused, so that parsing allocates little.
// Rows are the nodes of the batch's sentences one after the other, each sentence preceded by its artificial root.
type workspace struct {
	featurizer
	start []int // first row of each sentence
	size  []int // its rows: words + 1
	rows  int

	words         []float32 // [rows][wordSize]
	gates         []float32 // [rows][4*hiddenSize]
	first, second []float32 // [rows][2*hiddenSize], outputs of the LSTM layers
	step          []float32 // [sentence][4*hiddenSize]
	cell, hidden  []float32 // [sentence][hiddenSize]

	tagScores []float32 // [rows][tags, padded]
	mlp       []float32 // [rows][arcSize, arcSize, labelSize, labelSize, padding]

	// For one sentence:
	part      []float32 // [size][arcSize or labelSize], a part of mlp made dense
	arcSide   []float32 // [size][arcSize, padded]
	arcHeads  matrix    // [arcSize][size], transposed
	arcScores []float32 // [dependent][head]
	labelSide []float32 // [size][relation][labelSize+1]
	heads     []int
	state     []int8
}

// parse fills out[i] for every sentence i of the batch, which is in falling order of length.
func (w *workspace) parse(m *Model, sentences [][]string, batch []int, out [][]Word) {
	w.lay(sentences, batch)
	w.embed(m, sentences, batch)
	h := m.hiddenSize
	w.first, w.second = grow(&w.first, w.rows*2*h), grow(&w.second, w.rows*2*h)
	w.encode(m, &m.lstm[0], w.words, w.first)
	w.encode(m, &m.lstm[1], w.first, w.second)

	w.tagScores = grow(&w.tagScores, w.rows*m.tagger.weight.cols)
	affine(w.tagScores, w.first, w.rows, &m.tagger.weight, m.tagger.bias)
	w.mlp = grow(&w.mlp, w.rows*m.mlp.weight.cols)
	affine(w.mlp, w.second, w.rows, &m.mlp.weight, m.mlp.bias)
	leakyReLU(w.mlp)
	for b, i := range batch {
		w.findHeads(m, w.start[b], w.size[b])
		w.label(m, w.start[b], w.size[b], out[i])
		w.tag(m, w.start[b], out[i])
	}
}

func (w *workspace) lay(sentences [][]string, batch []int) {
	w.start, w.size, w.rows = w.start[:0], w.size[:0], 0
	for _, i := range batch {
		n := len(sentences[i]) + 1
		w.start, w.size = append(w.start, w.rows), append(w.size, n)
		w.rows += n
	}
}

// embed sums the embeddings of each word's features.
func (w *workspace) embed(m *Model, sentences [][]string, batch []int) {
	e := m.wordSize
	w.words = grow(&w.words, w.rows*e)
	row := 0
	next := func() []float32 {
		row++
		return w.words[(row-1)*e : row*e]
	}
	for _, i := range batch {
		copy(next(), m.rootWord)
		for _, word := range sentences[i] {
			x := next()
			for k, r := range w.featurizer.rows(&m.lexicon, word) {
				v := m.embedding[k][int(r)*e : int(r+1)*e]
				if k == 0 {
					copy(x, v)
				} else {
					vek32.Add_Inplace(x, v)
				}
			}
		}
	}
}

// encode runs one layer's two LSTMs over the batch in lock-step. Since sentences stand in falling order of length,
// those that are still running at a step are a prefix of the batch.
func (w *workspace) encode(m *Model, layer *[2]direction, in, out []float32) {
	h := m.hiddenSize
	n := len(w.size)
	w.gates = grow(&w.gates, w.rows*4*h)
	w.step = grow(&w.step, n*4*h)
	w.cell, w.hidden = grow(&w.cell, n*h), grow(&w.hidden, n*h)
	for d := range layer {
		affine(w.gates, in, w.rows, &layer[d].input.weight, layer[d].input.bias)
		clear(w.cell)
		clear(w.hidden)
		running := n
		for t := range w.size[0] {
			for running > 0 && w.size[running-1] <= t {
				running--
			}
			multiply(w.step, w.hidden, running, &layer[d].recurrent)
			for b := range running {
				r := w.start[b] + t
				if d == 1 {
					r = w.start[b] + w.size[b] - 1 - t
				}
				z, hidden := w.step[b*4*h:(b+1)*4*h], w.hidden[b*h:(b+1)*h]
				vek32.Add_Inplace(z, w.gates[r*4*h:(r+1)*4*h])
				lstmCell(z, w.cell[b*h:(b+1)*h], hidden)
				copy(out[(2*r+d)*h:], hidden)
			}
		}
	}
}

// dense gathers columns [from, from+n) of the mlp rows of one sentence.
func (w *workspace) dense(m *Model, start, size, from, n int) []float32 {
	w.part = grow(&w.part, size*n)
	for i := range size {
		copy(w.part[i*n:(i+1)*n], w.mlp[(start+i)*m.mlp.weight.cols+from:])
	}
	return w.part
}

// findHeads sets w.heads to the best tree of one sentence.
func (w *workspace) findHeads(m *Model, start, size int) {
	w.scoreArcs(m, start, size)
	cols := w.arcHeads.cols
	w.heads, w.state = grow(&w.heads, size), grow(&w.state, size)
	w.heads[0] = 0
	for d := 1; d < size; d++ {
		w.heads[d] = argmax(w.arcScores[d*cols : d*cols+size])
	}
	if !isTree(w.heads, w.state) {
		copy(w.heads, bestTree(w.arcScores, size, cols))
	}
}

// scoreArcs sets w.arcScores: the bilinear form of dependent and head, and a bias for the signed distance.
func (w *workspace) scoreArcs(m *Model, start, size int) {
	a := m.arcSize
	dependents := w.dense(m, start, size, a, a)
	w.arcSide = grow(&w.arcSide, size*m.arc.weight.cols)
	affine(w.arcSide, dependents, size, &m.arc.weight, m.arc.bias)

	heads := &w.arcHeads
	heads.rows, heads.cols = m.arc.weight.cols, padded(size)
	heads.data = grow(&heads.data, heads.rows*heads.cols)
	clear(heads.data)
	for i := range size {
		for j, v := range w.mlp[(start+i)*m.mlp.weight.cols:][:a] {
			heads.data[j*heads.cols+i] = v
		}
	}
	w.arcScores = grow(&w.arcScores, size*heads.cols)
	multiply(w.arcScores, w.arcSide, size, heads)
	for d := range size {
		row := w.arcScores[d*heads.cols:][:size]
		for h := range row {
			if h < d {
				row[h] += m.distance[min(d-h, distances-1)]
			} else {
				row[h] += m.distance[distances+min(h-d, distances-1)]
			}
		}
		row[d] = math.MaxFloat32 * -1
	}
}

// label sets head and relation of each word. The relation is "root" for the root's child and only there.
func (w *workspace) label(m *Model, start, size int, out []Word) {
	n := m.labelSize
	dependents := w.dense(m, start, size, 2*m.arcSize+n, n)
	cols := m.label.weight.cols
	w.labelSide = grow(&w.labelSide, size*cols)
	affine(w.labelSide, dependents, size, &m.label.weight, m.label.bias)
	for d := 1; d < size; d++ {
		h := w.heads[d]
		best := m.root
		if h > 0 {
			head := w.mlp[(start+h)*m.mlp.weight.cols+2*m.arcSize:][:n]
			best = m.bestRelation(head, w.labelSide[d*cols:(d+1)*cols])
		}
		out[d-1].Head, out[d-1].Deprel = h-1, m.header.Relations[best]
	}
}

// bestRelation returns the relation, other than the root's, that scores best. side holds for each relation the weights
// of the head's values and a constant.
func (m *Model) bestRelation(head, side []float32) int {
	n := m.labelSize
	best, bestScore := -1, float32(0)
	for r := range m.header.Relations {
		if r == m.root {
			continue
		}
		q := side[r*(n+1):]
		if s := vek32.Dot(head, q[:n]) + q[n]; best < 0 || s > bestScore {
			best, bestScore = r, s
		}
	}
	return max(best, 0)
}

func (w *workspace) tag(m *Model, start int, out []Word) {
	cols := m.tagger.weight.cols
	for i := range out {
		t := m.tags[argmax(w.tagScores[(start+i+1)*cols:][:len(m.tags)])]
		out[i].UPOS, out[i].XPOS = t[0], t[1]
	}
}

// argmax returns the index of the largest value, the first of several.
func argmax(x []float32) int {
	best := 0
	for i, v := range x {
		if v > x[best] {
			best = i
		}
	}
	return best
}
