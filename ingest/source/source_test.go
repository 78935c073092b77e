package source

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"unicode/utf8"

	"geokg/schema"
)

// walk returns the items of the paths, with names relative to dir.
func walk(t testing.TB, dir string, opts Options, paths ...string) []Item {
	t.Helper()
	var items []Item
	for i, p := range paths {
		if p != "-" {
			paths[i] = filepath.Join(dir, p)
		}
	}
	err := Walk(context.Background(), paths, opts, func(it Item) error {
		it.Name = strings.TrimPrefix(strings.TrimPrefix(it.Name, dir), string(filepath.Separator))
		items = append(items, it)
		return nil
	})
	if err != nil {
		t.Fatalf("Walk: %v", err)
	}
	return items
}

// write makes files in a new folder.
func write(t testing.TB, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

const whole = `{"id":"n-7","url":"https://news.example/7","title":"Norway\n hosts  drill","published":"2024-03-02","source":"The Fjord","text":"Norway hosted a drill.\nSweden took part."}`

var wholeArticle = schema.Article{
	Key: "n-7", URL: "https://news.example/7", Title: "Norway hosts drill", Site: "The Fjord",
	Published: schema.Date{Value: "2024-03-02", Precision: schema.PrecisionDay, Source: "record"},
	Text:      "Norway hosted a drill.\nSweden took part.",
}

// TestFiles reads one file and compares what it gives: articles, pages, or what the error says and is.
func TestFiles(t *testing.T) {
	utf16 := func(s string) string {
		b := []byte{0xFF, 0xFE}
		for _, r := range s {
			b = append(b, byte(r), byte(r>>8))
		}
		return string(b)
	}
	article := func(a schema.Article) Item { return Item{Article: &a} }
	text := func(s string, remarks ...string) Item {
		return article(schema.Article{Text: s, Remarks: remarks})
	}
	bad := func(err error) Item { return Item{Err: err} }
	for _, c := range []struct {
		file, content string
		want          []Item
		says          string // the first error
	}{
		{file: "whole.jsonl", content: whole, want: []Item{article(wholeArticle)}},
		{file: "whole.json", content: whole, want: []Item{article(wholeArticle)}},
		{file: "array.json", content: "[\n" + whole + ",\n" + whole + "]\n", want: []Item{article(wholeArticle), article(wholeArticle)}},
		{file: "row.json", content: whole + whole, want: []Item{article(wholeArticle), article(wholeArticle)}},
		{file: "BOM.JSONL", content: "\uFEFF" + whole, want: []Item{article(wholeArticle)}},
		{file: "utf16.json", content: utf16(`{"text":"Łódź"}`), want: []Item{text("Łódź")}},
		{file: "unknown.jsonl", content: `{"text":"x","tags":["a",{"b":null}],"score":1e9}`, want: []Item{text("x")}},
		{file: "page.jsonl", content: `{"id":3,"url":"https://news.example/3","html":"<p>Hi"}`,
			want: []Item{{Article: &schema.Article{Key: "3", URL: "https://news.example/3"}, HTML: []byte("<p>Hi")}}},
		{file: "bothkinds.jsonl", content: `{"text":"x","html":"<p>Hi"}`, want: []Item{text("x")}},

		{file: "months.jsonl", content: `{"text":"x","published":"2024-03"}` + "\n" + `{"text":"x","published":2024}` + "\n" + `{"text":"x","published":null}`,
			want: []Item{
				article(schema.Article{Text: "x", Published: schema.Date{Value: "2024-03", Precision: schema.PrecisionMonth, Source: "record"}}),
				article(schema.Article{Text: "x", Published: schema.Date{Value: "2024", Precision: schema.PrecisionYear, Source: "record"}}),
				text("x"),
			}},
		{file: "time.jsonl", content: `{"text":"x","published":"2024-03-02T23:30:00-05:00"}`,
			want: []Item{article(schema.Article{Text: "x", Published: wholeArticle.Published})}},
		{file: "date.jsonl", content: `{"text":"x","published":"02.03.2024"}`,
			want: []Item{text("x", `publication date left out: "02.03.2024" is not YYYY-MM-DD, YYYY-MM, YYYY or an RFC 3339 time`)}},
		{file: "broken.jsonl", content: "{\"text\":\"caf\xE9 talks\"}", want: []Item{text("caf\uFFFD talks", remarkUTF8)}},

		{file: "mixed.jsonl", content: "\n{\"text\":\"x\"}\r\n  \n{\"text\":\n\n{\"text\":\"y\"}",
			want: []Item{text("x"), bad(ErrInvalidRecord), text("y")}, says: "mixed.jsonl:4: invalid record: unexpected end of JSON input"},
		{file: "notext.jsonl", content: `{"title":"Only a title","text":" \n"}`, want: []Item{bad(ErrInvalidRecord)},
			says: `notext.jsonl:1: invalid record: it has neither "text" nor "html"`},
		{file: "keyed.jsonl", content: `{"id":"k7","title":"Only a title"}`, want: []Item{{Article: &schema.Article{Key: "k7"}, Err: ErrInvalidRecord}}},
		{file: "type.jsonl", content: `{"text":["x"]}`, want: []Item{bad(ErrInvalidRecord)}, says: `type.jsonl:1: invalid record: "text" is array, want a string`},
		{file: "list.jsonl", content: `["x"]`, want: []Item{bad(ErrInvalidRecord)}, says: "list.jsonl:1: invalid record: it is array, want an object"},
		{file: "null.jsonl", content: `null`, want: []Item{bad(ErrInvalidRecord)}, says: "null.jsonl:1: invalid record: it is null, want an object"},
		{file: "two.jsonl", content: `{"text":"x"} {"text":"y"}`, want: []Item{bad(ErrInvalidRecord)}, says: "two.jsonl:1: invalid record: invalid character '{'"},
		{file: "nul.jsonl", content: "{\"text\":\"x\x00\"}", want: []Item{bad(ErrBinary)}, says: "nul.jsonl: not text but binary data: it has NUL bytes"},
		{file: "empty.jsonl", content: "", want: []Item{bad(ErrEmpty)}, says: "empty.jsonl: file is empty"},
		{file: "blank.jsonl", content: "\n \n", want: []Item{bad(ErrEmpty)}},

		{file: "badthengood.json", content: "[{\"text\":\"x\"},\n{text:1},\n{\"text\":\"y\"}]", want: []Item{text("x"), bad(ErrInvalidRecord), text("y")},
			says: "badthengood.json:2: invalid record: invalid character 't'"},
		{file: "open.json", content: "[{\"text\":\"x\"},\n", want: []Item{text("x"), bad(ErrInvalidRecord)}, says: "open.json:2: invalid record: the array is not closed"},
		{file: "cut.json", content: "[{\"text\":\"x\"},\n{\"text\":\n", want: []Item{text("x"), bad(ErrInvalidRecord)},
			says: "cut.json:3: invalid record: the file ends within the record of line 2"},
		{file: "after.json", content: whole + "\n]", want: []Item{article(wholeArticle), bad(ErrInvalidRecord)}, says: "after.json:2: invalid record: unexpected ']'"},
		{file: "numbers.json", content: `[1, "a b", true]`, want: []Item{bad(ErrInvalidRecord), bad(ErrInvalidRecord), bad(ErrInvalidRecord)},
			says: "numbers.json:1: invalid record: it is number, want an object"},
		{file: "braces.json", content: `{"text":"a \"}] b"}`, want: []Item{text(`a "}] b`)}},
		{file: "none.json", content: "[ ]", want: []Item{bad(ErrEmpty)}, says: "none.json: file is empty: no records"},

		{file: "title.txt", content: "Norway hosts drill\r\n\r\nNorway hosted a drill.\r\nSweden took part.\r\n",
			want: []Item{article(schema.Article{Title: "Norway hosts drill", Text: "Norway hosted a drill.\nSweden took part."})}},
		{file: "notitle.txt", content: "Norway hosted a drill.\nSweden took part.", want: []Item{text("Norway hosted a drill.\nSweden took part.")}},
		{file: "sentence.txt", content: "Norway hosted a drill.\n\nSweden took part.", want: []Item{text("Norway hosted a drill.\n\nSweden took part.")}},
		{file: "long.txt", content: strings.Repeat("long ", 50) + "\n\nSweden took part.", want: []Item{text(strings.Repeat("long ", 50) + "\n\nSweden took part.")}},
		{file: "line.txt", content: "\uFEFFNorway hosts drill\n\n", want: []Item{text("Norway hosts drill")}},
		{file: "latin1.txt", content: "The caf\xE9 in Malm\xF6 is open to everybody who comes.", want: []Item{text("The caf\uFFFD in Malm\uFFFD is open to everybody who comes.", remarkUTF8)}},
		{file: "cp1251.txt", content: "\xCC\xEE\xF1\xEA\xE2\xE0", want: []Item{bad(ErrBinary)}, says: "cp1251.txt: not text but binary data: most of it is not UTF-8"},
		{file: "utf32.txt", content: "\xFF\xFE\x00\x00x\x00\x00\x00", want: []Item{bad(ErrBinary)}},
		{file: "late.txt", content: strings.Repeat("a ", 5000) + "\x00", want: []Item{bad(ErrBinary)}},
		{file: "empty.txt", content: " \n\t", want: []Item{bad(ErrEmpty)}},
		{file: "mark.txt", content: "\uFEFF", want: []Item{bad(ErrEmpty)}},

		{file: "a.html", content: "<p>caf\xE9", want: []Item{{HTML: []byte("<p>caf\xE9")}}},
		{file: "a.HTM", content: "\uFEFF<p>Hi", want: []Item{{HTML: []byte("\uFEFF<p>Hi")}}},
		{file: "empty.html", content: "", want: []Item{bad(ErrEmpty)}, says: "empty.html: file is empty"},
	} {
		dir := write(t, map[string]string{c.file: c.content})
		compare(t, c.file, walk(t, dir, Options{}, c.file), c.want, c.says)
	}
}

// compare compares items: articles and pages whole, errors by what they are; says is in the first error.
func compare(t *testing.T, what string, got, want []Item, says string) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%s: %d items, want %d: %+v", what, len(got), len(want), got)
		return
	}
	for i, g := range got {
		w := want[i]
		if !reflect.DeepEqual(g.Article, w.Article) || !bytes.Equal(g.HTML, w.HTML) || !errors.Is(g.Err, w.Err) {
			t.Errorf("%s, item %d: %+v, %q, %v\nwant %+v, %q, %v", what, i, g.Article, g.HTML, g.Err, w.Article, w.HTML, w.Err)
		}
		if g.Err != nil && says != "" {
			if !strings.Contains(g.Err.Error(), says) {
				t.Errorf("%s: error %q, want %q in it", what, g.Err, says)
			}
			says = ""
		}
	}
}

func TestLimits(t *testing.T) {
	big := `{"text":"` + strings.Repeat("long ", 100_000) + `"}`
	dir := write(t, map[string]string{
		"a.jsonl": whole + "\n" + big + "\n" + whole + "\n" + big,
		"b.json":  "[" + whole + "," + big + "," + whole + "]",
		"c.txt":   big,
		"d.html":  big,
	})
	var got []string
	for _, it := range walk(t, dir, Options{MaxBytes: 1000}, "a.jsonl", "b.json", "c.txt", "d.html") {
		got = append(got, fmt.Sprint(it.Name, " ", errors.Is(it.Err, ErrTooLarge)))
	}
	want := []string{"a.jsonl:1 false", "a.jsonl:2 true", "a.jsonl:3 false", "a.jsonl:4 true", "b.json:1 false", "b.json:1 true", "b.json:1 false",
		"c.txt true", "d.html true"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	for _, it := range walk(t, dir, Options{}, "a.jsonl") {
		if it.Err != nil {
			t.Errorf("under the default limit: %v", it.Err)
		}
	}
}

func TestFolders(t *testing.T) {
	dir := write(t, map[string]string{
		"b.txt": "b", "a/z.txt": "z", "a/y.html": "<p>y", "c.md": "no", ".hidden.txt": "no", ".git/x.txt": "no", "c/empty.txt": "", "d.jsonl.gz": `{"text": "not packed"}`,
	})
	if err := os.Symlink(filepath.Join(dir, "b.txt"), filepath.Join(dir, "link.txt")); err != nil {
		t.Skip(err)
	}
	os.Symlink(dir, filepath.Join(dir, "circle"))
	os.Symlink(filepath.Join(dir, "gone"), filepath.Join(dir, "broken.txt"))
	var got []string
	for _, it := range walk(t, dir, Options{}, ".", "missing.txt", "c.md") {
		got = append(got, fmt.Sprint(it.Name, " ", it.Err))
	}
	want := []string{"a/y.html <nil>", "a/z.txt <nil>", "b.txt <nil>", "broken.txt DIR/broken.txt: no such file or directory",
		"c/empty.txt DIR/c/empty.txt: file is empty", "d.jsonl.gz:1 <nil>", "link.txt <nil>", "missing.txt DIR/missing.txt: no such file or directory", "c.md <nil>"}
	for i := range got {
		got[i] = strings.ReplaceAll(got[i], dir, "DIR")
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if it := walk(t, dir, Options{}, "missing.txt"); !errors.Is(it[0].Err, fs.ErrNotExist) {
		t.Errorf("%v is not fs.ErrNotExist", it[0].Err)
	}
}

func TestStdin(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{whole + "\n" + whole + "\n", "-:1 article, -:2 article"},
		{"  \n" + whole, "-:2 article"},
		{"{\n  \"text\": \"x\"\n}\n{\n  \"text\": \"y\"\n}\n", "-:1 article, -:4 article"},
		{"{\"text\":\n\"x\"}", "-:1 article"},
		{"{\n}", "-:1 error"},
		{"[" + whole + "]", "-:1 article"},
		{"\uFEFF<!DOCTYPE html><p>x", "- page"},
		{"<html><p>x", "- page"},
		{"<3 is not a tag", "- article"},
		{"[Seoul] The talks began.", "- article"},
		{"The talks began.", "- article"},
		{"", "- error"},
		{"\x7FELF\x00\x00", "- error"},
	} {
		var got []string
		for _, it := range walk(t, "", Options{Stdin: strings.NewReader(c.in)}, "-") {
			kind := "article"
			switch {
			case it.Err != nil:
				kind = "error"
			case it.HTML != nil:
				kind = "page"
			}
			got = append(got, it.Name+" "+kind)
		}
		if s := strings.Join(got, ", "); s != c.want {
			t.Errorf("%q: %s, want %s", c.in, s, c.want)
		}
	}
	if it := walk(t, "", Options{}, "-"); len(it) != 1 || it[0].Err == nil {
		t.Errorf("without Stdin: %+v", it)
	}
}

// failingReader gives some bytes, then an error.
type failingReader struct {
	r   io.Reader
	err error
}

func (f failingReader) Read(p []byte) (int, error) {
	n, err := f.r.Read(p)
	if err == io.EOF {
		err = f.err
	}
	return n, err
}

func TestReadError(t *testing.T) {
	broken := errors.New("disk is broken")
	for _, in := range []string{"", strings.Repeat(whole+"\n", 100), "[" + strings.Repeat(whole+",", 100), strings.Repeat("word ", 5000)} {
		items := walk(t, "", Options{Stdin: failingReader{strings.NewReader(in), broken}}, "-")
		if last := items[len(items)-1]; !errors.Is(last.Err, broken) {
			t.Errorf("%.10q: the last of %d items has error %v", in, len(items), last.Err)
		}
	}
}

func TestStop(t *testing.T) {
	dir := write(t, map[string]string{"a.jsonl": whole + "\n" + whole, "b/c.txt": "c", "b/d.json": whole})
	enough := errors.New("enough")
	n := 0
	err := Walk(context.Background(), []string{dir}, Options{}, func(Item) error { n++; return enough })
	if err != enough || n != 1 {
		t.Errorf("yield's error: %v after %d items", err, n)
	}
	for after := range 4 {
		ctx, cancel := context.WithCancel(context.Background())
		n := 0
		if after == 0 {
			cancel()
		}
		err := Walk(ctx, []string{dir}, Options{}, func(Item) error {
			if n++; n == after {
				cancel()
			}
			return nil
		})
		if !errors.Is(err, context.Canceled) || n != after {
			t.Errorf("cancelled after %d items: %v after %d", after, err, n)
		}
		cancel()
	}
}

// repeated is a file of a million lines that is nowhere in memory.
type repeated struct {
	line string
	n    int
	rest string
}

func (r *repeated) Read(p []byte) (int, error) {
	if r.rest == "" {
		if r.n == 0 {
			return 0, io.EOF
		}
		r.n--
		r.rest = r.line
	}
	n := copy(p, r.rest)
	r.rest = r.rest[n:]
	return n, nil
}

func TestConstantMemory(t *testing.T) {
	const lines = 200_000
	n, most := 0, uint64(0)
	var m runtime.MemStats
	err := Walk(context.Background(), []string{"-"}, Options{Stdin: &repeated{line: whole + "\n", n: lines}}, func(it Item) error {
		if n++; n%20_000 == 0 {
			runtime.GC()
			runtime.ReadMemStats(&m)
			most = max(most, m.HeapAlloc)
		}
		return it.Err
	})
	if err != nil || n != lines {
		t.Fatalf("%d items, %v", n, err)
	}
	if most > 32<<20 {
		t.Errorf("%d bytes of heap in use", most)
	}
}

// FuzzLines checks that each line that is not blank gives one item, and that what comes is well formed.
func FuzzLines(f *testing.F) {
	for _, s := range []string{whole, "{\"text\":\"x\"}\n\n{", "\n \r\n", "null\n[]\n\"x\"", "{\"text\":\"\xff\"}", "\uFEFF" + whole} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if bytes.HasPrefix(b, []byte("\xFF\xFE")) || bytes.HasPrefix(b, []byte("\xFE\xFF")) {
			return // other line ends
		}
		if start := b[:min(len(b), sniffSize)]; container(start) != nil || unreadable(start) != "" || bytes.HasPrefix(start, []byte("WARC/")) ||
			wikiRoot.Match(start) || isIndented(bytes.TrimPrefix(start, []byte("\uFEFF"))) {
			return // no lines, whatever the name says
		}
		lines := bytes.Split(bytes.TrimPrefix(b, []byte("\uFEFF")), []byte("\n"))
		want := 0
		for _, l := range lines {
			if len(bytes.TrimSpace(l)) > 0 {
				want++
			}
		}
		head := b[:min(len(b), sniffSize)]
		if want == 0 || bytes.IndexByte(head, 0) >= 0 {
			want = 1 // an error for the file
		}
		var items []Item
		w := walker{ctx: t.Context(), opts: Options{MaxBytes: 1 << 16}, yield: func(it Item) error {
			items = append(items, it)
			return nil
		}}
		if err := w.whole("f.jsonl", ".jsonl", bytes.NewReader(b), nil); err != nil {
			t.Fatal(err)
		}
		if len(items) != want {
			t.Fatalf("%d items, want %d", len(items), want)
		}
		check(t, items)
	})
}

// FuzzStdin checks that whatever comes on standard input, items are well formed.
func FuzzStdin(f *testing.F) {
	for _, s := range []string{whole, "[" + whole + "]", "{\n\"text\":\n\"x\"}", "<p>", "Title\n\nText", "[1,\"]\",{}}", "\xFF\xFE{\x00",
		wikiDump, warcFile(), zipped(map[string]string{"a.txt": "x", "b.zip": zipped(map[string]string{"c.jsonl": whole})}), tarred("a.txt", "x"), gzipped(warcFile()), bzipped} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		items := walk(t, "", Options{Stdin: bytes.NewReader(b), MaxBytes: 1 << 16}, "-")
		if len(items) == 0 {
			t.Error("no item and no error")
		}
		check(t, items)
	})
}

func check(t *testing.T, items []Item) {
	for _, it := range items {
		switch {
		case it.Err != nil:
			if it.Article != nil && (it.Article.Key == "" || it.Article.Text != "") || it.HTML != nil { // a key says which record it was
				t.Errorf("%s: an article and an error", it.Name)
			}
		case it.Article == nil && it.HTML == nil:
			t.Errorf("%s: nothing", it.Name)
		case it.Article != nil && it.HTML == nil && strings.TrimSpace(it.Article.Text) == "":
			t.Errorf("%s: no text", it.Name)
		case it.Article != nil && !(utf8.ValidString(it.Article.Text) && utf8.ValidString(it.Article.Title)):
			t.Errorf("%s: invalid UTF-8", it.Name)
		}
	}
}

func BenchmarkLines(b *testing.B) {
	const lines = 10_000
	b.SetBytes(lines * int64(len(whole)+1))
	b.ReportAllocs()
	for b.Loop() {
		in := &repeated{line: whole + "\n", n: lines}
		if err := Walk(context.Background(), []string{"-"}, Options{Stdin: in}, func(it Item) error { return it.Err }); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(lines*b.N)/b.Elapsed().Seconds(), "articles/s")
}
