package ui

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"

	"attache/model"
	"attache/ui/cells"
	"attache/ui/keys"
	"attache/ui/layout"
)

// helpLines are the keys and what the states mean, drawn from the tables that act.
func (m *Model) helpLines(w int) []string {
	cols := 1
	if w >= layout.WideWidth-2 {
		cols = 2
	}
	cw := w / cols
	blocks := m.helpBlocks(cw)
	if cols == 1 {
		var lines []string
		for _, b := range blocks {
			lines = append(append(lines, b...), "")
		}
		return append(lines, m.aboutLines(w)...)
	}
	var left, right []string
	for _, b := range blocks {
		if len(left) <= len(right) {
			left = append(append(left, b...), "")
		} else {
			right = append(append(right, b...), "")
		}
	}
	lines := make([]string, max(len(left), len(right)))
	for i := range lines {
		l, r := "", ""
		if i < len(left) {
			l = left[i]
		}
		if i < len(right) {
			r = right[i]
		}
		if l == "" {
			l = cells.Spaces(cw)
		}
		lines[i] = l + r
	}
	return slices.Concat(lines, m.aboutLines(w))
}

// helpBlocks is the help in titled parts, each line exactly w cells wide.
func (m *Model) helpBlocks(w int) [][]string {
	k := &m.theme.Styles
	find := strings.ToLower(m.pane.find)
	var blocks [][]string
	add := func(title string, lines []string) {
		if len(lines) > 0 {
			blocks = append(blocks, append([]string{k.Brand.Render(m.theme.Fit(title, w, ""))}, lines...))
		}
	}
	for _, g := range m.opts.Keys.Groups() {
		add(g.Title, m.helpKeys(g.Keys, find, w))
	}
	s := m.opts.Keys.Orders()
	add("Sort (after "+m.opts.Keys.List.Sort.Help().Key+"; a capital turns it round)", m.helpKeys(s, find, w))
	add("Copy as (after "+m.opts.Keys.Act.CopyAs.Help().Key+")", m.helpKeys(m.opts.Keys.Forms(), find, w))
	var legend []string
	for _, s := range model.States() {
		if text := s.String() + " " + stateMeaning(s); find == "" || strings.Contains(strings.ToLower(text), find) {
			legend = append(legend, m.tint(s, k).Render(m.theme.Fit(m.theme.Glyphs.State[s]+" "+s.String(), 14, ""))+k.Dim.Render(m.theme.FitEnd(stateMeaning(s), w-14, m.theme.Glyphs.Cut)))
		}
	}
	add("States", legend)
	return blocks
}

func (m *Model) helpKeys(bindings []key.Binding, find string, w int) []string {
	k := &m.theme.Styles
	var lines []string
	for _, b := range keys.Enabled(bindings) {
		h := b.Help()
		if find != "" && !strings.Contains(strings.ToLower(h.Key+" "+h.Desc), find) {
			continue
		}
		lines = append(lines, k.Key.Render(m.theme.Fit(m.theme.Own(h.Key), 10, ""))+k.Plain.Render(m.theme.FitEnd(h.Desc, w-10, m.theme.Glyphs.Cut)))
	}
	return lines
}

func (m *Model) aboutLines(w int) []string {
	var lines []string
	for _, line := range append([]string{"attache " + m.opts.Version}, m.opts.Files...) {
		lines = append(lines, m.theme.Dim.Render(m.theme.FitEnd(line, w, m.theme.Glyphs.Cut)))
	}
	return lines
}

// stateMeaning says what a state means to the reader.
func stateMeaning(s model.State) string {
	switch s {
	case model.StateNoLink:
		return "no link was asked for yet"
	case model.StateQueued:
		return "waits for its turn"
	case model.StateAsking:
		return "the service is being asked"
	case model.StateLive:
		return "the link is good for the time shown"
	case model.StateSoon:
		return "the link ends soon"
	case model.StateExpired:
		return "the link is dead; using it renews it"
	case model.StateRetrying:
		return "failed for now; tried again by itself"
	case model.StateScanning:
		return "the scanner has not finished"
	case model.StateRejected:
		return "the scanner rejected the file"
	case model.StateDenied:
		return "the service refused"
	case model.StateFailed:
		return "it did not work; the details say why"
	case model.StateSaving:
		return "the file is being saved"
	case model.StateStopped:
		return "saving was stopped"
	case model.StateSaved:
		return "the file is on the disk"
	case model.StateNoURL:
		return "the service gave a size but no link"
	}
	return ""
}
