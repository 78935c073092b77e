package source

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/textproto"
	"net/url"
	"strconv"
	"strings"

	"geokg/schema"
)

// warcLine is the longest line that is looked at between two records, in bytes.
const warcLine = 64 << 10

// warc reads a web archive (ISO 28500, WARC 1.0 and 1.1): the pages and texts among its records. Requests, metadata, copies of other
// records, pictures and pages that the server did not have are passed over.
func (w *walker) warc(name string, r *bufio.Reader) error {
	before := w.given
	for n := 1; ; n++ {
		at := name + "#" + strconv.Itoa(n)
		h, err := warcHeader(r)
		switch {
		case err == io.EOF && w.given == before:
			return w.fail(name, fmt.Errorf("%w: no pages among the %d records", ErrEmpty, n-1))
		case err == io.EOF:
			return nil
		case errors.Is(err, ErrInvalidRecord): // look for the next one
			if err := w.fail(at, err); err != nil {
				return err
			}
			continue
		case err != nil:
			return w.fail(at, damaged(err))
		}
		body := &io.LimitedReader{R: r, N: h.length}
		if err := w.warcRecord(at, h, body); err != nil {
			return err
		}
		if err := w.ctx.Err(); err != nil {
			return err
		}
		if _, err := io.Copy(io.Discard, body); err != nil {
			return w.fail(at, damaged(err))
		}
		if body.N > 0 {
			return w.fail(at, fmt.Errorf("%w: the file ends within the record", ErrDamaged))
		}
	}
}

// A warcHead is what the header of a record says.
type warcHead struct {
	kind, uri, contentType, truncated string
	length                            int64
}

// warcHeader reads the next header, over blank lines and what is left of a record with a fault.
func warcHeader(r *bufio.Reader) (warcHead, error) {
	var h warcHead
	for skipped := false; ; {
		line, err := r.ReadSlice('\n')
		if bytes.HasPrefix(line, []byte("WARC/")) && err == nil {
			break
		}
		if len(bytes.TrimSpace(line)) > 0 && !skipped {
			skipped = true
		}
		switch {
		case err == bufio.ErrBufferFull, err == nil:
		case err == io.EOF && skipped:
			return h, fmt.Errorf("%w: something that is no WARC record stands at the end", ErrDamaged)
		default:
			return h, err
		}
	}
	m, err := textproto.NewReader(bufio.NewReader(&headLines{r: r})).ReadMIMEHeader()
	if err != nil && err != io.EOF {
		var e textproto.ProtocolError
		if errors.As(err, &e) {
			return h, fmt.Errorf("%w: %w", ErrInvalidRecord, e)
		}
		return h, err
	}
	h = warcHead{kind: m.Get("WARC-Type"), uri: strings.Trim(m.Get("WARC-Target-URI"), "<>"), contentType: m.Get("Content-Type"), truncated: m.Get("WARC-Truncated")}
	if h.length, err = strconv.ParseInt(strings.TrimSpace(m.Get("Content-Length")), 10, 64); err != nil || h.length < 0 {
		return h, fmt.Errorf("%w: a WARC record with Content-Length %q", ErrInvalidRecord, m.Get("Content-Length"))
	}
	return h, nil
}

// headLines reads up to the blank line at which a header ends, and no further.
type headLines struct {
	r    *bufio.Reader
	left []byte
	read int
	done bool
}

func (l *headLines) Read(p []byte) (int, error) {
	if len(l.left) == 0 {
		if l.done {
			return 0, io.EOF
		}
		line, err := l.r.ReadBytes('\n')
		if err != nil {
			return 0, io.ErrUnexpectedEOF
		}
		if l.read += len(line); l.read > warcLine {
			return 0, textproto.ProtocolError("the header of a WARC record is too long")
		}
		l.done = len(bytes.TrimSpace(line)) == 0
		l.left = line
	}
	n := copy(p, l.left)
	l.left = l.left[n:]
	return n, nil
}

// warcRecord yields the article of a record, if it may be one.
func (w *walker) warcRecord(name string, h warcHead, body io.Reader) error {
	kind, _, _ := mime.ParseMediaType(h.contentType)
	contentType := h.contentType
	switch h.kind {
	case "response":
		if kind != "application/http" {
			return nil
		}
		head := bufio.NewReader(body)
		resp, err := http.ReadResponse(head, nil)
		if err != nil {
			return w.fail(name, fmt.Errorf("%w: the HTTP response: %w", ErrInvalidRecord, err))
		}
		defer resp.Body.Close()
		if resp.StatusCode != http.StatusOK {
			return nil
		}
		contentType = resp.Header.Get("Content-Type")
		if body = resp.Body; resp.ContentLength >= 0 {
			body = head // the record's length holds: archives decompress what they keep, and may leave the header that tells the old one
		}
		if kind, _, _ = mime.ParseMediaType(contentType); kind == "" {
			kind = "text/html"
		}
	case "resource", "conversion":
	default:
		return nil
	}
	if !isPage(kind) && kind != "text/plain" {
		return nil
	}
	u, err := url.Parse(h.uri)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Path == "/robots.txt" {
		return nil // DNS answers, and files of the crawler
	}
	br := bufio.NewReader(body)
	if magic, _ := br.Peek(3); string(magic) == "\x1f\x8b\x08" {
		z, err := gzip.NewReader(br)
		if err != nil {
			return w.fail(name, damaged(err))
		}
		br = bufio.NewReader(unpacked{w.ctx, z, w.budget})
	}
	b, err := w.all(br)
	if errors.Is(err, io.ErrUnexpectedEOF) && len(b) > 0 {
		err = nil // a server said more than it sent, or the crawler cut it off
	}
	if err != nil {
		return w.fail(name, err)
	}
	it := Item{Name: name, Article: &schema.Article{URL: h.uri}}
	if h.truncated != "" {
		it.Article.Remarks = []string{"cut off by the crawler: " + h.truncated}
	}
	if isPage(kind) {
		it.HTML, it.ContentType = b, contentType
		return w.give(it)
	}
	if why := notText(string(b)); why != "" {
		return w.fail(name, fmt.Errorf("%w: %s", ErrBinary, why))
	}
	a := plainText(string(b))
	a.URL, a.Remarks = h.uri, append(a.Remarks, it.Article.Remarks...)
	it.Article = a
	return w.give(it)
}

// isPage reports whether a media type is that of a web page.
func isPage(kind string) bool { return kind == "text/html" || kind == "application/xhtml+xml" }
