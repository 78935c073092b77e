package text

import (
	"strings"
	"unicode"

	"geokg/schema"
)

// layOut joins title and text to a document with paragraphs, sentences and tokens, without tags.
func (r *rules) layOut(a *schema.Article) *schema.Document {
	d := &schema.Document{Text: a.Text, Published: a.Published}
	if a.Title != "" {
		d.Text = a.Title + "\n\n" + a.Text
		d.TitleEnd, d.TextStart = len(a.Title), len(a.Title)+2
	}
	r.addParagraphs(d, schema.Span{Start: 0, End: d.TitleEnd}, true)
	r.addParagraphs(d, schema.Span{Start: d.TextStart, End: len(d.Text)}, false)
	return d
}

// addParagraphs adds each line of the span that is not blank as a paragraph, with its sentences.
func (r *rules) addParagraphs(d *schema.Document, span schema.Span, headline bool) {
	for start := span.Start; start < span.End; {
		end := span.End
		if n := strings.IndexAny(d.Text[start:span.End], "\n\r\u2028\u2029"); n >= 0 {
			end = start + n
		}
		if p := trim(d.Text, schema.Span{Start: start, End: end}); p.Len() > 0 {
			d.Paragraphs = append(d.Paragraphs, p)
			r.addSentences(d, p, headline)
		}
		start = end + 1
	}
}

// trim cuts white space off both ends of the span.
func trim(text string, s schema.Span) schema.Span {
	left := strings.TrimLeftFunc(text[s.Start:s.End], unicode.IsSpace)
	s.Start = s.End - len(left)
	s.End = s.Start + len(strings.TrimRightFunc(left, unicode.IsSpace))
	return s
}

func (r *rules) addSentences(d *schema.Document, p schema.Span, headline bool) {
	tokens := r.tokens(d.Text, p)
	from := 0
	for _, to := range r.sentences(tokens) {
		if from == to {
			continue
		}
		d.Sentences = append(d.Sentences, schema.Sentence{
			Span:      schema.Span{Start: tokens[from].Start, End: tokens[to-1].End},
			Paragraph: len(d.Paragraphs) - 1,
			Headline:  headline,
			Tokens:    tokens[from:to:to],
		})
		from = to
	}
}
