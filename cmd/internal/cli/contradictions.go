package cli

import (
	"context"
	"iter"
	"strconv"

	"github.com/spf13/cobra"

	"geokg/graph"
)

func newContradictions(g *Globals) *cobra.Command {
	o := newFilter(g)
	cmd := &cobra.Command{
		Use:   "contradictions [A [B]]",
		Short: "Show what some say and others deny",
		Long: `Show what is both asserted and denied: claims of one subject, relation and object, one of which
negates the other, dated within a month of each other or without a date. About two actors,
about one, or in the whole graph. Both sides are shown with their sentences and sources.`,
		Example: `  geokg contradictions
  geokg contradictions Russia Ukraine --since 2022
  geokg contradictions Iran --format csv`,
		Args: arguments(0, 2, "at most two actors; put a name of several words in quotes"),
		RunE: func(cmd *cobra.Command, args []string) error { return contradictions(cmd.Context(), &o, args) },
	}
	o.addSpan(cmd)
	f := cmd.Flags()
	f.StringVar(&o.Source, "source", "", "only what this `SOURCE` denies: a site, or whom articles name as their source")
	f.Var((*onOff)(&o.RollUp), "rollup", "whether others answer for A and B")
	f.Var((*limitFlag)(&o.Limit), "limit", "only the first so many, or all (default: "+strconv.Itoa(shownToPeople)+" for people, all in json, jsonl and csv)")
	return cmd
}

func contradictions(ctx context.Context, o *filter, names []string) error {
	return o.about(ctx, names, func(q *asked) error {
		a, b, err := q.ids()
		if err != nil {
			return err
		}
		opts := o.options()
		if opts.Limit = o.limit(); opts.Limit > 0 {
			opts.Limit++ // to see whether there are more
		}
		cs, err := graph.Contradictions(ctx, q.store, a, b, opts)
		if err != nil {
			return err
		}
		v := &contradictionsView{naming: q.naming}
		if opts.Limit > 0 && len(cs) == opts.Limit {
			cs, v.more = cs[:len(cs)-1], true
		}
		v.Contradictions = listOf(cs)
		return o.show(o.Format, v)
	})
}

type contradictionsView struct {
	Contradictions []graph.Contradiction
	naming         naming
	more           bool
}

func (v *contradictionsView) value() any           { return v.Contradictions }
func (v *contradictionsView) lines() iter.Seq[any] { return each(v.Contradictions) }

func (v *contradictionsView) table() (head []string, rows [][]string) {
	for i := range v.Contradictions {
		c := &v.Contradictions[i]
		for _, side := range [][]graph.ClaimRow{c.Asserted, c.Negated} {
			for j := range side {
				rows = append(rows, claimRowCells(&side[j]))
			}
		}
	}
	return claimRowColumns, rows
}

func (v *contradictionsView) text(p *printer) {
	if len(v.Contradictions) == 0 {
		p.line("Nothing is both asserted and denied.")
		return
	}
	for i := range v.Contradictions {
		c := &v.Contradictions[i]
		if i > 0 {
			p.line("")
		}
		p.paragraph("", 0, v.naming.statement(&c.Subject, c.Relation, &c.Object), bold)
		for _, side := range [][]graph.ClaimRow{c.Asserted, c.Negated} {
			for j := range side {
				r := &side[j]
				p.paragraph(padded(orElse(r.Claim.Date.Value, "no date"))+p.factuality(r.Claim.Factuality, factualityColumn), dateColumn+factualityColumn, quoted(r.Claim.Evidence))
				p.detail(saidBy(v.naming, r)+articleSource(&r.Article), faint)
			}
		}
	}
	if v.more {
		p.line("")
		p.line("There are more; a larger --limit, or --limit all, shows them.")
	}
}
