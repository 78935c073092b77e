package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"
	"sync"

	"geokg/ingest"
	"geokg/ingest/feed"
	"geokg/ingest/source"
)

// stdinPath is the path that stands for standard input.
const stdinPath = "-"

// A reading is a run of the pipeline over paths, for import and extract.
type reading struct {
	*Globals
	Paths   []string
	After   string // go on after this article, as an interrupted import named it; "" reads all
	Workers int
	Only    map[string]bool // names of the articles to read; nil reads all
	fetching

	progress *progress
	read     int       // articles that went through, failed ones included
	last     string    // name of the last of them
	failures []failure // in input order
}

// A failure is an article that could not be read.
type failure struct {
	Name  string `json:"name"`
	Error string `json:"error"`
}

// checkPaths finds what is missing before work begins.
func checkPaths(paths []string) error {
	stdin := false
	for _, p := range paths {
		if p == stdinPath {
			if stdin {
				return usagef("standard input (-) is named twice")
			}
			stdin = true
			continue
		}
		if isURL(p) {
			continue
		}
		if _, err := os.Stat(p); errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("%s: no such file or folder", p)
		} else if err != nil {
			return err
		}
	}
	return nil
}

// run reads the articles and calls emit for each that could be read, in input order. An article that could not is
// reported on stderr and counted.
func (r *reading) run(ctx context.Context, p *ingest.Pipeline, emit func(ingest.Result) error) error {
	r.progress = r.startProgress("reading", -1)
	defer r.progress.stop()
	if r.progress.bar != nil {
		go r.progress.measure(ctx, r.Paths)
	}
	err := p.Run(ctx, r.walk(ctx), func(res ingest.Result) error {
		r.read++
		r.last = res.Name
		if res.Err != nil {
			r.fail(res)
		}
		r.progress.failed = len(r.failures)
		r.progress.add(1)
		return emit(res)
	})
	switch {
	case err != nil || r.read > 0 || r.Only != nil:
		return err
	case r.After != "":
		return usagef("--after %s: there is no article after that name; the names are those that an interrupted run printed", r.After)
	}
	return fmt.Errorf("no articles in %s; looked for .html, .txt, .json and .jsonl files, and for .zip, .tar, .gz, .bz2, .warc and .xml", strings.Join(r.Paths, ", "))
}

// walk yields the items of the paths, without those up to --after.
func (r *reading) walk(ctx context.Context) func(yield func(source.Item) error) error {
	return func(yield func(source.Item) error) error {
		skip := r.After != ""
		opts := source.Options{Stdin: interruptible(ctx, r.Stdin), Read: &r.progress.bytes}
		wanted := func(it source.Item) error {
			if skip {
				skip = it.Name != r.After
				return nil
			}
			if r.Only != nil && !r.Only[it.Name] {
				return nil
			}
			return yield(it)
		}
		for i := 0; i < len(r.Paths); {
			if n := plain(r.Paths[i:]); n > 0 {
				if err := source.Walk(ctx, r.Paths[i:i+n], opts, wanted); err != nil {
					return err
				}
				i += n
				continue
			}
			n := 1
			for i+n < len(r.Paths) && isURL(r.Paths[i+n]) {
				n++
			}
			if err := r.pages(ctx, r.Paths[i:i+n], wanted); err != nil {
				return err
			}
			i += n
		}
		return ctx.Err()
	}
}

// plain counts the paths before the first URL.
func plain(paths []string) int {
	if n := slices.IndexFunc(paths, isURL); n >= 0 {
		return n
	}
	return len(paths)
}

// pages yields the articles at URLs, and those that feeds and sitemaps among them list.
func (r *reading) pages(ctx context.Context, urls []string, yield func(source.Item) error) error {
	r.prepare()
	entries := make([]feed.Entry, len(urls))
	for i, u := range urls {
		entries[i].URL = u
	}
	if len(entries) > 1 && r.Only == nil { // many are rather articles than feeds
		return r.each(ctx, entries, func(it source.Item) error {
			if it.HTML != nil && feed.Is(it.HTML) {
				return r.fetched(ctx, it.Name, yield)
			}
			return yield(it)
		})
	}
	for _, u := range urls {
		if err := r.fetched(ctx, u, yield); err != nil {
			return err
		}
	}
	return nil
}

// interruptible returns what is read from in until the context ends: a terminal or a pipe may keep a read waiting for ever.
func interruptible(ctx context.Context, in io.Reader) io.Reader {
	pr, pw := io.Pipe()
	context.AfterFunc(ctx, func() { pw.CloseWithError(context.Cause(ctx)) })
	var once sync.Once
	return readerFunc(func(b []byte) (int, error) {
		once.Do(func() { // not before somebody wants it
			go func() {
				_, err := io.Copy(pw, in)
				pw.CloseWithError(err)
			}()
		})
		return pr.Read(b)
	})
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(b []byte) (int, error) { return f(b) }

func (r *reading) fail(res ingest.Result) {
	f := failure{Name: res.Name, Error: r.withoutSecrets(reason(res))}
	r.failures = append(r.failures, f)
	if r.log != nil {
		r.log.Error("article failed", "name", f.Name, "error", f.Error)
		return
	}
	r.progress.clear()
	fmt.Fprintf(r.Stderr, "%s: %s\n", oneLine(f.Name), f.Error)
}

// reason is why an article failed, without its name, which stands before it.
func reason(res ingest.Result) string {
	s := res.Err.Error()
	if rest, ok := strings.CutPrefix(s, res.Name+": "); ok {
		return rest
	}
	return s
}
