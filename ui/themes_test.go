package ui

import (
	"image/color"
	"testing"

	"attache/ui/runner/fakechat"

	tea "charm.land/bubbletea/v2"
)

func TestTheThemeFollowsTheTerminalsBackgroundUnlessItIsNamed(t *testing.T) {
	const onDark, onLight = "38;2;122;162;247", "38;2;29;78;216" // the accent of each
	for theme, want := range map[string][2]string{"": {onDark, onLight}, "auto": {onDark, onLight}, "dark": {onDark, onDark}, "light": {onLight, onLight}} {
		screenTest(t, func(t *testing.T) {
			d := newDriver(t, &fakechat.Chat{Pages: chatOf(1)}, func(o *Options) { o.Scheme.Name = theme })
			if s := d.m.View().Content; !contains(s, want[0]) { // before the terminal has answered
				t.Errorf("%q: %q", theme, s[:200])
			}
			d.send(tea.BackgroundColorMsg{Color: color.White})
			if s := d.m.View().Content; !contains(s, want[1]) {
				t.Errorf("%q on white: %q", theme, s[:200])
			}
		})
	}
}

func TestAVariableTellsTheBackgroundUntilTheTerminalDoes(t *testing.T) {
	for value, want := range map[string]bool{"": true, "15;0": true, "0;15": false, "0;default;7": false, "7": true, "15;8": true} {
		screenTest(t, func(t *testing.T) {
			d := newDriver(t, &fakechat.Chat{Pages: chatOf(1)}, func(o *Options) {
				o.Getenv = func(name string) string { return map[string]string{"COLORFGBG": value}[name] }
			})
			if d.m.dark != want {
				t.Errorf("%q: dark %v", value, d.m.dark)
			}
		})
	}
}
