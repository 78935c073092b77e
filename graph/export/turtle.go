package export

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/url"
	"strconv"
	"strings"

	"geokg/graph"
	"geokg/schema"
)

// Names in RDF. What geokg alone knows has addresses in a namespace of its own, which no server answers at.
const (
	idNamespace   = "urn:geokg:id:"
	termNamespace = "urn:geokg:term:"
	prefixes      = `@prefix id: <` + idNamespace + `> .
@prefix geokg: <` + termNamespace + `> .
@prefix wd: <http://www.wikidata.org/entity/> .
@prefix wdp: <http://www.wikidata.org/prop/direct/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

`
)

// Turtle writes the graph as RDF 1.1 Turtle:
//
//   - an entity is a prov:Entity with its label as class, its names (rdfs:label, skos:altLabel) and, if known, owl:sameAs its Wikidata item;
//   - a typed edge is a triple with the relation as property, geokg:JOINED, which is rdfs:seeAlso the Wikidata property that comes nearest;
//   - a claim is an rdf:Statement with factuality, date, confidence and sentence, prov:wasDerivedFrom its article and, where somebody is
//     named who says so, prov:wasAttributedTo. That a statement is there does not say that it is true: see its factuality;
//   - a membership of the reference is a geokg:Membership, dated, with its dct:source.
//
// Dates are xsd:date, xsd:gYearMonth or xsd:gYear, as precise as they are known.
func Turtle(ctx context.Context, s graph.Store, w io.Writer) error {
	t := turtle{bufio.NewWriterSize(w, 1<<16)}
	t.WriteString(prefixes)
	t.terms()
	err := visit(ctx, s, visitor{
		entity:     t.entity,
		article:    t.article,
		mention:    t.mention,
		claim:      t.claim,
		membership: t.membership,
		edge: func(e *graph.Edge) error {
			return t.subject(id(e.Subject), "geokg:"+e.Relation, id(e.Object))
		},
	})
	if err != nil {
		return err
	}
	return t.Flush()
}

type turtle struct{ *bufio.Writer }

// terms says what the classes and properties of geokg are.
func (t turtle) terms() {
	for _, l := range schema.Labels() {
		t.subject("geokg:"+string(l.Name), "a", "rdfs:Class", "rdfs:comment", literal(l.Meaning))
	}
	for _, r := range schema.Relations() {
		pairs := []string{"a", "rdf:Property", "rdfs:comment", literal(r.Meaning)}
		if r.Symmetric {
			pairs[1] += ", owl:SymmetricProperty"
		}
		if r.Wikidata != "" {
			pairs = append(pairs, "rdfs:seeAlso", "wdp:"+r.Wikidata)
		}
		t.subject("geokg:"+r.Name, pairs...)
	}
}

func (t turtle) entity(e *schema.Entity) error {
	pairs := []string{"a", "geokg:" + string(e.Label) + ", prov:Entity", "rdfs:label", literal(e.Name)}
	for _, a := range e.Aliases {
		pairs = append(pairs, "skos:altLabel", literal(a))
	}
	if e.Wikidata != "" {
		pairs = append(pairs, "owl:sameAs", "<http://www.wikidata.org/entity/"+url.PathEscape(e.Wikidata)+">")
	}
	for _, p := range []struct{ property, value string }{{"geokg:iso3", e.ISO3}, {"geokg:type", e.Type}} {
		if p.value != "" {
			pairs = append(pairs, p.property, literal(p.value))
		}
	}
	for _, p := range []struct{ property, of string }{{"geokg:country", e.Country}, {"geokg:parent", e.Parent}, {"geokg:place", e.Place}} {
		if p.of != "" && p.of != e.ID {
			pairs = append(pairs, p.property, id(p.of))
		}
	}
	return t.subject(id(e.ID), append(pairs, dated("dct:date", e.Date)...)...)
}

func (t turtle) article(a *graph.Article) error {
	pairs := []string{"a", "geokg:Article, prov:Entity"}
	for _, p := range []struct{ property, value string }{{"dct:title", a.Title}, {"dct:publisher", a.Site}, {"dct:language", a.Language}} {
		if p.value != "" {
			pairs = append(pairs, p.property, literal(p.value))
		}
	}
	if a.URL != "" {
		pairs = append(pairs, "dct:source", literal(a.URL)) // as text: an article's address may be no IRI
	}
	if a.Story != a.ID {
		pairs = append(pairs, "prov:alternateOf", id(a.Story))
	}
	return t.subject(id(a.ID), append(pairs, dated("dct:issued", a.Published)...)...)
}

func (t turtle) mention(article string, m *graph.Mentioned) error {
	return t.subject(id(article), "geokg:mentions", id(m.Entity.ID))
}

func (t turtle) claim(c *schema.Claim) error {
	pairs := []string{
		"a", "geokg:Claim, rdf:Statement, prov:Entity",
		"rdf:subject", id(c.Subject), "rdf:predicate", "geokg:" + c.Relation, "rdf:object", id(c.Object),
		"geokg:factuality", literal(string(c.Factuality)),
		"geokg:confidence", literal(strconv.FormatFloat(c.Confidence, 'f', -1, 64)) + "^^xsd:decimal",
		"prov:wasDerivedFrom", id(c.Article), "prov:value", literal(c.Evidence),
	}
	if c.Attributed != "" {
		pairs = append(pairs, "prov:wasAttributedTo", id(c.Attributed))
	}
	if c.CAMEO != "" {
		pairs = append(pairs, "geokg:cameo", literal(c.CAMEO))
	}
	for _, p := range c.PLOVER {
		pairs = append(pairs, "geokg:plover", literal(p))
	}
	return t.subject(id(c.ID), append(pairs, dated("dct:date", c.Date)...)...)
}

func (t turtle) membership(m *schema.Membership) error {
	pairs := []string{"a", "geokg:Membership", "geokg:member", id(m.Member), "geokg:alliance", id(m.Alliance), "geokg:status", literal(string(m.Status))}
	pairs = append(append(pairs, dated("geokg:since", m.Since)...), dated("geokg:until", m.Until)...)
	if m.Source != "" {
		pairs = append(pairs, "dct:source", literal(m.Source))
	}
	return t.subject(id(schema.MembershipID(m)), pairs...)
}

// subject writes a subject with pairs of properties and objects.
func (t turtle) subject(s string, pairs ...string) error {
	t.WriteString(s)
	for i := 0; i < len(pairs); i += 2 {
		if i > 0 {
			t.WriteString(" ;\n   ")
		}
		t.WriteString(" " + pairs[i] + " " + pairs[i+1])
	}
	_, err := t.WriteString(" .\n")
	return err
}

// id is the IRI of a node. Escaped, an id of any characters is one.
func id(s string) string {
	var b strings.Builder
	b.WriteString("<" + idNamespace)
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', strings.IndexByte("-._~/@:", c) >= 0:
			b.WriteByte(c)
		default:
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	b.WriteByte('>')
	return b.String()
}

func dated(property string, d schema.Date) []string {
	types := map[schema.Precision]string{schema.PrecisionDay: "date", schema.PrecisionMonth: "gYearMonth", schema.PrecisionYear: "gYear"}
	typ, ok := types[d.Precision]
	if !ok {
		return nil
	}
	return []string{property, literal(d.Value) + "^^xsd:" + typ}
}

// literal is a text in quotes on one line.
func literal(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
			b.WriteString(`\r`)
		case r < 0x20:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
