package ui

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"attache/model"
	"attache/model/session"
	"attache/ui/part"
	"attache/ui/style"
)

// say tells what a key has done to the screen alone.
func (m *core) say(s style.Severity, text string) {
	w := session.WeightResult
	switch s {
	case style.Warning:
		w = session.WeightWarning
	case style.Problem:
		w = session.WeightProblem
	case style.Info, style.Success:
	}
	m.note(m.now, s, text)
	m.news.add(message{session.Notice{Answers: 1, Final: true, Weight: w}, s, text}, m.now)
}

// note keeps a line in the log.
func (m *core) note(at time.Time, s style.Severity, text string) {
	if text == "" {
		return
	}
	m.flood = nil
	m.log = append(m.log, part.LogEntry{At: at, Severity: s, Text: text, Named: !m.session.NamesHidden()})
	if over := len(m.log) - logLength; over > 0 {
		m.log = append(m.log[:0], m.log[over:]...)
	}
}

// keepLog takes over what the session has logged since the last time.
func (m *core) keepLog() {
	var fresh []session.LogEntry
	if fresh, m.logged = m.session.LogSince(m.logged); len(fresh) == 0 {
		return
	}
	s := m.announcer()
	for _, e := range fresh {
		if e.Call != nil {
			m.note(e.At, severityOf(e.Call.Problem), s.call(e.Call))
			continue
		}
		n := *e.Notice
		if _, ok := n.Fact.(session.FilesArrived); ok {
			m.noteArrived(s, n)
			continue
		}
		severity, text := s.words(n)
		m.note(e.At, severity, text)
	}
}

// noteArrived keeps in one line what came one after the other with nothing in between.
func (m *core) noteArrived(s announcer, n session.Notice) {
	if m.flood != nil {
		m.log = m.log[:len(m.log)-1]
	}
	n.About = append(m.flood, n.About...)
	severity, text := s.words(n)
	m.note(m.now, severity, text)
	m.flood = n.About
}

func severityOf(p *model.Problem) style.Severity {
	if p != nil && p.Kind != model.KindCancelled {
		return style.Problem
	}
	return style.Info
}

// noteRenewal keeps in the log that the token lives longer than it did.
func (m *core) noteRenewal(before model.Connection) {
	const seen = 5 * time.Minute // by which its end must move to be more than a clock set right
	old, ends := before.TokenEnds, m.status.TokenEnds
	if !old.IsZero() && ends.After(old.Add(seen)) {
		m.note(m.now, style.Info, "The connection token was renewed: "+model.FormatToken(ends.Sub(m.server()))+" left")
	}
}

// aloud reports whether a notice belongs into the line of news; all are in the log.
func (m *core) aloud(n session.Notice) bool {
	switch f := n.Fact.(type) {
	case session.FileSaved, session.WatchChanged, session.CopyReplaced, session.TokenWanted:
		return false // the row, the header or another answer says so
	case session.ChatRead:
		return f.Again
	case session.ChatNotRead:
		return !f.Shut
	case session.ChatEnded:
		return !f.Before || n.Weight > session.WeightNews // the header says enough
	case session.ScanEnded:
		return f.Rejected || slices.ContainsFunc(n.About, func(id string) bool { return id == m.list.Cursor() || m.list.IsMarked(id) })
	}
	return n.Weight > session.WeightDetail
}

// sendToTerminal asks the terminal to take a text into its clipboard. GNU screen keeps that to itself
// unless it is wrapped, in pieces that it can hold.
func (m *core) sendToTerminal(text model.Secret) tea.Cmd {
	if m.opts.Getenv("STY") == "" || m.opts.Clipboard.InTmux() {
		return tea.SetClipboard(text.Reveal())
	}
	const piece = 256 - len("\x1bP\x1b\\")
	return tea.Raw(ansi.ScreenPassthrough(ansi.SetSystemClipboard(text.Reveal()), piece))
}

// logLength bounds the log.
const logLength = 1000
