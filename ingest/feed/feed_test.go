package feed

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

const (
	rss = `<?xml version="1.0"?><rss version="2.0"><channel><title>The Strait Ledger</title>
<item><title>Chad and Mali meet</title><link>/world/1?x=1#top</link><pubDate>Fri, 01 Mar 2024 23:30:00 -0200</pubDate></item>
<item><title>No link</title></item><item><guid>https://ledger.example/2</guid></item><item><link>javascript:alert(1)</link></item></channel></rss>`
	atom = `<feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title><entry><title>One</title><link href="https://wire.example/1"/><updated>2024-03-05T10:00:00Z</updated></entry></feed>`
	json = `{"version": "https://jsonfeed.org/version/1.1", "title": "J", "items": [{"id": "1", "url": "https://j.example/1", "title": "One", "date_published": "2024-03-06T00:00:00Z"}]}`
	news = `<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://news.example/a</loc><lastmod>2025-01-01</lastmod><news:news><news:publication><news:name>News</news:name></news:publication><news:publication_date>2024-03-07</news:publication_date><news:title>A &amp; B</news:title></news:news></url>
<url><loc>https://news.example/b</loc><lastmod>2025-01-01</lastmod></url></urlset>`
	index = `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>https://news.example/s1.xml</loc></sitemap></sitemapindex>`
)

func TestParse(t *testing.T) {
	for _, c := range []struct{ name, body, want string }{
		{"rss", rss, "https://ledger.example/world/1?x=1 'Chad and Mali meet' 2024-03-02; https://ledger.example/2 '' ; "},
		{"atom", atom, "https://wire.example/1 'One' 2024-03-05; "},
		{"json", json, "https://j.example/1 'One' 2024-03-06; "},
		{"news sitemap", news, "https://news.example/a 'A & B' 2024-03-07; https://news.example/b '' ; "},
		{"index", index, "+ https://news.example/s1.xml"},
	} {
		if !Is([]byte(c.body)) {
			t.Errorf("%s is taken for no list", c.name)
		}
		l, err := Parse("https://ledger.example/rss", []byte(c.body))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		got := ""
		for _, e := range l.Entries {
			got += fmt.Sprintf("%s '%s' %s; ", e.URL, e.Title, e.Published.Value)
		}
		for _, s := range l.Lists {
			got += "+ " + s
		}
		if got != c.want {
			t.Errorf("%s:\n%s, want\n%s", c.name, got, c.want)
		}
	}
}

func TestNoList(t *testing.T) {
	for _, body := range []string{"", "<html><body>News</body></html>", `{"version": 1}`, "plain text", "<rss"} {
		if _, err := Parse("https://x.example/", []byte(body)); !errors.Is(err, ErrNoList) {
			t.Errorf("%q: %v", body, err)
		}
	}
}

// Entities are not expanded, whatever a document declares.
func TestBillionLaughs(t *testing.T) {
	body := `<?xml version="1.0"?><!DOCTYPE urlset [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><urlset><url><loc>https://x.example/&b;</loc></url></urlset>`
	l, err := Parse("https://x.example/", []byte(body))
	if err == nil && (len(l.Entries) != 1 || strings.Contains(l.Entries[0].URL, "aa")) {
		t.Errorf("%+v", l)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{rss, atom, json, news, index, "<rss", "{"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, body string) {
		l, err := Parse("https://x.example/", []byte(body))
		if err != nil {
			return
		}
		for _, e := range l.Entries {
			if !strings.HasPrefix(e.URL, "http") {
				t.Errorf("entry %q", e.URL)
			}
		}
	})
}
