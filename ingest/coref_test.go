package ingest_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"geokg/ingest/eval"
	"geokg/ingest/temporal"
	"geokg/ingest/text/conll"
)

// corefFloors are percents over GUM's news-like dev and test documents, of which the weights saw none. They only rise.
var corefFloors = map[string]float64{"MUC": 49, "MUC precision": 67, "pronouns right": 70}

// A goldMention is a mention that GUM marks.
type goldMention struct {
	sentence, first, last, head int // tokens [first, last]
	kind                        string
	chain                       int // of its document
	named, pronoun              bool
}

// TestQualityOfCoreference scores chains of mentions against GUM's, with mentions matched by their heads. Of GUM's chains those count that name a person, an
// organization, a place or an event at least once: the linker looks for no others. Single mentions are no chain. Tokens are the treebank's.
func TestQualityOfCoreference(t *testing.T) {
	parser, linker := readers(t)
	var all, nominal struct{ muc, b3, ceaf eval.Coref }
	var pronouns, resolved, right int
	for _, treebank := range []string{"gum-news-dev", "gum-news-test"} {
		eachDocument(t, treebank, func(sentences []conll.Sentence) {
			gold := goldMentions(t, sentences)
			doc := documentOf(parser, sentences)
			doc.Dates = temporal.Find(doc)
			mentions, _ := linker.Link(doc)

			// Numbers from 0 are gold mentions, those below are ours that match none.
			number := func(i int) int {
				m := &mentions[i]
				near := -1 - i
				for k, g := range gold {
					if g.sentence != m.Sentence {
						continue
					}
					if g.head == m.Head {
						return k
					}
					if m.First <= g.head && g.head < m.Last && g.first <= m.Head && m.Head <= g.last {
						near = k
					}
				}
				return near
			}
			ours := map[string][]int{}
			isPronoun := map[int]bool{}
			for i := range mentions {
				k := number(i)
				key := strings.Join(mentions[i].Entities, " ")
				if !slices.Contains(ours[key], k) {
					ours[key] = append(ours[key], k)
				}
				isPronoun[k] = mentions[i].Kind == "pronoun"
			}
			theirs := map[int][]int{}
			named := map[int]bool{}
			for k, g := range gold {
				theirs[g.chain] = append(theirs[g.chain], k)
				named[g.chain] = named[g.chain] || g.named
			}
			var goldChains, foundChains, goldNames, foundNames [][]int
			add := func(to *[][]int, c []int, keep func(int) bool) {
				c = slices.DeleteFunc(slices.Clone(c), func(k int) bool { return !keep(k) })
				if len(c) > 1 {
					*to = append(*to, c)
				}
			}
			pronoun := func(k int) bool { return k >= 0 && gold[k].pronoun || isPronoun[k] }
			for chain, c := range theirs {
				if !named[chain] || len(c) < 2 {
					continue
				}
				for _, k := range c {
					if gold[k].pronoun {
						pronouns++
					}
				}
				add(&goldChains, c, func(int) bool { return true })
				add(&goldNames, c, func(k int) bool { return !pronoun(k) })
			}
			for _, c := range ours {
				add(&foundChains, c, func(int) bool { return true })
				add(&foundNames, c, func(k int) bool { return !pronoun(k) })
				for _, k := range c {
					if k < 0 || !gold[k].pronoun || !isPronoun[k] {
						continue
					}
					resolved++
					if slices.ContainsFunc(c, func(o int) bool { return o >= 0 && !gold[o].pronoun && gold[o].chain == gold[k].chain }) {
						right++
					}
				}
			}
			all.muc = all.muc.Plus(eval.MUC(goldChains, foundChains))
			all.b3 = all.b3.Plus(eval.BCubed(goldChains, foundChains))
			all.ceaf = all.ceaf.Plus(eval.CEAFE(goldChains, foundChains))
			nominal.muc = nominal.muc.Plus(eval.MUC(goldNames, foundNames))
			nominal.b3 = nominal.b3.Plus(eval.BCubed(goldNames, foundNames))
			nominal.ceaf = nominal.ceaf.Plus(eval.CEAFE(goldNames, foundNames))
		})
	}
	for _, s := range []struct {
		what string
		c    eval.Coref
	}{
		{"MUC", all.muc}, {"B³", all.b3}, {"CEAF-e", all.ceaf},
		{"MUC without pronouns", nominal.muc}, {"B³ without pronouns", nominal.b3}, {"CEAF-e without pronouns", nominal.ceaf},
	} {
		t.Logf("%-24s P %.1f  R %.1f  F %.1f", s.what, s.c.P(), s.c.R(), s.c.F())
	}
	share := 100 * float64(right) / float64(max(resolved, 1))
	t.Logf("pronouns: %d in chains that name somebody, %d resolved, %d right (%.1f %%)", pronouns, resolved, right, share)
	for what, got := range map[string]float64{"MUC": all.muc.F(), "MUC precision": all.muc.P(), "pronouns right": share} {
		if got < corefFloors[what] {
			t.Errorf("%s: %.1f, want at least %.1f", what, got, corefFloors[what])
		}
	}
}

// goldMentions reads the mentions of a document: "Entity=(1-person-new-…(2-…)1)".
func goldMentions(t *testing.T, ss []conll.Sentence) (out []goldMention) {
	t.Helper()
	chains := map[string]int{}
	for i := range ss {
		words := ss[i].Words
		var open []goldMention
		var ids []string
		end := func(k, last int) {
			g := open[k]
			open, ids = slices.Delete(open, k, k+1), slices.Delete(ids, k, k+1)
			g.last = last
			g.head = g.first
			for w := g.first; w <= last; w++ {
				if h := words[w].Head; h < g.first || h > last {
					g.head = w
					break
				}
			}
			g.pronoun = words[g.head].UPOS == "PRON"
			g.named = words[g.head].UPOS == "PROPN" && slices.Contains([]string{"person", "organization", "place", "event"}, g.kind)
			out = append(out, g)
		}
		for w := range words {
			marks := ""
			for part := range strings.SplitSeq(words[w].Misc, "|") {
				if v, ok := strings.CutPrefix(part, "Entity="); ok {
					marks = v
				}
			}
			for marks != "" {
				if marks[0] == '(' {
					body := marks[1:]
					n := strings.IndexAny(body, "()")
					if n < 0 {
						n = len(body)
					}
					f := strings.Split(body[:n], "-")
					id, _, _ := strings.Cut(f[0], "[")
					if _, ok := chains[id]; !ok {
						chains[id] = len(chains)
					}
					kind := ""
					if len(f) > 1 {
						kind = f[1]
					}
					open, ids = append(open, goldMention{sentence: i, first: w, kind: kind, chain: chains[id]}), append(ids, id)
					marks = body[n:]
					if strings.HasPrefix(marks, ")") {
						end(len(open)-1, w)
						marks = marks[1:]
					}
					continue
				}
				id, rest, ok := strings.Cut(marks, ")")
				if !ok {
					t.Fatalf("%s: marks %q", ss[i].ID, marks)
				}
				id, _, _ = strings.Cut(id, "[")
				for k := len(open) - 1; k >= 0; k-- {
					if ids[k] == id {
						end(k, w)
						break
					}
				}
				marks = rest
			}
		}
	}
	if len(out) == 0 {
		t.Fatal("no mentions: " + strconv.Itoa(len(ss)) + " sentences")
	}
	return out
}
