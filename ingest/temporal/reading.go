package temporal

import (
	"time"

	"geokg/schema"
)

// A reading is what an expression means, before one knows when the article was published.
type reading interface {
	resolve(moment) outcome
}

// A moment is the time from which an expression is read.
type moment struct {
	published period    // the publication date; unknown without one
	anchors   anchors   // the dates last spoken of in the paragraph
	story     period    // the last of them, if the text gives it whole and the narration goes on from it
	toward    direction // where the verb points
}

// An outcome is what a reading comes to.
type outcome struct {
	period period // unknown: the expression names a time that can't be told
	source schema.DateSource
	remark string
	drop   bool // it is no date after all
}

// A base is the time that a relative expression counts from.
type base int

const (
	fromPublished base = iota // "two days ago"
	fromAnchor                // "two days later"
	fromEither                // "later in the year": the anchor, or else the publication date
)

// of returns the period that counting by units starts from.
func (b base) of(at moment, u unit) period {
	if b == fromPublished {
		return at.published
	}
	if p := at.anchors.by(u); p.known() || b == fromAnchor {
		return p
	}
	return at.published
}

// Anchors are the dates last spoken of: any, one of a month or a day, one of a day. "The same day" after "in 2008" is not in 2008.
type anchors struct{ any, month, day period }

// add takes in a date that is spoken of.
func (a *anchors) add(p period) {
	a.any = p
	switch p.date().Precision {
	case schema.PrecisionDay:
		a.day, a.month = p, p
	case schema.PrecisionMonth:
		a.month = p
	}
}

// by returns the last date that is precise enough to count units from.
func (a anchors) by(u unit) period {
	switch {
	case u < month:
		return a.day
	case u < year:
		return a.month
	}
	return a.any
}

// A choice is how the words choose among the Junes or Tuesdays.
type choice int

const (
	byTense choice = iota // "in June"
	latest                // "last June": the latest before now
	coming                // "next June": the first after now
	current               // "this June": that of this year
)

// unknown is a time that can't be told: "the 1990s".
type unknown struct{}

func (unknown) resolve(moment) outcome { return outcome{} }

// A shifted reading is a whole unit so many units from its base: "last month", "two days ago", "the following year".
type shifted struct {
	n     int
	unit  unit
	base  base
	from  reading // if not nil, it counts from there: "two days after April 5"
	rough bool    // "about three months ago": give or take a unit
}

func (r shifted) resolve(at moment) outcome {
	b, source := r.base.of(at, r.unit), schema.SourceResolved
	if r.from != nil {
		o := r.from.resolve(at)
		b, source = o.period, o.source
	}
	return outcome{period: r.period(b), source: source}
}

func (r shifted) period(b period) period {
	if !b.known() {
		return period{}
	}
	if r.unit == hour {
		return shiftHours(b, r.n)
	}
	p := b.shift(r.n, r.unit)
	if r.unit == weekend {
		p.from = p.from.AddDate(0, 0, 5)
	}
	if r.rough {
		p = period{r.unit.move(p.from, -1), r.unit.move(p.to, 1)}
	}
	return p
}

// shiftHours moves by hours from some time of the day: whole days exactly, else one of two days.
func shiftHours(b period, n int) period {
	days := n / 24
	p := period{b.from.AddDate(0, 0, days), b.to.AddDate(0, 0, days)}
	switch {
	case n%24 < 0:
		p.from = p.from.AddDate(0, 0, -1)
	case n%24 > 0:
		p.to = p.to.AddDate(0, 0, 1)
	}
	return p
}

// A stretch is the n units before or after its base: "the past week", "the next three days". With n 0 it is about a dozen.
type stretch struct {
	n    int
	unit unit
	base base
}

func (r stretch) resolve(at moment) outcome {
	b := r.base.of(at, r.unit)
	if !b.known() {
		return outcome{}
	}
	u, n := r.unit, r.n
	if u == hour {
		u, n = day, inDays(n)
	}
	if n < 0 {
		return outcome{period: period{u.move(b.from, n), b.to}, source: schema.SourceResolved}
	}
	return outcome{period: period{b.from, u.move(b.to, n)}, source: schema.SourceResolved}
}

// inDays returns how many days so many hours reach into, either way.
func inDays(hours int) int {
	if hours < 0 {
		return -inDays(-hours)
	}
	return (hours + 23) / 24
}

// daysAway is a time between so many days from the publication date: "a few days ago".
type daysAway struct{ from, to int }

func (r daysAway) resolve(at moment) outcome {
	p := at.published
	if !p.known() {
		return outcome{}
	}
	return outcome{period: period{p.from.AddDate(0, 0, r.from), p.to.AddDate(0, 0, r.to)}, source: schema.SourceResolved}
}

// ahead is "in two weeks": a time to come if the verb says so, and else a duration.
type ahead struct {
	n    int
	unit unit
}

func (r ahead) resolve(at moment) outcome {
	if at.toward != future {
		return outcome{drop: true}
	}
	return shifted{n: r.n, unit: r.unit}.resolve(at)
}

// weekOf is "the week of April 4".
type weekOf struct{ day reading }

func (r weekOf) resolve(at moment) outcome {
	o := r.day.resolve(at)
	if o.period.known() && o.period.date().Precision == schema.PrecisionDay {
		o.period = o.period.shift(0, week)
	}
	return o
}

// A named weekday: "on Tuesday", "last Tuesday", "Tuesday of next week".
type weekdayIn struct {
	weekday int
	choice  choice
	week    *shifted // "of next week"
}

func (r weekdayIn) resolve(at moment) outcome {
	p := at.published
	if r.week != nil {
		if p = r.week.resolve(at).period; p.known() && p.to.Equal(p.from.AddDate(0, 0, 7)) {
			p.from = p.from.AddDate(0, 0, (r.weekday+6)%7)
			p.to = p.from.AddDate(0, 0, 1)
		}
		return outcome{period: p, source: schema.SourceResolved}
	}
	if !p.known() {
		return outcome{}
	}
	switch {
	case r.choice == latest:
		p.from, p.to = p.from.AddDate(0, 0, -7), p.last()
	case r.choice == coming:
		p.from, p.to = p.from.AddDate(0, 0, 1), p.to.AddDate(0, 0, 7)
	case r.choice == current && at.toward == undirected:
		p = p.shift(0, week)
	case at.toward == future:
		p.to = p.to.AddDate(0, 0, 6)
	default:
		p.from = p.from.AddDate(0, 0, -6)
	}
	// Of a publication day, p is a week now, which has the weekday once; of a month or a year it has several.
	for p.from.Before(p.to) && int(p.from.Weekday()) != r.weekday {
		p.from = p.from.AddDate(0, 0, 1)
	}
	for p.from.Before(p.to) && int(p.last().Weekday()) != r.weekday {
		p.to = p.last()
	}
	return outcome{period: p, source: schema.SourceResolved}
}

// A seasonIn is a season of the northern hemisphere; only its year comes out, and that only if it is one.
type seasonIn struct {
	start  int // first month
	year   int // if the words give it
	yearOf *shifted
	choice choice
}

func (r seasonIn) resolve(at moment) outcome {
	if r.year > 0 {
		return outcome{period: calendarPeriod(r.year, 0, 0), source: schema.SourceText}
	}
	if r.yearOf != nil {
		return r.yearOf.resolve(at)
	}
	if !at.published.known() {
		return outcome{}
	}
	in := func(y int) period { return period{civil(y, r.start, 1), civil(y, r.start+3, 1)} }
	return outcome{period: choose(in, r.choice, at, 0), source: schema.SourceResolved}
}

// weekendIn is "the weekend": the last one, with that of the publication day, or the next one if the verb looks ahead.
type weekendIn struct{}

func (weekendIn) resolve(at moment) outcome {
	p := at.published.shift(0, weekend)
	if !p.known() || p.to.Sub(p.from) > 7*24*time.Hour {
		return outcome{} // of a month there are several
	}
	if at.toward != future && !p.from.AddDate(0, 0, 5).Before(at.published.to) {
		p = at.published.shift(-1, weekend)
	}
	p.from = p.from.AddDate(0, 0, 5)
	return outcome{period: p, source: schema.SourceResolved}
}

// overnight is the night to the publication day, or the one from it.
type overnight struct{}

func (overnight) resolve(at moment) outcome {
	p := at.published
	if !p.known() {
		return outcome{}
	}
	if at.toward == future {
		return outcome{period: period{p.from, p.to.AddDate(0, 0, 1)}, source: schema.SourceResolved}
	}
	return outcome{period: period{p.from.AddDate(0, 0, -1), p.to}, source: schema.SourceResolved}
}

// A dayOfMonth is a day whose month is told otherwise: "the 5th of last month", or "on the 9th", of the month last spoken of.
type dayOfMonth struct {
	day   int
	month *shifted // nil: the month last spoken of
}

func (r dayOfMonth) resolve(at moment) outcome {
	m := at.anchors.month
	if r.month != nil {
		m = r.month.resolve(at).period
	}
	if m = m.shift(0, month); m.date().Precision != schema.PrecisionMonth {
		return outcome{}
	}
	return outcome{period: calendarPeriod(m.from.Year(), int(m.from.Month()), r.day), source: schema.SourceResolved}
}

// A weekdayNear is the first such weekday after the day last spoken of ("the following Monday"), or the last before it.
type weekdayNear struct{ weekday, step int }

func (r weekdayNear) resolve(at moment) outcome {
	p := at.anchors.day
	if !p.known() {
		return outcome{}
	}
	for range 7 {
		if p = p.shift(r.step, day); int(p.from.Weekday()) == r.weekday {
			break
		}
	}
	return outcome{period: p, source: schema.SourceResolved}
}
