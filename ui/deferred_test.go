package ui

import (
	"context"
	"slices"
	"testing"
	"time"

	"charm.land/bubbles/v2/key"

	"attache/model"
	"attache/ui/keys"
	"attache/ui/opener"
	"attache/ui/runner/fakechat"
	"attache/ui/style"
)

// onScan is a screen whose last row is still being scanned, with the cursor on it.
func onScan(t *testing.T, opts ...func(*Options)) (*driver, *station) {
	t.Helper()
	f := &fakechat.Chat{Pages: []model.Page{{ContactID: "c", Attachments: append(files(2), arrival(1, model.StatusInProgress))}}}
	s := onAir(f)
	d := newDriver(t, f, opts...)
	f.OnLink = goodLink(func() time.Time { return d.now })
	f.OnSave = func(_ context.Context, o model.DownloadRequest) (model.Saved, error) {
		return model.Saved{State: model.SaveDone, Path: "/downloads/" + o.Name + o.Attachment.FileName, Size: 12}, nil
	}
	d.press(d.m.opts.Keys.Move.Bottom)
	return d, s
}

const scannedID = "new-001"

func TestWhatIsAskedDuringAScanIsDoneWhenItHasPassed(t *testing.T) {
	for name, c := range map[string]struct {
		keys func(*keys.Map) []key.Binding
		word string
		done func(*driver) bool
	}{
		"save": {func(k *keys.Map) []key.Binding { return []key.Binding{k.Act.Save} }, "will save", func(d *driver) bool {
			return d.m.session.Row(scannedID).Saved != nil && len(d.copied) == 0
		}},
		"copy": {func(k *keys.Map) []key.Binding { return []key.Binding{k.Act.Copy} }, "will copy", func(d *driver) bool {
			return len(d.copied) == 1 && d.m.session.Row(scannedID).Saved == nil
		}},
		"link": {func(k *keys.Map) []key.Binding { return []key.Binding{k.Act.Open} }, "will ask", func(d *driver) bool {
			return !d.m.session.Row(scannedID).Link.URL.IsZero() && len(d.copied) == 0
		}},
		"open": {func(k *keys.Map) []key.Binding { return []key.Binding{k.Act.OpenFile} }, "will open", func(d *driver) bool {
			return d.m.session.Row(scannedID).Saved != nil && contains(d.m.log[len(d.m.log)-1].Text, "open")
		}},
		"both": {func(k *keys.Map) []key.Binding { return []key.Binding{k.Act.Save, k.Act.Copy} }, "will save", func(d *driver) bool {
			return d.m.session.Row(scannedID).Saved != nil && len(d.copied) == 1
		}},
	} {
		t.Run(name, func(t *testing.T) {
			screenTest(t, func(t *testing.T) {
				d, s := onScan(t, func(o *Options) {
					o.Opener = opener.New(func(name string) string { return map[string]string{"DISPLAY": ":0"}[name] })
				})
				for _, b := range c.keys(&d.m.opts.Keys) {
					d.press(b)
				}
				d.wantText(c.word, "if approved", "still being scanned, ", " when approved; ")
				if len(d.fake.LinkIDs)+len(d.copied) > 0 || d.m.session.BatchProgress().Running > 0 {
					t.Fatal("something was done before the scan had passed")
				}
				d.press(d.m.opts.Keys.Move.Top)
				d.tell(s, newsOf(arrival(1, model.StatusApproved)))
				if !c.done(d) {
					t.Errorf("not done; saved %v, copied %d, asked %q\n%s", d.m.session.Row(scannedID).Saved, len(d.copied), d.fake.LinkIDs, d.text())
				}
				if d.rows(isDeferred) != 0 || d.m.list.Cursor() != "id-000" {
					t.Error("the action stayed, or the cursor moved")
				}
			})
		})
	}
}

func TestAFileToBeSavedAfterItsScanWaitsInTheDownloads(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d, s := onScan(t)
		k := &d.m.opts.Keys
		d.press(k.Act.Save)
		d.wantText("1 scanning", "saved when approved")
		d.press(k.Screen.Quit)
		d.wantText("One download is not finished: the scan is not over. Stop and quit?")
		d.press(k.Ask.No)
		if got := d.m.session.Outcomes(); len(got) != 1 || got[0].Problem == nil || got[0].Problem.Kind != model.KindScanning {
			t.Errorf("outcomes %+v", got)
		}
		d.tell(s, newsOf(arrival(1, model.StatusApproved)))
		if got := d.m.session.Outcomes(); len(got) != 1 || got[0].Problem != nil || got[0].Saved.State != model.SaveDone {
			t.Errorf("outcomes %+v", got)
		}
	})
}

func TestAQuestionAboutQuittingEndsWithWhatItWasAbout(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d, s := onScan(t)
		d.press(d.m.opts.Keys.Act.Save)
		d.press(d.m.opts.Keys.Screen.Quit)
		d.tell(s, newsOf(arrival(1, model.StatusApproved)))
		if d.m.asking != nil {
			t.Error("it still asks, though the file is saved")
		}
	})
}

func TestADeferredActionCanBeTakenBack(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d, s := onScan(t)
		k := &d.m.opts.Keys
		d.press(k.Act.Save)
		d.press(k.Act.Cancel)
		d.wantNoText("will save", "for its scan")
		d.wantText("Cancelled: new-001.png")
		if got := d.m.session.Outcomes(); len(got) != 0 {
			t.Errorf("outcomes %+v, want none: the user took it back", got)
		}
		d.press(k.Act.Save)
		d.press(k.Act.CancelAll)
		d.tell(s, newsOf(arrival(1, model.StatusApproved)))
		if d.m.session.Row(scannedID).Saved != nil {
			t.Error("saved all the same")
		}
	})
}

func TestADeferredActionIsDroppedWithItsReason(t *testing.T) {
	for name, c := range map[string]struct {
		news model.Update
		kind model.Kind
		said string
	}{
		"rejected": {newsOf(arrival(1, model.StatusRejected)), model.KindRejected, "new-001.png was rejected by the scanner: it is not saved"},
		"ended":    {model.Update{Ended: true, Watch: model.Watch{State: model.WatchEnded}}, model.KindEnded, "The chat has ended: one file that was to be saved was never scanned"},
	} {
		screenTest(t, func(t *testing.T) {
			d, s := onScan(t)
			d.press(d.m.opts.Keys.Act.Save)
			d.press(d.m.opts.Keys.Move.Top)
			d.tell(s, c.news)
			d.wantText(c.said)
			got := d.m.session.Outcomes()
			if len(got) != 1 || got[0].Problem == nil || got[0].Problem.Kind != c.kind {
				t.Errorf("%s: outcomes %+v", name, got)
			}
			if d.rows(isDeferred) != 0 || d.m.news.shown.severity != style.Problem {
				t.Errorf("%s: %d actions, toast %+v", name, d.rows(isDeferred), d.m.news.shown)
			}
		})
	}
}

func TestMarkedFilesAreSavedNowOrLater(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d, _ := onScan(t)
		k := &d.m.opts.Keys
		for _, r := range []string{"id-000", "id-001"} {
			d.link(r, model.Link{URL: model.NewSecret("https://b.example/"), Issued: start, Expires: start.Add(time.Minute), Size: 1}, nil)
		}
		d.press(k.Mark.All)
		d.press(k.Act.Save)
		d.press(k.Ask.Yes)
		if d.m.session.Row("id-000").Saved == nil || d.m.session.Row("id-001").Saved == nil || d.m.session.Row(scannedID).Deferred != model.DeferredSave {
			t.Errorf("action %v\n%s", d.m.session.Row(scannedID).Deferred, d.text())
		}
	})
}

func TestTheNameGivenDuringAScanIsUsed(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d, s := onScan(t)
		k := &d.m.opts.Keys
		d.press(k.Act.SaveAs)
		d.m.prompt.input.SetValue("mine.png")
		d.press(k.Prompt.Accept)
		var names []string
		d.fake.OnSave = func(_ context.Context, o model.DownloadRequest) (model.Saved, error) {
			names = append(names, o.Name)
			return model.Saved{State: model.SaveDone, Path: "/downloads/mine.png", Size: 1}, nil
		}
		d.tell(s, newsOf(arrival(1, model.StatusApproved)))
		if !slices.Equal(names, []string{"mine.png"}) {
			t.Errorf("saved as %q", names)
		}
	})
}

func TestACopyAskedForSinceIsNotReplaced(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d, s := onScan(t)
		k := &d.m.opts.Keys
		d.press(k.Act.Copy)
		d.press(k.Move.Top)
		d.press(k.Act.Copy)
		d.tell(s, newsOf(arrival(1, model.StatusApproved)))
		if len(d.copied) != 1 || !contains(d.copied[0], "id-000") {
			t.Errorf("the clipboard got %q", d.copied)
		}
		d.wantText("new-001.png", " valid ")
	})
}

func TestWithoutAWatchAKeyIsNamedThatLooks(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d, _ := onScan(t, func(o *Options) { o.NoLive = true })
		k := &d.m.opts.Keys
		d.press(k.Act.Save)
		d.wantText(k.List.Reload.Help().Key + " looks whether it is")
		d.fake.Pages[0].Attachments[2].Status = model.StatusApproved
		d.reload()
		if d.m.session.Row(scannedID).Saved == nil {
			t.Error("not saved after a look that found it approved")
		}
	})
}
