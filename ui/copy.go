package ui

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"attache/model"
	"attache/ui/clip"
)

// copyJob is a copy that waits for links to be renewed. Nothing reaches the clipboard before all of
// them have answered.
type copyJob struct {
	num     int
	ids     []string
	waiting map[string]bool
	renewed bool // one of them had a link that had run out
}

// copyLinks copies the links of the targets, one a line, in list order. A dead or nearly dead link
// is renewed first.
func (m *Model) copyLinks() tea.Cmd {
	targets := m.targets()
	job := &copyJob{ids: targets, waiting: map[string]bool{}}
	m.nums++
	job.num = m.nums
	now := m.server()
	var cmds []tea.Cmd
	for _, id := range targets {
		r := m.row(id)
		if r.link.Usable(now) || !m.mayAsk(id) {
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
	if m.copying == nil || !m.copying.waiting[id] {
		return nil
	}
	delete(m.copying.waiting, id)
	if len(m.copying.waiting) > 0 {
		return nil
	}
	return m.copyReady()
}

// copyReady sends the links that are good to the clipboard. If none is, the clipboard stays as it
// was, and the reason has been said already.
func (m *Model) copyReady() tea.Cmd {
	job := m.copying
	m.copying = nil
	now := m.server()
	done := copyDone{renewed: job.renewed}
	var lines []string
	for _, id := range job.ids {
		r := m.row(id)
		if !r.link.Usable(now) {
			done.failed++
			continue
		}
		left := r.link.Left(now)
		if len(lines) == 0 || left < done.good {
			done.good, done.until = left, m.local(r.link.Expires)
		}
		lines = append(lines, r.link.URL.Reveal())
		m.busy.copied[id], r.warned = r, false
	}
	done.links = len(lines)
	if done.links == 0 {
		return nil
	}
	text := model.NewSecret(strings.Join(lines, "\n"))
	board, ctx, num := m.opts.Clipboard, m.ctx, job.num
	return func() tea.Msg {
		return textCopied{num: num, route: board.Copy(ctx, text.Reveal()), text: text, copy: done}
	}
}

// onTextCopied tells the truth about a copy: which way it went, and for how long it is good.
func (m *Model) onTextCopied(msg textCopied) tea.Cmd {
	if msg.route == clip.RouteNone {
		m.problem(&model.Problem{Kind: model.KindClipboard}, "")
		return nil
	}
	m.say(toastGood, m.copySentence(msg))
	if msg.route == clip.RouteOSC52 {
		return tea.SetClipboard(msg.text.Reveal())
	}
	return nil
}

func (m *Model) copySentence(msg textCopied) string {
	var b strings.Builder
	c := msg.copy
	if c.renewed && m.lay.kind != narrow {
		b.WriteString("It had run out; a new one was asked for. ")
	}
	b.WriteString(plural(c.links, "Link", "links"))
	switch msg.route {
	case clip.RouteOSC52:
		if m.lay.kind == narrow {
			b.WriteString(" sent (OSC 52)")
		} else {
			b.WriteString(" sent to the terminal's clipboard (OSC 52)")
		}
	case clip.RouteTmux:
		b.WriteString(" copied by way of tmux")
	case clip.RouteNative, clip.RouteNone:
		b.WriteString(" copied")
	}
	left := max(c.until.Sub(m.now)-model.ExpiryMargin, 0).Truncate(time.Second)
	b.WriteString(", good for " + model.FormatCountdown(min(left, c.good)))
	if c.failed > 0 {
		b.WriteString("; " + plural(c.failed, "one could", "could") + " not be renewed")
	}
	if m.lay.kind != narrow {
		b.WriteString(". Whoever holds it can fetch the file until " + c.until.Local().Format(time.TimeOnly))
	}
	return b.String()
}
