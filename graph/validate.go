package graph

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"geokg/schema"
)

// ErrInvalid is the error of a contribution or a reference that no store takes. Nothing is written then.
var ErrInvalid = errors.New("invalid contribution")

// maxID is the most bytes an id may have; Neo4j's indexes end at some 8,000.
const maxID = 1024

// Validate reports what is wrong with a contribution, as an error that is [ErrInvalid]: an id empty, too long or double, a text
// that is not UTF-8 or holds a NUL, a claim whose subject, object or source is not among the mentioned, whose labels don't
// fit its relation, or whose id is not [schema.ClaimID].
func (c *Contribution) Validate() error {
	if err := c.validate(); err != nil {
		return fmt.Errorf("%w: article %q: %w", ErrInvalid, shorten(c.Article.ID), err)
	}
	return nil
}

func (c *Contribution) validate() error {
	if err := c.Article.validate(); err != nil {
		return err
	}
	labels := make(map[string]schema.Label, len(c.Mentioned))
	for i := range c.Mentioned {
		m := &c.Mentioned[i]
		if err := m.validate(); err != nil {
			return fmt.Errorf("entity %q: %w", shorten(m.Entity.ID), err)
		}
		if _, ok := labels[m.Entity.ID]; ok {
			return fmt.Errorf("entity %q is mentioned twice", m.Entity.ID)
		}
		labels[m.Entity.ID] = m.Entity.Label
	}
	ids := make(map[string]bool, len(c.Claims))
	for i := range c.Claims {
		cl := &c.Claims[i]
		if err := validateClaim(cl, c.Article.ID, labels); err != nil {
			return fmt.Errorf("claim %q: %w", shorten(cl.ID), err)
		}
		if ids[cl.ID] {
			return fmt.Errorf("claim %q stands twice", cl.ID)
		}
		ids[cl.ID] = true
	}
	return nil
}

func (a *Article) validate() error {
	if err := validateID(a.ID); err != nil {
		return err
	}
	if a.TextPrint != "" {
		if _, err := schema.ParsePrint(a.TextPrint); err != nil {
			return err
		}
	}
	if err := validateDate(a.Published); err != nil {
		return err
	}
	return validateText(a.URL, a.Title, a.Site, a.Language, a.TextHash, a.Extractor)
}

func (m *Mentioned) validate() error {
	e := &m.Entity
	if err := validateID(e.ID); err != nil {
		return err
	}
	if !schema.IsLabel(e.Label) {
		return fmt.Errorf("label %q is not in the ontology", shorten(string(e.Label)))
	}
	if NameKey(e.Name) == "" {
		return errors.New("it has no name")
	}
	if m.Count < 0 {
		return fmt.Errorf("it is mentioned %d times", m.Count)
	}
	if err := validateDate(e.Date); err != nil {
		return err
	}
	return errors.Join(
		validateText(e.Name, e.Country, e.Parent, e.ISO3, e.Wikidata, e.Type, e.Place),
		validateText(e.Aliases...), validateText(m.Names...))
}

func validateClaim(c *schema.Claim, article string, labels map[string]schema.Label) error {
	if c.Article != article {
		return fmt.Errorf("it belongs to article %q", shorten(c.Article))
	}
	r, ok := schema.LookupRelation(c.Relation)
	if !ok {
		return fmt.Errorf("relation %q is not in the ontology", shorten(c.Relation))
	}
	named := []string{c.Subject, c.Object, c.Attributed}
	if c.Attributed == "" {
		named = named[:2]
	}
	for _, id := range named {
		if _, ok := labels[id]; !ok {
			return fmt.Errorf("it names entity %q, which is not among the mentioned", shorten(id))
		}
	}
	if c.Subject == c.Object {
		return fmt.Errorf("%q is both its subject and its object", shorten(c.Subject))
	}
	if s, o := labels[c.Subject], labels[c.Object]; !r.Accepts(s, o) {
		return fmt.Errorf("%s does not hold between a %s and a %s", r.Name, s, o)
	}
	if !slices.Contains(schema.Factualities, c.Factuality) {
		return fmt.Errorf("factuality %q: want one of %v", shorten(string(c.Factuality)), schema.Factualities)
	}
	if !(c.Confidence >= 0 && c.Confidence <= 1) { // so that NaN fails too
		return fmt.Errorf("confidence %v: want 0 to 1", c.Confidence)
	}
	if err := validateDate(c.Date); err != nil {
		return err
	}
	if err := errors.Join(validateText(c.Evidence, string(c.Field), c.CAMEO), validateText(c.PLOVER...), validateText(c.Reasons...)); err != nil {
		return err
	}
	if want := schema.ClaimID(c); c.ID != want {
		return fmt.Errorf("want id %q", want)
	}
	return nil
}

func validateID(id string) error {
	switch {
	case id == "":
		return errors.New("the id is empty")
	case len(id) > maxID:
		return fmt.Errorf("the id has %d bytes; want %d at most", len(id), maxID)
	}
	return validateText(id)
}

func validateDate(d schema.Date) error {
	p, err := schema.ParseDate(d.Value)
	if err != nil {
		return err
	}
	if p.Value != d.Value || p.Precision != d.Precision {
		return fmt.Errorf("date %q is of precision %q, not %q", d.Value, p.Precision, d.Precision)
	}
	return validateText(string(d.Source), d.Remark)
}

// validateText refuses what not every store keeps as it is.
func validateText(texts ...string) error {
	for _, s := range texts {
		if !utf8.ValidString(s) {
			return fmt.Errorf("%q is not valid UTF-8", shorten(s))
		}
		if strings.IndexByte(s, 0) >= 0 {
			return fmt.Errorf("%q holds a NUL byte", shorten(s))
		}
	}
	return nil
}

// shorten cuts a text for an error message.
func shorten(s string) string {
	if len(s) <= 80 {
		return s
	}
	return strings.ToValidUTF8(s[:77], "") + "…"
}
