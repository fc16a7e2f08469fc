package ui

import (
	"context"
	"slices"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"attache/model"
	"attache/model/session"
	"attache/ui/part"
	"attache/ui/preview"
	"attache/ui/preview/shelf"
)

// restTime is how long the selection must rest before a file is looked into.
const restTime = 150 * time.Millisecond

// viewer is what is seen of files before they are saved: the preview, and the gallery. It follows the
// selection; the list never waits for it.
type viewer struct {
	decode  preview.Decoder // nil: nothing can be seen
	paint   Painter         // nil: no pictures are drawn
	shelf   shelf.Shelf
	open    bool // the preview is
	gallery gallery
	wants   []subject
	rests   int                // the generation of the rest that is waited for
	look    int                // the intent under way; 0: none
	looked  string             // the file it is about
	reading *shelf.Reading     // the decoder at work; nil: none is
	partial *preview.Page      // what it has told so far
	failed  map[string]failure // files of which nothing could be fetched

	shown string // the file in the preview
	flow  part.Flow
	top   int
	left  int
	focus bool   // keys go to the preview
	find  string // what is looked for in it
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
		from *shelf.Reading
		page preview.Page
		more bool
	}
)

// begin sets out. Where nothing can be decoded, no key promises it.
func (v *viewer) begin(o *Options) {
	v.decode, v.paint, v.failed = o.Decode, o.Painter, map[string]failure{}
	if v.decode == nil {
		k := &o.Keys.View
		for _, b := range []*key.Binding{&k.Preview, &k.Gallery, &k.Focus, &k.Left, &k.Right, &o.Keys.Found.Next, &o.Keys.Found.Previous} {
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
func (v *viewer) subjects(d *desk) []subject {
	switch {
	case v.decode == nil || d.session.NamesHidden():
		return nil
	case v.gallery.open:
		return v.approved(d, v.gallery.visible(d.lay), v.box(part.ThumbW, part.ThumbH))
	case v.open && !d.lay.Preview.Empty():
		return v.approved(d, []string{d.list.Cursor()}, v.box(d.lay.Preview.W, part.PictureH(d.lay.Preview.H)))
	}
	return nil
}

// approved are those of the files that may be seen: the scanner has approved them.
func (v *viewer) approved(d *desk, ids []string, box preview.Box) (all []subject) {
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
	return v.shelf.Page(s.id, s.box) == nil
}

// wanted reports whether a file is to be seen.
func (v *viewer) wanted(id string, box preview.Box) bool {
	return slices.ContainsFunc(v.wants, func(s subject) bool { return s.id == id && (s.box == box || box == preview.Box{}) })
}

// follow notices that something else is to be seen, gives up what is on its way for what is not, and waits
// until the selection rests.
func (v *viewer) follow(m *Model) tea.Cmd {
	if v.decode == nil {
		return nil
	}
	v.refresh(&m.desk)
	if v.gallery.open {
		v.gallery.find(&m.desk)
	}
	now := v.subjects(&m.desk)
	if slices.Equal(now, v.wants) {
		return nil
	}
	v.wants = now
	if r := v.reading; r != nil && !v.wanted(r.ID, r.Box) {
		v.endReading()
	}
	var cmd tea.Cmd
	if v.look > 0 && !v.wanted(v.looked, preview.Box{}) {
		v.look = 0
		cmd = m.take(m.runner.Apply(session.LookedAway{}))
	}
	v.rests++
	if !slices.ContainsFunc(now, v.missing) {
		return cmd
	}
	gen, ctx := v.rests, m.ctx
	return tea.Batch(cmd, func() tea.Msg {
		timer := time.NewTimer(restTime)
		defer timer.Stop()
		select {
		case <-timer.C:
			return rested{gen}
		case <-ctx.Done():
			return nil
		}
	})
}

// retry lets what could not be fetched be tried again.
func (v *viewer) retry() {
	if len(v.failed) > 0 {
		v.failed, v.wants = map[string]failure{}, nil
	}
}

// refresh forgets what belongs to the file that was shown before, and with names hidden everything.
func (v *viewer) refresh(d *desk) {
	if d.session.NamesHidden() && v.shelf.Weight() > 0 {
		v.shelf.Clear()
		v.gallery.thumbs = part.Thumbs{}
		v.flow.Forget()
	}
	if id := d.list.Cursor(); id != v.shown {
		v.shown, v.top, v.left, v.find = id, 0, 0, ""
		v.flow.Forget()
	}
}

// onRest goes on where nothing else has become wanted meanwhile.
func (v *viewer) onRest(m *Model, msg rested) tea.Cmd {
	if msg.gen != v.rests {
		return nil
	}
	return v.advance(m)
}

// advance fetches one file and decodes another, as long as any is missing. What is fetched waits in memory
// until it is decoded, so only little is fetched ahead.
func (v *viewer) advance(m *Model) tea.Cmd {
	if m.session.NamesHidden() {
		return nil
	}
	var cmds []tea.Cmd
	ahead := 0
	for _, s := range v.wants {
		if !v.missing(s) {
			continue
		}
		head, fetched := v.shelf.Head(s.id)
		switch {
		case fetched && v.reading == nil:
			cmds = append(cmds, v.read(m.ctx, &m.desk, s, head))
		case fetched:
			ahead++
		case v.look == 0 && ahead < 2:
			cmds = append(cmds, v.fetch(m, s.id))
		}
	}
	return tea.Batch(cmds...)
}

// fetch lets the session look into a file.
func (v *viewer) fetch(m *Model, id string) tea.Cmd {
	priority := model.UrgencySelected
	if v.gallery.open {
		priority = model.UrgencyVisible
	}
	delete(v.failed, id)
	v.looked = id
	res := m.runner.Apply(session.Look{IDs: []string{id}, Priority: priority, Limit: session.Limit{Whole: preview.MaxFetch, Head: preview.MaxText}})
	m.list.Invalidate()
	v.look = res.Intent // which its end may answer at once
	return m.take(res)
}

// read lets the decoder work on what was fetched of a file.
func (v *viewer) read(ctx context.Context, d *desk, s subject, head model.Head) tea.Cmd {
	a, _ := d.session.Library().ByID(s.id)
	size := head.Size
	if size <= 0 {
		size = -1
	}
	v.reading, v.partial = shelf.Begin(ctx, v.decode, s.id, preview.Ask{
		Name: a.Name, Type: a.ContentType, Size: size, Data: head.Data, Whole: head.Whole, Box: s.box,
	}), nil
	return v.next()
}

// next waits for what the decoder tells next.
func (v *viewer) next() tea.Cmd {
	r := v.reading
	return func() tea.Msg {
		p, more := r.Next()
		return pageRead{r, p, more}
	}
}

// onPage takes what a decoder tells. What it tells of a file that is not wanted any more is of no use.
func (v *viewer) onPage(m *Model, msg pageRead) tea.Cmd {
	switch r := v.reading; {
	case r != msg.from:
		return nil
	case !msg.more:
		v.endReading()
		return v.advance(m)
	case msg.page.Partial:
		v.partial = &msg.page
	default:
		v.partial = nil
		v.shelf.PutPage(r.ID, r.Box, msg.page)
	}
	return v.next()
}

func (v *viewer) endReading() {
	v.reading.Stop()
	v.reading, v.partial = nil, nil
}

// came takes what was fetched of a file.
func (v *viewer) came(d *desk, id string) {
	if head, ok := d.session.TakeHead(id); ok {
		v.shelf.PutHead(id, head)
	}
}

// ended takes the end of a look, and goes on with the next file.
func (v *viewer) ended(m *Model, n session.Notice, f session.LookEnded) tea.Cmd {
	if n.Answers != v.look || v.look == 0 {
		return nil
	}
	v.look = 0
	if f.Left {
		return nil
	}
	for _, missing := range f.Missing {
		v.failed[missing.ID] = failure{missing.Problem, m.session.Link(missing.ID).Issued}
	}
	return v.advance(m)
}
