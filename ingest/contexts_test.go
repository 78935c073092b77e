package ingest_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"geokg/schema"
)

// Of the sentences made of testdata/contexts/contexts.txt, at most misledCeiling per thousand may assert what they do not say, and at least
// readFloor per thousand must be read where they say it. The one only falls, the other only rises.
const (
	misledCeiling = 8
	readFloor     = 940
)

// A contextVerb is a verb with its forms, by what stands for them in a context.
type contextVerb struct {
	relation string
	forms    []string // replacer's pairs
	phrase   string   // the noun phrase, "" if it has none
}

// TestContexts fills contexts in which something is said, or only seems to be, with verbs of many relations, and counts what is read of them.
func TestContexts(t *testing.T) {
	b, err := os.ReadFile("testdata/contexts/contexts.txt")
	if err != nil {
		t.Fatal(err)
	}
	p := loadPipeline(t)
	var verbs []contextVerb
	wrong, misleading, read, plain := 0, 0, 0, 0
	n := 0
	for line := range strings.Lines(string(b)) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		kind, rest := line[0], strings.TrimSpace(line[1:])
		if kind == '=' {
			verbs = append(verbs, parseContextVerb(t, rest))
			continue
		}
		n++
		for i, v := range verbs {
			if v.phrase == "" && strings.Contains(strings.ToLower(rest), "{it}") {
				continue
			}
			s, o := v.parties(n + i)
			text := v.fill(rest, s, o)
			asserted := slices.ContainsFunc(claimsOf(t, p, text, schema.Date{}), func(c string) bool { return begins(c, s+" "+v.relation+" "+o+" asserted") })
			switch {
			case kind == '-':
				misleading++
				if asserted {
					wrong++
					t.Logf("asserted, but not said: %s", text)
				}
			default:
				plain++
				if asserted {
					read++
				}
			}
		}
	}
	t.Logf("%d of %d misleading sentences assert what they do not say; %d of %d plain ones are read", wrong, misleading, read, plain)
	if 1000*wrong > misledCeiling*misleading {
		t.Errorf("%d of %d misleading sentences assert what they do not say, want at most %d per thousand", wrong, misleading, misledCeiling)
	}
	if 1000*read < readFloor*plain {
		t.Errorf("%d of %d plain sentences are read, want at least %d per thousand", read, plain, readFloor)
	}
}

func parseContextVerb(t *testing.T, line string) contextVerb {
	t.Helper()
	fields := strings.Split(line, " | ")
	names := []string{"", "{do}", "{did}", "{done}", "{doing}", "{does}", "{it}"}
	if len(fields) < 6 || len(fields) > len(names) {
		t.Fatalf("want a relation, five forms and perhaps a noun phrase: %s", line)
	}
	v := contextVerb{relation: fields[0]}
	for i, f := range fields[1:min(len(fields), 6)] {
		v.forms = append(v.forms, names[i+1], f)
	}
	if len(fields) == len(names) {
		v.phrase = fields[len(names)-1]
	}
	return v
}

// parties returns a subject and an object for the nth sentence.
func (v contextVerb) parties(n int) (subject, object string) {
	pair := [][2]string{{"Kenya", "Chad"}, {"Norway", "Peru"}, {"Japan", "Laos"}}[n%3]
	if v.relation == "JOINED" || v.relation == "LEFT" {
		return pair[0], "NATO"
	}
	return pair[0], pair[1]
}

func (v contextVerb) fill(context, subject, object string) string {
	phrase := v.phrase
	if phrase != "" {
		context = strings.ReplaceAll(context, "{It}", strings.ToUpper(phrase[:1])+phrase[1:])
		context = strings.ReplaceAll(context, "{it}", phrase)
	}
	return strings.NewReplacer(append(v.forms, "{S}", subject, "{O}", object)...).Replace(context)
}
