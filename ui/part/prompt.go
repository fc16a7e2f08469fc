package part

import (
	"charm.land/bubbles/v2/textinput"

	"attache/ui/cells"
)

// Prompt is a line being typed.
type Prompt struct {
	*Frame

	Title string
	Input *textinput.Model
	Fault string // what is wrong with what was typed
	Empty string // what stands there before anything is typed
	Hint  string // at the end of the line, where there is room
}

// Line draws it in the width of the screen.
func (p *Prompt) Line() string {
	w := p.Layout.W
	if p.Fault != "" {
		return p.Bad.Render(p.FitEnd(" "+p.Glyphs.Bad+" "+p.Fault, w, p.Glyphs.Cut))
	}
	title := p.End(p.Title, w, "")
	w -= p.Width(title)
	shown, _ := p.shown(w)
	return p.Brand.Render(title) + p.Plain.Render(shown) + p.beside(w-p.Width(shown))
}

// beside is what stands in the w cells after what was typed, which its cursor needs one of.
func (p *Prompt) beside(w int) string {
	if p.Input.Value() == "" {
		return " " + p.Dim.Render(p.End(p.Own(p.Empty), w-1, p.Glyphs.Cut))
	}
	const gap = 2
	hint := p.Hint
	if p.Width(hint) > w-gap-1 {
		hint = p.End(hint, w-gap-1, p.Glyphs.Cut)
	}
	if w < leastCut || hint == "" {
		return ""
	}
	return cells.Spaces(w-p.Width(hint)-1) + p.Dim.Render(hint) + " "
}

// Cursor is the cell in which the terminal's cursor stands.
func (p *Prompt) Cursor() int {
	title := p.Width(p.Title)
	_, x := p.shown(p.Layout.W - title)
	return min(title+x, p.Layout.W-1)
}

// shown returns what w cells show of the line being typed, and in which of them its cursor stands. The
// input has a view of its own, which measures without knowing the terminal.
func (p *Prompt) shown(w int) (text string, at int) {
	if w < 1 || p.Input.EchoMode == textinput.EchoNone {
		return "", 0
	}
	line := []rune(p.Input.Value())
	before, after := string(line[:p.Input.Position()]), string(line[p.Input.Position():])
	if p.Width(before) > w-1 {
		before = p.Tail(before, w-1-p.Width(p.Glyphs.Cut))
		before = p.End(p.Glyphs.Cut, w-1, "") + before
	}
	at = p.Width(before)
	return before + p.End(after, w-at, p.Glyphs.Cut), at
}
