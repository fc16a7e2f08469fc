package ui

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"attache/model"
	"attache/ui/layout"
	"attache/ui/part"
	"attache/ui/wording"
)

// Doors are the ways into a chat that no token opens yet.
type Doors struct {
	Region  string   // where a token is sent to; empty: it is asked for
	Regions []string // to pick from
	Host    string   // likewise, where it is outside Amazon's own domains
	// Open returns the screen's options with the chat that was chosen.
	Open func(Entry) (Options, error)
}

// Entry is what was chosen.
type Entry struct {
	Demo   bool
	Token  model.Secret
	Kind   model.TokenKind
	Region string // empty: it was known
}

// doorStep is what is asked for at the doors.
type doorStep int

const (
	stepDoors doorStep = iota
	stepToken
	stepRegion
	stepRead
	stepOpening
)

// entrance is the page of the doors: it asks for what opens one.
type entrance struct {
	*desk

	doors  *Doors
	step   doorStep
	cursor int
	region int // the cursor among the regions
	top    int // of the text
	input  textinput.Model
	fault  string // of what was typed, or of the door
	chosen Entry
}

const (
	doorPaste = iota
	doorDemo
	doorWhere
)

func newEntrance(d *desk, doors *Doors) *entrance { return &entrance{desk: d, doors: doors} }

// take takes a message. It returns what was chosen, once all is known.
func (e *entrance) take(msg tea.Msg) (cmd tea.Cmd, chosen *Entry) {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return e.press(msg)
	case tea.PasteMsg:
		if e.step == stepDoors || e.step == stepRead {
			e.cursor = doorPaste
			e.ask(stepToken)
		}
		msg.Content = strings.Trim(msg.Content, "\r\n")
		return e.typed(msg), nil
	}
	return nil, nil
}

func (e *entrance) press(msg tea.KeyPressMsg) (tea.Cmd, *Entry) {
	k := &e.opts.Keys
	switch {
	case key.Matches(msg, k.Screen.Interrupt):
		return tea.Quit, nil
	case key.Matches(msg, k.Screen.Suspend):
		return tea.Suspend, nil
	}
	switch e.step {
	case stepDoors:
		return e.pressDoors(msg)
	case stepRead:
		e.read(msg)
	case stepToken, stepRegion:
		return e.pressLine(msg)
	case stepOpening:
	}
	return nil, nil
}

func (e *entrance) pressDoors(msg tea.KeyPressMsg) (tea.Cmd, *Entry) {
	k := &e.opts.Keys
	e.fault = ""
	if door := slices.IndexFunc(e.bindings(), func(b key.Binding) bool { return key.Matches(msg, b) }); door >= 0 {
		e.cursor = door
		return e.enter()
	}
	switch {
	case key.Matches(msg, k.Move.Up):
		e.cursor = max(e.cursor-1, 0)
	case key.Matches(msg, k.Move.Down):
		e.cursor = min(e.cursor+1, doorWhere)
	case key.Matches(msg, k.Move.Top):
		e.cursor = 0
	case key.Matches(msg, k.Move.Bottom):
		e.cursor = doorWhere
	case key.Matches(msg, k.Prompt.Accept):
		return e.enter()
	case key.Matches(msg, k.Doors.Leave):
		return tea.Quit, nil
	}
	return nil, nil
}

func (e *entrance) bindings() []key.Binding {
	k := &e.opts.Keys.Doors
	return []key.Binding{k.Token, k.Demo, k.Where}
}

// enter goes through the door under the cursor.
func (e *entrance) enter() (tea.Cmd, *Entry) {
	switch e.cursor {
	case doorPaste:
		return e.ask(stepToken), nil
	case doorDemo:
		return e.open(Entry{Demo: true})
	}
	e.step, e.top = stepRead, 0
	return nil, nil
}

func (e *entrance) open(entry Entry) (tea.Cmd, *Entry) {
	e.step, e.chosen = stepOpening, entry
	return nil, &entry
}

// failed says why a door did not open, and leaves the others open.
func (e *entrance) failed(err error) {
	words := wording.For(model.AsProblem(err))
	e.step, e.fault, e.chosen = stepDoors, strings.TrimSpace(words.Sentence+" "+words.Advice), Entry{}
}

// ask begins a line.
func (e *entrance) ask(step doorStep) tea.Cmd {
	e.step, e.fault, e.region = step, "", 0
	e.input = newLine()
	if step == stepToken {
		e.input.EchoMode, e.input.CharLimit = textinput.EchoNone, model.MaxTokenText
	}
	return e.input.Focus()
}

func (e *entrance) pressLine(msg tea.KeyPressMsg) (tea.Cmd, *Entry) {
	k := &e.opts.Keys.Prompt
	by := 0
	switch {
	case key.Matches(msg, k.Abandon):
		e.step, e.fault, e.chosen = stepDoors, "", Entry{}
		return nil, nil
	case key.Matches(msg, k.Accept) && e.step == stepToken:
		return e.acceptToken()
	case key.Matches(msg, k.Accept):
		return e.acceptRegion()
	case e.step == stepToken:
		return e.typed(msg), nil
	case key.Matches(msg, k.Older):
		by = -1
	case key.Matches(msg, k.Newer):
		by = 1
	case key.Matches(msg, k.Complete):
		if all := e.regions(); len(all) > 0 {
			e.input.SetValue(all[e.region])
			e.input.CursorEnd()
			e.region = 0
		}
		return nil, nil
	default:
		return e.typed(msg), nil
	}
	e.region = max(0, min(e.region+by, len(e.regions())-1))
	return nil, nil
}

// typed lets the line take a key or a paste.
func (e *entrance) typed(msg tea.Msg) (cmd tea.Cmd) {
	if e.step != stepToken && e.step != stepRegion {
		return nil
	}
	e.fault, e.region = "", 0
	e.input, cmd = e.input.Update(msg)
	return cmd
}

func (e *entrance) acceptToken() (tea.Cmd, *Entry) {
	token, kind, err := model.ReadToken("token", e.input.Value(), model.ConnectionToken)
	e.input.Reset()
	if err != nil {
		e.fault = wording.For(model.AsProblem(err)).Sentence
		return nil, nil
	}
	e.chosen = Entry{Token: token, Kind: kind}
	if e.doors.Region == "" {
		return e.ask(stepRegion), nil
	}
	return e.open(e.chosen)
}

// acceptRegion takes the region under the cursor, or one that is newer than this program.
func (e *entrance) acceptRegion() (tea.Cmd, *Entry) {
	region := strings.ToLower(model.Trim(e.input.Value()))
	if all := e.regions(); len(all) > 0 && !model.IsRegion(region) {
		region = all[e.region]
	}
	if !model.MayBeRegion(region) {
		e.fault = "No region is called so: pick one with the arrows, or type it as us-east-1"
		return nil, nil
	}
	e.chosen.Region = region
	return e.open(e.chosen)
}

// regions are those that hold what was typed.
func (e *entrance) regions() []string {
	found := make([]string, 0, len(e.doors.Regions))
	for _, r := range e.doors.Regions {
		if strings.Contains(r, strings.ToLower(model.Trim(e.input.Value()))) {
			found = append(found, r)
		}
	}
	return found
}

// read scrolls the text, or leaves it.
func (e *entrance) read(msg tea.KeyPressMsg) {
	k, page := &e.opts.Keys, e.lay.PaneH()
	by := 0
	switch {
	case key.Matches(msg, k.Move.Up):
		by = -1
	case key.Matches(msg, k.Move.Down):
		by = 1
	case key.Matches(msg, k.Move.PageDown, k.Move.HalfDown):
		by = max(page/2, 1)
	case key.Matches(msg, k.Move.PageUp, k.Move.HalfUp):
		by = -max(page/2, 1)
	case key.Matches(msg, k.Move.Top):
		e.top = 0
	case key.Matches(msg, k.Move.Bottom):
		by = 1 << 10
	case key.Matches(msg, k.Doors.Leave, k.Prompt.Accept, k.Doors.Where):
		e.step = stepDoors
	case key.Matches(msg, k.Doors.Token):
		e.cursor = doorPaste
		e.ask(stepToken)
	}
	d := e.page()
	e.top = max(0, min(e.top+by, d.Length()-page-1))
}

func (e *entrance) page() part.Doors {
	k := &e.opts.Keys
	frame := &part.Frame{Theme: &e.theme, Layout: e.lay, Keys: k}
	next := "opens a chat; the region is asked next"
	if e.doors.Region != "" {
		next = "opens a chat in " + e.doors.Region
	}
	d := part.Doors{
		Frame: frame, Cursor: e.cursor, Top: e.top, Host: model.HideTokens(e.doors.Host), Fault: e.fault,
		Doors: []part.Door{
			{Key: k.Doors.Token.Help().Key, Name: "paste a token", Does: next},
			{Key: k.Doors.Demo.Help().Key, Name: "try the demo", Does: "a sample chat: no account, token or network"},
			{Key: k.Doors.Where.Help().Key, Name: "where a token comes from", Does: "for agents, QA people and back ends"},
		},
	}
	switch e.step {
	case stepRegion:
		d.Regions, d.Cursor = e.regions(), e.region
	case stepRead:
		d.Text = wording.WhereTokensComeFrom()
	case stepOpening:
		d.Busy = "Opening the chat"
	case stepDoors, stepToken:
	}
	return d
}

func (e *entrance) view() (lines []string, cursor *tea.Cursor) {
	if e.lay.Kind == layout.Tiny {
		return (&screen{Frame: &part.Frame{Theme: &e.theme, Layout: e.lay}}).tiny(), nil
	}
	d, k := e.page(), &e.opts.Keys
	line, row := "", d.KeyRow([]key.Binding{as(k.Prompt.Accept, "go on"), k.Move.Down, k.Move.Up}, []key.Binding{k.Doors.Leave})
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
	case stepDoors, stepOpening:
	}
	return d.Around(e.opts.Version, line, row), cursor
}

func (e *entrance) title() string {
	switch {
	case e.step == stepRegion:
		return " region "
	case e.lay.Kind == layout.Narrow || e.doors.Host == "":
		return " token (hidden) "
	}
	return " token for " + model.HideTokens(e.doors.Host) + " (hidden) "
}
