package ui

import (
	"context"
	"strings"
	"testing"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"attache/model"
	"attache/model/session"
	"attache/ui/runner/fakechat"
	"attache/ui/style"
)

// TestASelectionThatTheFilterHidesIsAskedAbout: a wrong link can hand one person's file to another.
func TestASelectionThatTheFilterHidesIsAskedAbout(t *testing.T) {
	for name, act := range map[string]func(*driver) key.Binding{
		"copy":       func(d *driver) key.Binding { return d.m.opts.Keys.Act.Copy },
		"save":       func(d *driver) key.Binding { return d.m.opts.Keys.Act.Save },
		"renew":      func(d *driver) key.Binding { return d.m.opts.Keys.Act.Renew },
		"keep alive": func(d *driver) key.Binding { return d.m.opts.Keys.Act.AutoRenew },
		"cancel":     func(d *driver) key.Binding { return d.m.opts.Keys.Act.Cancel },
	} {
		t.Run(name, func(t *testing.T) {
			screenTest(t, func(t *testing.T) {
				f := &fakechat.Chat{Pages: chatOf(3)}
				d := newDriver(t, f)
				d.press(d.m.opts.Keys.Mark.Toggle)
				d.press(d.m.opts.Keys.List.Filter)
				d.typeText("file-002")
				d.press(d.m.opts.Keys.Prompt.Accept)
				d.press(act(d))
				d.wantText("file-000.pdf", "not on screen")
				d.press(d.m.opts.Keys.Ask.No)
				d.wantText("Not done")
				if len(f.LinkIDs)+len(d.copied) > 0 || len(d.m.session.Downloads()) > 0 || d.rows(isKeptAlive) > 0 {
					t.Errorf("asked %q, copied %q", f.LinkIDs, d.copied)
				}
			})
		})
	}
}

func TestMarksThatADetailsPaneHidesAreAskedAbout(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(3)}
		d := newDriver(t, f)
		f.OnLink = goodLink(func() time.Time { return d.now })
		d.send(tea.WindowSizeMsg{Width: 40, Height: 10})
		d.press(d.m.opts.Keys.Mark.Toggle)
		d.press(d.m.opts.Keys.Act.Open)
		d.press(d.m.opts.Keys.Act.Copy)
		if d.m.asking == nil || len(d.copied) > 0 {
			t.Errorf("copied %q without a question", d.copied)
		}
	})
}

func TestEveryResultOfACopyNamesItsFileOrCountsThem(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(3)}
		d := newDriver(t, f)
		f.OnLink = goodLink(func() time.Time { return d.now })
		d.press(d.m.opts.Keys.Act.Copy)
		d.wantText("Link to file-000.pdf sent", "valid 4:59")
		d.press(d.m.opts.Keys.Mark.All)
		d.press(d.m.opts.Keys.Act.Copy)
		d.wantText("3 links sent", "valid 4:59")
	})
}

// TestNewsWaitsBehindAResult: files that come every second do not cover what a key has brought, and are
// told after it.
func TestNewsWaitsBehindAResult(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(2)}
		s := onAir(f)
		d := newDriver(t, f)
		f.OnLink = goodLink(func() time.Time { return d.now })
		d.press(d.m.opts.Keys.Act.Copy)
		for i := range 3 {
			d.tell(s, newsOf(arrival(i, model.StatusApproved)))
			d.wait(time.Second)
			d.wantText("Link to file-000.pdf sent")
		}
		d.wait(time.Second)
		d.wantText("3 new files")
	})
}

func TestAnErrorStaysUntilItIsRead(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(2)}
		s := onAir(f)
		d := newDriver(t, f)
		f.OnLink = func(context.Context, string, time.Duration, model.Priority) (model.Link, error) {
			return model.Link{}, &model.Problem{Kind: model.KindServer, Op: "GetAttachment", Status: 500}
		}
		d.press(d.m.opts.Keys.Act.Copy)
		d.tell(s, newsOf(arrival(1, model.StatusApproved)))
		d.wait(time.Hour)
		if d.m.news.shown.severity != style.Problem {
			t.Fatalf("shown %+v", d.m.news.shown)
		}
		d.press(d.m.opts.Keys.Move.Down)
		d.wantText("New file: new-001.png")
	})
}

func TestEnterAnswersAlsoWhereTheLinkWasThere(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(1)}
		d := newDriver(t, f)
		f.OnLink = goodLink(func() time.Time { return d.now })
		d.press(d.m.opts.Keys.Act.Open)
		d.wantText("New link to file-000.pdf, valid 4:59")
		d.wait(10 * time.Second)
		d.press(d.m.opts.Keys.Act.Open)
		d.wantText("Link to file-000.pdf valid 4:49")
		if len(f.LinkIDs) != 1 {
			t.Errorf("asked %d times", len(f.LinkIDs))
		}
	})
}

func TestPanesSwitchFromOneAnother(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d := newDriver(t, &fakechat.Chat{Pages: chatOf(2)}, func(o *Options) { o.Panel = &fakePanel{now: start} })
		k := &d.m.opts.Keys
		all := map[paneKind]key.Binding{paneDetails: k.Screen.Details, paneLog: k.Screen.Log, panePanel: k.Screen.Panel, paneDownloads: k.Load.Pane}
		d.send(tea.WindowSizeMsg{Width: 80, Height: 24})
		for from, first := range all {
			for to, second := range all {
				if from == to {
					continue
				}
				d.m.pane = pane{}
				d.press(first)
				d.press(second)
				if d.m.pane.kind != to {
					t.Errorf("from pane %d to %d: %d", from, to, d.m.pane.kind)
				}
				d.press(k.List.Back)
				if d.m.pane.covers() && from != paneDetails {
					t.Errorf("back from pane %d leads to %d", to, d.m.pane.kind)
				}
			}
		}
	})
}

// TestTheLogHoldsEachCallAndEachMessage: with how long it took, and no link.
func TestTheLogHoldsEachCallAndEachMessage(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(1)}
		d := newDriver(t, f)
		f.OnLink, f.Request = goodLink(func() time.Time { return d.now }), "req-4711"
		f.OnSave = func(context.Context, model.DownloadRequest) (model.Saved, error) {
			return model.Saved{State: model.SaveDone, Path: "/downloads/file-000.pdf", Size: 12}, nil
		}
		d.press(d.m.opts.Keys.Act.Copy)
		d.press(d.m.opts.Keys.Act.Save)
		d.press(d.m.opts.Keys.List.Sort)
		d.press(d.m.opts.Keys.Sort.Size)
		var all strings.Builder
		for _, e := range d.m.log {
			all.WriteString(e.Text + "\n")
		}
		for _, want := range []string{"GetTranscript, 0 ms", "GetAttachment file-000.pdf, 0 ms, request req-4711", "save file-000.pdf, 0 ms", "Link to file-000.pdf sent", "Saved as file-000.pdf", "Sorted by"} {
			if !strings.Contains(all.String(), want) {
				t.Errorf("the log lacks %q:\n%s", want, all.String())
			}
		}
		if strings.Contains(all.String(), "https://") {
			t.Errorf("a link is in the log:\n%s", all.String())
		}
	})
}

func TestAReceiptIsWrittenOnAKey(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(1)}
		f.OnSave = func(context.Context, model.DownloadRequest) (model.Saved, error) {
			return model.Saved{State: model.SaveDone, Path: "/downloads/file-000.pdf", Size: 12}, nil
		}
		written := map[string]session.Summary{}
		d := newDriver(t, f, func(o *Options) {
			o.ReceiptPath = "/downloads/receipt.json"
			o.Receipt = func(path string, s session.Summary) (string, error) {
				switch path {
				case "/downloads/taken.zip":
					return "", &model.Problem{Kind: model.KindDisk, Op: "receipt", Detail: "file already exists"}
				case "/downloads/none.zip":
					return "", &model.Problem{Kind: model.KindDisk, Op: "archive", Detail: "no file is saved yet"}
				}
				written[path] = s
				return "", nil
			}
		})
		k := &d.m.opts.Keys
		write := func(path string) { d.press(k.Load.Receipt); d.m.prompt.input.SetValue(path); d.press(k.Prompt.Accept) }
		write("/downloads/none.zip")
		d.wantText("No archive is written: no file is saved yet")
		write("/downloads/taken.zip")
		d.wantText("No archive is written: file already exists. " + k.Load.Receipt.Help().Key + " takes another path")
		write("/downloads/chat.ZIP")
		d.wantText("The archive is written to /downloads/chat.ZIP")
		d.press(d.m.opts.Keys.Act.Save)
		d.press(d.m.opts.Keys.Load.Receipt)
		d.press(d.m.opts.Keys.Prompt.Accept)
		d.wantText("The receipt is written to /downloads/receipt.json")
		s := written["/downloads/receipt.json"]
		if len(s.Outcomes) != 1 || s.Contact == "" || s.Region != "eu-west-2" || s.Version != "test" {
			t.Errorf("written %+v", written)
		}
	})
}

func TestTypedIDsCanBeRemoved(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(2)}
		d := newDriver(t, f)
		f.OnLink = func(context.Context, string, time.Duration, model.Priority) (model.Link, error) {
			return model.Link{}, &model.Problem{Kind: model.KindMissing, Op: "GetAttachment"}
		}
		d.press(d.m.opts.Keys.List.TypeID)
		d.send(tea.PasteMsg{Content: "junk-id"})
		d.press(d.m.opts.Keys.Prompt.Accept)
		d.wantText("junk-id", "3 files")
		d.press(d.m.opts.Keys.List.RemoveID)
		d.wantText("Off the list: 1 typed ID", "2 files")
		d.press(d.m.opts.Keys.List.RemoveID) // what the chat names stays
		d.wantText("2 files")
	})
}

// TestAQuestionThatComesByItselfTakesNoKeyMeantForSomethingElse: a file that was to be opened has come
// while the user types, and may start a program.
func TestAQuestionThatComesByItselfTakesNoKeyMeantForSomethingElse(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(2)}
		f.OnSave = func(context.Context, model.DownloadRequest) (model.Saved, error) {
			return model.Saved{State: model.SaveDone, Path: "/downloads/x.exe", Size: 1, Warnings: []model.Warning{model.WarningExecutable}}, nil
		}
		d := newDriver(t, f, desktop)
		d.hold()
		d.press(d.m.opts.Keys.Act.OpenFile)
		d.press(d.m.opts.Keys.List.Filter)
		d.release()
		d.typeText("file")
		if d.m.asking != nil || d.m.list.Filter() != "file" {
			t.Fatalf("asked while %q was typed", d.m.list.Filter())
		}
		d.press(d.m.opts.Keys.Prompt.Accept)
		d.wantText("Open it all the same?")
		d.press(d.m.opts.Keys.Ask.Yes)
		d.wantText("Open it all the same?") // nobody has read it yet
		d.now = d.now.Add(unread)
		d.press(d.m.opts.Keys.Ask.No)
		d.wantNoText("Open it all the same?", "Opened")
	})
}

func TestSavedStaysSavedAfterTheEndOfTheChat(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(1)}
		s := onAir(f)
		f.OnSave = func(context.Context, model.DownloadRequest) (model.Saved, error) {
			return model.Saved{State: model.SaveDone, Path: "/downloads/x", Size: 1}, nil
		}
		d := newDriver(t, f)
		d.press(d.m.opts.Keys.Act.Save)
		d.tell(s, theEnd())
		d.press(d.m.opts.Keys.Act.Renew)
		if r := d.m.session.Row("id-000"); r.State != model.StateSaved || d.m.session.DownloadState("id-000") != session.DownloadSaved {
			t.Errorf("the row is %v", r.State)
		}
		d.wantText("1 saved")
	})
}

func TestNoMeansNone(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: []model.Page{{Attachments: append(files(9), arrival(1, model.StatusInProgress))}}}
		d := newDriver(t, f)
		d.press(d.m.opts.Keys.Mark.All)
		d.press(d.m.opts.Keys.Act.Save)
		d.wantText("Save 9 files of unknown size to /downloads? 1 more when scanned")
		d.press(d.m.opts.Keys.Ask.No)
		if d.rows(isDeferred) != 0 || len(d.m.session.Downloads()) != 0 {
			t.Errorf("%d deferred, downloads %q", d.rows(isDeferred), d.m.session.Downloads())
		}
	})
}

func TestFiveStoppedAndNoneSavedIsNoGreenTick(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(5)}
		f.OnSave = func(context.Context, model.DownloadRequest) (model.Saved, error) {
			return model.Saved{}, context.Canceled
		}
		d := newDriver(t, f)
		d.hold()
		d.press(d.m.opts.Keys.Mark.All)
		d.press(d.m.opts.Keys.Act.Save)
		d.press(d.m.opts.Keys.Act.CancelAll)
		d.wantText("5 downloads stopped")
		if d.m.news.shown.severity == style.Success {
			t.Errorf("said with a tick: %+v", d.m.news.shown)
		}
	})
}

func TestBothCopiedLinksThatDiedAreNamed(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(2)}
		d := newDriver(t, f)
		f.OnLink = goodLink(func() time.Time { return d.now })
		d.press(d.m.opts.Keys.Mark.All)
		d.press(d.m.opts.Keys.Act.Copy)
		d.wait(model.DefaultLife)
		d.wantText("file-000.pdf, file-001.pdf", d.m.theme.Glyphs.Dead)
	})
}
