package biaffine

import (
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"geokg/ingest/text/conll"
)

// forms returns the words of a treebank's sentences, or skips the test where the treebank is not there.
func forms(tb testing.TB, name string) [][]string {
	tb.Helper()
	path := filepath.Join("..", "..", "..", "..", "shared", "data", "ud", name+".conllu.gz")
	gold, err := conll.ReadFile(path)
	if os.IsNotExist(err) && os.Getenv("GEOKG_REQUIRE_SHARED") != "1" {
		tb.Skipf("no treebank: %v", err)
	}
	if err != nil {
		tb.Fatal(err)
	}
	out := make([][]string, len(gold))
	for i := range gold {
		out[i] = gold[i].Forms()
	}
	return out
}

// The same tags, names and trees must come out with the kernels in assembly and in Go, alone and in batches, on the test
// treebanks: not one may differ.
func TestKernelsAndBatchesGiveTheSameTrees(t *testing.T) {
	needKernels(t)
	m, _ := readModel(t)
	for _, name := range []string{"gum-news-test", "ewt-test", "pud"} {
		all := forms(t, name)
		if testing.Short() || raceDetector && name != "gum-news-test" {
			all = all[:len(all)/20]
		}
		want := m.Parse(all)
		var plain [][]Word
		withoutKernels(func() { plain = m.Parse(all) })
		kernels, batches := 0, 0
		for i, s := range all {
			if !reflect.DeepEqual(plain[i], want[i]) {
				kernels++
			}
			if !reflect.DeepEqual(m.Parse([][]string{s})[0], want[i]) {
				batches++
			}
		}
		t.Logf("%s: of %d sentences %d differ without the kernels, %d alone", name, len(all), kernels, batches)
		if kernels+batches > 0 {
			t.Errorf("%s: of %d sentences %d differ without the kernels, %d alone; want none", name, len(all), kernels, batches)
		}
	}
}

// Every "I" goes on a name of its type.
func TestNamesAreWellFormed(t *testing.T) {
	m, _ := readModel(t)
	found := 0
	for _, words := range m.Parse(forms(t, "gum-news-test")) {
		last := "O"
		for i, w := range words {
			if w.Name[0] == 'I' && (last == "O" || w.Name[2:] != last[2:]) {
				t.Errorf("word %d is %s after %s", i, w.Name, last)
			}
			if w.Name[0] == 'B' {
				found++
			}
			last = w.Name
		}
	}
	if found < 100 {
		t.Errorf("%d names", found)
	}
}
