package ui

import (
	"context"
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"attache/model"
	"attache/ui/runner/fakechat"
)

// named is a chat of files with these names.
func named(names ...string) []model.Page {
	page := model.Page{ContactID: "c"}
	for i, a := range files(len(names)) {
		b := model.NewAttachment(fmt.Sprintf("5ab455e6-fc06-476c-817c-1ef677de%04d", i), names[i], a.ContentType, a.Status)
		b.SentAt, b.ItemID, b.Role, b.Sender = a.SentAt, a.ItemID, a.Role, a.Sender
		page.Attachments = append(page.Attachments, b)
	}
	return []model.Page{page}
}

func TestNoNameIsCutWhileThePaneBesideIsHalfEmpty(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d := newDriver(t, &fakechat.Chat{Pages: named("IMG_2041 dented door.jpg", "A photo of the left mirror, again.jpg", "x.pdf")})
		for _, size := range []tea.WindowSizeMsg{{Width: 120, Height: 40}, {Width: 200, Height: 60}} {
			d.send(size)
			for _, row := range drawnList(d) {
				if strings.Contains(row, d.m.theme.Glyphs.Cut) && size.Width == 200 || strings.Contains(row, "A photo") && !strings.Contains(row, "again.jpg") {
					t.Errorf("at %v: %q", size, row)
				}
			}
		}
		d.wantText("5ab455e6-fc06-476c-817c-1ef677de0001")
	})
}

func TestNamesAndIDsAreWholeBesideAPreviewOnAWideScreen(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		l := lookerOf(t, &fakechat.Chat{Pages: named("IMG_2041 dented door.jpg", "A photo of the left mirror, once more, from the side, at dusk.jpg")})
		l.send(tea.WindowSizeMsg{Width: 200, Height: 60})
		l.press(l.m.opts.Keys.View.Preview)
		l.rest()
		all := strings.Join(drawnList(l.driver), "\n")
		for _, whole := range []string{"IMG_2041 dented door.jpg ", "from the side, at dusk.jpg ", "5ab455e6-fc06-476c-817c-1ef677de0000", "5ab455e6-fc06-476c-817c-1ef677de0001"} {
			if !strings.Contains(all, whole) || strings.Contains(all, l.m.theme.Glyphs.Cut) {
				t.Errorf("without %q: %s", whole, all)
			}
		}
	})
}

func TestTheDetailsShowALongNameWhole(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		long := strings.Repeat("long ", 40) + "end.txt"
		d := newDriver(t, &fakechat.Chat{Pages: named(long)})
		d.send(tea.WindowSizeMsg{Width: 200, Height: 60})
		side := d.m.scene().side(d.m.lay.SideH())
		if text := strings.Join(strings.Fields(strings.Join(side, " ")), " "); strings.Count(text, "long") != 40 || !strings.Contains(text, "end.txt") {
			t.Errorf("%q", text)
		}
	})
}

func TestEmptyDownloadsFoldToALineThatSaysWhatToDo(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(40)}
		f.OnSave = func(context.Context, model.DownloadRequest) (model.Saved, error) {
			return model.Saved{Path: "/downloads/x", Size: 1}, nil
		}
		d := newDriver(t, f)
		if d.m.lay.DownloadsH != 0 || len(d.m.list.Visible()) != 33 {
			t.Errorf("%d lines, %d rows", d.m.lay.DownloadsH, len(d.m.list.Visible()))
		}
		d.wantText("Downloads · none yet · " + d.m.opts.Keys.Act.Save.Help().Key + " saves the selected file")
		d.hold()
		d.press(d.m.opts.Keys.Act.Save)
		if d.m.lay.DownloadsH != 2 {
			t.Errorf("%d lines for a download", d.m.lay.DownloadsH)
		}
		d.release()
	})
}

// heads are the headings of the list's columns.
func (d *driver) heads() string {
	for _, line := range strings.Split(d.text(), "\n") {
		if list, _, _ := strings.Cut(line, d.m.theme.Glyphs.Divider); strings.Contains(list, "NAME") {
			return strings.Join(strings.Fields(list), " ")
		}
	}
	return ""
}

func TestTheSendersColumnIsSwitched(t *testing.T) {
	for _, c := range []struct {
		chosen      []string
		w           int
		before, now string
	}{
		{nil, 120, "STATE NAME TYPE SIZE LINK FROM AGE", "STATE NAME SIZE LINK FROM SENDER"},
		{nil, 80, "STATE NAME TYPE SIZE LINK FROM AGE", "STATE NAME SIZE LINK SENDER"},
		{[]string{"name", "age"}, 120, "NAME AGE", "NAME AGE SENDER"},
		{[]string{"sender", "name"}, 80, "SENDER NAME", "NAME"},
	} {
		screenTest(t, func(t *testing.T) {
			d := newDriver(t, &fakechat.Chat{Pages: chatOf(2)}, func(o *Options) { o.Columns = c.chosen })
			d.send(tea.WindowSizeMsg{Width: c.w, Height: 30})
			for i, want := range []string{c.before, c.now, c.before} {
				if i > 0 {
					d.press(d.m.opts.Keys.List.Sender)
				}
				if got := d.heads(); got != want {
					t.Errorf("%q at %d: %q, not %q", c.chosen, c.w, got, want)
				}
			}
			if strings.Contains(c.now, "SENDER") {
				d.press(d.m.opts.Keys.List.Sender)
				d.wantText("Rosa")
				d.press(d.m.opts.Keys.List.HideNames)
				d.wantNoText("Rosa")
			}
		})
	}
}

func TestEveryColumnIsDrawnInItsWidth(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		for _, columns := range [][]string{{"sender", "sent", "name", "id"}, {"age", "link"}, {"link", "name", "state", "type"}, {"id"}} {
			d := zoo(t, func(o *Options) { o.Columns = columns })
			for _, w := range []int{60, 80, 110, 140, 200} {
				d.send(tea.WindowSizeMsg{Width: w, Height: 40})
				for _, l := range drawnList(d) {
					if n := d.cells(l); n != d.m.lay.ListW {
						t.Fatalf("%q at %d: %d cells of %d", columns, w, n, d.m.lay.ListW)
					}
				}
			}
			d.press(d.m.opts.Keys.List.SwapID)
			checkFrame(t, fmt.Sprint(columns), d, 200, 40)
		}
	})
}
