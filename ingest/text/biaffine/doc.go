// Package biaffine runs a small neural tagger, dependency parser and name finder: two layers of bidirectional LSTM over
// embeddings of each word's form, affixes and shape and its pretrained vector; tags with their features read off the
// first layer, names off both; heads scored by biaffine attention over the second, relations by a bilinear form of low
// rank (Dozat and Manning, "Deep Biaffine Attention for Neural Dependency Parsing", ICLR 2017). The best tree with one
// root is found by Chu-Liu/Edmonds where the best heads alone are no tree.
//
//	model, err := biaffine.Read(weights)
//	words := model.Parse([][]string{{"Seoul", "joined", "the", "group", "."}})
//
// A [Model] is read-only after [Read] and safe for concurrent use. Products are computed in whole numbers, with kernels
// in AVX2 assembly where the machine has it and in plain Go otherwise, to the same bits; see kernel.go. Parsing keeps up
// to 16 MB of what it learned of frequent forms for each goroutine that parses at the same time.
package biaffine
