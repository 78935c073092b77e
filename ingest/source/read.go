package source

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

const (
	// bufferSize is what is read from a file at a time, in bytes.
	bufferSize = 64 << 10
	// sniffSize is how much of a file is looked at to tell what it is, in bytes.
	sniffSize = 4 << 10
)

// A format reads the articles of one file.
type format func(w *walker, name string, r *bufio.Reader) error

// formatOf returns the format of files with that ending, or nil.
func formatOf(ending string) format {
	switch ending {
	case ".html", ".htm":
		return (*walker).page
	case ".txt":
		return (*walker).text
	case ".json":
		return (*walker).json
	case ".jsonl", ".ndjson":
		return (*walker).lines
	}
	return nil
}

// known reports whether files with that ending are read where they stand in a folder or an archive.
func known(ending string) bool {
	switch ending {
	case ".warc", ".xml", ".gz", ".tgz", ".bz2", ".tbz2", ".tar", ".zip":
		return true
	}
	return formatOf(ending) != nil
}

// read reads one file, or standard input. An ending that stands for no format leaves the choice to the content.
func (w *walker) read(name, ending string, raw io.Reader) error {
	r := bufio.NewReaderSize(raw, bufferSize)
	start, err := peek(r)
	if err != nil {
		return w.fail(name, err)
	}
	if c := container(start); c != nil {
		return c(w, name, ending, raw, r)
	}
	if what := unreadable(start); what != "" {
		return w.fail(name, fmt.Errorf("%w: it is %s", ErrFormat, what))
	}
	if bytes.HasPrefix(start, []byte("WARC/")) {
		return w.warc(name, r)
	}
	if ending == ".html" || ending == ".htm" { // a page says itself in which charset it is, and is not decoded here
		return w.page(name, r)
	}
	if r = decode(r, start); r == nil {
		return w.fail(name, fmt.Errorf("%w: UTF-32; convert it to UTF-8", ErrBinary))
	}
	if start, err = peek(r); err != nil {
		return w.fail(name, err)
	}
	if bytes.IndexByte(start, 0) >= 0 {
		return w.fail(name, fmt.Errorf("%w: it has NUL bytes", ErrBinary))
	}
	if wikiRoot.Match(start) {
		return w.mediaWiki(name, r)
	}
	f := formatOf(ending)
	if f == nil || ending == ".jsonl" && isIndented(start) {
		f = sniff(start)
	}
	return f(w, name, r)
}

// wikiRoot is how a MediaWiki export begins.
var wikiRoot = regexp.MustCompile(`^\s*(<\?xml[^>]*>\s*)?<mediawiki[\s>]`)

// isIndented reports whether JSON begins with a bracket that is alone on its line, and so is no JSON Lines, whatever its name says.
func isIndented(start []byte) bool {
	line, _, more := bytes.Cut(bytes.TrimSpace(start), []byte("\n"))
	line = bytes.TrimSpace(line)
	return more && (string(line) == "{" || string(line) == "[")
}

// peek returns the first bytes of a file, without reading over them.
func peek(r *bufio.Reader) ([]byte, error) {
	start, err := r.Peek(sniffSize)
	if err != nil && err != io.EOF {
		return nil, cause(err)
	}
	return start, nil
}

// decode takes a byte-order mark off, and turns UTF-16 to UTF-8. It returns nil for UTF-32.
func decode(r *bufio.Reader, start []byte) *bufio.Reader {
	switch {
	case bytes.HasPrefix(start, []byte("\xEF\xBB\xBF")):
		r.Discard(3)
	case bytes.HasPrefix(start, []byte("\xFF\xFE\x00\x00")):
		return nil
	case bytes.HasPrefix(start, []byte("\xFE\xFF")), bytes.HasPrefix(start, []byte("\xFF\xFE")):
		utf16 := unicode.UTF16(unicode.BigEndian, unicode.ExpectBOM)
		return bufio.NewReaderSize(transform.NewReader(r, utf16.NewDecoder()), bufferSize)
	}
	return r
}

// sniff tells the format of a file from its first bytes: JSON begins with a bracket, a page with a tag, and the rest is text.
// JSON of which the first line is no whole value is not JSON Lines.
func sniff(start []byte) format {
	s := strings.TrimSpace(string(start))
	if s == "" {
		return (*walker).text
	}
	line, _, more := strings.Cut(s, "\n")
	switch line = strings.TrimSpace(line); {
	case s[0] == '{' && (!more || strings.HasSuffix(line, "}")):
		return (*walker).lines
	case s[0] == '{' && strings.IndexAny(strings.TrimSpace(s[1:]), `"}`) == 0:
		return (*walker).json
	case s[0] == '[' && strings.HasPrefix(strings.TrimSpace(s[1:]), "{"):
		return (*walker).json
	case s[0] == '<' && len(s) > 1 && (s[1] == '!' || s[1] == '?' || 'a' <= s[1]|0x20 && s[1]|0x20 <= 'z'):
		return (*walker).page
	}
	return (*walker).text
}

// all reads the rest of a file that is one article. With an error it returns what it has read.
func (w *walker) all(r io.Reader) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(r, w.opts.MaxBytes+1))
	switch {
	case err != nil:
		return b, cause(err)
	case int64(len(b)) > w.opts.MaxBytes:
		return nil, w.tooLarge()
	case len(bytes.TrimSpace(b)) == 0:
		return nil, ErrEmpty
	}
	return b, nil
}

func (w *walker) tooLarge() error {
	return fmt.Errorf("%w: over %d bytes", ErrTooLarge, w.opts.MaxBytes)
}

// page passes a web page on.
func (w *walker) page(name string, r *bufio.Reader) error {
	b, err := w.all(r)
	if err != nil {
		return w.fail(name, err)
	}
	return w.give(Item{Name: name, HTML: b})
}

// valid returns text as valid UTF-8, and whether it had to be changed.
func valid(s string) (string, bool) {
	if utf8.ValidString(s) {
		return s, false
	}
	return strings.ToValidUTF8(s, "\uFFFD"), true
}

// remarkUTF8 is the remark on an article of which bytes were replaced.
const remarkUTF8 = "invalid UTF-8 replaced"
