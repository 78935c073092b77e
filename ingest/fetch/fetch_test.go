package fetch

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// A clock stands still but for those who sleep by it.
type clock struct {
	mu    sync.Mutex
	now   time.Time
	slept []time.Duration
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) Sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
	c.slept = append(c.slept, d)
	return ctx.Err()
}

// fetcher makes a Fetcher that may ask this machine, and its clock.
func fetcher(o Options) (*Fetcher, *clock) {
	c := &clock{now: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)}
	o.AllowPrivate, o.Now, o.Sleep = true, c.Now, c.Sleep
	return New(o), c
}

// serve starts a server on loopback. Without a robots.txt of its own it has none.
func serve(t *testing.T, routes map[string]http.HandlerFunc) *httptest.Server {
	t.Helper()
	mux := http.NewServeMux()
	for pattern, h := range routes {
		mux.HandleFunc(pattern, h)
	}
	srv := httptest.NewServer(mux)
	t.Cleanup(srv.Close)
	return srv
}

func text(s string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, s) }
}

func TestGet(t *testing.T) {
	var agent string
	srv := serve(t, map[string]http.HandlerFunc{
		"/a": func(w http.ResponseWriter, r *http.Request) {
			agent = r.UserAgent()
			w.Header().Set("ETag", `"1"`)
			if r.Header.Get("If-None-Match") == `"1"` {
				w.WriteHeader(http.StatusNotModified)
				return
			}
			w.Header().Set("Content-Encoding", "gzip")
			z := gzip.NewWriter(w)
			fmt.Fprint(z, "a page")
			z.Close()
		},
		"/b": func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/a", http.StatusMovedPermanently) },
	})
	f, _ := fetcher(Options{Agent: "geokg/1", Contact: "https://example.org/bot"})
	p, err := f.Get(t.Context(), srv.URL+"/b", Validators{})
	if err != nil || string(p.Body) != "a page" || p.URL != srv.URL+"/a" || p.ETag != `"1"` {
		t.Fatalf("%+v, %v", p, err)
	}
	if agent != "geokg/1 (+https://example.org/bot)" {
		t.Errorf("User-Agent: %s", agent)
	}
	if p, err = f.Get(t.Context(), srv.URL+"/a", p.Validators); err != nil || !p.NotModified || p.ETag != `"1"` {
		t.Errorf("again: %+v, %v", p, err)
	}
}

// TestHostile asks a server that wants to harm: every request ends in an error, within limits.
func TestHostile(t *testing.T) {
	endless := func(w http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			if _, err := w.Write(bytes.Repeat([]byte("x"), 64<<10)); err != nil {
				return
			}
		}
	}
	bomb := func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		zeros := make([]byte, 1<<20)
		for range 100 {
			if _, err := z.Write(zeros); err != nil {
				return
			}
		}
		z.Close()
	}
	srv := serve(t, map[string]http.HandlerFunc{
		"/endless": endless,
		"/bomb":    bomb,
		"/loop": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, r.URL.Path+"?"+r.URL.RawQuery+"x", http.StatusFound)
		},
		"/file": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "file:///etc/passwd", http.StatusFound)
		},
		"/nowhere": func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusFound) },
		"/slow": func(w http.ResponseWriter, r *http.Request) {
			w.WriteHeader(http.StatusOK)
			w.(http.Flusher).Flush()
			<-r.Context().Done()
		},
		"/header": func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("X", strings.Repeat("x", 1<<20)) },
		"/broken": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			fmt.Fprint(w, "no gzip at all")
		},
		"/brotli": func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Content-Encoding", "br") },
		"/cut": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "100")
			fmt.Fprint(w, "short")
		},
		"/gone":  func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusGone) },
		"/error": func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) },
	})
	f, _ := fetcher(Options{MaxBytes: 1 << 20, Retries: -1})
	hasty, _ := fetcher(Options{Timeout: 300 * time.Millisecond, Retries: -1})
	for path, want := range map[string]error{
		"/endless": ErrTooLarge, "/bomb": ErrTooLarge, "/loop": ErrRedirects, "/file": ErrScheme, "/slow": context.DeadlineExceeded,
		"/header": nil, "/broken": gzip.ErrHeader, "/brotli": nil, "/cut": nil, "/nowhere": nil, "/gone": nil, "/error": nil,
	} {
		by := f
		if path == "/slow" {
			by = hasty
		}
		p, err := by.Get(t.Context(), srv.URL+path, Validators{})
		if err == nil || want != nil && !errors.Is(err, want) {
			t.Errorf("%s: %v, %v, want %v", path, p, err, want)
		} else if !strings.HasPrefix(err.Error(), srv.URL+path+": ") {
			t.Errorf("%s: the error does not begin with the URL: %v", path, err)
		}
	}
	for _, address := range []string{"", "ftp://example.org/", "file:///etc/passwd", "//example.org", "http://", "http://[::1", "news"} {
		if _, err := f.Get(t.Context(), address, Validators{}); err == nil {
			t.Errorf("%q: no error", address)
		}
	}
}

// TestPrivate: without AllowPrivate, nothing on this machine is reached, whatever the way.
func TestPrivate(t *testing.T) {
	asked := atomic.Int32{}
	srv := serve(t, map[string]http.HandlerFunc{"/": func(w http.ResponseWriter, _ *http.Request) { asked.Add(1) }})
	_, port, err := net.SplitHostPort(srv.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	f := New(Options{Retries: -1, Distance: time.Nanosecond})
	for _, host := range []string{"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "2130706433", "0x7f000001"} {
		_, err := f.Get(t.Context(), "http://"+net.JoinHostPort(strings.Trim(host, "[]"), port)+"/", Validators{})
		if err == nil {
			t.Errorf("%s was reached", host)
		} else if host == "127.0.0.1" && !errors.Is(err, ErrPrivate) {
			t.Errorf("%s: %v", host, err)
		}
	}
	if n := asked.Load(); n > 0 {
		t.Errorf("the server was asked %d times", n)
	}
}

func TestPublic(t *testing.T) {
	for s, want := range map[string]bool{
		"93.184.216.34": true, "2606:2800:220:1:248:1893:25c8:1946": true, "64:ff9b::5db8:d822": true, "2002:5db8:d822::1": true,
		"127.0.0.1": false, "10.1.2.3": false, "172.16.0.1": false, "192.168.1.1": false, "169.254.169.254": false, "100.64.0.1": false,
		"0.0.0.0": false, "224.0.0.1": false, "255.255.255.255": false, "198.18.0.1": false, "::1": false, "::": false, "fe80::1": false,
		"fc00::1": false, "::ffff:127.0.0.1": false, "::ffff:169.254.169.254": false, "64:ff9b::7f00:1": false, "2002:7f00:1::": false,
		"2001:db8::1": false, "ff02::1": false, "fd00:ec2::254": false,
	} {
		if got := public(netip.MustParseAddr(s)); got != want {
			t.Errorf("%s: %t", s, got)
		}
	}
}

func TestRobots(t *testing.T) {
	for _, c := range []struct {
		name    string
		robots  http.HandlerFunc
		allowed []string // of /a, /b
	}{
		{"none", http.NotFound, []string{"/a", "/b"}},
		{"forbidden", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) }, []string{"/a", "/b"}},
		{"for all", text("User-agent: *\nDisallow: /b\n"), []string{"/a"}},
		{"for us", text("User-agent: *\nDisallow: /\n\nUser-agent: geokg\nDisallow: /a\n"), []string{"/b"}},
		{"longest", text("User-agent: *\nDisallow: /\nAllow: /a\n"), []string{"/a"}},
		{"broken server", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) }, nil},
		{"busy server", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusTooManyRequests) }, nil},
		{"no rules", text("<html>Welcome"), []string{"/a", "/b"}},
		{"elsewhere", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/rules", http.StatusFound) }, []string{"/a"}},
		{"long", text("User-agent: *\nDisallow: /b\n" + strings.Repeat("# a comment\n", 1<<16) + "Disallow: /a\n"), []string{"/a"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			asked := atomic.Int32{}
			srv := serve(t, map[string]http.HandlerFunc{
				"/robots.txt": func(w http.ResponseWriter, r *http.Request) { asked.Add(1); c.robots(w, r) },
				"/rules":      text("User-agent: *\nDisallow: /b\n"), "/a": text("a"), "/b": text("b"),
			})
			f, _ := fetcher(Options{Retries: -1})
			for _, path := range []string{"/a", "/b", "/a"} {
				_, err := f.Get(t.Context(), srv.URL+path, Validators{})
				if want := slices.Contains(c.allowed, path); want != (err == nil) || err != nil && !errors.Is(err, ErrRobots) {
					t.Errorf("%s: %v", path, err)
				}
			}
			if n := asked.Load(); n != 1 {
				t.Errorf("robots.txt was asked for %d times", n)
			}
		})
	}
}

// TestDistance: requests to one host keep the distance that Options and robots.txt ask for; those to another host do not wait for them.
func TestDistance(t *testing.T) {
	srv := serve(t, map[string]http.HandlerFunc{"/robots.txt": text("User-agent: *\nCrawl-delay: 3\n"), "/": text("a")})
	f, c := fetcher(Options{Distance: time.Second})
	for range 3 {
		if _, err := f.Get(t.Context(), srv.URL+"/", Validators{}); err != nil {
			t.Fatal(err)
		}
	}
	if got := fmt.Sprint(c.slept); got != "[1s 3s 3s]" {
		t.Errorf("slept %s", got)
	}
	other := serve(t, map[string]http.HandlerFunc{"/": text("a")})
	c.slept = nil
	if _, err := f.Get(t.Context(), other.URL+"/", Validators{}); err != nil || len(c.slept) > 1 {
		t.Errorf("%v, slept %v for another host", err, c.slept)
	}
}

func TestRetry(t *testing.T) {
	n := 0
	busy := func(after string, times int) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			if n++; n <= times {
				if after != "" {
					w.Header().Set("Retry-After", after)
				}
				w.WriteHeader(http.StatusServiceUnavailable)
				return
			}
			fmt.Fprint(w, "at last")
		}
	}
	at := time.Date(2026, 1, 2, 3, 4, 25, 0, time.UTC)
	srv := serve(t, map[string]http.HandlerFunc{
		"/seconds": busy("7", 1), "/date": busy(at.Format(http.TimeFormat), 1), "/silent": busy("", 2), "/long": busy("7200", 1), "/down": busy("", 9),
	})
	for path, want := range map[string]string{"/seconds": "7s", "/date": "20s", "/silent": "1s 2s", "/long": "", "/down": "1s 2s"} {
		n = 0
		f, c := fetcher(Options{Distance: time.Nanosecond})
		_, err := f.Get(t.Context(), srv.URL+path, Validators{})
		var waits []string
		for _, d := range c.slept {
			if d > time.Millisecond {
				waits = append(waits, d.Round(time.Second).String())
			}
		}
		if got := strings.Join(waits, " "); got != want {
			t.Errorf("%s: waited %q, want %q", path, got, want)
		}
		if fails := path == "/long" || path == "/down"; fails != (err != nil) {
			t.Errorf("%s: %v", path, err)
		}
	}
}

func TestCancel(t *testing.T) {
	srv := serve(t, map[string]http.HandlerFunc{"/": func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }})
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(50*time.Millisecond, cancel)
	f, _ := fetcher(Options{})
	if _, err := f.Get(ctx, srv.URL+"/", Validators{}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
