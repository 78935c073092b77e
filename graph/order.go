package graph

import (
	"cmp"
	"slices"

	"geokg/schema"
)

// CompareClaims orders claims as [Store.Claims] does: by date, undated last, then article, then id.
func CompareClaims(a, b *schema.Claim) int {
	switch {
	case a.Date.IsZero() && !b.Date.IsZero():
		return 1
	case !a.Date.IsZero() && b.Date.IsZero():
		return -1
	}
	return cmp.Or(cmp.Compare(a.Date.Value, b.Date.Value), cmp.Compare(a.Article, b.Article), cmp.Compare(a.ID, b.ID))
}

// CompareEdges orders edges as [Store.Edges] does.
func CompareEdges(a, b Edge) int {
	return cmp.Or(cmp.Compare(a.Relation, b.Relation), cmp.Compare(a.Subject, b.Subject), cmp.Compare(a.Object, b.Object))
}

// Latest returns the last n of the items that are dated, of a list in order of date with undated ones last; of these, the first ones as far as there
// is room.
func Latest[T any](items []T, n int, date func(*T) schema.Date) []T {
	dated := slices.IndexFunc(items, func(x T) bool { return date(&x).IsZero() })
	if dated < 0 {
		dated = len(items)
	}
	from := max(0, dated-n)
	return items[from:min(len(items), from+n)]
}
