package graph

import (
	"slices"

	"geokg/schema"
)

// Prints holds the SimHashes of a store's articles in memory, for [Tx.Alike], and the marks of the prints that it has seen: some 150 bytes an article.
// The zero value is empty.
//
// To compare with all of them is faster than an index for a distance as large as that of [schema.SimHash.Near]; see package ingest/dedup. Of what is
// near by chance, the marks leave next to nothing.
type Prints struct {
	simHashes []schema.SimHash
	marks     []schema.Mark
	articles  []string
	unmarked  map[string]int // places of those that Near has found without a mark
}

// Add adds an article. One without a print is left out, and of one with, [schema.SimHashDigits] characters suffice.
func (p *Prints) Add(article string, print schema.TextPrint) {
	var mark schema.Mark
	full, err := schema.ParsePrint(print)
	if err == nil {
		mark = full.Mark()
	} else if full.SimHash, err = schema.ParseSimHash(print); err != nil {
		return // what a store holds was validated; one that somebody has bent is like no other
	}
	p.simHashes, p.marks, p.articles = append(p.simHashes, full.SimHash), append(p.marks, mark), append(p.articles, article)
}

// Near returns the articles that may be copies of a text with one of these prints: all that are, and few others but those of which only the SimHash is
// known. Of these it is worth to [Prints.Learn] the print.
func (p *Prints) Near(prints []*schema.Print) []string {
	const part = 4096 // articles
	parts := make([][]int, (len(p.simHashes)+part-1)/part)
	sims, marks := make([]schema.SimHash, len(prints)), make([]schema.Mark, len(prints))
	for i, q := range prints {
		sims[i], marks[i] = q.SimHash, q.Mark()
	}
	inParallel(len(parts), func(k int) {
		from := k * part
		for i, have := range p.simHashes[from:min(from+part, len(p.simHashes))] {
			for j, h := range sims {
				if have.Near(h) && p.marks[from+i].Alike(&marks[j]) {
					parts[k] = append(parts[k], from+i)
					break
				}
			}
		}
	})
	p.unmarked = map[string]int{}
	var near []string
	for _, i := range slices.Concat(parts...) {
		if p.marks[i].Zero() {
			p.unmarked[p.articles[i]] = i
		}
		near = append(near, p.articles[i])
	}
	return near
}

// Learn takes up the prints of articles that Near has just found.
func (p *Prints) Learn(found []Teller) {
	for _, t := range found {
		i, ok := p.unmarked[t.Article]
		if !ok {
			continue
		}
		if full, err := schema.ParsePrint(t.Print); err == nil {
			p.marks[i] = full.Mark()
		}
	}
	p.unmarked = nil
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
			p.articles[n], p.simHashes[n], p.marks[n] = id, p.simHashes[i], p.marks[i]
			n++
		}
	}
	clear(p.articles[n:])
	p.articles, p.simHashes, p.marks, p.unmarked = p.articles[:n], p.simHashes[:n], p.marks[:n], nil
	for i := range d.PutArticles {
		p.Add(d.PutArticles[i].Article.ID, d.PutArticles[i].Article.TextPrint)
	}
}
