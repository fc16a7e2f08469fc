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
	"attache/ui/style"
)

func TestALogOverTheListShowsWhatCameLast(t *testing.T) {
	for _, size := range []tea.WindowSizeMsg{{Width: 80, Height: 24}, {Width: 40, Height: 10}, {Width: 60, Height: 15}} {
		screenTest(t, func(t *testing.T) {
			d := newDriver(t, &fakechat.Chat{Pages: chatOf(1)})
			k := &d.m.opts.Keys
			d.send(size)
			say := func(text string) { d.m.say(style.Info, text); d.wait(time.Minute) } // until it is in the log alone
			for i := range 40 {
				say(fmt.Sprint("entry ", i))
			}
			d.press(k.Screen.Log)
			d.wantText("entry 39")
			say("entry 40")
			d.wantText("entry 40")
			d.press(k.Move.PageUp)
			d.wantNoText("entry 40")
			say("entry 41")
			d.wantNoText("entry 41") // what is read does not move away
			d.press(k.Move.Bottom)
			say("entry 42")
			d.wantText("entry 42")
			d.send(tea.WindowSizeMsg{Width: size.Width, Height: size.Height + 4})
			d.wantText("entry 42")
		})
	}
}

func TestAPageDownIsAPageOfWhatCoversTheList(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d := newDriver(t, &fakechat.Chat{Pages: chatOf(1)})
		k := &d.m.opts.Keys
		d.send(tea.WindowSizeMsg{Width: 80, Height: 24})
		d.press(k.Screen.Help)
		d.press(k.Prompt.Accept)
		d.press(k.Move.PageDown)
		if h := d.m.lay.PaneH(); d.m.pane.top != h {
			t.Errorf("at line %d, want %d", d.m.pane.top, h)
		}
		d.press(k.Move.HalfUp)
		if h := d.m.lay.PaneH(); d.m.pane.top != h-h/2 {
			t.Errorf("at line %d, want %d", d.m.pane.top, h-h/2)
		}
	})
}

func TestALongMessageHidesNoSignThatTheListGoesOn(t *testing.T) {
	for _, size := range []tea.WindowSizeMsg{{Width: 40, Height: 10}, {Width: 30, Height: 8}, {Width: 59, Height: 15}} {
		screenTest(t, func(t *testing.T) {
			d := newDriver(t, &fakechat.Chat{Pages: chatOf(80)})
			d.send(size)
			d.m.say(style.Info, strings.Repeat("so much to say ", 5))
			checkFrame(t, fmt.Sprint("a long message at ", size), d, size.Width, size.Height)
			if d.m.scene().newsH() < 2 || !d.below(true) {
				t.Errorf("at %v:\n%s", size, d.text())
			}
		})
	}
}

func TestAMenuNamesAllItsKeysAndTheWayBackOnce(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d := newDriver(t, &fakechat.Chat{Pages: chatOf(2)})
		k := &d.m.opts.Keys
		for _, size := range sizes() {
			d.send(size)
			d.press(k.List.Sort)
			d.wantText("a capital turns it round")
			for _, b := range k.Orders() {
				d.wantText(b.Help().Key + " " + b.Help().Desc)
			}
			if n := strings.Count(d.text(), k.Sort.Back.Help().Desc); n != 1 {
				t.Errorf("the way back stands there %d times at %v:\n%s", n, size, d.text())
			}
			checkFrame(t, fmt.Sprint("orders at ", size), d, size.Width, size.Height)
			d.press(k.Sort.Back)
			d.press(k.Act.CopyAs)
			for _, b := range k.Forms() {
				d.wantText(b.Help().Key + " " + b.Help().Desc)
			}
			if n := strings.Count(d.text(), k.Form.Back.Help().Desc); n != 1 {
				t.Errorf("the way back stands there %d times at %v:\n%s", n, size, d.text())
			}
			d.press(k.Form.Back)
		}
	})
}

// Whatever is said to be explained is.
func TestTheEndOfAChatIsExplainedOnAnyFile(t *testing.T) {
	for _, sought := range []bool{false, true} {
		screenTest(t, func(t *testing.T) {
			f := &fakechat.Chat{Pages: chatOf(2)}
			s := onAir(f)
			d := newDriver(t, f)
			k := &d.m.opts.Keys
			f.OnLink = goodLink(func() time.Time { return d.now })
			d.press(k.Act.Open)
			d.tell(s, theEnd())
			s.over <- nil
			d.flush()
			if sought {
				d.press(k.Act.Renew)
			}
			d.press(k.Act.Explain)
			d.wantNoText("Nothing went wrong")
			d.wantText("contact's page in Amazon Connect")
		})
	}
}

func TestASkippedFileIsNamedInASentence(t *testing.T) {
	for _, c := range []struct {
		same, hidden bool
		want         string
	}{
		{true, false, "Nothing to do: the same file is there already as file-000.pdf, in /downloads"},
		{true, true, "Nothing to do: attachment 1 is there already, in /downloads"},
		{false, false, "Skipped: the name file-000.pdf is taken, in /downloads"},
		{false, true, "Skipped: the name of attachment 1 is taken, in /downloads"},
	} {
		screenTest(t, func(t *testing.T) {
			d := newDriver(t, &fakechat.Chat{Pages: chatOf(1), OnSave: func(context.Context, model.DownloadRequest) (model.Saved, error) {
				return model.Saved{State: model.SaveSkipped, Same: c.same, Path: "/downloads/file-000.pdf"}, nil
			}})
			if c.hidden {
				d.press(d.m.opts.Keys.List.HideNames)
			}
			d.press(d.m.opts.Keys.Act.Save)
			d.wantText(c.want)
		})
	}
}

func TestTheKeysOfDownloadsAreThoseOfTheOneUnderTheCursor(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(2), OnSave: func(_ context.Context, o model.DownloadRequest) (model.Saved, error) {
			return model.Saved{State: model.SaveDone, Path: "/downloads/" + o.Attachment.Name, Size: 1}, nil
		}}
		d := newDriver(t, f)
		k := &d.m.opts.Keys
		for _, size := range sizes() {
			d.send(size)
			d.press(k.Load.Pane)
			if last := d.m.scene().keyLine().Line(); strings.Contains(last, k.Act.Save.Help().Key+" ") || strings.Contains(last, k.Act.Cancel.Help().Key+" ") {
				t.Errorf("keys without a download: %s", last)
			}
			d.press(k.Load.Pane)
		}
		d.press(k.Act.Save)
		d.press(k.Load.Pane)
		d.wantText("save again")
		d.wantNoText("discard")
	})
}

// The page that names the key for another token takes that key, as the whole screen does.
func TestTheExplanationOfADenialTakesAnotherToken(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(1), OnLink: func(context.Context, string, time.Duration, model.Priority) (model.Link, error) {
			return model.Link{}, denied("GetAttachment")
		}}
		d := newDriver(t, f)
		k := &d.m.opts.Keys
		d.press(k.Act.Open)
		d.press(k.Act.Explain)
		d.wantText(k.Screen.Token.Help().Key + " " + k.Screen.Token.Help().Desc)
		d.press(k.Screen.Token)
		if d.m.prompt == nil || d.m.prompt.kind != promptToken {
			t.Errorf("no token is asked for:\n%s", d.text())
		}
		d.press(k.Prompt.Abandon)
		d.wantText("Likely causes") // what was read stands there again
	})
}

func TestAFileThatIsNotCleanSaysSoWhereALongPathWouldStand(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d := newDriver(t, &fakechat.Chat{Pages: chatOf(1), OnSave: func(context.Context, model.DownloadRequest) (model.Saved, error) {
			return model.Saved{State: model.SaveDone, Path: "/" + strings.Repeat("a long path/", 9) + "file-000.pdf", Size: 5, Warnings: []model.Warning{model.WarningRefused}}, nil
		}})
		for _, size := range sizes() {
			d.send(size)
			d.press(d.m.opts.Keys.Act.Save)
			if d.m.asking != nil {
				d.press(d.m.opts.Keys.Ask.Yes)
			}
			if text := d.flat(); !strings.Contains(text, "--on-saved did") || !strings.Contains(text, "file clean.") {
				t.Errorf("at %v:\n%s", size, d.text())
			}
		}
	})
}

// What a dead token was denied is explained by the token, not by who may open files.
func TestADeadTokensDenialIsExplainedAsSuch(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(2)}
		onAir(f)
		d := newDriver(t, f)
		k := &d.m.opts.Keys
		f.OnLink = goodLink(func() time.Time { return d.now })
		d.press(k.Act.Open)
		f.OnLink = func(context.Context, string, time.Duration, model.Priority) (model.Link, error) {
			return model.Link{}, denied("GetAttachment")
		}
		f.OnRead = func() error { return denied("GetTranscript") }
		d.press(k.Act.Renew)
		d.wantText("token refused")
		d.press(k.Act.Explain)
		d.wantText("The service refused the token", "older than a day")
		d.wantNoText("may list files but not open them")
	})
}

func TestALineThatIsTypedSaysWhereItGoesOnOutOfSight(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d := newDriver(t, &fakechat.Chat{Pages: chatOf(1)})
		k := &d.m.opts.Keys
		for _, size := range sizes() {
			d.send(size)
			d.press(k.List.Filter)
			d.m.prompt.input.SetValue(strings.Repeat("0123456789", 20))
			d.m.prompt.input.CursorEnd()
			line := d.line("find ")
			if !strings.Contains(line, "…") || !strings.HasSuffix(strings.TrimSpace(line), "789") {
				t.Errorf("at %v: %q", size, line)
			}
			d.m.prompt.input.CursorStart()
			if line = d.line("find "); !strings.Contains(line, " 0123") || !strings.HasSuffix(strings.TrimSpace(line), "…") {
				t.Errorf("at %v: %q", size, line)
			}
			checkFrame(t, fmt.Sprint("a long line at ", size), d, size.Width, size.Height)
			d.press(k.Prompt.Abandon)
		}
	})
}

// line is the last line of the screen that holds a text.
func (d *driver) line(part string) string {
	found := ""
	for _, line := range strings.Split(d.text(), "\n") {
		if strings.Contains(line, part) {
			found = line
		}
	}
	return found
}
