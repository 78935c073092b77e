package cli

import (
	"context"
	"fmt"
	"iter"
	"os/user"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"geokg/graph"
	"geokg/schema"
)

// deciding is what all commands that record a decision have.
type deciding struct {
	*Globals
	By     string
	Note   string
	DryRun bool
}

func (o *deciding) addFlags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&o.Note, "note", "", "why, for who reads the list of decisions: a `TEXT`")
	cmd.Flags().StringVar(&o.By, "by", "", "the `NAME` of who decides (default: who is logged in)")
	cmd.Flags().BoolVar(&o.DryRun, "dry-run", false, "say what would be decided, but write nothing")
}

// decide opens the graph, lets draft make a decision about it, and records that.
func (o *deciding) decide(ctx context.Context, draft func(context.Context, graph.Store, *resolver) (graph.Decision, error)) (err error) {
	mode := Write
	if o.DryRun {
		mode = Read
	}
	if err := o.mustExist(); err != nil {
		return err
	}
	s, err := o.store(ctx, mode)
	if err != nil {
		return err
	}
	defer closing(s, &err)
	r, err := o.resolver(s)
	if err != nil {
		return err
	}
	d, err := draft(ctx, s, r)
	if err != nil {
		return err
	}
	d.Note, d.By, d.At = o.Note, orElse(o.By, userName()), o.Now().UTC().Format(time.RFC3339)
	slices.Sort(d.Articles)
	d.ID = graph.DecisionID(&d)
	v := decidedView{Decision: d, DryRun: o.DryRun}
	if o.DryRun {
		err = check(ctx, s, &d)
	} else {
		v.Changes, err = s.Decide(ctx, d)
	}
	if err != nil {
		return err
	}
	return o.showSummary(&v)
}

// check tells whether a decision could be made.
func check(ctx context.Context, s graph.Store, d *graph.Decision) error {
	ds, err := s.Decisions(ctx)
	if err != nil {
		return err
	}
	if _, made := ds.ByID(d.ID); made {
		return nil
	}
	return ds.Check(d)
}

func userName() string {
	u, err := user.Current()
	if err != nil {
		return ""
	}
	return orElse(u.Name, u.Username)
}

// inGraph resolves a name to an entity that the graph has.
func (o *deciding) inGraph(ctx context.Context, r *resolver, name string) (schema.Entity, error) {
	e, err := o.resolve(ctx, r, name)
	if err == nil && !e.InGraph {
		err = fmt.Errorf("%s (%s) is not in the graph: only the gazetteer knows it", e.Name, e.ID)
	}
	return e.Entity, err
}

func newEntity(g *Globals) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "entity",
		Short: "Decide who is who: merge, split, rename, alias; find likely duplicates",
		Long: `Record what a person has decided about entities. A decision is a record of its own: it
holds for articles that are there and for all that come, stays when articles are imported
again, is copied by geokg push, and can be listed and undone (geokg decisions).

An ENTITY is a name or an id, as for geokg show.`,
		Args: knownCommand,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	g.addGazetteerFlag(cmd, cmd.PersistentFlags())
	cmd.AddCommand(newMerge(g), newSplit(g), newRename(g), newAlias(g), newCandidates(g))
	return cmd
}

func newMerge(g *Globals) *cobra.Command {
	o := deciding{Globals: g}
	cmd := &cobra.Command{
		Use:   "merge A B",
		Short: "Say that entity A is entity B",
		Long: `Say that A is B: whatever articles say of A is then said of B, A's names are B's too, and A
is no longer there. Both must be of one label. What the gazetteer knows cannot be
merged into something else; merge the other one into it.`,
		Example: `  geokg entity merge person/zelenskyy@UKR person/volodymyr-zelensky@UKR
  geokg entity merge "V. Zelensky" "Volodymyr Zelensky" --note "same person, see their photo"`,
		Args: arguments(2, 2, "two entities; put a name of several words in quotes"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return o.decide(cmd.Context(), func(ctx context.Context, _ graph.Store, r *resolver) (d graph.Decision, err error) {
				a, err := o.inGraph(ctx, r, args[0])
				if err != nil {
					return d, err
				}
				b, err := o.inGraph(ctx, r, args[1])
				switch {
				case err != nil:
					return d, err
				case a.ID == b.ID:
					return d, fmt.Errorf("%q and %q are the same entity already: %s", args[0], args[1], a.ID)
				case a.Label != b.Label:
					return d, fmt.Errorf("%s is of label %s and %s of label %s: only entities of one label can be merged", a.ID, a.Label, b.ID, b.Label)
				case a.Reference:
					return d, fmt.Errorf("the gazetteer knows %s (%s), so that it cannot be merged into something else; try it the other way round", a.Name, a.ID)
				}
				return graph.Decision{Kind: graph.DecideMerge, Subject: a.ID, Object: b.ID, As: record(b), Words: fmt.Sprintf("%s (%s) into %s (%s)", a.Name, a.ID, b.Name, b.ID)}, nil
			})
		},
	}
	o.addFlags(cmd)
	return cmd
}

// record is an entity as a decision keeps it: what it is called and what tells it from others.
func record(e schema.Entity) schema.Entity {
	e.Aliases = nil
	return e
}

type splitOptions struct {
	deciding
	Articles []string
}

func newSplit(g *Globals) *cobra.Command {
	o := splitOptions{deciding: deciding{Globals: g}}
	cmd := &cobra.Command{
		Use:   "split ENTITY NAME",
		Short: "Say that in some articles an entity is another one",
		Long: `Say that in the articles of --article, what is called ENTITY is somebody else, who is called NAME
from then on: two people of one name, say. What those articles say of ENTITY is then said of the
other one.`,
		Example: `  geokg entity split "Jan Berg" "Jan Berg (footballer)" --article https://example.org/match
  geokg entity split person/jan-berg "Jan Berg (minister)" --article article/3f0c… --article article/77ab…`,
		Args: arguments(2, 2, "an entity and the name of the other one"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(o.Articles) == 0 {
				return usagef("split: name the articles with --article")
			}
			return o.decide(cmd.Context(), func(ctx context.Context, s graph.Store, r *resolver) (graph.Decision, error) {
				return o.split(ctx, s, r, args[0], args[1])
			})
		},
	}
	cmd.Flags().StringArrayVar(&o.Articles, "article", nil, "an article in which it is the other one, by `URL` or id; may be given several times")
	o.addFlags(cmd)
	return cmd
}

func (o *splitOptions) split(ctx context.Context, s graph.Store, r *resolver, name, other string) (d graph.Decision, err error) {
	e, err := o.inGraph(ctx, r, name)
	if err != nil {
		return d, err
	}
	articles, err := findArticles(ctx, s, o.Articles)
	if err != nil {
		return d, err
	}
	d = graph.Decision{Kind: graph.DecideSplit, Subject: e.ID, Object: schema.LocalID(e.Label, other, e.Country)}
	if _, err := s.Entity(ctx, d.Object); err == nil {
		return d, fmt.Errorf("there is a %s already; choose another name", d.Object)
	}
	d.As = schema.Entity{ID: d.Object, Label: e.Label, Name: strings.TrimSpace(other), Country: e.Country}
	for _, a := range articles {
		d.Articles = append(d.Articles, a.ID)
	}
	d.Words = fmt.Sprintf("%s (%s) in %s as %s", e.Name, e.ID, count(len(articles), "article"), d.Object)
	return d, nil
}

func newRename(g *Globals) *cobra.Command {
	o := deciding{Globals: g}
	cmd := &cobra.Command{
		Use:   "rename ENTITY NAME",
		Short: "Say what an entity is called",
		Long:  `Say what an entity is called. Its id stays; what it was called before stays as an alias.`,
		Example: `  geokg entity rename organization/pfc@TCD "Popular Front of Chad"
  geokg entity rename KOR "Republic of Korea" --note "house style"`,
		Args: arguments(2, 2, "an entity and its name"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return o.name(cmd.Context(), graph.DecideRename, args, "%s (%s) is called %s")
		},
	}
	o.addFlags(cmd)
	return cmd
}

func newAlias(g *Globals) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "alias",
		Short: "Say what an entity is called too, or is not called",
		Args:  knownCommand,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	for _, c := range []struct {
		use, short, words, example string
		kind                       graph.DecisionKind
	}{
		{"add ENTITY NAME", "Say what an entity is called too", "%s (%s) is called %s too", `  geokg entity alias add NATO "the North Atlantic alliance"`, graph.DecideAlias},
		{"remove ENTITY NAME", "Say what an entity is not called", "%s (%s) is not called %s", `  geokg entity alias remove person/jan-berg@NOR "the minister"`, graph.DecideNoAlias},
	} {
		o := deciding{Globals: g}
		sub := &cobra.Command{
			Use: c.use, Short: c.short, Example: c.example, Args: arguments(2, 2, "an entity and a name"),
			Long: c.short + `. Commands find it by that name, or no longer; what articles call it is read as before.`,
			RunE: func(cmd *cobra.Command, args []string) error { return o.name(cmd.Context(), c.kind, args, c.words) },
		}
		o.addFlags(sub)
		cmd.AddCommand(sub)
	}
	return cmd
}

// name decides on a name of an entity.
func (o *deciding) name(ctx context.Context, kind graph.DecisionKind, args []string, words string) error {
	return o.decide(ctx, func(ctx context.Context, _ graph.Store, r *resolver) (d graph.Decision, err error) {
		e, err := o.inGraph(ctx, r, args[0])
		if err != nil {
			return d, err
		}
		name := strings.TrimSpace(args[1])
		if kind == graph.DecideNoAlias && !slices.Contains(e.Aliases, name) {
			return d, fmt.Errorf("%s (%s) has no alias %q; it has %s", e.Name, e.ID, name, orElse(strings.Join(e.Aliases, ", "), "none"))
		}
		return graph.Decision{Kind: kind, Subject: e.ID, Name: name, Words: fmt.Sprintf(words, e.Name, e.ID, name)}, nil
	})
}

func newClaim(g *Globals) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "claim",
		Short: "Show a claim, accept or reject it",
		Long: `Record what a person has decided about a claim. A rejected claim is no longer shown, and
no edge is drawn from it; an accepted one draws its edge, if it is asserted, however unsure
it was read. Decisions stay when articles are imported again, are copied by geokg push, and can
be undone (geokg decisions).

The id of a claim stands in the answers of geokg relations --ids, and in its json and csv.`,
		Args: knownCommand,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	g.addGazetteerFlag(cmd, cmd.PersistentFlags())
	for _, kind := range []graph.DecisionKind{graph.DecideAccept, graph.DecideReject} {
		o := deciding{Globals: g}
		verb := strings.ToUpper(string(kind[:1])) + string(kind[1:])
		sub := &cobra.Command{
			Use: string(kind) + " CLAIM", Short: verb + " a claim, by its id", Long: verb + " a claim: see geokg claim --help.",
			Example: fmt.Sprintf("  geokg claim %s claim/998a7a17… --note \"the article says otherwise\"", kind),
			Args:    arguments(1, 1, "the id of one claim"),
			RunE: func(cmd *cobra.Command, args []string) error {
				return o.decide(cmd.Context(), func(ctx context.Context, s graph.Store, _ *resolver) (graph.Decision, error) {
					return claimDecision(ctx, s, kind, args[0])
				})
			},
		}
		o.addFlags(sub)
		cmd.AddCommand(sub)
	}
	cmd.AddCommand(newShowClaim(g))
	return cmd
}

func claimDecision(ctx context.Context, s graph.Store, kind graph.DecisionKind, id string) (d graph.Decision, err error) {
	id = claimID(id)
	rows, err := s.Claims(ctx, graph.ClaimQuery{ID: id})
	if err != nil {
		return d, err
	}
	if len(rows) == 0 {
		ds, err := s.Decisions(ctx)
		if err != nil {
			return d, err
		}
		if o, ok := ds.OfClaim(id); ok {
			return d, fmt.Errorf("%s was decided on: %s (%s)", id, o, o.ID)
		}
		return d, fmt.Errorf("no claim has the id %s", id)
	}
	r := &rows[0]
	return graph.Decision{
		Kind: kind, Subject: id, Articles: []string{r.Claim.Article},
		Words: fmt.Sprintf("%s %s %s, %s: %s", r.Subject.Name, r.Claim.Relation, r.Object.Name, r.Claim.Factuality, quoted(r.Claim.Evidence)),
	}, nil
}

// A decidedView says what was decided and what it changed.
type decidedView struct {
	graph.Decision
	DryRun  bool          `json:"dryRun"`
	Changes graph.Changes `json:"changes"`
}

func (v *decidedView) value() any           { return v }
func (v *decidedView) lines() iter.Seq[any] { return one(v) }

func (v *decidedView) table() (head []string, rows [][]string) { return decisionTable(v.Decision) }

func (v *decidedView) text(p *printer) {
	if v.DryRun {
		p.line("Nothing was written. This would be decided:")
	}
	p.paragraph("", 0, v.String())
	if !v.DryRun {
		c := v.Changes
		p.paragraph("", 0, fmt.Sprintf("%s: entities +%d -%d, claims +%d -%d, edges +%d -%d; geokg decisions undo takes it back", v.ID,
			c.EntitiesAdded, c.EntitiesRemoved, c.ClaimsAdded, c.ClaimsRemoved, c.EdgesAdded, c.EdgesRemoved), faint)
	}
}

func newDecisions(g *Globals) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "decisions",
		Short: "List what people have decided, or undo it",
		Long: `List what people have decided about entities and claims (geokg entity, geokg claim), the
latest last. geokg decisions undo takes a decision back: the graph is then as if it had never
been made, whatever was imported since.`,
		Example: `  geokg decisions
  geokg decisions --format json
  geokg decisions undo decision/fe855c466717bad4`,
		Args: knownCommand,
		RunE: func(cmd *cobra.Command, _ []string) (err error) {
			s, err := g.store(cmd.Context(), Read)
			if err != nil {
				return err
			}
			defer closing(s, &err)
			ds, err := s.Decisions(cmd.Context())
			if err != nil {
				return err
			}
			slices.SortStableFunc(ds, func(a, b graph.Decision) int { return strings.Compare(a.At, b.At) })
			return g.show(g.Format, decisionsView(ds))
		},
	}
	cmd.AddCommand(newUndo(g))
	return cmd
}

type undoOptions struct {
	*Globals
	DryRun bool
}

func newUndo(g *Globals) *cobra.Command {
	o := undoOptions{Globals: g}
	cmd := &cobra.Command{
		Use:   "undo DECISION…",
		Short: "Take decisions back, by their ids",
		Long: `Take decisions back, by their ids: the graph is then as if they had never been made. All of
them are taken back or, where an id is unknown, none.`,
		Example: `  geokg decisions undo decision/fe855c466717bad4
  geokg decisions undo --dry-run fe855c466717bad4`,
		Args: arguments(1, -1, "the id of a decision, as geokg decisions lists it"),
		RunE: func(cmd *cobra.Command, args []string) error { return o.run(cmd.Context(), args) },
	}
	cmd.Flags().BoolVar(&o.DryRun, "dry-run", false, "say what would be taken back, but write nothing")
	return cmd
}

func (o *undoOptions) run(ctx context.Context, ids []string) (err error) {
	if err := o.mustExist(); err != nil {
		return err
	}
	s, err := o.store(ctx, ifElse(o.DryRun, Read, Write))
	if err != nil {
		return err
	}
	defer closing(s, &err)
	all, err := s.Decisions(ctx)
	if err != nil {
		return err
	}
	undo := make([]graph.Decision, len(ids))
	for i, id := range ids {
		if !strings.HasPrefix(id, "decision/") {
			id = "decision/" + id
		}
		d, ok := all.ByID(id)
		if !ok {
			return fmt.Errorf("no decision has the id %s; geokg decisions lists them", id)
		}
		undo[i] = d
	}
	for _, d := range undo {
		if o.DryRun {
			o.note("would be undone: %s (%s)", d, d.ID)
			continue
		}
		if _, err := s.Undecide(ctx, d.ID); err != nil {
			return err
		}
		o.note("undone: %s (%s)", d, d.ID)
	}
	return nil
}

type decisionsView graph.Decisions

func (v decisionsView) value() any           { return listOf([]graph.Decision(v)) }
func (v decisionsView) lines() iter.Seq[any] { return each(v) }

func (v decisionsView) table() (head []string, rows [][]string) { return decisionTable(v...) }

func decisionTable(ds ...graph.Decision) (head []string, rows [][]string) {
	for _, d := range ds {
		rows = append(rows, []string{d.ID, string(d.Kind), d.Subject, d.Object, d.Name, strings.Join(d.Articles, " "), d.Words, d.By, d.At, d.Note})
	}
	return []string{"id", "kind", "subject", "object", "name", "articles", "words", "by", "at", "note"}, rows
}

func (v decisionsView) text(p *printer) {
	if len(v) == 0 {
		p.line("No decisions.")
	}
	for _, d := range v {
		p.paragraph("", 0, d.String(), bold)
		by := strings.TrimSpace(d.ID + ", " + d.At + " " + d.By)
		p.paragraph("  ", 2, by, faint)
		if d.Note != "" {
			p.paragraph("  ", 2, d.Note, faint)
		}
	}
}

type candidatesOptions struct {
	*Globals
	Limit int
}

func newCandidates(g *Globals) *cobra.Command {
	o := candidatesOptions{Globals: g, Limit: 50}
	cmd := &cobra.Command{
		Use:   "candidates",
		Short: "List entities that may be one, with reasons",
		Long: `List people, organizations and events that may be one and the same, the likeliest first, each
pair with the reason. Nothing is merged by itself; geokg entity merge does that.`,
		Example: `  geokg entity candidates
  geokg entity candidates --limit 500 --format csv`,
		Args: arguments(0, 0, "no arguments"),
		RunE: func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context()) },
	}
	cmd.Flags().Var((*positive)(&o.Limit), "limit", "at most so many")
	return cmd
}

func (o *candidatesOptions) run(ctx context.Context) (err error) {
	s, err := o.openToAsk(ctx)
	if err != nil {
		return err
	}
	defer closing(s, &err)
	var es []schema.Entity
	if err := s.Entities(ctx, func(e schema.Entity) error {
		if e.Label == schema.Person || e.Label == schema.Organization || e.Label == schema.Event {
			es = append(es, e)
		}
		return nil
	}); err != nil {
		return err
	}
	cs := graph.Candidates(es)
	return o.show(o.Format, candidatesView{cs[:min(len(cs), o.Limit)], len(cs)})
}

type candidatesView struct {
	pairs []graph.Candidate
	all   int
}

func (v candidatesView) value() any           { return listOf(v.pairs) }
func (v candidatesView) lines() iter.Seq[any] { return each(v.pairs) }

func (v candidatesView) table() (head []string, rows [][]string) {
	for _, c := range v.pairs {
		rows = append(rows, []string{c.A.ID, c.A.Name, c.B.ID, c.B.Name, fmt.Sprintf("%.2f", c.Score), c.Reason})
	}
	return []string{"a_id", "a", "b_id", "b", "score", "reason"}, rows
}

func (v candidatesView) text(p *printer) {
	if v.all == 0 {
		p.line("No entities look like one another.")
		return
	}
	for _, c := range v.pairs {
		p.paragraph(fmt.Sprintf("%.2f  ", c.Score), 6, fmt.Sprintf("%s (%s) and %s (%s)", c.A.Name, c.A.ID, c.B.Name, c.B.ID))
		p.paragraph("      ", 6, c.Reason, faint)
	}
	if v.all > len(v.pairs) {
		p.line("%d more; --limit shows them", v.all-len(v.pairs))
	}
}
