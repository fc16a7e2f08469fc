package ui

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"attache/model"
	"attache/ui/wording"
)

// take takes a message. It returns what was chosen, once all is known.
func (e *startPage) take(msg tea.Msg) (cmd tea.Cmd, chosen *Entry) {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return e.press(msg)
	case tea.PasteMsg:
		if e.step == stepChoose || e.step == stepRead {
			e.cursor = choicePaste
			e.ask(stepToken)
		}
		msg.Content = strings.Trim(msg.Content, "\r\n")
		return e.takeText(msg), nil
	}
	return nil, nil
}

func (e *startPage) press(msg tea.KeyPressMsg) (tea.Cmd, *Entry) {
	k := &e.opts.Keys
	switch {
	case key.Matches(msg, k.Screen.Interrupt):
		return tea.Quit, nil
	case key.Matches(msg, k.Screen.Suspend):
		return tea.Suspend, nil
	}
	switch e.step {
	case stepChoose:
		return e.pressChoices(msg)
	case stepRead:
		e.read(msg)
	case stepToken, stepRegion:
		return e.pressLine(msg)
	case stepOpening:
	}
	return nil, nil
}

func (e *startPage) pressChoices(msg tea.KeyPressMsg) (tea.Cmd, *Entry) {
	k := &e.opts.Keys
	e.fault = ""
	if choice := slices.IndexFunc(e.bindings(), func(b key.Binding) bool { return key.Matches(msg, b) }); choice >= 0 {
		e.cursor = choice
		return e.enter()
	}
	switch {
	case key.Matches(msg, k.Move.Up):
		e.cursor = max(e.cursor-1, 0)
	case key.Matches(msg, k.Move.Down):
		e.cursor = min(e.cursor+1, choiceWhere)
	case key.Matches(msg, k.Move.Top):
		e.cursor = 0
	case key.Matches(msg, k.Move.Bottom):
		e.cursor = choiceWhere
	case key.Matches(msg, k.Prompt.Accept):
		return e.enter()
	case key.Matches(msg, k.Doors.Leave):
		return tea.Quit, nil
	}
	return nil, nil
}

// enter takes the choice under the cursor.
func (e *startPage) enter() (tea.Cmd, *Entry) {
	switch e.cursor {
	case choicePaste:
		return e.ask(stepToken), nil
	case choiceDemo:
		return e.open(Entry{Demo: true})
	}
	e.step, e.top = stepRead, 0
	return nil, nil
}

func (e *startPage) open(entry Entry) (tea.Cmd, *Entry) {
	e.step, e.chosen = stepOpening, entry
	return nil, &entry
}

// failed says why no chat opened, and leaves the choices.
func (e *startPage) failed(err error) {
	words := wording.For(model.AsProblem(err))
	e.step, e.fault, e.chosen = stepChoose, strings.TrimSpace(words.Sentence+" "+words.Advice), Entry{}
}

// ask begins a line.
func (e *startPage) ask(step startStep) tea.Cmd {
	e.step, e.fault, e.region = step, "", 0
	e.input = newLine()
	if step == stepToken {
		e.input.EchoMode, e.input.CharLimit = textinput.EchoNone, model.MaxTokenText
	}
	return e.input.Focus()
}

func (e *startPage) pressLine(msg tea.KeyPressMsg) (tea.Cmd, *Entry) {
	k := &e.opts.Keys.Prompt
	var by int
	switch {
	case key.Matches(msg, k.Abandon):
		e.step, e.fault, e.chosen = stepChoose, "", Entry{}
		return nil, nil
	case key.Matches(msg, k.Accept) && e.step == stepToken:
		return e.acceptToken()
	case key.Matches(msg, k.Accept):
		return e.acceptRegion()
	case e.step == stepToken:
		return e.takeText(msg), nil
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
		return e.takeText(msg), nil
	}
	e.region = max(0, min(e.region+by, len(e.regions())-1))
	return nil, nil
}

// letterOf lets the line take a key or a paste.
func (e *startPage) takeText(msg tea.Msg) (cmd tea.Cmd) {
	if e.step != stepToken && e.step != stepRegion {
		return nil
	}
	e.fault, e.region = "", 0
	e.input, cmd = e.input.Update(msg)
	return cmd
}

func (e *startPage) acceptToken() (tea.Cmd, *Entry) {
	token, kind, err := model.ReadToken("token", e.input.Value(), model.ConnectionToken)
	e.input.Reset()
	if err != nil {
		e.fault = wording.For(model.AsProblem(err)).Sentence
		return nil, nil
	}
	e.chosen = Entry{Token: token, Kind: kind}
	if e.options.Region == "" {
		return e.ask(stepRegion), nil
	}
	return e.open(e.chosen)
}

// acceptRegion takes the region under the cursor, or one that is newer than this program.
func (e *startPage) acceptRegion() (tea.Cmd, *Entry) {
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

// read scrolls the text, or leaves it.
func (e *startPage) read(msg tea.KeyPressMsg) {
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
		e.step = stepChoose
	case key.Matches(msg, k.Doors.Token):
		e.cursor = choicePaste
		e.ask(stepToken)
	}
	d := e.page()
	e.top = max(0, min(e.top+by, d.Length()-page-1))
}
