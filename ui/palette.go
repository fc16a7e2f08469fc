package ui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"attache/model/session"
	"attache/ui/acts"
	"attache/ui/part"
	"attache/ui/style"
)

// acts is what the actions would act on now.
func (s *screen) acts() *acts.Now {
	m := s.m
	n := acts.Now{
		Files: m.session.Library().Len(), Shown: m.list.Len(), Marked: len(m.list.Marked()), Filtered: m.list.Filter() != "", Ranging: m.list.Ranging(),
		Ended: m.session.Ended(), Refused: m.session.Refusal() != nil, Hidden: m.session.NamesHidden(), Running: m.session.Unfinished(),
		Parallel: m.session.Parallel(), Clipboard: len(m.opts.Clipboard.Routes()) > 0, Desktop: m.opts.Opener.Available(),
		Preview: m.viewer.decode != nil, Seen: m.viewer.shows(m.lay), Searched: m.viewer.find != "",
		Receipt: m.opts.Receipt != nil, Demo: m.opts.Panel != nil,
	}
	if a, ok := m.selected(); ok {
		n.Row, n.Some = m.session.Row(a.ID), true
		n.Usable = n.Row.Link.Usable(m.server())
	}
	if m.pane.kind == paneHelp || m.pane.kind == panePalette {
		for _, id := range m.session.Downloads() {
			if m.clearable(id) {
				n.Done++
			}
		}
	}
	return &n
}

// entries are the actions that the palette shows, those that are looked for first.
func (s *screen) entries() []acts.Entry {
	broken := s.m.pane.under != nil && s.m.pane.under.kind == paneBroken
	return acts.Find(s.acts().Entries(s.Keys, broken), s.m.pane.find)
}

// openOver puts a pane in front in which a line is typed at once.
func openOver(m *Model, kind paneKind, typed promptKind) tea.Cmd {
	m.pane.cover(pane{kind: kind})
	return m.openPrompt(typed)
}

// browse takes the keys that move through what stands above the line being typed. It reports whether the key was one.
func browse(m *Model, msg tea.KeyPressMsg) bool {
	k := &m.opts.Keys
	by := 0
	switch half := max(m.lay.PaneH()/2, 1); {
	case key.Matches(msg, k.Prompt.Older):
		by = -1
	case key.Matches(msg, k.Prompt.Newer):
		by = 1
	case msg.Text == "" && key.Matches(msg, k.Move.PageDown):
		by = half
	case msg.Text == "" && key.Matches(msg, k.Move.PageUp):
		by = -half
	default:
		return false
	}
	switch p := &m.pane; p.kind { //nolint:exhaustive // the others have no line of their own
	case paneHelp:
		p.top = max(0, min(p.top+by, m.screen().paneLength()-m.lay.PaneH()))
	case panePalette:
		p.pick = max(0, min(p.pick+by, len(m.screen().entries())-1))
		p.top = max(min(p.top, p.pick), p.pick-m.lay.PaneH()+1+part.ReasonLines)
	default:
		return false
	}
	return true
}

// runPicked leaves the palette and does what is picked, or says why that does nothing now.
func runPicked(m *Model) tea.Cmd {
	entries := m.screen().entries()
	if m.pane.pick >= len(entries) {
		m.prompt.fault = "No command is called " + m.prompt.input.Value()
		return nil
	}
	picked := entries[m.pane.pick]
	m.prompt = nil
	m.pane.uncover()
	if picked.Why != "" {
		m.say(style.Info, picked.Does+": "+picked.Why)
		return nil
	}
	for m.pane.covers() && m.pane.kind != paneDetails && m.pane.kind != paneBroken {
		m.pane.uncover() // the action is one of the list
	}
	typed := tea.KeyPressMsg{Code: tea.KeyExtended, Text: picked.Name}
	switch scope, _, _ := strings.Cut(picked.Name, "."); scope {
	case "sort":
		m.pressSort(typed)
		return nil
	case "form":
		t := m.targets()
		m.copyAs = &t
		return m.pressForm(typed)
	}
	return m.press(typed)
}

// clearable reports whether a download is over and done with, and still in the pane.
func (m *desk) clearable(id string) bool {
	switch m.session.DownloadState(id) { //nolint:exhaustive // the others are not over
	case session.DownloadSaved, session.DownloadSkipped, session.DownloadCancelled:
		return !m.cleared[id]
	}
	return false
}
