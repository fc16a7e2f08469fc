package ui

import (
	"strconv"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"attache/model"
	"attache/ui/clip"
)

// copyJob is a copy that may wait for links to be renewed. Nothing reaches the clipboard before all of
// them have answered.
type copyJob struct {
	num     int
	form    model.Form
	ids     []string
	waiting map[string]bool
	aged    bool // links that grew old while it waited were asked for again
	renewed bool // one of them had a link that had run out
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
	if m.manyLinks(targets, func(m *Model) tea.Cmd { return m.copyNow(targets, form) }) {
		return nil
	}
	return m.copyNow(targets, form)
}

// manyAtOnce is the most links asked for on one key without a question: more than a chat may hold
// files. Source: the service's quota of 35 attachments a chat.
const manyAtOnce = 40

// manyLinks asks before a key spends much of the shared quota.
func (m *Model) manyLinks(targets []string, yes func(*Model) tea.Cmd) bool {
	now, n := m.server(), 0
	for _, id := range targets {
		if !m.row(id).link.Usable(now) {
			n++
		}
	}
	if n <= manyAtOnce {
		return false
	}
	m.asking = &question{text: "Ask for " + strconv.Itoa(n) + " links? Each is a call out of the quota all agents share.", yes: yes}
	return true
}

func (m *Model) copyNow(targets []string, form model.Form) tea.Cmd {
	job := &copyJob{form: form, ids: targets, waiting: map[string]bool{}}
	m.nums++
	job.num = m.nums
	now := m.server()
	var cmds []tea.Cmd
	for _, id := range targets {
		r := m.row(id)
		if !form.HasLink() || r.link.Usable(now) || !m.mayAsk(id) {
			continue
		}
		job.renewed = job.renewed || !r.link.URL.IsZero()
		job.waiting[id] = true
		cmds = append(cmds, m.askLink(id, model.UrgencyAsked))
	}
	m.copying = job
	if len(job.waiting) == 0 {
		return m.copyReady()
	}
	return tea.Batch(cmds...)
}

// copyGoesOn notes that an attachment of the waiting copy has been answered.
func (m *Model) copyGoesOn(id string) tea.Cmd {
	job := m.copying
	if job == nil || !job.waiting[id] {
		return nil
	}
	delete(job.waiting, id)
	if len(job.waiting) > 0 {
		return nil
	}
	if cmd := m.refreshAged(job); len(job.waiting) > 0 {
		return cmd
	}
	return m.copyReady()
}

// refreshAged asks once more for links that were good when the copy began and have grown old while
// it waited for the others.
func (m *Model) refreshAged(job *copyJob) tea.Cmd {
	if job.aged {
		return nil
	}
	job.aged = true
	now := m.server()
	var cmds []tea.Cmd
	for _, id := range job.ids {
		r := m.row(id)
		if r.link.URL.IsZero() || r.problem != nil || r.link.Usable(now) {
			continue
		}
		job.waiting[id] = true
		cmds = append(cmds, m.askLink(id, model.UrgencyAsked))
	}
	return tea.Batch(cmds...)
}

// copyReady sends what can be copied to the clipboard: of links, those that are good. If none is, the clipboard stays as it
// was, and the reason is said.
func (m *Model) copyReady() tea.Cmd {
	job := m.copying
	m.copying = nil
	now := m.server()
	done := copyDone{form: job.form, renewed: job.renewed}
	var of []model.Linked
	explained := false
	for _, id := range job.ids {
		r := m.row(id)
		a, _ := m.lib.ByID(id)
		if !job.form.HasLink() {
			of = append(of, model.Linked{Attachment: a})
			continue
		}
		if !r.link.Usable(now) {
			done.failed++
			explained = explained || r.problem != nil || a.Status == model.StatusRejected || a.Status == model.StatusInProgress
			continue
		}
		left := r.link.Left(now)
		if len(of) == 0 || left < done.good {
			done.good, done.until = left, m.local(r.link.Expires)
		}
		of = append(of, model.Linked{Attachment: a, Link: r.link, Dies: m.local(r.link.Expires).Local()})
		done.given = append(done.given, given{id, r.link.Expires})
	}
	done.links = len(of)
	if done.links == 0 {
		if !explained {
			m.problem(noLink(), "")
		}
		return nil
	}
	text := job.form.Write(of, now)
	board, ctx, num := m.opts.Clipboard, m.ctx, job.num
	m.copies = num
	return func() tea.Msg {
		return textCopied{num: num, route: board.Copy(ctx, text.Reveal()), text: text, copy: done}
	}
}

// onTextCopied tells the truth about a copy: which way it went, and for how long it is good.
func (m *Model) onTextCopied(msg textCopied) tea.Cmd {
	switch {
	case msg.num != m.copies:
		return nil // a later copy is on its way
	case len(m.opts.Clipboard.Routes()) == 0:
		m.say(toastWarn, "The clipboard is switched off; "+first(m.opts.Keys.Act.ShowLink)+" shows the link")
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
	if m.opts.Getenv("STY") == "" || m.opts.Getenv("TMUX") != "" {
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
	if more := holder + c.until.Local().Format(time.TimeOnly); width(text+more) < m.lay.w-4 {
		text += more
	}
	return text
}

// routeWords says no more than is known: only the desktop's own tool says that the clipboard has it.
func (m *Model) routeWords(r clip.Route) string {
	switch r {
	case clip.RouteOSC52:
		if m.lay.kind == narrow {
			return " sent"
		}
		return " sent to the terminal's clipboard (OSC 52)"
	case clip.RouteTmux:
		return " sent by way of tmux" // whether the terminal outside took it, tmux does not say
	case clip.RouteNative, clip.RouteNone:
	}
	return " copied"
}
