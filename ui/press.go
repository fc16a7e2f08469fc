package ui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"attache/model"
)

// press gives a key to whatever is in front: a question, a line being typed, the sort menu, a pane,
// the list.
func (m *Model) press(msg tea.KeyPressMsg) tea.Cmd {
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
	case m.pane.kind == paneBroken:
		return m.pressBroken(msg)
	case m.pane.covers():
		if cmd, taken := m.pressPane(msg); taken {
			return cmd
		}
	}
	for _, try := range []func(tea.KeyPressMsg) (tea.Cmd, bool){m.pressMove, m.pressAct, m.pressList, m.pressMark, m.pressScreen} {
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
		return m.copyLinks(), true
	case key.Matches(msg, k.Save):
		return m.save(), true
	case key.Matches(msg, k.Renew):
		return m.renew(), true
	case key.Matches(msg, k.AutoRenew):
		return m.toggleRenewal(), true
	case key.Matches(msg, k.Cancel):
		return m.cancelTargets(), true
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
		m.hidden = !m.hidden
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

// pressScreen changes what is shown, or leaves.
func (m *Model) pressScreen(msg tea.KeyPressMsg) (tea.Cmd, bool) {
	k := &m.opts.Keys.Screen
	switch {
	case key.Matches(msg, k.Details):
		m.pane = pane{kind: paneNone, side: paneDetails}
		if m.lay.kind != wide {
			m.pane = pane{kind: paneDetails}
		}
	case key.Matches(msg, k.Log):
		m.pane = pane{kind: paneNone, side: paneLog}
		if m.lay.kind != wide {
			m.pane = pane{kind: paneLog}
		}
	case key.Matches(msg, k.Help):
		m.pane = pane{kind: paneHelp, side: m.pane.side}
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

// open is the main key: it asks for a link where there is none that is good, and opens the details
// where they are not on screen already.
func (m *Model) open() tea.Cmd {
	a, ok := m.selected()
	if !ok {
		return nil
	}
	r := m.row(a.ID)
	var cmd tea.Cmd
	if !r.link.Usable(m.server()) && m.mayAsk(a.ID) {
		r.announce = true
		cmd = m.askLink(a.ID, model.UrgencyAsked)
	}
	if m.lay.detailH == 0 && m.lay.sideW == 0 {
		m.pane = pane{kind: paneDetails}
	}
	return cmd
}

// showLink shows the pre-signed URL itself, renewed first when it is dead or nearly so.
func (m *Model) showLink() tea.Cmd {
	a, ok := m.selected()
	if !ok {
		return nil
	}
	r := m.row(a.ID)
	if r.link.Usable(m.server()) {
		m.pane = pane{kind: paneLink, id: a.ID, side: m.pane.side}
		return nil
	}
	if !m.mayAsk(a.ID) {
		return nil
	}
	r.show = true
	return m.askLink(a.ID, model.UrgencyAsked)
}

// toggleRenewal keeps the links of the targets alive, or stops doing so.
func (m *Model) toggleRenewal() tea.Cmd {
	targets := m.targets()
	alive := 0
	for _, r := range m.rows {
		if r.renewal {
			alive++
		}
	}
	on := false
	for _, id := range targets {
		on = on || !m.row(id).renewal
	}
	var cmds []tea.Cmd
	changed := 0
	for _, id := range targets {
		r := m.row(id)
		if r.renewal == on || on && (alive >= autoRenewMost || !m.mayAsk(id)) {
			continue
		}
		r.renewal = on
		changed++
		if on {
			alive++
			if !r.link.Usable(m.server()) {
				cmds = append(cmds, m.askLink(id, model.UrgencyAsked))
			}
		}
	}
	switch {
	case on && changed == 0:
		m.say(toastWarn, "At most "+plural(autoRenewMost, "link is", "links are")+" kept alive at once")
	case on:
		m.say(toastNote, plural(changed, "Link is", "links are")+" kept alive: renewed before "+plural(changed, "its end", "their ends"))
	case changed > 0:
		m.say(toastNote, plural(changed, "Link is", "links are")+" no longer kept alive")
	}
	return tea.Batch(cmds...)
}

// reload reads the chat again, or asks again for the attachments that were named one by one.
func (m *Model) reload() tea.Cmd {
	m.denials = 0
	for _, r := range m.rows {
		if r.problem != nil && r.call == nil {
			r.fetched = false // what failed may be tried once more by itself
		}
	}
	if len(m.opts.IDs) > 0 {
		return nil
	}
	m.say(toastNote, "Reading the chat again")
	return m.readChat()
}

// back undoes one thing: the pane, then the filter, then the marks.
func (m *Model) back() {
	switch {
	case m.pane.covers():
		m.pane = pane{side: m.pane.side}
	case m.list.Filter() != "":
		m.setFilter("")
	case m.list.Ranging():
		m.list.ToggleRange()
	default:
		m.list.ClearMarks()
	}
}
