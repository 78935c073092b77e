package temporal

// expression returns what the expression at atom i means and where it ends. It ends at i if there is none; a nil reading
// with an end beyond i is something to pass over.
func (s *scanner) expression(i int) (reading, int) {
	prep, j := s.preposition(i)
	k := s.skip(j, "the")
	if n := s.name(k); n > k {
		return nil, n
	}
	m, end := s.core(k, k > j)
	if m == nil && k == j+1 { // "that year" and others see their own determiner
		m, end = s.core(j, false)
		k = j
	}
	if m == nil && prep == "in" {
		m, end = s.ahead(k)
	}
	if m == nil {
		return nil, i
	}
	m, end = s.ranged(m, end, prep)
	if s.isRecurring(k) {
		return nil, end
	}
	if prep != "" && words.is("blank", prep) && (s.text(j-1) == "-" || !s.attributive(end)) && !s.isEnd(k) {
		m = unknown{}
	}
	return m, end
}

// leading returns where the expression that was read from i to end begins: a preposition and an article belong to the noun
// if the expression only describes it, as in "after the November vote".
func (s *scanner) leading(i, end int) int {
	if !s.attributive(end) {
		return i
	}
	if s.oneOf(i, "pre", "post") {
		return i
	}
	_, j := s.preposition(i)
	return s.skip(j, "the")
}

// preposition returns the preposition at i and the atom after it; "" and i if there is none.
func (s *scanner) preposition(i int) (string, int) {
	switch {
	case s.oneOf(i, "between"):
		return "between", i + 1
	case s.text(i) == "as" && s.text(i+1) == "of":
		return "as", i + 2
	case s.text(i) == "prior" && s.text(i+1) == "to":
		return "before", i + 2
	case s.text(i) == "ahead" && s.text(i+1) == "of":
		return "before", i + 2
	case s.oneOf(i, "pre", "post"): // "pre-2014", but not "a blog post Monday"
		if s.text(i+1) == "-" {
			return s.text(i), i + 2
		}
		return "", i
	case s.is("case", i), s.is("blank", i):
		return s.text(i), i + 1
	}
	return "", i
}

// attributive reports whether the expression that ends at i goes on into a noun that it describes: "after Tuesday's attack".
func (s *scanner) attributive(i int) bool {
	return s.text(i) == "'s" || s.isNoun(i) || isYearNumber(s.at(i-1)) && s.eventFollows(i-1)
}

// isEnd reports whether "end of" stands at i: before the end of a year is in that year.
func (s *scanner) isEnd(i int) bool {
	_, e := s.unitEnd(i)
	return s.oneOf(i, "end", "close") || e > i
}

// isRecurring reports whether "every" or the like stands before atom i.
func (s *scanner) isRecurring(i int) bool {
	for ; s.is("daypart", i-1) || s.is("edge", i-1); i-- {
	}
	return s.oneOf(i-1, "each", "every")
}

// nesting is how deep expressions may lie within each other: "the end of | the week after | the first half of | May".
const nesting = 6

// core returns the longest expression at i without preposition and article; the says whether "the" was there.
func (s *scanner) core(i int, the bool) (reading, int) {
	if !s.inside(i) || s.depth == nesting {
		return nil, i
	}
	s.depth++
	defer func() { s.depth-- }()
	var best reading
	end := i
	try := func(m reading, e int) {
		if m != nil && e > end {
			best, end = m, e
		}
	}
	try(s.numeric(i))
	try(s.dated(i))
	try(s.monthAlone(i))
	try(s.yearAlone(i))
	try(s.weekdayAlone(i))
	try(s.holiday(i))
	try(s.dayWord(i))
	try(s.seasonAlone(i, the))
	try(s.decadeOrCentury(i))
	try(s.chosen(i, the))
	try(s.anchored(i, the))
	try(s.counted(i, the))
	try(s.unitEnd(i))
	try(s.weekendAlone(i, the))
	try(s.nightLong(i))
	try(s.dayOfMonth(i, the))
	try(s.eve(i, the))
	try(s.partOf(i))
	return best, end
}

// ranged takes in the second half of a range, whose first half is the date: "from 3 April to 5 May 2022", "2014-2016".
func (s *scanner) ranged(m reading, end int, prep string) (reading, int) {
	c, isDate := m.(calendar)
	_, isDay := m.(weekdayIn)
	if !isDate && !isDay {
		return m, end
	}
	if s.text(end) == "-" && c.year > 0 && c.month == 0 && s.at(end+1).width == 2 && s.glued(end) && s.glued(end-1) {
		return m, end + 2 // "2014-15"
	}
	ranging := prep == "from" || prep == "between"
	loose := false
	switch {
	case s.text(end) == "-", s.oneOf(end, "through"):
	case s.oneOf(end, "to", "until", "till") && (ranging || c.day > 0 || isDay):
	case s.oneOf(end, "and") && prep == "between":
	case s.oneOf(end, "to") && c.month > 0 && c.year == 0: // "in June to August 2010"
		loose = true
	default:
		return m, end
	}
	to := s.skip(end+1, "the")
	if isDay {
		if d, e := s.weekdayAlone(to); d != nil {
			if _, bare := d.(weekdayIn); bare {
				return m, e
			}
		}
		return m, end
	}
	t, e := s.rangeEnd(to)
	if t == nil || loose && (t.month == 0 || t.day > 0 || t.year == 0) {
		return m, end
	}
	if c.year == 0 && c.yearOf == nil {
		c.year, c.yearOf, c.endMonth, c.endDay = t.year, t.yearOf, t.month, t.day
		if c.year > 0 && c.month*100+c.day > t.month*100+t.day {
			c.year-- // "from December to January 2022"
		}
	}
	return c, e
}

func (s *scanner) rangeEnd(i int) (*calendar, int) {
	if k := s.skip(i+1, "-"); s.is("edge", i) && i > 0 && s.inside(k) { // "to mid-May"
		if _, m := s.monthName(k, true); m > k {
			i = k
		}
	}
	if m, e := s.dated(i); m != nil {
		c := m.(calendar)
		return &c, e
	}
	if m, e := s.monthAlone(i); m != nil {
		c := m.(calendar)
		return &c, e
	}
	if y := s.at(i); isYearNumber(y) && !s.isCounted(i+1) {
		return &calendar{year: y.num, weekday: -1}, i + 1
	}
	return nil, i
}

// numeric reads "2022-04-05", "05/04/2022" and "2022-04". If day and month can't be told apart, it is the year.
func (s *scanner) numeric(i int) (reading, int) {
	a, sep, b := s.at(i), s.text(i+1), s.at(i+2)
	if a.num < 0 || b.num < 0 || a.nth || b.nth || sep != "-" && sep != "/" && sep != "." {
		return nil, i
	}
	if c := s.at(i + 4); s.text(i+3) == sep && c.num >= 0 && !c.nth {
		if d, ok := dayFromNumbers(a, b, c, sep); ok {
			return d, i + 5
		}
		return nil, i
	}
	// "2022-04", but not "2011-12", which may be two years.
	if isYearNumber(a) && b.width == 2 && b.num >= 1 && b.num <= 12 && b.num <= a.num%100 && sep != "." && s.glued(i) && s.glued(i+1) {
		return calendar{year: a.num, month: b.num, weekday: -1}, i + 3
	}
	return nil, i
}

func dayFromNumbers(a, b, c *atom, sep string) (calendar, bool) {
	var y, m, d int
	switch {
	case isYearNumber(a) && b.width <= 2 && c.width <= 2:
		y, m, d = a.num, b.num, c.num
	case !isYearNumber(c) || a.width > 2 || b.width > 2:
		return calendar{}, false
	case sep == "." || a.num > 12 || a.num == b.num: // "5.4.2022" is the continental way
		y, m, d = c.num, b.num, a.num
	case b.num > 12:
		y, m, d = c.num, a.num, b.num
	case a.num >= 1 && b.num >= 1:
		return calendar{year: c.num, weekday: -1}, true
	}
	if m < 1 || m > 12 || d < 1 || !calendarPeriod(y, m, d).known() {
		return calendar{}, false
	}
	return calendar{year: y, month: m, day: d, weekday: -1}, true
}

// dated reads a day of a month, with weekday and year where they are given: "Thursday, April 5", "the 5th of April 2022".
func (s *scanner) dated(i int) (reading, int) {
	c := calendar{weekday: -1}
	j, open := i, false
	if wd, k := s.weekdayName(i, true); k > i {
		c.weekday = wd
		for s.is("daypart", k) {
			k++
		}
		j = s.skip(k, ",", "(")
		open = s.text(k) == "("
		j = s.skip(j, "the")
	}
	k := s.dayMonth(j, &c)
	if k == j {
		return nil, i
	}
	k = s.yearAfter(k, &c)
	if !calendarPeriod(max(c.year, 2000), c.month, c.day).known() && (c.year > 0 || c.day > 29) {
		return nil, i
	}
	if open {
		k = s.skip(k, ")")
	} else if wd, e := s.weekdayName(k+1, true); c.weekday < 0 && e > k+1 && s.text(k) == "(" && s.text(e) == ")" {
		c.weekday, k = wd, e+1
	}
	return c, k
}

// dayMonth reads "5 April", "the 5th of April", "April 5", and the first day of "3-5 May", "3 and 4 May", "May 3 to 5".
func (s *scanner) dayMonth(i int, c *calendar) int {
	if d, k := s.dayNumber(i); k > i {
		if m, e := s.monthAfterDays(k, d); e > 0 {
			c.month, c.day = m, d
			return e
		}
		return i
	}
	m, k := s.monthName(i, true)
	if k == i {
		return i
	}
	d, e := s.dayNumber(s.skip(k, "the"))
	if e == s.skip(k, "the") || s.isCounted(e) && !s.at(e-1).nth {
		return i
	}
	c.month, c.day = m, d
	for s.oneOf(e, "-", "to", "through", "and", "&", "or") {
		d2, e2 := s.dayNumber(s.skip(e+1, "the"))
		if e2 <= e+1 || d2 <= d || s.isCounted(e2) {
			break
		}
		if _, m2 := s.monthName(e2, true); m2 > e2 { // "April 5 to 10 May"
			break
		}
		d, e = d2, e2
	}
	return e
}

// monthAfterDays reads the rest of "3-5 May" and "3, 4 and 5 May" after the first day. It returns 0, 0 if it does not come to a month.
func (s *scanner) monthAfterDays(k, d int) (m, end int) {
	for {
		of := s.skip(k, "of")
		if m, e := s.monthName(of, true); e > of {
			return m, e
		}
		if !s.oneOf(k, "-", "to", "through", "and", "&", "or", ",") {
			return 0, 0
		}
		j := s.skip(k+1, "and", "the")
		d2, e := s.dayNumber(s.skip(j, "the"))
		if e <= k+1 || d2 <= d {
			return 0, 0
		}
		d, k = d2, e
	}
}

// dayNumber reads "5", "5th", "fifth" and "twenty-first".
func (s *scanner) dayNumber(i int) (int, int) {
	a := s.at(i)
	if a.num >= 1 && a.num <= 31 && a.width <= 2 {
		return a.num, i + 1
	}
	if v, ok := words.value("ordinal", a.text); ok {
		return v, i + 1
	}
	if tens, ok := words.value("number", a.text); ok && (tens == 20 || tens == 30) {
		j := s.skip(i+1, "-")
		if v, ok := words.value("ordinal", s.text(j)); ok && v < 10 && tens+v <= 31 {
			return tens + v, j + 1
		}
	}
	return 0, i
}

// yearAfter reads the year that follows a month or a day: "2022", ", 2022", "of last year", "the same year".
func (s *scanner) yearAfter(i int, c *calendar) int {
	j := s.skip(i, ",", "of", "in")
	if y := s.at(j); isYearNumber(y) && !(y.num%100 == 0 && s.isCounted(j+1)) && !(s.text(j+1) == "," && s.at(j+2).width == 3 && s.glued(j)) {
		c.year = y.num
		return j + 1
	}
	if r, e := s.yearReference(s.skip(i, ",", "of", "in")); r != nil {
		c.yearOf = r
		return e
	}
	return i
}

// yearReference reads "last year", "this year", "that same year", "the following year".
func (s *scanner) yearReference(i int) (*shifted, int) {
	j := s.skip(i, "the")
	r := &shifted{unit: year}
	switch {
	case s.oneOf(j, "that", "same"):
		r.base = fromAnchor
		j = s.skip(j, "that")
		j = s.skip(j, "same") - 1
	case s.is("previous", j):
		r.n, r.base = -1, fromAnchor
	case s.is("following", j) && j > i, s.oneOf(j, "following"):
		r.n, r.base = 1, fromAnchor
	case s.is("last", j):
		r.n = -1
	case s.is("next", j):
		r.n = 1
	case s.is("this", j):
	default:
		return nil, i
	}
	if s.text(j+1) != "year" {
		return nil, i
	}
	return r, j + 2
}

// monthAlone reads "April 2022", "April of last year", and "April" where it is no name or verb.
func (s *scanner) monthAlone(i int) (reading, int) {
	m, k := s.monthName(i, true)
	if k == i {
		return nil, i
	}
	c := calendar{month: m, weekday: -1}
	if e := s.yearAfter(k, &c); e > k {
		return c, e
	}
	if _, k = s.monthName(i, false); k == i || s.at(k).num > 0 && s.at(k).width < 3 && !s.isCounted(k+1) { // "February 31"
		return nil, i
	}
	return c, k
}

// monthName reads the name of a month. Without supported (a day or year beside it), names that are also other words
// need a preposition before them or a noun after them.
func (s *scanner) monthName(i int, supported bool) (int, int) {
	a := s.at(i)
	if m, ok := words.value("month", a.text); ok {
		if words.is("monthish", a.text) && (!a.upper || !supported && !s.looksLikeMonth(i)) {
			return 0, i
		}
		return m, i + 1
	}
	m, ok := words.value("shortmonth", a.text)
	if !ok || !a.upper {
		return 0, i
	}
	e := i + 1
	if !a.dot {
		e = s.skip(e, ".")
	}
	if supported || a.dot && s.is("case", i-1) || e > i+1 && s.is("case", i-1) || s.oneOf(i-1, "in", "since") {
		return m, e
	}
	return 0, i
}

// looksLikeMonth reports whether a capitalised "May", "March", "April", "June" or "August" without a number beside it is the month.
func (s *scanner) looksLikeMonth(i int) bool {
	if s.names[s.text(i)] && !s.oneOf(i-1, "in", "since", "last", "next") {
		return false
	}
	switch {
	case s.is("case", i-1), s.is("blank", i-1), s.is("near", i-1):
		return !s.oneOf(i-1, "by", "for", "over") || s.tag(i+1) != "VERB"
	case s.is("edge", i-1), s.is("last", i-1), s.is("next", i-1), s.is("this", i-1):
		return true
	case s.text(i-1) == "-" && (s.is("edge", i-2) || s.is("month", i-2)):
		return true
	case s.text(i+1) == "-" && s.is("month", i+2):
		return true
	case s.oneOf(i-1, "and", "or") && s.is("month", i-2):
		return true
	case s.is("owner", i-1) && s.isNoun(i+1), s.text(i+1) == "'s" && s.isNoun(i+2) && s.tag(i-1) != "PROPN":
		return !s.at(i + 1).upper
	}
	return false
}

// weekdayName reads the name of a weekday; abbreviated only where a date supports it.
func (s *scanner) weekdayName(i int, supported bool) (int, int) {
	a := s.at(i)
	if d, ok := words.value("weekday", a.text); ok {
		return d, i + 1
	}
	if d, ok := words.value("shortweek", a.text); ok && supported && a.upper {
		if a.dot {
			return d, i + 1
		}
		return d, s.skip(i+1, ".")
	}
	return 0, i
}

// weekdayAlone reads "Tuesday", "Tuesday morning", "Tuesday of next week".
func (s *scanner) weekdayAlone(i int) (reading, int) {
	d, k := s.weekdayName(i, false)
	if k == i || s.is("newspaper", k) && s.at(k).upper || s.is("recurring", i-1) {
		return nil, i
	}
	for s.is("daypart", k) {
		k++
	}
	r := weekdayIn{weekday: d}
	j := s.skip(k, "of")
	if s.text(j+1) == "week" && !(s.text(j+2) == "'s") {
		w := &shifted{unit: week}
		switch {
		case s.is("last", j):
			w.n = -1
		case s.is("next", j):
			w.n = 1
		case s.is("this", j):
		default:
			return r, k
		}
		r.week = w
		return r, j + 2
	}
	return r, k
}

// dayWord reads "today", "yesterday evening".
func (s *scanner) dayWord(i int) (reading, int) {
	n, ok := words.value("day", s.text(i))
	if !ok {
		return nil, i
	}
	for i++; s.is("daypart", i); i++ {
	}
	return shifted{n: n, unit: day}, i
}

// holiday reads "New Year's Day" and others that have a date.
func (s *scanner) holiday(i int) (reading, int) {
	if !s.at(i).upper {
		return nil, i
	}
	for _, h := range words.holidays[s.text(i)] {
		if end := s.sequence(i, h.atoms); end > i {
			c := calendar{month: h.monthDay / 100, day: h.monthDay % 100, weekday: -1}
			return c, s.yearAfter(end, &c)
		}
	}
	return nil, i
}
