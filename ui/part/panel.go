package part

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"attache/model"
	"attache/ui/layout"
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
	Top     int // the first action shown below the one that always shows
}

// Action is one thing that can be done to an emulator.
type Action struct {
	Key         string // acts on it at once
	Name, State string
	Does        string
}

// panelTall is how many lines have room for all that stands above the actions.
const panelTall = 12

// Lines draws it in h lines of w cells. The first action always shows, the others as far as there is room.
func (p *Panel) Lines(w, h int) []string {
	lines := p.head(w, h)
	from, n := p.window(w, h)
	rows := p.rows(w)
	if len(rows) > 0 {
		shown := slices.Concat(rows[:1], rows[from:from+n])
		p.goesOn(shown[min(1, n):], w, from > 1, from+n < len(rows))
		lines = append(lines, shown...)
	}
	if p.Cursor < len(p.Actions) && !p.besides(w) && len(lines) < h {
		does := p.Wrap(p.Own(model.Text(p.Actions[p.Cursor].Does)), w)
		lines = append(append(lines, ""), p.Dim.RenderAll(does)...)
	}
	return Pad(lines, h)
}

func (p *Panel) head(w, h int) []string {
	if h < panelTall {
		return []string{p.title(w), p.about(w)}[:headH(h)]
	}
	return []string{p.title(w), p.trouble(w), p.target(w), p.last(w), ""}
}

// headH is how many lines stand above the actions.
func headH(h int) int {
	const panelHead, panelTiny = 5, 5
	switch {
	case h >= panelTall:
		return panelHead
	case h >= panelTiny:
		return 2
	}
	return 1
}

// window is which actions show below the first.
func (p *Panel) window(w, h int) (from, n int) {
	const about = 3 // lines that say what an action does
	rest := max(len(p.Actions)-1, 0)
	n = h - headH(h) - 1
	if h >= panelTall && !p.besides(w) {
		n -= about
	}
	n = max(0, min(n, rest))
	from = max(1, min(p.Top, rest+1-n))
	if p.Cursor > 0 {
		from = max(min(from, p.Cursor), p.Cursor-n+1)
	}
	return from, n
}

// Span is which actions follow one another in h lines of w cells: how many there are above them, and how many they
// are. Where they do not follow the first, that is not one of them, although it shows.
func (p *Panel) Span(w, h int) (top, shown int) {
	from, n := p.window(w, h)
	if from == 1 {
		return 0, n + 1
	}
	return from, n
}

// Hits are the boxes of the actions that show in a rectangle.
func (p *Panel) Hits(w int, r layout.Rect) []Hit {
	hits := []Hit{HitOn(OnPane, r)}
	from, n := p.window(w, r.H)
	y := r.Y + headH(r.H)
	for i := range min(n+1, len(p.Actions)) {
		index := 0
		if i > 0 {
			index = from + i - 1
		}
		hits = append(hits, Hit{layout.Rect{X: r.X, Y: y + i, W: r.W, H: 1}, Target{Kind: OnLine, Index: index}})
	}
	return hits
}

// widths are those of the columns: letters, names, states.
func (p *Panel) widths(w int) (key, name, state int) {
	for _, a := range p.Actions {
		key, name, state = max(key, p.Width(a.Key)), max(name, p.Width(a.Name)), max(state, p.Width(a.State))
	}
	const gaps = 4 // the bar, and between the columns
	return key, min(name, max(w-gaps-key-state, leastCut)), state
}

// besides reports whether there is room for what an action does beside it.
func (p *Panel) besides(w int) bool {
	const leastRoom = 24
	key, name, state := p.widths(w)
	return w >= key+name+state+leastRoom
}

func (p *Panel) rows(w int) []string {
	keyW, nameW, stateW := p.widths(w)
	rows := make([]string, len(p.Actions))
	for i, a := range p.Actions {
		bar, name, state := " ", p.Plain, p.Wait
		if i == p.Cursor {
			bar, name = p.Glyphs.Bar, p.Strong
		}
		if a.State == "off" || a.State == "-" || strings.HasPrefix(a.State, "0 ") {
			state = p.Dim
		}
		line := []segment{
			{bar + " ", p.Brand},
			{p.Fit(a.Key, keyW, "") + " ", p.Key},
			{p.Fit(p.Own(model.Text(a.Name)), nameW, p.Glyphs.Cut) + " ", name},
			{p.Fit(p.Own(model.Text(a.State)), stateW, ""), state},
		}
		if p.besides(w) {
			line = append(line, segment{"  " + p.Own(model.Text(a.Does)), p.Dim})
		}
		rows[i] = p.cut(line, w)
	}
	return rows
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

// about is what was done last, or else what is on: there is room for one.
func (p *Panel) about(w int) string {
	if p.Done == "" {
		return p.trouble(w)
	}
	return p.last(w)
}

// trouble says what trouble is on.
func (p *Panel) trouble(w int) string {
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
