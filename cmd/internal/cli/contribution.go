package cli

import (
	"geokg/graph"
	"geokg/ingest"
)

// contribution is what an article adds to the graph.
func contribution(r *ingest.Result) graph.Contribution {
	return graph.Contribution{} // TODO: graph's builder, as soon as it is there
}
