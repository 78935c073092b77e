package cli

import (
	"fmt"
	"iter"
	"strings"

	"github.com/spf13/cobra"

	"geokg/schema"
)

func newSchema(g *Globals) *cobra.Command {
	return &cobra.Command{
		Use:   "schema",
		Short: "Print the ontology: labels and relations",
		Long: `Print the labels that nodes have and the relations that claims are made with:
what each means, which labels its subject and object may have, whether it is
symmetric, and its CAMEO root code, PLOVER event type and Wikidata property.`,
		Example: `  geokg schema
  geokg schema --format csv > relations.csv
  geokg schema --format json | jq -r '.relations[] | select(.symmetric) | .name'`,
		Args: arguments(0, 0, "no arguments"),
		RunE: func(*cobra.Command, []string) error {
			return g.show(g.Format, ontologyView{Labels: schema.Labels(), Relations: schema.Relations()})
		},
	}
}

// An ontologyView shows the ontology. As csv and jsonl it is the relations alone, which are of one shape.
type ontologyView struct {
	Labels    []schema.LabelInfo `json:"labels"`
	Relations []*schema.Relation `json:"relations"`
}

func (v ontologyView) value() any           { return v }
func (v ontologyView) lines() iter.Seq[any] { return each(v.Relations) }

func (v ontologyView) table() (head []string, rows [][]string) {
	head = []string{"relation", "domain", "range", "symmetric", "cameo", "plover", "quad", "wikidata", "meaning"}
	for _, r := range v.Relations {
		rows = append(rows, []string{
			r.Name, joinStrings(r.Domain, " "), joinStrings(r.Range, " "), fmt.Sprint(r.Symmetric), r.CAMEO, r.PLOVER, r.Quad.String(), r.Wikidata, r.Meaning,
		})
	}
	return head, rows
}

func (v ontologyView) text(p *printer) {
	var rows [][]string
	for _, l := range v.Labels {
		rows = append(rows, []string{string(l.Name), l.Meaning})
	}
	p.table([]string{"label", "holds"}, rows)
	p.line("")
	for i, r := range v.Relations {
		if i > 0 {
			p.line("")
		}
		arrow := "→"
		if r.Symmetric {
			arrow = "↔"
		}
		p.line("%s  %s", p.bold(r.Name), r.Meaning)
		p.paragraph("", 2, joinStrings(r.Domain, " ")+" "+arrow+" "+joinStrings(r.Range, " "))
		if c := codes(r); c != "" {
			p.paragraph("", 2, c)
		}
	}
}

// codes are the relation's codes in other schemes, in words.
func codes(r *schema.Relation) string {
	var s []string
	if r.CAMEO != "" {
		s = append(s, "CAMEO "+r.CAMEO)
	}
	if r.PLOVER != "" {
		s = append(s, "PLOVER "+r.PLOVER)
	}
	if r.Quad != schema.QuadNone {
		s = append(s, r.Quad.String())
	}
	if r.Wikidata != "" {
		s = append(s, "Wikidata "+r.Wikidata)
	}
	return strings.Join(s, ", ")
}
