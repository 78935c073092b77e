package cli

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"geokg/graph"
	"geokg/schema"
)

// A periodFlag is a flag for what time is counted in.
type periodFlag schema.Precision

func (f *periodFlag) Type() string   { return "PERIOD" }
func (f *periodFlag) String() string { return string(*f) }
func (f *periodFlag) Set(s string) error {
	if s != string(schema.PrecisionYear) && s != string(schema.PrecisionMonth) {
		return errors.New("want year or month")
	}
	*f = periodFlag(s)
	return nil
}

type balanceOptions struct {
	filter
	By schema.Precision
}

func newBalance(g *Globals) *cobra.Command {
	o := balanceOptions{filter: newFilter(g), By: schema.PrecisionYear}
	cmd := &cobra.Command{
		Use:   "balance A B",
		Short: "Show cooperation and conflict between two actors over time",
		Long: `Count what two actors, and those who answer for them, did to each other, by year or month and
by PLOVER's quad classes: words and deeds of cooperation, words and deeds of conflict. The tone
is cooperation less conflict as a share of all, from -1 to 1. What several articles say
counts once. Only asserted claims count unless --factuality says otherwise.`,
		Example: `  geokg balance "South Korea" "North Korea" --by year
  geokg balance USA CHN --by month --since 2023 --format csv`,
		Args: arguments(2, 2, "two actors; put a name of several words in quotes"),
		RunE: func(cmd *cobra.Command, args []string) error { return o.run(cmd.Context(), args) },
	}
	f := o.addFlags(cmd, "")
	f.Var((*periodFlag)(&o.By), "by", "count by `PERIOD`: year or month")
	must(cmd.RegisterFlagCompletionFunc("by", cobra.FixedCompletions([]string{"year", "month"}, cobra.ShellCompDirectiveNoFileComp)))
	return cmd
}

func (o *balanceOptions) run(ctx context.Context, names []string) error {
	return o.about(ctx, names, func(q *asked) error {
		a, b, err := q.ids()
		if err != nil {
			return err
		}
		opts := o.options()
		if len(opts.Factualities) == 0 {
			opts.Factualities = []schema.Factuality{schema.Asserted}
		}
		opts.Brief = true
		ans, err := graph.Relate(ctx, q.store, a, b, opts)
		if err != nil {
			return err
		}
		return o.show(o.Format, &balanceView{rows: graph.BalanceOf(ans.Rows, o.By), title: q.naming.full(&ans.A) + " and " + q.naming.full(ans.B)})
	})
}

type balanceView struct {
	rows  []graph.Balance
	title string
}

// A balanceLine is a balance with its tone, for machines.
type balanceLine struct {
	graph.Balance
	Tone float64 `json:"tone"`
}

func (v *balanceView) all() []balanceLine {
	lines := []balanceLine{}
	for _, b := range v.rows {
		lines = append(lines, balanceLine{b, b.Tone()})
	}
	return lines
}

func (v *balanceView) value() any           { return v.all() }
func (v *balanceView) lines() iter.Seq[any] { return each(v.all()) }

func (v *balanceView) table() (head []string, rows [][]string) {
	for _, b := range v.rows {
		rows = append(rows, []string{
			b.Period, strconv.Itoa(b.VerbalCooperation), strconv.Itoa(b.MaterialCooperation), strconv.Itoa(b.VerbalConflict), strconv.Itoa(b.MaterialConflict),
			strconv.FormatFloat(b.Tone(), 'f', 2, 64),
		})
	}
	return []string{"period", "verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict", "tone"}, rows
}

// barWidth is how many characters the longest bar has.
const barWidth = 30

func (v *balanceView) text(p *printer) {
	p.paragraph("", 0, v.title, bold)
	if len(v.rows) == 0 {
		p.line("Nothing that is asserted links them by word or deed.")
		return
	}
	most := 0
	for i := range v.rows {
		most = max(most, v.rows[i].Total())
	}
	var rows [][]string
	for i := range v.rows {
		b := &v.rows[i]
		good, bad := b.VerbalCooperation+b.MaterialCooperation, b.VerbalConflict+b.MaterialConflict
		rows = append(rows, []string{
			orElse(b.Period, "no date"), fmt.Sprintf("%5d", b.VerbalCooperation), fmt.Sprintf("%5d", b.MaterialCooperation),
			fmt.Sprintf("%7d", b.VerbalConflict), fmt.Sprintf("%7d", b.MaterialConflict), fmt.Sprintf("%+5.2f", b.Tone()), bar(good, bad, most),
		})
	}
	p.table([]string{"", "words", "deeds", "against", "against", "tone", "cooperation + and conflict −"}, rows)
}

// bar draws cooperation and conflict as a share of the most that there is.
func bar(good, bad, most int) string {
	n := func(x int) int {
		if x == 0 {
			return 0
		}
		return max(1, x*barWidth/max(most, 1))
	}
	return strings.Repeat("+", n(good)) + strings.Repeat("−", n(bad))
}
