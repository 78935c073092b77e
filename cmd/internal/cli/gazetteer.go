package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"geokg/ingest"
	"geokg/ingest/gazetteer"
)

// beside is what the own gazetteer beside a graph is called: kg.gazetteer.txt for kg.db.
const beside = ".gazetteer.txt"

// addGazetteerFlag adds the flag of the commands that read articles or look names up.
func (g *Globals) addGazetteerFlag(cmd *cobra.Command, flags *pflag.FlagSet) {
	flags.StringArrayVar(&g.Own, "gazetteer", nil,
		"names of your own in this `FILE`, besides geokg's and those of the file beside the graph (kg"+beside+" for kg.db); may be given several times")
	must(cmd.RegisterFlagCompletionFunc("gazetteer", cobra.FixedCompletions([]string{"txt"}, cobra.ShellCompDirectiveFilterFileExt)))
}

// gazetteer loads what geokg knows by name, with the user's own files. The first call reads them.
func (g *Globals) gazetteer() (*gazetteer.Gazetteer, error) {
	if g.names != nil {
		return g.names, nil
	}
	files, err := g.ownFiles()
	if err != nil {
		return nil, err
	}
	g.names, err = gazetteer.Load(files...)
	return g.names, err
}

// ownFiles reads the user's own gazetteers: the one beside the graph, if there is one, then those of --gazetteer.
func (g *Globals) ownFiles() ([]gazetteer.File, error) {
	var files []gazetteer.File
	for i, path := range append([]string{g.besideGraph()}, g.Own...) {
		text, err := os.ReadFile(path)
		switch {
		case i == 0 && (path == "" || errors.Is(err, fs.ErrNotExist)):
			continue
		case errors.Is(err, fs.ErrNotExist):
			return nil, usagef("--gazetteer %s: there is no such file", path)
		case err != nil:
			return nil, fmt.Errorf("read the gazetteer: %w", err)
		}
		files = append(files, gazetteer.File{Name: path, Text: string(text)})
	}
	return files, nil
}

// besideGraph is the path of the own gazetteer of a graph that is a file.
func (g *Globals) besideGraph() string {
	if !g.address.IsFile() {
		return ""
	}
	return strings.TrimSuffix(g.address.File, filepath.Ext(g.address.File)) + beside
}

// pipeline is what reads articles, with the gazetteer.
func (g *Globals) pipeline(opts ingest.Options) (*ingest.Pipeline, error) {
	names, err := g.gazetteer()
	if err != nil {
		return nil, err
	}
	opts.Gazetteer = names
	return ingest.New(opts)
}
