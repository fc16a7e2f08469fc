package ui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"attache/model"
	"attache/ui/layout"
	"attache/ui/part"
	"attache/ui/wording"
)

// startStep is what the start page asks for.
type startStep int

const (
	stepChoose startStep = iota
	stepToken
	stepRegion
	stepRead
	stepOpening
)

// startPage asks for what opens a chat.
type startPage struct {
	*core

	options *StartPage
	back    bool // it leads back to a chat
	step    startStep
	cursor  int
	region  int // the cursor among the regions
	top     int // of the text
	input   textinput.Model
	fault   string // of what was typed, or of the choice
	chosen  Entry
}

const (
	choicePaste = iota
	choiceDemo
	choiceWhere
)

func newStartPage(d *core, options *StartPage) *startPage {
	return &startPage{core: d, options: options}
}

func (e *startPage) bindings() []key.Binding {
	k := &e.opts.Keys.Doors
	return []key.Binding{k.Token, k.Demo, k.Where}
}

// regions are those that hold what was typed.
func (e *startPage) regions() []string {
	found := make([]string, 0, len(e.options.Regions))
	for _, r := range e.options.Regions {
		if strings.Contains(r, strings.ToLower(model.Trim(e.input.Value()))) {
			found = append(found, r)
		}
	}
	return found
}

func (e *startPage) page() part.StartPage {
	k := &e.opts.Keys
	frame := &part.Frame{Theme: &e.theme, Layout: e.lay, Keys: k}
	next := "opens a chat; the region is asked next"
	if e.options.Region != "" {
		next = "opens a chat in " + e.options.Region
	}
	d := part.StartPage{
		Frame: frame, Cursor: e.cursor, Top: e.top, Host: model.HideTokens(e.options.Host), Fault: e.fault,
		Choices: []part.StartChoice{
			{Key: k.Doors.Token.Help().Key, Name: "paste a token", Does: next},
			{Key: k.Doors.Demo.Help().Key, Name: "try the demo", Does: "a sample chat: no account, token or network"},
			{Key: k.Doors.Where.Help().Key, Name: "where a token comes from", Does: "for agents, QA people and back ends"},
		},
	}
	if e.back {
		d.Ask = "Another chat. Which way?"
	}
	switch e.step {
	case stepRegion:
		d.Regions, d.Cursor = e.regions(), e.region
	case stepRead:
		d.Text = wording.WhereTokensComeFrom()
	case stepOpening:
		d.Busy = "Opening the chat"
	case stepChoose, stepToken:
	}
	return d
}

func (e *startPage) view() (lines []string, cursor *tea.Cursor) {
	if e.lay.Kind == layout.Tiny {
		return (&scene{Frame: &part.Frame{Theme: &e.theme, Layout: e.lay}}).tiny(), nil
	}
	d, k := e.page(), &e.opts.Keys
	line, row := "", d.KeyRow([]key.Binding{as(k.Prompt.Accept, "go on"), k.Move.Down, k.Move.Up}, []key.Binding{e.leave()})
	switch e.step {
	case stepToken, stepRegion:
		p := part.Prompt{Frame: d.Frame, Title: e.title(), Input: &e.input, Fault: e.fault}
		d.Fault = ""
		act := []key.Binding{k.Prompt.Accept, k.Prompt.Abandon}
		if e.step == stepRegion {
			act = append(act, k.Prompt.Complete, as(k.Prompt.Newer, "next"), as(k.Prompt.Older, "previous"))
			p.Empty = "type a part of its name"
		}
		line, row = p.Line(), d.KeyRow(act, nil)
		if e.fault == "" {
			cursor = tea.NewCursor(p.Cursor(), e.lay.H-2)
			cursor.Blink = false // nothing on this screen does
		}
	case stepRead:
		row = d.KeyRow([]key.Binding{k.Move.Down, k.Move.Up, k.Doors.Token}, []key.Binding{as(k.Doors.Leave, "back")})
	case stepChoose, stepOpening:
	}
	return d.Around(e.opts.Version, line, row), cursor
}

func (e *startPage) title() string {
	switch {
	case e.step == stepRegion:
		return " region "
	case e.lay.Kind == layout.Narrow || e.options.Host == "":
		return " token (hidden) "
	}
	return " token for " + model.HideTokens(e.options.Host) + " (hidden) "
}

// leave is the key that leaves the page, with where it leads.
func (e *startPage) leave() key.Binding {
	k := e.opts.Keys.Doors.Leave
	if e.back {
		k = as(k, "back")
	}
	return k
}
