package part

import "attache/ui/layout"

// Tabs name what the pane beside the list can show, and the key of what it does not.
type Tabs struct {
	*Frame

	log bool // what is shown
}

// Tabs are those of the details and the log.
func (f *Frame) Tabs(log bool) Tabs { return Tabs{f, log} }

func (t Tabs) words() (details, log segment) {
	k := &t.Keys.Screen
	if t.log {
		return segment{"Details " + k.Details.Help().Key, t.Dim}, segment{"Log", t.Brand}
	}
	return segment{"Details", t.Brand}, segment{"Log " + k.Log.Help().Key, t.Dim}
}

const tabGap = "  "

// Line draws them.
func (t Tabs) Line() string {
	details, log := t.words()
	line, _ := t.render([]segment{details, {tabGap, t.Plain}, log})
	return line
}

// Hits are their boxes in the first line of a rectangle.
func (t Tabs) Hits(r layout.Rect) []Hit {
	details, log := t.words()
	first := layout.Rect{X: r.X, Y: r.Y, W: t.Width(details.text), H: 1}
	second := layout.Rect{X: r.X + first.W + len(tabGap), Y: r.Y, W: t.Width(log.text), H: 1}
	return append(keyHit(first, t.Keys.Screen.Details), keyHit(second, t.Keys.Screen.Log)...)
}
