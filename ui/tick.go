package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"attache/model"
	"attache/model/session"
	"attache/ui/layout"
)

// Rhythms of the screen. Nothing is redrawn between them but what a key or an answer changes.
const (
	secondRhythm = time.Second
	minuteRhythm = time.Minute
)

// ticked says that a point in time was reached which something on screen waits for.
type ticked struct{ gen int }

// keepTicking makes sure that the screen is woken when the next visible thing changes, and not
// before. Ticks are aligned to the clock, so that all countdowns turn together.
func (m *Model) keepTicking() tea.Cmd {
	want := m.rhythm()
	if want == 0 || m.session.Over() {
		m.tick = ticker{gen: m.tick.gen + 1}
		return nil
	}
	if m.tick.rhythm != 0 && m.tick.rhythm <= want {
		return nil
	}
	m.tick = ticker{gen: m.tick.gen + 1, rhythm: want}
	gen, ctx, in := m.tick.gen, m.ctx, m.now.Truncate(want).Add(want).Sub(m.now)
	return func() tea.Msg { // as the framework's own tick, which would outlive the screen
		timer := time.NewTimer(in)
		defer timer.Stop()
		select {
		case <-timer.C:
			return ticked{gen}
		case <-ctx.Done():
			return nil
		}
	}
}

// onTick lets the next tick be set, and the session know what time it is: what is shown of a row is
// that of the last instant that it was told.
func (m *Model) onTick(msg ticked) tea.Cmd {
	if msg.gen != m.tick.gen {
		return nil
	}
	m.tick.rhythm = 0
	if !m.blurred {
		m.news.pass(m.now)
	}
	m.list.Invalidate()
	return tea.Batch(m.take(m.runner.Apply(session.Tick{})), m.tour.play(m))
}

// rhythm returns how often something visible changes now; 0 for never.
func (m *Model) rhythm() time.Duration {
	switch {
	case m.behind:
		return 0
	case m.tour.on():
		return tourRhythm
	case m.countsSeconds():
		return secondRhythm
	case m.blurred || m.session.Library().Len() == 0 || m.lay.Kind == layout.Tiny:
		return 0
	}
	return minuteRhythm // ages, and the token's hours and minutes
}

// countsSeconds reports whether anything that shows by the second is alive.
func (m *Model) countsSeconds() bool {
	reading, walks := m.session.Reading()
	switch {
	case m.news.ends() && !m.blurred, m.pane.kind == paneLink, m.pane.kind == panePanel, m.feedCounts(), m.tokenCounts():
		return true
	case m.list.Counts() && !m.blurred:
		return true
	case walks && reading.Stage == model.StageRetrying:
		return true
	}
	for _, id := range m.list.Visible() {
		if m.rowCounts(id) {
			return true
		}
	}
	return false
}
