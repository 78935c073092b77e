package eval

import (
	"strings"
	"unicode"
)

// A PageScore compares the main text of a page with the right one, by their runs of four words: the shares of them that are in both, only in the
// extracted one, and only in the right one. It is the measure of article-extraction-benchmark.
type PageScore struct {
	Both    float64 `json:"both"`
	Extra   float64 `json:"extra"`
	Missing float64 `json:"missing"`
}

// ScorePage scores one page.
func ScorePage(want, got string) PageScore {
	g, p := runs(want), runs(got)
	both, total := 0, 0
	for s, n := range g {
		both += min(n, p[s])
		total += n
	}
	extra, missing := -both, total-both
	for _, n := range p {
		extra += n
	}
	all := float64(both + extra + missing)
	if all == 0 {
		return PageScore{}
	}
	return PageScore{float64(both) / all, float64(extra) / all, float64(missing) / all}
}

// runs counts the runs of four words; a shorter text is one.
func runs(text string) map[string]int {
	words := strings.FieldsFunc(text, func(r rune) bool { return r != '_' && !unicode.IsLetter(r) && !unicode.IsNumber(r) })
	const n = 4
	counts := map[string]int{}
	if len(words) > 0 && len(words) < n {
		counts[strings.Join(words, " ")]++
	}
	for i := 0; i+n <= len(words); i++ {
		counts[strings.Join(words[i:i+n], " ")]++
	}
	return counts
}

// PageRates returns precision, recall and F1 over pages that all weigh the same; 0 where there is nothing to divide by.
func PageRates(scores []PageScore) (precision, recall, f1 float64) {
	var sum PageScore
	for _, s := range scores {
		sum.Both += s.Both
		sum.Extra += s.Extra
		sum.Missing += s.Missing
	}
	if sum.Both == 0 {
		return 0, 0, 0
	}
	precision, recall = sum.Both/(sum.Both+sum.Extra), sum.Both/(sum.Both+sum.Missing)
	return precision, recall, 2 * precision * recall / (precision + recall)
}
