package entity

import (
	"slices"
	"sort"

	"geokg/ingest/gazetteer"
	"geokg/schema"
)

// A reference is what the linker asks of a gazetteer.
type reference interface {
	Match(forms []string) (gazetteer.Match, bool)
	MatchLocated(forms []string) (gazetteer.Located, bool)
	MatchDivision(forms []string) (gazetteer.Term, int)
	Entity(id string) (*schema.Entity, bool)
	Offices(person string) []gazetteer.Office
	Holders(of, role string, at schema.Date) []gazetteer.Office
	Lookup(name string) []gazetteer.Term
}

// A Linker finds mentions and links them to entities. It is safe for concurrent use.
type Linker struct {
	ref     reference
	demonym map[string]string         // country → its adjective, "South Korean"
	spies   map[string][]string       // country → ids of its intelligence agencies
	surname map[string][]string       // last name in lower case → ids of people
	given   map[string][]string       // first name in lower case → ids of people
	bodies  map[string][]body         // alliance or agency → its bodies
	byID    map[string]*schema.Entity // what the gazetteer knows, not to be changed
}

// NewLinker returns a linker that knows the names of g.
func NewLinker(g *gazetteer.Gazetteer) *Linker {
	l := &Linker{ref: g, demonym: map[string]string{}, spies: map[string][]string{}, surname: map[string][]string{}, given: map[string][]string{}, bodies: map[string][]body{}, byID: map[string]*schema.Entity{}}
	for e := range g.All() {
		l.byID[e.ID] = e
		l.note(e)
		if e.Label == schema.Country {
			l.demonym[e.ID] = adjective(g.Demonyms(e.ID), e.Name)
		}
	}
	return l
}

// A Role is an office that the article gives to a person.
type Role struct {
	Mention  int    // index into Result.Mentions of the person's mention
	Person   string // entity id
	Title    string // what the office is called in the gazetteer: "foreign minister", "spokesman"
	Of       string // id of the agency, alliance, organization or country; "" if the text does not say
	Former   bool   // "former", "ex-"
	Sentence int    // index into Document.Sentences
	Head     int    // the token of the title that its own syntax governs
}

// A Result is everything that the linker found in a document.
type Result struct {
	Mentions []schema.Mention // in text order; of those that begin together, the longer first
	Entities []schema.Entity  // sorted by id
	Roles    []Role           // in order of their mentions
}

// Link returns the document's mentions in text order and their entities, sorted by id.
func (l *Linker) Link(doc *schema.Document) ([]schema.Mention, []schema.Entity) {
	r := l.LinkAll(nil, doc)
	return r.Mentions, r.Entities
}

// LinkAll does what Link does and also returns the people's offices. The article, which may be nil, tells by its Site whose "we" an
// official statement is.
func (l *Linker) LinkAll(a *schema.Article, doc *schema.Document) Result {
	k := newLinking(l, a, doc)
	k.findNames()
	k.findBodies()
	k.findPeople()
	k.findAcronyms()
	k.findPlaces()
	k.findTagged()
	k.findActors()
	k.findRoles()
	k.findAgreements()
	k.findEvents()
	k.resolve()
	r := k.result()
	scratches.Put(k.scratch)
	return r
}

// A linking is the work on one document.
type linking struct {
	*Linker
	article  *schema.Article
	doc      *schema.Document
	scratch  *scratch // of the sents
	sents    []*sent
	entities map[string]*schema.Entity
	found    []*found
	at       [][]*found                 // sentence, token → the mention whose head it is
	names    [][]*found                 // sentence, token → the name that covers it
	inTitle  [][]bool                   // sentence, token → part of a title
	inDate   [][]bool                   // sentence, token → part of a date expression
	tagged   []map[int]*schema.NameSpan // sentence, first token → what the tagger takes for a name
	seen     []*schema.NameSpan         // the same in order
	people   []*person
	bearers  map[string][]*person // word of a name → the people who have it
	worded   map[string][]*found  // word → the names of bodies that have it
	titleOf  map[[2]int]*titled   // sentence and head token → title
	titles   []*titled
	speaking []*titled         // people whom no title introduces
	inLists  []*titled         // people whom a list after a plural title names
	defined  map[string]string // acronyms and short names that the article defines → entity
	support  map[string]int    // country → how often it is surely meant
	placed   map[string]string // words of a name → the place that the text has said to be meant
	speakers [][]*found        // sentence, token → who says the quote that it stands in
	home     string            // the country whose statement the article is
	homeDone bool
}

// A found is a mention with what coreference needs to know of it.
type found struct {
	schema.Mention
	plural bool // grammatically: "officials", "troops", "both countries"
	human  bool // a person without a name: "the Peruvian minister"
	crowd  bool // a singular that "they" can take up: "the military", "the team"
	gender byte // of a person: 'm', 'f' or 0
	drop   bool // taken back
}

func newLinking(l *Linker, a *schema.Article, doc *schema.Document) *linking {
	k := &linking{Linker: l, article: a, doc: doc, entities: map[string]*schema.Entity{}, defined: map[string]string{}, support: map[string]int{}, placed: map[string]string{},
		bearers: map[string][]*person{}, worded: map[string][]*found{}, titleOf: map[[2]int]*titled{}}
	k.scratch = scratches.Get().(*scratch)
	room := k.scratch.sized(countTokens(doc))
	k.sents = make([]*sent, len(doc.Sentences))
	for i := range doc.Sentences {
		k.sents[i] = newSent(&doc.Sentences[i], i, &room)
	}
	k.at, k.names = tokenTable[*found](doc), tokenTable[*found](doc)
	k.inTitle, k.inDate = tokenTable[bool](doc), tokenTable[bool](doc)
	for _, d := range doc.Dates {
		if d.Sentence < 0 || d.Sentence >= len(k.sents) {
			continue
		}
		for i := max(0, d.First); i < d.Last && i < len(k.inDate[d.Sentence]); i++ {
			k.inDate[d.Sentence][i] = true
		}
	}
	k.tag()
	markQuotes(k.sents)
	return k
}

func countTokens(doc *schema.Document) (n int) {
	for i := range doc.Sentences {
		n += len(doc.Sentences[i].Tokens)
	}
	return n
}

// tokenTable returns a table with a cell for each token of each sentence.
func tokenTable[T any](doc *schema.Document) [][]T {
	rows, cells := make([][]T, len(doc.Sentences)), make([]T, countTokens(doc))
	for i := range rows {
		n := len(doc.Sentences[i].Tokens)
		rows[i], cells = cells[:n:n], cells[n:]
	}
	return rows
}

// add records a mention over tokens [first, last) of s at head. If another mention has that head already the one with more tokens
// stays; add returns the mention that does. ids must not be empty and must be known entities.
func (k *linking) add(s *sent, first, last, head int, kind schema.MentionKind, score float64, reason string, ids ...string) *found {
	f := &found{Mention: schema.Mention{
		Span:     schema.Span{Start: s.Tokens[first].Start, End: s.Tokens[last-1].End},
		Sentence: s.index, First: first, Last: last, Head: head,
		Kind: kind, Entities: unique(ids), Score: score, Reason: reason,
	}}
	f.plural = len(f.Entities) > 1 || s.Tokens[head].XPOS == "NNS" || kind == schema.MentionDemonym && s.Tokens[head].XPOS == "NNPS"
	if old := k.at[s.index][head]; old != nil {
		if old.Last-old.First >= last-first {
			return old
		}
		k.remove(old)
	}
	k.at[s.index][head] = f
	if kind == schema.MentionName || kind == schema.MentionDemonym {
		for i := first; i < last; i++ {
			if k.names[s.index][i] == nil {
				k.names[s.index][i] = f
			}
		}
	}
	if kind == schema.MentionName {
		for _, w := range unique(nameWords(s, first, last)) {
			k.worded[w] = append(k.worded[w], f)
		}
	}
	k.found = append(k.found, f)
	return f
}

// remove takes a mention back.
func (k *linking) remove(f *found) {
	f.drop = true
	if k.at[f.Sentence][f.Head] == f {
		k.at[f.Sentence][f.Head] = nil
	}
	for i := f.First; i < f.Last; i++ {
		if k.names[f.Sentence][i] == f {
			k.names[f.Sentence][i] = nil
		}
	}
}

// free reports whether no name covers any of the tokens [first, last).
func (k *linking) free(s *sent, first, last int) bool {
	for i := first; i < last; i++ {
		if k.names[s.index][i] != nil {
			return false
		}
	}
	return true
}

// entity returns the entity of that id: the article's own, or a copy of the gazetteer's; nil if there is none.
func (k *linking) entity(id string) *schema.Entity {
	if e := k.entities[id]; e != nil {
		return e
	}
	known := k.byID[id]
	if known == nil {
		return nil
	}
	e := *known
	k.entities[id] = &e
	return &e
}

// look returns the entity of that id to be read only; nil if there is none.
func (k *linking) look(id string) *schema.Entity {
	if e := k.entities[id]; e != nil {
		return e
	}
	return k.byID[id]
}

// name returns the name of an entity, "" if there is no such entity.
func (k *linking) name(id string) string {
	if e := k.look(id); e != nil {
		return e.Name
	}
	return ""
}

// label returns the label of an entity, "" if there is no such entity.
func (k *linking) label(id string) schema.Label {
	if e := k.look(id); e != nil {
		return e.Label
	}
	return ""
}

// local returns the id of the entity of that label, name and country, making it if the article has not named it before.
func (k *linking) local(label schema.Label, name, country string) string {
	id := schema.LocalID(label, name, country)
	if k.entity(id) == nil {
		k.entities[id] = &schema.Entity{ID: id, Label: label, Name: name, Country: country}
	}
	return id
}

// countryOf returns the country that an entity belongs to or is, or "".
func (k *linking) countryOf(id string) string {
	e := k.look(id)
	switch {
	case e == nil:
		return ""
	case e.Label == schema.Country:
		return e.ID
	}
	return e.Country
}

// result gives out what was found, in order.
func (k *linking) result() Result {
	var r Result
	index := map[*found]int{}
	kept := make([]*found, 0, len(k.found))
	for _, f := range k.found {
		if !f.drop && len(f.Entities) > 0 {
			kept = append(kept, f)
		}
	}
	sort.SliceStable(kept, func(i, j int) bool {
		a, b := kept[i], kept[j]
		switch {
		case a.Sentence != b.Sentence:
			return a.Sentence < b.Sentence
		case a.First != b.First:
			return a.First < b.First
		case a.Last != b.Last:
			return a.Last > b.Last
		}
		return a.Head < b.Head
	})
	used := map[string]bool{}
	r.Mentions = slices.Grow(r.Mentions, len(kept))
	for i, f := range kept {
		index[f] = i
		r.Mentions = append(r.Mentions, f.Mention)
		for _, id := range f.Entities {
			used[id] = true
		}
	}
	k.useParts(used)
	r.Entities = slices.Grow(r.Entities, len(used))
	for id := range used {
		if e := k.look(id); e != nil {
			r.Entities = append(r.Entities, *e)
		}
	}
	sort.Slice(r.Entities, func(i, j int) bool { return r.Entities[i].ID < r.Entities[j].ID })
	r.Roles = k.roles(index)
	return r
}

// useParts adds to the used entities those that the article's own refer to: an event's place, the alliance that a body belongs to.
func (k *linking) useParts(used map[string]bool) {
	for _, id := range sorted(used) {
		e := k.entity(id)
		if e == nil || e.Reference {
			continue
		}
		for _, part := range []string{e.Place, e.Parent} {
			if part != "" && k.entity(part) != nil {
				used[part] = true
			}
		}
	}
}

// unique returns ids without repetitions, in order.
func unique(ids []string) []string {
	if len(ids) == 1 && ids[0] != "" {
		return ids
	}
	var out []string
	for _, id := range ids {
		if id != "" && !contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

func contains(ids []string, id string) bool {
	for _, x := range ids {
		if x == id {
			return true
		}
	}
	return false
}

func sorted(set map[string]bool) []string {
	out := make([]string, 0, len(set))
	for x := range set {
		out = append(out, x)
	}
	sort.Strings(out)
	return out
}
