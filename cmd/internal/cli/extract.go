package cli

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"geokg/ingest"
	"geokg/ingest/gazetteer"
	"geokg/schema"
)

type extractOptions struct {
	reading
	Explain bool
}

func newExtract(g *Globals) *cobra.Command {
	o := extractOptions{reading: reading{Globals: g}}
	cmd := &cobra.Command{
		Use:   "extract PATH…",
		Short: "Print the claims that articles make, without a graph",
		Long: `Read articles and print the claims that they make. Nothing is kept.

A PATH is an article (.html, .htm, .txt, .json), many of them (.jsonl, an archive), a folder
of these, or - for articles as JSON Lines on standard input. An article in JSON has
the keys id, url, title, published (a day, a month, a year or null), source, text.

With --format jsonl there is one line for each article, in the order of input:
{"id", "claims": [...]} or, if it could not be read, {"id", "error"}. This format is
for measuring and does not change.`,
		Example: `  geokg extract article.html
  geokg extract --explain article.txt
  geokg extract --format jsonl articles.jsonl > claims.jsonl
  curl -s https://example.org/news.jsonl | geokg extract --format csv -`,
		Args: func(cmd *cobra.Command, args []string) error {
			return arguments(ifElse(len(o.URLs) > 0, 0, 1), -1, "at least one PATH or URL, or - for standard input")(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			o.Paths = args
			return o.run(cmd.Context())
		},
		ValidArgsFunction: completeArticles,
	}
	cmd.Flags().BoolVar(&o.Explain, "explain", false, "say for each claim how it was read")
	o.addFlags(cmd)
	return cmd
}

func (o *extractOptions) run(ctx context.Context) error {
	if o.Format == FormatMarkdown {
		return usagef("extract: --format markdown is for answers from a graph; want table, json, jsonl or csv")
	}
	if err := o.listed(); err != nil {
		return err
	}
	if err := checkPaths(o.Paths); err != nil {
		return err
	}
	pipeline, err := o.pipeline(ingest.Options{Workers: o.Workers})
	if err != nil {
		return err
	}
	out := o.writer(pipeline.Gazetteer())
	if err := o.reading.run(ctx, pipeline, out.article); err != nil {
		if ctx.Err() != nil {
			out.close()
			o.warn("interrupted after %s; the last one is %s", count(o.read, "article"), o.last)
			return errInterrupted
		}
		return err
	}
	if err := out.close(); err != nil {
		return err
	}
	if len(o.failures) > 0 {
		o.warn("%s of %d could not be read", count(len(o.failures), "article"), o.read)
		return errFailures
	}
	return nil
}

// An extractWriter writes what was read, article by article, so that memory does not grow with the input.
type extractWriter interface {
	article(ingest.Result) error
	close() error
}

func (o *extractOptions) writer(g *gazetteer.Gazetteer) extractWriter {
	switch o.Format {
	case FormatJSON:
		return &jsonExtract{out: o.Stdout, explain: o.Explain}
	case FormatJSONL:
		return &jsonlExtract{out: o.Stdout, explain: o.Explain}
	case FormatCSV:
		return &csvExtract{out: csv.NewWriter(o.Stdout), explain: o.Explain}
	}
	return &textExtract{p: o.printer(), naming: naming{g}, explain: o.Explain}
}

// A claimRecord is a claim as `extract` writes it: the keys of the gold format, and what a program needs besides.
type claimRecord struct {
	Subject      string            `json:"subject"`
	SubjectLabel schema.Label      `json:"subject_label"`
	SubjectOf    *string           `json:"subject_of"`
	Relation     string            `json:"relation"`
	Object       string            `json:"object"`
	ObjectLabel  schema.Label      `json:"object_label"`
	ObjectOf     *string           `json:"object_of"`
	Factuality   schema.Factuality `json:"factuality"`
	Date         *string           `json:"date"`
	Attribution  *string           `json:"attribution"` // name of who says so
	Evidence     string            `json:"evidence"`
	SubjectID    string            `json:"subject_id"`
	ObjectID     string            `json:"object_id"`
	Field        schema.Field      `json:"field"`
	Start        int               `json:"start"` // byte offsets of the evidence in the field
	End          int               `json:"end"`
	Confidence   float64           `json:"confidence"`
	CAMEO        *string           `json:"cameo"`
	PLOVER       plover            `json:"plover"`
	Reasons      []string          `json:"reasons,omitzero"` // nil without --explain
}

// plover is null, one event type, or a list of them.
type plover []string

func (p plover) MarshalJSON() ([]byte, error) {
	switch len(p) {
	case 0:
		return []byte("null"), nil
	case 1:
		return json.Marshal(p[0])
	}
	return json.Marshal([]string(p))
}

// recordID is the id by which whoever gave the article knows it.
func recordID(r *ingest.Result) string {
	switch {
	case r.Article.Key != "":
		return r.Article.Key
	case r.Article.ID != "":
		return r.Article.ID
	}
	return r.Name
}

// claimRecords returns the claims of an article, in the order in which they were made.
func claimRecords(r *ingest.Result, explain bool) []claimRecord {
	byID := entitiesByID(r.Entities)
	records := make([]claimRecord, 0, len(r.Claims))
	for i := range r.Claims {
		records = append(records, newClaimRecord(&r.Claims[i], byID, explain))
	}
	return records
}

func newClaimRecord(c *schema.Claim, byID map[string]*schema.Entity, explain bool) claimRecord {
	s, o := entityOrID(byID, c.Subject), entityOrID(byID, c.Object)
	rec := claimRecord{
		Subject: s.Name, SubjectLabel: s.Label, SubjectOf: orNull(s.Of()), SubjectID: s.ID,
		Relation: c.Relation,
		Object:   o.Name, ObjectLabel: o.Label, ObjectOf: orNull(o.Of()), ObjectID: o.ID,
		Factuality: c.Factuality, Date: orNull(c.Date.Value),
		Evidence: c.Evidence, Field: c.Field, Start: c.Start, End: c.End,
		Confidence: c.Confidence, CAMEO: orNull(c.CAMEO), PLOVER: c.PLOVER,
	}
	if c.Attributed != "" {
		rec.Attribution = orNull(entityOrID(byID, c.Attributed).Name)
	}
	if explain {
		rec.Reasons = listOf(c.Reasons)
	}
	return rec
}

func entitiesByID(es []schema.Entity) map[string]*schema.Entity {
	byID := make(map[string]*schema.Entity, len(es))
	for i := range es {
		byID[es[i].ID] = &es[i]
	}
	return byID
}

// entityOrID returns the entity or, for one that is missing, its id as its name.
func entityOrID(byID map[string]*schema.Entity, id string) *schema.Entity {
	if e := byID[id]; e != nil {
		return e
	}
	return &schema.Entity{ID: id, Name: id}
}

func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func orEmpty(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// An articleRecord is one line of jsonl.
type articleRecord struct {
	ID     string        `json:"id"`
	Claims []claimRecord `json:"claims"`
}

type failureRecord struct {
	ID    string `json:"id"`
	Error string `json:"error"`
}

func newArticleRecord(r *ingest.Result, explain bool) any {
	if r.Err != nil {
		return failureRecord{recordID(r), oneLine(reason(*r))}
	}
	return articleRecord{recordID(r), claimRecords(r, explain)}
}

type jsonlExtract struct {
	out     io.Writer
	explain bool
}

func (w *jsonlExtract) article(r ingest.Result) error {
	return writeJSON(w.out, newArticleRecord(&r, w.explain), "")
}
func (w *jsonlExtract) close() error { return nil }

// jsonExtract writes one list, each article when it comes.
type jsonExtract struct {
	out     io.Writer
	explain bool
	open    bool
}

func (w *jsonExtract) article(r ingest.Result) error {
	sep := ",\n"
	if !w.open {
		sep = "[\n"
	}
	w.open = true
	var b bytes.Buffer
	if err := writeJSON(&b, newArticleRecord(&r, w.explain), "  "); err != nil {
		return err
	}
	item := strings.ReplaceAll(strings.TrimRight(b.String(), "\n"), "\n", "\n  ") // strings hold no line breaks in JSON
	_, err := io.WriteString(w.out, sep+"  "+item)
	return err
}

func (w *jsonExtract) close() error {
	end := "\n]\n"
	if !w.open {
		end = "[]\n"
	}
	_, err := io.WriteString(w.out, end)
	return err
}

// csvExtract writes a row a claim; articles that failed are on stderr only.
type csvExtract struct {
	out     *csv.Writer
	explain bool
	open    bool
}

var claimColumns = []string{
	"id", "subject", "subject_label", "subject_of", "relation", "object", "object_label", "object_of", "factuality", "date", "attribution",
	"evidence", "subject_id", "object_id", "field", "start", "end", "confidence", "cameo", "plover",
}

func (w *csvExtract) header() error {
	if w.open {
		return nil
	}
	w.open = true
	columns := claimColumns
	if w.explain {
		columns = append(columns[:len(columns):len(columns)], "reasons")
	}
	return w.out.Write(columns)
}

func (w *csvExtract) article(r ingest.Result) error {
	if err := w.header(); err != nil || r.Err != nil {
		return err
	}
	for _, c := range claimRecords(&r, w.explain) {
		row := []string{
			recordID(&r), c.Subject, string(c.SubjectLabel), orEmpty(c.SubjectOf), c.Relation, c.Object, string(c.ObjectLabel), orEmpty(c.ObjectOf),
			string(c.Factuality), orEmpty(c.Date), orEmpty(c.Attribution), c.Evidence, c.SubjectID, c.ObjectID, string(c.Field),
			strconv.Itoa(c.Start), strconv.Itoa(c.End), strconv.FormatFloat(c.Confidence, 'f', -1, 64), orEmpty(c.CAMEO), strings.Join(c.PLOVER, " "),
		}
		if w.explain {
			row = append(row, strings.Join(c.Reasons, "; "))
		}
		if err := w.out.Write(row); err != nil {
			return err
		}
	}
	w.out.Flush()
	return w.out.Error()
}

func (w *csvExtract) close() error {
	if err := w.header(); err != nil {
		return err
	}
	w.out.Flush()
	return w.out.Error()
}

// textExtract writes an article's claims under its title, in the order of the text.
type textExtract struct {
	p       *printer
	naming  naming
	explain bool
	open    bool
}

func (w *textExtract) article(r ingest.Result) error {
	if r.Err != nil {
		return nil // stderr has it
	}
	if w.open {
		w.p.line("")
	}
	w.open = true
	w.p.paragraph("", 0, orElse(r.Article.Title, r.Name), bold)
	if s := sourceOf(r.Article.Site, r.Article.Published, r.Article.URL); s != "" {
		w.p.paragraph("", 0, s, faint)
	}
	for _, remark := range r.Article.Remarks {
		w.p.paragraph("", 0, "Remark: "+remark+".", faint)
	}
	if len(r.Claims) == 0 {
		w.p.line("")
		w.p.line("No claims.")
	}
	byID := entitiesByID(r.Entities)
	for i := range r.Claims {
		c := &r.Claims[i]
		w.p.line("")
		w.p.claim(c.Date, c.Factuality, w.naming.statement(entityOrID(byID, c.Subject), c.Relation, entityOrID(byID, c.Object)))
		w.p.detail(quoted(c.Evidence))
		if c.Attributed != "" {
			w.p.detail("Said by " + w.naming.full(entityOrID(byID, c.Attributed)) + ".")
		}
		if w.explain {
			w.p.detail(fmt.Sprintf("Read so: %s; confidence %.2f.", strings.Join(c.Reasons, "; "), c.Confidence), faint)
		}
	}
	return w.p.err()
}

func (w *textExtract) close() error { return w.p.err() }
