package temporal

// isYearNumber reports whether the atom has the form of a year that news speak of.
func isYearNumber(a *atom) bool {
	return a.width == 4 && !a.nth && a.num >= 1400 && a.num <= 2100
}

// isCounted reports whether what stands at i counts a number before it: "troops", "%", "years".
func (s *scanner) isCounted(i int) bool {
	if s.text(i) == "-" && s.glued(i) {
		return s.is("counted", i+1) || s.is("unit", i+1)
	}
	return s.is("counted", i) || s.is("unit", i)
}

// yearAlone reads a year that stands by itself. Four digits are a year only in company that says so: a preposition of
// time, brackets, an event, or an owner with a noun after it; and never where they count, number or price something.
func (s *scanner) yearAlone(i int) (reading, int) {
	if !isYearNumber(s.at(i)) || s.isCounted(i+1) || s.isNumbered(i) || !s.isTemporal(i) {
		return nil, i
	}
	return calendar{year: s.at(i).num, weekday: -1, event: s.is("event", i-1) || s.eventFollows(i)}, i + 1
}

// isNumbered reports whether the word before the digits makes them the name, the price or the count of something.
func (s *scanner) isNumbered(i int) bool {
	if s.is("label", i-1) || s.is("currency", i-1) || s.text(i-1) == "#" {
		return true
	}
	if s.text(i-1) == "." && s.is("label", i-2) { // "No . 1973"
		return true
	}
	if s.oneOf(i-1, "-", "/") && s.glued(i-2) && s.glued(i-1) && !s.is("edge", i-2) && !s.is("blank", i-2) {
		return true // "T-2000", "A/RES/2022"
	}
	if s.text(i+1) == "," && s.glued(i) && s.glued(i+1) && s.at(i+2).width == 3 {
		return true // a tokenizer's "2000,000"
	}
	if s.text(i+1) != "-" || !s.glued(i) || !s.glued(i+1) {
		return false
	}
	return s.at(i+2).num < 0 && !s.at(i+2).upper || s.text(i+3) == "-" // "2000-strong", "2022-13-05"
}

// isTemporal reports whether the words around the digits say that they are a year.
func (s *scanner) isTemporal(i int) bool {
	switch prev := s.text(i - 1); {
	case s.is("quantity", i-1) && !s.is("case", i-2):
		return false
	case prev == "at":
		return false
	case s.is("case", i-1), s.is("blank", i-1), s.is("edge", i-1), s.text(i-1) == "-" && (s.is("edge", i-2) || s.is("blank", i-2)):
		return true
	case prev == "(":
		return s.oneOf(i+1, ")", "-", ",", ";")
	case s.text(i+1) == "-" && isYearNumber(s.at(i+2)) && s.at(i+2).num > s.at(i).num:
		return true // "he reigned 1715-1774"
	case s.is("near", i-1):
		return !s.isPlural(i+1) && s.tag(i+1) != "NOUN" || s.is("event", i+1)
	case s.oneOf(i-1, "and", "or", ",") && isYearNumber(s.at(i-2)):
		return !s.isNoun(i+1) && s.isTemporal(i-2)
	case s.is("event", i-1):
		return !s.isPlural(i + 1)
	case s.is("owner", i-1) && (s.isNoun(i+1) || s.eventFollows(i)):
		return s.at(i).num%100 != 0 || !s.isPlural(i+1) || s.eventFollows(i)
	case i == 0 && (s.tag(1) == "AUX" || s.tag(1) == "VERB"):
		return true
	}
	return s.eventFollows(i)
}

// eventFollows reports whether a noun phrase goes on from the digits to an event: "2016 UK - France summit".
func (s *scanner) eventFollows(i int) bool {
	for j := i + 1; j <= i+5 && s.inside(j); j++ {
		if s.is("event", j) {
			return true
		}
		if s.text(j) != "-" && (s.is("punctuation", j) || s.tag(j) == "VERB" || s.tag(j) == "AUX" || s.tag(j) == "ADP") {
			return false
		}
	}
	return false
}
