package tty

import (
	"bytes"
	"io"
	"time"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

// What is asked of a terminal is answered when the terminal likes. An answer that comes after the program has left,
// or is suspended, would be typed into the shell. So leaving waits for answers, but not long; and not at all once the
// terminal has had so much time that it seems to know no answer.
const (
	lastAnswers = 100 * time.Millisecond
	knowsNone   = time.Second
)

// question is one that the framework or a painter asks of the terminal, as it is written.
type question string

const (
	frames     question = ansi.RequestModeSynchronizedOutput
	widths     question = ansi.RequestModeUnicodeCore
	background question = "\x1b]11;?"
	keyboard   question = ansi.RequestKittyKeyboard
	attributes question = ansi.RequestPrimaryDeviceAttributes
	graphics   question = "\x1b_Ga=q"
	cellSize   question = "\x1b[16t"
)

func questions() []question {
	return []question{frames, widths, background, keyboard, attributes, graphics, cellSize}
}

// answers returns the question that a message answers, "" for none.
func answers(msg tea.Msg) question {
	switch msg := msg.(type) {
	case tea.ModeReportMsg:
		switch msg.Mode {
		case ansi.ModeSynchronizedOutput:
			return frames
		case ansi.ModeUnicodeCore:
			return widths
		}
	case tea.BackgroundColorMsg:
		return background
	case tea.KeyboardEnhancementsMsg:
		return keyboard
	case uv.PrimaryDeviceAttributesEvent:
		return attributes
	case uv.KittyGraphicsEvent:
		return graphics
	case uv.CellSizeEvent:
		return cellSize
	}
	return ""
}

// Output returns the terminal as the framework is to write to it.
func (t *Terminal) Output() io.Writer {
	if f, is := t.out.(file); is {
		return outputFile{f, t}
	}
	return output{t}
}

type output struct{ t *Terminal }

// Write implements io.Writer.
func (o output) Write(p []byte) (int, error) { return o.t.write(p) }

type outputFile struct {
	file

	t *Terminal
}

// Write implements io.Writer.
func (o outputFile) Write(p []byte) (int, error) { return o.t.write(p) }

// write writes, and notes what is asked. No question is ever divided between two writes.
func (t *Terminal) write(p []byte) (int, error) {
	t.mu.Lock()
	waits, asked := len(t.open) > 0, false
	for _, q := range questions() {
		if n := bytes.Count(p, []byte(q)); n > 0 {
			t.open[q] += n
			asked = true
		}
	}
	if asked {
		if !waits {
			t.answered = make(chan struct{})
		}
		if t.forget != nil {
			t.forget.Stop()
		}
		t.forget = time.AfterFunc(knowsNone, t.giveUp)
	}
	t.mu.Unlock()
	if _, err := t.out.Write(freed(p)); err != nil {
		return 0, err
	}
	return len(p), nil
}

// giveUp expects no answer any more.
func (t *Terminal) giveUp() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.open) > 0 {
		clear(t.open)
		close(t.answered)
	}
}

// hear takes an answer.
func (t *Terminal) hear(msg tea.Msg) {
	t.mu.Lock()
	defer t.mu.Unlock()
	q := answers(msg)
	if t.open[q] == 0 {
		return
	}
	if t.open[q]--; t.open[q] == 0 {
		delete(t.open, q)
	}
	if len(t.open) == 0 {
		close(t.answered)
	}
}

// leaves is what the program is sent when it may leave, or be suspended.
type leaves struct{}

// leave returns msg where the terminal has answered all. Otherwise the program gets it a little later. One that is to
// end is not suspended first.
func (t *Terminal) leave(msg tea.Msg) tea.Msg {
	if t.leaving != nil {
		if _, ends := msg.(tea.QuitMsg); ends {
			t.leaving = msg
		}
		return nil
	}
	t.mu.Lock()
	waits, answered := len(t.open) > 0, t.answered
	t.mu.Unlock()
	if !waits {
		return msg
	}
	t.leaving = msg
	go func() {
		late := time.NewTimer(lastAnswers)
		defer late.Stop()
		select {
		case <-answered:
		case <-late.C:
		}
		t.send(leaves{})
	}()
	return nil
}
