package stub

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
)

// checkRequest holds what is true of every request to the service. s.mu must be held.
func (s *Server) checkRequest(op string, r *http.Request, body []byte) {
	if r.Method != http.MethodPost {
		s.wrong("%s: method %s", op, r.Method)
	}
	if r.URL.RawQuery != "" {
		s.wrong("%s: a query in the URL", op)
	}
	if got := r.Header.Get("Content-Type"); got != "application/json" {
		s.wrong("%s: Content-Type %q", op, got)
	}
	if n := len(r.Header.Values("X-Amz-Bearer")); n != 1 {
		s.wrong("%s: %d X-Amz-Bearer headers", op, n)
	}
	if strings.HasPrefix(r.Header.Get("X-Amz-Bearer"), "Bearer ") {
		s.wrong("%s: the bearer has a prefix", op)
	}
	if "http://"+r.Host != s.address {
		s.wrong("%s: Host %q", op, r.Host)
	}
	s.checkAgent(op, r)
	s.checkHeaders(op, r, "X-Amz-Security-Token", "X-Amz-Date")
	s.checkLeaks(op, r, body)
}

// checkAgent holds that the client says who it is. s.mu must be held.
func (s *Server) checkAgent(op string, r *http.Request) {
	if r.UserAgent() == "" || strings.HasPrefix(r.UserAgent(), "Go-http-client") {
		s.wrong("%s: User-Agent %q", op, r.UserAgent())
	}
}

// checkHeaders looks for headers that belong nowhere, and for these. s.mu must be held.
func (s *Server) checkHeaders(op string, r *http.Request, names ...string) {
	for _, name := range append(names, "Authorization", "Cookie", "Referer") {
		if r.Header.Get(name) != "" {
			s.wrong("%s: header %s", op, name)
		}
	}
	for name, values := range r.Header {
		if name != "X-Amz-Bearer" && strings.Contains(strings.Join(values, " "), "CANARY") {
			s.wrong("%s: a token in header %s", op, name)
		}
	}
}

// checkLeaks looks for tokens where none belongs. s.mu must be held.
func (s *Server) checkLeaks(op string, r *http.Request, body []byte) {
	if strings.Contains(r.RequestURI, "CANARY") {
		s.wrong("%s: a token in the URL", op)
	}
	if bytes.Contains(body, []byte("CANARY")) {
		s.wrong("%s: a token in the body", op)
	}
}

// decode reads a body of exactly the members that the operation has. It reports false after
// keeping the violation. s.mu must be held.
func (s *Server) decode(op string, body []byte, into any) bool {
	d := json.NewDecoder(bytes.NewReader(body))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		s.wrong("%s: body: %v", op, err)
		return false
	}
	if d.More() {
		s.wrong("%s: more than one value in the body", op)
		return false
	}
	return true
}

// between keeps a violation when a text is shorter or longer than documented, in characters.
// s.mu must be held.
func (s *Server) between(what, text string, low, high int) bool {
	if n := len([]rune(text)); n < low || n > high {
		s.wrong("%s: %d characters", what, n)
		return false
	}
	return true
}

// oneOf keeps a violation when a word is not one of those documented. s.mu must be held.
func (s *Server) oneOf(what, word string, words ...string) bool {
	if !slices.Contains(words, word) {
		s.wrong("%s: %q", what, word)
		return false
	}
	return true
}

// tooFast looks for more calls than promised: 8 at once after a rest, and so many a second. Some more are
// let pass, since a call may have been held up on the way.
func tooFast(calls []Call, rate float64) []string {
	if rate <= 0 {
		return nil
	}
	var at []time.Time
	for _, c := range calls {
		if c.Op == "GetAttachment" || c.Op == "GetTranscript" {
			at = append(at, c.At)
		}
	}
	const burst, slack = 8, 6
	saved, last := float64(burst+slack), time.Time{} // what a client may send at once
	for i, now := range at {
		if i > 0 {
			saved = min(saved+rate*now.Sub(last).Seconds(), burst+slack)
		}
		last = now
		if saved--; saved < 0 {
			return []string{fmt.Sprintf("%d calls in %.1f s, %d at once and %g a second promised", i+1, now.Sub(at[0]).Seconds(), burst, rate)}
		}
	}
	return nil
}

// Violations returns what the client did that the service's description does not allow, and
// whether it broke the promised rate. Neither a token nor a link is in it.
func (s *Server) Violations() []string {
	return locked(s, func() []string { return slices.Concat(s.violations, tooFast(s.calls, s.opts.Rate)) })
}
