// Package sqlite keeps a graph in one SQLite file, the default of geokg. It needs no server and no cgo.
//
//	s, err := sqlite.Open("graph.db", sqlite.Options{})
//	…
//	err = s.Ensure(ctx)
//	_, err = s.Write(ctx, batch)
//
// The file is in WAL mode: readers, of this and other processes, see the last committed batch while one writer writes; writers
// of several processes wait for each other. A batch is one transaction that is on the disk when Write returns, so a process
// that is killed, or a power cut, leaves the graph as after the last batch that it acknowledged. Beside graph.db there are
// graph.db-wal and graph.db-shm while it is open; copy it when nobody has it open, or with sqlite3's .backup.
//
// Any tool that reads SQLite can read it: schema.sql says what the tables hold, and the view claims shows the claims by names and not by keys.
package sqlite
