package tty

import (
	"bytes"
	"io"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

// What is asked of a terminal is answered when the terminal likes, and what the mouse does is told until the terminal
// has heard to stop. What comes after the program has left, or is suspended, would be typed into the shell. So whoever
// leaves turns reports off and asks a last question, which every terminal answers, and in order: nothing comes after
// that answer. A terminal that has answered nothing for so long is not waited for.
const (
	knowsNone    = time.Second
	noReports    = ansi.ResetModeMouseButtonEvent + ansi.ResetModeMouseAnyEvent + ansi.ResetModeMouseExtSgr + ansi.ResetModeFocusEvent
	lastQuestion = noReports + string(attributes)
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
	t.note(p)
	if _, err := t.out.Write(freed(p)); err != nil {
		return 0, err
	}
	return len(p), nil
}

// note notes the questions in p, in their order.
func (t *Terminal) note(p []byte) {
	t.mu.Lock()
	defer t.mu.Unlock()
	waits := len(t.open) > 0
	var asked []question
	for at := bytes.IndexByte(p, '\x1b'); at >= 0; {
		for _, q := range questions() {
			if bytes.HasPrefix(p[at:], []byte(q)) {
				asked = append(asked, q)
			}
		}
		next := bytes.IndexByte(p[at+1:], '\x1b')
		if next < 0 {
			break
		}
		at += 1 + next
	}
	if len(asked) == 0 {
		return
	}
	if !waits {
		t.answered = make(chan struct{})
	}
	t.open = append(t.open, asked...)
	if t.forget != nil {
		t.forget.Stop()
	}
	t.forget = time.AfterFunc(knowsNone, t.giveUp)
}

// giveUp expects no answer any more.
func (t *Terminal) giveUp() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.open) > 0 {
		t.open = nil
		close(t.answered)
	}
}

// hear takes an answer. What was asked before the attributes of a terminal that has told them is answered no more.
func (t *Terminal) hear(msg tea.Msg) {
	q := answers(msg)
	if q == "" {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.talks = true
	i := slices.Index(t.open, q)
	switch {
	case i < 0:
		return
	case q == attributes:
		t.open = t.open[i+1:]
	default:
		t.open = slices.Delete(t.open, i, i+1)
	}
	if len(t.open) == 0 {
		t.late = false
		close(t.answered)
	}
}

// settle asks the last question, and returns what is closed once it is answered or given up; nil: there is nobody who
// would answer.
func (t *Terminal) settle() <-chan struct{} {
	t.mu.Lock()
	mute := len(t.open) == 0 && !t.talks
	t.mu.Unlock()
	if mute {
		return nil
	}
	t.note([]byte(lastQuestion))
	t.mu.Lock()
	defer t.mu.Unlock()
	t.late = len(t.open) > 0
	go func() { // a terminal may take nothing
		if _, err := io.WriteString(t.out, lastQuestion); err != nil {
			t.giveUp()
		}
	}()
	return t.answered
}

// Drop drops what came of answers that were given up.
func (t *Terminal) Drop() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.late && t.in != nil {
		dropInput(t.in)
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
	settled := t.settle()
	if settled == nil {
		return msg
	}
	t.leaving = msg
	go func() {
		<-settled
		t.send(leaves{})
	}()
	return nil
}
