package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"net"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"geokg/cmd/internal/web"
	"geokg/graph"
)

type serveOptions struct {
	*Globals
	Address string
	Hosts   []string
}

func newServe(g *Globals) *cobra.Command {
	o := serveOptions{Globals: g}
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Serve a page to explore the graph",
		Long: `Serve a page to explore the graph, until Ctrl-C: a search box; for each entity its facts, a
timeline and its sources; its neighbourhood drawn, to be expanded and filtered by date,
relation and factuality; for each edge the sentences that it rests on. Every view has a permanent address.

It only reads, and shows the graph to this machine alone unless --addr names another
address of it: there is no password. Another name by which it is asked for, behind a
proxy, say, is given with --host. The JSON API under it is described at /api/v1/openapi.json.`,
		Example: `  geokg serve
  geokg serve --addr localhost:9000 --db neo4j://localhost:7687
  geokg serve --addr :8080 --host graph.example.org`,
		Args: arguments(0, 0, "no arguments"),
		RunE: func(cmd *cobra.Command, _ []string) error { return o.serve(cmd.Context()) },
	}
	f := cmd.Flags()
	f.StringVar(&o.Address, "addr", "localhost:8000", "serve at this `HOST:PORT`; port 0 takes a free one")
	f.StringArrayVar(&o.Hosts, "host", nil, "a further `NAME` by which it may be asked for; may be given several times")
	o.addGazetteerFlag(cmd, f)
	return cmd
}

func (o *serveOptions) serve(ctx context.Context) (err error) {
	host, _, err := net.SplitHostPort(o.Address)
	if err != nil {
		return usagef("--addr %s: want HOST:PORT, like localhost:8000", o.Address)
	}
	s, err := o.openToAsk(ctx)
	if err != nil {
		return err
	}
	defer closing(s, &err)
	r, err := o.resolver(s)
	if err != nil {
		return err
	}
	handler, err := web.Handler(web.Options{Store: s, Search: r.search, Hosts: append(o.Hosts, strings.ToLower(host))})
	if err != nil {
		return err
	}
	l, err := net.Listen("tcp", o.Address)
	if err != nil {
		return fmt.Errorf("cannot serve at %s (another --addr?): %w", o.Address, err)
	}
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 30 * time.Second, WriteTimeout: time.Minute, IdleTimeout: 2 * time.Minute}
	stop := context.AfterFunc(ctx, func() {
		ending, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		_ = server.Shutdown(ending)
	})
	defer stop()
	fmt.Fprintf(o.Stdout, "http://%s/\n", net.JoinHostPort(cmp.Or(host, "localhost"), fmt.Sprint(l.Addr().(*net.TCPAddr).Port)))
	o.note("open this in a browser; Ctrl-C ends")
	if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// search returns the entities of the graph that a name or id means, then those that are called something like it, and the claims in whose sentences
// the words stand.
func (r *resolver) search(ctx context.Context, text string, limit int) (graph.Found, error) {
	found, err := r.store.Search(ctx, text, limit)
	if err != nil && !errors.Is(err, graph.ErrSchemaVersion) { // of an older geokg, without an index of words
		return graph.Found{}, err
	}
	alike := found.Entities
	found.Entities = nil
	seen := map[string]bool{}
	add := func(e resolved, err error) error {
		if err == nil && e.InGraph && !seen[e.ID] {
			seen[e.ID] = true
			found.Entities = append(found.Entities, e.Entity)
		}
		return err
	}
	if err := add(r.byID(ctx, text)); err == nil {
		return found, nil
	}
	ranks, err := r.candidates(ctx, text)
	if err != nil {
		return graph.Found{}, err
	}
	for _, id := range slices.SortedFunc(maps.Keys(ranks), func(a, b string) int {
		return cmp.Or(cmp.Compare(ranks[a], ranks[b]), cmp.Compare(a, b))
	}) {
		if err := add(r.byID(ctx, id)); err != nil {
			return graph.Found{}, err
		}
	}
	for _, e := range alike {
		if !seen[e.ID] {
			found.Entities = append(found.Entities, e)
		}
	}
	found.Entities = found.Entities[:min(len(found.Entities), limit)]
	return found, nil
}
