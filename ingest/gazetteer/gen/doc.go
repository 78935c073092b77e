// Command gen derives the gazetteer's tables under data/derived from the public sources in shared/data/gazetteers:
//
//	go run ./ingest/gazetteer/gen -shared ../shared
//
// It is run from the repository's root when a source or a rule of its own changes; the tables are checked in. The same
// sources give the same bytes.
package main
