package neo4j

import (
	"context"
	"strings"

	"geokg/graph"
	"geokg/schema"
)

// Search implements [graph.Store].
func (s *Store) Search(ctx context.Context, text string, limit int) (f graph.Found, err error) {
	words := graph.Words(text)
	if len(words) == 0 {
		return f, nil
	}
	// A word has no quotation mark and no backslash; within quotes nothing else is special to Lucene.
	p := params{"names": whoseIndex, "sentences": wordsIndex, "words": `+"` + strings.Join(words, `" +"`) + `"`}
	err = s.read(ctx, "search", func(ctx context.Context, t tx) error {
		if err := t.indexed(ctx); err != nil {
			return err
		}
		f = graph.Found{}
		var es []schema.Entity
		if err := t.query(ctx, "CALL db.index.fulltext.queryNodes($names, $words) YIELD node WHERE node.keys IS NOT NULL RETURN node", p,
			func(r row) { es = append(es, entityOf(r.labels(0), r.node(0))) }); err != nil {
			return err
		}
		f.Entities = graph.RankNames(es, text, limit)
		cypher := "CALL db.index.fulltext.queryNodes($sentences, $words) YIELD node AS c WHERE c:Claim AND c.edge IS NOT NULL WITH c ORDER BY c.dated DESC, c.articleId, c.id"
		if limit > 0 {
			p["limit"] = limit
			cypher += " LIMIT $limit"
		}
		if err := t.query(ctx, cypher+" RETURN c", p, func(r row) { f.Claims = append(f.Claims, graph.ClaimRow{Claim: claimNode(r.node(0))}) }); err != nil {
			return err
		}
		return t.fill(ctx, f.Claims, false)
	})
	return f, err
}
