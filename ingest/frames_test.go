package ingest_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"geokg/schema"
)

// TestFrameExamples reads claim/frames/examples/*.txt, in the format of [TestClaims]: for each relation, beside its frames, sentences that
// must give it and sentences with its words that must not. They were written without a look at the frames; what is known to fail is marked.
func TestFrameExamples(t *testing.T) {
	p := loadPipeline(t)
	for _, r := range schema.Relations() {
		b, err := os.ReadFile(filepath.Join("claim", "frames", "examples", r.Name+".txt"))
		if err != nil {
			t.Error(err)
			continue
		}
		t.Run(r.Name, func(t *testing.T) {
			must, mustNot := 0, 0
			for _, c := range parseClaimCases(t, string(b)) {
				for _, w := range c.wants {
					switch {
					case w.known:
					case w.kind == '+' && strings.Contains(w.text, " "+r.Name+" "):
						must++
					case w.kind != '+':
						mustNot++
					}
				}
			}
			if must < 2 || mustNot < 2 {
				t.Errorf("%d lines that must give it and %d that must not, want at least 2 of each", must, mustNot)
			}
			runClaimCases(t, p, string(b))
		})
	}
}
