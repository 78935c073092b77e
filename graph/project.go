package graph

import (
	"sort"

	"geokg/schema"
)

// ended holds the relations that a departure ends: "A JOINED B" has an until when A LEFT B or B EXPELLED A.
var ended = []string{"JOINED", "LEADS", "MEMBER_OF", "PART_OF"}

const (
	left     = "LEFT"
	expelled = "EXPELLED"
)

func isEnded(relation string) bool {
	for _, r := range ended {
		if r == relation {
			return true
		}
	}
	return false
}

// departures returns the ids of the two edges whose claims may end an edge from subject to object.
func departures(subject, object string) [2]string {
	return [2]string{schema.EdgeID(subject, left, object), schema.EdgeID(object, expelled, subject)}
}

// Project returns the typed edges that the claims amount to, in order of id: one for each subject, relation and object
// with at least one asserted claim of [DrawingConfidence] or more. All claims between two entities, in both directions, have to
// be there, since one relation may end another.
func Project(claims []Stated) []Edge {
	byEdge := map[string][]Stated{}
	for _, c := range claims {
		byEdge[c.Edge] = append(byEdge[c.Edge], c)
	}
	var edges []Edge
	for _, cs := range byEdge {
		e, ok := tally(cs)
		if !ok {
			continue
		}
		if isEnded(e.Relation) {
			d := departures(e.Subject, e.Object)
			e.Until = until(e.Last, byEdge[d[0]], byEdge[d[1]])
		}
		edges = append(edges, e)
	}
	sort.Slice(edges, func(i, j int) bool { return edges[i].ID < edges[j].ID })
	return edges
}

// tally sums up all claims of one edge, but for Until. ok is false if none of them draws it.
func tally(claims []Stated) (e Edge, ok bool) {
	articles, stories := map[string]bool{}, map[string]bool{}
	denied := 0
	for _, c := range claims {
		switch {
		case c.Factuality == schema.Negated:
			denied++
			continue
		case !c.Drawn():
			continue
		case !ok:
			e = Edge{ID: c.Edge, Subject: c.Subject, Relation: c.Relation, Object: c.Object, AttributedOnly: true}
			ok = true
		}
		e.Claims++
		articles[c.Article], stories[c.Story] = true, true
		e.span(c.Date, c.Date)
		e.Confidence = max(e.Confidence, c.Confidence)
		e.AttributedOnly = e.AttributedOnly && c.Attributed
	}
	e.Articles, e.Stories, e.Denied = len(articles), len(stories), denied
	return e, ok
}

// extend returns the edge with the claims of further articles, but for Until. known tells whether the edge has a claim
// of that story already. It is [tally] without the claims that are already in the edge.
func extend(e Edge, claims []Stated, known func(story string) bool) Edge {
	more, ok := tally(claims)
	e.Denied += more.Denied
	if !ok {
		return e
	}
	e.Claims += more.Claims
	e.Articles += more.Articles
	e.Confidence = max(e.Confidence, more.Confidence)
	e.AttributedOnly = e.AttributedOnly && more.AttributedOnly
	e.span(more.Since, more.Last)
	stories := map[string]bool{}
	for _, c := range claims {
		if c.Drawn() && !stories[c.Story] && !known(c.Story) {
			stories[c.Story] = true
		}
	}
	e.Stories += len(stories)
	return e
}

// span widens [Since, Last]. Dates compare as strings: "2022" begins with 2022 and so comes before "2022-01".
func (e *Edge) span(since, last string) {
	if since != "" && (e.Since == "" || since < e.Since) {
		e.Since = since
	}
	e.Last = max(e.Last, last)
}

// until returns the first date after last at which one of the claims says that it ended; "" if none does.
func until(last string, departures ...[]Stated) string {
	u := ""
	for _, cs := range departures {
		for _, c := range cs {
			if c.Drawn() && c.Date > last && (u == "" || c.Date < u) {
				u = c.Date
			}
		}
	}
	return u
}
