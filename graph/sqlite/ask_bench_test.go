package sqlite

import (
	"testing"

	"geokg/graph"
	"geokg/graph/storetest"
)

// BenchmarkAsk asks graphs of growing size the questions of the commands, see [storetest.Ask]:
//
//	GEOKG_CLAIMS=10000,100000,1000000 go test -run '^$' -bench BenchmarkAsk -benchtime 1x -timeout 1h ./graph/sqlite
func BenchmarkAsk(b *testing.B) {
	storetest.Ask(b, "5000", func(b *testing.B) graph.Store { return filled(b, nil) })
}
