package ui

import (
	"reflect"
	"testing"

	"charm.land/bubbles/v2/key"

	"attache/model"
	"attache/ui/keys"
	"attache/ui/runner/fakechat"
)

// eachBinding visits every binding of the key map.
func eachBinding(k *keys.Map, visit func(*key.Binding)) {
	v := reflect.ValueOf(k).Elem()
	for i := range v.NumField() {
		scope := v.Field(i)
		for j := range scope.NumField() {
			visit(scope.Field(j).Addr().Interface().(*key.Binding))
		}
	}
}

func TestTheZeroKeyMapAnswersNothing(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d := newDriver(t, &fakechat.Chat{Pages: chatOf(3)}, func(o *Options) { o.Keys = keys.Map{} })
		before := d.text()
		for r := ' '; r < 127; r++ {
			d.send(keyPress(string(r)))
		}
		d.send(keyPress("enter"))
		if got := d.text(); got != before {
			t.Errorf("a key did something:\n%s", got)
		}
	})
}

func TestHelpNamesEveryKeyOfTheList(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d := newDriver(t, &fakechat.Chat{Pages: chatOf(1)}, func(o *Options) { o.Panel, o.Receipt, o.Decode = &fakePanel{}, noReceipt, noDecoder })
		d.press(d.m.opts.Keys.Screen.Help)
		d.press(d.m.opts.Keys.Prompt.Accept) // leaves the line, and the letters move
		all := ""
		for range 20 {
			all += d.text()
			d.press(d.m.opts.Keys.Move.HalfDown)
		}
		k := d.m.opts.Keys
		for _, g := range k.Groups() {
			for _, b := range g.Keys {
				if !contains(all, b.Help().Desc) {
					t.Errorf("help lacks %q of %s", b.Help().Desc, g.Title)
				}
			}
		}
	})
}

func TestADisabledKeyLeavesTheHelp(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d := newDriver(t, &fakechat.Chat{Pages: chatOf(1)}, func(o *Options) { o.Keys.Act.Copy.SetEnabled(false) })
		d.press(d.m.opts.Keys.Screen.Help)
		d.wantNoText(d.m.opts.Keys.Act.Copy.Help().Desc)
	})
}

func TestAReboundKeyActsAndIsShown(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		k := testKeys()
		if err := k.Rebind([]model.Rebinding{{Action: "screen.help", Keys: []string{"H"}}, {Action: "screen.quit", Keys: []string{"ctrl+q"}}}); err != nil {
			t.Fatal(err)
		}
		d := newDriver(t, &fakechat.Chat{Pages: chatOf(1)}, func(o *Options) { o.Keys = k })
		d.wantText("H "+k.Screen.Help.Help().Desc, "ctrl+q "+k.Screen.Quit.Help().Desc)
		d.send(keyPress("H"))
		if d.m.pane.kind != paneHelp {
			t.Errorf("H opened no help:\n%s", d.text())
		}
	})
}

func TestTheHelpEndsWithTheProgramsOwnFiles(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d := newDriver(t, &fakechat.Chat{Pages: chatOf(1)}, func(o *Options) { o.Files = []string{"Configuration: ~/c.yaml", "Debug log: none"} })
		d.press(d.m.opts.Keys.Screen.Help)
		d.press(d.m.opts.Keys.Prompt.Accept)
		d.press(d.m.opts.Keys.Move.Bottom)
		d.wantText("attache test", "Configuration: ~/c.yaml", "Debug log: none")
	})
}
