package cli

import (
	"context"

	"geokg/graph"
	"geokg/ingest"
	"geokg/schema"
)

// knownIn tells of an article whether a graph has it as it is, so that it need not be parsed again. What the graph cannot tell is not known.
func knownIn(s graph.Store) func(context.Context, *schema.Article, string) bool {
	if s == nil {
		return nil
	}
	return func(ctx context.Context, a *schema.Article, extractor string) bool {
		was, err := s.Article(ctx, a.ID)
		return err == nil && was.Unchanged(a, extractor)
	}
}

// recentArticles is how many articles may have been looked up in the graph before the one at hand was written: more than a pipeline holds.
const recentArticles = 4096

// A recent remembers the latest articles that went to the graph. Of one that came twice in a short time, the graph may not have known yet what
// it was to be when the second was looked up.
type recent struct {
	ids  [recentArticles]string
	next int
	in   map[string]int
}

func (r *recent) add(id string) {
	if r.in == nil {
		r.in = map[string]int{}
	}
	if old := r.ids[r.next]; old != "" {
		if r.in[old]--; r.in[old] == 0 {
			delete(r.in, old)
		}
	}
	r.ids[r.next] = id
	r.in[id]++
	r.next = (r.next + 1) % recentArticles
}

func (r *recent) has(id string) bool { return r.in[id] > 0 }

// settled returns the result itself, or where the graph was asked too early, that of reading the article after all.
func (r *recent) settled(ctx context.Context, p *ingest.Pipeline, res ingest.Result) ingest.Result {
	if res.Known && r.has(res.Article.ID) {
		res = p.Reread(ctx, res.Item)
	}
	return res
}
