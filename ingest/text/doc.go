// Package text turns an article into a [schema.Document]: dateline cut off, paragraphs, sentences, tokens, and for each
// token its lemma, part of speech, the features of its form, head and dependency relation in the manner of Universal
// Dependencies; and the names of people, organizations and places in them.
//
//	parser, err := text.New()
//	doc, err := parser.Document(&article)
//
// A [Parser] is safe for concurrent use, and all parsers of a process share one set of weights. Everything is
// deterministic. Tokens follow the English treebanks: "do" "n't", "Korea" "'s", "NATO" "-" "led", "U.S.".
//
// The rules and their word lists are in rules/, the network that tags and parses in biaffine/, its trained weights with
// their own licence in model/, the trainer in train/, and a reader and scorer for treebanks in conll/. The package does
// not say who or what a name means, nor look for dates; Document.Dates stays empty.
package text
