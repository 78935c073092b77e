package eval

import (
	"slices"
	"strings"
)

// nearest returns the claim of the other side that shares most with c among those of the same sentence; nil if there is none.
func nearest(c *Claim, others []Claim) *Claim {
	best, top := (*Claim)(nil), 0
	for i := range others {
		o := &others[i]
		if !sameSentence(c.Evidence, o.Evidence) {
			continue
		}
		if n := shared(c, o); n > top {
			best, top = o, n
		}
	}
	return best
}

func sameSentence(a, b string) bool {
	a, b = strings.Join(strings.Fields(a), " "), strings.Join(strings.Fields(b), " ")
	return a != "" && (strings.Contains(a, b) || strings.Contains(b, a)) && b != ""
}

// shared counts what two claims of a sentence have in common.
func shared(a, b *Claim) int {
	strict := comparison{}
	n := 2 * one(a.Relation == b.Relation)
	n += one(either(strict, subjectOf(a), subjectOf(b))) + one(either(strict, objectOf(a), objectOf(b)))
	if n == 0 && either(strict, subjectOf(a), objectOf(b)) && either(strict, objectOf(a), subjectOf(b)) {
		n = 1
	}
	return n
}

// either compares two sides whichever is gold.
func either(c comparison, a, b side) bool { return c.actor(a, b) || c.actor(b, a) }

// classOf says in what a claim differs from the nearest one of the other side.
func classOf(c, near *Claim, alone string) string {
	if near == nil {
		return alone
	}
	strict := comparison{}
	subject, object := either(strict, subjectOf(c), subjectOf(near)), either(strict, objectOf(c), objectOf(near))
	turned := either(strict, subjectOf(c), objectOf(near)) && either(strict, objectOf(c), subjectOf(near))
	var differs []string
	for _, d := range []struct {
		what string
		same bool
	}{{"relation", c.Relation == near.Relation}, {"subject", subject}, {"object", object}, {"factuality", c.Factuality == near.Factuality}} {
		if !d.same {
			differs = append(differs, d.what)
		}
	}
	switch {
	case turned && !subject && !object:
		return "direction"
	case len(differs) == 0:
		return "told twice"
	case len(differs) > 2:
		return alone
	}
	return "other " + strings.Join(differs, " and ")
}

// Classes counts the errors of a kind by class, most first.
func (r *Report) Classes(kind string) []Class {
	at := map[string]int{}
	for _, e := range r.Errors {
		if e.Kind == kind {
			at[e.Class]++
		}
	}
	var cs []Class
	for name, n := range at {
		cs = append(cs, Class{name, n})
	}
	slices.SortFunc(cs, func(a, b Class) int {
		if a.Errors != b.Errors {
			return b.Errors - a.Errors
		}
		return strings.Compare(a.Name, b.Name)
	})
	return cs
}

// A Class is a sort of errors.
type Class struct {
	Name   string `json:"name"`
	Errors int    `json:"count"`
}
