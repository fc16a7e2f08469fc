// Package pacer makes the renderer of Bubble Tea draw when there is something to draw.
//
// The framework (v2.1.1) looks for a new frame at a fixed rate, sixty times a second, even while nothing
// changes for hours, and a key waits for the next look. Two changes that would end both are open upstream:
// github.com/charmbracelet/bubbletea pull requests 1776 and 1796. When one of them is released, this
// package can go.
package pacer

import (
	"sync"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"
)

// rest is the time between two looks of the renderer at least.
const rest = 4 * time.Millisecond

// handedOver is a message to the program's own loop. The loop takes it, as any other, when it has given the
// renderer every frame that was announced before.
type handedOver struct{}

// Pacer gives the renderer its ticks: one after each frame, none while nothing is drawn. The nil Pacer,
// and one that drives no program, do nothing. It waits for the program and the renderer without a limit in time:
// each timer that is set for every frame would wake an idle machine once more for each.
type Pacer struct {
	Rested func() // called after each look; it must not wait. Nil: nothing is; set before Drive

	send      func(tea.Msg)
	ticks     chan time.Time // unbuffered: a tick that was given was taken
	drawn     chan struct{}  // holds one while frames wait for a look
	handed    chan struct{}  // holds one when more frames are in the renderer's hands
	announced atomic.Int64   // frames
	inHand    atomic.Int64   // of these, how many the renderer has
	asked     atomic.Bool    // a handedOver is on its way
	seen      int64          // how many of the frames there was a look for
	pause     *time.Timer    // ends when the renderer may look again; while no frame waits for that, it wakes nobody
	done      chan struct{}
	over      sync.WaitGroup
}

// New returns a pacer for one program.
func New() *Pacer {
	return &Pacer{
		ticks: make(chan time.Time), drawn: make(chan struct{}, 1),
		handed: make(chan struct{}, 1), done: make(chan struct{}),
	}
}

// Filter goes to the program as its filter: it takes out the pacer's own messages. A loop that comes for its next
// message, whichever, has handed over all that it drew before. What it does next may take as long as it likes.
func (p *Pacer) Filter(_ tea.Model, msg tea.Msg) tea.Msg {
	_, own := msg.(handedOver)
	n := p.announced.Load()
	more := p.inHand.Swap(n) != n
	if own {
		p.asked.Store(false)
		msg = nil
	}
	if more {
		signal(p.handed)
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
	p.announced.Add(1)
	signal(p.drawn)
}

// Stop ends the pacing. The program must have ended.
func (p *Pacer) Stop() {
	close(p.done)
	p.over.Wait()
}

// show lets the renderer look until it has surely seen every frame that was announced. It returns false when the
// pacer was stopped.
func (p *Pacer) show() bool {
	for p.seen < p.announced.Load() {
		for p.inHand.Load() == p.seen {
			if !p.asked.Swap(true) {
				go p.send(handedOver{}) // there may be no other message for hours
			}
			if !await(p, p.handed) {
				return false
			}
		}
		if !await(p, p.pause.C) {
			return false
		}
		n := p.inHand.Load()
		if !p.tick() {
			return false
		}
		p.seen = n
		if p.Rested != nil {
			p.Rested()
		}
		p.pause.Reset(rest)
	}
	return true
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

// signal tells c unless it was told already.
func signal(c chan<- struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}
