package ui

import (
	"attache/ui/part"
	"attache/ui/style"
)

// countUnseen counts the new files above and below the window, where that may have changed.
func (m *core) countUnseen() {
	by, reverse := m.list.SortedBy()
	now := newFilesKey{m.session.Library().Revision(), m.session.Arrived(), m.list.WindowTop(), m.lay.ListH, m.list.Len(), m.list.Filter(), by, reverse}
	if now == m.counted && now.arrived > 0 {
		return
	}
	m.counted, m.unseen = now, part.Unseen{}
	m.session.EachArrived(func(id string) {
		switch at := m.list.Place(id); {
		case at < 0:
		case at < now.top:
			m.unseen.Above++
		case at >= now.top+max(now.height, 1):
			m.unseen.Below++
		}
	})
}

// selectNew puts the cursor on the next new file, the first one after the last.
func (m *core) selectNew() {
	cursor, n := m.list.CursorIndex(), m.list.Len()
	next, steps := "", n+1
	m.session.EachArrived(func(id string) {
		if at := m.list.Place(id); at >= 0 {
			if ahead := (at - cursor + n) % n; ahead < steps {
				next, steps = id, ahead
			}
		}
	})
	if next == "" {
		m.say(style.Info, "No file is new")
		return
	}
	m.list.Select(next)
}

// followNewest keeps the cursor on the newest file until the chat was read, where that was asked for.
func (m *core) followNewest() {
	lib := m.session.Library()
	if !m.follows || lib.Len() == 0 {
		return
	}
	m.list.Select(lib.At(lib.Len() - 1).ID)
	m.follows = m.session.Read().IsZero()
}
