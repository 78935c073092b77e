package claim

import "geokg/schema"

// date returns the date of what happens at word i (anchored at the verb anchor): the expression that hangs on the
// word or its clause, nearest first; for a verb without one, that of the clause it depends on, unless that
// clause only reports it.
func (c *sentenceCoder) date(r *schema.Relation, i, anchor int, object *schema.Entity) schema.Date {
	if d, ok := c.dateAt(i); ok {
		return d
	}
	if r.Quad == schema.QuadNone && object.Label != schema.Event && !c.isVerb(i) {
		return schema.Date{} // a state of affairs is not dated by what happens beside it
	}
	if anchor != i {
		if d, ok := c.dateAt(anchor); ok {
			return d
		}
	}
	if object.Label == schema.Event && !object.Date.IsZero() {
		return object.Date
	}
	for n, k := 0, anchor; n < 6; n++ {
		g := c.head(k)
		if g < 0 {
			break
		}
		switch c.base(k) {
		case "xcomp":
		case "acl":
			f := c.superlative(k)
			if f < 0 {
				return schema.Date{}
			}
			g = f
		case "conj":
			if c.ownSubject(k) >= 0 {
				return schema.Date{} // "…, and X did": another event
			}
		case "advcl":
			if c.kid(k, "mark") >= 0 && !c.infinitive(k) {
				return schema.Date{}
			}
		case "obl", "obj", "nsubj", "nmod":
			// a noun takes the date of its clause, but not that of a report about it
			if c.isVerb(g) && c.lx.is("say", c.lemma(g)) {
				return schema.Date{}
			}
		default:
			return schema.Date{}
		}
		if d, ok := c.dateAt(g); ok {
			return d
		}
		k = g
	}
	return schema.Date{}
}

// dateAt returns the date expression whose nearest clause or noun is i.
func (c *sentenceCoder) dateAt(i int) (schema.Date, bool) {
	best, distance := schema.Date{}, 1<<30
	for _, d := range c.dates {
		if d.Date.IsZero() {
			continue
		}
		if c.dateHost(d, i) {
			dist := d.First - i
			if dist < 0 {
				dist = -dist
			}
			if better(d.Date, best) || dist < distance && d.Date.Precision == best.Precision {
				best, distance = d.Date, dist
			}
		}
	}
	return best, distance < 1<<30
}

func better(a, b schema.Date) bool { return len(a.Value) > len(b.Value) }

// dateHost reports whether the expression hangs on i: climbing from it, no other verb comes first.
func (c *sentenceCoder) dateHost(d *schema.DateExpr, i int) bool {
	if d.First <= i && i < d.Last {
		return false
	}
	k := c.topOf(d)
	for n := 0; k >= 0 && n <= len(c.tokens); n++ {
		if k == i {
			return true
		}
		if (k < d.First || k >= d.Last) && (c.isVerb(k) || c.kid(k, "cop") >= 0) {
			return false
		}
		k = c.head(k)
	}
	return false
}

// topOf returns the token of the expression that the rest of it depends on.
func (c *sentenceCoder) topOf(d *schema.DateExpr) int {
	for k := d.First; k < d.Last; k++ {
		if h := c.head(k); h < d.First || h >= d.Last {
			return k
		}
	}
	return d.First
}
