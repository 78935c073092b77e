package cli

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"geokg/graph"
)

type retractOptions struct {
	*Globals
	Articles []string // ids or URLs
	DryRun   bool
}

func newRetract(g *Globals) *cobra.Command {
	o := retractOptions{Globals: g}
	cmd := &cobra.Command{
		Use:   "retract ARTICLE…",
		Short: "Take back what articles had said",
		Long: `Take articles out of the graph, with all that they alone had contributed: claims,
entities, aliases, and the edges that no other article supports.

An ARTICLE is its URL or its id, as relations and status print them with
--format json. If one of them is not in the graph, nothing is taken back.`,
		Example: `  geokg retract https://example.org/2022/05/wrong-story
  geokg retract --dry-run article/3f0c…`,
		Args: arguments(1, -1, "at least one URL or id of an article"),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.Articles = args
			return o.run(cmd.Context())
		},
	}
	cmd.Flags().BoolVar(&o.DryRun, "dry-run", false, "say what would be taken back, but write nothing")
	return cmd
}

func (o *retractOptions) run(ctx context.Context) (err error) {
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
	found, err := findArticles(ctx, s, o.Articles)
	if err != nil {
		return err
	}
	v := &retractView{DryRun: o.DryRun, Articles: found}
	if o.DryRun {
		if v.Claims, err = countClaims(ctx, s, found); err != nil {
			return err
		}
		return o.showSummary(v)
	}
	ids := make([]string, len(found))
	for i, a := range found {
		ids[i] = a.ID
	}
	ch, err := s.Retract(ctx, ids)
	if err != nil {
		return err
	}
	v.Claims, v.Entities, v.Edges = ch.ClaimsRemoved, &ch.EntitiesRemoved, &ch.EdgesRemoved
	return o.showSummary(v)
}

// findArticles returns the articles of these ids or URLs, in order of id.
func findArticles(ctx context.Context, s graph.Store, wanted []string) ([]graph.Article, error) {
	found := map[string]bool{}
	var articles []graph.Article
	err := s.Articles(ctx, func(a graph.Article) error {
		hit := false
		for _, w := range wanted {
			if isArticle(&a, w) {
				found[w], hit = true, true
			}
		}
		if hit {
			articles = append(articles, a)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	missing := slices.DeleteFunc(slices.Clone(wanted), func(w string) bool { return found[w] })
	if len(missing) > 0 {
		return nil, fmt.Errorf("%s: no article of this URL or id is in the graph; nothing was taken back", strings.Join(missing, ", "))
	}
	return articles, nil
}

// isArticle compares a URL without what doesn't matter at its ends.
func isArticle(a *graph.Article, wanted string) bool {
	if a.ID == wanted {
		return true
	}
	plain := func(u string) string {
		u, _, _ = strings.Cut(u, "#")
		return strings.TrimSuffix(u, "/")
	}
	return a.URL != "" && plain(a.URL) == plain(wanted)
}

func countClaims(ctx context.Context, s graph.Store, articles []graph.Article) (n int, err error) {
	for _, a := range articles {
		rows, err := s.Claims(ctx, graph.ClaimQuery{Article: a.ID})
		if err != nil {
			return 0, err
		}
		n += len(rows)
	}
	return n, nil
}

type retractView struct {
	DryRun   bool            `json:"dryRun"`
	Articles []graph.Article `json:"articles"`
	Claims   int             `json:"claims"`
	Entities *int            `json:"entities,omitempty"` // not with --dry-run
	Edges    *int            `json:"edges,omitempty"`    // not with --dry-run
}

func (v *retractView) value() any           { return v }
func (v *retractView) lines() iter.Seq[any] { return each(v.Articles) }

func (v *retractView) table() (head []string, rows [][]string) {
	for _, a := range v.Articles {
		rows = append(rows, []string{a.ID, a.URL, a.Title, strconv.FormatBool(v.DryRun)})
	}
	return []string{"id", "url", "title", "dry_run"}, rows
}

func (v *retractView) text(p *printer) {
	verb := "Taken back:"
	if v.DryRun {
		verb = "Nothing was written. This would be taken back:"
	}
	p.line("%s %s", verb, count(len(v.Articles), "article")+" with "+count(v.Claims, "claim"))
	for _, a := range v.Articles {
		p.paragraph("  ", 2, orElse(a.Title, a.ID))
		p.paragraph("    ", 4, orElse(a.URL, a.ID), faint)
	}
	if !v.DryRun {
		p.line("%s and %s are gone that no other article supports.", count(*v.Entities, "entity"), count(*v.Edges, "edge"))
	}
}
