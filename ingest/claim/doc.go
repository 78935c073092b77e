// Package claim codes claims: it reads parsed sentences with linked mentions and dates and writes down what they say
// about two entities, as a relation with factuality, date, attribution and evidence.
//
//	coder, err := claim.NewCoder(gaz)
//	claims := coder.Code(&article, doc, mentions, entities)
//
// The work is done by frames: entries of the files in frames/, which name a word (a verb, noun or adjective) and say which of its
// dependents, by Universal Dependencies relation and preposition, are the subject and the object of which relation. Around them
// stand three readings of the same tree: factuality (negation, modals, conditionals, questions, plans: cues.txt, after the
// scope rules of TimeML's SLINK classes and FactBank), attribution (who says it), and the date (dating.go: from the words of the
// clause; recency.go: from the sentence before, or the time of publication; retold.go: from another telling). What the structure of names
// says by itself (offices, agencies, places in countries) is coded in structure.go.
//
// The package does not find mentions, resolve pronouns or dates, and does not know the graph.
package claim
