package ingest_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"sort"
	"strings"
	"sync"
	"testing"

	"geokg/ingest"
	"geokg/ingest/source"
	"geokg/schema"
)

// pipeline is loaded once for all tests of the package.
var pipeline = sync.OnceValues(func() (*ingest.Pipeline, error) { return ingest.New(ingest.Options{}) })

func loadPipeline(t testing.TB) *ingest.Pipeline {
	t.Helper()
	p, err := pipeline()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestClaims reads testdata/claims/*.txt: a text on lines of its own, then what it must give.
//
//	@ 2022-05-07                       publication date of what follows
//	South Korea joined NATO.           the text, one paragraph a line
//	+ South Korea JOINED NATO asserted [2022-05] [by Name]   a claim that must be there
//	- South Korea MEMBER_OF NATO       no claim may begin like this
//	=                                  no claim at all
//	? …                                a known failure: + or - behind it is expected to fail, so that a mend shows
func TestClaims(t *testing.T) {
	files, err := filepath.Glob("testdata/claims/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	p := loadPipeline(t)
	for _, f := range files {
		t.Run(strings.TrimSuffix(filepath.Base(f), ".txt"), func(t *testing.T) {
			b, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			runClaimCases(t, p, string(b))
		})
	}
}

func runClaimCases(t *testing.T, p *ingest.Pipeline, cases string) {
	for _, c := range parseClaimCases(t, cases) {
		got := claimsOf(t, p, c.text, c.published)
		for _, w := range c.wants {
			wrong := w.check(got)
			switch {
			case wrong != "" && !w.known:
				t.Errorf("line %d: %s\n\t%s\n\tgot:\n\t\t%s", w.line, c, wrong, strings.Join(got, "\n\t\t"))
			case wrong == "" && w.known:
				t.Errorf("line %d: a known failure holds now: take its ? away: %s", w.line, w.text)
			}
		}
	}
}

// A claimCase is a text and what it must give.
type claimCase struct {
	text      string
	published schema.Date
	wants     []claimWant
}

func (c claimCase) String() string { return strings.ReplaceAll(c.text, "\n", " / ") }

// A claimWant is one line below a text.
type claimWant struct {
	line  int
	kind  byte   // '+', '-' or '='
	text  string // a claim, or how one begins
	known bool   // a failure that we know of
}

func parseClaimCases(t *testing.T, cases string) []claimCase {
	t.Helper()
	var out []claimCase
	var published schema.Date
	open := false // the last text may go on
	for n, line := range strings.Split(cases, "\n") {
		line = strings.TrimSpace(line)
		switch {
		case line == "":
			open = open && len(out[len(out)-1].wants) == 0
		case line[0] == '#':
		case strings.HasPrefix(line, "@ "):
			d, err := schema.ParseDate(line[2:])
			if err != nil {
				t.Fatalf("line %d: %v", n+1, err)
			}
			published = d
		case strings.ContainsRune("+-=?", rune(line[0])):
			w := claimWant{line: n + 1}
			line, w.known = strings.CutPrefix(line, "?")
			line = strings.TrimSpace(line)
			w.kind, w.text = line[0], strings.TrimSpace(line[1:])
			out[len(out)-1].wants = append(out[len(out)-1].wants, w)
		case open && len(out[len(out)-1].wants) == 0:
			out[len(out)-1].text += "\n" + line
		default:
			out, open = append(out, claimCase{text: line, published: published}), true
		}
	}
	return out
}

// parts of a claim: subject, relation, object, factuality and the rest.
var claimParts = regexp.MustCompile(`^(.+) ([A-Z_]{4,}) (.+) (asserted|negated|planned|possible)\b(.*)$`)

// isSymmetric reports whether a claim's relation holds both ways.
func isSymmetric(relation string) bool {
	r, ok := schema.LookupRelation(relation)
	return ok && r.Symmetric
}

// begins reports whether a claim begins as wanted, word by word; * stands for any name. Of a symmetric relation the two may be exchanged.
func begins(claim, want string) bool {
	if m := claimParts.FindStringSubmatch(claim); m != nil && isSymmetric(m[2]) && beginsSo(m[3]+" "+m[2]+" "+m[1]+" "+m[4]+m[5], want) {
		return true
	}
	return beginsSo(claim, want)
}

func beginsSo(claim, want string) bool {
	pattern := strings.ReplaceAll(regexp.QuoteMeta(want), `\*`, `.+`)
	return regexp.MustCompile("^" + pattern + "( |$)").MatchString(claim)
}

// check returns what is wrong, "" if all is well.
func (w claimWant) check(got []string) string {
	there := slices.IndexFunc(got, func(g string) bool { return begins(g, w.text) })
	switch {
	case w.kind == '=' && len(got) > 0:
		return "want no claim"
	case w.kind == '+' && there < 0:
		return "missing: " + w.text
	case w.kind == '-' && there >= 0:
		return "must not be there: " + got[there]
	}
	return ""
}

// claimsOf returns the claims of a text as lines: subject RELATION object factuality [date] [by source].
func claimsOf(t *testing.T, p *ingest.Pipeline, text string, published schema.Date) []string {
	t.Helper()
	r := p.Read(context.Background(), source.Item{Name: "case", Article: &schema.Article{Text: text, Published: published}})
	if r.Err != nil {
		t.Fatal(r.Err)
	}
	name := map[string]string{}
	for _, e := range r.Entities {
		name[e.ID] = e.Name
	}
	var out []string
	for _, c := range r.Claims {
		s := fmt.Sprintf("%s %s %s %s", name[c.Subject], c.Relation, name[c.Object], c.Factuality)
		if !c.Date.IsZero() {
			s += " " + c.Date.Value
		}
		if c.Attributed != "" {
			s += " by " + name[c.Attributed]
		}
		out = append(out, s)
	}
	sort.Strings(out)
	return out
}

// TestPageInRecord: a record may hold a page, and knows better than the page who it is.
func TestPageInRecord(t *testing.T) {
	const page = `<html><head><title>Kenya joins the talks</title></head><body><article><h1>Kenya joins the talks</h1>
<p>Kenya joined the talks on Monday, the foreign ministry in Nairobi said in a statement that was read out on state radio.</p>
<p>The ministry added that Kenya had signed the Paris Agreement in 2016, and that it would sign the new accord as well.</p></article></body></html>`
	item := source.Item{Name: "x.jsonl:1", HTML: []byte(page), Article: &schema.Article{Key: "k1", URL: "https://example.org/a", Site: "The Example"}}
	r := loadPipeline(t).Read(context.Background(), item)
	if r.Err != nil {
		t.Fatal(r.Err)
	}
	if a := r.Article; a.Key != "k1" || a.Site != "The Example" || a.URL != "https://example.org/a" || !strings.Contains(a.Text, "Kenya joined the talks") {
		t.Errorf("article = %+v", a)
	}
	if r.Article.ID != schema.ArticleID("https://example.org/a", "", "") {
		t.Errorf("id = %s", r.Article.ID)
	}
}

// TestRelationsTested: each relation of the ontology has a sentence that must give it.
func TestRelationsTested(t *testing.T) {
	b, err := os.ReadFile("testdata/claims/relations.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range schema.Relations() {
		if !strings.Contains(string(b), " "+r.Name+" ") && !strings.Contains(string(b), " "+r.Name+"\n") {
			t.Errorf("no sentence gives %s", r.Name)
		}
	}
}
