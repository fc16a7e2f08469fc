package ui

import (
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"attache/model"
	"attache/ui/layout"
)

// View draws the screen from the state alone: it reads no clock and changes nothing.
func (m *Model) View() tea.View {
	m.pace.Drawn()
	s := m.scene()
	lines := append(slices.Clone(m.head), s.lines()...)
	v := tea.NewView(strings.Join(lines, "\n"))
	m.viewer.frame(v.Content)
	v.AltScreen = true
	v.ReportFocus = true
	v.MouseMode = m.mouseMode()
	v.KeyboardEnhancements = m.askKeyboard()
	v.WindowTitle = s.title()
	v.ProgressBar = s.progressBar()
	v.Cursor = s.cursor(len(lines))
	return v
}

// cursor puts the terminal's cursor where a line is typed. It is made anew for each frame: the
// framework compares what it points to.
func (s *scene) cursor(lines int) *tea.Cursor {
	if s.m.prompt == nil || s.m.prompt.fault != "" || s.Layout.Kind == layout.Tiny {
		return nil
	}
	y := lines - s.Layout.FootH()
	if s.Layout.Kind != layout.Narrow {
		y++
	}
	p := s.prompt()
	at := tea.NewCursor(p.Cursor(), y)
	at.Blink = false // nothing on this screen does
	return at
}

// title is the terminal's own title. It names no file and no chat: titles end up in task lists.
func (s *scene) title() string {
	if d := s.m.session.BatchProgress(); d.Running > 0 {
		if p := model.FormatPercent(d.Bytes, d.Total); p != "" {
			return "attache " + s.Glyphs.Dot + " " + p + " of " + plural(d.Running, "file", "files")
		}
	}
	files := plural(s.m.session.Library().Len(), "file", "files")
	if n := s.m.session.Arrived(); n > 0 {
		files = strconv.Itoa(n) + " new, " + files
	}
	return "attache " + s.Glyphs.Dot + " " + files
}

// progressBar shows the transfers in the terminal's own way. It is made anew for each frame: the
// framework compares what it points to with what it pointed to before.
func (s *scene) progressBar() *tea.ProgressBar {
	switch d := s.m.session.BatchProgress(); {
	case d.Running == 0:
		return nil
	case d.Total <= 0:
		return tea.NewProgressBar(tea.ProgressBarIndeterminate, 0)
	default:
		return tea.NewProgressBar(tea.ProgressBarDefault, int(d.Bytes*100/d.Total))
	}
}
