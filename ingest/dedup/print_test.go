package dedup

import (
	"fmt"
	"math/bits"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"geokg/schema"
)

// A text of testdata/copies.txt.
type text struct {
	story, kind string // kind is "" for the story's own
	body        string
}

// readCopies reads testdata/copies.txt.
func readCopies(t testing.TB) []text {
	t.Helper()
	b, err := os.ReadFile("testdata/copies.txt")
	if err != nil {
		t.Fatal(err)
	}
	var texts []text
	var story, kind string
	var base, edits []string
	flush := func() {
		switch {
		case story == "":
		case kind == "":
			texts = append(texts, text{story: story, body: strings.Join(base, "\n")})
		default:
			body, err := edit(base, edits)
			if err != nil {
				t.Fatalf("%s, %s: %v", story, kind, err)
			}
			texts = append(texts, text{story, kind, body})
		}
		edits = nil
	}
	for line := range strings.Lines(string(b)) {
		line = strings.TrimSuffix(line, "\n")
		switch {
		case line == "" || line[0] == '#':
		case strings.HasPrefix(line, "== "):
			flush()
			story, kind, base = line[3:], "", nil
		case strings.HasPrefix(line, "-- "):
			flush()
			kind = line[3:]
		case kind == "":
			base = append(base, line)
		default:
			edits = append(edits, line)
		}
	}
	flush()
	return texts
}

// edit applies the edits to the paragraphs.
func edit(base, edits []string) (string, error) {
	ps := slices.Clone(base)
	var before, after []string
	for _, e := range edits {
		n := 0
		fmt.Sscanf(e, "%d", &n)
		rest := strings.TrimPrefix(e, strconv.Itoa(n))
		from, to, isChange := strings.Cut(strings.TrimPrefix(rest, " ~ "), " => ")
		switch {
		case strings.HasPrefix(e, "^ "):
			before = append(before, e[2:])
		case strings.HasPrefix(e, "+ "):
			after = append(after, e[2:])
		case strings.HasPrefix(e, "drop "):
			var i, j int
			if _, err := fmt.Sscanf(e, "drop %d %d", &i, &j); err != nil || i < 1 || j > len(ps) {
				return "", fmt.Errorf("edit %q: which paragraphs?", e)
			}
			for ; i <= j; i++ {
				ps[i-1] = ""
			}
		case n >= 1 && n <= len(ps) && strings.HasPrefix(rest, ": "):
			ps[n-1] = rest[2:]
		case n >= 1 && n <= len(ps) && isChange && strings.Contains(ps[n-1], from):
			ps[n-1] = strings.Replace(ps[n-1], from, to, 1)
		default:
			return "", fmt.Errorf("edit %q changes nothing", e)
		}
	}
	ps = slices.DeleteFunc(slices.Concat(before, ps, after), func(p string) bool { return p == "" })
	return strings.Join(ps, "\n"), nil
}

func parse(t testing.TB, s string) schema.Print {
	t.Helper()
	p, err := schema.ParsePrint(Print(s))
	if err != nil {
		t.Fatalf("%.40q: %v", s, err)
	}
	return p
}

// The floors of TestCopies. They only rise.
const (
	minPrecision = 1.0
	minRecall    = 0.95
)

// TestCopies measures, over all pairs of texts of the set, how many that are said to be of one story are, and how many that are of one story are said to
// be: first pair by pair, then by the stories that the pairs add up to.
func TestCopies(t *testing.T) {
	texts := readCopies(t)
	prints := make([]schema.Print, len(texts))
	root := make([]int, len(texts))
	for i := range texts {
		prints[i], root[i] = parse(t, texts[i].body), i
	}
	join := func(i, j int) {
		from, to := root[i], root[j]
		for k := range root {
			if root[k] == from {
				root[k] = to
			}
		}
	}
	var pairs, stories counts
	for i := range texts {
		for j := range i {
			same, said := texts[i].story == texts[j].story, prints[i].CopyOf(&prints[j])
			pairs.add(same, said)
			if said {
				join(i, j)
			}
			if same != said {
				t.Logf("%s %q, %s %q: said %v: %d bits, overlap %.2f, %d and %d shingles", texts[i].story, texts[i].kind, texts[j].story, texts[j].kind, said,
					distance(prints[i].SimHash, prints[j].SimHash), prints[i].Overlap(&prints[j]), prints[i].Shingles, prints[j].Shingles)
			}
		}
	}
	for i := range texts {
		for j := range i {
			stories.add(texts[i].story == texts[j].story, root[i] == root[j])
		}
	}
	t.Logf("%d texts; pairs %v; stories %v", len(texts), pairs, stories)
	if p, r := stories.rates(); p < minPrecision || r < minRecall {
		t.Errorf("stories: precision %.3f and recall %.3f, want %.3f and %.3f", p, r, minPrecision, minRecall)
	}
}

func distance(a, b schema.SimHash) int {
	return bits.OnesCount64(a.Hi^b.Hi) + bits.OnesCount64(a.Lo^b.Lo)
}

type counts struct{ right, wrong, missed int }

func (c *counts) add(same, said bool) {
	switch {
	case same && said:
		c.right++
	case said:
		c.wrong++
	case same:
		c.missed++
	}
}

func (c counts) rates() (precision, recall float64) {
	return float64(c.right) / float64(max(1, c.right+c.wrong)), float64(c.right) / float64(max(1, c.right+c.missed))
}

func (c counts) String() string {
	p, r := c.rates()
	return fmt.Sprintf("%d of %d+%d: precision %.3f recall %.3f", c.right, c.right+c.wrong, c.missed, p, r)
}

func TestPrint(t *testing.T) {
	for _, s := range []string{"", " \n.,;!", "--"} {
		if p := Print(s); p != "" {
			t.Errorf("print of %q is %q", s, p)
		}
	}
	base := "Togo opened its port to ships of Benin on Monday, after two years of talks."
	for _, s := range []string{strings.ToUpper(base), strings.ReplaceAll(base, " ", "\n "), strings.ReplaceAll(base, ",", " -"), "“" + base + "”"} {
		if Print(s) != Print(base) {
			t.Errorf("%q has another print than %q", s, base)
		}
	}
	for _, s := range []string{"one", "one two", "one two three"} {
		if p := parse(t, s); p.Shingles != 1 || !p.CopyOf(&p) {
			t.Errorf("%q: %+v, want one shingle", s, p)
		}
	}
	one, two := parse(t, "one"), parse(t, "two")
	if one.CopyOf(&two) {
		t.Error("two words are copies of each other")
	}
}

// TestOverlap compares the estimate with the overlap of all shingles.
func TestOverlap(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	var worst float64
	for range 300 {
		n := 20 + rng.IntN(500)
		a, b := made(rng, n), []string(nil)
		for _, w := range a {
			if rng.IntN(12) > 0 {
				b = append(b, w)
			}
		}
		p, q := parse(t, strings.Join(a, " ")), parse(t, strings.Join(b, " "))
		sa, sb := shingles(a), shingles(b)
		both := 0
		for _, h := range sa {
			if slices.Contains(sb, h) {
				both++
			}
		}
		exact := float64(both) / float64(len(sa)+len(sb)-both)
		off := p.Overlap(&q) - exact
		worst = max(worst, off, -off)
		if p.Overlap(&q) != q.Overlap(&p) || p.CopyOf(&q) != q.CopyOf(&p) {
			t.Error("not symmetric")
		}
		if len(sa)+len(sb)-both <= schema.PrintHashes && off != 0 {
			t.Errorf("%d shingles: off by %v, want an exact overlap", n, off)
		}
	}
	if worst > 0.25 { // four standard errors
		t.Errorf("the estimate is off by up to %.2f", worst)
	}
}

// made returns n made-up words, some of them common.
func made(rng *rand.Rand, n int) []string {
	ws := make([]string, n)
	for i := range ws {
		ws[i] = fmt.Sprint("w", int(rng.ExpFloat64()*300))
	}
	return ws
}

func BenchmarkPrint(b *testing.B) {
	text := strings.Join(made(rand.New(rand.NewPCG(1, 2)), 500), " ")
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Print(text)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "articles/s")
}

// TestNear measures what package schema says of SimHash.Near: how often texts are near that have nothing in common, or half of their shingles.
func TestNear(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	unique := func(n int) []string {
		ws := make([]string, n)
		for i := range ws {
			ws[i] = strconv.FormatUint(rng.Uint64(), 36)
		}
		return ws
	}
	sims := make([]schema.SimHash, 700)
	for i := range sims {
		sims[i] = parse(t, strings.Join(unique(100+rng.IntN(300)), " ")).SimHash
	}
	pairs, near := 0, 0
	for i := range sims {
		for j := range i {
			pairs++
			if sims[i].Near(sims[j]) {
				near++
			}
		}
	}
	t.Logf("nothing in common: %d of %d pairs are near", near, pairs)
	if near > pairs/1000 {
		t.Errorf("%d of %d pairs of unlike texts are near", near, pairs)
	}
	const tries = 1000
	half := 0
	for range tries {
		n := 150 + rng.IntN(200)
		common := unique(n)
		a, b := slices.Concat(common, unique(n/2)), slices.Concat(common, unique(n/2)) // overlap 0.5
		if parse(t, strings.Join(a, " ")).SimHash.Near(parse(t, strings.Join(b, " ")).SimHash) {
			half++
		}
	}
	t.Logf("half in common: %d of %d pairs are near", half, tries)
	if half < tries*95/100 {
		t.Errorf("%d of %d pairs of texts that share half of their shingles are near", half, tries)
	}
}
