package cli

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"geokg/graph"
	"geokg/schema"
)

type membersOptions struct {
	*Globals
	Alliance string
	On       schema.Date // zero: at any time
}

func newMembers(g *Globals) *cobra.Command {
	o := membersOptions{Globals: g}
	cmd := &cobra.Command{
		Use:   "members ALLIANCE",
		Short: "Show who belongs to an alliance, by the reference",
		Long: `Show who belongs to an alliance, from when to when, and in what way: as member, suspended
member, candidate, observer or partner. With --on, who did so on that day, or at some time
of that month or year; without it, everybody who ever did.

The answer is not what articles say, but comes from the reference, which geokg import
--reference writes into the graph. A date is as precise as it is surely known: who joined
"2019" may have been a member in June 2019 or not yet, and is marked with "perhaps".`,
		Example: `  geokg import --reference && geokg members CCDCOE --on 2021
  geokg members "Arab League" --on 2015-06
  geokg members NATO --format csv`,
		Args: arguments(1, 1, "one ALLIANCE; put a name of several words in quotes"),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.Alliance = args[0]
			return o.run(cmd.Context())
		},
	}
	cmd.Flags().Var((*dateFlag)(&o.On), "on", "only who belongs to it on this day, or at some time of this month or year")
	o.addGazetteerFlag(cmd, cmd.Flags())
	return cmd
}

func (o *membersOptions) run(ctx context.Context) (err error) {
	s, err := o.store(ctx, Read)
	if errors.Is(err, errNoGraph) {
		return o.noReference(errNoGraph)
	}
	if err != nil {
		return err
	}
	defer closing(s, &err)
	ref, err := s.Reference(ctx)
	if err != nil {
		return err
	}
	if len(ref.Memberships) == 0 {
		return o.noReference(errors.New("the graph has no reference yet"))
	}
	r, err := o.resolver(s)
	if err != nil {
		return err
	}
	a, err := o.resolve(ctx, r, o.Alliance)
	if err != nil {
		return err
	}
	if a.Label != schema.Alliance {
		return fmt.Errorf("%s (%s) is of label %s; only an alliance has members", a.Name, a.ID, a.Label)
	}
	v := &membersView{Alliance: a.Entity, On: o.On, Members: listOf(ref.Members(a.ID, o.On)), naming: naming{r.gazetteer}}
	v.listed = len(v.Members) > 0 || len(ref.Members(a.ID, schema.Date{})) > 0
	return o.show(o.Format, v)
}

// noReference says what to do about a graph without one.
func (o *membersOptions) noReference(why error) error {
	return fmt.Errorf("%s: %w; run geokg import --reference first, or name another graph with --db", o.address, why)
}

// A membersView is who belongs to an alliance.
type membersView struct {
	Alliance schema.Entity  `json:"alliance"`
	On       schema.Date    `json:"on,omitzero"`
	Members  []graph.Member `json:"members"` // in order of status

	naming naming
	listed bool // the reference has somebody who belongs to it at some time
}

func (v *membersView) value() any           { return v }
func (v *membersView) lines() iter.Seq[any] { return each(v.Members) }

func (v *membersView) table() (head []string, rows [][]string) {
	for i := range v.Members {
		m := &v.Members[i]
		rows = append(rows, []string{
			m.Alliance, m.Member, v.naming.full(&m.Entity), string(m.Status), m.Since.Value, m.Until.Value, strconv.FormatBool(m.Perhaps), m.Note, m.Source,
		})
	}
	return []string{"alliance", "member_id", "member", "status", "since", "until", "perhaps", "note", "source"}, rows
}

func (v *membersView) text(p *printer) {
	p.line("%s  %s", p.bold(oneLine(v.naming.full(&v.Alliance))), p.dim(string(v.Alliance.Label)+" "+v.Alliance.ID))
	switch {
	case !v.listed:
		p.line("The reference does not list who belongs to it.")
		return
	case len(v.Members) == 0:
		p.line("%s: nobody, by the reference.", v.when())
		return
	}
	p.paragraph("", 0, v.summary())
	p.line("")
	var rows [][]string
	for i := range v.Members {
		m := &v.Members[i]
		rows = append(rows, []string{m.Since.Value, m.Until.Value, string(m.Status), v.naming.full(&m.Entity) + membershipRemarks(m)})
	}
	p.table([]string{"since", "until", "status", "who"}, rows)
	p.line("")
	p.paragraph("", 0, "Source: "+strings.Join(v.sources(), "; "))
}

// sources returns where its rows come from, each once: a list, and a user's own file that adds to it.
func (v *membersView) sources() []string {
	var all []string
	for i := range v.Members {
		if s := v.Members[i].Source; !slices.Contains(all, s) {
			all = append(all, s)
		}
	}
	return all
}

// summary counts who belongs to the alliance: "In 2021: 25 members, perhaps 6 more, by the reference and not by articles."
func (v *membersView) summary() string {
	surely, perhaps := map[schema.MembershipStatus]map[string]bool{}, map[string]bool{}
	for i := range v.Members {
		m := &v.Members[i]
		if m.Perhaps {
			perhaps[m.Member] = true
			continue
		}
		if surely[m.Status] == nil {
			surely[m.Status] = map[string]bool{}
		}
		surely[m.Status][m.Member] = true
	}
	var parts []string
	for _, s := range schema.MembershipStatuses {
		if n := len(surely[s]); s == schema.StatusSuspended && n > 0 {
			parts = append(parts, thousands(n)+" suspended")
		} else if n > 0 {
			parts = append(parts, count(n, string(s)))
		}
	}
	if len(perhaps) > 0 {
		parts = append(parts, "perhaps "+thousands(len(perhaps))+ifElse(len(parts) > 0, " more", ""))
	}
	return v.when() + ": " + strings.Join(parts, ", ") + ", by the reference and not by articles."
}

// when says what time was asked for.
func (v *membersView) when() string {
	switch v.On.Precision {
	case schema.PrecisionNone:
		return "At any time"
	case schema.PrecisionDay:
		return "On " + v.On.Value
	}
	return "In " + v.On.Value
}

// membershipRemarks are what a reader must know before believing that somebody belonged to an alliance then.
func membershipRemarks(m *graph.Member) string {
	s := ""
	if m.Perhaps {
		s = " (perhaps)"
	}
	if m.Note != "" {
		s += ": " + m.Note
	}
	return s
}
