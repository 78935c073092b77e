// Package neo4j keeps the graph in Neo4j 5.26 or later, a server of one's own or Aura:
//
//	store, err := neo4j.Open(ctx, neo4j.Options{URI: "neo4j://localhost:7687", Username: "neo4j", Password: "…"})
//	err = store.Ensure(ctx)
//
// Nodes and edges are as the project's design has them: entities with their label and __Entity__, Article and Claim nodes,
// typed edges between entities. Beside them stand two kinds of nodes that only the store needs: __View__, what articles
// know of an entity (see [graph.View]), and one __Geokg__ node with the schema version. Dates are ISO 8601 strings as precise
// as they are known ("2022-04"), which Cypher's date() takes.
//
// The reference ([graph.Reference]) is in relationships of their own type, which no claim is drawn as:
// (:Country)-[:REFERENCE_MEMBERSHIP {status, since, until, note, source, reference: true}]->(:Alliance).
//
// All statements are fixed text, made from the names of the ontology; what comes from an article is a parameter.
// A write is one managed transaction. It first locks the __Geokg__ node, so that writers in several processes take turns:
// they neither deadlock nor count the same thing twice.
//
// A writer remembers what it has read and written, within bounds, as long as that node's count of writes says that no other one has written. What is
// deleted by hand meanwhile it finds missing: that write ends with an error, and the next one reads it all again.
//
// Other data in the database is left alone, and so are further properties and edges that people give to geokg's nodes, as long
// as the node itself is there. A property that geokg sets itself is overwritten.
package neo4j
