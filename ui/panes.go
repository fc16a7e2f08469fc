package ui

import (
	"time"

	"attache/model"
	"attache/ui/cells"
	"attache/ui/layout"
	"attache/ui/style"
	"attache/ui/wording"
)

// paneLines are the lines of the pane that covers the list, all of them.
func (m *Model) paneLines() []string {
	w := max(m.lay.W-2, 1)
	switch m.pane.kind {
	case paneDetails:
		return m.detailPane(w)
	case paneLog:
		return indent(append([]string{m.theme.Brand.Render("Log"), ""}, m.logLines(w, logLength)...))
	case paneDownloads:
		return append([]string{m.downloadTitle()}, m.downloadLines(m.lay.W, 0)...)
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
	lines := []string{" " + m.theme.Strong.Render(m.theme.Fit(m.label(a), w, m.theme.Glyphs.Cut))}
	return append(lines, m.detailLines(w, m.lay.H)...)
}

// linkPane shows the pre-signed URL. It starts at the first column and has no frame, so that what a
// mouse selects is the URL and nothing else. A link that has died is shown no more.
func (m *Model) linkPane() []string {
	r, k := m.row(m.pane.id), &m.theme.Styles
	now := m.server()
	if r.link.Left(now) == 0 {
		return []string{"", k.Dim.Render(m.theme.FitEnd(" This link has died. "+m.opts.Keys.List.Back.Help().Key+" goes back; using the file renews it.", m.lay.W, m.theme.Glyphs.Cut))}
	}
	head := " Pre-signed URL of " + m.labelOf(m.pane.id) + ", good for " + model.FormatCountdown(r.link.Left(now))
	if m.lay.Kind == layout.Narrow {
		head = " Good for " + model.FormatCountdown(r.link.Left(now))
	}
	lines := []string{k.Strong.Render(m.theme.FitEnd(head, m.lay.W, m.theme.Glyphs.Cut))}
	if m.lay.Kind != layout.Narrow {
		holder := k.Dim.Render(m.theme.FitEnd(" "+m.opensWord(r, m.clickLabel())+"Whoever holds it can fetch the file.", m.lay.W, ""))
		lines = append(lines, withHyperlink(holder, m.hyperlink(r)), "")
	}
	return append(lines, m.theme.WrapHard(model.Text(r.link.URL.Reveal()), m.lay.W)...)
}

// explainLines says all that is known about a problem.
func (m *Model) explainLines(p *model.Problem, w int, raw bool) []string {
	k := &m.theme.Styles
	words := wording.For(p)
	lines := k.Strong.RenderAll(m.theme.Wrap(words.Sentence, w))
	lines = append(lines, k.Plain.RenderAll(m.theme.Wrap(words.Advice, w))...)
	if len(words.Causes) > 0 {
		lines = append(lines, "", k.Dim.Render("Likely causes"))
		for _, c := range words.Causes {
			for i, l := range m.theme.Wrap(c, max(w-2, 1)) {
				bullet := m.theme.Glyphs.Dot + " "
				if i > 0 {
					bullet = "  "
				}
				lines = append(lines, k.Plain.Render(bullet+l))
			}
		}
	}
	if raw {
		lines = append(lines, "")
		lines = append(lines, k.Dim.RenderAll(m.theme.Wrap(m.theme.Own(wording.Technical(p)), w))...)
	}
	return lines
}

// brokenLines is the pane that stands where the list would be when the chat could not be read.
func (m *Model) brokenLines(w int) []string {
	lines := m.explainLines(m.pane.problem, w, m.pane.raw)
	if m.lay.Kind != layout.Narrow {
		lines = append([]string{""}, lines...)
	}
	return append(lines, "", m.theme.Dim.Render(m.theme.FitEnd("Nothing was changed in the chat.", w, "")))
}

func painted(lines []string, k style.Style) []string {
	for i, l := range lines {
		lines[i] = k.Render(l)
	}
	return lines
}

// emptyLines stand where there is nothing to list.
func (m *Model) emptyLines() []string {
	k, l := &m.theme.Styles, &m.opts.Keys.List
	switch {
	case m.lib.Len() > 0:
		return k.Dim.RenderAll(m.theme.Wrap(" Nothing matches the filter. "+l.Back.Help().Key+" shows all."+m.filterHint(), m.lay.ListW))
	case m.walk.running():
		return nil
	}
	text := "No attachments in this chat yet. " + l.Reload.Help().Key + " looks again, " + l.TypeID.Help().Key + " takes an ID."
	if m.live.watch.running() {
		text = "No attachments in this chat yet. New ones appear here by themselves. " + l.TypeID.Help().Key + " takes an ID."
	}
	if !m.read.IsZero() {
		text += " Last look " + m.read.Local().Format(time.TimeOnly) + "."
	}
	var lines []string
	for _, line := range m.theme.Wrap(text, max(m.lay.ListW-2, 1)) {
		lines = append(lines, " "+k.Dim.Render(m.theme.Fit(line, m.lay.ListW-1, "")))
	}
	return lines
}

// logLines are the last h lines of the log, newest last.
func (m *Model) logLines(w, h int) []string {
	k := &m.theme.Styles
	var lines []string
	for _, e := range m.log {
		ink := k.Plain
		switch e.tone {
		case toastBad:
			ink = k.Bad
		case toastWarn:
			ink = k.Wait
		case toastNote, toastGood:
		}
		text := e.text
		if m.hidden && e.named {
			text = "(hidden with the names)"
		}
		stamp := e.at.Local().Format(time.TimeOnly) + " "
		for i, l := range m.theme.Wrap(text, max(w-len(stamp), 1)) {
			if i > 0 {
				stamp = cells.Spaces(len(stamp))
			}
			lines = append(lines, k.Dim.Render(stamp)+ink.Render(l))
		}
	}
	if len(lines) == 0 {
		return []string{k.Dim.Render(m.theme.FitEnd("Nothing has happened yet.", w, ""))}
	}
	if len(lines) > h {
		lines = lines[len(lines)-h:]
	}
	return lines
}
