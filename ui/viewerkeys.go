package ui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"attache/ui/style"
)

// press opens and closes what is seen of files.
func (v *viewer) press(m *Model, msg tea.KeyPressMsg) (tea.Cmd, bool) {
	k := &m.opts.Keys.View
	switch {
	case key.Matches(msg, k.Preview):
		v.toggle(m, !v.open)
	case key.Matches(msg, k.Gallery):
		v.failed = map[string]failure{}
		v.gallery.show(&m.core, m.list.Cursor())
	case key.Matches(msg, k.Focus) && v.focusNext(m.scene()):
	default:
		return nil, false
	}
	return nil, true
}

// toggle opens the preview, or closes it. What could not be fetched is tried again when it is opened.
func (v *viewer) toggle(m *Model, open bool) {
	v.open, v.focus, m.wants.Preview = open, false, open
	v.failed = map[string]failure{}
	if m.pane.kind == paneDetails {
		m.pane.uncover()
	}
	m.resize(m.lay.W, m.lay.H)
	if open && m.lay.Preview.Empty() {
		m.say(style.Warning, "There is no room for a preview; make the terminal larger")
	}
}

// pressInside takes a key while keys go to the preview. Those that act on the file go on to the list.
func (v *viewer) pressInside(m *Model, msg tea.KeyPressMsg) (tea.Cmd, bool) {
	k := &m.opts.Keys
	switch {
	case v.scroll(m, msg):
	case key.Matches(msg, k.View.Focus):
		v.focusNext(m.scene())
	case key.Matches(msg, k.List.Back):
		if v.find != "" {
			v.find = ""
		} else {
			v.focus = false
		}
	case key.Matches(msg, k.List.Filter):
		return m.openPrompt(promptPreview), true
	case v.find != "" && key.Matches(msg, k.Found.Next):
		v.match(m, v.find, v.top+1, 1)
	case v.find != "" && key.Matches(msg, k.Found.Previous):
		v.match(m, v.find, v.top-1, -1)
	default:
		return nil, false
	}
	return nil, true
}
