package neo4j

import (
	"context"
	"fmt"
	"iter"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"text/tabwriter"
	"time"

	"geokg/graph"
	"geokg/graph/neo4j/neo4jtest"
	"geokg/graph/storetest"
)

const (
	batchClaims  = 2000
	plainClaims  = 500    // of one plain batch
	singleClaims = 1000   // that are written one at a time
	warmClaims   = 10_000 // that a server is warmed up with, in batches of
	warmArticles = 100
)

// BenchmarkImport writes the same claims into real servers in four ways, one after another, and compares their speed: our store; one
// statement a claim; plain batches of UNWIND … MERGE; and neo4j-admin's offline import. GEOKG_CLAIMS says how many claims, 5,000 if it does
// not; one statement a claim is measured on the first thousand, when the graph is small and it is at its fastest. Each server is warmed up first,
// and all ways but that one have to arrive at the same digest.
//
//	GEOKG_CLAIMS=20000 go test -run '^$' -bench BenchmarkImport -benchtime 1x -timeout 2h ./graph/neo4j
func BenchmarkImport(b *testing.B) {
	claims := 5000
	if n := os.Getenv("GEOKG_CLAIMS"); n != "" {
		var err error
		if claims, err = strconv.Atoi(n); err != nil {
			b.Fatalf("GEOKG_CLAIMS: %v", err)
		}
	}
	c := comparison{b: b, claims: claims, csv: filepath.Join(b.TempDir(), "csv")}
	for b.Loop() {
		c.ours()
		c.others()
	}
	c.report()
}

// A comparison is one run over the same claims.
type comparison struct {
	b      *testing.B
	claims int
	csv    string // folder of the files for neo4j-admin

	digest   string
	articles int
	final    final

	first, last                        float64 // claims/s of the first and last tenth of our import
	write, again, plain, single, admin float64 // claims/s
	prepared                           float64 // claims/s of neo4j-admin and the constraints after it
}

// batches yields the contributions in batches of so many claims, or a few more.
func (c *comparison) batches(claims int) iter.Seq[[]graph.Contribution] {
	return func(yield func([]graph.Contribution) bool) {
		var batch []graph.Contribution
		all, n := 0, 0
		for x := range storetest.GenerateHubs(11) {
			batch, n = append(batch, x), n+len(x.Claims)
			if n < claims && all+n < c.claims {
				continue
			}
			if all += n; !yield(batch) || all >= c.claims {
				return
			}
			batch, n = nil, 0
		}
	}
}

// all writes all batches, and returns how many claims in what time, and how many a second of each tenth.
func (c *comparison) all(claims int, write func([]graph.Contribution)) (n int, took time.Duration, tenths []float64) {
	part, tenth := 0, time.Duration(0)
	for batch := range c.batches(claims) {
		d := timed(func() { write(batch) })
		took, tenth = took+d, tenth+d
		k := countClaims(batch)
		n, part = n+k, part+k
		if n >= c.claims*(len(tenths)+1)/10 {
			tenths = append(tenths, rate(part, tenth))
			tenth, part = 0, 0
		}
	}
	return n, took, tenths
}

// ours writes twice with the store, and exports what it has written.
func (c *comparison) ours() {
	srv := neo4jtest.Start(c.b)
	s := openBench(c.b, srv)
	warm(c.b, srv, func(batch []graph.Contribution) { write(c.b, s, batch) })
	ensure(c.b, s)
	n, took, tenths := c.all(batchClaims, func(batch []graph.Contribution) {
		write(c.b, s, batch)
		c.articles += len(batch)
	})
	c.b.Logf("claims/s of each tenth of ours: %.0f", tenths)
	c.claims, c.write, c.first, c.last = n, rate(n, took), tenths[0], tenths[len(tenths)-1]

	n, took, _ = c.all(batchClaims, func(batch []graph.Contribution) { write(c.b, s, batch) })
	c.again = rate(n, took)
	c.digest = digest(c.b, s)
	c.final = finalOf(c.b, s)
	if err := WriteAdminCSV(c.b.Context(), s, c.csv); err != nil {
		c.b.Fatal(err)
	}
	if err := srv.Stop(); err != nil {
		c.b.Fatal(err)
	}
}

// others writes in the other ways.
func (c *comparison) others() {
	srv := neo4jtest.Start(c.b)
	s, err := Open(c.b.Context(), Options{URI: srv.URI, Username: srv.Username, Password: srv.Password})
	if err != nil {
		c.b.Fatal(err)
	}
	defer s.Close(context.Background())
	p := plain{c.b, s, c.final}
	p.ensure()
	warm(c.b, srv, p.write)

	n := 0
	took := timed(func() {
		for batch := range c.batches(1) {
			for i := range batch {
				n += p.oneByOne(&batch[i])
			}
			if n >= singleClaims {
				return
			}
		}
	})
	c.single = rate(n, took)
	srv.Empty(c.b)

	took = timed(p.start)
	_, more, tenths := c.all(plainClaims, p.write)
	c.b.Logf("claims/s of each tenth of plain batches: %.0f", tenths)
	took += more + timed(p.finish)
	c.plain = rate(c.claims, took)
	if got := digest(c.b, s); got != c.digest {
		c.b.Errorf("plain batches: digest %s, ours %s", got, c.digest)
	}
	c.offline(srv)
}

// offline imports the exported files in place of the server's database.
func (c *comparison) offline(srv *neo4jtest.Server) {
	if err := srv.Stop(); err != nil {
		c.b.Fatal(err)
	}
	cmd := exec.CommandContext(c.b.Context(), filepath.Join(c.csv, AdminScript))
	cmd.Env = append(os.Environ(), "PATH="+srv.Admin(c.b)+":"+os.Getenv("PATH"))
	took := timed(func() {
		if out, err := cmd.CombinedOutput(); err != nil {
			c.b.Fatalf("%v\n%.4000s", err, out)
		}
	})
	c.admin = rate(c.claims, took)
	srv.Restart(c.b)
	s, err := Open(c.b.Context(), Options{URI: srv.URI, Username: srv.Username, Password: srv.Password})
	if err != nil {
		c.b.Fatal(err)
	}
	defer s.Close(context.Background())
	c.prepared = rate(c.claims, took+timed(func() { ensure(c.b, s) }))
	if got := digest(c.b, s); got != c.digest {
		c.b.Errorf("neo4j-admin: digest %s, ours %s", got, c.digest)
	}
}

func (c *comparison) report() {
	for unit, v := range map[string]float64{
		"claims/s": c.write, "x-single": c.write / c.single, "x-plain": c.write / c.plain, "x-admin": c.write / c.admin,
		"last/first": c.last / c.first, "x-again": c.again / c.write, "ns/op": 0, // the time of all ways together says nothing
	} {
		c.b.ReportMetric(v, unit)
	}
	w := tabwriter.NewWriter(c.b.Output(), 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "%d claims in %d articles\tclaims/s\tours is\tgoal\n", c.claims, c.articles)
	for _, l := range []struct {
		way        string
		speed, ore float64
		goal       string
	}{
		{"our store", c.write, 1, ""},
		{"… its last tenth against its first", c.last, c.last / c.first, "≥ 0.8"},
		{"… the same again", c.again, c.again / c.write, "≥ 3 times the first run"},
		{fmt.Sprintf("one statement a claim, %d of them", singleClaims), c.single, c.write / c.single, "≥ 100"},
		{fmt.Sprintf("plain batches of %d", plainClaims), c.plain, c.write / c.plain, "≥ 3"},
		{"neo4j-admin database import", c.admin, c.write / c.admin, "≥ 0.5"},
		{"… and then the constraints and indexes", c.prepared, c.write / c.prepared, ""},
	} {
		fmt.Fprintf(w, "%s\t%.0f\t%.2f\t%s\n", l.way, l.speed, l.ore, l.goal)
	}
	w.Flush()
}

// warm has a server plan and compile what it is to be measured with, and empties it again.
func warm(b *testing.B, srv *neo4jtest.Server, write func([]graph.Contribution)) {
	n := 0
	var batch []graph.Contribution
	for c := range storetest.GenerateHubs(12) {
		if batch = append(batch, c); len(batch) == warmArticles {
			write(batch)
			n, batch = n+countClaims(batch), nil
		}
		if n >= warmClaims {
			break
		}
	}
	srv.Empty(b)
}

func timed(f func()) time.Duration {
	start := time.Now()
	f()
	return time.Since(start)
}

func rate(n int, d time.Duration) float64 { return float64(n) / d.Seconds() }

func countClaims(cs []graph.Contribution) (n int) {
	for i := range cs {
		n += len(cs[i].Claims)
	}
	return n
}
