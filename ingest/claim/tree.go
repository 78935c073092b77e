package claim

import (
	"slices"
	"strings"

	"geokg/schema"
)

// A tree is one parsed sentence with its mentions, made for walking up and down.
type tree struct {
	doc       *schema.Document
	index     int // of the sentence in the document
	tokens    []schema.Token
	kids      [][]int
	mentions  map[int][]*schema.Mention // by head token
	covering  map[int]*schema.Mention   // by any token of a name
	dates     []*schema.DateExpr
	question  bool
	stop      bool // ends in a full stop: no headline
	inflected bool // has a verb that is inflected for tense
}

// newTree makes the tree of sentence i.
func newTree(doc *schema.Document, i int, ms []*schema.Mention, dates []*schema.DateExpr, lx *lexicon) *tree {
	s := &doc.Sentences[i]
	tokens := slices.Clone(s.Tokens) // the document stays as it was parsed
	pasts(tokens, lx.pasts)
	pastBefore(tokens)
	splitQuotes(tokens)
	butVerbs(tokens, lx.knows)
	behindInfinitives(tokens)
	repair(tokens)
	clauseSubjects(tokens)
	behindRelatives(tokens)
	nounAgents(tokens)
	ownSubjects(tokens)
	activeParticiples(tokens)
	modalVerbs(tokens)
	oneSubject(tokens)
	particles(tokens)
	nounSubjects(tokens)
	controlledObjects(tokens)
	earlyObjects(tokens)
	reducedRelatives(tokens)
	bareInfinitives(tokens)
	gerundConjuncts(tokens)
	upTo(tokens)
	nearestAntecedents(tokens)
	ownCases(tokens)
	presentBefore(tokens)
	nounVerbs(tokens)
	casedObjects(tokens)
	agentRelatives(tokens)
	relativeSubjects(tokens)
	headlineInfinitives(tokens, lx.isVerb)
	cutCycles(tokens)
	t := &tree{doc: doc, index: i, tokens: tokens, kids: make([][]int, len(tokens)),
		mentions: map[int][]*schema.Mention{}, covering: map[int]*schema.Mention{}, dates: dates}
	for j, tok := range tokens {
		if tok.Head >= 0 && tok.Head < len(s.Tokens) && tok.Head != j {
			t.kids[tok.Head] = append(t.kids[tok.Head], j)
		}
	}
	for _, m := range ms {
		t.mentions[m.Head] = append(t.mentions[m.Head], m)
		for k := m.First; k < m.Last; k++ {
			if old := t.covering[k]; old == nil || old.Last-old.First < m.Last-m.First {
				t.covering[k] = m
			}
		}
	}
	t.nameSubjects(ms)
	t.question = endsIn(tokens, "?")
	t.stop = endsIn(tokens, ".")
	t.inflected = hasFinite(tokens)
	return t
}

// nameSubjects makes a name the subject of the active verb behind it that has none, where the parser took the name for an adverb
// ("Chile said"): what is known to be a name is no adverb.
func (t *tree) nameSubjects(ms []*schema.Mention) {
	for _, m := range ms {
		v := t.tokens[m.Head].Head
		if t.nameObject(m, v) || t.nameGoal(m, v) || t.nameBeforeVerb(m) {
			continue
		}
		if m.Kind != schema.MentionName || v <= m.Head || t.tokens[v].UPOS != "VERB" || t.kid(v, "nsubj") >= 0 {
			continue
		}
		if p := t.kid(v, "aux:pass"); p >= 0 && p != m.Head {
			continue
		}
		switch t.base(m.Head) {
		case "advmod", "discourse", "vocative", "mark", "cc", "dep", "aux", "compound":
			if t.base(m.Head) == "compound" && !finiteTag(t.tokens[v].XPOS) {
				continue
			}
			t.tokens[m.Head].Deprel = "nsubj"
		}
	}
}

// nameObject makes a name behind an active verb without an object that object, where the parser took it for an adverb or a verb
// ("left ECOWAS").
func (t *tree) nameObject(m *schema.Mention, v int) bool {
	if m.Kind != schema.MentionName || v < 0 || v >= m.Head || t.tokens[v].UPOS != "VERB" || t.kid(v, "obj", "aux:pass", "ccomp") >= 0 || t.kid(m.Head, "case", "mark") >= 0 {
		return false
	}
	switch t.base(m.Head) {
	case "advmod", "cop", "xcomp", "dep", "discourse", "amod", "advcl":
	case "obl":
		if t.deprel(m.Head) != "obl:unmarked" || t.inDateExpr(m.Head) {
			return false
		}
		t.tokens[m.Head].Deprel = "obj" // no name is a bare adverbial: "extradited Jane Doe"
		return true
	default:
		return false
	}
	if x := t.tokens[m.Head].XPOS; strings.HasPrefix(x, "N") || m.First != v+1 && t.tokens[m.First-1].UPOS != "DET" {
		return false
	}
	t.tokens[m.Head].Deprel, t.tokens[m.Head].UPOS, t.tokens[m.Head].XPOS = "obj", "PROPN", "NNP"
	return true
}

// nameGoal makes a name behind "to" a phrase, where the parser took it for an infinitive ("appealed to ASEAN").
func (t *tree) nameGoal(m *schema.Mention, v int) bool {
	h := m.Head
	if m.Kind != schema.MentionName || v < 0 || v >= h || t.tokens[h].XPOS != "VB" || m.Last-m.First > 1 || t.tokens[h].Form == strings.ToLower(t.tokens[h].Form) {
		return false
	}
	to := t.kid(h, "mark")
	if to != h-1 || !strings.EqualFold(t.tokens[to].Form, "to") {
		return false
	}
	t.tokens[h].Deprel, t.tokens[h].UPOS, t.tokens[h].XPOS = "obl", "PROPN", "NNP"
	t.tokens[to].Deprel, t.tokens[to].UPOS, t.tokens[to].XPOS = "case", "ADP", "IN"
	for _, k := range slices.Clone(t.kids[h]) {
		if t.base(k) == "obl" {
			t.reattach(k, v, t.deprel(k))
		}
	}
	return true
}

// nameBeforeVerb makes a name behind a comma and right before a finite verb without a subject that subject, where the parser took it for an apposition
// or a conjunct of a name before the comma ("Instead of visiting Chad, Mali sent").
func (t *tree) nameBeforeVerb(m *schema.Mention) bool {
	h, v := m.Head, m.Last
	if m.Kind != schema.MentionName || m.First < 2 || v >= len(t.tokens) || t.tokens[m.First-1].Form != "," || t.base(h) != "appos" && t.base(h) != "conj" ||
		t.tokens[v].UPOS != "VERB" || !finiteTag(t.tokens[v].XPOS) || t.kid(v, "nsubj") >= 0 || t.tokens[h].Head >= m.First || t.within(v, h) || t.kid(h, "cc") >= 0 {
		return false
	}
	if !t.within(h, v) {
		return false
	}
	t.reattach(h, v, "nsubj")
	return true
}

// reattach hangs token i on another head.
func (t *tree) reattach(i, head int, deprel string) {
	old := t.tokens[i].Head
	t.kids[old] = slices.DeleteFunc(t.kids[old], func(k int) bool { return k == i })
	t.tokens[i].Head, t.tokens[i].Deprel = head, deprel
	t.kids[head] = append(t.kids[head], i)
	slices.Sort(t.kids[head])
}

// bareNominal reports whether token k is a noun or name that no preposition marks.
func bareNominal(ts []schema.Token, k int) bool {
	switch ts[k].UPOS {
	case "NOUN", "PROPN", "PRON":
		return !hasCase(ts, k, "")
	}
	return false
}

// hasCase reports whether a preposition marks token k: that one, or with "" any.
func hasCase(ts []schema.Token, k int, lemma string) bool {
	for i := range ts {
		if ts[i].Head == k && (ts[i].Deprel == "case" || ts[i].Deprel == "mark") && (lemma == "" || strings.EqualFold(ts[i].Lemma, lemma)) {
			return true
		}
	}
	return false
}

// beginsAt reports whether the phrase of the noun k begins at token first: only its own words stand between.
func beginsAt(ts []schema.Token, k, first int) bool {
	for i := first; i < k; i++ {
		if ts[i].Head < first || ts[i].Head > k {
			return false
		}
	}
	return first <= k
}

// isClause reports whether the verb v has a subject, an auxiliary or a conjunction of its own.
func isClause(ts []schema.Token, v int) bool {
	return slices.ContainsFunc(ts, func(t schema.Token) bool {
		return t.Head == v && (strings.HasPrefix(t.Deprel, "nsubj") || strings.HasPrefix(t.Deprel, "aux") || t.Deprel == "mark")
	})
}

// hasAgent reports whether a participle has a phrase with "by".
func hasAgent(ts []schema.Token, v int) bool {
	for k := range ts {
		if ts[k].Head == v && ts[k].Deprel == "obl:agent" {
			return true
		}
	}
	return false
}

// hasFinite reports whether a sentence has a verb that is inflected for tense.
func hasFinite(ts []schema.Token) bool {
	for i := range ts {
		if finiteTag(ts[i].XPOS) || ts[i].XPOS == "MD" {
			return true
		}
	}
	return false
}

// pastForm reports whether a modifier could be a verb in the past: "lifted", tagged as participle or adjective.
func pastForm(t schema.Token) bool {
	return t.XPOS == "VBN" || t.XPOS == "JJ" && strings.HasSuffix(t.Form, "ed")
}

func finiteTag(xpos string) bool { return xpos == "VBD" || xpos == "VBZ" || xpos == "VBP" }

func modifierRelation(deprel string) bool {
	switch deprel {
	case "case", "amod", "compound", "det", "flat", "nmod":
		return true
	}
	return false
}

// endsIn reports whether the mark is among the punctuation at the end.
func endsIn(ts []schema.Token, mark string) bool {
	for i := len(ts) - 1; i >= 0 && ts[i].UPOS == "PUNCT"; i-- {
		if strings.Contains(ts[i].Form, mark) {
			return true
		}
	}
	return false
}

func (t *tree) lemma(i int) string  { return strings.ToLower(t.tokens[i].Lemma) }
func (t *tree) deprel(i int) string { return t.tokens[i].Deprel }
func (t *tree) head(i int) int      { return t.tokens[i].Head }

// base is the dependency relation without its subtype.
func (t *tree) base(i int) string {
	b, _, _ := strings.Cut(t.tokens[i].Deprel, ":")
	return b
}

// kid returns the first dependent of i with one of these relations (with or without subtype), or -1.
func (t *tree) kid(i int, rels ...string) int {
	for _, k := range t.kids[i] {
		for _, r := range rels {
			if t.deprel(k) == r || t.base(k) == r {
				return k
			}
		}
	}
	return -1
}

func (t *tree) kidLemma(i int, rel string, lemmas ...string) bool {
	for _, k := range t.kids[i] {
		if t.deprel(k) != rel && t.base(k) != rel {
			continue
		}
		for _, l := range lemmas {
			if t.lemma(k) == l {
				return true
			}
		}
	}
	return false
}

// prepositions returns the case markers of a noun: each word, and the whole of a multiword one ("according to", "out of").
func (t *tree) prepositions(i int) []string {
	var all []string
	for _, k := range t.kids[i] {
		if t.base(k) != "case" {
			continue
		}
		w := []string{strings.ToLower(t.tokens[k].Form)}
		for _, f := range t.kids[k] {
			if t.base(f) == "fixed" {
				w = append(w, strings.ToLower(t.tokens[f].Form))
			}
		}
		whole := strings.Join(w, " ")
		if len(w) > 1 {
			all = append(all, whole)
		}
		if whole != "according to" {
			all = append(all, w...) // "out of" is an of; who something is told by gets nothing
		}
	}
	if n := len(all); n > 1 {
		all = append(all, strings.Join(all, " "))
	}
	return all
}

// conjuncts returns i and what is coordinated with it.
func (t *tree) conjuncts(i int) []int {
	out := []int{i}
	for _, k := range t.kids[i] {
		if t.base(k) == "conj" && k > i && !t.kidLemma(k, "case", "unlike", "like", "except", "instead", "despite", "without") {
			out = append(out, t.conjuncts(k)...)
		}
	}
	return out
}

// descend calls f for every token below i, in surface order of branches, until it returns false for a branch.
func (t *tree) descend(i int, f func(k int) bool) {
	for _, k := range t.kids[i] {
		if f(k) {
			t.descend(k, f)
		}
	}
}

// within reports whether i is a or stands below it.
func (t *tree) within(i, a int) bool {
	for n := 0; i >= 0 && n <= len(t.tokens); n++ {
		if i == a {
			return true
		}
		i = t.head(i)
	}
	return false
}

func (t *tree) isVerb(i int) bool {
	return t.tokens[i].UPOS == "VERB" || t.tokens[i].UPOS == "AUX" && t.kid(i, "nsubj", "obj") >= 0
}

func (t *tree) passive(i int) bool {
	if t.mistagged(i) {
		return false
	}
	if t.kid(i, "aux:pass") >= 0 || t.kid(i, "nsubj:pass", "csubj:pass") >= 0 && t.tokens[i].XPOS != "VBD" {
		return true
	}
	return t.participle(i) && t.kid(i, "obj") < 0
}

// mistagged reports whether i is a past tense that the tagger has taken for a past participle: the main verb of a whole sentence
// needs an auxiliary to be passive. Headlines ("Envoy killed in Cairo") do without.
func (t *tree) mistagged(i int) bool {
	if t.tokens[i].XPOS != "VBN" || !t.stop || t.kid(i, "aux", "cop") >= 0 || t.kid(i, "obl:agent") >= 0 {
		return false
	}
	switch t.deprel(i) {
	case "root", "ccomp", "parataxis":
		return t.kid(i, "nsubj") >= 0
	case "advcl", "conj", "acl:relcl":
		return t.kid(i, "nsubj") >= 0 && t.kid(i, "obj") > i // "after Chad condemned Mali"
	}
	return false
}

// participle reports whether i is a past participle that qualifies a noun or a clause. One with an object is no passive: the
// parser has taken the main verb of a headline-like sentence ("a group of deputies held talks") for it.
func (t *tree) participle(i int) bool {
	return (t.deprel(i) == "acl" || t.deprel(i) == "advcl" || t.deprel(i) == "amod") && t.tokens[i].XPOS == "VBN" && t.kid(i, "aux") < 0
}

func (t *tree) infinitive(i int) bool {
	return t.kidLemma(i, "mark", "to") || t.tokens[i].XPOS == "VB" && i > 0 && strings.EqualFold(t.tokens[i-1].Form, "to")
}

// relativePronoun reports whether i is a who, which or that which opens a relative clause.
func (t *tree) relativePronoun(i int) bool {
	switch strings.ToLower(t.tokens[i].Form) {
	case "who", "which", "that", "whom", "whose":
		return t.tokens[i].UPOS == "PRON" || strings.HasPrefix(t.tokens[i].XPOS, "W")
	}
	return false
}

// antecedent returns the noun that the relative clause around i belongs to, or -1.
func (t *tree) antecedent(i int) int {
	for n := 0; i >= 0 && n <= len(t.tokens); n++ {
		if strings.HasPrefix(t.deprel(i), "acl") {
			return t.head(i)
		}
		i = t.head(i)
	}
	return -1
}

// inDateExpr reports whether token i is part of a date.
func (t *tree) inDateExpr(i int) bool {
	return slices.ContainsFunc(t.dates, func(d *schema.DateExpr) bool { return d.First <= i && i < d.Last })
}
