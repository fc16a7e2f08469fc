package ui

import (
	"context"
	"testing"
	"time"

	"charm.land/bubbles/v2/key"

	"attache/model"
	"attache/ui/runner/fakechat"
)

// theEnd is what a watch tells when the chat is over.
func theEnd() model.Update {
	return model.Update{Ended: true, Watch: model.Watch{State: model.WatchEnded}}
}

func denied(op string) *model.Problem {
	return &model.Problem{Kind: model.KindDenied, Op: op, Status: 403}
}

func TestTheEndOfTheChatLeavesWhatIsThere(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(3)}
		s := onAir(f)
		d := newDriver(t, f)
		k := &d.m.opts.Keys
		f.OnLink = goodLink(func() time.Time { return d.now })
		d.press(k.Act.Open)
		d.tell(s, theEnd())
		s.over <- nil
		d.flush()
		d.wantText("chat ended", "the chat has ended: live links work on, new ones are refused", "3 files", "file-002.pdf")
		if feed, watching := d.m.session.WatchState(); watching || feed.State != model.WatchEnded {
			t.Error("the watch goes on")
		}
		d.press(k.Act.Copy)
		if len(d.copied) != 1 || len(f.LinkIDs) != 1 {
			t.Errorf("copied %d links, asked %d times", len(d.copied), len(f.LinkIDs))
		}
		d.wait(10 * time.Second)
		d.wantText("4:49 ▰▰▰▰▰", "5:00 in all", "the chat has ended") // the links live on, and so does the line
		f.OnLink = func(context.Context, string, time.Duration, model.Priority) (model.Link, error) {
			return model.Link{}, denied("GetAttachment")
		}
		d.press(k.Move.Down)
		d.press(k.Act.Open)
		d.wantText("The chat has ended, so the service gives no new links", "chat ended")
		if d.m.prompt != nil {
			t.Error("another token is asked for: none opens a chat that is over")
		}
	})
}

func TestTransfersUnderWayOutliveTheChat(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(1)}
		s := onAir(f)
		d := newDriver(t, f)
		gate := make(chan struct{})
		f.OnSave = func(_ context.Context, o model.DownloadRequest) (model.Saved, error) {
			<-gate
			return model.Saved{State: model.SaveDone, Path: "/downloads/x", Size: 1}, nil
		}
		d.press(d.m.opts.Keys.Act.Save)
		d.tell(s, theEnd())
		if d.m.session.BatchProgress().Running != 1 {
			t.Fatal("the transfer was stopped")
		}
		close(gate)
		d.flush()
		if d.m.session.Row("id-000").Saved == nil {
			t.Error("it was not saved")
		}
	})
}

func TestNothingIsAskedForUnaskedAfterTheEnd(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(90)}
		f.OnLink = goodLink(func() time.Time { return start })
		s := onAir(f)
		d := newDriver(t, f, visible)
		d.press(d.m.opts.Keys.Act.AutoRenew)
		d.tell(s, theEnd())
		asked := len(f.LinkIDs)
		d.press(d.m.opts.Keys.Move.Bottom)
		d.wait(5 * time.Minute)
		if len(f.LinkIDs) != asked {
			t.Errorf("%d calls after the end", len(f.LinkIDs)-asked)
		}
		if d.rows(isKeptAlive) != 0 {
			t.Error("a link is kept alive that cannot be renewed")
		}
	})
}

func TestAChatThatWasOverAtFirstSaysSoWithoutAStir(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(2)}
		f.Pages[0].Ended = true
		d := newDriver(t, f, visible)
		d.wantText("chat ended", "the chat has ended")
		if len(f.LinkIDs) != 0 || d.m.news.shown.text != "" {
			t.Errorf("asked for %q, said %q", f.LinkIDs, d.m.news.shown.text)
		}
	})
}

func TestTheEndIsSaidOnce(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(2)}
		s := onAir(f)
		d := newDriver(t, f)
		d.tell(s, theEnd(), theEnd())
		s.over <- nil
		d.flush()
		f.Pages[0].Ended = true
		d.reload()
		n := 0
		for _, e := range d.m.log {
			if contains(e.Text, "The chat has ended") {
				n++
			}
		}
		if n != 1 || !d.m.session.Ended() || f.Watches != 1 {
			t.Errorf("said %d times; ended %v; %d watches", n, d.m.session.Ended(), f.Watches)
		}
	})
}

func TestANewLookDecidesWhetherTheChatGoesOn(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(2)}
		f.Pages[0].Ended = true
		d := newDriver(t, f)
		f.Pages[0].Ended = false // as after a token for another part of the chat
		d.reload()
		if d.m.session.Ended() || f.Watches != 1 {
			t.Errorf("ended %v, %d watches", d.m.session.Ended(), f.Watches)
		}
		d.wantNoText("has ended")
	})
}

func TestAFileThatWasNeverScannedIsRefusedForTheEnd(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d, s := onScan(t)
		d.tell(s, theEnd())
		for _, b := range []key.Binding{d.m.opts.Keys.Act.Save, d.m.opts.Keys.Act.Renew, d.m.opts.Keys.Act.Copy} {
			d.press(b)
			d.wantText("new-001.png: The chat has ended, so the service gives no new links")
		}
		if d.rows(isDeferred) != 0 || len(d.fake.LinkIDs) != 0 {
			t.Errorf("%d actions, asked for %q", d.rows(isDeferred), d.fake.LinkIDs)
		}
	})
}

func TestCallsThatWaitUnaskedAreWithdrawnAtTheEnd(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(9)}
		s := onAir(f)
		f.Held = true
		d := newDriver(t, f, visible)
		d.press(d.m.opts.Keys.Act.Renew) // this one a key has asked for
		d.tell(s, theEnd())
		n := 0
		for _, id := range d.m.list.IDs() {
			if d.m.session.Row(id).Call != nil {
				n++
			}
		}
		if n != 1 || d.m.session.Row("id-000").Call == nil {
			t.Errorf("%d calls go on, want the one that was asked for", n)
		}
	})
}
