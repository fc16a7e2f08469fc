package batch

import (
	"fmt"
	"io"
	"strings"
	"time"

	"attache/model"
)

const (
	// repaint is how often progress is shown at most.
	repaint = 250 * time.Millisecond
	// lineWidth fits every terminal, with the cursor behind it.
	lineWidth = 79
)

// painter keeps one line on a terminal that is painted over, with nothing but carriage returns and
// blanks: no terminal takes those for anything else.
type painter struct {
	w    io.Writer
	on   bool
	last int // cells of the line that stands there
	rate model.Rate
}

// paint shows text, which is ASCII.
func (p *painter) paint(text string) {
	if !p.on || text == "" {
		return
	}
	line := "attache: " + text
	line = line[:min(len(line), lineWidth)]
	_, _ = fmt.Fprintf(p.w, "\r%s%s\r%s", line, strings.Repeat(" ", max(p.last-len(line), 0)), line)
	p.last = len(line)
}

// wipe makes room for another line.
func (p *painter) wipe() {
	if p.last > 0 {
		_, _ = fmt.Fprintf(p.w, "\r%s\r", strings.Repeat(" ", p.last))
		p.last = 0
	}
}

// ticks returns when to paint, and how to stop that. Where nothing is painted it never is.
func (g *getter) ticks() (ticks <-chan time.Time, stop func()) {
	if !g.on || g.Now == nil {
		return nil, func() {}
	}
	t := time.NewTicker(repaint)
	return t.C, t.Stop
}

// progress says how far all files together have come. How much is left can be said only when the
// size of every file is known.
func (g *getter) progress() string {
	var done, total int64
	ended, known := 0, true
	for _, j := range g.jobs {
		d, t := j.meter.Read()
		switch {
		case j.ended:
			ended++
			t = d
		case t == 0:
			known = false
		}
		done, total = done+d, total+t
	}
	now := g.Now()
	g.rate.Add(now, done)
	if !known {
		total = 0
	}
	text := fmt.Sprintf("%d of %d done, %s", ended, len(g.jobs), model.FormatSize(done))
	p := g.rate.Progress(now, done, total)
	if known {
		text += " of " + model.FormatSize(total)
	}
	if p.Rate > 0 {
		text += ", " + model.FormatSize(p.Rate) + "/s"
	}
	if p.Left > 0 {
		text += ", " + model.FormatAge(p.Left) + " left"
	}
	return text
}
