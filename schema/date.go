package schema

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Precision says how much of a Date is known.
type Precision string

const (
	PrecisionNone  Precision = ""
	PrecisionYear  Precision = "year"
	PrecisionMonth Precision = "month"
	PrecisionDay   Precision = "day"
)

// DateSource says how a Date was come by.
type DateSource string

const (
	SourceText      DateSource = "text"      // the words give it whole: "5 April 2022"
	SourceResolved  DateSource = "resolved"  // the words with the publication date: "on Tuesday", "last month"
	SourceDocument  DateSource = "document"  // carried over from another sentence of the article, which this one goes on from or tells again
	SourcePublished DateSource = "published" // only the publication date, by the verb's tense: the month or year in which it is told as news
)

// A Date is a calendar date of the proleptic Gregorian calendar, as precise as it is known.
// The zero Date is an unknown one.
type Date struct {
	Value     string     `json:"value"`            // "2022-04-05", "2022-04", "2022" or ""
	Precision Precision  `json:"precision"`        // of Value
	Source    DateSource `json:"source,omitempty"` // how it was come by; free text for Article.Published
	Remark    string     `json:"remark,omitempty"` // "weekday contradicts the date"
}

// ParseDate reads "YYYY-MM-DD", "YYYY-MM", "YYYY" or a time stamp that begins with a day. The empty string is the zero Date.
func ParseDate(s string) (Date, error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return Date{}, nil
	}
	if len(s) > 10 && (s[10] == 'T' || s[10] == ' ') {
		s = s[:10]
	}
	for _, f := range []struct {
		layout string
		p      Precision
	}{{"2006-01-02", PrecisionDay}, {"2006-01", PrecisionMonth}, {"2006", PrecisionYear}} {
		if _, err := time.Parse(f.layout, s); err == nil {
			return Date{Value: s, Precision: f.p}, nil
		}
	}
	return Date{}, fmt.Errorf("date %q: want YYYY-MM-DD, YYYY-MM or YYYY", s)
}

// Day, Month and Year make a Date of that precision.
func Day(t time.Time) Date   { return Date{Value: t.Format("2006-01-02"), Precision: PrecisionDay} }
func Month(t time.Time) Date { return Date{Value: t.Format("2006-01"), Precision: PrecisionMonth} }
func Year(t time.Time) Date  { return Date{Value: t.Format("2006"), Precision: PrecisionYear} }

// IsZero reports whether the date is unknown.
func (d Date) IsZero() bool { return d.Value == "" }

// Year returns the year, or 0 if the date is unknown.
func (d Date) Year() int {
	if len(d.Value) < 4 {
		return 0
	}
	y, _ := strconv.Atoi(d.Value[:4])
	return y
}

// Bounds returns the first day of the period that d names and the first day after it. ok is false for an unknown date.
func (d Date) Bounds() (from, to time.Time, ok bool) {
	switch d.Precision {
	case PrecisionDay:
		t, err := time.Parse("2006-01-02", d.Value)
		return t, t.AddDate(0, 0, 1), err == nil
	case PrecisionMonth:
		t, err := time.Parse("2006-01", d.Value)
		return t, t.AddDate(0, 1, 0), err == nil
	case PrecisionYear:
		t, err := time.Parse("2006", d.Value)
		return t, t.AddDate(1, 0, 0), err == nil
	}
	return time.Time{}, time.Time{}, false
}

// Within reports whether the period of d overlaps [since, until]; a zero bound is open. An unknown date is within no bounded range.
func (d Date) Within(since, until Date) bool {
	if since.IsZero() && until.IsZero() {
		return true
	}
	from, to, ok := d.Bounds()
	if !ok {
		return false
	}
	if s, _, ok := since.Bounds(); ok && !to.After(s) {
		return false
	}
	if _, u, ok := until.Bounds(); ok && !from.Before(u) {
		return false
	}
	return true
}
