package gazetteer

import (
	"fmt"

	"geokg/schema"
)

// A day is a date packed as yyyymmdd, month or day 00 where not known; 0 is the unknown date.
type day uint32

// parseDay reads "2022-04-05", "2022-04", "2022" or "".
func parseDay(s string) (day, error) {
	bad := func() (day, error) {
		return 0, fmt.Errorf("date %q: want YYYY-MM-DD, YYYY-MM or YYYY", s)
	}
	if s == "" {
		return 0, nil
	}
	if len(s) != 4 && (len(s) != 7 || s[4] != '-') && (len(s) != 10 || s[4] != '-' || s[7] != '-') {
		return bad()
	}
	var d day
	for i := 0; i < 10; i++ {
		switch {
		case i == 4 || i == 7:
		case i >= len(s):
			d *= 10
		case s[i] < '0' || s[i] > '9':
			return bad()
		default:
			d = d*10 + day(s[i]-'0')
		}
	}
	if year, month, dd := d/10000, d/100%100, d%100; year < 1 ||
		len(s) >= 7 && (month < 1 || month > 12) || len(s) == 10 && (dd < 1 || dd > daysIn(year, month)) {
		return bad()
	}
	return d, nil
}

func daysIn(year, month day) day {
	switch month {
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

// date unpacks d.
func (d day) date() schema.Date {
	switch {
	case d == 0:
		return schema.Date{}
	case d%10000 == 0:
		return schema.Date{Value: fmt.Sprintf("%04d", d/10000), Precision: schema.PrecisionYear}
	case d%100 == 0:
		return schema.Date{Value: fmt.Sprintf("%04d-%02d", d/10000, d/100%100), Precision: schema.PrecisionMonth}
	}
	return schema.Date{Value: fmt.Sprintf("%04d-%02d-%02d", d/10000, d/100%100, d%100), Precision: schema.PrecisionDay}
}

// first and last return the earliest and latest day that d may mean, for comparison.
func (d day) first() day { return d }

func (d day) last() day {
	if d%10000 == 0 {
		return d + 1231
	}
	if d%100 == 0 {
		return d + 31
	}
	return d
}

// spell checks that a period does not end before it begins.
func spell(from, to day) error {
	if from != 0 && to != 0 && to.last() < from.first() {
		return fmt.Errorf("ends (%s) before it begins (%s)", to.date().Value, from.date().Value)
	}
	return nil
}
