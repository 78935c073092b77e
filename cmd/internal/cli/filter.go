package cli

import (
	"context"
	"fmt"
	"strconv"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"geokg/graph"
	"geokg/schema"
)

// A filter is what commands have that ask for claims about one or two actors.
type filter struct {
	*Globals
	Since, Until  schema.Date
	Relations     []string
	Factualities  []schema.Factuality
	MinConfidence float64
	Source        string
	End           graph.End
	RollUp        bool
	Limit         int // 0: what is usual, -1: all
}

func newFilter(g *Globals) filter { return filter{Globals: g, RollUp: true} }

// addFlags adds the flags; what is what --limit counts, "" if there is no such flag.
func (o *filter) addFlags(cmd *cobra.Command, what string) *pflag.FlagSet {
	f := cmd.Flags()
	o.addSpan(cmd)
	f.Var((*factualityFlag)(&o.Factualities), "factuality", "only asserted, planned, possible or negated claims; may be given several times")
	f.StringVar(&o.Source, "source", "", "only what this `SOURCE` says: a site, or whom articles name as their source")
	f.Var((*onOff)(&o.RollUp), "rollup", "whether others answer for an actor")
	if what != "" {
		f.Var((*limitFlag)(&o.Limit), "limit", "only so many "+what+", or all (default: the latest "+strconv.Itoa(shownToPeople)+" for people, all in json, jsonl and csv)")
	}
	must(cmd.RegisterFlagCompletionFunc("factuality", cobra.FixedCompletions(factualityNames(), cobra.ShellCompDirectiveNoFileComp)))
	must(cmd.RegisterFlagCompletionFunc("rollup", cobra.FixedCompletions([]string{"on", "off"}, cobra.ShellCompDirectiveNoFileComp)))
	return f
}

// addSpan adds the flags that narrow which claims count.
func (o *filter) addSpan(cmd *cobra.Command) {
	f := cmd.Flags()
	f.Var((*dateFlag)(&o.Since), "since", "only claims of this day, month or year and later; undated ones are left out")
	f.Var((*dateFlag)(&o.Until), "until", "only claims up to this day, month or year; undated ones are left out")
	f.Var((*relationFlag)(&o.Relations), "relation", "only this relation; may be given several times (geokg schema lists them)")
	f.Var((*share)(&o.MinConfidence), "min-confidence", "only claims read with at least this confidence")
	o.addGazetteerFlag(cmd, f)
	must(cmd.RegisterFlagCompletionFunc("relation", cobra.FixedCompletions(relationNames(), cobra.ShellCompDirectiveNoFileComp)))
}

func (o *filter) options() graph.RelateOptions {
	return graph.RelateOptions{
		RollUp: o.RollUp, Relations: o.Relations, Factualities: o.Factualities, Since: o.Since, Until: o.Until,
		MinConfidence: o.MinConfidence, Source: o.Source, End: o.End,
		NoEdges: true,
	}
}

// limited returns the options with the limit. People are shown claims, not edges.
func (o *filter) limited() graph.RelateOptions {
	opts := o.options()
	opts.Limit, opts.Latest, opts.NoEdges = o.limit(), true, o.Format.forPeople()
	return opts
}

// shownToPeople is the limit where none is given.
const shownToPeople = 100

// limit returns that of the question, 0 for none.
func (o *filter) limit() int {
	switch {
	case o.Limit == 0 && o.Format.forPeople():
		return shownToPeople
	case o.Limit < 0:
		return 0
	}
	return o.Limit
}

// narrowed reports whether a flag leaves claims out.
func (o *filter) narrowed() bool {
	return !o.RollUp || len(o.Relations)+len(o.Factualities) > 0 || !o.Since.IsZero() || !o.Until.IsZero() || o.MinConfidence > 0 || o.Source != "" || o.End != graph.AnyEnd
}

// check finds flags that contradict each other.
func (o *filter) check() error {
	if since, _, ok := o.Since.Bounds(); ok {
		if _, until, ok := o.Until.Bounds(); ok && !since.Before(until) {
			return usagef("--since %s is after --until %s", o.Since.Value, o.Until.Value)
		}
	}
	return nil
}

// An asked is a question that is about to be put to a graph.
type asked struct {
	store  graph.Store
	naming naming
	who    []resolved // in the order of the names
}

// about opens the graph, finds who the names mean, and calls answer.
func (o *filter) about(ctx context.Context, names []string, answer func(*asked) error) (err error) {
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
	q := &asked{store: s, naming: naming{r.gazetteer}}
	for _, name := range names {
		e, err := o.resolve(ctx, r, name)
		if err != nil {
			return err
		}
		q.who = append(q.who, e)
	}
	return answer(q)
}

// ids returns those of who is asked about, "" for nobody. An actor that no article mentions is an error: there is nothing to say about it.
func (q *asked) ids() (a, b string, err error) {
	ids := [2]string{}
	for i, e := range q.who {
		if !e.InGraph {
			return "", "", fmt.Errorf("no article in the graph mentions %s (%s)", e.Name, e.ID)
		}
		ids[i] = e.ID
	}
	return ids[0], ids[1], nil
}
