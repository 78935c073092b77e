package graph

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"geokg/schema"
)

// Apply puts the contributions into the graph that tx writes to; see [Store.Write], which stores implement with it.
// An article whose contribution has the hash of the stored one costs no more than looking that up.
func Apply(ctx context.Context, tx Tx, batch []Contribution) (Changes, error) {
	var ch Changes
	latest, err := prepare(batch)
	if err != nil || len(latest) == 0 {
		return ch, err
	}
	stored, err := tx.Hashes(ctx, slices.Sorted(maps.Keys(latest)))
	if err != nil {
		return ch, err
	}
	for id, c := range latest {
		switch h, ok := stored[id]; {
		case !ok:
			ch.ArticlesNew++
		case h == c.hash:
			ch.ArticlesSame++
			delete(latest, id)
		default:
			ch.ArticlesChanged++
		}
	}
	if len(latest) == 0 {
		return ch, nil
	}
	return ch, write(ctx, tx, slices.Sorted(maps.Keys(stored)), latest, &ch)
}

// Unapply takes the contributions of these articles out of the graph that tx writes to; see [Store.Retract].
func Unapply(ctx context.Context, tx Tx, articles []string) (Changes, error) {
	var ch Changes
	articles = slices.Compact(slices.Sorted(slices.Values(articles)))
	if len(articles) == 0 {
		return ch, nil
	}
	stored, err := tx.Hashes(ctx, articles)
	if err != nil {
		return ch, err
	}
	missing := slices.DeleteFunc(slices.Clone(articles), func(id string) bool { _, ok := stored[id]; return ok })
	if len(missing) > 0 {
		return ch, fmt.Errorf("retract %s: %w", shorten(strings.Join(missing, ", ")), ErrNotFound)
	}
	ch.ArticlesRetracted = len(articles)
	return ch, write(ctx, tx, articles, nil, &ch)
}

// A keyed contribution knows its hash and the keys of the views of its mentions.
type keyed struct {
	*Contribution
	hash     string // as it was read
	views    []string
	original *Contribution // as it was read, where decisions change it
}

// prepare validates the batch and returns the last contribution of each article, its lists in order, by article id.
func prepare(batch []Contribution) (map[string]keyed, error) {
	ready := make([]keyed, len(batch))
	errs := make([]error, len(batch))
	inParallel(len(batch), func(i int) {
		if errs[i] = batch[i].Validate(); errs[i] == nil {
			ready[i] = keyedOf(batch[i])
		}
	})
	latest := make(map[string]keyed, len(batch))
	for i := range batch {
		if errs[i] != nil {
			return nil, errs[i] // the first, so that it is always the same
		}
		latest[batch[i].Article.ID] = ready[i]
	}
	return latest, nil
}

// inParallel calls f for 0 to n-1 on all processors and waits for it.
func inParallel(n int, f func(i int)) {
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), n) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				f(i)
			}
		})
	}
	wg.Wait()
}

// normal returns the contribution with its lists in order, itself if they are.
func (c *Contribution) normal() *Contribution {
	n := *c
	byEntity := func(a, b Mentioned) int { return cmp.Compare(a.Entity.ID, b.Entity.ID) }
	byID := func(a, b schema.Claim) int { return cmp.Compare(a.ID, b.ID) }
	n.Mentioned = slices.Clone(c.Mentioned)
	for i := range n.Mentioned {
		m := &n.Mentioned[i]
		m.Names, m.Entity.Aliases = ordered(m.Names), ordered(m.Entity.Aliases)
	}
	slices.SortFunc(n.Mentioned, byEntity)
	if !slices.IsSortedFunc(n.Claims, byID) {
		n.Claims = slices.Clone(c.Claims)
		slices.SortFunc(n.Claims, byID)
	}
	return &n
}

// ordered returns the strings sorted, without duplicates; nil for none.
func ordered(s []string) []string {
	if len(s) == 0 {
		return nil
	}
	for i := 1; i < len(s); i++ {
		if s[i-1] >= s[i] {
			return slices.Compact(slices.Sorted(slices.Values(s)))
		}
	}
	return s
}

func sorted[V any](set map[string]V) []string { return slices.Sorted(maps.Keys(set)) }

// write replaces what the articles `before` have stored by `after`, and counts.
func write(ctx context.Context, tx Tx, before []string, after map[string]keyed, ch *Changes) error {
	ds, err := tx.Decisions(ctx)
	if err != nil {
		return err
	}
	rules := ds.rules()
	p := plan{claims: map[string]*turn{}, views: map[string]*View{}, was: rules, is: rules}
	if err := p.load(ctx, tx, before, after); err != nil {
		return err
	}
	moved, copies, err := p.stories(ctx, tx, after)
	if err != nil {
		return err
	}
	ch.Copies = copies
	for _, id := range sorted(p.old) {
		if _, ok := after[id]; !ok {
			p.article(id, p.old[id], keyed{})
		}
	}
	for _, id := range sorted(after) {
		k := after[id].decided(rules)
		p.article(id, p.old[id], k)
		p.keep(k)
	}
	if err := p.move(ctx, tx, moved); err != nil {
		return err
	}
	return p.finish(ctx, tx, ch)
}

// keep plans the article's node, and what it was as it was read.
func (p *plan) keep(k keyed) {
	p.delta.PutArticles = append(p.delta.PutArticles, ArticlePut{k.Article, k.hash})
	switch {
	case k.original != nil:
		p.delta.PutOriginals = append(p.delta.PutOriginals, *k.original)
	case p.was != nil && p.old[k.Article.ID] != nil:
		p.delta.DeleteOriginals = append(p.delta.DeleteOriginals, k.Article.ID)
	}
}

// finish plans entities and edges, and saves.
func (p *plan) finish(ctx context.Context, tx Tx, ch *Changes) error {
	if err := p.entities(ctx, tx, ch); err != nil {
		return err
	}
	if err := p.edges(ctx, tx, ch); err != nil {
		return err
	}
	ch.ClaimsAdded, ch.ClaimsRemoved = p.claimsAdded, p.claimsRemoved
	p.delta.sort()
	return tx.Save(ctx, &p.delta)
}

// A plan gathers what a write changes.
type plan struct {
	old    map[string]*Contribution // stored contributions of the articles that change or go
	claims map[string]*turn         // by edge id
	views  map[string]*View         // by key, Count being the difference
	delta  Delta

	was, is *rules   // of people's decisions, before and after the write
	refold  []string // entities to look at even if no view of theirs changes

	claimsAdded, claimsRemoved int
}

// A turn is what happens to the claims of one edge.
type turn struct {
	subject, relation, object string
	gone, come                []Stated
	rebuild                   bool // an article that was stored before takes part
}

// load reads the stored contributions of the articles that change or go.
func (p *plan) load(ctx context.Context, tx Tx, before []string, after map[string]keyed) error {
	p.old = map[string]*Contribution{}
	want := before
	if after != nil { // the rest is the same as stored
		want = slices.DeleteFunc(slices.Clone(before), func(id string) bool { _, ok := after[id]; return !ok })
	}
	if len(want) == 0 {
		return nil
	}
	cs, err := tx.Load(ctx, want)
	if err != nil {
		return err
	}
	for i := range cs {
		p.old[cs[i].Article.ID] = &cs[i]
	}
	for _, id := range want {
		if p.old[id] == nil {
			return fmt.Errorf("load article %q: %w", id, ErrNotFound) // Hashes knew it
		}
	}
	return nil
}

// article plans the step from one contribution of an article to another; either may be missing.
func (p *plan) article(id string, was *Contribution, is keyed) {
	if is.Contribution == nil {
		p.delta.DeleteArticles = append(p.delta.DeleteArticles, id)
		if p.was != nil {
			p.delta.DeleteOriginals = append(p.delta.DeleteOriginals, id)
		}
		is.Contribution = &Contribution{}
	}
	stored := was != nil
	if !stored {
		was = &Contribution{}
	}
	p.mentions(id, was.Mentioned, is)
	p.claimsOf(was, is.Contribution, stored)
}

// mentions plans MENTIONS edges and counts their views.
func (p *plan) mentions(article string, was []Mentioned, is keyed) {
	stay := map[string]bool{}
	at := map[string]*Mentioned{}
	for i := range was {
		at[was[i].Entity.ID] = &was[i]
	}
	for i := range is.Mentioned {
		m := &is.Mentioned[i]
		if w := at[m.Entity.ID]; w != nil && reflect.DeepEqual(w, m) {
			stay[m.Entity.ID] = true
			continue
		}
		p.view(&m.Entity, is.views[i], 1)
		p.delta.PutMentions = append(p.delta.PutMentions, MentionPut{article, is.views[i], *m})
	}
	for i := range was {
		if e := &was[i].Entity; !stay[e.ID] {
			p.view(e, ViewKey(e), -1)
			p.delta.DeleteMentions = append(p.delta.DeleteMentions, MentionRef{article, e.ID})
		}
	}
}

// view counts a view of that key up or down.
func (p *plan) view(e *schema.Entity, key string, n int) {
	v := p.views[key]
	if v == nil {
		v = &View{Key: key, Entity: *e}
		p.views[key] = v
	}
	v.Count += n
}

// claimsOf plans the claims of an article and notes on which edges they have a part.
func (p *plan) claimsOf(was, is *Contribution, stored bool) {
	at := map[string]*schema.Claim{}
	for i := range was.Claims {
		at[was.Claims[i].ID] = &was.Claims[i]
	}
	moved := was.Article.Story != is.Article.Story
	for i := range is.Claims {
		c := &is.Claims[i]
		w := at[c.ID]
		delete(at, c.ID)
		same := w != nil && reflect.DeepEqual(w, c)
		if same && !moved {
			continue
		}
		now := StatedOf(c, is.Article.Story)
		if !same {
			p.delta.PutClaims = append(p.delta.PutClaims, ClaimPut{*c, now.Edge})
		}
		if w == nil {
			p.claimsAdded++
			p.turn(now, stored, true)
			continue
		}
		if !same {
			p.delta.DeleteClaims = append(p.delta.DeleteClaims, ClaimRef{w.Article, w.ID})
		}
		if then := StatedOf(w, was.Article.Story); then != now {
			p.turn(then, true, false)
			p.turn(now, true, true)
		}
	}
	for _, w := range at {
		p.claimsRemoved++
		p.delta.DeleteClaims = append(p.delta.DeleteClaims, ClaimRef{w.Article, w.ID})
		p.turn(StatedOf(w, was.Article.Story), true, false)
	}
}

// turn notes that a claim comes to an edge or goes from it.
func (p *plan) turn(s Stated, rebuild, come bool) {
	if !s.Counts() {
		return
	}
	t := p.claims[s.Edge]
	if t == nil {
		t = &turn{subject: s.Subject, relation: s.Relation, object: s.Object}
		p.claims[s.Edge] = t
	}
	t.rebuild = t.rebuild || rebuild
	if come {
		t.come = append(t.come, s)
	} else {
		t.gone = append(t.gone, s)
	}
}

// entities folds the entities whose views change and plans their nodes.
func (p *plan) entities(ctx context.Context, tx Tx, ch *Changes) error {
	touched := map[string][]*View{}
	for _, v := range p.views {
		if v.Count != 0 {
			touched[v.Entity.ID] = append(touched[v.Entity.ID], v)
		}
	}
	for _, id := range p.refold {
		if _, ok := touched[id]; !ok {
			touched[id] = nil
		}
	}
	if len(touched) == 0 {
		return nil
	}
	stored, err := tx.Views(ctx, sorted(touched))
	if err != nil {
		return err
	}
	before := map[string][]View{}
	for _, v := range stored {
		before[v.Entity.ID] = append(before[v.Entity.ID], v)
	}
	for _, id := range sorted(touched) {
		was, had := Fold(before[id])
		views, err := p.count(before[id], touched[id])
		if err != nil {
			return err
		}
		is, has := Fold(views)
		was, is = p.was.dress(was), p.is.dress(is)
		switch {
		case had && !has:
			ch.EntitiesRemoved++
			p.delta.DeleteEntities = append(p.delta.DeleteEntities, id)
		case has && !had:
			ch.EntitiesAdded++
			p.delta.PutEntities = append(p.delta.PutEntities, is)
		case has && !reflect.DeepEqual(was, is):
			p.delta.PutEntities = append(p.delta.PutEntities, is)
		}
	}
	return nil
}

// count adds the differences to the views of one entity and plans the views that change.
func (p *plan) count(views []View, diffs []*View) ([]View, error) {
	views = slices.Clone(views)
	for _, d := range diffs {
		i := slices.IndexFunc(views, func(v View) bool { return v.Key == d.Key })
		if i < 0 {
			i = len(views)
			views = append(views, View{Key: d.Key, Entity: d.Entity})
		}
		v := &views[i]
		v.Count += d.Count
		switch {
		case v.Count < 0:
			return nil, fmt.Errorf("entity %q: the store has lost count of its views", d.Entity.ID)
		case v.Count == 0:
			p.delta.DeleteViews = append(p.delta.DeleteViews, *v)
		default:
			p.delta.PutViews = append(p.delta.PutViews, *v)
		}
	}
	return views, nil
}

// edges projects the edges whose claims change and plans them.
//
// An edge that only gets claims of new articles is extended without a look at the claims it has, since hubs have very many.
func (p *plan) edges(ctx context.Context, tx Tx, ch *Changes) error {
	if len(p.claims) == 0 {
		return nil
	}
	x := projection{turns: p.claims}
	if err := x.load(ctx, tx); err != nil {
		return err
	}
	for _, id := range sorted(x.affected) {
		was, had := x.old[id]
		is, has := x.edge(id)
		switch {
		case had && !has:
			ch.EdgesRemoved++
			p.delta.DeleteEdges = append(p.delta.DeleteEdges, was)
		case has && !had:
			ch.EdgesAdded++
			p.delta.PutEdges = append(p.delta.PutEdges, is)
		case has && was != is:
			p.delta.PutEdges = append(p.delta.PutEdges, is)
		}
	}
	return nil
}

// A projection computes edges after a write from the edges and claims before it and the turns of the write.
type projection struct {
	turns    map[string]*turn
	old      map[string]Edge     // stored edges: the affected ones and the departures that may end them
	affected map[string]bool     // edges to compute: those with turns, and those that a departure with turns may end
	recount  map[string]bool     // edges that claims stored before may end
	claims   map[string][]Stated // stored claims of the edges that are rebuilt, and of departures to recount
	stories  map[[2]string]bool  // edge and story of stored drawn claims, for the stories of this write
}

func (x *projection) load(ctx context.Context, tx Tx) error {
	if err := x.loadEdges(ctx, tx); err != nil {
		return err
	}
	x.claims, x.recount = map[string][]Stated{}, map[string]bool{}
	want := map[string]bool{}
	for id := range x.affected {
		e, had := x.old[id]
		t := x.turns[id]
		if t != nil {
			e.Subject, e.Relation, e.Object = t.subject, t.relation, t.object
			if t.rebuild || !had {
				want[id] = true
			}
		}
		if x.mustRecount(id, e) {
			d := departures(e.Subject, e.Object)
			want[d[0]], want[d[1]] = true, true
			x.recount[id] = true
		}
	}
	if len(want) > 0 {
		cs, err := tx.EdgeClaims(ctx, sorted(want))
		if err != nil {
			return err
		}
		for _, c := range cs {
			x.claims[c.Edge] = append(x.claims[c.Edge], c)
		}
	}
	return x.loadStories(ctx, tx)
}

// mustRecount reports whether Until of an edge needs a look at all claims of its departures, and not only at those of this write.
func (x *projection) mustRecount(id string, e Edge) bool {
	if !isEnded(e.Relation) {
		return false
	}
	some := false
	for _, d := range departures(e.Subject, e.Object) {
		_, had := x.old[d]
		t := x.turns[d]
		if t != nil && t.rebuild {
			return true
		}
		some = some || had || t != nil
	}
	if !some {
		return false
	}
	t, last := x.turns[id], e.Last
	if t != nil {
		if _, had := x.old[id]; t.rebuild || !had {
			return true
		}
		for _, c := range t.come {
			if c.Drawn() {
				last = max(last, c.Date)
			}
		}
	}
	return e.Until != "" && e.Until <= last // it came back, and may have left later
}

// until returns Until of an edge after the write.
func (x *projection) until(id string, e Edge) string {
	d := departures(e.Subject, e.Object)
	if x.recount[id] {
		return until(e.Last, x.after(d[0]), x.after(d[1]))
	}
	var come [2][]Stated
	for i := range d {
		if t := x.turns[d[i]]; t != nil {
			come[i] = t.come
		}
	}
	u := until(e.Last, come[0], come[1])
	if e.Until != "" && (u == "" || e.Until < u) {
		return e.Until
	}
	return u
}

// loadEdges finds the affected edges.
func (x *projection) loadEdges(ctx context.Context, tx Tx) error {
	x.old, x.affected = map[string]Edge{}, map[string]bool{}
	ids, ends := map[string]bool{}, map[string]bool{}
	for id, t := range x.turns {
		ids[id], x.affected[id] = true, true
		switch {
		case isEnded(t.relation):
			for _, d := range departures(t.subject, t.object) {
				ids[d] = true
			}
		case t.relation == left || t.relation == expelled:
			s, o := t.subject, t.object
			if t.relation == expelled {
				s, o = o, s
			}
			for _, r := range ended {
				ends[schema.EdgeID(s, r, o)] = true
			}
			for _, d := range departures(s, o) {
				ids[d] = true
			}
		}
	}
	maps.Copy(ids, ends)
	es, err := tx.EdgesByID(ctx, sorted(ids))
	if err != nil {
		return err
	}
	for _, e := range es {
		x.old[e.ID] = e
		if ends[e.ID] {
			x.affected[e.ID] = true
		}
	}
	return nil
}

// loadStories finds which stories of this write have a part in the edges that are extended.
func (x *projection) loadStories(ctx context.Context, tx Tx) error {
	stories := map[string]bool{}
	for id, t := range x.turns {
		if _, had := x.old[id]; !had || t.rebuild {
			continue
		}
		for _, c := range t.come {
			if c.Drawn() {
				stories[c.Story] = true
			}
		}
	}
	x.stories = map[[2]string]bool{}
	if len(stories) == 0 {
		return nil
	}
	cs, err := tx.StoryClaims(ctx, sorted(stories))
	if err != nil {
		return err
	}
	for _, c := range cs {
		if c.Drawn() {
			x.stories[[2]string{c.Edge, c.Story}] = true
		}
	}
	return nil
}

// edge computes one edge as it is after the write.
func (x *projection) edge(id string) (Edge, bool) {
	e, ok := x.old[id]
	if t := x.turns[id]; t != nil {
		if !t.rebuild && ok {
			e = extend(e, t.come, func(story string) bool { return x.stories[[2]string{id, story}] })
		} else {
			e, ok = tally(x.after(id))
		}
	}
	if ok && isEnded(e.Relation) {
		e.Until = x.until(id, e)
	}
	return e, ok
}

// after returns the claims of an edge as they are after the write.
func (x *projection) after(id string) []Stated {
	t := x.turns[id]
	if t == nil {
		return x.claims[id]
	}
	gone := make(map[string]bool, len(t.gone))
	for _, c := range t.gone {
		gone[c.ID] = true
	}
	var cs []Stated
	for _, c := range x.claims[id] {
		if !gone[c.ID] {
			cs = append(cs, c)
		}
	}
	return append(cs, t.come...)
}

// sort puts every list into the order that Delta promises; most are.
func (d *Delta) sort() {
	slices.SortFunc(d.PutArticles, func(a, b ArticlePut) int { return cmp.Compare(a.Article.ID, b.Article.ID) })
	slices.SortFunc(d.DeleteClaims, func(a, b ClaimRef) int { return cmp.Or(cmp.Compare(a.Article, b.Article), cmp.Compare(a.ID, b.ID)) })
	slices.SortFunc(d.DeleteMentions, func(a, b MentionRef) int {
		return cmp.Or(cmp.Compare(a.Article, b.Article), cmp.Compare(a.Entity, b.Entity))
	})
	byView := func(a, b View) int { return cmp.Or(cmp.Compare(a.Entity.ID, b.Entity.ID), cmp.Compare(a.Key, b.Key)) }
	slices.SortFunc(d.DeleteViews, byView)
	slices.SortFunc(d.PutViews, byView)
	slices.SortFunc(d.PutMentions, func(a, b MentionPut) int {
		return cmp.Or(cmp.Compare(a.Article, b.Article), cmp.Compare(a.Entity.ID, b.Entity.ID))
	})
	slices.SortFunc(d.PutClaims, func(a, b ClaimPut) int {
		return cmp.Or(cmp.Compare(a.Claim.Article, b.Claim.Article), cmp.Compare(a.Claim.ID, b.Claim.ID))
	})
}
