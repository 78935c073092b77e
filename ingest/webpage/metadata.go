package webpage

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/text/language"

	"geokg/schema"
)

// Places in which a publication date is found, as Article.Published.Source.
const (
	sourceJSONLD   schema.DateSource = "json-ld"
	sourceMeta     schema.DateSource = "meta"
	sourceItemprop schema.DateSource = "itemprop"
	sourceTime     schema.DateSource = "time"
	sourceURL      schema.DateSource = "url"
	sourcePage     schema.DateSource = "page" // a dateline that is text only
)

// metadata is what a page says about its article.
type metadata struct {
	title, site, author string
	address             string // canonical
	language            string // BCP 47 base language
	published           schema.Date
	body                string // JSON-LD's articleBody, markup and all
	declared            bool   // the page says that it is an article
}

// A reader collects the sources of metadata on a page, each read once.
type reader struct {
	doc     *goquery.Document
	address *url.URL          // that the page was got from, or nil
	metas   map[string]string // content of meta elements by name, property or itemprop, in lower case
	linked  linkedData
	lines   []string // of the page, once they are asked for

	clock []string // of the last date that instant has read: its match with timeOfDay
}

// readMetadata reads a page's metadata. It leaves doc as it is.
func readMetadata(doc *goquery.Document, address *url.URL) *metadata {
	r := &reader{doc: doc, address: address, metas: readMetas(doc), linked: readLinkedData(doc)}
	m := &metadata{
		author:   r.author(),
		language: r.language(),
		declared: r.linked.article != nil || strings.EqualFold(r.metas["og:type"], "article"),
	}
	canonical := r.canonical()
	if canonical != nil {
		m.address = canonical.String()
	}
	m.title, m.site = r.titleAndSite(canonical)
	m.published = r.published(canonical, m.title)
	m.body, _ = r.linked.article["articleBody"].(string)
	return m
}

// maxValue is the longest value, in bytes, that is taken for a title, a name or a date.
const maxValue = 1000

// readMetas returns the page's meta elements; the first with a name counts.
func readMetas(doc *goquery.Document) map[string]string {
	metas := map[string]string{}
	doc.Find("meta[content]").Each(func(_ int, s *goquery.Selection) {
		content := clean(s.AttrOr("content", ""))
		if content == "" || len(content) > maxValue {
			return
		}
		for _, k := range []string{"property", "name", "itemprop", "http-equiv"} {
			for _, name := range strings.Fields(strings.ToLower(s.AttrOr(k, ""))) {
				if metas[name] == "" {
					metas[name] = content
				}
			}
		}
	})
	return metas
}

// meta returns the content of the first meta element of a kind of metadata.txt, or "".
func (r *reader) meta(kind string) string {
	for _, name := range loaded.meta[kind] {
		if v := r.metas[name]; v != "" {
			return v
		}
	}
	return ""
}

// canonical returns the article's own address: the page's canonical link, Open Graph or JSON-LD's, or the address that
// the page was got from; nil if none is known. A canonical link to the front page is a common mistake, and ignored.
func (r *reader) canonical() *url.URL {
	base := r.address
	if href, ok := r.doc.Find("base[href]").First().Attr("href"); ok {
		if u := resolve(base, href); u != nil {
			base = u
		}
	}
	linked, _ := r.linked.article["url"].(string)
	for _, href := range []string{r.doc.Find(`link[rel~="canonical" i]`).First().AttrOr("href", ""), r.meta("url"), linked} {
		u := resolve(base, href)
		if u == nil || isFront(u) && r.address != nil && !isFront(r.address) {
			continue
		}
		return u
	}
	if r.address == nil {
		return nil
	}
	return withoutFragment(r.address)
}

// resolve returns href as an absolute http address, or nil. base may be nil.
func resolve(base *url.URL, href string) *url.URL {
	if href = strings.TrimSpace(href); href == "" {
		return nil
	}
	u, err := url.Parse(href)
	if err != nil {
		return nil
	}
	if base != nil {
		u = base.ResolveReference(u)
	}
	if u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil
	}
	return withoutFragment(u)
}

func withoutFragment(u *url.URL) *url.URL {
	v := *u
	v.Fragment, v.RawFragment = "", ""
	return &v
}

func isFront(u *url.URL) bool {
	return strings.Trim(u.Path, "/") == "" && u.RawQuery == ""
}

// maxAuthor is the longest byline in bytes; what is longer is a biography.
const maxAuthor = 200

// author returns the byline: JSON-LD's authors, the meta elements' or the page's, without "By".
func (r *reader) author() string {
	if a := byline(r.linked.names(r.linked.article["author"])); a != "" {
		return a
	}
	for _, name := range loaded.meta["author"] {
		if a := byline([]string{r.metas[name]}); a != "" {
			return a
		}
	}
	for _, selector := range loaded.selectors["author"] {
		var names []string
		r.doc.FindMatcher(selector).Each(func(_ int, s *goquery.Selection) {
			if !inBoilerplate(s.Get(0)) {
				names = append(names, innerText(s.Get(0)))
			}
		})
		if a := byline(names); a != "" {
			return a
		}
	}
	return ""
}

// byline joins names, each once, without those that are addresses of the Web or of mail, or too long.
func byline(names []string) string {
	var kept []string
	seen := map[string]bool{"": true}
	for _, n := range names {
		for _, by := range []string{"by ", "by: ", "posted by ", "written by "} {
			if len(n) > len(by) && strings.EqualFold(n[:len(by)], by) {
				n = strings.TrimSpace(n[len(by):])
			}
		}
		n = strings.Trim(n, " ,|")
		if key := strings.ToLower(n); !seen[key] && len(n) <= maxAuthor && !strings.ContainsAny(n, "@/") {
			seen[key] = true
			kept = append(kept, n)
		}
	}
	if s := strings.Join(kept, ", "); len(s) <= maxAuthor {
		return s
	}
	return kept[0]
}

// language returns the base language that the page declares ("en" of "en-GB"), or "".
func (r *reader) language() string {
	for _, s := range []string{r.doc.Find("html").AttrOr("lang", ""), r.linked.text(r.linked.article["inLanguage"]), r.meta("language")} {
		tag, err := language.Parse(strings.ReplaceAll(strings.TrimSpace(s), "_", "-"))
		if err != nil {
			continue
		}
		if base, confidence := tag.Base(); confidence == language.Exact {
			return base.String()
		}
	}
	return ""
}

// published returns the publication date from the first source that has one.
func (r *reader) published(canonical *url.URL, title string) schema.Date {
	stated, _ := r.linked.article["datePublished"].(string)
	sources := []struct {
		source schema.DateSource
		read   func() (schema.Date, bool)
	}{
		{sourceJSONLD, func() (schema.Date, bool) { return r.instant(stated) }},
		{sourceMeta, r.metaDate},
		{sourceItemprop, func() (schema.Date, bool) { return r.elementDate([]cascadia.Selector{itempropDate}) }},
		{sourceTime, func() (schema.Date, bool) { return r.elementDate(loaded.selectors["time"]) }},
		{sourceURL, func() (schema.Date, bool) { return r.addressDate(canonical, false) }},
		{sourcePage, func() (schema.Date, bool) { return r.elementDate(loaded.selectors["date"]) }},
		{sourcePage, func() (schema.Date, bool) { return r.dateBelow(title) }},
		{sourceURL, func() (schema.Date, bool) { return r.addressDate(canonical, true) }},
	}
	for _, s := range sources {
		if d, ok := s.read(); ok {
			d.Source = s.source
			return r.onPublishersClock(d, canonical, title)
		}
	}
	return schema.Date{}
}

var itempropDate = cascadia.MustCompile("[itemprop=datePublished]")

func (r *reader) metaDate() (schema.Date, bool) {
	for _, name := range loaded.meta["date"] {
		if d, ok := r.instant(r.metas[name]); ok {
			return d, true
		}
	}
	return schema.Date{}, false
}

// elementDate returns the date of the first element with one, in the order of the selectors, that is not in
// a list of other articles.
func (r *reader) elementDate(selectors []cascadia.Selector) (d schema.Date, ok bool) {
	for _, selector := range selectors {
		r.doc.FindMatcher(selector).EachWithBreak(func(_ int, s *goquery.Selection) bool {
			n := s.Get(0)
			if inBoilerplate(n) {
				return true
			}
			for _, v := range []string{attribute(n.Attr, "datetime"), attribute(n.Attr, "content"), attribute(n.Attr, "title"), innerText(n)} {
				if d, ok = r.instant(v); ok {
					return false
				}
			}
			return true
		})
		if ok {
			return d, true
		}
	}
	return schema.Date{}, false
}

// dateBelow returns the date in one of the short lines around the headline: up to 12 below it, with no more than two longer ones (a standfirst, a
// caption) between them, or the two above it.
func (r *reader) dateBelow(title string) (schema.Date, bool) {
	const most, above, mostLong = 12, 2, 2
	lines, at := r.allLines(), r.headline(title)
	if at < 0 {
		return schema.Date{}, false
	}
	long := 0
	for _, l := range lines[at+1 : min(at+1+most, len(lines))] {
		if len(l) > longestByline {
			if long++; long > mostLong {
				break
			}
		} else if d, ok := r.parseDate(l); ok {
			return d, true
		}
	}
	for k := at - 1; k >= max(0, at-above); k-- {
		if d, ok := r.parseDate(lines[k]); ok && len(lines[k]) <= longestByline {
			return d, true
		}
	}
	return schema.Date{}, false
}

// headline returns the number of the line that is the title or, if none is, the page's only <h1>; -1 if there is neither.
func (r *reader) headline(title string) int {
	names := []string{title}
	if h := r.doc.Find("h1"); h.Length() == 1 {
		names = append(names, innerText(h.Get(0)))
	}
	for _, n := range names {
		if n = fold(n); n == "" {
			continue
		}
		if i := slices.IndexFunc(r.allLines(), func(l string) bool { return fold(l) == n }); i >= 0 {
			return i
		}
	}
	return -1
}

// longestByline is the longest line, in bytes, in which a date is that of a byline.
const longestByline = 100

func (r *reader) allLines() []string {
	if r.lines == nil {
		r.lines = allLines(r.doc.Get(0))
	}
	return r.lines
}

// instant is parseDate, and notes the hour and the zone of a value that has a time, as programs write them.
func (r *reader) instant(s string) (schema.Date, bool) {
	d, ok := r.parseDate(s)
	if ok {
		r.clock = timeOfDay.FindStringSubmatch(s)
	}
	return d, ok
}

// parseDate is [parseDate], and reads 5/6/2022 where the page's language says which of the two is the month.
func (r *reader) parseDate(s string) (schema.Date, bool) {
	if d, ok := parseDate(s); ok {
		return d, ok
	}
	if m := slashedDay.FindStringSubmatch(s); m != nil && loaded.dayFirst[r.language()] {
		return day(m[3], m[2], m[1])
	}
	return schema.Date{}, false
}

// onPublishersClock corrects the day of a time that a program has written, which is in Greenwich or on a clock unknown, and may be a day off. The page
// shows its readers the right one: in the first byline from the headline on that names the same day or the one next to it, or else in the address. A time
// with a zone of its own is corrected by the lines around the headline only.
func (r *reader) onPublishersClock(d schema.Date, canonical *url.URL, title string) schema.Date {
	if len(r.clock) == 0 || d.Source == sourceURL || d.Source == sourcePage {
		return d
	}
	hour, _ := strconv.Atoi(r.clock[1])
	shown, ok := r.dateBelow(title)
	if !ok || !sameDay(shown, d, hour) {
		if ok = r.clock[2] == ""; ok {
			shown, ok = r.shownDay(d, hour, canonical, title)
		}
	}
	if !ok || shown.Value == d.Value {
		return d
	}
	shown.Source, shown.Remark = d.Source, "the page's data says "+d.Value
	return shown
}

// shownDay returns the first day from the headline on, or else in the address, that can be that of the time.
func (r *reader) shownDay(d schema.Date, hour int, canonical *url.URL, title string) (schema.Date, bool) {
	lines := r.allLines()
	for _, l := range lines[max(0, r.headline(title)):] {
		if len(l) > longestByline {
			continue
		}
		if shown, ok := r.parseDate(l); ok && sameDay(shown, d, hour) {
			return shown, true
		}
	}
	shown, ok := r.addressDate(canonical, false)
	return shown, ok && sameDay(shown, d, hour)
}

// sameDay reports whether a day somewhere on earth can be that of an hour in Greenwich: the day before until noon, for the Americas, and the day
// after from 13 hours on, for the east of Asia.
func sameDay(shown, d schema.Date, hour int) bool {
	a, errA := time.Parse(time.DateOnly, shown.Value)
	b, errB := time.Parse(time.DateOnly, d.Value)
	days := a.Sub(b) / (24 * time.Hour)
	return errA == nil && errB == nil && (days == 0 || days == -1 && hour < 12 || days == 1 && hour >= 13)
}

// addressDate reads the date in the canonical address, or in the one that the page was got from.
func (r *reader) addressDate(canonical *url.URL, wholeMonth bool) (schema.Date, bool) {
	for _, u := range []*url.URL{canonical, r.address} {
		if u == nil {
			continue
		}
		if d, ok := addressDate(u.Path, wholeMonth); ok {
			return d, true
		}
	}
	return schema.Date{}, false
}

// inBoilerplate reports whether an element stands in one whose name says that it is about other articles or by
// readers.
func inBoilerplate(n *html.Node) bool {
	for n = n.Parent; n != nil; n = n.Parent {
		switch n.DataAtom {
		case atom.Aside, atom.Nav, atom.Footer, atom.Form:
			return true
		case atom.Body:
			return false
		}
		if loaded.isBoilerplate(n, true) {
			return true
		}
	}
	return false
}

// innerText returns the text of a small element on one line, of which it reads about maxValue bytes.
func innerText(n *html.Node) string {
	var b strings.Builder
	var visit func(n *html.Node)
	visit = func(n *html.Node) {
		for c := n.FirstChild; c != nil && b.Len() < maxValue; c = c.NextSibling {
			switch {
			case c.Type == html.TextNode:
				b.WriteString(c.Data[:min(len(c.Data), maxValue)])
			case c.Type == html.ElementNode && (c.DataAtom == atom.Br || isBlock(c.DataAtom)):
				b.WriteByte(' ')
				visit(c)
			case c.Type == html.ElementNode && !isHidden(c.DataAtom):
				visit(c)
			}
		}
	}
	visit(n)
	return clean(strings.ToValidUTF8(b.String(), ""))
}
