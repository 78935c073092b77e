package graph

import (
	"cmp"
	"hash/maphash"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"geokg/schema"
)

// A Candidate is two entities that may be one, with the reason. Nothing is merged for it.
type Candidate struct {
	A      schema.Entity `json:"a"` // the smaller id
	B      schema.Entity `json:"b"`
	Score  float64       `json:"score"` // 0–1: how likely it is, by rule of thumb
	Reason string        `json:"reason"`
}

// maxBlock bounds how many entities with one key are all compared with each other; a larger block is divided by the next, finer key, and
// what the finest leaves is compared with its neighbours only.
const (
	maxBlock   = 200
	neighbours = 20
)

// Candidates returns likely duplicates among people, organizations and events, the likeliest first. Entities that the gazetteer knows are not
// compared with each other. The work grows with the number of entities, not with its square.
func Candidates(entities []schema.Entity) []Candidate {
	f := finder{best: map[[2]string]Candidate{}}
	var coarse []*blocked
	for i := range entities {
		e := &entities[i]
		for _, keys := range blockKeys(e) {
			coarse = append(coarse, &blocked{e, keys})
		}
	}
	f.divide(coarse)
	f.typos(entities)
	cs := slices.Collect(maps.Values(f.best))
	slices.SortFunc(cs, func(a, b Candidate) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.A.ID, b.A.ID), cmp.Compare(a.B.ID, b.B.ID))
	})
	return cs
}

// blocked is an entity with a key that it shares with those it is compared with, and finer ones for where too many share it.
type blocked struct {
	*schema.Entity
	keys []string
}

// A finder gathers the best candidate of each pair.
type finder struct{ best map[[2]string]Candidate }

// divide compares the entities that have the same first key, or where these are too many, the same keys after it.
func (f *finder) divide(es []*blocked) {
	blocks := map[string][]*blocked{}
	for _, e := range es {
		blocks[e.keys[0]] = append(blocks[e.keys[0]], &blocked{e.Entity, e.keys[1:]})
	}
	for _, block := range blocks {
		var finer []*blocked
		if len(block) > maxBlock {
			for _, e := range block {
				if len(e.keys) > 0 {
					finer = append(finer, e)
				}
			}
		}
		if len(finer) > 0 {
			f.divide(finer)
			continue
		}
		f.compare(block)
	}
}

func (f *finder) compare(block []*blocked) {
	reach := len(block)
	if reach > maxBlock {
		reach = neighbours
		slices.SortFunc(block, func(a, b *blocked) int { return cmp.Compare(a.ID, b.ID) })
	}
	for i, a := range block {
		for _, b := range block[i+1 : min(len(block), i+1+reach)] {
			if a.ID == b.ID || a.Reference && b.Reference {
				continue
			}
			c, ok := compare(a.Entity, b.Entity)
			if key := [2]string{c.A.ID, c.B.ID}; ok && c.Score > f.best[key].Score {
				f.best[key] = c
			}
		}
	}
}

// blockKeys returns what an entity must share with another one for the two to be compared, each with finer keys after it.
func blockKeys(e *schema.Entity) (keys [][]string) {
	switch e.Label {
	case schema.Person:
		words := nameWords(e.Name)
		if len(words) == 0 {
			return nil
		}
		first, last := words[0], skeleton(words[len(words)-1])
		return [][]string{{"person/" + last, first[:1], skeleton(first), e.Country}}
	case schema.Organization:
		for _, n := range append([]string{e.Name}, e.Aliases...) {
			words := nameWords(n)
			if len(words) > 1 {
				keys = append(keys, []string{"organization/" + initials(words), e.Country})
			}
			if len(words) > 0 {
				keys = append(keys, []string{"organization/" + strings.Join(words, ""), e.Country}, []string{"organization/first " + words[0], words[len(words)-1], e.Country})
			}
		}
	case schema.Event:
		keys = [][]string{{"event/" + e.Type + "/" + e.Parent + "/" + e.Place, e.Date.Value}}
	}
	slices.SortFunc(keys, slices.Compare)
	return slices.CompactFunc(keys, slices.Equal)
}

// minTypo is the least length in bytes of a name in which a letter more, less or other may be a slip.
const minTypo = 9

// typos compares people and organizations whose names are one letter apart: they share a name with a letter left out, or one of the names
// (the deletion neighbourhood of Bocek, Hunt and Stiller, Fast similarity search in large dictionaries, 2007).
func (f *finder) typos(entities []schema.Entity) {
	type key struct {
		name   uint64
		entity int
	}
	var keys []key
	seed := maphash.MakeSeed() // which names collide matters little: all pairs are compared
	for i := range entities {
		name := strings.Join(nameWords(entities[i].Name), " ")
		if l := entities[i].Label; l != schema.Person && l != schema.Organization || len(name) < minTypo {
			continue
		}
		keys = append(keys, key{maphash.String(seed, name), i})
		for j, r := range name {
			keys = append(keys, key{maphash.String(seed, name[:j]+name[j+utf8.RuneLen(r):]), i})
		}
	}
	slices.SortFunc(keys, func(a, b key) int { return cmp.Or(cmp.Compare(a.name, b.name), cmp.Compare(a.entity, b.entity)) })
	keys = slices.Compact(keys)
	for len(keys) > 0 {
		n := 1
		for n < len(keys) && keys[n].name == keys[0].name {
			n++
		}
		if n > 1 {
			block := make([]*blocked, n)
			for i, k := range keys[:n] {
				block[i] = &blocked{Entity: &entities[k.entity]}
			}
			f.compare(block)
		}
		keys = keys[n:]
	}
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
	if c.Score == 0 && a.Label != schema.Event && oneApart(strings.Join(nameWords(a.Name), " "), strings.Join(nameWords(b.Name), " ")) {
		c.Score, c.Reason = 0.6, "one letter apart"
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

// oneApart reports whether two names differ in one letter: one more, one less, or another. Another digit is another thing.
func oneApart(a, b string) bool {
	x, y := []rune(a), []rune(b)
	if len(a) < minTypo || len(b) < minTypo {
		return false
	}
	if len(x) > len(y) {
		x, y = y, x
	}
	i := 0
	for i < len(x) && x[i] == y[i] {
		i++
	}
	if i == len(y) || unicode.IsDigit(y[i]) || len(x) == len(y) && unicode.IsDigit(x[i]) {
		return false
	}
	return len(x) == len(y) && slices.Equal(x[i+1:], y[i+1:]) || len(x)+1 == len(y) && slices.Equal(x[i:], y[i+1:])
}

func subset(a, b []string) bool {
	for _, w := range a {
		if !slices.Contains(b, w) {
			return false
		}
	}
	return true
}
