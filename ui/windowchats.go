package ui

import (
	"context"
	"reflect"
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"attache/model/session"
)

// maxTabs is how many chats one window takes: an agent has ten at most.
const maxTabs = 10

// hear notes what the terminal says of itself.
func (d *window) hear(msg tea.Msg) {
	k := d.core
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		d.size = msg
		k.resizeBare(msg.Width, msg.Height)
		return
	case tea.FocusMsg:
		d.away = false
		return
	case tea.BlurMsg:
		d.away = true
		return
	case tea.BackgroundColorMsg:
		k.dark = msg.IsDark()
		k.restyle()
	case tea.ColorProfileMsg:
		k.profile = msg.Profile
		k.restyle()
	case tea.ModeReportMsg:
		k.onModeReport(msg)
		d.terminalAnswers = append(d.terminalAnswers, msg)
		return
	case tea.KeyboardEnhancementsMsg:
	default:
		return
	}
	d.terminalAnswers = slices.DeleteFunc(d.terminalAnswers, func(old tea.Msg) bool { return reflect.TypeOf(old) == reflect.TypeOf(msg) })
	d.terminalAnswers = append(d.terminalAnswers, msg)
}

// add opens a chat, in front or behind the others.
func (d *window) add(opts Options, front bool) tea.Cmd {
	ctx, stop := context.WithCancel(d.ctx)
	d.last++
	opts.StartPage = d.core.opts.StartPage
	t := &tab{Model: New(ctx, opts), id: d.last, stop: stop}
	t.pace = d.pace
	d.tabs = append(d.tabs, t)
	var cmds []tea.Cmd
	for _, msg := range d.terminalAnswers {
		cmds = append(cmds, d.give(t, msg))
	}
	if front {
		cmds = append(cmds, d.show(len(d.tabs)-1))
	} else {
		cmds = append(cmds, d.hide(t))
	}
	if len(d.tabs) == 2 { // the line of tabs takes one from what is in front
		cmds = append(cmds, d.resize())
	}
	return tea.Batch(append(cmds, t.addressed(t.Init()))...)
}

// show puts a chat in front.
func (d *window) show(at int) tea.Cmd {
	var cmds []tea.Cmd
	mouse := d.core.opts.Mouse
	if d.at < len(d.tabs) && d.at != at {
		old := d.tabs[d.at]
		mouse = old.mouse.on
		cmds = append(cmds, d.hide(old))
	}
	d.at = at
	t := d.tabs[at]
	t.mouse.on = mouse
	t.behind = false
	if t.opts.InFront != nil {
		t.opts.InFront(true)
	}
	cmds = append(cmds, d.resize())
	if t.blurred && !d.away {
		cmds = append(cmds, d.give(t, tea.FocusMsg{}))
	}
	return tea.Batch(cmds...)
}

// hide lets a chat go on unseen: it asks for nothing that nobody looks at, and nothing of it ticks.
func (d *window) hide(t *tab) tea.Cmd {
	t.behind, t.beside = true, nil
	if t.opts.InFront != nil {
		t.opts.InFront(false)
	}
	return d.give(t, tea.BlurMsg{})
}

// resize gives the chat in front the room below the tabs.
func (d *window) resize() tea.Cmd {
	if len(d.tabs) == 0 || d.size.Width == 0 {
		return nil
	}
	return d.give(d.tabs[d.at], tea.WindowSizeMsg{Width: d.size.Width, Height: d.size.Height - d.tabsH()})
}

// remove closes a chat. What it leaves in order takes its time elsewhere.
func (d *window) remove(at int) tea.Cmd {
	t, ended := d.tabs[at], make(chan session.Summary, 1)
	d.tabs, d.ended = slices.Delete(d.tabs, at, at+1), append(d.ended, ended)
	if d.at > at {
		d.at--
	}
	d.at = min(d.at, len(d.tabs)-1)
	go func() { ended <- t.close() }()
	return d.show(d.at)
}

// close ends all that is under way in a chat, and returns what became of its files.
func (t *tab) close() session.Summary {
	t.readClock()
	t.runner.Close()
	t.stop()
	if t.opts.Closed != nil {
		t.opts.Closed()
	}
	s := t.session.Summary()
	if t.opts.Source != nil {
		s.Source = t.opts.Source()
	}
	return s
}

// ask gives the page a message. Where chats are open, leaving it leads back to them.
func (d *window) ask(msg tea.Msg) tea.Cmd {
	k := &d.core.opts.Keys
	if press, ok := msg.(tea.KeyPressMsg); ok && len(d.tabs) > 0 && d.start.step != stepOpening {
		if key.Matches(press, k.Screen.Interrupt) || d.start.step == stepChoose && key.Matches(press, k.Doors.Leave) {
			d.start = nil
			return d.show(d.at)
		}
	}
	cmd, chosen := d.start.take(msg)
	if chosen == nil {
		return cmd
	}
	open, entry := d.core.opts.StartPage.Open, *chosen
	return func() tea.Msg {
		opts, err := open(entry)
		return chatOpened{opts, err}
	}
}

// open puts the chat that was chosen in the place of the page.
func (d *window) open(o chatOpened) tea.Cmd {
	switch {
	case d.start != nil && o.err != nil:
		d.start.failed(o.err)
		return nil
	case o.err != nil:
		return nil
	}
	d.start = nil
	return d.add(o.opts, true)
}

const tooMany = "ten chats are open; close one first"
