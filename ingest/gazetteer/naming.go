package gazetteer

import (
	_ "embed"
	"strings"
)

//go:embed data/naming.txt
var namingText string

// naming is the table of how names are written.
var naming = parseNaming(namingText)

type namingTable struct {
	familyFirst, twoFamilies, particles, small, suffixes map[string]bool
}

// parseNaming reads "what | words" rows; a test checks that none is missing.
func parseNaming(text string) namingTable {
	var n namingTable
	_ = table{name: "naming.txt", text: text}.rows(2, 2, func(f []string) error {
		words := map[string]bool{}
		for _, w := range strings.Fields(f[1]) {
			words[w] = true
		}
		switch f[0] {
		case "family-first":
			n.familyFirst = words
		case "particles":
			n.particles = words
		case "small":
			n.small = words
		case "suffixes":
			n.suffixes = words
		case "two-families":
			n.twoFamilies = words
		}
		return nil
	})
	return n
}
