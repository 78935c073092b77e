package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"geokg/ingest/feed"
	"geokg/ingest/fetch"
	"geokg/schema"
)

type watchOptions struct {
	reading
	Every   time.Duration
	Once    bool
	Metrics string

	metrics *metrics
}

func newWatch(g *Globals) *cobra.Command {
	o := watchOptions{reading: reading{Globals: g}, Every: 15 * time.Minute}
	cmd := &cobra.Command{
		Use:   "watch FEED…",
		Short: "Import what feeds and sitemaps list, as it comes",
		Long: `Look into feeds and news sitemaps again and again, and import the articles that they list and
that have not been tried yet. --once looks once, for cron.

What has been tried is kept beside the graph, with what the servers said of when a feed last
changed, so that a feed that has not changed is not sent again. An article that could
not be read is tried again by geokg import --retry-failed. Ctrl-C finishes the batch in hand.`,
		Example: `  geokg watch https://news.example/rss https://wire.example/news-sitemap.xml
  geokg watch --every 5m --metrics :9464 --log-format json https://news.example/rss
  */10 * * * *  geokg watch --once --quiet https://news.example/rss`,
		Args: arguments(1, -1, "at least one FEED, a URL"),
		RunE: func(cmd *cobra.Command, args []string) error {
			for _, a := range args {
				if !isURL(a) {
					return usagef("watch: %q is no URL of http or https", a)
				}
			}
			return o.watch(cmd.Context(), args)
		},
	}
	f := cmd.Flags()
	f.DurationVar(&o.Every, "every", o.Every, "how long to wait before looking again")
	f.BoolVar(&o.Once, "once", false, "look once, and end")
	f.Var((*positive)(&o.Workers), "jobs", "how many articles to read at once (default: one for each processor)")
	f.StringVar(&o.Metrics, "metrics", "", "show metrics for Prometheus at http://`ADDR`/metrics while it runs; :PORT is of this machine only")
	o.fetching.addFlags(f)
	must(f.MarkHidden("urls"))
	o.addGazetteerFlag(cmd, f)
	return cmd
}

// watch looks into the feeds until the context ends, or once.
func (o *watchOptions) watch(ctx context.Context, feeds []string) error {
	if o.Every < time.Second {
		return usagef("watch: --every %v: want at least one second", o.Every)
	}
	file := watchFile(o.address, o.Getenv)
	s, err := readWatchState(file)
	if err != nil {
		return err
	}
	if o.metrics, err = o.measure(o.Metrics); err != nil {
		return err
	}
	defer o.metrics.close()
	for {
		failed, err := o.round(ctx, feeds, s, file)
		switch {
		case err != nil:
			return err
		case o.Once && failed:
			return errFailures
		case o.Once:
			return nil
		}
		t := time.NewTimer(o.Every)
		select {
		case <-t.C:
		case <-ctx.Done():
			t.Stop()
			o.note("stopped watching")
			return nil
		}
	}
}

// round looks into each feed and imports what is new. A feed that cannot be had is named, and tried again the next time.
func (o *watchOptions) round(ctx context.Context, feeds []string, s *watchState, file string) (failed bool, err error) {
	o.prepare()
	var fresh []string
	seen := map[string]fetch.Validators{}
	for _, address := range feeds {
		p, err := o.get(ctx, address, s.Feeds[address])
		if ctx.Err() != nil {
			return failed, errInterrupted
		}
		var entries []feed.Entry
		if err == nil && !p.NotModified {
			entries, err = o.entries(ctx, p)
		}
		if err != nil {
			o.warn("%v", err)
			failed = true
			continue
		}
		seen[address] = p.Validators
		for _, e := range entries {
			if _, done := s.Done[e.URL]; !done && !slices.Contains(fresh, e.URL) {
				fresh = append(fresh, e.URL)
			}
		}
	}
	if len(fresh) > 0 {
		run := importOptions{reading: reading{Globals: o.Globals, Paths: fresh, Workers: o.Workers, fetching: o.fetching}, metrics: o.metrics}
		err := run.run(ctx)
		if err != nil && !errors.Is(err, errFailures) {
			return failed, err // what was not reached is fresh the next time, since the state is not saved
		}
		failed = failed || err != nil
	}
	now := o.Now()
	for _, u := range fresh {
		s.Done[u] = now.UTC().Format(time.RFC3339)
	}
	maps.Copy(s.Feeds, seen)
	return failed, s.save(file, now)
}

// A watchState is what a watch knows from earlier rounds.
type watchState struct {
	Feeds map[string]fetch.Validators `json:"feeds"`
	Done  map[string]string           `json:"done"` // when each URL was tried, RFC 3339
}

// keepTried is how long a URL is remembered. Feeds list what is new.
const keepTried = 90 * 24 * time.Hour

// watchFile is where the state of a graph's watches is kept; "" if a server's user has no folder for data.
func watchFile(a Address, getenv func(string) string) string {
	if a.IsFile() {
		return a.File + ".watch.json"
	}
	def, err := defaultFile(getenv)
	if err != nil {
		return ""
	}
	return filepath.Join(filepath.Dir(def), "watch", schema.Slug(a.String())+".json")
}

func readWatchState(file string) (*watchState, error) {
	s := &watchState{Feeds: map[string]fetch.Validators{}, Done: map[string]string{}}
	b, err := os.ReadFile(file)
	if file == "" || errors.Is(err, fs.ErrNotExist) {
		return s, nil
	}
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(b, s); err != nil {
		return nil, fmt.Errorf("%s: %w; take the file away to begin anew", file, err)
	}
	return s, nil
}

// save writes the state, without what was tried long ago.
func (s *watchState) save(file string, now time.Time) error {
	if file == "" {
		return nil
	}
	old := now.Add(-keepTried).UTC().Format(time.RFC3339)
	maps.DeleteFunc(s.Done, func(_, at string) bool { return at < old })
	b, err := json.MarshalIndent(s, "", " ")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return err
	}
	return writeWhole(file, append(b, '\n'))
}
