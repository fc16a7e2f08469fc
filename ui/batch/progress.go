package batch

import (
	"fmt"
	"io"
	"strings"
	"time"
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
