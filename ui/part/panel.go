package part

import (
	"strconv"
	"strings"
	"time"

	"attache/model"
)

// Panel is what can be done to an emulator, its clock, and the trouble that is on.
type Panel struct {
	*Frame

	Time    time.Time
	Speed   float64  // 1 as ever, 0: it stands still
	On      []string // the trouble that is on
	Target  string   // the ID of the attachment that actions are about; empty: none
	Done    string   // what was done last
	Actions []Action
	Cursor  int
}

// Action is one thing that can be done to an emulator.
type Action struct{ Name, Does string }

// PanelHead is how many lines stand above the actions.
const PanelHead = 5

// Lines draws it in w cells. Where there is little room, what an action does stands below them all.
func (p *Panel) Lines(w int) []string {
	lines := append(make([]string, 0, PanelHead+len(p.Actions)), p.title(w), p.state(w), p.target(w), p.last(w), "")
	nameW := 0
	for _, a := range p.Actions {
		nameW = max(nameW, p.Width(a.Name))
	}
	const leastRoom = 30 // that says what an action does
	besides := w >= nameW+leastRoom
	for i, a := range p.Actions {
		bar, name := " ", p.Plain
		if i == p.Cursor {
			bar, name = p.Glyphs.Bar, p.Strong
		}
		line := []segment{{bar + " ", p.Brand}, {p.Fit(p.Own(model.Text(a.Name)), min(nameW, w-2), p.Glyphs.Cut), name}}
		if besides {
			line = append(line, segment{"  " + p.Own(model.Text(a.Does)), p.Dim})
		}
		lines = append(lines, p.cut(line, w))
	}
	if p.Cursor < len(p.Actions) && !besides {
		lines = append(lines, "")
		lines = append(lines, p.Dim.RenderAll(p.Wrap(p.Own(model.Text(p.Actions[p.Cursor].Does)), w))...)
	}
	return lines
}

// title is the emulator's clock, which is the one that links live by.
func (p *Panel) title(w int) string {
	return p.cut([]segment{
		{"Emulator", p.Brand}, {"  " + p.Time.Local().Format(time.TimeOnly), p.Strong}, {speedWord(p.Speed), p.Wait},
	}, w)
}

func speedWord(speed float64) string {
	switch speed {
	case 1:
		return ""
	case 0:
		return ", stands still"
	}
	return ", " + strconv.FormatFloat(speed, 'g', 3, 64) + " times as fast"
}

// state says what trouble is on.
func (p *Panel) state(w int) string {
	if len(p.On) == 0 {
		return p.Dim.Render(p.FitEnd("No trouble is on", w, p.Glyphs.Cut))
	}
	return p.cut([]segment{{"On: ", p.Dim}, {p.Own(model.Text(strings.Join(p.On, ", "))), p.Wait}}, w)
}

// target names the attachment that actions on one file or link are about.
func (p *Panel) target(w int) string {
	if p.Target == "" {
		return p.Dim.Render(p.FitEnd("No file is selected", w, p.Glyphs.Cut))
	}
	return p.cut([]segment{{"This file: ", p.Dim}, {p.NameOf(p.Target), p.Plain}}, w)
}

// last is what was done last: the news it brings may have covered the line that said so.
func (p *Panel) last(w int) string {
	if p.Done == "" {
		return p.Dim.Render(p.FitEnd("Nothing was done yet", w, p.Glyphs.Cut))
	}
	return p.cut([]segment{{"Done: ", p.Dim}, {p.Own(p.Done), p.Plain}}, w)
}
