package ui

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"attache/model"
	"attache/ui/part"
	"attache/ui/runner/fakechat"
)

func withMouse(o *Options) { o.Mouse = true }

func (d *driver) click(x, y int) {
	d.send(tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft})
	d.send(tea.MouseReleaseMsg{X: x, Y: y, Button: tea.MouseLeft})
}

func (d *driver) wheel(x, y int, b tea.MouseButton) {
	d.send(tea.MouseWheelMsg{X: x, Y: y, Button: b})
}

// find returns the cell in which a text begins on screen.
func (d *driver) find(text string) (x, y int) {
	d.t.Helper()
	for y, line := range strings.Split(d.text(), "\n") {
		if before, _, ok := strings.Cut(line, text); ok {
			return d.m.theme.Width(before), y
		}
	}
	d.t.Fatalf("%q is not on screen:\n%s", text, d.text())
	return 0, 0
}

func (d *driver) clickOn(text string) { d.click(d.find(text)) }

// clickRow clicks on the row of a file.
func (d *driver) clickRow(id string) {
	for _, hit := range d.m.scene().hits() {
		if hit.ID == id {
			d.click(hit.X+7, hit.Y)
			return
		}
	}
	d.t.Fatalf("%s is not on screen", id)
}

func TestAClickSelectsAndADoubleClickActsAsEnter(t *testing.T) {
	for _, size := range sizes() {
		screenTest(t, func(t *testing.T) {
			f := &fakechat.Chat{Pages: chatOf(5)}
			d := newDriver(t, f, withMouse)
			f.OnLink = goodLink(func() time.Time { return d.now })
			d.send(size)
			d.clickRow("id-003")
			if got := d.m.list.Cursor(); got != "id-003" || len(f.LinkIDs) > 0 {
				t.Fatalf("at %v: on %s, %q asked for", size, got, f.LinkIDs)
			}
			d.clickRow("id-001") // another row, so this is no double click
			d.now = d.now.Add(time.Second)
			d.clickRow("id-001") // nor is this
			if len(f.LinkIDs) > 0 {
				t.Fatalf("at %v: %q asked for", size, f.LinkIDs)
			}
			d.clickRow("id-001")
			if len(f.LinkIDs) != 1 || d.m.list.Cursor() != "id-001" {
				t.Errorf("at %v: %q asked for, on %s", size, f.LinkIDs, d.m.list.Cursor())
			}
		})
	}
}

func TestWithTheMouseOffNothingIsClickedAndTheTerminalSelects(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d := newDriver(t, &fakechat.Chat{Pages: chatOf(5)})
		if d.m.View().MouseMode != tea.MouseModeNone {
			t.Error("the mouse is on by itself")
		}
		x, y := d.find("file-003")
		d.click(x, y)
		if got := d.m.list.Cursor(); got != "id-000" {
			t.Errorf("on %s", got)
		}
		d.press(d.m.opts.Keys.Screen.Mouse)
		d.wantText("The mouse is on")
		if d.m.View().MouseMode != tea.MouseModeCellMotion {
			t.Error("the key does not turn it on")
		}
		d.click(x, y)
		if got := d.m.list.Cursor(); got != "id-003" {
			t.Errorf("on %s", got)
		}
		d.press(d.m.opts.Keys.Screen.Mouse)
		if d.m.View().MouseMode != tea.MouseModeNone {
			t.Error("the key does not turn it off")
		}
	})
}

func TestTheWheelScrollsWhatIsUnderIt(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		long := strings.Repeat("a long name ", 60) + ".pdf"
		pages := named(append([]string{long}, make([]string, 80)...)...)
		d := newDriver(t, &fakechat.Chat{Pages: pages}, withMouse)
		d.wheel(5, 5, tea.MouseWheelDown)
		if top := d.m.list.WindowTop(); top != wheelLines {
			t.Errorf("the list shows row %d on", top)
		}
		d.wheel(5, 5, tea.MouseWheelUp)
		d.m.list.Top()
		d.send(tea.WindowSizeMsg{Width: 120, Height: 20})
		before := d.text()
		d.wheel(100, 5, tea.MouseWheelDown)
		if d.m.pane.sideTop == 0 || d.text() == before || d.m.list.WindowTop() != 0 {
			t.Errorf("the details stay, or the list moves:\n%s", d.text())
		}
		d.press(d.m.opts.Keys.Move.Down)
		if d.m.pane.sideTop != 0 {
			t.Error("the next file's details begin further down")
		}
		d.press(d.m.opts.Keys.Screen.Log)
		d.wheel(100, 5, tea.MouseWheelUp)
		d.press(d.m.opts.Keys.Screen.Help)
		d.press(d.m.opts.Keys.Prompt.Accept)
		d.wheel(5, 5, tea.MouseWheelDown)
		if d.m.pane.top != wheelLines {
			t.Errorf("the help shows line %d on", d.m.pane.top)
		}
		for range 200 {
			d.wheel(5, 5, tea.MouseWheelDown)
		}
		if most := d.m.scene().paneLength() - d.m.lay.PaneH(); d.m.pane.top != most {
			t.Errorf("the help shows line %d on, not %d", d.m.pane.top, most)
		}
	})
}

func TestTheWheelScrollsTheDownloadsBelowTheList(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(20)}
		d := newDriver(t, f, withMouse)
		for i := range 20 {
			d.saved(fmt.Sprintf("id-%03d", i), model.Saved{State: model.SaveDone, Path: "/downloads/x", Size: 1}, nil, nil)
		}
		d.send(tea.FocusMsg{})
		y := d.m.lay.H - d.m.lay.FootH() - 2
		if part.TargetAt(d.m.scene().hits(), 5, y).Kind != part.OnDownload {
			t.Fatalf("no download stands there:\n%s", d.text())
		}
		for range 40 {
			d.wheel(5, y, tea.MouseWheelDown)
		}
		if d.m.loadTop != 13 || d.m.list.WindowTop() != 0 {
			t.Errorf("the first is number %d, the list begins with row %d", d.m.loadTop, d.m.list.WindowTop())
		}
		d.click(5, y)
		if got := d.m.list.Cursor(); got != "id-018" {
			t.Errorf("on %s:\n%s", got, d.text())
		}
		checkHits(t, "downloads", d, 120, 40)
	})
}

func TestTheSplitIsDragged(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d := newDriver(t, &fakechat.Chat{Pages: chatOf(5)}, withMouse)
		before := d.m.lay.SideW
		d.send(tea.MouseClickMsg{X: d.m.lay.ListW, Y: 10, Button: tea.MouseLeft})
		d.send(tea.MouseMotionMsg{X: 60, Y: 12, Button: tea.MouseLeft})
		if d.m.lay.SideW != 60 || d.m.lay.ListW != 60 {
			t.Errorf("%d and %d cells", d.m.lay.ListW, d.m.lay.SideW)
		}
		for _, x := range []int{-5, 0, 3, 119, 500} { // as far as it makes sense
			d.send(tea.MouseMotionMsg{X: x, Y: 12, Button: tea.MouseLeft})
			checkFrame(t, fmt.Sprint(x), d, 120, 40)
			if d.m.lay.ListW < 60 || d.m.lay.SideW < 30 {
				t.Errorf("at %d: %d and %d cells", x, d.m.lay.ListW, d.m.lay.SideW)
			}
		}
		d.send(tea.MouseMotionMsg{X: 70, Y: 12, Button: tea.MouseLeft})
		d.send(tea.MouseReleaseMsg{X: 70, Y: 12})
		d.send(tea.MouseMotionMsg{X: 90, Y: 12})
		if d.m.lay.SideW != 50 || before == 50 {
			t.Errorf("%d cells after it was let go", d.m.lay.SideW)
		}
		d.send(tea.WindowSizeMsg{Width: 150, Height: 40})
		if d.m.lay.SideW != 50 {
			t.Errorf("%d cells on a wider screen", d.m.lay.SideW)
		}
	})
}

func TestChoicesOfMenusAndQuestionsAreClicked(t *testing.T) {
	for _, size := range sizes() {
		screenTest(t, func(t *testing.T) {
			f := &fakechat.Chat{Pages: chatOf(5)}
			f.OnLink = goodLink(time.Now)
			f.OnSave = func(context.Context, model.DownloadRequest) (model.Saved, error) {
				return model.Saved{Path: "/downloads/x", Size: 1}, nil
			}
			d := newDriver(t, f, withMouse, func(o *Options) {
				k := &o.Keys
				k.Sort.Size.SetHelp("0", "size")
				k.Form.ID.SetHelp("7", "ID")
				k.Ask.No.SetHelp("8", "no")
				k.Ask.Yes.SetHelp("9", "yes")
			})
			d.send(size)
			k := &d.m.opts.Keys
			d.press(k.List.Sort)
			d.clickOn("0 size")
			if by, _ := d.m.list.SortedBy(); by != model.SortSize || d.m.sort {
				t.Errorf("at %v: sorted by %v", size, by)
			}
			d.press(k.List.Sort)
			d.clickRow("id-002") // elsewhere: the menu goes, and nothing else happens
			if d.m.sort || d.m.list.Cursor() != "id-000" {
				t.Errorf("at %v: the menu stays, or the cursor is on %s", size, d.m.list.Cursor())
			}
			d.press(k.Act.CopyAs)
			d.clickOn("7 ID")
			if d.m.copyAs != nil || len(d.copied) != 1 || !contains(d.copied[0], "id-000") {
				t.Errorf("at %v: copied %q", size, d.copied)
			}
			d.hold()
			d.press(k.Act.Save)
			d.press(k.Screen.Quit)
			d.click(3, 3) // no answer
			d.clickOn("8 no")
			if d.m.asking != nil || d.quit {
				t.Errorf("at %v: the question stays", size)
			}
			d.press(k.Screen.Quit)
			d.clickOn("9 yes")
			if !d.quit {
				t.Errorf("at %v: the answer does nothing", size)
			}
			d.release()
		})
	}
}

func TestAClickClosesAMessage(t *testing.T) {
	for _, size := range sizes() {
		screenTest(t, func(t *testing.T) {
			d := newDriver(t, &fakechat.Chat{Pages: chatOf(5)}, withMouse)
			d.send(size)
			d.m.say(0, "something happened here")
			d.clickOn("something happened")
			d.wantNoText("something happened")
		})
	}
}

func TestAClickOnWhatIsNewJumpsThere(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d := withNew(t, withMouse)
		d.clickOn("3 new ↑")
		if got := d.m.list.Cursor(); got != "new-002" {
			t.Errorf("on %s", got)
		}
	})
}

func TestActionsOfThePanelAreClicked(t *testing.T) {
	for _, size := range sizes()[:3] {
		screenTest(t, func(t *testing.T) {
			var done []string
			d := withPanel(t, &fakePanel{now: start, actions: []PanelAction{doing("one", "1", nil, &done), doing("two", "2", nil, &done)}})
			d.send(size)
			d.m.mouse.on = true
			d.clickOn("two")
			if d.m.pane.pick != 1 || len(done) > 0 {
				t.Errorf("at %v: %d picked, %q done", size, d.m.pane.pick, done)
			}
			d.clickOn("two")
			if len(done) != 1 {
				t.Errorf("at %v: %q done", size, done)
			}
		})
	}
}

func TestCommandsOfThePaletteAreClicked(t *testing.T) {
	for _, size := range sizes() {
		screenTest(t, func(t *testing.T) {
			d := newDriver(t, &fakechat.Chat{Pages: chatOf(5)}, withMouse, func(o *Options) {
				o.Keys.List.Sort.SetHelp("1", "sort the list")
			})
			d.send(size)
			d.press(d.m.opts.Keys.Screen.Palette)
			d.typeText("sort the list")
			d.clickOn("sort the list")
			if d.m.sort {
				t.Errorf("at %v: one click does it", size)
			}
			d.clickOn("sort the list")
			if !d.m.sort {
				t.Errorf("at %v: two clicks do nothing:\n%s", size, d.text())
			}
		})
	}
}

func TestThePreviewAndTheGalleryTakeTheMouse(t *testing.T) {
	for _, size := range sizes() {
		screenTest(t, func(t *testing.T) {
			l := lookerOf(t, &fakechat.Chat{Pages: pictures(12)}, withMouse)
			k := &l.m.opts.Keys
			l.send(size)
			l.press(k.View.Gallery)
			l.clickOn("2 · photo-1")
			if !l.m.viewer.gallery.open || l.m.viewer.gallery.cursor != "id-001" {
				t.Errorf("at %v: on %s", size, l.m.viewer.gallery.cursor)
			}
			l.clickOn("2 · photo-1")
			if l.m.viewer.gallery.open || l.m.list.Cursor() != "id-001" {
				t.Errorf("at %v: a double click chooses nothing", size)
			}
		})
		screenTest(t, func(t *testing.T) {
			l := lookerOf(t, &fakechat.Chat{Pages: chatOf(2)}, withMouse)
			l.send(size)
			l.press(l.m.opts.Keys.View.Preview)
			l.rest()
			r := l.m.lay.Preview
			l.wheel(r.X+2, r.Y+2, tea.MouseWheelDown)
			l.wantNoText("line 0 of")
			l.click(r.X+2, r.Y+2)
			if !l.m.viewer.focus {
				t.Errorf("at %v: a click does not give it the keys", size)
			}
		})
	}
}

// TestEveryBoxStandsOnWhatItIsFor looks at all that the screen can show.
func TestEveryBoxStandsOnWhatItIsFor(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d := zoo(t, withMouse)
		for name, pose := range poses(d) {
			for _, w := range []int{40, 60, 80, 110, 120, 200} {
				for _, h := range []int{10, 16, 24, 40, 60} {
					d.send(tea.WindowSizeMsg{Width: w, Height: h})
					pose()
					checkHits(t, fmt.Sprintf("%s at %dx%d", name, w, h), d, w, h)
				}
			}
		}
	})
}

func checkHits(t *testing.T, what string, d *driver, w, h int) {
	t.Helper()
	lines := strings.Split(d.m.View().Content, "\n")
	s := d.m.scene()
	for _, hit := range s.hits() {
		if hit.X < 0 || hit.Y < 0 || hit.W < 0 || hit.X+hit.W > w || hit.Y+hit.H > h {
			t.Errorf("%s: %+v is outside", what, hit)
			continue
		}
		if hit.Y >= len(lines) || part.TargetAt(s.hits(), hit.X, hit.Y) != hit.Target {
			continue
		}
		text := ansi.Strip(ansi.Cut(lines[hit.Y], hit.X, hit.X+hit.W))
		switch hit.Kind { //nolint:exhaustive // the others are where something else is not
		case part.OnRow, part.OnDownload:
			a, _ := d.m.session.Library().ByID(hit.ID)
			if label := s.Label(a); !strings.Contains(text, label[:min(len(label), 1)]) {
				t.Errorf("%s: the box of %q stands on %q", what, label, text)
			}
		case part.OnKey:
			found := false
			eachBinding(&d.m.opts.Keys, func(b *key.Binding) {
				found = found || len(b.Keys()) > 0 && b.Keys()[0] == hit.Key && strings.Contains(text, s.Own(b.Help().Key)) || strings.TrimSpace(text) == "Details" || strings.TrimSpace(text) == "Log"
			})
			if !found {
				t.Errorf("%s: the box of the key %q stands on %q", what, hit.Key, text)
			}
		case part.OnTile:
			box := ""
			for _, line := range lines[hit.Y : hit.Y+hit.H] {
				box += ansi.Strip(ansi.Cut(line, hit.X, hit.X+hit.W))
			}
			g := s.gallery()
			if number := fmt.Sprint(g.Tile(hit.Index).Number); !strings.Contains(box, number) {
				t.Errorf("%s: the box of picture %s stands on %q", what, number, box)
			}
		case part.OnNew:
			if !strings.Contains(text, " new ") {
				t.Errorf("%s: the box of new files stands on %q", what, text)
			}
		case part.OnSplit:
			if !strings.Contains(text, s.Glyphs.Divider) {
				t.Errorf("%s: the split stands on %q", what, text)
			}
		}
	}
}
