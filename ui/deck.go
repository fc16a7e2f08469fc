package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"attache/model/session"
	"attache/ui/notify"
	"attache/ui/pacer"
	"attache/ui/style"
)

// deck is all chats of one window: a Model each, of which one is in front, with a line of tabs above where there
// are several. It gives each message to the chat that it is for. Where none is open yet, or another one is asked
// for, a page stands in front that asks for what opens it.
type deck struct {
	ctx   context.Context
	desk  *desk     // of the page, and of the tabs
	page  *entrance // nil: a chat is in front
	tabs  []*tab
	at    int // the tab in front
	last  int // the number that was given out last
	size  tea.WindowSizeMsg
	told  []tea.Msg // what the terminal has said of itself, for chats to come
	away  bool      // the terminal has not the focus
	leave leaving
	asked int                    // the chat that was asked last whether it may be left
	ended []chan session.Summary // of closed chats
	offer offers
	pace  *pacer.Pacer

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

// opened is the answer to what was chosen on the page.
type opened struct {
	opts Options
	err  error
}

func newDeck(ctx context.Context, opts Options) *deck {
	d := &desk{opts: opts, dark: !style.LightByEnv(opts.Getenv), profile: colorprofile.TrueColor}
	d.opts.Keys.AnswerToNames()
	d.theme.Glyphs = opts.glyphs()
	d.restyle()
	d.resizeBare(0, 0)
	k := &deck{ctx: ctx, desk: d}
	if opts.Session == nil {
		k.page = newEntrance(d, opts.Doors)
	}
	return k
}

// Init asks the terminal what it is like, and opens the chats that are known.
func (d *deck) Init() tea.Cmd {
	cmds := []tea.Cmd{tea.RequestBackgroundColor, d.await()}
	if d.desk.opts.Session != nil {
		cmds = append(cmds, d.add(d.desk.opts, true))
		for _, o := range d.desk.opts.Others {
			cmds = append(cmds, d.add(o, false))
		}
	}
	return tea.Batch(append(cmds, d.settle())...)
}

// Update gives a message to whichever it is for.
func (d *deck) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	cmd := d.route(msg)
	return d, tea.Batch(cmd, d.depart(), d.askOffer(), d.settle())
}

func (d *deck) route(msg tea.Msg) tea.Cmd {
	d.hear(msg)
	switch msg := msg.(type) {
	case addressed:
		return d.deliver(msg)
	case AddChat:
		return tea.Batch(d.arrive(msg), d.await())
	case withdrawn:
		d.withdraw(msg)
		return nil
	case answered:
		return d.answer(msg)
	case arrived:
		return d.place(msg)
	case session.Alert:
		return d.alert(msg)
	case deckTicked:
		return nil
	case opened:
		return d.open(msg)
	case tea.WindowSizeMsg:
		return d.resize()
	case tea.BackgroundColorMsg, tea.ColorProfileMsg, tea.ModeReportMsg, tea.KeyboardEnhancementsMsg:
		return d.each(msg)
	}
	if d.page != nil {
		return d.ask(msg)
	}
	if cmd, taken := d.press(msg); taken || len(d.tabs) == 0 {
		return cmd
	}
	return d.give(d.tabs[d.at], d.below(msg))
}

// deliver gives a chat what its command has brought. A chat that was closed gets nothing any more.
func (d *deck) deliver(a addressed) tea.Cmd {
	for _, t := range d.tabs {
		if t.id != a.to {
			continue
		}
		if p, ok := a.msg.(picked); ok && p.Why == "" {
			if cmd, taken := d.act(tea.KeyPressMsg{Code: tea.KeyExtended, Text: p.Name}); taken {
				return cmd
			}
		}
		return d.give(t, a.msg)
	}
	return nil
}

// alert has the terminal tell the desktop, while it has not the focus: the window has, whichever chat is in front.
func (d *deck) alert(e session.Alert) tea.Cmd {
	if !d.away {
		return nil
	}
	what := notify.FileArrived
	if e.ScanPassed {
		what = notify.ScanPassed
	}
	return tea.Raw(notify.In(d.desk.opts.Getenv).Sequence(what))
}

// give gives a chat a message. What comes of it finds its way back.
func (d *deck) give(t *tab, msg tea.Msg) tea.Cmd {
	_, cmd := t.Update(msg)
	return t.addressed(cmd)
}

func (d *deck) each(msg tea.Msg) tea.Cmd {
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
			return nil // the deck sees that the chat is over
		default:
			return msg
		}
	}
}

// View draws whichever is in front.
func (d *deck) View() tea.View {
	if d.page == nil && len(d.tabs) > 0 {
		v := d.tabs[d.at].View()
		if len(d.tabs) > 1 {
			v.WindowTitle, v.ProgressBar = d.title(), d.progressBar()
		}
		return v
	}
	d.pace.Drawn()
	return d.pageView()
}
