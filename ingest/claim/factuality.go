package claim

import (
	"slices"
	"strings"

	"geokg/schema"
)

// A reading collects what is found on the way from a word up to the root of its sentence.
type reading struct {
	force    bool // the claim is of force
	verbal   bool // the claim is of something said: who rejects it does not undo it
	neither  bool // a "neither" has negated the predicate, which its "nor" goes on with
	negated  bool
	planned  bool
	possible bool
	would    bool         // a "would" that is not yet known to report a "will"
	able     bool         // a "can" or "could", which is possible; "could not" is negated
	counted  map[int]bool // negation words that have been read
	reasons  []string

	source *schema.Entity // who says it, if the text names one
	saying string         // by what words
}

// forArguments returns the reading of one pair of arguments: "neither X nor Y" negates them and not the verb, and of "X or Y" it may be either.
func (r *reading) forArguments(denied, either bool) *reading {
	q := *r
	q.reasons = append([]string(nil), r.reasons...)
	switch {
	case denied && !q.negated:
		q.negated = true // "no member, not even Cuba" is negated once
		q.note("negated", "argument")
	case either && !q.negated:
		q.possible = true
		q.note("either", "or")
	}
	return &q
}

// negate flips the reading for a negation word, once for each.
func (r *reading) negate(token int, word string) {
	if r.counted == nil {
		r.counted = map[int]bool{}
	}
	if !r.counted[token] {
		r.counted[token] = true
		r.negated = !r.negated
		r.note("negation", word)
	}
}

// factuality resolves the reading: what may be is possible, even if negated ("may not attack"); what is negated
// is negated, even if it was planned ("does not plan to join").
func (r *reading) factuality() schema.Factuality {
	switch {
	case r.possible || r.would || r.able && !r.negated:
		return schema.Possible
	case r.negated:
		return schema.Negated
	case r.planned:
		return schema.Planned
	}
	return schema.Asserted
}

func (r *reading) note(why, word string) { r.reasons = append(r.reasons, why+" '"+word+"'") }

// factuality reads how the sentence presents the word i, whose tense and negation stand at anchor.
func (c *sentenceCoder) factuality(i, anchor int, relation string) *reading {
	r := &reading{verbal: c.lx.is("stance", strings.ToLower(relation))}
	if rel, ok := schema.LookupRelation(relation); ok {
		r.force = rel.Quad == schema.QuadMaterialConflict
	}
	if c.question && !c.reportedInQuestion(anchor) {
		r.possible = true
		r.reasons = append(r.reasons, "question")
	}
	if i == anchor && !c.isVerb(i) {
		c.straightBefore(i, r)
	}
	if i != anchor {
		c.modifierCues(i, r)
		undone := r.negated
		c.verbClass(i, anchor, r)
		r.negated = r.negated || undone && c.base(i) == "nsubj" // "its aborted attack failed" was none
		if c.base(i) == "nsubj" && c.lx.is("pass", c.lemma(anchor)) && c.elusive(anchor) {
			r.possible = true // "the visit came to nothing"
			r.note("elusive", c.lemma(anchor))
		}
		switch {
		case c.assents(i, anchor):
			r.planned = true // "approved an attack"
			r.note("approved", c.lemma(anchor))
		case c.perhapsToCome(i, anchor):
			r.possible = true // "pursued Serbia's withdrawal"
			r.note("perhaps to come", c.lemma(anchor))
		}
		if l := c.lemma(anchor); c.base(i) == "nsubj" && c.lx.is("over", l) && c.lx.is("going", c.lemma(i)) {
			r.negate(anchor, l) // "cooperation between Mali and France ended"
		}
	}
	if !c.inflected && !c.stop && c.infinitive(anchor) {
		r.planned = true // a headline's "Envoy to Travel"
		r.note("future", "to")
	}
	c.climb(anchor, r)
	return r
}

// reportedInQuestion: "Why did Russia attack Ukraine?" presupposes the attack.
func (c *sentenceCoder) reportedInQuestion(i int) bool {
	for _, k := range c.kids[i] {
		if c.base(k) == "advmod" && (c.lemma(k) == "why" || c.lemma(k) == "how" && k < i) && c.kid(k, "advmod") < 0 {
			return c.kid(i, "aux") >= 0 && c.kidLemma(i, "aux", "do", "have")
		}
	}
	return false
}

// climb reads the cues at i and at each word that governs it through a clause that is not a statement of its own.
func (c *sentenceCoder) climb(i int, r *reading) {
	local := true
	for n := 0; i >= 0 && n <= len(c.tokens); n++ {
		if local {
			c.localCues(i, r)
		}
		local = true
		g := c.head(i)
		if v := c.gerundUnder(i); v >= 0 {
			c.governed(i, v, true, r)
			i = v
			continue
		}
		if g < 0 {
			if n := c.extraposed(i, g); n >= 0 {
				c.contentOf(n, i, r)
			}
			if c.lx.is("say", c.lemma(i)) && c.takenBack() {
				r.possible = true
				r.note("taken back", c.lemma(i))
			}
			return
		}
		if f := c.superlative(i); f >= 0 {
			i = f
			continue
		}
		switch c.deprel(i) {
		case "conj":
			local = c.sharesCues(i, g)
		case "xcomp", "ccomp", "csubj", "csubj:pass", "csubj:outer":
			if c.deprel(i) == "ccomp" && c.tokens[g].UPOS == "NOUN" && c.kid(g, "cop") < 0 {
				if c.noSuch(i, g, r) || !c.contentOf(g, i, r) {
					return // "reports that", wherever they hang
				}
				break
			}
			c.verbClass(i, g, r)
		case "acl", "advcl", "advcl:relcl":
			if c.noSuch(i, g, r) || !c.subordinate(i, g, r) {
				return
			}
		case "acl:relcl":
			if v := c.head(g); c.lx.is("moment", c.lemma(g)) && (c.tokens[i].XPOS == "VBZ" || c.tokens[i].XPOS == "VBP") && v >= 0 && c.hypothetical(v) {
				r.planned = true // "the day Kenya invades Chad, prices will fall"
				r.note("time to come", c.tokens[i].Form)
				return
			}
			if c.prankish(g) && c.base(g) == "obl" {
				r.possible = true // "announced on April Fools' Day that", the clause hung on the day
				r.note("in jest", c.lemma(g))
				return
			}
			if c.toldAs(i, g) {
				r.possible = true // "gamed out a war in which India occupies"
				r.note("fiction", c.lemma(g))
				return
			}
			if c.lx.is("fiction", c.lemma(g)) || c.lx.is("vision", c.lemma(g)) && (c.kidLemma(i, "obl", "which") || c.kidLemma(i, "advmod", "where")) {
				r.possible = true // "a scenario in which", "a world where"
				r.note("fiction", c.lemma(g))
				return
			}
			if (c.bogus(g) || c.base(g) == "obj" && c.head(g) >= 0 && c.tellsFiction(c.head(g))) && (c.kidLemma(i, "obl", "which") || c.kidLemma(i, "advmod", "where") || c.lx.is("say", c.lemma(i))) {
				r.possible = true // "a forged letter in which"
				r.note("fiction", c.lemma(g))
				return
			}
			if c.kid(g, "cop") >= 0 && c.kid(g, "nsubj", "expl") >= 0 && !c.contentClause(i) {
				c.localCues(g, r) // "it was not Iran that attacked", "Iran is not the country that attacked"
				return
			}
			if c.noSuch(i, g, r) || !c.contentClause(i) || !c.subordinate(i, g, r) {
				return // a relative clause stands for itself; "the claim that" is none
			}
		case "obj", "nsubj:pass", "obl", "obl:agent", "nmod", "nmod:poss", "compound", "nsubj":
			if !c.nounUp(i, g, r) {
				return
			}
		case "parataxis", "appos":
			return
		}
		i = g
	}
}

// noSuch: "there is no evidence that Oman attacked" leaves open whether it did; "no doubt that" does not.
func (c *sentenceCoder) noSuch(i, g int, r *reading) bool {
	l := c.lemma(g)
	if c.base(i) != "acl" && c.base(i) != "ccomp" || !c.kidLemma(g, "det", "no") && !c.kidLemma(g, "amod", "little", "scant", "few", "insufficient") || l == "doubt" || l == "question" {
		return false
	}
	r.possible = true
	r.note("no", l)
	return true
}

// localCues reads negation, modal verbs and adverbs that hang on i.
func (c *sentenceCoder) localCues(i int, r *reading) {
	if c.inFiction(i, r.force) {
		r.possible = true
		r.note("fiction", c.lemma(i))
	}
	if c.inJest(i) {
		r.possible = true
		r.note("in jest", c.lemma(i))
	}
	if k := c.soMuchAs(i); k >= 0 {
		r.negate(k, c.lemma(k)+" so much as")
	}
	for _, k := range c.kids[i] {
		l := c.lemma(k)
		form := strings.ToLower(c.tokens[k].Form)
		switch c.base(k) {
		case "aux":
			c.modal(form, r)
			for _, m := range c.kids[k] {
				switch {
				case c.base(m) == "aux":
					c.modal(strings.ToLower(c.tokens[m].Form), r) // "may have", hung on each other
				case c.base(m) == "advmod" && (c.lemma(m) == "never" || c.lemma(m) == "not") && !c.onlyAfter(m):
					r.negate(m, c.lemma(m)) // "never did it meet"
				}
			}
		case "advmod":
			switch {
			case c.lx.is("negadv", l) || form == "n't" || form == "n’t":
				if l == "not" && c.kidLemma(k, "advmod", "only") || c.onlyAfter(k) {
					continue
				}
				r.negate(k, form)
			case (l == "long" || l == "more") && (c.kidLemma(k, "advmod", "no") || c.kidLemma(k, "det", "no")):
				r.negate(k, "no "+form) // "no longer"
			case c.lx.is("mayadv", l):
				r.possible = true
				r.note("adverb", form)
			case l == "soon" && c.tokens[i].XPOS == "VBZ" && c.kid(k, "advmod") >= 0:
				r.planned = true // "as soon as Turkey ratifies, Finland becomes"
				r.note("time to come", form)
			case form == "better" && c.tokens[i].XPOS == "VB" && c.kidLemma(i, "aux", "have"):
				r.possible = true
				r.note("modal", "had better")
			case l == "once" && k > 0 && c.lemma(k-1) == "not":
				r.negate(k-1, "not once")
			case c.lx.is("formerly", l) && !c.isVerb(i) && c.kid(i, "cop") < 0:
				r.negate(k, form) // "Gambia, formerly a member"
			}
		case "det":
			switch {
			case l == "no":
				r.negate(k, form)
			case l == "any" && !c.isVerb(i):
				r.able = true // "worse than any attack"
				r.note("determiner", form)
			}
		case "mark", "case":
			switch l {
			case "if", "unless", "whether", "lest":
				r.possible = true
				r.note("conditional", form)
			case "as":
				if c.kidLemma(k, "fixed", "if", "though") {
					r.possible = true
					r.note("unreal", form)
				}
			case "without":
				r.negate(k, form)
			case "instead", "rather":
				if c.base(k) == "mark" {
					r.negate(k, form)
				}
			case "though", "like":
				if c.base(k) == "mark" && (l == "like" || k > 0 && c.lemma(k-1) == "as") {
					r.possible = true // "acts as though it had left"
					r.note("unreal", form)
				}
			case "for":
				if g := c.head(i); c.base(k) == "mark" && c.infinitive(i) && (g < 0 || c.lemma(g) != "take") {
					r.possible = true // "it is wrong for Chad to attack"
					r.note("infinitive with", form)
				}
			case "in":
				if (c.base(k) == "mark" || c.isVerb(i)) && (c.kidLemma(k, "fixed", "case", "event") || k+1 < i && c.lemma(k+1) == "case") {
					r.possible = true // "in case it attacks"
					r.note("conditional", "in case")
				}
			}
		case "xcomp":
			if c.tokens[i].XPOS == "VBG" && c.lx.is("elusive", l) {
				r.possible = true // "makes Moldova joining less likely"
				r.note("elusive", l)
			}
		case "nsubj", "obj":
			if c.base(k) == "nsubj" && (c.infinitive(i) || c.gerund(i)) && c.kidLemma(k, "case", "for", "about", "against", "to", "on", "over") {
				r.possible = true // "the plan is for Kenya to join", the preposition hung on Kenya
				r.note("topic", form)
			}
			if n := c.unwayed(k); n >= 0 {
				r.negate(n, "no "+c.tokens[n].Form)
			}
			if !c.isVerb(i) {
				continue
			}
			if c.kidLemma(k, "advmod", "not") && !c.onlyAfter(c.kid(k, "advmod")) && c.kidLemma(k, "amod", "single", "one") {
				r.negate(c.kid(k, "advmod"), "not a single")
			}
			if l == "whoever" || l == "whatever" {
				r.possible = true
				r.note("condition", form)
			}
			if l == "nobody" || l == "nothing" || l == "none" {
				r.negate(k, form)
			}
			for _, d := range c.kids[k] {
				if c.base(d) == "det" && (c.lemma(d) == "no" || c.lemma(d) == "neither") {
					r.negate(d, c.lemma(d))
				}
			}
		case "cc":
			if l == "rather" && c.base(i) == "advcl" {
				r.negate(k, form) // "rather than threaten Chad, Mali"
			}
			if (l == "nor" || l == "neither") && c.isVerb(i) {
				r.negate(k, form)
			}
			if l == "neither" && c.kid(i, "cop") >= 0 { // "is neither a member of this nor of that"
				r.negate(k, form)
				r.neither = true
			}
		case "obl":
			if c.kidLemma(k, "case", "accord") { // "according to a fake video"
				for _, m := range c.kids[k] {
					if c.base(m) == "amod" {
						c.adjective(m, r)
					}
				}
			}
		case "advcl":
			if c.kidLemma(k, "mark", "if", "unless") && c.hypothetical(i) {
				r.possible = true
				r.note("conditional", "if")
			}
			if k < i && c.tokens[i].XPOS == "VBZ" && c.tokens[k].XPOS == "VBZ" && c.kidLemma(k, "mark", "if", "unless", "once", "until") {
				r.planned = true // "once Turkey ratifies, Finland joins"
				r.note("time to come", c.tokens[k].Form)
			}
		case "compound":
			if !c.isVerb(i) && c.lx.is("bogus", l) {
				c.adjective(k, r) // "a mock attack"
			}
		case "amod":
			if !c.isVerb(i) {
				c.adjective(k, r)
			}
		case "nmod":
			if (l == "wait" || l == "waiting" || l == "making" || l == "make") && c.kidLemma(k, "case", "in") {
				r.possible = true // "a member in waiting"
				r.note("in", form)
			}
		}
	}
	if c.condition(i) {
		r.possible = true
		r.note("condition", c.tokens[i].Form)
	}
	if c.allBut(i) {
		r.negate(i, "all but")
	}
	c.beTo(i, r)
	c.inverted(i, r)
	if k := c.noHow(i); k >= 0 {
		r.negate(k, "no … "+c.tokens[k].Form)
	}
	if c.reportedPast(i) {
		r.reported()
	}
}

// soMuchAs returns the negation of "never so much as criticized", which a parser may hang anywhere. Else -1.
func (c *sentenceCoder) soMuchAs(i int) int {
	if i < 4 || c.lemma(i-1) != "as" || c.lemma(i-2) != "much" || c.lemma(i-3) != "so" {
		return -1
	}
	for k := i - 4; k >= 0 && k >= i-6; k-- {
		switch strings.ToLower(c.tokens[k].Form) {
		case "not", "never", "n't", "n’t", "without":
			return k
		}
	}
	return -1
}

// inverted: "Had Iran attacked, …", "Should it attack, …" are conditions without an if.
func (c *sentenceCoder) inverted(i int, r *reading) {
	s := c.ownSubject(i)
	if s < 0 || c.question {
		return
	}
	if g := c.head(i); g >= 0 && g < s && c.lemma(g) == "have" && c.tokens[g].Form != "have" && (g == 0 || c.tokens[g-1].UPOS == "PUNCT" || c.base(g) == "advcl" && beginsAt(c.tokens, s, g+1)) {
		r.possible = true // the "Had" hung elsewhere
		r.note("condition", c.tokens[g].Form)
	}
	if c.base(i) != "advcl" && c.head(i) >= 0 {
		return
	}
	for _, k := range c.kids[i] {
		l := c.lemma(k)
		if c.base(k) != "aux" || k >= s || l != "have" && l != "be" && l != "should" {
			continue
		}
		if k == 0 || c.tokens[k-1].UPOS == "PUNCT" || c.base(i) == "advcl" && c.kid(i, "mark", "advmod") < 0 && c.tokens[k-1].UPOS != "SCONJ" && k > c.head(i) {
			r.possible = true
			r.note("condition", c.tokens[k].Form)
		}
	}
}

// unwayed returns the noun of a phrase on the word i such as "in no way", or -1.
func (c *sentenceCoder) unwayed(i int) int {
	for _, k := range c.kids[i] {
		if (c.base(k) == "obl" || c.base(k) == "nmod") && c.lx.is("nohow", c.lemma(k)) && c.kidLemma(k, "det", "no") && c.kid(k, "case") >= 0 && !(c.lemma(k) == "time" && c.kidLemma(k, "case", "in")) {
			return k
		}
	}
	return -1
}

// noHow returns the last word of a phrase that denies the verb i: "at no point", "in no way did it", "not once has it"; else -1. Before an auxiliary that stands before
// its subject the parser may have hung the phrase on another verb.
func (c *sentenceCoder) noHow(i int) int {
	if k := c.unwayed(i); k >= 0 {
		return k
	}
	s := c.ownSubject(i)
	for _, k := range c.kids[i] {
		if c.base(k) != "aux" || k >= s || k < 2 {
			continue
		}
		first, last := c.lemma(k-2), c.lemma(k-1)
		switch {
		case c.lx.is("nohow", last) && first == "no":
			return k - 1
		case last == "once" && first == "not", last == "before" && first == "never":
			return k - 2
		}
	}
	return -1
}

// reported: in "said that it would leave" the would is a will, told in the past.
func (r *reading) reported() {
	if r.would {
		r.would, r.planned = false, true
	}
}

// reportedPast: ", X said" in the past hangs on the clause.
func (c *sentenceCoder) reportedPast(i int) bool {
	for _, k := range c.kids[i] {
		if c.base(k) == "parataxis" && c.lx.is("say", c.lemma(k)) && c.tokens[k].XPOS == "VBD" {
			return true
		}
	}
	return false
}

// denied reports whether an argument is negated by itself: "neither Poland nor Ukraine", "not Poland but Ukraine", "Poland rather than Ukraine".
func (c *sentenceCoder) denied(i int) bool {
	for k := i - 1; k > 0 && k >= i-4 && !c.isVerb(i); k-- { // wherever the parser hangs the two words
		if c.lemma(k) == "than" && (c.lemma(k-1) == "rather" || c.lemma(k-1) == "other") {
			return true
		}
		if !c.within(k, i) {
			break
		}
	}
	if c.excepted(i) {
		return true
	}
	for _, k := range c.kids[i] {
		switch l := c.lemma(k); c.base(k) {
		case "cc":
			if l == "nor" || l == "neither" {
				return true
			}
		case "advmod":
			if (l == "not" || l == "hardly" || l == "scarcely" || l == "never") && !c.isVerb(i) && c.kid(i, "cop") < 0 && !c.onlyAfter(k) {
				return true
			}
		case "det":
			if l == "neither" && c.kid(i, "nmod") < 0 {
				return true
			}
		}
	}
	return false
}

// excepted: "everyone but Turkey".
func (c *sentenceCoder) excepted(i int) bool {
	g := c.head(i)
	return g >= 0 && g < i && c.lx.is("everyone", c.lemma(g)) && (c.kidLemma(i, "cc", "but") || c.kidLemma(i, "case", "but", "except", "bar", "save"))
}

// either reports whether an argument is one of two of which the sentence leaves open which: "Iran or Israel".
func (c *sentenceCoder) either(i int) bool {
	others := func(k, of int) bool { // "the African Union, or AU" is one
		a, b := c.named(k, false, 0), c.named(of, false, 0)
		return len(a) != 1 || len(b) != 1 || a[0].entity.ID != b[0].entity.ID
	}
	if g := c.head(i); c.kidLemma(i, "cc", "or") && c.base(i) == "conj" && g >= 0 {
		return others(i, g)
	}
	return slices.ContainsFunc(c.kids[i], func(k int) bool { return c.base(k) == "conj" && c.kidLemma(k, "cc", "or") && others(k, i) })
}

// deniedVerb reports whether a verb is negated, by itself or by its subject ("neither confirmed").
func (c *sentenceCoder) deniedVerb(i int) bool {
	for _, k := range c.kids[i] {
		switch c.base(k) {
		case "advmod":
			if c.lx.is("negadv", c.lemma(k)) || strings.EqualFold(c.tokens[k].Form, "n't") {
				return true
			}
		case "nsubj":
			if l := c.lemma(k); l == "nobody" || l == "none" || c.denied(k) || c.kidLemma(k, "cc", "neither") || c.kidLemma(k, "det", "no", "neither") || c.kidLemma(k, "advmod", "neither") {
				return true
			}
		}
	}
	return false
}

// onlyAfter: "not only", "not until 1982 did it join".
func (c *sentenceCoder) onlyAfter(k int) bool {
	return k+1 < len(c.tokens) && (c.lemma(k+1) == "only" || c.lemma(k+1) == "just" || c.lemma(k+1) == "until")
}

// hypothetical: a main clause in the future or with a modal depends on its condition.
func (c *sentenceCoder) hypothetical(i int) bool {
	for _, k := range c.kids[i] {
		if c.base(k) == "aux" {
			switch strings.ToLower(c.tokens[k].Form) {
			case "will", "would", "'ll", "’ll", "could", "might", "may", "shall", "should", "can", "must":
				return true
			}
		}
	}
	return false
}

func (c *sentenceCoder) modal(form string, r *reading) {
	switch form {
	case "would", "'d", "’d":
		r.would = true
		r.note("modal", form)
	case "could", "can", "ca":
		r.able = true
		r.note("modal", form)
	case "may", "might", "should", "must", "ought", "need":
		r.possible = true
		r.note("modal", form)
	case "will", "shall", "'ll", "’ll", "wo", "sha":
		r.planned = true
		r.note("future", form)
	}
}

// beTo: "is to visit", "is going to", "is set to" put the event in the future.
func (c *sentenceCoder) beTo(i int, r *reading) {
	if c.infinitive(i) && ((c.kidLemma(i, "aux", "be") || c.kidLemma(i, "cop", "be")) && c.tokens[i].UPOS == "VERB" && c.tokens[i].XPOS == "VB" && !c.passive(i)) {
		r.planned = true
		r.note("future", "be to")
	}
	if c.tokens[i].XPOS == "VBN" && c.kidLemma(i, "mark", "to") && c.kidLemma(i, "aux", "have") && (c.kidLemma(i, "aux", "be") || c.kidLemma(i, "cop", "be")) && c.base(i) != "xcomp" {
		r.possible = true // "was to have signed"
		r.note("unrealised", "be to have")
	}
}

// straightBefore reads the adjective right before the noun i and its modifiers that the parser has hung elsewhere: "aspiring NATO member Moldova".
func (c *sentenceCoder) straightBefore(i int, r *reading) {
	first := i
	for _, k := range c.kids[i] {
		if k < first && (c.base(k) == "amod" || c.base(k) == "compound") {
			first = k
		}
	}
	k := first - 1
	if k < 0 || c.head(k) == i || c.kid(k, "obj", "aux", "obl", "cop") >= 0 {
		return
	}
	if x := c.tokens[k].XPOS; x == "VBG" || x == "VBN" || x == "JJ" {
		c.adjective(k, r)
	}
}

// modifierCues reads the adjectives and determiners of a noun ("alleged attack", "no talks").
func (c *sentenceCoder) modifierCues(i int, r *reading) {
	c.straightBefore(i, r)
	for _, k := range c.kids[i] {
		switch c.base(k) {
		case "amod", "compound":
			c.adjective(k, r)
		case "det":
			switch c.lemma(k) {
			case "no":
				r.negate(k, "no")
			case "any":
				r.possible = true
				r.note("determiner", "any")
			}
		case "advmod":
			if l := c.lemma(k); l == "not" || l == "never" {
				r.negate(k, l) // "regrets not meeting"
			}
		}
	}
}

func (c *sentenceCoder) adjective(k int, r *reading) {
	l, form := c.lemma(k), strings.ToLower(c.tokens[k].Form)
	if c.selfStyled(k) {
		r.possible = true
		r.note("adjective", "self-"+form)
		return
	}
	if c.seeming(k) {
		r.possible = true // "an allegedly Russian attack"
		r.note("adverb", form)
		return
	}
	if c.kid(k, "advmod", "compound") >= 0 {
		return // "long-threatened", "much-feared": what was awaited has come
	}
	switch {
	case c.lx.is("mayadj", l) || c.lx.is("mayadj", form) || c.lx.is("bogus", l) || c.lx.is("bogus", form):
		r.possible = true
		r.note("adjective", form)
	case c.lx.is("planadj", l) || c.lx.is("planadj", form):
		r.planned = true
		r.note("adjective", form)
	case c.lx.is("negadj", l) || c.lx.is("negadj", form):
		r.negated = true
		r.note("adjective", form)
	}
}

// sharesCues: a coordinated verb shares the auxiliaries and the negation of the first when it has no subject and no auxiliary
// of its own and is of the same form ("will visit Seoul and meet officials", "did not meet or talk").
func (c *sentenceCoder) sharesCues(i, g int) bool {
	if !c.isVerb(i) {
		return true
	}
	if c.ownSubject(i) >= 0 || c.kid(i, "aux", "cop") >= 0 || c.infinitive(i) && !c.infinitive(g) || c.kidLemma(i, "cc", "nor") {
		return false // "neither attacked nor threatened": each has its own negation
	}
	return c.tokens[i].XPOS == c.tokens[g].XPOS
}

// verbClass reads what the governor g says of the clause or noun i below it.
func (c *sentenceCoder) verbClass(i, g int, r *reading) {
	c.governed(i, g, c.deprel(i) == "ccomp" || c.deprel(i) == "xcomp" || strings.HasPrefix(c.deprel(i), "csubj"), r)
}

func (c *sentenceCoder) governed(i, g int, clause bool, r *reading) {
	l := c.phrasal(g)
	if clause && c.lx.is("say", l) && c.infinitive(i) && c.passive(g) {
		r.possible = true // "is said to have recognized"
		r.note("said to", l)
	}
	if clause && c.lx.is("confirm", l) && c.deniedVerb(g) {
		r.possible = true
		r.note("not confirmed", l)
	}
	if clause && c.lx.is("say", l) && (c.tokens[g].XPOS == "VBD" || c.tokens[g].XPOS == "VBN") {
		r.reported()
	}
	if l == "use" && clause && c.infinitive(i) && c.tokens[g].XPOS == "VBD" && c.kid(g, "obj") < 0 {
		r.negated = !r.negated // "used to support": no more
		r.note("past habit", "used to")
	}
	if clause && c.lx.is("say", l) && slices.ContainsFunc(c.kids[g], func(k int) bool { return c.base(k) == "advmod" && c.lx.is("falsely", c.lemma(k)) }) {
		r.negated = !r.negated // "falsely said that"
		r.note("negation", "falsely")
	}
	if (l == "have" || l == "be") && (c.kidLemma(g, "advmod", "yet") || c.kidLemma(i, "advmod", "yet")) && c.infinitive(i) {
		r.negated = !r.negated
		r.note("negation", "yet to")
	}
	if n := c.extraposed(i, g); n >= 0 && !c.noSuch(i, n, r) {
		c.contentOf(n, i, r)
	}
	if clause && c.lx.is("say", l) && c.tokens[g].XPOS == "VBG" && c.kidLemma(g, "mark", "for") && c.base(g) == "advcl" {
		r.possible = true // "was jailed for claiming that"
		r.note("said, and judged for it", l)
	}
	if clause && (c.lx.is("doubtful", l) || c.lx.is("elusive", l) && !c.isVerb(g)) || c.deprel(i) == "ccomp" && c.head(g) >= 0 && c.base(g) == "obl" && c.lemma(c.head(g)) == "far" {
		r.possible = true // "it is doubtful that", "far from certain that"
		r.note("doubtful", l)
	}
	if h := c.head(g); clause && c.lx.is("say", l) && c.infinitive(g) && h >= 0 && (c.lx.is("untrue", c.lemma(h)) || c.lx.is("falsehood", c.lemma(h)) || c.lx.is("doubtful", c.lemma(h))) {
		r.possible = true // "it is nonsense to say that"
		r.note("doubtful", c.lemma(h))
	}
	if clause && (l == "let" || l == "say" || l == "picture") && c.tokens[g].XPOS == "VB" && c.ownSubject(g) < 0 && c.head(g) < 0 && c.kid(g, "aux") < 0 {
		r.possible = true // "let Kenya attack!", "say Kenya attacks"
		r.note("imperative", l)
	}
	if clause && l == "provide" && c.marked(i) || c.kidLemma(g, "nsubj", "whoever", "whatever") {
		r.possible = true // "provided that", "whoever attacks"
		r.note("condition", l)
	}
	if clause && l == "have" && c.kidLemma(g, "obj", "it") {
		if s := c.ownSubject(g); s >= 0 && (c.tellsContent(s) || c.lx.is("rumour", c.lemma(s)) || c.lemma(s) == "tradition" || c.lx.is("fiction", c.lemma(s))) {
			r.possible = true // "legend has it that"
			r.note("told of old", c.lemma(s))
		}
	}
	infinitive := c.infinitive(i) || c.deprel(i) == "xcomp" || c.rightBehind(i, g)
	switch {
	case c.infinitive(i) && (l == "pay" || l == "hire") && c.objectControls(i, g):
		r.possible = true // "paid Kenya to join"
		r.note("requested", l)
	case c.infinitive(i) && c.lx.is("appoint", l) && c.superlative(i) < 0:
		r.planned = true // "was elected to lead the talks"
		r.note("appointed", l)
	case l == "let" && c.kidLemma(g, "advmod", "alone"):
		r.negated = !r.negated // "has no army, let alone attacked"
		r.note("negation", "let alone")
	case clause && c.lx.is("jest", l):
		r.possible = true
		r.note("in jest", l)
	case clause && c.tellsFiction(g):
		r.possible = true // "the game lets Japan attack"
		r.note("fiction", l)
	case c.lx.is("cause", l) && infinitive && c.obliges(g):
		r.planned = true // "the treaty obliges France to defend"
		r.note("obliged", l)
	case (c.lx.is("deter", l) || !c.lx.is("yield", l) && !c.lx.is("negate", l) && c.kidLemma(i, "mark", "from")) && c.gerund(i) && c.kidLemma(i, "mark", "from", "of"):
		r.negated = !r.negated // "was dissuaded from attacking"
		r.note("negative verb", l)
	case clause && !infinitive && c.lx.is("untrue", l):
		r.negated = !r.negated // "it is false that"
		r.note("negation", l)
	case c.lx.is("ask", l) && (clause && !infinitive):
		r.possible = true
		r.note("asked", l)
	case c.lx.is("resist", l) && clause && c.gerund(i):
		r.possible = true // "opposes Iceland joining"
		r.note("opposed", l)
	case c.lx.is("resist", l) && !clause:
		if !r.verbal {
			r.possible = true
			r.note("opposed", l)
		}
	case c.lx.is("negate", l) && (!clause || infinitive || l == "deny" || l == "pretend"):
		r.negated = !r.negated
		r.note("negative verb", l)
	case c.lx.is("request", l) && (!clause || infinitive || c.subjunctive(i)):
		r.possible = true
		r.note("requested", l)
	case c.lx.is("plan", l) && infinitive && c.objectControls(i, g):
		r.possible = true // "wants, expects somebody else to"
		r.note("wished", l)
	case l == "undertake" && !clause:
		// who undertakes a mission is at it, who undertakes to do something is not yet
	case c.lx.is("plan", l) && (!clause || infinitive || c.deprel(i) == "ccomp" && !c.lx.is("say", l)):
		r.planned = true
		r.note("planned", l)
	case c.lx.is("aspire", l) && (infinitive || c.infinitive(i)):
		r.possible = true
		r.note("possible", l)
	case c.lx.is("possible", l) && !(c.lx.is("say", l) && !infinitive && l != "believe" && l != "think" && l != "suggest" && l != "allege"):
		if clause || l != "claim" {
			r.possible = true
			r.note("possible", l)
		}
	}
}

// gerund reports whether i is an -ing form: "joining", "having joined".
func (c *sentenceCoder) gerund(i int) bool {
	if c.tokens[i].XPOS == "VBG" {
		return true
	}
	return c.tokens[i].XPOS == "VBN" && slices.ContainsFunc(c.kids[i], func(k int) bool { return c.base(k) == "aux" && c.tokens[k].XPOS == "VBG" })
}

// phrasal returns the lemma of a verb, with its particle if cues.txt knows the two together: "rule_out".
func (c *sentenceCoder) phrasal(g int) string {
	l := c.lemma(g)
	if l == "cut" && c.kidLemma(g, "xcomp", "short") {
		return "cut_short" // who cuts a visit short makes it
	}
	if k := g + 1; k < len(c.tokens) && c.base(k) == "case" && c.head(c.head(k)) == g && c.lx.is("negate", l+"_"+c.lemma(k)) {
		return l + "_" + c.lemma(k) // "headed off a strike", the particle taken for a preposition
	}
	for _, k := range c.kids[g] {
		if both := l + "_" + c.lemma(k); (c.base(k) == "compound" || c.base(k) == "advmod") && (c.lx.is("negate", both) || c.lx.is("plan", both) || c.lx.is("assent", both)) {
			return both
		}
	}
	return l
}

// subjunctive: "demanded that Iraq withdraw". Below a past tense, what a tagger takes for a present is one too.
func (c *sentenceCoder) subjunctive(i int) bool {
	if c.kid(i, "aux") >= 0 {
		return c.kidLemma(i, "aux", "should")
	}
	g := c.head(i)
	if t := c.tokens[i]; (t.XPOS == "VBD" || t.XPOS == "VBZ") && strings.EqualFold(t.Form, t.Lemma) && !c.lx.is("invariant", t.Lemma) {
		return true // "invade" is no past tense
	}
	return c.tokens[i].XPOS == "VB" || c.tokens[i].XPOS == "VBP" && g >= 0 && (c.tokens[g].XPOS == "VBD" || c.tokens[g].XPOS == "VBN")
}

// obliges reports whether the subject of a verb is a treaty or a law: what that makes somebody do may never be due.
func (c *sentenceCoder) obliges(g int) bool {
	return slices.ContainsFunc(c.kids[g], func(k int) bool { return c.base(k) == "nsubj" && c.lx.is("norm", c.lemma(k)) })
}

// allBut: "has all but left", "is all but a member": nearly.
func (c *sentenceCoder) allBut(i int) bool {
	first := i
	for _, k := range c.kids[i] {
		if k < first && (c.base(k) == "det" || c.base(k) == "amod" || c.base(k) == "compound" || c.base(k) == "nmod") {
			first = k
		}
	}
	return first >= 2 && c.lemma(first-1) == "but" && c.lemma(first-2) == "all"
}

// subordinate reads an adverbial or adnominal clause; false ends the climb, since the clause stands for itself.
func (c *sentenceCoder) subordinate(i, g int, r *reading) bool {
	if c.gerund(i) && slices.ContainsFunc(c.kids[i], func(s int) bool {
		return c.base(s) == "nsubj" && c.kidLemma(s, "case", "to", "against", "about", "for", "on", "over", "of")
	}) {
		r.possible = true // "is opposed to Kenya attacking", the preposition hung on Kenya
		r.note("topic", c.lemma(g))
		return false
	}
	if strings.HasPrefix(c.deprel(i), "acl") {
		if !c.infinitive(i) && !c.contentClause(i) && !c.gerund(i) {
			return false
		}
		if c.isVerb(g) { // "imagines Canada joining"
			c.governed(i, g, true, r)
			return true
		}
		if c.gerund(i) && c.lx.is("say", c.lemma(i)) && c.refuted(g) {
			r.negated = !r.negated // "the post saying that it left is false"
			r.note("refuted", c.lemma(g))
			return false
		}
		if v := c.head(g); v >= 0 && c.isVerb(v) && c.gerund(i) && c.lx.is("deter", c.lemma(v)) && c.kidLemma(i, "mark", "of", "from") {
			r.negated = !r.negated // "cleared Chad of attacking", the gerund hung on Chad
			r.note("negative verb", c.lemma(v))
			return false
		}
		if v := c.head(g); c.gerund(i) && c.kid(i, "mark", "case") < 0 && len(c.mentions[g]) > 0 && (c.kidLemma(g, "case", "against", "about", "on", "over", "for") ||
			c.kidLemma(g, "case", "to") && v >= 0 && (c.lx.is("resist", c.lemma(v)) || c.lx.is("insist", c.lemma(v)))) {
			r.possible = true // "is against Chad joining"
			r.note("topic", c.tokens[g].Form)
			return false
		}
		if c.gerund(i) && c.lx.is("say", c.lemma(i)) && (c.bogus(g) || c.lx.is("fiction", c.lemma(g))) {
			r.possible = true // "a fake letter saying that"
			r.note("fiction", c.lemma(g))
			return false
		}
		if v := c.head(g); v >= 0 && c.gerund(i) && c.base(g) == "obj" && c.lemma(v) == "have" && c.drafted(v) {
			r.possible = true // "the draft has Chad leaving"
			r.note("draft", c.lemma(v))
			return false
		}
		if v := c.head(g); v >= 0 && c.gerund(i) && c.lx.is("accuse", c.lemma(v)) && c.judged(i) {
			r.possible = true // "accused Chad of firing", the gerund hung on Chad
			r.note("accused", c.lemma(v))
			return false
		}
		if c.contentClause(i) {
			g = c.contentNoun(g)
		}
		return c.contentOf(g, i, r)
	}
	switch {
	case c.complement(i, g):
		c.verbClass(i, g, r)
		return true
	case c.rightBehind(i, g):
		c.governed(i, g, true, r) // a headline's "rules out joining", of which the tagger made a noun
		return true
	case c.infinitive(i):
		r.planned = true
		r.note("purpose", "to")
		return false
	case c.gerund(i) && c.gerundSubject(i, g) >= 0:
		r.possible = true // "objected to Moldova joining"
		r.note("topic", c.lemma(g))
		return false
	case c.gerund(i) && (c.kidLemma(i, "mark", "out") && c.kidLemma(i, "mark", "of") || c.kidLemma(i, "advmod", "out")):
		r.negated = !r.negated // "talked Chad out of attacking"
		r.note("negation", "out of")
		return true
	case c.gerund(i) && c.kid(i, "mark", "case") < 0:
		return true // "…, condemning the attack" shares its governor's fate
	case c.gerund(i) && c.lx.is("muse", c.lemma(g)) && c.kidLemma(i, "mark", "of", "about", "with", "over", "at"):
		r.possible = true // "dreams of joining"
		r.note("possible", c.lemma(g))
		return false
	case c.gerund(i) && c.lx.is("negate", c.lemma(g)) && c.kidLemma(i, "mark", "in", "at", "with"):
		r.negated = !r.negated // "failed in joining"
		r.note("negative verb", c.lemma(g))
		return true
	case c.gerund(i) && (c.kidLemma(i, "mark", "from", "of") || c.kidLemma(i, "case", "from", "of") ||
		c.kidLemma(i, "mark", "for") && c.lx.is("accuse", c.lemma(g))):
		if c.lx.is("accuse", c.lemma(g)) {
			r.possible = true
			r.note("accused", c.lemma(g))
			return false
		}
		if c.lx.is("negate", c.phrasal(g)) || c.lx.is("deter", c.lemma(g)) || c.fallsShort(g) || c.kidLemma(i, "mark", "from") && !c.lx.is("yield", c.lemma(g)) {
			r.negated = !r.negated // "refrained from condemning", "stopped short of accusing"
			r.note("negative verb", c.lemma(g))
		}
		return true
	case c.gerund(i) && c.kidLemma(i, "mark", "at", "for") && c.lx.is("plan", c.lemma(g)):
		r.planned = true // "a meeting aimed at establishing"
		r.note("planned", c.lemma(g))
		return false
	case c.gerund(i) && (c.kidLemma(i, "mark", "against") || c.kidLemma(i, "case", "against") || i > 0 && c.lemma(i-1) == "against"):
		if c.lx.is("choose", c.lemma(g)) {
			r.negated = !r.negated // "decided against joining"
			r.note("negative verb", c.lemma(g))
			return true
		}
		if c.lx.is("accuse", c.lemma(g)) || c.lx.is("stand", c.lemma(g)) {
			return false // "protested against bombing": what is stood against is there
		}
		r.possible = true // "warned against"
		r.note("warned", c.lemma(g))
		return false
	case c.gerund(i) && (c.kidLemma(i, "mark", "on", "about", "toward", "towards") || c.kidLemma(i, "mark", "for") && c.lx.is("stand", c.lemma(g))):
		r.possible = true // "voted on joining"
		r.note("topic", c.lemma(g))
		return false
	case c.gerund(i) && c.kidLemma(i, "mark", "by", "while", "when", "into", "in"):
		return true // "to join it in condemning Chad"
	case r.force && c.kidLemma(i, "mark", "before") && (c.lx.is("prevent", c.phrasal(g)) || c.lx.is("undone", c.phrasal(g))):
		r.possible = true // "the plot was foiled before Chad attacked"
		r.note("prevented", c.lemma(g))
		return false
	case (c.tokens[i].XPOS == "VBP" || c.tokens[i].XPOS == "VBZ" || c.presentPerfect(i)) && c.timely(i) && c.toCome(i):
		r.planned = true // "will stay until the troops leave"
		r.note("time to come", c.tokens[i].Form)
	}
	return false
}

// gerundSubject returns the noun right before the gerund i that is its subject, though a parser has hung both on the verb g: "objected to Moldova
// joining", "opposes Moldova leaving". Else -1.
func (c *sentenceCoder) gerundSubject(i, g int) int {
	if !c.isVerb(g) || c.kid(i, "mark", "case") >= 0 || i == 0 {
		return -1
	}
	if m := c.covering[i-1]; m != nil && c.base(m.Head) == "nmod" && c.kidLemma(m.Head, "case", "of") && c.head(m.Head) >= 0 && c.tellsContent(c.head(m.Head)) {
		return m.Head // "the idea of Moldova joining"
	}
	object := c.lx.is("resist", c.lemma(g)) || c.lx.is("favour", c.lemma(g))
	for _, k := range c.kids[g] {
		if k < i && k > g && object && c.base(k) == "obj" && beginsAt(c.tokens, i, k+1) {
			return k
		}
		if k < i && k > g && c.lx.is("insist", c.lemma(g)) && c.base(k) == "obl" && c.kidLemma(k, "case", "to", "on", "against", "about", "for", "upon", "over", "with") && beginsAt(c.tokens, i, k+1) {
			return k
		}
	}
	return -1
}

// rightBehind reports whether the gerund i stands right behind the word g, or its particle, and no preposition opens it.
func (c *sentenceCoder) rightBehind(i, g int) bool {
	return c.gerund(i) && c.tokens[i].XPOS == "VBG" && g < i && (beginsAt(c.tokens, i, g+1) || g+2 <= i && c.head(g+1) == g && beginsAt(c.tokens, i, g+2)) && c.ownSubject(i) < 0 && c.kid(i, "mark", "case") < 0 && c.kid(g, "obj") < 0
}

// condition reports whether the sentence is about what follows from the verb i: "provided Kenya invades, prices will fall", "the day it invades, prices
// will fall", though the parser took the condition for the main clause.
func (c *sentenceCoder) condition(i int) bool {
	if !c.isVerb(i) {
		return false
	}
	s := c.ownSubject(i)
	if s >= 0 && c.tokens[i].XPOS == "VBZ" && c.kidLemma(s, "amod", "provide") {
		return true
	}
	if s > 0 && (strings.EqualFold(c.tokens[s-1].Form, "lest") || s == 1 && c.tokens[0].XPOS == "VB" && (c.lemma(0) == "picture" || c.lemma(0) == "imagine")) {
		return true
	}
	if g := c.head(i); g > i && c.kid(i, "mark") < 0 && (c.base(i) == "advcl" || c.base(i) == "nsubj" || c.base(i) == "csubj") {
		for _, k := range c.kids[g] {
			if l := c.lemma(k); k < i && c.base(k) == "mark" && (l == "if" || l == "unless" || l == "whether") {
				return true // the conjunction hung on the main verb
			}
		}
	}
	for _, k := range c.kids[i] {
		switch l := c.lemma(k); {
		case k < i && len(c.kids[k]) == 0 && (l == "provide" || l == "assume" || l == "suppose" || l == "grant"):
			return true
		case k > i && (c.base(k) == "parataxis" || c.base(k) == "ccomp") && c.tokens[i].XPOS == "VBZ" && c.hypothetical(k) && c.timely(i):
			return true
		}
	}
	return false
}

// toCome reports whether the verb above the clause of the verb i is still to come: "as soon as it attacks, prices will fall".
func (c *sentenceCoder) toCome(i int) bool {
	g := c.head(i)
	for range 3 {
		if g < 0 || c.tokens[g].UPOS != "ADV" || c.head(g) < 0 {
			break
		}
		g = c.head(g) // "as", "soon"
	}
	return g >= 0 && (c.future(g) || c.hypothetical(g) || c.infinitive(g))
}

// presentPerfect: "has joined".
func (c *sentenceCoder) presentPerfect(i int) bool {
	return c.tokens[i].XPOS == "VBN" && slices.ContainsFunc(c.kids[i], func(k int) bool {
		return c.base(k) == "aux" && c.lemma(k) == "have" && (c.tokens[k].XPOS == "VBZ" || c.tokens[k].XPOS == "VBP")
	})
}

// timely reports whether the clause of the verb i is opened by a conjunction of time.
func (c *sentenceCoder) timely(i int) bool {
	if g := c.head(i); g >= 0 && g < i && c.tokens[g].UPOS == "ADV" && c.lx.is("timely", c.lemma(g)) {
		return true // "whenever", of which the parser made the clause's head
	}
	if s := c.ownSubject(i); s >= 2 {
		for k := s - 1; k > 0 && k >= s-3; k-- {
			if c.lx.is("moment", c.lemma(k)) && c.lemma(k-1) == "the" && (k == 1 || c.tokens[k-2].UPOS == "PUNCT") && c.tokens[s].UPOS == "PROPN" {
				return true // "the day Japan invades"
			}
		}
	}
	for _, k := range c.kids[i] {
		if (c.base(k) == "mark" || c.base(k) == "advmod") && k < i && c.lx.is("timely", c.lemma(k)) {
			return true
		}
		if k < i && c.lx.is("moment", c.lemma(k)) && c.kidLemma(k, "det", "the") && c.kid(k, "case") < 0 && slices.ContainsFunc(c.kids[i], func(s int) bool { return s > k && c.base(s) == "nsubj" }) {
			return true // "the moment China attacks"
		}
	}
	return false
}

// ongoing reports whether an adjective says that what the noun i names is there: "our ongoing support", "the recent attack".
func (c *sentenceCoder) ongoing(i int) bool {
	for _, k := range c.kids[i] {
		if c.base(k) == "amod" && (c.lx.is("ongoing", c.lemma(k)) || c.lx.is("ongoing", strings.ToLower(c.tokens[k].Form))) {
			return true
		}
	}
	return false
}

// nounUp reads the word above a noun; false ends the climb.
func (c *sentenceCoder) nounUp(i, g int, r *reading) bool {
	l := c.phrasal(g)
	switch {
	case c.base(i) == "nsubj" && (l == "have" || l == "be") && c.kidLemma(g, "advmod", "yet") && c.kid(g, "xcomp") >= 0:
		r.negated = !r.negated // "the application has yet to be filed"
		r.note("negation", "yet to")
		return false
	case c.isVerb(g) && c.base(i) == "obl" && c.kidLemma(i, "case", "to") && (l == "return" || l == "go" || l == "get" || c.lx.is("plan", l)):
		r.planned = true // "return to negotiations"
		r.note("planned", l)
		return true
	case c.isVerb(g) && l == "threaten" && c.base(i) == "obl" && c.kidLemma(i, "case", "with"):
		r.possible = true // "threatened Mali with sanctions"
		r.note("threatened", "with")
		return false
	case c.isVerb(g) && c.base(i) == "obl" && (c.kidLemma(i, "case", "for") && (l == "wait" || l == "brace" || c.lx.is("aspire", l)) || (c.kidLemma(i, "case", "to", "on", "for") && c.lx.is("insist", l) || c.kidLemma(i, "case", "against") && l == "vote") && c.indefinite(i)):
		r.possible = true // "waits for a visit", "objected to an attack"
		r.note("awaited", l)
		return false
	case c.isVerb(g) && c.base(i) == "obl" && c.kidLemma(i, "case", "for") && c.lx.is("stand", l):
		r.possible = true // "fought for admission"
		r.note("fought for", l)
		return false
	case c.isVerb(g) && c.base(i) == "nsubj" && !c.stop && c.lx.is("undone", l) && c.kid(g, "obj") < 0:
		r.negated = !r.negated // a headline's "attack foiled"
		r.note("negative verb", l)
		return false
	case c.isVerb(g) && c.base(i) == "obl" && (l == "warn" && c.kidLemma(i, "case", "of", "about", "against") || l == "object" && c.kidLemma(i, "case", "to") && !r.force) && !c.ongoing(i):
		r.possible = true // "warned of the invasion", "objected to the accession of"
		r.note("feared", l)
		return false
	case c.base(i) == "obl" && c.kidLemma(i, "case", "of", "about") && c.lx.is("muse", l) && c.indefinite(i):
		r.possible = true // "dreams of a visit", "warned of an attack"
		r.note("possible", l)
		return false
	case c.isVerb(g) && c.base(i) == "obl" && c.kidLemma(i, "case", "like") && (l == "look" || l == "sound" || l == "feel" || l == "seem" || l == "appear"):
		r.possible = true // "what looked like an attack"
		r.note("seems", l)
		return false
	case c.base(i) == "nmod" && l == "withdrawal" && c.kidLemma(i, "case", "of") && c.lx.is("offer", c.lemma(i)):
		r.negated = !r.negated // "the withdrawal of its application"
		r.note("noun", l)
		return false
	case c.isVerb(g) && c.base(i) == "obl" && c.kidLemma(i, "case", "to", "with") && c.lx.is("liken", l) && c.indefinite(i):
		r.possible = true // "likened it to a war between"
		r.note("likened", l)
		return false
	case c.isVerb(g) && (c.base(i) == "obj" || c.base(i) == "obl") && c.lx.is("brace", l) && c.indefinite(i) && c.unrealised(g):
		r.possible = true // "trained to repel an attack"
		r.note("awaited", l)
		return false
	case c.assents(i, g):
		r.planned = true // "approved Iceland's accession"
		r.note("approved", l)
		return false
	case c.isVerb(g) && (c.base(i) == "obj" || c.deprel(i) == "nsubj:pass") && c.lx.is("champion", l) && c.lx.is("membership", c.lemma(i)):
		r.possible = true // "backs Iceland's accession"
		r.note("favoured", l)
		return false
	case c.perhapsToCome(i, g):
		r.planned, r.possible = r.planned || c.lx.is("plan", l), r.possible || !c.lx.is("plan", l) // "slowed Serbia's withdrawal"
		r.note("perhaps to come", l)
		return false
	case c.kidLemma(i, "case", "for", "to") && c.pavesWay(i, g):
		r.possible = true // "paved the way for Iceland's accession"
		r.note("made possible", l)
		return false
	case c.isVerb(g) && l == "discuss" && c.ongoing(i):
		return false // what is under way is discussed, not whether it will be
	case c.isVerb(g) && c.base(i) == "obl" && c.isTopic(i) && (c.lx.is("topic", l) || c.holdsTalks(g)):
		r.possible = true // "voted on sanctions", "held talks on a withdrawal"
		r.note("topic", l)
		return false
	case c.base(i) == "obl" && c.kidLemma(i, "case", "pending"):
		r.possible = true
		r.note("preposition", "pending")
		return false
	case c.isVerb(g) && c.base(i) == "obj" && c.tellsFiction(g):
		r.possible = true // "the film shows an attack"
		r.note("fiction", l)
		return false
	case c.isVerb(g) && c.deprel(i) == "nsubj:pass" && c.lx.is("say", l) && c.deniedVerb(g):
		r.possible = true // "the summit has not been agreed upon", "not announced"
		r.note("not said", l)
		return false
	case c.isVerb(g) && c.base(i) == "obj" && (l == "lift" || l == "waive") && c.lx.is("lifted", c.lemma(i)):
		r.negated = !r.negated // "lifted its objection"
		r.note("negative verb", l)
		return false
	case c.isVerb(g) && (c.base(i) == "obj" || c.deprel(i) == "nsubj:pass") && c.lx.is("ratifying", l) && !c.lx.is("measure", c.lemma(i)) && !c.lx.is("aid", c.lemma(i)):
		r.planned = true // "ratified Sweden's accession", "approved a withdrawal"
		r.note("approved", l)
		return false
	case c.base(i) == "obj" || c.isVerb(g) && (c.deprel(i) == "nsubj:pass" || c.base(i) == "obl" && c.kidLemma(i, "case", "for", "against", "of") || c.base(i) == "obl" && (strings.Contains(l, "_") || c.deprel(i) == "obl:unmarked" && l == "spare" || c.kidLemma(i, "case", "to") && c.lx.is("resist", l))):
		if c.lx.is("plan", l) || c.lx.is("negate", l) || c.lx.is("request", l) || c.lx.is("possible", l) {
			if !c.lx.is("say", l) || l == "deny" || l == "threaten" || l == "propose" || l == "suggest" || l == "hope" || l == "allege" {
				c.verbClass(i, g, r)
			}
		}
		return c.lx.is("light", l) && c.base(i) != "obl"
	case c.base(i) == "nmod":
		switch {
		case c.kidLemma(g, "det", "no") && c.kidLemma(i, "case", "of", "for") && l != "secret" && l != "doubt" && l != "question" && l != "end" && l != "lack" && l != "shortage":
			r.possible = true // "there is no sign of support"
			r.note("no", l)
		case c.lx.is("topic", l) && c.isTopic(i), l == "talk" && c.kidLemma(i, "case", "of"):
			r.possible = true // "negotiations on a withdrawal": it may come or not
			r.note("topic", l)
		case c.lx.is("possnoun", l):
			r.possible = true
			r.note("noun", l)
		case c.base(g) == "nsubj" && c.head(g) >= 0 && c.hypothetical(c.head(g)) && c.kidLemma(i, "case", "of"):
			r.possible = true // "the cost of an attack would be high"
			r.note("hypothetical", l)
		case (l == "agreement" || l == "deal" || l == "pact" || l == "accord") && c.kidLemma(i, "case", "on") && c.isTopic(i):
			r.planned = true // "an agreement on a withdrawal"
			r.note("noun", l)
		case c.lx.is("negnoun", l):
			r.negated = !r.negated
			r.note("noun", l)
		case c.lx.is("plannoun", l) && l != "agreement" && l != "deal" && l != "pact":
			r.planned = true
			r.note("noun", l)
		}
		return false
	case c.base(i) == "compound" && (c.lx.is("plannoun", l) || c.lx.is("possnoun", l)):
		r.possible = true
		r.note("noun", l)
		return false
	case c.base(i) == "nsubj" && c.kid(g, "cop") >= 0 && c.kid(g, "case") < 0 && (l == "off" || l == "dead" || l == "void" || l == "moot"):
		r.negated = !r.negated // "the deal is off"
		r.note("negation", l)
		return false
	case c.base(i) == "nsubj" && c.kid(g, "cop") >= 0 && !c.deniedVerb(g) && (c.lx.is("awaited", l) && (l != "matter" || c.kidLemma(g, "nmod", "time")) || l != "story" && l != "tale" && l != "condition" && (c.lx.is("falsehood", l) || c.lx.is("untrue", l) || c.lx.is("bogus", l) || c.lx.is("doubtful", l))):
		r.possible = true // "its support is a myth", "its recognition is overdue"
		r.note("awaited", l)
		return false
	case c.base(i) == "nsubj" && c.elusive(g):
		r.possible = true // "a deal remains out of reach"
		r.note("elusive", l)
		return false
	case c.base(i) == "nsubj" && (c.lx.is("pass", l) || l == "get" && c.kidLemma(g, "obl", "ground", "way")):
		return true // "talks got under way"
	case c.base(i) == "nsubj":
		// "an attack would be a catastrophe": what only would be is not
		for _, k := range c.kids[g] {
			if c.base(k) == "aux" && c.hypothetical(g) && c.tokens[k].Form != "will" {
				r.possible = true
				r.note("modal", c.tokens[k].Form)
				return false
			}
		}
	}
	return false
}

// assents reports whether the verb g approves of the step i.
func (c *sentenceCoder) assents(i, g int) bool {
	return c.isVerb(g) && (c.base(i) == "obj" || c.deprel(i) == "nsubj:pass" || c.base(i) == "obl" && c.kidLemma(i, "case", "on", "to")) &&
		c.lx.is("assent", c.phrasal(g)) && c.lx.is("step", c.lemma(i))
}

// perhapsToCome reports whether i is a step of somebody, such as an accession, of which the word g above it does not show that it has been taken. That
// a noun names it says little: there are terms, opponents and hopes of what never comes.
func (c *sentenceCoder) perhapsToCome(i, g int) bool {
	if !c.lx.is("change", c.lemma(i)) {
		return false
	}
	l := c.phrasal(g)
	passive := c.deprel(i) == "nsubj:pass"
	switch base := c.base(i); {
	case base == "nmod":
		return !c.kidLemma(i, "case", "after", "since", "following", "before") && !c.lx.is("afterwards", l) && !c.lx.is("negnoun", l) && !c.lx.is("plannoun", l)
	case base == "nsubj" && !passive && c.kid(g, "cop") >= 0:
		cop := c.tokens[c.kid(g, "cop")].XPOS
		return (cop == "VBZ" || cop == "VBP") && !c.lx.is("final", l)
	case !c.isVerb(g):
		return false
	case base == "nsubj" && !passive:
		return c.lx.is("hinge", l)
	case base == "obl":
		return c.kidLemma(i, "case", "of", "on", "about", "for", "to", "against", "over", "towards", "toward", "ahead") && !c.lx.is("upshot", l) && !c.lx.is("negate", l) && !c.lx.is("plan", l)
	case base != "obj" && !passive, c.lx.is("factive", l), c.lx.is("negate", l):
		return false
	case !c.lx.is("light", l):
		return true
	}
	owner := c.kid(i, "nmod:poss")
	return owner >= 0 && c.tokens[owner].UPOS == "PROPN" // what one speeds up of another's is not one's own to take
}

// pavesWay reports whether the word g above a phrase is the way of "paved the way for", or its verb.
func (c *sentenceCoder) pavesWay(i, g int) bool {
	if c.base(i) == "obl" {
		way := c.kid(g, "obj")
		return way >= 0 && c.lx.is("way", c.lemma(way)) && c.lx.is("pave", c.lemma(g))
	}
	return c.base(i) == "nmod" && c.lx.is("way", c.lemma(g)) && c.head(g) >= 0 && c.lx.is("pave", c.lemma(c.head(g)))
}

// indefinite reports whether the noun i names something that the sentence need not take for known: "an attack", "attacks".
func (c *sentenceCoder) indefinite(i int) bool {
	return !c.kidLemma(i, "det", "the", "this", "that", "these", "those") && c.kid(i, "nmod:poss") < 0
}

// unrealised reports whether the verb g tells of something that has not been done: an infinitive, or behind a modal.
func (c *sentenceCoder) unrealised(g int) bool {
	return c.infinitive(g) && c.superlative(g) < 0 || c.hypothetical(g)
}

// fallsShort: "fell short of recognizing", "is far from recognizing".
func (c *sentenceCoder) fallsShort(g int) bool {
	switch l := c.lemma(g); l {
	case "far":
		return true
	case "short":
		return c.head(g) < 0 || !c.lx.is("negate", c.lemma(c.head(g))) // "stopped short" negates by its verb
	default:
		return l == "fall" && (c.kidLemma(g, "advmod", "short") || c.kidLemma(g, "xcomp", "short"))
	}
}

// isTopic reports whether the noun i is what is talked about, and nothing says that it is there already: "on an Israeli withdrawal".
func (c *sentenceCoder) isTopic(i int) bool {
	return c.kidLemma(i, "case", "on", "over", "about", "regarding", "concerning", "for") && !c.ongoing(i)
}

// holdsTalks reports whether a verb's subject or object is a noun of talking: "held talks", "talks began".
func (c *sentenceCoder) holdsTalks(g int) bool {
	return slices.ContainsFunc(c.kids[g], func(k int) bool {
		return (c.base(k) == "obj" || c.base(k) == "nsubj") && c.lx.is("topic", c.lemma(k))
	})
}

// elusive reports whether the predicate g says that its subject has not come: "remains out of reach", "is elusive".
func (c *sentenceCoder) elusive(g int) bool {
	if c.lx.is("elusive", c.lemma(g)) {
		return true
	}
	if l := c.lemma(g); l == "question" && c.kidLemma(g, "case", "out") || l == "fall" && slices.ContainsFunc(c.kids[g], func(k int) bool { return c.lemma(k) == "through" }) {
		return true // "is out of the question", "fell through"
	}
	return slices.ContainsFunc(c.kids[g], func(k int) bool {
		if l := c.lemma(g); c.base(k) == "obl" && (l == "exist" || l == "come") && c.lx.is("unreal", c.lemma(k)) {
			return true // "came to nothing"
		}
		return (c.base(k) == "obl" || c.base(k) == "xcomp" || c.base(k) == "obj") && c.lx.is("elusive", c.lemma(k)) && (c.lx.is("copula", c.lemma(g)) || c.lemma(g) == "prove" || c.lemma(g) == "seem")
	})
}
