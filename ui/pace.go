package ui

import (
	"reflect"
	"sync"
	"time"
	"unsafe"

	tea "charm.land/bubbletea/v2"
)

// The renderer looks for a new frame at a fixed rhythm, sixty times a second, even while nothing
// changes for hours: that was most of what an idle screen cost. The pacer lets it look often for a
// moment after each frame that was drawn, and then hardly ever.
const (
	busyRhythm = 8 * time.Millisecond
	busyTime   = 40 * time.Millisecond
	idleRhythm = time.Hour
)

// pacer sets the rhythm of the renderer. The nil pacer leaves it alone.
type pacer struct {
	find  func() *time.Ticker
	mu    sync.Mutex
	busy  bool
	drawn bool // since the timer was set
	timer *time.Timer
}

// newPacer returns the pacer of a program, nil if the framework keeps its ticker elsewhere than it
// did: then the screen works all the same and idles less well. A test holds the field's place.
func newPacer(p *tea.Program) *pacer {
	field := reflect.ValueOf(p).Elem().FieldByName("ticker")
	if !field.IsValid() || field.Type() != reflect.TypeFor[*time.Ticker]() {
		return nil
	}
	at := (**time.Ticker)(unsafe.Pointer(field.UnsafeAddr())) //nolint:gosec // the type was compared above
	return &pacer{find: func() *time.Ticker { return *at }}
}

// touch tells that a frame is about to be drawn. It is called on the program's own goroutine, which
// also made the ticker, so the pointer is read without a race; Reset is safe from anywhere.
func (p *pacer) touch() {
	if p == nil {
		return
	}
	t := p.find()
	if t == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.drawn = true
	if !p.busy {
		p.busy = true
		t.Reset(busyRhythm)
		p.timer = time.AfterFunc(busyTime, func() { p.rest(t) })
	}
}

// rest slows the renderer down once nothing was drawn for a moment.
func (p *pacer) rest(t *time.Ticker) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case !p.busy:
	case p.drawn:
		p.drawn = false
		p.timer.Reset(busyTime)
	default:
		p.busy = false
		t.Reset(idleRhythm)
	}
}

// stop ends the pacing; the framework has stopped its ticker.
func (p *pacer) stop() {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.busy = false
	if p.timer != nil {
		p.timer.Stop()
	}
}
