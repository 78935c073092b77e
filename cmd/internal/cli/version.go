package cli

import (
	"iter"
	"runtime"
	"runtime/debug"
	"strconv"

	"github.com/spf13/cobra"

	"geokg/graph"
	"geokg/ingest"
)

func newVersion(g *Globals) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "version",
		Short: "Print the version, and what this program reads articles with",
		Long: `Print the version of the program and of the graph's model, and the extractor's
fingerprint: a hash of the code version, the language model, the gazetteer and
the relation frames. Every article in a graph carries the fingerprint it was read
with, so that an article is read again when any of these has changed.`,
		Example: `  geokg version
  geokg version --format json`,
		Args: arguments(0, 0, "no arguments"),
		RunE: func(*cobra.Command, []string) error {
			v, err := newVersionView(g)
			if err != nil {
				return err
			}
			return g.show(g.Format, v)
		},
	}
	g.addGazetteerFlag(cmd, cmd.Flags())
	return cmd
}

type versionView struct {
	Version       string `json:"version"`            // "v1.2.3", or "(devel)" for a build from a checkout
	Revision      string `json:"revision,omitempty"` // of the source; ends in "+changes" if it was changed
	Extractor     string `json:"extractor"`          // fingerprint of what reads articles
	SchemaVersion int    `json:"schemaVersion"`      // of the graph

	Gazetteers []string `json:"gazetteers,omitempty"` // the user's own files, in the order in which they are read

	Go       string `json:"go"`
	Platform string `json:"platform"`
}

func newVersionView(g *Globals) (versionView, error) {
	p, err := g.pipeline(ingest.Options{Workers: 1})
	if err != nil {
		return versionView{}, err
	}
	own, err := g.ownFiles()
	if err != nil {
		return versionView{}, err
	}
	v := versionView{Version: "(devel)", Extractor: p.Fingerprint(), SchemaVersion: graph.SchemaVersion, Go: runtime.Version(), Platform: runtime.GOOS + "/" + runtime.GOARCH}
	for _, f := range own {
		v.Gazetteers = append(v.Gazetteers, f.Name)
	}
	b, ok := debug.ReadBuildInfo()
	if !ok {
		return v, nil
	}
	v.Version = orElse(b.Main.Version, v.Version)
	set := map[string]string{}
	for _, s := range b.Settings {
		set[s.Key] = s.Value
	}
	v.Revision = set["vcs.revision"]
	if v.Revision != "" && set["vcs.modified"] == "true" {
		v.Revision += "+changes"
	}
	return v, nil
}

func (v versionView) value() any           { return v }
func (v versionView) lines() iter.Seq[any] { return one(v) }

func (v versionView) table() (head []string, rows [][]string) {
	return []string{"version", "revision", "extractor", "schema", "go", "platform"},
		[][]string{{v.Version, v.Revision, v.Extractor, strconv.Itoa(v.SchemaVersion), v.Go, v.Platform}}
}

func (v versionView) text(p *printer) {
	p.line("geokg %s", v.Version)
	if v.Revision != "" {
		p.line("source     %s", v.Revision)
	}
	p.line("extractor  %s", v.Extractor)
	for _, f := range v.Gazetteers {
		p.line("gazetteer  %s", f)
	}
	p.line("graph      schema version %d", v.SchemaVersion)
	p.line("built with %s for %s", v.Go, v.Platform)
}
