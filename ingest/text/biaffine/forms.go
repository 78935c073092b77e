package biaffine

import "strings"

// The first layer reads of a word nothing but its form, so that the gates of its LSTMs, before their recurrent part, are the
// same wherever the word stands. A formCache keeps them for the forms that were met: most words of a text are a few forms.
type formCache struct {
	rows  map[string]int32 // form → row of gates
	next  int              // the first row that is free
	gates [2][]float32     // direction → [row][4*hiddenSize]
	fresh []string         // forms of the batch that were not met before

	found    [][numFeatures]int32 // [fresh], rows of the features' embeddings
	vectors  []int16              // [fresh][vector.cols, rounded up to even], pretrained
	embedded []float32            // [fresh][wordSize]
	words    []int16              // [fresh][wordSize]
}

const (
	maxForms = 4096 // that are kept, 16 MB with 128 hidden units; then the cache starts anew
	rootRow  = 0    // of the artificial root
)

// meet sets rows to the cache's rows of a batch's nodes, and computes the gates of the forms that it does not hold. Each sentence is
// preceded by its root; forms count as written.
func (c *formCache) meet(m *Model, f *featurizer, sentences [][]string, batch []int, rows []int32) {
	if c.rows == nil || c.next+len(rows) > maxForms {
		c.begin(m, max(maxForms, len(rows)+1))
	}
	at := 0
	c.fresh = c.fresh[:0]
	for _, i := range batch {
		rows[at] = rootRow
		at++
		for _, form := range sentences[i] {
			r, ok := c.rows[form]
			if !ok {
				r = int32(c.next + len(c.fresh))
				c.rows[strings.Clone(form)] = r // the article's text is not to live on in the cache
				c.fresh = append(c.fresh, form)
			}
			rows[at] = r
			at++
		}
	}
	c.embed(m, f)
	c.compute(m, len(c.fresh))
}

// begin empties the cache and computes the root's row.
func (c *formCache) begin(m *Model, size int) {
	if c.rows == nil {
		c.rows = make(map[string]int32, maxForms)
	}
	clear(c.rows)
	for d := range c.gates {
		c.gates[d] = grow(&c.gates[d], (size+rowGroup)*4*m.hiddenSize)
	}
	c.next = rootRow
	c.words = grow(&c.words, rowGroup*m.wordSize)
	quantize(c.words[:m.wordSize], m.rootWord, unitOne, maxFixed)
	c.compute(m, 1)
}

// compute sets the gates of the next n rows by c.words.
func (c *formCache) compute(m *Model, n int) {
	if n == 0 {
		return
	}
	for d := range c.gates {
		in := &m.lstm[0][d].input
		in.apply(c.gates[d][c.next*in.cols:], c.words, m.wordSize, n)
	}
	c.next += n
}

// embed sums the embeddings of each fresh form's features and its projected vector.
func (c *formCache) embed(m *Model, f *featurizer) {
	e, v, all := m.wordSize, 2*m.project.pairs, len(c.fresh)+rowGroup
	c.vectors, c.embedded, c.words = grow(&c.vectors, all*v), grow(&c.embedded, all*e), grow(&c.words, all*e)
	if len(c.fresh) == 0 {
		return
	}
	clear(c.vectors)
	c.found = grow(&c.found, len(c.fresh))
	for i, form := range c.fresh {
		found, vector := f.rows(m, form)
		c.found[i] = found
		for j, x := range m.vector.row(vector) {
			c.vectors[i*v+j] = int16(int8(x))
		}
	}
	m.project.apply(c.embedded, c.vectors, v, len(c.fresh))
	for i := range c.fresh {
		for k, r := range c.found[i] {
			m.embedding[k].addTo(c.embedded[i*e:(i+1)*e], r)
		}
	}
	quantize(c.words, c.embedded[:len(c.fresh)*e], unitOne, maxFixed)
}

// row returns the bytes of a row.
func (t *table) row(r int32) []byte { return t.bytes[int(r)*t.cols : int(r+1)*t.cols] }

// addTo adds a row to x.
func (t *table) addTo(x []float32, r int32) {
	scale := t.scale[r]
	for j, b := range t.row(r) {
		x[j] += float32(scale * float32(int8(b)))
	}
}
