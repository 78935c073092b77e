package fetch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"sync"
	"time"

	"github.com/temoto/robotstxt"
)

// hosts keeps requests to one host apart.
type hosts struct {
	mu   sync.Mutex
	next map[string]time.Time     // when the host may be asked again
	slow map[string]time.Duration // the distance that its robots.txt asks for
}

// await waits for the host's turn.
func (h *hosts) await(ctx context.Context, f *Fetcher, host string) error {
	h.mu.Lock()
	if h.next == nil {
		h.next, h.slow = map[string]time.Time{}, map[string]time.Duration{}
	}
	now := f.o.Now()
	at := h.next[host]
	if at.Before(now) {
		at = now
	}
	h.next[host] = at.Add(max(f.o.Distance, h.slow[host]))
	h.mu.Unlock()
	if wait := at.Sub(now); wait > 0 {
		return f.o.Sleep(ctx, wait)
	}
	return nil
}

// slowDown makes the distance longer for a host, within reason.
func (h *hosts) slowDown(host string, d time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.slow != nil {
		h.slow[host] = min(d, maxCrawlDelay)
	}
}

const (
	robotsBytes   = 500 << 10 // as RFC 9309, 2.5 wants at least; what is beyond is not read
	robotsFor     = 24 * time.Hour
	robotsFailed  = 10 * time.Minute // how long a file that could not be had is not asked for again
	maxCrawlDelay = 30 * time.Second
	robotsAgent   = "geokg"
)

// robots keeps the rules of hosts.
type robots struct {
	mu    sync.Mutex
	rules map[string]*rules // by scheme and host
}

// rules are those of one robots.txt. The zero ones allow everything.
type rules struct {
	once  sync.Once
	group *robotstxt.Group // nil: all is allowed
	err   error            // nothing is allowed
	until time.Time
}

// allow asks the host's robots.txt whether a URL may be fetched.
func (r *robots) allow(ctx context.Context, f *Fetcher, u *url.URL) error {
	key := u.Scheme + "://" + u.Host
	r.mu.Lock()
	if r.rules == nil {
		r.rules = map[string]*rules{}
	}
	x := r.rules[key]
	if x == nil || !x.until.IsZero() && f.o.Now().After(x.until) {
		x = &rules{}
		r.rules[key] = x
	}
	r.mu.Unlock()
	x.once.Do(func() {
		x.read(ctx, f, key)
		r.mu.Lock()
		defer r.mu.Unlock()
		keep := robotsFor
		if x.err != nil {
			keep = robotsFailed
		}
		x.until = f.o.Now().Add(keep)
		if ctx.Err() != nil {
			delete(r.rules, key) // it is not the host's fault
		}
	})
	switch {
	case x.err != nil:
		return x.err
	case x.group == nil || x.group.Test(u.RequestURI()):
		return nil
	}
	return ErrRobots
}

// read gets a robots.txt. As RFC 9309, 2.3.1 says: one that is not there (4xx) allows everything, one that cannot be had (5xx, no
// connection) nothing; so does one that the server is too busy for. Redirects are followed.
func (x *rules) read(ctx context.Context, f *Fetcher, site string) {
	u, err := url.Parse(site + "/robots.txt")
	if err != nil {
		x.err = err
		return
	}
	for range maxRedirects + 1 {
		p, next, err := f.persist(ctx, u, Validators{}, limit{bytes: robotsBytes, cut: true})
		var status *StatusError
		switch {
		case errors.As(err, &status) && status.Code >= 400 && status.Code < 500 && status.Code != http.StatusTooManyRequests:
			return
		case err != nil:
			x.err = fmt.Errorf("%w: it cannot be had: %w", ErrRobots, unwrapURL(err))
			return
		case next != nil:
			if next.Scheme != "http" && next.Scheme != "https" {
				return
			}
			u = next
			continue
		}
		data, err := robotstxt.FromBytes(p.Body)
		if err != nil {
			return // RFC 9309, 2.3.1.5: what cannot be parsed is left out
		}
		x.group = data.FindGroup(robotsAgent)
		f.hosts.slowDown(hostOf(site), x.group.CrawlDelay)
		return
	}
}

func hostOf(site string) string {
	u, err := url.Parse(site)
	if err != nil {
		return site
	}
	return u.Host
}
