package ui

import (
	"testing"

	tea "charm.land/bubbletea/v2"

	"attache/model/session"
	"attache/ui/runner/fakechat"
)

// latin binds a few keys as the program does.
func latin(o *Options) {
	o.Keys.Move.Down.SetKeys("j")
	o.Keys.Move.Bottom.SetKeys("G")
	o.Keys.List.Filter.SetKeys("/")
	o.Keys.Screen.Help.SetKeys("?")
	o.Keys.Mark.All.SetKeys("ctrl+a")
	o.Keys.Ask.Yes.SetKeys("y")
}

func cyrillic(t *testing.T, opts ...func(*Options)) *driver {
	t.Helper()
	return newDriver(t, &fakechat.Chat{Pages: chatOf(5)}, append([]func(*Options){latin}, opts...)...)
}

func TestAKeyOfAnotherLayoutActsByItsPlaceWhereTheTerminalTellsIt(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d := cyrillic(t)
		d.send(tea.KeyboardEnhancementsMsg{Flags: 1})
		if k := d.m.View().KeyboardEnhancements; k != (tea.KeyboardEnhancements{}) {
			t.Errorf("asked of the keyboard before there is need: %+v", k)
		}
		d.send(tea.KeyPressMsg{Code: 'о', Text: "о"})
		d.wantText("No key here is о: press it again")
		if k := d.m.View().KeyboardEnhancements; !k.ReportAlternateKeys || !k.ReportAllKeysAsEscapeCodes {
			t.Errorf("the terminal is not asked for places: %+v", k)
		}
		d.send(tea.KeyPressMsg{Code: tea.KeyLeftShift, Mod: tea.ModShift}) // told now, and nothing by itself
		d.send(tea.KeyPressMsg{Code: 'о', Text: "о", BaseCode: 'j'})
		if got := d.m.list.Cursor(); got != "id-001" {
			t.Errorf("о at the place of j goes to %s", got)
		}
		// The framework's text of a shifted key is that of the place, without the shift.
		d.send(tea.KeyPressMsg{Code: 'п', Text: "g", ShiftedCode: 'g', BaseCode: 'g', Mod: tea.ModShift})
		if got := d.m.list.Cursor(); got != "id-004" {
			t.Errorf("П at the place of G goes to %s", got)
		}
		d.send(tea.KeyPressMsg{Code: 'ф', BaseCode: 'a', Mod: tea.ModCtrl})
		if got := len(d.m.list.Marked()); got != 5 {
			t.Errorf("ctrl+ф at the place of ctrl+a marks %d", got)
		}
		d.send(tea.KeyPressMsg{Code: '.', Text: ",", BaseCode: '/', Mod: tea.ModShift}) // the question mark's place
		if d.m.pane.kind != paneHelp {
			t.Error("the place of ? opens no help")
		}
	})
}

func TestAKeyOfAnotherLayoutSaysWhatIsAmissWhereItsPlaceIsNotTold(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		for _, letter := range []string{"о", "Ο", "ש", "ت", "ो", "ㅓ", "が"} {
			d := cyrillic(t)
			before := d.m.list.Cursor()
			d.send(tea.KeyPressMsg{Code: []rune(letter)[0], Text: letter})
			if letter != "ो" { // a mark, which no key types by itself
				d.wantText("No key here is " + letter + ": switch the keyboard to Latin letters")
			}
			if d.m.list.Cursor() != before {
				t.Errorf("%s moved the cursor", letter)
			}
		}
		d := cyrillic(t)
		d.send(tea.KeyPressMsg{Code: 'é', Text: "é"})
		d.wantNoText("No key here")
	})
}

func TestAKeyOfAnotherLayoutThatIsBoundActsAsItIs(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d := cyrillic(t, func(o *Options) { o.Keys.Move.Down.SetKeys("j", "о") })
		d.send(tea.KeyPressMsg{Code: 'о', Text: "о", BaseCode: 'g'})
		if got := d.m.list.Cursor(); got != "id-001" {
			t.Errorf("the cursor is on %s", got)
		}
	})
}

func TestLettersOfAnotherLayoutAreTextWhereALineIsTyped(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d := cyrillic(t)
		d.send(tea.KeyboardEnhancementsMsg{Flags: 1})
		d.send(tea.KeyPressMsg{Code: 'о', Text: "о"})
		d.press(d.m.opts.Keys.List.Filter)
		if k := d.m.View().KeyboardEnhancements; k != (tea.KeyboardEnhancements{}) {
			t.Errorf("every key is told while a line is typed: %+v", k)
		}
		d.send(tea.KeyPressMsg{Code: 'о', Text: "о", BaseCode: 'j'})
		if got := d.m.prompt.input.Value(); got != "о" {
			t.Errorf("typed %q", got)
		}
	})
}

func TestAQuestionIsAnsweredByPlaceAndByNoModifier(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d := cyrillic(t)
		ask := func() {
			d.m.asking = &question{Question: session.Question{Kind: session.QuestionAgain, Yes: session.HideNames{On: true}}}
		}
		ask()
		d.send(tea.KeyPressMsg{Code: tea.KeyRightShift, Mod: tea.ModShift})
		if d.m.asking == nil {
			t.Fatal("the shift key answered")
		}
		d.send(tea.KeyPressMsg{Code: 'н', Text: "н", BaseCode: 'y'})
		if !d.m.session.NamesHidden() {
			t.Error("н at the place of y is no yes")
		}
		ask()
		if d.send(tea.KeyPressMsg{Code: 'н', Text: "н"}); d.m.asking != nil {
			t.Error("a key whose place is not known is no answer")
		}
	})
}
