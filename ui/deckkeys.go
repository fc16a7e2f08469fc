package ui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"attache/model/session"
	"attache/ui/part"
	"attache/ui/style"
)

// leaving is what the question in front is asked for.
type leaving int

const (
	leaveNot leaving = iota
	leaveOne         // the chat in front is closed
	leaveAll         // the window is
)

// isBusy reports whether keys go into something that is in front of a chat.
func isBusy(m *Model) bool {
	return m.prompt != nil || m.asking != nil || m.sort || m.copyAs != nil || m.tour.on()
}

// press takes the keys that are about chats, and clicks on the tabs.
func (d *deck) press(msg tea.Msg) (tea.Cmd, bool) {
	if len(d.tabs) == 0 {
		return nil, false
	}
	m := d.tabs[d.at].Model
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		if m.prompt == nil && m.keyboard.isElsewhere(msg, &m.opts.Keys) {
			if placed, ok := byPlace(msg); ok {
				msg = placed
			}
		}
		if isBusy(m) || m.viewer.takes(m.lay) && m.viewer.find != "" && key.Matches(msg, m.opts.Keys.Found.Previous) {
			return nil, false
		}
		return d.act(msg)
	case tea.MouseClickMsg:
		if !m.mouse.on || msg.Y >= d.tabsH() {
			return nil, false
		}
		if on := part.At(d.tabLine().Hits(), msg.X, msg.Y); on.Kind == part.OnTab && msg.Button == tea.MouseLeft && !isBusy(m) {
			return d.show(on.Index), true
		}
		return nil, true
	case tea.MouseMsg:
		return nil, msg.Mouse().Y < d.tabsH()
	}
	return nil, false
}

// act does what a key is for that is about chats.
func (d *deck) act(msg tea.KeyPressMsg) (tea.Cmd, bool) {
	k, n := &d.desk.opts.Keys.Chats, len(d.tabs)
	m := d.tabs[d.at]
	switch {
	case key.Matches(msg, k.Next) && n > 1:
		return d.show((d.at + 1) % n), true
	case key.Matches(msg, k.Previous) && n > 1:
		return d.show((d.at + n - 1) % n), true
	case key.Matches(msg, k.Next, k.Previous):
		m.say(style.Info, "This is the only chat; "+k.Another.Help().Key+" opens another one")
		return nil, true
	case key.Matches(msg, k.Another) && n >= maxTabs:
		m.say(style.Warning, "No other chat can be opened: "+tooMany)
		return nil, true
	case key.Matches(msg, k.Another) && d.desk.opts.Doors != nil:
		d.page = newEntrance(d.desk, d.desk.opts.Doors)
		return d.hide(m), true
	case key.Matches(msg, k.Close):
		d.leave = leaveOne
		m.readClock()
		return m.addressed(m.do(session.Quit{})), true
	}
	return nil, false
}

// depart goes on with leaving: of the chat in front alone, or of all, which may each have a question.
func (d *deck) depart() tea.Cmd {
	var cmds []tea.Cmd
	for d.page == nil && len(d.tabs) > 0 {
		t := d.tabs[d.at]
		switch {
		case !t.session.Over():
			if t.asking == nil {
				d.leave = leaveNot // it was declined
			}
			return tea.Batch(cmds...)
		case d.leave == leaveOne && len(d.tabs) > 1:
			d.leave = leaveNot
			return tea.Batch(append(cmds, d.remove())...)
		}
		d.leave = leaveAll
		next := d.unleft()
		if next < 0 {
			return tea.Quit
		}
		n := d.tabs[next]
		n.readClock()
		cmd := n.addressed(n.do(session.Quit{}))
		if cmds = append(cmds, cmd); !n.session.Over() {
			cmds = append(cmds, d.show(next))
		}
	}
	return tea.Batch(cmds...)
}

// unleft is a chat that is not over, -1 where all are.
func (d *deck) unleft() int {
	for i, t := range d.tabs {
		if !t.session.Over() {
			return i
		}
	}
	return -1
}

// below is a message as the chat below the tabs sees it.
func (d *deck) below(msg tea.Msg) tea.Msg {
	switch msg := msg.(type) {
	case tea.MouseClickMsg:
		msg.Y -= d.tabsH()
		return msg
	case tea.MouseReleaseMsg:
		msg.Y -= d.tabsH()
		return msg
	case tea.MouseMotionMsg:
		msg.Y -= d.tabsH()
		return msg
	case tea.MouseWheelMsg:
		msg.Y -= d.tabsH()
		return msg
	}
	return msg
}
