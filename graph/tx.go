package graph

import (
	"context"

	"geokg/schema"
)

// A Tx is what [Apply], [Unapply], [ApplyReference], [Decide] and [Undecide] need of a store: some reads and one write. Each takes a whole batch, so that a store
// at the end of a wire has few round trips; the reads all come before the write. Arguments hold no duplicates
// and are sorted; results may come in any order.
//
// The store runs it within one transaction that no other writer of the graph runs beside: counts are read and written back.
type Tx interface {
	// Hashes returns the content hash of each of these articles' contributions. Articles that are not stored are left out.
	Hashes(ctx context.Context, articles []string) (map[string]string, error)

	// Load returns the stored contributions of these articles, mentions and claims sorted as in [Contribution].
	// Articles that are not stored are left out.
	Load(ctx context.Context, articles []string) ([]Contribution, error)

	// Views returns all views of these entities.
	Views(ctx context.Context, entities []string) ([]View, error)

	// EdgesByID returns the typed edges of these ids. Ids without an edge are left out.
	EdgesByID(ctx context.Context, ids []string) ([]Edge, error)

	// EdgeClaims returns the stored claims, of whatever factuality, whose [schema.EdgeID] is one of these.
	// It may leave out claims that are not [Stated.Counts].
	EdgeClaims(ctx context.Context, edges []string) ([]Stated, error)

	// StoryClaims returns the claims of all stored articles that belong to one of these stories.
	// It may leave out claims that are not [Stated.Counts].
	StoryClaims(ctx context.Context, stories []string) ([]Stated, error)

	// Alike returns the stored articles that may be copies of a text with one of these prints: at least those that are. See [Prints].
	Alike(ctx context.Context, prints []*schema.Print) ([]Teller, error)

	// Tellers returns the stored articles with a text print that tell one of these stories.
	Tellers(ctx context.Context, stories []string) ([]Teller, error)

	// Reference returns the stored reference, as in [Store.Reference].
	Reference(ctx context.Context) (Reference, error)

	// Decisions returns all decisions, in order of id.
	Decisions(ctx context.Context) (Decisions, error)

	// Originals returns the contributions of these articles as they were read, of those that decisions change, by article id.
	Originals(ctx context.Context, articles []string) (map[string]Contribution, error)

	// ArticlesOf returns the ids of the articles with a MENTIONS edge to one of these entities, or to one that has one of them as its parent or
	// place, as the article knows it.
	ArticlesOf(ctx context.Context, entities []string) ([]string, error)

	// Save writes the delta, deletions before additions.
	Save(ctx context.Context, d *Delta) error
}

// A View is one distinct thing that articles know of an entity: equal Entity values on MENTIONS edges are one view.
type View struct {
	Key    string        // [ViewKey] of Entity
	Entity schema.Entity // as on the MENTIONS edges
	Count  int           // of the MENTIONS edges that carry it, and one more if the reference does
}

// Stated is as much of a claim as projection needs.
type Stated struct {
	ID         string // of the claim
	Edge       string // [schema.EdgeID] of subject, relation, object
	Article    string // its id
	Story      string // of the article
	Subject    string
	Relation   string
	Object     string
	Factuality schema.Factuality
	Date       string // Claim.Date.Value
	Attributed bool   // somebody named says so
	Confidence float64
}

// StatedOf returns what projection needs of a claim made by an article of that story.
func StatedOf(c *schema.Claim, story string) Stated {
	k := c.Key()
	return Stated{
		ID: c.ID, Edge: schema.EdgeID(k.Subject, k.Relation, k.Object), Article: c.Article, Story: story,
		Subject: k.Subject, Relation: k.Relation, Object: k.Object,
		Factuality: c.Factuality, Date: c.Date.Value, Attributed: c.Attributed != "", Confidence: c.Confidence,
	}
}

// Drawn reports whether the claim alone suffices for a typed edge.
func (s *Stated) Drawn() bool {
	return s.Factuality == schema.Asserted && s.Confidence >= DrawingConfidence
}

// Counts reports whether the claim has a part in any typed edge: as one that draws it or one that denies it.
func (s *Stated) Counts() bool { return s.Drawn() || s.Factuality == schema.Negated }

// A Delta is what a write changes in a store. Every list is sorted by id and without duplicates.
//
// Deletions come first: claims, edges, mentions, memberships, views, articles, entities in this order leave no reference dangling, and
// entities, articles, views, memberships, mentions, claims, edges is the order for additions. Articles, views, entities and edges replace the one of
// the same id; a claim, mention or membership that changed is deleted and added.
type Delta struct {
	DeleteClaims   []ClaimRef
	DeleteMentions []MentionRef
	DeleteViews    []View   // nothing carries them any more
	DeleteArticles []string // ids
	DeleteEntities []string // ids; no mention and no claim names them any more
	DeleteEdges    []Edge   // as they were

	DeleteMemberships []string // ids
	DeleteOriginals   []string // ids of articles; there may be none of an article
	DeleteDecisions   []string // ids

	PutArticles []ArticlePut
	PutEntities []schema.Entity // an entity may have another label than before
	PutViews    []View
	PutMentions []MentionPut
	PutClaims   []ClaimPut
	PutEdges    []Edge

	PutMemberships []MembershipPut
	PutOriginals   []Contribution // as they were read; their articles are there
	PutDecisions   []Decision
}

// Empty reports whether there is nothing to save.
func (d *Delta) Empty() bool {
	return len(d.DeleteClaims)+len(d.DeleteMentions)+len(d.DeleteViews)+len(d.DeleteArticles)+len(d.DeleteEntities)+len(d.DeleteEdges)+
		len(d.PutArticles)+len(d.PutEntities)+len(d.PutViews)+len(d.PutMentions)+len(d.PutClaims)+len(d.PutEdges)+
		len(d.DeleteMemberships)+len(d.PutMemberships)+
		len(d.DeleteOriginals)+len(d.PutOriginals)+len(d.DeleteDecisions)+len(d.PutDecisions) == 0
}

// A ClaimRef names a stored claim.
type ClaimRef struct{ Article, ID string }

// A MentionRef names a MENTIONS edge.
type MentionRef struct{ Article, Entity string }

// An ArticlePut is an article to store, with the content hash of its contribution.
type ArticlePut struct {
	Article Article
	Hash    string
}

// A MentionPut is a MENTIONS edge to store.
type MentionPut struct {
	Article string // its id
	View    string // [ViewKey] of Mentioned.Entity
	Mentioned
}

// A ClaimPut is a claim to store.
type ClaimPut struct {
	Claim schema.Claim
	Edge  string // [schema.EdgeID] of the claim, drawn or not; stores index claims by it
}
