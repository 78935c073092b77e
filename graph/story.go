package graph

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"geokg/schema"
)

// A story is what articles tell that are copies of each other, directly or through others: the connected components of [schema.Print.CopyOf]
// over all articles of the graph. Its id is the smallest of its articles' ids. So it is a function of the articles that there are, whatever
// the order in which they came, changed and went, and in whatever batches.
//
// A write looks at no more than it has to: a new article is compared with those that may be copies of it ([Tx.Alike]); where it joins stories, the
// articles of all but one get another story; where an article goes or its text changes, the rest of its story is compared anew, since it may fall apart.

// A Teller is an article with a text, and the story that it tells.
type Teller struct {
	Article, Story string
	Print          schema.TextPrint
}

// A retelling finds the stories of the articles after a write.
type retelling struct {
	prints    map[string]*schema.Print // of the articles that come, and of those compared with them
	story     map[string]string        // before the write, of stored articles
	disturbed map[string]bool          // stories that an article has left: each of their articles is a node of its own
	root      map[string]string        // of union-find: an article, or a story as a whole, leads to a smaller one that it is joined with
	fresh     []string                 // articles that come, or whose text has changed
	outside   []string                 // nodes with articles that are not fresh
}

// stories sets the story of each article in `after`, and returns the stored ones that get another one, and how many of those
// that come are copies of others.
func (p *plan) stories(ctx context.Context, tx Tx, after map[string]keyed) (moved map[string]string, copies int, err error) {
	r := retelling{prints: map[string]*schema.Print{}, story: map[string]string{}, disturbed: map[string]bool{}, root: map[string]string{}}
	gone := r.begin(p.old, after)
	kept := func(ts []Teller) []Teller {
		return slices.DeleteFunc(ts, func(t Teller) bool { return gone[t.Article] })
	}
	members, err := tellers(ctx, tx, sorted(r.disturbed))
	if err != nil {
		return nil, 0, err
	}
	if err := r.split(kept(members)); err != nil {
		return nil, 0, err
	}
	near, err := r.alike(ctx, tx)
	if err != nil {
		return nil, 0, err
	}
	if err := r.join(kept(near)); err != nil {
		return nil, 0, err
	}
	for id, k := range after {
		k.Article.Story = r.find(r.node(id))
	}
	joined, err := tellers(ctx, tx, r.joined())
	if err != nil {
		return nil, 0, err
	}
	moved = map[string]string{}
	for _, t := range append(kept(members), joined...) {
		r.story[t.Article] = t.Story
		if s := r.find(r.node(t.Article)); s != t.Story && after[t.Article].Contribution == nil {
			moved[t.Article] = s
		}
	}
	return moved, r.copies(), nil
}

// begin notes which articles come and which stories are disturbed. It returns the articles that go or get another text.
func (r *retelling) begin(old map[string]*Contribution, after map[string]keyed) (gone map[string]bool) {
	gone = map[string]bool{}
	for id, c := range old {
		k, stays := after[id]
		if stays && k.Article.TextPrint == c.Article.TextPrint {
			r.story[id] = c.Article.Story
			continue
		}
		gone[id] = true
		if c.Article.TextPrint != "" {
			r.disturbed[c.Article.Story] = true
		}
	}
	for _, id := range sorted(after) {
		if old[id] == nil || gone[id] {
			r.fresh = append(r.fresh, id)
			if p, err := schema.ParsePrint(after[id].Article.TextPrint); err == nil { // it has none, or was validated
				r.prints[id] = &p
			}
		}
	}
	return gone
}

// node is what stands for an article in union-find: itself, or its story if that is one still.
func (r *retelling) node(article string) string {
	if s, ok := r.story[article]; ok && !r.disturbed[s] {
		return s
	}
	return article
}

// find returns the smallest id that a node is joined with.
func (r *retelling) find(node string) string {
	for {
		up, ok := r.root[node]
		if !ok {
			return node
		}
		if upper, ok := r.root[up]; ok {
			r.root[node] = upper
		}
		node = up
	}
}

func (r *retelling) union(a, b string) {
	a, b = r.find(a), r.find(b)
	switch cmp.Compare(a, b) {
	case -1:
		r.root[b] = a
	case 1:
		r.root[a] = b
	}
}

// know takes up stored articles.
func (r *retelling) know(ts []Teller) error {
	for _, t := range ts {
		if r.prints[t.Article] != nil {
			continue
		}
		p, err := schema.ParsePrint(t.Print)
		if err != nil {
			return fmt.Errorf("article %q: %w", t.Article, err)
		}
		r.prints[t.Article], r.story[t.Article] = &p, t.Story
	}
	return nil
}

// split compares the articles that are left of the disturbed stories, each story's with one another.
func (r *retelling) split(members []Teller) error {
	if err := r.know(members); err != nil {
		return err
	}
	byStory := map[string][]string{}
	for _, t := range members {
		byStory[t.Story] = append(byStory[t.Story], t.Article)
		r.outside = append(r.outside, t.Article)
	}
	for _, ids := range byStory {
		r.compare(ids)
	}
	return nil
}

// compare joins those articles that are copies of each other.
func (r *retelling) compare(ids []string) {
	prints := r.printsOf(ids)
	for i, p := range prints {
		for j := range prints[:i] {
			r.joinCopies(ids[i], ids[j], p, prints[j])
		}
	}
}

// printsOf returns the print of each article, nil of one that has none.
func (r *retelling) printsOf(ids []string) []*schema.Print {
	prints := make([]*schema.Print, len(ids))
	for i, id := range ids {
		prints[i] = r.prints[id]
	}
	return prints
}

func (r *retelling) joinCopies(a, b string, p, q *schema.Print) {
	if p == nil || q == nil || !p.SimHash.Near(q.SimHash) {
		return // before all else: this is by far the most common
	}
	if x, y := r.node(a), r.node(b); r.find(x) != r.find(y) && p.CopyOf(q) {
		r.union(x, y)
	}
}

// alike reads the stored articles that the fresh ones may be copies of.
func (r *retelling) alike(ctx context.Context, tx Tx) ([]Teller, error) {
	prints := slices.DeleteFunc(r.printsOf(r.fresh), func(p *schema.Print) bool { return p == nil })
	if len(prints) == 0 {
		return nil, nil
	}
	return tx.Alike(ctx, prints)
}

// join compares the fresh articles with each other and with stored ones.
func (r *retelling) join(near []Teller) error {
	if err := r.know(near); err != nil {
		return err
	}
	r.compare(r.fresh)
	fresh := r.printsOf(r.fresh)
	for _, t := range near {
		q := r.prints[t.Article]
		for i, p := range fresh {
			r.joinCopies(r.fresh[i], t.Article, p, q)
		}
		r.outside = append(r.outside, r.node(t.Article))
	}
	return nil
}

// joined returns the stories that were one node and have become part of another.
func (r *retelling) joined() []string {
	set := map[string]bool{}
	for _, s := range r.story {
		if !r.disturbed[s] && r.find(s) != s {
			set[s] = true
		}
	}
	return sorted(set)
}

// copies counts the fresh articles whose story has others; of those that are alone together one is the first.
func (r *retelling) copies() int {
	told := map[string]bool{}
	for _, n := range r.outside {
		told[r.find(n)] = true
	}
	n := 0
	for _, id := range r.fresh {
		s := r.find(id)
		if told[s] {
			n++
		}
		told[s] = true
	}
	return n
}

func tellers(ctx context.Context, tx Tx, stories []string) ([]Teller, error) {
	if len(stories) == 0 {
		return nil, nil
	}
	return tx.Tellers(ctx, stories)
}

// move plans another story for stored articles that stay as they are otherwise.
func (p *plan) move(ctx context.Context, tx Tx, stories map[string]string) error {
	if len(stories) == 0 {
		return nil
	}
	ids := sorted(stories)
	hashes, err := tx.Hashes(ctx, ids)
	if err != nil {
		return err
	}
	cs, err := tx.Load(ctx, ids)
	if err != nil {
		return err
	}
	for i := range cs {
		was := &cs[i]
		is := *was
		is.Article.Story = stories[is.Article.ID]
		p.claimsOf(was, &is, true)
		p.delta.PutArticles = append(p.delta.PutArticles, ArticlePut{is.Article, hashes[is.Article.ID]})
	}
	return nil
}
