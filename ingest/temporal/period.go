package temporal

import (
	"time"

	"geokg/schema"
)

// A period is the days from, up to but not including to. The zero period is an unknown one.
type period struct{ from, to time.Time }

func (p period) known() bool { return !p.from.IsZero() && p.from.Before(p.to) }

// last returns the last day of the period.
func (p period) last() time.Time { return p.to.AddDate(0, 0, -1) }

// date returns the smallest day, month or year that holds the whole period; zero if none does.
func (p period) date() schema.Date {
	if !p.known() || p.from.Year() < 1 || p.last().Year() > 9999 {
		return schema.Date{}
	}
	last := p.last()
	switch {
	case p.from.Equal(last):
		return schema.Day(p.from)
	case p.from.Year() == last.Year() && p.from.Month() == last.Month():
		return schema.Month(p.from)
	case p.from.Year() == last.Year():
		return schema.Year(p.from)
	}
	return schema.Date{}
}

// periodOf returns the days that a date names.
func periodOf(d schema.Date) period {
	from, to, ok := d.Bounds()
	if !ok {
		return period{}
	}
	return period{from, to}
}

func civil(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC) }

// calendarPeriod returns a year, a month (day 0) or a day; unknown if there is no such day.
func calendarPeriod(y, m, d int) period {
	switch {
	case m == 0:
		return period{civil(y, 1, 1), civil(y+1, 1, 1)}
	case d == 0:
		return period{civil(y, m, 1), civil(y, m+1, 1)}
	}
	t := civil(y, m, d)
	if t.Day() != d {
		return period{}
	}
	return period{t, t.AddDate(0, 0, 1)}
}

// shift returns the whole units that p lies in, moved by n units: by one week, the Monday-to-Sunday weeks after those of p.
func (p period) shift(n int, u unit) period {
	if !p.known() {
		return period{}
	}
	return period{u.move(u.floor(p.from), n), u.move(u.floor(p.last()), n+1)}
}

// floor returns the first day of the unit that t lies in.
func (u unit) floor(t time.Time) time.Time {
	y, m, _ := t.Date()
	switch u {
	case week, weekend:
		return t.AddDate(0, 0, -(int(t.Weekday())+6)%7)
	case month:
		return civil(y, int(m), 1)
	case quarter:
		return civil(y, int(m)-(int(m)-1)%3, 1)
	case year:
		return civil(y, 1, 1)
	case decade:
		return civil(y-y%10, 1, 1)
	case century:
		return civil(y-y%100, 1, 1)
	}
	return t
}

// move returns the day n units after t.
func (u unit) move(t time.Time, n int) time.Time {
	switch u {
	case hour:
		return t
	case day:
		return t.AddDate(0, 0, n)
	case week, weekend:
		return t.AddDate(0, 0, 7*n)
	case month:
		return addMonths(t, n)
	case quarter:
		return addMonths(t, 3*n)
	case year:
		return addMonths(t, 12*n)
	case decade:
		return addMonths(t, 120*n)
	}
	return addMonths(t, 1200*n)
}

// addMonths adds months and keeps within the month that it reaches: a month after 31 January is 28 February.
func addMonths(t time.Time, n int) time.Time {
	y, m, d := t.Date()
	first := civil(y, int(m)+n, 1)
	if last := first.AddDate(0, 1, -1).Day(); d > last {
		d = last
	}
	return first.AddDate(0, 0, d-1)
}
