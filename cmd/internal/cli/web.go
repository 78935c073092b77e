package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"geokg/ingest/feed"
	"geokg/ingest/fetch"
	"geokg/ingest/source"
	"geokg/schema"
)

// A fetching is how pages are fetched.
type fetching struct {
	AllowPrivate bool
	Contact      string
	Distance     time.Duration
	URLs         []string // files that list URLs

	fetcher *fetch.Fetcher
}

func (o *fetching) addFlags(f *pflag.FlagSet) {
	f.StringArrayVar(&o.URLs, "urls", nil, "read the URLs that this `FILE` lists, one a line; - is standard input; may be given several times")
	f.StringVar(&o.Contact, "contact", "", "a `URL` or address for who runs a site, in the User-Agent")
	f.DurationVar(&o.Distance, "distance", time.Second, "the least time between two requests to one host")
	f.BoolVar(&o.AllowPrivate, "allow-private", false, "fetch from this machine and private networks, too")
}

// isURL reports whether a path is a page to fetch.
func isURL(path string) bool {
	return strings.HasPrefix(path, "http://") || strings.HasPrefix(path, "https://")
}

// prepare makes the fetcher, which lives as long as the command, before pages are fetched at once.
func (r *reading) prepare() {
	if r.fetcher == nil {
		r.fetcher = fetch.New(fetch.Options{Agent: "geokg", Contact: r.Contact, AllowPrivate: r.AllowPrivate, Distance: r.Distance})
	}
}

// get gets a page.
func (r *reading) get(ctx context.Context, address string, v fetch.Validators) (*fetch.Page, error) {
	return r.fetcher.Get(ctx, address, v)
}

// listed adds the URLs of the files of --urls to the paths.
func (r *reading) listed() error {
	for _, file := range r.URLs {
		b, err := readAll(file, r.Stdin)
		if err != nil {
			return fmt.Errorf("--urls %s: %w", file, err)
		}
		for n, line := range strings.Split(string(b), "\n") {
			line = strings.TrimSpace(line)
			switch {
			case line == "" || line[0] == '#':
			case !isURL(line):
				return usagef("%s:%d: %q is no URL of http or https", file, n+1, oneLine(line))
			default:
				r.Paths = append(r.Paths, line)
			}
		}
	}
	r.URLs = nil
	return nil
}

const (
	// ahead is how many pages are fetched while earlier ones are read. Requests to one host keep their distance all the same.
	ahead = 16
	// maxLists is how many sitemaps an index may lead to.
	maxLists = 50
)

// fetched yields the article at a URL, or those that the feed or sitemap there lists.
func (r *reading) fetched(ctx context.Context, address string, yield func(source.Item) error) error {
	p, err := r.get(ctx, address, fetch.Validators{})
	if err != nil {
		return yield(source.Item{Name: address, Err: err})
	}
	if !feed.Is(p.Body) {
		return yield(pageItem(address, p, nil))
	}
	entries, err := r.entries(ctx, p)
	if err != nil {
		return yield(source.Item{Name: address, Err: err})
	}
	return r.each(ctx, entries, yield)
}

// entries returns what a feed or sitemap lists, and the sitemaps that it leads to.
func (r *reading) entries(ctx context.Context, p *fetch.Page) ([]feed.Entry, error) {
	l, err := feed.Parse(p.URL, p.Body)
	if err != nil {
		return nil, err
	}
	all := l.Entries
	for i, address := range l.Lists {
		if i == maxLists {
			r.warn("%s leads to %d sitemaps; the first %d are read", p.URL, len(l.Lists), maxLists)
			break
		}
		sub, err := r.get(ctx, address, fetch.Validators{})
		if err == nil {
			var s *feed.List
			if s, err = feed.Parse(sub.URL, sub.Body); err == nil {
				all = append(all, s.Entries...)
			}
		}
		if err != nil {
			r.warn("%v", err)
		}
	}
	return all, nil
}

// each fetches pages, some at once, and yields them in their order.
func (r *reading) each(ctx context.Context, entries []feed.Entry, yield func(source.Item) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	queue := make(chan chan source.Item, ahead)
	go func() {
		defer close(queue)
		for _, e := range entries {
			done := make(chan source.Item, 1)
			select {
			case queue <- done:
			case <-ctx.Done():
				return
			}
			go func() {
				p, err := r.get(ctx, e.URL, fetch.Validators{})
				if err != nil {
					done <- source.Item{Name: e.URL, Err: err}
					return
				}
				done <- pageItem(e.URL, p, &e)
			}()
		}
	}()
	for done := range queue {
		if err := yield(<-done); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// errNoText is the error of what is neither a page nor a text.
var errNoText = errors.New("neither a web page nor a text")

// pageItem makes an item of what was fetched. What a feed says of it helps where the page itself does not.
func pageItem(name string, p *fetch.Page, e *feed.Entry) source.Item {
	if feed.Is(p.Body) {
		return source.Item{Name: name, HTML: p.Body} // to be read as a list
	}
	kind, _, err := mime.ParseMediaType(p.ContentType)
	if err != nil {
		kind, _, _ = mime.ParseMediaType(http.DetectContentType(p.Body))
	}
	a := &schema.Article{URL: p.URL}
	switch kind {
	case "text/html", "application/xhtml+xml", "application/xml", "text/xml":
		return source.Item{Name: name, HTML: p.Body, Article: a, ContentType: p.ContentType}
	case "text/plain":
		a.Text = strings.ToValidUTF8(string(p.Body), "\uFFFD")
		if e != nil {
			a.Title, a.Published = e.Title, e.Published
		}
		return source.Item{Name: name, Article: a}
	}
	return source.Item{Name: name, Err: fmt.Errorf("%w but %s", errNoText, kind)}
}

// readAll reads a file, or standard input for "-".
func readAll(file string, stdin io.Reader) ([]byte, error) {
	if file == stdinPath {
		return io.ReadAll(stdin)
	}
	return os.ReadFile(file)
}
