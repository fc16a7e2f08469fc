package ui

import (
	"strconv"

	"attache/ui/layout"
	"attache/ui/part"
)

// lines returns the lines of the screen, at most as many as fit, none wider than the screen.
func (s *scene) lines() []string {
	if s.Layout.Kind == layout.Tiny {
		return s.tiny()
	}
	all := make([]string, 0, s.Layout.H)
	all = append(all, s.chat.Header())
	if s.Layout.Kind != layout.Narrow {
		all = append(all, s.divider())
	}
	h := s.Layout.H - len(all) - s.Layout.FootH()
	body, status := s.body(h)
	foot := s.foot(status)
	if over := len(foot) - s.Layout.FootH(); over > 0 { // what is covered is out of sight, and that is said
		body, _ = s.body(h - over)
	}
	return append(append(all, body...)[:s.Layout.H-len(foot)], foot...)
}

// tiny is all there is room for on a very small terminal.
func (s *scene) tiny() []string {
	if s.Layout.W < 1 || s.Layout.H < 1 {
		return nil
	}
	need := "needs " + strconv.Itoa(layout.TinyWidth) + "x" + strconv.Itoa(layout.TinyHeight)
	return []string{s.FitEnd(need, s.Layout.W, "")}
}

// divider stands below the header.
func (s *scene) divider() string {
	if s.Layout.Kind != layout.Wide || s.hidesList() {
		return s.chat.Divider(s.Layout.W, "")
	}
	return s.chat.Divider(s.Layout.ListW, s.Glyphs.Tee+s.Divider(s.Layout.SideW-1))
}

// body is what stands between header and foot: a pane over the whole width, or the list with its
// details. It has exactly h lines, and tells which part of what there is that shows.
func (s *scene) body(h int) (lines []string, status part.Status) {
	status = part.Status{Frame: s.Frame, Connection: s.m.status, Downloads: s.m.session.BatchProgress(), Unseen: s.m.unseen}
	if s.m.pane.hidesList(s.Layout) {
		lines, all := s.pane(s.m.pane.top, h)
		status.Top, status.Shown, status.All, status.Lines = max(0, min(s.m.pane.top, all-h)), h, all, "lines"
		if s.m.pane.kind == panePanel {
			p := s.panel()
			status.Lines = "actions"
			status.Top, status.Shown = p.Span(s.panelW(), h)
		}
		return part.Pad(lines, h), status
	}
	switch v := &s.m.viewer; {
	case v.gallery.open:
		return s.galleryLines(h), status
	case v.over(s.Layout):
		return part.Pad(s.previewLines(), h), status
	}
	status.Top, status.Shown, status.All, status.Lines = s.m.list.WindowTop(), s.Layout.ListH, s.m.list.Len(), "rows"
	lines = s.above(h - s.Layout.DownloadsH)
	if s.Layout.DownloadsH > 0 {
		d := s.downloads()
		block := []string{d.Title()}
		if h := s.Layout.DownloadsH - 1; h > 0 {
			block = append(block, d.Some(s.Layout.W, h)...)
		}
		lines = append(lines, part.Pad(block, s.Layout.DownloadsH)...)
	}
	return lines, status
}

// above is the list with its details.
func (s *scene) above(h int) []string {
	list := part.List{Frame: s.Frame, Listing: &s.m.list, Rows: s.m.session.Row, Empty: s.empty()}
	switch {
	case s.Layout.Kind == layout.Wide:
		side := part.Pad(s.side(s.Layout.SideH()), s.Layout.SideH())
		if s.m.viewer.shows(s.Layout) {
			side = append(side, s.previewLines()...)
		}
		return s.Beside(list.Lines(h), part.Pad(side, h))
	case s.Layout.DetailH == 0:
		return list.Lines(h)
	}
	return append(list.Lines(h-s.Layout.DetailH-1), s.below()...)
}

// below is the details under the list.
func (s *scene) below() []string {
	h := s.Layout.DetailH
	d, ok := s.details()
	if !ok {
		return append([]string{s.Titled("")}, part.Pad(nil, h)...)
	}
	return append([]string{s.Titled(s.Label(d.Row.Attachment))}, part.Pad(d.Lines(s.Layout.W, h), h)...)
}

// side is the pane beside the list: details, the log, or the emulator.
func (s *scene) side(h int) []string {
	w := s.Layout.SideW - 3 // the divider, a gap, and a margin at the edge
	if s.m.pane.kind == panePanel {
		p := s.panel()
		return p.Lines(w, h)
	}
	head := s.Tabs(s.m.pane.side == paneLog).Line()
	if s.m.pane.side == paneLog {
		log := s.log()
		return append([]string{head, ""}, log.Window(w, max(h-2, 0), s.m.pane.sideTop)...)
	}
	return append([]string{head}, s.Window(s.sideDetails(w, h), s.m.pane.sideTop, h-1, w)...)
}
