package eval

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestCoref scores an example of which the scores are known: that of Pradhan et al. (2014), "Scoring Coreference Partitions of Predicted Mentions".
func TestCoref(t *testing.T) {
	gold, found := [][]int{{1, 2, 3}, {4, 5, 6, 7}}, [][]int{{1, 2}, {3, 4}, {6, 7, 8, 9}}
	for _, c := range []struct {
		name    string
		got     Coref
		r, p, f float64
	}{
		{"MUC", MUC(gold, found), 40, 40, 40},
		{"B³", BCubed(gold, found), 100 * 35.0 / 84, 50, 100 * 5.0 / 11},
		{"CEAF-e", CEAFE(gold, found), 65, 100 * 1.3 / 3, 52},
		{"the same", MUC(gold, gold).Plus(BCubed(gold, gold)).Plus(CEAFE(gold, gold)), 100, 100, 100},
		{"nothing found", MUC(gold, nil).Plus(BCubed(gold, nil)).Plus(CEAFE(gold, nil)), 0, 0, 0},
		{"nothing there", MUC(nil, found).Plus(CEAFE(nil, found)), 0, 0, 0},
	} {
		for what, d := range map[string]float64{"R": c.got.R() - c.r, "P": c.got.P() - c.p, "F": c.got.F() - c.f} {
			if math.Abs(d) > 1e-9 {
				t.Errorf("%s: %s is off by %v: %+v", c.name, what, d, c.got)
			}
		}
	}
}

// TestAssign compares with all ways there are.
func TestAssign(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	var all func(w [][]float64, i int, used []bool) float64
	all = func(w [][]float64, i int, used []bool) float64 {
		if i == len(w) {
			return 0
		}
		best := all(w, i+1, used)
		for j := range used {
			if !used[j] {
				used[j] = true
				best = max(best, w[i][j]+all(w, i+1, used))
				used[j] = false
			}
		}
		return best
	}
	for range 200 {
		w := make([][]float64, 1+rng.IntN(5))
		cols := 1 + rng.IntN(5)
		for i := range w {
			w[i] = make([]float64, cols)
			for j := range w[i] {
				w[i][j] = float64(rng.IntN(4)) / 3
			}
		}
		if got, want := assign(w), all(w, 0, make([]bool, cols)); math.Abs(got-want) > 1e-9 {
			t.Fatalf("%v: %v, want %v", w, got, want)
		}
	}
}
