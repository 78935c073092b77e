package schema

import (
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"math/bits"
	"slices"
	"strconv"
	"strings"
)

// A TextPrint is what is kept of a text to know copies of it by: "SIMHASH-SHINGLES-SMALLEST", where SIMHASH are 32 hexadecimal digits, SHINGLES is
// the number of its distinct shingles and SMALLEST the base64 of their smallest hashes. "" is that of no text. See [ParsePrint].
type TextPrint string

// PrintHashes is how many of the smallest shingle hashes a print keeps.
const PrintHashes = 64

// A Print is a TextPrint, taken apart.
type Print struct {
	SimHash  SimHash
	Shingles int      // distinct ones in the text
	Smallest []uint32 // the up to PrintHashes smallest hashes of them, ascending: Broder, "On the resemblance and containment of documents", 1997
}

// A SimHash sums up the shingles of a text in 128 bits, of which similar texts share most: Charikar, "Similarity estimation techniques from
// rounding algorithms", STOC 2002.
type SimHash struct{ Hi, Lo uint64 }

// SimHashDigits is how many characters at the start of a TextPrint are its SimHash.
const SimHashDigits = 32

// ParseSimHash reads a TextPrint's first SimHashDigits characters.
func ParseSimHash(t TextPrint) (s SimHash, err error) {
	if len(t) < SimHashDigits {
		return s, errors.New("text print: no SimHash")
	}
	s.Hi, err = strconv.ParseUint(string(t[:16]), 16, 64)
	if err == nil {
		s.Lo, err = strconv.ParseUint(string(t[16:SimHashDigits]), 16, 64)
	}
	if err != nil {
		err = fmt.Errorf("text print: %w", err)
	}
	return s, err
}

// Near reports whether two SimHashes differ in at most 44 bits. Of texts that have nothing in common, 28 in 100,000 do; of those that share half of their
// shingles, 97 in 100.
func (s SimHash) Near(t SimHash) bool {
	return bits.OnesCount64(s.Hi^t.Hi)+bits.OnesCount64(s.Lo^t.Lo) <= nearBits
}

const nearBits = 44

// Text writes the print.
func (p *Print) Text() TextPrint {
	b := make([]byte, 0, 4*len(p.Smallest))
	for _, h := range p.Smallest {
		b = binary.BigEndian.AppendUint32(b, h)
	}
	return TextPrint(fmt.Sprintf("%016x%016x-%d-%s", p.SimHash.Hi, p.SimHash.Lo, p.Shingles, base64.RawURLEncoding.EncodeToString(b)))
}

// ParsePrint reads what [Print.Text] writes.
func ParsePrint(t TextPrint) (Print, error) {
	var p Print
	parts := strings.SplitN(string(t), "-", 3)
	if len(parts) != 3 || len(parts[0]) != SimHashDigits {
		return p, errors.New("text print: want SIMHASH-SHINGLES-SMALLEST")
	}
	sim, err := ParseSimHash(t)
	if err != nil {
		return p, err
	}
	n, err := strconv.Atoi(parts[1])
	if err != nil {
		return p, fmt.Errorf("text print: %w", err)
	}
	b, err := base64.RawURLEncoding.DecodeString(parts[2])
	if err != nil {
		return p, fmt.Errorf("text print: %w", err)
	}
	p = Print{SimHash: sim, Shingles: n, Smallest: make([]uint32, len(b)/4)}
	for i := range p.Smallest {
		p.Smallest[i] = binary.BigEndian.Uint32(b[4*i:])
	}
	ascending := slices.IsSorted(p.Smallest) && len(slices.Compact(slices.Clone(p.Smallest))) == len(p.Smallest)
	if len(b)%4 != 0 || !ascending || len(p.Smallest) == 0 || len(p.Smallest) != min(n, PrintHashes) {
		return p, fmt.Errorf("text print: %d hashes of %d shingles, or not in order", len(p.Smallest), n)
	}
	return p, nil
}

// Two texts are copies of each other if their SimHashes are near and so many of their shingles are the same: more where a text is so short
// that a stock phrase makes up much of it. The constants are measured in ingest/dedup.
const (
	copyOverlap      = 0.4
	copyOverlapShort = 0.6
	shortShingles    = 80
)

// CopyOf reports whether two texts are copies of each other. It is symmetric, and depends on nothing but the two.
func (p *Print) CopyOf(q *Print) bool {
	if !p.SimHash.Near(q.SimHash) {
		return false
	}
	want := copyOverlap
	if min(p.Shingles, q.Shingles) < shortShingles {
		want = copyOverlapShort
	}
	return p.Overlap(q) >= want
}

// A Mark is what tells of most prints, at a glance, that one is no copy of the other: the bits of a Bloom filter over the smallest hashes. The zero
// Mark tells nothing.
type Mark struct {
	bits   [8]uint64
	hashes uint8 // in the print
	set    uint8 // bits; fewer than hashes where two share one
	short  bool
}

// Mark returns the print's mark.
func (p *Print) Mark() Mark {
	m := Mark{hashes: uint8(len(p.Smallest)), short: p.Shingles < shortShingles}
	for _, h := range p.Smallest {
		m.bits[h/64%8] |= 1 << (h % 64)
	}
	for _, b := range m.bits {
		m.set += uint8(bits.OnesCount64(b))
	}
	return m
}

// Zero reports whether the mark tells nothing.
func (m *Mark) Zero() bool { return m.hashes == 0 }

// Alike reports whether the prints of two marks may be of copies. It is true wherever [Print.CopyOf] is.
func (m *Mark) Alike(n *Mark) bool {
	if m.Zero() || n.Zero() {
		return true
	}
	// Of the hashes that two prints share, as many have a bit of their own in common as do not share it with another one.
	common := min(m.hashes-m.set, n.hashes-n.set)
	for i := range m.bits {
		common += uint8(bits.OnesCount64(m.bits[i] & n.bits[i]))
	}
	want := copyOverlap
	if m.short || n.short {
		want = copyOverlapShort
	}
	return float64(common) >= want*float64(max(m.hashes, n.hashes)) // the union has no fewer
}

// Overlap estimates the Jaccard similarity of the two sets of shingles, 0 to 1: it is the share of common ones among the smallest hashes of
// their union. It is exact for texts of up to PrintHashes shingles; else its standard error is at most 0.07.
func (p *Print) Overlap(q *Print) float64 {
	a, b := p.Smallest, q.Smallest
	both, all := 0, 0
	for all < PrintHashes && (len(a) > 0 || len(b) > 0) {
		switch {
		case len(b) == 0 || len(a) > 0 && a[0] < b[0]:
			a = a[1:]
		case len(a) == 0 || b[0] < a[0]:
			b = b[1:]
		default:
			a, b = a[1:], b[1:]
			both++
		}
		all++
	}
	if all == 0 {
		return 0
	}
	return float64(both) / float64(all)
}
