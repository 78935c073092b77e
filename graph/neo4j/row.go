package neo4j

import (
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j/dbtype"

	"geokg/graph"
	"geokg/schema"
)

// maxID is the length of an id in bytes that graph admits; range indexes refuse properties of more than 8,000 bytes.
const maxID = 1024

// params are a statement's parameters, or the properties of a node or edge. A nil value removes the property.
type params = map[string]any

// A row is one record of an answer. Its methods return the zero value where a value is missing or, changed by another hand,
// of another type.
type row []any

func (r row) str(i int) string       { return value[string](r[i]) }
func (r row) int(i int) int          { return int(value[int64](r[i])) }
func (r row) strs(i int) []string    { return texts(r[i]) }
func (r row) node(i int) properties  { return value[dbtype.Node](r[i]).Props }
func (r row) edge(i int) properties  { return value[dbtype.Relationship](r[i]).Props }
func (r row) edgeType(i int) string  { return value[dbtype.Relationship](r[i]).Type }
func (r row) elementID(i int) string { return value[dbtype.Relationship](r[i]).ElementId }
func (r row) labels(i int) []string  { return value[dbtype.Node](r[i]).Labels }

// properties are those of a node or edge as the server gives them.
type properties map[string]any

func (p properties) str(k string) string    { return value[string](p[k]) }
func (p properties) int(k string) int       { return int(value[int64](p[k])) }
func (p properties) bool(k string) bool     { return value[bool](p[k]) }
func (p properties) strs(k string) []string { return texts(p[k]) }

func (p properties) float(k string) float64 {
	if n, ok := p[k].(int64); ok {
		return float64(n)
	}
	return value[float64](p[k])
}

// date reads a date that [putDate] has written.
func (p properties) date(k string) schema.Date {
	return schema.Date{
		Value: p.str(k), Precision: schema.Precision(p.str(k + "Precision")),
		Source: schema.DateSource(p.str(k + "Source")), Remark: p.str(k + "Remark"),
	}
}

func value[T any](v any) T {
	t, _ := v.(T)
	return t
}

func texts(v any) []string {
	list, _ := v.([]any)
	if len(list) == 0 {
		return nil
	}
	ss := make([]string, len(list))
	for i, x := range list {
		ss[i] = value[string](x)
	}
	return ss
}

// text is a property that is left out when empty.
func text[S ~string](s S) any {
	if s == "" {
		return nil
	}
	return string(s)
}

func list(s []string) any {
	if len(s) == 0 {
		return nil
	}
	return s
}

// indexed is the part of a property that an index takes. A text longer than any id names nobody.
func indexed(s string) any {
	if len(s) > maxID {
		return nil
	}
	return text(s)
}

func putDate(p params, k string, d schema.Date) {
	p[k], p[k+"Precision"] = text(d.Value), text(d.Precision)
	p[k+"Source"], p[k+"Remark"] = text(d.Source), text(d.Remark)
}

// wordsOf is what the index for searching holds of a claim's sentence, and nameWords of an entity's names.
func wordsOf(sentence string) string    { return strings.Join(graph.Words(sentence), " ") }
func nameWords(e *schema.Entity) string { return strings.Join(graph.NameWords(e), " ") }

func entityParams(e *schema.Entity) params {
	p := params{
		"id": e.ID, "name": e.Name, "aliases": list(e.Aliases), "keys": list(graph.NameKeys(e)), "words": nameWords(e),
		"country": text(e.Country), "parent": text(e.Parent), "iso3": text(e.ISO3), "wikidata": text(e.Wikidata),
		"type": text(e.Type), "place": text(e.Place), "reference": nil,
		"parentId": indexed(e.Parent), "countryId": indexed(e.Country),
	}
	if e.Reference {
		p["reference"] = true
	}
	putDate(p, "date", e.Date)
	return p
}

func entityOf(labels []string, p properties) schema.Entity {
	e := schema.Entity{
		ID: p.str("id"), Name: p.str("name"), Aliases: p.strs("aliases"),
		Country: p.str("country"), Parent: p.str("parent"), ISO3: p.str("iso3"), Wikidata: p.str("wikidata"),
		Type: p.str("type"), Date: p.date("date"), Place: p.str("place"), Reference: p.bool("reference"),
	}
	for _, l := range labels {
		if schema.IsLabel(schema.Label(l)) {
			e.Label = schema.Label(l)
		}
	}
	return e
}

func articleParams(a *graph.ArticlePut) params {
	name := a.Article.Title // what Browser shows
	for _, s := range []string{a.Article.URL, a.Article.ID} {
		if name == "" {
			name = s
		}
	}
	p := params{
		"id": a.Article.ID, "name": name, "url": text(a.Article.URL), "title": text(a.Article.Title), "site": text(a.Article.Site),
		"language": text(a.Article.Language), "textHash": text(a.Article.TextHash), "textPrint": text(a.Article.TextPrint), "story": a.Article.Story,
		"extractor": text(a.Article.Extractor), "hash": a.Hash,
	}
	putDate(p, "published", a.Article.Published)
	return p
}

func articleOf(p properties) graph.Article {
	return graph.Article{
		ID: p.str("id"), URL: p.str("url"), Title: p.str("title"), Site: p.str("site"), Published: p.date("published"),
		Language: p.str("language"), TextHash: p.str("textHash"), TextPrint: schema.TextPrint(p.str("textPrint")), Story: p.str("story"), Extractor: p.str("extractor"),
	}
}

func claimParams(c *schema.Claim, edge string) params {
	name := c.Relation // what Browser shows
	if c.Factuality != schema.Asserted {
		name += " (" + string(c.Factuality) + ")"
	}
	p := params{
		"id": c.ID, "name": name, "relation": c.Relation, "factuality": string(c.Factuality),
		"sentence": c.Evidence, "field": text(c.Field), "start": c.Start, "end": c.End, "confidence": c.Confidence, "words": wordsOf(c.Evidence),
		"cameo": text(c.CAMEO), "plover": list(c.PLOVER), "reasons": list(c.Reasons), "edge": edge,
		"subjectId": c.Subject, "objectId": c.Object, "attributedId": text(c.Attributed), "articleId": c.Article, "dated": c.Date.Value,
	}
	putDate(p, "date", c.Date)
	return p
}

// claimNode reads a claim's node alone: the ids of what its edges lead to are repeated there, for queries and indexes.
func claimNode(p properties) schema.Claim {
	return claimOf(p, p.str("articleId"), p.str("subjectId"), p.str("objectId"), p.str("attributedId"))
}

// claimOf reads a claim's node; who and what it is about stands on its edges.
func claimOf(p properties, article, subject, object, attributed string) schema.Claim {
	return schema.Claim{
		ID: p.str("id"), Article: article, Subject: subject, Relation: p.str("relation"), Object: object,
		Factuality: schema.Factuality(p.str("factuality")), Date: p.date("date"), Attributed: attributed,
		Evidence: p.str("sentence"), Field: schema.Field(p.str("field")), Span: schema.Span{Start: p.int("start"), End: p.int("end")},
		Confidence: p.float("confidence"), CAMEO: p.str("cameo"), PLOVER: p.strs("plover"), Reasons: p.strs("reasons"),
	}
}

func edgeParams(e *graph.Edge) params {
	return params{
		"id": e.ID, "since": text(e.Since), "last": text(e.Last), "until": text(e.Until),
		"claims": e.Claims, "articles": e.Articles, "stories": e.Stories, "confidence": e.Confidence,
		"attributedOnly": e.AttributedOnly, "denied": e.Denied,
	}
}

func edgeOf(relation string, p properties, subject, object string) graph.Edge {
	return graph.Edge{
		ID: p.str("id"), Subject: subject, Relation: relation, Object: object,
		Since: p.str("since"), Last: p.str("last"), Until: p.str("until"),
		Claims: p.int("claims"), Articles: p.int("articles"), Stories: p.int("stories"), Confidence: p.float("confidence"),
		AttributedOnly: p.bool("attributedOnly"), Denied: p.int("denied"),
	}
}
