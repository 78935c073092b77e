//go:build !unix

package neo4jtest

import (
	"errors"
	"os"
	"time"
)

type process struct {
	done chan struct{}
	err  error
}

func startProcess([]string, *os.File) (*process, error) {
	return nil, errors.New("neo4jtest runs on Unix only")
}

func (p *process) kill() {}

func (p *process) stop(time.Duration) error { return nil }
