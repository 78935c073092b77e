package cli

import (
	"context"
	"fmt"
	"iter"
	"strconv"

	"github.com/spf13/cobra"

	"geokg/graph"
)

func newSources(g *Globals) *cobra.Command {
	o := newFilter(g)
	cmd := &cobra.Command{
		Use:   "sources [A [B]]",
		Short: "Show who says what the graph has",
		Long: `Show the sites whose articles the graph has, with the number of articles and the days of the
first and the last. With A, or A and B: the sites that have claims about them, and the people
and bodies whom the articles name as their source, with the number of claims.`,
		Example: `  geokg sources
  geokg sources "North Korea" --relation THREATENS
  geokg sources KOR PRK --format csv`,
		Args: arguments(0, 2, "at most two actors; put a name of several words in quotes"),
		RunE: func(cmd *cobra.Command, args []string) error { return sources(cmd.Context(), &o, args) },
	}
	o.addFlags(cmd, "")
	return cmd
}

func sources(ctx context.Context, o *filter, names []string) error {
	return o.about(ctx, names, func(q *asked) (err error) {
		v := &sourcesView{naming: q.naming, all: len(names) == 0}
		if v.all {
			v.Sites, err = graph.SitesOf(ctx, q.store)
		} else {
			var a, b string
			if a, b, err = q.ids(); err != nil {
				return err
			}
			var ans graph.Answer
			if ans, err = graph.Relate(ctx, q.store, a, b, o.options()); err != nil {
				return err
			}
			v.Sites, v.Speakers = graph.SourcesOf(ans.Rows)
		}
		if err != nil {
			return err
		}
		v.Sites, v.Speakers = listOf(v.Sites), listOf(v.Speakers)
		return o.show(o.Format, v)
	})
}

type sourcesView struct {
	Sites    []graph.SourceCount `json:"sites"`
	Speakers []graph.SourceCount `json:"speakers"`

	naming naming
	all    bool // of the whole graph
}

func (v *sourcesView) value() any { return v }
func (v *sourcesView) lines() iter.Seq[any] {
	return each(append(v.Sites[:len(v.Sites):len(v.Sites)], v.Speakers...))
}

func (v *sourcesView) table() (head []string, rows [][]string) {
	add := func(kind string, cs []graph.SourceCount) {
		for _, c := range cs {
			id := ""
			if c.Speaker != nil {
				id = c.Speaker.ID
			}
			rows = append(rows, []string{kind, c.Name, id, strconv.Itoa(c.Articles), strconv.Itoa(c.Claims), c.First, c.Last})
		}
	}
	add("site", v.Sites)
	add("speaker", v.Speakers)
	return []string{"kind", "name", "id", "articles", "claims", "first", "last"}, rows
}

func (v *sourcesView) text(p *printer) {
	if len(v.Sites) == 0 {
		p.line("No article says anything about it.")
		return
	}
	v.list(p, "Sites", v.Sites)
	if !v.all && len(v.Speakers) > 0 {
		p.line("")
		v.list(p, "Named in articles as their source", v.Speakers)
	}
}

func (v *sourcesView) list(p *printer, title string, cs []graph.SourceCount) {
	p.line("%s", p.bold(title))
	head := []string{"articles", "claims", "first", "last", "source"}
	var rows [][]string
	for _, c := range cs {
		name := orElse(c.Name, "(no site)")
		if c.Speaker != nil {
			name = v.naming.full(c.Speaker)
		}
		rows = append(rows, []string{fmt.Sprintf("%8d", c.Articles), fmt.Sprintf("%6d", c.Claims), c.First, c.Last, name})
	}
	if v.all { // claims are not counted
		head = append(head[:1], head[2:]...)
		for i, r := range rows {
			rows[i] = append(r[:1], r[2:]...)
		}
	}
	p.table(head, rows)
}
