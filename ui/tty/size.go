package tty

import (
	"io"

	"golang.org/x/term"
)

// file is what the framework takes for a terminal that it can ask for its size and state.
type file interface {
	io.ReadWriteCloser
	Fd() uintptr
}

// hasNoSize reports whether the system does not know the terminal's size, as over a serial line, and at times when a
// window is hidden: the framework then makes one up.
func hasNoSize(out io.Writer) bool {
	f, is := out.(file)
	if !is {
		return false
	}
	w, h, err := term.GetSize(int(f.Fd()))
	return err == nil && (w <= 0 || h <= 0)
}
