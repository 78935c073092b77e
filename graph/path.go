package graph

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"geokg/schema"
)

// PathOptions narrow a search for paths. The zero ones ask for the shortest path through asserted claims.
type PathOptions struct {
	K             int // how many paths; 0: one
	MaxSteps      int // 0: DefaultMaxSteps
	Relations     []string
	Factualities  []schema.Factuality // what a step may rest on; none: the typed edges, which asserted claims draw
	Since, Until  schema.Date
	MinConfidence float64
	Avoid         []string // ids of entities that no path may lead through
}

// DefaultMaxSteps bounds how long a path may be.
const DefaultMaxSteps = 4

// A Path leads from one entity to another.
type Path struct {
	Steps []Step `json:"steps"`
}

// A Step is one claim between two entities of a path.
type Step struct {
	From  schema.Entity `json:"from"`
	To    schema.Entity `json:"to"`
	Claim ClaimRow      `json:"claim"` // the surest, of which there are Claims; From is its subject or its object
	// Claims is how many claims there are of that subject, relation and object.
	Claims int `json:"claims"`
}

// Paths returns the k shortest simple paths between two entities, those of one length in order of their confidence, which is the product
// of that of their steps, then of ids. Of several relations between two entities, the surest counts. No path leads through an event's or an
// article's neighbourhood only: events are nodes like others. Unknown ids are [ErrNotFound].
func Paths(ctx context.Context, store Store, a, b string, o PathOptions) ([]Path, error) {
	for _, id := range []string{a, b} {
		if _, err := store.Entity(ctx, id); err != nil {
			return nil, err
		}
	}
	if a == b {
		return nil, fmt.Errorf("a path from %q to itself: %w", shorten(a), ErrInvalid)
	}
	o.K, o.MaxSteps = max(o.K, 1), cmp.Or(o.MaxSteps, DefaultMaxSteps)
	w := walk{ctx: ctx, store: store, o: o, near: map[string]map[string]link{}, avoid: map[string]bool{}}
	for _, id := range o.Avoid {
		w.avoid[id] = true
	}
	var found [][]string
	for steps := 1; steps <= o.MaxSteps && len(found) < o.K; steps++ {
		more, err := w.ofLength(a, b, steps)
		if err != nil {
			return nil, err
		}
		found = append(found, w.best(more, o.K-len(found))...)
	}
	paths := make([]Path, len(found))
	for i, ids := range found {
		p, err := w.path(ids)
		if err != nil {
			return nil, err
		}
		paths[i] = p
	}
	return paths, nil
}

// A link is the surest connection of an entity with a neighbour.
type link struct {
	subject, relation, object string
	confidence                float64
	claims                    int
}

// A walk is one call of Paths.
type walk struct {
	ctx   context.Context
	store Store
	o     PathOptions
	near  map[string]map[string]link // neighbours that have been read, by entity
	avoid map[string]bool
}

// maxNodes bounds how many entities a search reads the neighbours of.
const maxNodes = 5000

// neighbours returns the entities that are one step away, with the surest link to each.
func (w *walk) neighbours(id string) (map[string]link, error) {
	if n, ok := w.near[id]; ok {
		return n, nil
	}
	if len(w.near) >= maxNodes {
		return nil, fmt.Errorf("more than %d entities lie on the way; fewer steps, a relation or a span of time narrow it", maxNodes)
	}
	n := map[string]link{}
	add := func(l link) {
		other := l.object
		if other == id {
			other = l.subject
		}
		if old, ok := n[other]; !w.avoid[other] && (!ok || l.better(old)) {
			n[other] = l
		}
	}
	var err error
	if len(w.o.Factualities) == 0 {
		err = w.edges(id, add)
	} else {
		err = w.claims(id, add)
	}
	w.near[id] = n
	return n, err
}

// better orders links between the same two.
func (l link) better(o link) bool {
	if l.confidence != o.confidence {
		return l.confidence > o.confidence
	}
	if l.claims != o.claims {
		return l.claims > o.claims
	}
	return cmp.Or(cmp.Compare(l.relation, o.relation), cmp.Compare(l.subject, o.subject)) < 0
}

func (w *walk) edges(id string, add func(link)) error {
	es, err := w.store.Edges(w.ctx, EdgeQuery{Of: []string{id}})
	if err != nil {
		return err
	}
	q := question{RelateOptions: RelateOptions{Relations: w.o.Relations, Since: w.o.Since, Until: w.o.Until, MinConfidence: w.o.MinConfidence}}
	for _, e := range es {
		if q.passes(e) {
			add(link{e.Subject, e.Relation, e.Object, e.Confidence, e.Claims})
		}
	}
	return nil
}

func (w *walk) query() ClaimQuery {
	fs := w.o.Factualities
	if len(fs) == 0 {
		fs = []schema.Factuality{schema.Asserted}
	}
	return ClaimQuery{Relations: w.o.Relations, Factualities: fs, Since: w.o.Since, Until: w.o.Until, MinConfidence: w.o.MinConfidence}
}

func (w *walk) claims(id string, add func(link)) error {
	cq := w.query()
	cq.Of = []string{id}
	rows, err := w.store.Claims(w.ctx, cq)
	if err != nil {
		return err
	}
	tally := map[string]*link{}
	for i := range rows {
		c := &rows[i].Claim
		k := c.Key()
		id := k.Subject + "\x00" + k.Relation + "\x00" + k.Object
		if tally[id] == nil {
			tally[id] = &link{subject: k.Subject, relation: k.Relation, object: k.Object}
		}
		tally[id].claims++
		tally[id].confidence = math.Max(tally[id].confidence, c.Confidence)
	}
	for _, k := range sorted(tally) {
		add(*tally[k])
	}
	return nil
}

// ofLength returns the simple paths of so many steps, by the ids on them. It meets in the middle, so that only half as deep is read.
func (w *walk) ofLength(a, b string, steps int) ([][]string, error) {
	front, err := w.reach(a, steps-steps/2, b)
	if err != nil {
		return nil, err
	}
	back, err := w.reach(b, steps/2, a)
	if err != nil {
		return nil, err
	}
	ends := map[string][][]string{}
	for _, p := range back {
		ends[p[len(p)-1]] = append(ends[p[len(p)-1]], p)
	}
	var out [][]string
	for _, p := range front {
		for _, q := range ends[p[len(p)-1]] {
			whole := slices.Clone(p)
			for i := len(q) - 2; i >= 0; i-- {
				whole = append(whole, q[i])
			}
			if simple(whole) {
				out = append(out, whole)
			}
		}
	}
	return out, nil
}

// reach returns the simple paths of so many steps from an entity that come by the other one at their end at most.
func (w *walk) reach(from string, steps int, to string) ([][]string, error) {
	paths := [][]string{{from}}
	for range steps {
		var next [][]string
		for _, p := range paths {
			last := p[len(p)-1]
			if last == to {
				continue
			}
			n, err := w.neighbours(last)
			if err != nil {
				return nil, err
			}
			for _, id := range sorted(n) {
				if !slices.Contains(p, id) {
					next = append(next, append(slices.Clone(p), id))
				}
			}
		}
		paths = next
	}
	return paths, nil
}

func simple(ids []string) bool {
	s := slices.Clone(ids)
	slices.Sort(s)
	return len(slices.Compact(s)) == len(ids)
}

// best returns the n surest paths.
func (w *walk) best(paths [][]string, n int) [][]string {
	sure := func(p []string) float64 {
		product := 1.0
		for i := 1; i < len(p); i++ {
			product *= w.between(p[i-1], p[i]).confidence
		}
		return product
	}
	slices.SortFunc(paths, func(a, b []string) int { return cmp.Or(cmp.Compare(sure(b), sure(a)), slices.Compare(a, b)) })
	return paths[:min(n, len(paths))]
}

// between returns the link of two neighbours, of which the neighbours of one at least have been read.
func (w *walk) between(a, b string) link {
	if l, ok := w.near[a][b]; ok {
		return l
	}
	return w.near[b][a]
}

// path reads the claims of a path.
func (w *walk) path(ids []string) (p Path, err error) {
	for i := 1; i < len(ids); i++ {
		l := w.between(ids[i-1], ids[i])
		cq := w.query()
		cq.Of, cq.Between, cq.Relations = []string{l.subject}, []string{l.object}, []string{l.relation}
		rows, err := w.store.Claims(w.ctx, cq)
		if err != nil {
			return p, err
		}
		rows = slices.DeleteFunc(rows, func(r ClaimRow) bool { k := r.Claim.Key(); return k.Subject != l.subject || k.Object != l.object })
		if len(rows) == 0 {
			return p, fmt.Errorf("the graph changed while it was read; ask again: %w", ErrNotFound)
		}
		best := slices.MaxFunc(rows, func(a, b ClaimRow) int {
			return cmp.Or(cmp.Compare(a.Claim.Confidence, b.Claim.Confidence), cmp.Compare(b.Claim.ID, a.Claim.ID))
		})
		s := Step{From: best.Subject, To: best.Object, Claim: best, Claims: len(rows)}
		if s.From.ID != ids[i-1] {
			s.From, s.To = s.To, s.From
		}
		p.Steps = append(p.Steps, s)
	}
	return p, nil
}
