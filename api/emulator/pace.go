package emulator

import (
	"slices"
	"time"

	"github.com/coder/websocket"
)

// What happens by itself – the script, the end of sockets, deadlines – happens when its time on the
// service's clock has come and somebody can notice: with the next request, or at once while a
// socket is open.

// happening is something that is due at an instant.
type happening struct {
	at time.Time
	do func(at time.Time) // called with the lock held; it takes itself off what is to come
}

// next returns what happens first. Callers hold the lock.
func (s *Server) next() (happening, bool) {
	var all []happening
	if len(s.chat.script) > 0 && !s.chat.ended {
		all = append(all, happening{s.chat.script[0].at, s.playBeat})
	}
	if s.faults.end.armed {
		all = append(all, happening{s.faults.end.at, s.end})
	}
	if s.faults.expireToken.armed {
		all = append(all, happening{s.faults.expireToken.at, s.expireTokens})
	}
	for _, k := range s.sockets {
		all = append(all, happening{k.ends, func(time.Time) { k.ends = never(); k.finish(websocket.StatusGoingAway) }})
		if !k.breaks.IsZero() {
			all = append(all, happening{k.breaks, func(time.Time) { k.breaks = time.Time{}; k.drop() }})
		}
	}
	if len(all) == 0 {
		return happening{}, false
	}
	return slices.MinFunc(all, func(a, b happening) int { return a.at.Compare(b.at) }), true
}

// never is an instant that no clock reaches.
func never() time.Time { return time.Unix(1<<40, 0) }

// catchUp does all that is due. Callers hold the lock.
func (s *Server) catchUp() {
	now := s.now()
	for {
		h, ok := s.next()
		if !ok || h.at.After(now) {
			return
		}
		h.do(h.at)
	}
}

// pacer does what is due while a socket is open.
type pacer struct{ stir, stop chan struct{} }

// keepPace starts the pacer with the first socket. Callers hold the lock.
func (s *Server) keepPace() {
	if s.pacer != nil {
		s.stir()
		return
	}
	p := &pacer{stir: make(chan struct{}, 1), stop: make(chan struct{})}
	s.pacer = p
	s.serving.Add(1)
	go func() {
		defer s.serving.Done()
		s.pace(p)
	}()
}

// stir makes the pacer look at the clock and the plans again. Callers hold the lock.
func (s *Server) stir() {
	if s.pacer == nil {
		return
	}
	select {
	case s.pacer.stir <- struct{}{}:
	default: // it is about to look
	}
}

func (s *Server) pace(p *pacer) {
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
		s.mu.Lock()
		s.catchUp()
		h, ok := s.next()
		s.mu.Unlock()
		if !ok {
			continue
		}
		if wait, moves := s.clock.until(h.at); moves {
			// At least a moment: under a clock that only moves when told, the time may be now and
			// still not come.
			timer.Reset(max(wait, time.Millisecond))
		}
	}
}

// closeSocket gives a socket's place free.
func (s *Server) closeSocket(k *socket) {
	k.drop()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sockets = slices.DeleteFunc(s.sockets, func(other *socket) bool { return other == k })
	if len(s.sockets) == 0 && s.pacer != nil {
		close(s.pacer.stop)
		s.pacer = nil
	}
	s.serving.Done()
}

// publish sends an item to every socket that has subscribed. Callers hold the lock.
func (s *Server) publish(it item) {
	if bool(s.faults.mute) || !slices.ContainsFunc(s.sockets, func(k *socket) bool { return k.subscribed }) {
		return
	}
	frames := [][]byte{s.chat.frame(it)}
	if s.faults.garbage.take() {
		frames = append(nonsense(), frames...)
	}
	for _, k := range s.sockets {
		if k.subscribed {
			k.put(frames...)
		}
	}
}
