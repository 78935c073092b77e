package biaffine

import "github.com/viterin/vek/vek32"

// lane is the number of columns that vek's kernels take at a time; columns are padded to a multiple of it.
const lane = 32

// accelerated reports whether vek has kernels for this machine. Its fallback is slower than our own.
var accelerated = vek32.Info().Acceleration

// A matrix is dense and row-major. Its columns beyond the useful ones are zero.
type matrix struct {
	rows, cols int
	data       []float32
}

func padded(n int) int { return (n + lane - 1) / lane * lane }

// newMatrix copies rows × cols values, laid out stride apart, and pads the columns.
func newMatrix(values []float32, rows, cols int) matrix {
	m := matrix{rows: rows, cols: padded(cols)}
	m.data = make([]float32, m.rows*m.cols)
	for i := range rows {
		copy(m.data[i*m.cols:], values[i*cols:(i+1)*cols])
	}
	return m
}

// serialWork is the number of multiplications below which vek32.MatMul_Into stays on the calling goroutine.
// Articles are parsed side by side, so a product must not spread over cores by itself.
const serialWork = 100_000

// multiply sets dst (n × w.cols) to x (n × w.rows) · w. The result of a row does not depend on the other rows.
func multiply(dst, x []float32, n int, w *matrix) {
	if !accelerated {
		multiplyPlain(dst, x, n, w)
		return
	}
	step := max(3, (serialWork-1)/(w.rows*w.cols))
	for i := 0; i < n; i += step {
		j := min(i+step, n)
		vek32.MatMul_Into(dst[i*w.cols:j*w.cols], x[i*w.rows:j*w.rows], w.data, w.rows)
	}
}

// multiplyPlain is multiply in Go. Four rows of w at a time keep the loop busy with arithmetic rather than with loads.
func multiplyPlain(dst, x []float32, n int, w *matrix) {
	c := w.cols
	for i := range n {
		out := dst[i*c : (i+1)*c]
		clear(out)
		in := x[i*w.rows : (i+1)*w.rows]
		k := 0
		for ; k+4 <= len(in); k += 4 {
			x0, x1, x2, x3 := in[k], in[k+1], in[k+2], in[k+3]
			w0, w1 := w.data[k*c:][:len(out)], w.data[(k+1)*c:][:len(out)]
			w2, w3 := w.data[(k+2)*c:][:len(out)], w.data[(k+3)*c:][:len(out)]
			for j := range out {
				out[j] += x0*w0[j] + x1*w1[j] + x2*w2[j] + x3*w3[j]
			}
		}
		for ; k < len(in); k++ {
			xk, wk := in[k], w.data[k*c:][:len(out)]
			for j := range out {
				out[j] += xk * wk[j]
			}
		}
	}
}

// affine sets dst to x · w + b for n rows.
func affine(dst, x []float32, n int, w *matrix, b []float32) {
	multiply(dst, x, n, w)
	for i := range n {
		vek32.Add_Inplace(dst[i*w.cols:(i+1)*w.cols], b)
	}
}

// tanh is the continued fraction of the hyperbolic tangent to seven terms, right to 1e-4 on its range.
func tanh(x float32) float32 {
	const limit = 4.97
	x = min(max(x, -limit), limit)
	q := x * x
	return x * (135135 + q*(17325+q*(378+q))) / (135135 + q*(62370+q*(3150+28*q)))
}

func sigmoid(x float32) float32 { return 0.5 + 0.5*tanh(x/2) }

// lstmCell advances one LSTM cell: z holds its four gates (input, forget, output, update) before their
// nonlinearities, c its state, h its output.
func lstmCell(z, c, h []float32) {
	n := len(c)
	in, forget, out, update := z[:n], z[n:][:n], z[2*n:][:n], z[3*n:][:n]
	h = h[:n]
	for j := range c {
		c[j] = sigmoid(forget[j])*c[j] + sigmoid(in[j])*tanh(update[j])
		h[j] = sigmoid(out[j]) * tanh(c[j])
	}
}

// leakyReLU applies the activation that the trainer uses, slope 0.1 below zero.
func leakyReLU(x []float32) {
	for i, v := range x {
		if v < 0 {
			x[i] = 0.1 * v
		}
	}
}

// grow returns a slice of n elements over *buf, enlarged where needed. Its contents are arbitrary.
func grow[T any](buf *[]T, n int) []T {
	if cap(*buf) < n {
		*buf = make([]T, n+n/2)
	}
	return (*buf)[:n]
}
