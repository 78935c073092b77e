package cli

import (
	"geokg/graph"
	"geokg/ingest"
)

// contribution is what an article that was read adds to the graph. It is here that ingest and graph meet.
func contribution(r *ingest.Result) (graph.Contribution, error) {
	return graph.Build(graph.Reading{
		Article: r.Article, Extractor: r.Extractor,
		Text: r.Document.Text, Mentions: r.Mentions, Entities: r.Entities, Claims: r.Claims,
	})
}
