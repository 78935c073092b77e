package temporal

// seasonAlone reads "spring 2020", "the summer of last year", "in the winter". "Fall" is a season only beside a year.
func (s *scanner) seasonAlone(i int, the bool) (reading, int) {
	start, ok := words.value("season", s.text(i))
	if !ok {
		return nil, i
	}
	r := seasonIn{start: start}
	j := s.skip(i+1, "of", ",")
	if y := s.at(j); isYearNumber(y) && !s.isCounted(j+1) {
		r.year = y.num
		return r, j + 1
	}
	if of, e := s.yearReference(j); of != nil {
		r.yearOf = of
		return r, e
	}
	if s.text(j) != s.text(i+1) && s.at(j).num > 0 {
		return unknown{}, j + 1 // "the summer of 1075"
	}
	if s.text(i) == "fall" || !the || !s.oneOf(i-2, "in", "during", "since", "by", "over") || s.isNoun(i+1) || s.oneOf(i+1, "and", "or") {
		return nil, i // "in winter" is every winter
	}
	return r, i + 1
}

// decadeOrCentury reads "1990s", "the '90s" and "the 20th century", whose year can't be told.
func (s *scanner) decadeOrCentury(i int) (reading, int) {
	a := s.at(i)
	if a.num < 0 && (a.width == 4 || a.width == 2 && s.is("owner", i-1) || a.width == 2 && s.is("edge", i-1)) && a.text[a.width:] == "s" && !s.oneOf(i-1, "his", "her", "their") {
		return unknown{}, i + 1
	}
	if a.num >= 0 && a.nth && s.oneOf(s.skip(i+1, "-"), "century") {
		return unknown{}, s.skip(i+1, "-") + 1
	}
	if isYearNumber(a) && a.num%10 == 0 && s.text(i-1) == "the" && s.text(i+1) == "'s" && !s.isNoun(i+2) {
		return unknown{}, i + 2
	}
	return nil, i
}

// chosen reads what the publication date chooses: "last week", "this summer", "next Tuesday", "the past three days".
func (s *scanner) chosen(i int, the bool) (reading, int) {
	var by choice
	n, j := 0, i+1
	switch {
	case s.is("last", i):
		by, n = latest, -1
	case s.is("next", i):
		by, n = coming, 1
	case s.is("this", i):
		by = current
		if s.oneOf(j, "past", "last") {
			by, n, j = latest, -1, j+1
		} else if s.oneOf(j, "coming", "next") {
			by, n, j = coming, 1, j+1
		}
	case s.oneOf(i, "recent") && words.is("unit", s.text(i+1)):
		u, _ := words.value("unit", s.text(i+1))
		if unit(u) >= year {
			return unknown{}, i + 2
		}
		return stretch{n: -12, unit: unit(u)}, i + 2
	default:
		return nil, i
	}
	if d, k := s.weekdayName(j, false); k > j {
		for s.is("daypart", k) {
			k++
		}
		return weekdayIn{weekday: d, choice: by}, k
	}
	if m, k := s.monthName(j, true); k > j && !the {
		c := calendar{month: m, weekday: -1, choice: by}
		if d, e := s.dayNumber(k); e > k && !s.isCounted(e) {
			c.day, k = d, e
		}
		if y := s.at(k); isYearNumber(y) {
			c.year, k = y.num, k+1
		}
		return c, k
	}
	if start, ok := words.value("season", s.text(j)); ok {
		return seasonIn{start: start, choice: by}, j + 1
	}
	if s.is("daypart", j) && by != coming {
		if s.text(j) != "night" {
			n = 0 // "last evening" is rare and unclear
		}
		return shifted{n: n, unit: day}, j + 1
	}
	if u, ok := words.value("unit", s.text(j)); ok {
		return s.chosenUnit(j, unit(u), n, the || s.text(i) == "past")
	}
	if by == current {
		return nil, i
	}
	count, k, told := s.number(j)
	if u, ok := words.value("unit", s.text(k)); ok && k > j {
		if !told && count == 0 {
			count = 12
		}
		return stretch{n: n * count, unit: unit(u)}, k + 1
	}
	return nil, i
}

// chosenUnit reads the unit of "last month"; "the last month" and "the past month" are the days up to now, and "the next day"
// counts from the day last spoken of.
func (s *scanner) chosenUnit(j int, u unit, n int, definite bool) (reading, int) {
	plural := len(s.text(j)) > 2 && s.text(j)[len(s.text(j))-1] == 's'
	switch {
	case plural && n == 0, u == hour && !plural, u == day && n == 0, u == day && n < 0 && s.text(j-1) == "last":
		return nil, j // "this day", "the last day of the talks"
	case s.is("owner", j-2) && !definite && n != 0:
		return nil, j // "his last year in office"
	case plural:
		return stretch{n: 12 * n, unit: u}, j + 1
	case u == day && n > 0:
		return shifted{n: 1, unit: day, base: fromAnchor}, j + 1
	case definite && n < 0:
		return stretch{n: n, unit: u}, j + 1
	case definite && n > 0:
		return shifted{n: n, unit: u, base: fromEither}, j + 1
	}
	return shifted{n: n, unit: u}, j + 1
}

// anchored reads what counts from the date last spoken of: "the following day", "that year", "the month before".
func (s *scanner) anchored(i int, the bool) (reading, int) {
	j, n := i+1, 0
	switch {
	case s.text(i) == "that":
		j = s.skip(j, "same", "very")
	case s.text(i) == "same" && the:
	case s.is("previous", i) && the:
		n = -1
	case s.is("following", i) && the:
		n = 1
	default:
		return nil, i
	}
	if u, ok := words.value("unit", s.text(j)); ok && unit(u) >= day && s.text(j)[len(s.text(j))-1] != 's' {
		return shifted{n: n, unit: unit(u), base: fromAnchor}, j + 1
	}
	if s.is("daypart", j) {
		return shifted{n: n, unit: day, base: fromAnchor}, j + 1
	}
	if d, k := s.weekdayName(j, false); k > j {
		for s.is("daypart", k) {
			k++
		}
		if n != 0 {
			return weekdayNear{d, n}, k
		}
		return unknown{}, k // "that Tuesday": in a week that was not spoken of
	}
	if s.is("season", j) && s.text(j) != "fall" {
		return shifted{n: n, unit: year, base: fromAnchor}, j + 1
	}
	if count, k, told := s.number(j); k > j && told && n != 0 {
		if u, ok := words.value("unit", s.text(k)); ok {
			return stretch{n: n * count, unit: unit(u), base: fromAnchor}, k + 1
		}
	}
	return nil, i
}

// counted reads a number of units with a direction: "two days ago", "a year earlier", "three weeks after 5 April", "the day before".
func (s *scanner) counted(i int, the bool) (reading, int) {
	rough := s.is("approx", i) || s.is("approx", i-1)
	j := i
	if s.is("approx", j) {
		j++
	}
	vague := s.oneOf(i-1, "than", "least", "over")
	n, k, told := 1, j, true
	half := s.text(j) == "half" && s.oneOf(j+1, "a")
	if half {
		j++
	}
	if s.is("multiple", j) && s.text(j+1) == "of" {
		k, told = j+2, false
	} else if n, k, told = s.number(j); k == j {
		n, told = 1, the                                             // "the day before"; "days ago"
		if t := s.text(k); !the && (t == "" || t[len(t)-1] != 's') { // "day after day"
			return nil, i
		}
	}
	u, ok := words.value("unit", s.text(k))
	if !ok {
		if !the || j != i || !s.is("daypart", i) {
			return nil, i
		}
		u = int(day) // "the night before"
	}
	length := unit(u)
	k++
	if s.text(k-1) == "fortnight" {
		n *= 2
	}
	if s.text(k) == "and" && s.text(k+1) == "a" && s.text(k+2) == "half" {
		k, rough = k+3, true
		if length == year {
			n, length = 12*n+6, month
		}
	}
	if half && length == year {
		n, length = 6, month
	}
	if s.oneOf(i-1, "for") || s.oneOf(i-2, "for") && the {
		return nil, i
	}
	r := shifted{n: n, unit: length, rough: rough}
	switch s.text(k) {
	case "ago":
		r.n = -n
		if !told && length == day && !vague && k > i+1 {
			return daysAway{-6, -2}, k + 1 // "a few days ago"
		}
	case "earlier", "previously":
		if s.text(k+1) == "than" {
			return nil, i
		}
		r.n, r.base = -n, fromAnchor
	case "later":
		r.base = fromAnchor
	case "before", "after", "prior":
		if m, e := secondNext(s, i, k, r, the); m != nil {
			return m, e
		}
		return s.countedFrom(i, k, r, told && !vague)
	case "from":
		if s.text(k+1) != "now" {
			return nil, i
		}
		k++
	default:
		return nil, i
	}
	if !told || vague {
		return unknown{}, k + 1
	}
	return r, k + 1
}

// secondNext reads "the year before last" and "the week after next", whose unit ends before atom k.
func secondNext(s *scanner, i, k int, r shifted, the bool) (reading, int) {
	switch {
	case !the || k != i+1 || s.inside(k+2) && s.isNoun(k+2):
	case s.text(k) == "before" && s.text(k+1) == "last":
		return shifted{n: -2, unit: r.unit}, k + 2
	case s.text(k) == "after" && s.text(k+1) == "next":
		return shifted{n: 2, unit: r.unit}, k + 2
	}
	return nil, i
}

// countedFrom reads what follows "two days after": a date, the end of the phrase (then it counts from the date last spoken
// of), or an event, whose date is not told.
func (s *scanner) countedFrom(i, k int, r shifted, told bool) (reading, int) {
	if s.text(k) != "after" {
		r.n = -r.n
	}
	start := k + 1
	if s.text(k) == "prior" {
		start = s.skip(start, "to")
	}
	at := s.skip(start, "the")
	if m, e := s.core(at, at > start); m != nil {
		if !told {
			return unknown{}, e
		}
		r.from = m
		return r, e
	}
	if !told || s.inside(start) && !s.is("punctuation", start) {
		return unknown{}, k + 1
	}
	r.base = fromAnchor
	return r, k + 1
}

// ahead reads the rest of "in two weeks".
func (s *scanner) ahead(i int) (reading, int) {
	n, k, told := s.number(i)
	u, ok := words.value("unit", s.text(k))
	if k == i || !ok || !told || s.isRanked(i) {
		return nil, i
	}
	if s.text(k+1) == "'" || s.text(k+1) == "'s" {
		if s.text(k+2) != "time" {
			return nil, i
		}
		return shifted{n: n, unit: unit(u)}, k + 3
	}
	return ahead{n, unit(u)}, k + 1
}

// isRanked reports whether a superlative goes before "in three years": "for the first time in", "the largest drill in".
func (s *scanner) isRanked(i int) bool {
	for j := i - 1; j >= 0 && j >= i-7; j-- {
		if s.is("superlative", j) {
			return true
		}
		if tag := s.tokens[s.atoms[j].token].XPOS; tag == "JJS" || tag == "RBS" {
			return true
		}
	}
	return false
}

// number reads "3", "three", "twenty-five", "a", "a couple of", "several". told is false if the words don't say which.
func (s *scanner) number(i int) (n, end int, told bool) {
	a := s.at(i)
	if a.num >= 0 && !a.nth && a.num < 1000 {
		return a.num, i + 1, true
	}
	j := s.skip(i, "a")
	if s.oneOf(j, "couple") {
		return 2, s.skip(j+1, "of"), false
	}
	if s.oneOf(j, "dozen") {
		return 12, j + 1, true
	}
	if s.text(j) == "few" {
		return 6, j + 1, false
	}
	if s.is("vague", j) {
		return 0, j + 1, false
	}
	v, ok := words.value("number", a.text)
	if !ok {
		return 0, i, false
	}
	end = i + 1
	if v >= 20 && v%10 == 0 {
		k := s.skip(end, "-")
		if one, ok := words.value("number", s.text(k)); ok && one < 10 && s.text(k) != "a" && s.text(k) != "an" {
			return v + one, k + 1, true
		}
	}
	return v, end, true
}

// partOf reads a part of a period, which is as good as the period: "early March", "mid-2021", "the end of the year",
// "the second week of May", "later that day".
func (s *scanner) partOf(i int) (reading, int) {
	if s.text(i) == "week" && s.oneOf(i+1, "of", "beginning") {
		k := s.skip(i+2, "the")
		if m, e := s.dated(k); m != nil {
			return weekOf{m}, e
		}
	}
	j := s.part(i)
	if j == i {
		return nil, i
	}
	k := s.skip(j, "-", "in", "on", "of")
	at := s.skip(k, "the")
	if y := s.at(at); isYearNumber(y) && !s.isCounted(at+1) {
		return calendar{year: y.num, weekday: -1}, at + 1
	}
	if m, e := s.core(at, at > k); m != nil {
		return m, e
	}
	u, ok := words.value("unit", s.text(at))
	if !ok || at == k || s.text(at)[len(s.text(at))-1] == 's' {
		return nil, i
	}
	switch unit(u) {
	case day:
		return shifted{unit: day, base: fromAnchor}, at + 1
	case week, month, year:
		return shifted{unit: unit(u), base: fromEither}, at + 1
	}
	return nil, i
}

// part reads "early", "the first half of", "the last days of".
func (s *scanner) part(i int) int {
	if s.is("edge", i) {
		j := i + 1
		if s.text(i) != "close" && s.text(i) != "dawn" && s.text(i) != "course" {
			j = s.skip(j, "to", "or")
			if s.is("edge", j) {
				j++
			}
		} else if s.text(j) != "of" {
			return i
		}
		return j
	}
	_, ordinal := words.value("ordinal", s.text(i))
	if !ordinal && !s.is("last", i) && !s.at(i).nth && !s.is("edge", i) && !s.is("number", i) {
		return i
	}
	j := i + 1
	if n, k, _ := s.number(j); n > 0 && k > j { // "the first two weeks of"
		j = k
	}
	if !s.is("slice", j) || !s.oneOf(j+1, "of", "in") {
		return i
	}
	return j + 1
}

// unitEnd reads "year's end", "month-end" and "year end", which are as good as the year or month.
func (s *scanner) unitEnd(i int) (reading, int) {
	u, ok := words.value("unit", s.text(i))
	j := s.skip(i+1, "'s", "-")
	if !ok || unit(u) < week || s.text(i)[len(s.text(i))-1] == 's' || s.text(j) != "end" || s.isNoun(j+1) {
		return nil, i
	}
	return shifted{unit: unit(u), base: fromEither}, j + 1
}

// weekendAlone reads "over the weekend", "at the weekend".
func (s *scanner) weekendAlone(i int, the bool) (reading, int) {
	if s.text(i) != "weekend" || !the || !s.oneOf(i-2, "over", "at", "on", "during", "by") || s.isNoun(i+1) || s.oneOf(i+1, "of", "before", "after") {
		return nil, i
	}
	return weekendIn{}, i + 1
}

// nightLong reads "overnight" where it is no adjective.
func (s *scanner) nightLong(i int) (reading, int) {
	if s.text(i) != "overnight" || s.isNoun(i+1) || s.tag(i) == "ADJ" {
		return nil, i
	}
	return overnight{}, i + 1
}

// dayOfMonth reads "the 5th of last month", and "on the 9th" in a month that was spoken of.
func (s *scanner) dayOfMonth(i int, the bool) (reading, int) {
	d, j := s.dayNumber(i)
	if j == i || !the {
		return nil, i
	}
	if s.text(j) == "of" {
		k := s.skip(j+1, "the")
		m := &shifted{unit: month}
		switch {
		case s.oneOf(k, "same", "that"):
			m.base = fromAnchor
			k = s.skip(s.skip(k, "that"), "same") - 1
		case s.is("previous", k):
			m.n, m.base = -1, fromAnchor
		case s.is("last", k):
			m.n = -1
		case s.is("next", k):
			m.n = 1
		case s.is("this", k):
		default:
			return nil, i
		}
		if s.text(k+1) != "month" {
			return nil, i
		}
		return dayOfMonth{d, m}, k + 2
	}
	if !s.at(i).nth || s.text(i-2) != "on" || s.text(j) == "-" || s.isNoun(j) || s.isCounted(j) || s.at(j).num >= 0 {
		return nil, i
	}
	return dayOfMonth{day: d}, j
}

// eve reads "the eve of the summit": the day before something whose day is not told.
func (s *scanner) eve(i int, the bool) (reading, int) {
	if s.text(i) != "eve" || !the || s.text(i+1) != "of" {
		return nil, i
	}
	if m, e := s.core(s.skip(i+2, "the"), s.text(i+2) == "the"); m != nil {
		return shifted{n: -1, unit: day, from: m}, e
	}
	return unknown{}, i + 1
}
