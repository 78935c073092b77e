package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"syscall"

	"geokg/graph"
)

// The exit codes of geokg.
const (
	ExitOK       = 0
	ExitError    = 1
	ExitUsage    = 2
	ExitFailures = 3 // it finished, but some articles failed
)

// A usageError is a command line that cannot be followed.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

func usagef(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// errFailures ends a command that finished although some articles failed; each has been reported already.
var errFailures = errors.New("some articles failed")

// errInterrupted ends a command that was stopped from outside after it had said where to go on.
var errInterrupted = errors.New("interrupted")

// exitCode tells the exit code of a command's error, and whether there is something left to say about it.
func exitCode(err error) (code int, say bool) {
	var usage usageError
	switch {
	case err == nil:
		return ExitOK, false
	case errors.Is(err, syscall.EPIPE): // whoever read our output has enough of it
		return ExitOK, false
	case errors.Is(err, errFailures):
		return ExitFailures, false
	case errors.Is(err, errInterrupted):
		return ExitError, false
	case errors.As(err, &usage):
		return ExitUsage, true
	}
	return ExitError, true
}

// advice says what to do about an error, in terms of flags and environment, which its own words don't know: "" if there
// is nothing to add.
func advice(err error) string {
	switch {
	case errors.Is(err, graph.ErrAuth):
		return "set NEO4J_USERNAME and NEO4J_PASSWORD in the environment"
	case errors.Is(err, graph.ErrReadOnly), errors.Is(err, fs.ErrPermission):
		return "make it writable, or name another graph with --db"
	case errors.Is(err, graph.ErrNotGraph):
		return "name another graph with --db; it was left as it is"
	case errors.Is(err, graph.ErrSchemaVersion):
		return "import the articles into a new graph, named with --db"
	case errors.Is(err, context.Canceled):
		return "nothing was left half-written"
	}
	return ""
}
