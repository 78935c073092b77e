package claim

import (
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"geokg/ingest/gazetteer"
	"geokg/schema"
)

func files(frames, cues, offices string) fstest.MapFS {
	return fstest.MapFS{
		"frames/JOINED.txt": {Data: []byte(frames)},
		"cues.txt":          {Data: []byte(cues)},
		"offices.txt":       {Data: []byte(offices)},
		"pasts.txt":         {Data: []byte("flee | fled")},
	}
}

func TestLoadErrors(t *testing.T) {
	const offices = "any | president\n"
	for _, c := range []struct{ frames, cues, offices, want string }{
		{"verb join subj", "", offices, "JOINED.txt:1: want 'pos words : subject -> object'"},
		{"# fine\nadverb join : subj -> obj", "", offices, `JOINED.txt:2: part of speech "adverb"`},
		{"verb join : subj <-> obj", "", offices, "JOINED is not symmetric"},
		{"verb join : subj", "", offices, "want 'subject -> object'"},
		{"verb join : subj -> obj(Nation)", "", offices, `no label "Nation"`},
		{"verb join : subj -> obj(Alliance", "", offices, "missing )"},
		{"verb join : subj -> obj ; wait=1", "", offices, `unknown option "wait=1"`},
		{"verb join : subj -> obj ; weight=2", "", offices, `weight "2"`},
		{"verb join obj=@club : subj -> obj", "", offices, `no class "club" in cues.txt`},
		{"verb join obj=group/@club : subj -> obj", "", offices, `no class "club" in cues.txt`},
		{"verb join prt : subj -> obj", "", offices, `want dependent=lemma, got "prt"`},
		{"verb join,, enter : subj -> obj", "", offices, "an empty word"},
		{"verb join : subj -> |obj", "", offices, "empty role"},
		{"", "plan intend", offices, "cues.txt:1: want 'class | lemmas'"},
		{"", "", "some | president", "offices.txt:1: want 'any | words' or 'agency | words'"},
	} {
		_, err := loadLexicon(files(c.frames, c.cues, c.offices))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v, want %q", c.frames+c.cues, err, c.want)
		}
	}
	bad := files("", "", offices)
	bad["pasts.txt"].Data = []byte("fled")
	if _, err := loadLexicon(bad); err == nil || !strings.Contains(err.Error(), "pasts.txt:1: want 'lemma | past forms'") {
		t.Errorf("a past without its lemma: %v", err)
	}
	if _, err := loadLexicon(fstest.MapFS{"frames/BEFRIENDED.txt": {}, "cues.txt": {}, "offices.txt": {}}); err == nil || !strings.Contains(err.Error(), "no relation of that name") {
		t.Errorf("a relation that is not in the ontology: %v", err)
	}
}

func TestFrames(t *testing.T) {
	lx, err := loadLexicon(files("verb accede, adhere prt=on : subj -> to(Alliance|Agreement) | obj* ; weight=0.5 infinitive", "", "agency | head of state, chair"))
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range []string{"accede", "adhere"} {
		fs := lx.frames["verb "+w]
		if len(fs) != 1 {
			t.Fatalf("%d frames of %s", len(fs), w)
		}
		f := fs[0]
		if f.needs["prt"] != "on" || f.options.weight != 0.5 || !f.options.infinitive || len(f.object) != 2 || !f.object[1].owner || len(f.object[0].labels) != 2 {
			t.Errorf("%s: %+v", w, f)
		}
	}
	if lx.offices["head of state"].scope != "agency" {
		t.Errorf("offices = %v", lx.offices)
	}
}

// TestEveryRelation: the embedded frames cover the ontology.
func TestEveryRelation(t *testing.T) {
	lx, err := loadLexicon(knowledge)
	if err != nil {
		t.Fatal(err)
	}
	have := map[string]bool{}
	for _, fs := range lx.frames {
		for _, f := range fs {
			have[f.relation.Name] = true
		}
	}
	for _, r := range schema.Relations() {
		if !have[r.Name] {
			t.Errorf("no frame makes %s", r.Name)
		}
	}
}

var loadCoder = sync.OnceValues(func() (*Coder, error) {
	g, err := gazetteer.Load()
	if err != nil {
		return nil, err
	}
	return NewCoder(g)
})

// FuzzCode codes documents with random trees, mentions and dates over the words that frames and cues know: no panic, and
// every claim well formed.
func FuzzCode(f *testing.F) {
	c, err := loadCoder()
	if err != nil {
		f.Fatal(err)
	}
	for i := range uint64(8) {
		f.Add(i)
	}
	words := strings.Fields("join attack say not will if no plan talks with of NATO Russia President the and , . \" ? to by deny threaten sanctions meeting who that support 2022 hold agree")
	tags := strings.Fields("VERB/VBD VERB/VB VERB/VBN VERB/VBG NOUN/NN PROPN/NNP ADP/IN PUNCT/. PRON/WDT ADJ/JJ NUM/CD AUX/MD")
	rels := strings.Fields("nsubj nsubj:pass obj iobj obl obl:agent nmod nmod:poss amod compound conj cc case mark aux aux:pass advcl acl acl:relcl xcomp ccomp appos parataxis punct det advmod flat nmod:desc")
	ids := []string{"RUS", "UKR", "NATO", "person/x@RUS", "event/summit/x"}
	es := []schema.Entity{{ID: "NATO", Label: schema.Alliance, Name: "NATO"}, {ID: "RUS", Label: schema.Country, Name: "Russia", Country: "RUS"},
		{ID: "UKR", Label: schema.Country, Name: "Ukraine", Country: "UKR"}, {ID: "event/summit/x", Label: schema.Event, Name: "summit", Type: "summit"},
		{ID: "person/x@RUS", Label: schema.Person, Name: "X", Country: "RUS"}}
	label := map[string]schema.Label{}
	for _, e := range es {
		label[e.ID] = e.Label
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		r := rand.New(rand.NewPCG(seed, 1))
		doc, ms := randomDocument(r, words, tags, rels, ids)
		for _, cl := range c.Code(&schema.Article{ID: "article/x"}, doc, ms, es) {
			rel, ok := schema.LookupRelation(cl.Relation)
			if !ok || cl.Subject == cl.Object || cl.Confidence <= 0 || cl.Confidence > 1 || cl.Evidence != doc.Text[cl.Start:cl.End] || cl.ID == "" {
				t.Errorf("claim %+v", cl)
			}
			if s, o := label[cl.Subject], label[cl.Object]; ok && s != "" && o != "" && !rel.Accepts(s, o) {
				t.Errorf("%s %s %s", s, cl.Relation, o)
			}
		}
	})
}

func randomDocument(r *rand.Rand, words, tags, rels, ids []string) (*schema.Document, []schema.Mention) {
	doc := &schema.Document{}
	var ms []schema.Mention
	var text strings.Builder
	for s := range 1 + r.IntN(3) {
		start := text.Len()
		n := 1 + r.IntN(14)
		sent := schema.Sentence{Paragraph: 0}
		for i := range n {
			w := words[r.IntN(len(words))]
			upos, xpos, _ := strings.Cut(tags[r.IntN(len(tags))], "/")
			at := text.Len()
			text.WriteString(w + " ")
			head := r.IntN(n+1) - 1
			if head == i {
				head = -1
			}
			sent.Tokens = append(sent.Tokens, schema.Token{Span: schema.Span{Start: at, End: at + len(w)}, Form: w, Lemma: strings.ToLower(w), UPOS: upos, XPOS: xpos,
				Head: head, Deprel: rels[r.IntN(len(rels))], SpaceAfter: true})
			if r.IntN(3) == 0 {
				ms = append(ms, schema.Mention{Span: schema.Span{Start: at, End: at + len(w)}, Sentence: s, First: i, Last: i + 1, Head: i, Kind: schema.MentionName,
					Entities: []string{ids[r.IntN(len(ids))]}, Score: 0.9})
			}
		}
		sent.Span = schema.Span{Start: start, End: text.Len() - 1}
		doc.Sentences = append(doc.Sentences, sent)
		if r.IntN(2) == 0 {
			doc.Dates = append(doc.Dates, schema.DateExpr{Sentence: s, First: 0, Last: 1, Date: schema.Date{Value: "2022-05", Precision: schema.PrecisionMonth}})
		}
	}
	doc.Text = text.String()
	doc.Paragraphs = []schema.Span{{Start: 0, End: len(doc.Text)}}
	return doc, ms
}
