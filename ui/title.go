package ui

import (
	"bytes"
	"io"

	"github.com/charmbracelet/x/ansi"
)

// titleKeeper is a terminal that keeps the title it had: that is pushed on the terminal's stack before
// the screen's first title, and comes back where the framework clears its own: at the end, after a
// crash, and while the screen is suspended. A terminal without the stack is left with no title.
//
// The framework writes whole frames, so no sequence is ever divided between two writes.
type titleKeeper struct {
	out  io.Writer
	held bool // the terminal's own title is on its stack
}

// keepTitle wraps a terminal.
func keepTitle(out io.Writer) io.Writer {
	k := &titleKeeper{out: out}
	if f, ok := out.(file); ok {
		return titleFile{f, k}
	}
	return k
}

// Write implements io.Writer.
func (k *titleKeeper) Write(p []byte) (int, error) {
	const window = 2 // of the two titles that a terminal has
	sets, clears := []byte("\x1b]2;"), []byte(ansi.SetWindowTitle(""))
	var b bytes.Buffer
	rest := p
	for {
		at := bytes.Index(rest, sets)
		if at < 0 {
			break
		}
		b.Write(rest[:at])
		rest = rest[at:]
		cleared := bytes.HasPrefix(rest, clears)
		if !cleared && !k.held {
			b.WriteString(ansi.WindowOp(22, window))
		}
		size := len(sets)
		if cleared {
			size = len(clears)
		}
		b.Write(rest[:size])
		if cleared && k.held {
			b.WriteString(ansi.WindowOp(23, window))
		}
		k.held, rest = !cleared, rest[size:]
	}
	if b.Len() == 0 {
		return k.out.Write(p)
	}
	b.Write(rest)
	if _, err := k.out.Write(b.Bytes()); err != nil {
		return 0, err
	}
	return len(p), nil
}

// file is what the framework takes for a terminal that it can ask for its size and state.
type file interface {
	io.ReadWriteCloser
	Fd() uintptr
}

// titleFile is a titleKeeper around a file.
type titleFile struct {
	file

	keeper *titleKeeper
}

// Write implements io.Writer.
func (f titleFile) Write(p []byte) (int, error) { return f.keeper.Write(p) }
