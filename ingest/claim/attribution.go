package claim

import (
	"strings"

	"geokg/schema"
)

// attribution returns who says what stands at i, as far as the sentence names a source; else the speaker of the quote
// around it, else nil.
func (c *sentenceCoder) attribution(i int) (*schema.Entity, string) {
	for n, k := 0, i; k >= 0 && n <= len(c.tokens); n++ {
		if e, why := c.sourceAt(k); e != nil {
			return e, why
		}
		g := c.head(k)
		if g >= 0 {
			if e, why := c.reporter(k, g); e != nil {
				return e, why
			}
		}
		k = g
	}
	if e := c.quotes.speakerAt(c.tokens[i].Start); e != nil {
		return e, "speaker of the quote"
	}
	return nil, ""
}

// sourceAt finds "according to X", and ", X said" that hangs on the clause itself.
func (c *sentenceCoder) sourceAt(i int) (*schema.Entity, string) {
	for _, k := range c.kids[i] {
		switch {
		case c.base(k) == "obl" || c.base(k) == "nmod" || c.base(k) == "advcl":
			for _, p := range c.prepositions(k) {
				if p == "according to" || p == "according" {
					return c.source(k), "according to"
				}
			}
		case c.base(k) == "parataxis" && c.lx.is("say", c.lemma(k)) && !c.hasContent(k):
			if s := c.ownSubject(k); s >= 0 {
				if e := c.source(s); e != nil {
					return e, c.lemma(k)
				}
			}
		}
	}
	return nil, ""
}

// hasContent reports whether a verb of saying has a clause of its own.
func (c *sentenceCoder) hasContent(i int) bool { return c.kid(i, "ccomp", "xcomp") >= 0 }

// reporter: k is the clause that g reports.
func (c *sentenceCoder) reporter(k, g int) (*schema.Entity, string) {
	l := c.lemma(g)
	switch {
	case c.lx.is("confirm", l) && c.deniedVerb(g):
		return nil, "" // what somebody did not confirm he did not say
	case c.lx.is("accuse", l) && (c.base(k) == "advcl" || c.base(k) == "xcomp"), c.lx.is("refute", l) && c.base(k) == "obj" && c.lx.is("rumour", c.lemma(k)):
		if c.passive(g) {
			if a := c.agents(g); len(a) > 0 {
				return c.source(a[0]), l
			}
			return nil, ""
		}
		if s := c.subjectOf(g, 0); s >= 0 {
			return c.source(s), l
		}
	}
	if c.lx.is("say", l) && (c.base(k) == "ccomp" || c.base(k) == "parataxis" || c.base(k) == "xcomp" && l == "claim") {
		if c.passive(g) {
			if a := c.agents(g); len(a) > 0 {
				return c.source(a[0]), l
			}
			return nil, ""
		}
		if s := c.subjectOf(g, 0); s >= 0 {
			return c.source(s), l
		}
	}
	return nil, ""
}

// reportedClauses hangs "that" clauses on the verb of saying that they report, where the parser has hung them on the day or the
// medium in between, or on whoever is told: "said on Tuesday that", "denied in an interview that", "told callers that".
func (c *sentenceCoder) reportedClauses() {
	for v := range c.tokens {
		n := c.head(v)
		if n >= 0 && n < v && c.base(v) == "advcl" && c.kidLemma(v, "mark", "that") && c.ownSubject(v) >= 0 && c.lx.is("say", c.lemma(n)) && c.kid(n, "ccomp") < 0 {
			c.reattach(v, n, "ccomp")
			continue
		}
		if n < 0 || n > v || c.base(v) != "acl" || !c.isVerb(v) && c.kid(v, "cop") < 0 {
			continue
		}
		that := -1
		for _, k := range c.kids[v] {
			if k > n && k < v && c.lemma(k) == "that" {
				that = k
				break
			}
		}
		s := c.ownSubject(v)
		if that < 0 || s < 0 || s == that || c.lemma(s) == "that" || c.deprel(that) == "obj" && c.kid(v, "ccomp") < 0 && len(c.kidsOf(v, "obj")) < 2 && !c.inDate(n) {
			continue
		}
		if !c.lx.is("medium", c.lemma(n)) && !c.inDate(n) && !c.told(n, that) {
			continue
		}
		say := n
		for range 3 {
			if say = c.head(say); say < 0 || c.isVerb(say) {
				break
			}
		}
		if say < 0 || !c.lx.is("say", c.lemma(say)) || c.kid(say, "ccomp") >= 0 {
			continue
		}
		c.reattach(v, say, "ccomp")
		c.tokens[that].Deprel = "mark"
	}
}

// told reports whether the noun n is who is told what the clause opened by that says.
func (c *sentenceCoder) told(n, that int) bool {
	l, g := c.lemma(n), c.head(n)
	return g >= 0 && g < n && (c.base(n) == "iobj" || c.base(n) == "obj") && c.tokens[that].XPOS == "IN" && c.lx.is("say", c.lemma(g)) &&
		!c.lx.is("possnoun", l) && !c.lx.is("plannoun", l) && !c.lx.is("negnoun", l) && !c.lx.is("falsehood", l) && !c.lx.is("rumour", l)
}

func (c *sentenceCoder) kidsOf(i int, rel string) []int {
	var out []int
	for _, k := range c.kids[i] {
		if c.base(k) == rel {
			out = append(out, k)
		}
	}
	return out
}

// inDate reports whether the token is part of a date expression.
func (c *sentenceCoder) inDate(i int) bool {
	for _, d := range c.dates {
		if d.First <= i && i < d.Last {
			return true
		}
	}
	return false
}

// source returns the one entity that a token names as a source.
func (c *sentenceCoder) source(i int) *schema.Entity {
	fs := c.named(i, false, 0)
	if len(fs) == 0 {
		return nil
	}
	for _, f := range fs {
		switch f.entity.Label {
		case schema.Country, schema.Agency, schema.Alliance, schema.Person, schema.Organization:
			return f.entity
		}
	}
	return nil
}

// quotes are the quoted passages of a document with their speakers.
type quotes struct {
	spans    []schema.Span
	speakers []*schema.Entity
}

func (q *quotes) speakerAt(offset int) *schema.Entity {
	for i, s := range q.spans {
		if s.Start <= offset && offset < s.End {
			return q.speakers[i]
		}
	}
	return nil
}

// findQuotes pairs quotation marks paragraph by paragraph; a paragraph that ends inside a quote continues in the next
// one, as newspapers print long quotations.
func findQuotes(doc *schema.Document) []schema.Span {
	var out []schema.Span
	for _, p := range doc.Paragraphs {
		open := -1
		for i, r := range doc.Text[p.Start:p.End] {
			at := p.Start + i
			switch {
			case r == '“' || r == '"' && open < 0:
				if open < 0 {
					open = at
				}
			case r == '”' || r == '"':
				if open >= 0 {
					out = append(out, schema.Span{Start: open, End: at})
				}
				open = -1
			}
		}
		if open >= 0 {
			out = append(out, schema.Span{Start: open, End: p.End})
		}
	}
	return out
}

// speakers finds for each quote the subject of a verb of saying outside it: in the sentences that the quote touches, the last
// one first; else in the sentence behind it; else the speaker of the quote before in the same or the last paragraph.
func speakers(doc *schema.Document, cs []*sentenceCoder) *quotes {
	q := &quotes{spans: findQuotes(doc)}
	last := -1
	for i, s := range q.spans {
		var e *schema.Entity
		var touched []int
		for j := range doc.Sentences {
			if doc.Sentences[j].Overlaps(s) {
				touched = append(touched, j)
			}
		}
		for k := len(touched) - 1; k >= 0 && e == nil; k-- {
			e = cs[touched[k]].speakerOutside(q.spans)
		}
		if e == nil && len(touched) > 0 {
			next := touched[len(touched)-1] + 1
			if next < len(cs) && doc.Sentences[next].Paragraph == doc.Sentences[next-1].Paragraph && startsWithSaying(cs[next]) {
				e = cs[next].speakerOutside(q.spans)
			}
			if e == nil && last >= 0 && len(strings.Fields(doc.Slice(s))) > 4 {
				d := doc.Sentences[touched[0]].Paragraph - last
				if d <= 1 && i > 0 {
					e = q.speakers[i-1]
				}
			}
		}
		if len(touched) > 0 {
			last = doc.Sentences[touched[len(touched)-1]].Paragraph
		}
		q.speakers = append(q.speakers, e)
	}
	return q
}

// startsWithSaying: `said NIS.` or `he added.`
func startsWithSaying(c *sentenceCoder) bool {
	for i := range c.tokens {
		if i > 6 {
			return false
		}
		if c.lx.is("say", c.lemma(i)) && c.isVerb(i) {
			return true
		}
	}
	return false
}

// speakerOutside returns the subject of a verb of saying that stands outside the quotes.
func (c *sentenceCoder) speakerOutside(spans []schema.Span) *schema.Entity {
	for i := range c.tokens {
		if !c.isVerb(i) || !c.lx.is("say", c.lemma(i)) || c.passive(i) {
			continue
		}
		inside := false
		for _, s := range spans {
			inside = inside || s.Start <= c.tokens[i].Start && c.tokens[i].Start < s.End
		}
		if inside {
			continue
		}
		if s := c.subjectOf(i, 0); s >= 0 {
			if e := c.source(s); e != nil {
				return e
			}
		}
	}
	return nil
}
