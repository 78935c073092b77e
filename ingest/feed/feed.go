package feed

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"

	"geokg/schema"
)

// ErrNoList is the error of what is no feed and no sitemap.
var ErrNoList = errors.New("neither a feed nor a sitemap")

// A List is what a feed or sitemap names, in its order.
type List struct {
	Title   string
	Entries []Entry
	// Lists are the URLs of further sitemaps, of an index.
	Lists []string
}

// An Entry is one article that is listed.
type Entry struct {
	URL       string // absolute
	Title     string
	Published schema.Date
}

// Is reports whether the first bytes of a document look like a list: the root of a feed or sitemap, or a JSON Feed.
func Is(body []byte) bool {
	root := rootOf(body)
	switch root {
	case "rss", "feed", "RDF", "urlset", "sitemapindex":
		return true
	}
	head := bytes.TrimSpace(body[:min(len(body), 1024)])
	return bytes.HasPrefix(head, []byte("{")) && bytes.Contains(head, []byte("jsonfeed.org/version"))
}

// rootOf returns the name of the root element of an XML document, "" if it has none.
func rootOf(body []byte) string {
	d := decoder(body[:min(len(body), 64<<10)])
	for {
		t, err := d.RawToken()
		if err != nil {
			return ""
		}
		if e, ok := t.(xml.StartElement); ok {
			return e.Name.Local
		}
	}
}

// decoder reads XML as it is found; nothing in it is expanded but the five entities of XML.
func decoder(body []byte) *xml.Decoder {
	d := xml.NewDecoder(bytes.NewReader(body))
	d.Strict = false
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil } // URLs and roots are ASCII
	return d
}

// Parse reads a list. Relative URLs are taken from base. An entry without a URL of http or https is left out.
func Parse(base string, body []byte) (*List, error) {
	switch rootOf(body) {
	case "urlset", "sitemapindex":
		return sitemap(base, body)
	}
	if !Is(body) {
		return nil, ErrNoList
	}
	f, err := gofeed.NewParser().Parse(bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNoList, err)
	}
	l := &List{Title: f.Title}
	for _, it := range f.Items {
		link := it.Link
		if link == "" && strings.HasPrefix(it.GUID, "http") {
			link = it.GUID
		}
		at := it.PublishedParsed
		if at == nil {
			at = it.UpdatedParsed
		}
		l.add(base, link, it.Title, at)
	}
	return l, nil
}

// add adds an entry if it has a URL that can be fetched.
func (l *List) add(base, link, title string, at *time.Time) {
	u := absolute(base, link)
	if u == "" {
		return
	}
	e := Entry{URL: u, Title: strings.TrimSpace(title)}
	if at != nil {
		e.Published = schema.Day(at.UTC())
	}
	l.Entries = append(l.Entries, e)
}

// absolute returns a link as an absolute URL of http or https, "" if it is none.
func absolute(base, link string) string {
	b, err := url.Parse(base)
	if err != nil {
		return ""
	}
	u, err := b.Parse(strings.TrimSpace(link))
	if err != nil || strings.TrimSpace(link) == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	u.Fragment = ""
	return u.String()
}

// A sitemapEntry is a url or a sitemap element.
type sitemapEntry struct {
	Loc     string `xml:"loc"`
	LastMod string `xml:"lastmod"`
	News    struct {
		Title     string `xml:"title"`
		Published string `xml:"publication_date"`
	} `xml:"news"`
}

// maxEntries is how many URLs a sitemap may have by sitemaps.org; further ones are left out.
const maxEntries = 50_000

// sitemap reads a sitemap or an index of sitemaps, element by element.
func sitemap(base string, body []byte) (*List, error) {
	l := &List{}
	d := decoder(body)
	for n := 0; n < maxEntries; {
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("sitemap: %w", err)
		}
		start, ok := t.(xml.StartElement)
		if !ok || start.Name.Local != "url" && start.Name.Local != "sitemap" {
			continue
		}
		n++
		var e sitemapEntry
		if err := d.DecodeElement(&e, &start); err != nil {
			return nil, fmt.Errorf("sitemap: %w", err)
		}
		if start.Name.Local == "sitemap" {
			if u := absolute(base, e.Loc); u != "" {
				l.Lists = append(l.Lists, u)
			}
			continue
		}
		l.add(base, e.Loc, e.News.Title, timeOf(e.News.Published))
	}
	return l, nil
}

// timeOf reads a W3C date; nil if it is none. When a page was last changed is not when it was published.
func timeOf(s string) *time.Time {
	s = strings.TrimSpace(s)
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04Z07:00", "2006-01-02"} {
		if t, err := time.Parse(layout, s); err == nil {
			return &t
		}
	}
	return nil
}
