package source

import (
	"archive/tar"
	"archive/zip"
	"bufio"
	"bytes"
	"compress/bzip2"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"strings"
	"sync/atomic"
)

const (
	// maxNesting is how many archives and compressed files may stand in each other: a.zip with b.tar.gz in it has three.
	maxNesting = 4
	// maxRatio bounds how many bytes come out of each byte of an archive; texts and pages are packed five- to fiftyfold, bombs a thousandfold.
	maxRatio = 250
	// freeBytes may come out of any archive, however small it is.
	freeBytes = 64 << 20
)

// container returns what reads a file that holds other files, by its first bytes, or nil.
func container(start []byte) func(w *walker, name, ending string, raw io.Reader, r *bufio.Reader) error {
	has := func(magic string) bool { return bytes.HasPrefix(start, []byte(magic)) }
	switch {
	case has("\x1f\x8b\x08"):
		return (*walker).gzip
	case has("BZh") && len(start) > 10 && (string(start[4:10]) == "1AY&SY" || string(start[4:10]) == "\x17rE8P\x90"):
		return (*walker).bzip2
	case has("PK\x03\x04"), has("PK\x05\x06"):
		return (*walker).zip
	case len(start) > 262 && string(start[257:262]) == "ustar":
		return (*walker).tar
	}
	return nil
}

// unreadable says what a file is that is not read, and what to do about it, or "".
func unreadable(start []byte) string {
	for _, x := range []struct{ magic, what string }{
		{"%PDF-", "a PDF; make text of it first, with pdftotext for example"},
		{"\xfd7zXZ\x00", "compressed with xz; decompress it first, with xz -d"},
		{"\x28\xb5\x2f\xfd", "compressed with Zstandard; decompress it first, with zstd -d"},
		{"7z\xbc\xaf\x27\x1c", "a 7-Zip archive; unpack it first"},
		{"Rar!\x1a\x07", "a RAR archive; unpack it first"},
		{"\xd0\xcf\x11\xe0", "an old Office document; save it as text first"},
	} {
		if bytes.HasPrefix(start, []byte(x.magic)) {
			return x.what
		}
	}
	return ""
}

// A budget bounds what comes out of one file that the caller named: all that is decompressed, at any depth, by the bytes that
// were read of it.
type budget struct {
	in, out atomic.Int64
	spent   atomic.Bool
}

// A meter counts the bytes of a file as they are read, for the budget and for Options.Read.
type meter struct {
	r     io.Reader
	b     *budget
	total *atomic.Int64
}

func (m *meter) Read(p []byte) (int, error) {
	n, err := m.r.Read(p)
	m.count(n)
	return n, err
}

func (m *meter) count(n int) {
	m.b.in.Add(int64(n))
	if m.total != nil {
		m.total.Add(int64(n))
	}
}

// ReadAt is for zip archives, which are read from their end. It is only called where r is a file.
func (m *meter) ReadAt(p []byte, at int64) (int, error) {
	n, err := m.r.(io.ReaderAt).ReadAt(p, at)
	m.count(n)
	return n, err
}

// unpacked is a stream that comes out of an archive. It ends with ErrBomb when it is out of all proportion, and with the context.
type unpacked struct {
	ctx context.Context
	r   io.Reader
	b   *budget
}

func (u unpacked) Read(p []byte) (int, error) {
	if err := u.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := u.r.Read(p)
	if out := u.b.out.Add(int64(n)); out > freeBytes && out > maxRatio*u.b.in.Load() {
		u.b.spent.Store(true)
		return 0, fmt.Errorf("%w: more than %d bytes come out of each byte", ErrBomb, maxRatio)
	}
	if err != nil && err != io.EOF {
		err = damaged(err)
	}
	return n, err
}

// within reads a stream that came out of an archive.
func (w *walker) within(name, ending string, r io.Reader) error {
	if w.depth++; w.depth > maxNesting {
		w.depth--
		return w.fail(name, fmt.Errorf("%w: archives in archives, more than %d deep", ErrBomb, maxNesting))
	}
	defer func() { w.depth-- }()
	return w.read(name, ending, unpacked{w.ctx, r, w.budget})
}

// inner is the ending of the name that a compressed file had before it was compressed: .jsonl of news.jsonl.gz, "" for .tgz.
func inner(name, own string) string {
	if own == ".gz" || own == ".bz2" {
		return ending(strings.TrimSuffix(name, name[len(name)-len(own):]))
	}
	return ""
}

func (w *walker) gzip(name, end string, _ io.Reader, r *bufio.Reader) error {
	z, err := gzip.NewReader(r)
	if err != nil {
		return w.fail(name, damaged(err))
	}
	return w.within(name, inner(name, end), z)
}

func (w *walker) bzip2(name, end string, _ io.Reader, r *bufio.Reader) error {
	return w.within(name, inner(name, end), bzip2.NewReader(r))
}

func (w *walker) tar(name, _ string, _ io.Reader, r *bufio.Reader) error {
	t := tar.NewReader(r)
	found := false
	for {
		h, err := t.Next()
		switch {
		case err == io.EOF && !found:
			return w.fail(name, fmt.Errorf("%w: no files in the archive that could be articles", ErrEmpty))
		case err == io.EOF:
			return nil
		case err != nil:
			return w.fail(name, damaged(err))
		}
		if h.Typeflag != tar.TypeReg || !wanted(h.Name) {
			continue
		}
		found = true
		if err := w.within(member(name, h.Name), ending(h.Name), t); err != nil || w.budget.spent.Load() {
			return err
		}
	}
}

func (w *walker) zip(name, _ string, raw io.Reader, r *bufio.Reader) error {
	f, size, done, err := seekable(raw, r)
	if err != nil {
		return w.fail(name, damaged(err))
	}
	defer done()
	z, err := zip.NewReader(f, size)
	if err != nil {
		return w.fail(name, damaged(err))
	}
	found := false
	for _, e := range z.File {
		if !e.Mode().IsRegular() || !wanted(e.Name) {
			continue
		}
		found = true
		if err := w.zipped(member(name, e.Name), e); err != nil || w.budget.spent.Load() {
			return err
		}
	}
	if !found {
		return w.fail(name, fmt.Errorf("%w: no files in the archive that could be articles", ErrEmpty))
	}
	return nil
}

func (w *walker) zipped(name string, e *zip.File) error {
	const encrypted = 1
	if e.Flags&encrypted != 0 {
		return w.fail(name, fmt.Errorf("%w: it is encrypted", ErrDamaged))
	}
	r, err := e.Open()
	if err != nil {
		return w.fail(name, damaged(err))
	}
	defer r.Close()
	return w.within(name, ending(e.Name), r)
}

// seekable returns a file as zip needs it. What is not one (standard input, an archive in another) is put into a temporary file.
func seekable(raw io.Reader, r *bufio.Reader) (f io.ReaderAt, size int64, done func(), err error) {
	if m, ok := raw.(*meter); ok {
		if file, ok := m.r.(*os.File); ok {
			if info, err := file.Stat(); err == nil && info.Mode().IsRegular() {
				return m, info.Size(), func() {}, nil
			}
		}
	}
	tmp, err := os.CreateTemp("", "geokg-*.zip")
	if err != nil {
		return nil, 0, nil, err
	}
	done = func() {
		tmp.Close()
		os.Remove(tmp.Name())
	}
	if size, err = io.Copy(tmp, r); err != nil {
		done()
		return nil, 0, nil, err
	}
	return tmp, size, done, nil
}

// wanted reports whether a file in an archive may hold articles, as it is asked of files in folders.
func wanted(name string) bool {
	for part := range strings.SplitSeq(name, "/") {
		if strings.HasPrefix(part, ".") && part != "." || part == "__MACOSX" {
			return false
		}
	}
	return known(ending(name))
}

// member is the name of a file in an archive.
func member(archive, file string) string { return archive + "!" + path.Clean(file) }

// damaged says that an archive could not be read on. Errors that say why already stay as they are.
func damaged(err error) error {
	if errors.Is(err, ErrBomb) || errors.Is(err, ErrDamaged) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return fmt.Errorf("%w: %w", ErrDamaged, cause(err))
}
