package ingest_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"geokg/schema"
)

// contrastFloor is the share of the contrast set's sentences that are read exactly as wanted. It only rises.
const contrastFloor = 0.95

// TestContrast reads testdata/contrast/*.txt, in the format of [TestClaims]: neighbouring sentences differ in negation, mood, direction,
// voice, attribution or date, for every relation. A sentence counts if all its lines hold, and if no claim that it must give is there
// with another factuality, or with subject and object exchanged. None at all may be asserted that is to be negated, planned or possible.
func TestContrast(t *testing.T) {
	files, err := filepath.Glob("testdata/contrast/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	p := loadPipeline(t)
	sentences, right := 0, 0
	relations := map[string]bool{}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range parseClaimCases(t, string(b)) {
			sentences++
			got := claimsOf(t, p, c.text, c.published)
			wrong := c.contrast(got, relations)
			if len(wrong) == 0 {
				right++
				continue
			}
			t.Logf("%s:%d: %s\n\t%s\n\tgot:\n\t\t%s", filepath.Base(f), c.wants[0].line, c, strings.Join(wrong, "\n\t"), strings.Join(got, "\n\t\t"))
			for _, g := range c.assertedOtherwise(got) {
				t.Errorf("%s:%d: asserted, but it is not: %s", filepath.Base(f), c.wants[0].line, g)
			}
		}
	}
	share := float64(right) / float64(sentences)
	t.Logf("%d of %d sentences read as wanted: %.1f %%", right, sentences, 100*share)
	if share < contrastFloor {
		t.Errorf("%.1f %% of the sentences, want at least %.0f", 100*share, 100*contrastFloor)
	}
	for _, r := range schema.Relations() {
		if !relations[r.Name] {
			t.Errorf("no sentence for %s", r.Name)
		}
	}
}

// contrast returns what is wrong with the claims of a sentence, and notes which relations it is about.
func (c claimCase) contrast(got []string, relations map[string]bool) (wrong []string) {
	for _, w := range c.wants {
		m := claimParts.FindStringSubmatch(w.text)
		if m != nil {
			relations[m[2]] = true
		}
		if s := w.check(got); s != "" {
			wrong = append(wrong, s)
		}
		if w.kind != '+' || m == nil {
			continue
		}
		for _, g := range got {
			other := begins(g, strings.Join(m[1:4], " ")) && !begins(g, strings.Join(m[1:5], " "))
			turned := !isSymmetric(m[2]) && m[1] != "*" && m[3] != "*" && begins(g, m[3]+" "+m[2]+" "+m[1])
			if (other || turned) && !c.has(g) {
				wrong = append(wrong, "must not be there: "+g)
			}
		}
	}
	return wrong
}

// has reports whether a claim is one that the sentence must give.
func (c claimCase) has(claim string) bool {
	return slices.ContainsFunc(c.wants, func(w claimWant) bool { return w.kind == '+' && begins(claim, w.text) })
}

// assertedOtherwise returns the asserted claims that the sentence must give with another factuality, or must not give.
func (c claimCase) assertedOtherwise(got []string) (out []string) {
	for _, w := range c.wants {
		m := claimParts.FindStringSubmatch(w.text)
		if m == nil || (w.kind == '+') == (m[4] == string(schema.Asserted)) {
			continue
		}
		for _, g := range got {
			if begins(g, strings.Join(m[1:4], " ")+" asserted") {
				out = append(out, g)
			}
		}
	}
	return out
}
