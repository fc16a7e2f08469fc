package emulator

import (
	"time"
)

// The methods here bring trouble while the server runs. They take effect with the next request.

// ExpireLinks kills every link there is, as S3 does when the session that signed them ends: the
// next use gets 400 ExpiredToken.
func (s *Server) ExpireLinks() {
	s.change(func() { s.session++ })
}

// ExpireLinksOf kills the links of one attachment, and reports whether there is such a one.
func (s *Server) ExpireLinksOf(id string) (found bool) {
	s.change(func() {
		f := s.chat.files[id]
		if found = f != nil; found {
			f.session++
		}
	})
	return found
}

// ExpireTokens kills every connection token issued so far; the participant token lives on. Assumption:
// sockets that are open stay open.
func (s *Server) ExpireTokens() { s.change(func() { s.expireTokens(s.now()) }) }

func (s *Server) expireTokens(time.Time) {
	s.faults.expireToken = deadline{}
	s.era++
}

// AdvanceClock moves the service's clock by d, back when d is negative. Links and tokens age by it.
func (s *Server) AdvanceClock(d time.Duration) { s.change(func() { s.clock.advance(d) }) }

// SetSpeed makes the service's clock run n times as fast as the real one, up to 100 times; 0 stops
// it. A clock that stands still lets the rate limits go on.
func (s *Server) SetSpeed(n int) {
	s.change(func() { s.setSpeed(speed{given: n != 1, n: int64(min(max(n, 0), maxSpeed))}) })
}

func (s *Server) setSpeed(v speed) {
	s.faults.speed = v
	if !v.given {
		v.n = 1
	}
	s.clock.setSpeed(v.n)
}

// Clock returns the instant on the service's clock and how many seconds it makes in a real one.
func (s *Server) Clock() (now time.Time, speed float64) {
	return s.now(), float64(s.clock.pace())
}

// ThrottleNext makes the next n GetTranscript and GetAttachment calls end in 429.
func (s *Server) ThrottleNext(n int) { s.change(func() { s.faults.throttle = count(n) }) }

// DenyNext makes the next n GetTranscript and GetAttachment calls end in 403.
func (s *Server) DenyNext(n int) { s.change(func() { s.faults.deny = count(n) }) }

// FailNext makes the next n GetTranscript and GetAttachment calls end in 500.
func (s *Server) FailNext(n int) { s.change(func() { s.faults.errors = count(n) }) }

// DropSockets breaks every open socket without a word, and returns how many there were.
func (s *Server) DropSockets() (n int) {
	s.change(func() {
		for _, k := range s.sockets {
			if k.drop() {
				n++
			}
		}
	})
	return n
}

// Sockets returns how many sockets are open.
func (s *Server) Sockets() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.sockets)
}

// SetFault turns a fault on by the text that Options.Faults takes. A skew is added to the clock as
// it stands.
func (s *Server) SetFault(spec string) (err error) {
	parsed, err := parseFaults([]string{spec})
	if err != nil {
		return err
	}
	s.change(func() {
		err = s.faults.set(spec)
		s.launch(&parsed)
	})
	return err
}

// launch does what faults do when they are asked for, rather than when they strike. Callers hold the
// lock, or are the only ones.
func (s *Server) launch(f *faults) {
	s.clock.advance(time.Duration(f.skew))
	if f.speed.given {
		s.setSpeed(f.speed)
	}
	if f.end.armed {
		s.faults.end.at = s.now().Add(f.end.after)
	}
	if f.expireToken.armed {
		s.faults.expireToken.at = s.now().Add(f.expireToken.after)
	}
}

// ClearFaults ends every fault but the skew; the clock runs as usual.
func (s *Server) ClearFaults() {
	s.change(func() {
		s.faults = faults{}
		s.setSpeed(speed{})
	})
}

// State lists the faults that are on at the moment, as SetFault takes them.
func (s *Server) State() []string {
	now := s.now()
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.faults.texts(now)
}

// Calls returns how often an operation was called, refused calls included. Sockets count as "Socket".
func (s *Server) Calls(operation string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.calls[operation]
}

// change does something to the server after all that was due before, and makes the pacer look anew.
func (s *Server) change(with func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.catchUp()
	with()
	s.catchUp()
	s.stir()
}
