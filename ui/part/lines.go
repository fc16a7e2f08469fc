package part

import (
	"slices"
	"strconv"

	"attache/ui/cells"
)

// Pad cuts or fills lines to exactly h.
func Pad(lines []string, h int) []string {
	h = max(h, 0)
	if len(lines) > h {
		return lines[:h]
	}
	for len(lines) < h {
		lines = append(lines, "")
	}
	return lines
}

// Window shows h lines from one of them on, or the last ones. What there is above and below them shows in column w.
func (f *Frame) Window(lines []string, top, h, w int) []string {
	top = max(0, min(top, len(lines)-h))
	shown := Pad(slices.Clone(lines[top:min(top+max(h, 0), len(lines))]), h)
	return f.goesOn(shown, w, top > 0, top+h < len(lines))
}

// goesOn marks in column w of the first line that there is more above, and in the last one that there is more below.
func (f *Frame) goesOn(lines []string, w int, above, below bool) []string {
	mark := func(i int, sign string) {
		if n := f.Drawn(lines[i]); n <= w {
			lines[i] += cells.Spaces(w-n) + f.Key.Render(sign)
		}
	}
	if above && len(lines) > 1 {
		mark(0, f.Glyphs.Up)
	}
	if below && len(lines) > 0 {
		mark(len(lines)-1, f.Glyphs.Down)
	}
	return lines
}

// titled is a divider of w cells with a title in it, and at its end what there is beyond what shows.
func (f *Frame) titled(lead, title segment, beyond string, w int) string {
	n := f.Width(beyond)
	text := f.End(title.text, max(w-3-n, 1), f.Glyphs.Cut)
	line := f.Rule.Render(lead.text) + " " + title.style.Render(text) + " " + f.Rule.Render(f.Divider(w-f.Width(text)-3-n))
	return line + f.Key.Render(beyond)
}

// beyond counts what there is above and below what shows, in few cells.
func (f *Frame) beyond(above, below int) string {
	text := ""
	if above > 0 {
		text = " " + f.Glyphs.Up + strconv.Itoa(above)
	}
	if below > 0 {
		text += " " + f.Glyphs.Down + strconv.Itoa(below)
	}
	return text
}

// Indent leaves a cell free before each line that is not empty.
func Indent(lines []string) []string {
	out := make([]string, len(lines))
	for i, l := range lines {
		if l != "" {
			out[i] = " " + l
		}
	}
	return out
}

// Beside puts the list and the pane beside it next to each other. The last cell of a line is a space that is written
// as concealed: behind a line that could be cleared to its end, the renderer writes one cell more than has changed,
// which is a third of what a second costs that turns a digit in every row.
func (f *Frame) Beside(list, side []string) []string {
	const divided, edge = 2, "\x1b[8m \x1b[m"
	divider := f.Rule.Render(f.Glyphs.Divider) + " "
	out := make([]string, len(list))
	for i := range list {
		filler, end := "", ""
		if room := f.Layout.SideW - divided - f.Drawn(side[i]); room > 0 {
			filler, end = cells.Spaces(room-1), edge
		}
		out[i] = list[i] + divider + side[i] + filler + end
	}
	return out
}

// Titled is a divider of the screen's width with a title in it.
func (f *Frame) Titled(title string) string {
	w := f.Layout.W
	if title == "" {
		return f.Rule.Render(f.Divider(w))
	}
	title = f.Middle(title, w-6, f.Glyphs.Cut)
	return f.Rule.Render(f.Glyphs.Rule) + " " + f.Strong.Render(title) + " " + f.Rule.Render(f.Divider(w-f.Width(title)-3))
}
