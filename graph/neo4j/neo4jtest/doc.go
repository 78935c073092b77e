// Package neo4jtest starts a real Neo4j Community server for tests and benchmarks, without Docker: a Java
// process on loopback with free ports and a home folder of its own, gone when the test is.
//
//	func TestMain(m *testing.M) { neo4jtest.Run(m) }
//
//	func TestWrite(t *testing.T) {
//		srv := neo4jtest.Shared(t) // one server for all tests of the package, its database empty
//		…
//	}
//
// [Start] gives a test a server of its own, to be killed and restarted.
//
// The server's jars lie in $GEOKG_NEO4J_LIB or, by default, in ${XDG_CACHE_HOME:-~/.cache}/geokg/neo4j-5.26.15/lib,
// where fetch.sh puts them. Without jars or Java a test is skipped and says which command installs them; with
// GEOKG_REQUIRE_NEO4J=1 it fails.
package neo4jtest
