package emulator

import (
	"crypto/sha256"
	"slices"
	"time"

	"github.com/coder/websocket"
)

// FinishScans gives every attachment that is being scanned its result, and returns how many there
// were.
func (s *Server) FinishScans(clean bool) (n int) {
	s.change(func() {
		now := s.now()
		for _, it := range slices.Clone(s.chat.items) {
			for _, f := range it.files {
				if f.status == inProgress {
					s.settle(now, f, clean)
					n++
				}
			}
		}
	})
	return n
}

// FinishScan gives one attachment its result, and reports whether it was being scanned.
func (s *Server) FinishScan(id string, clean bool) (scanned bool) {
	s.change(func() {
		f := s.chat.files[id]
		if scanned = f != nil && f.status == inProgress; scanned {
			s.settle(s.now(), f, clean)
		}
	})
	return scanned
}

// settle is the end of a scan: the status changes in the transcript, and sockets get an ATTACHMENT
// item with it. Whether that item is the old one again or a new one is not documented; assumption:
// a client must take both, so they take turns. Callers hold the lock.
func (s *Server) settle(at time.Time, f *file, clean bool) {
	if s.faults.scan != "" {
		clean = s.faults.scan == "approved"
	}
	f.status = rejected
	if clean {
		f.status = approved
	}
	s.chat.scans++
	i := slices.IndexFunc(s.chat.items, func(it item) bool { return slices.Contains(it.files, f) })
	if i < 0 {
		return
	}
	it := s.chat.items[i]
	if s.faults.scanItem == "new" || s.faults.scanItem == "" && s.chat.scans%2 == 0 {
		it.id, it.at, it.coarse, it.files = derived(f.id), at, false, []*file{f}
		s.chat.add(it)
		return
	}
	s.publish(it)
}

// derived makes an id from another one, so that it takes nothing from the chat's random numbers.
func derived(id string) string {
	sum := sha256.Sum256([]byte(id))
	return uuid([16]byte(sum[:16]))
}

// EndChat ends the chat: the transcript and the sockets say so, the sockets close, and every token is
// denied from now on.
func (s *Server) EndChat() { s.change(func() { s.end(s.now()) }) }

func (s *Server) end(at time.Time) {
	s.faults.end = deadline{}
	if s.chat.ended {
		return
	}
	s.chat.event(at, participant{}, eventEnded)
	s.chat.ended = true
	for _, k := range s.sockets {
		k.finish(websocket.StatusNormalClosure)
	}
}
