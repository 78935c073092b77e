package temporal

import (
	"time"

	"geokg/schema"
)

// WeekdayRemark is the remark of a date that the text gives with a weekday on which it does not fall. The date is kept.
const WeekdayRemark = "weekday contradicts the date"

// YearRemark is the remark of a date whose year was taken from another date of a text without publication date.
const YearRemark = "year from another date in the text"

// slack is how many days a day may lie on the wrong side of the publication date for its verb: articles are dated by
// time zones and by the day on which they were last changed.
const slack = 3

// A calendar reading is a year, month or day by name: "2008", "April 2022", "Thursday, April 5".
type calendar struct {
	year, month, day int      // 0 if not given
	weekday          int      // -1 if not given
	choice           choice   // "last June"
	yearOf           *shifted // "March last year"
	event            bool     // a year that names an event: "the 2016 summit"

	// Of a range without a year, the month and day of its end: a drill that will run from 22 August to 1 September may have begun.
	endMonth, endDay int
}

func (c calendar) resolve(at moment) outcome {
	o := c.place(at)
	if c.weekday >= 0 && c.day > 0 && o.period.known() && o.period.date().Precision == schema.PrecisionDay &&
		int(o.period.from.Weekday()) != c.weekday {
		o.remark = WeekdayRemark
	}
	return o
}

func (c calendar) place(at moment) outcome {
	if c.year > 0 {
		return outcome{period: c.in(c.year), source: schema.SourceText}
	}
	source := schema.SourceResolved
	if c.yearOf != nil {
		y := c.yearOf.resolve(at).period
		if !y.known() || y.date().IsZero() {
			return outcome{}
		}
		return outcome{period: c.in(y.from.Year()), source: source}
	}
	if at.story.known() && at.toward != future && c.choice == byTense {
		return outcome{period: c.after(at.story), source: source}
	}
	if !at.published.known() {
		return outcome{}
	}
	days := 0
	if c.day > 0 {
		days = slack
	}
	if c.endMonth > 0 && at.toward == future {
		return outcome{period: c.endingAhead(at, days), source: source}
	}
	return outcome{period: choose(c.in, c.choice, at, days), source: source}
}

// endingAhead returns the beginning of the first range that ends ahead.
func (c calendar) endingAhead(at moment, slack int) period {
	end := choose(func(y int) period { return calendarPeriod(y, c.endMonth, c.endDay) }, c.choice, at, slack)
	if !end.known() {
		return period{}
	}
	y := end.from.Year()
	if c.month*100+c.day > c.endMonth*100+c.endDay {
		y--
	}
	return c.in(y)
}

// in returns the reading's period in a year.
func (c calendar) in(year int) period { return calendarPeriod(year, c.month, c.day) }

// after returns the first such period that does not begin before the story's month.
func (c calendar) after(story period) period {
	y := story.from.Year()
	if p := c.in(y); p.known() && !p.from.Before(month.floor(story.from)) {
		return p
	}
	return c.in(y + 1)
}

// choose returns that of the yearly periods in(…) which the words and the verb mean, seen from the publication date.
// Where only the year of publication is known, it is that of this year, as newspapers leave out the current year.
func choose(in func(year int) period, by choice, at moment, slack int) period {
	now := at.published
	y := now.from.Year()
	if now.to.Sub(now.from) > 31*24*time.Hour || by == current {
		if by == latest || by == coming {
			return period{}
		}
		return in(y)
	}
	var best period
	for d := -8; d <= 8; d++ { // eight years: 29 February, over a turn of the century
		p := in(y + d)
		if !p.known() {
			continue
		}
		switch {
		case by == latest:
			if !p.to.After(now.from) {
				best = p
			}
		case by == coming:
			if !best.known() && !p.from.Before(now.to) {
				best = p
			}
		case at.toward == past:
			if !p.from.After(now.last().AddDate(0, 0, slack)) {
				best = p
			}
		case at.toward == future:
			if !best.known() && p.to.After(now.from.AddDate(0, 0, -slack)) {
				best = p
			}
		case !best.known() || distance(p, now) < distance(best, now):
			best = p
		}
	}
	return best
}

// distance returns how far apart the middles of two periods are.
func distance(a, b period) time.Duration {
	d := a.from.Add(a.to.Sub(a.from) / 2).Sub(b.from.Add(b.to.Sub(b.from) / 2))
	if d < 0 {
		return -d
	}
	return d
}
