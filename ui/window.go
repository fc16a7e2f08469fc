package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"attache/model/session"
	"attache/ui/notify"
	"attache/ui/pacer"
)

// window is all chats of one window: a Model each, of which one is in front, with a line of tabs above where there
// are several. It gives each message to the chat that it is for. Where none is open yet, or another one is asked
// for, a page stands in front that asks for what opens it.
type window struct {
	ctx             context.Context
	core            *core      // of the page, and of the tabs
	start           *startPage // nil: a chat is in front
	tabs            []*tab
	at              int // the tab in front
	last            int // the number that was given out last
	size            tea.WindowSizeMsg
	terminalAnswers []tea.Msg // what the terminal has said of itself, for chats to come
	away            bool      // the terminal has not the focus
	leave           leaving
	asked           int                    // the chat that was asked last whether it may be left
	ended           []chan session.Summary // of closed chats
	offer           offers
	pace            *pacer.Pacer

	stopTick func() // gives up the tick that is pending; nil: none is
}

// tab is a chat of the window.
type tab struct {
	*Model

	id   int
	stop context.CancelFunc
}

// addressed is a message that a command of one chat has brought.
type addressed struct {
	to  int
	msg tea.Msg
}

// chatOpened is the answer to what was chosen on the page.
type chatOpened struct {
	opts Options
	err  error
}

// alert has the terminal tell the desktop, while it has not the focus: the window has, whichever chat is in front.
func (d *window) alert(e session.Alert) tea.Cmd {
	if !d.away {
		return nil
	}
	what := notify.FileArrived
	if e.ScanPassed {
		what = notify.ScanPassed
	}
	return tea.Raw(notify.In(d.core.opts.Getenv).Sequence(what))
}

// give gives a chat a message. What comes of it finds its way back.
func (d *window) give(t *tab, msg tea.Msg) tea.Cmd {
	_, cmd := t.Update(msg)
	return t.addressed(cmd)
}

func (d *window) each(msg tea.Msg) tea.Cmd {
	var cmds []tea.Cmd
	for _, t := range d.tabs {
		cmds = append(cmds, d.give(t, msg))
	}
	return tea.Batch(cmds...)
}

// addressed lets what a command brings find its chat.
func (t *tab) addressed(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() tea.Msg {
		switch msg := cmd().(type) {
		case tea.BatchMsg:
			for i := range msg {
				msg[i] = t.addressed(msg[i])
			}
			return msg
		case reported, rested, pageRead, ticked, panelActed, picked:
			return addressed{t.id, msg}
		case tea.QuitMsg:
			return nil // the window sees that the chat is over
		default:
			return msg
		}
	}
}

// leaving is what the question in front is asked for.
type leaving int

const (
	leaveNot leaving = iota
	leaveOne         // the chat in front is closed
	leaveAll         // the window is
)

// isBusy reports whether keys go into something that is in front of a chat.
func (t *tab) isBusy() bool {
	return t.prompt != nil || t.asking != nil || t.sort || t.copyAs != nil || t.tour.on()
}

// offers are the chats that have come and are not open yet.
type offers struct {
	waiting []AddChat
	asked   *AddChat // the one that is asked about, or that is being opened; nil: none is
}

// end turns down what was not opened.
func (o *offers) end() {
	if o.asked != nil {
		o.waiting = append(o.waiting, *o.asked)
	}
	for _, a := range o.waiting {
		a.Answer(false)
	}
	*o = offers{}
}
