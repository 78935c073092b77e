package schema

// Factuality is how an article presents what a claim says.
type Factuality string

const (
	Asserted Factuality = "asserted" // it happened or holds, whoever says so
	Negated  Factuality = "negated"  // it did not happen or does not hold
	Planned  Factuality = "planned"  // intended, agreed or scheduled
	Possible Factuality = "possible" // may, might, alleged, asked, conditional
)

// Factualities lists the four values in the order in which they are shown.
var Factualities = []Factuality{Asserted, Planned, Possible, Negated}

// A Claim is one distinct thing that an article says about two entities.
type Claim struct {
	ID         string     `json:"id"` // see [ClaimID]
	Article    string     `json:"article"`
	Subject    string     `json:"subject"`  // entity id
	Relation   string     `json:"relation"` // a name of the ontology: "JOINED"
	Object     string     `json:"object"`   // entity id
	Factuality Factuality `json:"factuality"`
	Date       Date       `json:"date,omitzero"`         // of the event, not of the report
	Attributed string     `json:"attribution,omitempty"` // entity id of who says it, if the text names one

	// Evidence is the sentence that carries the relation's word, verbatim; Field and Span say where it stands in the article.
	Evidence string `json:"evidence"`
	Field    Field  `json:"field"`
	Span

	Confidence float64  `json:"confidence"` // 0–1
	CAMEO      string   `json:"cameo,omitempty"`
	PLOVER     []string `json:"plover,omitempty"`

	// Reasons say how it was read, for `extract --explain`: the frame, the factuality cue, the date's source.
	Reasons []string `json:"reasons,omitempty"`
}

// Key is what makes two claims of one article the same claim. Symmetric pairs are in id order.
type Key struct{ Subject, Relation, Object, Factuality, Date, Attributed string }

// Key returns the claim's key.
func (c *Claim) Key() Key {
	s, o := c.Subject, c.Object
	if r, ok := LookupRelation(c.Relation); ok && r.Symmetric && o < s {
		s, o = o, s
	}
	return Key{s, c.Relation, o, string(c.Factuality), c.Date.Value, c.Attributed}
}
