package sqlite

import (
	"cmp"
	"os"
	"strconv"
	"strings"
	"testing"

	"geokg/graph/storetest"
)

// BenchmarkAsk asks graphs of growing size the questions of the commands, see [storetest.Ask]. GEOKG_CLAIMS is the size of the graphs, in claims, 5,000
// if it is not set:
//
//	GEOKG_CLAIMS=10000,100000,1000000 go test -run '^$' -bench BenchmarkAsk -benchtime 1x -timeout 1h ./graph/sqlite
func BenchmarkAsk(b *testing.B) {
	for size := range strings.SplitSeq(cmp.Or(os.Getenv("GEOKG_CLAIMS"), "5000"), ",") {
		claims, err := strconv.Atoi(size)
		if err != nil {
			b.Fatalf("GEOKG_CLAIMS: %v", err)
		}
		b.Run(size, func(b *testing.B) { storetest.Ask(b, filled(b, nil), claims) })
	}
}
