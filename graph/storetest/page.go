package storetest

import (
	"slices"

	"geokg/graph"
	"geokg/schema"
)

// known are the entities that the suite's own articles speak of, as a gazetteer would give them.
var known = func() map[string]schema.Entity {
	m := map[string]schema.Entity{}
	for _, e := range []schema.Entity{
		{ID: "KOR", Label: schema.Country, Name: "South Korea", Aliases: []string{"Republic of Korea", "ROK"}, ISO3: "KOR", Country: "KOR", Wikidata: "Q884"},
		{ID: "PRK", Label: schema.Country, Name: "North Korea", Aliases: []string{"DPRK"}, ISO3: "PRK", Country: "PRK"},
		{ID: "ESP", Label: schema.Country, Name: "Spain", ISO3: "ESP", Country: "ESP"},
		{ID: "NATO", Label: schema.Alliance, Name: "NATO", Aliases: []string{"North Atlantic Treaty Organization"}},
		{ID: "CCDCOE", Label: schema.Alliance, Name: "Cooperative Cyber Defence Centre of Excellence", Aliases: []string{"CCDCOE"}, Parent: "NATO"},
		{ID: "CCDCOE/LAB", Label: schema.Agency, Name: "Cyber Range Laboratory", Parent: "CCDCOE"},
		{ID: "NATO/NCIA", Label: schema.Agency, Name: "NATO Communications Agency"},
		{ID: "EU", Label: schema.Alliance, Name: "European Union", Aliases: []string{"EU"}},
		{ID: "KOR/NIS", Label: schema.Agency, Name: "National Intelligence Service", Aliases: []string{"NIS"}, Country: "KOR"},
		{ID: "KOR/MND", Label: schema.Agency, Name: "Ministry of National Defense", Country: "KOR"},
		{ID: "KOR/COAST", Label: schema.Agency, Name: "Harbour Watch"},
		{ID: kim, Label: schema.Person, Name: "Kim Yong", Country: "PRK"},
		{ID: kim2, Label: schema.Person, Name: "Kim Yong-il", Country: "PRK"},
		{ID: "person/park-han@KOR", Label: schema.Person, Name: "Park Han", Country: "KOR"},
		{ID: "person/oh-min@KOR", Label: schema.Person, Name: "Oh Min", Country: "KOR"},
		{ID: "person/jan-berg@ESP", Label: schema.Person, Name: "Jan Berg", Country: "ESP"},
		{ID: "organization/blue-party@KOR", Label: schema.Organization, Name: "Blue Party", Country: "KOR"},
		{ID: "place/madrid@ESP", Label: schema.Place, Name: "Madrid", Country: "ESP"},
		{ID: summit, Label: schema.Event, Name: "NATO summit in Madrid", Parent: "NATO", Type: "summit", Place: "place/madrid@ESP", Date: date("2022-06")},
		{ID: drill, Label: schema.Event, Name: "Cyber exercise", Parent: "CCDCOE", Type: "exercise", Date: date("2022-04")},
		{ID: launch, Label: schema.Event, Name: "missile test", Type: "missile test", Date: date("2022-05-07")},
		{ID: "agreement/cyber-pact", Label: schema.Agreement, Name: "Cyber Pact"},
	} {
		e.Reference = e.Label != schema.Event
		slices.Sort(e.Aliases)
		m[e.ID] = e
	}
	return m
}()

const (
	summit = "event/summit/nato/madrid/2022-06"
	drill  = "event/exercise/ccdcoe/2022-04"
	launch = "event/missile-test/prk/2022-05"
)

// A page is an article of the suite in the making.
type page struct{ graph.Contribution }

func article(name string) *page {
	id := "article/" + name
	return &page{graph.Contribution{Article: graph.Article{
		ID: id, URL: "https://fixture.example/" + name, Title: "Title of " + name, Site: "Fixture", Language: "en",
		TextHash: schema.TextHash("", name), TextPrint: printOf(name), Story: id, Extractor: "suite 1",
	}}}
}

// copyOf makes the page a syndicated copy.
func (p *page) copyOf(name string) *page {
	p.Article.TextPrint = printOf(name)
	return p
}

// knows mentions an entity as this page knows it.
func (p *page) knows(e schema.Entity) *page {
	i := slices.IndexFunc(p.Mentioned, func(m graph.Mentioned) bool { return m.Entity.ID >= e.ID })
	if i < 0 {
		i = len(p.Mentioned)
	}
	if i < len(p.Mentioned) && p.Mentioned[i].Entity.ID == e.ID {
		p.Mentioned[i].Entity = e
		p.Mentioned[i].Count++
		return p
	}
	p.Mentioned = slices.Insert(p.Mentioned, i, graph.Mentioned{Entity: e, Count: 1, Names: []string{e.Name}})
	return p
}

func (p *page) mentions(ids ...string) *page {
	for _, id := range ids {
		if !slices.ContainsFunc(p.Mentioned, func(m graph.Mentioned) bool { return m.Entity.ID == id }) {
			p.knows(known[id])
		}
	}
	return p
}

// says adds an asserted claim of confidence 0.9 without a date, unless the options say otherwise.
func (p *page) says(subject, relation, object string, options ...func(*schema.Claim)) *page {
	c := schema.Claim{
		Article: p.Article.ID, Subject: subject, Relation: relation, Object: object,
		Factuality: schema.Asserted, Confidence: 0.9, Field: schema.FieldText,
		Evidence: subject + " " + relation + " " + object + ".", Span: schema.Span{Start: 7, End: 42},
	}
	for _, o := range options {
		o(&c)
	}
	c.ID = schema.ClaimID(&c)
	p.mentions(subject, object)
	if c.Attributed != "" {
		p.mentions(c.Attributed)
	}
	i := slices.IndexFunc(p.Claims, func(o schema.Claim) bool { return o.ID > c.ID })
	if i < 0 {
		i = len(p.Claims)
	}
	p.Claims = slices.Insert(p.Claims, i, c)
	return p
}

func on(d string) func(*schema.Claim) {
	return func(c *schema.Claim) { c.Date = date(d); c.Date.Source = schema.SourceText }
}
func by(id string) func(*schema.Claim)      { return func(c *schema.Claim) { c.Attributed = id } }
func sure(x float64) func(*schema.Claim)    { return func(c *schema.Claim) { c.Confidence = x } }
func evidence(s string) func(*schema.Claim) { return func(c *schema.Claim) { c.Evidence = s } }

func negated(c *schema.Claim)  { c.Factuality = schema.Negated }
func planned(c *schema.Claim)  { c.Factuality = schema.Planned }
func possible(c *schema.Claim) { c.Factuality = schema.Possible }

func contributions(ps ...*page) []graph.Contribution {
	cs := make([]graph.Contribution, len(ps))
	for i, p := range ps {
		cs[i] = p.Contribution
	}
	return cs
}
