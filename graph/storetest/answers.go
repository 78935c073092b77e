package storetest

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"geokg/graph"
	"geokg/schema"
)

// A modelStore answers from a model what is asked of a graph. What else a store does it does not.
type modelStore struct {
	graph.Store
	m model
}

var _ graph.Kin = modelStore{}

func (s modelStore) Entity(_ context.Context, id string) (schema.Entity, error) {
	e, ok := s.m.entities()[id]
	if !ok {
		return e, fmt.Errorf("%q: %w", id, graph.ErrNotFound)
	}
	return e, nil
}

func (s modelStore) Entities(_ context.Context, yield func(schema.Entity) error) error {
	es := s.m.entities()
	for _, id := range slices.Sorted(maps.Keys(es)) {
		if err := yield(es[id]); err != nil {
			return err
		}
	}
	return nil
}

// where returns the entities that f holds for, in order of id.
func (s modelStore) where(f func(*schema.Entity) bool) (out []schema.Entity) {
	es := s.m.entities()
	for _, id := range slices.Sorted(maps.Keys(es)) {
		if e := es[id]; f(&e) {
			out = append(out, e)
		}
	}
	return out
}

func (s modelStore) Find(_ context.Context, name string) ([]schema.Entity, error) {
	return s.where(func(e *schema.Entity) bool { return slices.Contains(graph.NameKeys(e), graph.NameKey(name)) }), nil
}

func (s modelStore) EntitiesByID(_ context.Context, ids []string) ([]schema.Entity, error) {
	return s.where(func(e *schema.Entity) bool { return slices.Contains(ids, e.ID) }), nil
}

func (s modelStore) Children(_ context.Context, ids []string) ([]schema.Entity, error) {
	return s.where(func(e *schema.Entity) bool {
		return slices.Contains(ids, e.Parent) || e.Label == schema.Agency && slices.Contains(ids, e.Country)
	}), nil
}

func (s modelStore) EdgesInto(_ context.Context, relations, objects []string) ([]graph.Edge, error) {
	return slices.DeleteFunc(s.m.edges(), func(e graph.Edge) bool {
		return !slices.Contains(relations, e.Relation) || !slices.Contains(objects, e.Object)
	}), nil
}

func (s modelStore) Neighbours(_ context.Context, q graph.ClaimQuery) ([]string, error) {
	return s.m.neighbours(q), nil
}

func (s modelStore) Answering(ctx context.Context, id string) ([]graph.Answering, error) {
	return graph.Answers(ctx, s, id)
}

func (s modelStore) Claims(_ context.Context, q graph.ClaimQuery) ([]graph.ClaimRow, error) {
	return s.m.claims(q), nil
}

func (s modelStore) Edges(_ context.Context, q graph.EdgeQuery) ([]graph.Edge, error) {
	return s.m.edgesFor(q), nil
}

func (s modelStore) Profile(_ context.Context, id string) (graph.Profile, error) {
	return s.m.profile(id), nil
}

func (s modelStore) Articles(_ context.Context, yield func(graph.Article) error) error {
	for _, c := range s.m.contributions() {
		if err := yield(c.Article); err != nil {
			return err
		}
	}
	return nil
}

func (s modelStore) Search(_ context.Context, text string, limit int) (f graph.Found, err error) {
	words := graph.Words(text)
	if len(words) == 0 {
		return f, nil
	}
	all := func(in string) bool {
		return !slices.ContainsFunc(words, func(w string) bool { return !slices.Contains(graph.Words(in), w) })
	}
	f.Entities = graph.RankNames(s.where(func(e *schema.Entity) bool { return all(strings.Join(append([]string{e.Name}, e.Aliases...), " ")) }), text, limit)
	undated := []graph.ClaimRow(nil)
	days := map[string][]graph.ClaimRow{}
	for _, r := range s.m.claims(graph.ClaimQuery{}) {
		switch {
		case !all(r.Claim.Evidence):
		case r.Claim.Date.IsZero():
			undated = append(undated, r)
		default:
			days[r.Claim.Date.Value] = append(days[r.Claim.Date.Value], r)
		}
	}
	dates := slices.Sorted(maps.Keys(days))
	slices.Reverse(dates)
	for _, d := range dates {
		f.Claims = append(f.Claims, days[d]...)
	}
	f.Claims = append(f.Claims, undated...)
	if limit > 0 && len(f.Claims) > limit {
		f.Claims = f.Claims[:limit]
	}
	return f, nil
}

// testSearch looks for words in names and sentences.
func testSearch(t *testing.T, b *bench) {
	b.write(contributions(
		article("a").
			says("KOR", "CRITICIZES", "PRK", on("2022-05-05"), evidence("The U.S.-backed minister José Núñez didn't like the “Parade”.")).
			says("PRK", "CRITICIZES", "KOR", evidence("Nobody liked the parade, and 平壤 said so.")),
		article("b").
			says("NATO", "SUPPORTS", "KOR", on("2023"), evidence("The parade was AND is no OR but a parade: AND NOT \"x\" \\ * ~ ^2")),
	)...)
	for _, c := range []struct {
		text   string
		limit  int
		names  []string
		claims []string
	}{
		{"parade", 0, nil, []string{"NATO", "KOR", "PRK"}},
		{"PARADE", 2, nil, []string{"NATO", "KOR"}},
		{"us nunez", 0, nil, []string{"KOR"}},
		{"U.S. Núñez didnt", 0, nil, []string{"KOR"}},
		{"and or not", 0, nil, []string{"NATO"}},
		{"AND", 0, nil, []string{"NATO", "PRK"}},
		{"平壤", 0, nil, []string{"PRK"}},
		{"para", 0, nil, nil}, {"parade tank", 0, nil, nil}, {"", 0, nil, nil}, {`" \ * `, 0, nil, nil}, {"parade* OR x", 0, nil, []string{"NATO"}},
		{"korea", 0, []string{"KOR", "PRK"}, nil}, {"south korea", 0, []string{"KOR"}, nil}, {"KOREA", 1, []string{"KOR"}, nil}, {"rok", 0, []string{"KOR"}, nil},
		{"Republic south", 0, []string{"KOR"}, nil},
	} {
		f, err := b.s.Search(b.ctx, c.text, c.limit)
		b.must(err)
		var names, claims []string
		for _, e := range f.Entities {
			names = append(names, e.ID)
		}
		for _, r := range f.Claims {
			claims = append(claims, r.Claim.Subject)
		}
		equal(t, "entities of "+c.text, names, c.names)
		equal(t, "claims of "+c.text, claims, c.claims)
	}
	b.retract("article/a")
	f, err := b.s.Search(b.ctx, "parade", 0)
	b.must(err)
	equal(t, "claims that are left", len(f.Claims), 1)
	b.retract("article/b")
	for _, text := range []string{"parade", "korea"} {
		f, err = b.s.Search(b.ctx, text, 0)
		b.must(err)
		equal(t, "nothing left of "+text, len(f.Claims)+len(f.Entities), 0)
	}
}

// testQuestions asks made-up graphs all questions there are, and compares with what a model answers.
func testQuestions(t *testing.T, b *bench) {
	m := model{}
	rng := rand.New(rand.NewPCG(3, 5))
	cs := Generate(11, 90)
	b.write(cs...)
	m.write(cs...)
	var changed []graph.Contribution
	for i := 0; i < len(cs); i += 9 {
		changed = append(changed, Revise(uint64(i), cs[i]))
	}
	b.write(changed...)
	m.write(changed...)
	gone := []string{cs[1].Article.ID, cs[50].Article.ID}
	b.retract(gone...)
	m.retract(gone...)
	asked := modelStore{m: m}
	ids := slices.Sorted(maps.Keys(m.entities()))
	degree := map[string]int{}
	for _, e := range m.edges() {
		degree[e.Subject]++
		degree[e.Object]++
	}
	slices.SortStableFunc(ids, func(x, y string) int { return degree[y] - degree[x] })
	if len(ids) < 40 || degree[ids[0]] < 5 {
		t.Fatal("the graph is too small to ask it anything")
	}
	options := []graph.RelateOptions{
		{RollUp: true},
		{Factualities: []schema.Factuality{schema.Asserted}, Since: date("2017"), Until: date("2022-06")},
		{RollUp: true, End: graph.SubjectEnd, MinConfidence: 0.6, Limit: 7},
		{RollUp: true, Limit: 7, Latest: true},
		{RollUp: true, Limit: 25, Relations: []string{"ATTENDED", "HOSTED"}, Since: date("2010")},
		{Limit: 3, Latest: true, Relations: []string{"ATTENDED", "HOSTED", "CONDUCTED"}},
	}
	answered := 0
	same := func(what string, ask func(graph.Store) (any, int, error)) {
		t.Helper()
		got, _, err := ask(b.s)
		b.must(err)
		want, n, err := ask(asked)
		b.must(err)
		answered += n
		if g, w := asJSON(got), asJSON(want); g != w {
			t.Errorf("%s:\n got %.1500s\nwant %.1500s", what, g, w)
		}
	}
	for i := range 12 {
		x, y := ids[i%6], ids[(i*i+1)%40]
		if i%3 == 2 {
			x = ids[rng.IntN(len(ids))]
		}
		if x == y {
			continue
		}
		for k, o := range options {
			what := fmt.Sprintf(" of %s and %s, %d", x, y, k)
			same("relations"+what, func(s graph.Store) (any, int, error) {
				a, err := graph.Relate(b.ctx, s, x, y, o)
				sites, speakers := graph.SourcesOf(a.Rows)
				return []any{a.Rows, a.Edges, graph.BalanceOf(a.Rows, schema.PrecisionYear), sites, speakers}, len(a.Rows), err
			})
			if o.Limit > 0 {
				limited, err := graph.Relate(b.ctx, b.s, x, y, o)
				b.must(err)
				o.Limit = 0
				all, err := graph.Relate(b.ctx, b.s, x, y, o)
				b.must(err)
				o.Limit = options[k].Limit
				want := all.Rows[:min(o.Limit, len(all.Rows))]
				if o.Latest {
					want = graph.Latest(all.Rows, o.Limit, func(r *graph.Row) schema.Date { return r.Claim.Date })
				}
				if g, w := asJSON(limited.Rows), asJSON(want); g != w || limited.More != (len(all.Rows) > o.Limit) {
					t.Errorf("limited relations%s, more %v:\n got %.1500s\nwant %.1500s", what, limited.More, g, w)
				}
			}
			same("all relations"+what, func(s graph.Store) (any, int, error) {
				a, err := graph.Relate(b.ctx, s, x, "", o)
				return a, len(a.Rows), err
			})
			same("events"+what, func(s graph.Store) (any, int, error) {
				es, err := graph.Events(b.ctx, s, x, o)
				return es, len(es), err
			})
			same("contradictions"+what, func(s graph.Store) (any, int, error) {
				cs, err := graph.Contradictions(b.ctx, s, x, "", o)
				return cs, len(cs), err
			})
		}
		same("paths from "+x+" to "+y, func(s graph.Store) (any, int, error) {
			ps, err := graph.Paths(b.ctx, s, x, y, graph.PathOptions{K: 3, MaxSteps: 3})
			return ps, len(ps), err
		})
		same("possible paths from "+x+" to "+y, func(s graph.Store) (any, int, error) {
			ps, err := graph.Paths(b.ctx, s, x, y, graph.PathOptions{K: 2, MaxSteps: 3, Factualities: schema.Factualities[:], Avoid: ids[3:4]})
			return ps, len(ps), err
		})
	}
	same("contradictions", func(s graph.Store) (any, int, error) {
		cs, err := graph.Contradictions(b.ctx, s, "", "", graph.RelateOptions{})
		return cs, len(cs), err
	})
	same("sites", func(s graph.Store) (any, int, error) {
		cs, err := graph.SitesOf(b.ctx, s)
		return cs, len(cs), err
	})
	for _, text := range []string{"country", "No. 3", "talks", "agency 7", "threatens towards", "the morning papers", "nothing of the kind"} {
		for _, limit := range []int{0, 5} {
			same("search "+text, func(s graph.Store) (any, int, error) {
				f, err := s.Search(b.ctx, text, limit)
				return f, len(f.Claims) + len(f.Entities), err
			})
		}
	}
	if answered < 500 {
		t.Errorf("%d answers in all: the questions ask for nothing", answered)
	}
}

// asJSON shows a value with all that it points to.
func asJSON(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(b)
}
