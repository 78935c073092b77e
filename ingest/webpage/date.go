package webpage

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"geokg/schema"
)

// Patterns of a day in metadata and bylines. A time of day may follow and is not read: the day is the one on
// the publisher's clock, which words such as "on Tuesday" in the article mean.
var (
	compactDay = regexp.MustCompile(`^((?:19|20)\d\d)([01]\d)([0-3]\d)(?:\d{4,6}|T\d.*)?$`)
	numericDay = regexp.MustCompile(`\b((?:1[89]|20)\d\d)[-/.]([01]?\d)[-/.]([0-3]?\d)(?:\b|T)`)
	dayFirst   = regexp.MustCompile(`(?i)\b([0-3]?\d)(?:st|nd|rd|th|\.)?[\s-]+(?:of\s+)?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?[\s-]+((?:1[89]|20)\d\d)\b`)
	monthFirst = regexp.MustCompile(`(?i)\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+([0-3]?\d)(?:st|nd|rd|th)?,?\s+(?:\d\d:\d\d:\d\d\s+(?:\S+\s+)?)?((?:1[89]|20)\d\d)\b`)
	europeDay  = regexp.MustCompile(`\b([0-3]?\d)\.([01]?\d)\.((?:1[89]|20)\d\d)\b`)
	slashedDay = regexp.MustCompile(`\b([0-3]?\d)/([0-3]?\d)/((?:1[89]|20)\d\d)\b`)
	onlyMonth  = regexp.MustCompile(`^(?:1[89]|20)\d\d(?:-[01]\d)?$`)

	// timeOfDay gives the hour of a time, and its zone if that is not Greenwich.
	timeOfDay = regexp.MustCompile(`\d[T ]+(\d\d):\d\d(?::\d\d)?(?:\.\d+)?\s*(?:Z|[+-]00:?00|GMT|UTC|([+-]\d\d:?\d\d))?`)

	addressDay   = regexp.MustCompile(`/((?:19|20)\d\d)[/-]([01]?\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[/-]([0-3]?\d)(?:[/_.-]|$)`)
	addressEight = regexp.MustCompile(`[/-]((?:19|20)\d\d)([01]\d)([0-3]\d)(?:[/_.-]|$)`)
	addressMonth = regexp.MustCompile(`/((?:19|20)\d\d)/([01]\d)(?:/|$)`)
)

// parseDate reads the date in a value of metadata or in a byline. ok is false if there is none, or one that may be
// read in two ways ("5/6/2022").
func parseDate(s string) (d schema.Date, ok bool) {
	s = strings.TrimSpace(s)
	const longest = 200 // bytes; what is longer is no byline
	if len(s) > longest {
		return schema.Date{}, false
	}
	if m := compactDay.FindStringSubmatch(s); m != nil {
		return day(m[1], m[2], m[3])
	}
	if m := numericDay.FindStringSubmatch(s); m != nil {
		return day(m[1], m[2], m[3])
	}
	if m := dayFirst.FindStringSubmatch(s); m != nil {
		return day(m[3], m[2], m[1])
	}
	if m := monthFirst.FindStringSubmatch(s); m != nil {
		return day(m[3], m[1], m[2])
	}
	if m := europeDay.FindStringSubmatch(s); m != nil {
		return day(m[3], m[2], m[1])
	}
	if m := slashedDay.FindStringSubmatch(s); m != nil {
		return slashed(m[1], m[2], m[3])
	}
	if onlyMonth.MatchString(s) {
		d, err := schema.ParseDate(s)
		return d, err == nil
	}
	return schema.Date{}, false
}

// slashed reads a date with slashes, of which Americans write the month first and others the day: only where one
// of the two can't be a month is it clear.
func slashed(a, b, year string) (schema.Date, bool) {
	x, _ := strconv.Atoi(a)
	y, _ := strconv.Atoi(b)
	switch {
	case x > 12 || x == y:
		return day(year, b, a)
	case y > 12:
		return day(year, a, b)
	}
	return schema.Date{}, false
}

// day makes a date of a year, a month by number or name, and a day. Dates that stand for "none" are refused.
func day(year, month, dayOfMonth string) (schema.Date, bool) {
	if t, err := time.Parse("Jan", strings.ToUpper(month[:1])+strings.ToLower(month[1:])); err == nil {
		month = strconv.Itoa(int(t.Month()))
	}
	m, _ := strconv.Atoi(month)
	n, _ := strconv.Atoi(dayOfMonth)
	d, err := schema.ParseDate(fmt.Sprintf("%s-%02d-%02d", year, m, n))
	if err != nil || d.Value == "1970-01-01" {
		return schema.Date{}, false
	}
	return d, true
}

// addressDate reads the date in the path of an address: /2022/05/06/, /2022/may/06/, /2022-05-06-title, /20220506/; with wholeMonth
// also /2022/05/.
func addressDate(path string, wholeMonth bool) (schema.Date, bool) {
	for _, pattern := range []*regexp.Regexp{addressDay, addressEight} {
		if m := pattern.FindStringSubmatch(path); m != nil {
			if d, ok := day(m[1], m[2], m[3]); ok {
				return d, true
			}
		}
	}
	if m := addressMonth.FindStringSubmatch(path); m != nil && wholeMonth {
		d, err := schema.ParseDate(m[1] + "-" + m[2])
		return d, err == nil
	}
	return schema.Date{}, false
}
