// Package web is the page to explore a graph that `geokg serve` shows, and the JSON API under it.
//
//	h, err := web.Handler(web.Options{Store: store, Search: search})
//	http.Serve(listener, h)
//
// Pages are made on the server and work without scripts; scripts add the drawn graph. Everything has a permanent address: an entity, an edge with its evidence, a claim, a
// search, each with its filters. It only reads. Nothing comes from anywhere else (Content-Security-Policy), and no other site's
// name leads here (the Host of a request is checked).
//
// The API below /api/v1 is described by /api/v1/openapi.json; what stands there stays.
package web
