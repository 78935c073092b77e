// Package graph is the knowledge graph that articles add up to, whatever store keeps it.
//
// An article adds a [Contribution]: its metadata, the entities it mentions and its claims, made by [Build] from what the
// extractor found. A [Store] keeps contributions and what follows from them: one node for each entity, folded from what
// the articles know of it ([Fold]), and typed edges between entities, projected from the claims ([Project]).
// [Open a store], Ensure it, Write contributions; [Relate] answers what the articles say about two actors.
//
// What a write does to the graph is decided here and not in the stores: a store implements the few reads and the one write
// of [Tx] and calls [Apply], [Unapply], [Decide] and the like within a transaction. So every store holds the same graph after the same articles,
// in whatever order they came, and [Digest] shows it.
//
// Articles that are copies of each other tell one story: they count as articles, and once as a story, and only stories corroborate each other.
// Which articles these are follows from the texts of all articles in the graph, see story.go and package ingest/dedup.
//
// Beside what articles say a graph may hold a [Reference], for looking up: who belongs to which alliance, from when to when. It is put as a
// whole by [Store.PutReference] and never mixes with claims, typed edges and their counts.
//
// What people decide about entities and claims are [Decision] records. Articles are kept as they were read; what the graph shows is what they say
// as the decisions change it ([Decisions.Apply]), in whatever order both came, so that a decision is undone without a trace.
//
// The package reads no articles and knows nothing of how claims are found; it does no I/O but through a Store.
//
// [Open a store]: https://pkg.go.dev/geokg/graph/sqlite#Open
package graph
