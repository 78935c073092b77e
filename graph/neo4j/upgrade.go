package neo4j

import (
	"context"
	"fmt"
	"maps"
	"slices"

	bolt "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"geokg/graph"
)

// upgrades bring a graph that an earlier geokg has written to what an index is over, before it is made.
var upgrades = map[string]func(*Store, context.Context) error{
	whoseIndex:          (*Store).addWords,
	wordsIndex:          (*Store).addWords,
	endIndex("subject"): (*Store).addEnds,
	endIndex("object"):  (*Store).addEnds,
}

// indexed makes sure that the graph has what upgrades make, once for a store: a statement that names an index which is not there runs all the same, and
// finds nothing. A database without a graph is asked like an empty one.
func (t tx) indexed(ctx context.Context) error {
	if t.upgraded.Load() {
		return nil
	}
	names := slices.Collect(maps.Keys(upgrades))
	n, version := 0, 0
	if err := t.query(ctx, "SHOW INDEXES YIELD name WHERE name IN $names RETURN count(*)", params{"names": names}, func(r row) { n = r.int(0) }); err != nil {
		return err
	}
	if n < len(names) {
		err := t.query(ctx, readVersion, nil, func(r row) { version = r.int(0) })
		if err == nil && version != 0 {
			err = fmt.Errorf("this graph %s: %w", graph.LacksIndexes, graph.ErrSchemaVersion)
		}
		return err
	}
	t.upgraded.Store(true)
	return nil
}

// addEnds repeats on claims what their edges lead to.
func (s *Store) addEnds(ctx context.Context) error {
	for {
		n := 0
		session := s.session(ctx, bolt.AccessModeWrite)
		_, err := session.ExecuteWrite(ctx, func(mt bolt.ManagedTransaction) (any, error) {
			return nil, s.tx(mt).query(ctx, "MATCH (c:Claim) WHERE c.articleId IS NULL AND c.edge IS NOT NULL WITH c LIMIT $limit "+
				"OPTIONAL MATCH (c)-[:SUBJECT]->(s) OPTIONAL MATCH (c)-[:OBJECT]->(o) OPTIONAL MATCH (c)-[:STATED_IN]->(a:Article) OPTIONAL MATCH (c)-[:ATTRIBUTED_TO]->(w) "+
				"SET c.subjectId = s.id, c.objectId = o.id, c.articleId = coalesce(a.id, ''), c.attributedId = w.id, c.dated = coalesce(c.date, '') RETURN count(*)",
				params{"limit": s.opts.BatchRows * 4}, func(r row) { n = r.int(0) })
		})
		closeSession(ctx, session)
		if err != nil || n == 0 {
			return s.fail(ctx, "index the ends of claims", err)
		}
	}
}

// addWords fills the words that are searched.
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
