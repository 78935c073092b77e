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

// The two kernels must agree on every parse, not only closely on numbers.
func TestPlainKernelsGiveTheSameParses(t *testing.T) {
	if !accelerated {
		t.Skip("this machine has only the plain kernels")
	}
	m, _ := readModel(t)
	want := m.Parse(sentences)
	accelerated = false
	defer func() { accelerated = true }()
	if got := m.Parse(sentences); !reflect.DeepEqual(got, want) {
		t.Errorf("plain kernels: %v\nvek's kernels: %v", got, want)
	}
}

func TestMultiply(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	random := func(n int) []float32 {
		x := make([]float32, n)
		for i := range x {
			x[i] = rng.Float32() - 0.5
		}
		return x
	}
	for _, c := range []struct{ n, rows, cols int }{{1, 1, 1}, {5, 7, 3}, {13, 96, 384}, {40, 192, 109}} {
		t.Run(fmt.Sprint(c), func(t *testing.T) {
			values, x := random(c.rows*c.cols), random(c.n*c.rows)
			w := newMatrix(values, c.rows, c.cols)
			got, plain := make([]float32, c.n*w.cols), make([]float32, c.n*w.cols)
			multiply(got, x, c.n, &w)
			multiplyPlain(plain, x, c.n, &w)
			for i := range c.n {
				for j := range c.cols {
					want := 0.0
					for k := range c.rows {
						want += float64(x[i*c.rows+k]) * float64(values[k*c.cols+j])
					}
					for _, y := range []float32{got[i*w.cols+j], plain[i*w.cols+j]} {
						if math.Abs(float64(y)-want) > 1e-4 {
							t.Fatalf("(%d,%d): %v, want %v", i, j, y, want)
						}
					}
				}
			}
		})
	}
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
	const n, rows, cols = 8, 192, 384
	w := newMatrix(make([]float32, rows*cols), rows, cols)
	x, y := make([]float32, n*rows), make([]float32, n*cols)
	for name, f := range map[string]func([]float32, []float32, int, *matrix){"vek": multiply, "plain": multiplyPlain} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				f(y, x, n, &w)
			}
			b.ReportMetric(float64(b.N)*n*rows*cols/b.Elapsed().Seconds()/1e9, "GMAC/s")
		})
	}
}
