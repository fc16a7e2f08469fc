package ui

import (
	"context"
	"slices"
	"testing"
	"time"

	"attache/model"
	"attache/model/session"
	"attache/ui/runner/fakechat"
)

func visible(o *Options) { o.Prefetch = session.PrefetchVisible }

func TestRowsOnScreenGetTheirLinkOnce(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(100)}
		f.OnLink = goodLink(func() time.Time { return start })
		d := newDriver(t, f, visible)
		shown := d.m.lay.ListH
		if len(f.LinkIDs) != shown {
			t.Fatalf("asked for %d links, want one for each of the %d rows on screen", len(f.LinkIDs), shown)
		}
		for range 3 {
			d.press(d.m.opts.Keys.Move.Down)
			d.press(d.m.opts.Keys.Move.Up)
			d.wait(2 * model.DefaultLife) // expired links are not renewed by themselves
		}
		if len(f.LinkIDs) != shown {
			t.Errorf("asked for %d links after coming back, want still %d", len(f.LinkIDs), shown)
		}
		d.press(d.m.opts.Keys.Move.Bottom)
		if len(f.LinkIDs) != 2*shown {
			t.Errorf("asked for %d links at the end of the list, want %d", len(f.LinkIDs), 2*shown)
		}
	})
}

func TestPrefetchAsksForNoMoreThanItIsTold(t *testing.T) {
	for prefetch, want := range map[session.Prefetch][]string{session.PrefetchNone: nil, session.PrefetchSelected: {"id-000"}} {
		screenTest(t, func(t *testing.T) {
			f := &fakechat.Chat{Pages: chatOf(10)}
			f.OnLink = goodLink(func() time.Time { return start })
			newDriver(t, f, func(o *Options) { o.Prefetch = prefetch })
			if !slices.Equal(f.LinkIDs, want) {
				t.Errorf("--prefetch %s asked for %q, want %q", prefetch, f.LinkIDs, want)
			}
		})
	}
}

func TestCallsThatWaitAreWithdrawnWhenTheirRowLeavesTheScreen(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(200), Held: true}
		d := newDriver(t, f, visible)
		waiting := func() int {
			n := 0
			for _, id := range d.m.list.IDs() {
				if d.m.session.Row(id).Call != nil {
					n++
				}
			}
			return n
		}
		first := waiting()
		if first != d.m.lay.ListH {
			t.Fatalf("%d calls wait, want %d", first, d.m.lay.ListH)
		}
		d.press(d.m.opts.Keys.Move.Bottom)
		if waiting() != first {
			t.Errorf("%d calls wait after a jump, want %d: those of the rows on screen", waiting(), first)
		}
		if r := d.m.session.Row("id-000"); r.Call != nil || r.Asked != 0 {
			t.Error("the first row's call was not withdrawn")
		}
	})
}

func TestTheSelectedRowsCallMovesForward(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(5), Held: true}
		d := newDriver(t, f, visible)
		if u := f.Priorities["id-001"]; u != model.PriorityVisible {
			t.Fatalf("priority %v, want visible", u)
		}
		d.press(d.m.opts.Keys.Move.Down)
		if u := f.Priorities["id-001"]; u != model.PrioritySelected {
			t.Errorf("priority %v, want selected", u)
		}
		d.press(d.m.opts.Keys.Act.Open)
		if u := f.Priorities["id-001"]; u != model.PriorityAsked {
			t.Errorf("priority %v, want asked", u)
		}
	})
}

func TestRefusalsEndTheAskingWithoutAKey(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(100)}
		f.OnLink = func(context.Context, string, time.Duration, model.Priority) (model.Link, error) {
			return model.Link{}, &model.Problem{Kind: model.KindDenied, Op: "GetAttachment", Status: 403}
		}
		d := newDriver(t, f, visible)
		asked := len(f.LinkIDs)
		d.press(d.m.opts.Keys.Move.Bottom)
		if len(f.LinkIDs) != asked {
			t.Errorf("%d more calls after %d refusals", len(f.LinkIDs)-asked, asked)
		}
		d.press(d.m.opts.Keys.Act.Open)
		if len(f.LinkIDs) != asked+1 {
			t.Error("a key no longer asks")
		}
	})
}

func TestRetriesAreVisibleInTheirRow(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(1)}
		d := newDriver(t, f)
		d.asks("id-000", model.CallState{Stage: model.StageRetrying, Until: d.now.Add(4 * time.Second), Try: 2, Of: 5, Cause: model.KindThrottled})
		d.wantText("retry in 4s", "try 2 of 5")
		d.wait(3 * time.Second)
		d.wantText("retry in 1s")
	})
}

func TestAnAnswerWithoutALinkIsAStateOfItsOwn(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(1)}
		f.OnLink = func(context.Context, string, time.Duration, model.Priority) (model.Link, error) {
			return model.Link{Size: 512, Issued: start}, nil
		}
		d := newDriver(t, f)
		d.press(d.m.opts.Keys.Act.Open)
		d.wantText("no url", "size only", "512 B")
		d.press(d.m.opts.Keys.Act.Copy)
		if len(d.copied) != 0 {
			t.Errorf("copied %q", d.copied)
		}
	})
}

func TestTheCountdownRunsOnTheServicesClock(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(1), Known: model.Connection{Skew: time.Hour}}
		d := newDriver(t, f)
		f.OnLink = goodLink(func() time.Time { return d.now.Add(time.Hour) })
		d.press(d.m.opts.Keys.Act.Open)
		d.wantText("4:59", "1h 0m behind")
		d.wait(4*time.Minute + 40*time.Second)
		d.wantText("0:19", "soon")
		d.wait(20 * time.Second)
		d.wantText("expired")
	})
}

func TestTheEndOfAnImportantLinkIsAnnouncedOnce(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(2)}
		d := newDriver(t, f)
		f.OnLink = goodLink(func() time.Time { return d.now })
		d.press(d.m.opts.Keys.Act.Open)
		d.wait(model.DefaultLife - 40*time.Second) // 39 s left with the margin: within the last fifth
		d.wantText("ends in 0:39")
		d.wait(9 * time.Second)
		d.wantNoText("ends in")
	})
}

func TestALinkKeptAliveIsRenewedBeforeItsEnd(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(1)}
		d := newDriver(t, f)
		f.OnLink = goodLink(func() time.Time { return d.now })
		d.press(d.m.opts.Keys.Act.AutoRenew)
		for range 3 {
			d.wait(model.DefaultLife - 15*time.Second)
		}
		if len(f.LinkIDs) != 4 {
			t.Errorf("asked %d times, want once and three renewals", len(f.LinkIDs))
		}
		d.press(d.m.opts.Keys.Act.AutoRenew)
		d.wait(model.DefaultLife)
		if len(f.LinkIDs) != 4 {
			t.Error("renewed after it was switched off")
		}
	})
}

func TestNoMoreThanTenLinksAreKeptAlive(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(20)}
		d := newDriver(t, f)
		f.OnLink = goodLink(func() time.Time { return d.now })
		d.press(d.m.opts.Keys.Mark.All)
		d.press(d.m.opts.Keys.Act.AutoRenew)
		if len(f.LinkIDs) != session.MaxKeptAlive {
			t.Errorf("%d links kept alive, want %d", len(f.LinkIDs), session.MaxKeptAlive)
		}
	})
}
