package neo4j

import (
	"cmp"
	"context"
	"sync/atomic"
	"time"

	bolt "github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"

	"geokg/graph"
)

const (
	defaultDatabase  = "neo4j"
	defaultUsername  = "neo4j"
	defaultBatchRows = 5000

	connectTimeout = 3 * time.Second  // of one TCP connection
	retryTime      = 5 * time.Second  // after which a failed transaction is not tried again; with the pauses between, some 8 s
	commitTimeout  = 60 * time.Second // for which a commit is waited for, whatever becomes of the caller's context
)

// Options say where the server is. Zero fields have defaults, but for URI.
type Options struct {
	URI      string // "bolt://localhost:7687", "neo4j://…" for a cluster, "neo4j+s://…" with TLS
	Username string // "neo4j" if only a password is given; with neither, the server is asked without authentication
	Password string
	Database string // "neo4j"

	// BatchRows is the most rows that one statement gets; 5,000. All statements of a write share one transaction.
	BatchRows int
}

// A Store is a [graph.Store] in a Neo4j database. It may be used from several goroutines.
type Store struct {
	driver    bolt.DriverWithContext
	bookmarks bolt.BookmarkManager // so that a read in a cluster sees the write before it
	opts      Options
	writing   chan struct{} // holds one token while a write runs
	memory    memory        // of whoever writes
	upgraded  atomic.Bool   // the graph is known to have the indexes of [upgrades]
}

var _ graph.Store = (*Store)(nil)

// Open connects to the server and checks that it answers and takes the password. It changes nothing there: call Ensure before the
// first write. Errors are [graph.ErrUnavailable] and [graph.ErrAuth].
func Open(ctx context.Context, o Options) (*Store, error) {
	o.Database = cmp.Or(o.Database, defaultDatabase)
	o.BatchRows = cmp.Or(max(o.BatchRows, 0), defaultBatchRows)
	auth := bolt.NoAuth()
	if o.Username != "" || o.Password != "" {
		o.Username = cmp.Or(o.Username, defaultUsername)
		auth = bolt.BasicAuth(o.Username, o.Password, "")
	}
	s := &Store{
		opts:      o,
		bookmarks: bolt.NewBookmarkManager(bolt.BookmarkManagerConfig{}),
		writing:   make(chan struct{}, 1),
	}
	var err error
	s.driver, err = bolt.NewDriverWithContext(o.URI, auth, func(c *config.Config) {
		c.SocketConnectTimeout = connectTimeout
		c.ConnectionAcquisitionTimeout = retryTime
		c.MaxTransactionRetryTime = retryTime
		c.TelemetryDisabled = true
	})
	if err != nil {
		return nil, s.fail(ctx, "open", err)
	}
	if err := s.ping(ctx); err != nil {
		s.driver.Close(context.WithoutCancel(ctx))
		return nil, s.fail(ctx, "open", err)
	}
	return s, nil
}

// ping runs the smallest query in the database, once: connectivity alone does not tell whether the database exists.
func (s *Store) ping(ctx context.Context) error {
	if err := s.driver.VerifyConnectivity(ctx); err != nil {
		return err
	}
	session := s.session(ctx, bolt.AccessModeRead)
	defer closeSession(ctx, session)
	result, err := session.Run(ctx, "RETURN 1", nil)
	if err != nil {
		return err
	}
	_, err = result.Consume(ctx)
	return err
}

// Close closes the connections.
func (s *Store) Close(ctx context.Context) error { return s.driver.Close(ctx) }

func (s *Store) session(ctx context.Context, mode bolt.AccessMode) bolt.SessionWithContext {
	return s.driver.NewSession(ctx, bolt.SessionConfig{
		DatabaseName:    s.opts.Database,
		AccessMode:      mode,
		BookmarkManager: s.bookmarks,
		FetchSize:       bolt.FetchAll, // what is read in one query is kept in memory anyway
	})
}

// closeSession gives the connection back, also after the context has ended.
func closeSession(ctx context.Context, session bolt.SessionWithContext) {
	session.Close(context.WithoutCancel(ctx))
}

func (s *Store) tx(mt bolt.ManagedTransaction) tx {
	return tx{ManagedTransaction: mt, batch: s.opts.BatchRows, edges: map[string]string{}, upgraded: &s.upgraded}
}

// read runs work in a read transaction, again if the connection breaks: work must start from scratch each time.
func (s *Store) read(ctx context.Context, what string, work func(context.Context, tx) error) error {
	session := s.session(ctx, bolt.AccessModeRead)
	defer closeSession(ctx, session)
	_, err := session.ExecuteRead(ctx, func(mt bolt.ManagedTransaction) (any, error) {
		return nil, work(ctx, s.tx(mt))
	})
	return s.fail(ctx, what, err)
}

// write runs work in a write transaction that no other writer of the graph runs beside, in this process or another one.
func (s *Store) write(ctx context.Context, what string, work func(context.Context, graph.Tx) (graph.Changes, error)) (graph.Changes, error) {
	select {
	case s.writing <- struct{}{}:
		defer func() { <-s.writing }()
	case <-ctx.Done():
		return graph.Changes{}, s.fail(ctx, what, ctx.Err())
	}
	session := s.session(ctx, bolt.AccessModeWrite)
	defer closeSession(ctx, session)

	until := uncommitted(ctx)
	defer until.end()
	var ch graph.Changes
	var t tx
	_, err := session.ExecuteWrite(until, func(mt bolt.ManagedTransaction) (_ any, err error) {
		until.begin()
		t = s.tx(mt)
		t.memory, t.saved = &s.memory, new([]*graph.Delta)
		n, err := t.lock(until)
		if err != nil {
			return nil, err
		}
		s.memory.begin(n)
		if ch, err = work(until, t); err != nil {
			return nil, err
		}
		return nil, until.commit()
	})
	if err != nil {
		return graph.Changes{}, s.fail(ctx, what, err)
	}
	s.memory.committed(*t.saved, t.edges)
	return ch, nil
}

// untilCommit is a context that ends with another one, but not while a transaction commits: a caller who gives up then
// could not know whether the graph has changed.
type untilCommit struct {
	context.Context
	parent context.Context
	cancel context.CancelFunc
	leave  func() bool // parts from the parent; nil when that is done
	timer  *time.Timer // ends a commit that takes too long
}

func uncommitted(parent context.Context) *untilCommit {
	u := &untilCommit{parent: parent}
	u.Context, u.cancel = context.WithCancel(context.WithoutCancel(parent))
	u.begin()
	return u
}

// begin follows the parent, from the start or again when a commit has failed.
func (u *untilCommit) begin() {
	if u.leave != nil {
		return
	}
	if u.timer != nil {
		u.timer.Stop()
	}
	u.leave = context.AfterFunc(u.parent, u.cancel)
}

// commit parts from the parent, or returns its error if that has ended.
func (u *untilCommit) commit() error {
	left := u.leave()
	u.leave = nil
	if !left {
		return u.parent.Err()
	}
	u.timer = time.AfterFunc(commitTimeout, u.cancel)
	return nil
}

func (u *untilCommit) end() {
	if u.leave != nil {
		u.leave()
	}
	if u.timer != nil {
		u.timer.Stop()
	}
	u.cancel()
}
