package part

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

// Window shows h lines from one of them on, or the last ones.
func Window(lines []string, top, h int) []string {
	return Pad(lines[max(0, min(top, len(lines)-h)):], h)
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

// Beside puts the list and the pane beside it next to each other.
func (f *Frame) Beside(list, side []string) []string {
	divider := f.Rule.Render(f.Glyphs.Divider) + " "
	out := make([]string, len(list))
	for i := range list {
		out[i] = list[i] + divider + side[i]
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
