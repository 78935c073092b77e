package claim

import (
	"slices"
	"sort"
	"strings"

	"geokg/ingest/gazetteer"
	"geokg/schema"
)

// A Coder codes the claims of documents. It is safe for concurrent use.
type Coder struct {
	gaz         *gazetteer.Gazetteer
	lx          *lexicon
	fingerprint string
}

// NewCoder loads the frames and cue words; an error names the file and line that is wrong.
func NewCoder(g *gazetteer.Gazetteer) (*Coder, error) {
	lx, err := loadLexicon(knowledge)
	if err != nil {
		return nil, err
	}
	return &Coder{gaz: g, lx: lx, fingerprint: schema.Fingerprint(codeVersion, knowledge)}, nil
}

// codeVersion changes when the code reads the same frames in another way.
const codeVersion = "claim/3"

// Fingerprint identifies the frames, cue words and code.
func (c *Coder) Fingerprint() string { return c.fingerprint }

// A sentenceCoder codes one sentence.
type sentenceCoder struct {
	*tree
	lx       *lexicon
	gaz      *gazetteer.Gazetteer
	entities map[string]*schema.Entity
	quotes   *quotes
	doers    map[int][]filler // whose the events are that an "it" stands for
	sport    bool             // on a sports page "attacked" and "beat" are no conflict
	out      []schema.Claim

	// Where the sentence stands in the story: see setting.
	before, after                    *sentenceCoder // the sentences before and after it in the paragraph
	opening, leading, recent, bygone bool
}

// Code returns the claims of the document, each distinct one once with its clearest sentence, in text order.
// The mentions and entities are those of the same document; a claim may besides name an entity of the gazetteer.
func (c *Coder) Code(a *schema.Article, doc *schema.Document, ms []schema.Mention, es []schema.Entity) []schema.Claim {
	entities := make(map[string]*schema.Entity, len(es))
	for i := range es {
		entities[es[i].ID] = &es[i]
	}
	bySentence := make([][]*schema.Mention, len(doc.Sentences))
	for i := range ms {
		bySentence[ms[i].Sentence] = append(bySentence[ms[i].Sentence], &ms[i])
	}
	dates := make([][]*schema.DateExpr, len(doc.Sentences))
	for i := range doc.Dates {
		dates[doc.Dates[i].Sentence] = append(dates[doc.Dates[i].Sentence], &doc.Dates[i])
	}
	cs := make([]*sentenceCoder, len(doc.Sentences))
	for i := range doc.Sentences {
		cs[i] = &sentenceCoder{tree: newTree(doc, i, bySentence[i], dates[i], c.lx), lx: c.lx, gaz: c.gaz, entities: entities}
	}
	markSport(cs)
	setting(doc, cs)
	for _, s := range cs {
		s.reportedClauses()
		s.hyphenedParticiples()
		s.eventPronouns()
	}
	q := speakers(doc, cs)
	var all []schema.Claim
	for _, s := range cs {
		s.quotes = q
		s.code()
		all = append(all, s.out...)
	}
	c.retold(all, entities)
	return distinct(a, doc, all)
}

// entity returns an entity of the document, or one that only the gazetteer knows ("President Obama" leads a country that
// the text does not name), or nil.
func (c *sentenceCoder) entity(id string) *schema.Entity {
	if e := c.entities[id]; e != nil {
		return e
	}
	if e, ok := c.gaz.Entity(id); ok {
		return e
	}
	return nil
}

// markSport marks the sentences that are about sport: those with two words of it or one and a result ("3-1"), and all of a
// document in which every fourth is.
func markSport(cs []*sentenceCoder) {
	n := 0
	for _, c := range cs {
		words := 0
		for i := range c.tokens {
			if c.lx.is("sport", c.lemma(i)) {
				words++
			}
			if i > 1 && c.tokens[i].UPOS == "NUM" && c.tokens[i-1].Form == "-" && c.tokens[i-2].UPOS == "NUM" && len(c.tokens[i].Form) < 3 && len(c.tokens[i-2].Form) < 3 {
				words++
			}
		}
		if c.sport = words > 1; c.sport {
			n++
		}
	}
	if 4*n >= len(cs) && n > 1 {
		for _, c := range cs {
			c.sport = true
		}
	}
}

// code applies the frames of every word of the sentence, and reads what its names say by themselves.
func (c *sentenceCoder) code() {
	for i := range c.tokens {
		for _, f := range c.framesOf(i) {
			c.apply(f, i)
		}
	}
	c.structure()
}

func (c *sentenceCoder) framesOf(i int) []*frame {
	l := c.lemma(i)
	switch c.tokens[i].UPOS {
	case "VERB", "AUX":
		if fs := c.lx.frames["verb "+l]; fs != nil {
			return fs
		}
		return c.lx.frames["verb "+l+"e"] // an unknown verb may have lost its e: "deplor"
	case "NOUN", "PROPN":
		if c.tokens[i].UPOS == "PROPN" && c.covering[i] != nil && c.covering[i].Kind != schema.MentionEvent {
			return nil // a name is no predicate
		}
		return c.lx.frames["noun "+l]
	case "ADJ":
		return c.lx.frames["adj "+l]
	}
	return nil
}

// apply makes the claims of one frame at word i.
func (c *sentenceCoder) apply(f *frame, i int) {
	if !c.meets(f, i) {
		return
	}
	force := f.relation.Name == "ATTACKED"
	if force && c.figurative(i) {
		return
	}
	a := c.arguments(i)
	if !c.clausesFit(f, a.clauses) || c.particle(f, i) {
		return
	}
	if f.relation.Name == "THREATENS" {
		a.clauses = c.ownClauses(i, a.clauses)
	}
	if len(a.clauses) > 0 {
		targets := a.clauses
		if f.relation.Name == "REJECTS" {
			targets = slices.DeleteFunc(slices.Clone(targets), c.unfriendly)
		}
		a.add("clause", c.clauseTargets(targets, false)...)
		a.add("clause-place", c.clauseTargets(targets, true)...)
		for _, v := range a.clauses {
			if s := c.ownSubject(v); s >= 0 {
				a.add("csubject", s)
			}
		}
	}
	for _, v := range append(a.clauses, i) {
		if s := c.conditionSubject(v); s >= 0 {
			a.add("unless", s)
		}
	}
	if len(c.mentions[i]) > 0 {
		a.add("self", i)
	}
	roles := f.object
	if f.options.strict {
		roles = present(a, roles)
	}
	objects := c.first(a, roles, func(l schema.Label) bool { return containsLabel(f.relation.Range, l) })
	if len(objects) == 0 && f.options.place {
		objects = c.countriesOf(a, roles)
	}
	subjects := c.others(a, f, objects)
	if len(subjects) == 0 {
		return
	}
	if f.mutual && len(objects) == 0 {
		objects = subjects
	}
	if len(objects) == 0 {
		return
	}
	if c.sport && f.relation.Quad >= schema.QuadVerbalConflict {
		return
	}
	r := c.factuality(i, a.anchor, f.relation.Name)
	if r.negated && c.absent(i, subjects) {
		return
	}
	r.source, r.saying = c.attribution(a.anchor)
	for _, s := range subjects {
		for _, o := range objects {
			if f.options.own && c.anothers(i, s.entity) {
				continue
			}
			if s.entity.ID == o.entity.ID || !f.relation.Accepts(s.entity.Label, o.entity.Label) || f.options.foreign && country(s.entity) == country(o.entity) {
				continue
			}
			if f.mutual && len(subjects) == len(objects) && subjects[0].entity == objects[0].entity && s.entity.ID > o.entity.ID {
				continue // each pair once
			}
			if force && o.owner && c.head(o.token) >= 0 && c.lx.is("said", c.lemma(c.head(o.token))) {
				continue // "fought against its bid"
			}
			c.emit(f, i, a.anchor, s, o, r)
		}
	}
}

// countriesOf returns the countries of the places that the roles name: who reopens an embassy in Damascus recognizes Syria.
func (c *sentenceCoder) countriesOf(a *arguments, roles []role) []filler {
	for _, r := range roles {
		r.labels = nil
		fs := c.fillers(a.fill[r.name], r, func(l schema.Label) bool { return l == schema.Place })
		var out []filler
		for _, f := range fs {
			if e := c.entity(f.entity.Country); f.entity.Country != "" && e != nil {
				f.entity, f.owner = e, true
				out = append(out, f)
			}
		}
		if len(out) > 0 {
			return out
		}
	}
	return nil
}

// anothers reports whether the object of the verb i belongs to somebody else than e: who blocks "EU aid" cuts none of its own.
func (c *sentenceCoder) anothers(i int, e *schema.Entity) bool {
	for _, o := range c.dependents(i, "obj") {
		for _, f := range c.modifiers(o) {
			if country(f.entity) != country(e) || country(e) == "" && f.entity.ID != e.ID {
				return true
			}
		}
	}
	return false
}

// figurative reports whether no force is in a fight: "a trade war", "a war of words", "waged a price war".
func (c *sentenceCoder) figurative(i int) bool {
	if c.isVerb(i) {
		if o := c.kid(i, "obj"); o >= 0 && len(c.mentions[o]) == 0 && c.figurative(o) {
			return true
		}
		return slices.ContainsFunc(append(c.phrases(i), c.objectKids(i)...), c.wordy)
	}
	return slices.ContainsFunc(c.kids[i], func(k int) bool {
		switch {
		case !c.lx.is("figure", c.lemma(k)):
			return false
		case c.base(k) == "nmod":
			return c.kidLemma(k, "case", "of")
		}
		return c.base(k) == "amod" || c.base(k) == "compound"
	})
}

// wordy reports whether a phrase of a verb of force says that no force is in it: "attacked Chad over its tariffs", "in a speech", "with words", "at the
// United Nations", "fought Chad for the title".
func (c *sentenceCoder) wordy(k int) bool {
	l := c.lemma(k)
	body := slices.ContainsFunc(c.mentioned(k, c.mentions[k]), func(f filler) bool { return f.entity.Label == schema.Alliance })
	switch {
	case c.kidLemma(k, "case", "over"):
		return c.tokens[k].UPOS == "NOUN" && len(c.mentions[k]) == 0 && !c.lx.is("ground", l) && !c.inDate(k)
	case c.kidLemma(k, "case", "with", "by"):
		return c.lx.is("verbal", l) || c.lx.is("measure", l)
	case c.kidLemma(k, "case", "in", "on"):
		return c.lx.is("verbal", l) || c.lx.is("verbal", strings.ToLower(c.tokens[k].Form))
	case c.kidLemma(k, "case", "at", "before"):
		return body || c.lx.is("verbal", l)
	case c.kidLemma(k, "case", "for"):
		return c.lx.is("prize", l)
	}
	return false
}

// others returns the subjects: the fillers of the first of its roles that names somebody else than the object does ("the withdrawal of
// forces from Chad" is none of Chad's).
func (c *sentenceCoder) others(a *arguments, f *frame, objects []filler) []filler {
	for _, r := range f.subject {
		fs := c.fillers(a.fill[r.name], r, func(l schema.Label) bool { return containsLabel(f.relation.Domain, l) })
		if len(fs) == 1 && len(objects) == 1 && fs[0].entity.ID == objects[0].entity.ID && fs[0].mention == objects[0].mention {
			continue
		}
		if len(fs) > 0 {
			return fs
		}
	}
	return nil
}

// absent reports whether the noun i is only where somebody is or is not, who is none of the subjects: "he was not in the talks
// between them" denies no talks.
func (c *sentenceCoder) absent(i int, subjects []filler) bool {
	s := c.kid(i, "nsubj")
	if s < 0 || c.kid(i, "cop") < 0 || c.kid(i, "case") < 0 {
		return false
	}
	for _, f := range subjects {
		if c.within(f.token, s) {
			return false
		}
	}
	return true
}

// ownClauses returns the clauses whose subject is not somebody else than that of the word i: who warns that Russia would attack does not
// threaten.
func (c *sentenceCoder) ownClauses(i int, clauses []int) []int {
	var out []int
	for _, v := range clauses {
		s := c.ownSubject(v)
		if s >= 0 && c.isVerb(i) {
			own := c.named(c.subjectOf(i, 0), false, 0)
			other := c.named(s, false, 0)
			if len(own) > 0 && len(other) > 0 && own[0].entity.ID != other[0].entity.ID {
				continue
			}
		}
		out = append(out, v)
	}
	return out
}

// unfriendly reports whether the clause of the verb v would be against whom it names, or be about them only: who refuses to condemn Russia, to impose
// sanctions on it or to comment on it does not refuse Russia anything.
func (c *sentenceCoder) unfriendly(v int) bool {
	friendly, known := c.quads(v)
	for _, k := range append(c.phrases(v), c.objectKids(v)...) {
		if f, known := c.quads(k); known && !f && c.kidLemma(k, "case", "in") {
			return true // "take part in sanctions against"
		}
	}
	if o := c.kid(v, "obj"); friendly && o >= 0 && !c.concedes(v) {
		if f, known := c.quads(o); known && !f {
			return true // "join the sanctions against"
		}
	}
	if known {
		return !friendly
	}
	for _, k := range c.kids[v] {
		switch c.base(k) {
		case "xcomp":
			if friendly, known := c.quads(k); known && !friendly {
				return true // "be seen to criticize"
			}
		case "obl":
			if c.kidLemma(k, "case", "on", "about", "over", "regarding", "concerning") {
				return true
			}
		}
	}
	return false
}

// concedes reports whether the verb v has a frame that it meets of yielding to somebody: "accept the demands of", "lift the sanctions on".
func (c *sentenceCoder) concedes(v int) bool {
	return slices.ContainsFunc(c.framesOf(v), func(f *frame) bool { return f.relation.Name == "CONCEDED_TO" && c.meets(f, v) })
}

// quads reports whether the word i has frames at all that it meets, and such as are not of conflict.
func (c *sentenceCoder) quads(i int) (friendly, known bool) {
	for _, f := range c.framesOf(i) {
		if !c.meets(f, i) {
			continue
		}
		known = true
		switch {
		case f.relation.Quad != schema.QuadVerbalConflict && f.relation.Quad != schema.QuadMaterialConflict, f.relation.Name == "MOBILIZED_AGAINST":
			friendly = true // who will not send forces somewhere may be asked to
		}
	}
	return friendly, known
}

// country returns the country of an entity, which a country is itself.
func country(e *schema.Entity) string {
	if e.Label == schema.Country {
		return e.ID
	}
	return e.Country
}

// clausesFit reports whether the word's clauses are such as the frame asks for.
func (c *sentenceCoder) clausesFit(f *frame, clauses []int) bool {
	o := f.options
	infinitive, report, asked := false, false, false
	for _, v := range clauses {
		asked = asked || c.infinitive(v) || c.subjunctive(v) || c.tokens[v].XPOS == "VBP" || c.obliged([]int{v})
		infinitive = infinitive || c.infinitive(v)
		report = report || c.base(v) == "ccomp"
	}
	switch {
	case o.bare && len(clauses) > 0, o.subjunctive && !asked, o.must && !c.obliged(clauses),
		o.infinitive && !infinitive, o.noReport && report:
		return false
	}
	return true
}

// particle reports whether the verb has a particle that the frame does not ask for: "lift off" lifts nothing.
func (c *sentenceCoder) particle(f *frame, i int) bool {
	return f.pos == "verb" && f.needs["prt"] == "" && c.kid(i, "compound:prt") >= 0
}

// meets reports whether the dependents that the frame needs are there: obj=talk, prt=out, obj=@aid (any lemma of the
// class), to=court (a phrase with that preposition), for=* (any); head=become asks for the governor, head!=become for another one,
// obj!=debt for no such dependent, not=hunger for no such word before a noun.
func (c *sentenceCoder) meets(f *frame, i int) bool {
	for rel, lemma := range f.needs {
		switch rel {
		case "head", "head!":
			g := c.head(i)
			if (g >= 0 && c.matches(lemma, c.lemma(g))) != (rel == "head") {
				return false
			}
			continue
		case "not":
			for _, k := range c.kids[i] {
				if (c.base(k) == "compound" || c.base(k) == "amod") && c.matches(lemma, c.lemma(k)) {
					return false
				}
			}
			continue
		}
		rel, without := strings.CutSuffix(rel, "!")
		found := false
		for _, k := range c.dependents(i, rel) {
			found = found || c.isOf(lemma, k, 0)
		}
		if found == without {
			return false
		}
	}
	return true
}

// dependents returns the words that hang on i by a relation ("obj", "prt") or by a preposition. What a passive or a relative clause
// leaves out is an object too: "sanctions imposed on", "the tanks that Germany sent to".
func (c *sentenceCoder) dependents(i int, rel string) []int {
	var out []int
	switch rel {
	case "prt":
		rel = "compound:prt"
	case "obj":
		passive := c.passive(i)
		for _, k := range c.kids[i] {
			if c.base(k) == "obj" || c.deprel(k) == "nsubj:pass" {
				if c.relativePronoun(k) {
					k = c.antecedent(k)
				}
				if k >= 0 {
					out = append(out, k)
				}
			}
		}
		if len(out) == 0 && c.isVerb(i) {
			if o := c.inheritedObject(i, passive); o >= 0 {
				out = append(out, o)
			}
		}
		return out
	case "iobj", "nsubj", "xcomp", "advcl", "amod", "nmod", "compound", "appos", "advmod":
	default:
		for _, k := range append(c.phrases(i), c.objectKids(i)...) {
			if slices.Contains(c.prepositions(k), rel) {
				out = append(out, k)
			}
		}
		return out
	}
	for _, k := range c.kids[i] {
		if c.deprel(k) == rel || c.base(k) == rel {
			out = append(out, k)
		}
	}
	return out
}

// objectKids returns the phrases that hang on the object of the verb i.
func (c *sentenceCoder) objectKids(i int) []int {
	if o := c.kid(i, "obj"); o >= 0 && c.isVerb(i) {
		return c.phrases(o)
	}
	return nil
}

// isOf reports whether the noun k is one of the wanted lemmas, by itself or by what it is of ("two of its soldiers", "tons of food",
// "an aid package"), what it is coordinated with ("guns and ammunition"), or the title that it bears ("ambassador Jane Doe").
func (c *sentenceCoder) isOf(want string, k, depth int) bool {
	if want == "*" || c.matches(want, c.lemma(k)) {
		return true
	}
	if depth > 4 {
		return false
	}
	carries := c.lx.is("carrier", c.lemma(k))
	part := carries || c.lx.is("of", c.lemma(k)) || c.tokens[k].UPOS == "NUM" || c.tokens[k].UPOS == "SYM"
	for _, d := range c.kids[k] {
		switch {
		case c.base(d) == "conj" && d > k, part && c.base(d) == "nmod" && c.kidLemma(d, "case", "of"):
			if c.isOf(want, d, depth+1) {
				return true
			}
		case carries && c.base(d) == "compound", len(c.mentions[k]) > 0 && (c.deprel(d) == "nmod:desc" || c.base(d) == "compound" || c.base(d) == "appos"):
			if c.matches(want, c.lemma(d)) {
				return true
			}
		}
	}
	return false
}

// matches reports whether a lemma is one of "a/b/c", of which "@class" is any of the class.
func (c *sentenceCoder) matches(want, lemma string) bool {
	for w := range strings.SplitSeq(want, "/") {
		if class, ok := strings.CutPrefix(w, "@"); ok && c.lx.is(class, lemma) || w == lemma {
			return true
		}
	}
	return false
}

// present returns the first of the roles that the word has.
func present(a *arguments, roles []role) []role {
	for i, r := range roles {
		if len(a.fill[r.name]) > 0 {
			return roles[i : i+1]
		}
	}
	return nil
}

// first returns the fillers of the first role that has any.
func (c *sentenceCoder) first(a *arguments, roles []role, accept func(schema.Label) bool) []filler {
	for _, r := range roles {
		if fs := c.fillers(a.fill[r.name], r, accept); len(fs) > 0 {
			return fs
		}
	}
	return nil
}

func (c *sentenceCoder) emit(f *frame, i, anchor int, s, o filler, r *reading) {
	denied := c.denied(s.token) != c.denied(o.token)
	if c.head(s.token) == o.token || c.head(o.token) == s.token { // "neither Mali nor Chad" is said of both together
		denied = c.denied(s.token) || c.denied(o.token)
	}
	r = r.forArguments(denied, c.either(s.token) || c.either(o.token))
	cl := schema.Claim{
		Subject: s.entity.ID, Relation: f.relation.Name, Object: o.entity.ID,
		Factuality: r.factuality(),
		Date:       c.date(f.relation, i, anchor, o.entity),
		CAMEO:      f.relation.CAMEO,
	}
	if f.options.factuality != "" && cl.Factuality == schema.Asserted {
		cl.Factuality = f.options.factuality
	}
	if s.entity.Label == schema.Event && !s.entity.Date.IsZero() && cl.Date.IsZero() {
		cl.Date = s.entity.Date
	}
	if cl.Date.IsZero() && !c.madeBefore(i, anchor) {
		cl.Date = c.supposed(f.relation, anchor, s.entity, r, cl.Factuality)
	}
	c.inFuture(&cl)
	if f.options.cameo != "" {
		cl.CAMEO = f.options.cameo
	}
	cl.PLOVER = plover(f, s.entity, o.entity, cl.Factuality)
	if r.source != nil && !(f.relation.PLOVER == "" && r.source.ID == s.entity.ID) {
		cl.Attributed = r.source.ID
		r.reasons = append(r.reasons, "attribution: "+r.saying)
	}
	var why string
	cl.Confidence, why = c.confidence(f, s, o)
	cl.Reasons = append([]string{"frame " + f.where + " at '" + c.tokens[i].Form + "'"}, r.reasons...)
	cl.Reasons = append(cl.Reasons, why)
	setDate(&cl, cl.Date)
	c.out = append(c.out, c.placed(cl))
}

// inFuture: what is dated after the article was published has not happened yet.
func (c *sentenceCoder) inFuture(cl *schema.Claim) {
	if cl.Factuality != schema.Asserted || cl.Date.IsZero() {
		return
	}
	_, end, ok := c.doc.Published.Bounds()
	from, _, ok2 := cl.Date.Bounds()
	if ok && ok2 && !from.Before(end) {
		cl.Factuality = schema.Planned
	}
}

// placed fills in the evidence.
func (c *sentenceCoder) placed(cl schema.Claim) schema.Claim {
	span := c.doc.Sentences[c.index].Span
	cl.Evidence = c.doc.Slice(span)
	cl.Field, cl.Span = c.doc.FieldSpan(span)
	return cl
}

// plover returns the event types of a claim between two actors. In PLOVER and CAMEO what is promised or agreed for later is
// AGREE (express intent to cooperate), and what is planned or possible against somebody is THREATEN.
func plover(f *frame, s, o *schema.Entity, as schema.Factuality) []string {
	if s.Label == schema.Event || o.Label == schema.Event || o.Label == schema.Agreement {
		return nil
	}
	code := f.relation.PLOVER
	if f.options.plover != "" {
		code = f.options.plover
	}
	if code == "" || code == "-" {
		return nil
	}
	switch q := f.relation.Quad; {
	case as == schema.Planned && (q == schema.QuadVerbalCooperation || q == schema.QuadMaterialCooperation):
		code = "AGREE"
	case as == schema.Possible && (q == schema.QuadVerbalCooperation || q == schema.QuadMaterialCooperation):
		return nil
	case (as == schema.Planned || as == schema.Possible) && q == schema.QuadMaterialConflict:
		code = "THREATEN"
	}
	return []string{code}
}

// distinct keeps each claim once: of the same subject, relation, object and factuality, those without a date or a source
// join those that have one. The clearest sentence stays: the most confident, then one in the text before the title,
// then the first.
func distinct(a *schema.Article, doc *schema.Document, all []schema.Claim) []schema.Claim {
	type key struct{ s, r, o, f string }
	groups := map[key][]*schema.Claim{}
	var order []key
	for i := range all {
		cl := &all[i]
		cl.Article = a.ID
		k := cl.Key()
		g := key{k.Subject, k.Relation, k.Object, k.Factuality}
		if groups[g] == nil {
			order = append(order, g)
		}
		groups[g] = append(groups[g], cl)
	}
	var out []schema.Claim
	for _, g := range order {
		out = append(out, mergeDates(groups[g])...)
	}
	for i := range out {
		out[i].ID = schema.ClaimID(&out[i])
	}
	sort.SliceStable(out, func(i, j int) bool {
		if out[i].Field != out[j].Field {
			return out[i].Field == schema.FieldTitle
		}
		return out[i].Start < out[j].Start
	})
	return out
}

// mergeDates joins claims that differ in date only by precision; two dates that exclude each other are two claims.
func mergeDates(cs []*schema.Claim) []schema.Claim {
	forgetSupposed(cs)
	var out []schema.Claim
next:
	for _, cl := range cs {
		for j := range out {
			if compatible(out[j].Date, cl.Date) {
				out[j] = clearer(out[j], *cl)
				continue next
			}
		}
		out = append(out, *cl)
	}
	return out
}

// forgetSupposed takes the dates that the words don't give from claims that are told with a surer one elsewhere.
func forgetSupposed(cs []*schema.Claim) {
	best := noDate
	for _, cl := range cs {
		best = max(best, sureness(cl.Date))
	}
	for _, cl := range cs {
		if s := sureness(cl.Date); s > noDate && s < best {
			setDate(cl, schema.Date{})
		}
	}
}

// How sure a date is, by its source.
const (
	noDate = iota
	publishedDate
	documentDate
	givenDate // by the words
)

func sureness(d schema.Date) int {
	switch {
	case d.IsZero():
		return noDate
	case d.Source == schema.SourcePublished:
		return publishedDate
	case d.Source == schema.SourceDocument:
		return documentDate
	}
	return givenDate
}

func compatible(a, b schema.Date) bool {
	return strings.HasPrefix(a.Value, b.Value) || strings.HasPrefix(b.Value, a.Value)
}

// clearlySurer is by how much a later telling must be surer than the first to be taken for it.
const clearlySurer = 0.02

// clearer returns the better of two tellings of one claim, with what the other one knows besides.
func clearer(a, b schema.Claim) schema.Claim {
	x, y := a, b
	if y.Confidence > x.Confidence+clearlySurer || x.Field == schema.FieldTitle && y.Field == schema.FieldText {
		x, y = y, x
	}
	if len(y.Date.Value) > len(x.Date.Value) {
		setDate(&x, y.Date)
	}
	if x.Attributed == "" {
		x.Attributed = y.Attributed
	}
	if y.Confidence > x.Confidence {
		x.Confidence = y.Confidence
	}
	return x
}
