package neo4j

import (
	"testing"

	"geokg/graph"
	"geokg/graph/neo4j/neo4jtest"
	"geokg/graph/storetest"
)

// BenchmarkAsk asks graphs of growing size, each in a server of its own, the questions of the commands, see [storetest.Ask]:
//
//	GEOKG_CLAIMS=10000,100000,1000000 go test -run '^$' -bench BenchmarkAsk -benchtime 1x -timeout 1h ./graph/neo4j
func BenchmarkAsk(b *testing.B) {
	storetest.Ask(b, "2000", func(b *testing.B) graph.Store { return openBench(b, neo4jtest.Start(b)) })
}
