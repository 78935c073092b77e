package export

import (
	"bufio"
	"context"
	"encoding/xml"
	"io"
	"slices"
	"strconv"
	"strings"

	"geokg/graph"
	"geokg/schema"
)

// An attribute is a property of GraphML's nodes or edges: its key, whose it is, its type.
type attribute struct{ name, of, typ string }

var attributes = []attribute{
	{"label", "node", "string"}, {"name", "node", "string"}, {"aliases", "node", "string"}, {"country", "node", "string"},
	{"parent", "node", "string"}, {"iso3", "node", "string"}, {"wikidata", "node", "string"}, {"type", "node", "string"},
	{"date", "node", "string"}, {"place", "node", "string"},
	{"relation", "edge", "string"}, {"drawn", "edge", "boolean"}, {"factuality", "edge", "string"}, {"date", "edge", "string"},
	{"since", "edge", "string"}, {"last", "edge", "string"}, {"until", "edge", "string"},
	{"claims", "edge", "int"}, {"articles", "edge", "int"}, {"stories", "edge", "int"}, {"denied", "edge", "int"},
	{"confidence", "edge", "double"}, {"attributedOnly", "edge", "boolean"}, {"attributedTo", "edge", "string"},
	{"sentence", "edge", "string"}, {"url", "edge", "string"}, {"article", "edge", "string"}, {"source", "edge", "string"},
}

// referenceMembership is the relation of memberships, as in Neo4j.
const referenceMembership = "REFERENCE_MEMBERSHIP"

// GraphML writes the graph as GraphML 1.0 for programs that draw and count: entities are its nodes; its edges are the typed edges (drawn
// is true; they sum up their claims), every claim (drawn is false; with factuality, date, sentence and the article's address) and the
// memberships of the reference (relation REFERENCE_MEMBERSHIP; factuality is the status). Characters that XML cannot hold become U+FFFD.
func GraphML(ctx context.Context, s graph.Store, w io.Writer) error {
	g := graphML{Writer: bufio.NewWriterSize(w, 1<<16)}
	g.head()
	var article graph.Article // whose claims come next
	err := visit(ctx, s, visitor{
		entity:  func(e *schema.Entity) error { return g.entity(e) },
		article: func(a *graph.Article) error { article = *a; return nil },
		mention: func(string, *graph.Mentioned) error { return nil },
		claim:   func(c *schema.Claim) error { return g.claim(c, &article) },
		membership: func(m *schema.Membership) error {
			return g.edge(schema.MembershipID(m), m.Member, m.Alliance, "relation", referenceMembership, "drawn", false, "factuality", string(m.Status),
				"since", m.Since.Value, "until", m.Until.Value, "source", m.Source)
		},
		edge: func(e *graph.Edge) error {
			return g.edge(e.ID, e.Subject, e.Object, "relation", e.Relation, "drawn", true, "since", e.Since, "last", e.Last, "until", e.Until,
				"claims", e.Claims, "articles", e.Articles, "stories", e.Stories, "denied", e.Denied,
				"confidence", e.Confidence, "attributedOnly", e.AttributedOnly)
		},
	})
	if err != nil {
		return err
	}
	g.WriteString("</graph>\n</graphml>\n")
	return g.Flush()
}

type graphML struct{ *bufio.Writer }

func (g graphML) head() {
	g.WriteString(xml.Header + `<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ` +
		`xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">` + "\n")
	for _, a := range attributes {
		g.WriteString(`<key id="` + key(a.of, a.name) + `" for="` + a.of + `" attr.name="` + a.name + `" attr.type="` + a.typ + "\"/>\n")
	}
	g.WriteString(`<graph id="geokg" edgedefault="directed">` + "\n")
}

// key is the id of an attribute: nodes and edges have some of one name.
func key(of, name string) string { return of[:1] + "_" + name }

func (g graphML) entity(e *schema.Entity) error {
	g.open("node", "id", e.ID)
	g.data("node", "label", string(e.Label), "name", e.Name, "aliases", strings.Join(e.Aliases, "; "), "country", e.Country, "parent", e.Parent,
		"iso3", e.ISO3, "wikidata", e.Wikidata, "type", e.Type, "date", e.Date.Value, "place", e.Place)
	_, err := g.WriteString("</node>\n")
	return err
}

func (g graphML) claim(c *schema.Claim, a *graph.Article) error {
	return g.edge(c.ID, c.Subject, c.Object, "relation", c.Relation, "drawn", false, "factuality", string(c.Factuality), "date", c.Date.Value,
		"confidence", c.Confidence, "attributedTo", c.Attributed, "sentence", c.Evidence, "url", a.URL, "article", a.ID, "source", a.Site)
}

// edge writes an edge with pairs of attributes and values; empty texts are left out.
func (g graphML) edge(id, from, to string, pairs ...any) error {
	g.open("edge", "id", id, "source", from, "target", to)
	g.data("edge", pairs...)
	_, err := g.WriteString("</edge>\n")
	return err
}

func (g graphML) open(element string, attrs ...string) {
	g.WriteString("<" + element)
	for pair := range slices.Chunk(attrs, 2) {
		g.WriteString(" " + pair[0] + `="`)
		xml.EscapeText(g, []byte(pair[1]))
		g.WriteByte('"')
	}
	g.WriteByte('>')
}

func (g graphML) data(of string, pairs ...any) {
	for pair := range slices.Chunk(pairs, 2) {
		value := ""
		switch v := pair[1].(type) {
		case string:
			value = v
		case int:
			value = strconv.Itoa(v)
		case bool:
			value = strconv.FormatBool(v)
		case float64:
			value = strconv.FormatFloat(v, 'f', -1, 64)
		}
		if value == "" {
			continue
		}
		g.open("data", "key", key(of, pair[0].(string)))
		xml.EscapeText(g, []byte(value))
		g.WriteString("</data>")
	}
}
