package ui

import (
	"reflect"
	"testing"

	"charm.land/bubbles/v2/key"
)

// eachBinding visits every binding of the key map.
func eachBinding(k *KeyMap, visit func(*key.Binding)) {
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
		d := newDriver(t, &fakeSession{pages: chatOf(3)}, func(o *Options) { o.Keys = KeyMap{} })
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
		d := newDriver(t, &fakeSession{pages: chatOf(1)}, func(o *Options) { o.Panel = &fakePanel{} })
		d.press(d.m.opts.Keys.Screen.Help)
		all := ""
		for range 20 {
			all += d.text()
			d.press(d.m.opts.Keys.Move.HalfDown)
		}
		k := d.m.opts.Keys
		for _, g := range k.helpGroups() {
			for _, b := range g.keys {
				if !contains(all, b.Help().Desc) {
					t.Errorf("help lacks %q of %s", b.Help().Desc, g.title)
				}
			}
		}
	})
}

func TestADisabledKeyLeavesTheHelp(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d := newDriver(t, &fakeSession{pages: chatOf(1)}, func(o *Options) { o.Keys.Act.Copy.SetEnabled(false) })
		d.press(d.m.opts.Keys.Screen.Help)
		d.wantNoText(d.m.opts.Keys.Act.Copy.Help().Desc)
	})
}
