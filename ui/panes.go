package ui

import (
	"time"

	"attache/model"
	"attache/ui/cells"
	"attache/ui/wording"
)

// paneLines are the lines of the pane that covers the list, all of them.
func (m *Model) paneLines() []string {
	w := max(m.lay.w-2, 1)
	switch m.pane.kind {
	case paneDetails:
		return m.detailPane(w)
	case paneLog:
		return indent(append([]string{m.st.row.brand.paint("Log"), ""}, m.logLines(w, logLength)...))
	case paneDownloads:
		return append([]string{m.downloadTitle()}, m.downloadLines(m.lay.w, 0)...)
	case paneHelp:
		return indent(m.helpLines(w))
	case paneLink:
		return m.linkPane()
	case paneExplain:
		return indent(m.explainLines(m.pane.problem, w, true))
	case paneBroken:
		return indent(m.brokenLines(w))
	case panePanel:
		return indent(m.panelLines(w))
	case paneNone:
	}
	return nil
}

func indent(lines []string) []string {
	out := make([]string, len(lines))
	for i, l := range lines {
		if l != "" {
			out[i] = " " + l
		}
	}
	return out
}

// detailPane is the details where they replace the list.
func (m *Model) detailPane(w int) []string {
	a, ok := m.selected()
	if !ok {
		return m.emptyLines()
	}
	lines := []string{" " + m.st.row.strong.paint(m.ruler.Fit(m.label(a), w, m.gl.cut))}
	return append(lines, m.detailLines(w, m.lay.h)...)
}

// linkPane shows the pre-signed URL. It starts at the first column and has no frame, so that what a
// mouse selects is the URL and nothing else. A link that has died is shown no more.
func (m *Model) linkPane() []string {
	r, k := m.row(m.pane.id), &m.st.row
	now := m.server()
	if r.link.Left(now) == 0 {
		return []string{"", k.dim.paint(m.ruler.FitEnd(" This link has died. "+first(m.opts.Keys.List.Back)+" goes back; using the file renews it.", m.lay.w, m.gl.cut))}
	}
	head := " Pre-signed URL of " + m.labelOf(m.pane.id) + ", good for " + model.FormatCountdown(r.link.Left(now))
	if m.lay.kind == narrow {
		head = " Good for " + model.FormatCountdown(r.link.Left(now))
	}
	lines := []string{k.strong.paint(m.ruler.FitEnd(head, m.lay.w, m.gl.cut))}
	if m.lay.kind != narrow {
		holder := k.dim.paint(m.ruler.FitEnd(" "+m.opensWord(r, m.clickLabel())+"Whoever holds it can fetch the file.", m.lay.w, ""))
		lines = append(lines, withHyperlink(holder, m.hyperlink(r)), "")
	}
	return append(lines, m.ruler.WrapHard(model.Text(r.link.URL.Reveal()), m.lay.w)...)
}

// explainLines says all that is known about a problem.
func (m *Model) explainLines(p *model.Problem, w int, raw bool) []string {
	k := &m.st.row
	words := wording.For(p)
	lines := painted(m.ruler.Wrap(words.Sentence, w), k.strong)
	lines = append(lines, painted(m.ruler.Wrap(words.Advice, w), k.plain)...)
	if len(words.Causes) > 0 {
		lines = append(lines, "", k.dim.paint("Likely causes"))
		for _, c := range words.Causes {
			for i, l := range m.ruler.Wrap(c, max(w-2, 1)) {
				bullet := m.gl.dot + " "
				if i > 0 {
					bullet = "  "
				}
				lines = append(lines, k.plain.paint(bullet+l))
			}
		}
	}
	if raw {
		lines = append(lines, "")
		lines = append(lines, painted(m.ruler.Wrap(m.own(wording.Technical(p)), w), k.dim)...)
	}
	return lines
}

// brokenLines is the pane that stands where the list would be when the chat could not be read.
func (m *Model) brokenLines(w int) []string {
	lines := m.explainLines(m.pane.problem, w, m.pane.raw)
	if m.lay.kind != narrow {
		lines = append([]string{""}, lines...)
	}
	return append(lines, "", m.st.row.dim.paint(m.ruler.FitEnd("Nothing was changed in the chat.", w, "")))
}

func painted(lines []string, k ink) []string {
	for i, l := range lines {
		lines[i] = k.paint(l)
	}
	return lines
}

// emptyLines stand where there is nothing to list.
func (m *Model) emptyLines() []string {
	k, l := &m.st.row, &m.opts.Keys.List
	switch {
	case m.lib.Len() > 0:
		return painted(m.ruler.Wrap(" Nothing matches the filter. "+first(l.Back)+" shows all."+m.filterHint(), m.lay.listW), k.dim)
	case m.walk.running():
		return nil
	}
	text := "No attachments in this chat yet. " + first(l.Reload) + " looks again, " + first(l.TypeID) + " takes an ID."
	if m.live.watch.running() {
		text = "No attachments in this chat yet. New ones appear here by themselves. " + first(l.TypeID) + " takes an ID."
	}
	if !m.read.IsZero() {
		text += " Last look " + m.read.Local().Format(time.TimeOnly) + "."
	}
	var lines []string
	for _, line := range m.ruler.Wrap(text, max(m.lay.listW-2, 1)) {
		lines = append(lines, " "+k.dim.paint(m.ruler.Fit(line, m.lay.listW-1, "")))
	}
	return lines
}

// logLines are the last h lines of the log, newest last.
func (m *Model) logLines(w, h int) []string {
	k := &m.st.row
	var lines []string
	for _, e := range m.log {
		ink := k.plain
		switch e.tone {
		case toastBad:
			ink = k.bad
		case toastWarn:
			ink = k.wait
		case toastNote, toastGood:
		}
		text := e.text
		if m.hidden && e.named {
			text = "(hidden with the names)"
		}
		stamp := e.at.Local().Format(time.TimeOnly) + " "
		for i, l := range m.ruler.Wrap(text, max(w-len(stamp), 1)) {
			if i > 0 {
				stamp = cells.Spaces(len(stamp))
			}
			lines = append(lines, k.dim.paint(stamp)+ink.paint(l))
		}
	}
	if len(lines) == 0 {
		return []string{k.dim.paint(m.ruler.FitEnd("Nothing has happened yet.", w, ""))}
	}
	if len(lines) > h {
		lines = lines[len(lines)-h:]
	}
	return lines
}
