package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"geokg/graph"
	"geokg/ingest"
	"geokg/ingest/language"
)

type importOptions struct {
	reading
	Reference bool
	DryRun    bool
	Retry     bool   // only what had failed
	Report    string // file for the summary as JSON
	Metrics   string // address that shows metrics

	log     *failureLog
	metrics *metrics // nil until the run begins
	recent  recent
	tried   map[string]bool // of what had failed
	start   time.Time

	languages map[string]int // articles in languages that are not read
}

func newImport(g *Globals) *cobra.Command {
	o := importOptions{reading: reading{Globals: g}, languages: map[string]int{}}
	cmd := &cobra.Command{
		Use:   "import PATH|URL…",
		Short: "Read articles into the graph",
		Long: `Read articles and add what they say to the graph.

A PATH is an article (.html, .htm, .txt, .json), many of them (.jsonl), a web archive (WARC), an
export of MediaWiki (XML), an archive of such files (zip, tar), any of these compressed (gzip, bzip2), a
folder of these, or - for any of them on standard input. What a file is its content says. A URL is a page, or an RSS, Atom or
JSON feed or a sitemap, whose pages are read. Pages are fetched politely: as robots.txt allows,
with a distance between requests to one host, and only from public addresses. An article in JSON has
the keys id, url, title, published (a day, a month, a year or null), source, text.

Importing an article again changes nothing. If its text has changed under the same
URL, or geokg reads it better than before, what it had said is taken back first.
Parameters of an address that only track its readers (utm_source, fbclid …) make no other
article. Copies of an article elsewhere, with another headline, dateline or lead, count as
articles and not as stories: only stories corroborate each other.

Articles in other languages than English are kept without claims, and counted. The
language is the declared one, or else, where that is missing or plainly wrong, told from the text.

--reference also writes what geokg's own tables say: who belongs to which alliance, from
when to when. It needs no PATH. It is marked as reference data and never mixes with what
articles say: no claim comes of it, and no count of theirs changes. geokg members asks
it. Tables of a newer geokg take the place of what an older one wrote. Memberships
of your own (--gazetteer) are written with them.

An article that cannot be read is named on stderr with the reason, the others are
imported, and the exit code is 3. geokg failures lists what has failed, --retry-failed reads
that again. Ctrl-C finishes the batch in hand and says how to go on; a second Ctrl-C, or a
crash, loses no more than that batch. Or run the same command again: an article that the
graph has as it is is not parsed anew.`,
		Example: `  geokg import articles/
  geokg import --dry-run article.html
  geokg import --db neo4j://localhost:7687 news.jsonl
  geokg import CC-NEWS-20240601.warc.gz wikinews.xml.bz2 news.zip
  curl -s https://example.org/news.jsonl | geokg import --quiet -
  geokg import --gazetteer names.txt articles/
  geokg import --reference
  geokg import --retry-failed
  geokg import https://news.example/world/story.html https://news.example/rss
  geokg import --urls urls.txt --contact https://example.org/about-us
  geokg import --metrics :9464 --log-format json --report report.json archive/`,
		Args: func(cmd *cobra.Command, args []string) error {
			return arguments(ifElse(o.Reference || o.Retry || len(o.URLs) > 0, 0, 1), -1, "at least one PATH or URL, or - for standard input")(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			o.Paths = args
			return o.run(cmd.Context())
		},
		ValidArgsFunction: completeArticles,
	}
	cmd.Flags().BoolVar(&o.Reference, "reference", false, "write geokg's own tables of memberships too; without PATH, only them")
	cmd.Flags().BoolVar(&o.DryRun, "dry-run", false, "read the articles and say what would change, but write nothing")
	cmd.Flags().BoolVar(&o.Retry, "retry-failed", false, "read only the articles that could not be read before, see geokg failures")
	cmd.Flags().StringVar(&o.Report, "report", "", "write the summary as JSON to this `FILE`, too, also when interrupted")
	cmd.Flags().StringVar(&o.Metrics, "metrics", "", "show metrics for Prometheus at http://`ADDR`/metrics while it runs; :PORT is of this machine only")
	o.addFlags(cmd)
	return cmd
}

func (o *importOptions) run(ctx context.Context) (err error) {
	if o.log, err = o.failureLog(); err != nil {
		return err
	}
	if o.Retry {
		if done, err := o.onlyFailed(); done || err != nil {
			return err
		}
	}
	if err := o.listed(); err != nil {
		return err
	}
	if err := checkPaths(o.Paths); err != nil && !o.Retry {
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

	o.start = o.Now()
	if o.metrics == nil { // else a watch shows them from run to run
		if o.metrics, err = o.measure(o.Metrics); err != nil {
			return err
		}
		defer o.metrics.close()
	}
	b := batch{sink: sink}
	b.wrote = func() error { return o.wrote(&b) }
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
	return o.finish(&b, runErr != nil)
}

// readArticles reads the articles of the paths, if there are any, into the batch.
func (o *importOptions) readArticles(ctx context.Context, b *batch) error {
	if len(o.Paths) == 0 {
		return nil
	}
	pipeline, err := o.pipeline(ingest.Options{Workers: o.Workers, Known: knownIn(b.sink.graph())})
	if err != nil {
		return err
	}
	err = o.reading.run(ctx, pipeline, func(r ingest.Result) error {
		again := o.recent.settled(ctx, pipeline, r)
		if again.Err != nil && r.Err == nil {
			o.fail(again)
		}
		return o.take(ctx, b, again)
	})
	if err == nil && o.Retry {
		o.forgetGone()
	}
	return err
}

// forgetGone takes the articles that had failed, and that are no longer there, out of the list.
func (o *importOptions) forgetGone() {
	for name := range o.Only {
		if !o.tried[name] {
			o.note("%s is no longer there, and not tried again", name)
			o.log.note(name, o.Paths, "", o.Now())
		}
	}
}

// onlyFailed makes the articles that had failed those that are read: under the paths that are given, or all. It reports whether there are none.
func (o *importOptions) onlyFailed() (none bool, err error) {
	if o.After != "" {
		return false, usagef("--retry-failed reads what had failed, --after what comes after an article: give one of them")
	}
	under := map[string]bool{}
	for _, p := range o.Paths {
		path, _, _ := rooted(p, []string{p})
		under[path] = true
	}
	o.Only, o.tried = map[string]bool{}, map[string]bool{}
	var paths []string
	for _, f := range o.log.sorted() {
		if len(under) == 0 || under[f.Path] {
			o.Only[f.name()] = true
			paths = append(paths, f.Path)
		}
	}
	slices.Sort(paths)
	if o.Paths = slices.Compact(paths); len(o.Paths) == 0 {
		o.note("no article has failed")
		return true, nil
	}
	return false, nil
}

// wrote is called after each batch: the run can be looked at, and go on, from there.
func (o *importOptions) wrote(b *batch) error {
	sum := o.summary(b, false)
	o.metrics.wrote(sum, o.Now())
	o.progress.claims = b.done.ClaimsAdded
	o.event("batch written", "articles", sum.Articles.Read, "claims", sum.Claims.Added, "failed", sum.Articles.Failed, "last", b.last, "seconds", sum.Seconds)
	if o.DryRun {
		return nil
	}
	return o.log.save()
}

// summary is what has been done so far.
func (o *importOptions) summary(b *batch, interrupted bool) *importSummary {
	took := o.Now().Sub(o.start)
	sum := &importSummary{
		DryRun: o.DryRun, Articles: articleCounts{Read: o.read, Failed: len(o.failures)},
		Seconds: seconds(took), Interrupted: interrupted, Failures: listOf(o.failures),
		articles: len(o.Paths) > 0, Languages: o.languages,
	}
	if took > 0 {
		sum.Rate = math.Round(float64(o.read)/took.Seconds()*10) / 10
	}
	sum.add(b.done)
	if o.Reference {
		sum.Reference = &difference{b.done.MembershipsAdded, b.done.MembershipsRemoved}
	}
	return sum
}

// finish shows what was done and tells how it ended.
func (o *importOptions) finish(b *batch, interrupted bool) error {
	sum := o.summary(b, interrupted)
	o.metrics.wrote(sum, o.Now())
	if !o.DryRun {
		if err := o.log.save(); err != nil {
			return err
		}
	}
	if o.Report != "" {
		if err := o.report(sum); err != nil {
			return err
		}
	}
	o.event("import ended", "interrupted", interrupted, "articles", sum.Articles.Read, "claims", sum.Claims.Added, "failed", sum.Articles.Failed, "seconds", sum.Seconds)
	if err := o.showSummary(sum); err != nil {
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

// report writes the summary as JSON to the file of --report.
func (o *importOptions) report(sum *importSummary) error {
	b, err := json.MarshalIndent(sum, "", "  ")
	if err != nil {
		return err
	}
	if err := writeWhole(o.Report, append(b, '\n')); err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	return nil
}

// take puts one article into the batch. One that the graph cannot hold is a failure like one that cannot be read.
func (o *importOptions) take(ctx context.Context, b *batch, r ingest.Result) error {
	if o.Retry {
		o.tried[r.Name] = true
	}
	var c graph.Contribution
	if r.Err == nil && !r.Known {
		o.recent.add(r.Article.ID)
		if c, r.Err = contribution(&r); r.Err != nil {
			o.fail(r)
		}
	}
	if r.Err != nil {
		o.log.note(r.Name, o.Paths, o.failures[len(o.failures)-1].Error, o.Now())
		return nil
	}
	o.log.note(r.Name, o.Paths, "", o.Now())
	if !language.IsRead(r.Article.Language) {
		o.languages[r.Article.Language]++
	}
	if r.Known {
		b.same(r.Name)
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
