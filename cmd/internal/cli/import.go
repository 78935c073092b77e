package cli

import (
	"context"
	"fmt"
	"iter"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"geokg/graph"
	"geokg/ingest"
)

// A batch is written when it has so many articles or so many claims. It is what an interrupted import has left to
// finish, and what a crash can lose.
const (
	batchArticles = 200
	batchClaims   = 2000
)

type importOptions struct {
	reading
	Reference bool
	DryRun    bool
}

func newImport(g *Globals) *cobra.Command {
	o := importOptions{reading: reading{Globals: g}}
	cmd := &cobra.Command{
		Use:   "import PATH…",
		Short: "Read articles into the graph",
		Long: `Read articles and add what they say to the graph.

A PATH is an article (.html, .htm, .txt, .json), many of them (.jsonl), a folder
of these, or - for articles as JSON Lines on standard input. An article in JSON has
the keys id, url, title, published (a day, a month, a year or null), source, text.

Importing an article again changes nothing. If its text has changed under the same
URL, or geokg reads it better than before, what it had said is taken back first.

--reference also writes what geokg's own tables say: who belongs to which alliance, from
when to when. It needs no PATH. It is marked as reference data and never mixes with what
articles say: no claim comes of it, and no count of theirs changes. geokg members asks
it. Tables of a newer geokg take the place of what an older one wrote. Memberships
of your own (--gazetteer) are written with them.

An article that cannot be read is named on stderr with the reason, the others are
imported, and the exit code is 3. Ctrl-C finishes the batch in hand and says
how to go on; a second Ctrl-C stops at once, and leaves nothing half-written.`,
		Example: `  geokg import articles/
  geokg import --dry-run article.html
  geokg import --db neo4j://localhost:7687 news.jsonl
  zcat news.jsonl.gz | geokg import --quiet -
  geokg import --gazetteer names.txt articles/
  geokg import --reference`,
		Args: func(cmd *cobra.Command, args []string) error {
			return arguments(ifElse(o.Reference, 0, 1), -1, "at least one PATH, or - for standard input")(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			o.Paths = args
			return o.run(cmd.Context())
		},
		ValidArgsFunction: completeArticles,
	}
	cmd.Flags().BoolVar(&o.Reference, "reference", false, "write geokg's own tables of memberships too; without PATH, only them")
	cmd.Flags().BoolVar(&o.DryRun, "dry-run", false, "read the articles and say what would change, but write nothing")
	o.addFlags(cmd)
	return cmd
}

func (o *importOptions) run(ctx context.Context) (err error) {
	if err := checkPaths(o.Paths); err != nil {
		return err
	}
	if len(o.Paths) == 0 && o.After != "" {
		return usagef("--after goes on with articles; name their PATH")
	}
	if _, err := o.gazetteer(); err != nil {
		return err
	}
	sink, err := o.sink(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errorOr(err, sink.close()) }()

	start := o.Now()
	b := batch{sink: sink}
	if o.Reference {
		if err := o.writeReference(ctx, &b); err != nil {
			return err
		}
	}
	runErr := o.readArticles(ctx, &b)
	if runErr != nil && ctx.Err() == nil {
		return o.stopped(&b, runErr)
	}
	if err := b.flush(ctx); err != nil {
		return o.stopped(&b, err)
	}
	return o.finish(&b, start, runErr != nil)
}

// readArticles reads the articles of the paths, if there are any, into the batch.
func (o *importOptions) readArticles(ctx context.Context, b *batch) error {
	if len(o.Paths) == 0 {
		return nil
	}
	pipeline, err := o.pipeline(o.Workers)
	if err != nil {
		return err
	}
	return o.reading.run(ctx, pipeline, func(r ingest.Result) error { return o.take(ctx, b, r) })
}

// finish shows what was done and tells how it ended.
func (o *importOptions) finish(b *batch, start time.Time, interrupted bool) error {
	sum := importSummary{
		DryRun: o.DryRun, Articles: articleCounts{Read: o.read, Failed: len(o.failures)},
		Seconds: seconds(o.Now().Sub(start)), Failures: listOf(o.failures),
		articles: len(o.Paths) > 0,
	}
	sum.add(b.done)
	if o.Reference {
		sum.Reference = &difference{b.done.MembershipsAdded, b.done.MembershipsRemoved}
	}
	if err := o.showSummary(&sum); err != nil {
		return err
	}
	switch {
	case interrupted && o.DryRun:
		o.warn("interrupted after %s", count(o.read, "article"))
		return errInterrupted
	case interrupted:
		o.sayHowToGoOn(o.last)
		return errInterrupted
	case len(o.failures) > 0:
		return errFailures
	}
	return nil
}

// take puts one article into the batch. One that the graph cannot hold is a failure like one that cannot be read.
func (o *importOptions) take(ctx context.Context, b *batch, r ingest.Result) error {
	if r.Err != nil {
		return nil
	}
	c, err := contribution(&r)
	if err != nil {
		r.Err = err
		o.fail(r)
		return nil
	}
	return b.add(ctx, c, r.Name)
}

// stopped adds to the error of a write what is in the graph already.
func (o *importOptions) stopped(b *batch, err error) error {
	if b.saved != "" && !o.DryRun {
		o.sayHowToGoOn(b.saved)
	}
	return err
}

// sayHowToGoOn prints the command that imports the rest. It stands on a line of its own, to be copied.
func (o *importOptions) sayHowToGoOn(last string) {
	if last == "" {
		o.warn("stopped before the first article; nothing has changed")
		return
	}
	o.warn("stopped after %s; what came before it is in the graph. To go on:", last)
	words := []string{"geokg", "import"}
	if o.DB != "" {
		words = append(words, "--db", quoteForShell(o.DB))
	}
	for _, f := range o.Own {
		words = append(words, "--gazetteer", quoteForShell(f))
	}
	words = append(words, "--after", quoteForShell(last))
	for _, p := range o.Paths {
		words = append(words, quoteForShell(p))
	}
	fmt.Fprintln(o.Stderr, "  "+strings.Join(words, " "))
}

// quoteForShell quotes a word for a POSIX shell if it needs that.
func quoteForShell(s string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-_./:,+@%=", r)
	}
	if s != "" && strings.TrimLeftFunc(s, plain) == "" {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

// A sink takes batches: a store, or for --dry-run only a comparison with one.
type sink interface {
	write(ctx context.Context, cs []graph.Contribution) (graph.Changes, error)
	putReference(ctx context.Context, r graph.Reference) (graph.Changes, error)
	close() error
}

func (o *importOptions) sink(ctx context.Context) (sink, error) {
	if o.DryRun {
		return o.dryRun(ctx)
	}
	s, err := o.store(ctx, Write)
	if err != nil {
		return nil, err
	}
	return storeSink{s}, nil
}

type storeSink struct{ graph.Store }

func (s storeSink) write(ctx context.Context, cs []graph.Contribution) (graph.Changes, error) {
	return s.Write(ctx, cs)
}
func (s storeSink) putReference(ctx context.Context, r graph.Reference) (graph.Changes, error) {
	return s.PutReference(ctx, r)
}
func (s storeSink) close() error { return s.Close(context.Background()) }

// A batch gathers contributions until there are enough to write.
type batch struct {
	sink   sink
	items  []graph.Contribution
	claims int
	last   string // name of the last article taken
	saved  string // name of the last article written
	done   graph.Changes
}

func (b *batch) add(ctx context.Context, c graph.Contribution, name string) error {
	b.items = append(b.items, c)
	b.claims += len(c.Claims)
	b.last = name
	if len(b.items) < batchArticles && b.claims < batchClaims {
		return nil
	}
	return b.flush(ctx)
}

// writeReference writes the gazetteer's reference, before any article.
func (o *importOptions) writeReference(ctx context.Context, b *batch) error {
	names, err := o.gazetteer()
	if err != nil {
		return err
	}
	r, err := reference(names)
	if err != nil {
		return err
	}
	ch, err := b.sink.putReference(ctx, r)
	addChanges(&b.done, ch)
	return err
}

// flush writes the batch, even when the context has been cancelled since: Ctrl-C is to finish what is in hand.
func (b *batch) flush(ctx context.Context) error {
	if len(b.items) == 0 {
		return nil
	}
	ch, err := b.sink.write(context.WithoutCancel(ctx), b.items)
	if err != nil {
		return err
	}
	addChanges(&b.done, ch)
	b.items, b.claims, b.saved = b.items[:0], 0, b.last
	return nil
}

func addChanges(sum *graph.Changes, c graph.Changes) {
	sum.ArticlesNew += c.ArticlesNew
	sum.ArticlesChanged += c.ArticlesChanged
	sum.ArticlesSame += c.ArticlesSame
	sum.ArticlesRetracted += c.ArticlesRetracted
	sum.ClaimsAdded += c.ClaimsAdded
	sum.ClaimsRemoved += c.ClaimsRemoved
	sum.EntitiesAdded += c.EntitiesAdded
	sum.EntitiesRemoved += c.EntitiesRemoved
	sum.EdgesAdded += c.EdgesAdded
	sum.EdgesRemoved += c.EdgesRemoved
	sum.MembershipsAdded += c.MembershipsAdded
	sum.MembershipsRemoved += c.MembershipsRemoved
}

func errorOr(err, other error) error {
	if err != nil {
		return err
	}
	return other
}

// importSummary is what an import did, or with --dry-run would do.
type importSummary struct {
	DryRun    bool          `json:"dryRun"`
	Articles  articleCounts `json:"articles"`
	Claims    difference    `json:"claims"`
	Entities  *difference   `json:"entities,omitempty"`  // not with --dry-run
	Edges     *difference   `json:"edges,omitempty"`     // not with --dry-run
	Reference *difference   `json:"reference,omitempty"` // memberships, with --reference
	Seconds   float64       `json:"seconds"`
	Failures  []failure     `json:"failures"`

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
	p.line("time      %.1f s", s.Seconds)
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
