package text

import (
	"strings"
	"testing"
)

func TestCaser(t *testing.T) {
	p := newParser(t)
	for _, c := range []struct{ headline, want string }{
		{"Minister Warns Northland Over Island Arms Sales", "Minister warns Northland over Island arms sales"},
		{"NORTHLAND ATTACKS OLD HARBOUR", "Northland attacks old harbour"},
		{"Envoys Leave NATO Talks as US Waits", "Envoys leave NATO talks as U.S. waits"},
		{"Minister Warns Northland Over Island Arms Sales .", "Minister Warns Northland Over Island Arms Sales ."}, // a sentence
		{"The minister warned Northland", "The minister warned Northland"},
		{"Kari Solheim", "Kari Solheim"},
	} {
		sentences, _ := p.ParseTokens([][]string{strings.Fields(c.headline)})
		tokens := sentences[0].Tokens
		if got := strings.Join(p.caser.forms(tokens), " "); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

// Who does what to whom must come out of headlines of every style.
func TestHeadlines(t *testing.T) {
	for _, c := range []struct{ headline, subject, verb, object string }{
		{"Germany warns Finland over arms sales", "Germany", "warns", "Finland"},
		{"Germany Warns Finland Over Arms Sales", "Germany", "Warns", "Finland"},
		{"GERMANY WARNS FINLAND OVER ARMS SALES", "GERMANY", "WARNS", "FINLAND"},
		{"President Meets Prime Minister in Old Harbour", "President", "Meets", "Minister"},
		{"Germany recalls ambassador", "Germany", "recalls", "ambassador"},
	} {
		tokens := document(t, c.headline, "").Sentences[0].Tokens
		got := map[string]string{}
		for _, k := range tokens {
			if k.Head < 0 {
				got["root"] = k.Form
			} else if tokens[k.Head].Head < 0 {
				got[k.Deprel] = k.Form
			}
		}
		if got["root"] != c.verb || got["nsubj"] != c.subject || got["obj"] != c.object {
			t.Errorf("%s: %v", c.headline, got)
		}
	}
}
