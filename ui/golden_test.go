package ui

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"attache/model"
	"attache/ui/keys"
	"attache/ui/runner/fakechat"
)

var update = flag.Bool("update", false, "write the screens that are drawn into testdata") //nolint:gochecknoglobals // a flag of the test

// labelledKeys are keys of the tests that are called by their names, and some as they would be by a letter: so a new
// key changes no screen that it is not on.
func labelledKeys() keys.Map {
	k := testKeys()
	k.AnswerToNames()
	eachBinding(&k, func(b *key.Binding) {
		_, name, _ := strings.Cut(k.NameOf(*b), ".")
		b.SetHelp("<"+name[:1]+">", name)
	})
	for _, a := range []struct {
		b         *key.Binding
		key, does string
	}{
		{&k.Act.Open, "enter", "link"},
		{&k.Act.Copy, "y", "copy"},
		{&k.Act.CopyAs, "Y", "copy as"},
		{&k.Act.Save, "s", "save"},
		{&k.Act.Renew, "r", "renew"},
		{&k.Act.Cancel, "x", "cancel, discard what is left"},
		{&k.Act.Explain, "e", "explain the problem"},
		{&k.List.Filter, "/", "find"},
		{&k.Screen.Panel, "ctrl+e", "emulator"},
		{&k.Screen.Palette, ":", "commands"},
		{&k.Screen.Help, "?", "help"},
		{&k.Screen.Quit, "q", "quit"},
		{&k.Prompt.Accept, "enter", "accept"},
		{&k.Prompt.Abandon, "esc", "leave"},
		{&k.Prompt.Complete, "tab", "complete"},
		{&k.Prompt.Older, "↑", "typed before"},
		{&k.Prompt.Newer, "↓", "typed later"},
	} {
		a.b.SetHelp(a.key, a.does)
	}
	return k
}

// TestTheScreensOfFinding draws each part of finding at each size: what covers the list, and the foot.
func TestTheScreensOfFinding(t *testing.T) {
	for name, do := range map[string]func(d *driver, k *keys.Map){
		"keyline": func(*driver, *keys.Map) {},
		"find":    func(d *driver, k *keys.Map) { d.press(k.List.Filter); d.typeText("42") },
		"similar": func(d *driver, k *keys.Map) { d.press(k.List.Filter); d.typeText("dmgphoto"); d.press(k.Prompt.Accept) },
		"wrong":   func(d *driver, k *keys.Map) { d.press(k.List.Filter); d.typeText("siez>1M"); d.press(k.Prompt.Accept) },
		"palette": func(d *driver, k *keys.Map) { d.press(k.Screen.Palette); d.typeText("canc") },
		"search":  func(d *driver, k *keys.Map) { d.press(k.Screen.Help); d.typeText("scan") },
	} {
		screenTest(t, func(t *testing.T) {
			pages := photos()
			pages[0].Attachments[0].Status = model.StatusInProgress
			d := newDriver(t, &fakechat.Chat{Pages: pages}, func(o *Options) { o.Keys, o.Panel = labelledKeys(), &fakePanel{} })
			do(d, &d.m.opts.Keys)
			var got strings.Builder
			for _, size := range []tea.WindowSizeMsg{{Width: 120, Height: 40}, {Width: 80, Height: 24}, {Width: 40, Height: 10}} {
				d.send(size)
				fmt.Fprintf(&got, "%dx%d\n", size.Width, size.Height)
				lines := strings.Split(d.text(), "\n")
				from := len(lines) - d.m.lay.FootH()
				if d.m.pane.covers() {
					from = d.m.lay.HeadH()
				}
				for _, l := range lines[from:] {
					got.WriteString(strings.TrimRight(l, " ") + "\n")
				}
			}
			file := filepath.Join("testdata", name+".txt")
			if *update {
				if err := os.WriteFile(file, []byte(got.String()), 0o644); err != nil { //nolint:gosec // a picture is for everybody
					t.Fatal(err)
				}
			}
			if want, err := os.ReadFile(file); err != nil || string(want) != got.String() {
				t.Errorf("%s is drawn otherwise (%v); -update takes it over:\n%s", file, err, got.String())
			}
		})
	}
}
