package ui

import (
	"context"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"attache/model"
	"attache/ui/keys"
	"attache/ui/runner/fakechat"
	"attache/ui/style"
)

// refused is a watch that rests, since its token is taken no more.
func refused() model.Update {
	return model.Update{Refused: denied("GetTranscript"), Watch: model.Watch{State: model.WatchOff}}
}

func TestATokenThatDiesIsSaidAndKeepsTheScreen(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		const token = "canary-token"
		f := &fakechat.Chat{Pages: chatOf(3)}
		s := onAir(f)
		d := newDriver(t, f)
		d.press(d.m.opts.Keys.Move.Bottom)
		d.tell(s, refused())
		for _, size := range []tea.WindowSizeMsg{{Width: 40, Height: 10}, {Width: 80, Height: 24}, {Width: 120, Height: 40}} {
			d.send(size)
			k := &d.m.opts.Keys
			said := "The token is refused: " + k.Screen.Token.Help().Key + " gives another one, " + k.Act.Explain.Help().Key + " says why"
			if text := strings.Join(strings.Fields(d.text()), " "); !strings.Contains(text, said) {
				t.Errorf("%v: what to do now is not said:\n%s", size, d.text())
			}
		}
		d.wantText("gives another one", "token refused", "file-002.pdf", "3 files")
		d.press(d.m.opts.Keys.Screen.Token)
		d.wantText("the token is refused; another one (hidden)")
		d.send(tea.PasteMsg{Content: token})
		d.wantNoText("canary")
		d.press(d.m.opts.Keys.Prompt.Accept)
		if len(f.Tokens) != 1 || f.Tokens[0] != token {
			t.Fatalf("%d tokens given", len(f.Tokens))
		}
		d.tell(s, model.Update{Filled: true, Watch: liveNow})
		d.wantText("live", "file-002.pdf", "The new token is accepted")
		d.wantNoText("refused", "canary")
		if f.Watches != 1 || d.m.list.Cursor() != "id-002" {
			t.Errorf("%d watches, cursor on %s", f.Watches, d.m.list.Cursor())
		}
	})
}

// The page that says that the token was refused takes another one as it is pasted.
func TestTheRefusalPageTakesAPasteAtOnce(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{OnRead: func() error { return denied("GetTranscript") }}
		d := newDriver(t, f)
		if d.m.pane.kind != paneBroken {
			t.Fatal("there is no such page")
		}
		d.send(tea.PasteMsg{Content: "canary-token\n"})
		d.wantText("(hidden)")
		d.wantNoText("canary")
		f.Pages, f.OnRead = chatOf(1), nil
		d.press(d.m.opts.Keys.Prompt.Accept)
		if len(f.Tokens) != 1 || f.Tokens[0] != "canary-token" {
			t.Fatalf("%d tokens given", len(f.Tokens))
		}
		d.wantText("file-000.pdf")
	})
}

func TestASecondBadTokenIsSaid(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(3)}
		s := onAir(f)
		d := newDriver(t, f)
		k := &d.m.opts.Keys
		d.tell(s, refused())
		d.press(k.Screen.Token)
		d.send(tea.PasteMsg{Content: "as-bad-as-the-first"})
		f.Pages, f.OnRead = nil, func() error { return denied("GetTranscript") }
		d.press(k.Prompt.Accept)
		d.wantText("The new token is refused")
		if d.m.prompt != nil {
			t.Error("a line was opened without a key")
		}
	})
}

func TestNoLineForATokenIsOpenedByItself(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(3)}
		s := onAir(f)
		d := newDriver(t, f)
		k := &d.m.opts.Keys
		d.press(k.List.Filter)
		d.typeText("fi")
		d.tell(s, refused())
		d.typeText("le")
		if d.m.list.Filter() != "file" {
			t.Fatalf("the filter is %q", d.m.list.Filter())
		}
		d.press(k.Prompt.Accept)
		if d.m.prompt != nil {
			t.Error("a line was opened without a key")
		}
	})
}

func TestADeniedCallIsShownAsWhatItIs(t *testing.T) {
	for name, act := range map[string]func(d *driver, k *keys.Map){
		"link": func(d *driver, k *keys.Map) { d.press(k.Act.Open) },
		"copy": func(d *driver, k *keys.Map) { d.press(k.Act.Copy) },
		"save": func(d *driver, k *keys.Map) { d.press(k.Act.Save) },
	} {
		t.Run(name, func(t *testing.T) {
			screenTest(t, func(t *testing.T) {
				f := &fakechat.Chat{Pages: chatOf(3)}
				d := newDriver(t, f)
				f.OnLink = func(context.Context, string, time.Duration, model.Priority) (model.Link, error) {
					return model.Link{}, denied("GetAttachment")
				}
				f.OnSave = func(context.Context, model.DownloadRequest) (model.Saved, error) {
					return model.Saved{}, denied("GetAttachment")
				}
				act(d, &d.m.opts.Keys)
				d.wantText("file-000.pdf", "denied")
				d.wantNoText("token is refused") // nobody knows that
				if d.m.prompt != nil {
					t.Error("a line was opened without a key")
				}
				if d.m.news.shown.severity != style.Problem {
					t.Errorf("said %+v", d.m.news.shown)
				}
				if len(d.copied) != 0 {
					t.Error("the clipboard was touched")
				}
			})
		})
	}
}

func TestOneFileThatIsDeniedUnaskedIsNoDeadToken(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(9)}
		good := goodLink(func() time.Time { return start })
		f.OnLink = func(ctx context.Context, id string, life time.Duration, u model.Priority) (model.Link, error) {
			if id == "id-003" { // of an earlier contact
				return model.Link{}, denied("GetAttachment")
			}
			return good(ctx, id, life, u)
		}
		d := newDriver(t, f, visible)
		if d.m.prompt != nil || d.m.session.Refusal() != nil {
			t.Error("the token is taken for dead")
		}
	})
}

func TestManyFilesDeniedUnaskedAreADeadToken(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(90)}
		f.OnLink = goodLink(func() time.Time { return start })
		d := newDriver(t, f, visible)
		f.OnLink = func(context.Context, string, time.Duration, model.Priority) (model.Link, error) {
			return model.Link{}, denied("GetAttachment")
		}
		d.press(d.m.opts.Keys.Move.Bottom)
		d.wantText("The chat can be read, but not its files")
		asked := len(f.LinkIDs)
		d.press(d.m.opts.Keys.Screen.Token)
		f.OnLink = goodLink(func() time.Time { return start })
		d.send(tea.PasteMsg{Content: "a-good-one"})
		d.press(d.m.opts.Keys.Prompt.Accept)
		if len(f.LinkIDs) == asked {
			t.Error("what was denied is not asked for again")
		}
		for _, id := range d.m.list.Visible() {
			if p := d.m.session.Row(id).Problem; p != nil {
				t.Errorf("%s: %v", id, p)
			}
		}
	})
}

func TestARenewedTokenShows(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(1), Known: model.Connection{TokenEnds: start.Add(40 * time.Second)}}
		d := newDriver(t, f)
		if got := d.m.rhythm(); got != secondRhythm {
			t.Errorf("the last minute of the token ticks every %v", got)
		}
		d.wait(time.Second)
		d.wantText("token 39s left")
		f.Known.TokenEnds = start.Add(24 * time.Hour)
		d.wait(time.Second)
		d.wantText("token 23:59 left")
		if last := d.m.log[len(d.m.log)-1].Text; !contains(last, "renewed") {
			t.Errorf("the log ends with %q", last)
		}
	})
}
