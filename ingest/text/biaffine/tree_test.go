package biaffine

import (
	"math/rand/v2"
	"testing"
)

// TestBestTree compares with the best of all trees on small random graphs.
func TestBestTree(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	var g arborescence // one for all, so that nothing is left over from the last
	for round := range 3000 {
		n := 2 + round%5
		scores := make([]float32, n*n)
		for i := range scores {
			scores[i] = float32(rng.IntN(41) - 20)
		}
		heads := g.bestTree(scores, n, n)
		if !isTree(heads, make([]int8, n)) {
			t.Fatalf("%v is no tree with one root", heads)
		}
		if got, want := total(scores, heads), bruteForce(scores, n); got != want {
			t.Fatalf("round %d: heads %v score %v, the best tree has %v\n%v", round, heads, got, want, scores)
		}
	}
}

func total(scores []float32, heads []int) float32 {
	n := len(heads)
	var sum float32
	for d := 1; d < n; d++ {
		sum += scores[d*n+heads[d]]
	}
	return sum
}

// bruteForce returns the score of the best tree with one root, trying all assignments of heads.
func bruteForce(scores []float32, n int) float32 {
	heads := make([]int, n)
	state := make([]int8, n)
	best := float32(-1e9)
	var try func(d int)
	try = func(d int) {
		if d == n {
			if isTree(heads, state) {
				best = max(best, total(scores, heads))
			}
			return
		}
		for h := range n {
			if h != d {
				heads[d] = h
				try(d + 1)
			}
		}
	}
	try(1)
	return best
}

func TestBestTreeOfLongRandomGraph(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	const n = 200
	scores := make([]float32, n*n)
	for i := range scores {
		scores[i] = rng.Float32()
	}
	if heads := new(arborescence).bestTree(scores, n, n); !isTree(heads, make([]int8, n)) {
		t.Error("no tree")
	}
}

func TestIsTree(t *testing.T) {
	for _, c := range []struct {
		heads []int
		want  bool
	}{
		{[]int{0, 0}, true},
		{[]int{0, 2, 0, 2}, true},
		{[]int{0, 0, 0}, false}, // two roots
		{[]int{0, 2, 1}, false}, // a cycle
		{[]int{0, 0, 3, 2}, false},
	} {
		if got := isTree(c.heads, make([]int8, len(c.heads))); got != c.want {
			t.Errorf("isTree(%v) = %v", c.heads, got)
		}
	}
}

func BenchmarkBestTree(b *testing.B) {
	rng := rand.New(rand.NewPCG(3, 4))
	const n = 200
	scores := make([]float32, n*n)
	for i := range scores {
		scores[i] = rng.Float32()
	}
	var g arborescence
	b.ReportAllocs()
	for b.Loop() {
		g.bestTree(scores, n, n)
	}
}
