package ui

import (
	"context"
	"slices"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"attache/model"
	"attache/model/session"
	"attache/ui/opener"
	"attache/ui/runner/fakechat"
	"attache/ui/style"
)

func TestAStoppedTransferKeepsWhatItHasAndGoesOn(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(1), Left: map[string]fakechat.Left{"id-000": {Done: 5_100_000, Total: 7_900_000}}}
		d := newDriver(t, f)
		d.hold()
		d.press(d.m.opts.Keys.Act.Save)
		d.press(d.m.opts.Keys.Act.Cancel)
		d.wantText("5.1M/7.9M", "stopped", "5.1 MB of 7.9 MB")
		f.OnSave = func(context.Context, model.DownloadRequest) (model.Saved, error) {
			return model.Saved{State: model.SaveDone, Path: "/downloads/file-000.pdf", Size: 7_900_000, Resumed: 5_100_000, SHA256: "9f2c00000000000041d0"}, nil
		}
		d.release()
		d.wait(session.ResultLasts)
		d.press(d.m.opts.Keys.Act.Save)
		d.wantText("Saved as file-000.pdf", "sha256 9f2c…41d0")
		if d.m.session.Row("id-000").Left != nil {
			t.Error("what was left is still there")
		}
	})
}

func TestDiscardingAsksFirst(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(1)}
		d := newDriver(t, f)
		f.Left = map[string]fakechat.Left{"id-000": {Done: 100, Total: 200}}
		d.saved("id-000", model.Saved{}, &session.Left{Done: 100, Total: 200}, &model.Problem{Kind: model.KindCancelled})
		d.press(d.m.opts.Keys.Act.Cancel)
		d.wantText("Throw away the 100 B")
		d.press(d.m.opts.Keys.Move.Down)
		if len(f.Discarded) != 0 {
			t.Fatal("thrown away without a yes")
		}
		d.press(d.m.opts.Keys.Act.Cancel)
		d.press(d.m.opts.Keys.Ask.Yes)
		if !slices.Equal(f.Discarded, []string{"id-000"}) || d.m.session.Row("id-000").Left != nil {
			t.Errorf("thrown %q, left %v", f.Discarded, d.m.session.Row("id-000").Left)
		}
	})
}

func TestAllDownloadsStopOnOneKey(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(6)}
		d := newDriver(t, f)
		d.hold()
		d.press(d.m.opts.Keys.Mark.All)
		d.press(d.m.opts.Keys.Act.Save)
		d.press(d.m.opts.Keys.Ask.Yes)
		d.press(d.m.opts.Keys.Act.CancelAll)
		d.wantText("6 downloads stopped")
		if d.m.session.BatchProgress().Waiting != 0 {
			t.Errorf("%d still wait", d.m.session.BatchProgress().Waiting)
		}
		if n := d.m.session.BatchProgress().Running; n != 0 {
			t.Errorf("%d go on", n)
		}
	})
}

func TestTheNumberAtATimeChangesLive(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(8)}
		d := newDriver(t, f)
		d.hold()
		d.press(d.m.opts.Keys.Mark.All)
		d.press(d.m.opts.Keys.Act.Save)
		d.press(d.m.opts.Keys.Ask.Yes)
		d.press(d.m.opts.Keys.Load.More)
		if n := d.m.session.BatchProgress().Running; n != 4 {
			t.Errorf("%d run after one more was allowed, want 4", n)
		}
		for range 30 {
			d.press(d.m.opts.Keys.Load.Fewer)
		}
		if d.m.session.Parallel() != 1 {
			t.Errorf("%d at a time, want no fewer than 1", d.m.session.Parallel())
		}
		for range 30 {
			d.press(d.m.opts.Keys.Load.More)
		}
		if d.m.session.Parallel() != model.MaxParallel {
			t.Errorf("%d at a time, want no more than %d", d.m.session.Parallel(), model.MaxParallel)
		}
	})
}

func TestSaveAsHandsOverTheNameAndThePolicy(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(1)}
		var got model.DownloadRequest
		f.OnSave = func(_ context.Context, o model.DownloadRequest) (model.Saved, error) {
			got = o
			return model.Saved{State: model.SaveDone, Path: "/downloads/x", Size: 1}, nil
		}
		d := newDriver(t, f, func(o *Options) { o.OnExists = model.ExistsSkip })
		d.press(d.m.opts.Keys.Act.SaveAs)
		d.wantText("file-000.pdf")
		d.m.prompt.input.SetValue("other.pdf")
		d.press(d.m.opts.Keys.Prompt.Accept)
		if got.Name != "other.pdf" || got.OnExists != model.ExistsSkip {
			t.Errorf("ordered %q with %q", got.Name, got.OnExists)
		}
	})
}

func TestWhatIsOffIsAWarningOnTheRow(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(1)}
		f.OnSave = func(context.Context, model.DownloadRequest) (model.Saved, error) {
			return model.Saved{State: model.SaveDone, Path: "/downloads/x.exe", Size: 1, Warnings: []model.Warning{model.WarningExecutable}}, nil
		}
		d := newDriver(t, f)
		d.press(d.m.opts.Keys.Act.Save)
		d.wantText("saved !", "program")
		if d.m.news.shown.severity != style.Warning {
			t.Errorf("toast %+v, want a warning", d.m.news.shown)
		}
		d.send(tea.WindowSizeMsg{Width: 40, Height: 10})
		d.wantText(d.m.theme.Glyphs.State[model.StateSaved] + d.m.theme.Glyphs.Warn + "file-000")
	})
}

func desktop(o *Options) {
	o.Opener = opener.New(func(k string) string { return map[string]string{"DISPLAY": ":0", "WAYLAND_DISPLAY": ""}[k] })
}

func TestARiskyFileIsNotOpenedWithoutAYes(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(1)}
		f.OnSave = func(context.Context, model.DownloadRequest) (model.Saved, error) {
			return model.Saved{State: model.SaveDone, Path: "/downloads/x.exe", Size: 1, Warnings: []model.Warning{model.WarningExecutable}}, nil
		}
		d := newDriver(t, f, desktop)
		d.press(d.m.opts.Keys.Act.OpenFile)
		d.wantText("Open it all the same?")
		d.press(d.m.opts.Keys.Ask.No)
		d.wantNoText("Opened")
	})
}

func TestWithoutADesktopOpeningSaysSo(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d := newDriver(t, &fakechat.Chat{Pages: chatOf(1)})
		d.press(d.m.opts.Keys.Act.OpenFile)
		d.wantText("There is no desktop here")
	})
}

func TestOutcomesCoverEveryDownload(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(3)}
		f.OnSave = func(_ context.Context, o model.DownloadRequest) (model.Saved, error) {
			if o.Attachment.ID == "id-001" {
				return model.Saved{}, &model.Problem{Kind: model.KindServer}
			}
			return model.Saved{State: model.SaveDone, Path: "/downloads/x", Size: 1}, nil
		}
		d := newDriver(t, f, func(o *Options) { o.Parallel = 2 })
		d.press(d.m.opts.Keys.Mark.All)
		d.press(d.m.opts.Keys.Act.Save)
		d.wantText("2 saved, 1 failed")
		got := d.m.session.Outcomes()
		if len(got) != 3 || got[0].Problem != nil || got[1].Problem == nil || got[2].Saved.Path == "" {
			t.Errorf("outcomes %+v", got)
		}
	})
}

// TestASaveThatEndsWithTheScreenIsToldAsWhatItIs: one that gives its file a name while the user quits
// has saved it, and one that stops then has not.
func TestASaveThatEndsWithTheScreenIsToldAsWhatItIs(t *testing.T) {
	for name, c := range map[string]struct {
		err  error
		kind model.Kind
	}{
		"saved":     {},
		"cancelled": {&model.Problem{Kind: model.KindCancelled}, model.KindCancelled},
		"failed":    {&model.Problem{Kind: model.KindDiskFull}, model.KindDiskFull},
	} {
		t.Run(name, func(t *testing.T) {
			screenTest(t, func(t *testing.T) {
				f := &fakechat.Chat{Pages: chatOf(2)}
				naming := make(chan struct{})
				f.OnSave = func(context.Context, model.DownloadRequest) (model.Saved, error) {
					<-naming
					if c.err != nil {
						return model.Saved{}, c.err
					}
					return model.Saved{State: model.SaveDone, Path: "/downloads/x", Size: 1}, nil
				}
				d := newDriver(t, f)
				d.press(d.m.opts.Keys.Act.Save)
				time.AfterFunc(time.Second, func() { close(naming) })
				d.m.runner.Close()
				got := d.m.session.Outcomes()
				if len(got) != 1 || (got[0].Problem == nil) != (c.err == nil) || c.err != nil && got[0].Problem.Kind != c.kind {
					t.Fatalf("outcomes %+v", got)
				}
				if c.err == nil && got[0].Saved.Path != "/downloads/x" {
					t.Errorf("saved %+v", got[0].Saved)
				}
				d.flush() // what it said too late changes nothing
				if again := d.m.session.Outcomes(); len(again) != 1 || (again[0].Problem == nil) != (c.err == nil) {
					t.Errorf("outcomes %+v", again)
				}
			})
		})
	}
}

func TestDoneDownloadsCanBeClearedFromThePane(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(1)}
		f.OnSave = func(context.Context, model.DownloadRequest) (model.Saved, error) {
			return model.Saved{State: model.SaveDone, Path: "/downloads/x", Size: 1}, nil
		}
		d := newDriver(t, f)
		d.press(d.m.opts.Keys.Act.Save)
		d.press(d.m.opts.Keys.Load.Clear)
		d.press(d.m.opts.Keys.Load.Pane)
		d.wantText("What was done is cleared")
	})
}

func TestTheDownloadsPaneStandsWhereThereIsRoomAndComesOnAKeyElsewhere(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d := newDriver(t, &fakechat.Chat{Pages: chatOf(3)})
		d.wantText("Downloads")
		d.send(tea.WindowSizeMsg{Width: 80, Height: 24})
		d.wantNoText("Nothing was saved yet")
		d.press(d.m.opts.Keys.Load.Pane)
		d.wantText("Nothing was saved yet")
		d.press(d.m.opts.Keys.List.Back)
		d.wantText("file-000.pdf")
	})
}

func TestKeysInTheDownloadsPaneActOnTheDownloadPicked(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(3)}
		d := newDriver(t, f)
		d.hold()
		d.press(d.m.opts.Keys.Mark.All)
		d.press(d.m.opts.Keys.Act.Save)
		d.press(d.m.opts.Keys.Ask.Yes)
		d.send(tea.WindowSizeMsg{Width: 80, Height: 24})
		d.press(d.m.opts.Keys.Load.Pane)
		d.wantText("Downloads", "3 linking")
		d.press(d.m.opts.Keys.Move.Down)
		d.press(d.m.opts.Keys.Act.Cancel)
		for _, id := range d.m.session.Downloads() {
			if r := d.m.session.Row(id); r.Saving == (id == "id-001") {
				t.Errorf("%s saving: %v", id, r.Saving)
			}
		}
	})
}
