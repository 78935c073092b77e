package cli

import (
	"fmt"
	"maps"
	"slices"

	"geokg/graph"
	"geokg/ingest"
	"geokg/ingest/gazetteer"
	"geokg/schema"
)

// contribution is what an article that was read adds to the graph. It is here, and in reference, that ingest and graph meet.
func contribution(r *ingest.Result) (graph.Contribution, error) {
	return graph.Build(graph.Reading{
		Article: r.Article, Extractor: r.Extractor, TextPrint: r.TextPrint,
		Text: r.Document.Text, Mentions: r.Mentions, Entities: r.Entities, Claims: r.Claims,
	})
}

// reference is what the gazetteer's tables say of memberships, with the entities that they name.
func reference(g *gazetteer.Gazetteer) (r graph.Reference, err error) {
	if r.Memberships, err = g.Memberships(); err != nil {
		return r, err
	}
	named := map[string]*schema.Entity{}
	for _, m := range r.Memberships {
		for _, id := range []string{m.Alliance, m.Member} {
			e, ok := g.Entity(id)
			if !ok {
				return r, fmt.Errorf("the gazetteer has memberships of %q, but not its name", id)
			}
			named[id] = e
		}
	}
	for _, id := range slices.Sorted(maps.Keys(named)) {
		r.Entities = append(r.Entities, *named[id])
	}
	return r, nil
}
