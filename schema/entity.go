package schema

// MentionKind says by what sort of words an entity is mentioned.
type MentionKind string

const (
	MentionName    MentionKind = "name"    // "South Korea", "NATO", "Kim Jong-un"
	MentionDemonym MentionKind = "demonym" // "South Korean" in "South Korean troops"
	MentionNominal MentionKind = "nominal" // "the country's spy agency", "the alliance", "both countries"
	MentionPronoun MentionKind = "pronoun" // "it", "they", "we"
	MentionEvent   MentionKind = "event"   // "the NATO summit in Madrid", "missile test"
)

// A Mention is a run of tokens in one sentence that names or stands for one or more entities.
type Mention struct {
	Span
	Sentence int         `json:"sentence"` // index into Document.Sentences
	First    int         `json:"first"`    // tokens [First, Last)
	Last     int         `json:"last"`
	Head     int         `json:"head"` // the token that the rest depends on
	Kind     MentionKind `json:"kind"`
	// Entities are ids: one, or several where the words stand for a group ("both countries"). Never empty.
	Entities []string `json:"entities"`
	Score    float64  `json:"score"`  // 0–1: how sure the link is
	Reason   string   `json:"reason"` // why: "longest name", "acronym defined in the article", "only candidate subject"
}

// An Entity is a node of the graph: someone or something that claims are about.
type Entity struct {
	ID    string `json:"id"`
	Label Label  `json:"label"`
	Name  string `json:"name"` // canonical English name

	Aliases  []string `json:"aliases,omitempty"`  // other names, sorted
	Country  string   `json:"country,omitempty"`  // ISO 3166-1 alpha-3 of the country it belongs to; a country's own code
	Parent   string   `json:"parent,omitempty"`   // id of the alliance or agency that it is a body of, or whose event it is
	ISO3     string   `json:"iso3,omitempty"`     // countries only
	Wikidata string   `json:"wikidata,omitempty"` // "Q884"

	// Events only.
	Type  string `json:"type,omitempty"`  // "summit", "missile test", "election", "attack"
	Date  Date   `json:"date,omitzero"`   // of the event
	Place string `json:"place,omitempty"` // id of the place or country

	// Reference tells that the gazetteer knows it; false for what an article alone has named.
	Reference bool `json:"reference,omitempty"`
}

// Of returns what the gold format calls `*_of`: the country that a person, agency, organization or place belongs to,
// a country's own code, the alliance of an alliance's body, and "" for a sovereign alliance, an event, an agreement.
func (e *Entity) Of() string {
	switch e.Label {
	case Event, Agreement:
		return ""
	case Alliance:
		return e.Parent
	}
	if e.Country != "" {
		return e.Country
	}
	return e.Parent
}
