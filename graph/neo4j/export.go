package neo4j

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"geokg/graph"
	"geokg/schema"
)

// listSeparator stands between the elements of a list in a field of the CSV files: the "unit separator", which no name has.
const listSeparator = "\x1f"

// AdminScript is the file beside the CSV files of [WriteAdminCSV] that holds the command that reads them.
const AdminScript = "import.sh"

// A table is one CSV file: nodes, or relationships.
type table struct {
	file   string
	nodes  bool
	header []string // "property:type", as neo4j-admin wants it
}

const (
	entityKey   = "(Entity)"
	articleKey  = "(Article)"
	claimKey    = "(Claim)"
	viewKey     = "(View)"
	graphKey    = "(Geokg)"
	decisionKey = "(Decision)"
)

var (
	dateColumns = func(k string) []string { return []string{k, k + "Precision", k + "Source", k + "Remark"} }

	entityTable = table{"entities.csv", true, slices.Concat([]string{"id:ID" + entityKey, ":LABEL", "name", "aliases:string[]", "keys:string[]", "words",
		"country", "parent", "iso3", "wikidata", "type", "place", "reference:boolean", "parentId", "countryId"}, dateColumns("date"))}
	articleTable = table{"articles.csv", true, slices.Concat([]string{"id:ID" + articleKey, ":LABEL", "name", "url", "title", "site", "language",
		"textHash", "textPrint", "story", "extractor", "hash", "original"}, dateColumns("published"))}
	claimTable = table{"claims.csv", true, slices.Concat([]string{"id:ID" + claimKey, ":LABEL", "name", "relation", "factuality", "sentence", "field",
		"start:long", "end:long", "confidence:double", "cameo", "plover:string[]", "reasons:string[]", "edge", "words", "subjectId", "objectId", "attributedId", "articleId", "dated"}, dateColumns("date"))}
	viewTable  = table{"views.csv", true, []string{"id:ID" + viewKey, ":LABEL", "entity", "json", "count:long"}}
	graphTable = table{"graph.csv", true, []string{"id:ID" + graphKey, ":LABEL", "name", "schemaVersion:long"}}

	decisionTable = table{"decisions.csv", true, []string{"id:ID" + decisionKey, ":LABEL", "name", "by", "at", "note", "json"}}

	mentionTable = table{"mentions.csv", false, []string{":START_ID" + articleKey, ":END_ID" + entityKey, ":TYPE", "count:long", "names:string[]", "view"}}
	statedTable  = table{"stated_in.csv", false, []string{":START_ID" + claimKey, ":END_ID" + articleKey, ":TYPE"}}
	partTable    = table{"subjects_and_objects.csv", false, []string{":START_ID" + claimKey, ":END_ID" + entityKey, ":TYPE"}}
	edgeTable    = table{"edges.csv", false, []string{":START_ID" + entityKey, ":END_ID" + entityKey, ":TYPE", "id", "since", "last", "until",
		"claims:long", "articles:long", "stories:long", "confidence:double", "attributedOnly:boolean", "denied:long"}}
	memberTable = table{"memberships.csv", false, []string{":START_ID" + entityKey, ":END_ID" + entityKey, ":TYPE", "id", "reference:boolean", "status",
		"since", "until", "note", "source", "memberView", "allianceView"}}

	tables = []table{entityTable, articleTable, claimTable, viewTable, graphTable, decisionTable, mentionTable, statedTable, partTable, edgeTable, memberTable}
)

// WriteAdminCSV writes the graph of s as files for `neo4j-admin database import full` into a folder, which it makes if it is not there,
// and beside them a script with the command. Files of an earlier export are replaced. A database made of them is that which [Store.Write] makes; the
// first command that writes to it adds the constraints.
func WriteAdminCSV(ctx context.Context, s graph.Store, folder string) (err error) {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	w := csvWriter{folder: folder, files: map[string]*csvFile{}}
	defer func() { err = errors.Join(err, w.close()) }()
	for _, t := range tables {
		if err := w.create(t); err != nil {
			return err
		}
	}
	w.row(graphTable, params{"id": "geokg", ":LABEL": "__Geokg__", "name": "geokg", "schemaVersion": graph.SchemaVersion})
	if err := graph.Dump(ctx, s, w.save); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(folder, AdminScript), []byte(adminScript()), 0o755)
}

// adminScript is a shell script that runs neo4j-admin over the files beside it.
func adminScript() string {
	var b strings.Builder
	b.WriteString(`#!/bin/sh
# Makes a Neo4j database of the CSV files beside this script, in place of the one of that name. Run it on the server's machine
# while the database is stopped: ./` + AdminScript + ` [DATABASE]
set -eu
cd "$(dirname "$0")"
neo4j-admin database import full "${1:-neo4j}" --overwrite-destination --multiline-fields=true \
  --array-delimiter=U+001F --read-buffer-size=64m`)
	for _, t := range tables {
		kind := "relationships"
		if t.nodes {
			kind = "nodes"
		}
		fmt.Fprintf(&b, " \\\n  --%s=%s", kind, t.file)
	}
	b.WriteByte('\n')
	return b.String()
}

// A csvWriter writes deltas that only add into the tables' files. Its first error stays.
type csvWriter struct {
	folder string
	files  map[string]*csvFile
	err    error
}

type csvFile struct {
	*bufio.Writer
	file *os.File
	keys []string // the property of each column; ":LABEL" and the like as they are
}

func (w *csvWriter) create(t table) error {
	f, err := os.Create(filepath.Join(w.folder, t.file))
	if err != nil {
		return err
	}
	c := &csvFile{Writer: bufio.NewWriterSize(f, 1<<16), file: f}
	for _, h := range t.header {
		key, typ, _ := strings.Cut(h, ":")
		if key == "" { // ":LABEL", ":TYPE", ":START_ID(Entity)"
			name, _, _ := strings.Cut(typ, "(")
			key = ":" + name
		}
		c.keys = append(c.keys, key)
	}
	w.files[t.file] = c
	_, err = c.WriteString(strings.Join(t.header, ",") + "\n")
	return err
}

func (w *csvWriter) close() error {
	err := w.err
	for _, t := range tables {
		if f := w.files[t.file]; f != nil {
			err = errors.Join(err, f.Flush(), f.file.Close())
		}
	}
	return err
}

func (w *csvWriter) save(d *graph.Delta) error {
	for i := range d.PutEntities {
		p := entityParams(&d.PutEntities[i])
		p[":LABEL"] = []string{string(d.PutEntities[i].Label), "__Entity__"}
		w.row(entityTable, p)
	}
	if err := w.articles(d); err != nil {
		return err
	}
	for i := range d.PutViews {
		p, err := viewRow(&d.PutViews[i])
		if err != nil {
			return err
		}
		p[":LABEL"] = "__View__"
		w.row(viewTable, p)
	}
	for i := range d.PutMentions {
		m := &d.PutMentions[i]
		w.row(mentionTable, params{":START_ID": m.Article, ":END_ID": m.Entity.ID, ":TYPE": "MENTIONS",
			"count": m.Count, "names": list(m.Names), "view": m.View})
	}
	for i := range d.PutClaims {
		w.claim(&d.PutClaims[i].Claim, d.PutClaims[i].Edge)
	}
	for i := range d.PutEdges {
		e := &d.PutEdges[i]
		w.row(edgeTable, between(edgeParams(e), e.Subject, e.Object, e.Relation))
	}
	for i := range d.PutMemberships {
		m := &d.PutMemberships[i]
		w.row(memberTable, between(membershipParams(m), m.Member, m.Alliance, membershipType))
	}
	return w.err
}

// articles writes articles, what they were as they were read, and decisions.
func (w *csvWriter) articles(d *graph.Delta) error {
	originals, err := originalRows(d.PutOriginals)
	if err != nil {
		return err
	}
	at := map[any]any{}
	for _, o := range originals {
		at[o["id"]] = o["json"]
	}
	for i := range d.PutArticles {
		p := articleParams(&d.PutArticles[i])
		p[":LABEL"], p["original"] = "Article", at[p["id"]]
		w.row(articleTable, p)
	}
	decisions, err := decisionRows(d.PutDecisions)
	for _, p := range decisions {
		p[":LABEL"] = decisionLabel
		w.row(decisionTable, p)
	}
	return err
}

func (w *csvWriter) claim(c *schema.Claim, edge string) {
	p := claimParams(c, edge)
	p[":LABEL"] = "Claim"
	w.row(claimTable, p)
	w.row(statedTable, between(params{}, c.ID, c.Article, "STATED_IN"))
	w.row(partTable, between(params{}, c.ID, c.Subject, "SUBJECT"))
	w.row(partTable, between(params{}, c.ID, c.Object, "OBJECT"))
	if c.Attributed != "" {
		w.row(partTable, between(params{}, c.ID, c.Attributed, "ATTRIBUTED_TO"))
	}
}

func between(p params, start, end, typ string) params {
	p[":START_ID"], p[":END_ID"], p[":TYPE"] = start, end, typ
	return p
}

// row writes one line: what is missing as an empty field, a text always in quotes, so that "" is a text and no missing one.
func (w *csvWriter) row(t table, p params) {
	f := w.files[t.file]
	for i, key := range f.keys {
		if i > 0 {
			f.WriteByte(',')
		}
		w.field(f, p[key])
	}
	f.WriteByte('\n') // the buffer keeps its error until it is flushed
}

func (w *csvWriter) field(f *csvFile, v any) {
	switch v := v.(type) {
	case nil:
	case string:
		f.WriteString(`"` + strings.ReplaceAll(v, `"`, `""`) + `"`)
	case []string:
		for _, s := range v {
			if s == "" || strings.Contains(s, listSeparator) {
				w.err = cmp.Or(w.err, fmt.Errorf("%q cannot stand in a list of neo4j-admin's CSV: use another format", s))
			}
		}
		w.field(f, strings.Join(v, listSeparator))
	case int:
		f.WriteString(strconv.Itoa(v))
	case float64:
		f.WriteString(strconv.FormatFloat(v, 'g', -1, 64))
	case bool:
		f.WriteString(strconv.FormatBool(v))
	default:
		w.err = cmp.Or(w.err, fmt.Errorf("no CSV for a %T", v))
	}
}

// scriptRows is how many rows one statement of a script holds.
const scriptRows = 200

// WriteCypher writes the graph of s as a Cypher script for an empty database: the constraints and indexes, then statements of some
// hundred rows, each a transaction and on a line of its own. cypher-shell runs it, and so does whatever sends one line after another.
func WriteCypher(ctx context.Context, s graph.Store, out io.Writer) error {
	w := scriptWriter{bufio.NewWriterSize(out, 1<<16)}
	w.WriteString("// A graph of geokg, for an empty database: cypher-shell < FILE\n")
	for _, r := range rules() {
		w.WriteString(r.create + ";\n")
	}
	w.WriteString("CALL db.awaitIndexes(600);\n")
	fmt.Fprintf(w, "CREATE (g:`__Geokg__` {id: 'geokg', name: 'geokg', schemaVersion: %d});\n", graph.SchemaVersion)
	if err := graph.Dump(ctx, s, w.save); err != nil {
		return err
	}
	return w.Flush()
}

type scriptWriter struct{ *bufio.Writer }

func (w scriptWriter) save(d *graph.Delta) error {
	views := make([]any, len(d.PutViews))
	for i := range d.PutViews {
		p, err := viewRow(&d.PutViews[i])
		if err != nil {
			return err
		}
		views[i] = p
	}
	plain, attributed := byAttribution(d.PutClaims)
	decisions, err := decisionRows(d.PutDecisions)
	if err != nil {
		return err
	}
	originals, err := originalRows(d.PutOriginals)
	if err != nil {
		return err
	}
	for _, part := range []struct {
		cypher string
		rows   []any
	}{
		{putEntities, each(d.PutEntities, entityRow)},
		{putArticles, each(d.PutArticles, func(a graph.ArticlePut) any { return articleParams(&a) })},
		{putDecisions, each(decisions, func(p params) any { return p })},
		{putOriginals, each(originals, func(p params) any { return p })},
		{putViews, views},
		{putMemberships, each(d.PutMemberships, membershipRow)},
		{putMentions, each(d.PutMentions, mentionRow)},
		{putClaims, each(plain, claimRow)},
		{putAttributedClaims, each(attributed, claimRow)},
		{createEdges, each(d.PutEdges, edgeRow)},
	} {
		for rows := range slices.Chunk(part.rows, scriptRows) {
			before, after, _ := strings.Cut(part.cypher, "$rows")
			w.WriteString(before)
			w.literal(rows)
			w.WriteString(after + ";\n")
		}
	}
	return nil // the buffer keeps its error until it is flushed
}

func each[T any](items []T, row func(T) any) []any {
	rows := make([]any, len(items))
	for i, x := range items {
		rows[i] = row(x)
	}
	return rows
}

// literal writes a value as Cypher has it. What is missing is left out of a map: a missing key and a null are one to SET.
func (w scriptWriter) literal(v any) {
	switch v := v.(type) {
	case nil:
		w.WriteString("null")
	case string:
		w.WriteString(quoted(v))
	case []string:
		w.literal(each(v, func(s string) any { return s }))
	case []any:
		w.WriteByte('[')
		for i, x := range v {
			if i > 0 {
				w.WriteByte(',')
			}
			w.literal(x)
		}
		w.WriteByte(']')
	case params:
		w.WriteByte('{')
		n := 0
		for _, k := range slices.Sorted(maps.Keys(v)) {
			if v[k] == nil {
				continue
			}
			if n++; n > 1 {
				w.WriteByte(',')
			}
			w.WriteString(k + ":") // our own property names: words of letters
			w.literal(v[k])
		}
		w.WriteByte('}')
	case float64:
		s := strconv.FormatFloat(v, 'f', -1, 64)
		if !strings.Contains(s, ".") {
			s += ".0"
		}
		w.WriteString(s)
	default:
		fmt.Fprint(w, v) // whole numbers and truth values
	}
}

// quoted returns a text as a literal on one line. Every backslash is doubled, so that the server does not take `\u0027` within a text
// for a quote; signs that are not printed stand as numbers.
func quoted(s string) string {
	var b strings.Builder
	b.WriteByte('\'')
	for _, r := range s {
		switch {
		case r == '\'' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
			b.WriteString(`\r`)
		case r < 0x20 || r == 0x7f || r == 0x85 || r == 0x2028 || r == 0x2029:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('\'')
	return b.String()
}
