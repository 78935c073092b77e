package cli

import (
	"github.com/spf13/cobra"
)

func newTimeline(g *Globals) *cobra.Command {
	o := relationsOptions{filter: newFilter(g), Brief: true}
	cmd := &cobra.Command{
		Use:   "timeline ENTITY",
		Short: "Show what articles say about one entity, a line a claim, in order of date",
		Long: `Show what articles say about an entity and who answers for it, in order of date: a line for
each claim, with its factuality and how many articles say so. geokg relations shows the
sentences. What has no date stands last, in the order in which it was reported.`,
		Example: `  geokg timeline "North Korea" --since 2022
  geokg timeline NATO --relation JOINED --format markdown
  geokg timeline KOR --until 2021 --factuality asserted`,
		Args: arguments(1, 1, "one ENTITY; put a name of several words in quotes"),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.A = args[0]
			return o.run(cmd.Context())
		},
	}
	f := o.addFlags(cmd, "claims")
	f.BoolVar(&o.IDs, "ids", false, "show the ids of claims, for geokg claim")
	return cmd
}
