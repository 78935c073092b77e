package gazetteer

// firstWords is a set of words that may hold some more than were added (a Bloom filter of one hash): most words of a text begin with a
// small letter and begin no name, which this tells faster than a map.
type firstWords [1 << 10]uint64

func (f *firstWords) add(word []byte) {
	h := hashOf(word)
	f[h/64] |= 1 << (h % 64)
}

func (f *firstWords) has(word []byte) bool {
	h := hashOf(word)
	return f[h/64]&(1<<(h%64)) != 0
}

// hashOf is FNV-1a, folded to the number of bits of firstWords.
func hashOf(word []byte) uint32 {
	h := uint32(2166136261)
	for _, c := range word {
		h = (h ^ uint32(c)) * 16777619
	}
	return (h ^ h>>16) & 0xffff
}

// isSmall reports whether a word begins with a small ASCII letter, which no capital of a name fits.
func isSmall(form string) bool { return form != "" && form[0] >= 'a' && form[0] <= 'z' }

func isCapitalLetter(c byte) bool { return c >= 'A' && c <= 'Z' }
