package storetest

import (
	"fmt"
	"iter"
	"math"
	"math/rand/v2"
	"slices"
	"sort"
	"strings"

	"geokg/graph"
	"geokg/schema"
)

// Generate returns the contributions of n made-up articles, the same for the same seed and a prefix of those for a larger n.
// They name about 300 entities with power-law degrees, as news do, with about six claims in an article on average; one article in ten is a copy
// of an earlier one, more or less alike.
func Generate(seed uint64, n int) []graph.Contribution {
	return slices.Collect(generate(seed, n, sizes))
}

// GenerateHubs returns an endless sequence of such contributions about 300 countries and 240 others, for a graph that is too large to be made at once.
// Like a real one, it has a few hubs with very many edges.
func GenerateHubs(seed uint64) iter.Seq[graph.Contribution] {
	return generate(seed, math.MaxInt, map[schema.Label]int{
		schema.Country: 300, schema.Agency: 900, schema.Alliance: 120, schema.Event: 4000,
		schema.Person: 6000, schema.Organization: 3000, schema.Place: 1500, schema.Agreement: 500,
	})
}

// generate yields the contributions of n articles about so many entities of each label.
func generate(seed uint64, n int, sizes map[schema.Label]int) iter.Seq[graph.Contribution] {
	return func(yield func(graph.Contribution) bool) {
		g := generator{rng: rand.New(rand.NewPCG(seed, 0x6765_6f6b_67)), sizes: sizes, settled: sizes[schema.Country] > 100}
		g.world()
		var prints []schema.TextPrint
		for i := range n {
			c := g.contribution(fmt.Sprintf("https://news.example/%d/%d", seed, i))
			if i > 0 && g.rng.IntN(10) == 0 {
				c.Article.TextPrint = retell(g.rng, prints[g.rng.IntN(i)])
			}
			prints = append(prints, c.Article.TextPrint)
			if !yield(c) {
				return
			}
		}
	}
}

// Revise returns another contribution of the same article, as if it had been read anew: some claims and mentions are gone,
// some are new, some are worded differently.
func Revise(seed uint64, c graph.Contribution) graph.Contribution {
	g := generator{rng: rand.New(rand.NewPCG(seed, 0x7265_7669_7365)), sizes: sizes}
	g.world()
	d := g.contribution(c.Article.URL)
	if g.rng.IntN(4) == 0 {
		c.Article.TextPrint = retell(g.rng, c.Article.TextPrint)
	}
	return merge(g.rng, c, d)
}

// GenerateReference returns a reference of n made-up memberships, or somewhat fewer, of the entities that [Generate] names.
func GenerateReference(seed uint64, n int) graph.Reference {
	g := generator{rng: rand.New(rand.NewPCG(seed, 0x7265_6665_72)), sizes: sizes}
	g.world()
	entities, seen := map[string]schema.Entity{}, map[string]bool{}
	var r graph.Reference
	for range n {
		a, e := g.entity([]schema.Label{schema.Alliance}), g.entity([]schema.Label{schema.Country, schema.Agency})
		m := schema.Membership{
			Alliance: a.ID, Member: e.ID, Status: schema.MembershipStatuses[g.rng.IntN(len(schema.MembershipStatuses))],
			Since: date(fmt.Sprintf("19%02d", 50+g.rng.IntN(50))), Until: date([]string{"", "2020", "2020-02", "2020-02-29"}[g.rng.IntN(4)]), Source: "made up",
		}
		id := schema.MembershipID(&m)
		if seen[id] {
			continue
		}
		seen[id] = true
		entities[a.ID], entities[e.ID] = a, e
		r.Memberships = append(r.Memberships, m)
	}
	for _, e := range entities {
		r.Entities = append(r.Entities, e)
	}
	sort.Slice(r.Entities, func(i, j int) bool { return r.Entities[i].ID < r.Entities[j].ID })
	return r
}

type generator struct {
	rng     *rand.Rand
	sizes   map[schema.Label]int // how many entities of each label there are
	settled bool                 // who leads whom, and what is part of what, is the same in all articles, as it mostly is
	byLabel map[schema.Label][]schema.Entity
	weights map[schema.Label][]float64 // cumulated
	rels    []*schema.Relation
	relSum  []float64 // cumulated weights
}

// sizes are those of [Generate]: 300 in all.
var sizes = map[schema.Label]int{
	schema.Country: 60, schema.Agency: 60, schema.Alliance: 30, schema.Event: 40,
	schema.Person: 60, schema.Organization: 20, schema.Place: 20, schema.Agreement: 10,
}

func (g *generator) world() {
	g.byLabel, g.weights = map[schema.Label][]schema.Entity{}, map[schema.Label][]float64{}
	for _, l := range schema.Labels() {
		sum := 0.0
		for i := range g.sizes[l.Name] {
			e := madeUp(l.Name, i, g.sizes[schema.Country])
			if g.settled { // and a name that it shares with few
				e.Name = spelt(i) + " " + string(l.Name)
				e.Aliases = []string{"The " + e.Name}
			}
			g.byLabel[l.Name] = append(g.byLabel[l.Name], e)
			sum += math.Pow(float64(i+1), -1.1)
			g.weights[l.Name] = append(g.weights[l.Name], sum)
		}
	}
	sum := 0.0
	for i, r := range schema.Relations() {
		sum += 1 / float64(1+(i*7)%20)
		g.rels, g.relSum = append(g.rels, r), append(g.relSum, sum)
	}
}

// spelt makes a word of a number.
func spelt(i int) string {
	const consonants, vowels = "bdfgklmnprst", "aeiou"
	w := []byte{}
	for n := i + 60*7; n > 0; n /= 60 {
		w = append(w, consonants[n%12], vowels[n/12%5])
	}
	return strings.ToUpper(string(w[:1])) + string(w[1:])
}

func code(i int) string { return "X" + string(rune('A'+i/26)) + string(rune('A'+i%26)) }

// madeUp returns the i-th entity of a label as the gazetteer would know it, in a world of so many countries.
func madeUp(l schema.Label, i, countries int) schema.Entity {
	name := fmt.Sprintf("%s No. %d", l, i)
	e := schema.Entity{Label: l, Name: name, Reference: true, Aliases: []string{"The " + name, fmt.Sprintf("%.2s%d", l, i)}}
	country := code(i % countries)
	switch l {
	case schema.Country:
		e.ID, e.Country, e.ISO3 = country, country, country
		e.Wikidata = fmt.Sprintf("Q%d", 100+i)
	case schema.Agency:
		e.ID, e.Country = fmt.Sprintf("%s/AG%d", country, i), country
	case schema.Alliance:
		e.ID = fmt.Sprintf("BLOC%d", i)
		if i >= 10 {
			e.Parent = fmt.Sprintf("BLOC%d", i/3)
		}
	case schema.Event:
		e.Type = []string{"summit", "missile test", "election"}[i%3]
		e.Place = code(i % 7)
		e.Parent = fmt.Sprintf("BLOC%d", i%30)
		held := fmt.Sprintf("20%02d-%02d", (i+i/210)%40, 1+(4+i/210)%12) // every 210th has the same type, parent and place
		e.ID = schema.EventID(e.Type, []string{e.Parent}, e.Place, held)
		e.Date = date(held)
		e.Reference = false
	case schema.Agreement:
		e.ID = schema.LocalID(l, name, "")
	default:
		e.ID, e.Country = schema.LocalID(l, name, country), country
		e.Reference = i%2 == 0
	}
	slices.Sort(e.Aliases)
	return e
}

// date returns a date from its value; tests don't write wrong ones.
func date(s string) schema.Date {
	d, err := schema.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func (g *generator) pick(sum []float64) int {
	return sort.SearchFloat64s(sum, g.rng.Float64()*sum[len(sum)-1])
}

func (g *generator) entity(labels []schema.Label) schema.Entity {
	l := labels[0]
	if g.rng.IntN(3) == 0 {
		l = labels[g.rng.IntN(len(labels))]
	}
	return g.byLabel[l][min(g.pick(g.weights[l]), g.sizes[l]-1)]
}

func (g *generator) contribution(url string) graph.Contribution {
	id := schema.ArticleID(url, "", "")
	a := graph.Article{
		ID: id, URL: url, Title: "Ministers meet again, and once more, report " + url[len(url)-3:], Site: "News Example",
		Language: "en", TextHash: schema.TextHash("", url), TextPrint: printOf(url), Story: id, Extractor: "made up 1",
		Published: g.date(),
	}
	c := graph.Contribution{Article: a}
	known := map[string]*graph.Mentioned{}
	for range 1 + g.rng.IntN(11) {
		if cl, ok := g.claim(id, known); ok && !slices.ContainsFunc(c.Claims, func(o schema.Claim) bool { return o.ID == cl.ID }) {
			c.Claims = append(c.Claims, cl)
		}
	}
	for range g.rng.IntN(4) {
		g.mention(known, g.entity([]schema.Label{schema.Country, schema.Place, schema.Person}))
	}
	for _, m := range known {
		c.Mentioned = append(c.Mentioned, *m)
	}
	sortLists(&c)
	return c
}

func sortLists(c *graph.Contribution) {
	sort.Slice(c.Mentioned, func(i, j int) bool { return c.Mentioned[i].Entity.ID < c.Mentioned[j].Entity.ID })
	sort.Slice(c.Claims, func(i, j int) bool { return c.Claims[i].ID < c.Claims[j].ID })
}

// mention counts a mention of e; now and then the article knows an alias or a date of its own.
func (g *generator) mention(known map[string]*graph.Mentioned, e schema.Entity) string {
	m := known[e.ID]
	if m == nil {
		switch {
		case g.rng.IntN(50) == 0:
			e.Aliases = append(slices.Clone(e.Aliases), fmt.Sprintf("%s the %dth", e.Name, g.rng.IntN(5)))
			slices.Sort(e.Aliases)
		case e.Label == schema.Event && g.rng.IntN(3) == 0:
			e.Date = date(fmt.Sprintf("%s-%02d", e.Date.Value, 1+g.rng.IntN(3)))
		}
		m = &graph.Mentioned{Entity: e, Names: []string{e.Name}}
		known[e.ID] = m
	}
	m.Count++
	return e.ID
}

// settle puts in place of two entities those that have such a relation, if it is one of few.
func (g *generator) settle(relation string, s, o schema.Entity) (schema.Entity, schema.Entity) {
	countries := g.byLabel[schema.Country]
	of := func(code string) schema.Entity {
		return countries[slices.IndexFunc(countries, func(c schema.Entity) bool { return c.ID == code })]
	}
	switch relation {
	case "LEADS": // four people a country, one after another
		at := min(g.pick(g.weights[schema.Country]), len(countries)-1)
		return g.byLabel[schema.Person][at+len(countries)*g.rng.IntN(4)], countries[at]
	case "AGENCY_OF":
		s = g.entity([]schema.Label{schema.Agency})
		return s, of(s.Country)
	case "PART_OF":
		s = g.entity([]schema.Label{schema.Agency})
		agencies := g.byLabel[schema.Agency]
		return s, agencies[slices.IndexFunc(agencies, func(a schema.Entity) bool { return a.Country == s.Country })] // its country's first one; itself is no claim
	}
	return s, o
}

func (g *generator) claim(article string, known map[string]*graph.Mentioned) (schema.Claim, bool) {
	r := g.rels[g.pick(g.relSum)]
	s, o := g.entity(r.Domain), g.entity(r.Range)
	if g.settled {
		s, o = g.settle(r.Name, s, o)
	}
	if s.ID == o.ID {
		return schema.Claim{}, false
	}
	c := schema.Claim{
		Article: article, Subject: g.mention(known, s), Relation: r.Name, Object: g.mention(known, o),
		Factuality: schema.Asserted, Field: schema.FieldText, CAMEO: r.CAMEO,
		Confidence: 0.3 + 0.7*float64(g.rng.IntN(1000))/1000,
		Reasons:    []string{"frame " + strings.ToLower(r.Name), "verb in the past tense"},
	}
	if r.PLOVER != "" {
		c.PLOVER = []string{r.PLOVER}
	}
	if g.rng.IntN(4) == 0 {
		c.Factuality = schema.Factualities[g.rng.IntN(4)]
	}
	if g.rng.IntN(3) > 0 {
		c.Date = g.date()
	}
	if g.rng.IntN(3) == 0 {
		c.Attributed = g.mention(known, g.entity([]schema.Label{schema.Person, schema.Agency}))
	}
	c.Start = g.rng.IntN(3000)
	c.Evidence = fmt.Sprintf("After two days of talks %s is said to have done what reporters call %s towards %s, and the morning papers printed it at length.",
		s.Name, strings.ToLower(r.Name), o.Name)
	c.End = c.Start + len(c.Evidence)
	c.ID = schema.ClaimID(&c)
	return c, true
}

// date returns one of the years 2015 to 2024, as a day, a month, a year, or none.
func (g *generator) date() schema.Date {
	d := fmt.Sprintf("%d-%02d-%02d", 2015+g.rng.IntN(10), 1+g.rng.IntN(12), 1+g.rng.IntN(28))
	d = d[:[]int{10, 10, 10, 10, 7, 7, 4, 0}[g.rng.IntN(8)]]
	x := date(d)
	if d != "" {
		x.Source = schema.SourceText
	}
	return x
}

// merge returns c's article with part of c's and part of d's claims, some of them worded anew.
func merge(rng *rand.Rand, c, d graph.Contribution) graph.Contribution {
	out := graph.Contribution{Article: c.Article}
	out.Article.Extractor = d.Article.Extractor + "+"
	known := map[string]graph.Mentioned{}
	for _, m := range append(slices.Clone(d.Mentioned), c.Mentioned...) {
		if o, ok := known[m.Entity.ID]; ok && rng.IntN(4) == 0 {
			m = o
		}
		known[m.Entity.ID] = m
	}
	needed, have := map[string]bool{}, map[string]bool{}
	for _, cl := range append(slices.Clone(c.Claims), d.Claims...) {
		if have[cl.ID] || rng.IntN(3) == 0 {
			continue
		}
		if rng.IntN(4) == 0 {
			cl.Evidence += " (corrected)"
			cl.Confidence = 0.3 + 0.7*float64(rng.IntN(1000))/1000
		}
		have[cl.ID], needed[cl.Subject], needed[cl.Object] = true, true, true
		if cl.Attributed != "" {
			needed[cl.Attributed] = true
		}
		out.Claims = append(out.Claims, cl)
	}
	for id, m := range known {
		if needed[id] {
			out.Mentioned = append(out.Mentioned, m)
		}
	}
	sortLists(&out)
	return out
}
