package cli

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"github.com/schollz/progressbar/v3"
)

// A progress draws how far a command is, on a terminal; elsewhere it does nothing.
type progress struct {
	bar   *progressbar.ProgressBar
	what  string
	open  bool // nobody knows the total
	n     int
	now   func() time.Time
	start time.Time

	claims, failed int
	bytes, all     atomic.Int64 // read so far, and of all files; 0 while that is not known
}

// startProgress starts a bar of total articles, or a spinner with counts if total is -1.
func (g *Globals) startProgress(what string, total int) *progress {
	p := &progress{what: what, open: total < 0, now: g.Now, start: g.Now()}
	if !g.Live || g.Quiet {
		return p
	}
	options := []progressbar.Option{
		progressbar.OptionSetWriter(g.Stderr),
		progressbar.OptionSetDescription(what),
		progressbar.OptionShowIts(),
		progressbar.OptionSetItsString("articles"),
		progressbar.OptionSpinnerType(14),
		progressbar.OptionThrottle(100 * time.Millisecond),
		progressbar.OptionClearOnFinish(),
	}
	if total >= 0 {
		options = append(options, progressbar.OptionShowCount(), progressbar.OptionSetPredictTime(true))
	}
	p.bar = progressbar.NewOptions(total, options...)
	return p
}

// Drawing is for comfort only: an error of it is no reason to stop.

func (p *progress) add(n int) {
	if p.bar == nil {
		return
	}
	p.n += n
	if p.open {
		p.bar.Describe(p.String())
	}
	_ = p.bar.Add(n)
}

// String says how far it is: "reading 1,200 articles, 3,410 claims, 2 failed, about 3m left".
func (p *progress) String() string {
	s := p.what + " " + count(p.n, "article")
	if p.claims > 0 {
		s += ", " + count(p.claims, "claim")
	}
	if p.failed > 0 {
		s += ", " + thousands(p.failed) + " failed"
	}
	if left, ok := p.left(); ok {
		s += ", about " + left + " left"
	}
	return s
}

// left estimates the time that is left, from the bytes that have been read of all.
func (p *progress) left() (string, bool) {
	read, all := p.bytes.Load(), p.all.Load()
	took := p.now().Sub(p.start)
	if read <= 0 || all <= read || took < 2*time.Second {
		return "", false
	}
	left := time.Duration(float64(took) * float64(all-read) / float64(read))
	switch {
	case left < time.Minute:
		return fmt.Sprintf("%ds", int(left.Seconds())+1), true
	case left < time.Hour:
		return fmt.Sprintf("%dm", int(left.Minutes())+1), true
	}
	return fmt.Sprintf("%dh%02dm", int(left.Hours()), int(left.Minutes())%60), true
}

// measure sums up how many bytes the files of the paths have. What comes from elsewhere has no end that is known.
func (p *progress) measure(ctx context.Context, paths []string) {
	var sum int64
	for _, path := range paths {
		if _, err := os.Stat(path); err != nil {
			return
		}
		err := filepath.WalkDir(path, func(_ string, e fs.DirEntry, err error) error {
			if err != nil || ctx.Err() != nil {
				return ctx.Err()
			}
			if info, err := e.Info(); err == nil && info.Mode().IsRegular() {
				sum += info.Size()
			}
			return nil
		})
		if err != nil {
			return
		}
	}
	p.all.Store(sum)
}

// clear makes room for a line of words.
func (p *progress) clear() {
	if p.bar != nil {
		_ = p.bar.Clear()
	}
}

func (p *progress) stop() {
	if p.bar != nil {
		_ = p.bar.Finish()
	}
}
