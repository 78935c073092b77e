package gazetteer

import (
	"sort"

	"geokg/schema"
)

// A node is the point in a trie of pieces that some names have reached.
type node struct {
	next  map[string]*node
	names []ending
	only  *node // of a root of names that begin with one piece: its one child
}

// An ending is a name that is complete at a node.
type ending struct {
	pieces []piece
	term   Term
}

func (n *node) add(ps []piece, t Term) {
	for _, p := range ps {
		c := n.next[p.fold]
		if c == nil {
			c = &node{}
			if n.next == nil {
				n.next = map[string]*node{}
			}
			n.next[p.fold] = c
		}
		n = c
	}
	n.names = append(n.names, ending{ps, t})
}

// fitting returns the terms at the node whose case agrees with the words seen. Of several spellings of one name, which
// differ in dots or accents only, it is the one as seen, else the first. Names bound to their country are for agencyOf.
func (n *node) fitting(seen []piece, withBound bool) []Term {
	var ts []Term
	for i := range n.names {
		e := &n.names[i]
		if e.term.Mark == Beside && !withBound || !caseFits(e.pieces, seen) {
			continue
		}
		if same := sameName(ts, e.term); same == nil {
			ts = append(ts, e.term)
		} else if exact(e.pieces, seen) {
			*same = e.term
		}
	}
	return ts
}

// sameName returns the term of ts that names t's entity in t's way; names and acronyms are one way.
func sameName(ts []Term, t Term) *Term {
	for i := range ts {
		if ts[i].ID == t.ID && (ts[i].Kind == t.Kind || isPlainName(ts[i].Kind) && isPlainName(t.Kind)) {
			return &ts[i]
		}
	}
	return nil
}

func isPlainName(k Kind) bool { return k == Name || k == Acronym || k == Former }

func exact(want, seen []piece) bool {
	for i := range want {
		if want[i].cased != seen[i].cased {
			return false
		}
	}
	return true
}

// trie returns the names that begin with the folded piece, or nil. It is built on the first call.
func (g *Gazetteer) trie(first string) *node {
	head, ok := g.heads[first]
	if !ok {
		return nil
	}
	return g.trieOf(head)
}

// trieOf returns the names of the chain of terms that begins with head.
func (g *Gazetteer) trieOf(head int32) *node {
	if n := g.tries[head].Load(); n != nil {
		return n
	}
	root := &node{}
	for i := head; i >= 0; i = g.terms[i].nextOfHead {
		t := &g.terms[i]
		root.add(pieces(t.text), g.term(t))
	}
	root.sort()
	for _, c := range root.next {
		root.only = c
	}
	g.tries[head].Store(root) // two who build it at once build the same
	return root
}

func (n *node) sort() {
	sort.SliceStable(n.names, func(i, j int) bool { return lessTerm(n.names[i].term, n.names[j].term) })
	for _, c := range n.next {
		c.sort()
	}
}

func lessTerm(a, b Term) bool {
	if x, y := rank(a.Kind), rank(b.Kind); x != y {
		return x < y
	}
	if a.Mark != b.Mark {
		return a.Mark < b.Mark
	}
	if a.ID != b.ID {
		return a.ID < b.ID
	}
	return a.Text < b.Text
}

func rank(k Kind) int {
	for i, x := range kinds {
		if x == k {
			return i
		}
	}
	return len(kinds)
}

// Match returns the longest name that starts at forms[0] and ends where a token ends, with every entity it may mean.
// Forms are the tokens of a sentence from some point on; "Korea" and "'s" are two. Names of many countries' bodies are
// put together: a demonym, or a country with "'s", and what it has ("Russia's foreign ministry"); or the other way
// round ("Ministry of Defence of the Czech Republic"). Names that count only beside a country are left out; whether one that is
// Doubted or Lesser counts here is for the caller to see.
func (g *Gazetteer) Match(forms []string) (Match, bool) {
	if len(forms) == 0 {
		return Match{}, false
	}
	var buf [32]byte
	first := appendFirstFold(buf[:0], forms[0])
	if isSmall(forms[0]) && !g.small.has(first) {
		return Match{}, false
	}
	best := g.matchNames(first, forms)
	if g.prefixes.next[string(first)] != nil {
		if m := g.matchPrefixed(forms); m.Tokens > best.Tokens {
			best = m
		}
	}
	return best, best.Tokens > 0
}

// A walk follows tokens through a trie. It is a value, so that looking for a name at every token leaves no garbage.
type walk struct {
	n      *node
	forms  []string
	tokens int // how many of them led to n
	seen   []piece
}

// step returns the child of a node for a plain form, nil if it has none. A root has been found by the form.
func (n *node) step(form string) *node {
	if n.only != nil {
		return n.only
	}
	var buf [32]byte
	return n.next[string(appendLower(buf[:0], form))]
}

// next goes on to the next node with names at which a token ends, and reports whether there is one.
func (w walk) next() (walk, bool) {
	for w.tokens < len(w.forms) {
		form := w.forms[w.tokens]
		w.tokens++
		if isPlain(form) {
			if w.n = w.n.step(form); w.n == nil {
				return w, false
			}
			w.seen = append(w.seen, piece{cased: form})
		} else {
			from := len(w.seen)
			var barrier bool
			if w.seen, barrier = appendPieces(w.seen, form); barrier || len(w.seen) == 0 {
				return w, false
			}
			if len(w.seen) == from { // a hyphen between pieces
				continue
			}
			for _, p := range w.seen[from:] {
				if w.n = w.n.next[p.fold]; w.n == nil {
					return w, false
				}
			}
		}
		if len(w.n.names) > 0 {
			return w, true
		}
	}
	return w, false
}

// matchNames finds the longest name, or the longest agency behind the name of its country if that is longer still.
func (g *Gazetteer) matchNames(first []byte, forms []string) Match {
	var name, agency Match
	head, ok := g.heads[string(first)]
	if !ok {
		return name
	}
	n := g.trieOf(head)
	var buf [8]piece
	for w, ok := (walk{n: n, forms: forms, seen: buf[:0]}).next(); ok; w, ok = w.next() {
		ts := w.n.fitting(w.seen, false)
		if ts == nil {
			continue
		}
		name = Match{Terms: ts, Tokens: w.tokens}
		if m := g.behind(ts, forms, w.tokens); m.Tokens > agency.Tokens {
			agency = m
		}
	}
	if agency.Tokens > name.Tokens {
		return agency
	}
	return name
}

// Lookup returns the terms that are exactly this name, without regard to case, accents, dots, a leading "the" and marks.
func (g *Gazetteer) Lookup(name string) []Term {
	ps := pieces(name)
	var ts []Term
	for range 2 { // with a leading "the", then without
		if len(ps) == 0 {
			break
		}
		ts = append(ts, g.lookup(ps)...)
		if ps[0].fold != "the" {
			break
		}
		ps = ps[1:]
	}
	sort.SliceStable(ts, func(i, j int) bool { return lessTerm(ts[i], ts[j]) })
	return ts
}

func (g *Gazetteer) lookup(ps []piece) []Term {
	var ts []Term
	if n := g.trie(ps[0].fold); n != nil {
		for _, p := range ps {
			if n = n.next[p.fold]; n == nil {
				break
			}
		}
		if n != nil {
			for i := range n.names {
				ts = append(ts, n.names[i].term)
			}
		}
	}
	if ts == nil {
		ts = g.lookupComposed(ps)
	}
	return ts
}

// InUse reports whether the term was in use at a date; an unknown date and an open end do not speak against it.
func (t *Term) InUse(at schema.Date) bool { return at.IsZero() || at.Within(t.From, t.To) }
