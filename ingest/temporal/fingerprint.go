package temporal

import (
	"embed"

	"geokg/schema"
)

// codeVersion changes when the code reads the same words in another way.
const codeVersion = "temporal/2"

//go:embed words.txt
var wordFiles embed.FS

// Fingerprint identifies the code and the words, as a part of the extractor's fingerprint.
func Fingerprint() string { return schema.Fingerprint(codeVersion, wordFiles) }
