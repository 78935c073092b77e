package cli

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"geokg/graph/neo4j/neo4jtest"
)

var update = flag.Bool("update", false, "rewrite the expected output in testdata/script")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"geokg": func() {
		ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
		defer stop()
		os.Exit(Execute(ctx, System(), os.Args[1:]))
	}})
}

// TestScripts runs the whole program as a user does. Every script has a home folder of its own.
func TestScripts(t *testing.T) { runScripts(t, "script", nil) }

// TestNeo4jScripts does so with a real server, on which the scripts follow each other.
func TestNeo4jScripts(t *testing.T) {
	if testing.Short() {
		t.Skip("starting a Neo4j server takes long")
	}
	srv := neo4jtest.Start(t)
	runScripts(t, "neo4j", func(e *testscript.Env) {
		srv.Clear(t)
		e.Setenv("NEO4J_URI", srv.URI)
		e.Setenv("NEO4J_USERNAME", srv.Username)
		e.Setenv("NEO4J_PASSWORD", srv.Password)
	})
}

func runScripts(t *testing.T, dir string, setup func(*testscript.Env)) {
	testscript.Run(t, testscript.Params{
		Dir:           filepath.Join("testdata", dir),
		UpdateScripts: *update,
		Setup: func(e *testscript.Env) error {
			e.Setenv("HOME", e.WorkDir)
			e.Setenv("XDG_DATA_HOME", filepath.Join(e.WorkDir, "data"))
			e.Setenv("COLUMNS", "100")
			if setup != nil {
				setup(e)
			}
			return nil
		},
		Condition: func(cond string) (bool, error) {
			if cond != "root" {
				return false, fmt.Errorf("unknown condition %q", cond)
			}
			return os.Getuid() == 0, nil // who may write what is write-protected
		},
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
	})
}
