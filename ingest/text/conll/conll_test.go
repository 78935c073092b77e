package conll

import (
	"reflect"
	"strings"
	"testing"

	"geokg/schema"
)

const bank = `# newdoc id = a
# newpar
# sent_id = a-1
# text = They don't sign.
1	They	they	PRON	PRP	_	4	nsubj	_	_
2-3	don't	_	_	_	_	_	_	_	_
2	do	do	AUX	VBP	_	4	aux	_	_
3	n't	not	PART	RB	_	4	advmod	_	_
4	sign	sign	VERB	VB	_	0	root	_	SpaceAfter=No
4.1	it	it	PRON	PRP	_	_	_	_	_
5	.	.	PUNCT	.	_	4	punct	_	_

# sent_id = a-2
# text = Nobody left.
1	Nobody	nobody	PRON	NN	_	2	nsubj:outer	_	_
2	left	leave	VERB	VBD	Tense=Past|VerbForm=Fin	0	root	_	SpaceAfter=No
3	.	.	PUNCT	.	_	2	punct	_	_

`

func read(t *testing.T) []Sentence {
	t.Helper()
	s, err := Read(strings.NewReader(bank))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestRead(t *testing.T) {
	s := read(t)
	if len(s) != 2 {
		t.Fatalf("%d sentences", len(s))
	}
	if got := s[0]; got.ID != "a-1" || got.Text != "They don't sign." || !got.NewDoc || !got.NewPar {
		t.Errorf("first sentence %+v", got)
	}
	if s[1].NewDoc || s[1].NewPar {
		t.Error("the second sentence begins nothing")
	}
	if got := s[0].Forms(); !reflect.DeepEqual(got, []string{"They", "do", "n't", "sign", "."}) {
		t.Errorf("forms %q", got)
	}
	if got := s[1].Words[1]; got != (Word{"left", "leave", "VERB", "VBD", "Tense=Past|VerbForm=Fin", -1, "root", "SpaceAfter=No"}) {
		t.Errorf("word %+v", got)
	}
}

func TestReadErrorsNameTheLine(t *testing.T) {
	for _, bad := range []string{"1\tThey\tthey\n", "1\ta\ta\tX\tX\t_\tzero\troot\t_\t_\n"} {
		if _, err := Read(strings.NewReader("# text = x\n" + bad)); err == nil || !strings.Contains(err.Error(), "line 2") {
			t.Errorf("%q: error %v, want one that names line 2", bad, err)
		}
	}
	if _, err := Read(strings.NewReader("1\ta\ta\tX\tX\t_\t7\tobj\t_\t_\n\n")); err == nil {
		t.Error("a head outside the sentence was taken")
	}
}

// tokens makes a sentence of "form head relation" words.
func tokens(words ...string) schema.Sentence {
	var s schema.Sentence
	for i, w := range words {
		f := strings.Fields(w)
		head := map[string]int{"-": -1, "0": 0, "1": 1, "2": 2, "3": 3}[f[1]]
		s.Tokens = append(s.Tokens, schema.Token{Form: f[0], Head: head, Deprel: f[2], Span: schema.Span{Start: i, End: i + 1}})
	}
	return s
}

func TestScoreWords(t *testing.T) {
	s, err := ScoreWords(read(t), []schema.Sentence{
		tokens("They 3 nsubj", "do 3 aux", "n't 1 advmod", "sign - root", ". 3 punct"),
		tokens("Nobody 1 nsubj", "left - root", ". 1 obj"),
	})
	if err != nil {
		t.Fatal(err)
	}
	if s.Words != 8 || s.UAS != 7 || s.LAS != 6 || s.LASSubtypes != 5 {
		t.Errorf("%+v", s)
	}
	if _, err := ScoreWords(read(t), nil); err == nil {
		t.Error("no error for a missing sentence")
	}
	if _, err := ScoreWords(read(t), []schema.Sentence{tokens("They - root"), {}}); err == nil {
		t.Error("no error for missing words")
	}
}

// The system takes "don't" for one word and both sentences for one.
func TestScoreText(t *testing.T) {
	s := ScoreText(read(t), []schema.Sentence{
		tokens("They 2 nsubj", "don't 2 aux", "sign - root", ". 2 punct", "Nobody 2 nsubj", "left 2 parataxis", ". 2 punct"),
	})
	if got, want := s.Tokens, (Match{Gold: 8, Found: 7, Same: 6}); got != want {
		t.Errorf("tokens %+v, want %+v", got, want)
	}
	if got, want := s.Sentences, (Match{Gold: 2, Found: 1}); got != want {
		t.Errorf("sentences %+v, want %+v", got, want)
	}
	if s.UAS != 3 || s.LAS != 3 { // They, sign and the first stop; the second sentence hangs elsewhere
		t.Errorf("UAS %d LAS %d, want 3", s.UAS, s.LAS)
	}
	if got, want := s.Tokens.F1(), 80.0; got != want {
		t.Errorf("F1 %v, want %v", got, want)
	}
	if (Match{}).F1() != 0 {
		t.Error("F1 of nothing")
	}
}

// marked has a title, a name that goes on behind "of", a country within a longer name, and an office without a name.
const marked = `# global.Entity = GRP-etype-infstat-salience-centering-minspan-link-identity
# sent_id = m-1
# text = President Dana Whit of the Bank of Norland met the Secretary in Port Sun.
1	President	president	PROPN	NNP	_	2	nmod:desc	_	Entity=(1-person-new-x-cf1-2,3-sgl
2	Dana	Dana	PROPN	NNP	_	9	nsubj	_	_
3	Whit	Whit	PROPN	NNP	_	2	flat	_	_
4	of	of	ADP	IN	_	6	case	_	_
5	the	the	DET	DT	_	6	det	_	Entity=(2-organization-new-x-cf2-2-sgl
6	Bank	Bank	PROPN	NNP	_	2	nmod	_	_
7	of	of	ADP	IN	_	8	case	_	_
8	Norland	Norland	PROPN	NNP	_	6	nmod	_	Entity=(3-place-new-x-cf3-1-sgl)2)1)
9	met	meet	VERB	VBD	_	0	root	_	_
10	the	the	DET	DT	_	11	det	_	Entity=(4-person-new-x-cf4-2-sgl
11	Secretary	secretary	PROPN	NNP	_	9	obj	_	Entity=4)
12	in	in	ADP	IN	_	13	case	_	_
13	Port	Port	PROPN	NNP	_	9	obl	_	Entity=(5-place-new-x-cf5-1-sgl-Port_Sun
14	Sun	Sun	PROPN	NNP	_	13	flat	_	Entity=5)|SpaceAfter=No
15	.	.	PUNCT	.	_	9	punct	_	_

`

func TestNames(t *testing.T) {
	s, err := Read(strings.NewReader(marked))
	if err != nil {
		t.Fatal(err)
	}
	want := []Name{{1, 3, schema.NameOfPerson}, {5, 8, schema.NameOfOrganization}, {12, 14, schema.NameOfPlace}}
	if got := s[0].Names; !s[0].Marked || !reflect.DeepEqual(got, want) {
		t.Errorf("names %v, want %v", got, want)
	}
	if read(t)[0].Marked {
		t.Error("a treebank without entities marks none")
	}
	found := []schema.NameSpan{{First: 1, Last: 3}, {First: 5, Last: 6}, {First: 12, Last: 14, Type: schema.NameOfPerson}}
	if got, want := ScoreNames(s, found), (Match{Gold: 3, Found: 3, Same: 2}); got != want {
		t.Errorf("score %+v, want %+v: spans count, not types", got, want)
	}
}

func TestScoreFeats(t *testing.T) {
	parsed := []schema.Sentence{
		tokens("They 3 nsubj", "do 3 aux", "n't 1 advmod", "sign - root", ". 3 punct"),
		tokens("Nobody 1 nsubj", "left - root", ". 1 obj"),
	}
	parsed[1].Tokens[1].Feats = "Tense=Past|VerbForm=Fin"
	parsed[1].Tokens[0].Feats = "Number=Sing"
	s, err := ScoreWords(read(t), parsed)
	if err != nil {
		t.Fatal(err)
	}
	if s.Feats != 7 || s.Verbs != 3 || s.FeatsOfVerbs != 3 {
		t.Errorf("features right %d, of verbs %d of %d; want 7, 3 of 3", s.Feats, s.FeatsOfVerbs, s.Verbs)
	}
}
