package cli

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"time"
)

// A logFormat is how words on stderr are written.
type logFormat string

const (
	logText logFormat = "text" // lines for people
	logJSON logFormat = "json" // an object a line, for machines
)

func (f *logFormat) Type() string   { return "FORMAT" }
func (f *logFormat) String() string { return string(*f) }
func (f *logFormat) Set(s string) error {
	if s != string(logText) && s != string(logJSON) {
		return errors.New("want text or json")
	}
	*f = logFormat(s)
	return nil
}

// newLogger writes records as JSON, with the clock of the world.
func newLogger(w io.Writer, now func() time.Time) *slog.Logger {
	return slog.New(slog.NewJSONHandler(w, &slog.HandlerOptions{ReplaceAttr: func(groups []string, a slog.Attr) slog.Attr {
		if len(groups) == 0 && a.Key == slog.TimeKey {
			a.Value = slog.StringValue(now().UTC().Format(time.RFC3339Nano))
		}
		return a
	}}))
}

// event logs what happened, with its particulars, for machines only: people see a progress line and the summary.
func (w *World) event(what string, particulars ...any) {
	if w.log != nil {
		w.log.Info(what, particulars...)
	}
}

// warn writes one line to stderr, whatever --quiet says.
func (w *World) warn(format string, args ...any) {
	s := w.withoutSecrets(fmt.Sprintf(format, args...))
	if w.log != nil {
		w.log.Warn(s)
		return
	}
	fmt.Fprintln(w.Stderr, "geokg: "+s)
}

// note writes one line of words to stderr unless --quiet.
func (g *Globals) note(format string, args ...any) {
	switch s := oneLine(fmt.Sprintf(format, args...)); {
	case g.Quiet:
	case g.log != nil:
		g.log.Info(s)
	default:
		fmt.Fprintln(g.Stderr, s)
	}
}
