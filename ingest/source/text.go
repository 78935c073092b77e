package source

import (
	"bufio"
	"fmt"
	"strings"
	"unicode/utf8"

	"geokg/schema"
)

// maxTitle is the longest title of a plain text, in bytes.
const maxTitle = 200

// text reads a file of plain text as one article.
func (w *walker) text(name string, r *bufio.Reader) error {
	b, err := w.all(r)
	if err != nil {
		return w.fail(name, err)
	}
	if why := notText(string(b)); why != "" {
		return w.fail(name, fmt.Errorf("%w: %s", ErrBinary, why))
	}
	return w.give(Item{Name: name, Article: plainText(string(b))})
}

// notText says why the bytes are no text in UTF-8, or "". A few bad bytes are damage.
func notText(s string) string {
	if strings.IndexByte(s, 0) >= 0 {
		return "it has NUL bytes"
	}
	if utf8.ValidString(s) {
		return ""
	}
	good, bad := 0, 0
	for i, r := range s {
		if _, n := utf8.DecodeRuneInString(s[i:]); r == utf8.RuneError && n == 1 {
			bad++
		} else {
			good++
		}
	}
	if bad*4 > good {
		return "most of it is not UTF-8; convert it"
	}
	return ""
}

// plainText makes an article of a text: line feeds only, no white space at its ends.
func plainText(s string) *schema.Article {
	a := &schema.Article{}
	s, changed := valid(s)
	if changed {
		a.Remarks = append(a.Remarks, remarkUTF8)
	}
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s)
	a.Title, a.Text = splitTitle(strings.TrimSpace(s))
	return a
}

// splitTitle takes the title off a text: a short first line before a blank one, that does not end as a sentence does.
func splitTitle(s string) (title, text string) {
	first, rest, _ := strings.Cut(s, "\n")
	next, _, more := strings.Cut(rest, "\n")
	first = strings.TrimSpace(first)
	if !more || strings.TrimSpace(next) != "" || len(first) > maxTitle || strings.HasSuffix(first, ".") {
		return "", s
	}
	return first, strings.TrimSpace(rest)
}
