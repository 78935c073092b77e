package biaffine

import "math"

// A workspace holds the intermediate results of one batch; it is reused, so that parsing allocates nothing for a word.
// Rows are the nodes of the batch's sentences one after the other, each sentence preceded by its artificial root.
// Slices of fixed-point numbers are int16, see model.go for their steps.
type workspace struct {
	featurizer
	trees arborescence
	start []int // first row of each sentence
	size  []int // its rows: words + 1
	rows  int

	forms         formCache
	form          []int32   // [rows], rows of forms.gates
	gates         []float32 // [rows][4*hiddenSize], of the second layer
	first, second []int16   // [rows][2*hiddenSize], outputs of the LSTM layers
	step          []float32 // [sentence][4*hiddenSize]
	cell          []float32 // [sentence][hiddenSize]
	hidden        []int16   // [sentence][hiddenSize]

	firstScores  []float32 // [rows][tags, names, padding]
	secondScores []float32 // [rows][arcSize, arcSize, labelSize, labelSize, names, padding]

	// For one sentence:
	dependents []int16   // [size][arcSize]
	side       []float32 // [size][arcSize]
	sides      []int16   // [size][arcSize]
	headSide   matrix    // arc side → score of each head
	headVector []int16   // [arcSize]
	arcScores  []float32 // [dependent][head, padded]
	pairs      []int16   // [size][3*labelSize]
	product    []float32 // [labelSize]
	labels     []float32 // [size][relations, padded]
	best       []float32 // [2][names]
	from       []int32   // [size][names]
	tree       []int
	state      []int8
}

// parse fills out[i] for every sentence i of the batch, which is in falling order of length.
func (w *workspace) parse(m *Model, sentences [][]string, batch []int, out [][]Word) {
	w.lay(sentences, batch)
	w.form = grow(&w.form, w.rows)
	w.forms.meet(m, &w.featurizer, sentences, batch, w.form)
	h, rows := m.hiddenSize, w.rows+rowGroup
	w.first, w.second = grow(&w.first, rows*2*h), grow(&w.second, rows*2*h)
	for d := range m.lstm[0] {
		w.run(m, d, &m.lstm[0][d].recurrent, w.forms.gates[d], w.form, w.first)
	}
	w.gates = grow(&w.gates, rows*4*h)
	for d := range m.lstm[1] {
		m.lstm[1][d].input.apply(w.gates, w.first, 2*h, w.rows)
		w.run(m, d, &m.lstm[1][d].recurrent, w.gates, nil, w.second)
	}

	w.firstScores = grow(&w.firstScores, rows*m.first.cols)
	m.first.apply(w.firstScores, w.first, 2*h, w.rows)
	w.secondScores = grow(&w.secondScores, rows*m.second.cols)
	m.second.apply(w.secondScores, w.second, 2*h, w.rows)
	w.makeVectors(m)
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

// run advances one LSTM over the batch in lock-step, direction 0 forward and 1 backward. gates holds what its input gives to its
// gates: row i of the batch has row at[i], or without at row i. Since sentences stand in falling order of length, those that are
// still running at a step are a prefix of the batch.
func (w *workspace) run(m *Model, direction int, recurrent *matrix, gates []float32, at []int32, out []int16) {
	h, n := m.hiddenSize, len(w.size)
	w.step = grow(&w.step, roundUp(n, rowGroup)*4*h)
	w.cell, w.hidden = grow(&w.cell, n*h), grow(&w.hidden, roundUp(n, rowGroup)*h)
	clear(w.cell)
	clear(w.hidden)
	running := n
	for t := range w.size[0] {
		for running > 0 && w.size[running-1] <= t {
			running--
		}
		recurrent.apply(w.step, w.hidden, h, running)
		for b := range running {
			r := w.start[b] + t
			if direction == 1 {
				r = w.start[b] + w.size[b] - 1 - t
			}
			g := r
			if at != nil {
				g = int(at[r])
			}
			hidden := w.hidden[b*h : (b+1)*h]
			lstmCell(w.step[b*4*h:(b+1)*4*h], gates[g*4*h:(g+1)*4*h], w.cell[b*h:(b+1)*h], hidden)
			copy(out[(2*r+direction)*h:], hidden)
		}
	}
}

// makeVectors turns the second layer's scores into the arcs' and labels' vectors.
func (w *workspace) makeVectors(m *Model) {
	for r := range w.rows {
		activate(w.secondScores[r*m.second.cols:][:2*m.arcSize+2*m.labelSize])
	}
}

// findHeads sets w.tree to the best tree of one sentence.
func (w *workspace) findHeads(m *Model, start, size int) {
	w.scoreArcs(m, start, size)
	cols := w.headSide.cols
	w.tree, w.state = grow(&w.tree, size), grow(&w.state, size)
	w.tree[0] = 0
	for d := 1; d < size; d++ {
		w.tree[d] = argmax(w.arcScores[d*cols : d*cols+size])
	}
	if !isTree(w.tree, w.state) {
		copy(w.tree, w.trees.bestTree(w.arcScores, size, cols))
	}
}

// scoreArcs sets w.arcScores: the bilinear form of dependent and head, and a bias for the signed distance.
func (w *workspace) scoreArcs(m *Model, start, size int) {
	a, all := m.arcSize, size+rowGroup
	w.dependents, w.side, w.sides = grow(&w.dependents, all*a), grow(&w.side, all*a), grow(&w.sides, all*a)
	for i := range size {
		quantize(w.dependents[i*a:(i+1)*a], w.secondScores[(start+i)*m.second.cols+a:][:a], arcOne, maxFixed)
	}
	m.arc.apply(w.side, w.dependents, a, size)
	quantize(w.sides, w.side[:size*a], sideOne, maxSide)
	w.layHeads(m, start, size)
	cols := w.headSide.cols
	w.arcScores = grow(&w.arcScores, all*cols)
	w.headSide.apply(w.arcScores, w.sides, a, size)
	for d := range size {
		row := w.arcScores[d*cols:][:size]
		for h := range row {
			if h < d {
				row[h] += m.distance[min(d-h, distances-1)]
			} else {
				row[h] += m.distance[distances+min(h-d, distances-1)]
			}
		}
		row[d] = -math.MaxFloat32
	}
}

// layHeads makes a matrix of the heads' arc vectors, one column each.
func (w *workspace) layHeads(m *Model, start, size int) {
	h := &w.headSide
	h.in, h.pairs, h.cols = m.arcSize, m.arcSize/2, roundUp(size, lane)
	h.weight, h.scale, h.bias = grow(&h.weight, h.cols*m.arcSize), grow(&h.scale, h.cols), grow(&h.bias, h.cols)
	w.headVector = grow(&w.headVector, m.arcSize)
	clear(h.bias)
	clear(h.weight[(h.cols-lane)*m.arcSize:])
	for c := range size {
		h.scale[c] = 1.0 / (sideOne * headOne)
		to := h.weight[c/lane*h.pairs*lane*2+c%lane*2:]
		quantize(w.headVector, w.secondScores[(start+c)*m.second.cols:][:m.arcSize], headOne, maxSide)
		for p := range h.pairs {
			to[p*lane*2], to[p*lane*2+1] = w.headVector[2*p], w.headVector[2*p+1]
		}
	}
}

// label sets head and relation of each word. The relation is "root" for the root's child and only there.
func (w *workspace) label(m *Model, start, size int, out []Word) {
	n, cols := m.labelSize, m.label.cols
	w.pairs, w.labels = grow(&w.pairs, (size+rowGroup)*3*n), grow(&w.labels, (size+rowGroup)*cols)
	w.product = grow(&w.product, n)
	from := 2 * m.arcSize
	for d := range size {
		head := w.secondScores[(start+w.tree[d])*m.second.cols+from:][:n]
		dependent := w.secondScores[(start+d)*m.second.cols+from+n:][:n]
		pair := w.pairs[d*3*n : (d+1)*3*n]
		for j := range n {
			w.product[j] = head[j] * dependent[j]
		}
		quantize(pair[:n], w.product, labelOne, maxFixed)
		quantize(pair[n:2*n], head, labelOne, maxFixed)
		quantize(pair[2*n:], dependent, labelOne, maxFixed)
	}
	m.label.apply(w.labels, w.pairs, 3*n, size)
	for d := 1; d < size; d++ {
		scores := w.labels[d*cols:][:len(m.header.Relations)]
		best := m.root
		if w.tree[d] > 0 {
			scores[m.root] = -math.MaxFloat32
			best = argmax(scores)
		}
		out[d-1].Head, out[d-1].Deprel = w.tree[d]-1, m.header.Relations[best]
	}
}

// tag sets the tags and names of a sentence's words.
func (w *workspace) tag(m *Model, start int, out []Word) {
	tags, names := len(m.tags), len(m.names)
	for i := range out {
		row := start + i + 1
		first := w.firstScores[row*m.first.cols:][:tags+names]
		t := m.tags[argmax(first[:tags])]
		out[i].UPOS, out[i].XPOS, out[i].Feats = t.upos, t.xpos, t.feats
		second := w.secondScores[row*m.second.cols+2*m.arcSize+2*m.labelSize:][:names]
		for k, v := range second {
			first[tags+k] += v
		}
	}
	w.nameBest(m, start, out)
}

// nameBest sets the names of a sentence's words to the best sequence of labels in which every "I" goes on a name of its type
// (Viterbi).
func (w *workspace) nameBest(m *Model, start int, out []Word) {
	names := len(m.names)
	w.best, w.from = grow(&w.best, 2*names), grow(&w.from, len(out)*names)
	last, now := w.best[:names], w.best[names:]
	for i := range out {
		scores := w.firstScores[(start+i+1)*m.first.cols+len(m.tags):][:names]
		for k, s := range scores {
			from := -1
			for j := range names {
				if i == 0 && !m.begins[k] || i > 0 && !m.begins[k] && m.goesOn[k] != m.goesOn[j] {
					continue
				}
				if from < 0 || i > 0 && last[j] > last[from] {
					from = j
				}
			}
			w.from[i*names+k] = int32(from)
			switch {
			case from < 0:
				now[k] = -math.MaxFloat32
			case i == 0:
				now[k] = s
			default:
				now[k] = last[from] + s
			}
		}
		last, now = now, last
	}
	k := argmax(last)
	for i := len(out) - 1; i >= 0; i-- {
		out[i].Name = m.names[k]
		k = int(w.from[i*names+k])
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
