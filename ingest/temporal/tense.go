package temporal

import (
	"strings"

	"geokg/schema"
)

// A direction is where a clause points in time, seen from its article.
type direction int

const (
	undirected direction = iota // "holds", or no verb at all
	past                        // "attended", "had met"
	future                      // "will attend", "is due to meet", "the upcoming summit"
)

// reach is how many tokens away a word of the noun phrase ("the upcoming summit in Madrid, in June") may stand.
const reach = 8

// horizon is how far from a token its verb and the parts of its verb group are looked for; "sentences" of a thousand words are lists.
const horizon = 60

// toward returns where the clause of tokens [first, last) points. A word of the noun phrase decides ("the upcoming summit in
// Madrid, in June"), then the verb that the expression depends on; without a parse, the nearest verb before it, or the first after it.
func toward(tokens []schema.Token, first, last int) direction {
	v := governor(tokens, first, last)
	if d := phraseDirection(tokens, v, first); d != undirected {
		return d
	}
	if v < 0 {
		return undirected
	}
	return verbDirection(tokens, v, 0)
}

// phraseDirection looks for "upcoming" or "previous" between the verb, or the clause's last comma but one, and the expression.
func phraseDirection(tokens []schema.Token, v, first int) direction {
	for i := first - 1; i >= 0 && i >= first-reach && i != v; i-- {
		w := strings.ToLower(tokens[i].Form)
		if isVerb(&tokens[i]) && !words.is("future", w) || w == ";" || w == "and" {
			break
		}
		// "earlier" and "next" of another expression are not about this one: "last week said that …" ends at the verb.
		if words.is("future", w) {
			return future
		}
		if words.is("past", w) {
			return past
		}
	}
	return undirected
}

// governor returns the verb that tokens [first, last) depend on; -1 if there is none.
func governor(tokens []schema.Token, first, last int) int {
	if v := climb(tokens, first, last); v >= 0 {
		return v
	}
	for i := first - 1; i >= max(0, first-horizon) && tokens[i].Form != ";"; i-- {
		if isVerb(&tokens[i]) {
			return i
		}
	}
	for i := last; i < min(len(tokens), last+horizon) && tokens[i].Form != ";"; i++ {
		if isVerb(&tokens[i]) {
			return mainVerb(tokens, i)
		}
	}
	return -1
}

// climb follows the heads from the expression to the first verb.
func climb(tokens []schema.Token, first, last int) int {
	i := first
	for range 32 { // deeper than any sentence; heads may go in circles
		h := tokens[i].Head
		if h < 0 || h >= len(tokens) || h == i {
			return copula(tokens, i)
		}
		i = h
		if (i < first || i >= last) && isVerb(&tokens[i]) {
			return i
		}
		if c := copula(tokens, i); c >= 0 && (c < first || c >= last) {
			return c
		}
	}
	return -1
}

// copula returns the form of "be" that makes token i the predicate of its clause; -1 if there is none.
func copula(tokens []schema.Token, i int) int {
	for j := max(0, i-horizon); j < min(len(tokens), i+horizon); j++ {
		if tokens[j].Head == i && j != i && tokens[j].Deprel == "cop" {
			return j
		}
	}
	return -1
}

// mainVerb goes from an auxiliary on to the verb of its group: from "will" to "meet" in "will also meet".
func mainVerb(tokens []schema.Token, i int) int {
	v := i
	for j := i + 1; j < len(tokens) && j <= i+4; j++ {
		switch {
		case isVerb(&tokens[j]):
			v = j
		case !isFiller(&tokens[j]):
			return v
		}
	}
	return v
}

// verbDirection reads tense and modality from the verb's form and the auxiliaries before it.
func verbDirection(tokens []schema.Token, v, depth int) direction {
	g := groupOf(tokens, v)
	lemma := lemmaOf(&tokens[v])
	form := verbForm(&tokens[v])
	switch {
	case g.modal && !(g.have && (form == "VBN" || form == "VBD")):
		return future
	case g.to:
		return infinitiveDirection(tokens, v, g.first, depth)
	case words.is("plan", lemma) && g.present && (form == "VBN" || form == "VBG" || form == "JJ"):
		return future // "is scheduled for June", "are planning for June"
	case words.is("plan", lemma) && !g.had && !g.have && form == "VBN" && !g.be:
		return future // "a summit planned for June"
	case g.had || g.have && form != "VBG":
		return past
	case form == "VBG" && g.present:
		return future // "is visiting Seoul on Tuesday"
	case form == "VBN" && g.present:
		return undirected // "is held in June"
	case form == "VBD", form == "VBN", g.past:
		return past
	case words.is("timetable", lemma) && form != "VBG":
		return future // "the talks begin on Monday"
	case form == "VBG" && depth < 3:
		if h := tokens[v].Head; h >= 0 && h < len(tokens) && h != v && isVerb(&tokens[h]) {
			return verbDirection(tokens, h, depth+1)
		}
	}
	return undirected
}

// infinitiveDirection reads "to meet": what is planned lies ahead, and so does a headline's bare infinitive.
func infinitiveDirection(tokens []schema.Token, v, to, depth int) direction {
	h := tokens[v].Head
	if h >= 0 && h < len(tokens) && h != v && words.is("plan", lemmaOf(&tokens[h])) {
		return future
	}
	for i := to - 1; i >= 0 && i >= to-3; i-- {
		if words.is("plan", lemmaOf(&tokens[i])) || words.is("future", strings.ToLower(tokens[i].Form)) || lemmaOf(&tokens[i]) == "go" {
			return future
		}
		if isVerb(&tokens[i]) {
			if isBe(&tokens[i]) {
				if isPastForm(&tokens[i]) {
					return undirected // "was to meet"
				}
				return future // "is to be held"
			}
			if depth < 3 {
				return verbDirection(tokens, i, depth+1)
			}
			return undirected
		}
	}
	for i := max(0, to-horizon); i < to; i++ {
		if isVerb(&tokens[i]) {
			return undirected
		}
	}
	return future // "South Korea to join exercise in June"
}

// A group is what stands before a verb and belongs to it: "will also be", "had not", "is due to".
type group struct {
	first                                   int // the leftmost word of it
	modal, to, have, had, be, past, present bool
}

func groupOf(tokens []schema.Token, v int) group {
	g := group{first: v}
	g.add(&tokens[v])
	g.have, g.had = false, false // "had talks" has no auxiliary
	g.be, g.modal = false, g.modal && tokens[v].UPOS == "AUX"
	if !isBe(&tokens[v]) {
		g.past, g.present = false, false
	}
	for i := v - 1; i >= 0 && i >= v-5 && !g.to; i-- {
		if !isFiller(&tokens[i]) && !isAux(&tokens[i]) {
			break
		}
		g.add(&tokens[i])
		g.first = i
	}
	for i := max(0, v-horizon); i < min(len(tokens), v+horizon); i++ { // "Will South Korea join": the parse knows
		if tokens[i].Head == v && i != v && strings.HasPrefix(tokens[i].Deprel, "aux") {
			g.add(&tokens[i])
		}
	}
	if !g.modal && verbForm(&tokens[v]) == "VB" && !g.to { // and without a parse, a base form without "to" has a modal somewhere
		for i := g.first - 1; i >= max(0, v-horizon); i-- {
			if isAux(&tokens[i]) {
				g.modal = words.is("modal", strings.ToLower(tokens[i].Form))
				break
			}
		}
	}
	return g
}

func (g *group) add(t *schema.Token) {
	w := strings.ToLower(t.Form)
	switch {
	case words.is("modal", w) && t.UPOS != "PROPN" && t.UPOS != "NOUN":
		g.modal = true
	case w == "to":
		g.to = true
	case w == "had":
		g.had = true
	case w == "have" || w == "has" || w == "'ve" || w == "’ve":
		g.have = true
	case w == "did":
		g.past = true
	case isBe(t):
		g.be = true
		if isPastForm(t) {
			g.past = true
		} else if w != "be" && w != "been" && w != "being" {
			g.present = true
		}
	}
}

// isFiller reports whether a word may stand within a verb group: adverbs, "not", "to", and "due" in "is due to meet".
func isFiller(t *schema.Token) bool {
	return t.UPOS == "ADV" || t.UPOS == "PART" || t.XPOS == "TO" || strings.HasPrefix(t.XPOS, "RB")
}

func isAux(t *schema.Token) bool {
	return t.UPOS == "AUX" || t.XPOS == "MD" || t.UPOS == "" && (words.is("modal", strings.ToLower(t.Form)) || isBe(t))
}

func isVerb(t *schema.Token) bool {
	return t.UPOS == "VERB" || t.UPOS == "AUX" || t.XPOS == "MD" || t.UPOS == "" && isAux(t)
}

func isBe(t *schema.Token) bool {
	switch strings.ToLower(t.Form) {
	case "be", "am", "is", "are", "was", "were", "been", "being", "'s", "'re", "’s", "’re":
		return t.UPOS == "AUX" || t.UPOS == "VERB" || t.UPOS == "" && t.Form[0] != '\''
	}
	return false
}

func isPastForm(t *schema.Token) bool {
	w := strings.ToLower(t.Form)
	return w == "was" || w == "were"
}

// verbForm returns the Penn tag, guessed from the form where there is none.
func verbForm(t *schema.Token) string {
	if t.XPOS != "" {
		return t.XPOS
	}
	w := strings.ToLower(t.Form)
	switch {
	case strings.HasSuffix(w, "ed"):
		return "VBD"
	case strings.HasSuffix(w, "ing"):
		return "VBG"
	case strings.HasSuffix(w, "s"):
		return "VBZ"
	}
	return "VB"
}

// lemmaOf returns the lemma, or the form without its commonest endings where there is none.
func lemmaOf(t *schema.Token) string {
	if t.Lemma != "" {
		return strings.ToLower(t.Lemma)
	}
	w := strings.ToLower(t.Form)
	for _, end := range []string{"ing", "ned", "ed", "d", "s"} {
		if stem, ok := strings.CutSuffix(w, end); ok && words.is("plan", stem) {
			return stem
		}
		if stem, ok := strings.CutSuffix(w, end); ok && words.is("timetable", stem) {
			return stem
		}
	}
	return w
}
