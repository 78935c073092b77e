package claim

import (
	"slices"
	"strings"

	"geokg/schema"
)

// structure codes what names say by standing together: offices and titles, agencies and bodies, places in countries,
// events with their place and whose they are.
func (c *sentenceCoder) structure() {
	for i := range c.tokens {
		if n := c.officeAt(i); n > 0 {
			c.leads(i, n)
		}
		c.nonMembers(i)
	}
	done := map[*schema.Mention]bool{}
	for i := range c.tokens {
		for _, m := range c.mentions[i] {
			if done[m] || len(m.Entities) != 1 || c.entities[m.Entities[0]] == nil {
				continue
			}
			done[m] = true
			f := filler{entity: c.entities[m.Entities[0]], mention: m, token: i}
			switch f.entity.Label {
			case schema.Agency, schema.Alliance:
				if m.Kind == schema.MentionName {
					c.bodyOf(f)
				}
			case schema.Place:
				c.placeIn(f)
			case schema.Event:
				c.eventOf(f)
			}
		}
	}
}

// state makes a claim that holds by the words' arrangement; at is the token that carries it.
func (c *sentenceCoder) state(relation string, s, o filler, at int, r *reading, why string, weight float64) {
	rel, ok := schema.LookupRelation(relation)
	if !ok || s.entity.ID == o.entity.ID || !rel.Accepts(s.entity.Label, o.entity.Label) {
		return
	}
	f := &frame{relation: rel, where: why, options: frameOptions{weight: weight}}
	cl := schema.Claim{Subject: s.entity.ID, Relation: relation, Object: o.entity.ID, Factuality: r.factuality(), CAMEO: rel.CAMEO}
	for _, e := range []*schema.Entity{s.entity, o.entity} {
		if e.Label == schema.Event {
			cl.Date = c.finer(e.Date, at)
		}
	}
	c.inFuture(&cl)
	cl.PLOVER = plover(f, s.entity, o.entity, cl.Factuality)
	var parts string
	cl.Confidence, parts = c.confidence(f, s, o)
	cl.Reasons = append([]string{why + " at '" + c.tokens[at].Form + "'"}, r.reasons...)
	cl.Reasons = append(cl.Reasons, parts)
	c.out = append(c.out, c.placed(cl))
}

// officeAt returns how many tokens of an office's name end at token i ("prime minister": 2 at "minister"), or 0.
func (c *sentenceCoder) officeAt(i int) int {
	if t := c.tokens[i]; t.UPOS != "NOUN" && t.UPOS != "PROPN" {
		return 0
	}
	if i+1 < len(c.tokens) && c.tokens[i+1].Form == "-" && !c.tokens[i].SpaceAfter {
		return 0 // "secretary-general", "president-elect"
	}
	best := 0
	for n := 1; n <= 5 && i-n+1 >= 0; n++ {
		if _, ok := c.lx.offices[c.phrase(i-n+1, i+1)]; ok {
			best = n
		}
	}
	return best
}

func (c *sentenceCoder) phrase(from, to int) string {
	var b strings.Builder
	for k := from; k < to; k++ {
		if k > from && c.tokens[k-1].SpaceAfter {
			b.WriteByte(' ')
		}
		w := strings.ToLower(c.tokens[k].Form)
		if k == to-1 && c.tokens[k].UPOS == "NOUN" {
			w = c.lemma(k)
		}
		b.WriteString(w)
	}
	return b.String()
}

// leads finds who bears the office that ends at token i and what it is an office of.
func (c *sentenceCoder) leads(i, n int) {
	office := c.lx.offices[c.phrase(i-n+1, i+1)]
	if p, body := c.bracketed(i, n); len(p) > 0 {
		if office.scope == "any" || body[0].entity.Label != schema.Country {
			c.state("LEADS", p[0], body[0], i, &reading{}, "office in brackets", 0.85)
		}
		return
	}
	bearers, r := c.bearers(i)
	c.contested(i, r)
	if c.related(i) {
		bearers = slices.DeleteFunc(bearers, func(f filler) bool { return f.token > i && f.mention != nil && f.mention.First > i+1 })
	}
	if list := c.listed(i); len(list) > 0 {
		bearers, r = list, &reading{}
	}
	if len(bearers) == 0 {
		return
	}
	bodies := c.officeOf(i, n)
	if c.faction(i) {
		bodies = slices.DeleteFunc(bodies, func(f filler) bool { return f.entity.Label == schema.Country })
		office.scope = "agency"
	}
	for _, p := range bearers {
		of := bodies
		if len(of) == 0 {
			of = c.nameOf(p.token)
		}
		if len(of) == 0 && office.scope == "any" && p.entity.Reference && p.entity.Country != "" {
			if e := c.entity(p.entity.Country); e != nil {
				of = []filler{{entity: e}}
			}
		}
		for _, b := range of {
			if office.scope == "agency" && b.entity.Label == schema.Country && !c.spokes(i) {
				continue
			}
			c.state("LEADS", p, b, i, r, "office", 0.9)
		}
	}
}

// related reports whether the office at token i is that of somebody else than the person that the noun phrase is about: "the wife of the president
// of Kenya, Jane Doe".
func (c *sentenceCoder) related(i int) bool {
	g := c.head(i)
	return g >= 0 && c.base(i) == "nmod" && c.kid(i, "case") >= 0 && c.lx.is("related", c.lemma(g))
}

// contested reads the adjective before the title at token i by which its bearer does not hold it, or may not: "self-proclaimed president".
func (c *sentenceCoder) contested(i int, r *reading) {
	q := &reading{}
	c.modifierCues(i, q)
	if q.possible || q.planned {
		r.possible, r.planned, r.reasons = r.possible || q.possible, r.planned || q.planned, append(r.reasons, q.reasons...)
	}
}

// nameOf returns what the person at token i is of: "Jane Doe of the OSCE".
func (c *sentenceCoder) nameOf(i int) []filler {
	for _, k := range c.kids[i] {
		if c.deprel(k) == "nmod" && c.kidLemma(k, "case", "of") {
			return c.fillers([]int{k}, role{}, func(l schema.Label) bool {
				return l == schema.Agency || l == schema.Alliance || l == schema.Organization || l == schema.Country
			})
		}
	}
	return nil
}

// listed returns the people who are listed behind a colon for a title in the plural: "Two ministers attended: Jane Doe and Jo Bloggs".
func (c *sentenceCoder) listed(i int) []filler {
	if x := c.tokens[i].XPOS; x != "NNS" && x != "NNPS" || c.kid(i, "nummod") < 0 && !c.kidLemma(i, "det", "some", "these") && !c.kidLemma(i, "amod", "several", "following", "many") {
		return nil
	}
	for k := i + 1; k+1 < len(c.tokens); k++ {
		if c.tokens[k].Form != ":" {
			continue
		}
		m := c.covering[k+1]
		if m == nil || m.First != k+1 || m.Kind != schema.MentionName {
			return nil
		}
		return c.fillers([]int{m.Head}, role{}, func(l schema.Label) bool { return l == schema.Person })
	}
	return nil
}

// bracketed returns the person before the bracket that ends with the title at token i, and what the title is of: "Jane Doe (Gazprom
// chairman)".
func (c *sentenceCoder) bracketed(i, n int) (person, body []filler) {
	if i+1 >= len(c.tokens) || c.tokens[i+1].Form != ")" {
		return nil, nil
	}
	open := i - n
	for ; open > 0 && i-open < 10 && c.tokens[open].Form != "("; open-- {
		if t := c.tokens[open]; t.UPOS == "VERB" || t.UPOS == "AUX" || t.UPOS == "ADP" && c.lemma(open) != "of" {
			return nil, nil
		}
		if m := c.covering[open]; m != nil && m.First == open && m.Kind != schema.MentionPronoun {
			body = c.mentioned(m.Head, []*schema.Mention{m})
		}
	}
	if open < 1 || c.tokens[open].Form != "(" || c.covering[open-1] == nil || len(body) == 0 {
		return nil, nil
	}
	m := c.covering[open-1]
	if person = c.mentioned(m.Head, []*schema.Mention{m}); len(person) != 1 || person[0].entity.Label != schema.Person || m.Kind != schema.MentionName {
		return nil, nil
	}
	return person, body[:1]
}

// nonMembers: "non-NATO countries such as Ireland and Austria" are no members.
func (c *sentenceCoder) nonMembers(i int) {
	if !c.lx.is("state", c.lemma(i)) || c.tokens[i].UPOS != "NOUN" {
		return
	}
	for _, k := range c.kids[i] {
		rest, ok := strings.CutPrefix(strings.ToLower(c.tokens[k].Form), "non-")
		if !ok || k > i {
			continue
		}
		match, ok := c.gaz.Match([]string{c.tokens[k].Form[len("non-"):]})
		if !ok || rest == "" {
			continue
		}
		var names []int
		if g := c.head(i); g >= 0 && (c.base(i) == "compound" || c.deprel(i) == "nmod:desc") {
			names = append(names, g)
		}
		for _, d := range c.kids[i] {
			if c.base(d) == "appos" || c.base(d) == "nmod" && (c.kidLemma(d, "case", "such", "like", "including", "include") || slices.Contains(c.prepositions(d), "including")) {
				names = append(names, d)
			}
		}
		for _, t := range match.Terms {
			e := c.entity(t.ID)
			if e == nil || e.Label != schema.Alliance {
				continue
			}
			for _, f := range c.fillers(names, role{}, func(l schema.Label) bool { return l == schema.Country }) {
				c.state("MEMBER_OF", f, filler{entity: e}, k, &reading{negated: true}, "no member", 0.85)
			}
		}
	}
}

// faction reports whether the title is that of a part of the country: "opposition leader".
func (c *sentenceCoder) faction(i int) bool {
	for _, k := range c.kids[i] {
		if (c.base(k) == "amod" || c.base(k) == "compound") && c.lx.is("faction", c.lemma(k)) {
			return true
		}
	}
	return i > 0 && c.lx.is("faction", c.lemma(i-1))
}

// spokes: a governor or a chairman does not lead the country, but its chief, head or spokesman may speak for it.
func (c *sentenceCoder) spokes(i int) bool {
	switch c.lemma(i) {
	case "spokesman", "spokeswoman", "spokesperson", "speaker":
		return true
	}
	return false
}

// bearers returns the people who are said to hold the office at token i: before a name, in apposition either way, with
// a copula, or after "become", "elect", "appoint".
func (c *sentenceCoder) bearers(i int) ([]filler, *reading) {
	people := func(ts ...int) []filler {
		return c.fillers(ts, role{}, func(l schema.Label) bool { return l == schema.Person })
	}
	own := &reading{}
	g := c.head(i)
	rel := c.deprel(i)
	for _, m := range c.mentions[i] {
		if fs := c.mentioned(i, []*schema.Mention{m}); len(fs) == 1 && fs[0].entity.Label == schema.Person && m.Kind == schema.MentionNominal && c.unrestricted(i) {
			return fs, own // "the Foreign Secretary", whom the linker knows
		}
	}
	if m := c.covering[i]; m != nil && m.Kind == schema.MentionName {
		// the linker took the title into the name
		if fs := people(m.Head); len(fs) > 0 && m.First <= i {
			return fs[:1], own
		}
	}
	if i+1 < len(c.tokens) {
		if m := c.covering[i+1]; m != nil && m.Kind == schema.MentionName && m.First == i+1 {
			if fs := c.mentioned(m.Head, []*schema.Mention{m}); len(fs) > 0 && fs[0].entity.Label == schema.Person {
				return fs[:1], own
			}
		}
	}
	if g >= 0 && (rel == "nmod:desc" || rel == "compound" || rel == "flat" || rel == "appos") {
		if fs := people(g); len(fs) > 0 {
			return fs[:1], own
		}
	}
	if rel == "conj" && g >= 0 && c.base(g) == "appos" {
		if fs := people(c.head(g)); len(fs) > 0 {
			return fs[:1], own
		}
	}
	if k := c.kid(i, "appos", "flat"); k >= 0 {
		if fs := people(k); len(fs) > 0 {
			return fs, own
		}
	}
	for _, k := range c.kids[i] {
		if a := c.kid(k, "appos"); a >= 0 && c.base(k) == "nmod" && c.kidLemma(k, "case", "of", "to") && len(c.mentions[k]) > 0 {
			if fs := people(a); len(fs) > 0 {
				return fs[:1], own // "the former president of Peru, Jane Doe", the name hung on Peru
			}
		}
	}
	if s := c.kid(i, "nsubj"); s >= 0 && c.kid(i, "cop") >= 0 {
		if fs := people(s); len(fs) > 0 {
			return fs, c.factuality(i, i, "")
		}
	}
	if g >= 0 && c.isVerb(g) && (c.base(i) == "xcomp" || c.base(i) == "obj" || c.base(i) == "obl") {
		switch c.lemma(g) {
		case "become", "remain", "elect", "appoint", "name", "reelect", "re-elect", "inaugurate", "swear", "choose", "select":
			s := c.subjectOf(g, 0)
			if c.lemma(g) != "become" && c.lemma(g) != "remain" && !c.passive(g) {
				s = c.kid(g, "obj")
			}
			if s >= 0 && s != i {
				return people(s), c.factuality(i, g, "")
			}
		}
	}
	return nil, own
}

// unrestricted reports whether a title stands for its holder alone: "the president", not "the last president", "the leader
// of the movement who".
func (c *sentenceCoder) unrestricted(i int) bool {
	if !c.kidLemma(i, "det", "the") {
		return false
	}
	for _, k := range c.kids[i] {
		switch c.base(k) {
		case "acl", "appos", "advcl", "nummod":
			return false
		case "amod":
			if len(c.mentions[k]) == 0 && c.tokens[k].UPOS != "PROPN" && c.covering[k] == nil && c.lemma(k) != "foreign" && c.lemma(k) != "prime" {
				return false
			}
		case "nmod":
			if len(c.mentions[k]) == 0 {
				return false
			}
		}
	}
	return true
}

// officeOf returns what the office is an office of: a body or a country named before it, or by "of" or "for" behind it.
func (c *sentenceCoder) officeOf(i, n int) []filler {
	var bodies, countries []filler
	add := func(fs []filler) {
		for _, f := range fs {
			switch f.entity.Label {
			case schema.Agency, schema.Alliance, schema.Organization:
				bodies = append(bodies, f)
			case schema.Country:
				countries = append(countries, f)
			}
		}
	}
	all := func(schema.Label) bool { return true }
	for _, k := range c.kids[i] {
		switch {
		case c.base(k) == "nmod" && (c.deprel(k) == "nmod:poss" || c.kidLemma(k, "case", "of", "for", "at")):
			add(c.fillers([]int{k}, role{}, all))
		case c.base(k) == "amod" || c.base(k) == "compound" || c.base(k) == "nmod":
			if c.kid(k, "case") < 0 || c.deprel(k) == "nmod:poss" {
				add(c.fillers([]int{k}, role{}, all))
			}
		}
	}
	if len(bodies)+len(countries) == 0 {
		// The parser may hang the words before the title on the name: read leftwards.
		for k, steps := i-n, 0; k >= 0 && steps < 6; k, steps = k-1, steps+1 {
			t := c.tokens[k]
			if m := c.covering[k]; m != nil {
				if m.Kind == schema.MentionName || m.Kind == schema.MentionDemonym {
					add(c.mentioned(k, []*schema.Mention{m}))
				}
				break
			}
			if t.UPOS == "PUNCT" && t.Form != "-" || t.UPOS == "VERB" || t.UPOS == "ADP" || t.UPOS == "CCONJ" || t.UPOS == "AUX" {
				break
			}
		}
	}
	if len(bodies) > 0 {
		return bodies[:1]
	}
	if len(countries) > 0 {
		return countries[:1]
	}
	return nil
}

// bodyOf: the name of an agency that has its country in it, or before it, says whose it is; so with the body of an alliance.
func (c *sentenceCoder) bodyOf(f filler) {
	m := f.mention
	var owners []filler
	for k := m.First; k < m.Last; k++ {
		for _, x := range c.mentions[k] {
			if x != m {
				owners = append(owners, c.mentioned(k, []*schema.Mention{x})...)
			}
		}
	}
	owners = append(owners, c.modifiers(m.Head)...)
	if k := m.First - 1; k >= 0 && len(owners) == 0 {
		if c.tokens[k].XPOS == "POS" || c.tokens[k].UPOS == "PART" {
			k--
		}
		if k >= 0 && c.covering[k] != nil && c.covering[k].Kind != schema.MentionPronoun {
			owners = append(owners, c.mentioned(k, []*schema.Mention{c.covering[k]})...)
		}
	}
	for _, o := range owners {
		if o.entity.ID == f.entity.Country && f.entity.Label == schema.Agency {
			c.state("AGENCY_OF", f, o, m.Head, &reading{}, "country before agency", 0.95)
			return
		}
		if o.entity.ID == f.entity.Parent {
			rel := "PART_OF"
			if f.entity.Label == schema.Agency && o.entity.Label == schema.Alliance {
				rel = "AGENCY_OF"
			}
			c.state(rel, f, o, m.Head, &reading{}, "alliance before body", 0.95)
			return
		}
	}
	if f.entity.Label == schema.Agency && f.entity.Country != "" {
		if e := c.entity(f.entity.Country); e != nil && c.nameHolds(m, e) {
			c.state("AGENCY_OF", f, filler{entity: e}, m.Head, &reading{}, "country in the agency's name", 0.95)
		}
	}
}

// nameHolds reports whether the words of a mention contain a name or demonym of the country.
func (c *sentenceCoder) nameHolds(m *schema.Mention, e *schema.Entity) bool {
	var forms []string
	for k := m.First; k < m.Last; k++ {
		forms = append(forms, c.tokens[k].Form)
	}
	for from := range forms {
		for to := from + 1; to <= len(forms) && to-from < len(forms); to++ {
			match, ok := c.gaz.Match(forms[from:to])
			if !ok {
				continue
			}
			for _, t := range match.Terms {
				if t.ID == e.ID {
					return true
				}
			}
		}
	}
	return false
}

// placeIn: "Aceh, Indonesia", "Amiens in France", "the Kenyan city of Kisumu", "Peru's capital, Lima".
func (c *sentenceCoder) placeIn(f filler) {
	c.settlementIn(f)
	k := f.mention.Last
	if h := f.mention.Head; c.base(h) == "conj" || c.kid(h, "conj") >= 0 {
		return // a list of places
	}
	if k+1 >= len(c.tokens) || c.tokens[k].Form != "," && c.lemma(k) != "in" {
		return
	}
	m := c.covering[k+1]
	if m == nil || m.First != k+1 || m.Kind != schema.MentionName {
		return
	}
	for _, o := range c.mentioned(m.Head, []*schema.Mention{m}) {
		if f.entity.Country != "" && f.entity.Country == o.entity.Country && o.entity.Label == schema.Country {
			c.state("LOCATED_IN", f, o, f.mention.Head, &reading{}, "place, country", 0.9)
		}
	}
}

// settlementIn: the word city, town or capital beside the place says by its demonym or possessor in which country it is.
func (c *sentenceCoder) settlementIn(f filler) {
	m := f.mention
	if m.Kind != schema.MentionName {
		return
	}
	h := m.Head
	n := -1
	switch g := c.head(h); {
	case g >= 0 && g < h && c.base(h) == "nmod" && g == m.First-2 && c.kidLemma(h, "case", "of"), g >= 0 && g < h && (c.base(h) == "appos" || c.base(h) == "conj" && g == m.First-2):
		n = g
	case m.First > 0 && c.head(m.First-1) == h && c.tokens[m.First-1].UPOS == "NOUN":
		n = m.First - 1
	}
	if n < 0 || !c.lx.is("settlement", c.lemma(n)) {
		return
	}
	owners := c.modifiers(n)
	if k := n - 1; len(owners) == 0 && k >= 0 && c.covering[k] != nil && c.covering[k].Kind == schema.MentionDemonym {
		owners = c.mentioned(k, []*schema.Mention{c.covering[k]}) // the parser may hang it on the name
	}
	for _, o := range owners {
		if f.entity.Country != "" && o.entity.Label == schema.Country && o.entity.ID == f.entity.Country {
			c.state("LOCATED_IN", f, o, n, &reading{}, "place of a country", 0.9)
			return
		}
	}
}

// eventOf: where an event takes place, and who conducts it, when its own noun phrase says so.
func (c *sentenceCoder) eventOf(f filler) {
	h := f.mention.Head
	r := &reading{}
	c.modifierCues(h, r)
	if g := c.head(h); g >= 0 && c.isVerb(g) && (c.lx.is("pass", c.lemma(g)) || c.lx.is("happening", c.lemma(g))) {
		up := c.factuality(g, g, "")
		r.planned = r.planned || up.planned
		r.possible = r.possible || up.possible
		switch l := c.phrasal(g); {
		case l == "postpone" || l == "put_off" || l == "delay":
			r.planned = true
		case c.lx.is("negate", l):
			r.negated = true
		}
	}
	if v := c.verbAbove(h); v >= 0 && c.future(v) {
		r.planned = true
		r.note("future", c.tokens[v].Form)
	}
	for k := range c.tokens {
		for _, m := range c.mentions[k] {
			if len(m.Entities) == 1 && m.Entities[0] == f.entity.Place && f.entity.Place != "" && m != f.mention {
				c.state("LOCATED_IN", f, filler{entity: c.entities[m.Entities[0]], mention: m, token: k}, h, r, "event in place", 0.85)
			}
		}
	}
	kind := f.entity.Type[strings.LastIndexByte(f.entity.Type, ' ')+1:] // "missile test"
	if !c.lx.is("conducted", kind) && !c.lx.is("hostile", kind) || c.lx.is("hostile", kind) && (c.figurative(h) || c.abstract(h)) {
		return
	}
	if c.lx.is("hostile", kind) {
		// An attack that is feared, prepared or talked about is none yet.
		up := c.factuality(h, h, "")
		r.planned, r.possible, r.negated = r.planned || up.planned, r.possible || up.possible, r.negated || up.negated
		r.would, r.able = r.would || up.would, r.able || up.able
		r.reasons = append(r.reasons, up.reasons...)
		c.targets(f, h, r)
	}
	agent := slices.ContainsFunc(c.kids[h], func(k int) bool { return c.base(k) == "nmod" && c.kidLemma(k, "case", "by") })
	for _, k := range c.kids[h] {
		by := c.base(k) == "nmod" && c.kidLemma(k, "case", "by")
		if agent && !by {
			continue // "Kuwait's invasion by Iraq"
		}
		if c.deprel(k) == "nmod:poss" || by || c.base(k) == "amod" && c.demonym(k) || c.base(k) == "compound" && c.lx.is("trial", kind) {
			for _, a := range c.fillers([]int{k}, role{}, func(l schema.Label) bool { return c.conducts(l, kind) }) {
				c.state("CONDUCTED", a, f, h, r, "whose event", 0.85)
			}
		}
	}
}

// abstract reports whether what the attack h is on is nothing that force is used against: "its attack on deforestation".
func (c *sentenceCoder) abstract(h int) bool {
	return slices.ContainsFunc(c.kids[h], func(k int) bool {
		l := c.lemma(k)
		return c.base(k) == "nmod" && c.kidLemma(k, "case", "on", "against") && c.tokens[k].UPOS == "NOUN" && c.kid(k, "amod", "compound", "nmod") < 0 && len(c.mentions[k]) == 0 &&
			!c.lx.is("owned", l) && !c.lx.is("site", l) && !c.lx.is("of", l) && !c.lx.is("forces", l) && !c.lx.is("craft", l) && c.tokens[k].XPOS == "NN"
	})
}

// targets: "the strike on Erbil", "the bombing of Omdurman".
func (c *sentenceCoder) targets(f filler, h int, r *reading) {
	for _, k := range c.kids[h] {
		if c.deprel(k) != "nmod" || !c.kidLemma(k, "case", "on", "against", "of") {
			continue
		}
		for _, t := range c.fillers([]int{k}, role{}, func(l schema.Label) bool {
			return l == schema.Place || l == schema.Country || l == schema.Agency || l == schema.Organization
		}) {
			c.state("TARGETED", f, t, h, r, "target of the event", 0.85)
		}
	}
}

// verbAbove returns the nearest verb above a noun, or -1.
func (c *sentenceCoder) verbAbove(i int) int {
	for n := 0; n < 4; n++ {
		if i = c.head(i); i < 0 || c.isVerb(i) {
			return i
		}
	}
	return -1
}

// future reports whether the verb itself is in the future: "will lead".
func (c *sentenceCoder) future(v int) bool {
	r := &reading{}
	for _, k := range c.kids[v] {
		if c.base(k) == "aux" {
			c.modal(strings.ToLower(c.tokens[k].Form), r)
		}
	}
	return r.planned && !r.possible
}

// conducts: countries hold votes, not the bodies that are elected; somebody with forces tests and attacks.
func (c *sentenceCoder) conducts(l schema.Label, kind string) bool {
	if c.lx.is("vote", kind) {
		return l == schema.Country
	}
	return l == schema.Country || l == schema.Agency || l == schema.Alliance || l == schema.Organization
}
