package neo4j

import (
	"context"
	"errors"
	"math/rand/v2"
	"net"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	bolt "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"geokg/graph"
	"geokg/graph/neo4j/neo4jtest"
	"geokg/graph/storetest"
)

// ready returns a store in the emptied database of the shared server.
func ready(t testing.TB) (*Store, *neo4jtest.Server) {
	t.Helper()
	srv := neo4jtest.Shared(t)
	s := open(t, srv)
	t.Cleanup(func() { s.Close(context.Background()) })
	ensure(t, s)
	return s, srv
}

func ensure(t testing.TB, s *Store) {
	t.Helper()
	if err := s.Ensure(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func write(t testing.TB, s *Store, batch []graph.Contribution) {
	t.Helper()
	if _, err := s.Write(t.Context(), batch); err != nil {
		t.Fatal(err)
	}
}

func digest(t testing.TB, s *Store) string {
	t.Helper()
	st, err := s.Status(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return st.Digest
}

// wantError checks for a sentinel error and words of advice.
func wantError(t *testing.T, err, sentinel error, words ...string) {
	t.Helper()
	if !errors.Is(err, sentinel) {
		t.Errorf("error %v, want %v", err, sentinel)
		return
	}
	for _, w := range words {
		if !strings.Contains(err.Error(), w) {
			t.Errorf("error %q does not say %q", err, w)
		}
	}
}

func TestOpenErrors(t *testing.T) {
	srv := neo4jtest.Shared(t)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	nobody := "bolt://" + l.Addr().String()
	l.Close()
	good := Options{URI: srv.URI, Username: srv.Username, Password: srv.Password}
	for _, c := range []struct {
		name  string
		bend  func(*Options)
		want  error
		words []string
	}{
		{"wrong password", func(o *Options) { o.Password = "wrong-password" }, graph.ErrAuth, []string{"check the password", `"neo4j"`}},
		{"no password", func(o *Options) { o.Username, o.Password = "", "" }, graph.ErrAuth, []string{"check the password"}},
		{"unknown user", func(o *Options) { o.Username = "nobody" }, graph.ErrAuth, []string{`"nobody"`}},
		{"nobody listens", func(o *Options) { o.URI = nobody }, graph.ErrUnavailable, []string{"is a Neo4j server running at " + nobody}},
		{"nobody routes", func(o *Options) { o.URI = strings.Replace(nobody, "bolt", "neo4j", 1) }, graph.ErrUnavailable, []string{"is a Neo4j server running"}},
		{"no TLS there", func(o *Options) { o.URI = strings.Replace(o.URI, "bolt", "bolt+s", 1) }, graph.ErrUnavailable, []string{"is a Neo4j server running"}},
		{"HTTP address", func(o *Options) { o.URI = "bolt://" + strings.TrimPrefix(srv.HTTP, "http://") }, graph.ErrUnavailable, []string{"want bolt://", "HTTP"}},
		{"scheme", func(o *Options) { o.URI = srv.HTTP }, graph.ErrUnavailable, []string{"want bolt://"}},
		{"no address", func(o *Options) { o.URI = "" }, graph.ErrUnavailable, []string{"want bolt://"}},
		{"no such database", func(o *Options) { o.Database = "elsewhere" }, graph.ErrUnavailable, []string{`no database "elsewhere"`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := good
			c.bend(&o)
			s, err := Open(t.Context(), o)
			if err == nil {
				s.Close(t.Context())
			}
			wantError(t, err, c.want, c.words...)
			if o.Password != "" && err != nil && strings.Contains(err.Error(), o.Password) {
				t.Errorf("the error tells the password: %v", err)
			}
		})
	}
	t.Run("routing", func(t *testing.T) {
		o := good
		o.URI, o.Username = strings.Replace(srv.URI, "bolt://", "neo4j://", 1), ""
		s, err := Open(t.Context(), o)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close(t.Context())
		ensure(t, s)
		write(t, s, storetest.Generate(1, 3))
	})
}

func TestEnsure(t *testing.T) {
	srv := neo4jtest.Shared(t)
	s, other := open(t, srv), open(t, srv)
	defer s.Close(t.Context())
	defer other.Close(t.Context())

	_, err := s.Write(t.Context(), storetest.Generate(1, 1))
	wantError(t, err, graph.ErrNotGraph, "Ensure")

	var wg sync.WaitGroup
	for _, s := range []*Store{s, other} {
		wg.Go(func() {
			if err := s.Ensure(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	var want []string
	for _, r := range rules() {
		want = append(want, r.name)
	}
	slices.Sort(want)
	if got := srv.Column(t, "SHOW INDEXES YIELD name, state, type WHERE state = 'ONLINE' AND type <> 'LOOKUP' RETURN name"); !slices.Equal(got, want) {
		t.Errorf("indexes:\n%v, want\n%v", got, want)
	}
	if got := srv.Column(t, "MATCH (n) RETURN n.name"); !slices.Equal(got, []string{"geokg"}) {
		t.Errorf("nodes: %v", got)
	}

	srv.Exec(t, "MATCH (g:`__Geokg__`) SET g.schemaVersion = 99")
	wantError(t, s.Ensure(t.Context()), graph.ErrSchemaVersion, "99")
	_, err = s.Write(t.Context(), storetest.Generate(1, 1))
	wantError(t, err, graph.ErrSchemaVersion, "99")
}

// TestForeignData checks that nodes, edges and properties of others stay as they are and are not taken for geokg's.
func TestForeignData(t *testing.T) {
	clean, srv := ready(t)
	cs := storetest.Generate(2, 40)
	write(t, clean, cs)
	want := digest(t, clean)
	srv.Clear(t)

	srv.Exec(t, `CREATE (p:Person {id: 1, name: 'somebody'})-[:MENTIONS]->(:Country {name: 'KOR'}), (:Article {title: 'a'}), (:Article {title: 'b'}),
		(:Article {id: 'x', title: 'c'})<-[:STATED_IN]-(:Claim {id: 'y', date: date()})-[:SUBJECT]->(p), (:Claim), (:Claim),
		(p)-[:JOINED {id: 'z'}]->(:Alliance)-[:JOINED]->(p), (:`+"`__Entity__`"+` {id: 'foreign'})-[:THREATENS]->(:`+"`__Entity__`"+` {id: 'foreign too'})`)
	const others = "MATCH (n) WHERE n.mark IS NULL AND NOT n:`__Geokg__` OPTIONAL MATCH (n)-[r]->() " +
		"RETURN elementId(n) + labels(n)[0] + reduce(s = '', k IN keys(n) | s + ' ' + k + '=' + toString(n[k])) + coalesce(' ' + type(r) + coalesce(r.id, ''), '')"
	before := srv.Column(t, others)

	s := open(t, srv)
	defer s.Close(t.Context())
	ensure(t, s)
	write(t, s, cs)
	if got := digest(t, s); got != want {
		t.Errorf("digest %s beside other data, want %s", got, want)
	}

	// What people add to geokg's own nodes and edges stays while these do.
	srv.Exec(t, "MATCH (e:`__Entity__` {id: 'XAA'}) SET e.note = 'mine' CREATE (e)<-[:ABOUT]-(:Note {mark: 1})")
	srv.Exec(t, "MATCH (a:Article) WHERE a.hash IS NOT NULL SET a.note = 'mine'")
	for i := range cs {
		cs[i].Article.Extractor = "another one"
		for j := range cs[i].Mentioned {
			e := &cs[i].Mentioned[j].Entity
			e.Aliases = append(slices.Clone(e.Aliases), "zzz")
		}
	}
	write(t, s, cs)
	if got := srv.Column(t, "MATCH (:Note)-[:ABOUT]->(e) WHERE 'zzz' IN e.aliases RETURN e.note"); !slices.Equal(got, []string{"mine"}) {
		t.Errorf("note on an entity: %q", got)
	}
	if got := srv.Column(t, "MATCH (a:Article {extractor: 'another one'}) RETURN a.note"); len(got) != len(cs) {
		t.Errorf("notes on articles: %q", got)
	}

	var ids []string
	for _, c := range cs {
		ids = append(ids, c.Article.ID)
	}
	if _, err := s.Retract(t.Context(), ids); err != nil {
		t.Fatal(err)
	}
	if after := srv.Column(t, others); !slices.Equal(after, before) {
		t.Errorf("other data before:\n%q\nand after:\n%q", before, after)
	}
}

func TestForeignConflict(t *testing.T) {
	srv := neo4jtest.Shared(t)
	srv.Exec(t, "CREATE (:Article {id: 'same'}), (:Article {id: 'same'})")
	s := open(t, srv)
	defer s.Close(t.Context())
	wantError(t, s.Ensure(t.Context()), graph.ErrNotGraph, "database of its own", "Article")
}

// TestTwoProcesses imports the same articles, in another order, from two stores that know nothing of each other.
func TestTwoProcesses(t *testing.T) {
	s, srv := ready(t)
	cs := storetest.GenerateCopies(3, 300)
	write(t, s, cs)
	want := digest(t, s)
	srv.Empty(t)
	ensure(t, s)

	var wg sync.WaitGroup
	for i := range 2 {
		other := open(t, srv)
		defer other.Close(t.Context())
		mine := slices.Clone(cs)
		rand.New(rand.NewPCG(3, uint64(i))).Shuffle(len(mine), func(i, j int) { mine[i], mine[j] = mine[j], mine[i] })
		wg.Go(func() {
			for batch := range slices.Chunk(mine, 25) {
				if _, err := other.Write(t.Context(), batch); err != nil {
					t.Errorf("writer %d: %v", i, err)
				}
			}
		})
	}
	wg.Wait()
	if got := digest(t, s); got != want {
		t.Errorf("digest %s after two writers, want %s", got, want)
	}
}

// TestAlternating writes copies from two stores in turns: each has to see what the other one has written since.
func TestAlternating(t *testing.T) {
	s, srv := ready(t)
	cs := storetest.GenerateCopies(4, 30)
	write(t, s, cs)
	want := digest(t, s)
	srv.Empty(t)
	ensure(t, s)
	other := open(t, srv)
	defer other.Close(t.Context())
	for i := range cs {
		write(t, []*Store{s, other}[i%2], cs[i:i+1])
	}
	if got := digest(t, s); got != want {
		t.Errorf("digest %s, want %s", got, want)
	}
}

// TestDeadlock makes one with a transaction of another program: whichever the server ends, the write gets through.
func TestDeadlock(t *testing.T) {
	s, _ := ready(t)
	cs := storetest.Generate(4, 20)
	write(t, s, cs)
	for i := range cs { // so that every entity is written again
		for j := range cs[i].Mentioned {
			e := &cs[i].Mentioned[j].Entity
			e.Aliases = append(slices.Clone(e.Aliases), "zzz")
		}
	}
	ctx := t.Context()
	session := s.session(ctx, bolt.AccessModeWrite)
	defer session.Close(ctx)
	foreign, err := session.BeginTransaction(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := foreign.Run(ctx, "MATCH (e:`__Entity__` {id: $id}) SET e.note = 1", params{"id": cs[0].Mentioned[0].Entity.ID}); err != nil {
		t.Fatal(err)
	}
	written := make(chan error, 1)
	go func() {
		_, err := s.Write(ctx, cs)
		written <- err
	}()
	time.Sleep(500 * time.Millisecond) // the write has the graph's lock and waits for the entity's, or will
	if result, err := foreign.Run(ctx, "MATCH (g:`__Geokg__`) SET g.note = 1", nil); err == nil {
		_, err = result.Consume(ctx)
		t.Logf("foreign transaction: %v", err)
	}
	foreign.Close(ctx)
	if err := <-written; err != nil {
		t.Error(err)
	}
}

// TestCancelled ends writes at any moment and checks that each is there whole or not at all, as its error says.
func TestCancelled(t *testing.T) {
	s, _ := ready(t)
	cs := storetest.Generate(5, 400)
	write(t, s, cs[:50])
	start := time.Now()
	write(t, s, cs[50:85])
	usual := time.Since(start)
	have, cancelled := digest(t, s), 0
	rng := rand.New(rand.NewPCG(5, 5))
	for i, batch := range slices.Collect(slices.Chunk(cs[85:], 35)) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Duration(rng.Float64()*1.3*float64(usual)))
		ch, err := s.Write(ctx, batch)
		cancel()
		got := digest(t, s)
		switch {
		case err == nil:
			have = got
		case !errors.Is(err, context.DeadlineExceeded):
			t.Errorf("batch %d: %v", i, err)
		case got != have:
			t.Errorf("batch %d: %v, but the graph has changed", i, err)
		case ch != graph.Changes{}:
			t.Errorf("batch %d: %v, but changes %+v", i, err, ch)
		default:
			cancelled++
		}
	}
	t.Logf("%d of 9 writes cancelled", cancelled)
}

// TestServerLost kills the server in the middle of an import, which then goes on where it was; stops it; and makes it read-only.
func TestServerLost(t *testing.T) {
	srv := neo4jtest.Start(t)
	s := open(t, srv)
	defer s.Close(context.Background())
	ensure(t, s)
	cs := storetest.Generate(6, 300)
	batches := slices.Collect(slices.Chunk(cs, 15))

	var acknowledged []string
	for i, batch := range batches {
		if i == 7 {
			go func() {
				time.Sleep(20 * time.Millisecond) // into the write, or just before it
				srv.Kill()
			}()
		}
		_, err := s.Write(t.Context(), batch)
		if err == nil {
			for _, c := range batch {
				acknowledged = append(acknowledged, c.Article.ID)
			}
			continue
		}
		wantError(t, err, graph.ErrUnavailable, "is a Neo4j server running")
		break
	}
	if len(acknowledged) == len(cs) {
		t.Fatal("the whole import got through")
	}
	start := time.Now()
	_, err := s.Entity(t.Context(), "XAA")
	wantError(t, err, graph.ErrUnavailable)
	t.Logf("a question took %v to fail", time.Since(start))
	if _, err := Open(t.Context(), Options{URI: srv.URI}); !errors.Is(err, graph.ErrUnavailable) {
		t.Errorf("Open while the server is down: %v", err)
	}

	srv.Restart(t)
	have := map[string]bool{}
	if err := s.Articles(t.Context(), func(a graph.Article) error { have[a.ID] = true; return nil }); err != nil {
		t.Fatal(err)
	}
	for _, id := range acknowledged {
		if !have[id] {
			t.Errorf("article %s was acknowledged and is gone", id)
		}
	}
	for _, batch := range batches {
		write(t, s, batch)
	}
	got := digest(t, s)
	srv.Empty(t)
	ensure(t, s)
	write(t, s, cs)
	if want := digest(t, s); got != want {
		t.Errorf("digest %s after a killed import, want %s", got, want)
	}

	srv.Restart(t, neo4jtest.WithSetting("server.databases.default_to_read_only", "true"))
	ensure(t, s)
	if digest(t, s) != got {
		t.Error("another digest when read-only")
	}
	start = time.Now()
	_, err = s.Write(t.Context(), storetest.Generate(7, 1))
	wantError(t, err, graph.ErrReadOnly, "takes no writes")
	t.Logf("a write took %v to be refused", time.Since(start))
	_, err = s.Retract(t.Context(), acknowledged[:1])
	wantError(t, err, graph.ErrReadOnly)
}

// TestBrowser checks what a person sees who asks in Cypher: labels, names, properties, and edges that lead to the evidence.
func TestBrowser(t *testing.T) {
	s, srv := ready(t)
	write(t, s, storetest.Generate(8, 60))
	r := storetest.GenerateReference(8, 40)
	if _, err := s.PutReference(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	for cypher, want := range map[string]int{
		"MATCH (n) WHERE n.name IS NULL AND NOT n:`__View__` RETURN labels(n)[0]":                                                                                0,
		"MATCH (e:`__Entity__`) WHERE size(labels(e)) <> 2 RETURN e.id":                                                                                          0,
		"MATCH (c:Claim) WHERE NOT EXISTS { (c)-[:SUBJECT]->() } OR NOT EXISTS { (c)-[:OBJECT]->() } OR NOT EXISTS { (c)-[:STATED_IN]->(:Article) } RETURN c.id": 0,
		"MATCH (a:Article) WHERE NOT EXISTS { (a)-[:MENTIONS]->(:`__Entity__`) } RETURN a.id":                                                                    0,
		"MATCH (:`__Entity__`)-[r]->(:`__Entity__`) WHERE r.reference IS NULL AND (r.id IS NULL OR r.claims < 1 OR r.confidence < 0.5) RETURN r.id":              0,
		"MATCH (:`__Entity__`)-[r]->(:Alliance) WHERE r.reference RETURN r.id":                                                                                   len(r.Memberships),
		"MATCH ()-[r]->() WHERE r.reference AND type(r) <> 'REFERENCE_MEMBERSHIP' OR r.claims IS NOT NULL AND type(r) = 'REFERENCE_MEMBERSHIP' RETURN r.id":      0,
		"CALL db.index.fulltext.queryNodes('geokg_names', 'country AND 0') YIELD node WHERE node.id = 'XAA' RETURN node.id":                                      1,
		"MATCH (c:Claim) WHERE date(c.date) >= date('2015-01-01') RETURN DISTINCT 'dates are dates'":                                                             1,
	} {
		if got := srv.Column(t, cypher); len(got) != want {
			t.Errorf("%s: %d rows, want %d: %q", cypher, len(got), want, got)
		}
	}
}

// BenchmarkWrite writes 5,000 articles in batches as the command line does. "cold" is the first import into a server that has just
// started and still plans statements and compiles itself; "new" is the same import again, into the emptied graph, by when the server
// is as warm as in the middle of a long one; "same" imports what is there. Ask for one round of each: -benchtime 1x.
func BenchmarkWrite(b *testing.B) {
	const batchArticles = 200 // see cmd/internal/cli/import.go
	srv := neo4jtest.Shared(b)
	s := openBench(b, srv)
	cs := storetest.Generate(9, 5000)
	claims := 0
	for _, c := range cs {
		claims += len(c.Claims)
	}
	for _, c := range []struct {
		name  string
		empty bool
	}{{"cold", true}, {"new", true}, {"same", false}} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				if c.empty {
					b.StopTimer()
					srv.Empty(b)
					ensure(b, s)
					b.StartTimer()
				}
				for batch := range slices.Chunk(cs, batchArticles) {
					write(b, s, batch)
				}
			}
			b.ReportMetric(float64(claims)*float64(b.N)/b.Elapsed().Seconds(), "claims/s")
		})
	}
}

func openBench(b *testing.B, srv *neo4jtest.Server) *Store {
	s, err := Open(b.Context(), Options{URI: srv.URI, Username: srv.Username, Password: srv.Password})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { s.Close(context.Background()) })
	ensure(b, s)
	return s
}

func BenchmarkQuestions(b *testing.B) {
	s := openBench(b, neo4jtest.Shared(b))
	for batch := range slices.Chunk(storetest.Generate(10, 3000), 500) {
		write(b, s, batch)
	}
	for _, q := range []struct {
		name string
		ask  func() error
	}{
		{"between", func() error {
			_, err := s.Claims(b.Context(), graph.ClaimQuery{Of: []string{"XAA", "XAB", "XAC"}, Between: []string{"BLOC0", "BLOC1"}})
			return err
		}},
		{"latest", func() error {
			_, err := s.Claims(b.Context(), graph.ClaimQuery{Of: []string{"XAA"}, Limit: 100})
			return err
		}},
		{"answering", func() error { _, err := s.Answering(b.Context(), "BLOC0"); return err }},
		{"edges", func() error { _, err := s.Edges(b.Context(), graph.EdgeQuery{Of: []string{"XAA"}}); return err }},
		{"find", func() error { _, err := s.Find(b.Context(), "Country No. 1"); return err }},
		{"status", func() error { _, err := s.Status(b.Context()); return err }},
	} {
		b.Run(q.name, func(b *testing.B) {
			for b.Loop() {
				if err := q.ask(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// TestUpgrade takes out of a graph what one of an older geokg lacks, and finds it made and indexed by Ensure.
func TestUpgrade(t *testing.T) {
	s, srv := ready(t)
	defer s.Close(t.Context())
	write(t, s, storetest.Generate(4, 30))
	const text = "country no 1"
	q := graph.ClaimQuery{Of: []string{"XAA", "XAB"}}
	ask := func(s *Store) (found graph.Found, rows []graph.ClaimRow, err error) {
		if found, err = s.Search(t.Context(), text, 0); err == nil {
			rows, err = s.Claims(t.Context(), q)
		}
		return found, rows, err
	}
	found, rows, err := ask(s)
	if err != nil || len(found.Claims) == 0 || len(found.Entities) == 0 || len(rows) == 0 {
		t.Fatal(found, rows, err)
	}
	before := digest(t, s)
	for index, take := range map[string]string{
		wordsIndex:          "MATCH (x) WHERE x.words IS NOT NULL REMOVE x.words",
		endIndex("subject"): "MATCH (c:Claim) REMOVE c.subjectId, c.objectId, c.attributedId, c.articleId, c.dated",
		endIndex("object"):  "MATCH (c:Claim) REMOVE c.subjectId, c.objectId, c.attributedId, c.articleId, c.dated",
	} {
		t.Run(index, func(t *testing.T) {
			srv.Exec(t, "DROP INDEX "+index)
			srv.Exec(t, take)
			old := open(t, srv)
			defer old.Close(t.Context())
			_, _, err := ask(old)
			wantError(t, err, graph.ErrSchemaVersion, "geokg import")
			ensure(t, old)
			gotFound, gotRows, err := ask(old)
			if err != nil || !reflect.DeepEqual(gotFound, found) || !reflect.DeepEqual(gotRows, rows) {
				t.Errorf("%v: %d entities, %d and %d claims, want %d, %d and %d", err,
					len(gotFound.Entities), len(gotFound.Claims), len(gotRows), len(found.Entities), len(found.Claims), len(rows))
			}
			if after := digest(t, old); after != before {
				t.Errorf("digest %s, was %s", after, before)
			}
		})
	}
}
