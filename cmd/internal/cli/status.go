package cli

import (
	"cmp"
	"iter"
	"maps"
	"slices"
	"strconv"

	"github.com/spf13/cobra"

	"geokg/graph"
	"geokg/schema"
)

func newStatus(g *Globals) *cobra.Command {
	return &cobra.Command{
		Use:   "status",
		Short: "Count what is in the graph",
		Long: `Count the articles, stories, entities by label, claims by relation and factuality,
and typed edges of the graph, and the memberships of its reference (see geokg import
--reference), and digest it.

The digest is a hash over all nodes and edges. Two graphs with one digest are the
same, whatever keeps them: --format json prints the same bytes for the same graph
in a file and in Neo4j.`,
		Example: `  geokg status
  geokg status --format json | jq -r .digest
  geokg status --db neo4j://localhost:7687`,
		Args: arguments(0, 0, "no arguments"),
		RunE: func(cmd *cobra.Command, _ []string) (err error) {
			s, err := g.store(cmd.Context(), Read)
			if err != nil {
				return err
			}
			defer closing(s, &err)
			st, err := s.Status(cmd.Context())
			if err != nil {
				return err
			}
			return g.show(g.Format, statusView{st, g.address.String()})
		},
	}
}

// A statusView shows a status. Where the graph is kept is for people only: the rest is a matter of the graph alone.
type statusView struct {
	graph.Status
	where string
}

func (v statusView) value() any           { return v.Status }
func (v statusView) lines() iter.Seq[any] { return one(v.Status) }

func (v statusView) table() (head []string, rows [][]string) {
	add := func(of, name string, n int) { rows = append(rows, []string{of, name, strconv.Itoa(n)}) }
	add("graph", "articles", v.Articles)
	add("graph", "stories", v.Stories)
	add("graph", "claims", v.Claims)
	add("graph", "edges", v.Edges)
	add("graph", "reference", v.Reference)
	add("graph", "decisions", v.Decisions)
	for _, g := range v.groups() {
		for _, name := range g.order {
			add(g.name, name, g.counts[name])
		}
	}
	return []string{"of", "name", "count"}, rows
}

// A group of counts, in the order in which it is shown.
type group struct {
	name   string // as in JSON
	head   string
	counts map[string]int
	order  []string
}

func (v statusView) groups() []group {
	return []group{
		{"entities", "Entities by label", v.Entities, byCount(v.Entities)},
		{"factualities", "Claims by factuality", v.Factualities, byFactuality(v.Factualities)},
		{"relations", "Claims by relation", v.Relations, byCount(v.Relations)},
		{"drawn", "Edges by relation", v.Drawn, byCount(v.Drawn)},
	}
}

// byCount returns the names with the largest counts first, the names of one count in alphabetical order.
func byCount(m map[string]int) []string {
	return slices.SortedFunc(maps.Keys(m), func(a, b string) int {
		return cmp.Or(cmp.Compare(m[b], m[a]), cmp.Compare(a, b))
	})
}

func byFactuality(m map[string]int) []string {
	var names []string
	for _, f := range schema.Factualities {
		if m[string(f)] > 0 {
			names = append(names, string(f))
		}
	}
	return names
}

func (v statusView) text(p *printer) {
	entities := 0
	for _, n := range v.Entities {
		entities += n
	}
	p.line("graph     %s", p.bold(v.where))
	p.line("articles  %s, of %s", thousands(v.Articles), count(v.Stories, "story"))
	p.line("claims    %s", thousands(v.Claims))
	p.line("entities  %s", thousands(entities))
	p.line("edges     %s", thousands(v.Edges))
	p.line("reference %s", count(v.Reference, "membership"))
	if v.Decisions > 0 {
		p.line("decisions %s", thousands(v.Decisions))
	}
	p.line("digest    %s", v.Digest)
	for _, g := range v.groups() {
		if len(g.order) == 0 {
			continue
		}
		p.line("")
		p.line("%s", p.bold(g.head))
		for _, name := range g.order {
			p.line("  %-18s%10s", name, thousands(g.counts[name]))
		}
	}
}
