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

// OfClaim returns the decision about the claim of that id.
func (ds Decisions) OfClaim(id string) (Decision, bool) {
	i := slices.IndexFunc(ds, func(d Decision) bool { return d.Subject == id && (d.Kind == DecideAccept || d.Kind == DecideReject) })
	if i < 0 {
		return Decision{}, false
	}
	return ds[i], true
}

// Target returns who an entity is by the merges.
func (ds Decisions) Target(id string) string {
	id, _ = ds.rules().merged(id)
	return id
}

// Check tells whether a new decision may stand beside these: an error is [ErrInvalid] or [ErrConflict].
func (ds Decisions) Check(d *Decision) error {
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

// Apply returns what a contribution is by the decisions: itself, if none of them is about it. Renames and aliases are not in it; they
// are of the folded entity.
func (ds Decisions) Apply(c Contribution) Contribution {
	changed, _ := ds.rules().apply(c)
	return changed
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
	if err := ds.Check(&d); err != nil {
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

// redecide writes the articles as they are by other decisions than those that stood, and folds anew the entity that a decision is
// about, and who it is by either.
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
	p := plan{claims: map[string]*turn{}, views: map[string]*View{}, old: map[string]*Contribution{}, delta: delta, was: was.rules(), is: is.rules()}
	p.refold = ordered([]string{entity, was.Target(entity), is.Target(entity)})
	for i := range stored {
		raw, changed := originals[stored[i].Article.ID]
		if !changed {
			raw = stored[i]
		}
		raw.Article.Story = stored[i].Article.Story
		k := keyedOf(raw).decided(p.is)
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

// EachDecided calls yield for every contribution as the decisions change it, in order of article id: what the graph shows.
func EachDecided(ctx context.Context, s Store, yield func(Contribution) error) error {
	ds, err := s.Decisions(ctx)
	if err != nil {
		return err
	}
	rules := ds.rules()
	return s.Contributions(ctx, func(c Contribution) error {
		c, _ = rules.apply(c)
		return yield(c)
	})
}

// String says what was decided.
func (d Decision) String() string {
	return strings.TrimSpace(string(d.Kind) + " " + d.Words)
}
