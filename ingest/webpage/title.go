package webpage

import (
	"net/url"
	"strings"
	"unicode"

	"github.com/PuerkitoBio/goquery"
)

// separators stand between an article's title and its site's name. Each has spaces around it, but for the colon.
var separators = []string{" | ", " - ", " – ", " — ", " :: ", " » ", " « ", " › ", " • ", " · ", " / ", ": "}

// titleAndSite returns the article's title and the outlet's name. The name is taken off the title if it is known, and
// found there if a heading on the page gives the title without it.
func (r *reader) titleAndSite(canonical *url.URL) (title, site string) {
	host := hostName(canonical)
	site = siteName(r.meta("site"))
	if site == "" {
		site = siteName(r.linked.text(r.linked.article["publisher"]))
	}
	headings := r.headings()
	title = r.rawTitle(headings, site)
	title, found := cutSite(title, []string{site, host, hostLabel(host)}, headings)
	if site == "" {
		site = found
	}
	if site == "" {
		_, site = cutSite(r.titleElement(), nil, append(headings, title))
	}
	if site == "" {
		site = host
	}
	return title, site
}

// siteName returns a site's name as a page gives it, or "" if it is an address.
func siteName(s string) string {
	if strings.Contains(s, "://") {
		return ""
	}
	return strings.TrimPrefix(s, "@")
}

// rawTitle returns the first of JSON-LD's headline, the meta elements' title, the page's one heading and its title
// element.
func (r *reader) rawTitle(headings []string, site string) string {
	if t := r.linked.text(r.linked.article["headline"]); t != "" {
		return t
	}
	if t := r.meta("title"); t != "" && fold(t) != fold(site) {
		return t
	}
	title := r.titleElement()
	for _, h := range headings {
		// The title element says which of the headings is the article's: it holds it, with the site's name.
		if f := fold(h); strings.Contains(fold(title), f) && len(f) >= len(fold(title))/2 && f != fold(site) {
			return h
		}
	}
	if title == "" && len(headings) > 0 {
		return headings[0]
	}
	return title
}

func (r *reader) titleElement() string {
	if t := r.doc.Find("head title"); t.Length() > 0 {
		return innerText(t.Get(0))
	}
	return ""
}

// headings returns the texts of the elements that may be the article's headline, in order of trust.
func (r *reader) headings() []string {
	var all []string
	for _, selector := range loaded.selectors["heading"] {
		r.doc.FindMatcher(selector).Each(func(_ int, s *goquery.Selection) {
			if t := innerText(s.Get(0)); t != "" {
				all = append(all, t)
			}
		})
	}
	return all
}

// cutSite takes one of the names of the site, or whatever a heading goes without, off the beginning or the end of a
// title, and returns what it took.
func cutSite(title string, names, headings []string) (rest, site string) {
	for _, sep := range separators {
		for _, last := range []bool{true, false} {
			i := strings.Index(title, sep)
			if last {
				i = strings.LastIndex(title, sep)
			}
			if i < 0 {
				continue
			}
			head, tail := strings.TrimSpace(title[:i]), strings.TrimSpace(title[i+len(sep):])
			if sameAsOne(tail, names) || sameAsOne(head, headings) && !strings.Contains(sep, ":") {
				return head, tail
			}
			if sameAsOne(head, names) || sameAsOne(tail, headings) {
				return tail, head
			}
		}
	}
	return title, ""
}

func sameAsOne(s string, names []string) bool {
	for _, n := range names {
		if f := fold(n); f != "" && f == fold(s) {
			return true
		}
	}
	return false
}

// fold returns the letters and digits of a name in lower case, without a leading "the".
func fold(s string) string {
	s = strings.TrimPrefix(strings.ToLower(strings.TrimSpace(s)), "the ")
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return r
		}
		return -1
	}, s)
}

// hostName returns the host of an address without "www.", or "".
func hostName(u *url.URL) string {
	if u == nil {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
}

// hostLabel returns the label of a host that names the outlet: "bbc" of "news.bbc.co.uk".
func hostLabel(host string) string {
	labels := strings.Split(host, ".")
	for i := len(labels) - 2; i >= 0; i-- {
		if l := labels[i]; len(l) > 3 || i == 0 || l != "co" && l != "com" && l != "org" && l != "net" && l != "gov" && l != "ac" {
			return l
		}
	}
	return host
}
