package graph

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"

	"geokg/schema"
)

// canonical returns v in JSON. Its fields come in the order of the type and its lists are sorted by their makers, so equal
// values are equal bytes.
func canonical(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic("geokg/graph: " + err.Error()) // only plain structs with checked numbers come here
	}
	return b
}

// hashOf returns the first 16 bytes of the SHA-256 of b, in hexadecimal.
func hashOf(b []byte) string {
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:16])
}

// ViewKey returns the hash by which equal views of an entity are known.
func ViewKey(e *schema.Entity) string { return hashOf(canonical(e)) }

// Hash returns the hash of all that a contribution says, whatever the order of its lists: an article whose contribution has the
// same one is not written again.
func (c *Contribution) Hash() string {
	hash, _ := c.normal().hash()
	return hash
}

// hash returns the hash of a contribution whose lists are in order, and the view keys of its mentions on the way.
func (c *Contribution) hash() (hash string, views []string) {
	h := sha256.New()
	line := func(b []byte) {
		h.Write(b)
		h.Write([]byte{'\n'}) // which JSON has none of
	}
	a := c.Article
	a.Story = "" // which depends on other articles
	line(canonical(&a))
	views = make([]string, len(c.Mentioned))
	for i := range c.Mentioned {
		m := &c.Mentioned[i]
		views[i] = ViewKey(&m.Entity)
		line(canonical(struct {
			View  string
			Count int
			Names []string
		}{views[i], m.Count, m.Names}))
	}
	for i := range c.Claims {
		line(canonical(&c.Claims[i]))
	}
	return hex.EncodeToString(h.Sum(nil)[:16]), views
}

// Fold returns the entity that the views amount to. ok is false if no article mentions it. The order of the views does not
// matter: the gazetteer's come first, then those of most articles, then the smallest in canonical JSON. The first has its way; what it
// leaves open comes from the next. Aliases, and names that others use, are united. The date is the most precise one, then the earliest.
func Fold(views []View) (e schema.Entity, ok bool) {
	vs := slices.DeleteFunc(slices.Clone(views), func(v View) bool { return v.Count <= 0 })
	if len(vs) == 0 {
		return schema.Entity{}, false
	}
	slices.SortFunc(vs, compareViews)
	e = vs[0].Entity
	e.Aliases = nil
	for i := range vs {
		fill(&e, &vs[i].Entity)
	}
	e.Aliases = unite(e.Name, vs)
	return e, true
}

func compareViews(a, b View) int {
	if a.Entity.Reference != b.Entity.Reference {
		if a.Entity.Reference {
			return -1
		}
		return 1
	}
	if c := cmp.Compare(b.Count, a.Count); c != 0 {
		return c
	}
	return slices.Compare(canonical(&a.Entity), canonical(&b.Entity))
}

// fill takes from v what e leaves open.
func fill(e, v *schema.Entity) {
	for _, f := range []struct{ to, from *string }{
		{&e.Name, &v.Name}, {&e.Country, &v.Country}, {&e.Parent, &v.Parent}, {&e.ISO3, &v.ISO3},
		{&e.Wikidata, &v.Wikidata}, {&e.Type, &v.Type}, {&e.Place, &v.Place},
	} {
		if *f.to == "" {
			*f.to = *f.from
		}
	}
	if betterDate(v.Date, e.Date) {
		e.Date = v.Date
	}
	e.Reference = e.Reference || v.Reference
}

// betterDate orders dates by precision, then earliest first, then by what else they hold, so that the best is one.
func betterDate(a, b schema.Date) bool {
	return cmp.Or(
		cmp.Compare(len(b.Value), len(a.Value)),
		cmp.Compare(a.Value, b.Value),
		cmp.Compare(a.Source, b.Source),
		cmp.Compare(a.Remark, b.Remark),
	) < 0
}

// unite returns all names and aliases of the views but name, sorted.
func unite(name string, views []View) []string {
	var all []string
	for i := range views {
		e := &views[i].Entity
		all = append(append(all, e.Name), e.Aliases...)
	}
	slices.Sort(all)
	all = slices.Compact(all)
	all = slices.DeleteFunc(all, func(s string) bool { return s == name || s == "" })
	if len(all) == 0 {
		return nil
	}
	return all
}
