package main

import (
	_ "embed"
	"strings"
)

//go:embed words.txt
var wordsText string

// words is the table in words.txt.
var words = parseWords(wordsText)

type wordTable struct {
	agency, awkward, englishSpeaking, numerals, particles, titles map[string]bool
	beside, generic, inContext, notGiven, saint                   map[string]bool // of places

	division map[string]string // alpha-2 → "province", "" where a division has no such word
}

func parseWords(text string) wordTable {
	t := wordTable{division: map[string]string{}}
	for _, line := range strings.Split(text, "\n") {
		what, list, ok := strings.Cut(line, " | ")
		if !ok || line[0] == '#' {
			continue
		}
		switch set := wordSet(list); what {
		case "agency":
			t.agency = set
		case "awkward":
			t.awkward = set
		case "beside":
			t.beside = set
		case "generic":
			t.generic = set
		case "in-context":
			t.inContext = set
		case "not-given":
			t.notGiven = set
		case "saint":
			t.saint = set
		case "english-speaking":
			t.englishSpeaking = set
		case "numerals":
			t.numerals = set
		case "particles":
			t.particles = set
		case "titles":
			t.titles = set
		case "division":
			for pair := range set {
				code, word, _ := strings.Cut(pair, "=")
				t.division[code] = word
			}
		}
	}
	return t
}
