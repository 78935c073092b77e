package text

import (
	"strings"
	"testing"

	"geokg/schema"
)

func TestLemma(t *testing.T) {
	l := newParser(t).lemmas
	for _, c := range []struct{ form, upos, xpos, lemma string }{
		{"joined", "VERB", "VBD", "join"},
		{"met", "VERB", "VBN", "meet"},
		{"has", "AUX", "VBZ", "have"},
		{"Were", "AUX", "VBD", "be"},
		{"n't", "PART", "RB", "not"},
		{"n’t", "PART", "RB", "not"},
		{"'ll", "AUX", "MD", "will"},
		{"countries", "NOUN", "NNS", "country"},
		{"armies", "NOUN", "NNS", "army"},
		{"Nations", "PROPN", "NNPS", "Nation"},
		{"STATES", "PROPN", "NNPS", "STATE"},
		{"Seoul", "PROPN", "NNP", "Seoul"},
		{"CEO", "NOUN", "NN", "CEO"},
		{"Talks", "NOUN", "NNS", "talk"},
		{"Korean", "ADJ", "JJ", "Korean"},
		{"Bolivian", "ADJ", "JJ", "Bolivian"},
		{"best", "ADJ", "JJS", "good"},
		{"them", "PRON", "PRP", "they"},
		{"40,000", "NUM", "CD", "40000"},
		{"an", "DET", "DT", "a"},
	} {
		if got := l.lemma(&schema.Token{Form: c.form, UPOS: c.upos, XPOS: c.xpos}); got != c.lemma {
			t.Errorf("%s/%s: lemma %q, want %q", c.form, c.xpos, got, c.lemma)
		}
	}
}

// Every verb of the list must be found again from its regular forms.
func TestLemmaOfListedVerbs(t *testing.T) {
	l := newParser(t).lemmas
	b, err := ruleFiles.ReadFile("rules/verbs.txt")
	if err != nil {
		t.Fatal(err)
	}
	irregular := map[string]bool{"overthrow": true, "overfly": true, "withdraw": true}
	err = readList(string(b), func(f []string) error {
		verb := f[0]
		for tag, form := range regular(verb) {
			if irregular[verb] && tag == "VBD" {
				continue
			}
			if got := l.lemma(&schema.Token{Form: form, UPOS: "VERB", XPOS: tag}); got != verb {
				t.Errorf("%s/%s: lemma %q, want %q", form, tag, got, verb)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// regular inflects a regular verb.
func regular(verb string) map[string]string {
	last, before := verb[len(verb)-1:], verb[len(verb)-2:len(verb)-1]
	vowel := strings.Contains("aeiou", before)
	switch {
	case last == "e":
		return map[string]string{"VBZ": verb + "s", "VBD": verb + "d", "VBG": verb[:len(verb)-1] + "ing"}
	case last == "y" && !vowel:
		return map[string]string{"VBZ": verb[:len(verb)-1] + "ies", "VBD": verb[:len(verb)-1] + "ied", "VBG": verb + "ing"}
	case strings.HasSuffix(verb, "sh") || strings.HasSuffix(verb, "ch") || last == "s" || last == "x":
		return map[string]string{"VBZ": verb + "es", "VBD": verb + "ed", "VBG": verb + "ing"}
	}
	stem := verb
	switch verb {
	case "defer", "deter", "jam", "expel", "kidnap", "lob", "quell", "rebuff", "repel", "scrap", "spar":
		if before != last {
			stem += last // the last consonant is doubled
		}
	}
	return map[string]string{"VBZ": verb + "s", "VBD": stem + "ed", "VBG": stem + "ing"}
}
