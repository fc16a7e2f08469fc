package ui

import (
	"context"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"attache/model"
	"attache/model/session"
	"attache/ui/runner/fakechat"
	"attache/ui/style"

	"attache/ui/layout"
)

func TestTheLinkPaneCopiesTheLinkItShows(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(3)}
		d := newDriver(t, f)
		f.OnLink = goodLink(func() time.Time { return d.now })
		k := &d.m.opts.Keys
		d.press(k.Mark.Toggle) // marks the first, and moves on to the second
		d.press(k.Act.ShowLink)
		d.wantText("/id-001?")
		d.press(k.Act.Copy)
		if len(d.copied) != 1 || !contains(d.copied[0], "/id-001?") {
			t.Errorf("copied %q, want the link on screen", d.copied)
		}
	})
}

func TestALinkToBeShownDoesNotCoverWhereTheUserWent(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(3)}
		d := newDriver(t, f)
		f.OnLink = goodLink(func() time.Time { return d.now })
		d.hold()
		d.press(d.m.opts.Keys.Act.ShowLink)
		d.press(d.m.opts.Keys.Move.Down)
		d.release()
		d.wantNoText(secretQuery)
		d.wantText("New link to file-000.pdf")
	})
}

func TestARefusedTokenIsSaidWhereOnlyIDsWereGiven(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{}
		f.OnLink = func(context.Context, string, time.Duration, model.Priority) (model.Link, error) {
			return model.Link{}, &model.Problem{Kind: model.KindDenied, Op: "GetAttachment", Status: 403}
		}
		d := newDriver(t, f, visible, func(o *Options) { o.IDs = []string{"a", "b"} })
		d.wantText("Likely causes")
		f.OnLink = goodLink(func() time.Time { return d.now })
		d.press(d.m.opts.Keys.Broken.Token)
		d.send(tea.PasteMsg{Content: "another"})
		d.press(d.m.opts.Keys.Prompt.Accept)
		d.wantNoText("Likely causes")
		d.wantText("4:59")
	})
}

func TestTheBrokenPaneGoesWhenThereIsAList(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		fail := func() error { return &model.Problem{Kind: model.KindOffline, Op: "GetTranscript"} }
		f := &fakechat.Chat{OnRead: fail}
		d := newDriver(t, f)
		if d.m.pane.kind != paneBroken {
			t.Fatal("no pane says what is wrong")
		}
		f.Pages = chatOf(2) // the first page comes, the next does not
		d.press(d.m.opts.Keys.Broken.Again)
		d.flush()
		d.wantText("file-000.pdf")
	})
}

func TestTheHeaderAlwaysSaysEmulator(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(17), Known: model.Connection{TokenEnds: start.Add(23 * time.Hour)}}
		d := newDriver(t, f, func(o *Options) { o.Emulator = "EMULATOR" })
		d.press(d.m.opts.Keys.Mark.All)
		for w := layout.NarrowWidth; w <= 200; w++ {
			d.send(tea.WindowSizeMsg{Width: w, Height: 24})
			if !contains(d.text(), "EMULATOR") {
				t.Fatalf("not at width %d:\n%s", w, d.text())
			}
		}
	})
}

func TestTheNextStepOfABrokenChatCanAlwaysBeReached(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{OnRead: func() error {
			return &model.Problem{Kind: model.KindDenied, Op: "GetTranscript", Status: 403, RequestID: "req123"}
		}}
		d := newDriver(t, f)
		d.send(tea.WindowSizeMsg{Width: 40, Height: 10})
		seen := d.text()
		d.press(d.m.opts.Keys.Broken.Explain)
		d.wantText("req123")
		for range 10 {
			d.press(d.m.opts.Keys.Move.Up)
			seen += d.text()
		}
		if !contains(seen, "fresh connection token") && !contains(seen, "connection token.") {
			t.Errorf("no advice to be seen:\n%s", seen)
		}
		d.press(d.m.opts.Keys.Broken.Help)
		d.wantText("Files")
		d.press(d.m.opts.Keys.Prompt.Abandon)
		d.wantText("The chat has ended")
	})
}

func TestALinkIsKeptAliveOffScreenToo(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(200)}
		var d *driver
		f.OnLink = goodLink(func() time.Time { return start })
		d = newDriver(t, f, func(o *Options) { o.Prefetch = session.PrefetchSelected })
		f.OnLink = goodLink(func() time.Time { return d.now })
		d.press(d.m.opts.Keys.Act.AutoRenew)
		d.press(d.m.opts.Keys.Move.Bottom)
		before := strings.Count(strings.Join(f.LinkIDs, " "), "id-000")
		d.wait(model.DefaultLife - 15*time.Second)
		if after := strings.Count(strings.Join(f.LinkIDs, " "), "id-000"); after != before+1 {
			t.Errorf("asked %d times, then %d", before, after)
		}
	})
}

func TestALinkThatCannotBeKeptAliveSaysSo(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(1)}
		d := newDriver(t, f)
		f.OnLink = goodLink(func() time.Time { return d.now })
		d.press(d.m.opts.Keys.Act.AutoRenew)
		f.OnLink = func(context.Context, string, time.Duration, model.Priority) (model.Link, error) {
			return model.Link{}, &model.Problem{Kind: model.KindServer, Op: "GetAttachment", Status: 500}
		}
		d.wait(model.DefaultLife - 15*time.Second)
		if d.m.news.shown.severity != style.Problem || d.m.session.Row("id-000").KeptAlive {
			t.Errorf("toast %+v, kept alive %v", d.m.news.shown, d.m.session.Row("id-000").KeptAlive)
		}
	})
}

func TestALinkThatIsDeadOnArrivalEndsKeepAliveAndIsNotCopied(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(1)}
		d := newDriver(t, f)
		f.OnLink = goodLink(func() time.Time { return d.now })
		d.press(d.m.opts.Keys.Act.AutoRenew)
		f.OnLink = func(context.Context, string, time.Duration, model.Priority) (model.Link, error) {
			return model.Link{}, &model.Problem{Kind: model.KindDeadLink, Op: "GetAttachment"}
		}
		d.wait(model.DefaultLife - 15*time.Second)
		d.wantText("a link that had already ended")
		asked := len(f.LinkIDs)
		d.wait(time.Hour)
		if len(f.LinkIDs) != asked || d.m.session.Row("id-000").KeptAlive {
			t.Errorf("asked %d times for a link that is dead on arrival, then %d", asked, len(f.LinkIDs))
		}
		d.press(d.m.opts.Keys.Act.Copy)
		if len(d.copied) > 0 {
			t.Errorf("copied %q", d.copied)
		}
		d.wantText("a link that had already ended")
	})
}

func TestAFilterOnStatesDoesNotPullInTheWholeChat(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(300)}
		f.OnLink = goodLink(func() time.Time { return start })
		d := newDriver(t, f, visible)
		d.press(d.m.opts.Keys.List.Filter)
		d.typeText("!live")
		asked := len(f.LinkIDs)
		for range 20 {
			d.wait(time.Second)
		}
		if most := d.m.lay.ListH + 1; len(f.LinkIDs)-asked > most {
			t.Errorf("asked for %d links without a key, want at most %d", len(f.LinkIDs)-asked, most)
		}
	})
}

func TestAnErrorStaysUntilAKeyWhateverGoesWellMeanwhile(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d := newDriver(t, &fakechat.Chat{Pages: chatOf(1)})
		d.m.say(style.Problem, "The disk is full")
		d.m.say(style.Success, "Saved as another")
		d.wantText("The disk is full")
		d.press(d.m.opts.Keys.Screen.Log)
		d.wantText("Saved as another")
	})
}

func TestATransferDoesNotPutAnOlderLinkBack(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(1)}
		d := newDriver(t, f)
		old := model.Link{URL: model.NewSecret("https://b.example/old"), Issued: start, Expires: start.Add(time.Minute)}
		going := make(chan struct{})
		f.OnSave = func(context.Context, model.DownloadRequest) (model.Saved, error) {
			<-going
			return model.Saved{Path: "/downloads/x", Size: 1, Link: old}, nil
		}
		d.press(d.m.opts.Keys.Act.Save)
		d.now = start.Add(30 * time.Second)
		f.OnLink = goodLink(func() time.Time { return d.now })
		d.press(d.m.opts.Keys.Act.Renew)
		close(going)
		d.flush()
		if got := d.m.session.Row("id-000").Link.Issued; !got.Equal(d.now) {
			t.Errorf("the row's link is of %v, want the newer one", got)
		}
	})
}

func TestQuestionsShowTheirAnswersHoweverNarrow(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d := newDriver(t, &fakechat.Chat{Pages: chatOf(1)})
		d.hold()
		d.press(d.m.opts.Keys.Act.Save)
		d.press(d.m.opts.Keys.Screen.Quit)
		d.send(tea.WindowSizeMsg{Width: 40, Height: 10})
		d.wantText(d.m.opts.Keys.Ask.Yes.Help().Desc, d.m.opts.Keys.Ask.No.Help().Desc, "Stop and")
	})
}

func TestTheInterruptKeyTwiceAlwaysLeaves(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		for name := range poses(zoo(t)) {
			d := zoo(t)
			poses(d)[name]()
			d.quit, d.m.interrupted = false, false
			d.press(d.m.opts.Keys.Screen.Interrupt)
			d.press(d.m.opts.Keys.Screen.Interrupt)
			if !d.quit {
				t.Errorf("%s: still there", name)
			}
		}
	})
}

func TestHidingNamesHidesThemInTheLogToo(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(1)}
		f.OnSave = func(context.Context, model.DownloadRequest) (model.Saved, error) {
			return model.Saved{Path: "/downloads/file-000.pdf", Size: 1}, nil
		}
		d := newDriver(t, f)
		d.press(d.m.opts.Keys.Act.Save)
		d.wantText("Saved as file-000.pdf")
		d.press(d.m.opts.Keys.List.HideNames)
		d.press(d.m.opts.Keys.Screen.Log)
		d.wantNoText("file-000")
		d.wantText("hidden with the names")
		if s := d.m.session.Summary(); !s.NamesHidden || len(s.Outcomes) != 1 {
			t.Errorf("named after the screen: %+v", s)
		}
	})
}

func TestAHiddenNameIsNotOfferedToBeSavedAs(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d := newDriver(t, &fakechat.Chat{Pages: chatOf(1)})
		d.press(d.m.opts.Keys.List.HideNames)
		d.press(d.m.opts.Keys.Act.SaveAs)
		d.wantNoText("file-000")
		d.press(d.m.opts.Keys.List.HideNames)
	})
}

func TestCancellingOneRowLeavesTheCopyOfOthersAlone(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(2)}
		d := newDriver(t, f)
		f.OnLink = goodLink(func() time.Time { return d.now })
		d.hold()
		d.press(d.m.opts.Keys.Act.Copy)
		d.press(d.m.opts.Keys.Move.Down)
		d.press(d.m.opts.Keys.Act.Open)
		d.press(d.m.opts.Keys.Act.Cancel)
		d.release()
		if len(d.copied) != 1 || !contains(d.copied[0], "id-000") {
			t.Errorf("copied %q", d.copied)
		}
	})
}

func TestLinksThatGrewOldWhileACopyWaitedAreRenewed(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(2)}
		d := newDriver(t, f)
		f.OnLink = goodLink(func() time.Time { return d.now })
		d.press(d.m.opts.Keys.Act.Open)
		d.now = d.now.Add(model.DefaultLife - 15*time.Second) // 14 s left: good enough to be copied
		d.press(d.m.opts.Keys.Mark.All)
		d.hold()
		d.press(d.m.opts.Keys.Act.Copy)
		d.now = d.now.Add(10 * time.Second)
		d.release()
		if len(d.copied) != 1 || len(strings.Split(d.copied[0], "\n")) != 2 {
			t.Errorf("copied %q, want both", d.copied)
		}
	})
}

func TestAFailedCopyIsNeverSilent(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(1)}
		f.OnLink = func(context.Context, string, time.Duration, model.Priority) (model.Link, error) {
			return model.Link{Size: 5, Issued: start}, nil
		}
		d := newDriver(t, f)
		d.press(d.m.opts.Keys.Act.Copy)
		if d.m.news.shown.text == "" {
			t.Error("nothing was said")
		}
	})
}

func TestWaitsOfRetriesFitTheirColumns(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		for wait, want := range map[time.Duration]string{4 * time.Second: "retry in 4s", 12 * time.Second: "retry 12s", 80 * time.Second: "retry 1m20s"} {
			d := newDriver(t, &fakechat.Chat{Pages: chatOf(1)})
			d.asks("id-000", model.CallState{Stage: model.StageRetrying, Until: start.Add(wait), Try: 2, Of: 5})
			d.send(tea.WindowSizeMsg{Width: 120, Height: 40})
			d.wantText(want)
			d.send(tea.WindowSizeMsg{Width: 40, Height: 10})
			d.wantText(want[strings.LastIndex(want, " ")+1:])
		}
	})
}
