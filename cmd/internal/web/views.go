package web

import (
	"cmp"
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"geokg/graph"
	"geokg/schema"
)

// Limits of what one view shows. A filter shows the rest.
const (
	shownClaims  = 200
	shownEdges   = 100
	shownResults = 50
)

var functions = template.FuncMap{
	"entityURL": func(id string) string { return "/entity?" + url.Values{"id": {id}}.Encode() },
	"claimURL":  func(id string) string { return "/claim?" + url.Values{"id": {id}}.Encode() },
	"edgeURL": func(subject, relation, object string) string {
		return "/edge?" + url.Values{"subject": {subject}, "relation": {relation}, "object": {object}}.Encode()
	},
	"words":        words,
	"marked":       marked,
	"percent":      func(x float64) string { return strconv.Itoa(int(100*x+0.5)) + " %" },
	"safeURL":      func(s string) bool { return strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://") },
	"relations":    schema.Relations,
	"factualities": func() []schema.Factuality { return schema.Factualities },
}

// words makes words of a relation's name: "joined", "met with".
func words(relation string) string { return strings.ToLower(strings.ReplaceAll(relation, "_", " ")) }

// marked marks the names of subject and object in a claim's sentence.
func marked(sentence string, names ...string) template.HTML {
	type span struct{ from, to int }
	var spans []span
	lower := strings.ToLower(sentence)
	for _, n := range names {
		if len(lower) != len(sentence) || n == "" { // letters that change their length
			continue
		}
		if i := strings.Index(lower, strings.ToLower(n)); i >= 0 {
			spans = append(spans, span{i, i + len(n)})
		}
	}
	slices.SortFunc(spans, func(a, b span) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(b.to, a.to)) })
	var b strings.Builder
	at := 0
	for _, s := range spans {
		if s.from < at {
			continue
		}
		b.WriteString(template.HTMLEscapeString(sentence[at:s.from]) + "<mark>" + template.HTMLEscapeString(sentence[s.from:s.to]) + "</mark>")
		at = s.to
	}
	return template.HTML(b.String() + template.HTMLEscapeString(sentence[at:])) // escaped above
}

type homeView struct{ Title string }

func (s *server) home(*http.Request) (any, error) { return homeView{"geokg"}, nil }

type searchView struct {
	Title, Query string
	Results      []schema.Entity
	Claims       []graph.ClaimRow // in whose sentences the words stand
	More         bool
}

func (s *server) search(r *http.Request) (any, error) {
	q := strings.TrimSpace(r.URL.Query().Get("q"))
	v := searchView{Title: "Search: " + q, Query: q}
	if q != "" {
		found, err := s.Search(r.Context(), q, shownResults)
		if err != nil {
			return nil, err
		}
		v.Results, v.Claims, v.More = found.Entities, found.Claims, len(found.Claims) == shownResults
	}
	return v, nil
}

type entityView struct {
	Title    string
	Entity   schema.Entity
	Filter   filter
	Edges    []graph.Edge
	AllEdges int
	Names    map[string]string // of the entities at the other ends
	Claims   []graph.ClaimRow
	More     bool // there are more claims
	Sources  []graph.SourceCount
	GraphURL string
}

func (s *server) entity(r *http.Request) (any, error) {
	f, err := filterOf(r)
	if err != nil {
		return nil, err
	}
	ctx, id := r.Context(), r.URL.Query().Get("id")
	v := entityView{Filter: f, Names: map[string]string{}}
	if v.Entity, err = s.Store.Entity(ctx, id); err != nil {
		return nil, err
	}
	v.Title = v.Entity.Name
	if err := s.edgesAt(r, &v, f); err != nil {
		return nil, err
	}
	q := f.query()
	q.Of, q.Limit, q.Latest = []string{id}, shownClaims+1, true
	if v.Claims, err = s.Store.Claims(ctx, q); err != nil {
		return nil, err
	}
	if v.More = len(v.Claims) > shownClaims; v.More {
		v.Claims = graph.Latest(v.Claims, shownClaims, func(r *graph.ClaimRow) schema.Date { return r.Claim.Date })
	}
	rows := make([]graph.Row, len(v.Claims))
	for i, c := range v.Claims {
		rows[i].ClaimRow = c
		v.Names[c.Subject.ID], v.Names[c.Object.ID] = c.Subject.Name, c.Object.Name
	}
	v.Sources, _ = graph.SourcesOf(rows)
	for _, e := range v.Edges {
		for _, id := range []string{e.Subject, e.Object} {
			if v.Names[id] == "" {
				if v.Names[id], err = s.name(r, id); err != nil {
					return nil, err
				}
			}
		}
	}
	values := f.values()
	values.Set("id", id)
	v.GraphURL = "/api/v1/graph?" + values.Encode()
	return v, nil
}

// edgesAt finds the typed edges of the entity to show, those of most claims first.
func (s *server) edgesAt(r *http.Request, v *entityView, f filter) (err error) {
	q := graph.EdgeQuery{Of: []string{v.Entity.ID}}
	if f.Relation == "" {
		p, err := s.Store.Profile(r.Context(), v.Entity.ID)
		if err != nil {
			return err
		}
		q.Limit, v.AllEdges = shownEdges, p.Edges
	}
	if v.Edges, err = s.Store.Edges(r.Context(), q); err != nil {
		return err
	}
	slices.SortStableFunc(v.Edges, func(a, b graph.Edge) int { return cmp.Compare(b.Claims, a.Claims) })
	if f.Relation != "" {
		v.Edges = slices.DeleteFunc(v.Edges, func(e graph.Edge) bool { return e.Relation != f.Relation })
		v.AllEdges = len(v.Edges)
		v.Edges = v.Edges[:min(len(v.Edges), shownEdges)]
	}
	return nil
}

// name returns an entity's name; its id if it has gone meanwhile.
func (s *server) name(r *http.Request, id string) (string, error) {
	e, err := s.Store.Entity(r.Context(), id)
	if errors.Is(err, graph.ErrNotFound) {
		return id, nil
	}
	return e.Name, err
}

type edgeView struct {
	Title           string
	Subject, Object schema.Entity
	Relation        string
	Claims          []graph.ClaimRow
	More            bool
}

func (s *server) edge(r *http.Request) (any, error) {
	q := r.URL.Query()
	v := edgeView{Relation: q.Get("relation")}
	var err error
	if _, ok := schema.LookupRelation(v.Relation); !ok {
		return nil, fmt.Errorf("%w: relation: there is none of that name", errRequest)
	}
	if v.Subject, err = s.Store.Entity(r.Context(), q.Get("subject")); err != nil {
		return nil, err
	}
	if v.Object, err = s.Store.Entity(r.Context(), q.Get("object")); err != nil {
		return nil, err
	}
	v.Title = v.Subject.Name + " " + words(v.Relation) + " " + v.Object.Name
	v.Claims, v.More, err = s.between(r, v.Subject.ID, v.Relation, v.Object.ID)
	return v, err
}

// between returns the claims of a subject, a relation and an object.
func (s *server) between(r *http.Request, subject, relation, object string) (rows []graph.ClaimRow, more bool, err error) {
	rows, err = s.Store.Claims(r.Context(), graph.ClaimQuery{Of: []string{subject}, Between: []string{object}, Relations: []string{relation}, Limit: 2*shownClaims + 1})
	more = len(rows) > 2*shownClaims
	rel, _ := schema.LookupRelation(relation)
	rows = slices.DeleteFunc(rows, func(c graph.ClaimRow) bool { return !rel.Symmetric && c.Subject.ID != subject })
	if len(rows) > shownClaims {
		rows, more = rows[:shownClaims], true
	}
	return rows, more, err
}

type claimView struct {
	Title string
	Claim graph.ClaimRow
}

func (s *server) claim(r *http.Request) (any, error) {
	id := r.URL.Query().Get("id")
	rows, err := s.Store.Claims(r.Context(), graph.ClaimQuery{ID: id, Limit: 1})
	if err != nil {
		return nil, err
	}
	if id == "" || len(rows) == 0 {
		return nil, graph.ErrNotFound
	}
	c := rows[0]
	return claimView{c.Subject.Name + " " + words(c.Claim.Relation) + " " + c.Object.Name, c}, nil
}
