package dedup

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"unicode"

	"geokg/schema"
)

// shingleWords is how many words in a row are a shingle.
const shingleWords = 3

// Print returns the print of an article's text; "" if it has no words. Case, signs and white space make no difference.
func Print(text string) schema.TextPrint {
	hashes := shingles(words(text))
	if len(hashes) == 0 {
		return ""
	}
	smallest := make([]uint32, len(hashes))
	for i, h := range hashes {
		smallest[i] = uint32(h >> 32)
	}
	smallest = slices.Compact(smallest)
	p := schema.Print{SimHash: simHash(hashes), Shingles: len(smallest), Smallest: smallest[:min(len(smallest), schema.PrintHashes)]}
	return p.Text()
}

// words are the words of a text in lower case. Scripts that put no spaces between words give one for each character.
func words(text string) []string {
	var ws []string
	var b strings.Builder
	flush := func() {
		if b.Len() > 0 {
			ws = append(ws, b.String())
			b.Reset()
		}
	}
	for _, r := range text {
		switch {
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar):
			flush()
			ws = append(ws, string(r))
		case unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r):
			b.WriteRune(unicode.ToLower(r))
		case r == '\'' || r == '’' || r == '\u00ad': // within a word
		default:
			flush()
		}
	}
	flush()
	return ws
}

// shingles are the hashes of the runs of words, sorted, each once; a text of fewer words is one run.
func shingles(ws []string) []uint64 {
	hashes := make([]uint64, 0, len(ws))
	for i := 0; i < len(ws) && (i == 0 || i+shingleWords <= len(ws)); i++ {
		hashes = append(hashes, hash(ws[i:min(i+shingleWords, len(ws))]))
	}
	slices.Sort(hashes)
	return slices.Compact(hashes)
}

// hash is FNV-1a over the words, mixed so that every bit depends on every byte (the finalizer of MurmurHash3).
func hash(ws []string) uint64 {
	h := uint64(14695981039346656037)
	for _, w := range ws {
		for i := 0; i < len(w); i++ {
			h = (h ^ uint64(w[i])) * 1099511628211
		}
		h = (h ^ ' ') * 1099511628211
	}
	return mix(h)
}

func mix(h uint64) uint64 {
	h = (h ^ h>>33) * 0xff51afd7ed558ccd
	h = (h ^ h>>33) * 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}

// simHash sets each bit that more shingles have set than not.
func simHash(hashes []uint64) schema.SimHash {
	half := func(of func(uint64) uint64) (sum uint64) {
		var sums [64]int
		for _, h := range hashes {
			h = of(h)
			for i := range sums {
				sums[i] += int(h >> i & 1)
			}
		}
		for i, n := range sums {
			if 2*n > len(hashes) {
				sum |= 1 << i
			}
		}
		return sum
	}
	return schema.SimHash{
		Hi: half(func(h uint64) uint64 { return h }),
		Lo: half(func(h uint64) uint64 { return mix(h + 0x9e3779b97f4a7c15) }), // other bits of the same shingle
	}
}

// version is of the code that makes prints: another one makes others of the same texts, which are not to be compared with these.
const version = "dedup 1"

// Fingerprint identifies how prints are made and which parameters of addresses are left out.
func Fingerprint() string {
	h := sha256.Sum256([]byte(version + trackingText))
	return hex.EncodeToString(h[:8])
}
