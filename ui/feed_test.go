package ui

import (
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"attache/model"
	"attache/ui/runner/fakechat"
)

// feeds are the ways by which news may come, and what the header says of them.
func feeds() map[string]model.Watch {
	offline := &model.Problem{Kind: model.KindOffline, Op: "GetTranscript"}
	return map[string]model.Watch{
		"connecting":                   {State: model.WatchConnecting},
		"live":                         {State: model.WatchLive},
		"reconnecting in 12 s":         {State: model.WatchWaiting, Until: start.Add(12 * time.Second), Try: 2, Problem: offline},
		"polling every 15 s":           {State: model.WatchPolling, Until: start.Add(9 * time.Second), Every: 15 * time.Second},
		"polling every 30 s":           {State: model.WatchPolling, Every: 30 * time.Second, Problem: &model.Problem{Kind: model.KindDenied, Op: "WebSocket"}},
		"polling every 2 min, failing": {State: model.WatchPolling, Every: 2 * time.Minute, Problem: offline},
		"polling every 45 s, failing":  {State: model.WatchPolling, Every: 45 * time.Second, Problem: &model.Problem{Kind: model.KindDenied, Op: "CreateParticipantConnection"}},
		"polling every 40 s":           {State: model.WatchPolling, Every: 40 * time.Second, Problem: &model.Problem{Kind: model.KindInternal, Op: "CreateParticipantConnection"}},
		"polling every 60 s":           {State: model.WatchPolling, Every: time.Minute},
		"not live":                     {State: model.WatchOff, Problem: offline},
	}
}

func header(d *driver) string { return strings.Split(d.text(), "\n")[0] }

func TestTheHeaderSaysHowNewsComeAtAnyWidth(t *testing.T) {
	short := map[string]string{
		"connecting": "joining", "reconnecting in 12 s": "retry 12s", "polling every 15 s": "polling",
		"polling every 60 s": "polling", "polling every 2 min, failing": "failing", "polling every 30 s": "polling",
		"polling every 45 s, failing": "failing", "polling every 40 s": "polling",
	}
	for word, w := range feeds() {
		screenTest(t, func(t *testing.T) {
			d := newDriver(t, &fakechat.Chat{Pages: chatOf(7), Known: model.Connection{TokenEnds: start.Add(23 * time.Hour)}}, func(o *Options) { o.Emulator = "EMULATOR" })
			d.news(model.Update{Watch: w})
			for _, c := range []struct {
				w, h int
				want []string
			}{
				{120, 40, []string{word, "3f2a", "eu-west-2", "EMULATOR", "7 files", "token 23:00 left"}},
				{80, 24, []string{word, "EMULATOR", "7 files", "token 23:00 left"}},
				{40, 10, []string{short[word], "EMU", "7 files"}},
			} {
				d.send(tea.WindowSizeMsg{Width: c.w, Height: c.h})
				for _, want := range c.want {
					if !contains(header(d), want) {
						t.Errorf("%dx%d: the header %q lacks %q", c.w, c.h, header(d), want)
					}
				}
			}
		})
	}
}

func TestTheWaitForTheNextTryCountsDownWithoutMovingAnything(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(2)}
		s := onAir(f)
		d := newDriver(t, f)
		d.tell(s, model.Update{Watch: model.Watch{State: model.WatchWaiting, Until: start.Add(11 * time.Second)}})
		at := strings.Index(header(d), "reconnecting in 11 s")
		d.wait(2 * time.Second)
		if now := strings.Index(header(d), "reconnecting in  9 s"); now != at || now < 0 {
			t.Errorf("the header moved or does not count: %q", header(d))
		}
		if got := d.m.rhythm(); got != secondRhythm {
			t.Errorf("rhythm %v", got)
		}
		d.wait(9 * time.Second)
		d.wantText("reconnecting ")
		if got := d.m.rhythm(); got == secondRhythm {
			t.Error("it ticks by the second though nothing counts any more")
		}
	})
}

func TestWatchingCostsNoTicks(t *testing.T) {
	for word, w := range feeds() {
		if w.State == model.WatchWaiting {
			continue
		}
		screenTest(t, func(t *testing.T) {
			f := &fakechat.Chat{Pages: chatOf(2)}
			s := onAir(f)
			d := newDriver(t, f)
			d.tell(s, model.Update{Watch: w})
			if got := d.m.rhythm(); got != minuteRhythm {
				t.Errorf("%s: rhythm %v, want a minute", word, got)
			}
			d.send(tea.BlurMsg{})
			if got := d.m.rhythm(); got != 0 {
				t.Errorf("%s: rhythm %v without focus, want none", word, got)
			}
		})
	}
}

func TestALostChatIsOneLineInTheLogHoweverOftenItIsTried(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(2)}
		s := onAir(f)
		d := newDriver(t, f)
		d.tell(s, model.Update{Watch: liveNow})
		before := len(d.m.log)
		for try := range 20 {
			d.tell(s, model.Update{Watch: model.Watch{State: model.WatchWaiting, Try: try, Until: d.now.Add(time.Second), Problem: &model.Problem{Kind: model.KindOffline}}})
		}
		d.tell(s, model.Update{Filled: true, Watch: liveNow})
		if got := len(d.m.log) - before; got != 2 {
			t.Errorf("%d lines in the log, want that it was lost and that it is back: %v", got, d.m.log[before:])
		}
	})
}

func TestAnEmptyChatSaysThatFilesAppearByThemselves(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{}
		s := onAir(f)
		d := newDriver(t, f)
		d.wantText("New ones appear here by themselves")
		d.tell(s, newsOf(arrival(1, model.StatusApproved)))
		d.wantText("new-001.png")
	})
}

func TestAFilterThatMayNotDoWhatWasMeantSaysSo(t *testing.T) {
	for filter, hint := range map[string]string{
		"foo:bar": "No such column: foo. Columns: name, type, state, from, size, age, id", "size>": "size> is not complete, as in size>1M",
		"siez>1M": "No such column: siez. Columns: name", "state>live": "state takes a colon, as in state:expired", "state:gone": "No such state: gone. States: no-link", "!": "! is not complete and changes nothing",
		"name:file": "", "10:30": "", "file": "",
	} {
		screenTest(t, func(t *testing.T) {
			d := newDriver(t, &fakechat.Chat{Pages: chatOf(2)})
			d.press(d.m.opts.Keys.List.Filter)
			d.typeText(filter)
			d.press(d.m.opts.Keys.Prompt.Accept)
			if hint != "" {
				d.wantText(hint)
			} else {
				d.wantNoText("No such", "not complete")
			}
		})
	}
}

// The words for the header must fit whatever the numbers.
func TestWaitsOfAnyLengthFitTheirWords(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d := newDriver(t, &fakechat.Chat{Pages: chatOf(2)})
		for _, left := range []time.Duration{0, time.Millisecond, 30 * time.Second, 99 * time.Second, 24 * time.Hour} {
			d.news(model.Update{Watch: model.Watch{State: model.WatchWaiting, Until: d.now.Add(left)}})
			for _, w := range []int{30, 40, 60, 80, 120} {
				d.send(tea.WindowSizeMsg{Width: w, Height: 24})
				checkFrame(t, fmt.Sprint(left, " at ", w), d, w, 24)
			}
		}
	})
}
