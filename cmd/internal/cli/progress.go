package cli

import (
	"time"

	"github.com/schollz/progressbar/v3"
)

// A progress draws how far a command is, on a terminal; elsewhere it does nothing.
type progress struct {
	bar  *progressbar.ProgressBar
	what string
	open bool // nobody knows the total
	n    int
}

// startProgress starts a bar of total articles, or a spinner with a count if total is -1.
func (g *Globals) startProgress(what string, total int) *progress {
	if !g.Live || g.Quiet {
		return &progress{}
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
	return &progress{bar: progressbar.NewOptions(total, options...), what: what, open: total < 0}
}

// Drawing is for comfort only: an error of it is no reason to stop.

func (p *progress) add(n int) {
	if p.bar == nil {
		return
	}
	p.n += n
	if p.open {
		p.bar.Describe(p.what + " " + count(p.n, "article"))
	}
	_ = p.bar.Add(n)
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
