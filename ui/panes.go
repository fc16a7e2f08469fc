package ui

import (
	"attache/ui/part"
)

// pane draws h lines of what covers the list, from one on, and tells how many there are.
func (s *scene) pane(top, h int) (lines []string, all int) {
	if s.m.pane.kind == paneDownloads {
		d := s.downloads()
		return append([]string{d.Title()}, d.Lines(top, s.Layout.W, h-1)...), len(d.Shown()) + 1
	}
	if s.m.pane.kind == panePanel {
		p := s.panel()
		return part.Indent(p.Lines(s.panelW(), h)), len(p.Actions)
	}
	lines = s.text(max(s.Layout.W-2, 1))
	if s.m.pane.kind == paneLink { // which takes all cells, and is selected with a mouse
		return part.Pad(lines[max(0, min(top, len(lines)-h)):], h), len(lines)
	}
	return s.Window(lines, top, h, s.Layout.W-1), len(lines)
}

// text is all lines of a pane that covers the list.
func (s *scene) text(w int) []string {
	p := &s.m.pane
	switch p.kind {
	case paneDetails:
		d, ok := s.details()
		if !ok {
			e := s.empty()
			return e.Lines(s.Layout.ListW)
		}
		return append(part.Indent(d.Name(w, s.Layout.H)), d.Lines(w, s.Layout.H)...)
	case paneLog:
		log := s.log()
		return part.Indent(append([]string{s.Brand.Render("Log"), ""}, log.Lines(w, logLength)...))
	case paneHelp:
		help := part.Help{Frame: s.Frame, Find: p.find, Version: s.m.opts.Version, Files: s.m.opts.Files, Why: s.acts().Why}
		return part.Indent(help.Lines(w))
	case panePalette:
		palette := part.Palette{Frame: s.Frame, Cursor: p.pick}
		for _, e := range s.entries() {
			palette.Commands = append(palette.Commands, part.Command(e))
		}
		return part.Indent(palette.Lines(w))
	case paneLink:
		link := part.Link{Frame: s.Frame, Row: s.m.session.Row(p.id), Wanted: s.m.clicks[p.id]}
		return link.Lines()
	case paneExplain:
		e := part.Explain{Frame: s.Frame, Problem: p.problem, Raw: true}
		if saved := s.m.session.Row(p.id).Saved; saved != nil {
			e.Warnings = saved.Warnings
		}
		return part.Indent(e.Lines(w))
	case paneBroken:
		e := part.Explain{Frame: s.Frame, Problem: p.problem, Raw: p.raw}
		return part.Indent(e.InPlaceOfList(w))
	case paneNone, paneDownloads, panePanel:
	}
	return nil
}

func (s *scene) empty() part.Empty {
	m := s.m
	_, reading := m.session.Reading()
	_, watching := m.session.WatchState()
	return part.Empty{Frame: s.Frame, Listing: &m.list, Reading: reading, Watching: watching, Read: m.session.Read()}
}

func (s *scene) downloads() part.Downloads {
	m := s.m
	own := m.merged()
	d := part.Downloads{
		Frame: s.Frame, IDs: own.ids, Cleared: m.cleared, State: own.state, Rows: own.row,
		Top: m.loadTop, Cursor: -1, Parallel: m.session.Parallel(), Limited: m.status.Waiting,
	}
	if m.pane.kind == paneDownloads {
		d.Cursor = m.pane.pick
	}
	return d
}

func (s *scene) panel() part.Panel {
	m := s.m
	p := part.Panel{Frame: s.Frame, On: m.opts.Panel.State(), Target: m.pane.id, Done: m.done, Cursor: m.pane.pick, Top: m.pane.top}
	p.Time, p.Speed = m.opts.Panel.Clock()
	actions := m.opts.Panel.Actions()
	letters := panelLetters(actions, s.Keys)
	for i, a := range actions {
		p.Actions = append(p.Actions, part.Action{Key: letters[i], Name: a.Name, State: a.State, Does: a.Does})
	}
	return p
}

// paneLength is how many lines the pane has.
func (s *scene) paneLength() int {
	_, n := s.pane(0, 0)
	return n
}

// shownDownloads are the downloads in the pane.
func (s *scene) shownDownloads() []string {
	d := s.downloads()
	return d.Shown()
}

// panelW is the width in which the panel is drawn.
func (s *scene) panelW() int {
	if !s.m.pane.hidesList(s.Layout) {
		return s.Layout.SideW - 3
	}
	return max(s.Layout.W-2, 1)
}
