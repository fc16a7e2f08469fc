// Package tty stands between the framework and the terminal: it makes pastes harmless, passes no size on that is none,
// and does not leave before the terminal has answered.
package tty

import (
	"io"
	"os"
	"strings"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"
)

// Terminal is the terminal that the screen is on. Its Output, Filter and Drive belong to the same program.
type Terminal struct {
	out  io.Writer
	send func(tea.Msg)

	sized   bool    // a size was passed on
	leaving tea.Msg // what the framework is told once the answers are there; nil: nothing

	in       *os.File // where keys come from; nil: not known
	mu       sync.Mutex
	open     []question // what is not answered yet, in the order asked
	talks    bool       // it has answered anything ever
	late     bool       // it has not answered the last question, so far
	forget   *time.Timer
	answered chan struct{} // closed when all is
}

// New returns the terminal that out is.
func New(out io.Writer) *Terminal {
	return &Terminal{out: out, send: func(tea.Msg) {}, answered: make(chan struct{})}
}

// Drive takes the program that is on the terminal, before it runs.
func (t *Terminal) Drive(program *tea.Program) { t.send = program.Send }

// Filter is the program's filter. It returns nil for what the program is not to see.
func (t *Terminal) Filter(msg tea.Msg) tea.Msg {
	t.hear(msg)
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		if msg.Width <= 0 || msg.Height <= 0 || t.sized && hasNoSize(t.out) {
			return nil
		}
		t.sized = true
	case tea.QuitMsg, tea.SuspendMsg:
		return t.leave(msg)
	case leaves:
		t.Drop()
		leaving := t.leaving
		t.leaving = nil
		return leaving
	case tea.KeyMsg:
		if t.leaving != nil || strings.ContainsFunc(msg.Key().Text, harms) { // which no key types
			return nil
		}
	case tea.MouseMsg:
		if t.leaving != nil {
			return nil
		}
	case tea.PasteMsg:
		if t.leaving != nil {
			return nil
		}
		msg.Content = harmless(msg.Content)
		return msg
	}
	return msg
}
