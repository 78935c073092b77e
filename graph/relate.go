package graph

import (
	"cmp"
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"sync"

	"geokg/schema"
)

// RelateOptions narrow a question. The zero RelateOptions ask for all that is said of the two entities themselves.
type RelateOptions struct {
	RollUp        bool // who answers for an actor counts as the actor, see [Answering]
	Relations     []string
	Factualities  []schema.Factuality
	Since, Until  schema.Date // by claim date; claims without one are left out if either is set
	MinConfidence float64
	End           End    // which end of a claim the first actor has to be; a symmetric relation has no ends
	Source        string // only what this site, or this source that articles name, says: a name, a host or an id, without regard to case
	Limit         int    // at most so many rows, the earliest; 0: all
	Latest        bool   // not the earliest but the latest, as [ClaimQuery] has it
	NoEdges       bool   // leave the typed edges out of the answer
	// Brief is for answers that count: claims and articles as [ClaimQuery.Brief] has them, unless a source is asked for, and of two actors only the
	// claims that link them directly.
	Brief bool
}

// An End says which end of a claim is meant.
type End string

const (
	AnyEnd     End = ""
	SubjectEnd End = "subject"
	ObjectEnd  End = "object"
)

// An Answer is what articles say about two actors, or about one.
type Answer struct {
	A     schema.Entity  `json:"a"`
	B     *schema.Entity `json:"b,omitempty"` // nil if the question was about A alone
	Rows  []Row          `json:"rows"`        // in order of date, undated last
	Edges []Edge         `json:"edges"`       // typed edges between the two or those who answer for them
	More  bool           `json:"more"`        // the limit has cut rows off
}

// A Row is one claim of an answer.
type Row struct {
	ClaimRow
	// Group is the same for rows that say the same, in other articles or by other people: "KOR/NIS JOINED CCDCOE asserted 2022-05-05".
	Group string `json:"group"`
	// A and B tell which end of the claim stands for which actor of the question, if not the actor itself.
	A *RolledUp `json:"rolledUpA,omitempty"`
	B *RolledUp `json:"rolledUpB,omitempty"`
	// Event is what links the two where the claim itself names but one of them: the other one attended, hosted or carried it out as
	// well, or was its target. The other one's claim is a row too.
	Event *schema.Entity `json:"event,omitempty"`
}

// RolledUp says that an entity answers for an actor of the question.
type RolledUp struct {
	Answering
	Why string `json:"why"` // for people: "National Intelligence Service answers for South Korea: AGENCY_OF"
}

// Relate returns what the articles say about two actors: the claims that link them, directly or by an event in which both have a part,
// and the typed edges between them. With b "" it is all that is said about a. Unknown ids are [ErrNotFound].
//
// With RollUp, agencies, leaders, bodies and events answer for an actor; a leader only for claims dated within the
// office, as far as its dates are known, and for undated claims. Where one of the two answers for the other (NATO and a body of it), it stands for
// itself only.
func Relate(ctx context.Context, store Store, a, b string, o RelateOptions) (Answer, error) {
	q := question{ctx: ctx, store: store, RelateOptions: o}
	if err := q.sides(a, b); err != nil {
		return Answer{}, err
	}
	var rows, shared []Row
	var edges []Edge
	more := false
	if err := atOnce(
		func() (err error) {
			rows, more, err = q.direct()
			return err
		},
		func() (err error) {
			if b != "" && o.End == AnyEnd && !o.Brief {
				shared, err = q.shared()
			}
			return err
		},
		func() (err error) {
			if !o.NoEdges {
				edges, err = q.edges()
			}
			return err
		},
	); err != nil {
		return Answer{}, err
	}
	if len(shared) > 0 {
		rows = merge(rows, shared)
	}
	if o.Limit > 0 && len(rows) > o.Limit {
		rows, more = q.cut(rows), true
	}
	ans := Answer{A: q.a.entity, Rows: rows, Edges: edges, More: more}
	if b != "" {
		ans.B = &q.b.entity
	}
	return ans, nil
}

// atOnce calls the functions at the same time, since of questions to a store each takes a while, and returns the first error in their order.
func atOnce(fs ...func() error) error {
	errs := make([]error, len(fs))
	var wg sync.WaitGroup
	for i, f := range fs {
		wg.Go(func() { errs[i] = f() })
	}
	wg.Wait()
	return cmp.Or(errs...)
}

// cut leaves as many rows as the limit lets.
func (q *question) cut(rows []Row) []Row {
	if q.Latest {
		return Latest(rows, q.Limit, func(r *Row) schema.Date { return r.Claim.Date })
	}
	return rows[:min(q.Limit, len(rows))]
}

// A question is one call of Relate.
type question struct {
	ctx   context.Context
	store Store
	RelateOptions
	a, b *side // b is nil for a question about a alone
}

// A side is an actor and who answers for it.
type side struct {
	entity schema.Entity
	by     map[string][]Answering // by entity id
	ids    []string               // sorted
}

func (q *question) sides(a, b string) error {
	if err := atOnce(
		func() (err error) {
			q.a, err = q.side(a)
			return err
		},
		func() (err error) {
			if b != "" {
				q.b, err = q.side(b)
			}
			return err
		},
	); err != nil || b == "" {
		return err
	}
	switch {
	case a == b:
	case q.a.by[b] != nil:
		q.a.drop(q.b)
	case q.b.by[a] != nil:
		q.b.drop(q.a)
	}
	return nil
}

func (q *question) side(id string) (*side, error) {
	s := &side{by: map[string][]Answering{}}
	if !q.RollUp {
		e, err := q.store.Entity(q.ctx, id)
		s.entity, s.ids = e, []string{id}
		s.by[id] = []Answering{{Entity: e, For: id}}
		return s, err
	}
	as, err := q.store.Answering(q.ctx, id)
	if err != nil {
		return nil, err
	}
	for _, a := range as {
		if a.Entity.ID == id {
			s.entity = a.Entity
		}
		s.by[a.Entity.ID] = append(s.by[a.Entity.ID], a)
	}
	s.ids = sorted(s.by)
	return s, nil
}

// drop takes out of the side who is of the other one.
func (s *side) drop(other *side) {
	for id := range other.by {
		if id != s.entity.ID {
			delete(s.by, id)
		}
	}
	s.ids = sorted(s.by)
}

// stands returns how an entity stands for the actor of this side in a claim of that date. ok is false if it does not.
func (s *side) stands(id string, date schema.Date) (how *RolledUp, ok bool) {
	for _, a := range s.by[id] {
		if !date.IsZero() && !date.Within(a.Since, a.Until) {
			continue
		}
		if a.Via == "" {
			return nil, true
		}
		return &RolledUp{a, s.why(a)}, true
	}
	return nil, false
}

func (s *side) why(a Answering) string {
	w := fmt.Sprintf("%s answers for %s: %s", a.Entity.Name, s.entity.Name, a.Via)
	if f := s.by[a.For]; a.For != s.entity.ID && len(f) > 0 {
		w += " " + f[0].Entity.Name
	}
	return w
}

func (q *question) claimQuery() ClaimQuery {
	return ClaimQuery{
		Relations: q.Relations, Factualities: q.Factualities, Since: q.Since, Until: q.Until, MinConfidence: q.MinConfidence,
		Latest: q.Latest, Brief: q.Brief && q.Source == "",
	}
}

// direct returns the claims with one actor at each end, or with the one actor at either; more tells that there are others after them.
func (q *question) direct() (rows []Row, more bool, err error) {
	cq := q.claimQuery()
	cq.Of = q.a.ids
	if q.b != nil {
		cq.Between = q.b.ids
	}
	if q.Limit > 0 {
		cq.Limit = q.Limit + 1
	}
	for {
		claims, err := q.store.Claims(q.ctx, cq)
		if err != nil {
			return nil, false, err
		}
		rows = rows[:0]
		for _, c := range claims {
			if r, ok := q.row(c); ok {
				rows = append(rows, r)
			}
		}
		if q.Limit == 0 || len(rows) > q.Limit || len(claims) < cq.Limit {
			return rows, q.Limit > 0 && len(rows) > q.Limit, nil
		}
		cq.Limit *= 4 // claims out of office took the place of others
	}
}

// from reports whether a claim comes from the source that is asked for.
func (q *question) from(c *ClaimRow) bool {
	if q.Source == "" {
		return true
	}
	is := func(s string) bool {
		return s != "" && strings.EqualFold(strings.TrimPrefix(s, "www."), strings.TrimPrefix(q.Source, "www."))
	}
	if u, err := url.Parse(c.Article.URL); err == nil && is(u.Hostname()) || is(c.Article.Site) {
		return true
	}
	a := c.Attributed
	return a != nil && (is(a.ID) || is(a.Name) || slices.ContainsFunc(a.Aliases, is))
}

// row makes a row of a claim that links the actors. ok is false if its ends don't stand for them at its date, or it comes from elsewhere.
func (q *question) row(c ClaimRow) (Row, bool) {
	if !q.from(&c) {
		return Row{}, false
	}
	symmetric := q.End == AnyEnd
	if rel, ok := schema.LookupRelation(c.Claim.Relation); ok {
		symmetric = symmetric || rel.Symmetric
	}
	for i, ends := range [][2]string{{c.Claim.Subject, c.Claim.Object}, {c.Claim.Object, c.Claim.Subject}} {
		if !symmetric && (i == 0) != (q.End == SubjectEnd) {
			continue
		}
		a, ok := q.a.stands(ends[0], c.Claim.Date)
		if !ok {
			continue
		}
		r := Row{ClaimRow: c, Group: group(&c.Claim), A: a}
		if q.b == nil {
			return r, true
		}
		if r.B, ok = q.b.stands(ends[1], c.Claim.Date); ok {
			return r, true
		}
	}
	return Row{}, false
}

// group returns what a claim says, without who says it and where.
func group(c *schema.Claim) string {
	k := c.Key()
	return fmt.Sprintf("%s %s %s %s %s", k.Subject, k.Relation, k.Object, k.Factuality, cmp.Or(k.Date, "undated"))
}

// partakes holds the relations by which an actor has a part in an event.
var partakes = []string{"ATTENDED", "CONDUCTED", "HOSTED", "TARGETED"}

// shared returns the claims by which both actors have a part in one event.
func (q *question) shared() ([]Row, error) {
	cq := q.claimQuery()
	cq.Relations = partakes
	if len(q.Relations) > 0 {
		cq.Relations = slices.DeleteFunc(slices.Clone(partakes), func(r string) bool { return !slices.Contains(q.Relations, r) })
		if len(cq.Relations) == 0 {
			return nil, nil
		}
	}
	nearA, nearB, err := both(q, func(s *side) ([]string, error) {
		near := cq
		near.Of = s.ids
		return q.store.Neighbours(q.ctx, near)
	})
	if err != nil {
		return nil, err
	}
	cq.Between = slices.DeleteFunc(nearA, func(id string) bool { _, both := slices.BinarySearch(nearB, id); return !both })
	if len(cq.Between) == 0 {
		return nil, nil
	}
	if q.Limit == 0 || q.Source != "" {
		rows, _, err := q.partsInEvents(cq, false)
		return rows, err
	}
	cq.Limit = q.Limit + 1
	rows, cut, err := q.partsInEvents(cq, false)
	if err != nil || !cut {
		return rows, err
	}
	// There are more. Which of them are shown is found out from all of them in brief.
	cq.Limit, cq.Brief = 0, true
	if rows, _, err = q.partsInEvents(cq, false); err != nil || len(rows) == 0 {
		return nil, err
	}
	cq.Brief = false
	q.narrow(&cq, rows)
	rows, _, err = q.partsInEvents(cq, true)
	return rows, err
}

// narrow narrows a query to the events and dates of those rows that the limit lets through, and one more.
func (q *question) narrow(cq *ClaimQuery, rows []Row) {
	slices.SortFunc(rows, func(a, b Row) int { return CompareClaims(&a.Claim, &b.Claim) })
	if n := q.Limit + 1; len(rows) > n {
		if q.Latest {
			rows = Latest(rows, n, func(r *Row) schema.Date { return r.Claim.Date })
		} else {
			rows = rows[:n]
		}
		first, last := rows[0].Claim.Date, rows[n-1].Claim.Date
		switch {
		case last.IsZero(): // all that are dated, and undated ones
		case q.Latest && (cq.Since.IsZero() || later(first, cq.Since)):
			cq.Since = first
		case !q.Latest && (cq.Until.IsZero() || later(cq.Until, last)):
			cq.Until = last
		}
	}
	events := map[string]bool{}
	for i := range rows {
		events[rows[i].Event.ID] = true
	}
	cq.Between = sorted(events)
}

// later reports whether a begins later than b.
func later(a, b schema.Date) bool {
	x, _, _ := a.Bounds()
	y, _, _ := b.Bounds()
	return x.After(y)
}

// partsInEvents returns the claims by which the actors have a part in the events that the query's claims are to lead to, and whether its limit has cut
// some off. Unless it is known of these events, both have to have a part.
func (q *question) partsInEvents(cq ClaimQuery, known bool) (rows []Row, cut bool, err error) {
	a, b, err := both(q, func(s *side) (parts, error) { return q.parts(cq, s) })
	if err != nil {
		return nil, false, err
	}
	for _, id := range cq.Between {
		if known || len(a.rows[id]) > 0 && len(b.rows[id]) > 0 {
			rows = append(append(rows, a.rows[id]...), b.rows[id]...)
		}
	}
	return rows, a.cut || b.cut, nil
}

// parts are the claims by which one side has a part in events, by the event's id.
type parts struct {
	rows map[string][]Row
	cut  bool // the query's limit may have cut some off
}

func (q *question) parts(cq ClaimQuery, s *side) (parts, error) {
	cq.Of = s.ids
	claims, err := q.store.Claims(q.ctx, cq)
	p := parts{map[string][]Row{}, cq.Limit > 0 && len(claims) >= cq.Limit}
	for _, c := range claims {
		if !q.from(&c) {
			continue
		}
		actor, event := c.Subject, c.Object
		if actor.Label == schema.Event {
			actor, event = event, actor
		}
		how, ok := s.stands(actor.ID, c.Claim.Date)
		if !ok {
			continue
		}
		r := Row{ClaimRow: c, Group: group(&c.Claim), Event: &event}
		if s == q.a {
			r.A = how
		} else {
			r.B = how
		}
		p.rows[event.ID] = append(p.rows[event.ID], r)
	}
	return p, err
}

// both asks the same of both sides.
func both[T any](q *question, ask func(*side) (T, error)) (a, b T, err error) {
	err = atOnce(
		func() (err error) {
			a, err = ask(q.a)
			return err
		},
		func() (err error) {
			b, err = ask(q.b)
			return err
		},
	)
	return a, b, err
}

// merge puts the rows together in order. A claim that links the two directly does not stand again for an event.
func merge(direct, shared []Row) []Row {
	seen := map[string]bool{}
	rows := slices.DeleteFunc(slices.Concat(direct, shared), func(r Row) bool {
		again := seen[r.Claim.ID]
		seen[r.Claim.ID] = true
		return again
	})
	slices.SortStableFunc(rows, func(a, b Row) int { return CompareClaims(&a.Claim, &b.Claim) })
	return rows
}

// edges returns the typed edges between the two sides, or at the one, as far as the options let them through.
func (q *question) edges() ([]Edge, error) {
	near, far := q.a, q.b
	if far != nil && len(far.ids) < len(near.ids) {
		near, far = far, near
	}
	if q.Source != "" || len(q.Factualities) > 0 && !slices.Contains(q.Factualities, schema.Asserted) {
		return nil, nil
	}
	eq := EdgeQuery{Of: near.ids}
	if far != nil {
		eq.Between = far.ids
	}
	all, err := q.store.Edges(q.ctx, eq)
	var edges []Edge
	for _, e := range all {
		stands := func(id, other string) bool {
			return near.by[id] != nil && q.edgeStands(near, id, e) && (far == nil || q.edgeStands(far, other, e))
		}
		if (stands(e.Subject, e.Object) || stands(e.Object, e.Subject)) && q.passes(e) && q.rightEnd(e) {
			edges = append(edges, e)
		}
	}
	return edges, err
}

// edgeStands reports whether the entity stands for the side at one of the edge's dates.
func (q *question) edgeStands(s *side, id string, e Edge) bool {
	for _, d := range []string{e.Since, e.Last} {
		date, err := schema.ParseDate(d)
		if err != nil {
			continue
		}
		if _, ok := s.stands(id, date); ok {
			return true
		}
	}
	return false
}

// rightEnd reports whether the first actor is at the end of the edge that is asked for.
func (q *question) rightEnd(e Edge) bool {
	rel, ok := schema.LookupRelation(e.Relation)
	if q.End == AnyEnd || ok && rel.Symmetric {
		return true
	}
	end := e.Object
	if q.End == SubjectEnd {
		end = e.Subject
	}
	return q.a.by[end] != nil
}

func (q *question) passes(e Edge) bool {
	if len(q.Relations) > 0 && !slices.Contains(q.Relations, e.Relation) || e.Confidence < q.MinConfidence {
		return false
	}
	if q.Since.IsZero() && q.Until.IsZero() {
		return true
	}
	since, err1 := schema.ParseDate(e.Since)
	last, err2 := schema.ParseDate(e.Last)
	if err1 != nil || err2 != nil || since.IsZero() {
		return false
	}
	return since.Within(schema.Date{}, q.Until) && last.Within(q.Since, schema.Date{})
}
