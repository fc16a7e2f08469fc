package stub

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
)

// Violations returns what the client did that the service's description does not allow, and
// whether it broke the promised rate. Neither a token nor a link is in it.
func (s *Server) Violations() []string {
	return locked(s, func() []string { return slices.Concat(s.violations, tooFast(s.calls, s.opts.Rate)) })
}

// tooFast looks for more calls than promised since the first: 8 at once, and so many a second. Some more are let pass,
// since the first may have been held up on the way. Those after a rest are not judged by themselves: what was sent
// evenly is read at once on a busy machine. The limiter's own tests do that, in virtual time.
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
	for i, now := range at {
		if took := now.Sub(at[0]).Seconds(); float64(i+1) > burst+slack+rate*took {
			return []string{fmt.Sprintf("%d calls in %.1f s, %d at once and %g a second promised", i+1, took, burst, rate)}
		}
	}
	return nil
}

// checkRequest holds what is true of every request to the service. Server.mu must be held.
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
