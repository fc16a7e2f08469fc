package ui

import (
	"bytes"
	"context"
	"io"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"attache/model"
	"attache/model/session"
	"attache/ui/clip"
	"attache/ui/opener"
	"attache/ui/pacer"
	"attache/ui/runner/fakechat"
)

// tape is a terminal that takes all it is given and counts it.
type tape struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (t *tape) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.b.Write(p)
}

func (t *tape) len() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.b.Len()
}

// onTape runs the program itself in the bubble of the test, on a terminal that is a tape. It ends with
// the function that is returned; what it leaves behind fails the test.
func onTape(t *testing.T, f *fakechat.Chat, opts ...func(*Options)) (p *tea.Program, out *tape, end func()) {
	t.Helper()
	out = &tape{}
	in, feed := io.Pipe()
	p, stop := onScreen(t, f, in, out, 120, 40, opts...)
	return p, out, func() {
		stop()
		_ = feed.Close()
	}
}

// onScreen is onTape on any terminal of w by h cells.
func onScreen(t *testing.T, f *fakechat.Chat, in io.Reader, out io.Writer, w, h int, opts ...func(*Options)) (p *tea.Program, end func()) {
	t.Helper()
	answers(t, f)
	ctx, cancel := context.WithCancel(t.Context())
	o := Options{
		Session: f, Keys: testKeys(), Now: time.Now, Getenv: func(string) string { return "" },
		Clipboard: clip.New("osc52", func(string) string { return "" }), Opener: opener.New(func(string) string { return "" }),
		Life: model.DefaultLife, Prefetch: session.PrefetchNone, Parallel: 3, Dir: "/downloads",
	}
	for _, opt := range opts {
		opt(&o)
	}
	m := New(ctx, o)
	m.pace = pacer.New()
	p = tea.NewProgram(m, tea.WithFilter(m.pace.Filter),
		tea.WithContext(ctx), tea.WithInput(in), tea.WithOutput(out), tea.WithoutSignalHandler(),
		tea.WithWindowSize(w, h), tea.WithColorProfile(colorprofile.TrueColor), tea.WithEnvironment([]string{"TERM=xterm-256color"}))
	m.pace.Drive(p)
	done := make(chan error, 1)
	program := p
	go func() {
		_, err := program.Run()
		done <- err
	}()
	return p, func() {
		p.Quit()
		if err := <-done; err != nil {
			t.Error(err)
		}
		m.pace.Stop()
		cancel()
		m.runner.Close()
	}
}

// after lets virtual time pass.
func after(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}

func TestASecondOfTheHeadersCountdownCostsFewBytes(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(20)}
		s := onAir(f)
		_, out, end := onTape(t, f)
		after(2 * time.Second)
		s.news <- model.Update{Watch: model.Watch{State: model.WatchWaiting, Until: time.Now().Add(30 * time.Second)}}
		after(1500 * time.Millisecond)
		before := out.len()
		after(10 * time.Second)
		if cost := (out.len() - before) / 10; cost == 0 || cost > 60 {
			t.Errorf("a second costs %d bytes, want at most 60", cost)
		}
		end()
	})
}

func TestWatchingAQuietChatWritesNothing(t *testing.T) {
	for word, w := range feeds() {
		if w.State == model.WatchWaiting {
			continue
		}
		screenTest(t, func(t *testing.T) {
			f := &fakechat.Chat{Pages: []model.Page{{ContactID: "c"}}}
			s := onAir(f)
			_, out, end := onTape(t, f)
			after(time.Second)
			s.news <- model.Update{Watch: w}
			after(10 * time.Second)
			before := out.len()
			after(time.Hour)
			if cost := out.len() - before; cost != 0 {
				t.Errorf("%s: an hour costs %d bytes", word, cost)
			}
			end()
		})
	}
}

// What outlives the screen blocks in its bubble, which fails the test.
func TestNothingOutlivesTheScreen(t *testing.T) {
	for name, w := range feeds() {
		t.Run(name, func(t *testing.T) {
			screenTest(t, func(t *testing.T) {
				f := &fakechat.Chat{Pages: chatOf(20)}
				f.OnLink = goodLink(time.Now)
				s := onAir(f)
				p, _, end := onTape(t, f, visible)
				after(time.Second)
				s.news <- model.Update{Attachments: []model.Attachment{arrival(1, model.StatusInProgress)}, Watch: w}
				after(time.Second)
				p.Send(tea.BlurMsg{})
				after(time.Minute)
				end()
			})
		})
	}
}
