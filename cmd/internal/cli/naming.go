package cli

import (
	"strings"

	"geokg/ingest/gazetteer"
	"geokg/schema"
)

// A naming says entities as people tell them apart: "Sung Kim (United States)", "Central Bank of Argentina". The zero
// value does it by codes, "Sung Kim (USA)".
type naming struct{ gazetteer *gazetteer.Gazetteer }

// full returns the entity's name, with whom it belongs to unless the name says so.
func (n naming) full(e *schema.Entity) string {
	of := e.Of()
	if e.Label == schema.Country || of == "" || of == e.ID || strings.HasSuffix(e.Name, ")") {
		return e.Name
	}
	names := n.namesOf(of)
	for _, name := range names {
		if hasWords(e.Name, name) {
			return e.Name
		}
	}
	return e.Name + " (" + names[0] + ")"
}

// namesOf returns the name of an entity, then the words by which another name may refer to it.
func (n naming) namesOf(id string) []string {
	if n.gazetteer == nil {
		return []string{id}
	}
	e, ok := n.gazetteer.Entity(id)
	if !ok {
		return []string{id}
	}
	names := append([]string{e.Name}, n.gazetteer.Demonyms(id)...)
	return append(names, e.Aliases...)
}

// hasWords reports whether name has these words in it, as they are written.
func hasWords(name, words string) bool {
	return strings.Contains(" "+name+" ", " "+words+" ")
}
