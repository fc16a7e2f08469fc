package ui

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"attache/model"
	"attache/model/session"
	"attache/ui/clip"
	"attache/ui/runner/fakechat"
)

func contains(s, part string) bool { return strings.Contains(s, part) }

func TestALiveLinkIsCopiedWithoutACall(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(2)}
		d := newDriver(t, f)
		f.OnLink = goodLink(func() time.Time { return d.now })
		d.press(d.m.opts.Keys.Act.Open)
		d.wait(time.Minute)
		d.press(d.m.opts.Keys.Act.Copy)
		if len(f.LinkIDs) != 1 {
			t.Errorf("asked %d times for a link, want once", len(f.LinkIDs))
		}
		if len(d.copied) != 1 || !contains(d.copied[0], "id-000?n=1") {
			t.Fatalf("copied %q", d.copied)
		}
		d.wantText("sent to the terminal's clipboard (OSC 52)", "valid 3:59")
	})
}

func TestADeadLinkIsRenewedBeforeItIsCopied(t *testing.T) {
	for _, left := range []time.Duration{0, model.UseMargin - time.Second} {
		t.Run(fmt.Sprint(left, " left"), func(t *testing.T) {
			screenTest(t, func(t *testing.T) {
				f := &fakechat.Chat{Pages: chatOf(1)}
				d := newDriver(t, f)
				f.OnLink = goodLink(func() time.Time { return d.now })
				d.press(d.m.opts.Keys.Act.Open)
				d.wait(model.DefaultLife - left)
				d.press(d.m.opts.Keys.Act.Copy)
				if len(d.copied) != 1 || !contains(d.copied[0], "n=2") {
					t.Fatalf("copied %q, want the second link", d.copied)
				}
				d.wantText("New link to file-000.pdf sent", "valid 4:59")
			})
		})
	}
}

func TestTheClipboardStaysAsItWasWhenRenewingFails(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(1)}
		d := newDriver(t, f)
		f.OnLink = goodLink(func() time.Time { return d.now })
		d.press(d.m.opts.Keys.Act.Open)
		d.wait(model.DefaultLife)
		f.OnLink = func(context.Context, string, time.Duration, model.Priority) (model.Link, error) {
			return model.Link{}, &model.Problem{Kind: model.KindDenied, Op: "GetAttachment", Status: 403}
		}
		d.press(d.m.opts.Keys.Act.Copy)
		if len(d.copied) != 0 {
			t.Errorf("copied %q", d.copied)
		}
		d.wantText("denied")
	})
}

func TestSeveralLinksAreCopiedInListOrderWhenAllHaveAnswered(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(4)}
		d := newDriver(t, f)
		good := goodLink(func() time.Time { return d.now })
		f.OnLink = func(ctx context.Context, id string, life time.Duration, u model.Priority) (model.Link, error) {
			if id == "id-002" {
				return model.Link{}, &model.Problem{Kind: model.KindServer, Op: "GetAttachment", Status: 500}
			}
			return good(ctx, id, life, u)
		}
		d.press(d.m.opts.Keys.Mark.All)
		d.hold()
		d.press(d.m.opts.Keys.Act.Copy)
		if len(d.copied) != 0 {
			t.Error("copied before the links were there")
		}
		d.release()
		if len(d.copied) != 1 {
			t.Fatalf("copied %d times, want once", len(d.copied))
		}
		lines := strings.Split(d.copied[0], "\n")
		if len(lines) != 3 || !contains(lines[0], "id-000") || !contains(lines[1], "id-001") || !contains(lines[2], "id-003") {
			t.Errorf("copied %q", lines)
		}
		d.wantText("3 links sent", "1 failed")
	})
}

func TestAnUnscannedOrRejectedFileIsNotAskedFor(t *testing.T) {
	for _, status := range []model.Status{model.StatusInProgress, model.StatusRejected} {
		t.Run(string(status), func(t *testing.T) {
			screenTest(t, func(t *testing.T) {
				pages := chatOf(1)
				pages[0].Attachments[0].Status = status
				f := &fakechat.Chat{Pages: pages}
				d := newDriver(t, f, func(o *Options) { o.Prefetch = session.PrefetchVisible })
				for _, k := range []struct{ press func() }{
					{func() { d.press(d.m.opts.Keys.Act.Copy) }},
					{func() { d.press(d.m.opts.Keys.Act.Save) }},
					{func() { d.press(d.m.opts.Keys.Act.Open) }},
					{func() { d.press(d.m.opts.Keys.Act.ShowLink) }},
					{func() { d.press(d.m.opts.Keys.Act.Renew) }},
				} {
					k.press()
				}
				if len(f.LinkIDs) != 0 || len(d.copied) != 0 {
					t.Errorf("asked %q, copied %q", f.LinkIDs, d.copied)
				}
			})
		})
	}
}

func TestTheToastClaimsNoMoreThanIsKnown(t *testing.T) {
	for route, want := range map[session.Route]string{
		session.RouteNative:   "Link to file-000.pdf copied, valid ",
		session.RouteTmux:     "sent through tmux",
		session.RouteTerminal: "sent to the terminal's clipboard",
	} {
		screenTest(t, func(t *testing.T) {
			d := newDriver(t, &fakechat.Chat{Pages: chatOf(1)})
			_, text := d.m.announcer().words(session.Notice{About: []string{"id-000"}, Weight: session.WeightResult, Fact: session.Copied{Route: route, Left: time.Minute, Until: d.now.Add(time.Minute)}})
			if !contains(text, want) {
				t.Errorf("said %q, want %q", text, want)
			}
		})
	}
}

func TestNoWayToTheClipboardIsSaid(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(1)}
		d := newDriver(t, f, func(o *Options) { o.Clipboard = clip.New("off", o.Getenv) })
		f.OnLink = goodLink(func() time.Time { return d.now })
		d.press(d.m.opts.Keys.Act.Copy)
		if len(d.copied) != 0 {
			t.Errorf("copied %q", d.copied)
		}
		d.wantText("clipboard")
	})
}

func TestALinkIsShownOnlyOnDemandAndOnlyWhileItLives(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(1)}
		d := newDriver(t, f)
		f.OnLink = goodLink(func() time.Time { return d.now })
		d.press(d.m.opts.Keys.Act.Open)
		d.wantNoText(secretQuery)
		d.press(d.m.opts.Keys.Act.ShowLink)
		d.wantText(secretQuery, "good for 4:59")
		d.wait(model.DefaultLife)
		d.wantNoText(secretQuery)
		d.press(d.m.opts.Keys.List.Back)
		d.press(d.m.opts.Keys.Act.ShowLink)
		d.wantText("n=2")
	})
}

// TestGNUScreenIsGivenPiecesItPassesOn: it drops what is not wrapped, and what is longer than it holds.
func TestGNUScreenIsGivenPiecesItPassesOn(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		for sty, wrapped := range map[string]bool{"": false, "4711.pts-0": true} {
			d := newDriver(t, &fakechat.Chat{Pages: chatOf(1)}, func(o *Options) {
				o.Getenv = func(name string) string { return map[string]string{"STY": sty}[name] }
			})
			text := model.NewSecret(strings.Repeat("https://long.example/", 100))
			raw, ok := d.m.sendToTerminal(text)().(tea.RawMsg)
			if ok != wrapped {
				t.Fatalf("with STY=%q: wrapped %v", sty, ok)
			}
			if !wrapped {
				continue
			}
			var whole strings.Builder
			for piece := range strings.SplitSeq(strings.TrimSuffix(fmt.Sprint(raw.Msg), "\x1b\\"), "\x1b\\") {
				part, ok := strings.CutPrefix(piece, "\x1bP")
				if !ok || len(piece) > 256 {
					t.Errorf("a piece of %d bytes that starts with %q", len(piece), piece[:2])
				}
				whole.WriteString(part)
			}
			if whole.String() != ansi.SetSystemClipboard(text.Reveal()) {
				t.Errorf("the pieces make %q", whole.String())
			}
		}
	})
}
