// Package temporal finds the date expressions in a document's sentences and says which calendar date each means.
//
//	doc.Dates = temporal.Find(doc)
//
// It reads the tokens of [schema.Document] (forms; tags and heads where they are there), its Published date and, where
// that is less precise than a day, a date that the article prints itself. It gives expressions in text order that don't
// overlap. An expression is found by words, read as a meaning that doesn't depend on the article ("the month before
// this one"), and then resolved to a period of days; the date is the smallest day, month or year that holds the whole
// period. So a result is never more precise than words and publication date together: "last week" is a month, or a
// year if the week lies in two months, and "today" in an article of May 2022 is May 2022.
//
// An expression whose time can't be told ("in June" without any year, "the 1990s", "two days after the vote", "before
// 2014") is given with a zero Date: nobody should then date the event by the publication date. What only looks like a
// date ("Resolution 1973", "2022 troops") and what is a duration or an age ("for two years") is not given.
//
// Which year an expression without a year means ("in June", "on Tuesday") hangs on the tense of the verb that it
// belongs to: see [toward]. The words are in words.txt.
//
// It does not read clock times, times of day, recurring dates ("every Tuesday") or calendars other than the Gregorian.
package temporal
