package eval

import (
	"cmp"
	"slices"

	"geokg/schema"
)

// A LinkedMention is one mention of an article, with the entities that it was linked to.
type LinkedMention struct {
	Words    string // as the article writes it
	Name     bool   // it is a name, and no pronoun, description or nationality
	Entities []LinkedEntity
}

// A LinkedEntity is an entity as the linker gives it.
type LinkedEntity struct {
	Name  string
	Label schema.Label
	Of    string // see [schema.Entity.Of]
}

// A LinkReport tells how the subjects and objects of gold claims were linked, by label of gold.
type LinkReport struct {
	ByLabel map[schema.Label]LinkRates `json:"byLabel"`
	All     LinkRates                  `json:"all"`
	Errors  []LinkError                `json:"errors,omitempty"`
}

// LinkRates count the links of one label.
type LinkRates struct {
	Gold    int `json:"gold"`    // entities of gold claims that both annotators made, each once an article
	Found   int `json:"found"`   // of these, how many a mention of the article is linked to, by name
	FoundOf int `json:"foundOf"` // and by whom it belongs to as well
	Linked  int `json:"linked"`  // names in articles that are written as a gold entity is called
	Wrong   int `json:"wrong"`   // of these, how many are linked to something else
}

// A LinkError is a gold entity that was not found ("missed"), or a name that was linked to something else ("wrong").
type LinkError struct {
	Article, Kind string
	Label         schema.Label
	Gold, Got     string
}

// Recall is the share of gold entities that are found by name, in percent; RecallOf that by name and owner.
func (r LinkRates) Recall() float64   { return percent(r.Found, r.Gold) }
func (r LinkRates) RecallOf() float64 { return percent(r.FoundOf, r.Gold) }

// WrongPerHundred is how many of a hundred names are linked to something else.
func (r LinkRates) WrongPerHundred() float64 { return percent(r.Wrong, r.Linked) }

func (r *LinkRates) add(o LinkRates) {
	r.Gold += o.Gold
	r.Found += o.Found
	r.FoundOf += o.FoundOf
	r.Linked += o.Linked
	r.Wrong += o.Wrong
}

// ScoreLinks compares the mentions of articles with the subjects and objects of their gold claims. Names are the same as in [Score].
//
// The gold standard does not annotate mentions. A link is judged where a name is written, word for word, as a gold entity of the article
// is called by one of its names: it is wrong if the mention is linked to no gold entity that is called so. What gold does not name is not judged.
func ScoreLinks(gold Gold, mentions map[string][]LinkedMention) LinkReport {
	r := LinkReport{ByLabel: map[schema.Label]LinkRates{}}
	for _, a := range gold {
		r.article(a, mentions[a.ID])
	}
	for _, x := range r.ByLabel {
		r.All.add(x)
	}
	slices.SortFunc(r.Errors, func(a, b LinkError) int {
		return cmp.Or(cmp.Compare(a.Article, b.Article), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Gold, b.Gold), cmp.Compare(a.Got, b.Got))
	})
	return r
}

func (r *LinkReport) article(a GoldArticle, ms []LinkedMention) {
	wanted, known := goldSides(a.Claims)
	var c comparison
	for _, g := range wanted {
		x := LinkRates{Gold: 1}
		for _, m := range ms {
			for _, e := range m.Entities {
				if p := (side{name: e.Name, label: e.Label, of: e.Of}); c.actor(p, g) {
					x.Found = 1
					x.FoundOf = max(x.FoundOf, one(e.Of == g.of))
				}
			}
		}
		if x.Found == 0 {
			r.Errors = append(r.Errors, LinkError{Article: a.ID, Kind: "missed", Label: g.label, Gold: g.name})
		}
		r.count(g.label, x)
	}
	for _, m := range ms {
		if m.Name {
			r.mention(a.ID, m, known)
		}
	}
}

// mention judges the link of a name.
func (r *LinkReport) mention(article string, m LinkedMention, known []side) {
	words := normalized(m.Words)
	var called []side
	for _, g := range known {
		if slices.ContainsFunc(append([]string{g.name}, g.names...), func(n string) bool { return normalized(n) == words }) {
			called = append(called, g)
		}
	}
	if len(called) == 0 {
		return
	}
	var c comparison
	right := slices.ContainsFunc(called, func(g side) bool {
		return slices.ContainsFunc(m.Entities, func(e LinkedEntity) bool {
			return c.actor(side{name: e.Name, label: e.Label, of: e.Of}, g) && (e.Label == g.label || happening(e.Label) && happening(g.label))
		})
	})
	if !right {
		r.Errors = append(r.Errors, LinkError{Article: article, Kind: "wrong", Label: called[0].label, Gold: called[0].name, Got: m.Entities[0].Name + " (" + string(m.Entities[0].Label) + ")"})
	}
	r.count(called[0].label, LinkRates{Linked: 1, Wrong: one(!right)})
}

func (r *LinkReport) count(l schema.Label, x LinkRates) {
	sum := r.ByLabel[l]
	sum.add(x)
	r.ByLabel[l] = sum
}

// goldSides returns the subjects and objects of the claims, each once: of those that both annotators made, and of all.
func goldSides(cs []Claim) (wanted, all []side) {
	type key struct {
		name  string
		label schema.Label
		of    string
	}
	seen, seenAll := map[key]bool{}, map[key]bool{}
	for i := range cs {
		for _, s := range []side{subjectOf(&cs[i]), objectOf(&cs[i])} {
			k := key{normalized(s.name), s.label, s.of}
			if !seenAll[k] {
				seenAll[k] = true
				all = append(all, s)
			}
			if !cs[i].Optional && !seen[k] {
				seen[k] = true
				wanted = append(wanted, s)
			}
		}
	}
	return wanted, all
}
