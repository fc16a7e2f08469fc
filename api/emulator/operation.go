package emulator

import (
	"io"
	"net/http"
	"strings"
	"unicode/utf8"
)

const (
	viewPath    = "/participant/views/"
	maxBody     = 64 << 10 // far over the longest documented request
	maxToken    = 1000     // ParticipantToken and ConnectionToken, in characters
	bearer      = "X-Amz-Bearer"
	bearerField = "ConnectionToken"
)

// operation is one operation of the service. Rates are the documented ones, per instance.
type operation struct {
	name         string
	method, path string
	kind         tokenKind // which bearer token it wants
	rate, burst  float64   // calls a second, calls at once; 0 where no limit is documented
	troubled     bool      // the counted faults strike here
	answer       func(*Server, members) (any, *refusal)
}

func operations() []operation {
	post := http.MethodPost
	return []operation{
		{"CreateParticipantConnection", post, "/participant/connection", participantToken, 6, 9, false, (*Server).createConnection},
		{"GetTranscript", post, "/participant/transcript", connectionToken, 8, 12, true, (*Server).getTranscript},
		{"GetAttachment", post, "/participant/attachment", connectionToken, 8, 12, true, (*Server).getAttachment},
		{"SendMessage", post, "/participant/message", connectionToken, 10, 15, false, (*Server).sendMessage},
		{"SendEvent", post, "/participant/event", connectionToken, 10, 15, false, (*Server).sendEvent},
		{"DisconnectParticipant", post, "/participant/disconnect", connectionToken, 3, 5, false, (*Server).disconnect},
		{"StartAttachmentUpload", post, "/participant/start-attachment-upload", connectionToken, 2, 5, false, startUpload},
		{"CompleteAttachmentUpload", post, "/participant/complete-attachment-upload", connectionToken, 2, 5, false, completeUpload},
		{"DescribeView", http.MethodGet, viewPath, connectionToken, 0, 0, false, describeView},
		{"GetAuthenticationUrl", post, "/participant/authentication-url", connectionToken, 0, 0, false, authentication},
		{"CancelParticipantAuthentication", post, "/participant/cancel-authentication", connectionToken, 0, 0, false, authentication},
	}
}

// serveOperation answers a request to the service itself.
func (s *Server) serveOperation(w http.ResponseWriter, r *http.Request) {
	path := r.URL.Path
	if view, found := strings.CutPrefix(path, viewPath); found && view != "" {
		path = viewPath
	}
	op, ok := s.routes[r.Method+" "+path]
	if !ok {
		writeAnswer(w, nil, unknownRoute())
		return
	}
	if !s.delay(r.Context()) {
		return
	}
	if s.junk(op) {
		writeJunk(w)
		return
	}
	result, no := s.perform(op, r)
	writeAnswer(w, result, no)
}

// perform takes a request through the checks in the service's order: who, how often, what.
// Any Authorization header is ignored: these operations are not signed with SigV4, though the
// AWS CLI and botocore sign them when they have keys.
func (s *Server) perform(op operation, r *http.Request) (any, *refusal) {
	s.count(op.name)
	if no := s.authorize(op, r.Header.Get(bearer)); no != nil {
		return nil, no
	}
	if no := s.admit(op); no != nil {
		return nil, no
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, maxBody+1))
	if err != nil || len(body) > maxBody {
		return nil, &refusal{
			status: http.StatusRequestEntityTooLarge, code: "RequestEntityTooLargeException",
			message: "Request Too Long", gateway: true,
		}
	}
	in, no := parseMembers(body)
	if no != nil {
		return nil, no
	}
	in.host, in.secure = r.Host, r.TLS != nil
	return op.answer(s, in)
}

// authorize checks the bearer token. A token that is missing, made up, of the other kind or past
// its day is denied; so is every token once the chat has ended. Assumption: a missing token is
// denied like a wrong one.
func (s *Server) authorize(op operation, token string) *refusal {
	if utf8.RuneCountInString(token) > maxToken {
		return invalid("1 validation error detected: Value at '%s' failed to satisfy constraint: "+
			"Member must have length less than or equal to %d", bearerField, maxToken)
	}
	now := s.now()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.chat.ended || !s.accepts(op.kind, token, now) {
		return accessDenied("Access denied")
	}
	return nil
}

// admit lets a call through the operation's bucket and past the counted faults.
func (s *Server) admit(op operation) *refusal {
	now := s.clock.limits()
	s.mu.Lock()
	defer s.mu.Unlock()
	if no := s.faults.strike(op); no != nil {
		return no
	}
	if b := s.buckets[op.name]; b != nil && !b.take(now) {
		return throttled(0)
	}
	return nil
}

func (s *Server) count(operation string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls[operation]++
}
