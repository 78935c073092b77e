package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"geokg/ingest/gazetteer"
)

// Globals are the flags of every command.
type Globals struct {
	*World
	DB     string // as given; see [parseAddress]
	Format Format
	Quiet  bool
	Own    []string // files of --gazetteer, which some commands have
	Log    logFormat

	address Address              // of DB
	names   *gazetteer.Gazetteer // nil until it is needed; see [Globals.gazetteer]
}

// showSummary shows what a command has done: not to people who asked for quiet.
func (g *Globals) showSummary(v view) error {
	if g.Quiet && g.Format == FormatTable {
		return nil
	}
	return g.show(g.Format, v)
}

// Execute runs one command line and returns its exit code.
func Execute(ctx context.Context, w *World, args []string) int {
	root := newRoot(w)
	root.SetArgs(args)
	cmd, err := root.ExecuteContextC(ctx)
	code, say := exitCode(err)
	if say {
		w.report(err)
	}
	if code == ExitUsage {
		fmt.Fprintf(w.Stderr, "Run '%s --help' for usage.\n", cmd.CommandPath())
	}
	return code
}

// report says in one line what went wrong and what to do about it.
func (w *World) report(err error) {
	s := err.Error()
	if a := advice(err); a != "" {
		s += "; " + a
	}
	w.warn("%s", s)
	var choice *choiceError
	if errors.As(err, &choice) {
		for _, l := range choice.more() {
			fmt.Fprintln(w.Stderr, l)
		}
	}
}

func newRoot(w *World) *cobra.Command {
	g := &Globals{World: w, Format: FormatTable, Log: logText}
	root := &cobra.Command{
		Use:   "geokg",
		Short: "Build a geopolitical knowledge graph from news articles",
		Long: `geokg reads news articles and keeps what they say about countries, agencies,
alliances, people and events as a graph: every claim with its date, its
factuality, who says so, and the sentence it stands in. It works offline.

The graph is one file, or a Neo4j server: see --db. Without --db it is GEOKG_DB
or, without that, geokg/geokg.db in the user's data folder ($XDG_DATA_HOME, else
~/.local/share; ~/Library/Application Support on macOS, %LocalAppData% on Windows).

What geokg knows by name can be added to and corrected in a file beside the graph,
kg.gazetteer.txt for kg.db, which is read without being asked for, and in files of
--gazetteer. examples/own.gazetteer.txt shows how it is written. Once it has changed,
articles that are imported again are read again.

Environment:
  GEOKG_DB         the graph, when --db is not given
  NEO4J_URI        the server that push copies to
  NEO4J_USERNAME, NEO4J_PASSWORD, NEO4J_DATABASE
                   for every Neo4j address (user and database: "neo4j" if not set);
                   there is no flag for the password, since others can see flags
  NO_COLOR         no colours
  XDG_DATA_HOME    where the user's data folder is

Exit codes: 0 well, 1 error, 2 wrong usage, 3 finished but some articles failed.`,
		Example: `  geokg import articles/
  geokg relations "South Korea" NATO
  geokg show CCDCOE`,
		Args:          knownCommand,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
		SilenceErrors: true,
		SilenceUsage:  true,
		PersistentPreRunE: func(*cobra.Command, []string) (err error) {
			if g.Log == logJSON {
				g.log, g.Live = newLogger(g.Stderr, g.Now), false
			}
			g.address, err = parseAddress(g.DB, g.Getenv)
			return err
		},
	}
	root.SuggestionsMinimumDistance = 2
	root.SetIn(w.Stdin)
	root.SetOut(w.Stdout)
	root.SetErr(w.Stderr)
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{err} })
	root.CompletionOptions.SetDefaultShellCompDirective(cobra.ShellCompDirectiveNoFileComp)

	flags := root.PersistentFlags()
	flags.StringVar(&g.DB, "db", "", "the graph: a `FILE`, or neo4j://HOST:PORT or bolt://HOST:PORT (default: GEOKG_DB, or a file in the data folder)")
	flags.Var(&g.Format, "format", "write stdout as `FORMAT`: table, json, jsonl, csv or markdown")
	flags.BoolVarP(&g.Quiet, "quiet", "q", false, "no words but errors: no progress, no notes, no summary in words")
	flags.Var(&g.Log, "log-format", "write words on stderr as `FORMAT`: text, or json with one object a line")
	must(root.MarkPersistentFlagFilename("db", "db"))
	must(root.RegisterFlagCompletionFunc("log-format", cobra.FixedCompletions([]string{string(logText), string(logJSON)}, cobra.ShellCompDirectiveNoFileComp)))
	must(root.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(formats, cobra.ShellCompDirectiveNoFileComp)))

	for _, c := range []*cobra.Command{
		newImport(g), newWatch(g), newFailures(g), newExtract(g), newRelations(g), newTimeline(g), newShow(g), newEvents(g), newPath(g), newBalance(g), newContradictions(g), newSources(g), newSearch(g), newAsk(g), newMembers(g), newStatus(g), newPush(g), newExport(g), newBrowser(g), newServe(g), newEval(g), newEntity(g), newClaim(g), newDecisions(g), newRetract(g), newSchema(g), newVersion(g),
	} {
		c.Flags().SortFlags = false
		root.AddCommand(c)
	}
	return root
}

// must is for mistakes in the wiring above, which the first run shows.
func must(err error) {
	if err != nil {
		panic(err)
	}
}

// knownCommand refuses a word that is no command, with the nearest ones.
func knownCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		return usagef("no command %q; did you mean %s?", args[0], strings.Join(near, " or "))
	}
	return usagef("no command %q", args[0])
}

// arguments checks the number of arguments; what says what they are.
func arguments(least, most int, what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		switch {
		case len(args) < least:
			return usagef("%s: want %s", cmd.Name(), what)
		case most >= 0 && len(args) > most:
			return usagef("%s: %q is too much; want %s", cmd.Name(), args[most], what)
		}
		for _, a := range args {
			if strings.TrimSpace(a) == "" {
				return usageError{errors.New(cmd.Name() + ": an argument is empty; want " + what)}
			}
		}
		return nil
	}
}
