package temporal

import (
	"bufio"
	"compress/gzip"
	"math/rand"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"testing"

	"geokg/schema"
)

// vocabulary is every atom of the lexicon and of some numbers, in a fixed order, for random sentences.
var vocabulary = func() []string {
	set := map[string]bool{}
	for k := range valued {
		for w := range words.values[k] {
			for _, f := range strings.Fields(w) {
				set[f] = true
			}
		}
	}
	for _, w := range []string{"4", "5th", "31", "0", "13", "2022", "1999", "2,022", "2022-04-05", "05/04/2022", "1990s", "'90s", "5.4.2022", "ago",
		"later", "’", "–", "not", "NATO", "met", "", "\xff", "2022-", "//", "((", "99999999999"} {
		set[w] = true
	}
	out := make([]string, 0, len(set))
	for w := range set {
		out = append(out, w)
	}
	sort.Strings(out)
	return out
}()

// randomDocument makes a document of random words with random tags and heads.
func randomDocument(r *rand.Rand, published string) *schema.Document {
	doc := &schema.Document{}
	if d, err := schema.ParseDate(published); err == nil {
		doc.Published = d
	}
	tags := []string{"", "VERB", "AUX", "NOUN", "PROPN", "ADP", "NUM"}
	forms := []string{"", "VB", "VBD", "VBN", "VBZ", "VBG", "MD", "NNS"}
	for s := range 1 + r.Intn(4) {
		sent := schema.Sentence{Paragraph: s / 2}
		for range r.Intn(12) {
			w := vocabulary[r.Intn(len(vocabulary))]
			if w != "" && r.Intn(2) == 0 {
				w = strings.ToUpper(w[:1]) + w[1:]
			}
			start := len(doc.Text)
			doc.Text += w + " "
			sent.Tokens = append(sent.Tokens, schema.Token{
				Span: schema.Span{Start: start, End: start + len(w)}, Form: w, Head: r.Intn(16) - 2,
				UPOS: tags[r.Intn(len(tags))], XPOS: forms[r.Intn(len(forms))], Deprel: []string{"obl", "cop", "aux"}[r.Intn(3)],
			})
		}
		if n := len(sent.Tokens); n > 0 {
			sent.Span = schema.Span{Start: sent.Tokens[0].Start, End: sent.Tokens[n-1].End}
		}
		doc.Sentences = append(doc.Sentences, sent)
	}
	return doc
}

// FuzzFind holds the promises of Find over random words: no panic, spans and tokens in order and within their sentences, and
// only dates that exist and that words and publication date together justify.
func FuzzFind(f *testing.F) {
	for seed := range int64(200) {
		f.Add(seed, []string{"", "2022", "2022-05", "2022-05-07", "0001-01-01", "9999-12-31"}[seed%6], "")
	}
	f.Add(int64(1), "2022-05-07", "from 3 to 5 May 2022")
	f.Fuzz(func(t *testing.T, seed int64, published, text string) {
		doc := randomDocument(rand.New(rand.NewSource(seed)), published)
		if text != "" {
			sent := schema.Sentence{Paragraph: 9}
			for _, w := range strings.SplitAfter(text, " ") {
				start := len(doc.Text)
				doc.Text += w
				sent.Tokens = append(sent.Tokens, schema.Token{Span: schema.Span{Start: start, End: len(doc.Text)}, Form: strings.TrimSpace(w), Head: -1})
			}
			sent.Span = schema.Span{Start: sent.Tokens[0].Start, End: len(doc.Text)}
			doc.Sentences = append(doc.Sentences, sent)
		}
		check(t, doc)
	})
}

func check(t *testing.T, doc *schema.Document) {
	t.Helper()
	digits := strings.ContainsAny(doc.Text, "0123456789")
	sentence, last := 0, 0
	for _, e := range Find(doc) {
		if e.Sentence != sentence {
			sentence, last = e.Sentence, 0
		}
		if e.Sentence >= len(doc.Sentences) || e.First < last || e.First >= e.Last || e.Last > len(doc.Sentences[e.Sentence].Tokens) {
			t.Fatalf("%q: %+v is out of order or range", doc.Text, e)
		}
		toks := doc.Sentences[e.Sentence].Tokens
		if e.Start != toks[e.First].Start || e.End != toks[e.Last-1].End {
			t.Fatalf("%q: the span of %+v is not that of its tokens", doc.Text, e)
		}
		last = e.Last
		if e.Date.IsZero() {
			if e.Date != (schema.Date{}) {
				t.Fatalf("%q: an unknown date with %+v", doc.Text, e.Date)
			}
			continue
		}
		d, err := schema.ParseDate(e.Date.Value)
		if err != nil || d.Precision != e.Date.Precision {
			t.Fatalf("%q: date %+v: %v", doc.Text, e.Date, err)
		}
		if doc.Published.IsZero() && !digits {
			t.Fatalf("%q: %+v without a publication date or a number in the text", doc.Text, e)
		}
		if e.Date.Source == schema.SourceText && !strings.Contains(doc.Slice(e.Span), strconv.Itoa(d.Year())) {
			t.Fatalf("%q: %q is not in %q", doc.Text, e.Date.Value, doc.Slice(e.Span))
		}
	}
}

// TestPrecision holds that what is resolved against the publication date alone is never more precise than it.
func TestPrecision(t *testing.T) {
	rank := map[schema.Precision]int{schema.PrecisionYear: 1, schema.PrecisionMonth: 2, schema.PrecisionDay: 3}
	for _, text := range []string{"today", "yesterday", "tonight", "last night", "on Tuesday", "next Tuesday", "last week", "this week", "two days ago",
		"a year ago", "three months ago", "last summer", "in the past week", "48 hours ago", "a few days ago", "next month", "this month", "this year",
		"on Tuesday of last week", "by the end of the year", "early next month", "the day after tomorrow"} {
		for _, published := range []string{"2022", "2022-01", "2022-05", "2022-12", "2022-05-07", "2020-02-29"} {
			doc, _ := document(t, "They met_VBD "+text, published)
			for _, e := range Find(doc) {
				if rank[e.Date.Precision] > rank[doc.Published.Precision] {
					t.Errorf("%q of %s = %s", text, published, e.Date.Value)
				}
			}
		}
	}
}

// TestDeterministic holds that the same document gives the same dates.
func TestDeterministic(t *testing.T) {
	r := rand.New(rand.NewSource(7))
	for range 50 {
		doc := randomDocument(r, "2022-05-07")
		a, b := Find(doc), Find(doc)
		if len(a) != len(b) {
			t.Fatal("two runs differ")
		}
		for i := range a {
			if a[i] != b[i] {
				t.Fatalf("%+v, then %+v", a[i], b[i])
			}
		}
	}
}

// treebank reads the documents of a CoNLL-U file of shared/data/ud with the expressions that GUM annotates: sentence, first
// and last token, and the attributes of the TEI element.
func treebank(t testing.TB, name string) ([]*schema.Document, [][]annotated) {
	t.Helper()
	root, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(root, "go.mod")); err == nil {
			break
		}
		if root == filepath.Dir(root) {
			t.Fatal("no go.mod above the test")
		}
		root = filepath.Dir(root)
	}
	path := filepath.Join(root, "..", "shared", "data", "ud", name)
	file, err := os.Open(path)
	if err != nil {
		if os.Getenv("GEOKG_REQUIRE_SHARED") == "1" {
			t.Fatal(err)
		}
		t.Skip("no treebank: ", err)
	}
	defer file.Close()
	z, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	var r conllReader
	in := bufio.NewScanner(z)
	in.Buffer(nil, 1<<20)
	for in.Scan() {
		r.line(in.Text())
	}
	r.endSentence()
	if in.Err() != nil {
		t.Fatal(in.Err())
	}
	return r.docs, r.gold
}

// annotated is a date that the treebank gives.
type annotated struct {
	sentence, first, last int
	attributes            string
}

type conllReader struct {
	docs []*schema.Document
	gold [][]annotated
	sent schema.Sentence
	open []annotated
}

func (r *conllReader) line(line string) {
	switch {
	case strings.HasPrefix(line, "# newdoc"):
		r.docs, r.gold = append(r.docs, &schema.Document{}), append(r.gold, nil)
	case strings.HasPrefix(line, "# newpar"):
		r.sent.Paragraph++
	case strings.HasPrefix(line, "# meta::dateCreated = "):
		if d, err := schema.ParseDate(strings.TrimPrefix(line, "# meta::dateCreated = ")); err == nil {
			r.docs[len(r.docs)-1].Published = d
		}
	case line == "":
		r.endSentence()
	case line[0] != '#':
		if f := strings.Split(line, "\t"); len(f) == 10 && isNumber(f[0]) {
			r.token(f)
		}
	}
}

func (r *conllReader) token(f []string) {
	if len(r.docs) == 0 {
		return
	}
	doc := r.docs[len(r.docs)-1]
	head, _ := strconv.Atoi(f[6])
	start := len(doc.Text)
	doc.Text += f[1]
	space := !strings.Contains(f[9], "SpaceAfter=No")
	i := len(r.sent.Tokens)
	r.sent.Tokens = append(r.sent.Tokens, schema.Token{
		Span: schema.Span{Start: start, End: len(doc.Text)}, Form: f[1], Lemma: f[2], UPOS: f[3], XPOS: f[4], Head: head - 1, Deprel: f[7], SpaceAfter: space,
	})
	if space {
		doc.Text += " "
	}
	for _, misc := range strings.Split(f[9], "|") {
		x, ok := strings.CutPrefix(misc, "XML=")
		if !ok {
			continue
		}
		if _, after, ok := strings.Cut(x, "<date "); ok {
			attributes, _, _ := strings.Cut(after, ">")
			r.open = append(r.open, annotated{sentence: len(doc.Sentences), first: i, attributes: attributes})
		}
		if n := len(r.open); n > 0 && strings.Contains(x, "</date>") {
			r.open[n-1].last = i + 1
			r.gold[len(r.gold)-1] = append(r.gold[len(r.gold)-1], r.open[n-1])
			r.open = r.open[:n-1]
		}
	}
}

func (r *conllReader) endSentence() {
	if len(r.sent.Tokens) == 0 {
		return
	}
	doc := r.docs[len(r.docs)-1]
	r.sent.Span = schema.Span{Start: r.sent.Tokens[0].Start, End: r.sent.Tokens[len(r.sent.Tokens)-1].End}
	doc.Sentences = append(doc.Sentences, r.sent)
	r.sent, r.open = schema.Sentence{Paragraph: r.sent.Paragraph}, nil
}

// expected turns GUM's attributes ("when:::"2011-04-12"", from, to) into the date that covers them; "" if none does.
func (a annotated) expected() string {
	get := func(names ...string) string {
		for _, n := range names {
			if _, v, ok := strings.Cut(a.attributes, n+`:::"`); ok {
				v, _, _ = strings.Cut(v, `"`)
				return v
			}
		}
		return ""
	}
	if when := get("when"); when != "" {
		return when
	}
	from, err1 := schema.ParseDate(get("from", "notBefore"))
	to, err2 := schema.ParseDate(get("to", "notAfter"))
	if err1 != nil || err2 != nil {
		return ""
	}
	return period{periodOf(from).from, periodOf(to).to}.date().Value
}

// TestTreebank measures Find on the dates that GUM annotates, with the treebank's own tags and heads, and holds the number of
// right ones. GUM's train part is of other genres: it has citations, lives of saints and diaries.
func TestTreebank(t *testing.T) {
	for _, c := range []struct {
		name  string
		floor int
	}{{"gum-news-dev.conllu.gz", 14}, {"gum-news-test.conllu.gz", 51}, {"gum-open-train.conllu.gz", 670}} {
		name := c.name
		docs, gold := treebank(t, name)
		all, found, right := 0, 0, 0
		for i, doc := range docs {
			dates := Find(doc)
			for _, g := range gold[i] {
				all++
				got, ok := "", false
				for _, e := range dates {
					if e.Sentence == g.sentence && e.First < g.last && g.first < e.Last {
						got, ok = e.Date.Value, true
						break
					}
				}
				if ok {
					found++
				}
				if want := g.expected(); ok && got == want {
					right++
				} else {
					t.Logf("%s %s: %q want %q, got %q (%s)", name, doc.Published.Value, around(doc, g), want, got, g.attributes)
				}
			}
		}
		t.Logf("%s: %d annotated, %d found, %d with that date", name, all, found, right)
		if right < c.floor {
			t.Errorf("%s: %d right, want at least %d", name, right, c.floor)
		}
	}
}

func around(doc *schema.Document, g annotated) string {
	toks := doc.Sentences[g.sentence].Tokens
	return doc.Text[toks[max(0, g.first-3)].Start:toks[min(len(toks), g.last+2)-1].End]
}

// TestLongSentence holds that a sentence of fifty thousand words costs about as much as its words one by one: it would not end otherwise.
func TestLongSentence(t *testing.T) {
	for _, phrase := range []string{"in June ", "early ", "the first week of ", "two days after ", "3 , ", "May - ", "will "} {
		doc, _ := document(t, strings.Repeat(phrase, 50000/len(strings.Fields(phrase))), "2022-05-07")
		check(t, doc)
	}
}

func BenchmarkFind(b *testing.B) {
	docs, _ := treebank(b, "gum-news-dev.conllu.gz")
	tokens, bytes := 0, 0
	for _, d := range docs {
		bytes += len(d.Text)
		for _, s := range d.Sentences {
			tokens += len(s.Tokens)
		}
	}
	b.SetBytes(int64(bytes))
	b.ReportAllocs()
	for b.Loop() {
		for _, d := range docs {
			Find(d)
		}
	}
	b.ReportMetric(float64(tokens)*float64(b.N)/b.Elapsed().Seconds(), "tokens/s")
}
