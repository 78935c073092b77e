package schema

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// sketch returns the print of a text with these shingle hashes.
func sketch(hashes []uint32) Print {
	slices.Sort(hashes)
	hashes = slices.Compact(hashes)
	return Print{Shingles: len(hashes), Smallest: hashes[:min(len(hashes), PrintHashes)]}
}

// TestMarks compares texts that share more and more: a mark never rules out a copy, and nearly always a text that has nothing in common.
func TestMarks(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	copies, strangers, alike := 0, 0, 0
	for range 20_000 {
		common := make([]uint32, rng.IntN(120))
		for i := range common {
			common[i] = rng.Uint32()
		}
		text := func() Print {
			own := slices.Clone(common)
			for range 1 + rng.IntN(120) {
				own = append(own, rng.Uint32())
			}
			return sketch(own)
		}
		p, q := text(), text()
		m, n := p.Mark(), q.Mark()
		if p.CopyOf(&q) {
			copies++
			if !m.Alike(&n) || !n.Alike(&m) {
				t.Fatalf("of two copies that share %.2f the marks rule each other out", p.Overlap(&q))
			}
		}
		if p.Overlap(&q) < 0.05 && min(p.Shingles, q.Shingles) >= 40 {
			strangers++
			if m.Alike(&n) {
				alike++
			}
		}
	}
	if copies < 2000 || strangers < 200 {
		t.Fatalf("only %d copies and %d strangers", copies, strangers)
	}
	if alike*1000 > strangers {
		t.Errorf("the marks of %d of %d pairs that share nothing are alike", alike, strangers)
	}
	if m := (Mark{}); !m.Alike(&m) {
		t.Error("a mark that tells nothing rules something out")
	}
}
