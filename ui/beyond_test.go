package ui

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"attache/model"
	"attache/ui/keys"
	"attache/ui/preview"
	"attache/ui/runner/fakechat"
	"attache/ui/style"
)

// smallSizes are those of the tests, and some that have room for little.
func smallSizes() []tea.WindowSizeMsg {
	return append(sizes(), tea.WindowSizeMsg{Width: 200, Height: 60}, tea.WindowSizeMsg{Width: 120, Height: 18}, tea.WindowSizeMsg{Width: 60, Height: 12}, tea.WindowSizeMsg{Width: 30, Height: 9})
}

// busyScreen is one of which every part has more than a small screen shows.
func busyScreen(t *testing.T, panel *fakePanel) *looker {
	t.Helper()
	pages := chatOf(80)
	for i := range 30 {
		pages[0].Attachments[i].Name = fmt.Sprintf("photo-%03d.jpg", i)
	}
	for i := range 40 {
		panel.actions = append(panel.actions, doing(fmt.Sprintf("act-%02d", i), "", nil, new([]string)))
	}
	panel.now, panel.speed = start, 1
	f := &fakechat.Chat{Pages: pages, OnSave: func(_ context.Context, o model.DownloadRequest) (model.Saved, error) {
		return model.Saved{State: model.SaveDone, Path: "/downloads/" + o.Attachment.Name, Size: 1}, nil
	}}
	return lookerOf(t, f, withMouse, func(o *Options) { o.Panel = panel })
}

// below finds the sign that something goes on below: at the edge of a part, or in a title with how much there is.
func (d *driver) below(list bool) bool {
	lines := strings.Split(d.text(), "\n")
	body := lines[d.m.lay.HeadH() : len(lines)-d.m.lay.FootH()]
	sign := regexp.MustCompile(`↓\d*\+? *$`)
	for _, l := range body {
		if list {
			l, _, _ = strings.Cut(l, "│")
		}
		if sign.MatchString(l) {
			return true
		}
	}
	return false
}

// The end of all that scrolls is reached with the wheel, and as long as it is out of sight a sign says so.
func TestWhatGoesOnOutOfSightSaysSoAndTheWheelReachesItsEnd(t *testing.T) {
	for name, part := range map[string]struct {
		open func(l *looker, k *keys.Map)
		end  string
		n    int // lines at most
	}{
		"list":    {func(*looker, *keys.Map) {}, "to 80 of 80", 80},
		"help":    {func(l *looker, k *keys.Map) { l.press(k.Screen.Help); l.press(k.Prompt.Accept) }, "attache test", 600},
		"search":  {func(l *looker, k *keys.Map) { l.press(k.Screen.Help); l.typeText("the") }, "attache test", 600},
		"palette": {func(l *looker, k *keys.Map) { l.press(k.Screen.Palette) }, "", 200},
		"panel":   {func(l *looker, k *keys.Map) { l.press(k.Screen.Panel) }, "act-39", 40},
		"preview": {func(l *looker, k *keys.Map) {
			l.press(k.Move.Bottom)
			l.press(k.View.Preview)
			l.rest()
		}, "line 99 of", 200},
		"gallery":                {func(l *looker, k *keys.Map) { l.press(k.View.Gallery) }, "29.jpg", 90},
		"panel over the gallery": {func(l *looker, k *keys.Map) { l.press(k.View.Gallery); l.press(k.Screen.Panel) }, "act-39", 40},
		"details":                {func(l *looker, k *keys.Map) { l.press(k.Screen.Details) }, "calls", 40},
		"log":                    {func(l *looker, k *keys.Map) { l.press(k.Screen.Log) }, "said", 600},
		"downloads": {func(l *looker, k *keys.Map) {
			l.press(k.Mark.All)
			l.press(k.Act.Save)
			l.press(k.Ask.Yes)
			l.press(k.Load.Pane)
			l.wantText("Downloads")
		}, "file-079", 100},
	} {
		for _, size := range smallSizes() {
			screenTest(t, func(t *testing.T) {
				l := busyScreen(t, &fakePanel{})
				l.m.say(style.Info, "the last that was said")
				l.passes(time.Minute)
				l.send(size)
				part.open(l, &l.m.opts.Keys)
				end := part.end
				if name == "palette" {
					all := l.m.scene().entries()
					end = all[len(all)-1].Does
				}
				if l.m.pane.side == paneLog { // beside the list it stands at its end
					return
				}
				x, y := size.Width/2, size.Height/2
				if size.Width >= 110 && (name == "details" || name == "panel" || name == "preview") {
					x, y = size.Width-5, l.m.lay.HeadH()+1
				}
				if size.Width >= 110 && name == "preview" {
					y = l.m.lay.Preview.Y + 1
				}
				if !strings.Contains(l.text(), end) && !l.below(name == "list") {
					t.Errorf("%s at %v: nothing says that it goes on:\n%s", name, size, l.text())
				}
				for range part.n/wheelLines + 1 {
					l.wheel(x, y, tea.MouseWheelDown)
				}
				shown := l.text()
				if name == "gallery" { // a picture's name may be cut
					end = l.m.viewer.gallery.ids[len(l.m.viewer.gallery.ids)-1][3:]
					shown = strings.Join(l.m.viewer.gallery.visible(l.m.lay), " ")
				}
				if !strings.Contains(shown, end) {
					t.Errorf("%s at %v: the wheel does not reach %q:\n%s", name, size, end, l.text())
				}
				if name != "panel" && name != "details" && name != "preview" && l.below(name == "list") || name == "preview" && strings.Contains(strings.Split(l.text(), "\n")[l.m.lay.Preview.Y], "↓") {
					t.Errorf("%s at %v: at its end it says that it goes on:\n%s", name, size, l.text())
				}
			})
		}
	}
}

// What is in front covers all that a key would not act on.
func TestThePanelCoversTheGalleryAndIsAboutItsPicture(t *testing.T) {
	for _, size := range sizes() {
		screenTest(t, func(t *testing.T) {
			l := busyScreen(t, &fakePanel{})
			k := &l.m.opts.Keys
			l.send(size)
			l.press(k.View.Gallery)
			l.press(k.Move.Bottom)
			l.press(k.Screen.Panel)
			l.wantText("act-00")
			if l.m.pane.id != "id-029" {
				t.Errorf("at %v the panel is about %s", size, l.m.pane.id)
			}
			checkFrame(t, "panel", l.driver, size.Width, size.Height)
			l.press(k.List.Back)
			if !l.m.viewer.gallery.open || strings.Contains(l.text(), "act-00") {
				t.Errorf("at %v leaving the panel does not lead back to the gallery", size)
			}
		})
	}
}

// Whatever the size, the line of keys names the key that leaves what is in front.
func TestTheKeyThatLeavesIsNamedAtEverySize(t *testing.T) {
	link := func(d *driver, k *keys.Map) { d.press(k.Act.ShowLink) }
	for name, part := range map[string]struct {
		open  func(d *driver, k *keys.Map)
		leave func(k *keys.Map) key.Binding
	}{
		"preview":   {func(d *driver, k *keys.Map) { d.press(k.View.Preview) }, func(k *keys.Map) key.Binding { return k.View.Preview }},
		"inside":    {func(d *driver, k *keys.Map) { d.press(k.View.Preview); d.press(k.View.Focus) }, func(k *keys.Map) key.Binding { return k.List.Back }},
		"gallery":   {func(d *driver, k *keys.Map) { d.press(k.View.Gallery) }, func(k *keys.Map) key.Binding { return k.List.Back }},
		"details":   {func(d *driver, k *keys.Map) { d.press(k.Screen.Details) }, func(k *keys.Map) key.Binding { return k.List.Back }},
		"log":       {func(d *driver, k *keys.Map) { d.press(k.Screen.Log) }, func(k *keys.Map) key.Binding { return k.List.Back }},
		"help":      {func(d *driver, k *keys.Map) { d.press(k.Screen.Help) }, func(k *keys.Map) key.Binding { return k.Prompt.Abandon }},
		"read help": {func(d *driver, k *keys.Map) { d.press(k.Screen.Help); d.press(k.Prompt.Accept) }, func(k *keys.Map) key.Binding { return k.List.Back }},
		"palette":   {func(d *driver, k *keys.Map) { d.press(k.Screen.Palette) }, func(k *keys.Map) key.Binding { return k.Prompt.Abandon }},
		"panel":     {func(d *driver, k *keys.Map) { d.press(k.Screen.Panel) }, func(k *keys.Map) key.Binding { return k.List.Back }},
		"downloads": {func(d *driver, k *keys.Map) { d.press(k.Load.Pane) }, func(k *keys.Map) key.Binding { return k.List.Back }},
		"link":      {link, func(k *keys.Map) key.Binding { return k.List.Back }},
		"sort":      {func(d *driver, k *keys.Map) { d.press(k.List.Sort) }, func(k *keys.Map) key.Binding { return k.Sort.Back }},
		"forms":     {func(d *driver, k *keys.Map) { d.press(k.Act.CopyAs) }, func(k *keys.Map) key.Binding { return k.Form.Back }},
		"marks":     {func(d *driver, k *keys.Map) { d.press(k.Mark.Toggle) }, func(k *keys.Map) key.Binding { return k.List.Back }},
	} {
		for _, size := range smallSizes() {
			screenTest(t, func(t *testing.T) {
				l := busyScreen(t, &fakePanel{})
				k := &l.m.opts.Keys
				l.send(size)
				for _, b := range []struct {
					on   *key.Binding
					text string
				}{{&k.Screen.Panel, "ctrl+e"}, {&k.List.Back, "Esc"}, {&k.Sort.Back, "Esc"}, {&k.Form.Back, "Esc"}, {&k.Prompt.Abandon, "Esc"}, {&k.View.Preview, "Prv"}, {&k.Screen.Help, "help"}} {
					b.on.SetHelp(b.text, "word")
				}
				for _, b := range []*key.Binding{&k.Prompt.Accept, &k.Prompt.Older, &k.Prompt.Newer} {
					b.SetHelp("enter", "word")
				}
				part.open(l.driver, k)
				if l.m.lay.W >= 110 && (name == "details" || name == "log") { // beside the list they are always there
					return
				}
				lines := strings.Split(l.text(), "\n")
				foot := strings.Join(lines[len(lines)-l.m.lay.FootH():], "\n")
				if want := part.leave(k).Help().Key; !strings.Contains(foot, want) {
					t.Errorf("%s at %v: %q is not in\n%s", name, size, want, foot)
				}
				checkFrame(t, name, l.driver, size.Width, size.Height)
			})
		}
	}
}

func TestTheGallerySaysWhatAPictureWaitsFor(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		l := lookerOf(t, &fakechat.Chat{Pages: pictures(3)})
		l.slow = time.Minute
		l.press(l.m.opts.Keys.View.Gallery)
		l.wantText("waiting")
		l.rest()
		l.wantText("reading the file…")
		for range 3 {
			l.passes(time.Minute)
		}
		l.wantNoText("waiting", "reading the file…")
	})
}

func TestTheFirstCommandHasNoEmptyLineBelowIt(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d := newDriver(t, &fakechat.Chat{Pages: chatOf(2)})
		d.send(tea.WindowSizeMsg{Width: 40, Height: 10})
		d.press(d.m.opts.Keys.Screen.Palette)
		if second := strings.Split(d.text(), "\n")[2]; strings.TrimSpace(second) == "" {
			t.Errorf("an empty line:\n%s", d.text())
		}
	})
}

func TestThatNothingWasSavedYetIsReadToItsEnd(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d := newDriver(t, &fakechat.Chat{Pages: chatOf(2)})
		d.press(d.m.opts.Keys.Load.Pane)
		for _, size := range sizes() {
			d.send(size)
			if !strings.Contains(d.flat(), "with marks all marked ones.") {
				t.Errorf("at %v:\n%s", size, d.text())
			}
		}
	})
}

func TestATableSaysThatItHasMoreColumns(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		l := lookerOf(t, &fakechat.Chat{Pages: chatOf(1)})
		row := make([]string, 9)
		for i := range row {
			row[i] = strings.Repeat("x", 30)
		}
		l.page = &preview.Page{Kind: "Table in text", Table: &preview.Table{Rows: slices.Repeat([][]string{row}, 9999)}}
		k := &l.m.opts.Keys
		l.press(k.View.Preview)
		l.rest()
		title := func() string { return l.m.scene().previewLines()[0] }
		if got := title(); !strings.Contains(got, "→") || strings.Contains(got, "←") {
			t.Errorf("at its beginning: %s", got)
		}
		l.press(k.View.Focus)
		for range 9 {
			l.press(k.View.Right)
		}
		if got := title(); strings.Contains(got, "→") || !strings.Contains(got, "←") {
			t.Errorf("at its end: %s", got)
		}
		l.send(tea.WindowSizeMsg{Width: 40, Height: 10})
		l.rest()
		l.press(k.View.Left)
		for range 30 {
			l.press(k.Move.PageDown)
		}
		if got := title(); !strings.Contains(got, "Table in text") || !strings.Contains(got, "← → ↑ ↓") {
			t.Errorf("on a small screen: %s", got)
		}
	})
}

// What the details beside the list tell of an ordinary file stands in lines of its own, without a break but the ID's.
func TestTheMediaTypeIsInOneLineOfTheDetails(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		for _, media := range []string{"image/png", "application/pdf", "text/csv", "application/msword", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"} {
			pages := chatOf(1)
			pages[0].Attachments[0].Name, pages[0].Attachments[0].ContentType = strings.Repeat("a long name ", 9)+".docx", media
			f := &fakechat.Chat{Pages: pages}
			d := newDriver(t, f)
			f.OnLink = goodLink(func() time.Time { return d.now })
			d.press(d.m.opts.Keys.Act.Open)
			want := media
			if len(media) > 40 {
				want = "docx"
			}
			found := false
			for _, l := range strings.Split(d.text(), "\n") {
				_, side, _ := strings.Cut(l, "│ ")
				found = found || strings.HasPrefix(side, "type    "+want) || strings.HasPrefix(side, "size ") && strings.Contains(side, want)
			}
			if !found {
				t.Errorf("%s is in no line:\n%s", media, d.text())
			}
		}
	})
}

// The details beside the list hold the whole name and the whole ID wherever they have the lines, with a preview too.
func TestTheDetailsHoldTheWholeNameAndTheWholeID(t *testing.T) {
	for _, preview := range []bool{false, true} {
		screenTest(t, func(t *testing.T) {
			pages := chatOf(1)
			a := &pages[0].Attachments[0]
			a.Name = "Statement of the witness about the accident 事故の後に, second.txt"
			a.ID, a.IDText = "fb53374f-d569-49d8-a189-329abf2965f3", "fb53374f-d569-49d8-a189-329abf2965f3"
			l := lookerOf(t, &fakechat.Chat{Pages: pages})
			if preview {
				l.press(l.m.opts.Keys.View.Preview)
			}
			for _, size := range []tea.WindowSizeMsg{{Width: 120, Height: 40}, {Width: 110, Height: 40}, {Width: 200, Height: 60}} {
				l.send(size)
				side := ""
				for _, line := range strings.Split(l.text(), "\n")[l.m.lay.HeadH():] {
					_, s, _ := strings.Cut(line, "│ ")
					side += s
				}
				side = strings.Join(strings.Fields(side), "")
				for _, want := range []string{a.Name, a.ID} {
					if !strings.Contains(side, strings.Join(strings.Fields(want), "")) {
						t.Errorf("preview %v at %v: %q is not whole:\n%s", preview, size, want, l.text())
					}
				}
			}
		})
	}
}
