package graph

import (
	"cmp"
	"context"
	"slices"
	"time"

	"geokg/schema"
)

// A Contradiction is what some say and others deny: claims of one subject, relation and object, asserted and negated, about the same time.
type Contradiction struct {
	Subject  schema.Entity `json:"subject"`
	Relation string        `json:"relation"`
	Object   schema.Entity `json:"object"`
	Asserted []ClaimRow    `json:"asserted"` // in the order of [Store.Claims]
	Negated  []ClaimRow    `json:"negated"`
}

// contradictionDays is how far apart, in days, two dated claims may be and still be about the same thing.
const contradictionDays = 31

// Contradictions returns what is both asserted and denied: between two actors, about one, or with both "" in the whole graph. Who answers for an
// actor counts as the actor if the options roll up. A claim without a date may be about any time. In order of the first denial.
func Contradictions(ctx context.Context, store Store, a, b string, o RelateOptions) ([]Contradiction, error) {
	q := question{ctx: ctx, store: store, RelateOptions: o}
	cq := q.claimQuery()
	cq.Factualities = []schema.Factuality{schema.Negated}
	if a != "" {
		if err := q.sides(a, b); err != nil {
			return nil, err
		}
		cq.Of = q.a.ids
		if b != "" {
			cq.Between = q.b.ids
		}
	}
	var out []Contradiction
	seen := map[schema.Key]bool{}
	for cq.Limit = o.Limit * denialsAtOnce; ; cq.Limit *= 4 {
		denials, err := store.Claims(ctx, cq)
		if err != nil {
			return nil, err
		}
		for i := range denials {
			k := denials[i].Claim.Key()
			k.Factuality, k.Date, k.Attributed = "", "", ""
			if seen[k] || !q.from(&denials[i]) {
				continue
			}
			seen[k] = true
			c, err := q.contradiction(k)
			if err != nil {
				return nil, err
			}
			if len(c.Asserted) > 0 {
				out = append(out, c)
			}
			if o.Limit > 0 && len(out) == o.Limit {
				return out, nil
			}
		}
		if cq.Limit == 0 || len(denials) < cq.Limit {
			return out, nil
		}
	}
}

// denialsAtOnce is how many denials are read at first for each contradiction that is asked for: most are contradicted by nobody.
const denialsAtOnce = 8

// contradiction returns who denies one thing and who asserts it at the same time; with nobody who asserts it if there is none.
func (q *question) contradiction(k schema.Key) (Contradiction, error) {
	c := Contradiction{Relation: k.Relation}
	cq := ClaimQuery{Of: []string{k.Subject}, Between: []string{k.Object}, Relations: []string{k.Relation}, Factualities: []schema.Factuality{schema.Asserted, schema.Negated}, MinConfidence: q.MinConfidence}
	claims, err := q.store.Claims(q.ctx, cq)
	if err != nil {
		return c, err
	}
	var asserted, denials []ClaimRow
	for _, r := range claims {
		switch o := r.Claim.Key(); {
		case o.Subject != k.Subject || o.Object != k.Object: // the other way round
		case r.Claim.Factuality == schema.Asserted:
			asserted = append(asserted, r)
		case q.from(&r) && r.Claim.Date.Within(q.Since, q.Until):
			denials = append(denials, r)
		}
	}
	if len(denials) == 0 { // they have gone meanwhile
		return c, nil
	}
	c.Subject, c.Object = denials[0].Subject, denials[0].Object
	denied := map[string]bool{}
	for _, s := range asserted {
		met := false
		for _, d := range denials {
			if sameTime(s.Claim.Date, d.Claim.Date) {
				met, denied[d.Claim.ID] = true, true
			}
		}
		if met {
			c.Asserted = append(c.Asserted, s)
		}
	}
	c.Negated = slices.DeleteFunc(denials, func(d ClaimRow) bool { return !denied[d.Claim.ID] })
	return c, nil
}

// sameTime reports whether two dates may be of the same thing.
func sameTime(a, b schema.Date) bool {
	from, to, ok := a.Bounds()
	since, until, ok2 := b.Bounds()
	if !ok || !ok2 {
		return true
	}
	const near = contradictionDays * 24 * time.Hour
	return !from.After(until.Add(near)) && !since.After(to.Add(near))
}

// A SourceCount says how much of the graph comes from a site, or from somebody whom articles name as their source.
type SourceCount struct {
	Name     string         `json:"name"`              // of the site, or of who says it
	Speaker  *schema.Entity `json:"speaker,omitempty"` // nil for a site
	Articles int            `json:"articles"`
	Claims   int            `json:"claims"` // 0 for the sites of the whole graph, whose claims are not counted
	First    string         `json:"first,omitempty"`
	Last     string         `json:"last,omitempty"` // days of publication
}

// SitesOf counts the articles of the graph by site, most first.
func SitesOf(ctx context.Context, store Store) ([]SourceCount, error) {
	s := sourceTally{}
	err := store.Articles(ctx, func(a Article) error {
		s.count(a.Site, nil, &a, "")
		return nil
	})
	return s.sorted(), err
}

// SourcesOf counts the sites, and the people and bodies, who say what stands in the rows of an answer, most claims first.
func SourcesOf(rows []Row) (sites, speakers []SourceCount) {
	s, t := sourceTally{}, sourceTally{}
	for i := range rows {
		r := &rows[i]
		s.count(r.Article.Site, nil, &r.Article, r.Claim.ID)
		if r.Attributed != nil {
			t.count(r.Attributed.ID, r.Attributed, &r.Article, r.Claim.ID)
		}
	}
	return s.sorted(), t.sorted()
}

// A sourceTally counts by source.
type sourceTally map[string]*struct {
	SourceCount
	articles, claims map[string]bool
}

func (t sourceTally) count(key string, who *schema.Entity, a *Article, claim string) {
	c := t[key]
	if c == nil {
		c = &struct {
			SourceCount
			articles, claims map[string]bool
		}{articles: map[string]bool{}, claims: map[string]bool{}}
		c.Name, c.Speaker = key, who
		if who != nil {
			c.Name = who.Name
		}
		t[key] = c
	}
	if claim == "" { // every article comes once
		c.Articles++
	} else {
		c.articles[a.ID], c.claims[claim] = true, true
	}
	if d := a.Published.Value; d != "" {
		if c.First == "" || d < c.First {
			c.First = d
		}
		c.Last = max(c.Last, d)
	}
}

func (t sourceTally) sorted() []SourceCount {
	var out []SourceCount
	for _, c := range t {
		if len(c.claims) > 0 {
			c.Articles, c.Claims = len(c.articles), len(c.claims)
		}
		out = append(out, c.SourceCount)
	}
	slices.SortFunc(out, func(a, b SourceCount) int {
		id := func(c *SourceCount) string {
			if c.Speaker != nil {
				return c.Speaker.ID
			}
			return ""
		}
		return cmp.Or(cmp.Compare(b.Claims, a.Claims), cmp.Compare(b.Articles, a.Articles), cmp.Compare(a.Name, b.Name), cmp.Compare(id(&a), id(&b)))
	})
	return out
}
