package graph

import (
	"context"
	"errors"

	"geokg/schema"
)

// SchemaVersion is the version of the graph model. A store written by another one is upgraded or refused with [ErrSchemaVersion].
const SchemaVersion = 3

// DrawingConfidence is the confidence that an asserted claim needs for its typed edge to be drawn: such that nine of ten drawn edges
// are right, of gold claims, where confidences are calibrated (see ingest/claim/calibration.txt). Stored edges were drawn with the one of their time: another one is another [SchemaVersion].
const DrawingConfidence = 0.82

// Errors that every store reports for the same trouble, to be tested with [errors.Is].
var (
	ErrNotFound      = errors.New("not in the graph")
	ErrSchemaVersion = errors.New("graph of another schema version")
	ErrReadOnly      = errors.New("store is read-only")
	ErrUnavailable   = errors.New("store cannot be reached")
	ErrAuth          = errors.New("store refused the user name or password")
	ErrNotGraph      = errors.New("not a geokg graph") // a file or database that holds something else
)

// LacksIndexes says of a graph why it cannot be asked something, and what to do.
const LacksIndexes = "was last written by an earlier geokg, and lacks indexes: run geokg import with an article, or none and --reference, to have them made"

// A Contribution is what one article adds to the graph. Writing it again changes nothing; writing another
// one of the same article takes back what the earlier one alone had added.
type Contribution struct {
	Article   Article        `json:"article"`
	Mentioned []Mentioned    `json:"mentioned,omitempty"` // in order of entity id; every entity that a claim names is among them
	Claims    []schema.Claim `json:"claims,omitempty"`    // in order of claim id
}

// An Article is the node of an article: its metadata and what was read with, not its text.
type Article struct {
	ID        string      `json:"id"`
	URL       string      `json:"url,omitempty"`
	Title     string      `json:"title,omitempty"`
	Site      string      `json:"site,omitempty"`
	Published schema.Date `json:"published,omitzero"`
	Language  string      `json:"language,omitempty"`
	TextHash  string      `json:"textHash"`
	// TextPrint is what copies of the text are known by; an article without one is a story of its own.
	TextPrint schema.TextPrint `json:"textPrint,omitempty"`
	// Story is the smallest id of the articles that are copies of each other, itself included. The graph says so: what a contribution
	// that is written has here is not looked at.
	Story     string `json:"story"`
	Extractor string `json:"extractor"` // fingerprint of code, model, gazetteer and frames that read it
}

// Mentioned is one MENTIONS edge: an entity as this article knows it.
type Mentioned struct {
	Entity schema.Entity `json:"entity"` // as the article's extractor gave it, the article's own aliases included
	Count  int           `json:"count"`
	Names  []string      `json:"names,omitempty"` // the surface forms, sorted
}

// An Edge is a typed edge between two entities: what the asserted claims of one subject, relation and object amount to.
type Edge struct {
	ID             string  `json:"id"`
	Subject        string  `json:"subject"`
	Relation       string  `json:"relation"`
	Object         string  `json:"object"`
	Since          string  `json:"since,omitempty"` // earliest claim date
	Last           string  `json:"last,omitempty"`  // latest claim date
	Until          string  `json:"until,omitempty"` // date of a later asserted LEFT or EXPELLED
	Claims         int     `json:"claims"`          // asserted claims at or above the drawing confidence
	Articles       int     `json:"articles"`        // that make them
	Stories        int     `json:"stories"`         // syndicated copies counted once
	Confidence     float64 `json:"confidence"`      // the best of the claims
	AttributedOnly bool    `json:"attributedOnly"`  // nobody but a named source says so
	Denied         int     `json:"denied"`          // claims that negate it
}

// A ClaimRow is a claim with what a reader needs beside it.
type ClaimRow struct {
	Claim      schema.Claim   `json:"claim"`
	Subject    schema.Entity  `json:"subject"`
	Object     schema.Entity  `json:"object"`
	Attributed *schema.Entity `json:"attributed,omitempty"`
	Article    Article        `json:"article"`
}

// A ClaimQuery selects claims. Zero fields select all.
type ClaimQuery struct {
	// Of selects claims with one of these entities as subject or object; with Between too, those that have one
	// entity of Of on one side and one of Between on the other, either way round.
	Of, Between []string
	// Relations and Factualities name what is wanted.
	Relations     []string
	Factualities  []schema.Factuality
	Since, Until  schema.Date // by claim date; a claim without a date is left out if either is set
	MinConfidence float64
	Article       string // only claims of this article
	ID            string // only the claim of this id
	Limit         int    // at most so many, the first in order; 0: all
	// Latest makes the limit one for the latest of the dated claims, still in order; undated ones are among them only if the dated are fewer.
	Latest bool
	// Brief leaves out of each claim all but its Subject, Relation, Object, Factuality, Article and the value of its Date, and of its article all but
	// the id: for answers that count. The ends of a symmetric relation stand in order of id, and
	// claims of one article and date in any order.
	Brief bool
}

// An EdgeQuery selects typed edges. The zero EdgeQuery selects all.
type EdgeQuery struct {
	// Of and Between select as those of [ClaimQuery] do.
	Of, Between []string
	Limit       int // at most so many, those of most claims, of as many those of smaller id; 0: all
}

// Ends returns the entities of which a claim or an edge has to have one at an end, and those of which it has to have one at the other, if any.
func Ends(of, between []string) (one, other []string) {
	if len(of) == 0 {
		return between, nil
	}
	return of, between
}

// A Profile counts what a graph has about one entity.
type Profile struct {
	Claims       int            `json:"claims"`   // with it as subject or object
	Articles     int            `json:"articles"` // that mention it
	Factualities map[string]int `json:"factualities"`
	Relations    map[string]int `json:"relations"`
	Edges        int            `json:"-"` // typed ones
}

// Answering is an entity that answers for another one in a question, and why.
type Answering struct {
	Entity schema.Entity `json:"entity"`
	Via    string        `json:"via"` // "": itself; else AGENCY_OF, LEADS, PART_OF, EVENT_OF
	For    string        `json:"for"` // the entity that it is directly an agency, leader, body or event of
	// Since and Until bound an office, if known: claims dated outside it do not roll up.
	Since schema.Date `json:"since,omitzero"`
	Until schema.Date `json:"until,omitzero"`
}

// Changes counts what a write did.
type Changes struct {
	ArticlesNew, ArticlesChanged, ArticlesSame, ArticlesRetracted int
	Copies                                                        int // of articles that are new or have another text: those whose story another article tells
	ClaimsAdded, ClaimsRemoved                                    int
	EntitiesAdded, EntitiesRemoved                                int
	EdgesAdded, EdgesRemoved                                      int
	MembershipsAdded, MembershipsRemoved                          int // of the reference
}

// Status counts what is in the graph. It is the same for the same graph, whatever the store.
type Status struct {
	SchemaVersion int            `json:"schemaVersion"`
	Articles      int            `json:"articles"`
	Stories       int            `json:"stories"`
	Claims        int            `json:"claims"`
	Edges         int            `json:"edges"`
	Reference     int            `json:"reference"`    // memberships, see [Reference]
	Decisions     int            `json:"decisions"`    // of people, see [Decision]
	Entities      map[string]int `json:"entities"`     // by label
	Relations     map[string]int `json:"relations"`    // claims by relation
	Factualities  map[string]int `json:"factualities"` // claims by factuality
	Drawn         map[string]int `json:"drawn"`        // typed edges by relation
	Digest        string         `json:"digest"`       // over all nodes and edges, see [Digest]
}

// A Store keeps one graph. Its methods may be called from several goroutines; writes are serialized by the store.
// Every method honours its context: a cancelled write leaves the graph as it was before the call.
type Store interface {
	// Ensure makes the store ready for writing: it creates tables, constraints and indexes where they are missing.
	// It refuses a store of another schema version (ErrSchemaVersion) and one that holds something else (ErrNotGraph).
	Ensure(ctx context.Context) error

	// Write puts the contributions into the graph, all of them or none. Of two contributions of one article the later one holds.
	// A contribution equal to what the store has of the article is skipped; one that is not valid is [ErrInvalid]. See [Apply].
	Write(ctx context.Context, batch []Contribution) (Changes, error)

	// Retract takes back all that the articles of these ids had added. Unknown ids are ErrNotFound, and nothing is retracted.
	Retract(ctx context.Context, articles []string) (Changes, error)

	// PutReference makes this the graph's reference, in place of the one that it had, or of none; all of it or nothing. The same one
	// again changes nothing, and neither does it change what articles have added: writing and retracting them leaves it as it is. One
	// that is not valid is [ErrInvalid]. See [ApplyReference].
	PutReference(ctx context.Context, r Reference) (Changes, error)

	// Reference returns the graph's reference as it was put, its lists in order; the zero one if there is none.
	Reference(ctx context.Context) (Reference, error)

	// Decide records what a person has decided, and changes what it is about, in articles that are there and in all that come: see [Decision]. The
	// same decision again changes nothing. One that another one is in the way of is [ErrConflict], one that is not valid [ErrInvalid].
	Decide(ctx context.Context, d Decision) (Changes, error)

	// Undecide takes a decision back: the graph is then as if it had never been made. An unknown id is ErrNotFound.
	Undecide(ctx context.Context, id string) (Changes, error)

	// Decisions returns all decisions, in order of id.
	Decisions(ctx context.Context) (Decisions, error)

	// Entity returns the entity of that id as the graph knows it, or ErrNotFound.
	Entity(ctx context.Context, id string) (schema.Entity, error)

	// Find returns the entities that have this name or alias, without regard to case and accents, in order of id. See [NameKey].
	Find(ctx context.Context, name string) ([]schema.Entity, error)

	// Search returns the entities of whose names all [Words] of the text are, in the order of [RankNames], and the claims whose sentences have all
	// of them, the latest first (undated last), then by article and id; of each at most limit, with 0 all. A text without words finds nothing.
	Search(ctx context.Context, text string, limit int) (Found, error)

	// Entities calls yield for every entity, as the graph knows it, in order of id.
	Entities(ctx context.Context, yield func(schema.Entity) error) error

	// Answering returns the entity itself and those that answer for it: agencies of a country (by their country, or an
	// asserted AGENCY_OF), who leads it or one of its agencies (by LEADS edges), bodies of an alliance at any depth (by
	// parent, or PART_OF edges), and the events of any of these (by the event's parent). In order of id, the entity first; a
	// leader of several of them stands once for each. See [Answers].
	Answering(ctx context.Context, id string) ([]Answering, error)

	// Claims returns the selected claims, in order of date (undated last), then article, then id.
	Claims(ctx context.Context, q ClaimQuery) ([]ClaimRow, error)

	// Neighbours returns the ids, in order, of the entities that claims link to those of Of: what stands at their other ends. Of the query it looks at
	// Of, without which there are none, Relations, Factualities, Since, Until and MinConfidence.
	Neighbours(ctx context.Context, q ClaimQuery) ([]string, error)

	// Edges returns the selected typed edges, in order of relation, subject, object.
	Edges(ctx context.Context, q EdgeQuery) ([]Edge, error)

	// Profile counts the claims about an entity by factuality and relation, its edges, and the articles that mention it. Of one that the graph
	// lacks it is all zeros.
	Profile(ctx context.Context, id string) (Profile, error)

	// Article returns the article of that id, or ErrNotFound.
	Article(ctx context.Context, id string) (Article, error)

	// Articles calls yield for every article in order of id.
	Articles(ctx context.Context, yield func(Article) error) error

	// Contributions calls yield with what each article added, as it was read, in order of article id: `push` reads a graph through it.
	// What the decisions make of it gives [EachDecided].
	Contributions(ctx context.Context, yield func(Contribution) error) error

	// Status counts, and digests the graph.
	Status(ctx context.Context) (Status, error)

	// Close releases the store.
	Close(ctx context.Context) error
}
