package cli

import (
	"fmt"
	"iter"
	"maps"
	"slices"
	"strconv"
	"strings"

	"geokg/graph"
)

// importSummary is what an import did, or with --dry-run would do.
type importSummary struct {
	DryRun   bool          `json:"dryRun"`
	Articles articleCounts `json:"articles"`
	// Languages counts articles that were kept without claims, since geokg does not read their language.
	Languages map[string]int `json:"languagesNotRead,omitempty"`
	Copies    *int           `json:"copies,omitempty"` // of the new and changed ones, those whose story another article tells; not with --dry-run
	Claims    difference     `json:"claims"`
	Entities  *difference    `json:"entities,omitempty"`  // not with --dry-run
	Edges     *difference    `json:"edges,omitempty"`     // not with --dry-run
	Reference *difference    `json:"reference,omitempty"` // memberships, with --reference
	Seconds   float64        `json:"seconds"`
	Rate      float64        `json:"articlesPerSecond"`
	// Interrupted is whether it was stopped before the end.
	Interrupted bool      `json:"interrupted"`
	Failures    []failure `json:"failures"`

	articles bool // some were to be read
}

type articleCounts struct {
	Read    int `json:"read"`
	New     int `json:"new"`
	Changed int `json:"changed"`
	Same    int `json:"same"`
	Failed  int `json:"failed"`
}

type difference struct {
	Added   int `json:"added"`
	Removed int `json:"removed"`
}

func (s *importSummary) add(c graph.Changes) {
	s.Articles.New, s.Articles.Changed, s.Articles.Same = c.ArticlesNew, c.ArticlesChanged, c.ArticlesSame
	s.Claims = difference{c.ClaimsAdded, c.ClaimsRemoved}
	if !s.DryRun {
		s.Copies = &c.Copies
		s.Entities = &difference{c.EntitiesAdded, c.EntitiesRemoved}
		s.Edges = &difference{c.EdgesAdded, c.EdgesRemoved}
	}
}

func (s *importSummary) value() any           { return s }
func (s *importSummary) lines() iter.Seq[any] { return one(s) }

func (s *importSummary) table() (head []string, rows [][]string) {
	head = []string{"read", "new", "changed", "same", "failed", "claims_added", "claims_removed", "seconds"}
	var row []string
	for _, n := range []int{
		s.Articles.Read, s.Articles.New, s.Articles.Changed, s.Articles.Same, s.Articles.Failed, s.Claims.Added, s.Claims.Removed,
	} {
		row = append(row, strconv.Itoa(n))
	}
	return head, [][]string{append(row, fmt.Sprint(s.Seconds))}
}

func (s *importSummary) text(p *printer) {
	if s.DryRun {
		p.line("Nothing was written. An import would do this:")
	}
	if s.articles {
		p.line("articles  %s", s.Articles)
		if len(s.Languages) > 0 {
			p.line("languages %s; kept without claims: geokg reads English", s.languages())
		}
		if s.Copies != nil && *s.Copies > 0 {
			p.line("copies    %s whose story another article tells", count(*s.Copies, "article"))
		}
		p.line("claims    %s", s.Claims)
	}
	if !s.DryRun {
		p.line("entities  %s", s.Entities)
	}
	if !s.DryRun && s.articles {
		p.line("edges     %s", s.Edges)
	}
	if s.Reference != nil {
		p.line("reference %s", s.Reference.of("membership"))
	}
	if s.articles && s.Rate > 0 {
		p.line("time      %.1f s, %s articles/s", s.Seconds, thousands(int(s.Rate+0.5)))
	} else {
		p.line("time      %.1f s", s.Seconds)
	}
}

// languages lists the languages that are not read: "de 3, fr 1".
func (s *importSummary) languages() string {
	var parts []string
	for _, l := range slices.Sorted(maps.Keys(s.Languages)) {
		parts = append(parts, l+" "+thousands(s.Languages[l]))
	}
	return strings.Join(parts, ", ")
}

func (c articleCounts) String() string {
	s := fmt.Sprintf("%s read: %s new, %s changed, %s the same", thousands(c.Read), thousands(c.New), thousands(c.Changed), thousands(c.Same))
	if c.Failed > 0 {
		s += ", " + thousands(c.Failed) + " failed"
	}
	return s
}

// of says what was added and taken back: "1,946 memberships added".
func (d difference) of(noun string) string {
	s := count(d.Added, noun) + " added"
	if d.Removed > 0 {
		s += ", " + thousands(d.Removed) + " taken back"
	}
	return s
}

func (d difference) String() string {
	s := thousands(d.Added) + " added"
	if d.Removed > 0 {
		s += ", " + thousands(d.Removed) + " taken back"
	}
	return s
}
