package graph

import (
	"slices"
	"strings"

	"geokg/schema"
)

// A Balance counts, for a span of time, what two actors did to each other, by quad class. What several articles say counts once.
type Balance struct {
	Period              string `json:"period"` // "2022", "2022-05", or "" for what has no date
	VerbalCooperation   int    `json:"verbalCooperation"`
	MaterialCooperation int    `json:"materialCooperation"`
	VerbalConflict      int    `json:"verbalConflict"`
	MaterialConflict    int    `json:"materialConflict"`
}

// Total is how much there is of it.
func (b *Balance) Total() int {
	return b.VerbalCooperation + b.MaterialCooperation + b.VerbalConflict + b.MaterialConflict
}

// Tone is cooperation less conflict, as a share of all: from -1 to 1.
func (b *Balance) Tone() float64 {
	if b.Total() == 0 {
		return 0
	}
	return float64(b.VerbalCooperation+b.MaterialCooperation-b.VerbalConflict-b.MaterialConflict) / float64(b.Total())
}

// BalanceOf sums up the rows of an answer by period, in order of time, what has no date last. A period is as long as the precision says:
// a year or a month; what is dated less precisely stands under its year. Rows of relations that are states of affairs are left out, and
// so are the parts that both have in one event.
func BalanceOf(rows []Row, by schema.Precision) []Balance {
	at := map[string]*Balance{}
	seen := map[string]bool{}
	for i := range rows {
		r := &rows[i]
		rel, ok := schema.LookupRelation(r.Claim.Relation)
		if !ok || rel.Quad == schema.QuadNone || r.Event != nil || seen[r.Group] {
			continue
		}
		seen[r.Group] = true
		p := period(r.Claim.Date, by)
		if at[p] == nil {
			at[p] = &Balance{Period: p}
		}
		switch b := at[p]; rel.Quad {
		case schema.QuadVerbalCooperation:
			b.VerbalCooperation++
		case schema.QuadMaterialCooperation:
			b.MaterialCooperation++
		case schema.QuadVerbalConflict:
			b.VerbalConflict++
		case schema.QuadMaterialConflict:
			b.MaterialConflict++
		}
	}
	var out []Balance
	for _, p := range sorted(at) {
		if p != "" {
			out = append(out, *at[p])
		}
	}
	if b := at[""]; b != nil {
		out = append(out, *b)
	}
	return out
}

func period(d schema.Date, by schema.Precision) string {
	parts := strings.SplitN(d.Value, "-", 3)
	n := 1
	if by == schema.PrecisionMonth {
		n = 2
	}
	return strings.Join(slices.Clip(parts[:min(n, len(parts))]), "-")
}
