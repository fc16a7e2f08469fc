package pair

import (
	"crypto/subtle"
	"encoding/hex"
	"net/http"
	"slices"

	"attache/model"
)

// hello begins with a window: this program proves itself, if the page's code is the one that holds.
func (s *Server) hello(_ *http.Request, m message) (answer, string) {
	origin, err := model.CheckOrigin("origin", m.Origin)
	if err != nil || origin != m.Origin {
		return answer{}, "origin"
	}
	if !isNonce(m.Nonce) {
		return answer{}, "body"
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	w := &window{ticket: nonce(), origin: origin, theirs: m.Nonce, ours: nonce(), again: m.Again, replaced: make(chan struct{})}
	key, why := s.keyOf(w)
	if why != "" {
		return answer{}, why
	}
	s.remember(w)
	return answer{Ticket: w.ticket, Nonce: w.ours, Proof: proof(key, "attache", s.port, w)}, ""
}

// keyOf returns the key by which a window's page has to prove itself, or why there is none.
func (s *Server) keyOf(w *window) (key []byte, why string) {
	switch {
	case w.again && (s.page == nil || s.page.origin != w.origin):
		return nil, "page"
	case w.again:
		return s.page.key, ""
	case s.why == model.FaultTries:
		return nil, "tries"
	case s.code.text == "":
		return nil, "used"
	case !s.code.good(s.now()):
		return nil, "old"
	}
	return []byte(s.code.text), ""
}

// proof is what shows that a side knows a key, in one exchange between one page and this port. The side is part
// of it: neither can be made to say what the other has to.
func proof(key []byte, side, port string, w *window) string {
	return hex.EncodeToString(derive(key, "attache pair 1", side, port, w.origin, w.theirs, w.ours))
}

// remember keeps a window, and of those that have proved nothing the newest few.
func (s *Server) remember(w *window) {
	s.windows = append(s.windows, w)
	waiting := 0
	for i := len(s.windows) - 1; i >= 0; i-- {
		if s.windows[i].page != nil {
			continue
		}
		if waiting++; waiting > maxWindows {
			s.windows = slices.Delete(s.windows, i, i+1)
		}
	}
}

// pair lets the page of a window prove itself. A code is gone with its first use, and after a few wrong ones.
func (s *Server) pair(_ *http.Request, m message) (answer, string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	w := s.find(m.Ticket)
	if w == nil || w.page != nil {
		return answer{}, "ticket"
	}
	key, why := s.keyOf(w)
	if why == "" && subtle.ConstantTimeCompare([]byte(m.Proof), []byte(proof(key, "page", s.port, w))) != 1 {
		why = "code"
	}
	if why != "" {
		s.drop(w)
		if why == "code" {
			s.wrong()
		}
		return answer{}, why
	}
	if !w.again {
		// A page that was loaded anew goes on with the chats that were accepted from its origin.
		accepted := map[string]chan model.Secret{}
		if s.page != nil && s.page.origin == w.origin {
			accepted = s.page.accepted
		}
		s.page = &page{origin: w.origin, key: derive(key, "attache pair 1", "key", s.port, w.origin, w.theirs, w.ours), accepted: accepted}
		s.code = code{}
	}
	w.page = s.page
	// One window speaks for one page: all others have had their time.
	s.windows = slices.DeleteFunc(s.windows, func(other *window) bool {
		old := other.page != nil && other != w
		if old {
			close(other.replaced)
		}
		return old
	})
	return answer{}, ""
}

// wrong counts a wrong code, and takes none any more after a few.
func (s *Server) wrong() {
	if s.tries++; s.tries >= MaxTries {
		s.end(model.FaultTries)
	}
}

func (s *Server) find(ticket string) *window {
	for _, w := range s.windows {
		if subtle.ConstantTimeCompare([]byte(w.ticket), []byte(ticket)) == 1 {
			return w
		}
	}
	return nil
}

func (s *Server) drop(w *window) {
	s.windows = slices.DeleteFunc(s.windows, func(other *window) bool { return other == w })
}

// anotherCode gives the window of the page that is paired a code to show: the page forgets its key when it is
// closed or loaded anew. The page that comes with it takes the place of this one.
func (s *Server) anotherCode(_ *http.Request, m message) (answer, string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if w := s.find(m.Ticket); w == nil || w.page == nil {
		return answer{}, "ticket"
	}
	if s.why == model.FaultTries {
		return answer{}, "tries"
	}
	if !s.code.good(s.now()) {
		s.code = newCode(s.now())
	}
	return answer{Code: s.port + "-" + s.code.text}, ""
}
