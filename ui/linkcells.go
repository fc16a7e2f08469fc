package ui

import (
	"strconv"
	"strings"

	"attache/model"
	"attache/ui/wording"
)

// linkCells draws the timer and its bar, or the word that stands there instead.
func (m *Model) linkCells(c *cell, r *row, state model.State) {
	w := &m.lay.Columns
	now := m.server()
	phase := r.link.Phase(now)
	if phase != model.PhaseLive && phase != model.PhaseSoon {
		c.add(m.theme.Fit(m.linkWord(r, state, phase), w.Link+w.Bar, m.theme.Glyphs.Cut), c.inks.Dim)
		return
	}
	// What turns every second is written in the terminal's own colour: colours are most of what a tick
	// costs a slow line, and amber stands out more.
	count, k, alarm := c.inks.Plain, c.inks.Live, " "
	if phase == model.PhaseSoon {
		count, k, alarm = c.inks.Soon, c.inks.Soon, "!"
	}
	timer := model.FormatCountdown(r.link.Left(now))
	if r.link.Estimated {
		timer = "~" + timer
	}
	c.add(m.theme.FitRight(timer, w.Link), count)
	if w.Bar == 0 {
		return
	}
	c.add(" ", c.inks.Plain) // a digit is redrawn with the cell after it
	const steps = 5
	full := r.link.Steps(now, steps)
	c.add(strings.Repeat(m.theme.Glyphs.Full, full), k)
	c.add(strings.Repeat(m.theme.Glyphs.Empty, steps-full), c.inks.Faint)
	if r.renewal {
		alarm = "+"
	}
	c.add(alarm+" ", k)
}

// linkWord is what stands in place of a timer.
func (m *Model) linkWord(r *row, state model.State, phase model.Phase) string {
	switch state { //nolint:exhaustive // the other states say nothing here that the timer does not
	case model.StateRetrying:
		if s := r.callState(); s != nil {
			return "try " + strconv.Itoa(s.Try) + " of " + strconv.Itoa(s.Of)
		}
	case model.StateScanning:
		if m.wishes.Of(r.id) != 0 && m.lay.Columns.Bar > 0 {
			return "if approved"
		}
		return "not ready"
	case model.StateRejected:
		return "by scanner"
	case model.StateDenied, model.StateFailed:
		return wording.For(r.problem).Brief
	case model.StateNoURL:
		return "size only"
	case model.StateStopped:
		if r.left != nil {
			return model.FormatSizeShort(r.left.done) + "/" + model.FormatSizeShort(r.left.total)
		}
	}
	if phase == model.PhaseExpired {
		return model.FormatAgo(m.server().Sub(r.link.Expires.Add(-model.ExpiryMargin)))
	}
	return m.theme.Glyphs.None
}

// narrowCells draws the small list: name, size, timer.
func (m *Model) narrowCells(c *cell, a model.Attachment, r *row, state model.State, here bool) {
	w := &m.lay.Columns
	name := c.inks.Plain
	if here {
		name = c.inks.Strong
	}
	c.add(m.theme.Fit(m.label(a), w.Name, m.theme.Glyphs.Cut), name)
	size := ""
	if r.link.Size > 0 {
		size = model.FormatSizeShort(r.link.Size)
	}
	c.add(m.theme.FitRight(size, w.Size), c.inks.Dim)
	now := m.server()
	text, k := m.linkWord(r, state, r.link.Phase(now)), c.inks.Dim
	switch {
	case state == model.StateSaving:
		done, total := r.save.meter.Read()
		text, k = model.FormatPercent(done, total), c.inks.Work
	case state == model.StateRetrying:
		text, k = strings.Replace(m.stateWord(state, r), "retry in ", "retry ", 1), c.inks.Wait
		if m.theme.Width(text) > w.Link {
			text = strings.TrimPrefix(text, "retry ")
		}
	case state == model.StateScanning:
		text = m.stateWord(state, r)
	case state == model.StateRejected:
		text = "rejected"
	case r.link.Phase(now) == model.PhaseLive:
		text, k = model.FormatCountdown(r.link.Left(now)), c.inks.Plain
	case r.link.Phase(now) == model.PhaseSoon:
		text, k = model.FormatCountdown(r.link.Left(now))+"!", c.inks.Soon
	case state == model.StateExpired:
		text = "gone"
	case r.problem != nil && r.problem.Kind == model.KindEnded:
		text = "ended"
	}
	c.add(m.theme.FitRight(text, w.Link), k)
}
