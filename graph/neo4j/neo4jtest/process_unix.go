//go:build unix

package neo4jtest

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"syscall"
	"time"
)

// watch runs the command that follows it and kills it when file descriptor 3 ends, which it does when the test
// binary is gone, however it went: a panic or a test's timeout runs no cleanup. It outlives a SIGTERM to the group, which
// is meant for the command, and waits for both its children, so that no zombies are left where init reaps none.
const watch = `
trap : TERM
"$@" 3<&- &
child=$!
( trap '' TERM; read -r _ <&3; kill -9 $child ) 2>/dev/null &
watcher=$!
exec 3<&-
while kill -0 $child 2>/dev/null; do wait $child; code=$?; done
kill -9 $watcher 2>/dev/null
wait $watcher 2>/dev/null
exit $code
`

// A process is a command in a process group of its own.
type process struct {
	cmd  *exec.Cmd
	hold *os.File      // as long as it is open the command may run
	done chan struct{} // closed when the command has ended
	err  error         // how it ended; to be read when done is closed
}

func startProcess(args []string, log *os.File) (*process, error) {
	r, w, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	cmd := exec.Command("sh", append([]string{"-c", watch, "sh"}, args...)...)
	cmd.Stdout, cmd.Stderr, cmd.ExtraFiles = log, log, []*os.File{r}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := cmd.Start(); err != nil {
		w.Close()
		return nil, err
	}
	p := &process{cmd: cmd, hold: w, done: make(chan struct{})}
	go func() {
		p.err = cmd.Wait()
		w.Close()
		close(p.done)
	}()
	return p, nil
}

func (p *process) running() bool {
	select {
	case <-p.done:
		return false
	default:
		return true
	}
}

// signal sends a signal to the process group. Its leader must not have been waited for: the number might be another's.
func (p *process) signal(sig syscall.Signal) { syscall.Kill(-p.cmd.Process.Pid, sig) }

// kill has the command killed by its watcher and, should that one be gone, kills the whole group.
func (p *process) kill() {
	p.hold.Close()
	select {
	case <-p.done:
	case <-time.After(5 * time.Second):
		if p.running() {
			p.signal(syscall.SIGKILL)
			<-p.done
		}
	}
}

func (p *process) stop(timeout time.Duration) error {
	if !p.running() {
		return nil
	}
	p.signal(syscall.SIGTERM)
	select {
	case <-p.done:
		var exit *exec.ExitError
		if p.err == nil || errors.As(p.err, &exit) { // Java exits with 143
			return nil
		}
		return p.err
	case <-time.After(timeout):
		p.kill()
		return fmt.Errorf("neo4j does not stop within %v: killed", timeout)
	}
}
