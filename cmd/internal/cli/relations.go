package cli

import (
	"context"

	"github.com/spf13/cobra"

	"geokg/graph"
	"geokg/schema"
)

type relationsOptions struct {
	*Globals
	A, B          string // B "": whoever
	Since, Until  schema.Date
	Relations     []string
	Factualities  []schema.Factuality
	MinConfidence float64
	RollUp        bool
	Limit         int // of claims; 0: all
	IDs           bool
}

func newRelations(g *Globals) *cobra.Command {
	o := relationsOptions{Globals: g, RollUp: true}
	cmd := &cobra.Command{
		Use:   "relations A [B]",
		Short: "Show what articles say about two actors, or about one",
		Long: `Show what links A and B, or A and anybody, in order of date: each claim with its
factuality, the sentence it stands in, who says so and where. A claim that several
articles make is shown once, with all its sources.

A and B are names ("South Korea", "NATO", "Kim Jong-un") or ids (KOR, KOR/NIS).

Others answer for them: an agency for its country, whoever leads it at that date, a
body for its alliance. So the claim that South Korea's National Intelligence Service
joined CCDCOE is an answer about South Korea and NATO, and the answer says why.
--rollup=off shows only what is said of A and B themselves.

Only asserted claims happened, as far as the article goes: planned, possible and
negated ones are marked as such.`,
		Example: `  geokg relations "South Korea" NATO
  geokg relations KOR PRK --since 2022 --factuality asserted
  geokg relations NATO --relation JOINED --relation LEFT --format csv
  geokg relations "South Korea" NATO --rollup=off --min-confidence 0.5`,
		Args: arguments(1, 2, "one or two actors; put a name of several words in quotes"),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.A = args[0]
			if len(args) > 1 {
				o.B = args[1]
			}
			return o.run(cmd.Context())
		},
	}
	f := cmd.Flags()
	f.Var((*dateFlag)(&o.Since), "since", "only claims of this day, month or year and later; undated ones are left out")
	f.Var((*dateFlag)(&o.Until), "until", "only claims up to this day, month or year; undated ones are left out")
	f.Var((*relationFlag)(&o.Relations), "relation", "only this relation; may be given several times (geokg schema lists them)")
	f.Var((*factualityFlag)(&o.Factualities), "factuality", "only asserted, planned, possible or negated claims; may be given several times")
	f.Var((*share)(&o.MinConfidence), "min-confidence", "only claims read with at least this confidence")
	f.Var((*positive)(&o.Limit), "limit", "only the first so many claims")
	f.Var((*onOff)(&o.RollUp), "rollup", "whether others answer for A and B")
	f.BoolVar(&o.IDs, "ids", false, "show the ids of claims, for geokg claim")
	o.addGazetteerFlag(cmd, f)
	must(cmd.RegisterFlagCompletionFunc("relation", cobra.FixedCompletions(relationNames(), cobra.ShellCompDirectiveNoFileComp)))
	must(cmd.RegisterFlagCompletionFunc("factuality", cobra.FixedCompletions(factualityNames(), cobra.ShellCompDirectiveNoFileComp)))
	must(cmd.RegisterFlagCompletionFunc("rollup", cobra.FixedCompletions([]string{"on", "off"}, cobra.ShellCompDirectiveNoFileComp)))
	return cmd
}

func (o *relationsOptions) run(ctx context.Context) (err error) {
	if err := o.check(); err != nil {
		return err
	}
	s, err := o.openToAsk(ctx)
	if err != nil {
		return err
	}
	defer closing(s, &err)
	r, err := o.resolver(s)
	if err != nil {
		return err
	}
	a, err := o.resolve(ctx, r, o.A)
	if err != nil {
		return err
	}
	v := &relationsView{asked: []resolved{a}, naming: naming{r.gazetteer}, narrowed: o.narrowed(), ids: o.IDs}
	if o.B != "" {
		b, err := o.resolve(ctx, r, o.B)
		if err != nil {
			return err
		}
		v.asked = append(v.asked, b)
	}
	if err := v.ask(ctx, s, o.options()); err != nil {
		return err
	}
	return o.show(o.Format, v)
}

func (o *relationsOptions) options() graph.RelateOptions {
	return graph.RelateOptions{
		RollUp: o.RollUp, Relations: o.Relations, Factualities: o.Factualities, Since: o.Since, Until: o.Until,
		MinConfidence: o.MinConfidence, Limit: o.Limit,
	}
}

// narrowed reports whether a flag leaves claims out.
func (o *relationsOptions) narrowed() bool {
	return !o.RollUp || len(o.Relations)+len(o.Factualities) > 0 || !o.Since.IsZero() || !o.Until.IsZero() || o.MinConfidence > 0
}

// check finds flags that contradict each other.
func (o *relationsOptions) check() error {
	if since, _, ok := o.Since.Bounds(); ok {
		if _, until, ok := o.Until.Bounds(); ok && !since.Before(until) {
			return usagef("--since %s is after --until %s", o.Since.Value, o.Until.Value)
		}
	}
	return nil
}
