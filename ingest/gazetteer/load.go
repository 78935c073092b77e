package gazetteer

import (
	"embed"
	"fmt"
	"sort"
	"strings"
	"sync"
	"sync/atomic"

	"geokg/schema"
)

//go:embed data
var data embed.FS

// loaders are the tables in the order in which they are read: entities before what refers to them.
var loaders = []struct {
	name string
	load func(*builder, table) error
}{
	{"countries.txt", (*builder).countries},
	{"former-states.txt", (*builder).formerStates},
	{"derived/states.txt", (*builder).states},
	{"alliances.txt", (*builder).alliances},
	{"agencies.txt", (*builder).agencies},
	{"derived/intelligence.txt", (*builder).agencies},
	{"patterns.txt", (*builder).patterns},
	{"organizations.txt", (*builder).organizations},
	{"places.txt", (*builder).places},
	{"derived/divisions.txt", (*builder).places},
	{"derived/places.txt", (*builder).places},
	{"people.txt", (*builder).people},
	{"derived/people.txt", (*builder).people},
	{"roles.txt", (*builder).roleTitles},
	{"offices.txt", (*builder).officeHolders},
	{"derived/offices.txt", (*builder).officeHolders},
	{"aliases.txt", (*builder).aliases},
	{"former.txt", (*builder).former},
	{"metonyms.txt", (*builder).metonyms},
}

// Load reads the embedded tables and then the user's own files, each of which overrides what came before it, and checks them:
// two entities with one id, unknown codes, impossible dates and rows out of order are errors that name file and line.
func Load(own ...File) (*Gazetteer, error) {
	tables := make([]table, len(loaders))
	for i, l := range loaders {
		text, err := data.ReadFile("data/" + l.name)
		if err != nil {
			return nil, fmt.Errorf("gazetteer table %s: %w", l.name, err)
		}
		tables[i] = table{name: l.name, text: string(text)}
	}
	return build(tables, own...)
}

func build(tables []table, own ...File) (*Gazetteer, error) {
	b := newBuilder()
	for i, t := range tables {
		if err := loaders[i].load(b, t); err != nil {
			return nil, err
		}
	}
	if err := b.checkParents(); err != nil {
		return nil, err
	}
	tables = append(tables, table{name: "folding", text: foldingText})
	for _, f := range own {
		read, err := b.override(f)
		if err != nil {
			return nil, err
		}
		tables = append(tables, read)
	}
	b.fingerOne = sync.OnceValue(func() string { return fingerprint(tables) })
	b.tries = make([]atomic.Pointer[node], len(b.terms))
	b.names = sync.OnceValue(b.allNames)
	b.families = sync.OnceValue(b.indexFamilies)
	return &b.Gazetteer, nil
}

// A builder is a Gazetteer that is being read.
type builder struct {
	Gazetteer
	own   map[body]int32   // agencies that a table gives in place of the pattern's
	owner map[int32]string // territory → the country it belongs to, "-" if to none

	overriding bool // the rows are a user's own: what is there already is changed, and no error
}

func newBuilder() *builder {
	return &builder{
		Gazetteer: Gazetteer{
			entities: make([]entity, 0, 1<<14),
			terms:    make([]term, 0, 1<<15),
			ofEntity: make([]int32, 0, 1<<14),
			offices:  make([]office, 0, 1<<12),
			index:    make(map[string]int32, 1<<14),
			heads:    make(map[string]int32, 1<<14),
			suffixes: &node{},
			prefixes: &node{},
			bodies:   make(map[body]int32, 1<<12),
			ofPerson: make(map[int32][]int32),
			ofBody:   make(map[int32][]int32),
			roles:    make(map[string]string),
			ranks:    make(map[string]int),
			removed:  make(map[string]bool),
		},
		own:   make(map[body]int32),
		owner: make(map[int32]string),
	}
}

func (b *builder) entityOf(id string) (int32, error) {
	i, ok := b.index[id]
	if !ok {
		return 0, unknownID(id)
	}
	return i, nil
}

// add makes an entity with its canonical name as its first term.
func (b *builder) add(e entity, k Kind) (int32, error) {
	if e.name == "" || e.id == "" {
		return 0, fmt.Errorf("an entity without id or name")
	}
	if i, ok := b.index[e.id]; ok {
		if b.overriding {
			return i, b.change(i, e, k)
		}
		return 0, fmt.Errorf("the id %q stands twice", e.id)
	}
	if e.country != "" && e.country != e.id {
		if i, ok := b.index[e.country]; !ok || b.entities[i].label != schema.Country {
			return 0, fmt.Errorf("%s: unknown country %q", e.id, e.country)
		}
	}
	if e.wikidata != "" && !isWikidata(e.wikidata) {
		return 0, fmt.Errorf("%s: Wikidata id %q: want Q and digits", e.id, e.wikidata)
	}
	i := int32(len(b.entities))
	b.entities = append(b.entities, e)
	b.ofEntity = append(b.ofEntity, -1)
	b.index[e.id] = i
	if err := b.addTerm(i, k, e.name, 0, 0); err != nil || e.label != schema.Person {
		return i, err
	}
	if short := joinInitials(e.name); short != e.name {
		return i, b.addTerm(i, k, short, 0, 0)
	}
	return i, nil
}

// joinInitials writes the initials that begin a name as one word: "F. W. de Klerk" is "F.W. de Klerk" too.
func joinInitials(name string) string {
	words := strings.Split(name, " ")
	n := 0
	for n < len(words) && len(words[n]) == 2 && words[n][1] == '.' {
		n++
	}
	if n < 2 {
		return name
	}
	return strings.Join(words[:n], "") + " " + strings.Join(words[n:], " ")
}

func isWikidata(s string) bool {
	return len(s) > 1 && s[0] == 'Q' && strings.Trim(s[1:], "0123456789") == ""
}

// addTerm adds a name of an entity, which may have a mark before it.
func (b *builder) addTerm(e int32, k Kind, text string, from, to day) error {
	text, mark := cutMark(text)
	if b.overriding { // the embedded tables have none but "The Hague"
		text = strings.TrimPrefix(text, "the ")
	}
	if err := spell(from, to); err != nil {
		return fmt.Errorf("%s: %w", text, err)
	}
	if k == Name && looksLikeAcronym(text) {
		k = Acronym
	}
	kind := uint8(rank(k))
	for i := b.ofEntity[e]; i >= 0; i = b.terms[i].nextOfEntity {
		if b.terms[i].kind == kind && b.terms[i].text == text {
			if b.overriding {
				return nil
			}
			return fmt.Errorf("%s: the %s %q stands twice", b.entities[e].id, k, text)
		}
	}
	var buf [32]byte
	first := appendFirstFold(buf[:0], text)
	if len(first) == 0 {
		return fmt.Errorf("%q has no letter", text)
	}
	head, ok := b.heads[string(first)]
	if !ok {
		head = -1
	}
	if !isCapitalLetter(text[0]) || naming.small[string(first)] {
		b.small.add(first)
	}
	i := int32(len(b.terms))
	b.terms = append(b.terms, term{text: text, entity: e, kind: kind, mark: mark, from: from, to: to, nextOfEntity: b.ofEntity[e], nextOfHead: head})
	b.ofEntity[e] = i
	b.heads[string(first)] = i
	return nil
}

// cutMark takes the mark from before a name.
func cutMark(text string) (string, Mark) {
	if i := strings.IndexByte(marks, (text + " ")[0]); i >= 0 {
		return text[1:], Doubted + Mark(i)
	}
	return text, Always
}

// marks are what stands before names in the tables, from Doubted on.
const marks = "?=~"

// looksLikeAcronym reports whether a name is one word with two capitals or more: "NATO", "U.S.", "MoD", "G7".
func looksLikeAcronym(s string) bool {
	upper := 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == ' ':
			return false
		case c >= 'A' && c <= 'Z' || c >= '0' && c <= '9':
			upper++
		}
	}
	return upper >= 2 && len(s) <= 12 && upper*2 >= len(s)
}

// addTerms adds every item of a cell as a term of one kind.
func (b *builder) addTerms(e int32, k Kind, cell string) error {
	return list(cell, ";", func(item string) error { return b.addTerm(e, k, item, 0, 0) })
}

func (b *builder) country(code, name, demonyms, other string) (int32, error) {
	if len(code) != 3 || strings.ToUpper(code) != code {
		return 0, fmt.Errorf("code %q: want three capitals", code)
	}
	e, err := b.add(entity{id: code, label: schema.Country, name: name, country: code}, Name)
	if err != nil {
		return 0, err
	}
	if err := b.addTerms(e, Demonym, demonyms); err != nil {
		return 0, err
	}
	return e, b.addTerms(e, Name, other)
}

// countries: code | name | demonyms | capitals | other names
func (b *builder) countries(t table) error {
	return t.rows(3, 5, func(f []string) error {
		e, err := b.country(f[0], f[1], f[2], f[4])
		if err != nil {
			return err
		}
		return list(f[3], ";", func(city string) error { return b.capital(e, city) })
	})
}

// capital adds a city, "Kyiv/Kiev", as a place and, unless "~" is before it, as what stands for the country.
func (b *builder) capital(country int32, city string) error {
	city, silent := strings.CutPrefix(city, "~")
	place := int32(-1)
	return list(city, "/", func(spelling string) (err error) {
		if place < 0 {
			code := b.entities[country].id
			place, err = b.add(entity{id: localID(schema.Place, spelling, code), label: schema.Place, name: spelling, country: code}, PlaceOf)
		} else {
			err = b.addTerm(place, PlaceOf, spelling, 0, 0)
		}
		if err == nil && !silent {
			err = b.addTerm(country, Metonym, spelling, 0, 0)
		}
		return err
	})
}

// formerStates: code | name | from | to | demonyms | other names
func (b *builder) formerStates(t table) error {
	return t.rows(4, 6, func(f []string) error {
		from, to, err := parseSpell(f[2], f[3])
		if err != nil {
			return err
		}
		e, err := b.country(f[0], f[1], f[4], f[5])
		if err != nil {
			return err
		}
		for i := b.ofEntity[e]; i >= 0; i = b.terms[i].nextOfEntity {
			b.terms[i].from, b.terms[i].to = from, to
		}
		return nil
	})
}

func parseSpell(from, to string) (f, t day, err error) {
	if f, err = parseDay(from); err != nil {
		return 0, 0, err
	}
	if t, err = parseDay(to); err != nil {
		return 0, 0, err
	}
	return f, t, spell(f, t)
}

// states: code | Wikidata | whose territory, if it is no state of its own | official names
func (b *builder) states(t table) error {
	return t.rows(3, 4, func(f []string) error {
		e, err := b.entityOf(f[0])
		if err != nil {
			return err
		}
		if f[1] != "" && !isWikidata(f[1]) {
			return fmt.Errorf("id %q of Wikidata: want Q and digits", f[1])
		}
		b.entities[e].wikidata = f[1]
		if f[2] != "" {
			if _, err := b.entityOf(f[2]); err != nil && f[2] != "-" {
				return err
			}
			b.owner[e] = f[2]
		}
		return b.addTerms(e, Name, f[3])
	})
}

// alliances: id | name | parent | Wikidata | other names
func (b *builder) alliances(t table) error {
	return t.rows(2, 5, func(f []string) error {
		e, err := b.add(entity{id: f[0], label: schema.Alliance, name: f[1], parent: f[2], wikidata: f[3]}, Name)
		if err != nil {
			return err
		}
		return b.addTerms(e, Name, f[4])
	})
}

// checkParents is called once all alliances are there, since a body may stand before its alliance.
func (b *builder) checkParents() error {
	for i := range b.entities {
		if p := b.entities[i].parent; p != "" {
			if _, err := b.entityOf(p); err != nil {
				return fmt.Errorf("%s: parent: %w", b.entities[i].id, err)
			}
		}
	}
	return nil
}

// agencies: id | name | pattern | Wikidata | other names
func (b *builder) agencies(t table) error {
	return t.rows(2, 5, func(f []string) error {
		owner, _, ok := strings.Cut(f[0], "/")
		o, err := b.entityOf(owner)
		if !ok || err != nil {
			return fmt.Errorf("agency %q: want COUNTRY/NAME or ALLIANCE/NAME of a known one", f[0])
		}
		e := entity{id: f[0], label: schema.Agency, name: f[1], wikidata: f[3]}
		if b.entities[o].label == schema.Country {
			e.country = owner
		} else {
			e.parent = owner
		}
		i, err := b.add(e, Name)
		if err != nil {
			return err
		}
		if err := list(f[2], ";", func(p string) error {
			b.own[body{o, p}] = i
			if b.overriding {
				return b.takePlace(body{o, p}, i)
			}
			return nil
		}); err != nil {
			return err
		}
		return b.addTerms(i, Name, f[4])
	})
}

// patterns: pattern | name | after the country | before the country | who has it
func (b *builder) patterns(t table) error {
	used := map[string]bool{}
	err := t.rows(5, 5, func(f []string) error {
		used[f[0]] = true
		for i, n := range []*node{b.suffixes, b.prefixes} {
			if err := list(f[2+i], ";", func(words string) error {
				n.add(pieces(words), Term{Text: words, Kind: Name, ID: f[0]})
				b.small.add([]byte(firstFold(words)))
				return nil
			}); err != nil {
				return err
			}
		}
		if f[4] != "all" && f[4] != "states" && f[4] != "named" {
			return fmt.Errorf("%q: want all, states or named", f[4])
		}
		p := pattern{f[0], f[1], f[4]}
		b.byPattern = append(b.byPattern, p)
		return b.bodiesByPattern(p)
	})
	if err != nil {
		return err
	}
	for k := range b.own {
		if !used[k.pattern] {
			return fmt.Errorf("gazetteer table agencies.txt: unknown pattern %q", k.pattern)
		}
	}
	return nil
}

// A pattern is what many countries have an agency by.
type pattern struct {
	id   string // "NAVY"
	name string // of the agency, "{demonym} Navy"
	who  string // has one: "all", "states" or "named"
}

// bodiesByPattern gives the countries the agency of a pattern, their own if a table has named one.
func (b *builder) bodiesByPattern(p pattern) error {
	for i, n := int32(0), int32(len(b.entities)); i < n; i++ {
		if b.entities[i].label != schema.Country {
			continue
		}
		if err := b.bodyByPattern(i, p); err != nil {
			return err
		}
	}
	return nil
}

// bodyByPattern gives a country the agency of a pattern.
func (b *builder) bodyByPattern(country int32, p pattern) error {
	k := body{country, p.id}
	if own, ok := b.own[k]; ok {
		b.bodies[k] = own
		return nil
	}
	if o := b.owner[country]; p.who == "named" || o == "-" || o != "" && p.who == "states" {
		return nil
	}
	c := b.entities[country].id
	e, err := b.add(entity{id: c + "/" + p.id, label: schema.Agency, name: b.bodyName(country, p), country: c}, Name)
	if err != nil {
		return err
	}
	b.bodies[k] = e
	return nil
}

// bodyName is what a country's agency of a pattern is called.
func (b *builder) bodyName(country int32, p pattern) string {
	full := strings.ReplaceAll(p.name, "{country}", b.entities[country].name)
	return strings.ReplaceAll(full, "{demonym}", b.adjective(country))
}

// adjective returns the country's first demonym, or its name where that is a person's only ("New Zealander") or another
// country's too ("Dominican").
func (b *builder) adjective(e int32) string {
	d := b.firstDemonym(e)
	if d == "" || strings.HasSuffix(d, "er") {
		return b.entities[e].name
	}
	for i := b.heads[firstFold(d)]; i >= 0; i = b.terms[i].nextOfHead {
		if t := &b.terms[i]; t.text == d && t.entity != e {
			return b.entities[e].name
		}
	}
	return d
}

func (b *builder) firstDemonym(e int32) (d string) {
	for i := b.ofEntity[e]; i >= 0; i = b.terms[i].nextOfEntity {
		if kinds[b.terms[i].kind] == Demonym {
			d = b.terms[i].text
		}
	}
	return d
}

// organizations: name | country | Wikidata | other names
func (b *builder) organizations(t table) error {
	return b.local(t, schema.Organization, Name)
}

// places: name | country | Wikidata | other names | division
func (b *builder) places(t table) error {
	return t.rows(1, 5, func(f []string) error {
		e, err := b.addLocal(schema.Place, PlaceOf, f)
		if err != nil || f[4] == "" {
			return err
		}
		within, err := b.entityOf(localID(schema.Place, f[4], f[1]))
		b.entities[e].within, b.entities[within].division = within, true
		return err
	})
}

// people: name | country | Wikidata | other names
func (b *builder) people(t table) error {
	return b.local(t, schema.Person, Name)
}

func (b *builder) local(t table, l schema.Label, k Kind) error {
	return t.rows(1, 4, func(f []string) error {
		_, err := b.addLocal(l, k, f)
		return err
	})
}

// addLocal adds an entity whose id is made of its name and country: name | country | Wikidata | other names
func (b *builder) addLocal(l schema.Label, k Kind, f []string) (int32, error) {
	name, mark := cutMark(f[0])
	e, err := b.add(entity{id: localID(l, name, f[1]), label: l, name: name, country: f[1], wikidata: f[2]}, k)
	if err != nil {
		return e, err
	}
	if mark != Always {
		b.terms[b.ofEntity[e]].mark = mark
	}
	return e, b.addTerms(e, k, f[3])
}

// aliases: id | other names
func (b *builder) aliases(t table) error {
	return t.rows(2, 2, func(f []string) error {
		e, err := b.entityOf(f[0])
		if err != nil {
			return err
		}
		k := Name
		if b.entities[e].label == schema.Place {
			k = PlaceOf
		}
		return b.addTerms(e, k, f[1])
	})
}

// former: id | name | from | to
func (b *builder) former(t table) error {
	return t.rows(4, 4, func(f []string) error {
		e, err := b.entityOf(f[0])
		if err != nil {
			return err
		}
		from, to, err := parseSpell(f[2], f[3])
		if err != nil {
			return err
		}
		return b.addTerm(e, Former, f[1], from, to)
	})
}

// metonyms: id | words that stand for it
func (b *builder) metonyms(t table) error {
	return t.rows(2, 2, func(f []string) error {
		e, err := b.entityOf(f[0])
		if err != nil {
			return err
		}
		return b.addTerms(e, Metonym, f[1])
	})
}

// localID is schema.LocalID, which most names reach by way of their ASCII letters, spaces and hyphens alone.
func localID(l schema.Label, name, country string) string {
	b := make([]byte, 0, len(l)+len(name)+len(country)+2)
	b = append(append(b, l...), '/')
	b[0] |= 0x20
	for i := 0; i < len(name); i++ {
		switch c := name[i]; {
		case c >= 'A' && c <= 'Z':
			b = append(b, c|0x20)
		case c >= 'a' && c <= 'z':
			b = append(b, c)
		case (c == ' ' || c == '-') && i > 0 && i+1 < len(name) && isASCIILetter(name[i+1]):
			b = append(b, '-')
		default:
			return schema.LocalID(l, name, country)
		}
	}
	if country != "" {
		b = append(append(b, '@'), country...)
	}
	return string(b)
}

func isASCIILetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// allNames returns the names that Suggest may offer, sorted.
func (b *builder) allNames() []spelling {
	seen := map[string]bool{}
	var names []spelling
	for i := range b.entities {
		if n := b.entities[i].name; !seen[n] && !b.entities[i].gone {
			seen[n] = true
			names = append(names, spelling{n, []rune(foldedName(n))})
		}
	}
	sort.Slice(names, func(i, j int) bool { return names[i].name < names[j].name })
	return names
}
