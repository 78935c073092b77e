package cli

import (
	"context"
	"fmt"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"geokg/graph"
	"geokg/ingest"
	"geokg/ingest/claim"
	"geokg/ingest/eval"
	"geokg/schema"
)

type evalOptions struct {
	reading
	Predicted string // file of extract's jsonl, instead of reading the articles
	Errors    bool
	Calibrate bool

	mentions map[string][]eval.LinkedMention // by article, of the last run
}

func newEval(g *Globals) *cobra.Command {
	o := evalOptions{reading: reading{Globals: g}}
	cmd := &cobra.Command{
		Use:   "eval GOLD…",
		Short: "Score the extracted claims against gold",
		Long: `Read the articles of a gold standard and score the claims that geokg finds in them. GOLD is

  a folder   with articles.jsonl and claims/*.json, one file of gold claims an article: precision,
             recall and F of claims, rolled up to countries, by relation; of the edges that would be
             drawn; dates, attribution; a reliability table and the Brier score of the confidence
  a file     .jsonl of sentences with coded political events (id, text, events with src, tgt and
             plover): triples of source country, class and target country

  a folder   with gold.json and html/, as article-extraction-benchmark has them: precision, recall and
             F of the main text of web pages, by runs of four words; with --errors the worst pages first

With --calibrate it prints instead the curve that makes a confidence of a score, fitted to all the
GOLD, for ingest/claim/calibration.txt; and how such curves do on articles left out.

With --errors each claim that is wrong or missed is shown with its sentence, what the other side has
of that sentence, and how geokg read it.`,
		Example: `  geokg eval ../shared/gold/dev
  geokg eval --errors ../shared/gold/dev | less
  geokg eval ../shared/gold/plover_dev.jsonl --format json
  geokg eval --errors ../shared/data/article-extraction
  geokg eval --calibrate ../shared/gold/dev ../shared/gold/plover_dev.jsonl
  geokg extract --format jsonl dev/articles.jsonl > claims.jsonl && geokg eval dev --predicted claims.jsonl`,
		Args: arguments(1, -1, "a GOLD, a folder or a .jsonl file"),
		RunE: func(cmd *cobra.Command, args []string) error { return o.run(cmd.Context(), args) },
	}
	cmd.Flags().BoolVar(&o.Errors, "errors", false, "show each error with its sentence, what was wanted, what was got, and why")
	cmd.Flags().StringVar(&o.Predicted, "predicted", "", "score the claims of this `FILE`, as extract --format jsonl printed it")
	cmd.Flags().BoolVar(&o.Calibrate, "calibrate", false, "print the curve from scores to confidences that fits all the GOLD")
	o.addFlags(cmd)
	return cmd
}

func (o *evalOptions) run(ctx context.Context, gold []string) error {
	if o.Predicted != "" && len(gold) > 1 {
		return usagef("eval: --predicted goes with one GOLD")
	}
	if _, err := o.gazetteer(); err != nil {
		return err
	}
	var judged []eval.Judged
	for _, path := range gold {
		v, js, err := o.score(ctx, path)
		if err != nil {
			return err
		}
		judged = append(judged, js...)
		if o.Calibrate {
			continue
		}
		if err := o.show(o.Format, v); err != nil {
			return err
		}
	}
	if !o.Calibrate {
		return nil
	}
	v := curveView{Curve: eval.Fit(judged, claim.Score), Claims: len(judged)}
	v.Brier, v.BrierOfMean = eval.CrossValidate(judged, claim.Score)
	return o.show(o.Format, &v)
}

// score scores against one gold standard.
func (o *evalOptions) score(ctx context.Context, path string) (view, []eval.Judged, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, nil, err
	}
	if !info.IsDir() {
		return o.events(ctx, path)
	}
	if _, err := os.Stat(filepath.Join(path, pagesGold)); err == nil {
		v, err := scorePages(path)
		if err != nil {
			return nil, nil, err
		}
		v.errors = o.Errors
		return v, nil, nil
	}
	gold, err := eval.ReadGold(filepath.Join(path, "claims"))
	if err != nil {
		return nil, nil, err
	}
	predicted, err := o.predict(ctx, filepath.Join(path, "articles.jsonl"))
	if err != nil {
		return nil, nil, err
	}
	r := eval.Score(gold, predicted)
	v := &evalView{Report: &r, errors: o.Errors}
	if o.Predicted == "" { // claims alone tell nothing of mentions
		links := eval.ScoreLinks(gold, o.mentions)
		v.links = &links
	}
	return v, r.Judged, nil
}

func (o *evalOptions) events(ctx context.Context, path string) (view, []eval.Judged, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	records, err := eval.ReadRecords(f)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", path, err)
	}
	predicted, err := o.predict(ctx, path)
	if err != nil {
		return nil, nil, err
	}
	r := eval.ScoreEvents(records, predicted)
	return &eventsView{&r, predicted, o.Errors}, r.Judged, nil
}

// predict reads the articles, or what extract has printed of them.
func (o *evalOptions) predict(ctx context.Context, articles string) (map[string][]eval.Claim, error) {
	if o.Predicted != "" {
		f, err := os.Open(o.Predicted)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		predicted, err := eval.ReadPredicted(f)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", o.Predicted, err)
		}
		return predicted, nil
	}
	pipeline, err := o.pipeline(ingest.Options{Workers: o.Workers})
	if err != nil {
		return nil, err
	}
	o.Paths = []string{articles}
	predicted := map[string][]eval.Claim{}
	o.mentions = map[string][]eval.LinkedMention{}
	err = o.reading.run(ctx, pipeline, func(r ingest.Result) error {
		if r.Err == nil {
			predicted[recordID(&r)] = evalClaims(&r)
			o.mentions[recordID(&r)] = evalMentions(&r)
		}
		return nil
	})
	return predicted, err
}

// evalMentions returns the mentions of an article as they are scored.
func evalMentions(r *ingest.Result) []eval.LinkedMention {
	entities := map[string]*schema.Entity{}
	for i := range r.Entities {
		entities[r.Entities[i].ID] = &r.Entities[i]
	}
	ms := make([]eval.LinkedMention, len(r.Mentions))
	for i := range r.Mentions {
		m := &r.Mentions[i]
		ms[i] = eval.LinkedMention{Words: r.Document.Slice(m.Span), Name: m.Kind == schema.MentionName}
		for _, id := range m.Entities {
			e := entities[id]
			ms[i].Entities = append(ms[i].Entities, eval.LinkedEntity{Name: e.Name, Label: e.Label, Of: e.Of()})
		}
	}
	return ms
}

// evalClaims returns the claims of an article as they are scored.
func evalClaims(r *ingest.Result) []eval.Claim {
	var cs []eval.Claim
	for _, c := range claimRecords(r, true) {
		cs = append(cs, eval.Claim{
			Subject: c.Subject, SubjectLabel: c.SubjectLabel, SubjectOf: orEmpty(c.SubjectOf), Relation: c.Relation,
			Object: c.Object, ObjectLabel: c.ObjectLabel, ObjectOf: orEmpty(c.ObjectOf), Factuality: c.Factuality,
			Date: orEmpty(c.Date), Attribution: orEmpty(c.Attribution), Evidence: c.Evidence,
			Confidence: c.Confidence, PLOVER: []string(c.PLOVER), Reasons: c.Reasons,
		})
	}
	return cs
}

// drawingSteps are the confidences at which the precision of edges is shown.
var drawingSteps = []float64{0, graph.DrawingConfidence, 0.86, 0.9}

// An evalView is a report on claims.
type evalView struct {
	*eval.Report
	links  *eval.LinkReport // nil: nobody has seen the mentions
	errors bool
}

func (v *evalView) value() any {
	out := struct {
		*eval.Report
		Reliability []eval.Bin       `json:"reliability"`
		Brier       float64          `json:"brier"`
		BrierOfMean float64          `json:"brierOfMean"`
		WrongBy     []eval.Class     `json:"wrongByClass"`
		MissedBy    []eval.Class     `json:"missedByClass"`
		Links       *eval.LinkReport `json:"links,omitempty"`
	}{Links: v.links, Report: v.Report, Reliability: v.Reliability(), WrongBy: listOf(v.Classes("wrong")), MissedBy: listOf(v.Classes("missed"))}
	out.Brier, out.BrierOfMean = v.Brier()
	if !v.errors {
		report := *v.Report
		report.Errors = nil
		out.Report = &report
		if v.links != nil {
			links := *v.links
			links.Errors = nil
			out.Links = &links
		}
	}
	return out
}

func (v *evalView) lines() iter.Seq[any] { return one(v.value()) }

func (v *evalView) table() (head []string, rows [][]string) {
	head = []string{"what", "right", "wrong", "missed", "precision", "recall", "f"}
	row := func(what string, r eval.Rates) {
		rows = append(rows, append([]string{what, strconv.Itoa(r.Right), strconv.Itoa(r.Wrong), strconv.Itoa(r.Missed)}, ratesText(r)...))
	}
	for _, l := range v.summary() {
		row(l.what, l.rates)
	}
	for _, rel := range slices.Sorted(maps.Keys(v.ByRelation)) {
		row(rel, v.ByRelation[rel])
	}
	return head, rows
}

type ratesLine struct {
	what  string
	rates eval.Rates
}

func (v *evalView) summary() []ratesLine {
	return []ratesLine{
		{"names, relation, factuality", v.Claims}, {"names, relation", v.Relations},
		{"rolled up, factuality", v.RolledFactuality}, {"rolled up", v.Rolled},
	}
}

// ratesText is precision, recall and F in percent.
func ratesText(r eval.Rates) []string {
	var out []string
	for _, x := range []float64{r.P(), r.R(), r.F()} {
		out = append(out, strconv.FormatFloat(x, 'f', 1, 64))
	}
	return out
}

func (v *evalView) text(p *printer) {
	if v.errors {
		v.showErrors(p)
	}
	p.line("%-30s%9s%8s%8s%8s%8s%8s", "Claims", "P", "R", "F", "right", "wrong", "missed")
	for _, l := range v.summary() {
		p.rates("  "+l.what, l.rates)
	}
	p.line("")
	p.line("Of the claims that are right: date right %.1f %% of %d that either side dates; attribution F %.1f", v.Dates(), v.DatesEither, v.AttributionF())
	p.line("Asserted, though gold has it negated, planned or possible: %d", v.AssertedOtherwise)
	p.line("Documents: %d, of which %d could not be read", v.Documents, v.Unread)
	p.line("")
	p.line("Asserted claims that would be drawn, at a confidence of at least")
	for _, c := range drawingSteps {
		precision, recall, n := v.Drawn(c)
		p.line("  %.2f   precision %.1f %% of %d, recall %.1f %%", c, precision, n, recall)
	}
	score, mean := v.Brier()
	p.line("")
	p.line("Confidence: Brier score %.3f; %.3f for who gives every claim the share that is right", score, mean)
	for _, b := range v.Reliability() {
		p.line("  %.2f to %.2f   %3d claims, mean confidence %.2f, right %.2f", b.From, b.To, b.N, b.Mean, b.Right)
	}
	p.line("")
	p.line("%-30s%9s%8s%8s%8s%8s%8s", "By relation", "P", "R", "F", "right", "wrong", "missed")
	for _, rel := range slices.Sorted(maps.Keys(v.ByRelation)) {
		p.rates("  "+rel, v.ByRelation[rel])
	}
	v.linking(p)
	for _, kind := range []string{"wrong", "missed"} {
		if len(v.Classes(kind)) == 0 {
			continue
		}
		p.line("")
		p.line("%s, by class", strings.ToUpper(kind[:1])+kind[1:])
		for _, c := range v.Classes(kind) {
			p.line("  %4d  %s", c.Errors, c.Name)
		}
	}
}

// linking writes how the entities of gold were found.
func (v *evalView) linking(p *printer) {
	if v.links == nil {
		return
	}
	line := func(what string, r eval.LinkRates) {
		p.line("%-30s%9.1f%8.1f%8d%8.1f%8d", what, r.Recall(), r.RecallOf(), r.Gold, r.WrongPerHundred(), r.Linked)
	}
	p.line("")
	p.line("%-30s%9s%8s%8s%8s%8s", "Linking, in percent", "found", "with of", "of", "wrong", "names")
	line("  all", v.links.All)
	for _, l := range slices.Sorted(maps.Keys(v.links.ByLabel)) {
		line("  "+string(l), v.links.ByLabel[l])
	}
	if v.errors {
		for _, e := range v.links.Errors {
			p.line("  %s: %s %s %s %s", e.Article, e.Kind, e.Label, e.Gold, e.Got)
		}
	}
}

// rates writes one line of a table.
func (p *printer) rates(what string, r eval.Rates) {
	p.line("%-30s%9.1f%8.1f%8.1f%8d%8d%8d", what, r.P(), r.R(), r.F(), r.Right, r.Wrong, r.Missed)
}

func (v *evalView) showErrors(p *printer) {
	for _, e := range v.Errors {
		p.paragraph("", 0, e.Article+": "+e.Kind+", "+e.Class, bold)
		p.detail(quoted(e.Claim.Evidence))
		wanted, got := &e.Claim, e.Near
		if e.Kind == "wrong" {
			wanted, got = got, wanted
		}
		p.detail("wanted  " + claimLine(wanted))
		p.detail("got     " + claimLine(got))
		if got != nil && len(got.Reasons) > 0 {
			p.detail("read so "+strings.Join(got.Reasons, "; "), faint)
		}
		p.line("")
	}
}

// claimLine is a claim on one line; "-" for none.
func claimLine(c *eval.Claim) string {
	if c == nil {
		return "-"
	}
	s := fmt.Sprintf("%s %s %s, %s, %s", c.Subject, c.Relation, c.Object, c.Factuality, orElse(c.Date, "no date"))
	if c.Attribution != "" {
		s += ", said by " + c.Attribution
	}
	if c.Confidence > 0 {
		s += fmt.Sprintf(", confidence %.2f", c.Confidence)
	}
	return s
}

// An eventsView is a report on events.
type eventsView struct {
	*eval.EventReport
	predicted map[string][]eval.Claim
	errors    bool
}

func (v *eventsView) value() any {
	report := *v.EventReport
	if !v.errors {
		report.Errors = nil
	}
	return report
}

func (v *eventsView) lines() iter.Seq[any] { return one(v.value()) }

func (v *eventsView) table() (head []string, rows [][]string) {
	head = []string{"class", "right", "wrong", "missed", "precision", "recall", "f"}
	t := v.Triples
	rows = append(rows, append([]string{"all", strconv.Itoa(t.Right), strconv.Itoa(t.Wrong), strconv.Itoa(t.Missed)}, ratesText(t)...))
	for _, c := range slices.Sorted(maps.Keys(v.ByClass)) {
		x := v.ByClass[c]
		rows = append(rows, []string{c, strconv.Itoa(x.Right), "", strconv.Itoa(x.Missed), "", strconv.FormatFloat(x.R(), 'f', 1, 64), ""})
	}
	return head, rows
}

func (v *eventsView) text(p *printer) {
	if v.errors {
		v.showErrors(p)
	}
	p.line("%-30s%9s%8s%8s%8s%8s%8s", "Events", "P", "R", "F", "right", "wrong", "missed")
	p.rates("  source, class, target", v.Triples)
	p.line("")
	p.line("Records exactly right: %d of %d", v.Exact, v.Records)
	p.line("")
	p.line("By class")
	for _, c := range slices.Sorted(maps.Keys(v.ByClass)) {
		x := v.ByClass[c]
		p.line("  %-14s%4d of %d", c, x.Right, x.Right+x.Missed)
	}
}

func (v *eventsView) showErrors(p *printer) {
	for _, e := range v.Errors {
		p.paragraph("", 0, e.Record.ID, bold)
		p.detail(quoted(e.Record.Text))
		for _, t := range e.Missed {
			p.detail("missed  " + t.String())
		}
		for _, t := range e.Wrong {
			p.detail("wrong   " + t.String())
		}
		for i := range v.predicted[e.Record.ID] {
			c := &v.predicted[e.Record.ID][i]
			p.detail("got     " + claimLine(c) + " " + strings.Join(c.PLOVER, " "))
			p.detail("read so "+strings.Join(c.Reasons, "; "), faint)
		}
		p.line("")
	}
}

// A curveView is a curve from scores to confidences.
type curveView struct {
	eval.Curve
	Claims      int
	Brier       float64 // on articles that the curve was not fitted to
	BrierOfMean float64
}

func (v *curveView) value() any {
	return map[string]any{"intercept": v.Intercept, "slope": v.Slope, "claims": v.Claims, "brier": v.Brier, "brierOfMean": v.BrierOfMean}
}
func (v *curveView) lines() iter.Seq[any] { return one(v.value()) }

func (v *curveView) table() (head []string, rows [][]string) {
	head = []string{"intercept", "slope", "claims", "brier", "brier_of_mean"}
	row := []string{fmt.Sprintf("%.3f", v.Intercept), fmt.Sprintf("%.3f", v.Slope), strconv.Itoa(v.Claims)}
	return head, [][]string{append(row, fmt.Sprintf("%.4f", v.Brier), fmt.Sprintf("%.4f", v.BrierOfMean))}
}

func (v *curveView) text(p *printer) {
	p.line("intercept | %.3f", v.Intercept)
	p.line("slope | %.3f", v.Slope)
	p.line("")
	p.line("Fitted to %s. On articles left out: Brier score %.4f; %.4f for who gives every claim the mean of the others.",
		count(v.Claims, "claim"), v.Brier, v.BrierOfMean)
}
