// Package entity finds who and what a document speaks of: it turns a parsed [schema.Document] into [schema.Mention]s and the
// [schema.Entity]s that they name or stand for, with coreference inside the document.
//
// Most callers need two calls:
//
//	linker := entity.NewLinker(gaz)
//	mentions, entities := linker.Link(doc)
//
// [Linker.LinkAll] also returns the offices that the article gives to people ("Foreign Minister", "spokesman for the army").
//
// # What a mention is found by
//
// A claim coder meets an actor as an argument of a verb or noun, that is, at one token. So every mention has a Head, the token
// that the rest of the document's syntax governs, and no two mentions of a sentence have the same one. In "Russian troops left"
// the mention is at "troops" and names Russia; in "Prime Minister John Key" it is at whichever of the words the parser made the
// head of the name. Conjunctions are left to the reader of the tree, except where one word stands for several entities: "Hungarian
// and Romanian officials", "both countries", "four allies, including South Korea".
//
// # How
//
// In this order (see [Linker.LinkAll]): names of the gazetteer, longest first, places with the region behind them ("Paris, Texas")
// before others, ambiguous ones by capitals, syntax, dates and the rest of the article; names of bodies by their last word ("… Liberation Front"); people by their titles; acronyms that the article
// defines; places by the words around them; nationalities and owners with the nouns that stand for them; offices without a name;
// agreements; events; then, from left to right, descriptions and pronouns. What is unclear stays without a mention: a pronoun that
// could be two things gives no claim.
//
// An event is a node if its words tell it apart: a body or participants, a place, a date. Its id is made of these alone, so that
// two articles about one summit meet in one node.
//
// The word lists are the text files in data; a word is added there without touching the code. The package codes no claims and knows
// no store.
package entity
