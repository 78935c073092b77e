package eval

import "math"

// A Coref has the sums of a score of coreference over documents: how much of the gold chains is found, and how much of what is found is right.
type Coref struct{ RecallSum, RecallOf, PrecisionSum, PrecisionOf float64 }

// R, P and F are recall, precision and their harmonic mean, in percent; 0 if there is nothing to score.
func (c Coref) R() float64 { return share(c.RecallSum, c.RecallOf) }

// P is precision, see [Coref.R].
func (c Coref) P() float64 { return share(c.PrecisionSum, c.PrecisionOf) }

// F is the harmonic mean of recall and precision, see [Coref.R].
func (c Coref) F() float64 { return harmonic(c.P(), c.R()) }

// Plus adds another document.
func (c Coref) Plus(d Coref) Coref {
	return Coref{c.RecallSum + d.RecallSum, c.RecallOf + d.RecallOf, c.PrecisionSum + d.PrecisionSum, c.PrecisionOf + d.PrecisionOf}
}

func share(n, of float64) float64 {
	if of == 0 {
		return 0
	}
	return 100 * n / of
}

func harmonic(p, r float64) float64 {
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

// MUC counts links between mentions (Vilain et al., 1995). Chains are sets of mentions, given by any numbers; those of gold and those
// found in one document.
func MUC(gold, found [][]int) Coref {
	half := func(of, by [][]int) (sum, all float64) {
		at := chainOf(by)
		for _, c := range of {
			parts := map[int]bool{}
			alone := 0
			for _, m := range c {
				if k, ok := at[m]; ok {
					parts[k] = true
				} else {
					alone++
				}
			}
			sum += float64(len(c) - len(parts) - alone)
			all += float64(len(c) - 1)
		}
		return sum, all
	}
	return bothWays(gold, found, half)
}

// BCubed scores each mention by how much of its chain it shares (Bagga and Baldwin, 1998); a mention that the other side lacks has nothing.
func BCubed(gold, found [][]int) Coref {
	half := func(of, by [][]int) (sum, all float64) {
		at := chainOf(by)
		for _, c := range of {
			parts := map[int]int{}
			for _, m := range c {
				if k, ok := at[m]; ok {
					parts[k]++
				}
			}
			for _, n := range parts {
				sum += float64(n*n) / float64(len(c))
			}
			all += float64(len(c))
		}
		return sum, all
	}
	return bothWays(gold, found, half)
}

// CEAFE aligns chains one to one, as well as they can be, and scores what an aligned pair shares (Luo, 2005, with its φ4).
func CEAFE(gold, found [][]int) Coref {
	at := chainOf(found)
	shared := make([][]float64, len(gold))
	for i, c := range gold {
		shared[i] = make([]float64, len(found))
		for _, m := range c {
			if k, ok := at[m]; ok {
				shared[i][k] += 2 / float64(len(c)+len(found[k]))
			}
		}
	}
	best := assign(shared)
	return Coref{best, float64(len(gold)), best, float64(len(found))}
}

// bothWays scores gold by what was found, for recall, and what was found by gold, for precision.
func bothWays(gold, found [][]int, half func(of, by [][]int) (sum, all float64)) (s Coref) {
	s.RecallSum, s.RecallOf = half(gold, found)
	s.PrecisionSum, s.PrecisionOf = half(found, gold)
	return s
}

func chainOf(chains [][]int) map[int]int {
	at := map[int]int{}
	for i, c := range chains {
		for _, m := range c {
			at[m] = i
		}
	}
	return at
}

// assign returns the greatest sum of weights, at most one of each row and column (Kuhn and Munkres, by shortest augmenting paths).
func assign(weight [][]float64) (sum float64) {
	rows, cols := len(weight), 0
	if rows > 0 {
		cols = len(weight[0])
	}
	n := max(rows, cols)
	cost := func(i, j int) float64 {
		if i < rows && j < cols {
			return -weight[i][j]
		}
		return 0
	}
	// Rows and columns count from 1; column 0 is where the row to place begins.
	u, v, rowAt, way := make([]float64, n+1), make([]float64, n+1), make([]int, n+1), make([]int, n+1)
	for i := 1; i <= n; i++ {
		rowAt[0] = i
		least, used := make([]float64, n+1), make([]bool, n+1)
		for j := range least {
			least[j] = math.Inf(1)
		}
		j0 := 0
		for rowAt[j0] != 0 {
			used[j0] = true
			i0, delta, j1 := rowAt[j0], math.Inf(1), 0
			for j := 1; j <= n; j++ {
				if used[j] {
					continue
				}
				if c := cost(i0-1, j-1) - u[i0] - v[j]; c < least[j] {
					least[j], way[j] = c, j0
				}
				if least[j] < delta {
					delta, j1 = least[j], j
				}
			}
			for j := range used {
				if used[j] {
					u[rowAt[j]] += delta
					v[j] -= delta
				} else {
					least[j] -= delta
				}
			}
			j0 = j1
		}
		for j0 != 0 {
			rowAt[j0] = rowAt[way[j0]]
			j0 = way[j0]
		}
	}
	for j := 1; j <= n; j++ {
		sum -= cost(rowAt[j]-1, j-1)
	}
	return sum
}
