package ui

import (
	"context"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"attache/model"
	"attache/model/session"
	"attache/ui/runner/fakechat"
)

func TestASavedFileIsNamedWithItsPath(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(1)}
		f.OnSave = func(_ context.Context, o model.DownloadRequest) (model.Saved, error) {
			return model.Saved{Path: "/downloads/file-000 (1).pdf", Size: 1000, Renamed: true}, nil
		}
		d := newDriver(t, f)
		d.press(d.m.opts.Keys.Act.Save)
		d.wantText("Saved as file-000 (1).pdf (the name was taken)", "in /downloads", "saved")
	})
}

func TestTransfersWaitForTheirTurn(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(8)}
		f.OnSave = func(_ context.Context, o model.DownloadRequest) (model.Saved, error) {
			return model.Saved{Path: "/downloads/x", Size: 1}, nil
		}
		d := newDriver(t, f)
		d.press(d.m.opts.Keys.Mark.All)
		d.hold()
		d.press(d.m.opts.Keys.Act.Save)
		d.wantText("Save 8 files of unknown size to /downloads?")
		d.press(d.m.opts.Keys.Ask.Yes)
		if n := d.m.session.BatchProgress().Running; n != 3 {
			t.Errorf("%d transfers run, want 3", n)
		}
		d.wantText("queued", "3 saving, 5 waiting")
		d.release()
		if n := d.m.session.BatchProgress().Waiting + d.m.session.BatchProgress().Running; n != 0 {
			t.Errorf("%d transfers left", n)
		}
	})
}

func TestProgressIsPulledOnTheTick(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(1)}
		d := newDriver(t, f)
		f.OnLink = goodLink(func() time.Time { return d.now })
		d.press(d.m.opts.Keys.Act.Open)
		going := make(chan struct{})
		var meter *model.Meter
		f.OnSave = func(_ context.Context, o model.DownloadRequest) (model.Saved, error) {
			meter = o.Meter
			<-going
			return model.Saved{}, &model.Problem{Kind: model.KindCancelled}
		}
		defer close(going)
		d.press(d.m.opts.Keys.Act.Save)
		for range 4 {
			meter.Add(100_000)
			d.wait(session.DefaultSample)
		}
		d.wantText("saving 31%", "400 kB/s")
		if p := d.m.View().ProgressBar; p == nil || p.Value != 31 {
			t.Errorf("the terminal's progress bar is %+v, want 31", p)
		}
		place := func() int { return strings.Index(d.line("running  "), "link 4:") }
		was := place()
		d.wantNoText("no data")
		for range 20 {
			d.wait(session.DefaultSample)
		}
		d.wantText("saving 31%", "no data")
		if was < 0 || place() != was {
			t.Errorf("what stands behind the rate moved from %d to %d:\n%s", was, place(), d.text())
		}
		if got := d.m.session.Wake().Sub(d.now); got != session.DefaultSample {
			t.Errorf("rhythm %v while saving, want %v", got, session.DefaultSample)
		}
	})
}

func TestAFailedTransferSaysWhyAndWhatToDo(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(1)}
		f.OnSave = func(context.Context, model.DownloadRequest) (model.Saved, error) {
			return model.Saved{}, &model.Problem{Kind: model.KindDiskFull, Op: "save"}
		}
		d := newDriver(t, f)
		d.press(d.m.opts.Keys.Act.Save)
		d.wantText("failed")
		d.press(d.m.opts.Keys.Act.Explain)
		d.wantText("disk_full")
	})
}

func TestQuittingAsksWhileFilesAreSaved(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(1)}
		f.OnSave = func(context.Context, model.DownloadRequest) (model.Saved, error) {
			return model.Saved{}, context.Canceled
		}
		d := newDriver(t, f)
		d.hold()
		d.press(d.m.opts.Keys.Act.Save)
		d.press(d.m.opts.Keys.Screen.Quit)
		d.wantText("not finished")
		if d.quit {
			t.Fatal("quit without an answer")
		}
		d.press(d.m.opts.Keys.Move.Down) // anything but yes stays
		d.wantNoText("not finished")
		if d.quit {
			t.Fatal("quit on another key")
		}
		d.press(d.m.opts.Keys.Screen.Quit)
		d.press(d.m.opts.Keys.Ask.Yes)
		if !d.quit {
			t.Error("did not quit")
		}
	})
}

func TestTheQuestionGoesWithWhatItIsAbout(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(1)}
		f.OnSave = func(context.Context, model.DownloadRequest) (model.Saved, error) {
			return model.Saved{Path: "/downloads/x", Size: 1}, nil
		}
		d := newDriver(t, f)
		d.hold()
		d.press(d.m.opts.Keys.Act.Save)
		d.press(d.m.opts.Keys.Screen.Quit)
		d.release()
		d.wantNoText("not finished")
		d.wantText("Saved as x")
	})
}

func TestQuittingAsksNothingOtherwise(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d := newDriver(t, &fakechat.Chat{Pages: chatOf(1)})
		d.press(d.m.opts.Keys.Screen.Quit)
		if !d.quit {
			t.Error("did not quit")
		}
	})
}

func TestSavingManyLargeFilesAsks(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(2)}
		var saved atomic.Int64
		f.OnSave = func(context.Context, model.DownloadRequest) (model.Saved, error) {
			saved.Add(1)
			return model.Saved{Path: "/x", Size: 1}, nil
		}
		f.OnLink = func(context.Context, string, time.Duration, model.Priority) (model.Link, error) {
			return model.Link{URL: model.NewSecret("https://b.example/"), Issued: start, Expires: start.Add(time.Hour), Size: 40_000_000}, nil
		}
		d := newDriver(t, f, visible)
		d.press(d.m.opts.Keys.Mark.All)
		d.press(d.m.opts.Keys.Act.Save)
		d.wantText("Save 2 files, 80.0 MB, to /downloads?")
		if saved.Load() != 0 {
			t.Error("saved without an answer")
		}
		d.press(d.m.opts.Keys.Ask.Yes)
		if saved.Load() != 2 {
			t.Errorf("saved %d files, want 2", saved.Load())
		}
	})
}
