package export

import (
	"bufio"
	"context"
	"encoding/json"
	"io"

	"geokg/graph"
	"geokg/schema"
)

// Kinds of lines that [JSONLines] writes, in this order but for mentions and claims, which stand among the articles that they come from.
const (
	KindEntity     = "entity"
	KindArticle    = "article"
	KindMention    = "mention"
	KindClaim      = "claim"
	KindMembership = "membership"
	KindEdge       = "edge"
)

type mentionLine struct {
	Article string   `json:"article"`
	Entity  string   `json:"entity"`
	Count   int      `json:"count"`
	Names   []string `json:"names,omitempty"`
}

// JSONLines writes the graph as JSON Lines, {"kind": "entity", "value": {…}}: entities, articles each with its mentions and claims,
// memberships of the reference, and typed edges. Ids link them: a claim's subject, object and attribution are entities.
func JSONLines(ctx context.Context, s graph.Store, w io.Writer) error {
	b := bufio.NewWriterSize(w, 1<<16)
	enc := json.NewEncoder(b)
	enc.SetEscapeHTML(false)
	line := func(kind string, v any) error {
		return enc.Encode(struct {
			Kind  string `json:"kind"`
			Value any    `json:"value"`
		}{kind, v})
	}
	if err := visit(ctx, s, visitor{
		entity:  func(e *schema.Entity) error { return line(KindEntity, e) },
		article: func(a *graph.Article) error { return line(KindArticle, a) },
		mention: func(article string, m *graph.Mentioned) error {
			return line(KindMention, mentionLine{article, m.Entity.ID, m.Count, m.Names})
		},
		claim:      func(c *schema.Claim) error { return line(KindClaim, c) },
		membership: func(m *schema.Membership) error { return line(KindMembership, m) },
		edge:       func(e *graph.Edge) error { return line(KindEdge, e) },
	}); err != nil {
		return err
	}
	return b.Flush()
}
