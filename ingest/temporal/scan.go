package temporal

import "geokg/schema"

// A found expression: atoms [first, last) of a sentence and what they mean.
type found struct {
	first, last int
	meaning     reading
	alone       bool // it is the whole sentence, as in a date line
	since       bool // "since" stands before it
}

// A scanner finds the expressions of one sentence. Its rules are methods that look at the atoms from i on and return what
// they mean and where they end, or nil; an index beyond the atoms is allowed everywhere and matches nothing.
type scanner struct {
	tokens []schema.Token
	atoms  []atom
	depth  int             // how many expressions lie around the one that is being read
	names  map[string]bool // month words that are names in this article: see namesakes
}

var none = atom{token: -1, num: -1}

func (s *scanner) at(i int) *atom {
	if i < 0 || i >= len(s.atoms) {
		return &none
	}
	return &s.atoms[i]
}

func (s *scanner) text(i int) string     { return s.at(i).text }
func (s *scanner) is(k kind, i int) bool { return words.is(k, s.at(i).text) }
func (s *scanner) inside(i int) bool     { return i >= 0 && i < len(s.atoms) }
func (s *scanner) oneOf(i int, w ...string) bool {
	t := s.text(i)
	for _, x := range w {
		if t == x {
			return true
		}
	}
	return false
}

// skip returns i, or i+1 if one of the words stands there.
func (s *scanner) skip(i int, w ...string) int {
	if s.inside(i) && s.oneOf(i, w...) {
		return i + 1
	}
	return i
}

// glued reports whether no space stands between the atoms i and i+1.
func (s *scanner) glued(i int) bool {
	if !s.inside(i) || !s.inside(i+1) {
		return false
	}
	a, b := s.atoms[i].token, s.atoms[i+1].token
	return a == b || s.tokens[a].End == s.tokens[b].Start
}

// tag returns the universal part of speech of the token of atom i.
func (s *scanner) tag(i int) string {
	if !s.inside(i) {
		return ""
	}
	return s.tokens[s.atoms[i].token].UPOS
}

// isNoun reports whether atom i looks like the head or the modifier of a noun phrase that goes on.
func (s *scanner) isNoun(i int) bool {
	if !s.inside(i) || s.is("punctuation", i) {
		return false
	}
	switch s.tag(i) {
	case "NOUN", "PROPN", "ADJ":
		return true
	case "":
		return s.is("event", i)
	}
	return false
}

// isPlural reports whether atom i is tagged as a plural common noun.
func (s *scanner) isPlural(i int) bool {
	return s.inside(i) && s.tokens[s.atoms[i].token].XPOS == "NNS"
}

// scan returns the expressions of the sentence in order, without overlap.
func (s *scanner) scan() []found {
	var out []found
	for i := 0; i < len(s.atoms); {
		if a := &s.atoms[i]; a.width == 0 && !words.starts[a.text] {
			i++
			continue
		}
		if n := s.name(i); n > i {
			i = n
			continue
		}
		m, end := s.expression(i)
		if end <= i {
			i++
			continue
		}
		if m != nil {
			out = append(out, found{first: s.leading(i, end), last: end, meaning: m, since: s.text(i) == "since"})
		}
		i = end
	}
	if len(out) == 1 && out[0].first == 0 && s.skip(out[0].last, ".") == len(s.atoms) {
		out[0].alone = true
	}
	return out
}

// name returns the end of a name that holds date words and is no date ("Black Friday"); i if none starts there.
func (s *scanner) name(i int) int {
	for _, p := range words.phrases[s.text(i)] {
		if end := s.sequence(i, p); end > i {
			return end
		}
	}
	return i
}

func (s *scanner) sequence(i int, p []string) int {
	for k, w := range p {
		if s.text(i+k) != w {
			return i
		}
	}
	return i + len(p)
}
