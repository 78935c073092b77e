package graph

import (
	"cmp"
	"slices"
	"strings"

	"geokg/schema"
)

// maxWord is the length in bytes from which on a word is cut, before it is indexed and before it is looked for.
const maxWord = 60

// Found is what [Store.Search] has found.
type Found struct {
	Entities []schema.Entity `json:"entities"` // of whose names the words are
	Claims   []ClaimRow      `json:"claims"`   // in whose sentences they are
}

// Words returns the words of a text as they are searched for, sorted, each once: in lower case, Latin accents folded, without apostrophes
// and the full stops of abbreviations. "The U.S.-backed Núñez" has backed, nunez, the, us.
func Words(text string) []string {
	ws := strings.FieldsFunc(schema.Slug(text), func(r rune) bool { return r == '-' || r == ' ' })
	for i, w := range ws {
		if len(w) > maxWord {
			ws[i] = strings.ToValidUTF8(w[:maxWord], "")
		}
	}
	slices.Sort(ws)
	return slices.Compact(ws)
}

// NameWords returns the words of an entity's name and aliases, all of them together.
func NameWords(e *schema.Entity) []string {
	return Words(strings.Join(append([]string{e.Name}, e.Aliases...), " "))
}

// RankNames sorts entities that were found by these words as [Store.Search] wants them, and cuts them off at the limit: first those that are called so,
// then those of whose shortest fitting name the words are the greatest part, then by id.
func RankNames(es []schema.Entity, text string, limit int) []schema.Entity {
	type ranked struct {
		e    schema.Entity
		rank int
	}
	key, words := NameKey(text), Words(text)
	rs := make([]ranked, len(es))
	for i, e := range es {
		rank := 1 << 20 // no single name has them all
		for _, name := range append([]string{e.Name}, e.Aliases...) {
			if NameKey(name) == key {
				rank = 0
			} else if ws := Words(name); len(ws) < rank && containsAll(ws, words) {
				rank = len(ws)
			}
		}
		rs[i] = ranked{e, rank}
	}
	slices.SortFunc(rs, func(a, b ranked) int { return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(a.e.ID, b.e.ID)) })
	if limit > 0 && len(rs) > limit {
		rs = rs[:limit]
	}
	out := make([]schema.Entity, len(rs))
	for i, r := range rs {
		out[i] = r.e
	}
	return out
}

// containsAll reports whether the sorted words have all of these.
func containsAll(words, these []string) bool {
	for _, w := range these {
		if _, ok := slices.BinarySearch(words, w); !ok {
			return false
		}
	}
	return true
}
