package cli

import (
	"bufio"
	"fmt"
	"strings"
	"unicode"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"

	"geokg/schema"
)

// A printer writes text for people: wrapped to the width, in colours where the terminal has them.
type printer struct {
	out   *bufio.Writer
	width int
	color bool
}

func (w *World) printer() *printer {
	return &printer{out: bufio.NewWriter(w.Stdout), width: max(w.Width, 40), color: w.Color}
}

// err flushes the text and returns the first error of writing it.
func (p *printer) err() error { return p.out.Flush() }

func (p *printer) line(format string, args ...any) { fmt.Fprintf(p.out, format+"\n", args...) }

// textWidth is the width beyond which lines of running text are hard to read.
const textWidth = 120

// paragraph writes s wrapped, every line after the indent; the first line begins with first instead, which may be
// wider or coloured. cs colour the words.
func (p *printer) paragraph(first string, indent int, s string, cs ...text.Color) {
	pad := strings.Repeat(" ", indent)
	if first == "" {
		first = pad
	}
	for i, l := range wrap(s, min(p.width, textWidth)-indent) {
		lead := pad
		if i == 0 {
			lead = first
		}
		p.line("%s%s", lead, p.paint(l, cs...))
	}
}

// wrap breaks a text into lines of at most width columns, between words where it can. A URL stays whole, to be copied.
func wrap(s string, width int) []string {
	width = max(width, 20)
	lines, line, used := []string(nil), "", 0
	for _, word := range strings.Fields(oneLine(s)) {
		n := text.StringWidthWithoutEscSequences(word)
		if used > 0 && used+1+n > width {
			lines, line, used = append(lines, line), "", 0
		}
		if n > width && !strings.Contains(word, "://") {
			pieces := strings.Split(text.WrapHard(word, width), "\n")
			last := len(pieces) - 1
			lines, word = append(lines, pieces[:last]...), pieces[last]
			n = text.StringWidthWithoutEscSequences(word)
		}
		if used > 0 {
			line, used = line+" ", used+1
		}
		line, used = line+word, used+n
	}
	return append(lines, line)
}

// paint colours s if the terminal has colours.
func (p *printer) paint(s string, cs ...text.Color) string {
	if !p.color || s == "" || len(cs) == 0 {
		return s
	}
	codes := make([]string, len(cs))
	for i, c := range cs {
		codes[i] = fmt.Sprint(int(c))
	}
	return "\x1b[" + strings.Join(codes, ";") + "m" + s + "\x1b[0m"
}

func (p *printer) bold(s string) string { return p.paint(s, text.Bold) }
func (p *printer) dim(s string) string  { return p.paint(s, text.Faint) }

// factuality writes the word in the colour that a reader should see before the rest.
func (p *printer) factuality(f schema.Factuality, width int) string {
	s := fmt.Sprintf("%-*s", width, f)
	switch f {
	case schema.Negated:
		return p.paint(s, text.FgRed)
	case schema.Planned, schema.Possible:
		return p.paint(s, text.FgYellow)
	}
	return p.paint(s, text.FgGreen)
}

// table writes rows in columns without lines around them; the last column is wrapped into what the others leave.
func (p *printer) table(head []string, rows [][]string) {
	t := table.NewWriter()
	style := table.StyleDefault
	style.Options = table.OptionsNoBordersAndSeparators
	style.Box.PaddingLeft, style.Box.PaddingRight = "", "  "
	style.Format.Header = text.FormatDefault
	t.SetStyle(style)
	left := p.width
	for i := range head {
		w := text.StringWidthWithoutEscSequences(head[i])
		for _, r := range rows {
			w = max(w, text.StringWidthWithoutEscSequences(r[i]))
		}
		if i == len(head)-1 {
			t.SetColumnConfigs([]table.ColumnConfig{{Number: i + 1, WidthMax: max(left, 20), WidthMaxEnforcer: text.WrapSoft}})
		}
		left -= w + 2
	}
	t.AppendHeader(toRow(head, p.bold))
	for _, r := range rows {
		t.AppendRow(toRow(r, keepIndent))
	}
	for _, l := range strings.Split(t.Render(), "\n") {
		p.line("%s", strings.TrimRight(l, " "))
	}
}

// keepIndent makes a cell safe and leaves the spaces before it, by which numbers are aligned.
func keepIndent(s string) string {
	return s[:len(s)-len(strings.TrimLeft(s, " "))] + oneLine(s)
}

func toRow(cells []string, f func(string) string) table.Row {
	row := make(table.Row, len(cells))
	for i, c := range cells {
		row[i] = f(c)
	}
	return row
}

// oneLine makes a text safe to show: white space is one space, and what could steer a terminal or turn the
// reading direction is gone. An article is not to be trusted with either.
func oneLine(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r) && r != '\u200d' && r != '\u200c':
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// count writes a number with its noun: "1 claim", "2 claims", "12,345 articles".
func count(n int, noun string) string {
	if n != 1 {
		switch {
		case strings.HasSuffix(noun, "y"):
			noun = strings.TrimSuffix(noun, "y") + "ies"
		default:
			noun += "s"
		}
	}
	return thousands(n) + " " + noun
}

func thousands(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
