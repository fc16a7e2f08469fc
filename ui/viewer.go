package ui

import (
	"slices"
	"time"

	"charm.land/bubbles/v2/key"

	"attache/ui/layout"

	tea "charm.land/bubbletea/v2"

	"attache/model"
	"attache/model/session"
	"attache/ui/part"
	"attache/ui/preview"
	"attache/ui/preview/cache"
)

// restTime is how long the selection must rest before a file is looked into.
const restTime = 150 * time.Millisecond

// viewer is what is seen of files before they are saved: the preview, and the gallery. It follows the
// selection; the list never waits for it.
type viewer struct {
	decode preview.Decoder // nil: nothing can be seen
	paint  Painter         // nil: no pictures are drawn
	// apply gives the session an event. What follows is done once begun has been told the number of the intent.
	apply   func(e session.Event, begun func(intent int)) tea.Cmd
	fetched cache.Cache
	open    bool // the preview is
	gallery gallery
	wants   []subject
	rests   int                // the generation of the rest that is waited for
	look    int                // the intent under way; 0: none
	looked  string             // the file it is about
	reading *cache.Reading     // the decoder at work; nil: none is
	partial *preview.Page      // what it has told so far
	failed  map[string]failure // files of which nothing could be fetched

	shown  string // the file in the preview
	flow   part.Flow
	top    int
	left   int
	focus  bool   // keys go to the preview
	find   string // what is looked for in it
	missed bool   // it is not there
}

// subject is a file that is to be seen in a size.
type subject struct {
	id  string
	box preview.Box
	// since tells the link that a failed try had: a newer one is reason to try again.
	since time.Time
}

// failure is why nothing could be fetched, and the link that it was tried with.
type failure struct {
	problem *model.Problem
	link    time.Time
}

type (
	// rested says that the selection has rested.
	rested struct{ gen int }
	// pageRead is a page that a decoder has told; more is false after the last one.
	pageRead struct {
		from *cache.Reading
		page preview.Page
		more bool
	}
)

// begin sets out. Where nothing can be decoded, no key promises it.
func (v *viewer) begin(o *Options) {
	v.decode, v.paint, v.failed = o.Decode, o.Painter, map[string]failure{}
	if v.decode == nil {
		k := &o.Keys.View
		for _, b := range []*key.Binding{&k.Preview, &k.Gallery, &k.Left, &k.Right, &o.Keys.Found.Next, &o.Keys.Found.Previous} {
			b.SetEnabled(false)
		}
	}
}

// hear takes what the terminal says. Pictures that are drawn in another way from now on are laid out anew.
func (v *viewer) hear(msg any) {
	if v.paint != nil && v.paint.Hear(msg) {
		v.flow.Forget()
		v.gallery.thumbs = part.Thumbs{}
	}
}

// frame tells the painter what is about to be drawn.
func (v *viewer) frame(content string) {
	if v.paint != nil {
		v.paint.Frame(content)
	}
}

// subjects are the files that are to be seen now, the most wanted first.
func (v *viewer) subjects(d *core) []subject {
	switch {
	case v.decode == nil || d.behind || d.session.NamesHidden():
		return nil
	case v.gallery.open:
		return v.approved(d, v.gallery.visible(d.lay), v.box(part.ThumbW, part.ThumbH))
	case v.open && !d.lay.Preview.Empty():
		return v.approved(d, []string{d.list.Cursor()}, v.box(d.lay.Preview.W, part.PictureH(d.lay.Preview.H)))
	}
	return nil
}

// approved are those of the files that may be seen: the scanner has approved them.
func (v *viewer) approved(d *core, ids []string, box preview.Box) (all []subject) {
	for _, id := range ids {
		if a, ok := d.session.Library().ByID(id); ok && a.Status == model.StatusApproved {
			s := subject{id: id, box: box}
			if f, failed := v.failed[id]; failed {
				s.since = f.link
				if link := d.session.Link(id); link.Issued.After(f.link) {
					s.since = link.Issued
				}
			}
			all = append(all, s)
		}
	}
	return all
}

func (v *viewer) box(w, h int) preview.Box {
	if v.paint == nil {
		return preview.Box{}
	}
	return v.paint.Box(w, h)
}

// missing reports whether something has still to be done for a file to be seen.
func (v *viewer) missing(s subject) bool {
	if f, failed := v.failed[s.id]; failed && !s.since.After(f.link) {
		return false
	}
	return v.fetched.Page(s.id, s.box) == nil
}

// wanted reports whether a file is to be seen.
func (v *viewer) wanted(id string, box preview.Box) bool {
	return slices.ContainsFunc(v.wants, func(s subject) bool { return s.id == id && (s.box == box || box == preview.Box{}) })
}

// shows reports whether the preview is on screen.
func (v *viewer) shows(l layout.Layout) bool { return v.open && !l.Preview.Empty() }

// over reports whether the preview stands over the list.
func (v *viewer) over(l layout.Layout) bool { return v.shows(l) && l.Kind != layout.Wide }

// takes reports whether keys go to the preview.
func (v *viewer) takes(l layout.Layout) bool { return v.focus && v.shows(l) }
