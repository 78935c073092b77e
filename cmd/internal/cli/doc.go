// Package cli is the geokg command: one file a command, each of them flags, then a call into the library, then output.
//
// [Execute] runs a command line in a [World], which holds all that a command sees of the outside: streams, clock,
// environment, terminal, and how a store is opened. main gives it [System]; the tests give it their own.
//
// Data goes to stdout in the format that --format names, words go to stderr. The exit code is 0 (well), 1 (error),
// 2 (usage) or 3 (finished, but some articles failed). The package decides nothing about language or graphs: that
// is what geokg/ingest and geokg/graph are for.
package cli
