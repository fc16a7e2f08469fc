package pacer

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
)

// counted is a program that shows how many messages it has got.
type counted struct {
	pace  *Pacer
	n     int
	stall func() // called wherever a program may be held up
}

type count struct{}

// work keeps a program busy.
type work time.Duration

func (c *counted) Init() tea.Cmd { return nil }

func (c *counted) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	c.stall()
	switch msg := msg.(type) {
	case count:
		c.n++
	case work:
		time.Sleep(time.Duration(msg))
	}
	return c, nil
}

func (c *counted) View() tea.View {
	c.pace.Drawn()
	c.stall()
	v := tea.NewView("a screen")
	v.WindowTitle = title(c.n) // written whole whenever it changes
	return v
}

func title(n int) string { return fmt.Sprintf("%d messages", n) }

// tape is a terminal that keeps what it is given.
type tape struct {
	mu   sync.Mutex
	text strings.Builder
}

func (t *tape) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.text.Write(p)
}

// shows reports whether the last frame with a title of its own is that of n.
func (t *tape) shows(n int) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	text := t.text.String()
	at := strings.LastIndex(text, "]2;")
	return at >= 0 && strings.HasPrefix(text[at:], "]2;"+title(n))
}

// run starts the program, whose framework has a rate of its own, and returns how to end it.
func run(t *testing.T, fps int, paced bool, stall func()) (c *counted, p *tea.Program, out *tape, end func()) {
	t.Helper()
	c = &counted{pace: New(), stall: stall}
	out = &tape{}
	in, feed := io.Pipe()
	p = tea.NewProgram(c, tea.WithFilter(c.pace.Filter), tea.WithFPS(fps), tea.WithInput(in), tea.WithOutput(out), tea.WithoutSignalHandler(),
		tea.WithWindowSize(80, 24), tea.WithColorProfile(colorprofile.ASCII), tea.WithEnvironment([]string{"TERM=xterm"}))
	if paced && !c.pace.Drive(p) {
		t.Fatal("the framework keeps its ticker elsewhere: keys are answered later and an idle screen costs more")
	}
	done := make(chan error, 1)
	program := p
	go func() {
		_, err := program.Run()
		done <- err
	}()
	return c, p, out, func() {
		program.Quit()
		if err := <-done; err != nil {
			t.Error(err)
		}
		c.pace.Stop()
		_ = feed.Close()
	}
}

// This notices when a new version of the framework keeps its ticker elsewhere or makes another one.
func TestTheFrameworkDrawsByThePacersTicks(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		_, p, out, end := run(t, 1, true, never)
		after(10 * time.Second) // the start has been drawn
		for n := range 5 {
			p.Send(count{})
			after(time.Millisecond)
			if !out.shows(n + 1) {
				t.Errorf("message %d is not on the screen within a millisecond", n+1)
			}
			after(rest)
		}
		end()
	})
}

// A loop that has come for its next message has handed over the frame of the one before.
func TestAFrameDoesNotWaitForWhatTheProgramDoesNext(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		_, p, out, end := run(t, 1, true, never)
		for n := range 5 {
			after(time.Minute)
			p.Send(count{})
			p.Send(work(10 * time.Second))
			if after(time.Millisecond); !out.shows(n + 1) {
				t.Errorf("frame %d waits for what comes next", n+1)
			}
		}
		after(time.Minute)
		end()
	})
}

func TestWithoutThePacerTheFrameworkDrawsAtItsOwnRate(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		_, p, out, end := run(t, 60, false, never)
		after(time.Second)
		p.Send(count{})
		after(time.Second / 60)
		if !out.shows(1) {
			t.Error("a message is not on the screen after a tick of the framework")
		}
		end()
	})
}

func TestAProgramWhoseTickerIsElsewhereIsLeftAlone(t *testing.T) {
	for _, program := range []any{&struct{}{}, &struct{ ticker time.Ticker }{}, &struct{ ticker *time.Timer }{}} {
		if replaceTicker(program, nil) {
			t.Errorf("%T was changed", program)
		}
	}
}

// The renderer's lock is a mutex, so the terminal is not held up here: in a bubble that would stop time.
func TestNoFrameOfTheFrameworkWaitsASecondWhateverStalls(t *testing.T) {
	for seed := range uint64(10) {
		neverLate(t, seed, func(t *testing.T, holdup func()) (func(int), func(int) bool, func()) {
			_, p, out, end := run(t, 60, true, holdup)
			return func(int) { p.Send(count{}) }, out.shows, end
		})
	}
}
