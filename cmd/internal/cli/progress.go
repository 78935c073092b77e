package cli

import (
	"time"

	"github.com/schollz/progressbar/v3"
)

// A progress draws how far a command is, on a terminal; elsewhere it does nothing.
type progress struct{ bar *progressbar.ProgressBar }

// startProgress starts a bar of total steps, or a spinner if total is -1.
func (g *Globals) startProgress(what string, total int) *progress {
	if !g.Live || g.Quiet {
		return &progress{}
	}
	return &progress{progressbar.NewOptions(total,
		progressbar.OptionSetWriter(g.Stderr),
		progressbar.OptionSetDescription(what),
		progressbar.OptionShowCount(),
		progressbar.OptionShowIts(),
		progressbar.OptionSetItsString("articles"),
		progressbar.OptionSpinnerType(14),
		progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionClearOnFinish(),
		progressbar.OptionSetPredictTime(total > 0),
	)}
}

// Drawing is for comfort only: an error of it is no reason to stop.

func (p *progress) add(n int) {
	if p.bar != nil {
		_ = p.bar.Add(n)
	}
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
