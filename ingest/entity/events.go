package entity

import (
	"sort"
	"strconv"
	"strings"
	"time"

	"geokg/schema"
)

// A happening is an event noun in the text, with what the words around it say.
type happening struct {
	s           *sent
	first, last int
	head        int
	noun        eventNoun
	word        string // the noun as the name has it
	proper      bool   // written like a name
	written     string // of a proper one: its words without article and year
	before      []string
	held        []string // before those words in the name: who holds it, from elsewhere in the sentence
	who         []string // ids of bodies, participants, targets
	after       []string // of these, those that the name has after the noun, behind the preposition: targets, "of NATO"
	preposition string   // "on", "of", "against"
	place       string
	date        schema.Date
	definite    bool
	owned       bool // a name stands before the noun: "NATO summit"
	plural      bool
	same        *happening // the one that it takes up
}

// findEvents links summits, meetings, exercises, elections, tests and attacks that something tells apart: a body, a participant, a place
// or a date; and "the meeting" to the event before.
func (k *linking) findEvents() {
	var all []*happening
	for _, s := range k.sents {
		for h := 0; h < len(s.Tokens); h++ {
			if e := k.happeningAt(s, h); e != nil {
				if e.same = k.earlier(all, e); e.same != nil {
					k.tell(e, e.same)
				} else {
					k.ofSeries(all, e)
				}
				all = append(all, e)
			}
		}
	}
	for _, e := range all {
		k.addEvent(e)
	}
}

// happeningAt reads the event noun at token h; nil if there is none.
func (k *linking) happeningAt(s *sent, h int) *happening {
	if p := s.upos(h); p != "NOUN" && p != "PROPN" || k.names[s.index][h] != nil {
		return nil
	}
	start, noun, ok := s.eventNoun(h)
	if !ok || noun.typ == "" && !noun.generic || s.modifies(h) || noun.typ == "talks" && !s.pluralNoun(h) {
		return nil
	}
	e := &happening{s: s, first: start, last: h + 1, head: h, noun: noun, plural: s.Tokens[h].XPOS == "NNS"}
	e.proper = isCapital(s.forms[h]) && !s.titled && h > 0
	e.word = s.phrase(start, h+1)
	if !e.proper && e.noun.typ != "talks" && s.pluralNoun(h) {
		e.word = strings.TrimSpace(s.phrase(start, h) + " " + s.lemma(h))
	}
	if e.proper {
		e.word = joinForms(s, start, h+1)
	}
	k.prenominal(e, start)
	if e.proper {
		e.written = joinForms(s, k.firstWritten(e), h+1)
	}
	for e.first < start && !isWord(s.forms[e.first]) && !isYear(s.forms[e.first]) { // the end of "long-threatened"
		e.first++
	}
	k.postnominal(e)
	k.ofClause(e)
	if e.date.IsZero() {
		e.date = k.dateIn(s, e.first, e.last, h)
	}
	if noun.family == "vote" && len(e.who) == 0 && e.definite { // whose election it is goes without saying
		e.who = k.countryBefore(s, e.first)
	}
	return e
}

// firstWritten returns the first token of an event's written name: after its article, year and ordinal.
func (k *linking) firstWritten(e *happening) int {
	i := e.first
	for i < e.head && !isCapital(e.s.forms[i]) {
		i++
	}
	return i
}

// eventNoun returns the entry for the words that end at h, and where they begin.
func (s *sent) eventNoun(h int) (int, eventNoun, bool) {
	lasts := [2]string{s.lower[h], s.lemma(h)}
	if !words.ends.has(lastPart(lasts[0])) && !words.ends.has(lastPart(lasts[1])) {
		return h, eventNoun{}, false
	}
	for first := max(0, h-3); first <= h; first++ { // "run-off election" is four tokens
		for _, last := range lasts {
			if n, ok := entryOf(words.events, s, first, h, last); ok {
				return first, n, true
			}
		}
	}
	return h, eventNoun{}, false
}

// modifies reports whether the noun at h only qualifies another: "election results".
func (s *sent) modifies(h int) bool {
	switch s.rel(h) {
	case "compound", "amod", "flat":
		return s.head(h) > h
	}
	return s.Tokens[h].Deprel == "nmod:desc"
}

// prenominal reads the words before the noun: whose it is, where, what kind, which year.
func (k *linking) prenominal(e *happening, start int) {
	s := e.s
	for i := start - 1; i >= 0; i-- {
		if f := k.names[s.index][i]; f != nil {
			k.participant(e, f, "")
			e.owned = true
			w := k.eventWord(f, i+1 < len(s.forms) && isPossessive(s.forms[i+1]))
			if i+1 < len(s.forms) && (s.forms[i+1] == "-" || s.forms[i+1] == "–") && len(e.before) > 0 && k.names[s.index][min(i+2, len(s.forms)-1)] != nil {
				w, e.before = w+"–"+e.before[0], e.before[1:] // "UK–France"
			}
			e.before = append([]string{w}, e.before...)
			i, e.first = f.First, f.First
			continue
		}
		switch p := s.upos(i); {
		case p == "DET" || s.Tokens[i].Deprel == "det":
			e.definite = s.lower[i] == "the" || s.lower[i] == "this" || s.lower[i] == "that"
			return
		case isYear(s.forms[i]):
			e.date = schema.Date{Value: s.forms[i], Precision: schema.PrecisionYear, Source: schema.SourceText}
			e.first = i
		case isPossessive(s.forms[i]) && i > 0:
			e.definite = true
			if k.names[s.index][i-1] == nil { // "next year's"
				return
			}
		case p == "PRON":
			k.ownedBySubject(e, i)
			e.definite = e.owned
			return
		case (s.forms[i] == "-" || s.forms[i] == "–" || s.lower[i] == "and" || s.forms[i] == "/") && i > 0 && k.names[s.index][i-1] != nil && k.names[s.index][i+1] != nil:
		case s.forms[i] == "-" || i+1 < len(s.forms) && s.forms[i+1] == "-" || i > 0 && s.forms[i-1] == "-" && p != "PROPN": // "three-day"
			e.first = i
		case (p == "ADJ" || p == "NOUN" || p == "PROPN") && (s.under(i, e.head) || p == "PROPN"):
			w := s.lower[i]
			if isCapital(s.forms[i]) && !s.titled && i > 0 {
				w = s.forms[i]
			}
			if !words.cue("plain", w) && !(k.inTitle[s.index][i] && isCapital(w)) {
				e.before = append([]string{w}, e.before...)
			}
			e.first = i
		case (p == "NUM" || p == "VERB" || s.forms[i] == "-") && s.under(i, e.head):
			e.first = i
		default:
			return
		}
	}
}

func isYear(form string) bool {
	n, err := strconv.Atoi(form)
	return err == nil && len(form) == 4 && n >= 1900 && n <= 2100
}

// participant adds what a name says of an event: a place where it is, or somebody who takes part or suffers it.
func (k *linking) participant(e *happening, f *found, p string) {
	for _, id := range f.Entities {
		switch k.label(id) {
		case schema.Place:
			if e.place == "" {
				e.place = id
			}
		case schema.Event, schema.Agreement:
		default:
			if !contains(e.who, id) {
				e.who = append(e.who, id)
			}
			if p != "" {
				e.preposition, e.after = p, append(e.after, id)
			}
		}
	}
}

// eventWord returns how a name stands before an event's noun: "North Korean", "NATO".
func (k *linking) eventWord(f *found, possessive bool) string {
	id := f.Entities[0]
	e := k.entity(id)
	if (f.Kind == schema.MentionDemonym || possessive) && e.Label == schema.Country && k.demonym[id] != "" {
		return k.demonym[id]
	}
	return e.Name
}

// postnominal reads the phrases after the noun: "of NATO foreign ministers", "with Syria", "between A and B", "in Madrid", "on Ukraine".
func (k *linking) postnominal(e *happening) {
	s := e.s
	for _, c := range s.kids[e.head] {
		if c < e.head || s.rel(c) != "nmod" && s.rel(c) != "obl" && s.Tokens[c].Deprel != "nmod:unmarked" {
			continue
		}
		p := s.caseOf(c)
		switch p {
		case "in", "at", "near", "off":
			k.placeOf(e, c)
		case "with", "between", "among", "by":
			k.addParticipants(e, c, "")
		case "of", "against", "on":
			switch {
			case e.noun.family == "violence" || p == "against":
				k.addParticipants(e, c, p)
			case p == "of":
				k.addParticipants(e, c, "of")
			}
		case "":
			if isYear(s.forms[c]) && e.date.IsZero() {
				e.date = schema.Date{Value: s.forms[c], Precision: schema.PrecisionYear, Source: schema.SourceText}
			}
		}
	}
	if i := e.head + 1; i < len(s.forms) && isYear(s.forms[i]) && e.date.IsZero() { // "Summit 2016"
		e.date = schema.Date{Value: s.forms[i], Precision: schema.PrecisionYear, Source: schema.SourceText}
		e.last = max(e.last, i+1)
	}
	if i := e.last; e.place == "" && i+1 < len(s.forms) && (s.lower[i] == "in" || s.lower[i] == "at") { // the parser may have hung it on the verb
		if f := k.names[s.index][i+1]; f != nil && f.First == i+1 {
			k.placeOf(e, f.Head)
		}
	}
}

func (k *linking) addParticipants(e *happening, c int, p string) {
	for _, x := range e.s.conjuncts(c) {
		f := k.at[e.s.index][x]
		if f == nil && p == "" { // "with members of the coalition"
			if c := e.s.child(x, "nmod"); c >= 0 && e.s.caseOf(c) == "of" {
				f = k.at[e.s.index][c]
			}
		}
		if f != nil {
			k.participant(e, f, p)
			e.last = max(e.last, f.Last)
		}
	}
}

// placeOf sets the event's place from the name at token c, if it is one.
func (k *linking) placeOf(e *happening, c int) {
	f := k.at[e.s.index][c]
	if f == nil || e.place != "" {
		return
	}
	id := f.Entities[0]
	if l := k.label(id); l == schema.Place || l == schema.Country {
		e.place = id
		if f.First > e.head {
			e.last = max(e.last, f.Last)
		}
	}
}

// ofClause reads the place that the event's verb has: "the talks were held in Geneva".
func (k *linking) ofClause(e *happening) {
	s, g := e.s, e.s.head(e.s.firstConjunct(e.head))
	if e.place == "" {
		k.placeBelow(e)
	}
	if e.place == "" && g >= 0 {
		k.placeBeside(e, g)
	}
	if len(e.who) == 0 {
		k.conductor(e, g)
	}
	if e.place != "" || g < 0 || !words.cue("hold", s.Tokens[g].Lemma) {
		return
	}
	if r := s.rel(e.head); r != "nsubj" && r != "obj" {
		return
	}
	last := e.last
	for _, v := range append([]int{g}, s.kids[g]...) { // "is scheduled to take place in Riga"
		if v != g && s.rel(v) != "xcomp" {
			continue
		}
		for _, c := range s.kids[v] {
			if p := s.caseOf(c); s.rel(c) == "obl" && (p == "in" || p == "at") {
				k.placeOf(e, c)
			}
		}
	}
	e.last = last // the place stands outside of the noun phrase
}

// placeBeside reads the place beside an event that its verb tells: "travelled to Riga for a meeting", "In Riga, he will speak at a conference".
func (k *linking) placeBeside(e *happening, g int) {
	s, p, last := e.s, e.s.caseOf(e.head), e.last
	for c := 0; c < e.head; c++ {
		if f := k.at[s.index][c]; f == nil || c != f.Head || !s.under(c, g) {
			continue
		}
		switch q := s.caseOf(c); {
		case p == "for" && (q == "to" || q == "in" && s.head(c) == g) && e.head-c < 8, p == "at" && q == "in" && c < g && s.head(c) == g:
			k.placeOf(e, c)
		}
	}
	e.last = last
}

// ownedBySubject reads whose an event is where a pronoun at token i says that it is the subject's: "the G7 will meet for its annual summit".
func (k *linking) ownedBySubject(e *happening, i int) {
	s := e.s
	x := s.subject(s.clause(e.head))
	p, ok := words.pronouns[s.lower[i]]
	if !ok || p.person != '3' || x < 0 || x >= i || len(s.conjuncts(x)) > 1 {
		return
	}
	if f := k.at[s.index][x]; f != nil && k.agrees(f, p) {
		k.holder(e, f)
	}
}

// holder adds somebody who holds or suffers an event and whom its own words do not name.
func (k *linking) holder(e *happening, f *found) {
	l := k.label(f.Entities[0])
	if l == schema.Person || l == schema.Place || l == schema.Event || l == schema.Agreement {
		return
	}
	k.participant(e, f, "")
	e.owned = true
	w := k.demonym[f.Entities[0]]
	if w == "" {
		w = k.name(f.Entities[0])
	}
	if len(e.held) > 0 {
		w = e.held[0] + "–" + w
	}
	e.held = []string{w}
}

// conductor reads who holds an event, where nothing else tells whose it is: "Chad and Mali held an exercise".
func (k *linking) conductor(e *happening, g int) {
	s := e.s
	if g < 0 || s.rel(e.head) != "obj" || !words.cue("conduct", s.Tokens[g].Lemma) {
		return
	}
	x := s.subject(g)
	if x < 0 || x >= g {
		return
	}
	for _, c := range s.conjuncts(x) {
		if f := k.at[s.index][c]; f != nil {
			k.holder(e, f)
		}
	}
}

// placeBelow reads the place in a clause that describes the event: "the meeting set to take place in Riga".
func (k *linking) placeBelow(e *happening) {
	s, last := e.s, e.last
	for i := e.head + 1; i < len(s.Tokens) && i < e.head+12; i++ {
		v := s.head(i)
		if v <= e.head || !words.cue("hold", s.Tokens[v].Lemma) || !s.under(i, e.head) || k.at[s.index][i] == nil {
			continue
		}
		if p := s.caseOf(i); p == "in" || p == "at" {
			k.placeOf(e, i)
		}
	}
	e.last = last
}

// dateIn returns the date expression in the event's noun phrase, right after it, or of the verb that holds it.
func (k *linking) dateIn(s *sent, first, last, h int) schema.Date {
	g := s.head(h)
	gather := g >= 0 && s.caseOf(h) == "for" && words.cue("gather", s.Tokens[g].Lemma)
	for _, d := range k.doc.Dates {
		if d.Sentence != s.index || d.Date.IsZero() || d.Last > len(s.Tokens) || d.First >= d.Last {
			continue
		}
		x := s.headOf(d.First, d.Last)
		if s.under(x, h) || d.First >= last && d.First-last <= 2 && !k.clauseBetween(s, last, d.First) {
			return d.Date
		}
		if gather && s.head(x) == g {
			return d.Date
		}
		if g >= 0 && words.cue("hold", s.Tokens[g].Lemma) && (s.rel(h) == "nsubj" || s.rel(h) == "obj") && s.head(x) == g {
			return d.Date
		}
	}
	return schema.Date{}
}

func (k *linking) clauseBetween(s *sent, from, to int) bool {
	for i := from; i < to && i < len(s.Tokens); i++ {
		if p := s.upos(i); p == "VERB" || p == "AUX" {
			return true
		}
	}
	return false
}

// known reports whether the words alone tell which event it is.
func (e *happening) known() bool {
	return e.noun.typ != "" && (len(e.who) > 1 || len(e.who) == 1 && (e.definite || e.owned || e.noun.family == "vote" || !e.date.IsZero()) || e.place != "" || e.proper && len(e.before) > 0 ||
		!e.date.IsZero() && (e.definite || e.proper || len(e.before) > 0))
}

// earlier returns the event before e that e is: one of the same kind whose body, place and month do not contradict; for a noun with
// nothing to tell it by, "the" is needed.
func (k *linking) earlier(all []*happening, e *happening) *happening {
	for n := len(all) - 1; n >= 0; n-- {
		o := all[n]
		if !o.known() && o.same == nil || e.s.index-o.s.index > 8 && !o.s.Headline && !e.known() {
			continue
		}
		if !o.sameKind(e) || e.plural != o.plural && e.noun.typ != "talks" && o.noun.typ != "talks" {
			continue
		}
		r := o.origin()
		if !e.known() {
			if e.definite {
				return r
			}
			continue
		}
		if k.samePlace(r.place, e.place) && (r.fits(e) || e.s.index-o.s.index < 3 && len(e.who) > 0 && subset(e.who, k.withParents(r.who)) && compatible(e.date, r.date)) {
			return r
		}
	}
	return nil
}

// samePlace reports whether two places do not contradict: equal, one in the other, or one not known.
func (k *linking) samePlace(a, b string) bool {
	return a == "" || b == "" || a == b || k.countryOf(a) != "" && k.countryOf(a) == k.countryOf(b) && (k.label(a) == schema.Country || k.label(b) == schema.Country)
}

func (e *happening) sameKind(f *happening) bool {
	return e.noun.typ == f.noun.typ || f.noun.generic && f.noun.family == e.noun.family
}

// fits reports whether two descriptions can be of one event and share something that tells it apart.
func (e *happening) fits(f *happening) bool {
	if !compatible(e.date, f.date) {
		return false
	}
	if e.noun.family == "violence" && !f.definite && !e.s.Headline {
		return false
	}
	if len(f.who) == 0 && f.place == "" {
		return f.definite
	}
	switch {
	case len(e.who) == 0 || len(f.who) == 0:
		return e.place != "" && e.place == f.place || f.definite && len(f.before) == 0
	}
	return subset(f.who, e.who) || subset(e.who, f.who)
}

// withParents returns entities with the larger bodies that they belong to.
func (k *linking) withParents(ids []string) []string {
	out := append([]string(nil), ids...)
	for _, id := range ids {
		if e := k.entity(id); e.Parent != "" {
			out = append(out, e.Parent)
		}
	}
	return unique(out)
}

// compatible reports whether one date can lie within the other, as far as months go.
func compatible(a, b schema.Date) bool {
	x, y := monthOf(a), monthOf(b)
	return strings.HasPrefix(x, y) || strings.HasPrefix(y, x)
}

// monthOf returns a date's month, or its year if it has no month.
func monthOf(d schema.Date) string { return d.Value[:min(7, len(d.Value))] }

// origin returns the first description of the same event.
func (e *happening) origin() *happening {
	for n := 0; e.same != nil && n < 1000; n++ {
		e = e.same
	}
	return e
}

// ofSeries makes "next year's summit" one of the series that the last event of its kind is of.
func (k *linking) ofSeries(all []*happening, e *happening) {
	if !e.definite || len(e.who) > 0 || len(e.before) > 0 || e.date.IsZero() {
		return
	}
	for n := len(all) - 1; n >= 0; n-- {
		if o := all[n].origin(); o.sameKind(e) && o.known() && (len(o.who) > 0 || o.proper) {
			e.who, e.before, e.word, e.proper, e.written, e.noun = o.who, o.before, o.word, o.proper, o.written, o.noun
			return
		}
	}
}

// tell adds what e says to the first description of its event.
func (k *linking) tell(e, o *happening) {
	for _, id := range e.who {
		if !contains(o.who, id) && o.noun.family != "vote" {
			o.who = append(o.who, id)
		}
	}
	if o.place == "" || k.label(o.place) == schema.Country && e.place != "" {
		o.place = e.place
	}
	if len(monthOf(e.date)) > len(monthOf(o.date)) || len(e.date.Value) > len(o.date.Value) && strings.HasPrefix(e.date.Value, o.date.Value) {
		o.date = e.date
	}
	if o.noun.typ == "meeting" && e.noun.typ != "" && e.noun.typ != "talks" {
		o.noun = e.noun
	}
}

// addEvent records the mention of an event that is known by its own words or by what it takes up.
func (k *linking) addEvent(e *happening) {
	o := e.origin()
	if !o.known() {
		return
	}
	score, reason := 0.75, "event by its body, place or date"
	if o != e {
		score, reason = 0.7, "the same event as before"
	}
	id := k.eventID(o)
	first, last := e.first, e.last
	if o != e && !e.known() {
		first, last = e.head, e.head+1
	}
	if old := k.at[e.s.index][e.head]; old != nil {
		return
	}
	k.add(e.s, first, last, e.head, schema.MentionEvent, score, reason, id)
}

// eventID returns the id of an event, making its entity.
func (k *linking) eventID(o *happening) string {
	who := make([]string, 0, len(o.who))
	for _, id := range o.who {
		who = append(who, k.eventKey(id))
	}
	if series := properWords(o.before); o.proper && len(who) == 0 && series != "" {
		who = append(who, series)
	}
	sort.Strings(who)
	place := ""
	if e := k.entity(o.place); e != nil {
		place = e.Name
	}
	id := schema.EventID(o.noun.typ, who, place, monthOf(o.date))
	if k.entities[id] == nil {
		k.entities[id] = &schema.Entity{ID: id, Label: schema.Event, Name: k.eventName(o), Type: o.noun.typ, Date: o.date, Place: o.place, Parent: k.eventOwner(o)}
	}
	return id
}

// eventOwner returns the alliance whose event it is, if it is one alliance's: "NATO summit".
func (k *linking) eventOwner(o *happening) string {
	owner := ""
	for _, id := range o.who {
		if e := k.entity(id); e != nil && e.Label == schema.Alliance {
			if owner != "" {
				return ""
			}
			owner = id
		}
	}
	return owner
}

// properWords returns the capitalised ones of some words, the series that an event is of: "Munich Security".
func properWords(ws []string) string {
	var out []string
	for _, w := range ws {
		if isCapital(w) {
			out = append(out, w)
		}
	}
	return strings.Join(out, " ")
}

// eventKey returns what stands in an event's id for a participant: an alliance's acronym, else the name.
func (k *linking) eventKey(id string) string {
	e := k.entity(id)
	if e.Label == schema.Alliance {
		return e.ID
	}
	return e.Name
}

// eventName returns a name for people: "2022 NATO Madrid summit", "North Korean missile test", "NATO foreign ministers conference (April
// 2022)".
func (k *linking) eventName(o *happening) string {
	parts := append(append([]string(nil), o.held...), o.before...)
	noun := o.word
	if o.proper && o.written != "" {
		parts = []string{o.written}
		noun = ""
	}
	if noun != "" && len(parts) == 0 && o.preposition == "" && len(o.who) > 0 {
		who := strings.Join(k.entityNames(o.who), "–")
		if d := k.demonym[o.who[0]]; len(o.who) == 1 && d != "" {
			who = d
		}
		parts = append(parts, who)
	}
	if o.noun.family == "vote" && len(o.before) > 0 && !o.owned && len(o.who) == 1 && k.demonym[o.who[0]] != "" {
		parts = append([]string{k.demonym[o.who[0]]}, parts...)
	}
	place := ""
	if e := k.entity(o.place); e != nil && !contains(parts, e.Name) && noun != "" {
		place = e.Name
	}
	year := ""
	if o.date.Year() > 0 {
		year = strconv.Itoa(o.date.Year())
	}
	if o.noun.typ == "summit" || o.noun.family == "vote" || o.noun.family == "contest" {
		if place != "" && o.noun.typ == "summit" {
			parts, place = append(parts, place), ""
		}
		if year != "" {
			parts, year = append([]string{year}, parts...), ""
		}
	}
	if noun != "" {
		parts = append(parts, noun)
	}
	name := strings.Join(parts, " ")
	if o.preposition != "" {
		if rest := missing(k.entityNames(o.after), o.before); len(rest) > 0 {
			name += " " + o.preposition + " " + strings.Join(rest, " and ")
		}
	}
	if place != "" {
		name += " in " + place
	}
	if year != "" {
		name += " (" + monthName(o.date) + year + ")"
	}
	return strings.ToUpper(name[:1]) + name[1:]
}

// entityNames returns the names of entities.
func (k *linking) entityNames(ids []string) []string {
	var out []string
	for _, id := range ids {
		out = append(out, k.entity(id).Name)
	}
	return out
}

func missing(names, have []string) []string {
	var out []string
	for _, n := range names {
		if !contains(have, n) {
			out = append(out, n)
		}
	}
	return out
}

func monthName(d schema.Date) string {
	if t, err := time.Parse("2006-01", monthOf(d)); err == nil {
		return t.Month().String() + " "
	}
	return ""
}
