package ui

import (
	"context"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"attache/model"
	"attache/model/session"
	"attache/ui/part"
	"attache/ui/preview"
	"attache/ui/preview/cache"
)

// follow notices that something else is to be seen, gives up what is on its way for what is not, and waits
// until the selection rests.
func (v *viewer) follow(d *core) tea.Cmd {
	if v.decode == nil {
		return nil
	}
	v.refresh(d)
	if v.gallery.open {
		v.gallery.find(d)
	}
	now := v.subjects(d)
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
		cmd = v.apply(session.PreviewLeft{}, nil)
	}
	v.rests++
	if !slices.ContainsFunc(now, v.missing) {
		return cmd
	}
	gen, ctx := v.rests, d.ctx
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
func (v *viewer) refresh(d *core) {
	if d.session.NamesHidden() && v.fetched.Weight() > 0 {
		v.fetched.Clear()
		v.gallery.thumbs = part.Thumbs{}
		v.flow.Forget()
	}
	if id := d.list.Cursor(); id != v.shown {
		v.shown, v.top, v.left, v.find = id, 0, 0, ""
	}
}

// onRest goes on where nothing else has become wanted meanwhile.
func (v *viewer) onRest(d *core, msg rested) tea.Cmd {
	if msg.gen != v.rests {
		return nil
	}
	return v.advance(d)
}

// advance fetches one file and decodes another, as long as any is missing. What is fetched waits in memory
// until it is decoded, so only little is fetched ahead.
func (v *viewer) advance(d *core) tea.Cmd {
	if d.session.NamesHidden() {
		return nil
	}
	var cmds []tea.Cmd
	ahead := 0
	for _, s := range v.wants {
		if !v.missing(s) {
			continue
		}
		head, fetched := v.fetched.Head(s.id)
		switch {
		case fetched && v.reading == nil:
			cmds = append(cmds, v.read(d.ctx, d, s, head))
		case fetched:
			ahead++
		case v.look == 0 && ahead < 2:
			cmds = append(cmds, v.fetch(s.id))
		}
	}
	return tea.Batch(cmds...)
}

// fetch lets the session look into a file.
func (v *viewer) fetch(id string) tea.Cmd {
	priority := model.PrioritySelected
	if v.gallery.open {
		priority = model.PriorityVisible
	}
	delete(v.failed, id)
	v.looked = id
	look := session.Preview{IDs: []string{id}, Priority: priority, Limit: session.Limit{Whole: preview.MaxFetch, Head: preview.MaxText}}
	return v.apply(look, func(intent int) { v.look = intent }) // which its end may answer at once
}

// read lets the decoder work on what was fetched of a file.
func (v *viewer) read(ctx context.Context, d *core, s subject, head model.Head) tea.Cmd {
	a, _ := d.session.Library().ByID(s.id)
	size := head.Size
	if size <= 0 {
		size = -1
	}
	v.reading, v.partial = cache.Begin(ctx, v.decode, s.id, preview.Ask{
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
func (v *viewer) onPage(d *core, msg pageRead) tea.Cmd {
	switch r := v.reading; {
	case r != msg.from:
		return nil
	case !msg.more:
		v.endReading()
		return v.advance(d)
	case msg.page.Partial:
		v.partial = &msg.page
	default:
		v.partial = nil
		v.fetched.PutPage(r.ID, r.Box, msg.page)
	}
	return v.next()
}

func (v *viewer) endReading() {
	v.reading.Stop()
	v.reading, v.partial = nil, nil
}

// came takes what was fetched of a file.
func (v *viewer) came(d *core, id string) {
	if head, ok := d.session.TakeHead(id); ok {
		v.fetched.PutHead(id, head)
	}
}

// ended takes the end of a look, and goes on with the next file.
func (v *viewer) ended(d *core, n session.Notice, f session.PreviewEnded) tea.Cmd {
	if n.Answers != v.look || v.look == 0 {
		return nil
	}
	v.look = 0
	if f.Left {
		return nil
	}
	for _, missing := range f.Missing {
		v.failed[missing.ID] = failure{missing.Problem, d.session.Link(missing.ID).Issued}
	}
	return v.advance(d)
}
