package graph

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"geokg/schema"
)

// A Reading is what the extractor found in one article.
type Reading struct {
	Article   schema.Article
	Extractor string           // fingerprint of what read it
	TextPrint schema.TextPrint // what copies of the text are known by

	Text     string           // [schema.Document.Text], in which the mentions lie
	Mentions []schema.Mention // in any order
	Entities []schema.Entity  // all that mentions and claims name, and what more the extractor knows of them
	Claims   []schema.Claim   // their Article and ID are filled in
}

// Build makes the contribution of an article. It holds the entities that are mentioned or that a claim names, and the places and parents
// of events among these if the reading has them; a country or parent that an entity belongs to is not in it for that alone.
// NUL bytes and what is not UTF-8 become U+FFFD; of claims with one id the surest stays. What then is not valid is [ErrInvalid]:
// a claim of an entity that the reading lacks, or one that its relation does not take.
func Build(r Reading) (Contribution, error) {
	c := Contribution{Article: articleOf(&r)}
	b := builder{entities: map[string]*schema.Entity{}, mentioned: map[string]*Mentioned{}}
	for i := range r.Entities {
		b.entities[r.Entities[i].ID] = &r.Entities[i]
	}
	for i := range r.Mentions {
		b.mention(&r.Mentions[i], r.Text)
	}
	c.Claims = b.claims(r.Claims, r.Article.ID)
	b.ofEvents()
	for _, id := range sorted(b.mentioned) {
		c.Mentioned = append(c.Mentioned, *b.mentioned[id])
	}
	if err := c.Validate(); err != nil {
		return Contribution{}, err
	}
	return c, nil
}

func articleOf(r *Reading) Article {
	a := &r.Article
	published := a.Published
	published.Source, published.Remark = schema.DateSource(clean(string(published.Source))), clean(published.Remark)
	return Article{
		ID: a.ID, URL: clean(a.URL), Title: clean(a.Title), Site: clean(a.Site), Published: published, Language: clean(a.Language),
		TextHash: schema.TextHash(a.Title, a.Text), TextPrint: r.TextPrint, Story: a.ID, Extractor: r.Extractor,
	}
}

// Unchanged reports whether reading the article again with that extractor can add nothing to what a store has of it.
func (a Article) Unchanged(read *schema.Article, extractor string) bool {
	again := articleOf(&Reading{Article: *read, Extractor: extractor, TextPrint: a.TextPrint}) // which follows from the text
	again.Story = a.Story
	return a == again
}

type builder struct {
	entities  map[string]*schema.Entity
	mentioned map[string]*Mentioned
}

// need returns the MENTIONS edge of an entity; nil if the reading lacks it.
func (b *builder) need(id string) *Mentioned {
	if m := b.mentioned[id]; m != nil {
		return m
	}
	e := b.entities[id]
	if e == nil {
		return nil
	}
	m := &Mentioned{Entity: cleanEntity(*e)}
	b.mentioned[id] = m
	return m
}

// mention counts a mention. Pronouns and the like are counted, but are no names.
func (b *builder) mention(m *schema.Mention, text string) {
	name := ""
	if m.Kind != schema.MentionPronoun && m.Kind != schema.MentionNominal && m.Start >= 0 && m.Start < m.End && m.End <= len(text) {
		name = strings.Join(strings.Fields(clean(text[m.Start:m.End])), " ")
	}
	for _, id := range m.Entities {
		n := b.need(id)
		if n == nil {
			continue // what has no entity has no node
		}
		n.Count++
		if i, found := slices.BinarySearch(n.Names, name); name != "" && !found {
			n.Names = slices.Insert(n.Names, i, name)
		}
	}
}

// claims returns the claims in order of id, and needs their entities.
func (b *builder) claims(claims []schema.Claim, article string) []schema.Claim {
	byID := map[string]schema.Claim{}
	for _, c := range claims {
		c.Article, c.Evidence = article, clean(c.Evidence)
		c.Date.Remark = clean(c.Date.Remark)
		c.Reasons = cleanAll(c.Reasons)
		c.ID = schema.ClaimID(&c)
		if o, ok := byID[c.ID]; ok && !surer(&c, &o) {
			continue
		}
		byID[c.ID] = c
		for _, id := range []string{c.Subject, c.Object, c.Attributed} {
			b.need(id)
		}
	}
	var out []schema.Claim
	for _, id := range sorted(byID) {
		out = append(out, byID[id])
	}
	return out
}

// surer reports whether a is the better reading of the claim that both make.
func surer(a, b *schema.Claim) bool {
	return cmp.Or(cmp.Compare(b.Confidence, a.Confidence), cmp.Compare(a.Field, b.Field), cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End)) < 0
}

// ofEvents needs the places and parents of the events.
func (b *builder) ofEvents() {
	for _, id := range sorted(b.mentioned) {
		if e := &b.mentioned[id].Entity; e.Label == schema.Event {
			b.need(e.Place)
			b.need(e.Parent)
		}
	}
}

func cleanEntity(e schema.Entity) schema.Entity {
	for _, s := range []*string{&e.Name, &e.Country, &e.Parent, &e.ISO3, &e.Wikidata, &e.Type, &e.Place, &e.Date.Remark} {
		*s = clean(*s)
	}
	e.Aliases = ordered(cleanAll(e.Aliases))
	return e
}

// clean makes a text one that every store keeps as it is.
func clean(s string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "\uFFFD")
}

func cleanAll(ss []string) []string {
	var out []string
	for _, s := range ss {
		out = append(out, clean(s))
	}
	return out
}

// String says who answers for whom and why: "National Intelligence Service: AGENCY_OF KOR".
func (a Answering) String() string {
	if a.Via == "" {
		return a.Entity.Name
	}
	return fmt.Sprintf("%s: %s %s", a.Entity.Name, a.Via, a.For)
}
