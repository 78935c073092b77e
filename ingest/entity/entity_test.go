package entity_test

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"geokg/ingest/entity"
	"geokg/ingest/gazetteer"
	"geokg/ingest/temporal"
	"geokg/ingest/text"
	"geokg/schema"
)

// tools are loaded once for all tests.
var tools = sync.OnceValues(func() (t struct {
	parser *text.Parser
	linker *entity.Linker
}, err error) {
	if t.parser, err = text.New(); err != nil {
		return t, err
	}
	g, err := gazetteer.Load()
	if err != nil {
		return t, err
	}
	t.linker = entity.NewLinker(g)
	return t, nil
})

// parse makes a document with dates, as the pipeline does.
func parse(t testing.TB, a *schema.Article) *schema.Document {
	t.Helper()
	x, err := tools()
	if err != nil {
		t.Fatal(err)
	}
	doc, err := x.parser.Document(a)
	if err != nil {
		t.Fatal(err)
	}
	doc.Dates = temporal.Find(doc)
	return doc
}

// A testCase is one article of a file in testdata with what must be found in it. The format of the files:
//
//	# comment
//	title: a headline            (optional, as are published: and site:)
//	| a paragraph of the article (one or more)
//	words @head = id id          a mention with these words, head and entities; "@head" may be left out
//	- words                      no mention with these words
//	role id = title of former?   an office that the article gives to a person
//	entity id = name             the entity's name
//	! line                       any of these, known to fail
//
// Cases are parted by blank lines. "words#2" is the second of equal words.
type testCase struct {
	file    string
	line    int
	article schema.Article
	want    []string
}

func readCases(t *testing.T, file string) []testCase {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var cases []testCase
	open := false
	sc := bufio.NewScanner(f)
	for n := 1; sc.Scan(); n++ {
		line := strings.TrimSpace(sc.Text())
		if line == "" {
			open = false
			continue
		}
		if line[0] == '#' {
			continue
		}
		if !open {
			cases, open = append(cases, testCase{file: filepath.Base(file), line: n}), true
		}
		c := &cases[len(cases)-1]
		switch {
		case strings.HasPrefix(line, "title: "):
			c.article.Title = line[7:]
		case strings.HasPrefix(line, "site: "):
			c.article.Site = line[6:]
		case strings.HasPrefix(line, "published: "):
			if c.article.Published, err = schema.ParseDate(line[11:]); err != nil {
				t.Fatalf("%s:%d: %v", file, n, err)
			}
		case strings.HasPrefix(line, "| "):
			c.article.Text = strings.TrimPrefix(c.article.Text+"\n\n"+line[2:], "\n\n")
		default:
			c.want = append(c.want, line)
		}
	}
	return cases
}

func TestLink(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, file := range files {
		for _, c := range readCases(t, file) {
			t.Run(fmt.Sprintf("%s:%d", c.file, c.line), func(t *testing.T) { check(t, c) })
		}
	}
}

func check(t *testing.T, c testCase) {
	doc := parse(t, &c.article)
	x, _ := tools()
	r := x.linker.LinkAll(&c.article, doc)
	checkWellFormed(t, doc, r)
	have := describe(doc, r)
	failed := false
	for _, w := range c.want {
		line, known := strings.CutPrefix(w, "! ")
		ok := holds(have, line)
		switch {
		case known && ok:
			t.Errorf("no longer fails: %s", line)
		case !known && !ok:
			t.Errorf("want %s", line)
			failed = true
		}
	}
	if failed {
		t.Logf("%s\n%s", c.article.Text, strings.Join(have, "\n"))
	}
}

// describe writes what was found as lines of the test files.
func describe(doc *schema.Document, r entity.Result) []string {
	var out []string
	seen := map[string]int{}
	for _, m := range r.Mentions {
		words := doc.Slice(m.Span)
		seen[words]++
		if n := seen[words]; n > 1 {
			words += fmt.Sprintf("#%d", n)
		}
		out = append(out, fmt.Sprintf("%s @%s = %s", words, doc.Sentences[m.Sentence].Tokens[m.Head].Form, strings.Join(m.Entities, " ")))
	}
	for _, x := range r.Roles {
		line := fmt.Sprintf("role %s = %s of %s", x.Person, x.Title, x.Of)
		if x.Former {
			line += " former"
		}
		out = append(out, line)
	}
	for _, e := range r.Entities {
		out = append(out, fmt.Sprintf("entity %s = %s", e.ID, e.Name))
	}
	return out
}

// holds reports whether a line of a test file is true of what was found.
func holds(have []string, line string) bool {
	not, negative := strings.CutPrefix(line, "- ")
	for _, h := range have {
		switch {
		case negative && strings.HasPrefix(h, not+" @"):
			return false
		case h == line || anyHead(h) == line:
			return true
		}
	}
	return negative
}

// anyHead drops the head from a mention's line.
func anyHead(line string) string {
	at, eq := strings.LastIndex(line, " @"), strings.LastIndex(line, " = ")
	if at < 0 || eq < at {
		return line
	}
	return line[:at] + line[eq:]
}

// checkWellFormed checks what holds for every result.
func checkWellFormed(t testing.TB, doc *schema.Document, r entity.Result) {
	t.Helper()
	entities := map[string]bool{}
	for i, e := range r.Entities {
		entities[e.ID] = true
		if !schema.IsLabel(e.Label) || e.Name == "" {
			t.Errorf("entity %+v has no label or name", e)
		}
		if i > 0 && r.Entities[i-1].ID >= e.ID {
			t.Errorf("entities out of order at %s", e.ID)
		}
	}
	heads := map[[2]int]bool{}
	for i, m := range r.Mentions {
		if m.Sentence < 0 || m.Sentence >= len(doc.Sentences) {
			t.Fatalf("mention %d is in sentence %d of %d", i, m.Sentence, len(doc.Sentences))
		}
		tokens := doc.Sentences[m.Sentence].Tokens
		if m.First < 0 || m.Last > len(tokens) || m.First >= m.Last || m.Head < m.First || m.Head >= m.Last {
			t.Fatalf("mention %+v of %d tokens", m, len(tokens))
		}
		if m.Span != (schema.Span{Start: tokens[m.First].Start, End: tokens[m.Last-1].End}) {
			t.Errorf("mention %+v does not span its tokens", m)
		}
		if len(m.Entities) == 0 || m.Score <= 0 || m.Score > 1 || m.Reason == "" {
			t.Errorf("mention %+v lacks entities, score or reason", m)
		}
		for _, id := range m.Entities {
			if !entities[id] {
				t.Errorf("mention %+v of an entity that is not given", m)
			}
		}
		if k := [2]int{m.Sentence, m.Head}; heads[k] {
			t.Errorf("two mentions at token %d of sentence %d", m.Head, m.Sentence)
		} else {
			heads[k] = true
		}
		if i > 0 && before(m, r.Mentions[i-1]) {
			t.Errorf("mentions out of order at %+v", m)
		}
	}
	for _, x := range r.Roles {
		if x.Mention < 0 || x.Mention >= len(r.Mentions) || !contains(r.Mentions[x.Mention].Entities, x.Person) {
			t.Errorf("role %+v without its person's mention", x)
		}
	}
}

func before(a, b schema.Mention) bool {
	return a.Sentence < b.Sentence || a.Sentence == b.Sentence && a.First < b.First
}

func contains(ids []string, id string) bool {
	for _, x := range ids {
		if x == id {
			return true
		}
	}
	return false
}

// A second reading of the same document gives the same bytes.
func TestDeterministic(t *testing.T) {
	a := &schema.Article{Title: "Leaders of Chad and Mali meet", Text: "President Idriss Deby of Chad met the leaders of Mali and Niger in Bamako. They agreed to share intelligence. Both countries will send troops, he said."}
	doc := parse(t, a)
	x, _ := tools()
	first := describe(doc, x.linker.LinkAll(a, doc))
	for range 5 {
		if again := describe(doc, x.linker.LinkAll(a, doc)); strings.Join(again, "\n") != strings.Join(first, "\n") {
			t.Fatalf("got\n%s\nthen\n%s", strings.Join(first, "\n"), strings.Join(again, "\n"))
		}
	}
}

// Trees that no parser would give must not break the linker.
func FuzzLink(f *testing.F) {
	f.Add("The Russian foreign minister, Sergei Lavrov, met NATO's chief in Geneva (AP).", uint64(7))
	f.Add("“We will not join,” said King Hassan of Morocco. He left.", uint64(1<<40+3))
	f.Add("U.S. and U.K. - led talks between the South and the North, including Iraq", uint64(99))
	x, err := tools()
	if err != nil {
		f.Fatal(err)
	}
	tags := []string{"PROPN", "NOUN", "VERB", "ADJ", "PRON", "DET", "ADP", "PUNCT", "NUM", "AUX", ""}
	rels := []string{"nsubj", "obj", "obl", "nmod", "nmod:poss", "amod", "compound", "flat", "appos", "conj", "acl:relcl", "root", "case", "det", "xcomp", "ccomp", "parataxis", ""}
	f.Fuzz(func(t *testing.T, words string, seed uint64) {
		doc := scramble(words, seed, tags, rels)
		checkWellFormed(t, doc, x.linker.LinkAll(nil, doc))
	})
}

// scramble makes a document of the words with tags, heads and relations drawn from seed: cycles, self-loops and heads out of range too.
func scramble(words string, seed uint64, tags, rels []string) *schema.Document {
	doc := &schema.Document{Text: words, Paragraphs: []schema.Span{{Start: 0, End: len(words)}}}
	next := func(n int) int {
		seed = seed*6364136223846793005 + 1442695040888963407
		return int(seed>>33) % n
	}
	var s schema.Sentence
	flush := func() {
		if n := len(s.Tokens); n > 0 {
			s.Span = schema.Span{Start: s.Tokens[0].Start, End: s.Tokens[n-1].End}
			for i := range s.Tokens {
				s.Tokens[i].Head = next(n+3) - 2
			}
			doc.Dates = append(doc.Dates, schema.DateExpr{Sentence: len(doc.Sentences), First: next(n+1) - 1, Last: next(n + 2), Date: schema.Date{Value: "2022-04", Precision: schema.PrecisionMonth}})
			doc.Sentences = append(doc.Sentences, s)
			s = schema.Sentence{}
		}
	}
	at := 0
	for _, w := range strings.Fields(words) {
		start := at + strings.Index(words[at:], w)
		at = start + len(w)
		s.Tokens = append(s.Tokens, schema.Token{
			Span: schema.Span{Start: start, End: at}, Form: w, Lemma: strings.ToLower(w),
			UPOS: tags[next(len(tags))], XPOS: []string{"NN", "NNS", "NNP", "PRP$"}[next(4)], Deprel: rels[next(len(rels))], SpaceAfter: next(2) == 0,
		})
		if strings.HasSuffix(w, ".") || len(s.Tokens) > 40 {
			flush()
		}
	}
	flush()
	return doc
}

func BenchmarkLink(b *testing.B) {
	a := &schema.Article{
		Title:     "Leaders of Chad and Mali meet",
		Published: schema.Date{Value: "2020-02-03", Precision: schema.PrecisionDay},
		Text: strings.Repeat("President Idriss Deby of Chad met Malian officials in Bamako on Tuesday. \"We will send troops,\" he said. "+
			"The two countries signed an agreement at a summit of the African Union, which the Russian Foreign Ministry welcomed.\n\n", 20),
	}
	doc := parse(b, a)
	x, _ := tools()
	tokens, mentions := 0, 0
	for _, s := range doc.Sentences {
		tokens += len(s.Tokens)
	}
	b.ReportAllocs()
	b.ResetTimer()
	for range b.N {
		ms, _ := x.linker.Link(doc)
		mentions = len(ms)
	}
	b.ReportMetric(float64(tokens*b.N)/b.Elapsed().Seconds(), "tokens/s")
	b.ReportMetric(float64(mentions), "mentions")
}

func BenchmarkNewLinker(b *testing.B) {
	g, err := gazetteer.Load()
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for range b.N {
		entity.NewLinker(g)
	}
}
