package text_test

import (
	"fmt"
	"log"
	"os"

	"geokg/ingest/text"
	"geokg/schema"
)

func ExampleParser_Document() {
	parser, err := text.New()
	if err != nil {
		log.Fatal(err)
	}
	doc, err := parser.Document(&schema.Article{Text: "MARIVILLE (Island News) - Northland's minister signed the pact on Tuesday."})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(doc.Dateline.Place, "by", doc.Dateline.Agency)
	for _, t := range doc.Sentences[0].Tokens {
		if t.Head < 0 {
			fmt.Println(t.Form, "is the root, its lemma", t.Lemma)
		}
	}
	// Output:
	// MARIVILLE by Island News
	// signed is the root, its lemma sign
}

// While writing rules over trees one looks at them all the time.
func ExampleWriteCoNLLU() {
	parser, err := text.New()
	if err != nil {
		log.Fatal(err)
	}
	sentences, _ := parser.ParseTokens([][]string{{"She", "signed", "it"}})
	if err := text.WriteCoNLLU(os.Stdout, &sentences[0]); err != nil {
		log.Fatal(err)
	}
	// Output:
	// # text = She signed it
	// 1	She	she	PRON	PRP	Number=Sing	2	nsubj	_	_
	// 2	signed	sign	VERB	VBD	Mood=Ind|Number=Sing|Tense=Past|VerbForm=Fin	0	root	_	_
	// 3	it	it	PRON	PRP	Number=Sing	2	obj	_	SpaceAfter=No
}
