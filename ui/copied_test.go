package ui

import (
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"attache/model"
	"attache/ui/runner/fakechat"
	"attache/ui/style"
)

// withCopy is a screen on which the first link was copied.
func withCopy(t *testing.T) *driver {
	t.Helper()
	f := &fakechat.Chat{Pages: chatOf(60)}
	d := newDriver(t, f)
	f.OnLink = goodLink(func() time.Time { return d.now })
	d.press(d.m.opts.Keys.Act.Copy)
	d.m.readClock()
	return d
}

func TestARowWhoseLinkWasCopiedSaysSo(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d := withCopy(t)
		at := start.Local().Format("15:04")
		d.wantText(d.m.theme.Glyphs.Copied, "copied at "+at)
		d.wait(model.DefaultLife)
		d.wantNoText(d.m.theme.Glyphs.Copied)
		d.wantText("copied at "+at, "expired")
	})
}

func TestACopiedLinkThatDiesIsToldOnce(t *testing.T) {
	for name, away := range map[string]func(*driver){
		"on screen":  func(*driver) {},
		"off screen": func(d *driver) { d.press(d.m.opts.Keys.Move.Bottom) },
		"filtered away": func(d *driver) {
			d.press(d.m.opts.Keys.List.Filter)
			d.typeText("file-05")
			d.press(d.m.opts.Keys.Prompt.Accept)
		},
		"nobody looks": func(d *driver) { d.send(tea.BlurMsg{}) },
		"after a sleep": func(d *driver) {
			d.now = d.now.Add(time.Hour) // no tick came meanwhile
		},
	} {
		t.Run(name, func(t *testing.T) {
			screenTest(t, func(t *testing.T) {
				d := withCopy(t)
				d.wait(5 * time.Second) // the toast of the copy goes
				away(d)
				d.wait(model.DefaultLife)
				said := "The link of file-000.pdf copied at " + start.Local().Format("15:04") + " is dead; "
				d.wantText(said, "copies a new one")
				d.wait(time.Minute)
				d.send(tea.FocusMsg{})
				d.wait(time.Minute)
				d.wantNoText(said)
				n := 0
				for _, e := range d.m.log {
					if contains(e.Text, said) {
						n++
					}
				}
				if n != 1 {
					t.Errorf("told %d times", n)
				}
			})
		})
	}
}

func TestANewerCopyTakesThePlaceOfTheOlder(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d := withCopy(t)
		d.wait(4 * time.Minute)
		d.press(d.m.opts.Keys.Act.Renew)
		d.press(d.m.opts.Keys.Act.Copy)
		d.wait(2 * time.Minute) // the first one is dead by now
		d.wantNoText("is dead")
		d.wantText("copied at " + start.Add(4*time.Minute).Local().Format("15:04"))
		d.wait(3 * time.Minute)
		d.wantText("is dead")
	})
}

func TestARenewedRowStillTellsOfTheCopyThatDied(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d := withCopy(t)
		d.wait(4 * time.Minute)
		d.press(d.m.opts.Keys.Act.Renew)
		d.wait(90 * time.Second)
		d.wantText("The link of file-000.pdf copied at")
		d.wantText("the one copied at")
	})
}

func TestSeveralCopiesThatDieAreOneLine(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d := withCopy(t)
		for range 3 {
			d.press(d.m.opts.Keys.Mark.Toggle)
		}
		d.press(d.m.opts.Keys.Act.Copy)
		d.wait(model.DefaultLife)
		d.wantText("3 copied links are dead: file-000.pdf, file-001.pdf, file-002.pdf")
	})
}

func TestADeadCopyIsToldAfterAProblemThatWaitsForAKey(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d := withCopy(t)
		d.m.say(style.Problem, "something bad")
		d.wait(model.DefaultLife)
		d.wantText("something bad")
		d.press(d.m.opts.Keys.Move.Down)
		d.wantText("is dead; ")
	})
}

func TestANewCopyOfADeadOneLeavesNothingToTell(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d := withCopy(t)
		d.wait(4 * time.Minute)
		d.press(d.m.opts.Keys.Act.Renew)
		d.press(d.m.opts.Keys.Act.Copy)
		d.wait(2 * time.Minute)
		d.wantNoText("is dead")
	})
}
