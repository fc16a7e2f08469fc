package ui

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"attache/model"
	"attache/model/session"
	"attache/ui/clip"
	"attache/ui/opener"
	"attache/ui/runner/fakechat"
)

// pagesOf is a chat of a contact with files of its own.
func pagesOf(contact string, n int) []model.Page {
	all := files(n)
	for i := range all {
		all[i].ID, all[i].IDText = contact+"-"+all[i].ID, contact+"-"+all[i].IDText
		all[i].Name = contact + " " + all[i].Name
	}
	return []model.Page{{ContactID: contact, Attachments: all, Items: n}}
}

// newWindowDriver returns a window over several chats, of which the first is in front.
func newWindowDriver(t *testing.T, fakes []*fakechat.Chat, change ...func(i int, o *Options)) *driver {
	t.Helper()
	d := &driver{t: t, now: start, fake: fakes[0]}
	var all []Options
	for i, f := range fakes {
		answers(t, f)
		o := Options{
			Session: f, Keys: testKeys(), Now: func() time.Time { return d.now }, Getenv: func(string) string { return "" },
			Clipboard: clip.New("osc52", func(string) string { return "" }), Opener: opener.New(func(string) string { return "" }),
			Life: model.DefaultLife, Prefetch: session.PrefetchVisible, Parallel: 3, Region: "eu-west-2", Dir: "/downloads", Version: "test",
		}
		f.OnLink = goodLink(o.Now)
		for _, c := range change {
			c(i, &o)
		}
		all = append(all, o)
	}
	all[0].Others = all[1:]
	t.Cleanup(func() { time.Sleep(2 * time.Minute) })
	d.window = newWindow(t.Context(), all[0])
	d.window.size = tea.WindowSizeMsg{Width: 120, Height: 40}
	d.run(d.window.Init())
	d.flush()
	d.send(tea.WindowSizeMsg{Width: 120, Height: 40})
	d.m = d.window.tabs[0].Model
	return d
}

// front is the chat in front.
func (d *driver) front() *tab { return d.window.tabs[d.window.at] }

func three() []*fakechat.Chat {
	return []*fakechat.Chat{{Pages: pagesOf("anna", 3)}, {Pages: pagesOf("ben", 2)}, {Pages: pagesOf("cem", 1)}}
}

func TestAnAnswerFindsItsChatWhicheverIsInFront(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		fakes := three()
		d := newWindowDriver(t, fakes)
		keys := &d.window.core.opts.Keys
		d.wantText("anna file-000.pdf", "▌1 anna │ 2 ben │ 3 cem")
		fakes[1].Each(model.Update{Attachments: pagesOf("ben", 3)[0].Attachments, Watch: model.Watch{State: model.WatchLive}})
		d.flush()
		d.wantText("anna file-000.pdf", "2 ben 1 new")
		if n := d.front().session.Library().Len(); n != 3 {
			t.Errorf("the chat in front has %d files", n)
		}
		d.press(keys.Chats.Next)
		d.wantText("ben file-002.pdf")
		if strings.Contains(d.text(), "anna file") {
			t.Error("a file of another chat is listed")
		}
		d.press(keys.Chats.Previous)
		d.press(keys.Chats.Previous)
		d.wantText("cem file-000.pdf")
	})
}

func TestNothingIsAskedForAndNothingTicksInAChatThatIsNotSeen(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		fakes := three()
		d := newWindowDriver(t, fakes)
		if len(fakes[0].LinkIDs) == 0 || len(fakes[1].LinkIDs)+len(fakes[2].LinkIDs) > 0 {
			t.Fatalf("links were asked for: %v, %v, %v", fakes[0].LinkIDs, fakes[1].LinkIDs, fakes[2].LinkIDs)
		}
		keys := &d.window.core.opts.Keys
		d.press(keys.Chats.Next)
		if len(fakes[1].LinkIDs) != 2 {
			t.Errorf("of the chat that came to the front %v were asked for", fakes[1].LinkIDs)
		}
		asked := len(fakes[0].LinkIDs)
		fakes[0].Each(model.Update{Attachments: pagesOf("anna", 5)[0].Attachments, Watch: model.Watch{State: model.WatchLive}})
		d.flush()
		if len(fakes[0].LinkIDs) != asked {
			t.Error("a link was asked for that nobody sees")
		}
		for i, x := range d.window.tabs {
			if ticks := x.tick.rhythm > 0; ticks != (i == d.window.at) {
				t.Errorf("chat %d ticks: %v", i, ticks)
			}
			if looks := fakes[i].Attended; i != d.window.at && (len(looks) == 0 || looks[len(looks)-1]) {
				t.Errorf("chat %d is told that somebody looks: %v", i, looks)
			}
		}
		if looks := fakes[1].Attended; !looks[len(looks)-1] {
			t.Error("the chat in front is not told that somebody looks")
		}
	})
}

func TestTheChatInFrontIsTheOneThatGoesFirst(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		told := map[int]bool{}
		d := newWindowDriver(t, three(), func(i int, o *Options) { o.InFront = func(on bool) { told[i] = on } })
		for range 4 {
			for i := range 3 {
				if told[i] != (i == d.window.at) {
					t.Errorf("chat %d is in front: %v, while %d is", i, told[i], d.window.at)
				}
			}
			d.press(d.window.core.opts.Keys.Chats.Next)
		}
	})
}

func TestAChatIsClosedAloneAndTheLastWithTheWindow(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d := newWindowDriver(t, three())
		keys := &d.window.core.opts.Keys
		d.press(keys.Chats.Next)
		d.press(keys.Chats.Close)
		if d.quit || len(d.window.tabs) != 2 || d.front().session.Contact() != "cem" {
			t.Fatalf("%d chats, in front %q", len(d.window.tabs), d.front().session.Contact())
		}
		d.press(keys.Chats.Close)
		if d.quit || len(d.window.tabs) != 1 || strings.Contains(d.text(), "1 anna") || d.front().lay.H != 40 {
			t.Fatalf("one chat alone has a line of tabs:\n%s", d.text())
		}
		d.press(keys.Chats.Close)
		if !d.quit {
			t.Error("the last chat was not closed")
		}
		if all := d.window.end(); len(all) != 3 || all[0].Contact != "ben" || all[1].Contact != "cem" || all[2].Contact != "anna" {
			t.Errorf("%+v", all)
		}
	})
}

func TestLeavingAsksForTheDownloadsOfEveryChat(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		fakes := three()
		d := newWindowDriver(t, fakes)
		keys := &d.window.core.opts.Keys
		d.press(keys.Chats.Next)
		fakes[1].OnSave = func(context.Context, model.DownloadRequest) (model.Saved, error) {
			return model.Saved{State: model.SaveDone}, nil
		}
		fakes[1].Hold()
		d.press(keys.Act.Save)
		d.press(keys.Chats.Previous)
		d.press(keys.Screen.Quit)
		d.wantText("not finished", "ben file-")
		if d.quit {
			t.Fatal("the window was left with a download under way")
		}
		d.press(keys.Ask.No)
		if d.quit || d.window.leave != leaveNot || d.front().session.Contact() != "ben" || len(d.window.tabs) != 3 {
			t.Fatal("a no leaves all the same")
		}
		for _, x := range d.window.tabs {
			if x.session.Over() {
				t.Error("a chat was left before all had agreed")
			}
		}
		d.press(keys.Screen.Quit)
		d.press(keys.Ask.Yes)
		if !d.quit {
			t.Error("a yes does not leave")
		}
	})
}

func TestAnotherChatIsOpenedBesideTheFirst(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		other := &fakechat.Chat{Pages: pagesOf("dora", 1)}
		var entries []Entry
		d := newWindowDriver(t, []*fakechat.Chat{{Pages: pagesOf("anna", 3)}}, func(_ int, o *Options) {
			base := *o
			o.StartPage = &StartPage{Region: "eu-west-2", Open: func(e Entry) (Options, error) {
				entries = append(entries, e)
				opened := base
				answers(t, other)
				other.OnLink = goodLink(base.Now)
				opened.Session = other
				return opened, nil
			}}
		})
		before := d.text()
		keys := &d.window.core.opts.Keys
		d.press(keys.Chats.Another)
		d.wantText("Another chat", "paste a token")
		d.send(keyPress(keys.Doors.Leave.Keys()[0]))
		if d.text() != before {
			t.Fatalf("leaving the page does not lead back:\n%s", d.text())
		}
		d.press(keys.Screen.Palette) // by its name as well
		d.typeText("chats.another")
		d.press(keys.Prompt.Accept)
		d.send(tea.PasteMsg{Content: doorToken})
		if strings.Contains(d.text(), "CANARY") {
			t.Error("the token shows")
		}
		d.press(keys.Prompt.Accept)
		d.wantText("dora file-000.pdf", "1 anna", "2 dora")
		if len(entries) != 1 || entries[0].Token.Reveal() != doorToken || len(d.window.tabs) != 2 {
			t.Errorf("%d chats, %+v", len(d.window.tabs), entries)
		}
	})
}

func TestNoMoreThanTenChatsAreOpened(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		var fakes []*fakechat.Chat
		for i := range maxTabs {
			fakes = append(fakes, &fakechat.Chat{Pages: pagesOf(fmt.Sprintf("c%d", i), 1)})
		}
		d := newWindowDriver(t, fakes, func(_ int, o *Options) { o.StartPage = &StartPage{Region: "x"} })
		d.press(d.window.core.opts.Keys.Chats.Another)
		d.wantText("ten chats are open")
		d.send(AddChat{Answer: func(bool) {}, Origin: "https://desk.example"})
		d.wantText("https://desk.example was not opened")
		if len(d.window.tabs) != maxTabs || d.window.start != nil {
			t.Errorf("%d chats", len(d.window.tabs))
		}
	})
}

func TestAChatThatArrivesComesToTheFrontUnlessSomethingIsTyped(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		added := make(chan AddChat, 1)
		d := newWindowDriver(t, []*fakechat.Chat{{Pages: pagesOf("anna", 3)}}, func(_ int, o *Options) { o.Added = added })
		arrive := func(contact string) {
			o := d.window.tabs[0].opts
			f := &fakechat.Chat{Pages: pagesOf(contact, 1), OnLink: goodLink(o.Now)}
			answers(t, f)
			o.Session, o.Name = f, ""
			added <- AddChat{Open: func() (Options, error) { return o, nil }, Answer: func(bool) {}, Contact: contact, Origin: "https://desk.example"}
			d.flush()
		}
		arrive("ben")
		d.wantText("ben file-000.pdf", "Opened from https://desk.example", "1 anna")
		d.press(d.window.core.opts.Keys.List.Filter)
		d.typeText("b")
		arrive("cem")
		if d.front().session.Contact() != "ben" || d.front().prompt == nil || len(d.window.tabs) != 3 {
			t.Errorf("what is typed was left: %d chats, in front %q", len(d.window.tabs), d.front().session.Contact())
		}
	})
}

func TestAReceiptBesideOtherChatsIsAFileOfItsOwn(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		var written []string
		d := newWindowDriver(t, three(), func(_ int, o *Options) {
			o.ReceiptPath, o.Name = "/downloads/receipt.json", "Same"
			o.Receipt = func(path string, _ session.Summary) (string, error) { written = append(written, path); return "", nil }
		})
		keys := &d.window.core.opts.Keys
		receipt := func() {
			d.press(keys.Load.Receipt)
			d.press(keys.Prompt.Accept)
		}
		receipt()
		d.press(keys.Chats.Next)
		receipt()
		d.press(keys.List.HideNames)
		receipt()
		want := []string{"/downloads/receipt-anna.json", "/downloads/receipt-ben.json", "/downloads/receipt-chat 2.json"}
		if !slices.Equal(written, want) {
			t.Errorf("%q", written)
		}
	})
}

func TestATabIsClickedWhereTheMouseIsOn(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d := newWindowDriver(t, three(), func(_ int, o *Options) { o.Mouse = true })
		line := strings.Split(d.text(), "\n")[0]
		at := len([]rune(line[:strings.Index(line, "3 cem")]))
		d.send(tea.MouseClickMsg{X: at, Y: 0, Button: tea.MouseLeft})
		if d.front().session.Contact() != "cem" || !d.front().mouse.on {
			t.Fatalf("in front %q", d.front().session.Contact())
		}
		rows := strings.Split(d.text(), "\n")
		for y, row := range rows {
			if strings.Contains(row, "cem file-000") && y > 3 {
				d.send(tea.MouseClickMsg{X: 8, Y: y, Button: tea.MouseLeft})
				break
			}
		}
		if d.front().mouse.last.ID != "cem-id-000" {
			t.Errorf("a click below the tabs hit %+v", d.front().mouse.last)
		}
	})
}

func TestATabTellsOfTheTokenAndTheNearestEnd(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		fakes := three()
		fakes[1].Known.TokenEnds, fakes[2].Known.TokenEnds = start.Add(9*time.Minute), start.Add(-time.Second)
		d := newWindowDriver(t, fakes)
		d.wantText("2 ben token 9 min", "3 cem token ended")
		keys := &d.window.core.opts.Keys
		d.press(keys.Act.Open) // somebody waits with the link now
		d.press(keys.Chats.Next)
		d.wantText("1 anna 5 min")
		d.now = d.now.Add(2 * time.Minute)
		time.Sleep(2 * time.Minute)
		d.flush()
		d.wantText("1 anna 3 min", "2 ben token 7 min")
		fakes[0].Each(model.Update{Ended: true})
		d.flush()
		d.wantText("ended")
		if len(d.window.tabs) != 3 {
			t.Error("a chat that ended was closed")
		}
		d.press(keys.List.HideNames)
		if text := strings.Split(d.text(), "\n")[0]; strings.Contains(text, "ben") {
			t.Errorf("a hidden name shows: %s", text)
		}
	})
}

// TestTheScreensOfSeveralChats draws the tabs at each size, with few chats and with ten.
func TestTheScreensOfSeveralChats(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		var got strings.Builder
		for _, n := range []int{3, 10} {
			var fakes []*fakechat.Chat
			for i := range n {
				f := &fakechat.Chat{Pages: pagesOf(fmt.Sprintf("3f2a91c4-77aa-4c0e-9a5e-%012d", i), 2)}
				if i == 2 {
					f.Known.TokenEnds = start.Add(8 * time.Minute)
				}
				fakes = append(fakes, f)
			}
			d := newWindowDriver(t, fakes, func(i int, o *Options) {
				o.Keys = labelledKeys()
				o.Name = []string{"Anna", "", "事故の担当", "", "", "Eve", "", "", "", "Jo"}[i]
			})
			fakes[1].Each(model.Update{Attachments: pagesOf("new", 3)[0].Attachments, Watch: model.Watch{State: model.WatchLive}})
			d.flush()
			for _, size := range []tea.WindowSizeMsg{{Width: 120, Height: 40}, {Width: 80, Height: 24}, {Width: 40, Height: 10}} {
				d.send(size)
				if size.Width == 40 { // the last one is in front, which must show
					d.press(d.window.core.opts.Keys.Chats.Previous)
				}
				fmt.Fprintf(&got, "%d chats, %dx%d\n", n, size.Width, size.Height)
				lines := strings.Split(d.text(), "\n")
				if len(lines) != size.Height {
					t.Errorf("%d lines of %d", len(lines), size.Height)
				}
				for _, l := range lines[:min(5, len(lines))] {
					got.WriteString(strings.TrimRight(l, " ") + "\n")
				}
			}
		}
		file := filepath.Join("testdata", "tabs.txt")
		if *update {
			if err := os.WriteFile(file, []byte(got.String()), 0o644); err != nil { //nolint:gosec // a picture is for everybody
				t.Fatal(err)
			}
		}
		if want, err := os.ReadFile(file); err != nil || string(want) != got.String() {
			t.Errorf("%s is drawn otherwise (%v); -update takes it over:\n%s", file, err, got.String())
		}
	})
}

// TestTheDesktopIsToldWhileTheWindowHasNotTheFocus has a stranger's file arrive in every chat: no word of it is told.
func TestTheDesktopIsToldWhileTheWindowHasNotTheFocus(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		fakes := three()
		d := newWindowDriver(t, fakes, func(_ int, o *Options) {
			o.Notify, o.Getenv = true, func(name string) string { return map[string]string{"TERM": "foot"}[name] }
		})
		news := func(chat int, state model.Status) {
			a := model.Attachment{ID: "\x1b]0;x\a", IDText: "x", Name: "EVIL ;\x1b\\", Status: state}
			fakes[chat].Each(model.Update{Attachments: []model.Attachment{a}, Watch: model.Watch{State: model.WatchLive}})
			d.flush()
			d.wait(5 * time.Second)
		}
		for chat := range fakes {
			news(chat, model.StatusInProgress)
		}
		if len(d.alerts) != 0 {
			t.Errorf("with the focus: %q", d.alerts)
		}
		d.send(tea.BlurMsg{})
		for chat := range fakes {
			news(chat, model.StatusApproved)
		}
		passed := "\x1b]777;notify;attache;A file has passed its scan.\x1b\\"
		if !slices.Equal(d.alerts, []string{passed, passed, passed}) {
			t.Errorf("without the focus: %q", d.alerts)
		}
		d.send(tea.FocusMsg{})
		news(0, model.StatusInProgress)
		if len(d.alerts) != 3 {
			t.Errorf("with the focus again: %q", d.alerts)
		}
	})
}

func TestDownloadsAndLogOfAllChatsAreShownWithTheirNames(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		fakes := three()
		for _, f := range fakes {
			f.OnSave = func(_ context.Context, o model.DownloadRequest) (model.Saved, error) {
				return model.Saved{State: model.SaveDone, Path: "/downloads/" + o.Attachment.Name, Size: 1}, nil
			}
		}
		d := newWindowDriver(t, fakes)
		keys := &d.window.core.opts.Keys
		d.press(keys.Act.Save)
		d.press(keys.Chats.Next)
		d.press(keys.Act.Save)
		d.press(keys.Load.Pane)
		d.wantText("Downloads", "2 saved", "anna: anna file")
		d.press(keys.Move.Down)
		d.press(keys.Act.Cancel) // what is another chat's is not touched from here
		if n := len(d.window.tabs[0].session.Downloads()); n != 1 {
			t.Errorf("%d downloads in the other chat", n)
		}
		d.press(keys.Screen.Log)
		d.wantText("anna: ")
		d.press(keys.Chats.Close)
		d.press(keys.Chats.Previous)
		d.press(keys.Chats.Close)
		if text := d.text(); strings.Contains(text, "anna: ") {
			t.Errorf("one chat alone is labelled:\n%s", text)
		}
	})
}

func TestOnAScreenWithoutRoomKeysOnlyLeave(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		fakes := three()[:1]
		saves := 0
		fakes[0].OnSave = func(context.Context, model.DownloadRequest) (model.Saved, error) { saves++; return model.Saved{}, nil }
		d := newWindowDriver(t, fakes)
		k := &d.m.opts.Keys
		before := d.m.list.Cursor()
		d.send(tea.WindowSizeMsg{Width: 20, Height: 5})
		d.wantText("needs")
		for _, b := range []key.Binding{k.Move.Down, k.Act.Save, k.Act.Copy, k.Mark.Toggle, k.List.Filter, k.Screen.Token, k.Chats.Another} {
			d.press(b)
		}
		d.send(tea.PasteMsg{Content: "an-id"})
		if d.m.list.Cursor() != before || saves > 0 || d.m.prompt != nil || d.window.start != nil {
			t.Error("a key acted on what nobody saw")
		}
		d.send(tea.WindowSizeMsg{Width: 80, Height: 24})
		d.press(k.List.Filter)
		d.send(tea.WindowSizeMsg{Width: 20, Height: 5})
		d.typeText("ben")
		d.press(k.Prompt.Accept)
		d.send(tea.WindowSizeMsg{Width: 80, Height: 24})
		if d.m.prompt == nil || d.m.list.Filter() != "" {
			t.Error("a line that nobody saw was typed")
		}
		d.press(k.Prompt.Abandon)
		d.send(tea.WindowSizeMsg{Width: 20, Height: 5})
		d.press(k.Screen.Quit)
		if !d.m.session.Over() {
			t.Error("there is no way out")
		}
	})
}
