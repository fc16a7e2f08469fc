package ui

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"attache/model"
	"attache/ui/runner/fakechat"
)

func TestThePaletteRunsWhatIsPicked(t *testing.T) {
	for typed, check := range map[string]func(d *driver) bool{
		"act.copy":       func(d *driver) bool { return len(d.copied) == 1 },
		"form.id":        func(d *driver) bool { return len(d.copied) == 1 && d.copied[0] == "id-000" },
		"sort.name-back": func(d *driver) bool { by, back := d.m.list.SortedBy(); return by == model.SortName && back },
		"mark.all":       func(d *driver) bool { return len(d.m.list.Marked()) == 2 },
		"list.filter":    func(d *driver) bool { return d.m.prompt != nil && d.m.prompt.kind == promptFilter },
		"screen.log":     func(d *driver) bool { return d.m.pane.side == paneLog },
		"screen.help":    func(d *driver) bool { return d.m.pane.kind == paneHelp },
		"screen.quit":    func(d *driver) bool { return d.quit },
	} {
		screenTest(t, func(t *testing.T) {
			f := &fakechat.Chat{Pages: chatOf(2)}
			d := newDriver(t, f)
			f.OnLink = goodLink(func() time.Time { return d.now })
			d.press(d.m.opts.Keys.Screen.Palette)
			d.typeText(typed)
			d.press(d.m.opts.Keys.Prompt.Accept)
			if !check(d) {
				t.Errorf("%s was not done:\n%s", typed, d.text())
			}
		})
	}
}

func TestThePaletteSaysWhyNothingIsDone(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		pages := chatOf(1)
		pages[0].Attachments[0].Status = model.StatusRejected
		d := newDriver(t, &fakechat.Chat{Pages: pages})
		k := &d.m.opts.Keys
		d.press(k.Screen.Palette)
		d.typeText("act.save")
		for _, size := range sizes() {
			d.send(size)
			d.wantText("the scanner rejected the file")
		}
		d.press(k.Prompt.Accept)
		d.wantText(k.Act.Save.Help().Desc + ": the scanner rejected the file")
		if d.m.prompt != nil || d.m.pane.covers() {
			t.Error("the palette is still open")
		}
		d.press(k.Screen.Palette)
		d.typeText("no such thing")
		d.press(k.Prompt.Accept)
		d.wantText("No command is called no such thing")
		d.press(k.Prompt.Abandon)
		if d.m.prompt != nil || d.m.pane.covers() {
			t.Error("it cannot be left")
		}
	})
}

func TestThePaletteReachesWhatHasNoKey(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		k := testKeys()
		if err := k.Rebind([]model.Rebinding{{Action: "list.swap-id"}}); err != nil {
			t.Fatal(err)
		}
		d := newDriver(t, &fakechat.Chat{Pages: chatOf(1)}, func(o *Options) { o.Keys = k })
		d.wantNoText("(no key)") // not in the key line
		d.press(d.m.opts.Keys.Screen.Palette)
		d.typeText("list.swap-id")
		d.wantText("(no key)")
		d.press(d.m.opts.Keys.Prompt.Accept)
		if !d.m.swapped {
			t.Error("names and IDs are not swapped")
		}
	})
}

func TestThePaletteIsWalkedAndFoldsAtEverySize(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d := newDriver(t, &fakechat.Chat{Pages: chatOf(2)})
		k := &d.m.opts.Keys
		d.press(k.Screen.Palette)
		n := len(d.m.scene().entries())
		for _, size := range sizes() {
			d.send(size)
			checkFrame(t, fmt.Sprint("palette at ", size), d, size.Width, size.Height)
			for range n + 3 {
				d.press(k.Prompt.Newer)
				if p := &d.m.pane; p.pick < p.top || p.pick >= p.top+d.m.lay.PaneH() {
					t.Fatalf("%d is not shown from %d on at %v", p.pick, p.top, size)
				}
			}
			if d.m.pane.pick != n-1 {
				t.Errorf("at %d of %d", d.m.pane.pick, n)
			}
			d.press(k.Prompt.Older)
			checkFrame(t, fmt.Sprint("palette at ", size), d, size.Width, size.Height)
		}
	})
}

func TestABrokenChatsPaletteHasItsOwnActions(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d := newDriver(t, &fakechat.Chat{OnRead: func() error { return &model.Problem{Kind: model.KindDenied, Op: "GetTranscript", Status: 403} }})
		d.press(d.m.opts.Keys.Broken.Palette)
		d.typeText("broken.token")
		d.press(d.m.opts.Keys.Prompt.Accept)
		if d.m.prompt == nil || d.m.prompt.kind != promptToken || d.m.pane.kind != paneBroken {
			t.Errorf("no token is asked for:\n%s", d.text())
		}
	})
}

func TestHelpIsSearchedAsItIsTyped(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d := newDriver(t, &fakechat.Chat{Pages: chatOf(1)})
		k := &d.m.opts.Keys
		for typed, want := range map[string]string{
			"younger": "age<10m", "scanner rej": "rejected", "dead copied": "copied", "nothing is under way": k.Act.Cancel.Help().Desc, "qqq": "Nothing in the help holds qqq",
		} {
			d.press(k.Screen.Help)
			d.typeText(typed)
			d.wantText(want)
			d.wantNoText("shut out")
			for _, size := range sizes() {
				d.send(size)
				checkFrame(t, fmt.Sprint("help at ", size), d, size.Width, size.Height)
			}
			d.send(tea.WindowSizeMsg{Width: 120, Height: 40})
			d.press(k.Prompt.Abandon)
			if d.m.pane.covers() {
				t.Error("the help is still open")
			}
		}
		d.press(k.Screen.Help)
		for typed, want := range map[string]string{"●": "the link is good", "~": "tried again"} { // a sign, and no other line
			d.send(tea.KeyPressMsg{Code: 'u', Mod: tea.ModCtrl})
			d.typeText(typed)
			d.wantText(want)
			d.wantNoText("the scanner")
		}
		d.press(k.Prompt.Abandon)
		d.press(k.Screen.Help)
		d.press(k.Screen.Help)
		if d.m.pane.covers() || d.m.prompt != nil {
			t.Error("the key that opens the help does not close it")
		}
	})
}

// TestNoWordOfTheHelpIsCut reads it to its end on a small screen.
func TestNoWordOfTheHelpIsCut(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d := newDriver(t, &fakechat.Chat{Pages: chatOf(1)}, func(o *Options) { o.Panel, o.Receipt = &fakePanel{}, noReceipt })
		d.send(tea.WindowSizeMsg{Width: 40, Height: 10})
		d.press(d.m.opts.Keys.Screen.Help)
		seen := ""
		for range 300 {
			seen += strings.TrimRight(strings.Split(d.text(), "\n")[1], " ↑↓") + " " // a sign says that the text goes on
			d.press(d.m.opts.Keys.Prompt.Newer)
		}
		seen += d.text()
		seen = strings.Join(strings.Fields(seen), " ")
		for _, want := range []string{
			"by sender: customer, agent, bot, system, supervisor or a name", "words that stand together; also name:\"final report\"",
			"a warning about the file; the details say which", "now: nothing is under way for this file", "the service gave a size but no link",
		} {
			if !strings.Contains(seen, want) {
				t.Errorf("%q cannot be read", want)
			}
		}
	})
}

func TestTheKeyLineFollowsTheRowAndNamesTheEmulator(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(2)}
		var d *driver
		f.OnLink = goodLink(func() time.Time { return d.now })
		d = newDriver(t, f, func(o *Options) { o.Panel = &fakePanel{} })
		k := &d.m.opts.Keys
		panel := k.Screen.Panel.Help().Key + " " + k.Screen.Panel.Help().Desc
		open := k.Act.Open.Help().Key
		d.wantText(open+" get link", panel)
		d.press(k.Act.Open)
		d.wantNoText(open + " get link")
		d.wait(6 * time.Minute)
		d.m.news = news{} // which has the foot of a small screen
		d.wantText(open+" renew", panel)
		for _, size := range sizes() {
			d.send(size)
			d.wantText(open+" renew", panel)
			checkFrame(t, fmt.Sprint(size), d, size.Width, size.Height)
		}
		d = newDriver(t, &fakechat.Chat{Pages: chatOf(2)})
		d.wantNoText(panel)
		pages := chatOf(1)
		pages[0].Attachments[0].Status = model.StatusInProgress
		d = newDriver(t, &fakechat.Chat{Pages: pages}, func(o *Options) { o.Panel = &fakePanel{} })
		for _, size := range sizes() {
			d.send(size)
			d.wantText(k.Act.Save.Help().Key + " save when scanned")
		}
	})
}

func TestACommandChosenOverTheGalleryActsOnItsPicture(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		l := lookerOf(t, &fakechat.Chat{Pages: pictures(3)})
		k := &l.m.opts.Keys
		l.press(k.View.Gallery)
		l.press(k.View.Right)
		l.press(k.Screen.Palette)
		l.typeText("form.id")
		l.press(k.Prompt.Accept)
		if len(l.copied) != 1 || l.copied[0] != "id-001" || l.m.viewer.gallery.open {
			t.Errorf("copied %q, the gallery is open: %v", l.copied, l.m.viewer.gallery.open)
		}
	})
}

// TestEveryCommandDoesSomethingOrSaysWhy runs each in chats in which much cannot be done.
func TestEveryCommandDoesSomethingOrSaysWhy(t *testing.T) {
	rejected, scanning := chatOf(2), chatOf(2)
	rejected[0].Attachments[0].Status, scanning[0].Attachments[0].Status = model.StatusRejected, model.StatusInProgress
	for name, pages := range map[string][]model.Page{"approved": chatOf(2), "rejected": rejected, "scanning": scanning, "empty": nil, "pictures": pictures(2)} {
		screenTest(t, func(t *testing.T) {
			first := lookerOf(t, &fakechat.Chat{Pages: pages})
			first.press(first.m.opts.Keys.Screen.Palette)
			for _, e := range first.m.scene().entries() {
				if strings.HasPrefix(e.Name, "chats.") {
					continue // of the window that the chat is in
				}
				f := &fakechat.Chat{Pages: pages}
				d := lookerOf(t, f)
				f.OnSave = func(context.Context, model.DownloadRequest) (model.Saved, error) {
					return model.Saved{State: model.SaveDone, Path: "/downloads/x", Size: 1}, nil
				}
				before, asked := d.text(), len(f.LinkIDs)
				d.press(d.m.opts.Keys.Screen.Palette)
				d.typeText(e.Name)
				if d.m.scene().entries()[0].Name != e.Name {
					t.Fatalf("%s is not found by its name", e.Name)
				}
				d.press(d.m.opts.Keys.Prompt.Accept)
				soAlready := strings.HasPrefix(e.Name, "move.") || e.Name == "screen.details" || name == "empty" && e.Name == "list.hide-names"
				if d.text() == before && !d.quit && !d.suspend && len(f.LinkIDs) == asked && !soAlready {
					t.Errorf("%s: %s does nothing and says nothing", name, e.Name)
				}
			}
		})
	}
}
