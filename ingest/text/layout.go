package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"geokg/schema"
)

// layOut joins title and text to a document with dateline, paragraphs, sentences and tokens, without tags.
func (r *rules) layOut(a *schema.Article) *schema.Document {
	d := &schema.Document{Text: a.Text, Published: a.Published}
	if a.Title != "" {
		d.Text = a.Title + "\n\n" + a.Text
		d.TitleEnd, d.TextStart = len(a.Title), len(a.Title)+2
	}
	r.addTitle(d)
	r.addBody(d)
	return d
}

func (r *rules) addTitle(d *schema.Document) {
	for _, p := range paragraphs(d.Text, schema.Span{Start: 0, End: d.TitleEnd}) {
		d.Paragraphs = append(d.Paragraphs, p)
		r.addSentences(d, p, true)
	}
}

func (r *rules) addBody(d *schema.Document) {
	for i, p := range paragraphs(d.Text, schema.Span{Start: d.TextStart, End: len(d.Text)}) {
		d.Paragraphs = append(d.Paragraphs, p)
		if i < datelineParagraphs && d.Dateline.Span.Len() == 0 {
			d.Dateline = r.dateline(d.Text, p)
			p.Start += d.Dateline.Span.Len()
		}
		r.addSentences(d, p, false)
	}
}

// addSentences adds the sentences of a span, which belongs to the last paragraph.
func (r *rules) addSentences(d *schema.Document, span schema.Span, headline bool) {
	tokens := r.tokens(d.Text, span)
	if len(tokens) == 0 {
		return
	}
	from := 0
	for _, to := range r.sentences(tokens) {
		d.Sentences = append(d.Sentences, schema.Sentence{
			Span:      schema.Span{Start: tokens[from].Start, End: tokens[to-1].End},
			Paragraph: len(d.Paragraphs) - 1,
			Headline:  headline,
			Tokens:    tokens[from:to:to],
		})
		from = to
	}
}

// paragraphs returns the spans of the paragraphs: the lines that are not blank, or what blank lines divide if lines
// were broken to a width.
func paragraphs(text string, span schema.Span) []schema.Span {
	lines := splitLines(text, span)
	if !isWrapped(text, lines) {
		out := lines[:0]
		for _, l := range lines {
			if l.Len() > 0 {
				out = append(out, l)
			}
		}
		return out
	}
	var out []schema.Span
	open := false
	for _, l := range lines {
		switch {
		case l.Len() == 0:
			open = false
		case open:
			out[len(out)-1].End = l.End
		default:
			out, open = append(out, l), true
		}
	}
	return out
}

// splitLines returns the lines without the white space at their ends; blank ones are empty spans.
func splitLines(text string, span schema.Span) []schema.Span {
	var lines []schema.Span
	for start := span.Start; start < span.End; {
		end, next := span.End, span.End
		if n := strings.IndexAny(text[start:span.End], "\n\u2028\u2029"); n >= 0 {
			end = start + n
			_, size := utf8.DecodeRuneInString(text[end:])
			next = end + size
		}
		lines = append(lines, trim(text, schema.Span{Start: start, End: end}))
		start = next
	}
	return lines
}

// trim cuts white space off both ends of the span.
func trim(text string, s schema.Span) schema.Span {
	left := strings.TrimLeftFunc(text[s.Start:s.End], unicode.IsSpace)
	s.Start = s.End - len(left)
	s.End = s.Start + len(strings.TrimRightFunc(left, unicode.IsSpace))
	return s
}

// isWrapped reports whether lines were broken to a width, as in plain-text files: then many that follow another go on
// in lower case.
func isWrapped(text string, lines []schema.Span) bool {
	const leastPairs, leastShare = 4, 0.3
	pairs, goOn := 0, 0
	for i := 1; i < len(lines); i++ {
		if lines[i-1].Len() == 0 || lines[i].Len() == 0 {
			continue
		}
		pairs++
		if c, _ := utf8.DecodeRuneInString(text[lines[i].Start:lines[i].End]); unicode.IsLower(c) {
			goOn++
		}
	}
	return pairs >= leastPairs && float64(goOn) >= leastShare*float64(pairs)
}
