package cli

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"

	"geokg/graph"
	"geokg/schema"
)

// A relationsView shows what articles say about two actors, or one.
type relationsView struct {
	graph.Answer
	asked    []resolved // A, and B if there is one
	naming   naming
	narrowed bool // by flags, so that nothing to show is not nothing known
	ids      bool // show those of the claims
	flat     bool // each claim by itself
	brief    bool // without sentences and sources
}

// ask fills in the answer. About an actor that no article mentions it is empty.
func (v *relationsView) ask(ctx context.Context, s graph.Store, o graph.RelateOptions) error {
	v.A, v.Rows, v.Edges = v.asked[0].Entity, []graph.Row{}, []graph.Edge{}
	b := ""
	if len(v.asked) > 1 {
		v.B, b = &v.asked[1].Entity, v.asked[1].ID
	}
	if len(v.absent()) > 0 {
		return nil
	}
	answer, err := graph.Relate(ctx, s, v.A.ID, b, o)
	if err != nil {
		return err
	}
	answer.Rows, answer.Edges = listOf(answer.Rows), listOf(answer.Edges)
	v.Answer = answer
	return nil
}

// absent returns the names of those that no article in the graph mentions.
func (v *relationsView) absent() []string {
	var names []string
	for _, e := range v.asked {
		if !e.InGraph {
			names = append(names, e.Name)
		}
	}
	return names
}

func (v *relationsView) value() any           { return v.Answer }
func (v *relationsView) lines() iter.Seq[any] { return each(v.Rows) }

func (v *relationsView) table() (head []string, rows [][]string) {
	head = append(slices.Clone(claimRowColumns), "rolled_up_a", "rolled_up_b", "event")
	for i := range v.Rows {
		r := &v.Rows[i]
		event := ""
		if r.Event != nil {
			event = r.Event.ID
		}
		rows = append(rows, append(claimRowCells(&r.ClaimRow), why(r.A), why(r.B), event))
	}
	return head, rows
}

func why(r *graph.RolledUp) string {
	if r == nil {
		return ""
	}
	return r.Why
}

func (v *relationsView) text(p *printer) {
	p.paragraph("", 0, v.title(), bold)
	if absent := v.absent(); len(absent) > 0 {
		p.paragraph("", 0, "No article in the graph mentions "+strings.Join(absent, " or ")+".")
		return
	}
	if len(v.Rows) == 0 {
		p.paragraph("", 0, v.nothing())
		return
	}
	p.paragraph("", 0, v.summary())
	if lines := v.standIns(); len(lines) > 0 {
		p.line("")
		for _, l := range lines {
			p.paragraph("  ", 4, l)
		}
	}
	if v.brief {
		p.line("")
	}
	for _, g := range v.groups() {
		if !v.brief {
			p.line("")
		}
		v.group(p, g)
	}
	if v.More {
		p.line("")
		p.line("These are the latest claims; there are more, and a larger --limit, or --limit all, shows them.")
	}
}

func (v *relationsView) title() string {
	if v.B == nil {
		return v.naming.full(&v.A)
	}
	return v.naming.full(&v.A) + " and " + v.naming.full(v.B)
}

func (v *relationsView) nothing() string {
	s := "No claim in the graph is about it"
	if v.B != nil {
		s = "No claim in the graph links them"
	}
	if v.narrowed {
		return s + " under these conditions."
	}
	return s + "."
}

// summary says how much there is and from when to when.
func (v *relationsView) summary() string {
	var told tellings
	first, last := "", ""
	for i := range v.Rows {
		told.add(&v.Rows[i].Article)
		if d := v.Rows[i].Claim.Date.Value; d != "" { // in order
			if first == "" {
				first = d
			}
			last = d
		}
	}
	s := count(len(groupRows(v.Rows)), "claim") + " in " + told.String()
	switch {
	case first == "":
	case first == last:
		s += ", " + first
	default:
		s += ", " + first + " to " + last
	}
	return s
}

// standIns says in words who answers for whom in the rows, each once, in the order of the rows.
func (v *relationsView) standIns() []string {
	var lines []string
	add := func(r *graph.RolledUp, actor *schema.Entity) {
		if r == nil || actor == nil || r.Via == graph.ViaEvent && hasWords(r.Entity.Name, actor.Name) {
			return // "2022 NATO Madrid summit" says itself whose event it is
		}
		if l := v.standIn(r, actor); !slices.Contains(lines, l) {
			lines = append(lines, l)
		}
	}
	for i := range v.Rows {
		add(v.Rows[i].A, &v.A)
		add(v.Rows[i].B, v.B)
	}
	return lines
}

// standIn says why somebody answers for an actor: "National Intelligence Service answers for South Korea, as its agency."
func (v *relationsView) standIn(r *graph.RolledUp, actor *schema.Entity) string {
	who, its, of := r.Entity.Name, "its ", ""
	if r.For != actor.ID {
		its, of = "the ", " of "+v.nameOf(r.For)
	}
	as := ""
	switch r.Via {
	case graph.ViaAgency:
		as = its + "agency"
	case graph.ViaBody:
		as = its + "body"
	case graph.ViaEvent:
		as = its + "event"
	case graph.ViaLeader:
		as = "one of " + its + "leaders"
	}
	return who + " answers for " + actor.Name + ", as " + as + of + inOffice(&r.Answering) + "."
}

// nameOf returns the name of an entity of the rows or the gazetteer.
func (v *relationsView) nameOf(id string) string {
	for i := range v.Rows {
		for _, e := range []*schema.Entity{&v.Rows[i].Subject, &v.Rows[i].Object} {
			if e.ID == id {
				return e.Name
			}
		}
	}
	return v.naming.namesOf(id)[0]
}

// groups returns the rows as they are shown.
func (v *relationsView) groups() [][]graph.Row {
	if !v.flat {
		return byReport(groupRows(v.Rows))
	}
	var each [][]graph.Row
	for _, r := range v.Rows {
		each = append(each, []graph.Row{r})
	}
	return each
}

// groupRows puts rows that say the same together, in the order of the first of each.
func groupRows(rows []graph.Row) [][]graph.Row {
	at := map[string]int{}
	var groups [][]graph.Row
	for _, r := range rows {
		i, ok := at[r.Group]
		if !ok {
			i = len(groups)
			at[r.Group] = i
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], r)
	}
	return groups
}

// byReport puts the undated groups, which stand last, in the order in which they were reported.
func byReport(groups [][]graph.Row) [][]graph.Row {
	key := func(g []graph.Row) string {
		if !g[0].Claim.Date.IsZero() {
			return "" // they are in order
		}
		return "undated " + g[0].Article.Published.Value
	}
	slices.SortStableFunc(groups, func(a, b []graph.Row) int { return cmp.Compare(key(a), key(b)) })
	return groups
}

// group writes what one or several articles say, with their sentences and sources.
func (v *relationsView) group(p *printer, rows []graph.Row) {
	first := &rows[0]
	p.claim(first.Claim.Date, first.Claim.Factuality, v.naming.statement(&first.Subject, first.Claim.Relation, &first.Object)+v.weight(rows))
	if v.brief {
		if v.ids {
			for i := range rows {
				p.detail(rows[i].Claim.ID, faint)
			}
		}
		return
	}
	for i, said := range sentences(rows) {
		if i == shownSentences {
			p.detail(fmt.Sprintf("and %s more; --format json shows them all", count(len(rows)-countRows(sentences(rows)[:i]), "source")), faint)
			break
		}
		p.detail(quoted(said[0].Claim.Evidence))
		for j := range said {
			r := &said[j].ClaimRow
			p.detail(saidBy(v.naming, r)+articleSource(&r.Article), faint)
			if v.ids {
				p.detail(r.Claim.ID, faint)
			}
		}
	}
	var told tellings
	for i := range rows {
		told.add(&rows[i].Article)
	}
	if told.hasCopies() {
		p.detail(told.String(), faint)
	}
	if e := first.Event; e != nil && v.B != nil {
		p.detail(fmt.Sprintf("%s and %s both have a part in %s.", v.A.Name, v.B.Name, e.Name))
	}
}

// weight says by how many stories, in how many articles, if there are several and the sources are not shown.
func (v *relationsView) weight(rows []graph.Row) string {
	var told tellings
	for i := range rows {
		told.add(&rows[i].Article)
	}
	if !v.brief || len(told.articles) < 2 {
		return ""
	}
	return " (" + told.String() + ")"
}

// tellings count articles and the stories that they tell: copies of each other corroborate nothing.
type tellings struct{ articles, stories map[string]bool }

func (t *tellings) add(a *graph.Article) {
	if t.articles == nil {
		t.articles, t.stories = map[string]bool{}, map[string]bool{}
	}
	t.articles[a.ID], t.stories[a.Story] = true, true
}

func (t *tellings) hasCopies() bool { return len(t.stories) < len(t.articles) }

// String says "3 articles", or "3 articles of 2 stories" if some are copies.
func (t *tellings) String() string {
	s := count(len(t.articles), "article")
	if t.hasCopies() {
		s += " of " + count(len(t.stories), "story")
	}
	return s
}

// shownSentences is how many different sentences a claim is shown with.
const shownSentences = 3

// sentences puts the rows with one sentence together: a report and its syndicated copies. The surest comes first.
func sentences(rows []graph.Row) [][]graph.Row {
	at := map[string]int{}
	var said [][]graph.Row
	for _, r := range rows {
		key := oneLine(r.Claim.Evidence)
		i, ok := at[key]
		if !ok {
			i = len(said)
			at[key] = i
			said = append(said, nil)
		}
		said[i] = append(said[i], r)
	}
	slices.SortStableFunc(said, func(a, b []graph.Row) int { return cmp.Compare(b[0].Claim.Confidence, a[0].Claim.Confidence) })
	return said
}

func countRows(said [][]graph.Row) (n int) {
	for _, s := range said {
		n += len(s)
	}
	return n
}
