package draw

import (
	"bytes"
	"io"

	"github.com/charmbracelet/x/ansi"
)

// Output returns the terminal as the renderer is to write to it: pictures are sent between its frames.
func (p *Painter) Output(out io.Writer) io.Writer {
	p.out = out
	if f, ok := out.(file); ok {
		return fileOutput{f, p}
	}
	return output{p}
}

// file is what the framework takes for a terminal.
type file interface {
	io.ReadWriteCloser
	Fd() uintptr
}

type output struct{ p *Painter }

// Write implements io.Writer.
func (o output) Write(frame []byte) (int, error) { return o.p.write(frame) }

type fileOutput struct {
	file

	p *Painter
}

// Write implements io.Writer.
func (o fileOutput) Write(frame []byte) (int, error) { return o.p.write(frame) }

// The sequences by which a screen comes and goes.
const enter, leave = ansi.SetModeAltScreenSaveCursor, ansi.ResetModeAltScreenSaveCursor

// write writes a frame, which is always whole, and after it what has to follow. What the terminal keeps of
// pictures is taken away before the screen is left.
func (p *Painter) write(frame []byte) (int, error) {
	p.writing.Lock()
	defer p.writing.Unlock()
	leaves := bytes.Contains(frame, []byte(leave))
	if leaves {
		if _, err := p.out.Write(p.farewell()); err != nil {
			return 0, err
		}
	}
	n, err := p.out.Write(frame)
	if err != nil || leaves {
		return n, err
	}
	covered := bytes.Contains(frame, []byte(reserved))
	if more := p.after(covered, bytes.Contains(frame, []byte(enter))); len(more) > 0 { // an empty write is a call of the system
		_, err = p.out.Write(more)
	}
	return n, err
}

// farewell takes all pictures away.
func (p *Painter) farewell() []byte {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.away = true
	var b bytes.Buffer
	for _, s := range p.kept {
		if s.there {
			b.WriteString(kittyDelete(s.number))
			s.there = false
			clear(s.ready)
		}
	}
	return b.Bytes()
}

// after is what follows a frame: what the terminal is asked, and the pictures that the frame has covered.
func (p *Painter) after(covered, enters bool) []byte {
	p.mu.Lock()
	defer p.mu.Unlock()
	if enters {
		p.away = false
	}
	var b bytes.Buffer
	if p.wanted && !p.asked && !p.away {
		p.asked = true
		b.WriteString(p.term.question())
	}
	if covered || enters {
		b.Write(p.pictures())
	}
	return b.Bytes()
}

// pictures is all that is to be drawn now.
func (p *Painter) pictures() []byte {
	if p.away {
		return nil
	}
	var b bytes.Buffer
	for _, at := range p.frame {
		s := p.byNumber(at.number)
		if s == nil {
			continue
		}
		switch data := s.ready[at.part]; {
		case s.route == Kitty && !s.there:
			if data = s.ready[part{0, s.rows}]; data != nil {
				b.Write(data)
				s.there = true
			}
		case s.route == Sixel && data != nil:
			b.Write(sixelAt(data, at.x, at.y, s.cols, at.part.to-at.part.from))
		}
	}
	return b.Bytes()
}

// flush sends what is to be drawn, without a frame.
func (p *Painter) flush() {
	p.writing.Lock()
	defer p.writing.Unlock()
	p.mu.Lock()
	b := p.pictures()
	p.mu.Unlock()
	if p.out != nil && len(b) > 0 {
		_, _ = p.out.Write(b) // a terminal that is gone is told to the renderer
	}
}

// send sends something that is no frame.
func (p *Painter) send(b []byte) {
	p.writing.Lock()
	defer p.writing.Unlock()
	if p.out != nil {
		_, _ = p.out.Write(b) // likewise
	}
}
