package cli

import (
	"bufio"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"geokg/schema"
)

// A failedArticle is an article that an import could not read, as it is kept for --retry-failed.
type failedArticle struct {
	Path  string `json:"path"` // what was to be imported, absolute: a file, a folder, a URL
	Item  string `json:"item"` // what follows the path in the article's name: "/a.html", ":12", or nothing
	Error string `json:"error"`
	At    string `json:"at"` // RFC 3339
}

// name is what the article is called when the path is read.
func (f *failedArticle) name() string { return f.Path + f.Item }

// A failureLog is the file of the articles that could not be imported into a graph. It stands beside the graph, or for a server in the user's
// data folder, and is not there while nothing has failed.
type failureLog struct {
	file    string
	failed  map[string]failedArticle // by name
	changed bool
}

// failureFile is where the failures of a graph are kept: "" for a server, if the user has no folder for data.
func failureFile(a Address, getenv func(string) string) string {
	if a.IsFile() {
		return a.File + ".failed.jsonl"
	}
	def, err := defaultFile(getenv)
	if err != nil {
		return ""
	}
	return filepath.Join(filepath.Dir(def), "failed", schema.Slug(a.String())+".jsonl")
}

// failureLog reads the failures of the graph of --db.
func (g *Globals) failureLog() (*failureLog, error) {
	file := failureFile(g.address, g.Getenv)
	l := &failureLog{file: file, failed: map[string]failedArticle{}}
	if file == "" {
		return l, nil
	}
	f, err := os.Open(file)
	if errors.Is(err, fs.ErrNotExist) {
		return l, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		var a failedArticle
		if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
			return nil, fmt.Errorf("%s:%d: %w; take the line out, or the file away", file, n, err)
		}
		l.failed[a.name()] = a
	}
	return l, lines.Err()
}

// rooted splits the name of an article into the path of the import that it was found under, made absolute, and the rest. What came from
// standard input cannot be read again: ok is false.
func rooted(name string, paths []string) (path, item string, ok bool) {
	for _, p := range paths {
		if rest, found := strings.CutPrefix(name, p); found && p != stdinPath && len(p) > len(path) && (rest == "" || strings.ContainsAny(rest[:1], `/\:!#`)) {
			path, item, ok = p, rest, true
		}
	}
	if isURL(name) {
		return name, "", true // listed by a feed, maybe
	}
	if ok {
		if abs, err := filepath.Abs(path); err == nil {
			path = abs
		}
	}
	return path, item, ok
}

// note records that an article could not be read, or with no reason, that it could.
func (l *failureLog) note(name string, paths []string, reason string, at time.Time) {
	path, item, ok := rooted(name, paths)
	if !ok {
		return
	}
	f := failedArticle{Path: path, Item: item, Error: reason, At: at.UTC().Format(time.RFC3339)}
	_, was := l.failed[f.name()]
	switch {
	case reason != "":
		l.failed[f.name()] = f
	case was:
		delete(l.failed, f.name())
	}
	l.changed = l.changed || was || reason != ""
}

// sorted returns the failures in order of name.
func (l *failureLog) sorted() []failedArticle {
	return slices.SortedFunc(maps.Values(l.failed), func(a, b failedArticle) int { return cmp.Compare(a.name(), b.name()) })
}

// save writes the file anew if something has changed: whole or not at all.
func (l *failureLog) save() error {
	if !l.changed || l.file == "" {
		return nil
	}
	l.changed = false
	if len(l.failed) == 0 {
		if err := os.Remove(l.file); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(l.file), 0o700); err != nil {
		return err
	}
	var b strings.Builder
	for _, f := range l.sorted() {
		line, err := json.Marshal(f)
		if err != nil {
			return err
		}
		b.Write(line)
		b.WriteByte('\n')
	}
	return writeWhole(l.file, []byte(b.String()))
}

// writeWhole writes a file whole or not at all.
func writeWhole(file string, b []byte) error {
	tmp, err := os.CreateTemp(filepath.Dir(file), filepath.Base(file)+".*")
	if err != nil {
		return err
	}
	_, err = tmp.Write(b)
	err = errors.Join(err, tmp.Close())
	if err == nil {
		err = os.Rename(tmp.Name(), file)
	}
	if err != nil {
		return errors.Join(err, os.Remove(tmp.Name()))
	}
	return nil
}

func newFailures(g *Globals) *cobra.Command {
	clear := false
	cmd := &cobra.Command{
		Use:   "failures",
		Short: "List the articles that could not be imported",
		Long: `List the articles that imports into this graph could not read, each with the reason.
geokg import --retry-failed reads them again, and only them; one that can be read is no longer
listed. --clear forgets them.`,
		Example: `  geokg failures
  geokg failures --format csv
  geokg import --retry-failed`,
		Args: arguments(0, 0, "no arguments"),
		RunE: func(*cobra.Command, []string) error {
			l, err := g.failureLog()
			if err != nil {
				return err
			}
			if !clear {
				return g.show(g.Format, failuresView(l.sorted()))
			}
			n := len(l.failed)
			l.failed, l.changed = nil, true
			if err := l.save(); err != nil {
				return err
			}
			g.note("forgot %s", count(n, "failure"))
			return nil
		},
	}
	cmd.Flags().BoolVar(&clear, "clear", false, "forget them")
	return cmd
}

type failuresView []failedArticle

func (v failuresView) value() any           { return listOf([]failedArticle(v)) }
func (v failuresView) lines() iter.Seq[any] { return each(v) }

func (v failuresView) table() (head []string, rows [][]string) {
	for _, f := range v {
		rows = append(rows, []string{f.name(), f.Error, f.At})
	}
	return []string{"name", "error", "at"}, rows
}

func (v failuresView) text(p *printer) {
	if len(v) == 0 {
		p.line("No article has failed.")
		return
	}
	for _, f := range v {
		p.paragraph("", 2, oneLine(f.name())+": "+oneLine(f.Error))
	}
	p.line("%s; geokg import --retry-failed reads them again", count(len(v), "article"))
}
