package cli

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
)

// A Format is how a command writes its answer to stdout.
type Format string

const (
	FormatTable Format = "table" // text for people
	FormatJSON  Format = "json"  // one value, indented
	FormatJSONL Format = "jsonl" // one value a line
	FormatCSV   Format = "csv"   // RFC 4180, with a header

	FormatMarkdown Format = "markdown" // a table
)

var formats = []string{string(FormatTable), string(FormatJSON), string(FormatJSONL), string(FormatCSV), string(FormatMarkdown)}

// forPeople reports whether people read the answer, and not a program.
func (f Format) forPeople() bool { return f == FormatTable || f == FormatMarkdown }

// String, Set and Type make a Format a flag that is checked when it is read.
func (f *Format) String() string { return string(*f) }
func (f *Format) Type() string   { return "FORMAT" }
func (f *Format) Set(s string) error {
	if !slices.Contains(formats, s) {
		return fmt.Errorf("want %s", strings.Join(formats, ", "))
	}
	*f = Format(s)
	return nil
}

// A view is an answer that can be written in every format.
type view interface {
	text(p *printer)                         // for people
	value() any                              // for json
	lines() iter.Seq[any]                    // for jsonl
	table() (head []string, rows [][]string) // for csv
}

// show writes an answer to stdout.
func (w *World) show(f Format, v view) error {
	switch f {
	case FormatJSON:
		return writeJSON(w.Stdout, v.value(), "  ")
	case FormatJSONL:
		for line := range v.lines() {
			if err := writeJSON(w.Stdout, line, ""); err != nil {
				return err
			}
		}
		return nil
	case FormatCSV:
		head, rows := v.table()
		return writeCSV(w.Stdout, head, rows)
	case FormatMarkdown:
		head, rows := v.table()
		return writeMarkdown(w.Stdout, head, rows)
	}
	p := w.printer()
	v.text(p)
	return p.err()
}

// writeJSON writes v and a newline; characters of HTML stay as they are.
func writeJSON(out io.Writer, v any, indent string) error {
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", indent)
	return enc.Encode(v)
}

func writeCSV(out io.Writer, head []string, rows [][]string) error {
	cw := csv.NewWriter(out)
	if err := cw.Write(head); err != nil {
		return err
	}
	return cw.WriteAll(rows)
}

// writeMarkdown writes a table of GitHub's Markdown. Columns that are empty throughout are left out, since it is for people.
func writeMarkdown(out io.Writer, head []string, rows [][]string) error {
	used := make([]bool, len(head))
	for i := range head {
		used[i] = len(rows) == 0
		for _, r := range rows {
			used[i] = used[i] || r[i] != ""
		}
	}
	var b strings.Builder
	line := func(cells []string) {
		for i, c := range cells {
			if used[i] {
				b.WriteString("| " + markdownCell(c) + " ")
			}
		}
		b.WriteString("|\n")
	}
	line(head)
	line(slices.Repeat([]string{"---"}, len(head)))
	for _, r := range rows {
		line(r)
	}
	_, err := io.WriteString(out, b.String())
	return err
}

// markdownCell makes a text one that Markdown shows as it stands.
func markdownCell(s string) string {
	if s == "---" {
		return s
	}
	return markdownSigns.Replace(oneLine(s))
}

var markdownSigns = strings.NewReplacer(`\`, `\\`, "|", `\|`, "*", `\*`, "_", `\_`, "`", "\\`", "<", "&lt;", ">", "&gt;", "[", `\[`, "]", `\]`)

// one is the sequence of a single value.
func one(v any) iter.Seq[any] { return func(yield func(any) bool) { yield(v) } }

// each is the sequence of the values of a slice.
func each[T any](vs []T) iter.Seq[any] {
	return func(yield func(any) bool) {
		for _, v := range vs {
			if !yield(v) {
				return
			}
		}
	}
}

// listOf makes a nil slice the empty one, which is "[]" in JSON and not "null".
func listOf[T any](vs []T) []T {
	if vs == nil {
		return []T{}
	}
	return vs
}
