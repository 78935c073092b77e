// Package export writes a graph for other programs, straight from any [graph.Store]:
//
//	err := export.GraphML(ctx, store, w)   // Gephi, yEd, networkx
//	err := export.JSONLines(ctx, store, w) // one node or edge a line
//	err := export.Turtle(ctx, store, w)    // RDF, with terms of Wikidata and PROV
//
// What Neo4j itself reads is written by [geokg/graph/neo4j]. All come in one order, so that equal graphs give equal files, and need
// little memory. They hold what is stored: typed edges are drawn from asserted claims, and every claim is there with its factuality.
package export
