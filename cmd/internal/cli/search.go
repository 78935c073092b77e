package cli

import (
	"context"
	"iter"
	"strings"

	"github.com/spf13/cobra"

	"geokg/graph"
	"geokg/schema"
)

func newSearch(g *Globals) *cobra.Command {
	limit := 20
	cmd := &cobra.Command{
		Use:   "search WORD…",
		Short: "Find entities and claims by words",
		Long: `Find the entities of whose names all the words are, and the claims in whose sentences all of
them stand, the latest first. Words are whole ones, in any order, without regard to case,
accents and apostrophes; nothing is a sign of its own, and no ending is cut off.`,
		Example: `  geokg search korea
  geokg search missile test --limit 50
  geokg search "joint drills" --format jsonl`,
		Args: arguments(1, -1, "words to search for"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return g.search(cmd.Context(), strings.Join(args, " "), limit)
		},
	}
	cmd.Flags().Var((*positive)(&limit), "limit", "only the first so many entities, and so many claims")
	return cmd
}

func (g *Globals) search(ctx context.Context, text string, limit int) (err error) {
	if len(graph.Words(text)) == 0 {
		return usagef("search: %q has no words", text)
	}
	s, err := g.openToAsk(ctx)
	if err != nil {
		return err
	}
	defer closing(s, &err)
	names, err := g.gazetteer()
	if err != nil {
		return err
	}
	found, err := s.Search(ctx, text, limit)
	if err != nil {
		return err
	}
	found.Entities, found.Claims = listOf(found.Entities), listOf(found.Claims)
	return g.show(g.Format, &searchView{Found: found, naming: naming{names}, words: text, limit: limit})
}

type searchView struct {
	graph.Found
	naming naming
	words  string
	limit  int
}

func (v *searchView) value() any { return v.Found }

func (v *searchView) lines() iter.Seq[any] {
	type line struct {
		Entity *schema.Entity  `json:"entity,omitempty"`
		Claim  *graph.ClaimRow `json:"claim,omitempty"`
	}
	var ls []line
	for i := range v.Entities {
		ls = append(ls, line{Entity: &v.Entities[i]})
	}
	for i := range v.Claims {
		ls = append(ls, line{Claim: &v.Claims[i]})
	}
	return each(ls)
}

func (v *searchView) table() (head []string, rows [][]string) {
	for i := range v.Entities {
		e := &v.Entities[i]
		row := make([]string, len(claimRowColumns))
		row[2], row[3] = e.ID, e.Name // as a subject of nothing
		rows = append(rows, row)
	}
	for i := range v.Claims {
		rows = append(rows, claimRowCells(&v.Claims[i]))
	}
	return claimRowColumns, rows
}

func (v *searchView) text(p *printer) {
	if len(v.Entities)+len(v.Claims) == 0 {
		p.paragraph("", 0, "No name and no sentence in the graph has "+ifElse(len(graph.Words(v.words)) == 1, "the word ", "all the words ")+quoted(v.words)+".")
		return
	}
	if len(v.Entities) > 0 {
		p.line("%s", p.bold("Names"))
		rows := make([][]string, len(v.Entities))
		for i := range v.Entities {
			e := &v.Entities[i]
			rows[i] = []string{string(e.Label), e.ID, v.naming.full(e)}
		}
		p.table([]string{"label", "id", "name"}, rows)
	}
	if len(v.Claims) > 0 {
		if len(v.Entities) > 0 {
			p.line("")
		}
		p.line("%s", p.bold("Sentences"))
	}
	for i := range v.Claims {
		r := &v.Claims[i]
		p.claim(r.Claim.Date, r.Claim.Factuality, v.naming.statement(&r.Subject, r.Claim.Relation, &r.Object))
		p.detail(quoted(r.Claim.Evidence))
		p.detail(saidBy(v.naming, r)+articleSource(&r.Article), faint)
	}
	if len(v.Claims) == v.limit || len(v.Entities) == v.limit {
		p.line("")
		p.line("There may be more; a larger --limit shows them.")
	}
}
