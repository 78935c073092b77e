package webpage

import (
	_ "embed"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"
)

//go:embed refusals.txt
var refusalsText string

// refusalKinds are the errors of the kinds of refusals.txt.
var refusalKinds = map[string]error{
	"consent": fmt.Errorf("%w: the page asks for consent first", ErrRefused),
	"paywall": fmt.Errorf("%w: the article is behind a paywall", ErrRefused),
	"robot":   fmt.Errorf("%w: the page checks for robots first", ErrRefused),
}

// A refusal is a pattern of refusals.txt.
type refusal struct {
	kind    string
	pattern *regexp.Regexp
}

var refusals = func() []refusal {
	rs, err := loadRefusals(refusalsText)
	if err != nil {
		panic("geokg/ingest/webpage: " + err.Error()) // the file is part of the program
	}
	return rs
}()

func loadRefusals(text string) (rs []refusal, err error) {
	kinds := map[string]bool{}
	for k := range refusalKinds {
		kinds[k] = true
	}
	err = eachRule("refusals.txt", text, kinds, func(kind, value string) error {
		p, err := regexp.Compile("(?i)" + value)
		rs = append(rs, refusal{kind, p})
		return err
	})
	if err == nil && len(rs) == 0 {
		err = errors.New("refusals.txt: want at least one pattern")
	}
	return rs, err
}

// refused returns the error of a page that says that its article is not on it, an [ErrRefused]; nil of one that has more text than such pages do. lines are
// all of the page's, text is what was found of the article.
func refused(lines []string, text string) error {
	const (
		most    = 900 // characters: a teaser
		longest = 300 // bytes
	)
	if utf8.RuneCountInString(text) > most {
		return nil
	}
	for _, l := range lines {
		if len(l) > longest {
			continue
		}
		l = strings.ReplaceAll(l, "’", "'")
		for _, r := range refusals {
			if r.pattern.MatchString(l) {
				return refusalKinds[r.kind]
			}
		}
	}
	return nil
}
