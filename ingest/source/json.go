package source

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strconv"
)

// json reads a file with one record, an array of records, or records in a row. It goes on behind a record with a
// fault as long as its brackets are balanced.
func (w *walker) json(name string, r *bufio.Reader) error {
	j := jsonReader{r: r, limit: w.opts.MaxBytes, line: 1}
	found := false
	for j.next() {
		found = true
		var err error
		if at := name + ":" + strconv.Itoa(j.start); j.long {
			err = w.fail(at, w.tooLarge())
		} else {
			err = w.record(at, j.value)
		}
		if err != nil {
			return err
		}
	}
	switch {
	case j.err != nil:
		return w.fail(name+":"+strconv.Itoa(j.line), cause(j.err))
	case !found:
		return w.fail(name, fmt.Errorf("%w: no records", ErrEmpty))
	}
	return nil
}

// record passes a record on.
func (w *walker) record(name string, b []byte) error {
	it, err := recordItem(name, b)
	if err != nil {
		it.Name, it.Err = name, fmt.Errorf("%s: %w", name, err)
	}
	return w.give(it)
}

// A jsonReader cuts a file into JSON values, of which it holds one, and no more of it than the limit. It checks
// the brackets outside the values; the rest is for the decoder.
type jsonReader struct {
	r     *bufio.Reader
	limit int64
	line  int    // the line that is being read, from 1
	start int    // the line on which the value begins
	value []byte // valid until next
	long  bool   // it is over the limit, and value is its beginning
	array arrayState
	err   error // why reading ended, nil at the end of the file
}

// arrayState says where in the file's array a jsonReader is.
type arrayState int

const (
	arrayNone   arrayState = iota // no array, or not yet
	arrayOpen                     // between its brackets
	arrayClosed                   // behind it
)

// next goes to the next value. It returns false at the end, and after an error.
func (j *jsonReader) next() bool {
	for {
		c, ok := j.read()
		switch {
		case !ok:
			if j.err == nil && j.array == arrayOpen {
				j.err = fmt.Errorf("%w: the array is not closed", ErrInvalidRecord)
			}
			return false
		case c == ' ' || c == '\t' || c == '\r' || c == '\n':
		case c == ',' && j.array == arrayOpen:
		case c == '[' && j.array == arrayNone && j.start == 0:
			j.array = arrayOpen
		case c == ']' && j.array == arrayOpen:
			j.array = arrayClosed
		case j.array == arrayClosed || c == ']' || c == '}' || c == ',' || c == ':':
			j.err = fmt.Errorf("%w: unexpected %q outside a record", ErrInvalidRecord, c)
			return false
		default:
			j.start, j.long = j.line, false
			j.value = j.value[:0]
			return j.scan(c)
		}
	}
}

// scan reads the value that begins with c: to its last bracket, to the end of its string, or to a delimiter.
func (j *jsonReader) scan(c byte) bool {
	depth, quoted, escaped := 0, false, false
	for {
		j.keep(c)
		switch {
		case escaped:
			escaped = false
		case quoted && c == '\\':
			escaped = true
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			depth++
		case c == '}' || c == ']':
			depth--
		}
		if depth == 0 && !quoted && (c == '}' || c == ']' || c == '"' || j.delimited()) {
			return true
		}
		var ok bool
		if c, ok = j.read(); !ok {
			if j.err == nil {
				j.err = fmt.Errorf("%w: the file ends within the record of line %d", ErrInvalidRecord, j.start)
			}
			return false
		}
	}
}

// delimited reports whether a number or a word ends before the next byte.
func (j *jsonReader) delimited() bool {
	next, err := j.r.Peek(1)
	if err != nil {
		return true
	}
	switch next[0] {
	case ' ', '\t', '\r', '\n', ',', ']', '}', '[', '{', '"':
		return true
	}
	return false
}

func (j *jsonReader) keep(c byte) {
	if int64(len(j.value)) < j.limit {
		j.value = append(j.value, c)
	} else {
		j.long = true
	}
}

// read returns the next byte, or false at the end or after an error.
func (j *jsonReader) read() (byte, bool) {
	c, err := j.r.ReadByte()
	if err != nil {
		if !errors.Is(err, io.EOF) {
			j.err = err
		}
		return 0, false
	}
	if c == '\n' {
		j.line++
	}
	return c, true
}
