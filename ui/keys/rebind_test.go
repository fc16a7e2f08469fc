package keys

import (
	"slices"
	"strings"
	"testing"

	"charm.land/bubbles/v2/key"

	"attache/model"
)

// bound gives every action a key of its own.
func bound() Map {
	var k Map
	next := 'Ā'
	for _, a := range k.actions() {
		next++
		*a.binding = key.NewBinding(key.WithKeys(string(next)), key.WithHelp(string(next), "does "+string(next)))
	}
	k.Prompt.Accept.SetKeys("enter")
	k.Prompt.Abandon.SetKeys("esc")
	return k
}

// rebound are the keys of the tests with changes, each "action key key".
func rebound(changes ...string) (Map, error) {
	k := bound()
	for name, b := range map[string]*key.Binding{
		"y": &k.Act.Copy, "s": &k.Act.Save, "j": &k.Move.Down, "ctrl+d": &k.Move.HalfDown, "pgdown": &k.Move.PageDown,
		"ctrl+c": &k.Screen.Interrupt,
	} {
		b.SetKeys(name)
		b.SetHelp(name, b.Help().Desc)
	}
	var all []model.Rebinding
	for _, c := range changes {
		words := strings.Fields(c)
		all = append(all, model.Rebinding{Action: words[0], Keys: words[1:], Input: "key of " + words[0]})
	}
	err := k.Rebind(all)
	return k, err
}

func TestAReboundActionHasItsNewKeysAndNoOther(t *testing.T) {
	k, err := rebound("act.copy c ctrl+y", "act.save-as", "move.half-down pgdown", "move.page-down ctrl+d", "list.back up left alt+x")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		b    key.Binding
		help string
		keys []string
	}{
		{k.Act.Copy, "c ctrl+y", []string{"c", "ctrl+y"}},
		{k.Act.SaveAs, "(no key)", nil},
		{k.Move.HalfDown, "pgdn", []string{"pgdown"}},
		{k.Move.PageDown, "ctrl+d", []string{"ctrl+d"}},
	} {
		if c.b.Help().Key != c.help || !slices.Equal(c.b.Keys(), c.keys) || c.b.Enabled() != (c.keys != nil) {
			t.Errorf("%q: %q, %q", c.b.Help().Desc, c.b.Help().Key, c.b.Keys())
		}
	}
}

func TestABadRebindingIsNamed(t *testing.T) {
	for _, c := range []struct {
		changes       []string
		input         string
		fault, detail string
	}{
		{[]string{"act.nothing c"}, "act.nothing", model.FaultUnknown, "act.nothing"},
		{[]string{"act.copy escape"}, "act.copy", model.FaultChoice, "escape; a letter"},
		{[]string{"act.copy Enter"}, "act.copy", model.FaultChoice, "Enter"},
		{[]string{"act.copy ctrl+Y"}, "act.copy", model.FaultChoice, "ctrl+Y"},
		{[]string{"act.copy alt+Y"}, "act.copy", model.FaultChoice, "alt+Y"},
		{[]string{"act.copy shift+y"}, "act.copy", model.FaultChoice, "shift+y"},
		{[]string{"act.copy yy"}, "act.copy", model.FaultChoice, "yy"},
		{[]string{"act.copy ctrl+"}, "act.copy", model.FaultChoice, "ctrl+"},
		{[]string{"act.copy alt+ctrl+y"}, "act.copy", model.FaultChoice, "alt+ctrl+y"},
		{[]string{"act.copy \ufffd"}, "act.copy", "", ""}, // a sign as any other
		{[]string{"act.copy \x1b"}, "act.copy", model.FaultChoice, ""},
		{[]string{"act.copy s"}, "act.copy", model.FaultConflict, "s is a key of act.save"},
		{[]string{"act.save y"}, "act.save", model.FaultConflict, "y is a key of act.copy"},
		{[]string{"list.sort j"}, "list.sort", model.FaultConflict, "j is a key of move.down"},
		{[]string{"act.copy c", "act.save c"}, "act.save", model.FaultConflict, "c is a key of act.copy"},
		{[]string{"act.copy ctrl+c"}, "act.copy", model.FaultConflict, "ctrl+c always leaves"},
		{[]string{"ask.yes ctrl+c"}, "ask.yes", model.FaultConflict, "ctrl+c always leaves"},
		{[]string{"screen.interrupt x"}, "screen.interrupt", model.FaultConflict, "ctrl+c always leaves"},
		{[]string{"prompt.accept y"}, "prompt.accept", model.FaultConflict, "y is for typing there"},
		{[]string{"prompt.accept space"}, "prompt.accept", model.FaultConflict, "space is for typing there"},
		{[]string{"prompt.accept esc"}, "prompt.accept", model.FaultConflict, "esc is a key of prompt.abandon"},
		{[]string{"act.copy s", "act.save y"}, "", "", ""},
		{[]string{"ask.yes j"}, "", "", ""}, // j moves elsewhere
		{[]string{"act.copy f12 ctrl+_ alt+shift+y ctrl+shift+up é + alt++ shift+tab backspace delete"}, "", "", ""},
	} {
		_, err := rebound(c.changes...)
		if c.fault == "" {
			if err != nil {
				t.Errorf("%q: %v", c.changes, err)
			}
			continue
		}
		p := model.AsProblem(err)
		if p == nil || p.Op != "key of "+c.input || p.Code != c.fault || !strings.Contains(p.Detail, c.detail) {
			t.Errorf("%q: %+v", c.changes, p)
		}
	}
}

func TestAnActionIsNamedAfterItsField(t *testing.T) {
	for field, want := range map[string]string{
		"Copy": "copy", "SwapID": "swap-id", "TypeID": "type-id", "AutoRenew": "auto-renew", "IDList": "id-list", "PageDown": "page-down",
	} {
		if got := dashed(field); got != want {
			t.Errorf("%s: %s", field, got)
		}
	}
}
