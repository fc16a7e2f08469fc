package part

import (
	"unicode/utf8"

	"attache/ui/cells"
	"attache/ui/style"
)

// Palette is the actions that can be chosen by name.
type Palette struct {
	*Frame

	Commands []Command
	Cursor   int
}

// Command is an action that can be chosen.
type Command struct {
	Name string // as a configuration file has it
	Does string
	Key  string
	Why  string // why it does nothing now
	At   []int  // the bytes of Does that were looked for
}

// ReasonLines is how many lines below the cursor may say why the command does nothing now.
const ReasonLines = 2

// Lines draws it in w cells: what each does, its key, and why it does nothing now or else its name. Where that has no
// room, it stands below the line of the cursor.
func (p *Palette) Lines(w int) []string {
	lines := make([]string, 0, len(p.Commands)+ReasonLines)
	doesW, keyW := 0, 0
	for i := range p.Commands {
		doesW, keyW = max(doesW, p.Width(p.Commands[i].Does)), max(keyW, p.Width(p.Own(p.Commands[i].Key)))
	}
	const lead, gap = 2, 2
	doesW = min(doesW, max(w-lead-gap-keyW, leastCut))
	for i := range p.Commands {
		c := &p.Commands[i]
		bar, does := " ", p.Plain
		switch {
		case i == p.Cursor:
			bar, does = p.Glyphs.Bar, p.Strong
		case c.Why != "":
			does = p.Dim
		}
		line := append([]segment{{bar + " ", p.Brand}}, p.marked(c, doesW, does)...)
		line = append(line, segment{"  ", p.Plain}, segment{p.Fit(p.Own(c.Key), keyW, ""), p.Key})
		room := w - p.measure(line) - gap
		rest := segment{"  " + c.Name, p.Dim}
		if c.Why != "" {
			rest = segment{"  " + c.Why, p.Dim}
		}
		lines = append(lines, p.cut(append(line, rest), w))
		if i == p.Cursor && c.Why != "" && p.Width(c.Why) > room {
			for _, l := range p.fold(c.Why, w-2*lead, ReasonLines) {
				lines = append(lines, cells.Spaces(2*lead)+p.Dim.Render(l))
			}
		}
	}
	if len(lines) == 0 {
		lines = p.Dim.RenderAll(p.Wrap("No command is called so.", w))
	}
	return lines
}

// marked is what a command does in w cells, with what was looked for marked.
func (p *Palette) marked(c *Command, w int, k style.Style) []segment {
	if p.Width(c.Does) > w {
		return []segment{{p.FitEnd(c.Does, w, p.Glyphs.Cut), k}}
	}
	var out []segment
	from := 0
	for _, at := range c.At {
		_, size := utf8.DecodeRuneInString(c.Does[at:])
		out = append(out, segment{c.Does[from:at], k}, segment{c.Does[at : at+size], k.Found()})
		from = at + size
	}
	return append(out, segment{c.Does[from:] + cells.Spaces(w-p.Width(c.Does)), k})
}
