package source

import (
	"bufio"
	"bytes"
	"io"
	"strconv"
)

// lines reads a file of JSON Lines. Each line that is not blank gives one item.
func (w *walker) lines(name string, r *bufio.Reader) error {
	l := lineReader{r: r, limit: w.opts.MaxBytes}
	found := false
	for l.next() {
		if len(bytes.TrimSpace(l.line)) == 0 && !l.long {
			continue
		}
		found = true
		var err error
		if at := name + ":" + strconv.Itoa(l.number); l.long {
			err = w.fail(at, w.tooLarge())
		} else {
			err = w.record(at, l.line)
		}
		if err != nil {
			return err
		}
	}
	switch {
	case l.err != nil:
		return w.fail(name, cause(l.err))
	case !found:
		return w.fail(name, ErrEmpty)
	}
	return nil
}

// A lineReader reads lines of any length, of which it holds no more than the limit.
type lineReader struct {
	r      *bufio.Reader
	limit  int64
	line   []byte // the current line with its end; valid until next
	number int    // its number, from 1
	long   bool   // it is over the limit, and line is its beginning
	err    error  // why reading ended, nil at the end of the file
}

// next goes to the next line. It returns false at the end, and after an error.
func (l *lineReader) next() bool {
	l.line, l.long = l.line[:0], false
	for {
		part, err := l.r.ReadSlice('\n')
		if !l.long {
			l.line = append(l.line, part...)
			l.long = int64(len(bytes.TrimRight(l.line, "\r\n"))) > l.limit
		}
		switch err {
		case bufio.ErrBufferFull:
			continue
		case nil:
			l.number++
			return true
		case io.EOF:
			l.number++
			return len(l.line) > 0
		}
		l.err = err
		return false
	}
}
