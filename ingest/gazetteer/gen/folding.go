package main

import (
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// letters that have no decomposition but are written plain by English news.
var plain = map[rune]string{
	'æ': "ae", 'œ': "oe", 'ß': "ss", 'ø': "o", 'ł': "l", 'đ': "d", 'ð': "d", 'þ': "th", 'ı': "i", 'ħ': "h", 'ŧ': "t", 'ə': "e", 'ŋ': "n",
}

// foldingTable lists every Latin letter with an accent, or that is a ligature, with what stands for it.
func foldingTable() []string {
	var rows []string
	for r := rune(0x80); r < 0x2000; r++ {
		if !unicode.Is(unicode.Latin, r) {
			continue
		}
		if to := foldLetter(r); to != "" && to != string(r) {
			rows = append(rows, fmt.Sprintf("%c %s", r, to))
		}
	}
	return rows
}

func foldLetter(r rune) string {
	var b strings.Builder
	for _, x := range norm.NFKD.String(string(r)) {
		lower := unicode.ToLower(x)
		switch {
		case unicode.Is(unicode.Mn, x):
		case plain[lower] != "" && lower == x:
			b.WriteString(plain[lower])
		case plain[lower] != "":
			s := plain[lower]
			b.WriteString(strings.ToUpper(s[:1]) + s[1:])
		case x < 0x80:
			b.WriteRune(x)
		default:
			return ""
		}
	}
	for _, c := range b.String() {
		if !unicode.IsLetter(c) {
			return ""
		}
	}
	return b.String()
}
