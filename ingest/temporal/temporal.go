package temporal

import (
	"sort"
	"strings"

	"geokg/schema"
)

// Find returns the date expressions of the document's sentences, in text order and without overlap. Their spans and token
// ranges lie within their sentences. It does not change the document and keeps nothing of it.
func Find(doc *schema.Document) []schema.DateExpr {
	if doc == nil {
		return nil
	}
	scans := make([]scanned, len(doc.Sentences))
	for i := range doc.Sentences {
		scans[i].atoms = atomize(doc.Sentences[i].Tokens)
	}
	names := namesakes(doc.Sentences, scans)
	for i := range doc.Sentences {
		s := scanner{tokens: doc.Sentences[i].Tokens, atoms: scans[i].atoms, names: names}
		scans[i].found = s.scan()
	}
	now, remark := reference(doc, scans)
	r := resolver{doc: doc}
	var out []schema.DateExpr
	for i, s := range scans {
		r.now, r.remark = now, remark
		if !now.known() {
			r.now, r.remark = eventYear(s.found), YearRemark
		}
		for _, f := range s.found {
			if e, ok := r.resolve(i, s.atoms, f); ok {
				out = append(out, e)
			}
		}
	}
	return out
}

// scanned is a sentence's atoms with the expressions found in them.
type scanned struct {
	atoms []atom
	found []found
}

// namesakes returns the month words that stand in the article as a name: "Theresa May", "the Long March".
func namesakes(sentences []schema.Sentence, scans []scanned) map[string]bool {
	var names map[string]bool
	for n, scan := range scans {
		s := scanner{tokens: sentences[n].Tokens, atoms: scan.atoms}
		for i := 1; i < len(s.atoms); i++ {
			if s.is("monthish", i) && s.at(i).upper && s.at(i+1).num < 0 && s.isName(i-1) {
				if names == nil {
					names = map[string]bool{}
				}
				names[s.text(i)] = true
			}
		}
	}
	return names
}

// isName reports whether atom i looks like a part of a name or a title.
func (s *scanner) isName(i int) bool {
	a := s.at(i)
	if !a.upper || a.num >= 0 || words.starts[a.text] || words.is("near", a.text) || words.is("owner", a.text) || words.is("recurring", a.text) {
		return false
	}
	switch s.tag(i) {
	case "PROPN", "NOUN", "":
		return true
	}
	return false
}

// A resolver goes through a document's expressions in order.
type resolver struct {
	doc    *schema.Document
	now    period
	remark string // of dates that take their year from now

	// The date last spoken of, and where.
	anchors             anchors
	paragraph, sentence int
	narrated            bool // the text gave it whole
}

// resolve reads one expression of sentence i. It returns false if it turns out to be no date.
func (r *resolver) resolve(i int, atoms []atom, f found) (schema.DateExpr, bool) {
	sent := &r.doc.Sentences[i]
	first, last := atoms[f.first].token, atoms[f.last-1].token+1
	if sent.Paragraph != r.paragraph {
		r.anchors, r.narrated = anchors{}, false
	}
	d := past
	if !f.since {
		d = toward(sent.Tokens, first, last)
	}
	return r.date(i, first, last, f.meaning.resolve(r.moment(i, d)))
}

// date makes a DateExpr and keeps its date as the one last spoken of.
func (r *resolver) date(i, first, last int, o outcome) (schema.DateExpr, bool) {
	sent := &r.doc.Sentences[i]
	if o.drop {
		return schema.DateExpr{}, false
	}
	d := o.period.date()
	if !d.IsZero() {
		d.Source, d.Remark = o.source, o.remark
		if o.source == schema.SourceResolved && d.Remark == "" {
			d.Remark = r.remark
		}
		r.anchors.add(o.period)
		r.paragraph, r.sentence = sent.Paragraph, i
		r.narrated = o.source == schema.SourceText && d.Precision != schema.PrecisionYear || r.narrated && r.now.known() && o.period.to.Before(r.now.from)
	}
	return schema.DateExpr{
		Span:     schema.Span{Start: sent.Tokens[first].Start, End: sent.Tokens[last-1].End},
		Sentence: i, First: first, Last: last, Date: d,
	}, true
}

// moment returns what an expression of sentence i is read from. A story is told from a date that the text gives whole, in
// a year before the article's, as long as no sentence without a date comes between.
func (r *resolver) moment(i int, d direction) moment {
	m := moment{published: r.now, anchors: r.anchors, toward: d}
	if r.narrated && r.anchors.any.known() && i-r.sentence <= 1 && (!r.now.known() || r.anchors.any.from.Year() < r.now.from.Year()) {
		m.story = r.anchors.any
	}
	return m
}

// reference returns the time from which relative expressions are read: the publication date; where it is not known to the day,
// a dateline ("SEOUL, April 5, 2022 -") or a date line that the article itself begins with; without either, the year of the text's own dates, if they have only one and
// no later year is spoken of. The remark is for dates that rest on the last.
func reference(doc *schema.Document, scans []scanned) (period, string) {
	published := periodOf(doc.Published)
	if doc.Published.Precision == schema.PrecisionDay && published.known() {
		return published, ""
	}
	lines := []scanned{dateline(doc)}
	for _, s := range append(lines, scans[:min(len(scans), 4)]...) {
		if len(s.found) != 1 || !s.found[0].alone {
			continue
		}
		p := s.found[0].meaning.resolve(moment{published: published}).period
		if p.date().Precision == schema.PrecisionDay && (!published.known() || !p.from.Before(published.from) && !p.to.After(published.to)) {
			return p, ""
		}
	}
	if published.known() {
		return published, ""
	}
	if y := onlyYear(scans); y > 0 {
		return calendarPeriod(y, 0, 0), YearRemark
	}
	return period{}, ""
}

// dateline scans the day of the dateline, which belongs to no sentence.
func dateline(doc *schema.Document) scanned {
	var tokens []schema.Token
	for _, w := range strings.Fields(strings.ReplaceAll(doc.Dateline.Date, ",", " , ")) {
		tokens = append(tokens, schema.Token{Form: w, Head: -1})
	}
	s := scanner{tokens: tokens, atoms: atomize(tokens)}
	return scanned{atoms: s.atoms, found: s.scan()}
}

// eventYear returns the year by which a sentence names an event ("met on 3 March for the 2016 summit"), if there is one.
func eventYear(found []found) period {
	for _, f := range found {
		if c, ok := f.meaning.(calendar); ok && c.event {
			return calendarPeriod(c.year, 0, 0)
		}
	}
	return period{}
}

// onlyYear returns the year of the months and days that the text gives whole, if it is one year and the latest of the text; else 0.
func onlyYear(scans []scanned) int {
	var exact, all []int
	for _, s := range scans {
		for _, f := range s.found {
			c, ok := f.meaning.(calendar)
			if !ok || c.year == 0 {
				continue
			}
			all = append(all, c.year)
			if c.month > 0 {
				exact = append(exact, c.year)
			}
		}
	}
	if len(exact) == 0 {
		return 0
	}
	sort.Ints(exact)
	sort.Ints(all)
	if y := exact[0]; y == exact[len(exact)-1] && y == all[len(all)-1] {
		return y
	}
	return 0
}
