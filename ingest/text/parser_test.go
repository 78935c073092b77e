package text

import (
	"bytes"
	"encoding/json"
	"strings"
	"sync"
	"testing"
	"unicode"

	"geokg/schema"
)

const report = `Island ministers sign fishing pact

MARIVILLE, May 3 (Island News) - The foreign minister of Northland met Gen. Ana Paz in the capital on Tuesday. She didn't sign the U.S.-led pact.

"We will not wait," the general said. "Our neighbours have waited 30 years." The talks cost $3.5 million, the State Dept. said.`

func document(tb testing.TB, title, text string) *schema.Document {
	tb.Helper()
	d, err := newParser(tb).Document(&schema.Article{Title: title, Text: text})
	if err != nil {
		tb.Fatal(err)
	}
	return d
}

func TestDocument(t *testing.T) {
	title, body, _ := strings.Cut(report, "\n\n")
	d := document(t, title, body)
	if d.Text != report || d.TitleEnd != len(title) || d.TextStart != len(title)+2 {
		t.Errorf("title ends at %d, text starts at %d of %q", d.TitleEnd, d.TextStart, d.Text)
	}
	if got := d.Dateline; got.Place != "MARIVILLE" || got.Agency != "Island News" || got.Date != "May 3" {
		t.Errorf("dateline %+v", got)
	}
	var got []string
	for _, s := range d.Sentences {
		got = append(got, d.Slice(s.Span))
	}
	want := []string{
		"Island ministers sign fishing pact",
		"The foreign minister of Northland met Gen. Ana Paz in the capital on Tuesday.",
		"She didn't sign the U.S.-led pact.",
		`"We will not wait," the general said.`,
		`"Our neighbours have waited 30 years."`,
		"The talks cost $3.5 million, the State Dept. said.",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("sentences:\n%s", strings.Join(got, "\n"))
	}
	if !d.Sentences[0].Headline || d.Sentences[1].Headline {
		t.Error("the title's sentence, and no other, is a headline")
	}
	checkDocument(t, d)
}

func TestDocumentWithoutArticle(t *testing.T) {
	p := newParser(t)
	if _, err := p.Document(nil); err == nil {
		t.Error("no error for no article")
	}
	d, err := p.Document(&schema.Article{})
	if err != nil || len(d.Sentences) != 0 {
		t.Errorf("empty article: %v, %v", d, err)
	}
}

// checkDocument reports what is wrong with a document's spans and trees.
func checkDocument(tb testing.TB, d *schema.Document) {
	tb.Helper()
	covered := 0
	uncovered := func(from, to int) {
		for i, c := range d.Text[from:to] {
			if !unicode.IsSpace(c) && !d.Dateline.Span.Contains(schema.Span{Start: from + i, End: from + i + 1}) {
				tb.Fatalf("%q at %d of %q is in no token", c, from+i, d.Text)
			}
		}
	}
	for i, s := range d.Sentences {
		if len(s.Tokens) == 0 {
			tb.Fatalf("sentence %d is empty", i)
		}
		if s.Start != s.Tokens[0].Start || s.End != s.Tokens[len(s.Tokens)-1].End {
			tb.Fatalf("sentence %d has span %v, its tokens %v to %v", i, s.Span, s.Tokens[0].Span, s.Tokens[len(s.Tokens)-1].Span)
		}
		if s.Paragraph < 0 || s.Paragraph >= len(d.Paragraphs) || !d.Paragraphs[s.Paragraph].Contains(s.Span) {
			tb.Fatalf("sentence %d at %v is not in its paragraph %d", i, s.Span, s.Paragraph)
		}
		for _, t := range s.Tokens {
			if t.Start < covered || t.End <= t.Start || t.Form != d.Slice(t.Span) {
				tb.Fatalf("token %+v after %d", t, covered)
			}
			uncovered(covered, t.Start)
			covered = t.End
			if t.UPOS == "" || t.XPOS == "" || t.Deprel == "" || t.Lemma == "" {
				tb.Fatalf("token %+v lacks an annotation", t)
			}
		}
		checkTree(tb, s.Tokens)
	}
	uncovered(covered, len(d.Text))
	checkNames(tb, d)
}

// checkNames reports names that overlap, are out of order, or whose spans and tokens disagree.
func checkNames(tb testing.TB, d *schema.Document) {
	tb.Helper()
	end := 0
	for _, n := range d.Names {
		tokens := d.Sentences[n.Sentence].Tokens
		if n.First >= n.Last || n.Start < end || n.Start != tokens[n.First].Start || n.End != tokens[n.Last-1].End {
			tb.Fatalf("name %+v after %d", n, end)
		}
		switch n.Type {
		case schema.NameOfPerson, schema.NameOfOrganization, schema.NameOfPlace:
		default:
			tb.Fatalf("name of type %q", n.Type)
		}
		end = n.End
	}
}

func checkTree(tb testing.TB, tokens []schema.Token) {
	tb.Helper()
	roots := 0
	for i, t := range tokens {
		if t.Head < 0 {
			roots++
		}
		if (t.Head < 0) != (t.Deprel == "root") {
			tb.Fatalf("token %d has head %d and relation %s", i, t.Head, t.Deprel)
		}
		steps := 0
		for h := i; h >= 0; h = tokens[h].Head {
			if steps++; steps > len(tokens) || h >= len(tokens) {
				tb.Fatalf("token %d is in no tree", i)
			}
		}
	}
	if roots != 1 {
		tb.Fatalf("%d roots", roots)
	}
}

func TestLongSentenceIsOneTree(t *testing.T) {
	d := document(t, "", strings.Repeat("The envoy of the island met the minister, ", 600)+"and left.")
	if len(d.Sentences) != 1 || len(d.Sentences[0].Tokens) < 5000 {
		t.Fatalf("%d sentences", len(d.Sentences))
	}
	checkDocument(t, d)
}

// Whatever the text looks like, every character that is not white space is in a token of a tree.
func TestUnusualText(t *testing.T) {
	for name, text := range map[string]string{
		"no full stop":     strings.Repeat("the envoy of the island met the minister of the coast and ", 300),
		"capitals":         "MINISTERS OF TWO ISLANDS SIGN FISHING PACT\n\nTALKS FAIL; ENVOYS LEAVE",
		"emoji":            "👍🏽 The envoys met 🎉🎉 in the harbour 👨‍👩‍👧‍👦. They signed 📝! 🇳🇴",
		"mixed scripts":    "The envoy of 한국 met Ольга in 北京; شكرا, she said. Ελλάδα signed.",
		"marks alone":      "... --- !!! ??? ((( ))) \"\"\" '' ,,, ;;;",
		"one long word":    strings.Repeat("x", 100_000),
		"digits":           strings.Repeat("1,2.3-", 10_000),
		"blank":            " \t\n\u00a0\u2028 ",
		"broken UTF-8":     "The envoy \xff\xfe met \xc3( the minister.\xe2\x28",
		"nothing but caps": strings.Repeat("ABC DEF GHI. ", 200),
	} {
		t.Run(name, func(t *testing.T) { checkDocument(t, document(t, text, text)) })
	}
}

func TestNames(t *testing.T) {
	d := document(t, "", "On Monday Deputy Minister Elena Marchetti met Jonas Bergqvist of the Norland Peace Institute in Trondheim, a town in Norway.")
	var got []string
	for _, n := range d.Names {
		got = append(got, string(n.Type)+" "+d.Slice(n.Span))
	}
	want := []string{"person Elena Marchetti", "person Jonas Bergqvist", "organization Norland Peace Institute", "place Trondheim", "place Norway"}
	if strings.Join(got, "; ") != strings.Join(want, "; ") {
		t.Errorf("got  %s\nwant %s", strings.Join(got, "; "), strings.Join(want, "; "))
	}
}

func TestFeatures(t *testing.T) {
	d := document(t, "", "The envoys were recalled by the ministry. Sign the treaty!")
	first, second := d.Sentences[0].Tokens, d.Sentences[1].Tokens
	for _, c := range []struct {
		token      *schema.Token
		name, want string
	}{
		{&first[1], "Number", "Plur"}, {&first[2], "Tense", "Past"}, {&first[2], "Mood", "Ind"},
		{&first[3], "Voice", "Pass"}, {&first[3], "VerbForm", "Part"}, {&first[6], "Number", "Sing"}, {&first[6], "Tense", ""},
		{&second[0], "Mood", "Imp"},
	} {
		if got := c.token.Feat(c.name); got != c.want {
			t.Errorf("%s of %q: %q, want %q", c.name, c.token.Form, got, c.want)
		}
	}
}

func TestWrappedLines(t *testing.T) {
	d := document(t, "", `The envoys of the two islands met
on Tuesday in the old harbour, the
ministry said. They spoke for six
hours of the fishing grounds that
both have claimed for thirty years.

A second round will be held in May,
when the ice is gone.`)
	if len(d.Paragraphs) != 2 || len(d.Sentences) != 3 {
		t.Errorf("%d paragraphs, %d sentences, want 2 and 3", len(d.Paragraphs), len(d.Sentences))
	}
	checkDocument(t, d)
}

// What a document gets must not depend on what is parsed beside it, nor on how often.
func TestDocumentIsDeterministic(t *testing.T) {
	title, body, _ := strings.Cut(report, "\n\n")
	marshal := func(d *schema.Document) []byte {
		b, err := json.Marshal(d)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	want := marshal(document(t, title, body))
	var group sync.WaitGroup
	for i := range 4 {
		group.Go(func() {
			document(t, "", strings.Repeat("Something else is going on here. ", 5*i))
			if got := marshal(document(t, title, body)); !bytes.Equal(got, want) {
				t.Errorf("another result in goroutine %d", i)
			}
		})
	}
	group.Wait()
}

// Once its buffers have grown, a parser allocates for sentences, not for words.
func TestParsingAllocatesNothingForAWord(t *testing.T) {
	p := newParser(t)
	short := strings.Fields(strings.Repeat("The envoy of the island met Ministers . ", 2))
	long := strings.Fields(strings.Repeat("The envoy of the island met Ministers . ", 24))
	measure := func(forms []string) float64 {
		return testing.AllocsPerRun(50, func() { p.ParseTokens([][]string{forms}) })
	}
	measure(long)
	a, b := measure(short), measure(long)
	if more := len(long) - len(short); b-a > float64(more)/8 { // names and the race detector take a few
		t.Errorf("%v allocations for %d words, %v for %d", a, len(short), b, len(long))
	}
}

func TestFingerprint(t *testing.T) {
	p := newParser(t)
	if f := p.Fingerprint(); len(f) != 16 || f != p.Fingerprint() {
		t.Errorf("fingerprint %q", f)
	}
}

func TestWriteCoNLLU(t *testing.T) {
	d := document(t, "", "It didn't rain.")
	var b bytes.Buffer
	if err := WriteCoNLLU(&b, &d.Sentences[0]); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(b.String(), "\n")
	if lines[0] != "# text = It didn't rain." {
		t.Error(lines[0])
	}
	if want := "2\tdid\tdo\tAUX\tVBD\tMood=Ind|Number=Sing|Tense=Past|VerbForm=Fin\t4\taux\t_\tSpaceAfter=No"; lines[2] != want {
		t.Errorf("got  %q\nwant %q", lines[2], want)
	}
}

func FuzzDocument(f *testing.F) {
	f.Add("", "")
	f.Add("Title", report)
	f.Add("A\nb", "SEOUL (Agency) - \"U.S.\" o'clock 'tis can't—won't… $3.5bn 1990's +44 [...] 713-853-3989\r\n\u2028\u2029x\u0301")
	f.Add("\xff\xfe", "\xc3(\x80 \xe2\x28\xa1 http://\xff.com @\xff #\xff a'\xff n't\xff")
	f.Add("", "((((a.b.c.d-e-f&G&H''\"''...?!?! \u00a0\u200b\u200d\ufeff 한국 北京.")
	p, err := New()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, title, text string) {
		d, err := p.Document(&schema.Article{Title: title, Text: text})
		if err != nil {
			t.Fatal(err)
		}
		checkDocument(t, d)
	})
}
