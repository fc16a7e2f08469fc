package ui

import (
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"attache/model"
	"attache/ui/layout"
)

// View draws the screen from the state alone: it reads no clock and changes nothing.
func (m *Model) View() tea.View {
	m.pace.Drawn()
	lines := m.frame()
	v := tea.NewView(strings.Join(lines, "\n"))
	v.AltScreen = true
	v.ReportFocus = true
	v.KeyboardEnhancements = m.askKeyboard()
	v.WindowTitle = m.title()
	v.ProgressBar = m.progressBar()
	v.Cursor = m.cursor(len(lines))
	return v
}

// frame returns the lines of the screen, at most as many as fit, none wider than the screen.
func (m *Model) frame() []string {
	if m.lay.Kind == layout.Tiny {
		return m.tinyFrame()
	}
	f := make([]string, 0, m.lay.H)
	f = append(f, m.headerLine())
	if m.lay.Kind != layout.Narrow {
		f = append(f, m.ruleLine())
	}
	f = append(f, m.body(m.lay.H-len(f)-m.footHeight())...)
	return append(f, m.foot()...)
}

// tinyFrame is all there is room for on a very small terminal.
func (m *Model) tinyFrame() []string {
	if m.lay.W < 1 || m.lay.H < 1 {
		return nil
	}
	need := "needs " + strconv.Itoa(layout.TinyWidth) + "x" + strconv.Itoa(layout.TinyHeight)
	return []string{m.theme.FitEnd(need, m.lay.W, "")}
}

// body is what stands between header and foot: a pane over the whole width, or the list with its
// details. It has exactly h lines.
func (m *Model) body(h int) []string {
	if m.covered() {
		return m.window(m.paneLines(), h)
	}
	if m.lay.DownloadsH > 0 {
		return append(m.above(h-m.lay.DownloadsH), m.downloadBlock()...)
	}
	return m.above(h)
}

// above is the list with its details.
func (m *Model) above(h int) []string {
	if m.lay.Kind == layout.Wide {
		return m.besides(m.listBlock(h), m.side(h))
	}
	list := m.listBlock(h - m.belowHeight())
	if m.lay.DetailH == 0 {
		return list
	}
	return append(list, m.below()...)
}

// belowHeight is what the details below the list take with their title.
func (m *Model) belowHeight() int {
	if m.lay.DetailH == 0 {
		return 0
	}
	return m.lay.DetailH + 1
}

// below is the details under the list.
func (m *Model) below() []string {
	title := ""
	if a, ok := m.selected(); ok {
		title = m.label(a)
	}
	lines := []string{m.titled(title, m.lay.W)}
	return append(lines, pad(m.detailLines(m.lay.W, m.lay.DetailH), m.lay.DetailH)...)
}

// side is the pane beside the list: details, or the log.
func (m *Model) side(h int) []string {
	w := m.lay.SideW - 3 // the post, a gap, and a margin at the edge
	if m.pane.kind == panePanel {
		return m.window(m.panelLines(w), h)
	}
	tab := func(name, k string, on bool) string {
		if on {
			return m.theme.Brand.Render(name)
		}
		return m.theme.Dim.Render(name + " " + k)
	}
	logOn := m.pane.side == paneLog
	lines := []string{tab("Details", m.opts.Keys.Screen.Details.Help().Key, !logOn) + "  " + tab("Log", m.opts.Keys.Screen.Log.Help().Key, logOn)}
	if logOn {
		lines = append(lines, "")
		lines = append(lines, m.logLines(w, h-2)...)
		return pad(lines, h)
	}
	if a, ok := m.selected(); ok {
		lines = append(lines, m.theme.Strong.Render(m.theme.Fit(m.label(a), w, m.theme.Glyphs.Cut)), "")
	}
	lines = append(lines, m.detailLines(w, h-len(lines))...)
	return pad(lines, h)
}

// besides puts the list and the pane next to each other.
func (m *Model) besides(list, side []string) []string {
	post := m.theme.Rule.Render(m.theme.Glyphs.Divider) + " "
	out := make([]string, len(list))
	for i := range list {
		out[i] = list[i] + post + side[i]
	}
	return out
}

// window shows h lines of a pane from its scroll position.
func (m *Model) window(lines []string, h int) []string {
	top := max(0, min(m.pane.top, len(lines)-h))
	return pad(lines[top:], h)
}

// paneHeight is how many lines a pane over the whole width shows.
func (m *Model) paneHeight() int {
	head := 2
	if m.lay.Kind == layout.Narrow {
		head = 1
	}
	return max(m.lay.H-head-m.footHeight(), 0)
}

// pad cuts or fills lines to exactly h.
func pad(lines []string, h int) []string {
	h = max(h, 0)
	if len(lines) > h {
		return lines[:h]
	}
	for len(lines) < h {
		lines = append(lines, "")
	}
	return lines
}

// ruleLine is the rule below the header. What stays to be said stands in it.
func (m *Model) ruleLine() string {
	w, end := m.lay.W, ""
	if m.lay.Kind == layout.Wide && !m.covered() {
		w, end = m.lay.ListW, m.theme.Glyphs.Tee+strings.Repeat(m.theme.Glyphs.Rule, m.lay.SideW-1)
	}
	b := m.banner(w - 4)
	if b.text == "" {
		return m.theme.Rule.Render(strings.Repeat(m.theme.Glyphs.Rule, w) + end)
	}
	return m.theme.Rule.Render(m.theme.Glyphs.Rule) + " " + b.ink.Render(b.text) + " " + m.theme.Rule.Render(strings.Repeat(m.theme.Glyphs.Rule, w-m.theme.Width(b.text)-3)+end)
}

// titled is a rule with a title in it.
func (m *Model) titled(title string, w int) string {
	if title == "" {
		return m.theme.Rule.Render(strings.Repeat(m.theme.Glyphs.Rule, w))
	}
	title = m.theme.Middle(title, w-6, m.theme.Glyphs.Cut)
	rest := max(w-m.theme.Width(title)-3, 0)
	return m.theme.Rule.Render(m.theme.Glyphs.Rule) + " " + m.theme.Strong.Render(title) + " " + m.theme.Rule.Render(strings.Repeat(m.theme.Glyphs.Rule, rest))
}

// title is the terminal's own title. It names no file and no chat: titles end up in task lists.
func (m *Model) title() string {
	if n := m.running(); n > 0 {
		done, total := m.transferred()
		if p := model.FormatPercent(done, total); p != "" {
			return "attache " + m.theme.Glyphs.Dot + " " + p + " of " + plural(n, "file", "files")
		}
	}
	files := plural(m.lib.Len(), "file", "files")
	if n := len(m.live.fresh); n > 0 {
		files = strconv.Itoa(n) + " new, " + files
	}
	return "attache " + m.theme.Glyphs.Dot + " " + files
}

// progressBar shows the transfers in the terminal's own way. It is made anew for each frame: the
// framework compares what it points to with what it pointed to before.
func (m *Model) progressBar() *tea.ProgressBar {
	done, total := m.transferred()
	switch {
	case m.running() == 0:
		return nil
	case total <= 0:
		return tea.NewProgressBar(tea.ProgressBarIndeterminate, 0)
	}
	return tea.NewProgressBar(tea.ProgressBarDefault, int(done*100/total))
}

// transferred sums up the transfers under way; total is 0 when one of them is unknown.
func (m *Model) transferred() (done, total int64) {
	known := true
	for _, r := range m.busy.saving {
		d, t := r.save.meter.Read()
		done, total, known = done+d, total+t, known && t > 0
	}
	if !known {
		total = 0
	}
	return done, total
}

// plural says "one thing" or "3 things": one is the word for a single one, many for any other number.
func plural(n int, one, many string) string {
	if n == 1 {
		if one == "file" {
			return "1 file"
		}
		return one
	}
	return strconv.Itoa(n) + " " + many
}

// labelOf names an attachment by its ID, for sentences.
func (m *Model) labelOf(id string) string {
	a, ok := m.lib.ByID(id)
	if !ok {
		return model.Text(id)
	}
	return m.theme.Middle(m.label(a), 30, m.theme.Glyphs.Cut)
}
