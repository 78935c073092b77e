package cli

import (
	"context"
	"iter"
	"strings"

	"github.com/spf13/cobra"

	"geokg/graph"
	"geokg/schema"
)

func newEvents(g *Globals) *cobra.Command {
	o := newFilter(g)
	cmd := &cobra.Command{
		Use:   "events ENTITY",
		Short: "Show the events in which an entity has a part",
		Long: `Show the summits, exercises, attacks, elections and other events that an entity, or
somebody who answers for it, attended, hosted, carried out or was the target of, in order of
date; for an alliance also its own. Each with its date and place, and who did what there.`,
		Example: `  geokg events NATO --since 2022
  geokg events "South Korea" --relation HOSTED
  geokg events KOR --format csv`,
		Args: arguments(1, 1, "one ENTITY; put a name of several words in quotes"),
		RunE: func(cmd *cobra.Command, args []string) error { return events(cmd.Context(), &o, args[0]) },
	}
	o.addFlags(cmd, "events")
	return cmd
}

func events(ctx context.Context, o *filter, name string) error {
	return o.about(ctx, []string{name}, func(q *asked) error {
		id, _, err := q.ids()
		if err != nil {
			return err
		}
		ps, err := graph.Events(ctx, q.store, id, o.options())
		if err != nil {
			return err
		}
		v := &participationsView{entity: q.who[0].Entity, all: len(ps), naming: q.naming}
		v.Events = listOf(ps)
		if n := o.limit(); n > 0 {
			v.Events = graph.Latest(v.Events, n, func(p *graph.Participation) schema.Date { return p.Event.Date })
		}
		return o.show(o.Format, v)
	})
}

// A participationsView shows events and who has which part in them.
type participationsView struct {
	Events []graph.Participation

	entity schema.Entity
	all    int
	naming naming
}

func (v *participationsView) value() any           { return v.Events }
func (v *participationsView) lines() iter.Seq[any] { return each(v.Events) }

func (v *participationsView) table() (head []string, rows [][]string) {
	for _, p := range v.Events {
		e := &p.Event
		row := []string{e.Date.Value, e.ID, e.Name, e.Type, e.Place, e.Parent}
		if len(p.Parts) == 0 {
			rows = append(rows, append(row, "", "", "", "", ""))
		}
		for _, part := range p.Parts {
			rows = append(rows, append(row[:len(row):len(row)], part.Actor.ID, part.Actor.Name, part.Relation, string(part.Factuality), thousands(part.Articles)))
		}
	}
	return []string{"date", "event_id", "event", "type", "place", "of", "actor_id", "actor", "relation", "factuality", "articles"}, rows
}

func (v *participationsView) text(p *printer) {
	p.paragraph("", 0, v.naming.full(&v.entity), bold)
	if len(v.Events) == 0 {
		p.line("No event in the graph has it as a part.")
		return
	}
	p.line("%s", count(v.all, "event"))
	for i := range v.Events {
		v.event(p, &v.Events[i])
	}
	if v.all > len(v.Events) {
		p.line("")
		p.line("These are the latest; there are %s more, and a larger --limit, or --limit all, shows them.", thousands(v.all-len(v.Events)))
	}
}

// event writes an event, and who did what there: one line for each relation and factuality.
func (v *participationsView) event(p *printer, e *graph.Participation) {
	p.line("")
	p.paragraph(padded(orElse(e.Event.Date.Value, "no date")), dateColumn, e.Event.Name+" ("+e.Event.Type+")", bold)
	for i := 0; i < len(e.Parts); {
		first := &e.Parts[i]
		var names []string
		for ; i < len(e.Parts) && e.Parts[i].Relation == first.Relation; i++ {
			part := &e.Parts[i]
			name := v.naming.full(&part.Actor)
			if part.Factuality != schema.Asserted {
				name += " (" + string(part.Factuality) + ")"
			}
			names = append(names, name)
		}
		p.detail(first.Relation + ": " + strings.Join(names, ", "))
	}
}

// padded fills a date's column.
func padded(s string) string { return s + strings.Repeat(" ", max(1, dateColumn-len(s))) }
