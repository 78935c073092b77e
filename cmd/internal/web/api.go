package web

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"geokg/graph"
	"geokg/schema"
)

// limitOf reads the limit of a request, at most most.
func limitOf(r *http.Request, usual, most int) (int, error) {
	s := r.URL.Query().Get("limit")
	if s == "" {
		return usual, nil
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 || n > most {
		return 0, fmt.Errorf("%w: limit: want a number from 1 to %d", errRequest, most)
	}
	return n, nil
}

func (s *server) apiSearch(r *http.Request) (any, error) {
	limit, err := limitOf(r, 20, shownResults)
	if err != nil {
		return nil, err
	}
	q := strings.TrimSpace(r.URL.Query().Get("q"))
	if q == "" {
		return nil, fmt.Errorf("%w: q: want words to search for", errRequest)
	}
	found, err := s.Search(r.Context(), q, limit)
	if err != nil {
		return nil, err
	}
	return struct {
		Results []schema.Entity  `json:"results"`
		Claims  []graph.ClaimRow `json:"claims"`
	}{append([]schema.Entity{}, found.Entities...), append([]graph.ClaimRow{}, found.Claims...)}, nil
}

func (s *server) apiEntity(r *http.Request) (any, error) {
	id := r.URL.Query().Get("id")
	e, err := s.Store.Entity(r.Context(), id)
	if err != nil {
		return nil, err
	}
	edges, err := s.Store.Edges(r.Context(), graph.EdgeQuery{Of: []string{id}})
	if edges == nil {
		edges = []graph.Edge{}
	}
	return struct {
		Entity schema.Entity `json:"entity"`
		Edges  []graph.Edge  `json:"edges"`
	}{e, edges}, err
}

func (s *server) apiClaims(r *http.Request) (any, error) {
	f, err := filterOf(r)
	if err != nil {
		return nil, err
	}
	limit, err := limitOf(r, 100, 1000)
	if err != nil {
		return nil, err
	}
	q := f.query()
	values := r.URL.Query()
	if values.Get("of") == "" {
		return nil, fmt.Errorf("%w: of: want the id of an entity", errRequest)
	}
	q.Of, q.Limit = []string{values.Get("of")}, limit+1
	if b := values.Get("between"); b != "" {
		q.Between = []string{b}
	}
	rows, err := s.Store.Claims(r.Context(), q)
	more := len(rows) > limit
	if rows = rows[:min(len(rows), limit)]; rows == nil {
		rows = []graph.ClaimRow{}
	}
	return struct {
		Claims []graph.ClaimRow `json:"claims"`
		More   bool             `json:"more"`
	}{rows, more}, err
}

// A graphNode and a graphEdge are a neighbourhood, as the drawn graph takes it.
type graphNode struct {
	ID    string       `json:"id"`
	Name  string       `json:"name"`
	Label schema.Label `json:"label"`
}

type graphEdge struct {
	ID         string            `json:"id"`
	Subject    string            `json:"subject"`
	Relation   string            `json:"relation"`
	Object     string            `json:"object"`
	Factuality schema.Factuality `json:"factuality"`
	Drawn      bool              `json:"drawn"` // asserted, and sure enough to stand as a fact
	Symmetric  bool              `json:"symmetric"`
	Quad       string            `json:"quad"`
	Claims     int               `json:"claims"`
	First      string            `json:"first"`
	Last       string            `json:"last"`
}

// graphClaims bounds how many claims a neighbourhood is made of.
const graphClaims = 5000

func (s *server) apiGraph(r *http.Request) (any, error) {
	f, err := filterOf(r)
	if err != nil {
		return nil, err
	}
	limit, err := limitOf(r, 150, 1000)
	if err != nil {
		return nil, err
	}
	id := r.URL.Query().Get("id")
	e, err := s.Store.Entity(r.Context(), id)
	if err != nil {
		return nil, err
	}
	q := f.query()
	q.Of, q.Limit = []string{id}, graphClaims
	rows, err := s.Store.Claims(r.Context(), q)
	if err != nil {
		return nil, err
	}
	edges, names := neighbourhood(rows)
	more := len(edges) > limit || len(rows) == graphClaims
	edges = edges[:min(len(edges), limit)]
	nodes := map[string]graphNode{id: {e.ID, e.Name, e.Label}}
	for _, x := range edges {
		nodes[x.Subject], nodes[x.Object] = names[x.Subject], names[x.Object]
	}
	out := make([]graphNode, 0, len(nodes))
	for _, n := range nodes {
		out = append(out, n)
	}
	slices.SortFunc(out, func(a, b graphNode) int { return cmp.Compare(a.ID, b.ID) })
	return struct {
		Nodes []graphNode `json:"nodes"`
		Edges []graphEdge `json:"edges"`
		More  bool        `json:"more"`
	}{out, edges, more}, nil
}

// neighbourhood puts claims that say the same together, most first.
func neighbourhood(rows []graph.ClaimRow) ([]graphEdge, map[string]graphNode) {
	names := map[string]graphNode{}
	at := map[string]*graphEdge{}
	for i := range rows {
		c := &rows[i]
		for _, e := range []*schema.Entity{&c.Subject, &c.Object} {
			names[e.ID] = graphNode{e.ID, e.Name, e.Label}
		}
		k := c.Claim.Key()
		id := strings.Join([]string{k.Subject, k.Relation, k.Object, k.Factuality}, " ")
		x := at[id]
		if x == nil {
			x = &graphEdge{ID: id, Subject: k.Subject, Relation: k.Relation, Object: k.Object, Factuality: c.Claim.Factuality}
			if rel, ok := schema.LookupRelation(k.Relation); ok {
				x.Symmetric, x.Quad = rel.Symmetric, rel.Quad.String()
			}
			at[id] = x
		}
		x.Claims++
		x.Drawn = x.Drawn || c.Claim.Factuality == schema.Asserted && c.Claim.Confidence >= graph.DrawingConfidence
		if d := c.Claim.Date.Value; d != "" {
			if x.First == "" || d < x.First {
				x.First = d
			}
			x.Last = max(x.Last, d)
		}
	}
	edges := make([]graphEdge, 0, len(at))
	for _, x := range at {
		edges = append(edges, *x)
	}
	slices.SortFunc(edges, func(a, b graphEdge) int { return cmp.Or(cmp.Compare(b.Claims, a.Claims), cmp.Compare(a.ID, b.ID)) })
	return edges, names
}
