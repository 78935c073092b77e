package claim

import (
	"strings"

	"geokg/schema"
)

// retold dates claims whose date is unknown or coarse as another claim of the article that tells the same event: the same relation
// between the same two, or with a country in the place of its agency or of somebody of it ("South Korea joins cyber centre … On
// 5 April, its spy agency joined the centre"). Only of what happens once, and only if the article gives one such date.
func (c *Coder) retold(all []schema.Claim, entities map[string]*schema.Entity) {
	for i := range all {
		x := &all[i]
		if x.Factuality != schema.Asserted || !c.lx.is("once", strings.ToLower(x.Relation)) || x.Date.Precision == schema.PrecisionDay {
			continue
		}
		var found schema.Date
		for j := range all {
			y := &all[j]
			if y.Relation != x.Relation || y.Factuality != x.Factuality || sureness(y.Date) < givenDate ||
				len(y.Date.Value) <= len(x.Date.Value) || !sameEvent(x, y, entities) {
				continue
			}
			if x.Date.Source != schema.SourcePublished && !strings.HasPrefix(y.Date.Value, x.Date.Value) {
				continue
			}
			if !found.IsZero() && found.Value != y.Date.Value {
				found = schema.Date{}
				break
			}
			found = y.Date
		}
		if !found.IsZero() {
			found.Source, found.Remark = schema.SourceDocument, ""
			setDate(x, found)
		}
	}
}

// sameEvent reports whether the two ends of the claims are the same, but for a country in one place and one of its own in the other.
func sameEvent(x, y *schema.Claim, entities map[string]*schema.Entity) bool {
	near := func(a, b string) bool {
		e, f := entities[a], entities[b]
		return e != nil && f != nil && e.Country == f.Country && e.Country != "" && (e.Label == schema.Country) != (f.Label == schema.Country)
	}
	fit := func(a, b, s, o string) bool { return a == s && near(b, o) || b == o && near(a, s) }
	if fit(x.Subject, x.Object, y.Subject, y.Object) {
		return true
	}
	r, ok := schema.LookupRelation(x.Relation)
	return ok && r.Symmetric && fit(x.Subject, x.Object, y.Object, y.Subject)
}

// setDate gives a claim another date, and the reason that belongs to it.
func setDate(cl *schema.Claim, d schema.Date) {
	const why = "date "
	if n := len(cl.Reasons); n > 0 && strings.HasPrefix(cl.Reasons[n-1], why) {
		cl.Reasons = cl.Reasons[: n-1 : n-1]
	}
	if cl.Date = d; !d.IsZero() {
		cl.Reasons = append(cl.Reasons, why+string(d.Source))
	}
}
