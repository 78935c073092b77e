package cli

import (
	"context"
	"io"
	"log/slog"
	"os"
	"strconv"
	"strings"
	"time"

	"golang.org/x/term"

	"geokg/graph"
)

// A World is what a command sees of the outside.
type World struct {
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Now            func() time.Time
	Getenv         func(string) string

	// Open opens the store at an address; see [OpenStore].
	Open func(ctx context.Context, a Address, mode Mode) (graph.Store, error)

	// Width is the columns that text for people is fitted to; Color is whether it may have colours.
	Width int
	Color bool
	// Live is whether stderr is a terminal, on which progress can be drawn.
	Live bool

	log *slog.Logger // takes the words on stderr if --log-format json asks for it
}

// plainWidth fits text that goes to a file or a pipe: it is read later, in we don't know what.
const plainWidth = 100

// System returns the world of this process.
func System() *World {
	w := &World{
		Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
		Now: time.Now, Getenv: os.Getenv, Open: OpenStore,
		Width: plainWidth, Live: isTerminal(os.Stderr),
	}
	if isTerminal(os.Stdout) {
		w.Color = os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
		if n, _, err := term.GetSize(int(os.Stdout.Fd())); err == nil && n > 0 {
			w.Width = n
		}
	} else if n, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && n > 0 {
		w.Width = n
	}
	return w
}

func isTerminal(f *os.File) bool { return term.IsTerminal(int(f.Fd())) }

// withoutSecrets takes the password out of a text, and makes it one line that is safe to show on a terminal.
func (w *World) withoutSecrets(s string) string {
	if pw := w.Getenv("NEO4J_PASSWORD"); len(pw) > 3 {
		s = strings.ReplaceAll(s, pw, "***")
	}
	return oneLine(s)
}
