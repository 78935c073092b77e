package sqlite

import (
	"context"
	"database/sql"
	_ "embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"time"

	driver "modernc.org/sqlite"
	codes "modernc.org/sqlite/lib"

	"geokg/graph"
)

//go:embed schema.sql
var tables string

//go:embed index.sql
var indexes string

//go:embed reference.sql
var referenceTables string

const (
	applicationID = 0x67656f6b // "geok", in the file's header

	// busyTimeout is how long a writer waits for that of another process; a batch takes well under a second.
	busyTimeout = 30 * time.Second

	// readers bounds the open connections; a reader that is still yielding holds one.
	readers = 16
)

// Options say how a graph is opened. The zero Options open it for reading and writing and create it with Ensure.
type Options struct {
	// ReadOnly opens an existing graph without changing it, beside a writer or on a disk that takes no writes.
	ReadOnly bool
}

// A Store is a graph in a file. It implements [graph.Store].
type Store struct {
	path     string
	readOnly bool
	db       *sql.DB
	turn     chan struct{} // holds a token while nobody writes
	closed   chan struct{}
	w        *writer // of whoever has the token
}

var _ graph.Store = (*Store)(nil)

// Open opens the graph in the file at path. A file that is not there is created by Ensure, or an error if it is to be only read.
// A file that holds something else is [graph.ErrNotGraph], one of another schema version [graph.ErrSchemaVersion].
func Open(path string, opts Options) (*Store, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist) && opts.ReadOnly:
		return nil, fmt.Errorf("no graph at %s: %w", path, fs.ErrNotExist)
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, fmt.Errorf("%s is a folder: %w", path, graph.ErrNotGraph)
	case info.Size() > 0 || opts.ReadOnly: // before WAL mode is set on what is not ours
		empty, err := inspect(path)
		if err != nil {
			return nil, err
		}
		if empty && opts.ReadOnly {
			return nil, fmt.Errorf("%s is empty; import articles into it first: %w", path, graph.ErrNotGraph)
		}
	}
	// Foreign keys stand in the schema for readers and for PRAGMA foreign_key_check, with which the tests end: to check them at
	// every row costs a quarter of the speed of writing, and only [graph.Apply] writes.
	query := url.Values{"_pragma": {"busy_timeout(" + fmt.Sprint(busyTimeout.Milliseconds()) + ")", "foreign_keys(0)", "cache_size(-65536)", "temp_store(memory)"}}
	if opts.ReadOnly {
		readOnlyMode(path, query)
	} else {
		query["_pragma"] = append(query["_pragma"], "page_size(8192)", "journal_mode(wal)", "synchronous(full)", "wal_autocheckpoint(8192)")
	}
	db, err := sql.Open("sqlite", dsn(path, query))
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	db.SetMaxOpenConns(readers)
	db.SetMaxIdleConns(readers / 4)
	s := &Store{path: path, readOnly: opts.ReadOnly, db: db, turn: make(chan struct{}, 1), closed: make(chan struct{})}
	s.turn <- struct{}{}
	return s, nil
}

func dsn(path string, query url.Values) string {
	u := url.URL{Scheme: "file", Path: filepath.ToSlash(path), RawQuery: query.Encode()}
	return u.String()
}

// readOnlyMode sets what a file needs to be only read. In WAL mode SQLite wants to put its -shm beside it; where it may not, and no
// writer has left a -wal, the file is as good as unchangeable.
func readOnlyMode(path string, query url.Values) {
	query.Set("mode", "ro")
	if _, err := os.Stat(path + "-wal"); !errors.Is(err, fs.ErrNotExist) {
		return
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".geokg-*")
	if err != nil {
		query.Set("immutable", "1")
		return
	}
	f.Close()
	os.Remove(f.Name())
}

// inspect checks that the file is an empty database or a graph of this version, without changing anything.
func inspect(path string) (empty bool, err error) {
	query := url.Values{"_pragma": {"busy_timeout(5000)"}}
	readOnlyMode(path, query)
	db, err := sql.Open("sqlite", dsn(path, query))
	if err != nil {
		return false, fmt.Errorf("open %s: %w", path, err)
	}
	defer db.Close()
	empty, err = check(context.Background(), db, path)
	return empty, explain(path, err)
}

// rower is a connection, a transaction or the pool.
type rower interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// has reports whether the file has a table or an index of that name.
func has(ctx context.Context, db rower, name string) (bool, error) {
	n := 0
	err := db.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema WHERE name = ?", name).Scan(&n)
	return n > 0, err
}

// check tells whether the file is an empty database, and refuses what is neither that nor a graph of this version.
func check(ctx context.Context, db rower, path string) (empty bool, err error) {
	var app, version, things int
	for _, q := range []struct {
		query string
		to    *int
	}{
		// In this order, since another process may be making the graph: what has tables then has its mark as well.
		{"SELECT count(*) FROM sqlite_schema", &things}, {"PRAGMA application_id", &app}, {"PRAGMA user_version", &version},
	} {
		if err := db.QueryRowContext(ctx, q.query).Scan(q.to); err != nil {
			return false, err
		}
	}
	switch {
	case app == 0 && version == 0 && things == 0:
		return true, nil
	case app != applicationID:
		return false, fmt.Errorf("%s is a SQLite database of something else: %w", path, graph.ErrNotGraph)
	case version > graph.SchemaVersion:
		return false, fmt.Errorf("%s was written by a newer geokg (version %d of the schema, this one knows %d): update geokg: %w",
			path, version, graph.SchemaVersion, graph.ErrSchemaVersion)
	case version < graph.SchemaVersion:
		return false, fmt.Errorf("%s was written by an older geokg (version %d of the schema, this one writes %d): import the articles into a new file: %w",
			path, version, graph.SchemaVersion, graph.ErrSchemaVersion)
	}
	return false, nil
}

// explain turns SQLite's errors into those of graph.
func explain(path string, err error) error {
	var e *driver.Error
	if !errors.As(err, &e) {
		return err
	}
	switch e.Code() & 0xff {
	case codes.SQLITE_READONLY, codes.SQLITE_PERM:
		return fmt.Errorf("%s is write-protected: %w: %w", path, graph.ErrReadOnly, err)
	case codes.SQLITE_NOTADB:
		return fmt.Errorf("%s is not a SQLite database: %w", path, graph.ErrNotGraph)
	case codes.SQLITE_BUSY, codes.SQLITE_LOCKED:
		return fmt.Errorf("another process has been writing to %s for %v; try again when it has ended: %w: %w", path, busyTimeout, graph.ErrUnavailable, err)
	case codes.SQLITE_CANTOPEN:
		return fmt.Errorf("%s cannot be opened; does its folder exist and may it be written to?: %w: %w", path, graph.ErrUnavailable, err)
	}
	return fmt.Errorf("%s: %w", path, err)
}

// Ensure creates the tables in an empty file and checks those of another, to which it adds what is missing.
func (s *Store) Ensure(ctx context.Context) error {
	return s.write(ctx, "prepare", func(w *writer) error {
		empty, err := check(ctx, w.conn, s.path)
		if err != nil {
			return err
		}
		create := referenceTables + indexes
		if empty {
			create = tables + create + fmt.Sprintf("PRAGMA application_id=%d; PRAGMA user_version=%d;", applicationID, graph.SchemaVersion)
		}
		if _, err = w.conn.ExecContext(ctx, create); err != nil {
			return err
		}
		return w.addSearch(ctx)
	})
}

// Close waits for the write that is under way and releases the file. Closing again does nothing.
func (s *Store) Close(ctx context.Context) error {
	select {
	case <-s.turn: // and it stays taken
	case <-s.closed:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
	close(s.closed)
	if s.w != nil {
		s.w.close()
		s.w = nil
	}
	return explain(s.path, s.db.Close())
}
