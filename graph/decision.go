package graph

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"

	"geokg/schema"
)

// ErrConflict is the error of a decision that cannot stand beside one that was made before.
var ErrConflict = errors.New("another decision is in the way")

// A DecisionKind says what a person has decided.
type DecisionKind string

const (
	DecideMerge   DecisionKind = "merge"        // Subject is the entity Object
	DecideSplit   DecisionKind = "split"        // in Articles, Subject is another one: Object
	DecideRename  DecisionKind = "rename"       // Subject is called Name
	DecideAlias   DecisionKind = "alias add"    // Subject is called Name too
	DecideNoAlias DecisionKind = "alias remove" // Subject is not called Name
	DecideAccept  DecisionKind = "accept"       // the claim Subject, of the article in Articles, is right
	DecideReject  DecisionKind = "reject"       // … is wrong
)

// A Decision is what a person has decided about entities or claims. It is a record of its own: articles are kept as they were read, and what the
// graph shows is what they say as all its decisions change it, in whatever order articles and decisions came.
type Decision struct {
	ID       string       `json:"id"` // see [DecisionID]
	Kind     DecisionKind `json:"kind"`
	Subject  string       `json:"subject"`
	Object   string       `json:"object,omitempty"`
	Name     string       `json:"name,omitempty"`
	Articles []string     `json:"articles,omitempty"` // sorted

	// As is the entity that Subject is merged into or split off as, as it was known then.
	As schema.Entity `json:"as,omitzero"`

	Words string `json:"words"`          // what was decided, for people
	By    string `json:"by,omitempty"`   // who
	At    string `json:"at,omitempty"`   // when, RFC 3339
	Note  string `json:"note,omitempty"` // why
}

// DecisionID returns the id of a decision: a hash of what it decides, not of who, when and why.
func DecisionID(d *Decision) string {
	h := sha256.New()
	for _, part := range append([]string{string(d.Kind), d.Subject, d.Object, d.Name}, d.Articles...) {
		h.Write([]byte(part))
		h.Write([]byte{0})
	}
	return "decision/" + hex.EncodeToString(h.Sum(nil)[:8])
}

// Decisions are all that stand in a graph, in order of id.
type Decisions []Decision

// With returns the decisions and one more.
func (ds Decisions) With(d Decision) Decisions {
	all := append(slices.Clone(ds), d)
	slices.SortFunc(all, func(a, b Decision) int { return cmp.Compare(a.ID, b.ID) })
	return all
}

// Without returns the decisions but that of this id.
func (ds Decisions) Without(id string) Decisions {
	return slices.DeleteFunc(slices.Clone(ds), func(d Decision) bool { return d.ID == id })
}

// ByID returns the decision of that id.
func (ds Decisions) ByID(id string) (Decision, bool) {
	i := slices.IndexFunc(ds, func(d Decision) bool { return d.ID == id })
	if i < 0 {
		return Decision{}, false
	}
	return ds[i], true
}

// Target returns who an entity is by the merges.
func (ds Decisions) Target(id string) string {
	id, _ = ds.merged(id)
	return id
}

// merged returns who an entity is by the merges, and the record of it where that is somebody else.
func (ds Decisions) merged(id string) (string, *schema.Entity) {
	var as *schema.Entity
	for range ds { // as many steps as there can be
		i := slices.IndexFunc(ds, func(d Decision) bool { return d.Kind == DecideMerge && d.Subject == id })
		if i < 0 {
			break
		}
		id, as = ds[i].Object, &ds[i].As
	}
	return id, as
}

// allow checks a new decision against those that stand.
func (ds Decisions) allow(d *Decision) error {
	if err := d.validate(); err != nil {
		return err
	}
	circle := d.Kind == DecideMerge && ds.Target(d.Object) == d.Subject
	for _, o := range ds {
		conflict := false
		switch d.Kind {
		case DecideMerge, DecideRename:
			conflict = o.Kind == d.Kind && (o.Subject == d.Subject || circle && o.Subject == d.Object)
		case DecideSplit:
			conflict = o.Kind == DecideSplit && o.Subject == d.Subject && slices.ContainsFunc(o.Articles, func(a string) bool { return slices.Contains(d.Articles, a) })
		case DecideAccept, DecideReject:
			conflict = o.Subject == d.Subject && (o.Kind == DecideAccept || o.Kind == DecideReject)
		case DecideAlias, DecideNoAlias:
			conflict = o.Subject == d.Subject && o.Name == d.Name && (o.Kind == DecideAlias || o.Kind == DecideNoAlias)
		}
		if conflict {
			return fmt.Errorf("%w: %s (%s)", ErrConflict, o.Words, o.ID)
		}
	}
	return nil
}

func (d *Decision) validate() error {
	needs := map[DecisionKind][]bool{
		DecideMerge:  {d.Object != "" && d.Object != d.Subject && d.As.ID == d.Object},
		DecideSplit:  {d.Object != "" && d.Object != d.Subject && d.As.ID == d.Object, len(d.Articles) > 0},
		DecideRename: {NameKey(d.Name) != ""}, DecideAlias: {NameKey(d.Name) != ""}, DecideNoAlias: {d.Name != ""},
		DecideAccept: {len(d.Articles) == 1}, DecideReject: {len(d.Articles) == 1},
	}
	ok, known := needs[d.Kind]
	if !known || d.Subject == "" || d.ID != DecisionID(d) || slices.Contains(ok, false) || !slices.IsSorted(d.Articles) {
		return fmt.Errorf("%w: decision %q: %s of %q lacks something", ErrInvalid, shorten(d.ID), d.Kind, shorten(d.Subject))
	}
	if d.As.ID != "" {
		if err := (&Mentioned{Entity: d.As}).validate(); err != nil {
			return fmt.Errorf("%w: decision %q: %w", ErrInvalid, shorten(d.ID), err)
		}
	}
	if err := errors.Join(validateText(d.Subject, d.Object, d.Name, d.Words, d.By, d.At, d.Note), validateText(d.Articles...)); err != nil {
		return fmt.Errorf("%w: decision %q: %w", ErrInvalid, shorten(d.ID), err)
	}
	return nil
}

// of returns who an entity that an article names is by the decisions, and the record of it where that is somebody else.
func (ds Decisions) of(id, article string) (string, *schema.Entity) {
	var split *schema.Entity
	for i := range ds {
		d := &ds[i]
		if d.Kind == DecideSplit && d.Subject == id && slices.Contains(d.Articles, article) {
			id, split = d.Object, &d.As
			break
		}
	}
	id, as := ds.merged(id)
	return id, cmp.Or(as, split)
}

// Apply returns what a contribution is by the decisions: itself, if none of them is about it. Renames and aliases are not in it; they
// are of the folded entity.
func (ds Decisions) Apply(c Contribution) Contribution {
	changed, _ := ds.apply(c)
	return changed
}

// apply does what Apply does, and reports whether a decision is about the contribution.
func (ds Decisions) apply(c Contribution) (Contribution, bool) {
	if len(ds) == 0 {
		return c, false
	}
	mentioned, some := ds.mentioned(c.Mentioned, c.Article.ID)
	claims, more := ds.claims(c.Claims)
	if !some && !more {
		return c, false
	}
	c.Mentioned, c.Claims = mentioned, claims
	return *c.normal(), true
}

// mentioned returns the mentions by the decisions, and whether these change any.
func (ds Decisions) mentioned(ms []Mentioned, article string) (out []Mentioned, changed bool) {
	at := map[string]int{}
	for _, m := range ms {
		parent, place := m.Entity.Parent, m.Entity.Place
		id, as := ds.of(m.Entity.ID, article)
		if as != nil {
			m.Entity = recast(m.Entity, *as)
		}
		m.Entity.Parent, _ = ds.of(m.Entity.Parent, article)
		m.Entity.Place, _ = ds.of(m.Entity.Place, article)
		changed = changed || as != nil || m.Entity.Parent != parent || m.Entity.Place != place
		i, twice := at[id]
		if !twice {
			at[id] = len(out)
			out = append(out, m)
			continue
		}
		o := &out[i]
		o.Count += m.Count
		o.Names = ordered(slices.Concat(o.Names, m.Names))
		aliases := slices.Concat(o.Entity.Aliases, m.Entity.Aliases, []string{m.Entity.Name})
		fill(&o.Entity, &m.Entity)
		o.Entity.Aliases = ordered(slices.DeleteFunc(aliases, func(a string) bool { return a == o.Entity.Name }))
	}
	return out, changed
}

// recast returns an entity's view as one of another entity: its names are aliases, and what the other leaves open is kept.
func recast(e, as schema.Entity) schema.Entity {
	names := slices.Concat(as.Aliases, e.Aliases, []string{e.Name})
	if as.Wikidata == "" {
		e.Wikidata = "" // of somebody else, maybe
	}
	e.Reference = false
	fill(&as, &e)
	as.Aliases = ordered(slices.DeleteFunc(names, func(n string) bool { return n == as.Name }))
	return as
}

// claims returns the claims by the decisions, and whether these change any.
func (ds Decisions) claims(cs []schema.Claim) (out []schema.Claim, changed bool) {
	for _, c := range cs {
		was := [3]string{c.Subject, c.Object, c.Attributed}
		c.Subject, _ = ds.of(c.Subject, c.Article)
		c.Object, _ = ds.of(c.Object, c.Article)
		if c.Attributed != "" {
			c.Attributed, _ = ds.of(c.Attributed, c.Article)
		}
		changed = changed || was != [3]string{c.Subject, c.Object, c.Attributed}
		rejected := false
		for i := range ds {
			d := &ds[i]
			if d.Subject != c.ID {
				continue
			}
			changed = true
			switch d.Kind {
			case DecideReject:
				rejected = true
			case DecideAccept:
				c.Confidence = 1
				c.Reasons = append(slices.Clone(c.Reasons), "accepted by a person")
			}
		}
		if !rejected && c.Subject != c.Object {
			out = append(out, c)
		}
	}
	return out, changed
}

// dress gives a folded entity the names that people have decided on: first what it is called, then what else, then what not.
func (ds Decisions) dress(e schema.Entity) schema.Entity {
	aliases, dressed := slices.Clone(e.Aliases), false
	for _, kind := range []DecisionKind{DecideRename, DecideAlias, DecideNoAlias} {
		for i := range ds {
			d := &ds[i]
			if d.Subject != e.ID || d.Kind != kind {
				continue
			}
			dressed = true
			switch kind {
			case DecideRename:
				aliases, e.Name = append(aliases, e.Name), d.Name
			case DecideAlias:
				aliases = append(aliases, d.Name)
			case DecideNoAlias:
				aliases = slices.DeleteFunc(aliases, func(a string) bool { return a == d.Name })
			}
		}
	}
	if dressed {
		e.Aliases = ordered(slices.DeleteFunc(aliases, func(a string) bool { return a == e.Name }))
	}
	return e
}

// Decide records a decision in the graph that tx writes to, and changes what it is about; see [Store.Decide].
func Decide(ctx context.Context, tx Tx, d Decision) (Changes, error) {
	ds, err := tx.Decisions(ctx)
	if err != nil {
		return Changes{}, err
	}
	if _, ok := ds.ByID(d.ID); ok {
		return Changes{}, nil
	}
	if err := ds.allow(&d); err != nil {
		return Changes{}, err
	}
	articles := d.Articles
	if d.Kind == DecideMerge {
		if articles, err = tx.ArticlesOf(ctx, []string{d.Subject}); err != nil {
			return Changes{}, err
		}
	}
	return redecide(ctx, tx, ds, ds.With(d), articles, Delta{PutDecisions: []Decision{d}}, d.Subject)
}

// Undecide takes a decision back; see [Store.Undecide].
func Undecide(ctx context.Context, tx Tx, id string) (Changes, error) {
	ds, err := tx.Decisions(ctx)
	if err != nil {
		return Changes{}, err
	}
	d, ok := ds.ByID(id)
	if !ok {
		return Changes{}, fmt.Errorf("decision %q: %w", shorten(id), ErrNotFound)
	}
	articles := d.Articles
	if d.Kind == DecideMerge {
		if articles, err = tx.ArticlesOf(ctx, []string{ds.Target(d.Subject)}); err != nil {
			return Changes{}, err
		}
	}
	return redecide(ctx, tx, ds, ds.Without(id), articles, Delta{DeleteDecisions: []string{id}}, d.Subject)
}

// redecide writes the articles as they are by other decisions than those that stood, and folds an entity anew.
func redecide(ctx context.Context, tx Tx, was, is Decisions, articles []string, delta Delta, entity string) (Changes, error) {
	var ch Changes
	articles = slices.Compact(slices.Sorted(slices.Values(articles)))
	stored, err := tx.Load(ctx, articles)
	if err != nil {
		return ch, err
	}
	originals, err := tx.Originals(ctx, articles)
	if err != nil {
		return ch, err
	}
	p := plan{claims: map[string]*turn{}, views: map[string]*View{}, old: map[string]*Contribution{}, delta: delta, was: was, is: is, refold: []string{entity}}
	for i := range stored {
		raw, changed := originals[stored[i].Article.ID]
		if !changed {
			raw = stored[i]
		}
		k := keyedOf(raw).decided(is)
		p.old[raw.Article.ID] = &stored[i]
		p.article(raw.Article.ID, &stored[i], k)
		p.keep(k)
	}
	return ch, p.finish(ctx, tx, &ch)
}

// keyedOf returns a contribution with its hash and the keys of its views.
func keyedOf(c Contribution) keyed {
	n := c.normal()
	hash, views := n.hash()
	return keyed{Contribution: n, hash: hash, views: views}
}

// decided returns a contribution as the decisions change it, with the hash that it has as it was read.
func (k keyed) decided(ds Decisions) keyed {
	c, changed := ds.apply(*k.Contribution)
	if !changed {
		return k
	}
	_, views := c.hash()
	return keyed{Contribution: &c, hash: k.hash, views: views, original: k.Contribution}
}

// EachDecided calls yield for every contribution as the decisions change it, in order of article id: what the graph shows.
func EachDecided(ctx context.Context, s Store, yield func(Contribution) error) error {
	ds, err := s.Decisions(ctx)
	if err != nil {
		return err
	}
	return s.Contributions(ctx, func(c Contribution) error { return yield(ds.Apply(c)) })
}

// String says what was decided.
func (d Decision) String() string {
	return strings.TrimSpace(string(d.Kind) + " " + d.Words)
}
