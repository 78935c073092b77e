package biaffine

import (
	"math"
	"slices"
)

// rootPenalty is subtracted from every edge from the root, so that the best tree uses one such edge and no more
// (Zmigrod, Vieira and Cotterell, "Please Mind the Root", EMNLP 2020). Scores of the network stay far below it.
const rootPenalty = 1e6

// isTree reports whether heads, where node 0 is the artificial root, form a tree with one child of the root.
// state is scratch of the same length.
func isTree(heads []int, state []int8) bool {
	clear(state)
	const open, done = 1, 2
	state[0] = done
	roots := 0
	for i := 1; i < len(heads); i++ {
		if heads[i] == 0 {
			roots++
		}
		j := i
		for state[j] == 0 {
			state[j] = open
			j = heads[j]
		}
		if state[j] == open {
			return false
		}
		for j = i; state[j] == open; j = heads[j] {
			state[j] = done
		}
	}
	return roots == 1
}

// An arc leads from head to dependent, by the numbers of the original nodes.
type arc struct{ head, dependent int }

// contraction remembers a cycle that was replaced by one node.
type contraction struct {
	members []int   // nodes of the cycle; the first stands for all of them afterwards
	words   [][]int // for each member the original nodes within it
	arcs    []arc   // for each member its arc in the cycle
}

// arborescence is the state of Chu-Liu/Edmonds over n nodes: a graph that shrinks as cycles are contracted. It is
// reused, so that in the long run finding trees allocates nothing.
type arborescence struct {
	n     int
	score []float64 // [dependent*n+head]
	from  []arc     // the original arc behind each entry of score
	words [][]int   // the original nodes within each node
	live  []int     // nodes that stand for themselves or a cycle, node 0 first
	best  []int     // best head of each live node
	seen  []int     // scratch of findCycle
	in    []bool    // scratch of contract
	keep  []float64 // scratch of contract
	stack []contraction

	entering []arc // for each node the original arc that enters it
	heads    []int

	ints  arena[int]
	arcs  arena[arc]
	lists arena[[]int]
}

// An arena hands out slices that live until it is emptied.
type arena[T any] struct{ free, all []T }

func (a *arena[T]) take(n int) []T {
	if n > len(a.free) {
		a.all = make([]T, 2*len(a.all)+n)
		a.free = a.all
	}
	var s []T
	s, a.free = a.free[:n:n], a.free[n:]
	return s
}

func (a *arena[T]) empty() { a.free = a.all }

// bestTree returns the heads of the best-scoring tree over n nodes with one child of node 0. scores holds stride values
// for each dependent, one for each head; heads[0] is 0. The result is valid until the next call.
func (g *arborescence) bestTree(scores []float32, n, stride int) []int {
	g.begin(scores, n, stride)
	for _, d := range g.live[1:] {
		g.chooseHead(d)
	}
	for cycle := g.findCycle(); cycle != nil; cycle = g.findCycle() {
		g.stack = append(g.stack, g.contract(cycle))
	}
	for _, v := range g.live[1:] {
		g.entering[v] = g.from[v*n+g.best[v]]
	}
	for i := len(g.stack) - 1; i >= 0; i-- {
		g.stack[i].expand(g.entering)
	}
	g.heads[0] = 0
	for v := 1; v < n; v++ {
		g.heads[v] = g.entering[v].head
	}
	return g.heads
}

// begin lays out the whole graph.
func (g *arborescence) begin(scores []float32, n, stride int) {
	g.n, g.stack = n, g.stack[:0]
	g.ints.empty()
	g.arcs.empty()
	g.lists.empty()
	g.score, g.from = grow(&g.score, n*n), grow(&g.from, n*n)
	g.words, g.live, g.best = grow(&g.words, n), grow(&g.live, n), grow(&g.best, n)
	g.seen, g.in, g.entering, g.heads = grow(&g.seen, n), grow(&g.in, n), grow(&g.entering, n), grow(&g.heads, n)
	clear(g.best)
	for d := range n {
		g.live[d], g.words[d] = d, g.ints.take(1)
		g.words[d][0] = d
		for h := range n {
			s := float64(scores[d*stride+h])
			switch {
			case d == 0 || d == h:
				s = math.Inf(-1)
			case h == 0:
				s -= rootPenalty
			}
			g.score[d*n+h], g.from[d*n+h] = s, arc{h, d}
		}
	}
}

func (g *arborescence) chooseHead(d int) {
	best := 0
	for _, h := range g.live {
		if h != d && g.score[d*g.n+h] > g.score[d*g.n+best] {
			best = h
		}
	}
	g.best[d] = best
}

// findCycle returns the nodes of a cycle among the best heads, or nil.
func (g *arborescence) findCycle() []int {
	clear(g.seen) // 0, or the node from which the walk came by
	for _, start := range g.live[1:] {
		v := start
		for v != 0 && g.seen[v] == 0 {
			g.seen[v] = start
			v = g.best[v]
		}
		if v == 0 || g.seen[v] != start {
			continue
		}
		n := 1
		for u := g.best[v]; u != v; u = g.best[u] {
			n++
		}
		cycle := g.ints.take(n)
		for i := range cycle {
			cycle[i] = v
			v = g.best[v]
		}
		return cycle
	}
	return nil
}

// contract replaces the cycle by its first node r. An arc out of the cycle scores as the best of its members' arcs; an
// arc into it as what the cycle gains when it is broken where the arc enters.
func (g *arborescence) contract(cycle []int) contraction {
	n, r := g.n, cycle[0]
	c := contraction{members: cycle, words: g.lists.take(len(cycle)), arcs: g.arcs.take(len(cycle))}
	clear(g.in)
	g.keep = g.keep[:0] // score of each member's arc in the cycle, before its row is overwritten
	size := 0
	for k, v := range cycle {
		g.in[v] = true
		g.keep = append(g.keep, g.score[v*n+g.best[v]])
		c.words[k], c.arcs[k] = g.words[v], g.from[v*n+g.best[v]]
		size += len(g.words[v])
	}
	words := g.ints.take(size)[:0]
	for _, w := range c.words {
		words = append(words, w...)
	}
	g.words[r] = words
	g.live = slices.DeleteFunc(g.live, func(v int) bool { return g.in[v] && v != r })
	for _, x := range g.live {
		if x != r {
			g.redirect(x, cycle)
		}
		if x != r && g.in[g.best[x]] {
			g.best[x] = r // the best of the members' arcs is still the best of all
		}
	}
	g.chooseHead(r)
	return c
}

// redirect gives the arcs between node x and the cycle to the cycle's first node.
func (g *arborescence) redirect(x int, cycle []int) {
	n, r := g.n, cycle[0]
	out, enter, gain := r, r, math.Inf(-1)
	for k, v := range cycle {
		if g.score[x*n+v] > g.score[x*n+out] {
			out = v
		}
		if s := g.score[v*n+x] - g.keep[k]; s > gain {
			enter, gain = v, s
		}
	}
	g.score[x*n+r], g.from[x*n+r] = g.score[x*n+out], g.from[x*n+out]
	g.score[r*n+x], g.from[r*n+x] = gain, g.from[enter*n+x]
}

// expand opens the cycle: the member that the chosen arc enters takes it, the others keep their arcs in the cycle.
func (c *contraction) expand(entering []arc) {
	chosen := entering[c.members[0]]
	for k, v := range c.members {
		entering[v] = c.arcs[k]
		for _, w := range c.words[k] {
			if w == chosen.dependent {
				entering[v] = chosen
			}
		}
	}
}
