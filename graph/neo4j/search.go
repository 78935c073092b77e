package neo4j

import (
	"context"
	"fmt"
	"strings"

	bolt "github.com/neo4j/neo4j-go-driver/v5/neo4j"

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
	p := params{"index": wordsIndex, "words": `+"` + strings.Join(words, `" +"`) + `"`}
	err = s.read(ctx, "search", func(ctx context.Context, t tx) error {
		f = graph.Found{}
		const found = "CALL db.index.fulltext.queryNodes($index, $words) YIELD node "
		var es []schema.Entity
		if err := t.query(ctx, found+"WHERE node:`__Entity__` AND node.keys IS NOT NULL RETURN node", p,
			func(r row) { es = append(es, entityOf(r.labels(0), r.node(0))) }); err != nil {
			return err
		}
		f.Entities = graph.RankNames(es, text, limit)
		cypher := found + "WITH node AS c WHERE c:Claim AND c.edge IS NOT NULL MATCH (c)-[:STATED_IN]->(a:Article)" +
			" WITH c, a ORDER BY c.date IS NULL, c.date DESC, a.id, c.id"
		if limit > 0 {
			p["limit"] = limit
			cypher += " LIMIT $limit"
		}
		if err := t.query(ctx, cypher+claimEnds, p, func(r row) { f.Claims = append(f.Claims, graph.ClaimRow{Claim: claimAt(r)}) }); err != nil {
			return err
		}
		return t.fill(ctx, f.Claims)
	})
	if err != nil && strings.Contains(err.Error(), "no such fulltext schema index") {
		err = fmt.Errorf("this graph was last written by a geokg that could not search: run geokg import with an article, or none and --reference, to have it indexed: %w: %w",
			graph.ErrSchemaVersion, err)
	}
	return f, err
}

// addWords fills the words in a graph that was written without them, before there is an index over them.
func (s *Store) addWords(ctx context.Context) error {
	for _, of := range []struct {
		read, write string
		words       func(row) string
	}{
		{"MATCH (x:Claim) WHERE x.words IS NULL AND x.edge IS NOT NULL RETURN x.id, x.sentence LIMIT $limit", "MATCH (x:Claim {id: r.id})",
			func(r row) string { return wordsOf(r.str(1)) }},
		{"MATCH (x:`__Entity__`) WHERE x.words IS NULL AND x.keys IS NOT NULL RETURN x.id, x LIMIT $limit", "MATCH (x:`__Entity__` {id: r.id})",
			func(r row) string {
				e := entityOf(nil, r.node(1))
				return nameWords(&e)
			}},
	} {
		for {
			var lines []any
			session := s.session(ctx, bolt.AccessModeWrite)
			_, err := session.ExecuteWrite(ctx, func(mt bolt.ManagedTransaction) (any, error) {
				lines = nil
				t := s.tx(mt)
				if err := t.query(ctx, of.read, params{"limit": s.opts.BatchRows * 10}, func(r row) {
					lines = append(lines, params{"id": r.str(0), "words": of.words(r)})
				}); err != nil || len(lines) == 0 {
					return nil, err
				}
				return nil, t.run(ctx, "UNWIND $rows AS r "+of.write+" SET x.words = r.words", params{"rows": lines})
			})
			closeSession(ctx, session)
			if err != nil {
				return s.fail(ctx, "index words", err)
			}
			if len(lines) == 0 {
				break
			}
		}
	}
	return nil
}
