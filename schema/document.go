package schema

import "strings"

// Field names where a span of a Document lies.
type Field string

const (
	FieldTitle Field = "title" // Article.Title
	FieldText  Field = "text"  // Article.Text
)

// A Span is a half-open range [Start, End) of byte offsets into Document.Text.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Len returns the number of bytes in the span.
func (s Span) Len() int { return s.End - s.Start }

// Contains reports whether t lies within s.
func (s Span) Contains(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// Overlaps reports whether the two spans share a byte.
func (s Span) Overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }

// A Document is an article's title and text, split into paragraphs, sentences and tokens, each sentence
// tagged and parsed. All spans are byte offsets into Text.
type Document struct {
	// Text is the title, a blank line, and the article's text; without a title it is the article's text.
	Text string `json:"text"`
	// TextStart is the offset in Text at which the article's own text begins; the title is Text[:TitleEnd].
	TextStart int `json:"textStart"`
	TitleEnd  int `json:"titleEnd"`

	// Published is the article's publication date, against which relative dates were resolved.
	Published Date `json:"published,omitzero"`

	// Dateline is what stood before the first sentence's own words ("SEOUL, April 5 (Agency) -"); empty if there was none.
	// Its tokens belong to no sentence.
	Dateline Dateline `json:"dateline,omitzero"`

	Paragraphs []Span     `json:"paragraphs"`
	Sentences  []Sentence `json:"sentences"`

	// Names are the names of people, organizations and places that the tagger saw in the sentences, in text order and
	// without overlap, whether a gazetteer knows them or not.
	Names []NameSpan `json:"names,omitempty"`

	// Dates are the date expressions found in the sentences, in text order.
	Dates []DateExpr `json:"dates,omitempty"`
}

// A Dateline is the place, day and agency that open a news report.
type Dateline struct {
	Span   Span   `json:"span"`
	Place  string `json:"place,omitempty"`  // as written: "SEOUL"
	Agency string `json:"agency,omitempty"` // as written: "Reuters"
	Date   string `json:"date,omitempty"`   // as written: "April 5"
}

// A Sentence is a run of tokens with one dependency tree.
type Sentence struct {
	Span
	Paragraph int     `json:"paragraph"` // index into Document.Paragraphs
	Headline  bool    `json:"headline,omitempty"`
	Tokens    []Token `json:"tokens"`
}

// A Token is a syntactic word in the sense of Universal Dependencies: "South", "Korea", "'s", "do", "n't".
type Token struct {
	Span
	Form       string `json:"form"`            // Document.Text[Start:End]
	Lemma      string `json:"lemma"`           // dictionary form, lower case unless a proper noun
	UPOS       string `json:"upos"`            // universal part of speech: NOUN, PROPN, VERB, …
	XPOS       string `json:"xpos"`            // Penn Treebank tag: NN, NNP, VBD, …
	Feats      string `json:"feats,omitempty"` // Mood, Number, Tense, VerbForm, Voice as in CoNLL-U: "Mood=Ind|Tense=Past|VerbForm=Fin"
	Head       int    `json:"head"`            // index of the head in Sentence.Tokens; -1 for the root
	Deprel     string `json:"deprel"`          // universal dependency relation, subtypes kept: nsubj, nsubj:pass, …
	SpaceAfter bool   `json:"spaceAfter"`      // whether white space follows
}

// A NameSpan is a name in a sentence, without title and article ("Obama", "Bank of England").
type NameSpan struct {
	Span
	Sentence int      `json:"sentence"` // index into Document.Sentences
	First    int      `json:"first"`    // tokens [First, Last) of that sentence
	Last     int      `json:"last"`
	Type     NameType `json:"type"` // the tagger's guess
}

// A NameType is what a name seems to name, by its looks and its sentence.
type NameType string

const (
	NameOfPerson       NameType = "person"
	NameOfOrganization NameType = "organization" // alliances and agencies too
	NameOfPlace        NameType = "place"        // countries too
)

// A DateExpr is a date expression in a sentence ("on Tuesday", "in April 2022", "two days later").
type DateExpr struct {
	Span
	Sentence int  `json:"sentence"` // index into Document.Sentences
	First    int  `json:"first"`    // tokens [First, Last) of that sentence
	Last     int  `json:"last"`
	Date     Date `json:"date"`
}

// FieldSpan maps a span of Text to the article's field and the span within it. A span never crosses the two.
func (d *Document) FieldSpan(s Span) (Field, Span) {
	if s.Start < d.TextStart {
		return FieldTitle, s
	}
	return FieldText, Span{s.Start - d.TextStart, s.End - d.TextStart}
}

// Feat returns the value of a feature of the token's form, as "Past" for "Tense", or "" if it has none.
func (t *Token) Feat(name string) string {
	for f := range strings.SplitSeq(t.Feats, "|") {
		if value, ok := strings.CutPrefix(f, name+"="); ok {
			return value
		}
	}
	return ""
}

// Slice returns the text of a span.
func (d *Document) Slice(s Span) string { return d.Text[s.Start:s.End] }

// Roots returns the indexes of the tokens without a head; a well-formed sentence has one.
func (s *Sentence) Roots() []int {
	var r []int
	for i, t := range s.Tokens {
		if t.Head < 0 {
			r = append(r, i)
		}
	}
	return r
}
