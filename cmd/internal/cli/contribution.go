package cli

import (
	"maps"
	"slices"

	"geokg/graph"
	"geokg/ingest"
	"geokg/schema"
)

// contribution is what an article adds to the graph.
func contribution(r *ingest.Result) graph.Contribution {
	a := &r.Article
	c := graph.Contribution{
		Article: graph.Article{
			ID: a.ID, URL: a.URL, Title: a.Title, Site: a.Site, Published: a.Published, Language: a.Language,
			TextHash: schema.TextHash(a.Title, a.Text), Story: a.ID, Extractor: r.Extractor,
		},
		Claims: slices.Clone(r.Claims),
	}
	count, names := map[string]int{}, map[string]map[string]bool{}
	for _, m := range r.Mentions {
		for _, id := range m.Entities {
			count[id]++
			if names[id] == nil {
				names[id] = map[string]bool{}
			}
			names[id][r.Document.Slice(m.Span)] = true
		}
	}
	for _, e := range r.Entities {
		c.Mentioned = append(c.Mentioned, graph.Mentioned{Entity: e, Count: count[e.ID], Names: slices.Sorted(maps.Keys(names[e.ID]))})
	}
	slices.SortFunc(c.Claims, func(a, b schema.Claim) int {
		if a.ID < b.ID {
			return -1
		}
		return 1
	})
	return c
}
