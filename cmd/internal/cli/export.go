package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"geokg/graph"
	"geokg/graph/export"
	"geokg/graph/neo4j"
)

// exportFormats are what a graph can be exported as, with the functions that write it to one stream. That without one is a folder of files.
var exportFormats = []struct {
	name  string
	write func(context.Context, graph.Store, io.Writer) error
}{
	{"neo4j-admin", nil},
	{"cypher", neo4j.WriteCypher},
	{"graphml", export.GraphML},
	{"jsonl", export.JSONLines},
	{"turtle", export.Turtle},
}

type exportOptions struct {
	*Globals
	Kind string // one of exportFormats
	To   string // "" or "-" is stdout
}

func newExport(g *Globals) *cobra.Command {
	o := exportOptions{Globals: g}
	var names []string
	for _, f := range exportFormats {
		names = append(names, f.name)
	}
	cmd := &cobra.Command{
		Use:   "export KIND [TO]",
		Short: "Write the whole graph for other programs",
		Long: `Write the whole graph, of a file or of a server, to the file TO, or to stdout without it.

  neo4j-admin  a folder of CSV files with the script import.sh, which makes a Neo4j database
               of them with neo4j-admin database import: the fastest way for a large graph
  cypher       a Cypher script for an empty Neo4j database
  graphml      for Gephi, yEd and networkx: entities, and between them both the typed edges
               (drawn = true) and every claim (drawn = false) with date and sentence
  jsonl        JSON Lines: each a node or an edge, as {"kind": …, "value": …}
  turtle       RDF, with terms of Wikidata, PROV and Dublin Core

A graph that is equal gives an equal export. A file that exists is replaced once the new one
is whole. See also geokg push, which copies into a running Neo4j server.`,
		Example: `  geokg export graphml geokg.graphml
  geokg export turtle | gzip > geokg.ttl.gz
  geokg export neo4j-admin /var/lib/neo4j/import/geokg && /var/lib/neo4j/import/geokg/import.sh`,
		Args:      arguments(1, 2, "a KIND ("+strings.Join(names, ", ")+"), and at most one file or folder"),
		ValidArgs: names,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.Kind = args[0]
			if len(args) > 1 {
				o.To = args[1]
			}
			return o.run(cmd.Context(), names)
		},
	}
	return cmd
}

func (o *exportOptions) run(ctx context.Context, names []string) (err error) {
	write, err := o.writer(names)
	if err != nil {
		return err
	}
	s, err := o.store(ctx, Read)
	if err != nil {
		return err
	}
	defer closing(s, &err)
	switch {
	case write == nil:
		if err = neo4j.WriteAdminCSV(ctx, s, o.To); err == nil {
			o.note("wrote %s; now run %s on the server's machine", o.To, filepath.Join(o.To, neo4j.AdminScript))
		}
		return err
	case o.To == "" || o.To == "-":
		return write(ctx, s, o.Stdout)
	}
	if err = replaceFile(o.To, func(w io.Writer) error { return write(ctx, s, w) }); err == nil {
		o.note("wrote %s", o.To)
	}
	return err
}

// writer returns the function that writes the kind, nil if that is a folder.
func (o *exportOptions) writer(names []string) (func(context.Context, graph.Store, io.Writer) error, error) {
	for _, f := range exportFormats {
		if f.name != o.Kind {
			continue
		}
		if f.write == nil && (o.To == "" || o.To == "-") {
			return nil, usagef("export %s: name the folder to write to", o.Kind)
		}
		return f.write, nil
	}
	return nil, usagef("export: no kind %q%s; want %s", o.Kind, didYouMean(o.Kind, names), strings.Join(names, ", "))
}

// replaceFile writes a file beside the one of that name and puts it in its place when it is whole.
func replaceFile(name string, write func(io.Writer) error) (err error) {
	f, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+".*")
	if err != nil {
		return fmt.Errorf("cannot write beside %s: %w", name, err)
	}
	defer func() {
		if err != nil {
			f.Close()
			err = errors.Join(err, os.Remove(f.Name()))
		}
	}()
	b := bufio.NewWriterSize(f, 1<<16)
	if err := errors.Join(write(b), b.Flush(), f.Chmod(0o644), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}
