// Package biaffine runs a small neural tagger and dependency parser: two layers of bidirectional LSTM over
// embeddings of each word's form, affixes and shape; tags read off the first layer; heads and relations scored by
// biaffine attention over the second (Dozat and Manning, "Deep Biaffine Attention for Neural Dependency Parsing",
// ICLR 2017). The best tree with one root is found by Chu-Liu/Edmonds where the best heads alone are no tree.
//
//	model, err := biaffine.Read(weights)
//	words := model.Parse([][]string{{"Seoul", "joined", "the", "group", "."}})
//
// A [Model] is read-only after [Read] and safe for concurrent use. Products are computed in whole numbers,
// with AVX2 where the machine has it and in plain Go otherwise, to the same bits.
package biaffine
