package eval

import (
	"cmp"
	"slices"
	"strings"

	"geokg/schema"
)

// Rates count what was found.
type Rates struct {
	Right  int `json:"right"`
	Wrong  int `json:"wrong"`
	Missed int `json:"missed"`
}

// P, R and F are precision, recall and their harmonic mean, in percent.
func (r Rates) P() float64 { return percent(r.Right, r.Right+r.Wrong) }
func (r Rates) R() float64 { return percent(r.Right, r.Right+r.Missed) }
func (r Rates) F() float64 {
	if p, q := r.P(), r.R(); p+q > 0 {
		return 2 * p * q / (p + q)
	}
	return 0
}

func percent(n, of int) float64 { return 100 * float64(n) / float64(max(of, 1)) }

func (r *Rates) add(o Rates) {
	r.Right, r.Wrong, r.Missed = r.Right+o.Right, r.Wrong+o.Wrong, r.Missed+o.Missed
}

// A Report is how claims score against gold.
type Report struct {
	Documents int `json:"documents"`
	Unread    int `json:"unread"` // without a prediction

	Claims           Rates `json:"claims"` // names, relation and factuality
	Relations        Rates `json:"relations"`
	RolledFactuality Rates `json:"rolledFactuality"` // by countries; any two events are one
	Rolled           Rates `json:"rolled"`

	// Of the claims that are right: dates that either side gives, and who says so.
	DatesRight  int `json:"datesRight"`
	DatesEither int `json:"datesEither"`
	SaidRight   int `json:"saidRight"`
	SaidGold    int `json:"saidGold"`
	SaidFound   int `json:"saidFound"`

	AssertedOtherwise int              `json:"assertedOtherwise"` // asserted, but gold has it negated, planned or possible
	AssertedGold      int              `json:"assertedGold"`
	ByRelation        map[string]Rates `json:"byRelation"`
	Judged            []Judged         `json:"-"`
	Errors            []Error          `json:"errors,omitempty"`
}

// Judged is an extracted claim that gold has an opinion on.
type Judged struct {
	Article    string
	Asserted   bool
	Confidence float64
	Right      bool
}

// An Error is a claim that is wrong, or one that was missed.
type Error struct {
	Article string `json:"article"`
	Kind    string `json:"kind"` // "wrong", "missed"
	Class   string `json:"class"`
	Claim   Claim  `json:"claim"`
	Near    *Claim `json:"near,omitempty"` // what the other side has of the same sentence and nearest to it
}

// Score scores the predicted claims, by article id, against gold.
func Score(gold Gold, predicted map[string][]Claim) Report {
	r := Report{Documents: len(gold), ByRelation: map[string]Rates{}}
	for _, a := range gold {
		p, ok := predicted[a.ID]
		if !ok {
			r.Unread++
		}
		for _, g := range a.Claims {
			if g.Factuality == schema.Asserted && !g.Optional {
				r.AssertedGold++
			}
		}
		r.strict(a, p)
		m := match(a.Claims, p, comparison{})
		r.Relations.add(m.rates())
		for _, pair := range m.pairs {
			if pair.predicted.Factuality == schema.Asserted && pair.gold.Factuality != schema.Asserted {
				r.AssertedOtherwise++
			}
		}
		m = match(a.Claims, p, comparison{rolled: true, factuality: true})
		r.RolledFactuality.add(m.rates())
		m = match(a.Claims, p, comparison{rolled: true})
		r.Rolled.add(m.rates())
	}
	return r
}

// strict compares by names, relation and factuality, and counts all that hangs on it.
func (r *Report) strict(a GoldArticle, predicted []Claim) {
	m := match(a.Claims, predicted, comparison{factuality: true})
	r.Claims.add(m.rates())
	count := func(relation string, x Rates) {
		y := r.ByRelation[relation]
		y.add(x)
		r.ByRelation[relation] = y
	}
	for _, pair := range m.pairs {
		p, g := pair.predicted, pair.gold
		count(g.Relation, Rates{Right: 1})
		if p.Date != "" || g.Date != "" {
			r.DatesEither++
			r.DatesRight += one(p.Date == g.Date)
		}
		r.SaidGold += one(g.Attribution != "")
		r.SaidFound += one(p.Attribution != "")
		r.SaidRight += one(g.Attribution != "" && normalized(p.Attribution) == normalized(g.Attribution))
		r.Judged = append(r.Judged, Judged{a.ID, p.Factuality == schema.Asserted, p.Confidence, true})
	}
	for _, p := range m.wrong {
		count(p.Relation, Rates{Wrong: 1})
		r.Judged = append(r.Judged, Judged{a.ID, p.Factuality == schema.Asserted, p.Confidence, false})
		near := nearest(p, a.Claims)
		r.Errors = append(r.Errors, Error{a.ID, "wrong", classOf(p, near, "not in the gold"), *p, near})
	}
	for _, g := range m.missed {
		count(g.Relation, Rates{Missed: 1})
		near := nearest(g, predicted)
		r.Errors = append(r.Errors, Error{a.ID, "missed", classOf(g, near, "nothing like it"), *g, near})
	}
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

// AttributionF is the F score of who says what is right, in percent.
func (r *Report) AttributionF() float64 { return percent(2*r.SaidRight, r.SaidGold+r.SaidFound) }

// Dates is the share of right dates among those that either side gives, in percent.
func (r *Report) Dates() float64 { return percent(r.DatesRight, r.DatesEither) }

// Drawn returns precision and recall, in percent, of the asserted claims of at least that confidence, and their number.
func (r *Report) Drawn(confidence float64) (precision, recall float64, n int) {
	right := 0
	for _, j := range r.Judged {
		if j.Asserted && j.Confidence >= confidence {
			n++
			right += one(j.Right)
		}
	}
	return percent(right, n), percent(right, r.AssertedGold), n
}

// A comparison says what makes two claims the same.
type comparison struct {
	rolled     bool // actors by country, any two events
	factuality bool
}

// same reports whether the predicted claim p is the gold claim g.
func (c comparison) same(p, g *Claim) bool {
	if p.Relation != g.Relation || c.factuality && p.Factuality != g.Factuality {
		return false
	}
	ps, po, gs, to := subjectOf(p), objectOf(p), subjectOf(g), objectOf(g)
	if c.actor(ps, gs) && c.actor(po, to) {
		return true
	}
	return isSymmetric(g.Relation) && c.actor(ps, to) && c.actor(po, gs)
}

func isSymmetric(relation string) bool {
	r, ok := schema.LookupRelation(relation)
	return ok && r.Symmetric
}

// A side is the subject or the object of a claim.
type side struct {
	name  string
	names []string // of gold
	label schema.Label
	of    string
}

func subjectOf(c *Claim) side { return side{c.Subject, c.SubjectNames, c.SubjectLabel, c.SubjectOf} }
func objectOf(c *Claim) side  { return side{c.Object, c.ObjectNames, c.ObjectLabel, c.ObjectOf} }

func (c comparison) actor(p, g side) bool {
	if c.rolled {
		if happening(g.label) {
			return happening(p.label)
		}
		if p.of != "" && strings.EqualFold(p.of, g.of) && p.label != schema.Alliance && g.label != schema.Alliance {
			return true
		}
	}
	names := g.names
	if len(names) == 0 {
		names = []string{g.name}
	}
	found := normalized(p.name)
	return slices.ContainsFunc(names, func(n string) bool { return sameName(found, normalized(n), g.label) })
}

func happening(l schema.Label) bool { return l == schema.Event || l == schema.Agreement }

// A matching pairs predicted claims with gold ones.
type matching struct {
	pairs         []pair
	wrong, missed []*Claim
}

type pair struct{ predicted, gold *Claim }

func (m *matching) rates() Rates { return Rates{len(m.pairs), len(m.wrong), len(m.missed)} }

// match pairs each predicted claim with the gold claim that it agrees with best and that is still free; those that agree with one in
// factuality come first. A claim that agrees with an optional one only is neither right nor wrong.
func match(gold, predicted []Claim, c comparison) matching {
	var must, may, order []*Claim
	for i := range gold {
		if gold[i].Optional {
			may = append(may, &gold[i])
		} else {
			must = append(must, &gold[i])
		}
	}
	full := comparison{rolled: c.rolled, factuality: true}
	agrees := func(p *Claim) bool { return slices.ContainsFunc(must, func(g *Claim) bool { return full.same(p, g) }) }
	for i := range predicted {
		order = append(order, &predicted[i])
	}
	slices.SortStableFunc(order, func(a, b *Claim) int { return cmp.Compare(one(!agrees(a)), one(!agrees(b))) })

	var m matching
	taken := make([]bool, len(must))
	for _, p := range order {
		best, hit := -1, false
		for i, g := range must {
			if !c.same(p, g) {
				continue
			}
			hit = true
			if !taken[i] && (best < 0 || closeness(p, g) > closeness(p, must[best])) {
				best = i
			}
		}
		switch {
		case best >= 0:
			taken[best] = true
			m.pairs = append(m.pairs, pair{p, must[best]})
		case c.rolled && hit: // once more what has been counted
		case !slices.ContainsFunc(may, func(g *Claim) bool { return c.same(p, g) }):
			m.wrong = append(m.wrong, p)
		}
	}
	for i, g := range must {
		if !taken[i] {
			m.missed = append(m.missed, g)
		}
	}
	return m
}

// closeness ranks gold claims that are all the same as p: by factuality, then by date.
func closeness(p, g *Claim) int { return 2*one(p.Factuality == g.Factuality) + one(p.Date == g.Date) }
