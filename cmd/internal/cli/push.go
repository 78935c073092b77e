package cli

import (
	"context"
	"fmt"
	"iter"
	"maps"
	"reflect"
	"slices"
	"strconv"

	"github.com/spf13/cobra"

	"geokg/graph"
)

type pushOptions struct {
	*Globals
	To     string // address of the server
	DryRun bool
	Prune  bool
}

func newPush(g *Globals) *cobra.Command {
	o := pushOptions{Globals: g}
	cmd := &cobra.Command{
		Use:   "push",
		Short: "Copy the embedded graph into Neo4j",
		Long: `Copy the graph of --db, a file, into the Neo4j server of NEO4J_URI (or --to), in
batches. Pushing again changes nothing; after further imports it copies what is new
or changed. At the end the digests of both graphs are compared.

The reference (see geokg import --reference) is copied too, in place of the one in Neo4j;
if the file has none, that of Neo4j stays. So are the decisions of people (geokg decisions).

Articles that only Neo4j has are left there, and counted in the summary; --prune takes
them back, so that Neo4j holds what the file holds and nothing else of geokg's.
Nodes that geokg has not made are never touched.`,
		Example: `  NEO4J_URI=neo4j://localhost:7687 NEO4J_PASSWORD=… geokg push
  geokg push --to bolt://localhost:7687 --dry-run
  geokg push --db archive.db --prune`,
		Args: arguments(0, 0, "no arguments"),
		RunE: func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context()) },
	}
	cmd.Flags().StringVar(&o.To, "to", "", "the `ADDRESS` of the server, like neo4j://localhost:7687 (default: NEO4J_URI)")
	cmd.Flags().BoolVar(&o.Prune, "prune", false, "take back from Neo4j the articles that the file does not have")
	cmd.Flags().BoolVar(&o.DryRun, "dry-run", false, "say what would be copied, but write nothing")
	return cmd
}

// target reads the address of the server.
func (o *pushOptions) target() (Address, error) {
	uri := orElse(o.To, o.Getenv("NEO4J_URI"))
	if uri == "" {
		return Address{}, usagef("push where? Set NEO4J_URI, or give --to neo4j://HOST:7687")
	}
	server, err := parseServer(uri, o.Getenv)
	return Address{Server: server}, err
}

func (o *pushOptions) run(ctx context.Context) (err error) {
	to, err := o.target()
	if err != nil {
		return err
	}
	if !o.address.IsFile() {
		return usagef("push copies a file; %s is a server", o.address)
	}
	from, err := o.store(ctx, Read)
	if err != nil {
		return err
	}
	defer closing(from, &err)
	mode := Write
	if o.DryRun {
		mode = Read
	}
	target, err := o.openAt(ctx, to, mode)
	if err != nil {
		return err
	}
	defer closing(target, &err)

	start := o.Now()
	v := &pushView{From: o.address.String(), To: to.String(), DryRun: o.DryRun}
	if err := o.copy(ctx, from, target, v); err != nil {
		return o.stopped(ctx, v, err)
	}
	if err := o.finish(ctx, from, target, v); err != nil {
		return err
	}
	v.Seconds = seconds(o.Now().Sub(start))
	if err := o.showSummary(v); err != nil {
		return err
	}
	return v.verdict()
}

// copy writes the contributions of one store into the other, batch by batch, and notes which articles only the
// other has.
func (o *pushOptions) copy(ctx context.Context, from, to graph.Store, v *pushView) error {
	extra, hashes, err := held(ctx, to, o.DryRun)
	if err != nil {
		return err
	}
	st, err := from.Status(ctx)
	if err != nil {
		return err
	}
	v.Articles.Read = st.Articles
	var target sink = storeSink{to}
	if o.DryRun {
		target = &dryRun{store: to, hashes: hashes, claims: map[string]map[string]bool{}}
	}
	bar := o.startProgress("pushing", st.Articles)
	defer bar.stop()
	b := batch{sink: target}
	err = from.Contributions(ctx, func(c graph.Contribution) error {
		delete(extra, c.Article.ID)
		bar.add(1)
		return errorOr(b.add(ctx, c, c.Article.ID), ctx.Err())
	})
	if err == nil || ctx.Err() != nil { // the batch in hand is finished in any case
		err = errorOr(b.flush(ctx), err)
	}
	v.take(b.done)
	v.Extra = slices.Sorted(maps.Keys(extra))
	if err != nil {
		return err
	}
	if err := o.copyDecisions(ctx, from, to, v); err != nil {
		return err
	}
	return o.copyReference(ctx, from, to, target, v)
}

// copyDecisions makes the decisions of one store in the other, and takes back those that only the other has if it is to be pruned.
func (o *pushOptions) copyDecisions(ctx context.Context, from, to graph.Store, v *pushView) error {
	ours, err := from.Decisions(ctx)
	if err != nil {
		return err
	}
	theirs, err := to.Decisions(ctx)
	if err != nil {
		return err
	}
	for _, d := range theirs {
		if same, ok := ours.ByID(d.ID); ok && reflect.DeepEqual(same, d) {
			continue
		} else if !ok && !o.Prune {
			v.ExtraDecisions++
			continue
		}
		v.Decisions.Removed++
		if !o.DryRun {
			if _, err := to.Undecide(ctx, d.ID); err != nil {
				return err
			}
		}
		theirs = theirs.Without(d.ID)
	}
	for _, d := range ours {
		if _, ok := theirs.ByID(d.ID); ok {
			continue
		}
		v.Decisions.Added++
		if !o.DryRun {
			if _, err := to.Decide(ctx, d); err != nil {
				return fmt.Errorf("decision %s: %w", d.ID, err)
			}
		}
	}
	return nil
}

// copyReference puts the reference of one store into the other. One that has none takes it from the other only when it is to be pruned.
func (o *pushOptions) copyReference(ctx context.Context, from, to graph.Store, target sink, v *pushView) error {
	r, err := from.Reference(ctx)
	if err != nil {
		return err
	}
	if len(r.Memberships) == 0 && !o.Prune {
		extra, err := to.Reference(ctx)
		v.ExtraReference = len(extra.Memberships)
		return err
	}
	ch, err := target.putReference(context.WithoutCancel(ctx), r)
	v.Reference = difference{ch.MembershipsAdded, ch.MembershipsRemoved}
	return err
}

// held lists the articles that the target has, for a dry run with their hashes.
func held(ctx context.Context, to graph.Store, withHashes bool) (ids map[string]bool, hashes map[string]string, err error) {
	ids, hashes = map[string]bool{}, map[string]string{}
	if !withHashes {
		err = to.Articles(ctx, func(a graph.Article) error { ids[a.ID] = true; return nil })
		return ids, nil, err
	}
	err = to.Contributions(ctx, func(c graph.Contribution) error {
		ids[c.Article.ID], hashes[c.Article.ID] = true, c.Hash()
		return nil
	})
	return ids, hashes, err
}

// finish prunes, and compares the two graphs.
func (o *pushOptions) finish(ctx context.Context, from, to graph.Store, v *pushView) error {
	if o.DryRun {
		return nil
	}
	for o.Prune && len(v.Extra) > 0 {
		n := min(batchArticles, len(v.Extra))
		if _, err := to.Retract(context.WithoutCancel(ctx), v.Extra[:n]); err != nil {
			return err
		}
		v.Extra = v.Extra[n:]
		v.Pruned += n
	}
	a, err := from.Status(ctx)
	if err != nil {
		return err
	}
	b, err := to.Status(ctx)
	if err != nil {
		return err
	}
	v.Digest, v.TargetDigest = a.Digest, b.Digest
	return nil
}

// stopped reports an interruption: pushing again goes on from there by itself.
func (o *pushOptions) stopped(ctx context.Context, v *pushView, err error) error {
	if ctx.Err() == nil {
		return err
	}
	o.warn("interrupted; %s of %d are in Neo4j. To go on, push again: what is there already is skipped",
		count(v.Articles.New+v.Articles.Changed+v.Articles.Same, "article"), v.Articles.Read)
	return errInterrupted
}

type pushView struct {
	From         string        `json:"from"`
	To           string        `json:"to"`
	DryRun       bool          `json:"dryRun"`
	Articles     articleCounts `json:"articles"`
	Claims       difference    `json:"claims"`
	Reference    difference    `json:"reference"` // memberships
	Pruned       int           `json:"pruned"`    // articles taken back from the target
	Extra        []string      `json:"extra"`     // ids of the articles that only the target has
	Digest       string        `json:"digest,omitempty"`
	TargetDigest string        `json:"targetDigest,omitempty"`
	Seconds      float64       `json:"seconds"`

	ExtraReference int `json:"extraReference"` // memberships of the target, if only that has a reference

	Decisions      difference `json:"decisions"`
	ExtraDecisions int        `json:"extraDecisions"` // only the target has them
}

func (v *pushView) take(c graph.Changes) {
	v.Articles.New, v.Articles.Changed, v.Articles.Same = c.ArticlesNew, c.ArticlesChanged, c.ArticlesSame
	v.Claims = difference{c.ClaimsAdded, c.ClaimsRemoved}
}

// verdict is an error if the graphs differ for a reason that should not be.
func (v *pushView) verdict() error {
	if v.DryRun || v.Digest == v.TargetDigest || len(v.Extra) > 0 || v.ExtraReference > 0 || v.ExtraDecisions > 0 {
		return nil
	}
	return fmt.Errorf("the graph in Neo4j is not that of the file: digest %s instead of %s; was somebody else writing?", v.TargetDigest, v.Digest)
}

func (v *pushView) value() any           { return v }
func (v *pushView) lines() iter.Seq[any] { return one(v) }

func (v *pushView) table() (head []string, rows [][]string) {
	head = []string{"from", "to", "articles", "new", "changed", "same", "claims_added", "claims_removed", "pruned", "extra", "digest", "target_digest"}
	row := []string{v.From, v.To}
	for _, n := range []int{
		v.Articles.Read, v.Articles.New, v.Articles.Changed, v.Articles.Same, v.Claims.Added, v.Claims.Removed, v.Pruned, len(v.Extra),
	} {
		row = append(row, strconv.Itoa(n))
	}
	return head, [][]string{append(row, v.Digest, v.TargetDigest)}
}

func (v *pushView) text(p *printer) {
	if v.DryRun {
		p.line("Nothing was written. A push would do this:")
	}
	p.line("from      %s", v.From)
	p.line("to        %s", v.To)
	p.line("articles  %s", v.Articles)
	p.line("claims    %s", v.Claims)
	if v.Reference != (difference{}) {
		p.line("reference %s", v.Reference.of("membership"))
	}
	if v.Decisions != (difference{}) {
		p.line("decisions %s", v.Decisions.of("decision"))
	}
	if v.ExtraDecisions > 0 {
		p.line("extra     %s only in Neo4j; --prune takes them back", count(v.ExtraDecisions, "decision"))
	}
	if v.Pruned > 0 {
		p.line("pruned    %s", count(v.Pruned, "article"))
	}
	if !v.DryRun {
		p.line("time      %.1f s", v.Seconds)
	}
	if v.ExtraReference > 0 {
		p.line("extra     a reference of %s only in Neo4j; --prune takes it back", count(v.ExtraReference, "membership"))
	}
	switch {
	case len(v.Extra) > 0:
		p.line("extra     %s only in Neo4j; --prune takes them back", count(len(v.Extra), "article"))
	case !v.DryRun && v.Digest == v.TargetDigest:
		p.line("digest    %s, the same in both", v.Digest)
	}
}
