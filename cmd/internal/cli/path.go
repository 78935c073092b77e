package cli

import (
	"context"
	"fmt"
	"iter"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"geokg/graph"
	"geokg/schema"
)

type pathOptions struct {
	filter
	K, MaxSteps int
	Avoid       []string
}

func newPath(g *Globals) *cobra.Command {
	o := pathOptions{filter: newFilter(g), K: 1, MaxSteps: graph.DefaultMaxSteps}
	cmd := &cobra.Command{
		Use:   "path A B",
		Short: "Show how two entities are connected, step by step",
		Long: `Show the shortest way from A to B through what articles say, with the sentence for each step;
with -k the k shortest. Of ways of one length the surer comes first. Steps rest on asserted
claims unless --factuality asks for others: that two countries might sign a treaty
connects them only if you want it to.`,
		Example: `  geokg path "South Korea" Estonia
  geokg path KOR EST -k 5 --avoid NATO
  geokg path Iran Venezuela --relation AIDS --relation COOPERATES_WITH --since 2020`,
		Args: arguments(2, 2, "two entities; put a name of several words in quotes"),
		RunE: func(cmd *cobra.Command, args []string) error { return o.run(cmd.Context(), args) },
	}
	o.addSpan(cmd)
	f := cmd.Flags()
	f.VarP((*positive)(&o.K), "paths", "k", "how many ways to show")
	f.Var((*positive)(&o.MaxSteps), "max-steps", "how long a way may be")
	f.Var((*factualityFlag)(&o.Factualities), "factuality", "what a step may rest on instead of asserted claims; may be given several times")
	f.StringArrayVar(&o.Avoid, "avoid", nil, "an `ENTITY` that no way may lead through; may be given several times")
	must(cmd.RegisterFlagCompletionFunc("factuality", cobra.FixedCompletions(factualityNames(), cobra.ShellCompDirectiveNoFileComp)))
	return cmd
}

func (o *pathOptions) run(ctx context.Context, names []string) error {
	return o.about(ctx, append(names[:2:2], o.Avoid...), func(q *asked) error {
		avoid := q.who[2:]
		q.who = q.who[:2]
		a, b, err := q.ids()
		if err != nil {
			return err
		}
		if a == b {
			return usagef("path: %q and %q are the same entity, %s", names[0], names[1], a)
		}
		opts := graph.PathOptions{
			K: o.K, MaxSteps: o.MaxSteps, Relations: o.Relations, Factualities: o.Factualities, Since: o.Since, Until: o.Until, MinConfidence: o.MinConfidence,
		}
		for _, e := range avoid {
			opts.Avoid = append(opts.Avoid, e.ID)
		}
		ps, err := graph.Paths(ctx, q.store, a, b, opts)
		if err != nil {
			return err
		}
		return o.show(o.Format, &pathView{paths: listOf(ps), a: q.who[0].Entity, b: q.who[1].Entity, most: o.MaxSteps, naming: q.naming})
	})
}

type pathView struct {
	paths  []graph.Path
	a, b   schema.Entity
	most   int
	naming naming
}

func (v *pathView) value() any           { return v.paths }
func (v *pathView) lines() iter.Seq[any] { return each(v.paths) }

func (v *pathView) table() (head []string, rows [][]string) {
	for i := range v.paths {
		for j := range v.paths[i].Steps {
			s := &v.paths[i].Steps[j]
			rows = append(rows, append([]string{strconv.Itoa(i + 1), strconv.Itoa(j + 1), s.From.ID, s.To.ID, strconv.Itoa(s.Claims)}, claimRowCells(&s.Claim)...))
		}
	}
	return append([]string{"path", "step", "from", "to", "claims"}, claimRowColumns...), rows
}

func (v *pathView) text(p *printer) {
	if len(v.paths) == 0 {
		p.paragraph("", 0, fmt.Sprintf("No way of at most %s leads from %s to %s.", count(v.most, "step"), v.naming.full(&v.a), v.naming.full(&v.b)))
		return
	}
	for i := range v.paths {
		if i > 0 {
			p.line("")
		}
		names := []string{v.naming.full(&v.a)}
		for j := range v.paths[i].Steps {
			names = append(names, v.naming.full(&v.paths[i].Steps[j].To))
		}
		p.paragraph("", 0, strings.Join(names, " – "), bold)
		for j := range v.paths[i].Steps {
			s := &v.paths[i].Steps[j]
			p.claimRow(v.naming, &s.Claim)
			if s.Claims > 1 {
				p.detail("and "+count(s.Claims-1, "further claim")+" that says so", faint)
			}
		}
	}
}
