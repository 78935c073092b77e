package graph

import (
	"slices"

	"geokg/schema"
)

// Prints holds the SimHashes of a store's articles in memory, for [Tx.Alike]: some 80 bytes an article. The zero value is empty.
//
// To compare with all of them is faster than an index for a distance as large as that of [schema.SimHash.Near]; see package ingest/dedup.
type Prints struct {
	simHashes []schema.SimHash
	articles  []string
}

// Add adds an article. One without a print is left out, and of one with, [schema.SimHashDigits] characters suffice.
func (p *Prints) Add(article string, print schema.TextPrint) {
	sim, err := schema.ParseSimHash(print)
	if err != nil {
		return // what a store holds was validated; one that somebody has bent is like no other
	}
	p.simHashes, p.articles = append(p.simHashes, sim), append(p.articles, article)
}

// Near returns the articles whose SimHash is near one of these.
func (p *Prints) Near(simHashes []schema.SimHash) []string {
	const part = 4096 // articles
	parts := make([][]string, (len(p.simHashes)+part-1)/part)
	inParallel(len(parts), func(k int) {
		from := k * part
		for i, have := range p.simHashes[from:min(from+part, len(p.simHashes))] {
			for _, h := range simHashes {
				if have.Near(h) {
					parts[k] = append(parts[k], p.articles[from+i])
					break
				}
			}
		}
	})
	return slices.Concat(parts...)
}

// Update follows what a delta that was saved has changed.
func (p *Prints) Update(d *Delta) {
	gone := map[string]bool{}
	for _, id := range d.DeleteArticles {
		gone[id] = true
	}
	for i := range d.PutArticles {
		gone[d.PutArticles[i].Article.ID] = true
	}
	if len(gone) == 0 {
		return
	}
	n := 0
	for i, id := range p.articles {
		if !gone[id] {
			p.articles[n], p.simHashes[n] = id, p.simHashes[i]
			n++
		}
	}
	clear(p.articles[n:])
	p.articles, p.simHashes = p.articles[:n], p.simHashes[:n]
	for i := range d.PutArticles {
		p.Add(d.PutArticles[i].Article.ID, d.PutArticles[i].Article.TextPrint)
	}
}
