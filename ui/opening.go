package ui

import (
	tea "charm.land/bubbletea/v2"

	"attache/model"
	"attache/ui/wording"
)

// openFile opens the selected file with the desktop's program for it, saved first where it is not.
func (m *Model) openFile() tea.Cmd {
	a, ok := m.selected()
	if !ok {
		return nil
	}
	if !m.opts.Opener.Available() {
		k := &m.opts.Keys.Act
		m.say(toastWarn, "There is no desktop here to open it on; "+k.Copy.Help().Key+" copies the link, "+k.Save.Help().Key+" saves the file")
		return nil
	}
	r := m.row(a.ID)
	if r.saved != nil && r.save == nil {
		return m.openSaved(a.ID)
	}
	if m.keepsFor(model.WishOpen, a.ID) {
		return nil
	}
	r.opening = true
	if ids, refused := m.savable([]string{a.ID}); len(ids) == 1 {
		m.enqueue(ids, refused)
	}
	return nil
}

// openSaved opens a file that is on the disk. One that may do something when it is opened is asked
// for: its name and its look were chosen by a stranger.
func (m *Model) openSaved(id string) tea.Cmd {
	saved := m.row(id).saved
	open := m.openPath(id, saved.Path)
	if !model.Risky(saved.Doubts) {
		return open
	}
	m.asking = &question{text: wording.Gravest(saved.Doubts) + " Open it all the same?", yes: func(*Model) tea.Cmd { return open }}
	return nil
}

func (m *Model) openPath(id, path string) tea.Cmd {
	opener, ctx := m.opts.Opener, m.ctx
	return func() tea.Msg { return fileOpened{id, opener.Open(ctx, path)} }
}

// onFileOpened says what became of an opening. The text of the error may hold the path, and is not
// shown.
func (m *Model) onFileOpened(msg fileOpened) {
	if msg.err != nil {
		m.say(toastBad, "The desktop could not open "+m.labelOf(msg.id)+"; it is saved all the same")
		return
	}
	m.say(toastNote, "Opened "+m.labelOf(msg.id))
}
