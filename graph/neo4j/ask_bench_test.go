package neo4j

import (
	"cmp"
	"os"
	"strconv"
	"strings"
	"testing"

	"geokg/graph/neo4j/neo4jtest"
	"geokg/graph/storetest"
)

// BenchmarkAsk asks graphs of growing size, each in a server of its own, the questions of the commands, see [storetest.Ask]. GEOKG_CLAIMS is the size of the
// graphs, in claims, 2,000 if it is not set:
//
//	GEOKG_CLAIMS=10000,100000,1000000 go test -run '^$' -bench BenchmarkAsk -benchtime 1x -timeout 1h ./graph/neo4j
func BenchmarkAsk(b *testing.B) {
	for size := range strings.SplitSeq(cmp.Or(os.Getenv("GEOKG_CLAIMS"), "2000"), ",") {
		claims, err := strconv.Atoi(size)
		if err != nil {
			b.Fatalf("GEOKG_CLAIMS: %v", err)
		}
		b.Run(size, func(b *testing.B) {
			s := openBench(b, neo4jtest.Start(b))
			ensure(b, s)
			storetest.Ask(b, s, claims)
		})
	}
}
