package ui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"attache/model/session"
	"attache/ui/layout"
	"attache/ui/part"
	"attache/ui/style"
)

// press takes the keys that are about chats, and clicks on the tabs.
func (d *window) press(msg tea.Msg) (tea.Cmd, bool) {
	if len(d.tabs) == 0 {
		return nil, false
	}
	m := d.tabs[d.at]
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		if m.prompt == nil && m.keyboard.isElsewhere(msg, &m.opts.Keys) {
			if placed, ok := placedKey(msg); ok {
				msg = placed
			}
		}
		if m.isBusy() || m.viewer.takes(m.lay) && m.viewer.find != "" && key.Matches(msg, m.opts.Keys.Found.Previous) {
			return nil, false
		}
		return d.act(msg)
	case tea.MouseClickMsg:
		if !m.mouse.on || msg.Y >= d.tabsH() {
			return nil, false
		}
		if on := part.TargetAt(d.tabLine().Hits(), msg.X, msg.Y); on.Kind == part.OnTab && msg.Button == tea.MouseLeft && !m.isBusy() {
			return d.show(on.Index), true
		}
		return nil, true
	case tea.MouseMsg:
		return nil, msg.Mouse().Y < d.tabsH()
	}
	return nil, false
}

// isBlind reports whether a message would act where the screen has no room to say on what: then it may only leave.
func (d *window) isBlind(msg tea.Msg) bool {
	k, leaves := &d.core.opts.Keys.Screen, d.start == nil && len(d.tabs) > 0
	lay := d.core.lay
	if leaves {
		lay = d.tabs[d.at].lay
		leaves = !d.tabs[d.at].isBusy()
	}
	if lay.Kind != layout.Tiny || lay.W == 0 { // no size is known yet
		return false
	}
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return !key.Matches(msg, k.Interrupt, k.Suspend) && (!leaves || !key.Matches(msg, k.Quit, k.QuitNow))
	case tea.MouseMsg, tea.PasteMsg:
		return true
	}
	return false
}

// act does what a key is for that is about chats.
func (d *window) act(msg tea.KeyPressMsg) (tea.Cmd, bool) {
	k, n := &d.core.opts.Keys.Chats, len(d.tabs)
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
	case key.Matches(msg, k.Another) && d.core.opts.StartPage != nil:
		d.start = newStartPage(d.core, d.core.opts.StartPage)
		d.start.back = true
		return d.hide(m), true
	case n > 1 && key.Matches(msg, d.core.opts.Keys.Screen.Quit, d.core.opts.Keys.Screen.Interrupt):
		d.leave = leaveAll
		return nil, true
	case n > 1 && key.Matches(msg, d.core.opts.Keys.Screen.QuitNow):
		return tea.Quit, true
	case key.Matches(msg, k.Close):
		d.leave = leaveOne
		m.readClock()
		return m.addressed(m.do(session.Quit{})), true
	}
	return nil, false
}

// depart goes on with leaving: of the chat in front alone, or of all.
func (d *window) depart() tea.Cmd {
	if d.start != nil || len(d.tabs) == 0 {
		return nil
	}
	t := d.tabs[d.at]
	over, declined := t.session.Over(), t.asking == nil && !t.session.Over()
	switch {
	case d.leave == leaveOne && over && len(d.tabs) > 1:
		d.leave = leaveNot
		return d.remove(d.at)
	case d.leave == leaveOne && declined:
		d.leave = leaveNot
	case d.leave == leaveAll && d.asked == t.id && declined:
		d.leave, d.asked = leaveNot, 0
		return d.sweep()
	case over:
		d.leave = leaveAll
	}
	if d.leave != leaveAll {
		return nil
	}
	return d.askNext()
}

// askNext asks the chats that have something under way, the one in front first, whether to leave all the same.
// None is left before all have agreed to stop that.
func (d *window) askNext() tea.Cmd {
	var cmds []tea.Cmd
	for n := range d.tabs {
		i := (d.at + n) % len(d.tabs)
		t := d.tabs[i]
		if t.session.Over() || t.session.Unfinished() == 0 {
			continue
		}
		if d.asked != t.id {
			d.asked = t.id
			t.readClock()
			cmds = append(cmds, d.show(i), t.addressed(t.do(session.Quit{})))
		}
		if !t.session.Over() {
			return tea.Batch(cmds...)
		}
		return tea.Batch(append(cmds, d.askNext())...)
	}
	return tea.Batch(append(cmds, tea.Quit)...)
}

// sweep closes the chats that were left before another one was not.
func (d *window) sweep() tea.Cmd {
	var cmds []tea.Cmd
	for i := len(d.tabs) - 1; i >= 0; i-- {
		if d.tabs[i].session.Over() {
			cmds = append(cmds, d.remove(i))
		}
	}
	return tea.Batch(cmds...)
}

// below is a message as the chat below the tabs sees it.
func (d *window) below(msg tea.Msg) tea.Msg {
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
