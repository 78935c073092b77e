package source

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"geokg/schema"
)

func gzipped(s string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write([]byte(s))
	w.Close()
	return b.String()
}

func zipped(files map[string]string) string {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		f, err := w.Create(name)
		if err != nil {
			panic(err)
		}
		f.Write([]byte(files[name]))
	}
	w.Close()
	return b.String()
}

func tarred(files ...string) string {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		w.WriteHeader(&tar.Header{Name: files[i], Size: int64(len(files[i+1])), Mode: 0o600, Typeflag: tar.TypeReg})
		w.Write([]byte(files[i+1]))
	}
	w.Close()
	return b.String()
}

// bzipped is "Ghana talks", a blank line and "Ghana met Togo on Monday."; Go writes no bzip2.
var bzipped = func() string {
	b, err := base64.StdEncoding.DecodeString("QlpoOTFBWSZTWUeBct0AAAVXgAAQQAEAggQAJs+MICAAIammjU2gmzUKZMTIMjIRey8oWGAwbo4pfYOntUJMWglfvC7kinChII8C5bo=")
	if err != nil {
		panic(err)
	}
	return string(b)
}()

// warcRecord writes a record of a web archive.
func warcRecord(kind, uri, contentType, body string, more ...string) string {
	return "WARC/1.0\r\nWARC-Type: " + kind + "\r\nWARC-Target-URI: " + uri + "\r\nContent-Type: " + contentType + "\r\n" +
		strings.Join(more, "") + fmt.Sprintf("Content-Length: %d\r\n\r\n", len(body)) + body + "\r\n\r\n"
}

func response(status, headers, body string) string {
	return "HTTP/1.1 " + status + "\r\n" + headers + "\r\n" + body
}

// warcParts are records: two pages and a text that are articles, and all that isn't.
func warcParts() []string {
	const http, html = "application/http; msgtype=response", "Content-Type: text/html; charset=koi8-r\r\n"
	return []string{
		"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Type: application/warc-fields\r\nContent-Length: 12\r\n\r\nsoftware: x\n\r\n\r\n",
		warcRecord("request", "https://news.example/1", "application/http; msgtype=request", "GET /1 HTTP/1.1\r\n\r\n"),
		warcRecord("response", "https://news.example/1", http, response("200 OK", html+"Content-Length: 99\r\n", "<p>one")), // a length from before it was decompressed
		warcRecord("response", "https://news.example/2", http, response("404 Not Found", html, "<p>gone")),
		warcRecord("response", "https://news.example/3", http, response("200 OK", "Content-Type: image/png\r\n", "\x89PNG")),
		warcRecord("response", "<https://news.example/4>", http, response("200 OK", html+"Transfer-Encoding: chunked\r\n", "6\r\n<p>fou\r\n1\r\nr\r\n0\r\n\r\n"), "WARC-Truncated: length\r\n"),
		warcRecord("response", "https://news.example/robots.txt", http, response("200 OK", "Content-Type: text/plain\r\n", "User-agent: *")),
		warcRecord("response", "https://news.example/5", http, response("200 OK", html+"Content-Encoding: gzip\r\n", gzipped("<p>five"))),
		warcRecord("conversion", "https://news.example/6", "text/plain", "Six ships\n\nSix ships sailed."),
		warcRecord("response", "dns:news.example", "text/dns", "1.2.3.4"),
		warcRecord("revisit", "https://news.example/7", http, response("200 OK", html, "")),
	}
}

func warcFile() string { return strings.Join(warcParts(), "") }

const wikiDump = `<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="en"><siteinfo>
    <sitename>Wikitimes</sitename>
    <base>https://wiki.example/wiki/Main_Page</base>
  </siteinfo>
  <page>
    <title>Ghana and Togo open a bridge</title>
    <ns>0</ns>
    <id>41</id>
    <revision><id>1</id><text>old</text></revision>
    <revision>
      <id>2</id>
      <text bytes="9" xml:space="preserve">{{date|June 5, 2010}}{{Africa|x={{y}}}}
[[File:Bridge.jpg|thumb|The [[bridge]] at night]]&lt;!-- secret --&gt;
'''Ghana''' and [[w:Togo|Togo]] opened a {{w|Volta Bridge|bridge}} on Friday&amp;nbsp;night.&lt;ref name="a"&gt;A paper&lt;/ref&gt;

{| class="wikitable"
| Length || 300 m
|}
* [http://example.org/x The minister] spoke.&lt;br /&gt;Nobody &lt;b&gt;left&lt;/b&gt;.

== Reactions ==
Benin [[praise|praised]] it [sic].
== Sources ==
* {{source|url=http://example.org}} A source
[[Category:Ghana]]</text>
    </revision>
  </page>
  <page><title>Talk:Ghana</title><ns>1</ns><id>42</id><revision><text>talk</text></revision></page>
  <page>
    <title>Old name</title><ns>0</ns><id>43</id><redirect title="x" /><revision><text>#REDIRECT [[x]]</text></revision>
  </page>
</mediawiki>
`

func TestArchives(t *testing.T) {
	const news = "Ghana talks\n\nGhana met Togo on Monday."
	pdf := "%PDF-1.7\n%\xe2\xe3\n1 0 obj"
	parts := warcParts()
	for i := range parts {
		parts[i] = gzipped(parts[i])
	}
	dir := write(t, map[string]string{
		"a.txt.gz": gzipped(news), "b.txt": bzipped, "c.jsonl.gz": gzipped(whole + "\n" + whole), "d.html.gz": gzipped("<p>d"), "page.html": gzipped("<p>packed"),
		"e.zip":  zipped(map[string]string{"n/x.txt": news, "n/y.png": "no", ".hidden.txt": "no", "__MACOSX/n/x.txt": "no", "z.tgz": gzipped(tarred("in/q.json", whole, "in/w.pdf", pdf))}),
		"f.warc": warcFile(), "g.warc.gz": strings.Join(parts, ""), "h.xml.gz": gzipped(wikiDump), "i.txt": pdf, "j.json": "[\n" + whole + "]", "k.jsonl": "{\n" + whole[1:],
		"l.tar": tarred("README", "no"), "m.gz": gzipped(news)[:30], "n.zip": "PK\x03\x04 and no more", "o.warc": parts[0][:0] + "WARC/1.0\r\nContent-Length: -1\r\n\r\nrubbish\r\n" + warcFile() + "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 100\r\n\r\n",
		"p.xz": "\xfd7zXZ\x00\x00",
	})
	var got []string
	for _, name := range []string{"a.txt.gz", "b.txt", "c.jsonl.gz", "d.html.gz", "page.html", "e.zip", "f.warc", "g.warc.gz", "h.xml.gz", "i.txt", "j.json", "k.jsonl", "l.tar", "m.gz", "n.zip", "o.warc", "p.xz"} {
		for _, it := range walk(t, dir, Options{}, name) {
			s := it.Name + " "
			switch {
			case it.Err != nil:
				s = strings.ReplaceAll(it.Err.Error(), dir+"/", "")
			case it.HTML != nil:
				s += string(it.HTML)
				if it.Article != nil {
					s += " " + it.Article.URL + " " + it.ContentType + strings.Join(it.Article.Remarks, ", ")
				}
			default:
				s += it.Article.Title + ": " + it.Article.Text + it.Article.URL
			}
			got = append(got, strings.ReplaceAll(s, "\n", "/"))
		}
	}
	const norway = "Norway hosts drill: Norway hosted a drill./Sweden took part.https://news.example/7"
	const ghana = "Ghana talks: Ghana met Togo on Monday."
	warcs := func(name string, numbers ...int) []string {
		const koi = " text/html; charset=koi8-r"
		return []string{
			fmt.Sprintf("%s#%d <p>one https://news.example/1%s", name, numbers[0], koi),
			fmt.Sprintf("%s#%d <p>four https://news.example/4%scut off by the crawler: length", name, numbers[1], koi),
			fmt.Sprintf("%s#%d <p>five https://news.example/5%s", name, numbers[2], koi),
			fmt.Sprintf("%s#%d Six ships: Six ships sailed.https://news.example/6", name, numbers[3]),
		}
	}
	want := slices.Concat([]string{
		"a.txt.gz " + ghana, "b.txt " + ghana, "c.jsonl.gz:1 " + norway, "c.jsonl.gz:2 " + norway, "d.html.gz <p>d", "page.html <p>packed",
		"e.zip!n/x.txt " + ghana, "e.zip!z.tgz!in/q.json:1 " + norway,
	}, warcs("f.warc", 3, 6, 8, 9), warcs("g.warc.gz", 3, 6, 8, 9), []string{
		"h.xml.gz:5 Ghana and Togo open a bridge: Ghana and Togo opened a bridge on Friday night./The minister spoke. Nobody left ./Benin praised it [sic].https://wiki.example/wiki/Ghana_and_Togo_open_a_bridge",
		"i.txt: not read: it is a PDF; make text of it first, with pdftotext for example",
		"j.json:2 " + norway, "k.jsonl:1 " + norway,
		"l.tar: file is empty: no files in the archive that could be articles",
		"m.gz: damaged archive: unexpected EOF", "n.zip: damaged archive: zip: not a valid zip file",
		`o.warc#1: invalid record: a WARC record with Content-Length "-1"`,
	}, warcs("o.warc", 4, 7, 9, 10), []string{
		"o.warc#13: damaged archive: the file ends within the record",
		"p.xz: not read: it is compressed with xz; decompress it first, with xz -d",
	})
	for i := range max(len(got), len(want)) {
		g, w := "", ""
		if i < len(got) {
			g = got[i]
		}
		if i < len(want) {
			w = want[i]
		}
		if g != w {
			t.Errorf("got  %s\nwant %s", g, w)
		}
	}
	if it := walk(t, dir, Options{}, "h.xml.gz")[0]; it.Article.Published != (schema.Date{Value: "2010-06-05", Precision: schema.PrecisionDay, Source: "template"}) ||
		it.Article.Site != "Wikitimes" || it.Article.Key != "41" {
		t.Errorf("%+v", it.Article)
	}
	// The same from standard input, where nothing can be read from its end.
	if got := walk(t, "", Options{Stdin: strings.NewReader(zipped(map[string]string{"x.txt": news}))}, "-"); len(got) != 1 || got[0].Name != "-!x.txt" || got[0].Err != nil {
		t.Errorf("%+v", got)
	}
}

// TestBombs reads archives that were made to fill memory, disk or time. Each ends in an error, in memory that is bounded.
func TestBombs(t *testing.T) {
	zeros := gzipped(strings.Repeat("\x00", 1<<20))
	nested := "x"
	for range 10 {
		nested = gzipped(nested)
	}
	line := gzipped(strings.Repeat(" ", 80<<20) + "\n")
	twice := gzipped(gzipped(strings.Repeat(strings.Repeat(" ", 1<<20)+"\n", 70)))
	many := map[string]string{}
	for i := range 10 {
		many[fmt.Sprint(i, ".jsonl")] = strings.Repeat("\n", 10<<20)
	}
	for _, c := range []struct {
		name, content string
		want          error
	}{
		{"zeros.gz", zeros, ErrBinary}, {"zeros.txt.gz", zeros, ErrBinary}, {"nested.gz", nested, ErrBomb}, {"line.jsonl.gz", line, ErrBomb}, {"twice.gz", twice, ErrTooLarge},
		{"many.zip", zipped(many), ErrBomb}, {"words.txt.gz", gzipped(strings.Repeat("word ", 1<<20)), ErrTooLarge},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := write(t, map[string]string{c.name: c.content})
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			start := time.Now()
			items := walk(t, dir, Options{MaxBytes: 4 << 20}, c.name)
			took := time.Since(start)
			runtime.ReadMemStats(&after)
			last := items[len(items)-1]
			if !errors.Is(last.Err, c.want) {
				t.Errorf("%d items, the last one %v, want %v", len(items), last.Err, c.want)
			}
			if heap := int64(after.HeapSys) - int64(before.HeapSys); heap > 256<<20 {
				t.Errorf("the heap grew by %d MiB", heap>>20)
			}
			t.Logf("%d KiB, %d items, %v: %v", len(c.content)>>10, len(items), took.Round(time.Millisecond), last.Err)
		})
	}
}

// TestWikiText looks at markup that is broken or deep: it ends, and soon.
func TestWikiText(t *testing.T) {
	for in, want := range map[string]string{
		"A [[b|c]] d [[e]]s ''f'' '''g'''":    "A c d es f g",
		"[[open\n\nnext paragraph":            "open\nnext paragraph",
		"{{cite|a=[[b|c]]|{{d}}}} left":       "left",
		"{{unclosed and all the rest":         "",
		"x <ref>a</ref><ref name=b /> y":      "x y",
		"x <ref>never closed":                 "x never closed",
		"{|\n|a\n{|\n|b\n|}\n|}after":         "after",
		"[https://x.example words] [not one]": "words [not one]",
		"=== Sources ===\nx\n== News ==\ny":   "y",
		"a &amp; b &lt;i&gt;":                 "a & b <i>",
		"{{lang|fr|Le Monde}} said":           "Le Monde said",
		"[[:Category:X]] and [[Category:X]]":  "Category:X and",
		"__NOTOC__\nText":                     "Text",
		"{{date|date=2011-02-03}} T":          "T",
	} {
		if got, _ := wikiText(in); got != want {
			t.Errorf("%q:\ngot  %q\nwant %q", in, got, want)
		}
	}
	for _, s := range []string{"[[", "{{", "{|", "<ref>", "<ref name=\"", "[http://", "<!--", "'''", "==", "|", "\n\n[["} {
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		done := make(chan bool)
		go func() {
			wikiText(strings.Repeat(s, 1<<18))
			close(done)
		}()
		select {
		case <-done:
		case <-ctx.Done():
			t.Errorf("a quarter of a million %q take more than a minute", s)
		}
		cancel()
	}
}

func BenchmarkWARC(b *testing.B) {
	const records = 2000
	one := warcRecord("response", "https://news.example/1", "application/http; msgtype=response",
		response("200 OK", "Content-Type: text/html\r\n", "<html>"+strings.Repeat("<p>Ghana met Togo on Monday, and it rained. </p>\n", 600)))
	in := gzipped(strings.Repeat(one, records))
	b.SetBytes(int64(records * len(one)))
	for b.Loop() {
		n := 0
		if err := Walk(context.Background(), []string{"-"}, Options{Stdin: strings.NewReader(in)}, func(it Item) error { n++; return it.Err }); err != nil || n != records {
			b.Fatal(n, err)
		}
	}
	b.ReportMetric(float64(records*b.N)/b.Elapsed().Seconds(), "records/s")
}
