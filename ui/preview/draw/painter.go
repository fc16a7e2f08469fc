package draw

import (
	"io"
	"slices"
	"sync"
	"weak"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"

	"attache/ui/preview"
)

// The limits of pictures that are drawn in the terminal's own way.
const (
	maxBytes  = 8 << 20 // of what is kept ready to be sent again
	maxPixels = 900_000 // of one
	maxCells  = 250     // of a row or column: kitty counts them by a list of characters
)

// Painter draws pictures. What it draws by a protocol goes out through its Output, between frames. Its methods
// may be called from any goroutine.
type Painter struct {
	mu     sync.Mutex
	term   Terminal
	cell   cell
	method ansi.Method // how the renderer measures texts
	kept   []*sent
	number int // of the picture kept last
	frame  []placement
	wanted bool // pictures are
	asked  bool // the terminal has been asked what it can
	away   bool // the screen is not on the terminal

	writing sync.Mutex // for out; never taken while mu is held
	out     io.Writer
}

// New returns a painter for a terminal.
func New(t Terminal) *Painter {
	p := &Painter{term: t, cell: usual(), number: firstNumber, away: true}
	if t.get("WT_SESSION") != "" {
		p.cell = cell{10, 20} // Windows Terminal draws sixels for cells of this size, whatever the font
	}
	return p
}

// Hear takes what the terminal says. It reports whether pictures are drawn in another way from now on.
func (p *Painter) Hear(msg any) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	route, size := p.route(), p.cell
	switch msg := msg.(type) {
	case tea.ColorProfileMsg:
		p.term.Profile = msg.Profile
	case tea.ModeReportMsg:
		if msg.Mode == ansi.ModeUnicodeCore && (msg.Value == ansi.ModeSet || msg.Value == ansi.ModePermanentlySet) {
			p.method = ansi.GraphemeWidth
		}
	case uv.PrimaryDeviceAttributesEvent:
		p.term.attributes = msg
	case uv.CellSizeEvent:
		if msg.Width > 0 && msg.Height > 0 && msg.Width < 100 && msg.Height < 200 {
			p.cell = cell{msg.Width, msg.Height}
		}
	case uv.KittyGraphicsEvent:
		p.term.kitty = p.term.kitty || msg.Options.ID == kittyQueried && string(msg.Payload) == "OK"
	default:
		return false
	}
	return p.route() != route || p.cell != size
}

func (p *Painter) route() Route {
	r, _ := p.term.Route()
	return r
}

// Box is the most that a picture may measure to be drawn in w by h cells; the zero Box: none is drawn. To be
// asked for it is the first sign that pictures are wanted, and the terminal is asked what it can.
func (p *Painter) Box(w, h int) preview.Box {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.wanted = true; w <= 0 || h <= 0 {
		return preview.Box{}
	}
	var box preview.Box
	switch p.route() {
	case Off:
		return preview.Box{}
	case Ramp, Blocks:
		return p.squares(w, h)
	case Kitty:
		box = preview.Box{W: min(w, maxCells) * p.cell.w, H: min(h, maxCells) * p.cell.h}
	case Sixel:
		box = preview.Box{W: w * p.cell.w, H: max(h*p.cell.h/band*band, 1)}
	}
	for box.W*box.H > maxPixels {
		box.W, box.H = box.W*15/16, box.H*15/16
	}
	return box
}

// squares is the size of w by h cells in squares as wide as a cell.
func (p *Painter) squares(w, h int) preview.Box {
	return preview.Box{W: w, H: max(h*p.cell.h/p.cell.w, 1)}
}

// Lines draws a picture in at most h lines of w cells.
func (p *Painter) Lines(c *preview.Picture, w, h int) []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	if w <= 0 || h <= 0 || c == nil || c.W <= 0 || c.H <= 0 || len(c.RGB) != 3*c.W*c.H {
		return nil
	}
	switch p.route() {
	case Ramp:
		return ramp(p.shrunk(c, w, h, 1))
	case Blocks:
		c = p.shrunk(c, w, h, 2)
		if p.term.few() {
			return sixteen(c)
		}
		return blocks(c)
	case Kitty, Sixel:
		return p.place(c, w, h)
	case Off:
	}
	return nil
}

// shrunk is a picture in the pixels of half blocks, of which a cell has that many, one above the other.
func (p *Painter) shrunk(c *preview.Picture, w, h, perCell int) *preview.Picture {
	width, height := fit(c.W, c.H, p.squares(w, h))
	height = (height*perCell*p.cell.w + p.cell.h/2) / p.cell.h
	return resize(c, width, min(max(height, 1), h*perCell))
}

// place keeps a picture to be sent, and returns the lines that hold its place.
func (p *Painter) place(c *preview.Picture, w, h int) []string {
	width, height := fit(c.W, c.H, preview.Box{W: min(w, maxCells) * p.cell.w, H: min(h, maxCells) * p.cell.h})
	cols, rows := (width+p.cell.w-1)/p.cell.w, (height+p.cell.h-1)/p.cell.h
	s := p.keep(weak.Make(c), preview.Box{W: width, H: height}, cols, rows)
	var lines []string
	if s.route == Kitty {
		lines = kittyRows(s.number, cols, rows)
	} else {
		lines = reservedRows(cols, rows)
	}
	for y := range lines {
		lines[y] = mark(s.number, y) + lines[y]
	}
	return lines
}

// keep returns what is kept of a picture in a size.
func (p *Painter) keep(of weak.Pointer[preview.Picture], size preview.Box, cols, rows int) *sent {
	route := p.route()
	for _, s := range p.kept {
		if s.picture == of && s.size == size && s.route == route && s.cell == p.cell {
			return s
		}
	}
	p.kept = slices.DeleteFunc(p.kept, func(s *sent) bool { return s.picture.Value() == nil && !s.there })
	p.number++
	s := &sent{number: p.number, route: route, picture: of, size: size, cell: p.cell, cols: cols, rows: rows, ready: map[part][]byte{}}
	p.kept = append(p.kept, s)
	return s
}

func (p *Painter) byNumber(n int) *sent {
	for _, s := range p.kept {
		if s.number == n {
			return s
		}
	}
	return nil
}
