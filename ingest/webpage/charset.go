package webpage

import (
	"bytes"
	"cmp"
	"fmt"
	"mime"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gogs/chardet"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
)

// sniffed is how many bytes are looked at to tell binary data, to find a declaration, and to detect a charset.
// (HTML prescribes 1,024 for a declaration; real pages have theirs after long scripts, too.)
const (
	sniffBinary      = 4 << 10
	sniffDeclaration = 64 << 10
	sniffCharset     = 64 << 10
)

// minConfidence is the confidence, of 100, from which a detected charset is believed.
const minConfidence = 30

// decode returns a page as UTF-8 within the limit, with remarks on what was lost or guessed.
func decode(page []byte, opts Options) (string, []string, error) {
	limit := opts.MaxBytes
	if limit <= 0 {
		limit = DefaultMaxBytes
	}
	if int64(len(page)) > limit {
		return "", nil, fmt.Errorf("%w: %d bytes, the limit is %d", ErrTooLarge, len(page), limit)
	}
	if len(bytes.TrimSpace(page)) == 0 {
		return "", nil, ErrEmpty
	}
	enc, bom := byteOrderMark(page)
	page = page[bom:]
	if enc == nil {
		if what := binary(page); what != "" {
			return "", nil, fmt.Errorf("%w: %s", ErrBinary, what)
		}
		if utf8.Valid(page) && !bytes.Contains(page, []byte("\x1B$")) { // with which ISO-2022-JP goes over to Japanese, in seven bits
			return string(page), nil, nil
		}
	}
	var remarks []string
	if enc == nil {
		var err error
		if enc, remarks, err = chooseCharset(page, opts.ContentType); err != nil {
			return "", nil, err
		}
	}
	text, err := enc.NewDecoder().Bytes(page)
	if err != nil {
		return "", nil, fmt.Errorf("%w: %v", ErrCharset, err)
	}
	if int64(len(text)) > limit {
		return "", nil, fmt.Errorf("%w: %d bytes as UTF-8, the limit is %d", ErrTooLarge, len(text), limit)
	}
	if n := bytes.Count(text, replacement) - bytes.Count(page, replacement); n > 0 {
		remarks = append(remarks, fmt.Sprintf("%d invalid characters replaced", n))
	}
	return string(text), remarks, nil
}

// replacement is what a decoder writes for bytes that its charset doesn't know.
var replacement = []byte("\uFFFD")

// byteOrderMark returns the encoding that the page's first bytes prove, or nil, and how many of them are no text. A
// page of UTF-16 without a mark begins with the "<" of its first tag.
func byteOrderMark(page []byte) (encoding.Encoding, int) {
	big, little := unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	switch {
	case bytes.HasPrefix(page, []byte("\xEF\xBB\xBF")):
		return nil, 3 // if the rest is valid it is UTF-8 anyway, and otherwise the mark proves nothing
	case bytes.HasPrefix(page, []byte("\xFE\xFF")):
		return big, 2
	case bytes.HasPrefix(page, []byte("\xFF\xFE")):
		return little, 2
	case bytes.HasPrefix(page, []byte("\x00<\x00")):
		return big, 0
	case bytes.HasPrefix(page, []byte("<\x00")):
		return little, 0
	}
	return nil, 0
}

// signatures are the first bytes of files that are commonly served or saved in place of a page.
var signatures = []struct{ start, what string }{
	{"%PDF-", "PDF document"},
	{"PK\x03\x04", "ZIP archive or office document"},
	{"\x1F\x8B", "gzip data, to be decompressed first"},
	{"\x28\xB5\x2F\xFD", "zstd data, to be decompressed first"},
	{"\x89PNG", "PNG image"},
	{"\xFF\xD8\xFF", "JPEG image"},
	{"GIF8", "GIF image"},
	{"RIFF", "RIFF media"},
	{"\x00\x00\x00", "binary media"},
}

// binary says what kind of binary data the page is, or "" if it may be text. Text has no more than the odd control
// character.
func binary(page []byte) string {
	for _, s := range signatures {
		if bytes.HasPrefix(page, []byte(s.start)) {
			return s.what
		}
	}
	head := page[:min(len(page), sniffBinary)]
	controls := 0
	for _, c := range head {
		if c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1B {
			controls++
		}
	}
	if controls*50 > len(head) {
		return "too many control characters for text"
	}
	return ""
}

// chooseCharset returns the encoding of bytes that are not valid UTF-8: damaged UTF-8, the declared charset, the
// detected one, or the Web's default, with a remark unless it was declared and known.
func chooseCharset(page []byte, contentType string) (encoding.Encoding, []string, error) {
	if mostlyUTF8(page) {
		return unicode.UTF8, nil, nil
	}
	declared := declaredCharset(page, contentType)
	if enc, _ := lookupCharset(declared); enc != nil {
		return enc, nil, nil
	}
	enc, name := lookupCharset(detectCharset(page))
	_, declaredName := charset.Lookup(declared)
	switch {
	case enc != nil && declared == "":
		return enc, []string{"no charset declared, read as " + name}, nil
	case enc != nil:
		return enc, []string{fmt.Sprintf("charset is not the declared %q, read as %s", declared, name)}, nil
	case declared == "" || declaredName != "":
		enc, name = charset.Lookup("windows-1252") // the default of the HTML standard
		return enc, []string{"no charset recognized, read as " + name}, nil
	}
	return nil, nil, fmt.Errorf("%w %q; convert the page to UTF-8", ErrCharset, declared)
}

// mostlyUTF8 reports whether bytes that are not valid UTF-8 are so but for a little damage: ten whole characters
// beyond ASCII for each bad byte. Other charsets give next to none.
func mostlyUTF8(page []byte) bool {
	whole, bad := 0, 0
	for len(page) > 0 {
		r, n := utf8.DecodeRune(page)
		switch {
		case r == utf8.RuneError && n == 1:
			bad++
		case n > 1:
			whole++
		}
		page = page[n:]
	}
	return whole > 10*bad
}

// lookupCharset returns the encoding of that name with its name in the Encoding Standard, or nil if there is none
// or the name can't be right: bytes that reach it are not UTF-8, and UTF-16 begins otherwise.
func lookupCharset(name string) (encoding.Encoding, string) {
	enc, canonical := charset.Lookup(name)
	if enc == nil || enc == encoding.Replacement || strings.HasPrefix(canonical, "utf-") {
		return nil, ""
	}
	return enc, canonical
}

// declaredCharset returns the charset that the header or, without one, the page's meta elements name; "" if none does.
func declaredCharset(page []byte, contentType string) string {
	if name := charsetParameter(contentType); name != "" {
		return name
	}
	z := html.NewTokenizer(bytes.NewReader(page[:min(len(page), sniffDeclaration)]))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return ""
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			switch {
			case t.DataAtom == atom.Body:
				return ""
			case t.DataAtom != atom.Meta:
			case attribute(t.Attr, "charset") != "":
				return strings.TrimSpace(attribute(t.Attr, "charset"))
			case strings.EqualFold(attribute(t.Attr, "http-equiv"), "content-type"):
				if name := charsetParameter(attribute(t.Attr, "content")); name != "" {
					return name
				}
			}
		}
	}
}

func charsetParameter(contentType string) string {
	_, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		return ""
	}
	return strings.TrimSpace(params["charset"])
}

// detectCharset returns the charset that the bytes look most like, or "". The detector answers in no fixed order, so
// that ties are broken by name.
func detectCharset(page []byte) string {
	found, err := chardet.NewHtmlDetector().DetectAll(page[:min(len(page), sniffCharset)])
	if err != nil || len(found) == 0 {
		return ""
	}
	best := slices.MinFunc(found, func(a, b chardet.Result) int {
		return cmp.Or(cmp.Compare(b.Confidence, a.Confidence), cmp.Compare(a.Charset, b.Charset))
	})
	if best.Confidence < minConfidence {
		return ""
	}
	return best.Charset
}
