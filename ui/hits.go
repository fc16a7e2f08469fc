package ui

import (
	"attache/ui/layout"
	"attache/ui/part"
)

// hits are the boxes of the screen that the mouse acts on, where lines draws them.
func (s *scene) hits() []part.Hit {
	if s.Layout.Kind == layout.Tiny {
		return nil
	}
	body := layout.Rect{Y: s.Layout.HeadH(), W: s.Layout.W, H: s.Layout.PaneH()}
	if s.m.pane.hidesList(s.Layout) {
		return append(s.paneHits(body), s.footHits()...)
	}
	switch v := &s.m.viewer; {
	case v.gallery.open:
		g := s.gallery()
		return append(g.Hits(body), s.footHits()...)
	case v.over(s.Layout):
		return append([]part.Hit{part.HitOn(part.OnPreview, s.Layout.Preview)}, s.footHits()...)
	}
	list, downloads := body, body
	downloads.H = s.Layout.DownloadsH
	list.H -= downloads.H
	downloads.Y += list.H
	var hits []part.Hit
	if downloads.H > 0 {
		d := s.downloads()
		hits = d.Hits(downloads)
	}
	return append(append(hits, s.aboveHits(list)...), s.footHits()...)
}

// aboveHits are those of the list with its details.
func (s *scene) aboveHits(r layout.Rect) []part.Hit {
	list := part.List{Frame: s.Frame, Listing: &s.m.list}
	if s.Layout.Kind != layout.Wide {
		below := r
		if s.Layout.DetailH > 0 {
			r.H -= s.Layout.DetailH + 1
		}
		below.Y, below.H = r.Y+r.H, below.H-r.H
		return append(list.Hits(r), part.HitOn(part.OnSide, below))
	}
	side := layout.Rect{X: s.Layout.ListW + 2, Y: r.Y, W: s.Layout.SideW - 2, H: s.Layout.SideH()}
	split := layout.Rect{X: s.Layout.ListW, Y: r.Y, W: 2, H: r.H}
	r.W = s.Layout.ListW
	hits := append(list.Hits(r), part.HitOn(part.OnSplit, split))
	if s.m.viewer.shows(s.Layout) {
		hits = append(hits, part.HitOn(part.OnPreview, s.Layout.Preview))
	}
	if s.m.pane.kind == panePanel {
		return append(hits, s.panelHits(side)...)
	}
	return append(append(hits, part.HitOn(part.OnSide, side)), s.Tabs(s.m.pane.side == paneLog).Hits(side)...)
}

// paneHits are those of what covers the list.
func (s *scene) paneHits(r layout.Rect) []part.Hit {
	p := &s.m.pane
	switch p.kind { //nolint:exhaustive // the others are texts
	case paneDownloads:
		d := s.downloads()
		n, top := len(d.Shown()), p.top
		r.Y, r.H = r.Y+1, r.H-1
		return part.LineHits(n, 0, max(0, min(top, n-r.H)), r)
	case panePanel:
		return s.panelHits(r)
	case panePalette:
		palette := part.Palette{Frame: s.Frame, Cursor: p.pick}
		for _, e := range s.entries() {
			palette.Commands = append(palette.Commands, part.Command(e))
		}
		return palette.Hits(s.shownFrom(), r)
	}
	return []part.Hit{part.HitOn(part.OnPane, r)}
}

func (s *scene) panelHits(r layout.Rect) []part.Hit {
	panel := s.panel()
	return panel.Hits(s.panelW(), r)
}

// shownFrom is the first line that a pane shows.
func (s *scene) shownFrom() int { return max(0, min(s.m.pane.top, s.paneLength()-s.Layout.PaneH())) }

// footHits are those of the message or the menu, the keys, and the new files out of sight.
func (s *scene) footHits() []part.Hit {
	m, h := s.m, s.Layout.FootH()
	y, room := s.Layout.H-h+1, s.newsH()
	n := len(s.news(room))
	if s.Layout.Kind == layout.Narrow {
		y = s.Layout.H - n - 1
	}
	hits := []part.Hit{part.HitOn(part.OnNothing, layout.Rect{Y: y, W: s.Layout.W, H: s.Layout.H - y})} // over the list
	switch menu := s.menu(room); {
	case menu != nil:
		for i, row := range menu {
			hits = append(hits, row.Hits(y+i)...)
		}
	case m.asking == nil && m.prompt == nil && !m.news.empty():
		hits = append(hits, part.HitOn(part.OnNews, layout.Rect{Y: y, W: s.Layout.W, H: n}))
	}
	if y += n; y < s.Layout.H {
		hits = append(hits, s.keyLine().Hits(y)...)
	}
	if y++; y < s.Layout.H {
		status := part.Status{Frame: s.Frame, Unseen: m.unseen}
		hits = append(hits, status.Hits(y)...)
	}
	return hits
}

// menu is the one in front, nil where there is none.
func (s *scene) menu(h int) []part.KeyRow {
	switch {
	case s.m.asking != nil, s.m.prompt != nil:
	case s.m.sort:
		return s.SortMenu(h)
	case s.m.copyAs != nil:
		return s.FormMenu(len(s.m.copyAs.IDs), h)
	}
	return nil
}
