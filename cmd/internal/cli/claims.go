package cli

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"

	"geokg/graph"
	"geokg/schema"
)

// How claims look to people, in extract, relations and show:
//
//	2022-06     planned   South Korea ATTENDED NATO summit in Madrid
//	            “The president will travel to the NATO summit in Madrid in June.”
//	            Said by Yonhap.
//	            Defence View, 2022-05-06, https://example.org/a

const (
	bold  = text.Bold
	faint = text.Faint

	dateColumn       = 12
	factualityColumn = 10
)

// claim writes a claim's first line; statement is in words, see [statement].
func (p *printer) claim(d schema.Date, f schema.Factuality, statement string) {
	date := orElse(d.Value, "no date")
	first := fmt.Sprintf("%-*s%s", dateColumn, date, p.factuality(f, factualityColumn))
	p.paragraph(first, dateColumn+factualityColumn, statement, bold)
}

// detail writes a line below a claim.
func (p *printer) detail(s string, cs ...text.Color) { p.paragraph("", dateColumn, s, cs...) }

// statement says a claim in words: "Kim Jong-un (North Korea) THREATENS South Korea".
func (n naming) statement(subject *schema.Entity, relation string, object *schema.Entity) string {
	return n.full(subject) + " " + relation + " " + n.full(object)
}

// quoted is a sentence in quotation marks, whatever marks it has inside.
func quoted(s string) string { return "“" + oneLine(s) + "”" }

// sourceOf says where an article stands: site, day, URL, as far as they are known.
func sourceOf(site string, published schema.Date, url string) string {
	var parts []string
	for _, s := range []string{site, published.Value, url} {
		if s != "" {
			parts = append(parts, oneLine(s))
		}
	}
	return strings.Join(parts, ", ")
}

// articleSource says where a stored article stands; one without a URL is found by its title and id.
func articleSource(a *graph.Article) string {
	return sourceOf(orElse(a.Site, a.Title), a.Published, orElse(a.URL, a.ID))
}

// claimRow writes a stored claim: what is said, the sentence, who says so, and where.
func (p *printer) claimRow(n naming, r *graph.ClaimRow) {
	p.claim(r.Claim.Date, r.Claim.Factuality, n.statement(&r.Subject, r.Claim.Relation, &r.Object))
	p.detail(quoted(r.Claim.Evidence))
	p.detail(saidBy(n, r)+articleSource(&r.Article), faint)
}

// saidBy names who says so in an article, before the article itself.
func saidBy(n naming, r *graph.ClaimRow) string {
	if r.Attributed == nil {
		return ""
	}
	return "Said by " + n.full(r.Attributed) + ", in "
}

// Columns of stored claims in csv.
var claimRowColumns = []string{
	"date", "factuality", "subject_id", "subject", "relation", "object_id", "object", "attribution", "evidence", "confidence",
	"article", "url", "site", "published", "claim",
}

func claimRowCells(r *graph.ClaimRow) []string {
	attributed := ""
	if r.Attributed != nil {
		attributed = r.Attributed.Name
	}
	return []string{
		r.Claim.Date.Value, string(r.Claim.Factuality), r.Subject.ID, r.Subject.Name, r.Claim.Relation, r.Object.ID, r.Object.Name,
		attributed, r.Claim.Evidence, strconv.FormatFloat(r.Claim.Confidence, 'f', -1, 64),
		r.Article.ID, r.Article.URL, r.Article.Site, r.Article.Published.Value, r.Claim.ID,
	}
}

// answers says why an entity answers for another: "National Intelligence Service is an agency of South Korea".
func (n naming) answers(a *graph.Answering, of string) string {
	who := a.Entity.Name
	switch a.Via {
	case graph.ViaAgency:
		return who + " is an agency of " + of
	case graph.ViaBody:
		return who + " is part of " + of
	case graph.ViaEvent:
		return who + " is an event of " + of
	case graph.ViaLeader:
		return who + " leads " + of + inOffice(a)
	}
	return who
}

func inOffice(a *graph.Answering) string {
	switch {
	case !a.Since.IsZero() && !a.Until.IsZero():
		return " (" + a.Since.Value + " to " + a.Until.Value + ")"
	case !a.Since.IsZero():
		return " (since " + a.Since.Value + ")"
	case !a.Until.IsZero():
		return " (until " + a.Until.Value + ")"
	}
	return ""
}
