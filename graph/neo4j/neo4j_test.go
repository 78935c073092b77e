package neo4j

import (
	"testing"

	"geokg/graph"
	"geokg/graph/neo4j/neo4jtest"
	"geokg/graph/storetest"
)

func TestMain(m *testing.M) { neo4jtest.Run(m) }

// open returns a store in the server's database.
func open(t testing.TB, srv *neo4jtest.Server) *Store {
	t.Helper()
	s, err := Open(t.Context(), Options{URI: srv.URI, Username: srv.Username, Password: srv.Password, BatchRows: 500})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestConformance(t *testing.T) {
	srv := neo4jtest.Shared(t)
	storetest.Run(t, func(t *testing.T) graph.Store {
		srv.Empty(t) // constraints and indexes stay: making them takes seconds
		return open(t, srv)
	})
}
