package web

import (
	"context"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"geokg/graph"
	"geokg/schema"
)

//go:embed static cytoscape templates
var files embed.FS

// Options of a [Handler].
type Options struct {
	Store graph.Store

	// Search returns the entities that a text may mean, the likeliest first, and the claims in whose sentences its words stand, the latest first;
	// of each at most limit.
	Search func(ctx context.Context, text string, limit int) (graph.Found, error)

	// Hosts are the names, without a port, by which the server may be asked for, besides those of this machine.
	Hosts []string
}

// A server answers requests.
type server struct {
	Options
	pages *template.Template
}

// Handler returns the pages and the API. It answers GET and HEAD only.
func Handler(o Options) (http.Handler, error) {
	s := &server{Options: o}
	var err error
	if s.pages, err = template.New("").Funcs(functions).ParseFS(files, "templates/*.html"); err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	for pattern, h := range map[string]func(*http.Request) (any, error){
		"home": s.home, "search": s.search, "entity": s.entity, "edge": s.edge, "claim": s.claim,
	} {
		path := "/" + pattern
		if pattern == "home" {
			path = "/{$}"
		}
		mux.HandleFunc("GET "+path, s.page(pattern, h))
	}
	for path, h := range map[string]func(*http.Request) (any, error){
		"search": s.apiSearch, "entity": s.apiEntity, "claims": s.apiClaims, "graph": s.apiGraph,
	} {
		mux.HandleFunc("GET /api/v1/"+path, s.api(h))
	}
	for _, f := range []struct{ path, file, kind string }{
		{"/static/style.css", "static/style.css", "text/css; charset=utf-8"},
		{"/static/graph.js", "static/graph.js", "text/javascript; charset=utf-8"},
		{"/static/cytoscape.min.js", "cytoscape/cytoscape.min.js", "text/javascript; charset=utf-8"},
		{"/static/cytoscape-LICENSE", "cytoscape/LICENSE", "text/plain; charset=utf-8"},
		{"/api/v1/openapi.json", "static/openapi.json", "application/json"},
	} {
		b, err := files.ReadFile(f.file)
		if err != nil {
			return nil, err
		}
		mux.HandleFunc("GET "+f.path, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", f.kind)
			_, _ = w.Write(b)
		})
	}
	return s.guard(mux), nil
}

// policy allows what comes from here, and nothing else.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

// guard sets the headers of every answer, and refuses what is asked for by another's name: a page elsewhere whose name is made to
// point here could read the graph otherwise (DNS rebinding).
func (s *server) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cache-Control", "no-cache")
		if !s.known(r.Host) {
			http.Error(w, "this server is not known by that name; see geokg serve --help", http.StatusMisdirectedRequest)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func (s *server) known(host string) bool {
	name, _, err := net.SplitHostPort(host)
	if err != nil {
		name = host
	}
	name = strings.Trim(strings.ToLower(name), "[]")
	if ip := net.ParseIP(name); ip != nil && ip.IsLoopback() {
		return true
	}
	return name == "localhost" || slices.Contains(s.Hosts, name)
}

// page answers with a template.
func (s *server) page(name string, h func(*http.Request) (any, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		data, err := h(r)
		code := http.StatusOK
		if err != nil {
			name, code = "error", status(err)
			data = struct{ Title, Message string }{http.StatusText(code), message(err)}
		}
		var b strings.Builder
		if err := s.pages.ExecuteTemplate(&b, name+".html", data); err != nil {
			http.Error(w, "the page could not be made", http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.WriteHeader(code)
		_, _ = w.Write([]byte(b.String()))
	}
}

// api answers with JSON.
func (s *server) api(h func(*http.Request) (any, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		data, err := h(r)
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		if err != nil {
			w.WriteHeader(status(err))
			data = map[string]string{"error": message(err)}
		}
		enc := json.NewEncoder(w)
		enc.SetEscapeHTML(true)
		_ = enc.Encode(data) // the reader has gone
	}
}

// errRequest is a request that cannot be followed.
var errRequest = errors.New("cannot follow the request")

func status(err error) int {
	switch {
	case errors.Is(err, graph.ErrNotFound):
		return http.StatusNotFound
	case errors.Is(err, errRequest):
		return http.StatusBadRequest
	case errors.Is(err, graph.ErrUnavailable):
		return http.StatusServiceUnavailable
	}
	return http.StatusInternalServerError
}

// message says what went wrong, without what a store says about itself: an address, say.
func message(err error) string {
	switch status(err) {
	case http.StatusNotFound:
		return "The graph has nothing of that id."
	case http.StatusBadRequest:
		return err.Error()
	case http.StatusServiceUnavailable:
		return "The graph cannot be reached."
	}
	return "The graph could not be read."
}

// A filter narrows the claims of a view. It stands in the query of every address.
type filter struct {
	Since, Until schema.Date
	Relation     string
	Factuality   string
}

func filterOf(r *http.Request) (f filter, err error) {
	q := r.URL.Query()
	for _, d := range []struct {
		name string
		to   *schema.Date
	}{{"since", &f.Since}, {"until", &f.Until}} {
		if s := q.Get(d.name); s != "" {
			if *d.to, err = schema.ParseDate(s); err != nil {
				return f, fmt.Errorf("%w: %s: want YYYY, YYYY-MM or YYYY-MM-DD", errRequest, d.name)
			}
		}
	}
	if f.Relation = q.Get("relation"); f.Relation != "" {
		if _, ok := schema.LookupRelation(f.Relation); !ok {
			return f, fmt.Errorf("%w: relation: there is none of that name", errRequest)
		}
	}
	f.Factuality = q.Get("factuality")
	if f.Factuality != "" && !slices.Contains(schema.Factualities, schema.Factuality(f.Factuality)) {
		return f, fmt.Errorf("%w: factuality: want one of asserted, planned, possible, negated", errRequest)
	}
	return f, nil
}

// query is the filter as a store takes it.
func (f filter) query() graph.ClaimQuery {
	q := graph.ClaimQuery{Since: f.Since, Until: f.Until}
	if f.Relation != "" {
		q.Relations = []string{f.Relation}
	}
	if f.Factuality != "" {
		q.Factualities = []schema.Factuality{schema.Factuality(f.Factuality)}
	}
	return q
}

// Narrowed reports whether the filter leaves anything out.
func (f filter) Narrowed() bool { return f != filter{} }

// values are the filter as it stands in an address.
func (f filter) values() url.Values {
	v := url.Values{}
	for name, s := range map[string]string{"since": f.Since.Value, "until": f.Until.Value, "relation": f.Relation, "factuality": f.Factuality} {
		if s != "" {
			v.Set(name, s)
		}
	}
	return v
}
