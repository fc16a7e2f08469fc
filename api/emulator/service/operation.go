package service

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"attache/api/emulator/fault"
	"attache/api/emulator/token"
	"attache/api/emulator/wire"
)

func operations() []operation {
	post := http.MethodPost
	return []operation{
		{"CreateParticipantConnection", post, "/participant/connection", token.Participant, 6, 9, false, (*Service).createConnection},
		{"GetTranscript", post, "/participant/transcript", token.Connection, 8, 12, true, (*Service).getTranscript},
		{"GetAttachment", post, "/participant/attachment", token.Connection, 8, 12, true, (*Service).getAttachment},
		{"SendMessage", post, "/participant/message", token.Connection, 10, 15, false, (*Service).sendMessage},
		{"SendEvent", post, "/participant/event", token.Connection, 10, 15, false, (*Service).sendEvent},
		{"DisconnectParticipant", post, "/participant/disconnect", token.Connection, 3, 5, false, (*Service).disconnect},
		{"StartAttachmentUpload", post, "/participant/start-attachment-upload", token.Connection, 2, 5, false, (*Service).startUpload},
		{"CompleteAttachmentUpload", post, "/participant/complete-attachment-upload", token.Connection, 2, 5, false, (*Service).completeUpload},
		{"DescribeView", http.MethodGet, ViewPath, token.Connection, 0, 0, false, describeView},
		{"GetAuthenticationUrl", post, "/participant/authentication-url", token.Connection, 0, 0, false, authenticationURL},
		{"CancelParticipantAuthentication", post, "/participant/cancel-authentication", token.Connection, 0, 0, false, authentication},
	}
}

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
	if !on {
		return
	}
	for _, op := range s.routes {
		if op.rate > 0 {
			s.quotas[op.name] = newQuota(op.rate, op.burst)
		}
	}
	for name, calls := range map[string][2]float64{"StartChatContact": {5, 8}, "CreateParticipant": {5, 8}, "StopContact": {2, 5}, "GetContactAttributes": {2, 5}} {
		s.quotas[name] = newQuota(calls[0], calls[1])
	}
}

// Spend counts a call of Connect's, and refuses one too many.
func (s *Service) Spend(name string) *wire.Refusal {
	s.chat.Lock()
	defer s.chat.Unlock()
	if q := s.quotas[name]; q == nil || bool(s.chat.Faults.Unlimited) || q.take(s.chat.Clock.Now()) {
		return nil
	}
	return s.throttled()
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

// TooMany is the refusal of one call too many.
func (s *Service) TooMany() *wire.Refusal {
	s.chat.Lock()
	defer s.chat.Unlock()
	return s.throttled()
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
		no = s.TooMany()
	}
	wire.Write(w, s.chat.Secret, nil, no)
}

// writeJunk sends the page of a proxy that wants a login: the status says all is well.
func writeJunk(w http.ResponseWriter) {
	const page = "<!DOCTYPE html>\n<html><head><title>Sign in</title></head>" +
		"<body><h1>Sign in to the network</h1></body></html>\n"
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Length", strconv.Itoa(len(page)))
	_, _ = w.Write([]byte(page)) // a client that has gone away is no fault of ours
}
