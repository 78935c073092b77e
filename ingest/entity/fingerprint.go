package entity

import (
	"embed"

	"geokg/schema"
)

// codeVersion changes when the code reads the same word lists in another way.
const codeVersion = "entity/3"

//go:embed data
var wordLists embed.FS

// Fingerprint identifies the code and the word lists, as a part of the extractor's fingerprint.
func (l *Linker) Fingerprint() string { return schema.Fingerprint(codeVersion, wordLists) }
