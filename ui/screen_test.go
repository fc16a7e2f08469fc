package ui

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"attache/model"
	"attache/model/session"
	"attache/ui/layout"
	"attache/ui/part"
	"attache/ui/preview"
	"attache/ui/runner/fakechat"
	"attache/ui/style"
)

// zoo is a chat with every state and every kind of name, and a screen that shows it.
func zoo(t *testing.T, opts ...func(*Options)) *driver {
	t.Helper()
	names := []string{
		"plain.pdf", "事故現場の写真とても長い名前のファイル名です.jpg", "\x1b[2J\x1b]0;owned\x07.exe", "\u202egnp.exe", strings.Repeat("long ", 60) + ".txt",
		"🧑\u200d🧑\u200d🧒 family.png", "हिन्दी दस्तावेज़ क्ष.pdf", "", "e\u0301\u0301\u0301\u0301\u0301\u0301.txt", "a\tb\r\nc", "ＦＵＬＬ 👍🏽 မြန်မာဘာသာ.txt", "x", "noext", ".hidden", "CON",
	}
	var as []model.Attachment
	for i, n := range names {
		a := model.NewAttachment(fmt.Sprintf("0000-%04d-文字", i), n, "application/x", model.StatusApproved)
		a.SentAt, a.ItemID, a.Role, a.Sender = start.Add(time.Duration(i-20)*time.Minute), fmt.Sprint(i), model.Role([]string{"AGENT", "CUSTOMER", "CUSTOM_BOT", "SYSTEM", "SOMETHING_NEW", ""}[i%6]), "名"
		as = append(as, a)
	}
	as[11].Status, as[12].Status, as[13].Status = model.StatusInProgress, model.StatusRejected, "NEW_WORD"
	opts = append(opts, func(o *Options) {
		o.Decode = noDecoder
		o.Panel = &fakePanel{now: start, speed: 10, state: []string{"hurry=10", "deny=1"}, actions: []PanelAction{{Name: "×10 \x1b[2J", Does: strings.Repeat("does it ", 20)}, {Name: "expire"}}}
	})
	f := &fakechat.Chat{Pages: []model.Page{{ContactID: "3f2a91c4-77aa-4c0e", Attachments: append(append([]model.Attachment{}, as[:4]...), as[9:]...)}}, Known: model.Connection{TokenEnds: start.Add(23 * time.Hour), Waiting: 2, Calls: 12, LastAnswer: 212 * time.Millisecond, Slowed: true, Skew: -3 * time.Second}}
	d := newDriver(t, f, opts...)
	d.news(model.Update{Attachments: as[4:9]})
	d.set(session.SetParallel{Parallel: 16})
	live := func(id string, life time.Duration) model.Link {
		return model.Link{URL: model.NewSecret("https://b.example/?" + secretQuery + strings.Repeat("a", 900)), Issued: start.Add(life - model.DefaultLife), Expires: start.Add(life), Asked: model.DefaultLife, Size: 4_400_000, Estimated: life == 4*time.Minute}
	}
	d.link(as[0].ID, live(as[0].ID, 5*time.Minute), nil)
	for _, e := range d.set(session.Copy{Targets: of(as[0].ID)}) {
		if c, ok := e.(session.CopyText); ok {
			d.set(session.TextCopied{Num: c.Num, Route: session.RouteNative})
		}
	}
	d.link(as[1].ID, live(as[1].ID, 20*time.Second), nil)
	d.link(as[2].ID, live(as[2].ID, -2*time.Minute), nil)
	d.link(as[3].ID, live(as[3].ID, 4*time.Minute), nil)
	d.link(as[4].ID, model.Link{}, &model.Problem{Kind: model.KindDenied, Op: "GetAttachment", Status: 403, Code: "AccessDeniedException", Detail: strings.Repeat("detail ", 30)})
	d.link(as[5].ID, model.Link{}, &model.Problem{Kind: model.KindOffline, Op: "GetAttachment"})
	d.link(as[14].ID, model.Link{Size: 12}, nil)
	d.saved(as[6].ID, model.Saved{}, &session.Left{Done: 1_000_000, Total: 4_400_000}, &model.Problem{Kind: model.KindCancelled})
	d.asks(as[6].ID, model.CallState{Stage: model.StageRetrying, Until: start.Add(4 * time.Second), Try: 2, Of: 5})
	d.asks(as[7].ID, model.CallState{Stage: model.StageAsking, Since: start.Add(-3 * time.Second)})
	d.asks(as[8].ID, model.CallState{Stage: model.StageQueued})
	running := d.saves(as[9].ID, model.StageFetching)
	running.Request.Meter.SetTotal(4_400_000)
	running.Request.Meter.Add(2_800_000)
	d.saved(as[10].ID, model.Saved{Path: "/downloads/x", Size: 1, Warnings: []model.Warning{model.WarningExecutable}}, nil, nil)
	d.set(session.Save{Targets: of(as[11].ID), Confirmed: true})
	d.set(session.Copy{Targets: of(as[11].ID)})
	d.m.list.ToggleMark()
	d.seeAll()
	return d
}

// seeAll lets everything be seen without fetching it.
func (d *driver) seeAll() {
	if d.page == nil {
		page := strangePage()
		d.page = &page
	}
	for _, a := range d.m.session.Library().All() {
		if d.m.viewer.fetched.Page(a.ID, preview.Box{}) == nil {
			d.m.viewer.fetched.PutPage(a.ID, preview.Box{}, *d.page)
		}
	}
}

// strangePage is a page with everything on it, and nothing of the size that one would like.
func strangePage() preview.Page {
	long := strings.Repeat("長い e\u0301\u0301 👍🏽 long ", 90)
	p := preview.Page{
		Kind: long, Title: long, Facts: []preview.Fact{{Label: "Camera", Value: long}, {Label: long, Value: ""}, {Label: "x", Value: "y"}},
		Warnings: []string{"The photo says where it was taken: " + long}, Problem: long, More: true,
		Levels: []uint8{0, 1, 255, 128, 7}, Table: &preview.Table{Name: long, Header: true, Rows: [][]string{{"a", long}, {}, {long, "1", long, "2"}}},
	}
	for _, text := range []string{"", long, strings.Repeat("x", 500), "  ", "\tindented"} {
		p.Lines = append(p.Lines, preview.Line{{Text: text, Role: preview.Keyword}, {Text: "·" + text, Role: preview.Dim}})
	}
	p.Tidy(preview.Box{})
	return p
}

// poses put something else in front each: all that the screen can show.
func poses(d *driver) map[string]func() {
	k := &d.m.opts.Keys
	press := func(b ...key.Binding) func() {
		return func() {
			d.m.pane, d.m.prompt, d.m.asking, d.m.sort = pane{}, nil, nil, false
			d.m.viewer.toggle(d.m, false)
			d.seeAll()
			d.m.viewer.gallery.open = false
			if d.m.session.Ended() {
				d.reload()
			}
			d.news(model.Update{})
			for _, b := range b {
				d.press(b)
			}
		}
	}
	problem := &model.Problem{Kind: model.KindDenied, Op: "GetTranscript", Status: 403}
	feed := func(w model.Watch, ended bool, refusal *model.Problem) func() {
		return func() {
			press()()
			d.news(model.Update{Watch: w, Ended: ended, Refused: refusal})
		}
	}
	return map[string]func(){
		"list": press(), "help": press(k.Screen.Help), "log": press(k.Screen.Log), "details": press(k.Screen.Details),
		"link": press(k.Act.ShowLink), "find": press(k.List.Filter), "id": press(k.List.TypeID), "life": press(k.List.Life),
		"sort": press(k.List.Sort), "downloads": press(k.Load.Pane), "save as": press(k.Act.SaveAs), "swapped": press(k.List.SwapID), "hidden": press(k.List.HideNames), "quit": press(k.Screen.Quit),
		"preview": press(k.View.Preview), "inside the preview": func() { press(k.View.Preview, k.View.Focus, k.View.Right)(); d.m.viewer.top = 40 },
		"gallery": press(k.View.Gallery), "panel": press(k.Screen.Panel), "token": press(k.Screen.Token),
		"waiting": feed(model.Watch{State: model.WatchWaiting, Until: start.Add(29 * time.Second)}, false, nil),
		"ended":   feed(model.Watch{State: model.WatchEnded}, true, nil),
		"refused": feed(model.Watch{}, false, problem),
		"explain": func() { press()(); d.m.pane = pane{kind: paneExplain, problem: problem} },
		"broken":  func() { press()(); d.m.pane = pane{kind: paneBroken, problem: problem, raw: true} },
		"fault": func() {
			press(k.List.Life)()
			d.typeText("9999")
			d.press(k.Prompt.Accept)
		},
	}
}

func TestNoLineIsEverTooWideNorAnyScreenTooHigh(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d := zoo(t)
		widths, heights := []int{1, 2, 7, 29, 30, 31, 40, 59, 60, 61, 80, 100, 109, 110, 120, 139, 140, 200}, []int{1, 2, 5, 6, 7, 10, 15, 16, 17, 24, 40, 60}
		if testing.Short() {
			widths, heights = []int{1, 40, 80, 120}, []int{1, 10, 24, 40}
		}
		for name, pose := range poses(d) {
			for _, w := range widths {
				for _, h := range heights {
					d.send(tea.WindowSizeMsg{Width: w, Height: h})
					pose()
					checkFrame(t, fmt.Sprintf("%s at %dx%d", name, w, h), d, w, h)
				}
			}
		}
	})
}

func checkFrame(t *testing.T, what string, d *driver, w, h int) {
	t.Helper()
	lines := strings.Split(d.m.View().Content, "\n")
	if len(lines) > h {
		t.Errorf("%s: %d lines", what, len(lines))
	}
	for i, l := range lines {
		if n := d.cells(l); n > w {
			t.Errorf("%s: line %d is %d cells wide: %q", what, i, n, ansi.Strip(l))
		}
	}
}

func TestTheListsRowsAreExactlyAsWideAsTheList(t *testing.T) {
	for name, measures := range map[string]func(*driver){"by characters": func(*driver) {}, "by graphemes": (*driver).knowsGraphemes} {
		t.Run(name, func(t *testing.T) { screenTest(t, func(t *testing.T) { rowsFillTheList(t, measures) }) })
	}
}

func rowsFillTheList(t *testing.T, measures func(*driver)) {
	d := zoo(t)
	measures(d)
	step := 1
	if testing.Short() {
		step = 7
	}
	for w := layout.TinyWidth; w <= 220; w += step {
		d.send(tea.WindowSizeMsg{Width: w, Height: 40})
		for _, l := range drawnList(d) {
			if n := d.cells(l); n != d.m.lay.ListW {
				t.Fatalf("at width %d a row takes %d cells of %d: %q", w, n, d.m.lay.ListW, ansi.Strip(l))
			}
		}
	}
}

func TestNothingHostileReachesTheTerminal(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d := zoo(t)
		for name, pose := range poses(d) {
			pose()
			v := d.m.View()
			for _, r := range ansi.Strip(v.Content) + v.WindowTitle {
				if r != '\n' && (r < ' ' || r >= 0x7f && r < 0xa0 || r == 0x202e || r == 0x200d) {
					t.Errorf("%s: %U on screen", name, r)
				}
			}
		}
	})
}

func TestASCIIMeansASCII(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(5)}
		f.OnLink = goodLink(func() time.Time { return start })
		d := newDriver(t, f, visible, func(o *Options) {
			o.ASCII = true
			o.Panel = &fakePanel{now: start, actions: []PanelAction{{Name: "hurry ×10", Does: "ten times…"}}}
			o.Keys.Move.Up.SetHelp("k", "up")
			eachBinding(&o.Keys, func(b *key.Binding) { b.SetHelp("k", "does it") })
		})
		for name, pose := range poses(d) {
			pose()
			for _, r := range ansi.Strip(d.m.View().Content) {
				if r > 126 {
					t.Errorf("%s: %q on screen", name, r)
				}
			}
		}
	})
}

func TestTheCursorIsVisibleWithoutColour(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d := newDriver(t, &fakechat.Chat{Pages: chatOf(3)})
		for _, p := range []colorprofile.Profile{colorprofile.ANSI, colorprofile.ASCII} {
			d.send(tea.ColorProfileMsg{Profile: p})
			d.wantText(d.m.theme.Glyphs.Bar)
		}
	})
}

func TestARefusedTokenAtStartAsksForAnotherOneHidden(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		const token = "canary-token"
		f := &fakechat.Chat{OnRead: func() error { return &model.Problem{Kind: model.KindDenied, Op: "GetTranscript", Status: 403} }}
		d := newDriver(t, f)
		d.wantText("403")
		d.press(d.m.opts.Keys.Broken.Token)
		d.send(tea.PasteMsg{Content: "two words\n"})
		d.press(d.m.opts.Keys.Prompt.Accept)
		if len(f.Tokens) != 0 {
			t.Error("a token with a blank was taken")
		}
		d.wantNoText("two", "words")
		f.OnRead, f.Pages = nil, chatOf(2)
		d.send(tea.PasteMsg{Content: token + "\r\n"})
		d.wantNoText("canary", "•", "*")
		d.press(d.m.opts.Keys.Prompt.Accept)
		d.flush()
		if len(f.Tokens) != 1 || f.Tokens[0] != token {
			t.Errorf("tokens given: %d", len(f.Tokens))
		}
		d.wantText("file-000.pdf")
		d.wantNoText("canary")
	})
}

func TestAFailedReloadKeepsWhatIsOnScreen(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(2)}
		d := newDriver(t, f)
		f.OnRead = func() error { return &model.Problem{Kind: model.KindOffline, Op: "GetTranscript"} }
		d.reload()
		d.wantText("file-000.pdf", "file-001.pdf")
		if d.m.news.shown.severity != style.Problem || d.m.news.ends() {
			t.Errorf("toast %+v, want a problem that stays until a key", d.m.news.shown)
		}
		d.press(d.m.opts.Keys.Move.Down)
		if d.m.news.shown.text != "" {
			t.Error("the problem stayed after a key")
		}
	})
}

func TestArrivalsDoNotMoveTheUser(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(5)}
		d := newDriver(t, f)
		d.press(d.m.opts.Keys.Move.Bottom)
		here := d.m.list.Cursor()
		f.Pages = chatOf(50)
		d.reload()
		if got := d.m.list.Cursor(); got != here {
			t.Errorf("the cursor moved from %s to %s", here, got)
		}
	})
}

func TestTheFilterActsWhileItIsTyped(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d := newDriver(t, &fakechat.Chat{Pages: chatOf(30)})
		d.press(d.m.opts.Keys.List.Filter)
		d.typeText("file-01")
		d.wantText("10 of 30 files", "file-015.pdf")
		d.wantNoText("file-005.pdf")
		d.press(d.m.opts.Keys.Prompt.Accept)
		d.wantText("10 of 30 files")
		d.press(d.m.opts.Keys.List.Back)
		d.wantText("30 files", "file-005.pdf")
	})
}

func TestLeavingTheFilterPutsTheOldOneBack(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d := newDriver(t, &fakechat.Chat{Pages: chatOf(30)})
		d.press(d.m.opts.Keys.List.Filter)
		d.typeText("zzz")
		d.wantText("Nothing matches")
		d.press(d.m.opts.Keys.Prompt.Abandon)
		d.wantText("file-000.pdf")
	})
}

func TestNamesAndIDsCanBeSwappedAndHidden(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d := newDriver(t, &fakechat.Chat{Pages: chatOf(2)})
		d.wantText("file-001.pdf")
		d.press(d.m.opts.Keys.List.SwapID)
		d.wantText("id-001")
		d.press(d.m.opts.Keys.List.HideNames)
		d.wantNoText("id-001", "file-001", "Rosa", "3f2a")
		d.wantText("attachment 2")
	})
}

func TestTheLifeOfNewLinksKeepsToTheServicesLimits(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(1)}
		d := newDriver(t, f)
		var asked time.Duration
		good := goodLink(func() time.Time { return d.now })
		f.OnLink = func(ctx context.Context, id string, life time.Duration, u model.Priority) (model.Link, error) {
			asked = life
			return good(ctx, id, life, u)
		}
		d.press(d.m.opts.Keys.List.Life)
		d.typeText("0") // 3000
		d.press(d.m.opts.Keys.Prompt.Accept)
		if d.m.prompt == nil || d.m.prompt.fault == "" {
			t.Fatal("3000 seconds were taken")
		}
		d.press(d.m.opts.Keys.Prompt.Abandon)
		d.press(d.m.opts.Keys.List.Life)
		d.m.prompt.input.SetValue("60")
		d.press(d.m.opts.Keys.Prompt.Accept)
		d.press(d.m.opts.Keys.Act.Open)
		if asked != time.Minute {
			t.Errorf("asked for %v, want a minute", asked)
		}
	})
}

func TestTypedIDsAreListedAndAskedFor(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{}
		d := newDriver(t, f)
		f.OnLink = goodLink(func() time.Time { return d.now })
		d.wantText("No attachments in this chat yet")
		d.press(d.m.opts.Keys.List.TypeID)
		d.send(tea.PasteMsg{Content: `"id-a", 'id-b'` + "\n"})
		d.press(d.m.opts.Keys.Prompt.Accept)
		d.wantText("id-a", "id-b", "2 files")
		if len(f.LinkIDs) != 2 {
			t.Errorf("asked for %q", f.LinkIDs)
		}
	})
}

func TestTheScreenSleepsWhileNothingCounts(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(2)}
		d := newDriver(t, f)
		f.OnLink = goodLink(func() time.Time { return d.now })
		if got := d.m.rhythm(); got != minuteRhythm {
			t.Errorf("rhythm %v with nothing but ages on screen, want a minute", got)
		}
		d.send(tea.BlurMsg{})
		if got := d.m.rhythm(); got != 0 {
			t.Errorf("rhythm %v with nothing that counts and no focus, want none", got)
		}
		d.press(d.m.opts.Keys.Act.Open)
		if got := d.m.rhythm(); got != secondRhythm {
			t.Errorf("rhythm %v with a live link, want a second", got)
		}
		gen := d.m.tick.gen
		d.send(tea.FocusMsg{})
		if d.m.tick.gen != gen {
			t.Error("a second chain of ticks was started")
		}
		d.send(ticked{gen - 1})
		if d.m.tick.gen != gen {
			t.Error("an old tick was taken for the current one")
		}
	})
}

func TestAnUnknownFailureOfTheWalkIsAProblemNotACrash(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{OnRead: func() error { return errors.New("https://b.example/?" + secretQuery) }}
		d := newDriver(t, f)
		d.press(d.m.opts.Keys.Broken.Explain)
		d.wantNoText(secretQuery)
	})
}

// drawnList are the lines of the list.
func drawnList(d *driver) []string {
	s := d.m.scene()
	list := part.List{Frame: s.Frame, Listing: &d.m.list, Rows: d.m.session.Row, Empty: s.empty()}
	return list.Lines(d.m.lay.ListH)
}
