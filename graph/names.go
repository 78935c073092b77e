package graph

import (
	"strings"

	"geokg/schema"
)

// maxNameKey is the length in bytes from which on a name's key is cut and hashed: indexes don't take keys of any length.
const maxNameKey = 200

// NameKey returns what two spellings of a name have in common: lower case, Latin accents folded, punctuation gone, without a leading
// "the". "Kim Jong Un", "KIM JONG-UN" and "Kim Jong-un" have one key. It has at most 240 bytes and is empty for a blank name only.
func NameKey(name string) string {
	key := schema.Slug(name)
	if rest, ok := strings.CutPrefix(key, "the-"); ok {
		key = rest
	}
	if key == "" { // nothing but signs
		key = strings.TrimSpace(name)
	}
	if len(key) > maxNameKey {
		key = strings.ToValidUTF8(key[:maxNameKey], "") + "-" + hashOf([]byte(key))
	}
	return key
}

// NameKeys returns the keys of an entity's name and aliases, sorted, without duplicates and empty ones.
func NameKeys(e *schema.Entity) []string {
	set := map[string]bool{NameKey(e.Name): true}
	for _, a := range e.Aliases {
		set[NameKey(a)] = true
	}
	delete(set, "")
	return sorted(set)
}
