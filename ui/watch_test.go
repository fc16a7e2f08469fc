package ui

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"attache/model"
	"attache/model/session"
	"attache/ui/runner/fakechat"
	"attache/ui/style"
)

// station is a watch that a test speaks through.
type station struct {
	news chan model.Update
	over chan error
}

// onAir lets the fake's watch tell what the test says.
func onAir(f *fakechat.Chat) *station {
	s := &station{make(chan model.Update, 20_000), make(chan error, 1)}
	f.OnWatch = func(ctx context.Context, each func(model.Update)) error {
		for {
			select {
			case n := <-s.news:
				each(n)
			case err := <-s.over:
				return err
			case <-ctx.Done():
				return &model.Problem{Kind: model.KindCancelled, Err: ctx.Err()}
			}
		}
	}
	return s
}

// tell lets news come, all in one burst.
func (d *driver) tell(s *station, news ...model.Update) {
	for _, n := range news {
		s.news <- n
	}
	d.flush()
}

var liveNow = model.Watch{State: model.WatchLive} //nolint:gochecknoglobals // a struct cannot be a constant

func newsOf(as ...model.Attachment) model.Update {
	return model.Update{Attachments: as, Watch: liveNow}
}

// arrival is a file that was sent n minutes after the tests begin.
func arrival(n int, status model.Status) model.Attachment {
	a := model.NewAttachment(fmt.Sprintf("new-%03d", n), fmt.Sprintf("new-%03d.png", n), "image/png", status)
	a.SentAt, a.ItemID, a.Role = start.Add(time.Duration(n)*time.Minute), fmt.Sprintf("late-%d", n), model.RoleCustomer
	return a
}

func scanned(a model.Attachment, status model.Status) model.Attachment {
	a.Status = status
	return a
}

func TestTheWatchBeginsWithTheFirstLookThatEndsWell(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(2), OnRead: func() error { return &model.Problem{Kind: model.KindOffline} }}
		d := newDriver(t, f)
		if f.Watches != 0 {
			t.Fatal("the chat is watched before it was read")
		}
		f.OnRead = nil
		d.reload()
		d.reload()
		if f.Watches != 1 {
			t.Errorf("%d watches, want one", f.Watches)
		}
	})
}

func TestWhatAPartOfTheTranscriptBroughtStaysOnScreen(t *testing.T) {
	for _, kind := range []model.Kind{model.KindLoop, model.KindServer, model.KindInvalid} {
		screenTest(t, func(t *testing.T) {
			f := &fakechat.Chat{Pages: chatOf(2), OnRead: func() error { return &model.Problem{Kind: kind, Op: "GetTranscript"} }}
			d := newDriver(t, f)
			if d.m.session.Library().Len() != 2 || d.m.news.shown.severity != style.Problem || d.m.pane.kind == paneBroken {
				t.Errorf("%v: %d rows, toast %+v", kind, d.m.session.Library().Len(), d.m.news.shown)
			}
		})
	}
}

func TestNobodyWatchesWhereThatWasNotWantedOrMakesNoSense(t *testing.T) {
	ended := chatOf(2)
	ended[0].Ended = true
	for name, c := range map[string]struct {
		pages []model.Page
		opts  func(*Options)
	}{
		"no-live":      {chatOf(2), func(o *Options) { o.NoLive = true }},
		"named IDs":    {chatOf(2), func(o *Options) { o.IDs = []string{"id-000"} }},
		"a chat ended": {ended, func(*Options) {}},
	} {
		screenTest(t, func(t *testing.T) {
			f := &fakechat.Chat{Pages: c.pages}
			d := newDriver(t, f, c.opts)
			if f.Watches != 0 {
				t.Errorf("%s: watched", name)
			}
			for _, word := range []string{"connecting", "live ", "polling"} {
				if contains(header(d), word) {
					t.Errorf("%s: the header says %q", name, header(d))
				}
			}
		})
	}
}

func TestAWatchThatBrokeIsStartedAgainByTheNextLook(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(2)}
		s := onAir(f)
		d := newDriver(t, f)
		s.over <- &model.Problem{Kind: model.KindInternal}
		d.flush()
		d.wantText("not live", "Something went wrong")
		d.reload()
		if f.Watches != 2 {
			t.Errorf("%d watches, want two", f.Watches)
		}
	})
}

func TestTheSessionIsToldWhoLooks(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(1)}
		d := newDriver(t, f)
		d.send(tea.BlurMsg{})
		d.send(tea.FocusMsg{})
		if !slices.Equal(f.Attended, []bool{false, true}) {
			t.Errorf("told %v", f.Attended)
		}
	})
}

func TestNewFilesMoveNothing(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(60)}
		s := onAir(f)
		d := newDriver(t, f)
		k := &d.m.opts.Keys
		d.press(k.Mark.Toggle)
		d.press(k.List.Filter)
		d.typeText("file")
		d.press(k.Prompt.Accept)
		d.press(k.Move.Bottom)
		here, marked, window := d.m.list.Cursor(), d.m.list.Marked(), d.m.list.Visible()
		old := arrival(1, model.StatusApproved)
		old.ID, old.Name, old.SentAt = "older", "file-older.png", start.Add(-24*time.Hour)
		late := arrival(2, model.StatusApproved)
		late.Name = "file-late.png"
		d.tell(s, newsOf(old), newsOf(arrival(3, model.StatusApproved), late))
		if got := d.m.list.Cursor(); got != here {
			t.Errorf("the cursor went from %s to %s", here, got)
		}
		if got := d.m.list.Visible(); !slices.Equal(got, window) {
			t.Errorf("the window moved from %s to %s", window, got)
		}
		if got := d.m.list.Marked(); !slices.Equal(got, marked) || d.m.list.Filter() != "file" {
			t.Errorf("marks %s, filter %q", got, d.m.list.Filter())
		}
	})
}

func TestANewFileIsMarkedUntilItWasSelected(t *testing.T) {
	for ascii, sign := range map[bool]string{false: "✦", true: "N"} {
		screenTest(t, func(t *testing.T) {
			f := &fakechat.Chat{Pages: chatOf(1)}
			s := onAir(f)
			d := newDriver(t, f, func(o *Options) { o.ASCII = ascii })
			row := func() string {
				for _, l := range strings.Split(d.text(), "\n") {
					if contains(l[:min(len(l), 60)], "new-001.png") {
						return l[:12]
					}
				}
				return ""
			}
			d.tell(s, newsOf(arrival(1, model.StatusApproved)))
			d.wantText("New file: new-001.png")
			if !contains(row(), sign) {
				t.Fatalf("no %q in the row %q", sign, row())
			}
			if title := d.m.View().WindowTitle; !contains(title, "1 new") {
				t.Errorf("title %q", title)
			}
			d.m.list.Select("new-001") // as when the rows above it go
			d.wantText("new " + d.m.theme.Glyphs.Dot + " customer")
			d.press(d.m.opts.Keys.Move.Up)
			d.press(d.m.opts.Keys.Move.Down)
			d.wantNoText("new " + d.m.theme.Glyphs.Dot + " customer")
			if contains(row(), sign) || contains(d.m.View().WindowTitle, "new") {
				t.Errorf("the sign stayed: %q, title %q", row(), d.m.View().WindowTitle)
			}
		})
	}
}

func TestTheFirstLookBringsNothingNew(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d := newDriver(t, &fakechat.Chat{Pages: chatOf(9)})
		if n := d.m.session.Arrived(); n != 0 {
			t.Errorf("%d files of the first look are new", n)
		}
		d.fake.Pages = chatOf(12)
		d.reload()
		if n := d.m.session.Arrived(); n != 3 {
			t.Errorf("%d files are new after the second look, want 3", n)
		}
	})
}

func TestAFloodOfNewFilesIsOneLine(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(1)}
		s := onAir(f)
		d := newDriver(t, f, func(o *Options) { o.Bell = true })
		before := len(d.m.log)
		for i := range 50 {
			d.tell(s, newsOf(arrival(2*i, model.StatusApproved), arrival(2*i+1, model.StatusApproved)))
		}
		d.wantText("100 new files")
		if n := len(d.m.log) - before; n != 1 {
			t.Errorf("%d lines in the log, want one", n)
		}
		if d.rings != 1 {
			t.Errorf("the bell rang %d times, want once", d.rings)
		}
		d.wait(5 * time.Second)
		d.tell(s, newsOf(arrival(100, model.StatusApproved)))
		d.wantText("New file: new-100.png")
		if d.rings != 2 {
			t.Errorf("the bell rang %d times, want twice", d.rings)
		}
	})
}

func TestTheBellIsOffUnlessItWasAskedFor(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(1)}
		s := onAir(f)
		d := newDriver(t, f)
		d.tell(s, newsOf(arrival(1, model.StatusInProgress)), newsOf(arrival(1, model.StatusApproved)), model.Update{Ended: true})
		if d.rings != 0 {
			t.Error("the bell rang")
		}
	})
}

func TestWhatIsSaidWhileNobodyLooksStaysUntilSomebodyDoes(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(1)}
		s := onAir(f)
		d := newDriver(t, f)
		d.send(tea.BlurMsg{})
		d.tell(s, newsOf(arrival(1, model.StatusApproved)))
		if got := d.m.rhythm(); got != 0 {
			t.Errorf("a line that nobody reads costs a tick every %v", got)
		}
		d.wait(time.Hour)
		d.send(tea.FocusMsg{})
		d.wantText("New file: new-001.png")
		d.wait(session.ResultLasts)
		d.wantNoText("New file: new-001.png")
	})
}

func TestARowTurnsWhereItStands(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(3)}
		pending := scanned(f.Pages[0].Attachments[1], model.StatusInProgress)
		f.Pages[0].Attachments[1] = pending
		f.OnLink = goodLink(func() time.Time { return start })
		s := onAir(f)
		d := newDriver(t, f, visible)
		d.wantText("scanning", "not ready")
		if slices.Contains(f.LinkIDs, pending.ID) {
			t.Fatal("a link was asked for while the file was being scanned")
		}
		window := d.m.list.Visible()
		d.tell(s, newsOf(scanned(pending, model.StatusApproved)))
		d.wantNoText("scanning")
		if !slices.Contains(f.LinkIDs, pending.ID) || !slices.Equal(window, d.m.list.Visible()) {
			t.Errorf("asked for %q, rows %q", f.LinkIDs, d.m.list.Visible())
		}
		d.tell(s, newsOf(scanned(pending, model.StatusInProgress))) // late, and wrong
		d.wantNoText("scanning")
	})
}

func TestAScanThatRejectsSaysSoInTheRow(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: []model.Page{{Attachments: []model.Attachment{arrival(1, model.StatusInProgress)}}}}
		s := onAir(f)
		d := newDriver(t, f)
		d.tell(s, newsOf(arrival(1, model.StatusRejected)))
		d.wantText("⊗ rejected", "by scanner", "new-001.png was rejected by the scanner")
	})
}

func TestAFileThatWasRefusedDuringItsScanIsAskedForAgain(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		unknown := arrival(1, "") // the service has not said that it is being scanned
		f := &fakechat.Chat{Pages: []model.Page{{Attachments: []model.Attachment{unknown}}}}
		f.OnLink = func(context.Context, string, time.Duration, model.Priority) (model.Link, error) {
			return model.Link{}, &model.Problem{Kind: model.KindInvalid, Op: "GetAttachment", Status: 400}
		}
		s := onAir(f)
		d := newDriver(t, f, visible)
		d.wantText("failed")
		f.OnLink = goodLink(func() time.Time { return start })
		d.tell(s, newsOf(arrival(1, model.StatusApproved)))
		d.wantText("live", "4:59")
		if len(f.LinkIDs) != 2 {
			t.Errorf("asked %d times, want twice", len(f.LinkIDs))
		}
	})
}
