package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"geokg/graph"
	"geokg/graph/neo4j"
	"geokg/graph/sqlite"
)

// A Mode is what a store is opened for.
type Mode int

const (
	Read  Mode = iota // nothing is written, and nothing created
	Write             // created if it is missing
)

// OpenStore opens the graph at an address, and checks that it is one before anything else happens.
func OpenStore(ctx context.Context, a Address, mode Mode) (graph.Store, error) {
	s, err := openStore(ctx, a, mode)
	if err != nil || mode == Read {
		return s, err
	}
	if err := s.Ensure(ctx); err != nil {
		return nil, errors.Join(err, s.Close(context.WithoutCancel(ctx)))
	}
	return s, nil
}

func openStore(ctx context.Context, a Address, mode Mode) (graph.Store, error) {
	if a.IsFile() {
		return sqlite.Open(a.File, sqlite.Options{ReadOnly: mode == Read})
	}
	return neo4j.Open(ctx, neo4j.Options{
		URI: a.Server.URI, Username: a.Server.Username, Password: a.Server.Password, Database: a.Server.Database,
	})
}

// store opens the graph of --db.
func (g *Globals) store(ctx context.Context, mode Mode) (graph.Store, error) {
	return g.openAt(ctx, g.address, mode)
}

func (g *Globals) openAt(ctx context.Context, a Address, mode Mode) (graph.Store, error) {
	if a.IsFile() {
		if mode == Write {
			if err := makeFolder(a, g.Getenv); err != nil {
				return nil, err
			}
		}
		if err := checkFile(a.File, mode); err != nil {
			return nil, err
		}
	}
	return g.Open(ctx, a, mode)
}

// openToAsk opens the graph of --db for a question. Nothing can be asked of an empty one: a server, say, that no article
// has been imported into.
func (g *Globals) openToAsk(ctx context.Context) (graph.Store, error) {
	s, err := g.store(ctx, Read)
	if err != nil {
		return nil, err
	}
	some := errors.New("there is an article")
	err = s.Articles(ctx, func(graph.Article) error { return some })
	switch {
	case errors.Is(err, some):
		return s, nil
	case err == nil:
		err = fmt.Errorf("%s: %w; run geokg import first, or name another graph with --db", g.address, errNoGraph)
	}
	return nil, errors.Join(err, s.Close(context.WithoutCancel(ctx)))
}

// errNoGraph is a graph that nothing has been imported into yet.
var errNoGraph = errors.New("no graph there yet")

// checkFile says clearly what a database driver would say less clearly.
func checkFile(file string, mode Mode) error {
	switch info, err := os.Stat(file); {
	case errors.Is(err, fs.ErrNotExist) && mode == Read:
		return fmt.Errorf("%s: %w; run geokg import first, or name another graph with --db", file, errNoGraph)
	case errors.Is(err, fs.ErrNotExist):
		if _, err := os.Stat(filepath.Dir(file)); err != nil {
			return fmt.Errorf("there is no folder %s for the graph; make it, or name another graph with --db", filepath.Dir(file))
		}
		return nil
	case err != nil:
		return err
	case info.IsDir():
		return fmt.Errorf("%s is a folder; name a file in it with --db", file)
	case mode == Write:
		f, err := os.OpenFile(file, os.O_RDWR, 0) // before the first article is read, not after the last
		if err != nil {
			return err
		}
		return f.Close()
	}
	return nil
}

// mustExist refuses to create a graph only to take something out of it, or to decide about it.
func (g *Globals) mustExist() error {
	if !g.address.IsFile() {
		return nil
	}
	return checkFile(g.address.File, Read)
}

// closing closes a store when a command is done, and keeps the first error.
func closing(s graph.Store, err *error) {
	if cerr := s.Close(context.Background()); *err == nil {
		*err = cerr
	}
}
