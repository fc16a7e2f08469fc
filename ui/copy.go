package ui

import (
	"slices"
	"strconv"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"attache/model"
	"attache/ui/clip"
	"attache/ui/layout"
)

// copyJob is a copy that may wait for links to be renewed.
type copyJob struct {
	model.Handout

	num int
}

// copyLinks copies the given attachments in the form, one a line, in that order. A dead or nearly
// dead link is renewed first, where the form has links. A copy that still waits is replaced.
func (m *Model) copyLinks(targets []string, form model.Form) tea.Cmd {
	m.wishes.GiveWay() // what is asked for now is the last copy
	if !form.HasLink() {
		return m.copyNow(targets, form)
	}
	if len(targets) == 1 && m.keepsFor(model.WishCopy, targets[0]) {
		m.row(targets[0]).form = form
		return nil // one of several would later take the place of the others in the clipboard
	}
	if m.manyLinks(targets, form, func(m *Model) tea.Cmd { return m.copyNow(targets, form) }) {
		return nil
	}
	return m.copyNow(targets, form)
}

// manyLinks asks before a key spends much of the shared quota.
func (m *Model) manyLinks(targets []string, form model.Form, yes func(*Model) tea.Cmd) bool {
	h := model.Handout{IDs: targets, Form: form}
	n := len(h.Stale(m.server(), m.linkOf))
	if n <= model.ManyLinks {
		return false
	}
	m.asking = &question{text: "Ask for " + strconv.Itoa(n) + " links? Each is a call out of the quota all agents share.", yes: yes}
	return true
}

// linkOf is the newest link of an attachment.
func (m *Model) linkOf(id string) model.Link { return m.row(id).link }

func (m *Model) copyNow(targets []string, form model.Form) tea.Cmd {
	m.nums++
	job := &copyJob{model.Handout{IDs: targets, Form: form}, m.nums}
	m.copying = job
	ask := job.Begin(m.server(), m.linkOf, m.mayAsk)
	if len(ask) == 0 {
		return m.copyReady()
	}
	return m.askLinks(ask)
}

// askLinks asks for links that a key wants.
func (m *Model) askLinks(ids []string) tea.Cmd {
	cmds := make([]tea.Cmd, 0, len(ids))
	for _, id := range ids {
		cmds = append(cmds, m.askLink(id, model.UrgencyAsked))
	}
	return tea.Batch(cmds...)
}

// copyGoesOn notes that an attachment of the waiting copy has been answered.
func (m *Model) copyGoesOn(id string) tea.Cmd {
	job := m.copying
	if job == nil || !job.Answered(id) || job.Waiting() > 0 {
		return nil
	}
	aged := job.Aged(m.server(), m.linkOf, func(id string) bool { return m.row(id).problem != nil })
	if len(aged) > 0 {
		return m.askLinks(aged)
	}
	return m.copyReady()
}

// copyReady sends what can be copied to the clipboard: of links, those that are good. If none is, the
// clipboard stays as it was, and the reason is said.
func (m *Model) copyReady() tea.Cmd {
	job := m.copying
	m.copying = nil
	now := m.server()
	out := job.Hand(&m.lib, now, m.linkOf, func(t time.Time) time.Time { return m.local(t).Local() })
	done := copyDone{form: job.Form, renewed: job.Renewed, links: len(out.Linked), failed: len(job.IDs) - len(out.Linked)}
	if done.links == 0 {
		if !slices.ContainsFunc(job.IDs, m.explained) {
			m.problem(noLink(), "")
		}
		return nil
	}
	if job.Form.HasLink() {
		done.good, done.until = out.First.Left(now), m.local(out.First.Expires)
		for _, l := range out.Linked {
			done.given = append(done.given, given{l.Attachment.ID, l.Link.Expires})
		}
	}
	board, ctx, num, text := m.opts.Clipboard, m.ctx, job.num, out.Text
	m.copies = num
	return func() tea.Msg {
		return textCopied{num: num, route: board.Copy(ctx, text.Reveal()), text: text, copy: done}
	}
}

// explained reports whether it was said, or stands in its row, why an attachment has no link.
func (m *Model) explained(id string) bool {
	a, _ := m.lib.ByID(id)
	return m.row(id).problem != nil || a.Status == model.StatusRejected || a.Status == model.StatusInProgress
}

// onTextCopied tells the truth about a copy: which way it went, and for how long it is good.
func (m *Model) onTextCopied(msg textCopied) tea.Cmd {
	switch {
	case msg.num != m.copies:
		return nil // a later copy is on its way
	case len(m.opts.Clipboard.Routes()) == 0:
		m.say(toastWarn, "The clipboard is switched off; "+m.opts.Keys.Act.ShowLink.Help().Key+" shows the link")
		return nil
	case msg.route == clip.RouteNone:
		m.problem(&model.Problem{Kind: model.KindClipboard}, "")
		return nil
	}
	m.noteCopied(msg.copy.given)
	t := toastGood
	if msg.copy.failed > 0 {
		t = toastBad // it replaces what was said of each, and stays to be read
	}
	m.say(t, m.copySentence(msg))
	if msg.route == clip.RouteOSC52 {
		return m.sendToTerminal(msg.text)
	}
	return nil
}

// sendToTerminal asks the terminal to take a text into its clipboard. GNU screen keeps that to itself
// unless it is wrapped, in pieces that it can hold.
func (m *Model) sendToTerminal(text model.Secret) tea.Cmd {
	if m.opts.Getenv("STY") == "" || m.opts.Clipboard.InTmux() {
		return tea.SetClipboard(text.Reveal())
	}
	const piece = 256 - len("\x1bP\x1b\\")
	return tea.Raw(ansi.ScreenPassthrough(ansi.SetSystemClipboard(text.Reveal()), piece))
}

// copySentence puts first what must not be cut off: the way, the time, what failed.
func (m *Model) copySentence(msg textCopied) string {
	c := msg.copy
	what, holder := formWords(c.form, c.links), ". Whoever holds it can fetch the file until "
	if !c.form.HasLink() {
		return what + m.routeWords(msg.route)
	}
	if c.links > 1 {
		holder = ". Whoever holds them can fetch the files until "
	}
	switch {
	case c.renewed && c.form == model.FormLink:
		what += " renewed and"
	case c.renewed && c.links > 1:
		what += " with new links"
	case c.renewed:
		what += " with a new link"
	}
	left := max(min(c.until.Sub(m.now)-model.ExpiryMargin, c.good), 0)
	text := what + m.routeWords(msg.route) + ", good for " + model.FormatCountdown(left)
	if c.failed > 0 {
		text += "; " + strconv.Itoa(c.failed) + " could not be had"
	}
	if more := holder + c.until.Local().Format(time.TimeOnly); m.theme.Width(text+more) < m.lay.W-4 {
		text += more
	}
	return text
}

// routeWords says no more than is known: only the desktop's own tool says that the clipboard has it.
func (m *Model) routeWords(r clip.Route) string {
	switch r {
	case clip.RouteOSC52:
		if m.lay.Kind == layout.Narrow {
			return " sent"
		}
		return " sent to the terminal's clipboard (OSC 52)"
	case clip.RouteTmux:
		return " sent by way of tmux" // whether the terminal outside took it, tmux does not say
	case clip.RouteNative, clip.RouteNone:
	}
	return " copied"
}
