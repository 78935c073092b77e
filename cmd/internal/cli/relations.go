package cli

import (
	"context"

	"github.com/spf13/cobra"
)

type relationsOptions struct {
	filter
	A, B  string // B "": whoever
	IDs   bool
	Flat  bool
	Brief bool
}

func newRelations(g *Globals) *cobra.Command {
	o := relationsOptions{filter: newFilter(g)}
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
  geokg relations "South Korea" NATO --rollup=off --min-confidence 0.5
  geokg relations "South Korea" --as object --relation THREATENS
  geokg relations Russia Ukraine --source yonhap.example --brief`,
		Args: arguments(1, 2, "one or two actors; put a name of several words in quotes"),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.A = args[0]
			if len(args) > 1 {
				o.B = args[1]
			}
			return o.run(cmd.Context())
		},
	}
	f := o.addFlags(cmd, "claims")
	f.Var((*endFlag)(&o.End), "as", "only claims of which A is the subject, or the object: who does it, or to whom it is done")
	f.BoolVar(&o.Flat, "flat", false, "each claim by itself in order of date, not those that say the same together")
	f.BoolVar(&o.Brief, "brief", false, "a line a claim, without sentences and sources")
	f.BoolVar(&o.IDs, "ids", false, "show the ids of claims, for geokg claim")
	return cmd
}

func (o *relationsOptions) run(ctx context.Context) error {
	names := []string{o.A}
	if o.B != "" {
		names = append(names, o.B)
	}
	return o.about(ctx, names, func(q *asked) error {
		v := &relationsView{asked: q.who, naming: q.naming, narrowed: o.narrowed(), ids: o.IDs, flat: o.Flat, brief: o.Brief}
		if err := v.ask(ctx, q.store, o.limited()); err != nil {
			return err
		}
		return o.show(o.Format, v)
	})
}
