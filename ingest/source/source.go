package source

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"

	"geokg/schema"
)

// DefaultMaxBytes is the largest article that [Walk] reads if Options.MaxBytes is zero: 16 MiB.
const DefaultMaxBytes = 16 << 20

// Errors in Item.Err, to be asked for with errors.Is. Errors of the file system come as they are ([fs.ErrNotExist], …).
var (
	// ErrEmpty stands for a file without an article in it: no bytes, or white space only.
	ErrEmpty = errors.New("file is empty")
	// ErrBinary stands for a file that is not text.
	ErrBinary = errors.New("not text but binary data")
	// ErrTooLarge stands for a page, a text or a record over Options.MaxBytes.
	ErrTooLarge = errors.New("too large")
	// ErrInvalidRecord stands for a record that is not valid JSON, not an object, or without text.
	ErrInvalidRecord = errors.New("invalid record")
	// ErrDamaged stands for an archive that cannot be read, or not to its end.
	ErrDamaged = errors.New("damaged archive")
	// ErrBomb stands for an archive out of which comes more than any archive of news holds.
	ErrBomb = errors.New("decompression bomb")
	// ErrFormat stands for a file of a kind that is known and not read, such as a PDF.
	ErrFormat = errors.New("not read")
)

// An Item is one article as it was found, or the reason why it could not be read.
type Item struct {
	// Name is for people: "path" or "path:LINE", with the line on which a record begins, from 1; "-" is standard input. A file in an archive
	// is "news.zip!file", a record of a web archive "cc.warc.gz#12", from 1.
	Name string
	// Article is what a text or a record says; nil for a page. ID is empty, and Key is the record's "id".
	Article *schema.Article
	// HTML is a web page, bytes as they were found, or the "html" of a record. In the latter case Article is there, too,
	// with what the record says about the page, and without text.
	HTML []byte
	// ContentType is the HTTP header of that name that came with HTML, if one did.
	ContentType string
	// Err says why there is nothing else but Name and, if the record had one, Article's Key.
	Err error
}

// Options of [Walk].
type Options struct {
	// Stdin is read for the path "-".
	Stdin io.Reader
	// MaxBytes is the most that is read of one page, one text or one record, in bytes; 0 means [DefaultMaxBytes].
	MaxBytes int64
	// Read, if not nil, counts the bytes that have been read from files, so that somebody who knows how many there are can tell how far it is.
	Read *atomic.Int64
}

// Walk reads the paths in their order and calls yield with each article that it finds. What can't be read comes as an Item with Err,
// a path that doesn't exist included, and the walk goes on.
//
// It ends early with yield's error, or with that of ctx, which is asked between two items: a read that blocks
// on standard input is not interrupted.
func Walk(ctx context.Context, paths []string, opts Options, yield func(Item) error) error {
	w := &walker{ctx: ctx, opts: opts, yield: yield}
	if w.opts.MaxBytes <= 0 {
		w.opts.MaxBytes = DefaultMaxBytes
	}
	for _, p := range paths {
		if err := w.path(p); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// A walker is one call of Walk. Its methods return the errors that end the walk; those of an item they yield.
type walker struct {
	ctx   context.Context
	opts  Options
	yield func(Item) error
	// budget bounds what comes out of the file that is being read, and depth is in how many archives the reader is.
	budget *budget
	depth  int
	given  int // items so far
}

// give passes an item on unless the walk was cancelled.
func (w *walker) give(it Item) error {
	if err := w.ctx.Err(); err != nil {
		return err
	}
	w.given++
	return w.yield(it)
}

// fail passes on that an item could not be read.
func (w *walker) fail(name string, err error) error {
	return w.give(Item{Name: name, Err: fmt.Errorf("%s: %w", name, err)})
}

// path reads a path that the caller named.
func (w *walker) path(p string) error {
	if p == "-" {
		if w.opts.Stdin == nil {
			return w.fail(p, errors.New("no standard input"))
		}
		return w.whole("-", "", w.opts.Stdin, nil)
	}
	info, err := os.Stat(p)
	if err != nil {
		return w.fail(p, cause(err))
	}
	if info.IsDir() {
		return w.folder(p)
	}
	return w.file(p)
}

// folder reads a folder's files and the folders in it, in order of name. Links to folders are not followed, since they may lead
// in a circle.
func (w *walker) folder(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return w.fail(dir, cause(err))
	}
	for _, e := range entries {
		if err := w.ctx.Err(); err != nil {
			return err
		}
		p := filepath.Join(dir, e.Name())
		switch {
		case strings.HasPrefix(e.Name(), "."):
		case e.IsDir():
			err = w.folder(p)
		case known(ending(p)) && isFile(p, e):
			err = w.file(p)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// isFile reports whether an entry is a file or a link to one: no pipe, on which reading might wait for ever. A
// broken link counts, so that it is told.
func isFile(path string, e fs.DirEntry) bool {
	if e.Type()&fs.ModeSymlink == 0 {
		return e.Type().IsRegular()
	}
	info, err := os.Stat(path)
	return err != nil || info.Mode().IsRegular()
}

func (w *walker) file(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return w.fail(path, cause(err))
	}
	defer f.Close()
	return w.whole(path, ending(path), f, w.opts.Read)
}

// whole reads a file that is in no other one. total counts its bytes, if it is not nil.
func (w *walker) whole(name, ending string, r io.Reader, total *atomic.Int64) error {
	w.budget = &budget{}
	return w.read(name, ending, &meter{r: r, b: w.budget, total: total})
}

func ending(path string) string { return strings.ToLower(filepath.Ext(path)) }

// cause takes the path, which is in the item's name, off an error of the file system.
func cause(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}
