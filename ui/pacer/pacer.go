// Package pacer makes the renderer of Bubble Tea draw when there is something to draw.
//
// The framework (v2.1.1) looks for a new frame at a fixed rate, sixty times a second, even while nothing
// changes for hours, and a key waits for the next look. Two changes that would end both are open upstream:
// github.com/charmbracelet/bubbletea pull requests 1776 and 1796. When one of them is released, this
// package can go.
package pacer

import (
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"
)

// rest is the time between two looks of the renderer at least, and how long a program that is busy may
// keep a look waiting.
const rest = 4 * time.Millisecond

// handedOver is a message to the program's own loop. The loop takes it when it has given the renderer
// every frame that was announced before.
type handedOver struct{}

// Pacer gives the renderer its ticks: one after each frame, none while nothing is drawn. The nil Pacer,
// and one that drives no program, do nothing.
type Pacer struct {
	send   func(tea.Msg)
	ticks  chan time.Time // unbuffered: a tick that was given was taken
	drawn  chan struct{}  // holds one while frames are on their way
	handed chan struct{}
	pause  *time.Timer // ends when the renderer may look again; while no frame waits for that, it wakes nobody
	done   chan struct{}
	over   sync.WaitGroup
}

// New returns a pacer for one program.
func New() *Pacer {
	return &Pacer{
		ticks: make(chan time.Time), drawn: make(chan struct{}, 1),
		handed: make(chan struct{}, 1), done: make(chan struct{}),
	}
}

// Filter goes to the program as its filter: it takes out the pacer's own messages.
func (p *Pacer) Filter(_ tea.Model, msg tea.Msg) tea.Msg {
	if _, own := msg.(handedOver); own {
		p.handed <- struct{}{}
		return nil
	}
	return msg
}

// Drive starts to pace a program that does not run yet, until Stop. It returns false where the framework
// keeps its ticker elsewhere than it did: then the program draws at the framework's own rate.
func (p *Pacer) Drive(program *tea.Program) bool {
	if !replaceTicker(program, p.ticks) {
		return false
	}
	p.start(program.Send)
	return true
}

func (p *Pacer) start(send func(tea.Msg)) {
	p.send, p.pause = send, time.NewTimer(0)
	p.over.Go(func() {
		for await(p, p.drawn) && p.show() {
		}
	})
}

// Drawn announces a frame. View calls it, so the frame is not in the renderer's hands yet.
func (p *Pacer) Drawn() {
	if p == nil || p.send == nil {
		return
	}
	select {
	case p.drawn <- struct{}{}:
	default: // announced, and not begun with
	}
}

// Stop ends the pacing. The program must have ended.
func (p *Pacer) Stop() {
	close(p.done)
	p.over.Wait()
}

// show lets the renderer look until it has surely seen the frame that was announced. A look before the
// frame was handed over shows what is there, so that a program with its hands full is still seen to live.
// It returns false when the pacer was stopped.
func (p *Pacer) show() bool {
	go p.send(handedOver{})
	for {
		handed, running := p.awaitOr(p.handed, rest)
		if !running || !await(p, p.pause.C) || !p.tick() {
			return false
		}
		if p.pause.Reset(rest); handed {
			return true
		}
	}
}

// tick returns when the renderer looks, false when the pacer was stopped.
func (p *Pacer) tick() bool {
	select {
	case p.ticks <- time.Time{}:
		return true
	case <-p.done:
		return false
	}
}

// await waits for c, and returns false when the pacer was stopped.
func await[T any](p *Pacer, c <-chan T) bool {
	select {
	case <-c:
		return true
	case <-p.done:
		return false
	}
}

// awaitOr waits for c, for d at most. running is false when the pacer was stopped.
func (p *Pacer) awaitOr(c <-chan struct{}, d time.Duration) (came, running bool) {
	limit := time.NewTimer(d)
	defer limit.Stop()
	select {
	case <-c:
		return true, true
	case <-limit.C:
		return false, true
	case <-p.done:
		return false, false
	}
}
