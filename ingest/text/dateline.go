package text

import (
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"geokg/schema"
)

const (
	datelineParagraphs = 5  // paragraphs of the body in which a dateline is looked for; a caption may stand before it
	maxDateline        = 90 // bytes before its dash
	minLead            = 40 // bytes of the paragraph after it; shorter ones are captions
)

// datelineEnd is the dash or colon that closes a dateline, with the white space around it. A hyphen needs white space
// before it, or the agency's bracket, so that "Paris-based" is none.
var datelineEnd = regexp.MustCompile(`(?:\s+|\))(?:-{1,2}|[–—―])\s+|\s*[–—―]\s*|:\s+`)

// dateline finds the dateline that opens the paragraph. The zero Dateline says that there is none; otherwise its span is
// what to cut off: it ends where the sentence's own words begin.
func (r *rules) dateline(text string, p schema.Span) schema.Dateline {
	s := text[p.Start:p.End]
	if n := r.leadingDate(s); n > 0 {
		return schema.Dateline{Span: schema.Span{Start: p.Start, End: p.Start + n}, Date: strings.TrimSpace(s[:n])}
	}
	at := datelineEnd.FindStringIndex(s[:min(len(s), maxDateline)])
	if at == nil || at[0] == 0 && s[0] != '(' || len(s)-at[1] < minLead {
		return schema.Dateline{}
	}
	head, lead, mark := s[:at[0]], s[at[1]:], s[at[0]:at[1]]
	if mark[0] == ')' {
		head += ")"
	}
	d, strong := readDateline(head)
	first, _, _ := strings.Cut(strings.TrimLeft(lead, `"'“‘`), " ")
	switch {
	case d == schema.Dateline{} || !beginsUpper(first):
		return schema.Dateline{}
	case mark[0] == ':' && !isShouted(d.Place):
		return schema.Dateline{}
	case !strong && (!r.starters[strings.ToLower(first)] || !strings.HasPrefix(mark, " ")):
		return schema.Dateline{} // "Korea - Japan talks": the dash joins two names
	}
	d.Span = schema.Span{Start: p.Start, End: p.Start + at[1]}
	return d
}

// dayFirst is a date that runs into the first sentence: "Friday, May 6, 2022 The ministers met …".
var dayFirst = regexp.MustCompile(`^(?:\pL+, )?(?:\pL+ \d{1,2}, \d{4}|\d{1,2} \pL+ \d{4})\s+`)

var dayLayouts = []string{
	"Monday, January 2, 2006", "Monday, 2 January 2006", "January 2, 2006", "2 January 2006",
	"Mon, Jan 2, 2006", "Mon, 2 Jan 2006", "Jan 2, 2006", "2 Jan 2006",
}

// leadingDate returns the length of a date, and the white space after it, that stands before a sentence without being
// part of it, or 0.
func (r *rules) leadingDate(s string) int {
	n := len(dayFirst.FindString(s))
	if n == 0 || len(s)-n < minLead {
		return 0
	}
	word, _, _ := strings.Cut(s[n:], " ")
	if !beginsUpper(word) || !r.starters[strings.ToLower(word)] {
		return 0
	}
	day := strings.TrimSpace(s[:n])
	for _, layout := range dayLayouts {
		if _, err := time.Parse(layout, day); err == nil {
			return n
		}
	}
	return 0
}

// readDateline reads "PLACE, Country, date (Agency)", each but one of which may be missing. strong says that its shape
// is a dateline's beyond doubt: an agency, a date, or a place in capitals.
func readDateline(head string) (d schema.Dateline, strong bool) {
	head = strings.TrimSpace(head)
	if strings.HasSuffix(head, ")") {
		open := strings.LastIndexByte(head, '(')
		if open < 0 {
			return d, false
		}
		d.Agency = strings.TrimSpace(head[open+1 : len(head)-1])
		head = strings.TrimSpace(head[:open])
	}
	var place, date []string
	if hasDigit(d.Agency) { // "GENEVA (5 May 2022)"
		d.Agency, date = "", []string{d.Agency}
	}
	for part := range strings.SplitSeq(head, ",") {
		switch part = strings.TrimSpace(part); {
		case part == "":
		case hasDigit(part):
			date = append(date, part)
		default:
			place = append(place, part)
		}
	}
	d.Place, d.Date = strings.Join(place, ", "), strings.Join(date, ", ")
	if !isName(d.Place, 5) || !isName(d.Agency, 6) || len(strings.Fields(d.Date)) > 4 || d.Date != "" && len(date) > 2 {
		return schema.Dateline{}, false
	}
	if d.Agency != "" && len(strings.Fields(d.Place)) > 3 && len(place) == 1 && !isShouted(d.Place) {
		return schema.Dateline{}, false // "North Atlantic Treaty Organization (NATO) - The …"
	}
	return d, d.Agency != "" || isShouted(d.Place) || d.Date != "" && d.Place != ""
}

func hasDigit(s string) bool { return strings.IndexFunc(s, unicode.IsDigit) >= 0 }

// isName reports whether s is at most so many words that begin with capitals, but for particles.
func isName(s string, words int) bool {
	f := strings.Fields(s)
	for i, w := range f {
		particle := i > 0 && len(w) <= 3
		if !beginsUpper(w) && !particle || strings.ContainsAny(w, `"“”!?;:`) {
			return false
		}
	}
	return len(f) <= words
}

// isShouted reports whether the first word, of four letters or more, is in capitals. Shorter ones are acronyms.
func isShouted(place string) bool {
	first, _, _ := strings.Cut(place, " ")
	letters := strings.Map(func(c rune) rune {
		if unicode.IsLetter(c) {
			return c
		}
		return -1
	}, first)
	second := strings.TrimPrefix(place, first)
	return (utf8.RuneCountInString(letters) >= 4 || len(second) > 3 && second == strings.ToUpper(second)) && isCapitals(letters)
}

func beginsUpper(s string) bool {
	c, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(c)
}
