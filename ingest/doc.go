// Package ingest reads articles: it wires the steps that lead from a raw article to its claims.
//
//	p, err := ingest.New(ingest.Options{})
//	err = p.Run(ctx, walk, func(r ingest.Result) error { … })
//
// A [Result] holds everything that was found on the way: the article, the parsed document, mentions, entities and claims. An
// article that cannot be read is a Result with Err, a failure that is reported and never the end. The same input
// gives the same bytes out, whatever the number of workers.
//
// An article's address is canonical, without what tracks its readers, and Result.TextPrint is what copies of it are known by (package dedup).
//
// The package does not know the graph: what becomes of a Result is the caller's business.
package ingest
