package fetch

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Errors, to be asked for with errors.Is.
var (
	ErrRobots    = errors.New("robots.txt does not allow it")
	ErrPrivate   = errors.New("not a public address")
	ErrTooLarge  = errors.New("too large")
	ErrRedirects = errors.New("too many redirects")
	ErrScheme    = errors.New("neither http nor https")
)

// A StatusError is an answer that is no page.
type StatusError struct{ Code int }

func (e *StatusError) Error() string {
	return fmt.Sprintf("the server answers %d %s", e.Code, http.StatusText(e.Code))
}

// Options of a [Fetcher]. The zero value is polite and safe.
type Options struct {
	Agent        string        // first part of the User-Agent, "geokg/1.2"; "" is "geokg"
	Contact      string        // a URL or address for who runs a site, in the User-Agent
	AllowPrivate bool          // also addresses of this machine and of private networks
	Distance     time.Duration // between requests to one host; 0: one second
	MaxBytes     int64         // of a body, decompressed; 0: 16 MiB
	Timeout      time.Duration // of one request with its body; 0: 30 s
	Retries      int           // after a busy server or a broken connection; 0: 2, negative: none

	// Now and Sleep are the clock; nil: that of the machine.
	Now   func() time.Time
	Sleep func(ctx context.Context, d time.Duration) error
}

const (
	maxRedirects  = 5
	maxHeader     = 64 << 10
	maxRetryAfter = 2 * time.Minute // a server that wants more is not waited for
)

// A Fetcher gets pages. It is safe for concurrent use, and keeps the robots.txt files that it has read.
type Fetcher struct {
	o      Options
	client *http.Client
	hosts  hosts
	robots robots
}

// New makes a Fetcher.
func New(o Options) *Fetcher {
	set := func(d *time.Duration, v time.Duration) {
		if *d == 0 {
			*d = v
		}
	}
	set(&o.Distance, time.Second)
	set(&o.Timeout, 30*time.Second)
	if o.MaxBytes <= 0 {
		o.MaxBytes = 16 << 20
	}
	switch {
	case o.Retries == 0:
		o.Retries = 2
	case o.Retries < 0:
		o.Retries = 0
	}
	if o.Agent == "" {
		o.Agent = "geokg"
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Sleep == nil {
		o.Sleep = sleep
	}
	dialer := &net.Dialer{Timeout: 10 * time.Second, ControlContext: guard(o.AllowPrivate)}
	return &Fetcher{o: o, client: &http.Client{
		Transport: &http.Transport{
			DialContext: dialer.DialContext, DisableCompression: true, MaxResponseHeaderBytes: maxHeader, TLSHandshakeTimeout: 10 * time.Second,
			ResponseHeaderTimeout: o.Timeout, MaxConnsPerHost: 2, MaxIdleConns: 64, IdleConnTimeout: 30 * time.Second,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// Validators are what a server gave with a page, for asking whether it has changed since.
type Validators struct {
	ETag         string `json:"etag,omitempty"`
	LastModified string `json:"lastModified,omitempty"`
}

// A Page is an answer.
type Page struct {
	URL         string // after redirects
	ContentType string
	Body        []byte
	Validators
	NotModified bool // there is no Body: it is what the validators stand for
}

// Get gets a page. Errors are those of this package, [*StatusError], or of the network, with the URL in front.
func (f *Fetcher) Get(ctx context.Context, address string, v Validators) (*Page, error) {
	p, err := f.follow(ctx, address, v)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", address, unwrapURL(err))
	}
	return p, nil
}

// unwrapURL takes the URL off an error of net/http, since it stands in front.
func unwrapURL(err error) error {
	var e *url.Error
	if errors.As(err, &e) {
		return e.Err
	}
	return err
}

// follow gets a page and follows redirects.
func (f *Fetcher) follow(ctx context.Context, address string, v Validators) (*Page, error) {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil {
		return nil, unwrapURL(err)
	}
	for range maxRedirects + 1 {
		if u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" {
			return nil, ErrScheme
		}
		if err := f.robots.allow(ctx, f, u); err != nil {
			return nil, err
		}
		p, next, err := f.persist(ctx, u, v, limit{bytes: f.o.MaxBytes})
		if err != nil || next == nil {
			return p, err
		}
		u = next
	}
	return nil, ErrRedirects
}

// persist gets one URL, again if the server is busy or the connection broke. next is where it redirects to.
func (f *Fetcher) persist(ctx context.Context, u *url.URL, v Validators, l limit) (p *Page, next *url.URL, err error) {
	for try := 0; ; try++ {
		var wait time.Duration
		if p, next, wait, err = f.once(ctx, u, v, l); wait < 0 || try >= f.o.Retries || ctx.Err() != nil {
			return p, next, err
		}
		if wait == 0 {
			wait = time.Second << try
		}
		if wait > maxRetryAfter {
			return p, next, err
		}
		if serr := f.o.Sleep(ctx, wait); serr != nil {
			return nil, nil, serr
		}
	}
}

// final is the wait that means: do not try again.
const final time.Duration = -1

// once makes one request. wait says how long to wait before another one: final if there is to be none, 0 if nobody says.
func (f *Fetcher) once(ctx context.Context, u *url.URL, v Validators, l limit) (p *Page, next *url.URL, wait time.Duration, err error) {
	if err := f.hosts.await(ctx, f, u.Host); err != nil {
		return nil, nil, final, err
	}
	ctx, cancel := context.WithTimeout(ctx, f.o.Timeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, nil, final, err
	}
	f.header(req, v)
	resp, err := f.client.Do(req)
	if err != nil {
		if errors.Is(err, ErrPrivate) {
			return nil, nil, final, err
		}
		return nil, nil, 0, err
	}
	defer resp.Body.Close()
	switch code := resp.StatusCode; {
	case code == http.StatusNotModified:
		return &Page{URL: u.String(), Validators: v, NotModified: true}, nil, final, nil
	case code >= 300 && code < 400:
		next, err := u.Parse(resp.Header.Get("Location"))
		if err != nil || resp.Header.Get("Location") == "" {
			return nil, nil, final, &StatusError{code}
		}
		return nil, next, final, nil
	case code == http.StatusTooManyRequests || code == http.StatusBadGateway || code == http.StatusServiceUnavailable || code == http.StatusGatewayTimeout:
		return nil, nil, f.retryAfter(resp), &StatusError{code}
	case code != http.StatusOK:
		return nil, nil, final, &StatusError{code}
	}
	body, err := readBody(resp, l)
	if err != nil {
		return nil, nil, final, err
	}
	return &Page{
		URL: u.String(), ContentType: resp.Header.Get("Content-Type"), Body: body,
		Validators: Validators{resp.Header.Get("ETag"), resp.Header.Get("Last-Modified")},
	}, nil, final, nil
}

func (f *Fetcher) header(req *http.Request, v Validators) {
	agent := f.o.Agent
	if f.o.Contact != "" {
		agent += " (+" + f.o.Contact + ")"
	}
	req.Header.Set("User-Agent", agent)
	req.Header.Set("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
	req.Header.Set("Accept-Encoding", "gzip")
	if v.ETag != "" {
		req.Header.Set("If-None-Match", v.ETag)
	}
	if v.LastModified != "" {
		req.Header.Set("If-Modified-Since", v.LastModified)
	}
}

// retryAfter is what the server says of when to come again: seconds or a date; 0 if it says nothing.
func (f *Fetcher) retryAfter(resp *http.Response) time.Duration {
	s := resp.Header.Get("Retry-After")
	if d, err := time.ParseDuration(s + "s"); err == nil && d >= 0 {
		return d
	}
	if t, err := http.ParseTime(s); err == nil {
		return max(0, t.Sub(f.o.Now()))
	}
	return 0
}

// A limit is how many bytes of a body are read, decompressed: what is longer is cut, or an error.
type limit struct {
	bytes int64
	cut   bool
}

// readBody reads a body up to its limit.
func readBody(resp *http.Response, l limit) ([]byte, error) {
	var r io.Reader = resp.Body
	switch e := strings.ToLower(strings.TrimSpace(resp.Header.Get("Content-Encoding"))); e {
	case "", "identity":
	case "gzip", "x-gzip":
		z, err := gzip.NewReader(resp.Body)
		if err != nil {
			return nil, fmt.Errorf("gzip: %w", err)
		}
		defer z.Close()
		r = z
	default:
		return nil, fmt.Errorf("content encoding %q, which was not asked for", e)
	}
	b, err := io.ReadAll(io.LimitReader(r, l.bytes+1))
	switch {
	case int64(len(b)) > l.bytes && l.cut:
		return b[:l.bytes], nil
	case err != nil:
		return nil, err
	case int64(len(b)) > l.bytes:
		return nil, fmt.Errorf("%w: over %d bytes", ErrTooLarge, l.bytes)
	}
	return b, nil
}
