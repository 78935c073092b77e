package neo4j

import (
	"context"
	"errors"
	"fmt"
	"strings"

	bolt "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"geokg/graph"
	"geokg/schema"
)

// awaitSeconds is how long Ensure waits for indexes over data that is there already.
const awaitSeconds = 600

// The full-text indexes that queries name.
const (
	namesIndex = "geokg_names"      // over names and aliases, for people
	keysIndex  = "geokg_name_keys"  // over graph.NameKeys, each a term as it is, for Find
	wordsIndex = "geokg_words"      // over graph.Words of claims' sentences and entities' names, for Search
	whoseIndex = "geokg_name_words" // over those of names alone: a name stands in very many sentences
)

// A rule is a constraint or an index of the graph.
type rule struct {
	name   string
	create string
}

// rules returns the constraints and indexes that the graph needs. Uniqueness is all that the Community edition can hold.
func rules() []rule {
	rs := []rule{
		unique("entity", "(x:`__Entity__`)"),
		unique("article", "(x:Article)"),
		unique("claim", "(x:Claim)"),
		unique("view", "(x:`__View__`)"),
		unique("graph", "(x:`__Geokg__`)"),
		unique("decision", "(x:`"+decisionLabel+"`)"),
	}
	for _, r := range schema.Relations() {
		rs = append(rs, unique(strings.ToLower(r.Name), "()-[x:"+r.Name+"]-()"))
	}
	rs = append(rs, unique("reference_membership", "()-[x:"+membershipType+"]-()"))
	for _, x := range []struct{ label, property string }{
		{"Claim", "edge"}, {"Article", "story"}, {"Article", "published"},
		{"__Entity__", "parentId"}, {"Agency", "countryId"},
		{"__View__", "entity"},
	} {
		name := "geokg_" + strings.ToLower(strings.Trim(x.label, "_")+"_"+x.property)
		rs = append(rs, rule{name, "CREATE INDEX " + name + " IF NOT EXISTS FOR (x:`" + x.label + "`) ON (x." + x.property + ")"})
	}
	for _, x := range [][2]string{{"subject", "object"}, {"object", "subject"}} {
		name := endIndex(x[0])
		rs = append(rs, rule{name, fmt.Sprintf("CREATE INDEX %s IF NOT EXISTS FOR (x:Claim) ON (x.%sId, x.dated, x.relation, x.factuality, x.%sId)", name, x[0], x[1])})
	}
	const fulltext = "CREATE FULLTEXT INDEX %s IF NOT EXISTS FOR (x:`__Entity__`) ON EACH [%s] " +
		"OPTIONS {indexConfig: {`fulltext.analyzer`: '%s', `fulltext.eventually_consistent`: false}}"
	const words = "CREATE FULLTEXT INDEX %s IF NOT EXISTS FOR (x:`__Entity__`%s) ON EACH [x.words] " +
		"OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace', `fulltext.eventually_consistent`: false}}"
	return append(rs,
		rule{namesIndex, fmt.Sprintf(fulltext, namesIndex, "x.name, x.aliases", "standard-folding")},
		rule{keysIndex, fmt.Sprintf(fulltext, keysIndex, "x.keys", "keyword")},
		rule{whoseIndex, fmt.Sprintf(words, whoseIndex, "")},
		rule{wordsIndex, fmt.Sprintf(words, wordsIndex, "|Claim")})
}

// endIndex is the name of the index over the claims that have an entity at one end.
func endIndex(end string) string { return "geokg_claim_" + end }

func unique(what, pattern string) rule {
	name := "geokg_" + what + "_id"
	return rule{name, "CREATE CONSTRAINT " + name + " IF NOT EXISTS FOR " + pattern + " REQUIRE x.id IS UNIQUE"}
}

// Ensure creates the constraints and indexes that are missing, waits until they are filled, and notes the schema version. Where all of
// them are there it writes nothing. Data that is not geokg's is no reason to refuse, unless it breaks a constraint: two nodes with the
// label Article and the same id, say (ErrNotGraph).
func (s *Store) Ensure(ctx context.Context) error {
	have, version, err := s.installed(ctx)
	if err != nil {
		return err
	}
	if version != 0 && version != graph.SchemaVersion {
		return s.fail(ctx, "ensure", versionError(version))
	}
	for _, r := range rules() {
		if have[r.name] {
			continue
		}
		if upgrade := upgrades[r.name]; upgrade != nil && version != 0 {
			if err := upgrade(s, ctx); err != nil {
				return err
			}
		}
		if err := s.create(ctx, r); err != nil {
			return err
		}
	}
	if err := s.read(ctx, "wait for indexes", func(ctx context.Context, t tx) error {
		return t.run(ctx, "CALL db.awaitIndexes($seconds)", params{"seconds": awaitSeconds})
	}); err != nil || version != 0 {
		return err
	}
	return s.noteVersion(ctx)
}

// readVersion returns the schema version of a graph; of none if there is none.
const readVersion = "MATCH (g:`__Geokg__` {id: 'geokg'}) RETURN g.schemaVersion"

// Missing returns the statements that [Store.Ensure] is going to run: the constraints and indexes that the database lacks.
func (s *Store) Missing(ctx context.Context) ([]string, error) {
	have, _, err := s.installed(ctx)
	if err != nil {
		return nil, err
	}
	var missing []string
	for _, r := range rules() {
		if !have[r.name] {
			missing = append(missing, r.create)
		}
	}
	return missing, nil
}

// installed returns the names of all constraints and indexes, and the schema version, 0 if there is none yet.
func (s *Store) installed(ctx context.Context) (have map[string]bool, version int, err error) {
	err = s.read(ctx, "read the schema", func(ctx context.Context, t tx) error {
		have, version = map[string]bool{}, 0
		for _, list := range []string{
			"SHOW CONSTRAINTS YIELD name RETURN name",
			"SHOW INDEXES YIELD name RETURN name",
		} {
			if err := t.query(ctx, list, nil, func(r row) { have[r.str(0)] = true }); err != nil {
				return err
			}
		}
		return t.query(ctx, readVersion, nil, func(r row) { version = r.int(0) })
	})
	return have, version, err
}

// create makes one constraint or index. Another process that makes it at the same time is no trouble.
func (s *Store) create(ctx context.Context, r rule) error {
	session := s.session(ctx, bolt.AccessModeWrite)
	defer closeSession(ctx, session)
	_, err := session.ExecuteWrite(ctx, func(mt bolt.ManagedTransaction) (any, error) {
		return nil, s.tx(mt).run(ctx, r.create, nil)
	})
	e, ok := errors.AsType[*bolt.Neo4jError](err)
	if !ok || !strings.Contains(e.Code, ".Schema.") {
		return s.fail(ctx, "create "+r.name, err)
	}
	if e.Code == "Neo.ClientError.Schema.EquivalentSchemaRuleAlreadyExists" {
		return nil
	}
	return s.fail(ctx, "create "+r.name, fmt.Errorf("%w: database %q holds data or indexes of something else that are in the way; use a database of its own: %w",
		graph.ErrNotGraph, s.opts.Database, err))
}

// noteVersion makes the __Geokg__ node.
func (s *Store) noteVersion(ctx context.Context) error {
	session := s.session(ctx, bolt.AccessModeWrite)
	defer closeSession(ctx, session)
	_, err := session.ExecuteWrite(ctx, func(mt bolt.ManagedTransaction) (any, error) {
		return nil, s.tx(mt).run(ctx,
			"MERGE (g:`__Geokg__` {id: 'geokg'}) ON CREATE SET g.name = 'geokg', g.schemaVersion = $version",
			params{"version": graph.SchemaVersion})
	})
	return s.fail(ctx, "note the schema version", err)
}

func versionError(version int) error {
	return fmt.Errorf("%w: the graph has version %d, this geokg writes version %d: use the geokg that wrote it, or another database",
		graph.ErrSchemaVersion, version, graph.SchemaVersion)
}

// lock keeps other writers out until the transaction ends and checks that they have left the schema version as it was. It returns
// the number of this write, one more than the last that was committed.
func (t tx) lock(ctx context.Context) (write int, err error) {
	version := 0
	// Setting a property locks the node.
	err = t.query(ctx, "MATCH (g:`__Geokg__` {id: 'geokg'}) SET g.writes = coalesce(g.writes, 0) + 1 RETURN g.schemaVersion, g.writes", nil,
		func(r row) { version, write = r.int(0), r.int(1) })
	switch {
	case err != nil:
		return 0, err
	case version == 0:
		return 0, fmt.Errorf("%w yet: Ensure has to make it one", graph.ErrNotGraph)
	case version != graph.SchemaVersion:
		return 0, versionError(version)
	}
	return write, nil
}
