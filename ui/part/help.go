package part

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"

	"attache/model"
	"attache/ui/cells"
	"attache/ui/layout"
	"attache/ui/style"
	"attache/ui/wording"
)

// Help is the keys and what the states mean, drawn from the tables that act.
type Help struct {
	*Frame

	Find    string                     // what is looked for; empty: all is shown
	Why     func(action string) string // why an action does nothing now
	Version string
	Files   []string // of the program itself

	labels bool     // what is looked for is a key or a sign
	words  []string // of what is looked for, in small letters; it may be long
}

// Lines draws it in w cells, in two columns where there is room.
func (h *Help) Lines(w int) []string {
	if w < layout.WideWidth-2 {
		var lines []string
		for _, b := range h.blocks(w) {
			lines = append(append(lines, b...), "")
		}
		return append(lines, h.about(w)...)
	}
	const gap = 2
	cw := w / 2
	var left, right []string
	for _, b := range h.blocks(cw - gap) {
		if len(left) <= len(right) {
			left = append(append(left, b...), "")
		} else {
			right = append(append(right, b...), "")
		}
	}
	lines := Pad(left, max(len(left), len(right)))
	for i, l := range lines {
		if l == "" {
			lines[i] = cells.Spaces(cw - gap)
		}
		lines[i] += cells.Spaces(gap)
		if i < len(right) {
			lines[i] += right[i]
		}
	}
	return slices.Concat(lines, h.about(w))
}

// blocks is the help in titled parts, each line exactly w cells wide. What is looked for may be a key or a sign: then
// it is those alone, since a single letter stands in most sentences.
func (h *Help) blocks(w int) [][]string {
	h.labels, h.words = true, strings.Fields(strings.ToLower(h.Find))
	blocks := h.parts(w)
	if h.labels = false; len(blocks) == 0 || h.Find == "" {
		blocks = h.parts(w)
	}
	if len(blocks) == 0 {
		blocks = [][]string{h.Dim.RenderAll(h.Wrap("Nothing in the help holds "+h.Find, w))}
	}
	return blocks
}

func (h *Help) parts(w int) [][]string {
	var blocks [][]string
	add := func(title string, lines []string) {
		if len(lines) > 0 {
			blocks = append(blocks, append([]string{h.Brand.Render(h.Fit(title, w, ""))}, lines...))
		}
	}
	groups := h.Keys.Groups()
	for _, g := range groups[:1] {
		add(g.Title, h.bindings(g.Keys, w))
	}
	add("Find (after "+h.Keys.List.Filter.Help().Key+")", h.language(w))
	add("States", h.legend(w))
	add("Signs before the state", h.signs(w))
	for _, g := range groups[1:] {
		add(g.Title, h.bindings(g.Keys, w))
	}
	add("Sort (after "+h.Keys.List.Sort.Help().Key+"; a capital turns it round)", h.bindings(h.Keys.Orders(), w))
	add("Copy as (after "+h.Keys.Act.CopyAs.Help().Key+")", h.bindings(h.Keys.Forms(), w))
	return blocks
}

// bindings says what keys do, and why one does nothing now.
func (h *Help) bindings(all []key.Binding, w int) []string {
	var lines []string
	for _, b := range all {
		if !b.Enabled() {
			continue
		}
		words, why := b.Help(), h.Why(h.Keys.NameOf(b))
		if why != "" {
			why = "now: " + why
		}
		lines = append(lines, h.entry(segment{h.Own(words.Key), h.Key}, 10, words.Desc, why, w)...)
	}
	return lines
}

// language is what a filter can say.
func (h *Help) language(w int) []string {
	var lines []string
	for _, word := range wording.FilterLanguage() {
		lines = append(lines, h.entry(segment{word.Example, h.Key}, 16, word.Does, "", w)...)
	}
	return lines
}

// legend says what the states mean.
func (h *Help) legend(w int) []string {
	var lines []string
	for _, s := range model.States() {
		lines = append(lines, h.entry(segment{h.Glyphs.State[s] + " " + s.String(), h.State(s)}, 14, stateMeaning(s), "", w)...)
	}
	return lines
}

// signs says what the other signs of a row mean.
func (h *Help) signs(w int) []string {
	var lines []string
	for _, s := range []struct {
		sign, name, means string
		style             style.Style
	}{
		{h.Glyphs.Selected, "marked", "keys act on the marked files together", h.Work},
		{h.Glyphs.Arrived, "new", "it has come and was not selected yet", h.Live},
		{h.Glyphs.Copied, "copied", "its link was copied and works", h.Work},
		{h.Glyphs.Dead, "copied", "the copied link is dead; copy it anew", h.Bad},
		{"+", "after the bar", "the link is kept alive", h.Live},
		{"!", "after a time", "a link that you use ends soon", h.Soon},
		{h.Glyphs.Warn, "after saved", "a warning about the file; the details say which", h.Soon},
	} {
		lines = append(lines, h.entry(segment{s.sign + " " + s.name, s.style}, 16, s.means, "", w)...)
	}
	return lines
}

// entry is a label in labelW cells and what there is to say of it, folded into w cells. It is empty where it does not
// hold what is looked for.
func (h *Help) entry(label segment, labelW int, text, now string, w int) []string {
	if h.labels && !slices.Contains(strings.Fields(label.text), strings.TrimSpace(h.Find)) ||
		!h.labels && !h.finds(label.text+" "+text+" "+now) {
		return nil
	}
	room := max(w-labelW, 1)
	said := h.Plain.RenderAll(h.whole(text, room))
	if now != "" {
		said = append(said, h.Dim.RenderAll(h.whole(now, room))...)
	}
	for i := range said {
		lead := cells.Spaces(labelW)
		if i == 0 {
			lead = label.style.Render(h.Fit(label.text, labelW, ""))
		}
		said[i] = lead + said[i]
	}
	return said
}

// whole is a text in as many lines of exactly w cells as it takes.
func (h *Help) whole(text string, w int) []string {
	lines := h.Wrap(h.Own(text), w)
	for i, l := range lines {
		lines[i] = h.FitEnd(l, w, "")
	}
	return lines
}

func (h *Help) finds(text string) bool {
	text = strings.ToLower(text)
	for _, word := range h.words {
		if !strings.Contains(text, word) {
			return false
		}
	}
	return true
}

func (h *Help) about(w int) []string {
	var lines []string
	for _, line := range append([]string{"attache " + h.Version}, h.Files...) {
		lines = append(lines, h.Dim.Render(h.FitEnd(line, w, h.Glyphs.Cut)))
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
