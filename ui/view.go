package ui

import (
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"attache/model"
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
	if m.lay.kind == tiny {
		return m.tinyFrame()
	}
	f := make([]string, 0, m.lay.h)
	f = append(f, m.headerLine())
	if m.lay.kind != narrow {
		f = append(f, m.ruleLine())
	}
	f = append(f, m.body(m.lay.h-len(f)-m.footHeight())...)
	return append(f, m.foot()...)
}

// tinyFrame is all there is room for on a very small terminal.
func (m *Model) tinyFrame() []string {
	if m.lay.w < 1 || m.lay.h < 1 {
		return nil
	}
	need := "needs " + strconv.Itoa(tinyWidth) + "x" + strconv.Itoa(tinyHeight)
	return []string{m.ruler.FitEnd(need, m.lay.w, "")}
}

// body is what stands between header and foot: a pane over the whole width, or the list with its
// details. It has exactly h lines.
func (m *Model) body(h int) []string {
	if m.covered() {
		return m.window(m.paneLines(), h)
	}
	if m.lay.loadH > 0 {
		return append(m.above(h-m.lay.loadH), m.downloadBlock()...)
	}
	return m.above(h)
}

// above is the list with its details.
func (m *Model) above(h int) []string {
	if m.lay.kind == wide {
		return m.besides(m.listBlock(h), m.side(h))
	}
	list := m.listBlock(h - m.belowHeight())
	if m.lay.detailH == 0 {
		return list
	}
	return append(list, m.below()...)
}

// belowHeight is what the details below the list take with their title.
func (m *Model) belowHeight() int {
	if m.lay.detailH == 0 {
		return 0
	}
	return m.lay.detailH + 1
}

// below is the details under the list.
func (m *Model) below() []string {
	title := ""
	if a, ok := m.selected(); ok {
		title = m.label(a)
	}
	lines := []string{m.titled(title, m.lay.w)}
	return append(lines, pad(m.detailLines(m.lay.w, m.lay.detailH), m.lay.detailH)...)
}

// side is the pane beside the list: details, or the log.
func (m *Model) side(h int) []string {
	w := m.lay.sideW - 3 // the post, a gap, and a margin at the edge
	if m.pane.kind == panePanel {
		return m.window(m.panelLines(w), h)
	}
	tab := func(name, k string, on bool) string {
		if on {
			return m.st.row.brand.paint(name)
		}
		return m.st.row.dim.paint(name + " " + k)
	}
	logOn := m.pane.side == paneLog
	lines := []string{tab("Details", first(m.opts.Keys.Screen.Details), !logOn) + "  " + tab("Log", first(m.opts.Keys.Screen.Log), logOn)}
	if logOn {
		lines = append(lines, "")
		lines = append(lines, m.logLines(w, h-2)...)
		return pad(lines, h)
	}
	if a, ok := m.selected(); ok {
		lines = append(lines, m.st.row.strong.paint(m.ruler.Fit(m.label(a), w, m.gl.cut)), "")
	}
	lines = append(lines, m.detailLines(w, h-len(lines))...)
	return pad(lines, h)
}

// besides puts the list and the pane next to each other.
func (m *Model) besides(list, side []string) []string {
	post := m.st.rule.paint(m.gl.post) + " "
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
	if m.lay.kind == narrow {
		head = 1
	}
	return max(m.lay.h-head-m.footHeight(), 0)
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
	w, end := m.lay.w, ""
	if m.lay.kind == wide && !m.covered() {
		w, end = m.lay.listW, m.gl.tee+strings.Repeat(m.gl.rule, m.lay.sideW-1)
	}
	b := m.banner(w - 4)
	if b.text == "" {
		return m.st.rule.paint(strings.Repeat(m.gl.rule, w) + end)
	}
	return m.st.rule.paint(m.gl.rule) + " " + b.ink.paint(b.text) + " " + m.st.rule.paint(strings.Repeat(m.gl.rule, w-m.ruler.Width(b.text)-3)+end)
}

// titled is a rule with a title in it.
func (m *Model) titled(title string, w int) string {
	if title == "" {
		return m.st.rule.paint(strings.Repeat(m.gl.rule, w))
	}
	title = m.ruler.Middle(title, w-6, m.gl.cut)
	rest := max(w-m.ruler.Width(title)-3, 0)
	return m.st.rule.paint(m.gl.rule) + " " + m.st.row.strong.paint(title) + " " + m.st.rule.paint(strings.Repeat(m.gl.rule, rest))
}

// title is the terminal's own title. It names no file and no chat: titles end up in task lists.
func (m *Model) title() string {
	if n := m.running(); n > 0 {
		done, total := m.transferred()
		if p := model.FormatPercent(done, total); p != "" {
			return "attache " + m.gl.dot + " " + p + " of " + plural(n, "file", "files")
		}
	}
	files := plural(m.lib.Len(), "file", "files")
	if n := len(m.live.fresh); n > 0 {
		files = strconv.Itoa(n) + " new, " + files
	}
	return "attache " + m.gl.dot + " " + files
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
	return m.ruler.Middle(m.label(a), 30, m.gl.cut)
}
