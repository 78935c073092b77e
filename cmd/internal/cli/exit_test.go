package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"syscall"
	"testing"

	"geokg/graph"
)

func TestExitCode(t *testing.T) {
	for _, c := range []struct {
		err  error
		code int
		say  bool
	}{
		{nil, 0, false},
		{errors.New("disk full"), 1, true},
		{fmt.Errorf("import: %w", usagef("no such flag")), 2, true},
		{errFailures, 3, false},
		{errInterrupted, 1, false},
		{fmt.Errorf("write: %w", &os.PathError{Op: "write", Path: "/dev/stdout", Err: syscall.EPIPE}), 0, false},
	} {
		if code, say := exitCode(c.err); code != c.code || say != c.say {
			t.Errorf("exitCode(%v) = %d, %v, want %d, %v", c.err, code, say, c.code, c.say)
		}
	}
}

func TestAdvice(t *testing.T) {
	for _, err := range []error{
		graph.ErrAuth, graph.ErrReadOnly, graph.ErrNotGraph, graph.ErrSchemaVersion, fs.ErrPermission, context.Canceled,
	} {
		if advice(fmt.Errorf("open: %w", err)) == "" {
			t.Errorf("no advice for %v", err)
		}
	}
	if a := advice(errors.New("disk full")); a != "" {
		t.Errorf("advice %q for an error that we know nothing of", a)
	}
}
