package part

import (
	"charm.land/bubbles/v2/textinput"
)

// Prompt is a line being typed.
type Prompt struct {
	*Frame

	Title string
	Input *textinput.Model
	Fault string // what is wrong with what was typed
}

// Line draws it in the width of the screen.
func (p *Prompt) Line() string {
	w := p.Layout.W
	if p.Fault != "" {
		return p.Bad.Render(p.FitEnd(" "+p.Glyphs.Bad+" "+p.Fault, w, p.Glyphs.Cut))
	}
	title := p.End(p.Title, w, "")
	shown, _ := p.shown(w - p.Width(title))
	return p.Brand.Render(title) + p.Plain.Render(shown)
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
	before := p.Tail(string(line[:p.Input.Position()]), w-1)
	at = p.Width(before)
	return before + p.End(string(line[p.Input.Position():]), w-at, ""), at
}
