// Package browser holds what analysts use in Neo4j Browser with a graph of geokg: a style, Cypher scripts to save, and a guide that shows
// them, and serves these to a Browser:
//
//	handler, err := browser.Handler("localhost:8001")
//	…
//	err = http.ListenAndServe("localhost:8001", handler)
//
// and then, in Browser's command line,
//
//	:style http://localhost:8001/style.grass
//	:play http://localhost:8001/guide.html
//
// The scripts are one file each, with its title in the first line and what it shows in the second, as Browser saves favourites. `geokg browser`
// serves them, or writes them to a folder.
package browser
