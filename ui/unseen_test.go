package ui

import (
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"attache/model"
	"attache/ui/runner/fakechat"
)

// withNew is a long chat to which new files came: two below and one above what is on screen.
func withNew(t *testing.T, opts ...func(*Options)) *driver {
	t.Helper()
	f := &fakechat.Chat{Pages: chatOf(60)}
	s := onAir(f)
	d := newDriver(t, f, opts...)
	for range 40 {
		d.press(d.m.opts.Keys.Move.Down)
	}
	old := arrival(1, model.StatusApproved)
	old.ID, old.Name, old.SentAt = "older", "older.png", start.Add(-24*time.Hour)
	d.tell(s, newsOf(old, arrival(2, model.StatusApproved), arrival(3, model.StatusApproved)))
	return d
}

func TestNewFilesOutOfSightAreCountedAndAKeyJumpsToThem(t *testing.T) {
	for _, size := range []tea.WindowSizeMsg{{Width: 120, Height: 40}, {Width: 80, Height: 24}, {Width: 40, Height: 10}, {Width: 200, Height: 30}} {
		screenTest(t, func(t *testing.T) {
			d := withNew(t)
			d.send(size)
			next := d.m.opts.Keys.Move.New
			d.wantText("3 new ↑↓")
			for _, want := range []string{"new-002", "new-003", "older"} {
				d.press(next)
				if got := d.m.list.Cursor(); got != want {
					t.Errorf("at %v: on %s, not %s", size, got, want)
				}
			}
			d.wantNoText("new ↑", "new ↓", "1 new")
			d.press(next)
			d.wantText("No file is new")
			checkFrame(t, "new", d, size.Width, size.Height)
		})
	}
}

func TestANewFileThatIsInSightOrFilteredAwayIsNotCounted(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d := withNew(t)
		d.press(d.m.opts.Keys.Move.Bottom) // onto the third
		d.wantText("1 new ↑")
		d.m.list.SetFilter("file")
		d.send(tea.FocusMsg{})
		d.wantNoText("new ↑", "new ↓")
		d.press(d.m.opts.Keys.Move.New)
		d.wantText("No file is new")
	})
}

func TestTheScreenStartsAtTheNewestFileWhereThatWasWanted(t *testing.T) {
	for newest, want := range map[bool]string{false: "id-000", true: "id-059"} {
		screenTest(t, func(t *testing.T) {
			pages := chatOf(60)
			second := pages[0]
			pages[0].Attachments, second.Attachments = second.Attachments[:30], second.Attachments[30:]
			f := &fakechat.Chat{Pages: []model.Page{pages[0], second}}
			s := onAir(f)
			d := newDriver(t, f, func(o *Options) { o.Newest = newest })
			if got := d.m.list.Cursor(); got != want {
				t.Errorf("newest %v: starts at %s", newest, got)
			}
			d.tell(s, newsOf(arrival(9, model.StatusApproved)))
			if got := d.m.list.Cursor(); got != want {
				t.Errorf("newest %v: news move the cursor to %s", newest, got)
			}
		})
	}
}
