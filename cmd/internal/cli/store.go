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

// OpenStore opens the graph at an address, and checks that it is one before anything else happens. It does not make it ready for writing.
func OpenStore(ctx context.Context, a Address, mode Mode) (graph.Store, error) {
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
	s, err := g.Open(ctx, a, mode)
	if err != nil || mode == Read {
		return s, err
	}
	err = g.announce(ctx, s, a, false)
	if err == nil {
		err = s.Ensure(ctx)
	}
	if err != nil {
		return nil, errors.Join(err, s.Close(context.WithoutCancel(ctx)))
	}
	return s, nil
}

// announce says what is about to be created in a database of which others may have data, before it is; in a dry run each thing, else their number.
func (g *Globals) announce(ctx context.Context, s graph.Store, a Address, dryRun bool) error {
	m, ok := s.(interface {
		Missing(context.Context) ([]string, error)
	})
	if !ok || g.Quiet {
		return nil
	}
	missing, err := m.Missing(ctx)
	switch {
	case err != nil || len(missing) == 0:
		return err
	case dryRun:
		g.note("would be created in %s first:", a)
		for _, statement := range missing {
			g.note("%s", statement)
		}
	default:
		g.note("%s: creating %d constraints and indexes, all called geokg_…; other data and their labels stay as they are (import --dry-run lists what is created)",
			a, len(missing))
	}
	return nil
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
