package cli

import (
	"context"
	"fmt"
	"iter"
	"strings"

	"github.com/spf13/cobra"

	"geokg/graph"
)

func newShowClaim(g *Globals) *cobra.Command {
	return &cobra.Command{
		Use:   "show CLAIM",
		Short: "Show a claim with all that is known of it, by its id",
		Long: `Show a claim by its id: what is said, by whom, in which sentence of which article, how sure
geokg is of it and why, and what a person has decided about it.`,
		Example: `  geokg claim show claim/998a7a17…
  geokg claim show 998a7a17… --format json`,
		Args: arguments(1, 1, "the id of one claim"),
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			s, err := g.openToAsk(cmd.Context())
			if err != nil {
				return err
			}
			defer closing(s, &err)
			r, err := g.resolver(s)
			if err != nil {
				return err
			}
			v, err := newClaimView(cmd.Context(), s, args[0])
			if err != nil {
				return err
			}
			v.naming = naming{r.gazetteer}
			return g.show(g.Format, v)
		},
	}
}

// A claimView is a claim as the graph has it, or the decision that keeps it out.
type claimView struct {
	Claim    *graph.ClaimRow `json:"claim"` // nil: rejected
	Decision *graph.Decision `json:"decision,omitempty"`

	naming naming
}

func newClaimView(ctx context.Context, s graph.Store, id string) (*claimView, error) {
	id = claimID(id)
	rows, err := s.Claims(ctx, graph.ClaimQuery{ID: id})
	if err != nil {
		return nil, err
	}
	v := &claimView{}
	if len(rows) > 0 {
		v.Claim = &rows[0]
	}
	ds, err := s.Decisions(ctx)
	if err != nil {
		return nil, err
	}
	if d, ok := ds.OfClaim(id); ok {
		v.Decision = &d
	}
	if v.Claim == nil && v.Decision == nil {
		return nil, fmt.Errorf("no claim has the id %s", id)
	}
	return v, nil
}

// claimID completes an id that was given without its kind.
func claimID(id string) string {
	if strings.HasPrefix(id, "claim/") {
		return id
	}
	return "claim/" + id
}

func (v *claimView) value() any           { return v }
func (v *claimView) lines() iter.Seq[any] { return one(v) }

func (v *claimView) table() (head []string, rows [][]string) {
	if v.Claim != nil {
		rows = append(rows, claimRowCells(v.Claim))
	}
	return claimRowColumns, rows
}

func (v *claimView) text(p *printer) {
	if r := v.Claim; r != nil {
		p.claimRow(v.naming, r)
		p.detail(fmt.Sprintf("confidence %.2f: %s", r.Claim.Confidence, orElse(strings.Join(r.Claim.Reasons, "; "), "no reasons kept")), faint)
		p.detail(r.Claim.ID, faint)
	}
	if d := v.Decision; d != nil {
		p.detail(strings.Join(strings.Fields("decided: "+d.String()+" "+d.By+" "+d.At+" "+d.Note), " "), faint)
		p.detail(d.ID, faint)
	}
}
