package part

import (
	"cmp"
	"strings"

	"attache/ui/cells"
)

// StartPage is the page in front of a chat that no token opens yet.
type StartPage struct {
	*Frame

	Ask string // what is asked; empty: that no token was given

	Choices []StartChoice
	Cursor  int
	Regions []string // that can be picked; nil: none is asked for
	Text    []string // paragraphs that are read; nil: none
	Top     int      // the first line of the text that shows
	Host    string   // where the token will go, where that is outside Amazon's own domains
	Busy    string   // what is under way
	Fault   string   // why no chat opened
}

// StartChoice is one way to go on.
type StartChoice struct{ Key, Name, Does string }

// Lines draws it in h lines of the screen's width, without the line being typed and the keys.
func (d *StartPage) Lines(h int) []string {
	w := max(d.Layout.W-2, 1)
	var lines []string
	switch {
	case d.Text != nil:
		lines = d.Window(d.paragraphs(w), d.Top, h, w)
	case d.Regions != nil:
		lines = d.regions(w, h)
	default:
		lines = d.choices(w)
	}
	return Pad(Indent(lines), h)
}

func (d *StartPage) choices(w int) []string {
	lines := d.Strong.RenderAll(d.Wrap(cmp.Or(d.Ask, "No token was given. Which way?"), w))
	if !d.narrow() {
		lines = append([]string{""}, append(lines, "")...)
	}
	nameW := 0
	for _, o := range d.Choices {
		nameW = max(nameW, d.Width(o.Name))
	}
	const lead, least = 6, 30
	besides := w >= lead+nameW+least
	for i, o := range d.Choices {
		bar, name := " ", d.Plain
		if i == d.Cursor {
			bar, name = d.Glyphs.Bar, d.Strong
		}
		line := []segment{{bar + " ", d.Brand}, {d.Own(o.Key) + "  ", d.Key}, {d.Fit(o.Name, min(nameW, w-lead), d.Glyphs.Cut), name}}
		if besides {
			line = append(line, segment{"  " + o.Does, d.Dim})
		}
		lines = append(lines, d.cut(line, w))
	}
	said := d.Dim.RenderAll(d.Wrap(d.Choices[d.Cursor].Does, w))
	switch {
	case d.Fault != "":
		said = d.Bad.RenderAll(d.Wrap(d.Glyphs.Bad+" "+d.Own(d.Fault), w))
	case d.Busy != "":
		said = d.Work.RenderAll(d.Wrap(d.Busy, w))
	case d.Host != "":
		said = d.Soon.RenderAll(d.Wrap("A token goes to "+d.Host+", which is outside Amazon's own domains.", w))
	case besides:
		said = nil
	}
	return append(append(lines, ""), said...)
}

// regions shows those around the cursor.
func (d *StartPage) regions(w, h int) []string {
	title := d.Strong.Render(d.FitEnd("Which region is the chat in?", w, d.Glyphs.Cut))
	lines := []string{title}
	if len(d.Regions) == 0 {
		return append(lines, d.Dim.Render(d.FitEnd("None is listed under this name.", w, d.Glyphs.Cut)))
	}
	top := max(0, min(d.Cursor-(h-1)/2, len(d.Regions)-h+1))
	for i, r := range d.Regions[top:min(top+h-1, len(d.Regions))] {
		bar, name := " ", d.Plain
		if top+i == d.Cursor {
			bar, name = d.Glyphs.Bar, d.Strong
		}
		lines = append(lines, d.cut([]segment{{bar + " ", d.Brand}, {r, name}}, w))
	}
	d.goesOn(lines[1:], w, top > 0, top+h <= len(d.Regions))
	return lines
}

// paragraphs are the lines of the text. What stands before a colon is who it is for.
func (d *StartPage) paragraphs(w int) []string {
	const most = 76
	w = min(w, most)
	var lines []string
	for _, p := range d.Text {
		if who, what, is := strings.Cut(p, ":\n"); is {
			lines = append(lines, d.Brand.Render(d.FitEnd(who, w, d.Glyphs.Cut)))
			p = what
		}
		lines = append(append(lines, d.Plain.RenderAll(d.Wrap(p, w))...), "")
	}
	return lines
}

// Length is how many lines the text has.
func (d *StartPage) Length() int { return len(d.paragraphs(max(d.Layout.W-2, 1))) }

// Title is the line above.
func (d *StartPage) Title(version string) string {
	return d.spread([]segment{{" attache", d.Brand}}, []segment{{version + " ", d.Faint}}, d.Layout.W)
}

// Around puts the title, the rule, the line being typed and the keys around the page.
func (d *StartPage) Around(version, typed string, keys KeyRow) []string {
	l := d.Layout
	head, foot := []string{d.Title(version)}, []string{typed, keys.Line()}
	if !d.narrow() {
		head = append(head, d.Rule.Render(d.Divider(l.W)))
		foot = append([]string{d.Rule.Render(d.Divider(l.W))}, foot...)
	}
	if typed == "" {
		foot[len(foot)-2] = cells.Spaces(l.W)
	}
	return append(append(head, d.Lines(l.H-len(head)-len(foot))...), foot...)
}
