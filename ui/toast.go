package ui

import (
	"time"

	"attache/model"
	"attache/ui/part"
	"attache/ui/style"
	"attache/ui/wording"
)

// tone is how much a message matters.
type tone = style.Severity

const (
	toastNote = style.Info
	toastGood = style.Success
	toastWarn = style.Warning
	toastBad  = style.Problem
)

// How long a message stays. A problem stays until a key is pressed: it must not vanish unread.
const (
	noteLasts = 4 * time.Second
	warnLasts = 8 * time.Second
	logLength = 200
)

// toast is the one line of news.
type toast struct {
	tone  tone
	text  string
	until time.Time // zero: until a key
}

// say shows a line of news and keeps it in the log.
func (m *Model) say(t tone, text string) {
	until := m.now.Add(lasts(t))
	if t == toastBad {
		until = time.Time{}
	}
	m.note(t, text)
	if m.toast.tone == toastBad && t != toastBad {
		return // a problem stays until a key
	}
	m.toast = toast{t, text, until}
}

// lasts is how long a line of this tone stays where somebody looks, unless a key takes it away.
func lasts(t tone) time.Duration {
	if t == toastWarn {
		return warnLasts
	}
	return noteLasts
}

// note keeps a line in the log alone.
func (m *Model) note(t tone, text string) {
	m.live.arrived = 0
	m.log = append(m.log, part.LogEntry{At: m.now, Severity: t, Text: text, Named: !m.hidden})
	if over := len(m.log) - logLength; over > 0 {
		m.log = append(m.log[:0], m.log[over:]...)
	}
}

// problem says what went wrong and what to do next. about names the attachment, if there is one.
// Where the line has no room for the next step, it names the key that tells all.
func (m *Model) problem(p *model.Problem, about string) {
	w := wording.For(p)
	text, next := w.Sentence, w.Advice
	keys := &m.opts.Keys.Act
	if p.Kind == model.KindClipboard {
		next = keys.ShowLink.Help().Key + " shows the link."
	}
	if about != "" {
		text = about + ": " + text
		if m.theme.Width(text)+1+m.theme.Width(next) > m.lay.W-4 {
			next = keys.Explain.Help().Key + " explains."
			text = m.theme.End(text, max(m.lay.W-5-m.theme.Width(next), 1), m.theme.Glyphs.Cut)
		}
	}
	t := toastBad
	if p.Kind == model.KindScanning {
		t = toastWarn // it passes by itself
	}
	m.say(t, text+" "+next)
}

// problemOfRow says it aloud only when the user asked for what failed; else the row shows it.
func (m *Model) problemOfRow(id string, p *model.Problem, aloud bool) {
	if aloud {
		m.problem(p, m.labelOf(id))
		return
	}
	m.note(toastBad, m.labelOf(id)+": "+wording.For(p).Sentence)
}

// problemOfChat covers the screen when there is nothing else to see, and is a line of news otherwise.
func (m *Model) problemOfChat(p *model.Problem) {
	if m.lib.Len() == 0 {
		m.pane = pane{kind: paneBroken, problem: p}
		return
	}
	m.problem(p, "")
}

// dismiss takes away a problem that waited for a key.
func (m *Model) dismiss() {
	if m.toast.tone == toastBad {
		m.toast, m.live.arrived = toast{}, 0
		m.tellDead()
	}
}
