package biaffine

import "math"

// The network computes in fixed point: activations are 16-bit integers, weights 8-bit ones with a scale for each
// column, sums 32-bit. What lies between two matrix products is done in float32, operation by operation, each rounded.
// So every machine gets the same bits, with vector instructions or without.

const (
	rowGroup = 4  // rows that a kernel takes at a time; buffers are as long as a multiple of it
	lane     = 16 // columns that a kernel takes at a time
)

// accelerated reports whether this machine runs the kernels in assembly.
var accelerated = haveKernels()

// A matrix is an affine map from fixed-point rows to float32 rows. Columns are padded to a multiple of lane with zeros.
type matrix struct {
	in, cols int
	pairs    int       // half of the inputs, rounded up
	weight   []int16   // [cols/lane][pairs][lane][2]
	scale    []float32 // [cols]
	bias     []float32 // [cols]
}

func roundUp(n, to int) int { return (n + to - 1) / to * to }

// A part is some columns of a matrix as they stand in a model file: weight[i*cols+j] × scale[j], and bias[j] or none.
type part struct {
	weight      []byte // signed bytes
	scale, bias []float32
	cols        int
}

// newMatrix puts parts of in inputs side by side. The inputs are integers in steps of unit.
func newMatrix(in int, unit float32, parts ...part) matrix {
	m := matrix{in: in, pairs: (in + 1) / 2}
	for _, p := range parts {
		m.cols += p.cols
	}
	m.cols = roundUp(m.cols, lane)
	m.weight = make([]int16, m.cols*m.pairs*2)
	m.scale, m.bias = make([]float32, m.cols), make([]float32, m.cols)
	at := 0
	for _, p := range parts {
		for j := range p.cols {
			c := at + j
			m.scale[c] = p.scale[j] * unit
			if p.bias != nil {
				m.bias[c] = p.bias[j]
			}
			to := m.weight[c/lane*m.pairs*lane*2+c%lane*2:]
			for i := range in {
				to[i/2*lane*2+i%2] = int16(int8(p.weight[i*p.cols+j]))
			}
		}
		at += p.cols
	}
	return m
}

// apply sets dst (rows of m.cols) to the map of n rows of x, which lie stride apart. dst and x must reach to a whole
// group of rows; what lies there beyond n rows is arbitrary. Sums must not exceed 31 bits: with 8-bit weights up to 500
// inputs cannot.
func (m *matrix) apply(dst []float32, x []int16, stride, n int) {
	if accelerated {
		groups := roundUp(n, rowGroup)
		_, _ = dst[groups*m.cols-1], x[(groups-1)*stride+2*m.pairs-1]
		for i := 0; i < groups; i += rowGroup {
			multiply(&dst[i*m.cols], m.cols, &x[i*stride], stride, &m.weight[0], m.pairs, m.cols/lane, &m.scale[0], &m.bias[0])
		}
		return
	}
	for i := 0; i < n; i += 2 {
		m.applyPlain(dst[i*m.cols:], x[i*stride:], stride)
	}
}

// applyPlain is apply for two rows in Go. Both rows' products come out of one 64-bit multiplication: the sum of the
// second row's is carried in the upper half.
func (m *matrix) applyPlain(dst []float32, x []int16, stride int) {
	var both [maxInputs + 1]int64
	in := both[:2*m.pairs]
	for k, v := range x[:2*m.pairs] {
		in[k] = int64(v) + int64(x[stride+k])<<32
	}
	for c := 0; c < m.cols; c += 4 {
		w := m.weight[c/lane*m.pairs*lane*2+c%lane*2:]
		var s0, s1, s2, s3 int64
		for p := range m.pairs {
			x0, x1 := in[2*p], in[2*p+1]
			row := w[p*lane*2:][:8]
			s0 += x0*int64(row[0]) + x1*int64(row[1])
			s1 += x0*int64(row[2]) + x1*int64(row[3])
			s2 += x0*int64(row[4]) + x1*int64(row[5])
			s3 += x0*int64(row[6]) + x1*int64(row[7])
		}
		for j, s := range [4]int64{s0, s1, s2, s3} {
			low := int32(s)
			high := int32((s - int64(low)) >> 32)
			dst[c+j] = float32(float32(low)*m.scale[c+j]) + m.bias[c+j]
			dst[m.cols+c+j] = float32(float32(high)*m.scale[c+j]) + m.bias[c+j]
		}
	}
}

// quantize sets dst to x in steps of 1/one, rounded to the nearest, halves to even, and cut to ±limit. The length is a
// multiple of 8.
func quantize(dst []int16, x []float32, one, limit float32) {
	if len(x) == 0 {
		return
	}
	if accelerated {
		_ = dst[len(x)-1]
		quantizeKernel(&dst[0], &x[0], len(x), one, limit)
		return
	}
	dst = dst[:len(x)]
	for j, v := range x {
		v = min(max(float32(v*one), -limit), limit)
		dst[j] = int16(math.RoundToEven(float64(v)))
	}
}

// activate applies the activation that the trainer uses, slope 0.1 below zero. The length is a multiple of 8.
func activate(x []float32) {
	if accelerated && len(x) > 0 {
		activateKernel(&x[0], len(x))
		return
	}
	for i, v := range x {
		x[i] = max(v, float32(0.1*v))
	}
}

// tanh is the continued fraction of the hyperbolic tangent to seven terms, right to 1e-4. The conversions keep
// the compiler from fusing a product with a sum.
func tanh(x float32) float32 {
	x = min(max(x, -tanhLimit), tanhLimit)
	q := float32(x * x)
	n := float32(q*float32(378+q)) + 17325
	n = float32(q*n) + 135135
	d := float32(28*q) + 3150
	d = float32(q*d) + 62370
	d = float32(q*d) + 135135
	return float32(x*n) / d
}

const tanhLimit = 4.97

func sigmoid(x float32) float32 { return float32(0.5*tanh(float32(0.5*x))) + 0.5 }

// lstmCell advances one LSTM cell. z and g together hold its four gates (input, forget, output, update) before their
// nonlinearities, c its state; h gets its output in steps of 1/unitOne.
func lstmCell(z, g, c []float32, h []int16) {
	n := len(c)
	if accelerated {
		_, _, _ = z[4*n-1], g[4*n-1], h[n-1]
		cell(&z[0], &g[0], &c[0], &h[0], n)
		return
	}
	h = h[:n]
	for j := range c {
		in, forget := sigmoid(z[j]+g[j]), sigmoid(z[n+j]+g[n+j])
		out, update := sigmoid(z[2*n+j]+g[2*n+j]), tanh(z[3*n+j]+g[3*n+j])
		c[j] = float32(forget*c[j]) + float32(in*update)
		h[j] = int16(math.RoundToEven(float64(float32(float32(out*tanh(c[j])) * unitOne))))
	}
}

// grow returns a slice of n elements over *buf, enlarged where needed. Its contents are arbitrary.
func grow[T any](buf *[]T, n int) []T {
	if cap(*buf) < n {
		*buf = make([]T, n+n/2)
	}
	*buf = (*buf)[:cap(*buf)]
	return (*buf)[:n]
}
