package biaffine

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"reflect"
	"testing"
)

func readModel(tb testing.TB) (*Model, []byte) {
	tb.Helper()
	file, err := os.ReadFile("../model/parser.bin")
	if err != nil {
		tb.Fatal(err)
	}
	m, err := Read(file)
	if err != nil {
		tb.Fatal(err)
	}
	return m, file
}

func TestReadRefusesWhatDoesNotFit(t *testing.T) {
	_, file := readModel(t)
	changed := func(at int, to byte) []byte {
		c := append([]byte(nil), file...)
		c[at] = to
		return c
	}
	for name, bad := range map[string][]byte{
		"empty":         nil,
		"another file":  []byte("PK\x03\x04 something else entirely"),
		"other version": changed(len(magic), 99),
		"cut short":     file[:len(file)/2],
		"flipped byte":  changed(len(file)/2, file[len(file)/2]^0x55),
		"checksum":      changed(len(file)-6, file[len(file)-6]^1),
	} {
		if _, err := Read(bad); !errors.Is(err, ErrFormat) {
			t.Errorf("%s: error %v, want ErrFormat", name, err)
		}
	}
}

func TestHeaderSaysWhereTheWeightsComeFrom(t *testing.T) {
	m, _ := readModel(t)
	h := m.Header()
	if h.Licence == "" || len(h.Data) == 0 || len(h.Options) == 0 {
		t.Errorf("licence %q, data %v, options %v", h.Licence, h.Data, h.Options)
	}
}

var sentences = [][]string{
	{"It", "rained", "."},
	{},
	{"The", "minister", "of", "the", "island", "met", "her", "neighbours", "on", "Tuesday", "."},
	{"No"},
	{"Talks", "between", "the", "two", "governments", "failed", "again", ",", "a", "spokesman", "said", "."},
	{"They", "did", "n't", "sign", "."},
	{"The", "ships", "left", "the", "old", "harbour", "at", "noon", "."},
	{"Who", "knows", "?"},
	{"A", "fleet", "of", "nine", "ships", "left", "."},
	{"Peace", "."},
	{"The", "general", ",", "who", "had", "resigned", ",", "was", "not", "asked", "."},
}

// Sentences must get the same parse alone and beside any others.
func TestParseDoesNotDependOnTheBatch(t *testing.T) {
	m, _ := readModel(t)
	together := m.Parse(sentences)
	for i, s := range sentences {
		alone := m.Parse([][]string{s})[0]
		if len(s) != len(together[i]) || len(s) > 0 && !reflect.DeepEqual(alone, together[i]) {
			t.Errorf("%q: alone %v, together %v", s, alone, together[i])
		}
	}
}

// What was parsed before, and how full the cache of forms is, must not matter.
func TestParseDoesNotDependOnTheCache(t *testing.T) {
	m, _ := readModel(t)
	want := m.Parse(sentences)
	var w workspace
	out := make([][]Word, 1)
	parse := func(s []string) []Word {
		out[0] = make([]Word, len(s))
		w.parse(m, [][]string{s}, []int{0}, out)
		return out[0]
	}
	for round := range 3 {
		for i, s := range sentences {
			if len(s) > 0 && !reflect.DeepEqual(parse(s), want[i]) {
				t.Fatalf("round %d, %q: %v, want %v", round, s, out[0], want[i])
			}
		}
		for i := range maxForms/100 + 1 { // more new forms than the cache holds
			noise := make([]string, 100)
			for k := range noise {
				noise[k] = fmt.Sprintf("w%d-%d-%d", round, i, k)
			}
			parse(noise)
		}
	}
}

// The kernels in assembly and in Go must agree to the bit, on any shape.
func TestKernelsAgree(t *testing.T) {
	needKernels(t)
	rng := rand.New(rand.NewPCG(5, 6))
	for _, c := range []struct{ n, in, cols int }{{1, 1, 1}, {5, 7, 3}, {13, 50, 128}, {40, 256, 161}, {3, 500, 16}} {
		t.Run(fmt.Sprint(c), func(t *testing.T) {
			m := randomMatrix(rng, c.in, c.cols)
			rows, stride := roundUp(c.n, rowGroup), 2*m.pairs
			x := make([]int16, rows*stride)
			for i := range x {
				x[i] = int16(rng.IntN(2*maxFixed+1) - maxFixed)
			}
			for i := range rows {
				clear(x[i*stride+c.in : (i+1)*stride])
			}
			fast, plain := make([]float32, rows*m.cols), make([]float32, rows*m.cols)
			m.apply(fast, x, stride, c.n)
			withoutKernels(func() { m.apply(plain, x, stride, c.n) })
			for i := range c.n * m.cols {
				if fast[i] != plain[i] {
					t.Fatalf("row %d, column %d: %v in assembly, %v in Go", i/m.cols, i%m.cols, fast[i], plain[i])
				}
			}
			for i := range c.n {
				for j := range c.cols {
					want := float64(m.bias[j])
					for k := range c.in {
						want += float64(x[i*stride+k]) * float64(m.at(k, j)) * float64(m.scale[j])
					}
					if got := float64(fast[i*m.cols+j]); math.Abs(got-want) > 1e-5*(1+math.Abs(want)) {
						t.Fatalf("row %d, column %d: %v, want %v", i, j, got, want)
					}
				}
			}
		})
	}
}

func (m *matrix) at(i, j int) int16 {
	return m.weight[j/lane*m.pairs*lane*2+i/2*lane*2+j%lane*2+i%2]
}

func randomMatrix(rng *rand.Rand, in, cols int) matrix {
	p := part{weight: make([]byte, in*cols), scale: make([]float32, cols), bias: make([]float32, cols), cols: cols}
	for i := range p.weight {
		p.weight[i] = byte(int8(rng.IntN(255) - 127))
	}
	for j := range cols {
		p.scale[j], p.bias[j] = rng.Float32(), rng.Float32()-0.5
	}
	return newMatrix(in, 1.0/unitOne, p)
}

func TestCellsAgree(t *testing.T) {
	needKernels(t)
	rng := rand.New(rand.NewPCG(7, 8))
	const n = 128
	random := func(n int) []float32 {
		x := make([]float32, n)
		for i := range x {
			x[i] = float32(rng.NormFloat64() * 3)
		}
		return x
	}
	for range 50 {
		z, g, c := random(4*n), random(4*n), random(n)
		c2 := append([]float32(nil), c...)
		h, h2 := make([]int16, n), make([]int16, n)
		lstmCell(z, g, c, h)
		withoutKernels(func() { lstmCell(z, g, c2, h2) })
		if !reflect.DeepEqual(c, c2) || !reflect.DeepEqual(h, h2) {
			t.Fatalf("in assembly %v %v\nin Go %v %v", c, h, c2, h2)
		}
	}
}

func TestQuantizeAndActivateAgree(t *testing.T) {
	needKernels(t)
	rng := rand.New(rand.NewPCG(9, 10))
	x := make([]float32, 4096)
	for i := range x {
		x[i] = float32(rng.NormFloat64() * 6)
	}
	x[0], x[1], x[2], x[3] = 0.5/64, -0.5/64, 1.5/64, 1e9
	fast, plain := make([]int16, len(x)), make([]int16, len(x))
	quantize(fast, x, 64, 511)
	withoutKernels(func() { quantize(plain, x, 64, 511) })
	if !reflect.DeepEqual(fast, plain) || fast[0] != 0 || fast[2] != 2 || fast[3] != 511 {
		t.Errorf("in assembly %v…, in Go %v…", fast[:8], plain[:8])
	}
	y := append([]float32(nil), x...)
	activate(x)
	withoutKernels(func() { activate(y) })
	if !reflect.DeepEqual(x, y) {
		t.Error("activations differ")
	}
}

func needKernels(t *testing.T) {
	if !accelerated {
		t.Skip("this machine has only the kernels in Go")
	}
}

// withoutKernels runs f with the kernels in Go.
func withoutKernels(f func()) {
	was := accelerated
	accelerated = false
	defer func() { accelerated = was }()
	f()
}

func TestTanh(t *testing.T) {
	for x := -12.0; x <= 12; x += 0.01 {
		if got := float64(tanh(float32(x))); math.Abs(got-math.Tanh(x)) > 1.2e-4 {
			t.Fatalf("tanh(%v) = %v, want %v", x, got, math.Tanh(x))
		}
	}
}

func TestFeatures(t *testing.T) {
	var f featurizer
	for _, c := range []struct{ word, form, shape, suffix3, prefix3 string }{
		{"Seoul", "seoul", "Xxx", "oul", "seo"},
		{"McKinley’s", "mckinley's", "XxXxx'x", "y's", "mck"},
		{"1990s", "0000s", "ddx", "00s", "000"},
		{"—", "—", "—", "—", "—"},
		{"ÉLYSÉE", "élysée", "XX", "sée", "ély"},
		{"\xff", "\uFFFD", "\uFFFD", "\uFFFD", "\uFFFD"},
	} {
		f.spell(c.word)
		if string(f.form) != c.form || string(f.shape) != c.shape || string(f.suffix(3)) != c.suffix3 || string(f.prefix(3)) != c.prefix3 {
			t.Errorf("%q: form %q shape %q suffix %q prefix %q", c.word, f.form, f.shape, f.suffix(3), f.prefix(3))
		}
	}
}

func BenchmarkMultiply(b *testing.B) {
	const n, in, cols = 8, 192, 384
	m := randomMatrix(rand.New(rand.NewPCG(1, 2)), in, cols)
	x, y := make([]int16, n*in), make([]float32, n*cols)
	measure := func(b *testing.B) {
		for b.Loop() {
			m.apply(y, x, in, n)
		}
		b.ReportMetric(float64(b.N)*n*in*cols/b.Elapsed().Seconds()/1e9, "GMAC/s")
	}
	b.Run("assembly", measure)
	b.Run("Go", func(b *testing.B) { withoutKernels(func() { measure(b) }) })
}

func BenchmarkCell(b *testing.B) {
	const n = 128
	z, g, c, h := make([]float32, 4*n), make([]float32, 4*n), make([]float32, n), make([]int16, n)
	measure := func(b *testing.B) {
		for b.Loop() {
			lstmCell(z, g, c, h)
		}
	}
	b.Run("assembly", measure)
	b.Run("Go", func(b *testing.B) { withoutKernels(func() { measure(b) }) })
}
