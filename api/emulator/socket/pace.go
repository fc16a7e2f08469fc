package socket

import (
	"time"

	"github.com/coder/websocket"

	"attache/api/emulator/chat"
)

// Plans are the ends of the sockets.
func (h *Hub) Plans() []chat.Plan {
	var all []chat.Plan
	for _, k := range h.open {
		all = append(all, chat.Plan{At: k.ends, Do: func(time.Time) { k.ends = never(); k.finish(websocket.StatusGoingAway) }})
		if !k.breaks.IsZero() {
			all = append(all, chat.Plan{At: k.breaks, Do: func(time.Time) { k.breaks = time.Time{}; k.drop() }})
		}
	}
	return all
}

// never is an instant that no clock reaches.
func never() time.Time { return time.Unix(1<<40, 0) }

// keepPace starts the pacer with the first socket. Callers hold the lock.
func (h *Hub) keepPace() {
	if h.pacer != nil {
		h.Wake()
		return
	}
	p := &pacer{stir: make(chan struct{}, 1), stop: make(chan struct{})}
	h.pacer = p
	h.serving.Go(func() { h.pace(p) })
}

// Wake makes the pacer look at the clock and the plans again.
func (h *Hub) Wake() {
	if h.pacer == nil {
		return
	}
	select {
	case h.pacer.stir <- struct{}{}:
	default: // it is about to look
	}
}

func (h *Hub) pace(p *pacer) {
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		select {
		case <-p.stop:
			return
		case <-p.stir:
		case <-timer.C:
		}
		timer.Stop()
		h.chat.Lock()
		h.chat.CatchUp()
		next, ok := h.chat.Next()
		h.chat.Unlock()
		if !ok {
			continue
		}
		if wait, moves := h.chat.Clock.Until(next.At); moves {
			// At least a moment: under a clock that only moves when told, the time may be now and
			// still not come.
			timer.Reset(max(wait, time.Millisecond))
		}
	}
}
