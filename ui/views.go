package ui

import (
	"attache/model/session"
	"attache/ui/part"
)

// preview is what is in the file under the cursor.
func (s *scene) preview() part.Preview {
	v, d := &s.m.viewer, &s.m.core
	p := part.Preview{Frame: s.Frame, Flow: &v.flow, Paint: v.paint, Top: v.top, Left: v.left, Find: v.find, Focus: v.focus, Over: v.over(s.Layout)}
	a, ok := s.m.selected()
	if !ok {
		p.None = true
		return p
	}
	p.Row = d.session.Row(a.ID)
	if s.Hidden {
		return p
	}
	p.Page = v.fetched.Page(a.ID, v.box(s.Layout.Preview.W, part.PictureH(s.Layout.Preview.H)))
	p.Problem = v.failed[a.ID].problem
	p.Stage = v.stage(&p.Row)
	switch {
	case p.Stage == part.StageReading && p.Page == nil:
		p.Page = v.partial
	case p.Stage == part.StageIdle && p.Page == nil && p.Problem == nil && len(v.wants) > 0:
		p.Stage = part.StageLink
	}
	return p
}

// stage is how far the preview of a row is.
func (v *viewer) stage(r *session.Row) part.Stage {
	switch id := r.Attachment.ID; {
	case v.reading != nil && v.reading.ID == id:
		return part.StageReading
	case v.look > 0 && v.looked == id && r.Call == nil:
		return part.StageFetch
	case v.look > 0 && v.looked == id:
		return part.StageLink
	}
	return part.StageIdle
}

func (s *scene) previewLines() []string {
	p := s.preview()
	return p.Lines(s.Layout.Preview.W, s.Layout.Preview.H)
}

// gallery is the pictures of the chat.
func (s *scene) gallery() part.Gallery {
	v, d := &s.m.viewer, &s.m.core
	g := &v.gallery
	size := g.grid(s.Layout)
	box := v.box(part.ThumbW, part.ThumbH)
	return part.Gallery{
		Frame: s.Frame, Grid: size, Count: len(g.ids), Cursor: g.at(), Top: g.top, Paint: v.paint, Thumbs: g.thumbs,
		Tile: func(i int) part.Tile {
			id := g.ids[i]
			t := part.Tile{Number: s.Library.Index(id) + 1, Row: d.session.Row(id), Problem: v.failed[id].problem}
			t.Stage = v.stage(&t.Row)
			if !s.Hidden {
				t.Page = v.fetched.Page(id, box)
			}
			return t
		},
	}
}

func (s *scene) galleryLines(h int) []string {
	g := s.gallery()
	return g.Lines(s.Layout.W, h)
}
