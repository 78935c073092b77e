package claim

import (
	"strings"

	"geokg/schema"
)

// date returns the date of what happens at word i (anchored at the verb anchor): the expression that hangs on the
// word or its clause, nearest first; for a verb without one, that of the clause it depends on, unless that
// clause only reports it.
func (c *sentenceCoder) date(r *schema.Relation, i, anchor int, object *schema.Entity) schema.Date {
	if d, ok := c.dateAt(i); ok {
		return c.finer(d, i)
	}
	if r.Quad == schema.QuadNone && object.Label != schema.Event && !c.isVerb(i) {
		return schema.Date{} // a state of affairs is not dated by what happens beside it
	}
	if anchor != i {
		if c.madeBefore(i, anchor) {
			return schema.Date{}
		}
		if d, ok := c.dateAt(anchor); ok {
			return d
		}
	}
	if object.Label == schema.Event && !object.Date.IsZero() {
		return c.finer(object.Date, i)
	}
	if d, ok := c.dateAround(anchor); ok {
		return d
	}
	return schema.Date{}
}

// madeBefore reports whether i is an accord and the verb what befell it: when a truce collapses is not when it was made.
func (c *sentenceCoder) madeBefore(i, anchor int) bool {
	return anchor != i && c.base(i) == "nsubj" && c.lx.is("accord", c.lemma(i)) && c.lx.is("unravel", c.lemma(anchor))
}

// dateAround returns the date of the clause around k, as far as it is also that of k.
func (c *sentenceCoder) dateAround(k int) (schema.Date, bool) {
	for range 6 {
		if d, ok := c.attendant(k); ok {
			return d, true
		}
		g := c.head(k)
		if g < 0 {
			break
		}
		if d, ok := c.dateIsHead(k, g); ok {
			return d, true
		}
		switch c.base(k) {
		case "xcomp":
		case "acl":
			if c.relativeAdverb(k) {
				break // "visited Algeria on Monday, where he met"
			}
			f := c.superlative(k)
			if f < 0 {
				return schema.Date{}, false
			}
			g = f
		case "conj":
			if c.ownSubject(k) >= 0 { // "…, and X did": another event, but "On Monday, Y did …, and X did" is one day's
				if c.kidLemma(k, "aux", "have") {
					return schema.Date{}, false
				}
				return c.fronted(g)
			}
		case "parataxis":
			if !c.relativeAdverb(k) {
				return schema.Date{}, false
			}
		case "advcl":
			if c.kid(k, "mark") >= 0 && !c.infinitive(k) {
				return schema.Date{}, false
			}
		case "obl", "obj", "nsubj", "nmod":
			if c.lx.is("memory", c.lemma(g)) {
				return schema.Date{}, false // "the anniversary of the attack was marked on Monday"
			}
			// a noun takes the date of its clause, but not that of a report about it
			if c.isVerb(g) && c.lx.is("say", c.lemma(g)) {
				return schema.Date{}, false
			}
		default:
			return schema.Date{}, false
		}
		if d, ok := c.dateAt(g); ok {
			return d, true
		}
		k = g
	}
	return schema.Date{}, false
}

// finer returns the date of the clause around word i if it lies within the date d, by which only a noun is named: "met on 3 March
// for the 2016 summit".
func (c *sentenceCoder) finer(d schema.Date, i int) schema.Date {
	if d.Precision == schema.PrecisionDay || c.isVerb(i) {
		return d
	}
	k := i
	for n := 0; n < 2 && c.head(k) >= 0 && !c.isVerb(k) && !c.inDate(k); n++ {
		k = c.head(k)
	}
	if !c.isVerb(k) || c.lx.is("say", c.lemma(k)) {
		return d
	}
	for _, e := range c.dates {
		if c.hangsOn(e, k) && better(e.Date, d) && strings.HasPrefix(e.Date.Value, d.Value) {
			return e.Date
		}
	}
	return d
}

// hangsOn reports whether the expression is a dependent of i itself, and not of a noun below it.
func (c *sentenceCoder) hangsOn(d *schema.DateExpr, i int) bool { return c.head(c.topOf(d)) == i }

// relativeAdverb reports whether the clause of verb k begins with "where" or "when", without a tense that lies before its
// head's: what happened there happened then.
func (c *sentenceCoder) relativeAdverb(k int) bool {
	if c.kidLemma(k, "aux", "have") {
		return false
	}
	for _, a := range c.kids[k] {
		if a < k && c.base(a) == "advmod" && (c.lemma(a) == "where" || c.lemma(a) == "when") {
			return true
		}
	}
	return false
}

// dateIsHead returns the date that the clause of k hangs on: "It was in 2011 that X left", "on Monday, when X left".
func (c *sentenceCoder) dateIsHead(k, g int) (schema.Date, bool) {
	switch c.base(k) {
	case "acl", "advcl", "ccomp", "csubj":
	default:
		return schema.Date{}, false
	}
	if c.kid(g, "cop") < 0 && !c.relativeAdverb(k) {
		return schema.Date{}, false
	}
	for _, d := range c.dates {
		if d.First <= g && g < d.Last && !d.Date.IsZero() {
			return d.Date, true
		}
	}
	return schema.Date{}, false
}

// attendant returns the date of a participle that opens the sentence of verb v: "Speaking on Monday, X accused Y".
func (c *sentenceCoder) attendant(v int) (schema.Date, bool) {
	for _, k := range c.kids[v] {
		if k > v {
			break
		}
		if c.base(k) == "advcl" && c.tokens[k].XPOS == "VBG" && c.kid(k, "mark", "aux") < 0 {
			if d, ok := c.dateAt(k); ok {
				return d, true
			}
		}
	}
	return schema.Date{}, false
}

// fronted returns the date that stands before verb v and its subject, and so is that of what is coordinated with it, too.
func (c *sentenceCoder) fronted(v int) (schema.Date, bool) {
	s := c.ownSubject(v)
	if s < 0 || c.lx.is("say", c.lemma(v)) {
		return schema.Date{}, false
	}
	for _, d := range c.dates {
		if d.Last <= s && !d.Date.IsZero() && c.dateHost(d, v) && c.lemma(d.First) != "since" && c.hangsOn(d, v) {
			return d.Date, true
		}
	}
	return schema.Date{}, false
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

// dateHost reports whether the expression hangs on i: climbing from it, no other verb comes first. What describes a noun that it
// stands before is that noun's date ("left the 2015 accord", "condemned Monday's attack"), unless the verb's event takes place
// within it ("met at the 2016 summit", "won during the April elections"); and that of what the verb's event came before or after
// is not its own ("met for the first time since the invasion in February").
func (c *sentenceCoder) dateHost(d *schema.DateExpr, i int) bool {
	if d.First <= i && i < d.Last {
		return false
	}
	k := c.topOf(d)
	if g := c.head(k); g >= 0 && !c.isVerb(g) && c.kidLemma(k, "case", "since") && c.ranks(g) {
		return false // "his visit, the first since 2019"
	}
	for n := 0; k >= 0 && n <= len(c.tokens); n++ {
		if c.isVerb(k) {
			if n := c.closed(d, k); n >= 0 {
				return n == i
			}
		}
		if k == i {
			return true
		}
		if (k < d.First || k >= d.Last) && !c.isVerb(k) && c.isVerb(i) && (c.describes(d, k) && !c.happensIn(k, i) || c.besides(d, k)) {
			return false
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

// describes reports whether the expression stands before noun k as its possessor or modifier.
func (c *sentenceCoder) describes(d *schema.DateExpr, k int) bool {
	t := c.topOf(d)
	if k < d.Last || c.head(t) != k || c.kid(t, "case") >= 0 && !c.kidLemma(t, "case", "'s") {
		return false
	}
	switch c.base(t) {
	case "nmod", "amod", "compound", "nummod", "det":
		return true
	}
	return false
}

// happensIn reports whether the noun k, or the phrase around it, says in or at what the event of verb i takes place.
func (c *sentenceCoder) happensIn(k, i int) bool {
	for n := 0; n < 6 && c.head(k) >= 0 && c.head(k) != i; n++ {
		k = c.head(k)
	}
	if c.lx.is("occasion", c.lemma(k)) && (c.base(k) != "obl" || c.kid(k, "case") < 0) {
		return true // "attended Monday's summit"
	}
	for _, p := range c.prepositions(k) {
		switch p {
		case "in", "at", "during", "on":
			return c.base(k) == "obl"
		}
	}
	return false
}

// besides reports whether noun k, which has the date, is what something happens before, since or, given to the day, after.
func (c *sentenceCoder) besides(d *schema.DateExpr, k int) bool {
	for _, m := range c.kids[k] {
		if c.base(m) != "case" && c.base(m) != "mark" {
			continue
		}
		switch c.lemma(m) {
		case "before", "since", "until", "till":
			return true
		case "after", "following":
			return d.Date.Precision == schema.PrecisionDay
		}
	}
	return false
}

// closed returns the noun of a phrase of verb v with "since" or the like that stands right before the expression, or -1. The expression
// is then more likely its end: "met for the first time since the invasion of Ukraine in February", however it was parsed.
func (c *sentenceCoder) closed(d *schema.DateExpr, v int) int {
	for j := d.First - 1; j > v; j-- {
		if c.tokens[j].UPOS == "PUNCT" || c.isVerb(j) || c.inDate(j) {
			break
		}
		if c.base(j) != "case" {
			continue
		}
		switch c.lemma(j) {
		case "since", "until", "before":
			if n := c.head(j); n > j && n < d.First {
				return n
			}
		}
	}
	return -1
}
