package graph

import (
	"cmp"
	"slices"
	"strings"

	"geokg/schema"
)

// A Candidate is two entities that may be one, with the reason. Nothing is merged for it.
type Candidate struct {
	A      schema.Entity `json:"a"` // the smaller id
	B      schema.Entity `json:"b"`
	Score  float64       `json:"score"` // 0–1: how likely it is, by rule of thumb
	Reason string        `json:"reason"`
}

// maxBlock bounds how many entities with one key are compared with each other: what very many share tells little.
const maxBlock = 200

// Candidates returns likely duplicates among people, organizations and events, the likeliest first. Entities that the gazetteer knows are not
// compared with each other. The work grows with the number of entities, not with its square.
func Candidates(entities []schema.Entity) []Candidate {
	blocks := map[string][]*schema.Entity{}
	for i := range entities {
		for _, k := range blockKeys(&entities[i]) {
			blocks[k] = append(blocks[k], &entities[i])
		}
	}
	best := map[[2]string]Candidate{}
	for _, k := range sorted(blocks) {
		es := blocks[k]
		if len(es) > maxBlock {
			continue
		}
		for i, a := range es {
			for _, b := range es[i+1:] {
				if a.ID == b.ID || a.Reference && b.Reference {
					continue
				}
				c, ok := compare(a, b)
				if key := [2]string{c.A.ID, c.B.ID}; ok && c.Score > best[key].Score {
					best[key] = c
				}
			}
		}
	}
	var cs []Candidate
	for _, c := range best {
		cs = append(cs, c)
	}
	slices.SortFunc(cs, func(a, b Candidate) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.A.ID, b.A.ID), cmp.Compare(a.B.ID, b.B.ID))
	})
	return cs
}

// blockKeys returns what an entity must share with another one for the two to be compared.
func blockKeys(e *schema.Entity) []string {
	switch e.Label {
	case schema.Person:
		words := nameWords(e.Name)
		if len(words) == 0 {
			return nil
		}
		return []string{"person/" + skeleton(words[len(words)-1])}
	case schema.Organization:
		var keys []string
		for _, n := range append([]string{e.Name}, e.Aliases...) {
			words := nameWords(n)
			if len(words) > 1 {
				keys = append(keys, "organization/"+initials(words))
			}
			if len(words) > 0 {
				keys = append(keys, "organization/"+strings.Join(words, ""), "organization/first "+words[0])
			}
		}
		slices.Sort(keys)
		return slices.Compact(keys)
	case schema.Event:
		return []string{"event/" + e.Type + "/" + e.Parent + "/" + e.Place}
	}
	return nil
}

// compare tells whether two entities of a block may be one, and why.
func compare(a, b *schema.Entity) (Candidate, bool) {
	if b.ID < a.ID {
		a, b = b, a
	}
	c := Candidate{A: *a, B: *b}
	if a.Label != b.Label || a.Country != "" && b.Country != "" && a.Country != b.Country {
		return c, false
	}
	if a.Wikidata != "" && b.Wikidata != "" && a.Wikidata != b.Wikidata {
		return c, false
	}
	switch a.Label {
	case schema.Person:
		c.Score, c.Reason = comparePeople(nameWords(a.Name), nameWords(b.Name))
	case schema.Organization:
		c.Score, c.Reason = compareOrganizations(a, b)
	case schema.Event:
		c.Score, c.Reason = compareEvents(a, b)
	}
	if c.Score > 0 && a.Country != "" && a.Country == b.Country {
		c.Score = min(0.95, c.Score+0.1)
		c.Reason += ", of the same country"
	}
	return c, c.Score > 0
}

func comparePeople(a, b []string) (float64, string) {
	last := a[len(a)-1] == b[len(b)-1]
	switch {
	case slices.Equal(a, b):
		return 0.8, "the same name"
	case last && (len(a) == 1 || len(b) == 1):
		return 0.4, "one is only a last name"
	case len(a) > 1 && len(b) > 1 && a[0] == b[0] && !last:
		return 0.7, "last names spelled alike"
	case last && len(a) > 1 && len(b) > 1 && (skeleton(a[0]) == skeleton(b[0])):
		return 0.7, "first names spelled alike"
	case last && len(a) > 1 && len(b) > 1 && a[0][:1] == b[0][:1] && (len(a[0]) == 1 || len(b[0]) == 1):
		return 0.6, "an initial for the first name"
	case last && len(a) != len(b) && (subset(a, b) || subset(b, a)):
		return 0.6, "one has a name more"
	}
	return 0, ""
}

func compareOrganizations(a, b *schema.Entity) (float64, string) {
	best, why := 0.0, ""
	for _, x := range append([]string{a.Name}, a.Aliases...) {
		for _, y := range append([]string{b.Name}, b.Aliases...) {
			p, q := nameWords(x), nameWords(y)
			if len(p) == 0 || len(q) == 0 {
				continue
			}
			score, reason := 0.0, ""
			switch {
			case slices.Equal(p, q):
				score, reason = 0.8, "the same name"
			case len(p) == 1 && len(q) > 1 && p[0] == initials(q) || len(q) == 1 && len(p) > 1 && q[0] == initials(p):
				score, reason = 0.6, "one is the other's acronym"
			case len(p) > 1 && len(q) > 1 && (subset(p, q) || subset(q, p)):
				score, reason = 0.5, "one name is in the other"
			}
			if score > best {
				best, why = score, reason
			}
		}
	}
	return best, why
}

// compareEvents: of one type, body and place, and not more than a month apart: a meeting that was put off, or one without a date.
func compareEvents(a, b *schema.Entity) (float64, string) {
	switch {
	case a.Parent == "" && a.Place == "":
		return 0, ""
	case a.Date.IsZero() != b.Date.IsZero():
		return 0.5, "one has no date"
	case a.Date.IsZero():
		return 0.6, "neither has a date"
	}
	from, to, ok := a.Date.Bounds()
	since, until, ok2 := b.Date.Bounds()
	if !ok || !ok2 {
		return 0, ""
	}
	switch {
	case from.Before(until) && since.Before(to):
		return 0.7, "at the same time"
	case !from.After(until.AddDate(0, 1, 0)) && !since.After(to.AddDate(0, 1, 0)):
		return 0.5, "a month apart at most: put off?"
	}
	return 0, ""
}

// nameWords returns the words of a name in lower case without accents.
func nameWords(name string) []string {
	return strings.FieldsFunc(NameKey(name), func(r rune) bool { return r == '-' })
}

func initials(words []string) string {
	var b strings.Builder
	for _, w := range words {
		switch w {
		case "of", "the", "and", "for", "in", "on":
		default:
			for _, r := range w {
				b.WriteRune(r)
				break
			}
		}
	}
	return b.String()
}

// skeleton is a word as transliterations have in common: without vowels and double letters, y, w and h.
func skeleton(word string) string {
	var b strings.Builder
	last := rune(0)
	for i, r := range word {
		if i > 0 && strings.ContainsRune("aeiouywh", r) {
			continue
		}
		switch r {
		case 'c', 'q':
			r = 'k'
		case 'z':
			r = 's'
		case 'w':
			r = 'v'
		}
		if r != last {
			b.WriteRune(r)
		}
		last = r
	}
	return b.String()
}

func subset(a, b []string) bool {
	for _, w := range a {
		if !slices.Contains(b, w) {
			return false
		}
	}
	return true
}
