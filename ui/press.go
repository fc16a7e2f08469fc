package ui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"attache/model"
	"attache/ui/layout"
)

// press gives a key to whatever is in front: a question, a line being typed, the sort menu, a pane,
// the list.
func (m *Model) press(msg tea.KeyPressMsg) tea.Cmd {
	if key.Matches(msg, m.opts.Keys.Screen.Interrupt) {
		return m.interrupt()
	}
	m.interrupted = false
	m.refill()
	switch {
	case m.asking != nil:
		return m.pressQuestion(msg)
	case m.prompt != nil:
		return m.pressPrompt(msg)
	}
	m.dismiss()
	switch {
	case m.sort:
		m.pressSort(msg)
		return nil
	case m.copyAs != nil:
		return m.pressForm(msg)
	case m.pane.kind == paneBroken:
		return m.pressBroken(msg)
	case m.pane.covers():
		if cmd, taken := m.pressPane(msg); taken {
			return cmd
		}
	}
	defer m.seen()
	for _, try := range []func(tea.KeyPressMsg) (tea.Cmd, bool){m.pressMove, m.pressAct, m.pressList, m.pressMark, m.pressLoad, m.pressScreen} {
		if cmd, taken := try(msg); taken {
			return cmd
		}
	}
	return nil
}

// pressMove moves the cursor; a range being marked follows it.
func (m *Model) pressMove(msg tea.KeyPressMsg) (tea.Cmd, bool) {
	k, l := &m.opts.Keys.Move, &m.list
	switch {
	case key.Matches(msg, k.Up):
		l.Up()
	case key.Matches(msg, k.Down):
		l.Down()
	case key.Matches(msg, k.Top):
		l.Top()
	case key.Matches(msg, k.Bottom):
		l.Bottom()
	case key.Matches(msg, k.HalfDown):
		l.HalfPageDown()
	case key.Matches(msg, k.HalfUp):
		l.HalfPageUp()
	case key.Matches(msg, k.PageDown):
		l.PageDown()
	case key.Matches(msg, k.PageUp):
		l.PageUp()
	default:
		return nil, false
	}
	return nil, true
}

// pressAct acts on the selected attachment or the marked ones.
func (m *Model) pressAct(msg tea.KeyPressMsg) (tea.Cmd, bool) {
	k := &m.opts.Keys.Act
	switch {
	case key.Matches(msg, k.Open):
		return m.open(), true
	case key.Matches(msg, k.Copy):
		return m.copyLinks(m.targets(), model.FormLink), true
	case key.Matches(msg, k.CopyAs):
		m.openForms(m.targets())
		return nil, true
	case key.Matches(msg, k.Save):
		m.save(m.targets())
		return nil, true
	case key.Matches(msg, k.SaveAs):
		return m.openPrompt(promptSaveAs), true
	case key.Matches(msg, k.OpenFile):
		return m.openFile(), true
	case key.Matches(msg, k.CancelAll):
		m.cancelAll()
		return nil, true
	case key.Matches(msg, k.Renew):
		return m.renew(), true
	case key.Matches(msg, k.AutoRenew):
		return m.toggleRenewal(), true
	case key.Matches(msg, k.Cancel):
		m.cancel(m.targets())
		return nil, true
	case key.Matches(msg, k.ShowLink):
		return m.showLink(), true
	case key.Matches(msg, k.Explain):
		m.explain()
		return nil, true
	}
	return nil, false
}

// pressList changes what is listed and how.
func (m *Model) pressList(msg tea.KeyPressMsg) (tea.Cmd, bool) {
	k := &m.opts.Keys.List
	switch {
	case key.Matches(msg, k.Reload):
		return m.reload(), true
	case key.Matches(msg, k.Filter):
		return m.openPrompt(promptFilter), true
	case key.Matches(msg, k.Sort):
		m.sort = true
	case key.Matches(msg, k.SwapID):
		m.swapped = !m.swapped
	case key.Matches(msg, k.HideNames):
		m.hidden, m.toast = !m.hidden, toast{}
	case key.Matches(msg, k.Life):
		return m.openPrompt(promptLife), true
	case key.Matches(msg, k.TypeID):
		return m.openPrompt(promptID), true
	case key.Matches(msg, k.Back):
		m.back()
	default:
		return nil, false
	}
	return nil, true
}

// pressMark marks attachments.
func (m *Model) pressMark(msg tea.KeyPressMsg) (tea.Cmd, bool) {
	k := &m.opts.Keys.Mark
	switch {
	case key.Matches(msg, k.Toggle):
		if m.list.Ranging() {
			m.list.ToggleRange() // the range stays marked, its last row too
			break
		}
		m.list.ToggleMark()
		m.list.Down()
	case key.Matches(msg, k.Range):
		m.list.ToggleRange()
	case key.Matches(msg, k.All):
		m.list.MarkAll()
	default:
		return nil, false
	}
	return nil, true
}

// pressLoad is about all downloads.
func (m *Model) pressLoad(msg tea.KeyPressMsg) (tea.Cmd, bool) {
	k := &m.opts.Keys.Load
	switch {
	case key.Matches(msg, k.Pane):
		m.cover(pane{kind: paneDownloads})
	case key.Matches(msg, k.More):
		m.setParallel(m.downloads.Parallel() + 1)
	case key.Matches(msg, k.Fewer):
		m.setParallel(m.downloads.Parallel() - 1)
	case key.Matches(msg, k.Clear):
		m.clearDone()
	default:
		return nil, false
	}
	return nil, true
}

// pressScreen changes what is shown, or leaves.
func (m *Model) pressScreen(msg tea.KeyPressMsg) (tea.Cmd, bool) {
	k := &m.opts.Keys.Screen
	switch {
	case key.Matches(msg, k.Details):
		m.pane = pane{kind: paneNone, side: paneDetails}
		if m.lay.Kind != layout.Wide {
			m.pane = pane{kind: paneDetails}
		}
	case key.Matches(msg, k.Log):
		m.pane = pane{kind: paneNone, side: paneLog}
		if m.lay.Kind != layout.Wide {
			m.pane = pane{kind: paneLog}
		}
	case key.Matches(msg, k.Token):
		return m.openPrompt(promptToken), true
	case key.Matches(msg, k.Panel):
		m.cover(pane{kind: panePanel, id: m.list.Cursor()})
	case key.Matches(msg, k.Help):
		m.cover(pane{kind: paneHelp})
	case key.Matches(msg, k.Suspend):
		return tea.Suspend, true
	case key.Matches(msg, k.Quit):
		return m.quit(), true
	case key.Matches(msg, k.QuitNow):
		return m.leave(), true
	default:
		return nil, false
	}
	return nil, true
}

// pressSort takes the letter after the sort key.
func (m *Model) pressSort(msg tea.KeyPressMsg) {
	m.sort = false
	k := &m.opts.Keys.Sort
	for _, o := range []struct {
		up, down key.Binding
		column   model.SortColumn
	}{
		{k.Name, k.NameBack, model.SortName},
		{k.Size, k.SizeBack, model.SortSize},
		{k.Type, k.TypeBack, model.SortType},
		{k.Arrival, k.ArrivalBack, model.SortArrival},
		{k.Expiry, k.ExpiryBack, model.SortExpiry},
		{k.State, k.StateBack, model.SortState},
	} {
		for reverse, b := range map[bool]key.Binding{false: o.up, true: o.down} {
			if key.Matches(msg, b) {
				m.list.Sort(o.column, reverse)
				m.say(toastNote, "Sorted by "+strings.ToLower(b.Help().Desc))
			}
		}
	}
}
