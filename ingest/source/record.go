package source

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"geokg/schema"
)

// sourceRecord is the Source of a publication date that a record gave.
const sourceRecord schema.DateSource = "record"

// A record is an article in JSON.
type record struct {
	ID        scalar `json:"id"`
	URL       string `json:"url"`
	Title     string `json:"title"`
	Published scalar `json:"published"`
	Source    string `json:"source"`
	Text      string `json:"text"`
	HTML      string `json:"html"`
	Language  string `json:"language"`
}

// A scalar is a string or, as written, a number; null is "".
type scalar string

// UnmarshalJSON reads the scalar. Other values are left for the caller to remark on, as they are written.
func (s *scalar) UnmarshalJSON(b []byte) error {
	if bytes.Equal(b, []byte("null")) {
		return nil
	}
	if b[0] == '"' {
		var v string
		err := json.Unmarshal(b, &v)
		*s = scalar(v)
		return err
	}
	*s = scalar(b)
	return nil
}

// recordItem reads a record. An error wraps ErrInvalidRecord; the item then has the record's key, if that could be read.
func recordItem(name string, b []byte) (Item, error) {
	var r record
	if err := json.Unmarshal(b, &r); err != nil {
		return Item{}, fmt.Errorf("%w: %s", ErrInvalidRecord, explain(err))
	}
	if trimmed := bytes.TrimSpace(b); len(trimmed) == 0 || trimmed[0] != '{' {
		return Item{}, fmt.Errorf("%w: it is null, want an object", ErrInvalidRecord)
	}
	it := Item{Name: name, Article: r.article()}
	if !utf8.Valid(b) { // the decoder replaced what is invalid
		it.Article.Remarks = append(it.Article.Remarks, remarkUTF8)
	}
	switch {
	case strings.TrimSpace(r.Text) != "":
	case strings.TrimSpace(r.HTML) != "":
		it.Article.Text = ""
		it.HTML = []byte(r.HTML)
	default:
		err := fmt.Errorf(`%w: it has neither "text" nor "html"`, ErrInvalidRecord)
		if it.Article.Key == "" {
			return Item{}, err
		}
		return Item{Article: &schema.Article{Key: it.Article.Key}}, err
	}
	return it, nil
}

// article returns what the record says.
func (r *record) article() *schema.Article {
	a := &schema.Article{
		Key:   string(r.ID),
		URL:   strings.TrimSpace(r.URL),
		Title: strings.Join(strings.Fields(r.Title), " "),
		Site:  strings.TrimSpace(r.Source),
		Text:  r.Text,

		Language: strings.ToLower(strings.TrimSpace(r.Language)),
	}
	d, err := parsePublished(string(r.Published))
	if err != nil {
		a.Remarks = append(a.Remarks, "publication date left out: "+err.Error())
	}
	a.Published = d
	return a
}

// parsePublished reads a day, a month, a year or an RFC 3339 time. The day of a time is the one on its own clock.
func parsePublished(s string) (schema.Date, error) {
	s = strings.TrimSpace(s)
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		s = t.Format("2006-01-02")
	}
	d, err := schema.ParseDate(s)
	if err != nil {
		const longest = 40
		if len(s) > longest {
			s = strings.ToValidUTF8(s[:longest], "") + "…"
		}
		return schema.Date{}, fmt.Errorf("%q is not YYYY-MM-DD, YYYY-MM, YYYY or an RFC 3339 time", s)
	}
	if !d.IsZero() {
		d.Source = sourceRecord
	}
	return d, nil
}

// explain says what is wrong with a record, in the record's terms.
func explain(err error) string {
	var t *json.UnmarshalTypeError
	if !errors.As(err, &t) {
		return strings.TrimPrefix(err.Error(), "json: ")
	}
	if t.Field == "" {
		return "it is " + t.Value + ", want an object"
	}
	return fmt.Sprintf("%q is %s, want a string", t.Field, t.Value)
}
