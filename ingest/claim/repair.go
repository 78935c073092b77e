package claim

import (
	"slices"
	"strings"

	"geokg/schema"
)

// Repairs of parses: each mends one kind of mistake that parsers make often, where the words leave no doubt. newTree says in which order.

// repair changes the tree so that finite verbs are no mere modifiers. In "Hungary opposed sanctions" a parser
// may take the verb for a preposition or an adjective of the noun behind it: the verb then takes the noun's place, the noun
// becomes its object, and what stood before the verb its subject.
func repair(out []schema.Token) {
	in := slices.Clone(out) // as parsed: one repair does not lead to another
	verbless := endsIn(in, ".") && !hasFinite(in)
	for v := range in {
		n := in[v].Head
		if verbless && n >= 0 && n < v && in[n].Head < 0 && (in[v].Deprel == "acl" || in[v].Deprel == "amod") && in[v].XPOS == "VBN" && !hasAgent(in, v) {
			copy(out, in)
			mainVerb(out, n, v) // "Moldova applied to the Union."
			return
		}
		if n <= v || !modifierRelation(in[v].Deprel) || !finiteTag(in[v].XPOS) && !(verbless && pastForm(in[v])) {
			continue
		}
		subject := -1
		for k := 0; k < v; k++ {
			if (out[k].Head == n || out[k].Head == v) && (out[k].UPOS == "PROPN" || out[k].UPOS == "NOUN" || out[k].UPOS == "PRON") && out[k].Deprel != "obl" && out[k].Deprel != "nmod" {
				subject = k
			}
		}
		if subject < 0 {
			continue
		}
		out[v].Head, out[v].Deprel, out[v].UPOS, out[v].XPOS = out[n].Head, out[n].Deprel, "VERB", "VBD"
		out[n].Head, out[n].Deprel = v, "obj"
		for k := range out {
			if k > v && out[k].Head == n && out[k].Deprel == "nmod" && hasCase(in, k, "to") {
				out[k].Head, out[k].Deprel = v, "obl" // "furnished food to Niger"
			}
			if k == subject {
				out[k].Head, out[k].Deprel = v, "nsubj"
			}
			if k == v || out[k].Head != n || k > v && out[k].UPOS != "PUNCT" {
				continue
			}
			out[k].Head = v
			switch {
			case k > v || out[k].UPOS == "PUNCT" || out[k].Deprel == "obl" || out[k].Deprel == "advmod" || out[k].Deprel == "mark" || out[k].Deprel == "aux":
			case k < subject && out[k].Deprel == "nmod" && hasCase(in, k, ""):
				out[k].Deprel = "obl" // "In a dream, Norway imposed sanctions"
			default:
				out[k].Head = subject
			}
		}
	}
}

// clauseSubjects makes a name behind "after", "before" or "since" and right before a finite verb without a subject that subject, where the parser
// took the name for a phrase of that verb: "80 years after Mali invaded Chad".
func clauseSubjects(ts []schema.Token) {
	for k := 0; k+1 < len(ts); k++ {
		v := ts[k].Head
		if n := v; n >= 0 && n < k && ts[n].Head == k+1 && ts[n].Deprel == "nsubj" && ts[k].Deprel == "nmod" && ts[k].UPOS == "PROPN" && isSpan(ts[n].Lemma) && hasCase(ts, k, "after") {
			ts[n].Deprel = "obl" // the parser took the years for the subject
			v, ts[k].Head, ts[k].Deprel = k+1, k+1, "obl"
		}
		if u := k + 1; v >= 0 && v < k && ts[u].Head == v && ts[u].Deprel == "advcl" && ts[k].Deprel == "obl" && (ts[u].XPOS == "VBD" || ts[u].XPOS == "VBN") && !isClause(ts, u) &&
			slices.ContainsFunc(ts, func(t schema.Token) bool { return t.Head == u && t.Deprel == "obj" }) {
			v, ts[k].Head = u, u // "prices fell after Mali bombed Chad"
			ts[u].XPOS = "VBD"
		}
		if v != k+1 || ts[k].Deprel != "obl" || ts[k].UPOS != "PROPN" || !finiteTag(ts[v].XPOS) {
			continue
		}
		if slices.ContainsFunc(ts, func(t schema.Token) bool { return t.Head == v && strings.HasPrefix(t.Deprel, "nsubj") }) {
			continue
		}
		for c := range k {
			if l := strings.ToLower(ts[c].Form); ts[c].Head == k && ts[c].Deprel == "case" && (l == "after" || l == "before" || l == "since" || l == "until") {
				ts[k].Deprel, ts[c].Head, ts[c].Deprel = "nsubj", v, "mark"
			}
		}
	}
}

// isSpan reports whether a noun measures time.
func isSpan(lemma string) bool {
	switch strings.ToLower(lemma) {
	case "hour", "day", "week", "month", "year", "decade", "century", "minute":
		return true
	}
	return false
}

// nounAgents hangs a name with "by" right behind a noun on that noun, where the parser has hung it on an active verb, and then what follows by
// another preposition: "welcomed sanctions by Mali against Chad". A noun with an agent is an event, and has its own goal.
func nounAgents(ts []schema.Token) {
	for n := range ts {
		v := ts[n].Head
		if v < 0 || v >= n || ts[n].UPOS != "NOUN" || ts[v].UPOS != "VERB" || ts[n].Deprel != "obj" && !strings.HasPrefix(ts[n].Deprel, "obl") {
			continue
		}
		agent := slices.IndexFunc(ts, func(t schema.Token) bool { return t.Head == n && t.Deprel == "nmod" && t.UPOS == "PROPN" })
		if agent < 0 || !hasCase(ts, agent, "by") {
			agent = -1
			for k := n + 1; k < len(ts) && agent < 0; k++ {
				if ts[k].Head == v && ts[k].Deprel == "obl" && ts[k].UPOS == "PROPN" && hasCase(ts, k, "by") && beginsAt(ts, k, n+1) {
					agent = k
				}
			}
			if agent < 0 {
				continue
			}
			ts[agent].Head, ts[agent].Deprel = n, "nmod"
		}
		for k := agent + 1; k < len(ts); k++ {
			if ts[k].Head == v && ts[k].Deprel == "obl" && ts[k].UPOS == "PROPN" && beginsAt(ts, k, agent+1) &&
				(hasCase(ts, k, "to") || hasCase(ts, k, "on") || hasCase(ts, k, "against") || hasCase(ts, k, "for") || hasCase(ts, k, "with") || hasCase(ts, k, "from")) {
				ts[k].Head, ts[k].Deprel = n, "nmod"
				break
			}
		}
	}
}

// behindRelatives makes the past form behind a relative clause between commas the main verb, where the parser took the noun before it for the
// whole sentence: "Moldova, which had dreamed of it, joined NATO."
func behindRelatives(ts []schema.Token) {
	if !endsIn(ts, ".") {
		return
	}
	r := slices.IndexFunc(ts, func(t schema.Token) bool { return t.Head < 0 })
	if r < 0 || ts[r].UPOS != "NOUN" && ts[r].UPOS != "PROPN" || slices.ContainsFunc(ts, func(t schema.Token) bool {
		return t.Head == r && (t.Deprel == "cop" || strings.HasPrefix(t.Deprel, "nsubj"))
	}) {
		return
	}
	q := slices.IndexFunc(ts, func(t schema.Token) bool { return t.Head == r && t.Deprel == "acl:relcl" })
	if q < r {
		return
	}
	for v := q + 2; v < len(ts); v++ {
		if ts[v-1].Form != "," || ts[v].UPOS != "VERB" || ts[v].XPOS != "VBN" && ts[v].XPOS != "VBD" || ts[v].Head != r && ts[v].Head != q || isClause(ts, v) || hasAgent(ts, v) {
			continue
		}
		ts[v].Head, ts[v].Deprel, ts[v].XPOS = -1, "root", "VBD"
		ts[r].Head, ts[r].Deprel = v, "nsubj"
		return
	}
}

// upTo reads "up to" before a number as a part of it, where the parser took the one for a particle and the other for a preposition: "sent up to 400
// soldiers".
func upTo(ts []schema.Token) {
	for k := 1; k+2 < len(ts); k++ {
		n := ts[k+1].Head
		if ts[k].Deprel != "compound:prt" || !strings.EqualFold(ts[k].Form, "up") || !strings.EqualFold(ts[k+1].Form, "to") || ts[k+1].Deprel != "case" || ts[k+2].UPOS != "NUM" || n < k+2 || ts[n].Head != ts[k].Head || ts[n].Deprel != "obl" {
			continue
		}
		ts[n].Deprel = "obj"
		ts[k].Head, ts[k].Deprel = k+2, "advmod"
		ts[k+1].Head, ts[k+1].Deprel = k+2, "advmod"
	}
}

// nearestAntecedents hangs a relative clause behind a comma on the name right before the comma, where the parser has hung it on a noun beyond
// the verb: "a letter angered Latvia, which expelled".
func nearestAntecedents(ts []schema.Token) {
	for v := range ts {
		h := ts[v].Head
		if ts[v].Deprel != "acl:relcl" || h < 0 {
			continue
		}
		w := slices.IndexFunc(ts[:v], func(t schema.Token) bool {
			return t.Head == v && (t.XPOS == "WDT" || t.XPOS == "WP") && strings.HasPrefix(t.Deprel, "nsubj") && !strings.EqualFold(t.Form, "that")
		})
		if w < 2 || ts[w-1].Form != "," || ts[w-2].UPOS != "PROPN" || h >= w-2 {
			continue
		}
		verb := -1
		for k := h + 1; k < w-2; k++ {
			if finiteTag(ts[k].XPOS) && ts[k].UPOS == "VERB" {
				verb = k
			}
		}
		n := w - 2
		for ts[n].Head > verb && ts[n].Head < w {
			n = ts[n].Head
		}
		if verb >= 0 && n > verb {
			ts[v].Head = n
		}
	}
}

// mainVerb makes the participle v the root, and the noun n, which it qualified, its subject.
func mainVerb(out []schema.Token, n, v int) {
	out[v].Head, out[v].Deprel, out[v].XPOS = -1, "root", "VBD"
	out[n].Head, out[n].Deprel = v, "nsubj"
	object := false
	for k := range out {
		if k <= v || out[k].Head != n {
			continue
		}
		out[k].Head = v
		if !object && bareNominal(out, k) { // "Both countries blamed smugglers."
			out[k].Deprel, object = "obj", true
		}
	}
}

// nounSubjects makes a noun right before a finite verb without a subject that subject, where the parser took the two for a compound: "Turkish aircraft
// struck camps".
func nounSubjects(ts []schema.Token) {
	for i := range ts {
		v := ts[i].Head
		if ts[i].Deprel != "compound" || v != i+1 || ts[i].UPOS != "NOUN" || ts[v].UPOS != "VERB" || !finiteTag(ts[v].XPOS) {
			continue
		}
		if !slices.ContainsFunc(ts, func(t schema.Token) bool {
			return t.Head == v && (strings.HasPrefix(t.Deprel, "nsubj") || strings.HasPrefix(t.Deprel, "csubj") || strings.HasPrefix(t.Deprel, "aux"))
		}) {
			ts[i].Deprel = "nsubj"
		}
	}
}

// ownSubjects gives a subject that stands behind its verb and right before another one, which has none, to that one: "Chad
// attacked Mali, Niger said."
func ownSubjects(ts []schema.Token) {
	for k := 0; k+1 < len(ts); k++ {
		v, u := ts[k].Head, k+1
		if v < 0 || v >= k || ts[k].Deprel != "nsubj" || ts[u].UPOS != "VERB" || !finiteTag(ts[u].XPOS) || ts[u].Head >= k && ts[u].Head != k {
			continue
		}
		if !slices.ContainsFunc(ts, func(t schema.Token) bool { return t.Head == u && strings.HasPrefix(t.Deprel, "nsubj") }) {
			ts[k].Head = u
		}
	}
}

// activeParticiples reads a main verb that was tagged as a participle, in a sentence with a full stop and without a finite
// verb, as the past that it must be if it has a subject before it, no auxiliary, and a bare noun right behind it: "Chad accused Mali of
// …". That noun is its object. A passive would need an auxiliary, and a headline has no stop.
func activeParticiples(ts []schema.Token) {
	if !endsIn(ts, ".") || hasFinite(ts) {
		return
	}
	for v := range ts {
		if ts[v].XPOS != "VBN" || ts[v].Head >= 0 || hasAgent(ts, v) {
			continue
		}
		subject, object := -1, -1
		for k := range ts {
			switch {
			case ts[k].Head != v:
			case strings.HasPrefix(ts[k].Deprel, "aux") || ts[k].Deprel == "cop":
				return
			case k < v && strings.HasPrefix(ts[k].Deprel, "nsubj"):
				subject = k
			case k > v && object < 0 && bareNominal(ts, k) && beginsAt(ts, k, v+1):
				object = k
			}
		}
		if subject >= 0 && object >= 0 {
			ts[v].XPOS, ts[subject].Deprel, ts[object].Deprel = "VBD", "nsubj", "obj"
		}
	}
}

// controlledObjects makes the name between a verb and its infinitive the verb's object, where the parser took it for a complement:
// "wants Chad to leave". It, not the verb's subject, is then who leaves.
func controlledObjects(ts []schema.Token) {
	for k := range ts {
		v := ts[k].Head
		if v < 0 || v >= k || ts[k].Deprel != "xcomp" || ts[k].UPOS != "PROPN" || hasCase(ts, k, "") {
			continue
		}
		if slices.ContainsFunc(ts[k+1:], func(t schema.Token) bool { return t.Head == v && t.Deprel == "xcomp" && t.XPOS == "VB" }) {
			ts[k].Deprel = "obj"
		}
	}
}

// earlyObjects gives a noun that stands between a verb and its infinitive to the verb, where the parser made it the object of the infinitive
// behind it: "asked the court to step in".
func earlyObjects(ts []schema.Token) {
	for k := range ts {
		v := ts[k].Head
		if v <= k || ts[k].Deprel != "obj" || ts[v].XPOS != "VB" || !bareNominal(ts, k) {
			continue
		}
		to := slices.IndexFunc(ts[k+1:v], func(t schema.Token) bool {
			return t.Head == v && t.Deprel == "mark" && strings.EqualFold(t.Lemma, "to")
		})
		if g := ts[v].Head; to >= 0 && g >= 0 && g < k && ts[g].UPOS == "VERB" {
			ts[k].Head, ts[v].Deprel = g, "xcomp"
		}
	}
}

// modalVerbs makes a verb of what was tagged as a noun, but has a modal or "do" before it and is no predicate: "may sanction Laos", "did not
// sanction Peru".
func modalVerbs(ts []schema.Token) {
	for v := 1; v < len(ts); v++ {
		if u := ts[v].UPOS; u != "NOUN" && u != "PROPN" || ts[v].Form != strings.ToLower(ts[v].Form) {
			continue
		}
		helped := slices.ContainsFunc(ts[:v], func(t schema.Token) bool {
			return t.Head == v && t.Deprel == "aux" && (t.XPOS == "MD" || strings.EqualFold(t.Lemma, "do"))
		})
		if helped && !slices.ContainsFunc(ts, func(t schema.Token) bool {
			return t.Head == v && (t.Deprel == "cop" || t.Deprel == "det" || t.Deprel == "amod")
		}) {
			ts[v].UPOS, ts[v].XPOS = "VERB", "VB"
		}
	}
}

// bareInfinitives reads a verb behind an object, which the parser took for a clause of its own without subject and conjunction, as the
// infinitive that completes the verb above: "helped Chad strengthen its ties".
func bareInfinitives(ts []schema.Token) {
	for v := range ts {
		g := ts[v].Head
		if g < 0 || g >= v || ts[v].Deprel != "ccomp" || ts[v].XPOS != "VBZ" && ts[v].XPOS != "VBP" || !strings.EqualFold(ts[v].Form, ts[v].Lemma) {
			continue
		}
		object := slices.ContainsFunc(ts[:v], func(t schema.Token) bool { return t.Head == g && (t.Deprel == "obj" || t.Deprel == "iobj") })
		if object && !isClause(ts, v) {
			ts[v].Deprel, ts[v].XPOS = "xcomp", "VB"
		}
	}
}

// reducedRelatives hangs a past form right behind an object, which the parser took for a complement of the verb above, on that object:
// "welcomed the agreement reached between Chad and Mali". A complement would be no past tense.
func reducedRelatives(ts []schema.Token) {
	for v := 1; v < len(ts); v++ {
		o := v - 1
		if ts[v].XPOS != "VBD" || ts[v].Deprel != "xcomp" || ts[o].Deprel != "obj" || ts[o].Head != ts[v].Head || ts[v].Head >= o {
			continue
		}
		if !isClause(ts, v) && !slices.ContainsFunc(ts, func(t schema.Token) bool { return t.Head == v && t.Deprel == "obj" }) {
			ts[v].XPOS, ts[v].Deprel, ts[v].Head = "VBN", "acl", o
		}
	}
}

// gerundConjuncts coordinates a gerund with the gerund before it, where the parser has coordinated it with the finite verb above: "planned on
// opening an embassy and recognizing Chad".
func gerundConjuncts(ts []schema.Token) {
	for i := range ts {
		v := ts[i].Head
		if ts[i].XPOS != "VBG" || ts[i].Deprel != "conj" || v < 0 || v >= i || ts[v].XPOS == "VBG" || isClause(ts, i) {
			continue
		}
		for k := i - 1; k > v; k-- {
			if ts[k].Head == v && ts[k].XPOS == "VBG" && (ts[k].Deprel == "advcl" || ts[k].Deprel == "xcomp" || ts[k].Deprel == "ccomp") {
				ts[i].Head = k
				break
			}
		}
	}
}

// particles gives a particle right behind a verb to it, where the parser took it for a preposition of the verb's object: "called off its visit".
func particles(ts []schema.Token) {
	for k := 1; k < len(ts); k++ {
		o := ts[k].Head
		if h := ts[k].Head; ts[k].XPOS == "IN" && ts[k].Deprel == "advmod" && h == k-1 && ts[h].UPOS == "VERB" && !hasKids(ts, k) && k+1 < len(ts) && ts[k+1].XPOS == "IN" {
			ts[k].Deprel = "compound:prt" // "gave in to"
		}
		if ts[k].XPOS == "RP" && ts[k].Deprel == "case" && ts[k-1].UPOS == "VERB" && o > k && ts[o].Head == k-1 && ts[o].Deprel == "obj" {
			ts[k].Head, ts[k].Deprel = k-1, "compound:prt"
		}
	}
}

// oneSubject makes a second subject, behind an active verb, its object.
func oneSubject(ts []schema.Token) {
	for k := range ts {
		v := ts[k].Head
		if v < 0 || v >= k || ts[v].XPOS != "VBD" || !strings.HasPrefix(ts[k].Deprel, "nsubj") {
			continue
		}
		for j := range v {
			if ts[j].Head == v && strings.HasPrefix(ts[j].Deprel, "nsubj") {
				ts[k].Deprel = "obj"
				break
			}
		}
	}
}

// cutCycles sees to it that every head is within the sentence and no token stands above itself, so that what walks the tree ends. A
// parser's tree stays as it is.
func cutCycles(ts []schema.Token) {
	state := make([]int8, len(ts)) // 0 not seen, 1 on the way up, 2 known to lead to a root
	for i := range ts {
		var way []int
		k := i
		for k >= 0 && k < len(ts) && state[k] == 0 {
			state[k] = 1
			way = append(way, k)
			k = ts[k].Head
		}
		if k >= len(ts) || k >= 0 && state[k] == 1 {
			last := way[len(way)-1]
			ts[last].Head, ts[last].Deprel = -1, "root"
		}
		for _, w := range way {
			state[w] = 2
		}
	}
}

// nounVerbs makes a verb of what was tagged as a name or noun, in small letters, but has a subject before it and an object behind it, or a "that" before
// both, and is nobody's predicate: "After Qatar quit OPEC", "demanded that Qatar leave".
func nounVerbs(ts []schema.Token) {
	for v := 1; v < len(ts); v++ {
		if u := ts[v].UPOS; u != "NOUN" && u != "PROPN" || ts[v].Form != strings.ToLower(ts[v].Form) {
			continue
		}
		subject, object, marked, noun := false, false, false, false
		for k := range ts {
			if ts[k].Head != v {
				continue
			}
			switch d := ts[k].Deprel; d {
			case "nsubj":
				subject = subject || k == v-1
			case "obj":
				object = object || k > v
			case "mark":
				marked = marked || strings.EqualFold(ts[k].Form, "that")
			case "cop", "det", "amod", "case", "compound", "nmod:poss":
				noun = true
			}
		}
		switch {
		case noun || !subject:
		case object:
			ts[v].UPOS, ts[v].XPOS = "VERB", "VBD"
		case marked && ts[v].XPOS == "NN":
			ts[v].UPOS, ts[v].XPOS = "VERB", "VB"
		}
	}
}

// casedObjects makes a phrase of what was taken for an object though a preposition opens it: "put its army on alert".
func casedObjects(ts []schema.Token) {
	for k := range ts {
		if ts[k].Deprel != "obj" || ts[k].UPOS != "NOUN" && ts[k].UPOS != "PROPN" {
			continue
		}
		v := ts[k].Head
		if v >= 0 && slices.ContainsFunc(ts[:k], func(t schema.Token) bool {
			return t.Head == k && t.Deprel == "case" && t.XPOS == "IN" && !strings.EqualFold(t.Form, "of") && !strings.EqualFold(t.Form, "than")
		}) && slices.ContainsFunc(ts[:k], func(t schema.Token) bool { return t.Head == v && t.Deprel == "obj" }) {
			ts[k].Deprel = "obl"
		}
	}
}

// agentRelatives reads a past form on a noun, with a phrase with "by", as the participle that it must be: "a truce agreed by Chad and Mali held".
func agentRelatives(ts []schema.Token) {
	for v := range ts {
		if ts[v].XPOS == "VBD" && ts[v].Deprel == "acl" && ts[v].Head < v && hasAgent(ts, v) && !isClause(ts, v) {
			ts[v].XPOS = "VBN"
		}
	}
}

// relativeSubjects hangs a verb that was hung on its own subject, right behind a relative pronoun, on the noun before the pronoun: "the sanctions that
// the EU imposed on Chad remain".
func relativeSubjects(ts []schema.Token) {
	for v := range ts {
		s := ts[v].Head
		if s < 0 || s >= v || ts[v].Deprel != "acl" && ts[v].Deprel != "acl:relcl" || !finiteTag(ts[v].XPOS) {
			continue
		}
		w := slices.IndexFunc(ts[:s], func(t schema.Token) bool { return t.Head == v && t.XPOS == "WDT" })
		if w < 1 || !beginsAt(ts, s, w+1) || ts[w-1].UPOS != "NOUN" && ts[w-1].UPOS != "PROPN" || isClause(ts, v) {
			continue
		}
		n := w - 1
		ts[s].Head, ts[s].Deprel = v, "nsubj"
		ts[v].Head, ts[v].Deprel = n, "acl:relcl"
	}
}

// headlineInfinitives makes a verb of the noun behind "to" in a sentence without a finite verb, where a parser saw nouns only: "Turkey to host NATO summit".
func headlineInfinitives(ts []schema.Token, isVerb func(lemma string) bool) {
	if hasFinite(ts) || endsIn(ts, ".") {
		return
	}
	r := slices.IndexFunc(ts, func(t schema.Token) bool { return t.Head < 0 })
	for v := 2; v+1 < len(ts); v++ {
		if !strings.EqualFold(ts[v-1].Form, "to") || ts[v-1].Head != v || ts[v].Head != r || r > v-2 || ts[v].XPOS != "NN" && ts[v].XPOS != "NNP" || ts[v].Form != strings.ToLower(ts[v].Form) || !isVerb(ts[v].Form) {
			continue
		}
		if ts[v+1].UPOS != "PROPN" && ts[v+1].UPOS != "DET" && ts[v+1].UPOS != "ADJ" && ts[v+1].UPOS != "NOUN" {
			continue
		}
		ts[v].UPOS, ts[v].XPOS, ts[v].Lemma, ts[v].Deprel = "VERB", "VB", ts[v].Form, "acl"
		ts[v-1].Deprel, ts[v-1].UPOS, ts[v-1].XPOS = "mark", "PART", "TO"
		for k := v + 1; k < len(ts); k++ {
			if ts[k].Head == r && bareNominal(ts, k) {
				ts[k].Head, ts[k].Deprel = v, "obj"
				break
			}
		}
	}
}

// behindInfinitives makes the past form behind the infinitive of a noun the main verb, where the parser took the noun for the whole sentence: "Chad's
// decision to leave the Union angered Mali."
func behindInfinitives(ts []schema.Token) {
	if !endsIn(ts, ".") {
		return
	}
	r := slices.IndexFunc(ts, func(t schema.Token) bool { return t.Head < 0 })
	if r < 0 || ts[r].UPOS != "NOUN" || slices.ContainsFunc(ts, func(t schema.Token) bool {
		return t.Head == r && (t.Deprel == "cop" || strings.HasPrefix(t.Deprel, "nsubj"))
	}) {
		return
	}
	a := slices.IndexFunc(ts, func(t schema.Token) bool { return t.Head == r && t.Deprel == "acl" && t.XPOS == "VB" })
	if a < r {
		return
	}
	finite := hasFinite(ts)
	for v := a + 1; v < len(ts); v++ {
		h := ts[v].Head
		late := ts[v].XPOS == "VBD" && h == a && (ts[v].Deprel == "xcomp" || ts[v].Deprel == "ccomp" || ts[v].Deprel == "advcl" || ts[v].Deprel == "conj")
		modifier := !finite && ts[v].XPOS == "VBN" && ts[v].Deprel == "amod" && h > v && ts[h].Head == a && ts[h].Deprel == "obj"
		if !late && !modifier || isClause(ts, v) {
			continue
		}
		for k := range ts {
			switch {
			case k == v || k == a:
			case modifier && ts[k].Head == v && k < v && ts[k].UPOS != "PUNCT":
				ts[k].Head = a // what stood before it completes the infinitive
			case late && k > v && ts[k].Head == a && ts[k].Deprel == "obj":
				ts[k].Head = v
			}
		}
		if modifier {
			ts[h].Head = v
		}
		ts[v].Head, ts[v].Deprel, ts[v].XPOS, ts[v].UPOS = -1, "root", "VBD", "VERB"
		ts[r].Head, ts[r].Deprel = v, "nsubj"
		return
	}
}

// presentBefore makes the finite verb right before a participle the main one, where the parser took the participle, which qualifies the object, for
// it: "The Chadians reject proposed changes."
func presentBefore(ts []schema.Token) {
	for v := 0; v+1 < len(ts); v++ {
		p := v + 1
		if ts[v].Head != p || ts[v].Deprel != "advcl" || !finiteTag(ts[v].XPOS) || ts[p].XPOS != "VBN" && ts[p].XPOS != "VBD" {
			continue
		}
		subject, object, clause := -1, -1, false
		for k := range ts {
			switch {
			case ts[k].Head == v && k < v && ts[k].Deprel == "nsubj":
				subject = k
			case ts[k].Head == v && ts[k].Deprel == "mark", ts[k].Head == p && k < v && (strings.HasPrefix(ts[k].Deprel, "nsubj") || strings.HasPrefix(ts[k].Deprel, "aux")):
				clause = true
			case ts[k].Head == p && k > p && ts[k].Deprel == "obj":
				object = k
			}
		}
		if subject < 0 || object < 0 || clause {
			continue
		}
		ts[v].Head, ts[v].Deprel = ts[p].Head, ts[p].Deprel
		for k := range ts {
			if ts[k].Head == p {
				ts[k].Head = v
			}
		}
		ts[p].Head, ts[p].Deprel, ts[p].XPOS = object, "amod", "VBN"
	}
}

// pasts makes verbs, with their lemma, of the past forms that are nothing else: "Chad overran the town", "Mali froze aid". The only one of a sentence
// is its main verb.
func pasts(ts []schema.Token, lemmas map[string]string) {
	finite := hasFinite(ts)
	for i := range ts {
		l, ok := lemmas[ts[i].Form]
		if !ok {
			continue
		}
		ts[i].Lemma = l
		if ts[i].UPOS == "VERB" {
			continue
		}
		ts[i].UPOS, ts[i].XPOS = "VERB", "VBD"
		if !finite && i > 0 {
			promote(ts, i)
		}
		finite = true
	}
}

// promote makes the verb v the root: what stands before it and hung elsewhere becomes its subject or a phrase of it, what stands behind its object or a
// phrase.
func promote(ts []schema.Token, v int) {
	heads := make([]int, len(ts))
	for k := range ts {
		heads[k] = ts[k].Head
	}
	ts[v].Head, ts[v].Deprel = -1, "root"
	object := false
	for k := range ts {
		h := heads[k]
		if k == v || h >= 0 && h != v && (h < v) == (k < v) {
			continue
		}
		ts[k].Head = v
		switch {
		case ts[k].UPOS == "PUNCT" || ts[k].UPOS == "ADV":
		case !bareNominal(ts, k):
			ts[k].Deprel = "obl"
		case k < v:
			ts[k].Deprel = "nsubj"
		case !object:
			ts[k].Deprel, object = "obj", true
		default:
			ts[k].Deprel = "obl:unmarked"
		}
	}
}

// pastBefore makes the past form right before the root the main verb, and the root its object, where the parser gave the subject to the root: "Chad
// laid siege to Mali."
func pastBefore(ts []schema.Token) {
	r := slices.IndexFunc(ts, func(t schema.Token) bool { return t.Head < 0 })
	v := r - 1
	if v < 1 || ts[v].XPOS != "VBD" || ts[v].Head != r || !endsIn(ts, ".") || ts[r].XPOS != "VBP" && ts[r].XPOS != "NN" && ts[r].XPOS != "NNS" || isClause(ts, v) {
		return
	}
	switch ts[v].Deprel {
	case "advcl", "parataxis", "ccomp", "csubj", "amod", "acl", "compound":
	default:
		return
	}
	if slices.ContainsFunc(ts, func(t schema.Token) bool {
		return t.Head == r && (t.Deprel == "cop" || strings.HasPrefix(t.Deprel, "aux")) || t.Head == v && t.Deprel == "obj"
	}) || !slices.ContainsFunc(ts[:v], func(t schema.Token) bool { return t.Head == r && t.Deprel == "nsubj" }) {
		return
	}
	for k := range ts {
		if ts[k].Head == r && (k < v || ts[k].UPOS == "PUNCT" || strings.HasPrefix(ts[k].Deprel, "obl")) {
			ts[k].Head = v
		}
	}
	ts[v].Head, ts[v].Deprel = -1, "root"
	ts[r].Head, ts[r].Deprel, ts[r].UPOS, ts[r].XPOS = v, "obj", "NOUN", "NN"
}

// hasKids reports whether something hangs on token i.
func hasKids(ts []schema.Token, i int) bool {
	return slices.ContainsFunc(ts, func(t schema.Token) bool { return t.Head == i })
}

// butVerbs makes a verb of what was taken for an adjective between "but" and a name, when it may be a past form: "sanctioned Chad and Mali but spared
// Niger".
func butVerbs(ts []schema.Token, known func(lemma string) bool) {
	for v := 1; v+1 < len(ts); v++ {
		n := ts[v].Head
		if n != v+1 || ts[v].Deprel != "amod" || ts[n].UPOS != "PROPN" || !pastForm(ts[v]) || !strings.EqualFold(ts[v-1].Form, "but") || ts[n].Deprel != "conj" {
			continue
		}
		r := ts[n].Head
		for m := 0; r >= 0 && ts[r].UPOS != "VERB" && m < len(ts); m++ {
			r = ts[r].Head
		}
		if r < 0 || r > v {
			continue
		}
		ts[v].Head, ts[v].Deprel, ts[v].UPOS, ts[v].XPOS = r, "conj", "VERB", "VBD"
		stem := strings.TrimSuffix(strings.ToLower(ts[v].Form), "ed")
		for _, l := range []string{stem, stem + "e"} {
			if known(l) {
				ts[v].Lemma = l
			}
		}
		ts[n].Head, ts[n].Deprel = v, "obj"
		ts[v-1].Head, ts[v-1].Deprel = v, "cc"
	}
}

// splitQuotes gives the clause of a quote that ", said somebody," splits its own subject back, and the speaker to the verb of saying: "“Mali,” said Jane
// Doe, “has attacked Chad.”"
func splitQuotes(ts []schema.Token) {
	for v := 2; v+2 < len(ts); v++ {
		if ts[v].XPOS != "VBD" || ts[v-1].XPOS != "''" || ts[v-2].Form != "," {
			continue
		}
		a := slices.IndexFunc(ts[:v-2], func(t schema.Token) bool { return t.Head == v && t.Deprel == "nsubj" })
		b := slices.IndexFunc(ts[v+1:], func(t schema.Token) bool { return strings.HasPrefix(t.Deprel, "nsubj") && t.Head > v }) + v + 1
		if a < 0 || b <= v {
			continue
		}
		u := ts[b].Head
		quote := slices.ContainsFunc(ts[b:max(b, u)], func(t schema.Token) bool { return t.XPOS == "''" || t.XPOS == "``" })
		if !beginsAt(ts, b, v+1) || !quote || ts[u].Head != v {
			continue
		}
		ts[a].Head, ts[b].Head, ts[b].Deprel = u, v, "nsubj"
	}
}

// ownCases gives a preposition to the noun of its phrase, where the parser has hung it on what qualifies the noun: "the right of Chad troops", "to Indian
// leader Jane Doe".
func ownCases(ts []schema.Token) {
	for k := range ts {
		h := ts[k].Head
		if ts[k].Deprel != "case" || ts[k].XPOS != "IN" && ts[k].XPOS != "TO" || h < k {
			continue
		}
		n := ts[h].Head
		if n <= h || ts[n].UPOS != "NOUN" && ts[n].UPOS != "PROPN" || hasCase(ts, n, "") || !strings.HasPrefix(ts[n].Deprel, "obl") && ts[n].Deprel != "nmod" {
			continue
		}
		switch ts[h].Deprel {
		case "compound", "amod", "nmod:desc":
			ts[k].Head = n
		}
	}
}
