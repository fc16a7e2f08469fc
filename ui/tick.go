package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"attache/model"
	"attache/ui/layout"
)

// Rhythms of the screen. Nothing is redrawn between them but what a key or an answer changes.
const (
	transferRhythm = 250 * time.Millisecond
	secondRhythm   = time.Second
	minuteRhythm   = time.Minute
)

// ticker is the one pending point in time. A tick whose generation is not the current one is old:
// only one chain of them lives.
type ticker struct {
	gen    int
	rhythm time.Duration // 0: none pending
}

// keepTicking makes sure that the screen is woken when the next visible thing changes, and not
// before. Ticks are aligned to the clock, so that all countdowns turn together.
func (m *Model) keepTicking() tea.Cmd {
	want := m.rhythm()
	if want == 0 || m.stop {
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

// onTick lets the next tick be set, and does what is due.
func (m *Model) onTick(msg ticked) tea.Cmd {
	if msg.gen != m.tick.gen {
		return nil
	}
	m.tick.rhythm = 0
	m.sample()
	if !m.toast.until.IsZero() && !m.now.Before(m.toast.until) && !m.blurred {
		m.toast, m.live.arrived = toast{}, 0
	}
	m.watchCopied()
	m.warnOfEnds()
	m.list.Invalidate()
	return m.keepAlive()
}

// rhythm returns how often something visible changes now; 0 for never.
func (m *Model) rhythm() time.Duration {
	switch {
	case m.running() > 0:
		return transferRhythm
	case m.countsSeconds():
		return secondRhythm
	case m.blurred || m.lib.Len() == 0 || m.lay.Kind == layout.Tiny:
		return 0
	}
	return minuteRhythm // ages, and the token's hours and minutes
}

// countsSeconds reports whether anything that shows or acts by the second is alive.
func (m *Model) countsSeconds() bool {
	if !m.toast.until.IsZero() && !m.blurred || m.pane.kind == paneLink || m.pane.kind == panePanel || m.feedCounts() || m.tokenCounts() || m.walk.running() && m.walk.state.Stage == model.StageRetrying {
		return true
	}
	now := m.server()
	for _, id := range m.list.Visible() {
		if r := m.rows[id]; r != nil && m.rowCounts(id, r, now) {
			return true
		}
	}
	return m.countsOffScreen(now)
}

// countsOffScreen reports whether something is to be done when the link of a row ends, seen or not.
func (m *Model) countsOffScreen(now time.Time) bool {
	for _, r := range m.busy.alive {
		if r.link.Left(now) > 0 {
			return true
		}
	}
	return len(m.busy.copied) > 0
}

// rowCounts reports whether the row's own line changes by the second.
func (m *Model) rowCounts(id string, r *row, now time.Time) bool {
	switch r.link.Phase(now) {
	case model.PhaseLive, model.PhaseSoon:
		return true
	case model.PhaseExpired:
		if now.Sub(r.link.Expires) < time.Minute {
			return true
		}
	case model.PhaseNone:
	}
	if r.call != nil || r.save != nil {
		return true
	}
	a, ok := m.lib.ByID(id)
	return ok && !m.blurred && !a.SentAt.IsZero() && now.Sub(a.SentAt) < time.Minute
}
