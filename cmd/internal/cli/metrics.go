package cli

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"runtime"
	"sync"
	"time"
)

// metrics are counters of a run, for Prometheus. The zero value counts; serve shows them.
type metrics struct {
	mu       sync.Mutex
	start    time.Time
	articles map[string]int // by result: new, changed, same, failed
	claims   map[string]int // by change: added, removed
	edges    map[string]int
	batches  int
	last     time.Time // of the last batch written

	server *http.Server
}

// serve shows the metrics at http://addr/metrics until close. An addr without a host is of this machine only.
func (m *metrics) serve(addr string, now func() time.Time) (at string, err error) {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return "", usagef("--metrics %s: want HOST:PORT or :PORT", addr)
	}
	l, err := net.Listen("tcp", net.JoinHostPort(orElse(host, "127.0.0.1"), port))
	if err != nil {
		return "", fmt.Errorf("serve metrics: %w", err)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /metrics", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
		m.write(w, now())
	})
	m.server = &http.Server{Handler: mux, ReadHeaderTimeout: 5 * time.Second, WriteTimeout: 10 * time.Second}
	go m.server.Serve(l) //nolint:errcheck // it ends when the run does
	return "http://" + l.Addr().String() + "/metrics", nil
}

// measure begins to count, and shows the counts at an address if there is one.
func (g *Globals) measure(addr string) (*metrics, error) {
	m := &metrics{start: g.Now()}
	if addr == "" {
		return m, nil
	}
	at, err := m.serve(addr, g.Now)
	if err != nil {
		return nil, err
	}
	g.note("metrics at %s", at)
	return m, nil
}

func (m *metrics) close() {
	if m.server != nil {
		_ = m.server.Close()
	}
}

// wrote counts a batch.
func (m *metrics) wrote(s *importSummary, now time.Time) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.batches++
	m.last = now
	m.articles = map[string]int{"new": s.Articles.New, "changed": s.Articles.Changed, "same": s.Articles.Same, "failed": s.Articles.Failed}
	m.claims = map[string]int{"added": s.Claims.Added, "removed": s.Claims.Removed}
	if s.Edges != nil {
		m.edges = map[string]int{"added": s.Edges.Added, "removed": s.Edges.Removed}
	}
}

// write writes the metrics in Prometheus' text format, version 0.0.4.
func (m *metrics) write(w io.Writer, now time.Time) {
	m.mu.Lock()
	defer m.mu.Unlock()
	family := func(name, kind, help, label string, values map[string]int, order ...string) {
		fmt.Fprintf(w, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, kind)
		for _, v := range order {
			fmt.Fprintf(w, "%s{%s=%q} %d\n", name, label, v, values[v])
		}
	}
	one := func(name, kind, help string, value float64) {
		fmt.Fprintf(w, "# HELP %s %s\n# TYPE %s %s\n%s %g\n", name, help, name, kind, name, value)
	}
	family("geokg_import_articles_total", "counter", "Articles read, by what became of them.", "result", m.articles, "new", "changed", "same", "failed")
	family("geokg_import_claims_total", "counter", "Claims written to the graph and taken out of it.", "change", m.claims, "added", "removed")
	family("geokg_import_edges_total", "counter", "Typed edges drawn and taken back.", "change", m.edges, "added", "removed")
	one("geokg_import_batches_total", "counter", "Batches written.", float64(m.batches))
	last := 0.0
	if !m.last.IsZero() {
		last = float64(m.last.UnixMilli()) / 1000
	}
	one("geokg_import_last_batch_timestamp_seconds", "gauge", "When the last batch was written, 0 if none was.", last)
	one("geokg_import_seconds", "gauge", "How long the run has been going on.", now.Sub(m.start).Seconds())
	var mem runtime.MemStats
	runtime.ReadMemStats(&mem)
	one("go_memstats_heap_inuse_bytes", "gauge", "Bytes in spans of the heap that are in use.", float64(mem.HeapInuse))
	one("go_goroutines", "gauge", "Goroutines that exist.", float64(runtime.NumGoroutine()))
}
