package service

import (
	"net/http"
	"strings"
	"time"

	"attache/api/emulator/fault"
	"attache/api/emulator/wire"
)

// Operations lists the names of all operations.
func Operations() (names []string) {
	for _, op := range operations() {
		names = append(names, op.name)
	}
	return names
}

// Operation names the operation that a request is for; "" for a path or method that there is not.
func (s *Service) Operation(r *http.Request) string { return s.route(r).name }

func (s *Service) route(r *http.Request) operation {
	path := r.URL.Path
	if view, found := strings.CutPrefix(path, ViewPath); found && view != "" {
		path = ViewPath
	}
	return s.routes[r.Method+" "+path]
}

// Limit gives each operation its documented quota, full, or takes all quotas away.
func (s *Service) Limit(on bool) {
	s.chat.Lock()
	defer s.chat.Unlock()
	clear(s.quotas)
	for _, op := range s.routes {
		if op.rate > 0 && on {
			s.quotas[op.name] = newQuota(op.rate, op.burst)
		}
	}
}

// Limited reports whether there are quotas.
func (s *Service) Limited() bool {
	s.chat.Lock()
	defer s.chat.Unlock()
	return len(s.quotas) > 0 && !bool(s.chat.Faults.Unlimited)
}

// throttled is the 429 of whichever cause. Either every one says when to come again, or none does. Callers hold the lock.
func (s *Service) throttled() *wire.Refusal {
	if s.chat.Faults.NoRetryAfter {
		return wire.Throttled(0)
	}
	return wire.Throttled(time.Second) // by when every quota has a call free again
}

// Strike answers a call with a fault that was aimed at it.
func (s *Service) Strike(w http.ResponseWriter, name string) {
	no := wire.InternalError()
	switch name {
	case fault.Junk:
		writeJunk(w)
		return
	case fault.Deny:
		no = wire.AccessDenied("Access denied")
	case fault.Invalid, fault.Missing:
		no = wire.Invalid("Invalid request")
	case fault.Throttle:
		s.chat.Lock()
		no = s.throttled()
		s.chat.Unlock()
	}
	wire.Write(w, s.chat.Secret, nil, no)
}
