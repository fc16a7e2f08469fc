package part

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"

	"attache/model"
	"attache/ui/cells"
	"attache/ui/keys"
	"attache/ui/layout"
)

// Help is the keys and what the states mean, drawn from the tables that act.
type Help struct {
	*Frame

	Find    string // what is looked for; empty: all is shown
	Version string
	Files   []string // of the program itself
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
	cw := w / 2
	var left, right []string
	for _, b := range h.blocks(cw) {
		if len(left) <= len(right) {
			left = append(append(left, b...), "")
		} else {
			right = append(append(right, b...), "")
		}
	}
	lines := Pad(left, max(len(left), len(right)))
	for i, l := range lines {
		if l == "" {
			lines[i] = cells.Spaces(cw)
		}
		if i < len(right) {
			lines[i] += right[i]
		}
	}
	return slices.Concat(lines, h.about(w))
}

// blocks is the help in titled parts, each line exactly w cells wide.
func (h *Help) blocks(w int) [][]string {
	var blocks [][]string
	add := func(title string, lines []string) {
		if len(lines) > 0 {
			blocks = append(blocks, append([]string{h.Brand.Render(h.Fit(title, w, ""))}, lines...))
		}
	}
	for _, g := range h.Keys.Groups() {
		add(g.Title, h.bindings(g.Keys, w))
	}
	add("Sort (after "+h.Keys.List.Sort.Help().Key+"; a capital turns it round)", h.bindings(h.Keys.Orders(), w))
	add("Copy as (after "+h.Keys.Act.CopyAs.Help().Key+")", h.bindings(h.Keys.Forms(), w))
	add("States", h.legend(w))
	return blocks
}

func (h *Help) bindings(all []key.Binding, w int) []string {
	var lines []string
	for _, b := range keys.Enabled(all) {
		if words := b.Help(); h.finds(words.Key + " " + words.Desc) {
			lines = append(lines, h.Key.Render(h.Fit(h.Own(words.Key), 10, ""))+h.Plain.Render(h.FitEnd(words.Desc, w-10, h.Glyphs.Cut)))
		}
	}
	return lines
}

// legend says what the states mean.
func (h *Help) legend(w int) []string {
	var lines []string
	for _, s := range model.States() {
		if meaning := stateMeaning(s); h.finds(s.String() + " " + meaning) {
			lines = append(lines, h.State(s).Render(h.Fit(h.Glyphs.State[s]+" "+s.String(), 14, ""))+h.Dim.Render(h.FitEnd(meaning, w-14, h.Glyphs.Cut)))
		}
	}
	return lines
}

func (h *Help) finds(text string) bool {
	return strings.Contains(strings.ToLower(text), strings.ToLower(h.Find))
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
