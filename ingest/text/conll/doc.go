// Package conll reads treebanks in CoNLL-U and scores parses against them: by word where the tokens are given, and as
// in the CoNLL 2018 shared task where they were found in raw text (Zeman et al., "CoNLL 2018 Shared Task", 2018).
//
//	sentences, err := conll.ReadFile("ewt-test.conllu.gz")
//	score, err := conll.ScoreWords(sentences, parsed)
package conll
