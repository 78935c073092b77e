package claim

import (
	"slices"
	"strings"

	"geokg/schema"
)

// arguments holds the tokens that fill the roles of one word, by role name.
type arguments struct {
	fill    map[string][]int
	clauses []int // xcomp and ccomp
	anchor  int   // the verb that carries tense and negation: the word itself, or the light verb above it
}

func (a *arguments) add(role string, tokens ...int) {
	for _, t := range tokens {
		dup := false
		for _, o := range a.fill[role] {
			dup = dup || o == t
		}
		if !dup {
			a.fill[role] = append(a.fill[role], t)
		}
	}
}

// arguments finds the fillers of the roles of word i.
func (c *sentenceCoder) arguments(i int) *arguments {
	a := &arguments{fill: map[string][]int{}, anchor: i}
	switch {
	case c.isVerb(i):
		c.verbArguments(i, a)
	default:
		c.nounArguments(i, a)
	}
	return a
}

// verbArguments follows UD: active and passive subjects, objects, obliques by preposition; then control,
// coordination, participles and relative clauses supply what the verb does not carry itself.
func (c *sentenceCoder) verbArguments(i int, a *arguments) {
	passive := c.passive(i)
	for _, k := range c.kids[i] {
		switch rel := c.deprel(k); {
		case rel == "nsubj:pass" && passive:
			a.add("obj", k)
			b := &arguments{fill: map[string][]int{}}
			c.objectPhrases(k, b)
			for _, p := range []string{"on", "against", "to", "for", "with", "goods"} {
				a.add(p, b.fill[p]...) // "sanctions on Chad were lifted"
			}
			if c.kid(i, "obj") >= 0 {
				a.add("iobj", k) // "was given vaccines"
			}
		case c.base(k) == "nsubj":
			a.add("subj", k)
		case c.base(k) == "obj":
			a.add("obj", k)
			c.tradedBy(k, a)
			c.objectPhrases(k, a)
		case c.base(k) == "iobj":
			a.add("iobj", k)
		case c.complement(k, i):
			a.clauses = append(a.clauses, k)
		}
	}
	for _, k := range c.phrases(i) {
		c.tradedBy(k, a)
		c.partners(k, a)
		for _, p := range c.prepositions(k) {
			if p == "by" && passive {
				a.add("subj", k)
			} else {
				a.add(p, k)
			}
			if p == "as" { // "admitted as a member of"
				for _, d := range c.phrases(k) {
					if c.kidLemma(d, "case", "of", "in") {
						a.add("as-of", d)
					}
				}
			}
		}
	}
	if k := c.occasionOf(i); k >= 0 && len(a.fill["at"]) == 0 {
		a.add("at", k)
	}
	if s := c.hyphened(i); s >= 0 {
		a.add("subj", s)
	}
	if k := c.indirect(i); k >= 0 {
		a.add("iobj", k)
	}
	if len(a.fill["obj"]) == 0 && len(a.fill["iobj"]) > 0 {
		a.add("obj", a.fill["iobj"]...) // the parser takes the only object of "warned India" for an indirect one
	}
	if len(a.fill["subj"]) == 0 && !passive {
		if s := c.inheritedSubject(i, 0); s >= 0 {
			a.add("subj", s)
		}
	}
	if o := c.inheritedObject(i, passive); o >= 0 && c.deprel(i) == "acl" && passive {
		for _, k := range c.phrases(o) {
			if slices.Contains(c.prepositions(k), "between") {
				a.add("between", k) // "a truce between Chad and Mali, brokered by"
			}
		}
	}
	c.posts(i, a)
	if len(a.fill["obj"]) == 0 {
		if o := c.nameComplement(i); o >= 0 {
			a.add("obj", o)
		} else if o := c.inheritedObject(i, passive); o >= 0 {
			a.add("obj", o)
		}
	}
}

// posts adds, as the role "post", what the office is of that somebody gives up by the verb i: "resigned as prime minister of Ireland", "Georgian
// President Jane Doe resigned".
func (c *sentenceCoder) posts(i int, a *arguments) {
	if !c.lx.is("resign", c.lemma(i)) {
		return
	}
	offices := slices.Clone(a.fill["as"])
	for _, s := range a.fill["subj"] {
		for _, m := range c.mentions[s] {
			for k := max(0, m.First-4); k < m.Last; k++ {
				if k == s || c.within(k, s) {
					offices = append(offices, k)
				}
			}
		}
	}
	for _, k := range offices {
		if n := c.officeAt(k); n > 0 {
			for _, f := range c.officeOf(k, n) {
				a.add("post", f.token)
			}
		}
	}
}

// nameComplement returns the name that the parser took for a complement of the verb i, which has no object: "quit OPEC". What one becomes or
// is called is one. Else -1.
func (c *sentenceCoder) nameComplement(i int) int {
	k := c.kid(i, "xcomp", "ccomp")
	if k <= i || c.passive(i) || c.lx.is("copula", c.lemma(i)) || !bareNominal(c.tokens, k) || c.kid(k, "cop", "nsubj") >= 0 {
		return -1
	}
	if m := c.covering[k]; m != nil && m.Kind == schema.MentionName && beginsAt(c.tokens, m.Head, i+1) {
		return k
	}
	return -1
}

// occasionOf returns the event at which the verb i says that a speech was held, though the parser may have hung it on a word of what the
// speech was about ("delivered remarks on efforts to protect minorities at the conference"); else -1.
func (c *sentenceCoder) occasionOf(i int) int {
	if o := c.kid(i, "obj"); o < 0 || !c.lx.is("speech", c.lemma(o)) {
		return -1
	}
	at := -1
	c.descend(i, func(k int) bool {
		if c.kidLemma(k, "case", "at") && slices.ContainsFunc(c.mentions[k], func(m *schema.Mention) bool { return m.Kind == schema.MentionEvent }) {
			at = k
		}
		return c.ownSubject(k) < 0
	})
	return at
}

// complement reports whether k is a clause that completes the verb i. Parsers waver between complement and adverbial for
// infinitives behind verbs such as "threaten" and "agree".
func (c *sentenceCoder) complement(k, i int) bool {
	switch c.base(k) {
	case "xcomp", "ccomp":
		return true
	case "obl":
		return c.tokens[k].XPOS == "VB" && c.infinitive(k)
	case "advcl":
		l := c.lemma(i)
		return c.infinitive(k) && (c.lx.is("plan", l) || c.lx.is("possible", l) || c.lx.is("negate", l) || c.lx.is("request", l) || c.lx.is("aspire", l) || c.lx.is("cause", l) && c.kid(i, "obj") >= 0)
	}
	return false
}

// objectPhrases adds the prepositional phrases of an object that is no actor: in "sent tanks to Ukraine" the parser
// may hang "to Ukraine" on either; and, as the role "adjobj", the name that it may have taken for a part of the object in
// "gave Ukraine tanks".
func (c *sentenceCoder) objectPhrases(o int, a *arguments) {
	for _, f := range c.mentioned(o, c.mentions[o]) {
		if f.mention.Kind == schema.MentionName && f.entity.Label != schema.Agreement {
			return
		}
	}
	for _, k := range c.phrases(o) {
		if c.inDate(c.head(k)) && c.base(k) == "nmod" { // "gave a welcome on Thursday to"
			for _, p := range c.prepositions(k) {
				if p == "to" || p == "for" || p == "with" {
					a.add(p, k)
				}
			}
		}
	}
	for _, k := range c.kids[o] {
		if c.base(k) == "compound" {
			a.add("adjobj", k)
		}
		if c.base(k) == "conj" {
			c.objectPhrases(k, a) // "sent tents and blankets to"
		}
		if c.base(k) == "acl" && c.participle(k) && c.lx.is("light", c.lemma(k)) {
			for _, d := range c.phrases(k) { // "lifted the sanctions imposed on"
				for _, p := range c.prepositions(d) {
					if p != "by" {
						a.add(p, d)
					}
				}
			}
		}
		if c.base(k) == "nmod" && c.deprel(k) != "nmod:poss" {
			of := false
			c.tradedBy(k, a)
			for _, p := range c.prepositions(k) {
				switch of = of || p == "of"; p {
				case "of":
					a.add("obj-of", k) // "took control of"
				case "by":
				case "from":
					if !c.lx.is("departing", c.lemma(o)) { // "demanded the withdrawal of troops from Syria"
						a.add(p, k)
					}
				default:
					a.add(p, k)
				}
			}
			if of {
				c.objectPhrases(k, a) // "5 million dollars of aid for Romania"
			}
		}
	}
}

// phrases returns the nouns that hang on i by a preposition, and those that the parser has hung on the date among them: "launched
// an effort on Saturday between".
func (c *sentenceCoder) phrases(i int) []int {
	var out []int
	for _, k := range c.kids[i] {
		if c.base(k) != "obl" && c.base(k) != "nmod" {
			continue
		}
		out = append(out, k)
		if !c.inDate(k) {
			continue
		}
		for _, d := range c.kids[k] {
			if c.deprel(d) == "nmod" && !c.inDate(d) && !c.kidLemma(d, "case", "of", "in", "at") {
				out = append(out, d)
			}
		}
	}
	return out
}

// indirect returns the indirect object of the verb i: so is the first of two objects. Else -1.
func (c *sentenceCoder) indirect(i int) int {
	if k := c.kid(i, "iobj"); k >= 0 {
		return k
	}
	if os := c.kidsOf(i, "obj"); len(os) > 1 && os[0] > i {
		return os[0]
	}
	return -1
}

// hyphenedParticiples makes participles of the adjectives for which taggers take "Russian-held" and "US-backed".
func (c *sentenceCoder) hyphenedParticiples() {
	for i := range c.tokens {
		stem, ok := strings.CutSuffix(strings.ToLower(c.tokens[i].Form), "ed")
		if !ok || c.tokens[i].UPOS != "ADJ" || c.hyphened(i) < 0 {
			continue
		}
		y, _ := strings.CutSuffix(stem, "i")
		for _, l := range []string{stem, stem + "e", y + "y"} {
			if c.lx.frames["verb "+l] != nil {
				c.tokens[i].UPOS, c.tokens[i].XPOS, c.tokens[i].Lemma = "VERB", "VBN", l
				break
			}
		}
	}
}

// hyphened returns who does what a participle before a noun says, where the two are one word: "Russian-held", "US-backed"; else -1.
func (c *sentenceCoder) hyphened(i int) int {
	if c.base(i) != "amod" || i < 2 || c.tokens[i-1].Form != "-" || c.tokens[i-1].SpaceAfter || c.head(i) < i {
		return -1
	}
	for _, k := range c.kids[i] {
		if k == i-2 && c.covering[k] != nil {
			return k
		}
	}
	return -1
}

// ownSubject returns the subject token that hangs on the verb itself, or -1.
func (c *sentenceCoder) ownSubject(i int) int { return c.kid(i, "nsubj") }

// subjectOf returns the subject of a verb, its own or an inherited one, or -1.
func (c *sentenceCoder) subjectOf(i, depth int) int {
	if s := c.ownSubject(i); s >= 0 {
		return s
	}
	return c.inheritedSubject(i, depth+1)
}

// inheritedSubject finds the subject that a verb shares with the word above it.
func (c *sentenceCoder) inheritedSubject(i, depth int) int {
	g := c.head(i)
	if g < 0 || depth > 8 {
		return -1
	}
	if v := c.gerundUnder(i); v >= 0 {
		return c.subjectOf(v, depth)
	}
	switch c.deprel(i) {
	case "conj":
		return c.subjectOf(g, depth)
	case "csubj":
		if c.tokens[g].UPOS == "ADJ" && c.infinitive(i) {
			return c.ownSubject(g) // "was quick to condemn"
		}
	case "xcomp":
		return c.controller(i, g, depth)
	case "advcl":
		if s := c.gerundSubject(i, g); s >= 0 {
			return s
		}
		switch {
		case c.complement(i, g):
			return c.controller(i, g, depth)
		case c.infinitive(i):
			// a purpose is its subject's own only where somebody goes to do it ("flew to Kyiv to meet"), and what one became the
			// first to do is none
			if c.lx.is("motion", c.lemma(g)) || c.superlative(i) >= 0 {
				return c.subjectOf(g, depth)
			}
		case c.gerund(i) && (c.judged(i) || c.kidLemma(i, "mark", "into", "out") || c.kidLemma(i, "advmod", "out")):
			return c.judgedFor(g)
		case c.lemma(g) == "far" && c.tokens[g].UPOS == "ADV" && c.head(g) >= 0:
			return c.subjectOf(c.head(g), depth) // "Far from recognizing it, Spain voted against"
		case c.gerund(i) || c.tokens[i].XPOS == "VBN":
			return c.subjectOf(g, depth)
		}
	case "acl":
		if v := c.head(g); c.tokens[i].XPOS == "VBG" && v >= 0 && c.base(g) == "obj" && c.lx.is("document", c.lemma(g)) && c.lx.is("adopt", c.lemma(v)) {
			return c.subjectOf(v, depth) // what "a resolution condemning" condemns, the body condemns
		}
		if c.tokens[i].XPOS == "VBG" && c.isVerb(g) && c.kid(i, "mark", "case") < 0 {
			return c.subjectOf(g, depth) // "denies sending troops"
		}
		if c.tokens[i].XPOS == "VBG" || c.tokens[i].XPOS == "VBD" || c.participle(i) && !c.passive(i) {
			return g
		}
		if !c.infinitive(i) && c.kid(i, "mark") < 0 {
			break
		}
		if f := c.superlative(i); f >= 0 {
			if s := c.predicateSubject(f); s >= 0 {
				return s
			}
			return f
		}
		if a := c.nounAgent(g, depth); a >= 0 || c.head(g) >= 0 || !c.infinitive(i) || !c.nominal(g) {
			return a
		}
		return g // a headline: "Envoy to travel to Chad"
	case "parataxis":
		// "Four of its allies, including Japan, attended": a long subject that the parser took for the whole sentence
		if c.head(g) < 0 && g < i && c.nominal(g) && c.finite(i) {
			return g
		}
	}
	return -1
}

// judged reports whether the gerund i tells what somebody is judged for: "criticized Iran for backing".
func (c *sentenceCoder) judged(i int) bool {
	return c.kidLemma(i, "mark", "for", "against", "of", "over", "with", "from") || c.kidLemma(i, "case", "for", "against", "of", "over", "with", "from")
}

// judgedFor returns who is judged by the verb g: its object, its passive subject, or, where it has neither ("apologized for"), its
// subject.
func (c *sentenceCoder) judgedFor(g int) int {
	if c.passive(g) {
		return c.ownSubject(g)
	}
	if o := c.kid(g, "obj", "iobj"); o >= 0 {
		return o
	}
	for _, k := range c.kids[g] {
		if c.base(k) == "obl" && !c.kidLemma(k, "case", "to") && len(c.mentions[k]) > 0 {
			return -1
		}
	}
	return c.subjectOf(g, 0)
}

// superlative returns the word of which the infinitive i says what it was the first, the last or the only one to do, or -1. What
// somebody was the first to do has been done.
func (c *sentenceCoder) superlative(i int) int {
	g := c.head(i)
	if g < 0 || !c.infinitive(i) || c.base(i) != "acl" && c.base(i) != "advcl" && c.base(i) != "xcomp" {
		return -1
	}
	for range 2 {
		if c.ranks(g) {
			return g
		}
		for _, k := range c.kids[g] {
			if (c.base(k) == "amod" || c.base(k) == "xcomp" || c.base(k) == "obj") && c.ranks(k) {
				return g
			}
			if c.base(k) == "xcomp" && c.lx.is("copula", c.lemma(g)) && slices.ContainsFunc(c.kidsOf(k, "amod"), c.ranks) {
				return g // "became the eleventh nation to"
			}
		}
		if c.base(g) != "nmod" && !(c.base(g) == "obl" && c.kidLemma(g, "case", "in", "of", "from") && c.lx.is("copula", c.lemma(c.head(g)))) {
			break
		}
		g = c.head(g) // "the first country in the region to"
	}
	return -1
}

// ranks reports whether a word gives a place in an order: "first", "only", "20th".
func (c *sentenceCoder) ranks(i int) bool {
	f := c.tokens[i].Form
	return c.lx.is("superlative", c.lemma(i)) || f[0] >= '0' && f[0] <= '9' && (strings.HasSuffix(f, "th") || strings.HasSuffix(f, "st") || strings.HasSuffix(f, "nd") || strings.HasSuffix(f, "rd"))
}

// controller returns the subject of the infinitive or participle i below the verb g: the object of g, or whom it "calls on", except
// with verbs of promising and threatening; else the subject of g.
func (c *sentenceCoder) controller(i, g, depth int) int {
	if !c.passive(g) && !c.lx.is("subjcontrol", c.lemma(g)) {
		if o := c.kid(g, "iobj", "obj"); o >= 0 && o < i && (len(c.named(o, false, 0)) > 0 || c.lx.is("objcontrol", c.lemma(g))) {
			return o
		}
		for _, k := range c.kids[g] {
			if c.base(k) == "obl" && k < i && c.lx.is("request", c.lemma(g)) && c.kidLemma(k, "case", "on", "upon", "to", "with", "for") {
				return k
			}
		}
	}
	return c.subjectOf(g, depth)
}

// objectControls reports whether the object of the verb g is the subject of the infinitive i.
func (c *sentenceCoder) objectControls(i, g int) bool {
	o := c.kid(g, "iobj", "obj")
	return o >= 0 && c.controller(i, g, 0) == o
}

// nominal reports whether i is a noun that is nobody's predicate.
func (c *sentenceCoder) nominal(i int) bool {
	switch c.tokens[i].UPOS {
	case "NOUN", "PROPN", "NUM", "PRON":
		return c.kid(i, "cop", "nsubj") < 0
	}
	return false
}

// finite reports whether the verb i is inflected for tense, or an auxiliary of it is.
func (c *sentenceCoder) finite(i int) bool {
	return finiteTag(c.tokens[i].XPOS) || c.kid(i, "aux") >= 0
}

// nounAgent returns who does what a noun says: its possessor or demonym, or the subject of the verb that it is the object of.
func (c *sentenceCoder) nounAgent(n, depth int) int {
	for _, k := range c.kids[n] {
		if c.deprel(k) == "nmod:poss" || (c.base(k) == "amod" || c.base(k) == "compound") && len(c.mentions[k]) > 0 ||
			c.base(k) == "nmod" && c.kidLemma(k, "case", "by") {
			return k
		}
	}
	if g := c.head(n); g >= 0 && c.isVerb(g) && c.base(n) == "obj" && (c.lx.is("light", c.lemma(g)) || c.lx.is("plan", c.lemma(g))) {
		return c.subjectOf(g, depth+1)
	}
	return -1
}

// inheritedObject: passive participles qualify their object ("troops sent by"), coordinated verbs share one
// ("condemned and rejected the plan"), relative clauses leave it out ("the town that they took").
func (c *sentenceCoder) inheritedObject(i int, passive bool) int {
	g := c.head(i)
	switch {
	case c.gerundUnder(i) >= 0:
		return g
	case g >= 0 && passive && (c.deprel(i) == "acl" || c.deprel(i) == "amod"):
		return g
	case g >= 0 && passive && c.deprel(i) == "conj":
		return c.ownSubject(g)
	case passive:
		return -1
	case g >= 0 && c.deprel(i) == "acl:relcl":
		return c.relativeObject(i)
	case g >= 0 && c.deprel(i) == "acl" && c.kid(g, "cop") >= 0 && c.kid(g, "expl") >= 0 && c.kidLemma(i, "mark", "that") && c.ownSubject(i) >= 0 && c.kid(i, "obj") < 0:
		return g // "it is Sweden that Turkey accuses"
	case g >= 0 && c.deprel(i) == "conj" && c.isVerb(g):
		if o := c.kid(g, "obj"); o > i && len(c.phrases(i)) == 0 && c.kid(i, "xcomp", "ccomp") < 0 {
			return o // "invaded and occupied Kuwait"
		}
	}
	for _, k := range c.kids[i] {
		if c.base(k) == "conj" && c.isVerb(k) && k-i <= 3 {
			return c.kid(k, "obj")
		}
	}
	return -1
}

// gerundUnder returns the verb whose complement the gerund i is, where the parser has hung the gerund on its own object:
// "denied attacking Ukraine" read as "denied attacking-Ukraine". Else -1.
func (c *sentenceCoder) gerundUnder(i int) int {
	o := c.head(i)
	if o <= i || c.deprel(i) != "amod" || c.tokens[i].XPOS != "VBG" || c.base(o) != "obj" || len(c.mentions[o]) == 0 && c.covering[o] == nil {
		return -1
	}
	if v := c.head(o); v == i-1 && c.isVerb(v) {
		return v
	}
	return -1
}

// relativeObject returns the antecedent when it is the object that a relative clause leaves out, else -1.
func (c *sentenceCoder) relativeObject(i int) int {
	if c.ownSubject(i) < 0 || c.relativePronoun(c.ownSubject(i)) || c.passive(i) {
		return -1
	}
	for _, k := range c.kids[i] {
		if c.base(k) == "obl" && c.relativePronoun(k) || c.base(k) == "obj" {
			return -1
		}
	}
	return c.head(i)
}

// nounArguments reads a noun or adjective: possessor, demonym, prepositions; as a predicate with a copula or in
// apposition its subject (role "is"); and below a light verb that verb's subject and obliques.
func (c *sentenceCoder) nounArguments(i int, a *arguments) {
	for _, k := range append(slices.Clone(c.kids[i]), c.carried(i)...) {
		switch {
		case c.deprel(k) == "nmod:poss":
			a.add("poss", k)
		case (c.base(k) == "amod" || c.base(k) == "compound" || c.deprel(k) == "nmod:desc") && (len(c.mentions[k]) > 0 || c.covering[k] != nil):
			// a demonym is who does it ("a Syrian attack"), a name may be either ("the Iraq war")
			if c.demonym(k) {
				a.add("adj", k)
			} else {
				a.add("compound", k)
			}
		case c.base(k) == "acl" && c.participle(k) && c.lx.is("light", c.lemma(k)):
			for _, d := range c.phrases(k) { // "the agreement reached between", "sanctions imposed by the US on"
				for _, p := range c.prepositions(d) {
					a.add(p, d)
				}
			}
		case c.base(k) == "nsubj" && !c.kidLemma(i, "case", "under", "within"): // "is under the control of"
			a.add("subj", k)
			a.add("is", k)
		case c.base(k) == "appos":
			a.add("appos", k)
		case c.base(k) == "acl" && (c.infinitive(k) || c.kidLemma(k, "mark", "that")):
			a.clauses = append(a.clauses, k)
		case c.base(k) == "xcomp" || c.base(k) == "ccomp":
			a.clauses = append(a.clauses, k)
		}
	}
	for _, k := range c.phrases(i) {
		of := false
		c.tradedBy(k, a)
		c.partners(k, a)
		for _, p := range c.prepositions(k) {
			a.add(p, k)
			of = of || p == "of"
		}
		if of {
			c.objectPhrases(k, a) // "a suspension of air links with Serbia"
		}
		c.namePhrases(k, a)
	}
	g := c.head(i)
	if g < 0 {
		return
	}
	if k := c.straying(i, g); k >= 0 {
		a.clauses = append(a.clauses, k)
	}
	if c.base(i) == "nsubj" && c.kid(g, "cop") >= 0 && c.kidLemma(g, "case", "in", "at") {
		a.add("in", g) // "its headquarters is in Vienna"
		a.anchor = g
	}
	if v, by := c.victim(i); v >= 0 {
		a.add("victim", v)
		a.anchor = by
	}
	switch {
	case c.base(i) == "appos":
		g = c.apposed(i, g)
		a.add("subj", g)
		a.add("is", g)
	case c.deprel(i) == "nmod:desc" || c.base(i) == "compound" || c.base(i) == "flat":
		a.add("bearer", g)
	case c.base(i) == "conj" && len(a.fill["subj"]) == 0:
		if s := c.ownSubject(g); s >= 0 && !c.isVerb(g) {
			a.add("subj", s)
			a.add("is", s)
		}
	case c.isVerb(g):
		c.lightVerb(i, g, a)
	case c.base(i) == "nmod" && c.kidLemma(i, "case", "of") && c.tokens[g].UPOS == "NUM", c.base(i) == "obl" && c.kidLemma(i, "case", "in"):
		// "is one of its partners", "remains steadfast in support of"
		if s := c.predicateSubject(g); s >= 0 && len(a.fill["subj"]) == 0 {
			a.add("subj", s)
			a.add("is", s)
			a.anchor = g
		}
	}
}

// tradedBy adds, as the role "goods", whose goods the phrase k is about: "tariffs on Chinese steel".
func (c *sentenceCoder) tradedBy(k int, a *arguments) {
	if !c.lx.is("traded", c.lemma(k)) || c.base(k) != "obj" && !c.kidLemma(k, "case", "on", "against", "of") {
		return
	}
	for _, d := range c.kids[k] {
		if (c.base(d) == "amod" || c.base(d) == "compound" || c.deprel(d) == "nmod:poss") && len(c.mentions[d]) > 0 {
			a.add("goods", d)
		}
		if c.base(d) == "nmod" && c.kidLemma(d, "case", "from") {
			a.add("goods", d)
		}
	}
}

// partners adds with whom or between whom the phrase k says that something is, where the parser has hung them on what it is about: "resumed talks over
// the dam with Chad".
func (c *sentenceCoder) partners(k int, a *arguments) {
	if len(c.mentions[k]) > 0 || !c.kidLemma(k, "case", "on", "over", "about", "regarding", "concerning") {
		return
	}
	for _, d := range c.kids[k] {
		if c.base(d) == "nmod" && len(c.mentions[d]) > 0 {
			for _, p := range c.prepositions(d) {
				if p == "with" || p == "between" {
					a.add(p, d)
				}
			}
		}
	}
}

// carried returns what stands before the word that holds the noun i: "Iran's" in "Iran's latest package of sanctions".
func (c *sentenceCoder) carried(i int) []int {
	g := c.head(i)
	if g < 0 || c.deprel(i) != "nmod" || !c.kidLemma(i, "case", "of") || !c.lx.is("carrier", c.lemma(g)) && !c.lx.is("series", c.lemma(g)) {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(c.kids[g]), func(k int) bool { return c.deprel(k) != "nmod:poss" && c.base(k) != "amod" })
}

// namePhrases adds the phrases that the parser has hung on the name or title k, which cannot have them: "an appeal from Haiti to Kenya",
// "threats by Azerbaijan against Armenia", "the expulsion of the French ambassador by Niger".
func (c *sentenceCoder) namePhrases(k int, a *arguments) {
	if len(c.mentions[k]) == 0 || c.tokens[k].XPOS == "VBG" {
		return
	}
	name := c.mentions[k][0].Kind == schema.MentionName
	person := slices.ContainsFunc(c.mentioned(k, c.mentions[k]), func(f filler) bool { return f.entity.Label == schema.Person })
	for _, d := range c.kids[k] {
		if c.deprel(d) != "nmod" {
			continue
		}
		for _, p := range c.prepositions(d) {
			if p == "by" || p == "against" || name && (p == "to" || p == "from" && !person) {
				a.add(p, d)
			}
		}
	}
}

// straying returns the infinitive that completes the noun i though the parser has hung it on the verb above: "handed in its application to
// join". Else -1.
func (c *sentenceCoder) straying(i, g int) int {
	l := c.lemma(i)
	if !c.isVerb(g) || !c.lx.is("plannoun", l) && !c.lx.is("possnoun", l) {
		return -1
	}
	for _, k := range c.kids[g] {
		if k > i && c.base(k) == "advcl" && c.infinitive(k) && beginsAt(c.tokens, k, i+1) {
			return k
		}
	}
	return -1
}

// victim returns whom the thing i hits, and the verb that says so: "US sanctions hit Iran", "areas covered by Iran's ban", "sanctions
// targeting Iran". Else -1.
func (c *sentenceCoder) victim(i int) (victim, verb int) {
	g := c.head(i)
	if slices.ContainsFunc(c.kids[i], func(k int) bool { return c.kidLemma(k, "case", "on", "against") && len(c.named(k, true, 0)) > 0 }) {
		return -1, -1 // "the sanctions against Iran hurt Germany"
	}
	switch {
	case g >= 0 && c.isVerb(g) && c.lx.is("affect", c.lemma(g)) && c.deprel(i) == "nsubj" && !c.passive(g):
		return c.kid(g, "obj"), g
	case g >= 0 && c.isVerb(g) && c.lx.is("affect", c.lemma(g)) && c.base(i) == "obl" && c.passive(g) && c.kidLemma(i, "case", "by"):
		if s := c.ownSubject(g); s >= 0 {
			return s, g
		}
		return c.inheritedObject(g, true), g
	}
	for _, k := range c.kids[i] {
		if c.base(k) == "acl" && c.tokens[k].XPOS == "VBG" && c.lx.is("affect", c.lemma(k)) {
			return c.kid(k, "obj"), i
		}
		if s := c.ownSubject(k); c.deprel(k) == "acl:relcl" && s >= 0 && c.relativePronoun(s) && c.lx.is("affect", c.lemma(k)) && !c.passive(k) {
			return c.kid(k, "obj"), k // "the cyberattack that crippled Albania"
		}
	}
	return -1, -1
}

// apposed returns what the noun i stands in apposition to: of a list, a singular noun qualifies the last ("France, Spain and Poland, a
// member of NATO").
func (c *sentenceCoder) apposed(i, g int) int {
	if c.tokens[i].XPOS == "NNS" || c.tokens[i].XPOS == "NNPS" {
		return g
	}
	last := g
	for _, k := range c.conjuncts(g) {
		if k < i && k > last {
			last = k
		}
	}
	return last
}

// predicateSubject returns the subject of a noun or adjective that is a predicate: with a copula, in apposition, or behind
// a verb such as "remain"; else -1.
func (c *sentenceCoder) predicateSubject(i int) int {
	switch {
	case c.kid(i, "nsubj") >= 0:
		return c.kid(i, "nsubj")
	case c.base(i) == "appos":
		return c.head(i)
	case c.head(i) >= 0 && (c.base(i) == "xcomp" || c.base(i) == "obj" && c.lx.is("copula", c.lemma(c.head(i)))):
		return c.subjectOf(c.head(i), 0)
	}
	return -1
}

// lightVerb adds what the verb above a noun knows: in "Russia launched an attack on Ukraine" the subject of
// "launched" is who attacks, and "on Ukraine" may hang on either.
func (c *sentenceCoder) lightVerb(i, g int, a *arguments) {
	rel := c.deprel(i)
	light := c.lx.is("light", c.lemma(g))
	switch {
	case c.base(i) == "xcomp", c.base(i) == "obj" && c.lx.is("copula", c.lemma(g)):
		if s := c.subjectOf(g, 0); s >= 0 {
			a.add("subj", s)
			a.add("is", s) // "became a member", "remains an ally"
		}
		a.anchor = g
		return
	case c.lx.is("receive", c.lemma(g)) && c.base(i) == "obj" && (c.lx.is("given", c.lemma(i)) || !light):
		if s := c.subjectOf(g, 0); s >= 0 {
			a.add("recipient", s) // "have the support of", "drew criticism from"
		}
		a.anchor = g
	case light && c.base(i) == "obj":
		if s := c.subjectOf(g, 0); s >= 0 {
			a.add("subj", s)
		} else if c.passive(g) {
			a.add("subj", c.agents(g)...)
		}
	case light && rel == "nsubj" && c.indirect(g) >= 0: // "membership gives them"
	case light && rel == "nsubj:pass":
		a.add("subj", c.agents(g)...)
	case rel == "nsubj" && (c.lx.is("pass", c.lemma(g)) || light && c.kid(g, "obj", "xcomp", "ccomp") < 0): // "talks opened", and "the deal reached" misread
	case c.base(i) == "obl" && c.kidLemma(i, "case", "as") && i < c.subjectOf(g, 0):
		s := c.subjectOf(g, 0)
		a.add("subj", s) // "As a member of ASEAN, Vietnam has a vote."
		a.add("is", s)
		return
	case c.base(i) == "obl" && c.kidLemma(i, "case", "for", "to") && c.lx.is("motion", c.lemma(g)),
		c.base(i) == "obl" && c.kidLemma(i, "case", "for") && c.lx.is("apply", c.lemma(g)),
		c.base(i) == "obl" && c.kidLemma(i, "case", "during", "on") && c.lx.is("journey", c.lemma(i)),
		c.base(i) == "obl" && c.kidLemma(i, "case", "on") && c.lx.is("undergo", c.lemma(g)),
		c.base(i) == "obl" && c.kidLemma(i, "case", "in") && c.lx.is("accompany", c.lemma(i)):
		if s := c.subjectOf(g, 0); s >= 0 {
			a.add("subj", s) // "arrived for talks with", "came to the aid of", "marched in support of"
		}
	case c.base(i) == "obl" && c.kidLemma(i, "case", "under") && c.lx.is("subject", c.lemma(g)) && !c.passive(g):
		if o := c.kid(g, "obj"); o >= 0 {
			a.add("undergoer", o) // "placed Peru under an embargo"
			a.add("by", c.subjectOf(g, 0))
		}
	case c.base(i) == "obl" && c.kidLemma(i, "case", "under") && (c.lx.is("undergo", c.lemma(g)) || c.lx.is("subject", c.lemma(g))):
		if s := c.subjectOf(g, 0); s >= 0 && !c.passive(g) {
			a.add("undergoer", s) // "came under attack from"
		} else if s >= 0 {
			a.add("undergoer", s)
			a.add("by", c.agents(g)...)
		}
	case c.base(i) == "obl" && c.kidLemma(i, "case", "as") && c.lx.is("serve", c.lemma(g)):
		if s := c.subjectOf(g, 0); s >= 0 {
			a.add("subj", s) // "acted as a mediator between"
			a.add("is", s)
		}
	case c.base(i) == "obl" && c.kidLemma(i, "case", "in", "into") && (light || c.lemma(g) == "engage" || c.lemma(g) == "be"):
		if s := c.subjectOf(g, 0); s >= 0 {
			a.add("subj", s)
		}
	default:
		return
	}
	a.anchor = g
	for _, k := range c.phrases(g) {
		if k != i && (c.base(i) != "obl" || c.kidLemma(i, "case", "under")) {
			for _, p := range c.prepositions(k) {
				if !(p == "by" && c.passive(g)) {
					a.add(p, k)
				}
			}
		}
	}
	if k := c.indirect(g); k >= 0 && k != i {
		a.add("iobj", k)
	}
}

// agents returns the by-phrases of a passive verb.
func (c *sentenceCoder) agents(i int) []int {
	var out []int
	for _, k := range c.kids[i] {
		if c.base(k) == "obl" && c.kidLemma(k, "case", "by") {
			out = append(out, k)
		}
	}
	return out
}

// A filler is an entity in a role.
type filler struct {
	entity  *schema.Entity
	mention *schema.Mention
	token   int
	owner   bool // by way of what it owns
}

// fillers returns the entities that the tokens of a role name, coordination expanded, with the labels that are accepted.
func (c *sentenceCoder) fillers(tokens []int, r role, accept func(schema.Label) bool) []filler {
	var out []filler
	seen := map[string]bool{}
	for _, t := range tokens {
		for _, n := range c.conjuncts(t) {
			fs := c.named(n, r.owner, 0)
			if len(fs) == 0 && len(r.labels) == 1 && r.labels[0] == schema.Alliance && c.lx.is("membership", c.lemma(n)) {
				fs = append(c.modifiers(n), c.inside(n)...) // "a bid for EU membership"
			}
			if r.owner && len(fs) == 1 && fs[0].entity.Label == schema.Place && !accept(schema.Place) {
				fs = append(fs, asOwners(c.modifiers(n))...) // whoever helps "the Bosnian town of Gorazde" helps Bosnia
			}
			for _, f := range fs {
				if r.owned && !f.owner && f.entity.Label == schema.Country && f.mention != nil && f.mention.Kind == schema.MentionName {
					continue
				}
				if c.clipped(f.mention) || c.address(f) || seen[f.entity.ID] || !accept(f.entity.Label) || len(r.labels) > 0 && !containsLabel(r.labels, f.entity.Label) {
					continue
				}
				seen[f.entity.ID] = true
				out = append(out, f)
			}
		}
	}
	return out
}

// inside returns what the membership that the noun i tells of is in: "a bid for membership of NATO".
func (c *sentenceCoder) inside(i int) []filler {
	for _, k := range c.kids[i] {
		if c.base(k) == "nmod" && c.kidLemma(k, "case", "of", "in", "to", "into") {
			if out := c.named(k, false, 0); len(out) > 0 {
				return out
			}
		}
	}
	return nil
}

// address reports whether a country only says where the place before it lies: "to Berlin, Germany".
func (c *sentenceCoder) address(f filler) bool {
	if f.mention == nil || f.entity.Label != schema.Country || f.mention.First < 2 || c.tokens[f.mention.First-1].Form != "," {
		return false
	}
	m := c.covering[f.mention.First-2]
	if m == nil || m.Last != f.mention.First-1 || len(m.Entities) != 1 {
		return false
	}
	e := c.entities[m.Entities[0]]
	return e != nil && e.Label == schema.Place && e.Country == f.entity.ID
}

// clipped reports whether a name is only the first part of a longer noun phrase that the parser has cut in two: "NATO" in
// "joins NATO cyber division". Who joins the one has not joined the other.
func (c *sentenceCoder) clipped(m *schema.Mention) bool {
	if m == nil || m.Kind != schema.MentionName || m.Last >= len(c.tokens) || c.deprel(m.Head) == "iobj" {
		return false
	}
	if g := c.head(m.Head); g > m.Last && c.lx.is("kind", c.lemma(g)) {
		return false // "the al-Qaeda terror network"
	}
	t := c.tokens[m.Last]
	if t.UPOS != "NOUN" && t.XPOS != "NN" && t.XPOS != "NNS" {
		return false
	}
	if c.kid(m.Last, "obj", "ccomp") >= 0 {
		return false // "that Kenya attacked Chad worries Uganda", the verb taken for a noun
	}
	for _, d := range c.dates {
		if d.First <= m.Last && m.Last < d.Last {
			return false // "visited Chad today"
		}
	}
	return !c.within(m.Last, m.Head) && !c.within(m.Head, m.Last) && c.base(m.Last) != "nsubj" && c.tokens[m.Last-1].SpaceAfter
}

func containsLabel(ls []schema.Label, l schema.Label) bool {
	for _, x := range ls {
		if x == l {
			return true
		}
	}
	return false
}

// named returns what a token names: its own mention; else the antecedent of a relative pronoun, what a word like
// "members" or "dozens" is of, an apposition; and, for words that target what somebody has, its owner.
func (c *sentenceCoder) named(i int, owner bool, depth int) []filler {
	if depth > 6 || i < 0 {
		return nil
	}
	if out := c.mentioned(i, c.mentions[i]); len(out) > 0 {
		if owner {
			out = append(out, c.doers[i]...)
		}
		if owner && out[0].entity.Label == schema.Event {
			out = append(out, asOwners(c.modifiers(i))...) // who condemns Russia's attack condemns Russia
		}
		return out
	}
	if c.relativePronoun(i) {
		if n := c.antecedent(i); n >= 0 && n != i {
			if s := c.kid(n, "nsubj"); s >= 0 && c.kid(n, "cop") >= 0 && c.lx.is("state", c.lemma(n)) && len(c.mentions[n]) == 0 {
				n = s // "Norway is the country that"
			}
			return c.namedAll(n, owner, depth+1)
		}
		return nil
	}
	l := c.lemma(i)
	suffered := c.lx.is("suffered", l)
	if owner && (c.lx.is("others", l) || suffered && !slices.ContainsFunc(c.kids[i], func(k int) bool { return c.base(k) == "nmod" && c.kidLemma(k, "case", "of") })) {
		return nil // who praises "Iran's enemies" or condemns "her arrest" says nothing about Iran or her
	}
	if owner && c.lx.is("border", l) {
		if out := c.beyond(i, depth); len(out) > 0 {
			return asOwners(out)
		}
	}
	if owner && c.lx.is("owned", l) && !c.lx.is("of", l) {
		if out := c.modifiers(i); len(out) > 0 {
			return asOwners(out) // what stands in apposition to "Israeli changes" is none of Israel's
		}
	}
	if m := c.covering[i]; m != nil && m.Kind == schema.MentionName {
		if !c.within(m.Head, i) || c.tokens[i].UPOS == "PROPN" {
			return c.mentioned(i, []*schema.Mention{m})
		}
	}
	for _, k := range c.kids[i] {
		if c.base(k) == "appos" || c.base(k) == "flat" {
			if out := c.named(k, false, depth+1); len(out) > 0 {
				return out
			}
		}
	}
	if c.lx.is("kind", l) {
		// "the UNITA movement", "Osama bin Laden's al-Qaeda network"
		for _, k := range append(slices.Clone(c.kids[i]), c.compounds(i)...) {
			if c.deprel(k) != "compound" && c.deprel(k) != "amod" {
				continue
			}
			if out := c.mentioned(k, c.mentions[k]); len(out) == 1 && (out[0].entity.Label == schema.Organization || out[0].entity.Label == schema.Alliance) {
				return out
			}
		}
	}
	if (c.lx.is("of", l) || c.tokens[i].UPOS == "NUM") && !c.incomplete(i) {
		for _, k := range c.kids[i] {
			in := c.lx.is("seated", l) && c.kidLemma(k, "case", "in")
			if (c.base(k) == "nmod" || in) && (in || c.kidLemma(k, "case", "of", "from")) {
				if out := c.whole(i, c.namedAll(k, false, depth+1)); len(out) > 0 {
					return out
				}
			}
		}
		if out := c.whole(i, c.modifiers(i)); len(out) > 0 && c.lx.is("of", l) {
			return out
		}
	}
	if owner {
		// possessors of anything, demonyms of what a state has or does
		out := c.modifiers(i)
		if len(out) > 0 && (c.lx.is("owned", l) || c.lx.is("site", l) || c.kid(i, "nmod:poss") >= 0) {
			return asOwners(out)
		}
	}
	if owner && (c.lx.is("owned", l) || c.lx.is("border", l) || c.lx.is("site", l) || c.lx.is("undergone", l) || suffered) {
		for _, k := range append(slices.Clone(c.kids[i]), c.behind(i)...) {
			if c.kidLemma(k, "case", "from") && c.lx.is("departing", l) || c.kidLemma(k, "case", "of") && (suffered || c.lx.is("undergone", l)) {
				continue
			}
			if c.lx.is("departing", l) && c.kidLemma(k, "case", "of") && slices.ContainsFunc(c.kids[k], func(d int) bool { return c.kidLemma(d, "case", "from") }) {
				if out := append(c.mentioned(k, c.mentions[k]), c.modifiers(k)...); len(out) > 0 {
					return asOwners(out)
				}
				continue // "the withdrawal of troops from Syria"
			}
			if (c.base(k) == "nmod" || c.base(k) == "obl") && (c.kidLemma(k, "case", "of", "by", "from") || c.lx.is("border", l) && c.kidLemma(k, "case", "with", "to") || c.lx.is("site", l) && c.kidLemma(k, "case", "in")) {
				if out := c.namedAll(k, true, depth+1); len(out) > 0 {
					return asOwners(out)
				}
			}
		}
	}
	return nil
}

// eventScore is how sure it is that an "it" stands for the one event told before it.
const eventScore = 0.65

// eventPronouns links an "it" that is the object of a verb to the only event that the sentence, or else the one before, tells before it: "Ghana's
// invasion of Togo shocked the region. Peru condemned it."
func (c *sentenceCoder) eventPronouns() {
	for i := range c.tokens {
		if c.lemma(i) != "it" || c.base(i) != "obj" || len(c.mentions[i]) > 0 || c.kid(c.head(i), "xcomp", "ccomp") >= 0 {
			continue
		}
		where, m := c, c.onlyEvent(i)
		if m == nil && c.before != nil {
			where = c.before
			m = where.onlyEvent(len(where.tokens))
		}
		if m == nil {
			continue
		}
		c.mentions[i] = []*schema.Mention{{Sentence: m.Sentence, First: i, Last: i + 1, Head: i, Kind: schema.MentionPronoun, Score: eventScore, Entities: m.Entities}}
		if c.doers == nil {
			c.doers = map[int][]filler{}
		}
		for _, f := range asOwners(where.modifiers(m.Head)) {
			f.token = i
			c.doers[i] = append(c.doers[i], f)
		}
	}
}

// onlyEvent returns the mention of an event before token i, if there is one and no other event. Else nil.
func (c *sentenceCoder) onlyEvent(i int) *schema.Mention {
	var only *schema.Mention
	for k := range i {
		for _, m := range c.mentions[k] {
			if len(m.Entities) != 1 || c.entities[m.Entities[0]] == nil || c.entities[m.Entities[0]].Label != schema.Event || m.Kind == schema.MentionPronoun {
				continue
			}
			if only != nil && only.Entities[0] != m.Entities[0] {
				return nil
			}
			only = m
		}
	}
	return only
}

// incomplete reports whether some of what the plural i is of are left out, so that it does not stand for the whole: "all members of the EU except Chad".
func (c *sentenceCoder) incomplete(i int) bool {
	out := false
	c.descend(i, func(k int) bool {
		out = out || c.base(k) == "nmod" && c.kidLemma(k, "case", "except", "bar", "save", "but", "besides", "exclude", "excluding", "minus")
		return c.base(k) == "nmod"
	})
	return out
}

// whole returns those of fs for whom the noun i stands: "two members of NATO", "most members" are not NATO.
func (c *sentenceCoder) whole(i int, fs []filler) []filler {
	if c.lemma(i) != "member" || c.kid(i, "nmod:poss") >= 0 || c.kid(i, "nummod") < 0 && !c.kidLemma(i, "det", "a", "an", "some", "another", "any", "every", "each") && !c.kidLemma(i, "amod", "most", "several", "many", "other", "few", "individual", "certain") {
		return fs
	}
	return slices.DeleteFunc(fs, func(f filler) bool { return f.entity.Label == schema.Alliance })
}

// behind returns the phrase right behind the site i that the parser has hung on the verb: "fired at targets in Chad".
func (c *sentenceCoder) behind(i int) []int {
	g := c.head(i)
	if g < 0 || !c.isVerb(g) || !c.lx.is("site", c.lemma(i)) {
		return nil
	}
	for _, k := range c.kids[g] {
		if k > i && c.base(k) == "obl" && beginsAt(c.tokens, k, i+1) {
			return []int{k}
		}
	}
	return nil
}

// beyond returns whom the border i is with: a phrase of the border, or the one right behind it that the parser has hung on the verb.
func (c *sentenceCoder) beyond(i, depth int) []filler {
	for k := range c.tokens {
		if g := c.head(k); (g == i || g == c.head(i) && k > i && beginsAt(c.tokens, k, i+1)) && c.kidLemma(k, "case", "with", "to") {
			if out := c.namedAll(k, true, depth+1); len(out) > 0 {
				return out
			}
		}
	}
	return nil
}

// compounds returns the nouns that qualify what qualifies the noun i: "UNITA" in "UNITA militarist wing".
func (c *sentenceCoder) compounds(i int) []int {
	var out []int
	for _, k := range c.kids[i] {
		if c.deprel(k) == "compound" {
			out = append(out, c.kids[k]...)
		}
	}
	return out
}

// demonym reports whether the mention at k is a nationality: "Syrian", not "Syria".
func (c *sentenceCoder) demonym(k int) bool {
	for _, m := range c.mentions[k] {
		if m.Kind == schema.MentionDemonym {
			return true
		}
	}
	return c.tokens[k].XPOS == "JJ" && len(c.mentions[k]) > 0
}

// namedAll is named for the token and what is coordinated with it.
func (c *sentenceCoder) namedAll(i int, owner bool, depth int) []filler {
	var out []filler
	for _, n := range c.conjuncts(i) {
		out = append(out, c.named(n, owner, depth)...)
	}
	return out
}

// modifiers returns what possessors and demonyms before a noun name.
func (c *sentenceCoder) modifiers(i int) []filler {
	var out []filler
	for _, k := range c.kids[i] {
		if o := c.hyphened(k); o >= 0 && c.lx.is("whose", c.lemma(k)) {
			out = append(out, c.mentioned(o, c.mentions[o])...) // "an Israeli-owned ship"
			continue
		}
		switch {
		case c.deprel(k) == "nmod:poss", c.base(k) == "amod", c.base(k) == "compound":
			for _, n := range c.conjuncts(k) {
				if f := c.mentioned(n, c.mentions[n]); len(f) > 0 {
					out = append(out, f...)
				} else if c.deprel(k) == "nmod:poss" {
					out = append(out, c.named(n, false, 5)...)
				}
			}
		}
	}
	return out
}

func asOwners(fs []filler) []filler {
	for i := range fs {
		fs[i].owner = true
	}
	return fs
}

func (c *sentenceCoder) mentioned(i int, ms []*schema.Mention) []filler {
	if c.kidLemma(i, "amod", "ethnic") {
		return nil // "ethnic Albanians" may be citizens of anywhere
	}
	var out []filler
	for _, m := range ms {
		for _, id := range m.Entities {
			if e := c.entities[id]; e != nil {
				out = append(out, filler{entity: e, mention: m, token: i})
			}
		}
	}
	return out
}

// clauseTargets returns the actors that a complement clause does something to: all names below its verb that are not
// its subject and do not stand in a clause of their own. Where it happens counts only if places is set.
func (c *sentenceCoder) clauseTargets(clauses []int, places bool) []int {
	var out []int
	for _, v := range clauses {
		c.descend(v, func(k int) bool {
			switch {
			case strings.HasPrefix(c.deprel(k), "nsubj") || strings.HasPrefix(c.deprel(k), "acl") || c.base(k) == "advcl" || c.base(k) == "parataxis":
				return false
			case !places && (c.base(k) == "obl" || c.base(k) == "nmod") && c.kidLemma(k, "case", "in", "at"):
				return false
			}
			if len(c.mentions[k]) > 0 {
				out = append(out, k)
				return false
			}
			return true
		})
	}
	return out
}

// conditionSubject returns the subject of the condition of the verb v: who has to do something lest it happens ("unless Israel withdraws"). -1 if
// there is none.
func (c *sentenceCoder) conditionSubject(v int) int {
	for _, k := range c.kids[v] {
		if c.base(k) == "advcl" && c.kidLemma(k, "mark", "unless", "until", "if") {
			return c.ownSubject(k)
		}
	}
	return -1
}

// obliged reports whether one of the clauses says what somebody must or should do.
func (c *sentenceCoder) obliged(clauses []int) bool {
	for _, v := range clauses {
		s := c.ownSubject(v)
		for _, k := range c.kids[v] {
			if s >= 0 && c.base(k) == "aux" && k > s && (c.lemma(k) == "must" || c.lemma(k) == "should") {
				return true
			}
		}
	}
	return false
}
