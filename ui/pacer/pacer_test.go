package pacer

import (
	"math/rand/v2"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
)

// inBubble gives a test a clock of its own.
func inBubble(t *testing.T, f func(t *testing.T)) {
	t.Helper()
	synctest.Test(t, f)
}

// after lets virtual time pass.
func after(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}

// program is one that hands frames to a renderer as the framework does. Its locks are channels, so that
// time can pass in a bubble while they are held.
type program struct {
	pace    *Pacer
	loop    chan func() // what its loop is to do
	lock    chan struct{}
	frame   int           // the last one in the renderer's hands
	on      int           // the one on the screen
	looks   []time.Time   // when the renderer looked
	holdup  func()        // called wherever it may be held up
	leaving chan struct{} // closed when it ends
}

func start(t *testing.T, holdup func()) *program {
	t.Helper()
	p := &program{
		pace: New(), loop: make(chan func()), lock: make(chan struct{}, 1), holdup: holdup, leaving: make(chan struct{}),
	}
	p.pace.start(p.send)
	go func() {
		for {
			select {
			case f := <-p.loop:
				f()
			case <-p.leaving:
				return
			}
		}
	}()
	go p.render()
	t.Cleanup(func() {
		close(p.leaving)
		p.pace.Stop()
	})
	return p
}

// send gives the program's loop a message, which passes the filter first.
func (p *program) send(msg tea.Msg) { p.do(func() { p.pace.Filter(nil, msg) }) }

// do lets the program's loop do f.
func (p *program) do(f func()) {
	select {
	case p.loop <- f:
	case <-p.leaving:
	}
}

// draw announces a frame and hands it over.
func (p *program) draw(n int) {
	p.do(func() {
		p.pace.Filter(nil, n)
		p.pace.Drawn()
		p.holdup()
		p.lock <- struct{}{}
		p.frame = n
		<-p.lock
	})
}

// render looks for frames and brings them to the screen.
func (p *program) render() {
	for {
		select {
		case <-p.pace.ticks:
			p.lock <- struct{}{}
			p.looks = append(p.looks, time.Now())
			if p.on != p.frame {
				p.holdup()
				p.on = p.frame
			}
			<-p.lock
		case <-p.leaving:
			return
		}
	}
}

func never() {}

func TestARestingScreenIsNeverLookedAt(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		p := start(t, never)
		after(time.Hour)
		p.draw(1)
		after(time.Hour)
		if len(p.looks) != 1 {
			t.Errorf("%d looks at one frame", len(p.looks))
		}
	})
}

func TestAFrameAfterARestIsShownAtOnce(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		p := start(t, never)
		for n := range 10 {
			after(time.Hour)
			p.draw(n + 1)
			if synctest.Wait(); p.on != n+1 {
				t.Errorf("frame %d is not on the screen", n+1)
			}
		}
	})
}

func TestAFloodOfFramesIsShownAtASteadyRate(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		p := start(t, never)
		const flood = 600 * time.Millisecond
		for began := time.Now(); time.Since(began) < flood; after(100 * time.Microsecond) {
			p.draw(p.frame + 1)
		}
		if most := int(flood / rest); len(p.looks) < most-1 || len(p.looks) > most+1 {
			t.Errorf("%d looks in %v, want one each %v", len(p.looks), flood, rest)
		}
	})
}

// A program that takes its time between announcing a frame and handing it over is still shown to live,
// and the frame is on the screen when it has come.
func TestAFrameIsShownHoweverLateItIsHandedOver(t *testing.T) {
	for _, late := range []time.Duration{time.Microsecond, rest, 40 * time.Millisecond, 80 * time.Millisecond, time.Minute} {
		inBubble(t, func(t *testing.T) {
			p := start(t, func() { time.Sleep(late) })
			go p.draw(1)
			after(late) // the announcement and the handing over
			after(late) // the terminal
			after(3 * rest)
			if p.on != 1 {
				t.Errorf("handed over after %v: it is not on the screen", late)
			}
			looks := len(p.looks)
			if after(time.Hour); len(p.looks) != looks {
				t.Errorf("handed over after %v: %d looks at what was drawn", late, len(p.looks)-looks)
			}
		})
	}
}

// holdups hold a program up at random, wherever it is.
type holdups struct {
	mu   sync.Mutex
	rng  *rand.Rand
	on   bool
	ends time.Time // of the last that has begun
}

// longest is far above any wait of the pacer's own.
const longest = 3 * time.Second

func (h *holdups) hold() {
	d := h.next(longest)
	h.mu.Lock()
	if ends := time.Now().Add(d); ends.After(h.ends) {
		h.ends = ends
	}
	h.mu.Unlock()
	time.Sleep(d)
}

// over waits for the end of all that have begun.
func (h *holdups) over() {
	h.mu.Lock()
	ends := h.ends
	h.mu.Unlock()
	after(time.Until(ends))
}

// next is a time below most, mostly far below it.
func (h *holdups) next(most time.Duration) time.Duration {
	h.mu.Lock()
	defer h.mu.Unlock()
	if !h.on || h.rng.IntN(3) == 0 {
		return 0
	}
	return time.Duration(h.rng.Int64N(int64(most)>>h.rng.IntN(20) + 1))
}

func (h *holdups) set(on bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.on = on
}

// neverLate draws frames while anything is held up, and checks that a second after the last of it the
// last frame is shown.
func neverLate(t *testing.T, seed uint64, begin func(t *testing.T, holdup func()) (draw func(n int), shown func(n int) bool, end func())) {
	t.Helper()
	inBubble(t, func(t *testing.T) {
		h := &holdups{rng: rand.New(rand.NewPCG(seed, 0))}
		draw, shown, end := begin(t, h.hold)
		n := 0
		for round := range 30 {
			h.set(true)
			for range 1 + round%5 {
				n++
				draw(n)
				after(h.next(200 * time.Millisecond))
			}
			h.set(false)
			h.over()
			if after(time.Second); !shown(n) {
				t.Fatalf("seed %d, round %d: frame %d is not on the screen", seed, round, n)
			}
		}
		end()
	})
}

func TestNoFrameWaitsASecondWhateverStalls(t *testing.T) {
	for seed := range uint64(200) {
		neverLate(t, seed, func(t *testing.T, holdup func()) (func(int), func(int) bool, func()) {
			p := start(t, holdup)
			return p.draw, func(n int) bool { return p.on == n }, func() {}
		})
	}
}

func TestAPacerWithoutAProgramDoesNothing(t *testing.T) {
	var none *Pacer
	none.Drawn()
	idle := New()
	idle.Drawn()
	idle.Stop()
}
