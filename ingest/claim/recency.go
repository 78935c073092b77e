package claim

import (
	"strings"

	"geokg/schema"
)

// Where the text gives no date, a claim may still have one that is less sure, whose source says so: the day that the sentence
// before gives, if this one goes on from it (SourceDocument), or the time of publication, for what a news story tells as
// news (SourcePublished). Both ask for an event that is told in the simple past, as news are, or in a headline's present, or in the
// perfect of a first sentence; a habit, a state, a plan, what somebody is quoted with, and what stands among older dates stay without a
// date. Beyond the lead only words and meetings are news; deeds may be how things came to be.

const (
	leadSentences  = 4 // how many sentences the lead of a story has at most, within its first leadParagraphs
	leadParagraphs = 2
	leadSlack      = 1  // days that what the lead tells may lie back
	restSlack      = 3  // … what the rest tells as news
	newsSentences  = 12 // how many sentences tell news without days that are news nearby
	newsDays       = 31 // a date that lies further back is no news
)

// supposed returns the date of a claim for which its clause gives none, or the zero Date. v is the word whose tense is the claim's.
func (c *sentenceCoder) supposed(r *schema.Relation, v int, subject *schema.Entity, said *reading, as schema.Factuality) schema.Date {
	if as != schema.Asserted || r.Quad == schema.QuadNone && r.Name != "CONDUCTED" || c.sport || !c.isVerb(v) || c.quoted(v) {
		return schema.Date{}
	}
	if say := c.takesStance(r, v, subject, said.source); say >= 0 {
		if d, ok := c.dateAt(say); ok {
			return d
		}
		v = say
	}
	f := c.tensed(v)
	if f < 0 || !c.toldAsNews(f) {
		return schema.Date{}
	}
	if d := c.goesOn(f); !d.IsZero() {
		return d
	}
	return c.published(r, f)
}

// takesStance returns the verb of saying by which a subject itself, or who speaks for it, takes the stance that v states in the
// present ("Brazil's president said that Brazil supports Peru"): it is as old as the words. Else -1.
func (c *sentenceCoder) takesStance(r *schema.Relation, v int, subject, source *schema.Entity) int {
	g := c.head(v)
	if g < 0 || source == nil || c.base(v) != "ccomp" || !c.lx.is("say", c.lemma(g)) || !c.lx.is("stance", strings.ToLower(r.Name)) {
		return -1
	}
	if source.ID != subject.ID && (source.Country == "" || source.Country != subject.Country) {
		return -1
	}
	if x := c.tokens[v].XPOS; x != "VBZ" && x != "VBP" || c.kid(v, "aux") >= 0 {
		return -1
	}
	return g
}

// tensed returns the verb that gives v its tense, if that is a simple past, in a headline a present, or in the first sentence of a
// story a perfect; else -1.
func (c *sentenceCoder) tensed(v int) int {
	for range 4 {
		t := c.tokens[v]
		aux := 0
		for _, k := range c.kids[v] {
			if c.base(k) != "aux" {
				continue
			}
			aux++
			switch x := c.tokens[k]; {
			case x.XPOS == "VBD" && (c.lemma(k) == "be" && t.XPOS == "VBN" || c.lemma(k) == "do"):
			case c.opening && (x.XPOS == "VBZ" || x.XPOS == "VBP") && c.lemma(k) == "have", c.opening && x.XPOS == "VBN" && c.lemma(k) == "be":
			default:
				return -1 // perfect, progressive or modal
			}
		}
		switch {
		case aux > 0, t.XPOS == "VBD", c.mistagged(v):
			return v
		case t.XPOS == "VBZ" || t.XPOS == "VBP" || t.XPOS == "VBN" && c.base(v) == "root":
			if c.headline() {
				return v
			}
			return -1
		case c.base(v) != "xcomp" && c.base(v) != "conj" && c.base(v) != "advcl" || c.kid(v, "mark") >= 0 && c.base(v) != "xcomp":
			return -1
		}
		if v = c.head(v); !c.isVerb(v) || c.lemma(v) == "use" {
			return -1
		}
	}
	return -1
}

func (c *sentenceCoder) headline() bool { return c.doc.Sentences[c.index].Headline || c.inTitle() }

func (c *sentenceCoder) inTitle() bool { return c.doc.Sentences[c.index].Start < c.doc.TextStart }

// toldAsNews reports whether the clause of the tensed verb f is a main one or what somebody says, and no word in it tells of older
// times or of habits.
func (c *sentenceCoder) toldAsNews(f int) bool {
	k, top := f, -1
	for range 6 {
		g := c.head(k)
		if g < 0 {
			break
		}
		switch c.base(k) {
		case "conj":
		case "ccomp", "parataxis":
			if !c.lx.is("say", c.lemma(g)) && c.base(k) == "ccomp" || c.kidLemma(g, "aux", "have") {
				return false
			}
			if top < 0 {
				top = k // the words around the report are not about what is reported
			}
		case "advcl":
			if !c.lead() || !c.kidLemma(k, "mark", "after", "as", "while") {
				return false
			}
		default:
			return false
		}
		k = g
	}
	if top < 0 {
		top = k
	}
	for i := range c.tokens {
		if c.isBygone(i) && c.within(i, top) {
			return false
		}
	}
	return true
}

// isBygone reports whether token i is a word of older times or of habits, and no name ("the XXI Century accord").
func (c *sentenceCoder) isBygone(i int) bool {
	form := strings.ToLower(c.tokens[i].Form)
	if i > 0 && c.tokens[i].Form != form {
		return false
	}
	return c.lx.is("bygone", c.lemma(i)) || c.lx.is("bygone", form) || c.tokens[i].XPOS == "NNS" && c.lemma(i) == "time"
}

// quoted reports whether the token stands in quotation marks: its tenses are the speaker's.
func (c *sentenceCoder) quoted(i int) bool {
	for _, s := range c.quotes.spans {
		if s.Start <= c.tokens[i].Start && c.tokens[i].Start < s.End {
			return true
		}
	}
	return false
}

// goesOn returns the day or month that the sentence before gives what it tells, if this one, in the same paragraph, goes on from
// it: by its subject ("They", "The two leaders"), by a place within it ("at the meeting"), or by "also".
func (c *sentenceCoder) goesOn(f int) schema.Date {
	p := c.before
	if p == nil || len(c.dates) > 0 || !c.continues(f) {
		return schema.Date{}
	}
	root := -1
	for i := range p.tokens {
		if p.head(i) < 0 {
			root = i
		}
	}
	if root < 0 || !p.isVerb(root) || p.lx.is("say", p.lemma(root)) || p.tensed(root) < 0 {
		return schema.Date{}
	}
	d, ok := p.dateAt(root)
	if !ok {
		d, ok = p.attendant(root)
	}
	if !ok {
		return p.goesOn(root)
	}
	if d.Precision != schema.PrecisionDay && d.Precision != schema.PrecisionMonth || c.ahead(d) {
		return schema.Date{}
	}
	d.Source, d.Remark = schema.SourceDocument, ""
	return d
}

// ahead reports whether a date lies after publication.
func (c *sentenceCoder) ahead(d schema.Date) bool {
	from, _, ok := d.Bounds()
	_, now, known := c.doc.Published.Bounds()
	return ok && known && !from.Before(now)
}

func (c *sentenceCoder) continues(f int) bool {
	if s := c.subjectOf(f, 0); s >= 0 {
		switch {
		case c.tokens[s].XPOS == "PRP", c.lemma(s) == "both" || c.lemma(s) == "two":
			return true
		case c.kidLemma(s, "nummod", "two") && c.kidLemma(s, "det", "the"), c.kidLemma(s, "det", "both"):
			return true
		}
	}
	for _, k := range c.kids[f] {
		if c.base(k) == "advmod" && c.lemma(k) == "also" {
			return true
		}
		if c.base(k) == "obl" && c.lx.is("occasion", c.lemma(k)) && c.kidLemma(k, "det", "the") && (c.kidLemma(k, "case", "at") || c.kidLemma(k, "case", "during")) &&
			c.kid(k, "nmod", "acl") < 0 {
			return true
		}
	}
	return false
}

// published returns the month of publication, or the year if the event may lie in the month before, for what is told as news.
func (c *sentenceCoder) published(r *schema.Relation, f int) schema.Date {
	from, to, ok := c.doc.Published.Bounds()
	if !ok || c.doc.Published.Precision != schema.PrecisionDay {
		return schema.Date{}
	}
	slack := restSlack
	if c.lead() {
		slack = leadSlack
	} else if c.lx.is("lasting", strings.ToLower(r.Name)) || r.Quad == schema.QuadMaterialConflict || r.Quad == schema.QuadMaterialCooperation || !c.recent {
		return schema.Date{}
	}
	if c.bygone || c.dated(f) || !c.lead() && c.setIn(f) {
		return schema.Date{}
	}
	d := schema.Date{Source: schema.SourcePublished}
	switch first := from.AddDate(0, 0, -slack); {
	case first.Year() != from.Year():
		return schema.Date{}
	case first.Month() != from.Month():
		d.Value, d.Precision = from.Format("2006"), schema.PrecisionYear
	default:
		d.Value, d.Precision = to.AddDate(0, 0, -1).Format("2006-01"), schema.PrecisionMonth
	}
	return d
}

// setIn reports whether the clause of f says after, before or during what it took place.
func (c *sentenceCoder) setIn(f int) bool {
	for _, k := range c.kids[f] {
		if c.base(k) != "obl" && c.base(k) != "advcl" {
			continue
		}
		for _, m := range c.kids[k] {
			if (c.base(m) == "case" || c.base(m) == "mark") && c.lx.is("around", c.lemma(m)) {
				return true
			}
		}
	}
	return false
}

// dated reports whether an expression that is no news, or whose time is not told, hangs on the clause of f.
func (c *sentenceCoder) dated(f int) bool {
	for _, d := range c.dates {
		if (d.Date.IsZero() || old(d.Date, c.doc.Published)) && c.dateHost(d, f) {
			return true
		}
	}
	return false
}

// old reports whether a date is no news for an article of that day.
func old(d, published schema.Date) bool {
	_, to, ok := d.Bounds()
	from, _, known := published.Bounds()
	return ok && known && to.Before(from.AddDate(0, 0, -newsDays))
}

// lead reports whether the sentence is a headline, or one of the first of the story.
func (c *sentenceCoder) lead() bool { return c.inTitle() || c.leading }

// setting tells each sentence where it stands in the story: what stands before it, whether it belongs to the lead, whether it
// stands among older dates, and whether the text has dates that are news.
func setting(doc *schema.Document, cs []*sentenceCoder) {
	recent, bygone := false, 0
	for i := range doc.Dates {
		switch d := doc.Dates[i].Date; {
		case d.IsZero():
		case old(d, doc.Published):
			bygone++
		default:
			recent = true
		}
	}
	sentences, paragraphs, paragraph := 0, 0, -1
	past := false                      // an older date or a past perfect was read in this paragraph
	fresh, freshBefore := false, false // a day that is news was read in this one, or in the one before
	for i, c := range cs {
		s := &doc.Sentences[i]
		if s.Paragraph != paragraph {
			past = false
		} else if i > 0 {
			c.before, cs[i-1].after = cs[i-1], c
		}
		if !c.inTitle() && c.stop && len(c.tokens) > 5 {
			if sentences++; s.Paragraph != paragraph || paragraphs == 0 {
				paragraphs++
			}
		}
		c.opening = sentences == 1 && !c.inTitle() && c.stop
		c.leading = sentences <= leadSentences && paragraphs <= leadParagraphs && (recent || bygone == 0 || sentences <= 1)
		if s.Paragraph != paragraph {
			fresh, freshBefore = false, fresh
		}
		c.recent = recent && sentences <= newsSentences || fresh || freshBefore
		for _, d := range c.dates {
			past = past || old(d.Date, doc.Published)
			fresh = fresh || d.Date.Precision == schema.PrecisionDay && !old(d.Date, doc.Published)
		}
		paragraph = s.Paragraph
		c.bygone = past
		past = past || c.pluperfect()
	}
}

// pluperfect reports whether the main verb is in the past perfect: what follows may be, too, without saying so.
func (c *sentenceCoder) pluperfect() bool {
	for i := range c.tokens {
		if c.head(i) < 0 {
			for _, k := range c.kids[i] {
				if c.base(k) == "aux" && strings.EqualFold(c.tokens[k].Form, "had") {
					return true
				}
			}
		}
	}
	return false
}
