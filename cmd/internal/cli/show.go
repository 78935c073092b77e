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

// defaultLatest is how many of the latest claims are shown.
const defaultLatest = 10

type showOptions struct {
	*Globals
	Name  string
	Limit int
}

func newShow(g *Globals) *cobra.Command {
	o := showOptions{Globals: g, Limit: defaultLatest}
	cmd := &cobra.Command{
		Use:   "show ENTITY",
		Short: "Show what the graph has about one entity",
		Long: `Show who an entity is, its other names, who answers for it, its edges, how many claims
are about it, and the latest of them.

An ENTITY is a name ("South Korea", "ROK", "Seoul") or an id (KOR, KOR/NIS). A name
that several have is refused with the ids to choose from.`,
		Example: `  geokg show "South Korea"
  geokg show CCDCOE --limit 50
  geokg show KOR/NIS --format json`,
		Args: arguments(1, 1, `one ENTITY; put a name of several words in quotes`),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.Name = args[0]
			return o.run(cmd.Context())
		},
	}
	cmd.Flags().Var((*positive)(&o.Limit), "limit", "how many of the latest claims to show")
	o.addGazetteerFlag(cmd, cmd.Flags())
	return cmd
}

func (o *showOptions) run(ctx context.Context) (err error) {
	s, err := o.openToAsk(ctx)
	if err != nil {
		return err
	}
	defer closing(s, &err)
	r, err := o.resolver(s)
	if err != nil {
		return err
	}
	e, err := o.resolve(ctx, r, o.Name)
	if err != nil {
		return err
	}
	people := o.Format.forPeople()
	v, err := newEntityView(ctx, s, e, o.Limit, ifElse(people, shownEdges, 0))
	if err != nil {
		return err
	}
	if people { // programs have the ids
		if err := v.nameEnds(ctx, s); err != nil {
			return err
		}
	}
	v.naming = naming{r.gazetteer}
	return o.show(o.Format, v)
}

// resolve finds an entity and says so on stderr where the name could have meant another.
func (g *Globals) resolve(ctx context.Context, r *resolver, name string) (resolved, error) {
	e, others, err := r.resolve(ctx, name)
	if err != nil {
		return e, err
	}
	if e.asked != "" {
		g.note("%s was merged into %s (%s) by a person; geokg decisions tells who, and undoes it", e.asked, e.Name, e.ID)
	}
	if len(others) > 0 {
		ids := make([]string, len(others))
		for i, c := range others {
			ids[i] = c.ID
		}
		g.note("%q is taken as %s (%s, %s); it can also mean %s", name, e.Name, e.Label, e.ID, strings.Join(ids, ", "))
	}
	return e, nil
}

// shownEdges is how many edges an entity is shown with, those of most claims.
const shownEdges = 30

// An entityView is what the graph has about one entity.
type entityView struct {
	Entity    schema.Entity     `json:"entity"`
	InGraph   bool              `json:"inGraph"` // else only the gazetteer knows it
	Answering []graph.Answering `json:"answering"`
	Edges     []graph.Edge      `json:"edges"`
	graph.Profile
	Latest []graph.ClaimRow `json:"latest"` // in order of date, undated last

	names  map[string]*schema.Entity // of the entities at the other ends
	naming naming
}

// newEntityView asks for an entity with so many of its claims, and so many of its edges, 0 for all.
func newEntityView(ctx context.Context, s graph.Store, e resolved, claims, edges int) (*entityView, error) {
	v := &entityView{
		Entity: e.Entity, InGraph: e.InGraph, Answering: []graph.Answering{}, Edges: []graph.Edge{}, Latest: []graph.ClaimRow{},
		Profile: graph.Profile{Factualities: map[string]int{}, Relations: map[string]int{}}, names: map[string]*schema.Entity{e.ID: &e.Entity},
	}
	if !e.InGraph {
		return v, nil
	}
	p, err := graph.Portray(ctx, s, e.ID, claims, edges)
	if err != nil {
		return nil, err
	}
	v.Profile, v.Latest, v.Edges = p.Profile, listOf(p.Latest), listOf(p.Edges)
	for i := range v.Latest {
		r := &v.Latest[i]
		v.names[r.Subject.ID], v.names[r.Object.ID] = &r.Subject, &r.Object
	}
	for _, a := range p.Answering {
		v.names[a.Entity.ID] = &a.Entity
		if a.Via != "" {
			v.Answering = append(v.Answering, a)
		}
	}
	return v, nil
}

// nameEnds finds the entities at the ends of edges that no claim shown names.
func (v *entityView) nameEnds(ctx context.Context, s graph.Store) error {
	for i := range v.Edges {
		for _, id := range []string{v.Edges[i].Subject, v.Edges[i].Object} {
			if v.names[id] != nil {
				continue
			}
			e, err := s.Entity(ctx, id)
			if errors.Is(err, graph.ErrNotFound) { // it has gone meanwhile
				continue
			}
			if err != nil {
				return err
			}
			v.names[id] = &e
		}
	}
	return nil
}

func (v *entityView) value() any           { return v }
func (v *entityView) lines() iter.Seq[any] { return each(v.Latest) }
func (v *entityView) table() (head []string, rows [][]string) {
	for i := range v.Latest {
		rows = append(rows, claimRowCells(&v.Latest[i]))
	}
	return claimRowColumns, rows
}

func (v *entityView) name(id string) string { return v.naming.full(entityOrID(v.names, id)) }

func (v *entityView) text(p *printer) {
	v.who(p)
	if !v.InGraph {
		p.line("")
		p.paragraph("", 0, "The gazetteer knows it, but no article in the graph mentions it.")
		return
	}
	v.answering(p)
	v.edges(p)
	v.claims(p)
}

func (v *entityView) who(p *printer) {
	e := &v.Entity
	p.line("%s  %s", p.bold(oneLine(e.Name)), p.dim(string(e.Label)+" "+e.ID))
	for _, row := range [][2]string{
		{"also", aliases(e.Aliases)},
		{"type", e.Type},
		{"date", e.Date.Value},
		{"place", e.Place},
		{"country", ifElse(e.Label == schema.Country, "", e.Country)},
		{"part of", e.Parent},
		{"Wikidata", e.Wikidata},
	} {
		if row[1] != "" {
			p.paragraph(fmt.Sprintf("%-10s", row[0]), 10, row[1])
		}
	}
}

// shownAliases is how many of its other names an entity is shown with.
const shownAliases = 10

// shownAnswering is how many of those who answer for an entity are listed.
const shownAnswering = 10

// aliases lists the shortest of an entity's other names: the long ones are mostly spellings of each other.
func aliases(names []string) string {
	short := slices.Clone(names)
	slices.SortStableFunc(short, func(a, b string) int { return len(a) - len(b) })
	if len(short) <= shownAliases {
		return strings.Join(names, ", ")
	}
	return strings.Join(short[:shownAliases], ", ") + fmt.Sprintf(" and %d more", len(short)-shownAliases)
}

func (v *entityView) answering(p *printer) {
	if len(v.Answering) == 0 {
		return
	}
	p.line("")
	p.line("%s", p.bold("Answer for it"))
	for _, a := range v.Answering[:min(len(v.Answering), shownAnswering)] {
		p.paragraph("  ", 4, v.naming.answers(&a, v.name(a.For)))
	}
	if more := len(v.Answering) - shownAnswering; more > 0 {
		p.line("  and %d more", more)
	}
}

// edges lists the typed edges, the longest column last.
func (v *entityView) edges(p *printer) {
	if len(v.Edges) == 0 {
		return
	}
	p.line("")
	var rows [][]string
	for i := range v.Edges {
		e := &v.Edges[i]
		rows = append(rows, []string{
			e.Since, ifElse(e.Last == e.Since, "", e.Last), fmt.Sprintf("%6d", e.Claims), fmt.Sprintf("%8d", e.Articles), fmt.Sprintf("%7d", e.Stories),
			v.name(e.Subject) + " " + e.Relation + " " + v.name(e.Object) + remarks(e),
		})
	}
	p.table([]string{"since", "last", "claims", "articles", "stories", "edge"}, rows)
	if more := v.Profile.Edges - len(v.Edges); more > 0 {
		p.line("and %s with fewer claims; --format json has all", count(more, "edge"))
	}
}

// remarks are what a reader must know before believing an edge.
func remarks(e *graph.Edge) string {
	var s []string
	if e.Until != "" {
		s = append(s, "until "+e.Until)
	}
	if e.AttributedOnly {
		s = append(s, "only by named sources")
	}
	if e.Denied > 0 {
		s = append(s, "denied by "+count(e.Denied, "claim"))
	}
	if len(s) == 0 {
		return ""
	}
	return " (" + strings.Join(s, ", ") + ")"
}

func (v *entityView) claims(p *printer) {
	p.line("")
	if v.Claims == 0 {
		p.line("No claim is about it.")
		return
	}
	p.line("%s: %s; mentioned in %s", p.bold(count(v.Claims, "claim")), v.byFactuality(), count(v.Articles, "article"))
	if v.Claims > len(v.Latest) {
		p.line("The latest %s:", thousands(len(v.Latest)))
	}
	for i := range v.Latest {
		p.line("")
		p.claimRow(v.naming, &v.Latest[i])
	}
}

func (v *entityView) byFactuality() string {
	var s []string
	for _, f := range byFactuality(v.Factualities) {
		s = append(s, strconv.Itoa(v.Factualities[f])+" "+f)
	}
	return strings.Join(s, ", ")
}

func ifElse[T any](cond bool, a, b T) T {
	if cond {
		return a
	}
	return b
}
