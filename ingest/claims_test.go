package ingest_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
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
	var published schema.Date
	var text []string
	var got []string
	read := false
	for n, line := range strings.Split(cases, "\n") {
		line = strings.TrimSpace(line)
		if line == "" {
			if read {
				text, read = nil, false
			}
			continue
		}
		if line[0] == '#' {
			continue
		}
		if rest, ok := strings.CutPrefix(line, "@ "); ok {
			d, err := schema.ParseDate(rest)
			if err != nil {
				t.Fatalf("line %d: %v", n+1, err)
			}
			published = d
			continue
		}
		if !strings.ContainsRune("+-=?", rune(line[0])) {
			if read {
				text, read = nil, false
			}
			text = append(text, line)
			continue
		}
		if !read {
			got, read = claimsOf(t, p, strings.Join(text, "\n"), published), true
		}
		known := line[0] == '?'
		wrong := checkClaim(strings.TrimSpace(strings.TrimPrefix(line, "?")), got)
		switch {
		case wrong != "" && !known:
			t.Errorf("line %d: %s\n\t%s\n\tgot:\n\t\t%s", n+1, strings.Join(text, " / "), wrong, strings.Join(got, "\n\t\t"))
		case wrong == "" && known:
			t.Errorf("line %d: a known failure holds now: take its ? away: %s", n+1, line)
		}
	}
}

func checkClaim(want string, got []string) string {
	rest := strings.TrimSpace(want[1:])
	switch want[0] {
	case '=':
		if len(got) > 0 {
			return "want no claim"
		}
	case '+':
		for _, g := range got {
			if g == rest || strings.HasPrefix(g, rest+" ") {
				return ""
			}
		}
		return "missing: " + rest
	case '-':
		for _, g := range got {
			if g == rest || strings.HasPrefix(g, rest+" ") {
				return "must not be there: " + g
			}
		}
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
