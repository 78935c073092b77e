package claim

import (
	"slices"
	"strings"

	"geokg/schema"
)

// What a noun says of the clause that tells its content ("the claim that", "a fake report that"), and what tells of things that are not: novels,
// films, games, drafts and forgeries.

// contentOf reads what the noun g says of the clause i that is its content; false ends the climb.
func (c *sentenceCoder) contentOf(g, i int, r *reading) bool {
	l := c.lemma(g)
	for _, k := range c.kids[g] {
		if c.contentClause(i) && c.base(k) == "amod" {
			c.adjective(k, r) // "a fake report that"
		}
	}
	if v := c.head(g); c.lx.is("rumour", l) && v >= 0 && c.base(g) == "obj" && (c.lx.is("refute", c.lemma(v)) || c.lx.is("debunk", c.lemma(v))) {
		r.negated = !r.negated // "denied reports that"
		r.note("denied", l)
		return false
	}
	switch {
	case l == "doubt" && (c.kidLemma(g, "det", "no") || c.kidLemma(g, "amod", "little")):
		return false // "there is no doubt that"
	case c.refuted(g) && (c.contentClause(i) || c.deprel(i) == "ccomp"):
		r.negated = !r.negated
		r.note("refuted", l)
		return false
	case c.lx.is("negnoun", l):
		r.negated = !r.negated
		r.note("noun", l)
	case c.lx.is("possnoun", l) || c.lx.is("falsehood", l) || c.lx.is("untrue", l) || c.lx.is("bogus", l) || c.lx.is("doubtful", l):
		r.possible = true
		r.note("noun", l)
	case c.lx.is("plannoun", l):
		r.planned = true
		r.note("noun", l)
	case c.infinitive(i):
		r.planned = true
		r.note("infinitive of", l)
	default:
		return false
	}
	return true
}

// contentClause reports whether the clause of the verb i tells what the noun above it is ("the claim that Latvia left NATO"), and is no relative
// clause though a parser may have taken it for one: its "that" has no place in it.
func (c *sentenceCoder) contentClause(i int) bool {
	if c.marked(i) {
		return true
	}
	g := c.head(i)
	if g < 0 || c.ownSubject(i) < 0 || !c.tellsContent(c.contentNoun(g)) {
		return false
	}
	objects := c.kidsOf(i, "obj")
	return slices.ContainsFunc(c.kids[i], func(k int) bool {
		if c.lemma(k) != "that" || c.tokens[k].XPOS != "WDT" {
			return false
		}
		if (c.lx.is("surmise", c.lemma(g)) || c.refuted(g) && !c.lx.is("refute", c.lemma(c.head(g)))) && k < c.ownSubject(i) {
			return true // a rumour is rarely what somebody does
		}
		return c.base(k) == "obj" && len(objects) > 1 || c.base(k) == "obl" && c.kid(k, "case") < 0
	})
}

// marked reports whether a conjunction opens the clause of the verb i, for which a parser may take a "that" that has a place in the clause.
func (c *sentenceCoder) marked(i int) bool {
	return c.kid(i, "mark") >= 0 || slices.ContainsFunc(c.kids[i], func(k int) bool { return c.lemma(k) == "that" && c.tokens[k].XPOS == "IN" })
}

// tellsContent reports whether the noun i is one of those that a clause tells the content of.
func (c *sentenceCoder) tellsContent(i int) bool {
	l := c.lemma(i)
	return c.lx.is("possnoun", l) || c.lx.is("plannoun", l) || c.lx.is("negnoun", l) || c.lx.is("falsehood", l)
}

// contentNoun returns the noun whose content a clause on the noun g tells: g, or what g is a phrase of ("chatter on social media that").
func (c *sentenceCoder) contentNoun(g int) int {
	if n := c.head(g); !c.tellsContent(g) && c.base(g) == "nmod" && n >= 0 && c.tellsContent(n) {
		return n
	}
	return g
}

// extraposed returns the noun whose content the clause i is, though it hangs on the verb of which that noun is the subject: "rumours grew that",
// "little evidence exists that". Else -1.
func (c *sentenceCoder) extraposed(i, g int) int {
	if k := c.kid(i, "nsubj:outer"); k >= 0 && g < 0 && c.kidLemma(i, "cop", "be") && c.marked(i) && c.kidLemma(i, "mark", "that") {
		return k // "word is that it left", where a parser has made the clause the predicate
	}
	if g < 0 || c.deprel(i) != "ccomp" || !c.isVerb(g) || c.lx.is("say", c.lemma(g)) || c.kid(g, "obj") >= 0 || !c.marked(i) {
		return -1
	}
	s := c.ownSubject(g)
	if l := ""; s >= 0 && s < g {
		if l = c.lemma(s); (c.lemma(g) == "be" || l != "news" && l != "word") && (c.lx.is("possnoun", l) || c.lx.is("negnoun", l) || c.lx.is("plannoun", l) || c.noSuch(i, s, &reading{})) {
			return s
		}
	}
	return -1
}

// refuted reports whether the sentence says of the noun i that what it tells is not so: "the claim is false", "the report was debunked".
func (c *sentenceCoder) refuted(i int) bool {
	g := c.head(i)
	if g >= 0 && c.base(i) == "obj" && c.lx.is("debunk", c.lemma(g)) && !c.deniedVerb(g) {
		return true // "debunked a story that"
	}
	if g < 0 || c.base(i) != "nsubj" || c.deniedVerb(g) {
		return false
	}
	l := c.lemma(g)
	return c.kid(g, "cop") >= 0 && (c.lx.is("untrue", l) || c.lx.is("bogus", l) || c.lx.is("falsehood", l)) ||
		c.deprel(i) == "nsubj:pass" && (c.lx.is("refute", l) || c.lx.is("debunk", l) || l == "make" && c.kidLemma(g, "compound", "up"))
}

// bogus reports whether an adjective or noun before the noun i says that what it tells is not so: "a forged letter", "the parody account".
func (c *sentenceCoder) bogus(i int) bool {
	return slices.ContainsFunc(c.kids[i], func(k int) bool {
		if o := c.kid(k, "obj"); c.deprel(k) == "acl:relcl" && o >= 0 && (c.lx.is("fiction", c.lemma(o)) || c.lx.is("bogus", c.lemma(o))) {
			return true // "a website that publishes satire"
		}
		if c.base(k) == "acl" && c.tokens[k].XPOS == "VBG" && c.lx.is("pose", c.lemma(k)) {
			return true // "an actor posing as the president"
		}
		return (c.base(k) == "amod" || c.base(k) == "compound") && k < i && (c.seeming(k) || c.lx.is("bogus", c.lemma(k)) || c.lx.is("bogus", strings.ToLower(c.tokens[k].Form)))
	})
}

// seeming reports whether an adverb says of the adjective k that it may not be so: "purportedly leaked".
func (c *sentenceCoder) seeming(k int) bool {
	return slices.ContainsFunc(c.kids[k], func(a int) bool { return c.base(a) == "advmod" && c.lx.is("mayadv", c.lemma(a)) })
}

// selfStyled: "self-proclaimed".
func (c *sentenceCoder) selfStyled(k int) bool {
	return k > 1 && c.tokens[k-1].Form == "-" && c.lemma(k-2) == "self" && c.lx.is("styled", c.lemma(k))
}

// drafted reports whether the subject of the verb g is a plan or a draft.
func (c *sentenceCoder) drafted(g int) bool {
	return slices.ContainsFunc(c.kids[g], func(k int) bool {
		return c.base(k) == "nsubj" && (c.lx.is("plannoun", c.lemma(k)) || c.lx.is("possnoun", c.lemma(k)) || c.lx.is("fiction", c.lemma(k)))
	})
}

// tellsFiction reports whether the subject of a verb is a novel, a film or a game, or a forged letter.
func (c *sentenceCoder) tellsFiction(g int) bool {
	if n := c.head(g); n >= 0 && c.deprel(g) == "acl:relcl" && c.lx.is("say", c.lemma(g)) && c.bogus(n) {
		return true
	}
	return slices.ContainsFunc(c.kids[g], func(k int) bool {
		return c.base(k) == "nsubj" && (c.lx.is("fiction", c.lemma(k)) || c.bogus(k)) || c.base(k) == "obl" && c.kidLemma(k, "case", "by") && c.bogus(k)
	})
}

// inFiction reports whether a verb stands in a novel, a film or a game: "in the novel, Britain leaves NATO".
func (c *sentenceCoder) inFiction(g int, force bool) bool {
	return slices.ContainsFunc(c.kids[g], func(k int) bool {
		if c.base(k) == "obl" && c.kidLemma(k, "case", "in", "during") && c.lx.is("drill", c.lemma(k)) {
			return force // "in an exercise, Sweden attacked": in what else is done there nothing is feigned
		}
		return c.base(k) == "obl" && c.kidLemma(k, "case", "in", "during", "under") && (c.lx.is("fiction", c.lemma(k)) && c.kid(k, "amod") < 0 || c.bogus(k))
	})
}

// toldAs reports whether the relative clause of the verb i tells in the present what a past sentence describes, as one tells of a film: "in which
// India occupies Nepal", or what a film is about.
func (c *sentenceCoder) toldAs(i, g int) bool {
	if c.kidLemma(g, "case", "about") && c.tellsFiction(g) {
		return true
	}
	v := c.verbAbove(g)
	return c.tokens[i].XPOS == "VBZ" && c.kidLemma(i, "obl", "which") && v >= 0 && c.tokens[v].XPOS == "VBD"
}

// prankish reports whether the noun i is a prank, or the day or the story of one: "on April Fools' Day", "as a joke".
func (c *sentenceCoder) prankish(i int) bool {
	return c.lx.is("prank", c.lemma(i)) || slices.ContainsFunc(c.kids[i], func(k int) bool {
		switch c.base(k) {
		case "compound", "amod", "nmod":
			l := c.lemma(k)
			return c.lx.is("prank", l) || (l == "fool" || l == "fools") && (k > 0 && c.lemma(k-1) == "april" || k > 1 && c.lemma(k-2) == "april" || c.kidLemma(k, "case", "of"))
		}
		return false
	})
}

// inJest reports whether the verb i is of what is told for a prank: "announced on April Fools' Day", "…, it was a prank".
func (c *sentenceCoder) inJest(i int) bool {
	return slices.ContainsFunc(c.kids[i], func(k int) bool {
		switch c.base(k) {
		case "obl", "nmod":
			first := k
			c.descend(k, func(d int) bool { first = min(first, d); return true })
			switch c.lemma(first) { // wherever the parser hangs the preposition
			case "on", "in", "as":
				return c.prankish(k)
			}
		case "parataxis", "conj":
			return c.lx.is("jest", c.lemma(k)) && c.base(k) == "parataxis" || c.takesBack(k)
		}
		return false
	})
}

// takesBack reports whether the clause of the predicate i says of what was told before that it is not so: "it was a prank".
func (c *sentenceCoder) takesBack(i int) bool {
	s := c.ownSubject(i)
	if s < 0 || c.kid(i, "cop") < 0 || c.deniedVerb(i) {
		return false
	}
	switch c.lemma(s) {
	case "it", "this", "that", "report", "story", "claim", "announcement", "news", "post", "rumour", "rumor":
	default:
		return false
	}
	l := c.lemma(i)
	return c.lx.is("prank", l) || (c.lx.is("falsehood", l) || c.lx.is("bogus", l)) && !slices.Contains([]string{"story", "narrative", "legend", "condition", "tale", "conspiracy", "premise", "proviso"}, l) || c.lx.is("untrue", l)
}

// takenBack reports whether the next sentence takes back what somebody says in this one: "A website said that Malta had invaded Italy. It was a hoax."
func (c *sentenceCoder) takenBack() bool {
	if c.after == nil {
		return false
	}
	r := slices.IndexFunc(c.after.tokens, func(t schema.Token) bool { return t.Head < 0 })
	return r >= 0 && c.after.takesBack(r)
}
