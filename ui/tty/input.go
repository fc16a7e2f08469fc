package tty

import (
	"os"
	"runtime"
	"time"

	tea "charm.land/bubbletea/v2"
	"golang.org/x/term"
)

// Input returns the terminal that keys come from, whatever standard input is, as an option for the framework. The
// console of Windows is left to the framework, which reads events there.
func (t *Terminal) Input(now func() time.Time) (tea.ProgramOption, error) {
	if runtime.GOOS == "windows" {
		return func(*tea.Program) {}, nil
	}
	in := os.Stdin
	if !term.IsTerminal(int(in.Fd())) {
		var err error
		if in, _, err = tea.OpenTTY(); err != nil {
			return nil, err
		}
	}
	t.in = in
	return tea.WithInput(&input{File: in, now: now}), nil
}

// input is a terminal whose pastes are harmless and whose sequences are whole. To the framework it is the file that it
// is around.
type input struct {
	*os.File

	now       func() time.Time
	pastes    pastes
	sequences sequences
	rest      []byte // read, and not passed on for want of room
}

// Read implements io.Reader. It returns nothing where all that came is held until more does.
func (i *input) Read(p []byte) (int, error) {
	if len(i.rest) == 0 {
		room := max(len(p)-len(pasteEnds)-len(i.sequences.held), 1) // what was held may come out with what is read
		n, err := i.File.Read(p[:min(room, len(p))])
		i.rest = i.sequences.pass(i.rest, i.pastes.pass(nil, p[:n]), i.now())
		if err != nil {
			return 0, err
		}
	}
	n := copy(p, i.rest)
	i.rest = append(i.rest[:0], i.rest[n:]...)
	return n, nil
}
