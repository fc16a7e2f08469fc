package ui

import (
	"slices"
	"strconv"
	"strings"

	"attache/model"
	"attache/ui/layout"
)

const leastCut = 10 // cells; less of a text than this says nothing

// barSteps are the steps of a transfer's bar; on a narrow screen there is no room for one.
func (m *Model) barSteps() int {
	switch {
	case m.lay.Kind == layout.Narrow:
		return 0
	case m.lay.W < layout.WideWidth:
		return 6
	}
	return 12
}

// downloadBlock is the pane that stands below the list where there is room for it.
func (m *Model) downloadBlock() []string {
	lines := m.downloadLines(m.lay.W, m.lay.DownloadsH-1)
	return pad(append([]string{m.downloadTitle()}, lines...), m.lay.DownloadsH)
}

// downloadTitle counts the downloads, and names the folder.
func (m *Model) downloadTitle() string {
	k := &m.theme.Styles
	words := "Downloads"
	counts := map[string]int{}
	for _, id := range m.downloads.IDs() {
		counts[m.downloadState(m.row(id))]++
	}
	for _, word := range downloadStates() {
		if n := counts[word]; n > 0 {
			words += " " + m.theme.Glyphs.Dot + " " + strconv.Itoa(n) + " " + word
		}
	}
	title := m.theme.Rule.Render(m.theme.Glyphs.Rule) + " " + k.Strong.Render(m.theme.End(words, m.lay.W-3, m.theme.Glyphs.Cut)) + " "
	rest := m.lay.W - m.theme.Width(words) - 3
	dir := m.theme.Middle("to "+model.Text(m.opts.Dir), max(rest-12, 0), m.theme.Glyphs.Cut)
	if rest < 20 { // no room for a path that says anything
		return title + m.theme.Rule.Render(strings.Repeat(m.theme.Glyphs.Rule, max(rest, 0)))
	}
	rule := strings.Repeat(m.theme.Glyphs.Rule, rest-m.theme.Width(dir)-3)
	return title + m.theme.Rule.Render(rule) + " " + k.Dim.Render(dir) + " " + m.theme.Rule.Render(m.theme.Glyphs.Rule)
}

// downloadLines draws the downloads in lines of w cells: all of them, or for most above 0 at most
// that many, what moves first.
func (m *Model) downloadLines(w, most int) []string {
	ids := m.shownDownloads()
	if len(ids) == 0 {
		if len(m.downloads.IDs()) > 0 {
			return []string{"   " + m.theme.Dim.Render(m.theme.FitEnd("What was done is cleared from here; the files stay.", w-3, m.theme.Glyphs.Cut))}
		}
		save := m.opts.Keys.Act.Save.Help().Key
		return []string{"   " + m.theme.Dim.Render(m.theme.FitEnd("Nothing was saved yet; "+save+" saves the selected file, with marks all marked ones.", w-3, m.theme.Glyphs.Cut))}
	}
	if most > 0 && len(ids) > most {
		slices.SortStableFunc(ids, func(a, b string) int { return m.rank(a) - m.rank(b) })
		ids = ids[:most]
	}
	lines := make([]string, 0, len(ids))
	for i, id := range ids {
		if a, ok := m.lib.ByID(id); ok {
			here := m.pane.kind == paneDownloads && i == m.pane.pick
			lines = append(lines, m.downloadLine(a, m.row(id), w, here))
		}
	}
	return lines
}

// shownDownloads are the downloads in the pane.
func (m *Model) shownDownloads() []string {
	var ids []string
	for _, id := range m.downloads.IDs() {
		if !m.hiddenDone[id] {
			ids = append(ids, id)
		}
	}
	return ids
}

// rank puts what moves before what waits, and that before what has ended.
func (m *Model) rank(id string) int {
	switch r := m.row(id); {
	case r.save != nil:
		return 0
	case m.downloads.Waits(id) || m.wishes.Of(id).Saves():
		return 1
	case r.left != nil || r.problem != nil:
		return 2
	}
	return 3
}

// downloadLine draws one download.
func (m *Model) downloadLine(a model.Attachment, r *row, w int, here bool) string {
	k := &m.theme.Styles
	state := m.stateOf(a, r)
	nameW := max(min(30, w/4), 16)
	bar := " "
	if here {
		bar = m.theme.Glyphs.Bar
	}
	word := m.downloadState(r)
	sign, ink := m.sign(state, r), m.tint(state, k)
	if word == downloadCancelled {
		sign, ink = m.theme.Glyphs.None, k.Dim
	}
	head := []segment{
		{bar + " ", k.Brand},
		{sign + " ", ink},
		{m.theme.Fit(m.label(a), nameW, m.theme.Glyphs.Cut) + " ", k.Plain},
		{m.theme.Fit(word, len(downloadCancelled)+1, ""), ink},
	}
	return m.cutLine(append(head, m.downloadWords(a, r, state)...), w)
}

// cutLine draws segments and leaves out what does not fit into w cells.
func (m *Model) cutLine(segments []segment, w int) string {
	var b strings.Builder
	for _, s := range segments {
		n := m.theme.Width(s.text)
		if n > w {
			if w >= leastCut {
				b.WriteString(s.ink.Render(m.theme.FitEnd(s.text, w, m.theme.Glyphs.Cut)))
			}
			break
		}
		b.WriteString(s.ink.Render(s.text))
		w -= n
	}
	return b.String()
}
