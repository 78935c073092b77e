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
)

var formats = []string{string(FormatTable), string(FormatJSON), string(FormatJSONL), string(FormatCSV)}

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
