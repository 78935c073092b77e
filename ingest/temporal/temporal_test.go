package temporal

import (
	_ "embed"
	"fmt"
	"strings"
	"testing"
	"unicode"

	"geokg/schema"
)

//go:embed testdata/expressions.txt
var expressions string

// TestFind runs the table of testdata/expressions.txt.
func TestFind(t *testing.T) {
	cases := 0
	for n, line := range strings.Split(expressions, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, " | ")
		if len(f) == 2 {
			f = append(f, "")
			f[1] = strings.TrimSuffix(f[1], " |")
		}
		if len(f) != 3 {
			t.Fatalf("expressions.txt:%d: want three columns", n+1)
		}
		cases++
		doc, want := document(t, f[0], f[1])
		for i, w := range strings.Fields(f[2]) {
			if i >= len(want) {
				t.Fatalf("expressions.txt:%d: more results than brackets", n+1)
			}
			want[i] += " " + w
		}
		var got []string
		for _, e := range Find(doc) {
			got = append(got, bare(doc.Slice(e.Span))+" "+show(e.Date))
		}
		if g, w := strings.Join(got, "; "), strings.Join(want, "; "); g != w {
			t.Errorf("expressions.txt:%d: %s\n got %s\nwant %s", n+1, line, g, w)
		}
	}
	if cases < 150 {
		t.Errorf("%d cases", cases)
	}
}

// bare takes off a preposition, so that the table need not write brackets around it.
func bare(s string) string {
	if f := strings.Fields(s); len(f) > 1 && (words.is("case", f[0]) || words.is("near", f[0])) {
		return strings.TrimPrefix(s, f[0]+" ")
	}
	return s
}

func show(d schema.Date) string {
	s := d.Value
	switch d.Source {
	case schema.SourceText:
		s = "=" + s
	case schema.SourceResolved:
		s = "~" + s
	case "":
		if d == (schema.Date{}) {
			return "?"
		}
	}
	switch d.Remark {
	case WeekdayRemark:
		s += "!"
	case YearRemark:
		s += "y"
	}
	return s
}

// document makes a document of a marked-up text and returns it with the bracketed expressions.
func document(t testing.TB, marked, published string) (*schema.Document, []string) {
	t.Helper()
	doc := &schema.Document{}
	if published != "-" {
		d, err := schema.ParseDate(published)
		if err != nil {
			t.Fatal(err)
		}
		doc.Published = d
	}
	var want []string
	var text []byte
	paragraph, open := 0, -1
	var tokens []schema.Token
	flush := func() {
		if len(tokens) > 0 {
			doc.Sentences = append(doc.Sentences, schema.Sentence{
				Span:      schema.Span{Start: tokens[0].Start, End: tokens[len(tokens)-1].End},
				Paragraph: paragraph, Tokens: tokens,
			})
		}
		tokens = nil
	}
	for _, chunk := range strings.Fields(marked) {
		if chunk == "¶" {
			flush()
			paragraph++
			continue
		}
		if len(text) > 0 {
			text = append(text, ' ')
		}
		for _, w := range split(chunk) {
			switch w {
			case "[":
				open = len(text)
				continue
			case "]":
				want = append(want, bare(string(text[open:])))
				continue
			}
			form, tag, _ := strings.Cut(w, "_")
			start := len(text)
			text = append(text, form...)
			tokens = append(tokens, schema.Token{
				Span: schema.Span{Start: start, End: len(text)}, Form: form, XPOS: tag, UPOS: universal(tag, form), Head: -1,
			})
			if w == "." {
				flush()
			}
		}
	}
	flush()
	doc.Text = string(text)
	return doc, want
}

// split is a small tokenizer: punctuation and "'s" off the ends of a chunk.
func split(chunk string) []string {
	var front, back []string
	for chunk != "" && strings.ContainsRune("[(\"$", rune(chunk[0])) {
		front, chunk = append(front, chunk[:1]), chunk[1:]
	}
	for chunk != "" && strings.ContainsRune("]),;:\"?!.", rune(chunk[len(chunk)-1])) {
		if chunk[len(chunk)-1] == '.' && isAbbreviation(chunk[:len(chunk)-1]) {
			break
		}
		back, chunk = append([]string{chunk[len(chunk)-1:]}, back...), chunk[:len(chunk)-1]
	}
	if stem, ok := strings.CutSuffix(chunk, "]'s"); ok {
		return append(append(append(front, stem), "]", "'s"), back...)
	}
	if stem, ok := strings.CutSuffix(chunk, "'s"); ok && stem != "" {
		return append(append(front, stem, "'s"), back...)
	}
	if chunk != "" {
		front = append(front, chunk)
	}
	return append(front, back...)
}

func isAbbreviation(s string) bool {
	w := strings.ToLower(s)
	return words.is("shortmonth", w) || words.is("shortweek", w) && unicode.IsUpper(rune(s[0])) || w == "no"
}

func universal(penn, form string) string {
	switch {
	case penn == "MD", penn != "" && strings.Contains(" be is are was were been have has had ", " "+form+" "):
		return "AUX"
	case strings.HasPrefix(penn, "VB"):
		return "VERB"
	case penn == "TO":
		return "PART"
	case strings.HasPrefix(penn, "JJ"):
		return "ADJ"
	case strings.HasPrefix(penn, "NN"):
		return "NOUN"
	}
	return ""
}

func TestFindNothing(t *testing.T) {
	if got := Find(nil); got != nil {
		t.Errorf("Find(nil) = %v", got)
	}
	if got := Find(&schema.Document{Sentences: []schema.Sentence{{}}}); got != nil {
		t.Errorf("Find of an empty sentence = %v", got)
	}
}

// TestDateline: without a publication date, the day of the dateline is that from which relative dates are read.
func TestDateline(t *testing.T) {
	for _, c := range []struct{ dateline, published, want string }{
		{"April 5, 2022", "-", "2022-04-04"},
		{"5 April 2022", "-", "2022-04-04"},
		{"April 5", "2022", "2022-04-04"},
		{"April 5", "-", ""},
		{"April 5, 2022", "2022-04-06", "2022-04-05"},
		{"", "-", ""},
	} {
		doc, _ := document(t, "They met_VBD yesterday.", c.published)
		doc.Dateline.Date = c.dateline
		if got := Find(doc); len(got) != 1 || got[0].Date.Value != c.want {
			t.Errorf("%+v: %+v", c, got)
		}
	}
}

func TestLexiconErrors(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"blorp x", `words.txt:1: no kind "blorp"`},
		{"# head\ncase in\ncase by", `words.txt:3: "case by" must stand before`},
		{"case in\ncase in", "words.txt:2"},
		{"month April | 13", "words.txt:1"},
		{"month april | 13", `words.txt:1: april: value "13": want 1 to 12`},
		{"month april", "words.txt:1: kind month"},
		{"case in | 3", "words.txt:1: kind case"},
		{"unit fortnight | fortnight", "want a unit"},
		{"holiday x | 02-31", "want MM-DD"},
		{"case in", "no words of kind"},
	} {
		if _, err := parseLexicon(c.in); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("parseLexicon(%q): %v, want %q", c.in, err, c.want)
		}
	}
}

func TestShift(t *testing.T) {
	of := func(s string) period {
		d, err := schema.ParseDate(s)
		if err != nil {
			t.Fatal(err)
		}
		return periodOf(d)
	}
	for _, c := range []struct {
		from string
		n    int
		unit unit
		want string
	}{
		{"2022-03-31", -1, month, "2022-02"},
		{"2022-01-31", 1, month, "2022-02"},
		{"2020-02-29", 1, year, "2021"},
		{"2022-12-31", 1, day, "2023-01-01"},
		{"2022-05-08", 0, week, "2022-05"}, // a Sunday: Monday 2 to Sunday 8
		{"2022-05-01", 0, week, "2022"},    // from 25 April
		{"2022-05-07", -1, quarter, "2022"},
		{"2022-05-07", 0, decade, ""},
	} {
		if got := of(c.from).shift(c.n, c.unit).date().Value; got != c.want {
			t.Errorf("%s by %d of unit %d = %q, want %q", c.from, c.n, c.unit, got, c.want)
		}
	}
}

func ExampleFind() {
	token := func(start int, form string) schema.Token {
		return schema.Token{Span: schema.Span{Start: start, End: start + len(form)}, Form: form, Head: -1}
	}
	doc := &schema.Document{
		Text:      "They met last month",
		Published: schema.Date{Value: "2022-05-07", Precision: schema.PrecisionDay},
		Sentences: []schema.Sentence{{
			Span:   schema.Span{End: 19},
			Tokens: []schema.Token{token(0, "They"), token(5, "met"), token(9, "last"), token(14, "month")},
		}},
	}
	for _, e := range Find(doc) {
		fmt.Println(doc.Slice(e.Span), "=", e.Date.Value)
	}
	// Output: last month = 2022-04
}
