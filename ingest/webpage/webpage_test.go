package webpage

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"

	"geokg/schema"
)

var update = flag.Bool("update", false, "rewrite the expected articles in testdata")

// TestPages extracts the pages of testdata and compares the articles with the JSON beside them, or the error with
// the one there.
func TestPages(t *testing.T) {
	pages, err := filepath.Glob("testdata/*.html")
	if err != nil || len(pages) == 0 {
		t.Fatalf("no pages in testdata: %v", err)
	}
	for _, page := range pages {
		b, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		golden := strings.TrimSuffix(page, ".html") + ".json"
		got := articleJSON(t, b, Options{URL: "https://news.example/world/page"})
		if *update {
			if err := os.WriteFile(golden, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s:\n%s\nwant\n%s", page, got, want)
		}
		for range 3 {
			if again := articleJSON(t, b, Options{URL: "https://news.example/world/page"}); !bytes.Equal(again, got) {
				t.Fatalf("%s gives two articles:\n%s\n%s", page, got, again)
			}
		}
	}
}

func articleJSON(t *testing.T, page []byte, opts Options) []byte {
	t.Helper()
	var v any
	a, err := Extract(page, opts)
	if v = a; err != nil {
		v = map[string]string{"error": err.Error()}
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// prose is the body of a page that is an article: three paragraphs.
const prose = `<p>The harbour of Porto Novo will be open to ships of Benin and Togo only, the two governments agreed on Monday.</p>
<p>Ghana had asked for a place for its coast guard. A decision on that was left for later, officials in Cotonou said.</p>
<p>The harbour was closed for two years while its quays were built anew with money from a bank in Abidjan.</p>`

func TestErrors(t *testing.T) {
	for _, c := range []struct {
		name, page string
		opts       Options
		want       error
		says       string
	}{
		{"nothing", "", Options{}, ErrEmpty, "extract web page: page is empty"},
		{"white space", " \n\t", Options{URL: "https://a.example/1"}, ErrEmpty, "extract https://a.example/1: page is empty"},
		{"PDF", "%PDF-1.7\n%\xE2\xE3\xCF\xD3", Options{}, ErrBinary, "PDF document"},
		{"gzip", "\x1F\x8B\x08\x00\x00", Options{}, ErrBinary, "decompressed"},
		{"controls", strings.Repeat("a\x00\x01\x02", 100), Options{}, ErrBinary, "control characters"},
		{"over the limit", prose, Options{MaxBytes: 100}, ErrTooLarge, "the limit is 100"},
		{"over the limit when decoded", "<meta charset=windows-1252>" + prose + strings.Repeat("\x80", 300), Options{MaxBytes: int64(len(prose)) + 400}, ErrTooLarge, "as UTF-8"},
		{"fifty megabytes", strings.Repeat(prose, 50<<20/len(prose)), Options{}, ErrTooLarge, "the limit is 16777216"},
		{"too many elements", strings.Repeat("<br>a", maxElements+1), Options{}, ErrTooLarge, "elements"},
		{"unknown charset", "<meta charset=x-klingon>" + strings.Repeat("qz \xFF\x81 ", 100), Options{}, ErrCharset, `"x-klingon"; convert`},
		{"no text", "<html><body><img src=x></body></html>", Options{}, ErrNoArticle, "no article"},
		{"a sentence", "<p>Please sign in to go on.</p>", Options{}, ErrNoArticle, ""},
		{"links", strings.Repeat(`<li><a href="/x">A headline of another article stands here.</a></li>`, 50), Options{}, ErrNoArticle, ""},
		{"script only", "<script>" + strings.Repeat("var a = 1; ", 100) + "</script>", Options{}, ErrNoArticle, ""},
	} {
		a, err := Extract([]byte(c.page), c.opts)
		if !errors.Is(err, c.want) || !strings.Contains(fmt.Sprint(err), c.says) {
			t.Errorf("%s: %v, want %v with %q", c.name, err, c.want, c.says)
		}
		if a.Text != "" || a.Title != "" {
			t.Errorf("%s: an article with the error: %+v", c.name, a)
		}
	}
}

func TestCharset(t *testing.T) {
	const lead = "<p>São Tomé’s “old harbour” costs 5 € a day, the minister said — and that is too much for most of the fishermen of the island.</p>"
	encode := func(e encoding.Encoding, s string) string {
		b, err := e.NewEncoder().String(s)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	latin := encode(charmap.Windows1252, lead+prose)
	for _, c := range []struct{ name, page, contentType, want, remark string }{
		{name: "UTF-8", page: lead + prose},
		{name: "UTF-8 declared otherwise", page: "<meta charset=windows-1251>" + lead + prose, contentType: "text/html; charset=koi8-r"},
		{name: "UTF-8 with a mark", page: "\uFEFF" + lead + prose},
		{name: "UTF-16", page: encode(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), "<!DOCTYPE html>"+lead+prose)},
		{name: "UTF-16 without a mark", page: encode(unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), "<!DOCTYPE html>"+lead+prose)},
		{name: "header", page: latin, contentType: "text/html; charset=ISO-8859-1"},
		{name: "meta", page: "<meta charset='cp1252'>" + latin},
		{name: "meta after scripts", page: "<script>" + strings.Repeat("/* long */", 1000) + "</script><meta http-equiv=Content-Type content='text/html; charset=latin1'>" + latin},
		{name: "nothing declared", page: latin, remark: "no charset declared, read as windows-1252"},
		{name: "unknown", page: "<meta charset=x-klingon>" + latin, remark: `charset is not the declared "x-klingon", read as windows-1252`},
		{name: "UTF-8 declared wrongly", page: "<meta charset=utf-8>" + latin, remark: `charset is not the declared "utf-8", read as windows-1252`},
		{name: "damaged UTF-8", page: strings.Repeat(lead, 10) + "<p>caf\xE9</p>" + prose, want: "caf\uFFFD", remark: "1 invalid characters replaced"},
		{name: "Japanese", page: encode(japanese.ShiftJIS, "<meta charset=shift_jis><p>"+strings.Repeat("日本と韓国は首脳会談を開いた。", 20)), want: "日本と韓国は"},
		{name: "Cyrillic, nothing declared", page: encode(charmap.Windows1251, "<p>"+strings.Repeat("Министр сказал, что переговоры начнутся весной. ", 10)),
			want: "Министр сказал", remark: "no charset declared, read as windows-1251"},
	} {
		want := c.want
		if want == "" {
			want = "São Tomé’s “old harbour” costs 5 € a day, the minister said — and"
		}
		a, err := Extract([]byte(c.page), Options{ContentType: c.contentType})
		if err != nil || !strings.Contains(a.Text, want) {
			t.Errorf("%s: %v, %.120q, want %q", c.name, err, a.Text, want)
		}
		if got := strings.Join(a.Remarks, "; "); got != c.remark {
			t.Errorf("%s: remark %q, want %q", c.name, got, c.remark)
		}
	}
}

func TestTitle(t *testing.T) {
	for _, c := range []struct{ head, body, title, site string }{
		{`<title>Togo opens a port | The Gulf Paper</title>`, `<h1>Togo opens a port</h1>`, "Togo opens a port", "The Gulf Paper"},
		{`<title>Gulf Paper: Togo opens a port</title><meta property=og:site_name content="The Gulf Paper">`, ``, "Togo opens a port", "The Gulf Paper"},
		{`<title>Togo opens a port - gulfpaper</title>`, ``, "Togo opens a port", "gulfpaper"},
		{`<title>Togo - Benin border closed - Gulf Paper</title>`, `<h1>Gulf Paper</h1><h2 class=entry-title>Togo - Benin border closed</h2>`, "Togo - Benin border closed", "Gulf Paper"},
		{`<title>Togo - Benin border closed</title>`, ``, "Togo - Benin border closed", "gulfpaper.example"},
		{`<title>Minister: border stays closed</title>`, `<h1>Minister: border stays closed</h1>`, "Minister: border stays closed", "gulfpaper.example"},
		{`<meta property=og:title content="Togo &amp; Benin&#39;s port">`, ``, "Togo & Benin's port", "gulfpaper.example"},
		{``, `<h1>Togo
			opens a port</h1>`, "Togo opens a port", "gulfpaper.example"},
		{`<meta property=og:site_name content="https://gulfpaper.example">`, ``, "", "gulfpaper.example"},
	} {
		a, err := Extract([]byte("<html><head>"+c.head+"</head><body>"+c.body+prose), Options{URL: "https://www.gulfpaper.example/news/1"})
		if err != nil || a.Title != c.title || a.Site != c.site {
			t.Errorf("%s %s: %q, %q, %v; want %q, %q", c.head, c.body, a.Title, a.Site, err, c.title, c.site)
		}
	}
}

func TestAddress(t *testing.T) {
	for _, c := range []struct{ url, head, want, remark string }{
		{"https://a.example/x?id=3#top", "", "https://a.example/x?id=3", ""},
		{"https://a.example/x?utm=1", `<link rel=canonical href="/x">`, "https://a.example/x", ""},
		{"https://a.example/x", `<link rel="Canonical" href="https://b.example/y">`, "https://b.example/y", ""},
		{"https://a.example/x", `<link rel=canonical href="https://a.example/">`, "https://a.example/x", ""},
		{"https://a.example/x", `<link rel=canonical href="javascript:alert(1)"><meta property=og:url content="//a.example/z">`, "https://a.example/z", ""},
		{"https://a.example/x", `<base href="https://c.example/d/"><link rel=canonical href="e">`, "https://c.example/d/e", ""},
		{"", `<link rel=canonical href="/x">`, "", ""},
		{"a/b.html", "", "", `address "a/b.html" is not an absolute http URL, left out`},
		{"https://a.example/%zz", "", "", `address "https://a.example/%zz" is not an absolute http URL, left out`},
	} {
		a, err := Extract([]byte("<html><head>"+c.head+"</head><body>"+prose), Options{URL: c.url})
		if err != nil || a.URL != c.want || strings.Join(a.Remarks, ";") != c.remark {
			t.Errorf("%q, %s: %q, %q, %v; want %q, %q", c.url, c.head, a.URL, a.Remarks, err, c.want, c.remark)
		}
	}
}

// TestPublished gives pages with several dates, of which the first in the chain counts.
func TestPublished(t *testing.T) {
	const (
		linked   = `<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2020-01-01T00:30:00+09:00"}</script>`
		late     = `<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2020-01-02T03:05:00Z"}</script>`
		zoned    = `<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2020-01-02T03:05:00-05:00"}</script>`
		broken   = `<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"soon"}</script>`
		meta     = `<meta property="article:published_time" content="2020-01-02T12:00:00Z">`
		itemprop = `<span itemprop=datePublished>January 3rd, 2020</span>`
		timeTag  = `<article><div class=related><time datetime=2019-12-01></time></div><time datetime="2020-01-04 10:00">now</time></article>`
		page     = `<div class=post-date>Sunday, 6 Jan. 2020</div>`
		below    = `<h1>The port</h1><div>World</div><div>By Ama - 7 January 2020, 10:05</div>`
	)
	for _, c := range []struct{ html, url, want, source string }{
		{meta + linked + itemprop, "", "2020-01-01", "json-ld"},
		{broken + meta + itemprop, "", "2020-01-02", "meta"},
		{timeTag + itemprop, "", "2020-01-03", "itemprop"},
		{timeTag + page, "https://a.example/2020/01/05/x", "2020-01-04", "time"},
		// What a program writes may be a day off; what the page shows is the publisher's day.
		{"<title>The port</title>" + late + "<h1>The port</h1><p>By Ama - January 1, 2020, 10:05 pm</p>", "", "2020-01-01", "json-ld"},
		{"<title>The port</title>" + late + "<h1>Port of Togo opens</h1><p>A caption of more than a hundred bytes that stands between the headline and the byline, with a date: 1 May 2019</p><p>January 1, 2020</p>", "", "2020-01-01", "json-ld"},
		{late, "https://a.example/2020/01/01/x", "2020-01-01", "json-ld"},
		{late, "https://a.example/2020/01/03/x", "2020-01-02", "json-ld"}, // not at three in the morning in Greenwich
		{"<title>The port</title>" + late + "<h1>The port</h1><p>5 January 2020</p>", "", "2020-01-02", "json-ld"},
		{"<title>The port</title>" + zoned + "<h1>The port</h1><p>Text.</p><p>January 1, 2020</p>", "https://a.example/2020/01/01/x", "2020-01-01", "json-ld"},
		{zoned, "https://a.example/2020/01/01/x", "2020-01-02", "json-ld"}, // it has a zone of its own
		{"<html lang=pt-BR><title>The port</title><h1>The port</h1><p>05/10/2018 - Publicado por Ama</p>", "", "2018-10-05", "page"},
		{"<html lang=en><title>The port</title><h1>The port</h1><p>05/10/2018</p>", "", "", ""},
		{"<title>The port</title><p>Ama, publiziert am 25. September 2018</p><h1>The port</h1>", "", "2018-09-25", "page"},
		{page, "https://a.example/2020/01/05/x", "2020-01-05", "url"},
		{page, "https://a.example/2020/01/x", "2020-01-06", "page"},
		{"<title>The port</title>" + below, "https://a.example/2020/01/x", "2020-01-07", "page"},
		{"", "https://a.example/2020/01/x", "2020-01", "url"},
		{"", "https://a.example/stories/2020/jan/08/x", "2020-01-08", "url"},
		{"", "https://a.example/x-20200109.html", "2020-01-09", "url"},
		{"<p>Copyright 2019</p>", "https://a.example/x", "", ""},
	} {
		a, err := Extract([]byte(c.html+prose), Options{URL: c.url})
		if err != nil || a.Published.Value != c.want || string(a.Published.Source) != c.source {
			t.Errorf("%s %s: %+v, %v; want %s from %s", c.html, c.url, a.Published, err, c.want, c.source)
		}
	}
}

func TestParseDate(t *testing.T) {
	for in, want := range map[string]string{
		"2022-05-06":                            "2022-05-06",
		"2022-05-06T23:59:59.000-0500":          "2022-05-06",
		"2022-5-6":                              "2022-05-06",
		"2022/05/06 10:00":                      "2022-05-06",
		"20220506":                              "2022-05-06",
		"20220506101500":                        "2022-05-06",
		"20220506T101500Z":                      "2022-05-06",
		"Fri, 06 May 2022 10:00:00 GMT":         "2022-05-06",
		"Fri May 6 10:00:00 UTC 2022":           "2022-05-06",
		"Published: May 6th, 2022 at 9 a.m.":    "2022-05-06",
		"6. Sept. 2022":                         "2022-09-06",
		"6 Sept. 2022":                          "2022-09-06",
		"06-MAY-2022":                           "2022-05-06",
		"06.05.2022 10:00":                      "2022-05-06",
		"26/05/2022":                            "2022-05-26",
		"05/26/2022":                            "2022-05-26",
		"05/05/2022":                            "2022-05-05",
		"05/06/2022":                            "", // May or June
		"2022-05":                               "2022-05",
		"2022":                                  "2022",
		"2022-02-30":                            "",
		"1970-01-01T00:00:00Z":                  "",
		"0001-01-01":                            "",
		"yesterday":                             "",
		"":                                      "",
		"marched 10 2022":                       "2022-03-10", // good enough in a byline
		strings.Repeat("x", 300) + "2022-05-06": "",
	} {
		d, ok := parseDate(in)
		if d.Value != want || ok != (want != "") {
			t.Errorf("parseDate(%q) = %q, %v, want %q", in, d.Value, ok, want)
		}
	}
}

func TestByline(t *testing.T) {
	for _, c := range []struct{ html, want string }{
		{`<meta name=author content="By Ama Mensah">`, "Ama Mensah"},
		{`<meta property=article:author content="https://facebook.com/ama"><a rel="author external" href=x>Ama Mensah</a><a rel=author>Kofi Adu</a>`, "Ama Mensah, Kofi Adu"},
		{`<div class=byline>By <a href=x>Ama Mensah</a></div>`, "Ama Mensah"},
		{`<div class=comments><span class=author-name>Troll</span></div>`, ""},
		{`<script type="application/ld+json">[{"@type":"Article","author":["Ama Mensah",{"name":"Ama Mensah"},{"@id":"#none"}]}]</script>`, "Ama Mensah"},
	} {
		a, err := Extract([]byte(c.html+prose), Options{})
		if err != nil || a.Author != c.want {
			t.Errorf("%s: %q, %v, want %q", c.html, a.Author, err, c.want)
		}
	}
}

// TestLines checks that lines known as boilerplate go, and that sentences that begin like them stay.
func TestLines(t *testing.T) {
	for _, s := range []string{
		"Read also: Togo opens a port", "READ MORE", "Advertisement", "Share this:", "Photo: Ama Mensah/Gulf Paper", "(Image credit: Navy)",
		"Previous Post", "Next article: A quiet year", "Leave a Reply", "12 comments", "No comments:", "Labels: Togo, ports", "© 2023 Gulf Paper",
		"Copyright 2023 Gulf Paper. All rights reserved.", "Follow us on Facebook", "Sign up for our newsletter", "https://a.example/b", "ama@gulfpaper.example",
		"Updated 5:27 am CST, Wednesday, November 20, 2019", "September 15, 2014", "Friday, 6 May 2022 at 10:15", "Published 2 days ago",
		"(Reporting by Ama Mensah in Lome; Editing by Kofi Adu)", "Kofi Adu contributed to this report.",
	} {
		if !loaded.boilerplateLine(s) {
			t.Errorf("%q was left in", s)
		}
	}
	for _, s := range []string{
		"Reading the letter, the minister nodded.", "Copyright law was changed in Togo.", "Russia contributed to the fund.", "Photographs show smoke over the port.",
		"Previous talks between Togo and Benin failed.", "Updated rules for exports take effect on 1 May.", "Published in 2019, the report named Togo.",
		"Close to the border, shots were heard.", "Related charges against Togo were dropped.", "Reporting by the commission began in May.",
		"Tags on the crates named Benin.", "Next year the port will close.", "Loading of the ships began.", "May 6 was a holiday.", "Posters of the king were removed.",
		"Shares fell.", "No comment came from the ministry.", "Advertisements for the army were banned.", "What it costs",
	} {
		if loaded.boilerplateLine(s) {
			t.Errorf("%q was left out", s)
		}
	}
}

// TestHostile reads pages that are made to take long or to break a parser. How long is for BenchmarkHostile.
func TestHostile(t *testing.T) {
	for name, page := range hostilePages() {
		a, err := Extract([]byte(page), Options{URL: "https://a.example/x"})
		switch {
		case err != nil && !errors.Is(err, ErrNoArticle) && !errors.Is(err, ErrTooLarge):
			t.Errorf("%s: %v", name, err)
		case err == nil && !strings.Contains(a.Text, "The harbour of Porto Novo"):
			t.Errorf("%s: text %.80q", name, a.Text)
		case strings.HasPrefix(name, "nested") && err != nil:
			t.Errorf("%s: %v, want the text", name, err)
		}
	}
}

func hostilePages() map[string]string {
	r := strings.Repeat
	var fonts, links strings.Builder
	for i := range 20_000 {
		fmt.Fprintf(&fonts, "<font size=%d>x<p>", i)
		fmt.Fprintf(&links, "<a href=%d>x<div>", i)
	}
	return map[string]string{
		"nested div":         r("<div>", 100_000) + prose + r("</div>", 100_000),
		"nested b":           r("<b>", 100_000) + prose,
		"nested tables":      r("<table><tr><td>", 100_000) + prose,
		"nested blockquotes": r("<blockquote>", 100_000) + prose,
		"nested lists":       r("<ul><li>", 100_000) + prose,
		"svg":                r("<svg>", 100_000) + prose,
		"fonts":              fonts.String() + prose,
		"links":              links.String() + prose,
		"less-than signs":    r("<", 1<<20) + prose,
		"comment":            "<!--" + r("-", 1<<20) + prose,
		"headings":           r("<h1>Port</h1>", 20_000) + prose,
		"title":              "<title>" + r("a - ", 1<<18) + "</title>" + prose,
		"class":              `<div class="` + r("related ", 1<<17) + `">` + prose,
		"deep JSON-LD":       `<script type="application/ld+json">` + r("[", 1<<20) + `</script>` + prose,
		"nested names":       `<script type="application/ld+json">{"@type":"Article","author":` + r("[", 9000) + `"x"` + r("]", 9000) + `}</script>` + prose,
		"self-reference":     `<script type="application/ld+json">{"@type":"Article","@id":"#a","name":{"@id":"#a"},"author":{"@id":"#a"}}</script>` + prose,
		"long and deep":      r("<div>", 300) + r(prose, 5000),
		"formatting":         r("<b><i><u><s><em><strong>", 3) + r("<p>x</p>", 5000) + prose,
	}
}

func TestRuleErrors(t *testing.T) {
	const good = "line a\nremove b\nsection c\n"
	for _, c := range []struct{ boilerplate, metadata, want string }{
		{good, "", ""},
		{"", "", "boilerplate.txt: want at least one line, remove and section"},
		{"# x\nlines a", "", `boilerplate.txt:2: kind "lines" is unknown`},
		{"line", "", "boilerplate.txt:1: line without a value"},
		{"line b\nline a", "", `boilerplate.txt:2: "line a" must stand before "line b"`},
		{"remove a\nline b", "", `boilerplate.txt:2: "line b" must stand before "remove a"`},
		{"root b\nroot a\nroot b", "", `boilerplate.txt:3: "root b" stands twice`},
		{"class Read-More", "", `class "Read-More": want words in lower case`},
		{"line (", "", "boilerplate.txt:1: error parsing regexp"},
		{"remove p[", "", `boilerplate.txt:1: selector "p["`},
		{good, "\nauthor-selector p[", `metadata.txt:2: selector "p["`},
		{good, "date x", `metadata.txt:1: kind "date" is unknown`},
	} {
		_, err := loadRules(c.boilerplate, c.metadata)
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%q, %q: %v, want %q", c.boilerplate, c.metadata, err, c.want)
		}
	}
}

func TestClassWords(t *testing.T) {
	for in, want := range map[string]string{
		"Post-Footer relatedLinks": "post footer related links", "a__b--c": "a b c", "": "", "HTMLBody x2": "htmlbody x2", "größe-Ä": "größe ä",
	} {
		if got := strings.Join(classWords(in), " "); got != want {
			t.Errorf("classWords(%q) = %q, want %q", in, got, want)
		}
	}
}

// FuzzExtract checks that whatever the bytes are, there is an article with clean text or one of the package's errors.
func FuzzExtract(f *testing.F) {
	pages, _ := filepath.Glob("testdata/*.html")
	for _, p := range pages {
		if b, err := os.ReadFile(p); err == nil {
			f.Add(b, "https://a.example/2020/01/02/x", "text/html")
		}
	}
	f.Add([]byte("\xFF\xFE<\x00"), "::", "text/html; charset=utf-16")
	f.Add([]byte("<meta charset=big5>\x81"+prose), "", "")
	f.Add([]byte(prose+"<table><p><svg><p><template><select>"), "", "a;charset=")
	f.Fuzz(func(t *testing.T, page []byte, url, contentType string) {
		a, err := Extract(page, Options{URL: url, ContentType: contentType})
		if err != nil {
			for _, known := range []error{ErrEmpty, ErrBinary, ErrTooLarge, ErrCharset, ErrRefused, ErrNoArticle} {
				if errors.Is(err, known) {
					return
				}
			}
			t.Fatalf("an error of no kind: %v", err)
		}
		checkArticle(t, a)
	})
}

func checkArticle(t *testing.T, a schema.Article) {
	for name, s := range map[string]string{"text": a.Text, "title": a.Title, "site": a.Site, "author": a.Author, "URL": a.URL} {
		if !utf8.ValidString(s) || strings.ContainsAny(s, "\x00\r") {
			t.Errorf("%s: %q", name, s)
		}
	}
	if strings.Contains(a.Title, "\n") {
		t.Errorf("title of two lines: %q", a.Title)
	}
	for _, p := range strings.Split(a.Text, "\n") {
		if p == "" || p != strings.TrimSpace(p) {
			t.Errorf("paragraph %q", p)
		}
	}
	if d, err := schema.ParseDate(a.Published.Value); err != nil || d.Precision != a.Published.Precision {
		t.Errorf("published %+v: %v", a.Published, err)
	}
}

func BenchmarkHostile(b *testing.B) {
	for name, page := range hostilePages() {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(page)))
			for b.Loop() {
				Extract([]byte(page), Options{})
			}
		})
	}
}
