package emulator

import (
	"strings"
	"time"
)

// The methods here bring trouble while the server runs. They take effect with the next request.

// ExpireLinks kills every link there is, as S3 does when the session that signed them ends: the
// next use gets 400 ExpiredToken.
func (s *Server) ExpireLinks() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.session++
}

// AdvanceClock moves the service's clock by d, back when d is negative. Links and tokens age by it.
func (s *Server) AdvanceClock(d time.Duration) { s.offset.Add(int64(d)) }

// ThrottleNext makes the next n GetTranscript and GetAttachment calls end in 429.
func (s *Server) ThrottleNext(n int) { s.change(func(f *faults) { f.throttle = n }) }

// DenyNext makes the next n GetTranscript and GetAttachment calls end in 403.
func (s *Server) DenyNext(n int) { s.change(func(f *faults) { f.deny = n }) }

// FailNext makes the next n GetTranscript and GetAttachment calls end in 500.
func (s *Server) FailNext(n int) { s.change(func(f *faults) { f.errors = n }) }

// SetFault turns a fault on by the text that Options.Faults takes. A skew is added to the clock as
// it stands.
func (s *Server) SetFault(spec string) error {
	parsed, err := parseFaults([]string{spec})
	if err != nil {
		return err
	}
	s.AdvanceClock(parsed.skew)
	name, value, given := strings.Cut(spec, "=")
	s.change(func(f *faults) { err = f.set(name, value, given) })
	return err
}

// ClearFaults ends every fault but the skew.
func (s *Server) ClearFaults() { s.change(func(f *faults) { *f = faults{} }) }

// FinishScans gives every attachment that is being scanned its result.
func (s *Server) FinishScans(clean bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range s.chat.files {
		switch {
		case f.status != inProgress:
		case clean:
			f.status = approved
		default:
			f.status = rejected
		}
	}
}

// EndChat ends the chat: the transcript says so, and every token is denied from now on.
func (s *Server) EndChat() {
	now := s.now()
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.chat.ended {
		s.chat.event(now, participant{}, eventEnded)
		s.chat.ended = true
	}
}

// Calls returns how often an operation was called, refused calls included.
func (s *Server) Calls(operation string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.calls[operation]
}

func (s *Server) change(with func(*faults)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	with(&s.faults)
}
