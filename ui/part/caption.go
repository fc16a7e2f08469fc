package part

import "attache/ui/cells"

// Caption is what a tour says, in at most h lines of the screen's width.
func (f *Frame) Caption(text string, h int) []string {
	w := f.Layout.W
	lines := f.fold(text, w-2, h)
	for i, l := range lines {
		lines[i] = f.Badge.Render(f.FitEnd(" "+l, w, ""))
	}
	const end = "any key ends the tour "
	if n := len(lines); n == 1 && f.Width(text)+f.Width(end)+2 <= w {
		gap := cells.Spaces(w - f.Width(text) - f.Width(end) - 1)
		lines[0] = f.Badge.Render(" " + text + gap + end)
	}
	return lines
}
