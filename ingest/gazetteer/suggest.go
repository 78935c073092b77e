package gazetteer

import "sort"

// A spelling is a canonical name with its letters folded.
type spelling struct {
	name    string
	letters []rune
}

// Suggest returns up to n canonical names that are spelt like name, the nearest first, for "did you mean".
func (g *Gazetteer) Suggest(name string, n int) []string {
	want := foldedName(name)
	if want == "" || n <= 0 {
		return nil
	}
	letters := []rune(want)
	limit := len(letters)/3 + 1
	type near struct {
		name     string
		distance int
	}
	var found []near
	for _, s := range g.names() {
		if d := distance(letters, s.letters, limit); d <= limit {
			found = append(found, near{s.name, d})
		}
	}
	sort.SliceStable(found, func(i, j int) bool { return found[i].distance < found[j].distance })
	var out []string
	for _, f := range found[:min(n, len(found))] {
		out = append(out, f.name)
	}
	return out
}

func foldedName(s string) string {
	var b []byte
	for _, p := range pieces(s) {
		if len(b) > 0 {
			b = append(b, ' ')
		}
		b = append(b, p.fold...)
	}
	return string(b)
}

// distance is the number of letters to insert, delete, replace or swap with the next (optimal string alignment), or limit+1
// if it is more than limit.
func distance(a, b []rune, limit int) int {
	if len(a)-len(b) > limit || len(b)-len(a) > limit {
		return limit + 1
	}
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		best := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			best = min(best, row[j])
		}
		if best > limit {
			return limit + 1
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
