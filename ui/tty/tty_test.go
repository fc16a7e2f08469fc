package tty

import (
	"bytes"
	"image/color"
	"io"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

// leaving is a program that was told to leave, and what it was sent since.
type leaving struct {
	*Terminal

	began time.Time
	sent  chan tea.Msg
}

// leave asks the terminal, and lets the program leave or be suspended after a while.
func leave(msg tea.Msg, asked string, after time.Duration) (l *leaving, at bool) {
	l = &leaving{Terminal: New(&bytes.Buffer{}), sent: make(chan tea.Msg, 1)}
	l.send = func(msg tea.Msg) { l.sent <- msg }
	_, _ = l.Output().Write([]byte("a frame" + asked + "\x1b[m"))
	time.Sleep(after)
	l.began = time.Now()
	return l, l.Filter(msg) == msg
}

// left waits until the program may leave, and returns what it is told then and how long that took.
func (l *leaving) left() (tea.Msg, time.Duration) {
	msg := l.Filter(<-l.sent)
	return msg, time.Since(l.began)
}

func TestLeavingWaitsForAnswersAndNotForLong(t *testing.T) {
	all := string(frames+widths) + string(background) + "\a" + string(keyboard)
	answer := []tea.Msg{
		tea.ModeReportMsg{Mode: ansi.ModeSynchronizedOutput},
		tea.ModeReportMsg{Mode: ansi.ModeUnicodeCore},
		tea.BackgroundColorMsg{Color: color.Black},
		tea.KeyboardEnhancementsMsg{},
	}
	for _, msg := range []tea.Msg{tea.QuitMsg{}, tea.SuspendMsg{}} {
		synctest.Test(t, func(t *testing.T) {
			if _, at := leave(msg, "", 0); !at {
				t.Error("nothing was asked, and it waits")
			}
			l, at := leave(msg, all, 0)
			if at || l.Filter(tea.KeyPressMsg{Code: 's'}) != nil {
				t.Error("it leaves at once, or a key is heard meanwhile")
			}
			if told, took := l.left(); took != knowsNone || told != msg {
				t.Errorf("no answer: %v for %v", took, told)
			}
			if l.Filter(tea.KeyPressMsg{Code: 's'}) == nil {
				t.Error("no key is heard after the program is back")
			}
			l, _ = leave(msg, all, 0)
			for _, a := range append(answer, tea.Msg(uv.PrimaryDeviceAttributesEvent{62})) {
				time.Sleep(100 * time.Millisecond)
				l.Filter(a)
			}
			if _, took := l.left(); took != 500*time.Millisecond {
				t.Errorf("all answers after 500 ms: %v", took)
			}
			if _, at = leave(msg, all, 2*time.Second); !at {
				t.Error("a terminal that answers nothing is waited for")
			}
		})
	}
}

func TestTheEndIsNotLostWhileAnotherWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for _, first := range []tea.Msg{tea.SuspendMsg{}, tea.QuitMsg{}} {
			for _, second := range []tea.Msg{tea.SuspendMsg{}, tea.QuitMsg{}} {
				want := tea.Msg(tea.QuitMsg{})
				if first == second {
					want = first
				}
				l, _ := leave(first, string(background), 0)
				if l.Filter(second) != nil {
					t.Errorf("after %T, %T does not wait", first, second)
				}
				if told, _ := l.left(); told != want {
					t.Errorf("after %T and %T: %T", first, second, told)
				}
			}
		}
	})
}

func TestTheAnswersAboutPicturesCount(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l, at := leave(tea.QuitMsg{}, ansi.KittyGraphics([]byte("AAAA"), "a=q", "i=31")+string(attributes+cellSize), 0)
		if at {
			t.Error("it does not wait")
		}
		for _, msg := range []tea.Msg{uv.KittyGraphicsEvent{}, uv.PrimaryDeviceAttributesEvent{62}, uv.CellSizeEvent{Width: 8, Height: 16}, uv.PrimaryDeviceAttributesEvent{62}} {
			l.Filter(msg)
		}
		if _, took := l.left(); took != 0 {
			t.Errorf("it waits for %v", took)
		}
	})
}

func TestTheLastAnswerIsWaitedForOfEveryTerminalThatAnswers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for name, after := range map[string]time.Duration{"asked just now": 0, "asked long ago": time.Minute} {
			l := &leaving{Terminal: New(&bytes.Buffer{}), sent: make(chan tea.Msg, 1)}
			l.send = func(msg tea.Msg) { l.sent <- msg }
			_, _ = l.Output().Write([]byte(string(frames+widths) + "text" + string(attributes)))
			l.Filter(uv.PrimaryDeviceAttributesEvent{62})
			time.Sleep(after)
			if l.Filter(tea.QuitMsg{}) != nil {
				t.Errorf("%s: it leaves at once", name)
			}
			l.began = time.Now()
			synctest.Wait()
			if said := l.out.(*bytes.Buffer).String(); !strings.HasSuffix(said, "\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?1004l\x1b[c") {
				t.Errorf("%s: said %q", name, said)
			}
			time.Sleep(900 * time.Millisecond)
			l.Filter(uv.PrimaryDeviceAttributesEvent{62})
			if told, took := l.left(); took != 900*time.Millisecond || told != (tea.QuitMsg{}) || l.late {
				t.Errorf("%s: %v after %v", name, told, took)
			}
		}
	})
}

func TestATerminalThatTakesNothingIsNotWaitedForLonger(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		from, to := io.Pipe()
		l := &leaving{Terminal: New(to), sent: make(chan tea.Msg, 1), began: time.Now()}
		l.send = func(msg tea.Msg) { l.sent <- msg }
		l.Filter(tea.BackgroundColorMsg{Color: color.Black})
		l.Filter(tea.QuitMsg{})
		if told, took := l.left(); took != knowsNone || told != (tea.QuitMsg{}) || !l.late {
			t.Errorf("%v after %v", told, took)
		}
		_ = from.Close()
		l.began = time.Now()
		l.Filter(tea.QuitMsg{})
		if told, took := l.left(); took != 0 || told != (tea.QuitMsg{}) {
			t.Errorf("it has gone: %v after %v", told, took)
		}
	})
}

func TestNoControlCharacterIsTyped(t *testing.T) {
	l := New(&bytes.Buffer{})
	for text, pass := range map[string]bool{"\u0080": false, "a\u009b": false, "\x7f": false, "\u202e": false, "a\u2066": false, "é": true, "": true} {
		if got := l.Filter(tea.KeyPressMsg{Code: 'a', Text: text}) != nil; got != pass {
			t.Errorf("%q is passed on: %v", text, got)
		}
	}
}

func TestASizeOfNothingIsNone(t *testing.T) {
	l := New(&bytes.Buffer{})
	for _, c := range []struct {
		w, h int
		pass bool
	}{{80, 24, true}, {0, 0, false}, {0, 24, false}, {80, 0, false}, {-1, -1, false}, {1, 1, true}} {
		if got := l.Filter(tea.WindowSizeMsg{Width: c.w, Height: c.h}) != nil; got != c.pass {
			t.Errorf("%dx%d is passed on: %v", c.w, c.h, got)
		}
	}
}
