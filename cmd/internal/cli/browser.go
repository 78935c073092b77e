package cli

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"geokg/examples/browser"
)

type browserOptions struct {
	*Globals
	Address string
	Save    string // folder
}

func newBrowser(g *Globals) *cobra.Command {
	o := browserOptions{Globals: g}
	cmd := &cobra.Command{
		Use:   "browser",
		Short: "Serve a guide, a style and saved queries to Neo4j Browser",
		Long: `Serve a guide to the graph, a style, and Cypher scripts to Neo4j Browser, until Ctrl-C. In
Browser, connected to the server that geokg push copies to, type

  :play http://localhost:8001/guide.html
  :style http://localhost:8001/style.grass

Browser takes guides from localhost only, if its server is not told otherwise
(browser.remote_content_hostname_allowlist). With --save the files are written to a folder
instead: drag the style and the scripts onto Browser to keep them there.`,
		Example: `  geokg browser
  geokg browser --addr localhost:9001
  geokg browser --save browser/`,
		Args: arguments(0, 0, "no arguments"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if o.Save != "" {
				return o.save()
			}
			return o.serve(cmd.Context())
		},
	}
	cmd.Flags().StringVar(&o.Address, "addr", "localhost:8001", "serve at this `HOST:PORT`; port 0 takes a free one")
	cmd.Flags().StringVar(&o.Save, "save", "", "write the files to this `FOLDER`, and serve nothing")
	return cmd
}

func (o *browserOptions) save() error {
	files, err := browser.Files(o.Address)
	if err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		to := filepath.Join(o.Save, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(to, files[name], 0o644); err != nil {
			return err
		}
	}
	o.note("wrote %s to %s", count(len(files), "file"), o.Save)
	return nil
}

func (o *browserOptions) serve(ctx context.Context) error {
	host, _, err := net.SplitHostPort(o.Address)
	if err != nil {
		return usagef("--addr %s: want HOST:PORT, like localhost:8001", o.Address)
	}
	l, err := net.Listen("tcp", o.Address)
	if err != nil {
		return fmt.Errorf("cannot serve at %s (another --addr?): %w", o.Address, err)
	}
	at := net.JoinHostPort(host, fmt.Sprint(l.Addr().(*net.TCPAddr).Port))
	handler, err := browser.Handler(at)
	if err != nil {
		return errors.Join(err, l.Close())
	}
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second}
	stop := context.AfterFunc(ctx, func() { server.Close() })
	defer stop()
	fmt.Fprintf(o.Stdout, ":play http://%s/%s\n:style http://%s/%s\n", at, browser.GuideFile, at, browser.StyleFile)
	o.note("type these in Neo4j Browser; Ctrl-C ends")
	if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
