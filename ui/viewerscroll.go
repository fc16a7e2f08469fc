package ui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"attache/ui/part"
)

// scroll moves what is in the preview, and reports whether the key was one that does.
func (v *viewer) scroll(m *Model, msg tea.KeyPressMsg) bool {
	k := &m.opts.Keys
	if by, ok := steps(&k.Move, msg, max(m.lay.Preview.H-1, 1)); ok {
		v.turn(m, by)
		return true
	}
	p := m.scene().preview()
	switch {
	case key.Matches(msg, k.View.Left):
		v.left = max(v.left-1, 0)
	case key.Matches(msg, k.View.Right):
		v.left = min(v.left+1, max(p.Columns()-1, 0))
	default:
		return false
	}
	return true
}

// turn scrolls what is in the preview by lines.
func (v *viewer) turn(m *Model, by int) {
	p := m.scene().preview()
	h := max(m.lay.Preview.H-1, 1)
	v.top = max(0, min(v.top+by, p.Len(m.lay.Preview.W, m.lay.Preview.H, v.top+by+h+1)-h))
}

// match looks for a text in the preview, and scrolls to where it stands.
func (v *viewer) match(m *Model, text string, from, step int) {
	v.find = text
	p := m.scene().preview()
	all, h := p.Len(m.lay.Preview.W, m.lay.Preview.H, part.WholeFlow), max(m.lay.Preview.H-1, 1)
	at := v.flow.Match(text, from, step)
	if v.missed = text != "" && (all == 0 || at < 0); text != "" && !v.missed {
		v.top = max(0, min(at, all-h))
	}
}
