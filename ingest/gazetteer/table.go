package gazetteer

import (
	"fmt"
	"strings"
)

// A table is one embedded file of knowledge: comment lines, which begin with "#", then rows in byte order, columns
// separated by "|". A section of a user's own file is one too; its rows stand in any order.
type table struct {
	name string // path below data, or of the user's file, for errors
	text string
	own  bool // of the user's
}

// rows calls yield for each row with its columns, white space trimmed; columns that are left out at the end are "".
// The slice is valid during the call only. An error of yield is returned with file and line.
func (t table) rows(least, most int, yield func(f []string) error) error {
	var buf [16]string
	text, line, last := t.text, 0, ""
	for len(text) > 0 {
		var row string
		row, text, _ = strings.Cut(text, "\n")
		line++
		if row == "" || row[0] == '#' {
			continue
		}
		if row <= last && !t.own {
			if row == last {
				return t.fail(line, fmt.Errorf("the row stands twice"))
			}
			return t.fail(line, fmt.Errorf("out of order: %q after %q", row, last))
		}
		last = row
		n := strings.Count(row, "|") + 1
		if n < least || n > most {
			return t.fail(line, columnsError{n, least, most})
		}
		f := buf[:most]
		clear(f)
		for i := 0; i < n; i++ {
			var cell string
			cell, row, _ = strings.Cut(row, "|")
			f[i] = strings.TrimSpace(cell)
		}
		if err := yield(f); err != nil {
			return t.fail(line, err)
		}
	}
	return nil
}

func (t table) fail(line int, err error) error {
	if t.own {
		return fmt.Errorf("%s:%d: %w", t.name, line, err)
	}
	return fmt.Errorf("gazetteer table %s:%d: %w", t.name, line, err)
}

// A columnsError is a row with too many columns, or too few.
type columnsError struct{ n, least, most int }

func (e columnsError) Error() string {
	return fmt.Sprintf("%d columns, want %d to %d", e.n, e.least, e.most)
}

// list calls yield for the items of a cell that are separated by sep.
func list(cell, sep string, yield func(item string) error) error {
	for cell != "" {
		var item string
		item, cell, _ = strings.Cut(cell, sep)
		item = strings.TrimSpace(item)
		if item == "" {
			return fmt.Errorf("an empty item in a list")
		}
		if err := yield(item); err != nil {
			return err
		}
	}
	return nil
}
