package webpage

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"

	"geokg/schema"
)

// DefaultMaxBytes is the largest page that [Extract] reads if Options.MaxBytes is zero: 16 MiB. News pages have a
// tenth to one MiB.
const DefaultMaxBytes = 16 << 20

// Errors of [Extract], to be asked for with errors.Is.
var (
	// ErrEmpty is returned for a page of no bytes, or of white space only.
	ErrEmpty = errors.New("page is empty")
	// ErrBinary is returned for bytes that are not text: a PDF, an image, a compressed page.
	ErrBinary = errors.New("not a web page but binary data")
	// ErrTooLarge is returned for a page over the limit, before or after it is decoded to UTF-8, and for one of very many
	// elements.
	ErrTooLarge = errors.New("page is too large")
	// ErrCharset is returned for bytes that are not UTF-8, whose declared charset is not known, and whose real one
	// cannot be told from the bytes.
	ErrCharset = errors.New("unknown charset")
	// ErrRefused is returned for a page that keeps its article to itself: a paywall, a question for consent, a check for robots.
	ErrRefused = errors.New("the page does not show the article")
	// ErrNoArticle is returned for a page that holds no article: a front page, a list of links, a form.
	ErrNoArticle = errors.New("no article on the page")
)

// Options say what is known about a page from outside it. The zero value is usable.
type Options struct {
	// URL is the address that the page was got from, absolute. It resolves relative links, stands in for a missing
	// canonical address, and may hold the publication date.
	URL string
	// ContentType is the HTTP header of that name, for its charset: "text/html; charset=koi8-r".
	ContentType string
	// MaxBytes is the largest page that is read, in bytes, as given and again as UTF-8; 0 means [DefaultMaxBytes].
	MaxBytes int64
}

// Extract returns the article on a page. Text is valid UTF-8 with one paragraph a line; ID and Key are empty.
//
// Errors wrap [ErrEmpty], [ErrBinary], [ErrTooLarge], [ErrCharset], [ErrRefused] or [ErrNoArticle] and name the page; the article is
// then the zero value. Whatever the bytes are, Extract does not panic, and its time grows about linearly with them.
func Extract(page []byte, opts Options) (schema.Article, error) {
	a, err := extract(page, opts)
	if err != nil {
		name := opts.URL
		if name == "" {
			name = "web page"
		}
		return schema.Article{}, fmt.Errorf("extract %s: %w", name, err)
	}
	return a, nil
}

func extract(page []byte, opts Options) (schema.Article, error) {
	text, remarks, err := decode(page, opts)
	if err != nil {
		return schema.Article{}, err
	}
	address, remark := parseAddress(opts.URL)
	remarks = appendRemark(remarks, remark)
	doc, remark, err := parse(text)
	if err != nil {
		return schema.Article{}, err
	}
	remarks = appendRemark(remarks, remark)

	m := readMetadata(doc, address)
	lines := allLines(doc.Get(0))
	body := mainText(doc, m, address)
	if err := refused(lines, body); err != nil {
		return schema.Article{}, err
	}
	if !m.accepts(body) {
		return schema.Article{}, ErrNoArticle
	}
	return schema.Article{
		URL:       m.address,
		Title:     m.title,
		Site:      m.site,
		Author:    m.author,
		Language:  m.language,
		Published: m.published,
		Text:      body,
		Remarks:   remarks,
	}, nil
}

// The least text, in characters, that is taken for an article. A page that says that it is one may be a news flash
// of a sentence; on any other page, less than a paragraph is more likely what is left of a menu or a form.
const (
	minDeclared   = 40
	minUndeclared = 140
)

// accepts reports whether the text is enough to be the article of a page with this metadata.
func (m *metadata) accepts(text string) bool {
	n := utf8.RuneCountInString(text)
	if m.declared {
		return n >= minDeclared
	}
	return n >= minUndeclared && strings.ContainsAny(text, ".!?…。।؟")
}

// parseAddress reads Options.URL. An address that is no absolute http or https URL is left out, with a remark.
func parseAddress(s string) (*url.URL, string) {
	if s == "" {
		return nil, ""
	}
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, fmt.Sprintf("address %q is not an absolute http URL, left out", s)
	}
	return u, ""
}

// maxElements is the most elements that a page may have. It bounds the time for a page that is made to take long: the
// methods look at every element some dozens of times. Long live blogs have 50,000.
const maxElements = 200_000

// parse builds the tree of a page. The HTML parser refuses markup that is nested over 512 deep; such a page is
// read again without its containers.
func parse(text string) (*goquery.Document, string, error) {
	remark := ""
	root, err := html.Parse(strings.NewReader(text))
	if err != nil {
		remark = "markup nested too deeply, read without its containers"
		root, err = html.Parse(strings.NewReader(flatten(text)))
	}
	if err != nil {
		return nil, "", fmt.Errorf("parse HTML: %w", err)
	}
	n := 0
	for range root.Descendants() {
		if n++; n > 2*maxElements { // about every second node is text
			return nil, "", fmt.Errorf("%w: it has over %d elements", ErrTooLarge, maxElements)
		}
	}
	return goquery.NewDocumentFromNode(root), remark, nil
}

func appendRemark(remarks []string, r string) []string {
	if r == "" {
		return remarks
	}
	return append(remarks, r)
}
