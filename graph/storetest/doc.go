// Package storetest holds the one conformance suite that every [graph.Store] passes, and the made-up articles that tests and
// benchmarks of stores are fed with.
//
// A store's test calls [Run] with a function that opens an empty store. [Generate] makes contributions of any number from a seed.
// What the suite expects is written out by hand, or computed by a naive model that keeps contributions in a map and
// counts everything anew for every question.
package storetest
