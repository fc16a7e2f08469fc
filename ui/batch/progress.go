package batch

import (
	"fmt"
	"io"
	"strings"
	"time"

	"attache/model"
	"attache/model/session"
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

// progress shows how far all files together have come, now and then. How much is left can be said only
// when the size of every file is known.
func (g *getter) progress(s *session.Session) {
	p, now := s.BatchProgress(), g.Now()
	if !g.on || p.Running == 0 || now.Sub(g.painted) < repaint {
		return
	}
	g.painted = now
	text := fmt.Sprintf("%d of %d done, %s", p.Done(), p.Asked, model.FormatSize(p.Bytes))
	if p.Total > 0 {
		text += " of " + model.FormatSize(p.Total)
	}
	if p.Rate > 0 {
		text += ", " + model.FormatSize(p.Rate) + "/s"
	}
	if p.Rate > 0 && p.Total > p.Bytes {
		text += ", " + model.FormatAge(time.Duration(float64(p.Total-p.Bytes)/float64(p.Rate)*float64(time.Second))) + " left"
	}
	g.paint(text)
}
