package gazetteer

import (
	"crypto/sha256"
	"encoding/hex"
	"iter"
	"sort"
	"sync/atomic"

	"geokg/schema"
)

// A Kind says how a term names its entity.
type Kind string

const (
	Name    Kind = "name"    // "South Korea", "Hamas", "Bank of England"
	Acronym Kind = "acronym" // "NATO", "U.S.", "MoD"
	Demonym Kind = "demonym" // "South Korean", "North Koreans": adjective and people
	Metonym Kind = "metonym" // "Seoul", "Kremlin", "White House": stands for an actor
	Former  Kind = "former"  // "Zaire", "Swaziland": a name no longer in use
	PlaceOf Kind = "place"   // "Seoul", "Donbas": a city, region or sea
)

// kinds in the order in which the terms of a Match are sorted.
var kinds = [...]Kind{Name, Acronym, Demonym, Metonym, Former, PlaceOf}

// A Term is one name of one entity.
type Term struct {
	Text string      // as the table writes it
	Kind Kind        // how it names the entity
	ID   string      // the entity's
	From schema.Date // when the name came into use; zero if always or not known
	To   schema.Date // when it went out of use; zero if it has not
	Mark Mark        // when the words are the entity's name at all
}

// A Mark says when a name counts. Most always do.
type Mark byte

const (
	Always  Mark = iota
	Doubted      // "?": "Nice", "Reading": only where the words around it say that a place is meant
	Lesser       // "=": "Valencia" in Venezuela: only where the text speaks of its country, and not of a larger place's of that name
	Beside       // "~": only beside its country or division: "Paris, Texas", "Czech Military Intelligence"
)

// A Match is a run of tokens that is a name.
type Match struct {
	Terms  []Term // every term with these words, sorted by kind and id; never empty. The caller must not change them
	Tokens int    // how many tokens the name takes up

	// Owner is the country that stands in the words of an agency's name ("Russia's foreign ministry"), if one does, and
	// OwnerTokens the number of leading tokens that name it; 0 if it stands at the end.
	Owner       string
	OwnerTokens int
}

// A Gazetteer is the loaded knowledge. It is safe for concurrent use.
type Gazetteer struct {
	entities []entity
	index    map[string]int32 // id → entities
	terms    []term
	ofEntity []int32                // entity → its first term, or -1; the rest by term.nextOfEntity
	heads    map[string]int32       // folded first piece → its first term; the rest by term.nextOfHead
	small    firstWords             // folded first pieces of what can begin with a small letter in a text
	tries    []atomic.Pointer[node] // first term of a head → the names that begin with it, built when first asked for
	suffixes *node                  // patterns after a demonym or "Korea's": "foreign ministry"
	prefixes *node                  // patterns before a country: "Ministry of Foreign Affairs of"
	bodies   map[body]int32         // country and pattern → agency

	byPattern  []pattern
	removed    map[string]bool // ids that the user's own files have taken out
	ownMembers []section       // the user's rows of memberships
	offices    []office
	ofPerson   map[int32][]int32
	ofBody     map[int32][]int32
	roles      map[string]string         // title → role
	ranks      map[string]int            // role → order among the leading ones
	names      func() []spelling         // for Suggest
	families   func() map[string][]int32 // for Surnamed
	fingerOne  func() string
}

// An entity as it is kept.
type entity struct {
	id, name, country, parent, wikidata string
	label                               schema.Label
	gone                                bool  // taken out by a user's own file
	within                              int32 // of a city, the division in which it lies; 0 if not known
	division                            bool  // cities lie in it
}

// A term as it is kept: dates packed, the entity by index.
type term struct {
	text         string
	entity       int32
	nextOfEntity int32 // -1 at the end
	nextOfHead   int32 // -1 at the end
	from, to     day
	kind         uint8 // index into kinds
	mark         Mark
}

func (g *Gazetteer) term(t *term) Term {
	return Term{Text: t.text, Kind: kinds[t.kind], ID: g.entities[t.entity].id, From: t.from.date(), To: t.to.date(), Mark: t.mark}
}

// Entity returns the entity of that id, with its other names as aliases. The caller owns the copy.
func (g *Gazetteer) Entity(id string) (*schema.Entity, bool) {
	i, ok := g.index[id]
	if !ok {
		return nil, false
	}
	return g.entity(i), true
}

func (g *Gazetteer) entity(i int32) *schema.Entity {
	k := &g.entities[i]
	e := &schema.Entity{ID: k.id, Label: k.label, Name: k.name, Country: k.country, Parent: k.parent, Wikidata: k.wikidata, Reference: true}
	if k.label == schema.Country {
		e.ISO3 = k.id
	}
	seen := map[string]bool{e.Name: true}
	for j := g.ofEntity[i]; j >= 0; j = g.terms[j].nextOfEntity {
		t := &g.terms[j]
		switch k := kinds[t.kind]; {
		case seen[t.text] || k == Demonym || k == Metonym || k == PlaceOf && t.mark == Beside:
		default:
			seen[t.text] = true
			e.Aliases = append(e.Aliases, t.text)
		}
	}
	sort.Strings(e.Aliases)
	return e
}

// All yields every entity, in order of id. The entities are copies.
func (g *Gazetteer) All() iter.Seq[*schema.Entity] {
	return func(yield func(*schema.Entity) bool) {
		order := make([]int32, 0, len(g.entities))
		for i := range g.entities {
			if !g.entities[i].gone {
				order = append(order, int32(i))
			}
		}
		sort.Slice(order, func(a, b int) bool { return g.entities[order[a]].id < g.entities[order[b]].id })
		for _, i := range order {
			if !yield(g.entity(i)) {
				return
			}
		}
	}
}

// Demonyms returns the adjectives and people's names of a country ("South Korean", "South Koreans"), as its table has them.
func (g *Gazetteer) Demonyms(id string) []string {
	i, ok := g.index[id]
	if !ok {
		return nil
	}
	var ds []string
	for j := g.ofEntity[i]; j >= 0; j = g.terms[j].nextOfEntity {
		if kinds[g.terms[j].kind] == Demonym {
			ds = append(ds, g.terms[j].text)
		}
	}
	sort.Strings(ds)
	return ds
}

// Fingerprint returns a hash of all tables and of the user's own rows: another fingerprint, other answers.
func (g *Gazetteer) Fingerprint() string { return g.fingerOne() }

func fingerprint(tables []table) string {
	h := sha256.New()
	for _, t := range tables {
		h.Write([]byte(t.name))
		h.Write([]byte{0})
		h.Write([]byte(t.text))
		h.Write([]byte{0})
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}
