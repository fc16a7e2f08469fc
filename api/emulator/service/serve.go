package service

import (
	"io"
	"net/http"
	"strconv"
	"strings"
	"unicode/utf8"

	"attache/api/emulator/bucket"
	"attache/api/emulator/chat"
	"attache/api/emulator/socket"
	"attache/api/emulator/token"
	"attache/api/emulator/wire"
)

// New makes the service of a chat, with the documented quotas or without any.
func New(c *chat.Chat, b *bucket.Bucket, h *socket.Hub, limited bool) *Service {
	s := &Service{chat: c, bucket: b, sockets: h, routes: map[string]operation{}, quotas: map[string]*quota{}}
	for _, op := range operations() {
		s.routes[op.method+" "+op.path] = op
	}
	s.Limit(limited)
	return s
}

// ServeHTTP answers a request to the service itself.
func (s *Service) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	op := s.route(r)
	if op.name == "" {
		wire.Write(w, s.chat.Secret, nil, wire.UnknownRoute())
		return
	}
	if !s.chat.Delay(r.Context()) {
		return
	}
	if s.junk(op) {
		writeJunk(w)
		return
	}
	result, no := s.perform(op, r)
	wire.Write(w, s.chat.Secret, result, no)
}

// perform takes a request through the checks in the service's order: who, how often, what.
// Any Authorization header is ignored: these operations are not signed with SigV4, though the
// AWS CLI and botocore sign them when they have keys.
func (s *Service) perform(op operation, r *http.Request) (any, *wire.Refusal) {
	s.chat.Count(op.name)
	who, no := s.authorize(op, r.Header.Get(Bearer))
	if no != nil {
		return nil, no
	}
	if no := s.admit(op); no != nil {
		return nil, no
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, maxBody+1))
	if err != nil || len(body) > maxBody {
		return nil, wire.TooLong()
	}
	in := request{wire.Parse(body), wire.OriginOf(r), who, strings.TrimPrefix(r.URL.Path, ViewPath)}
	if no := in.Wrong(); no != nil {
		return nil, no
	}
	return op.answer(s, in)
}

// authorize checks the bearer token. A token that is missing, made up, of the other kind or past
// its day is denied; so is every token once the chat has ended. Assumption: a missing token is
// denied like a wrong one.
func (s *Service) authorize(op operation, text string) (*chat.Member, *wire.Refusal) {
	if utf8.RuneCountInString(text) > maxToken {
		return nil, wire.Constraint(bearerField, "have length less than or equal to "+strconv.Itoa(maxToken))
	}
	s.chat.Lock()
	defer s.chat.Unlock()
	who := s.chat.Bearer(op.kind, text)
	if who == nil || s.chat.Talk.Ended {
		return nil, wire.AccessDenied("Access denied")
	}
	return who, nil
}

// admit lets a call through the operation's quota and past the counted faults.
func (s *Service) admit(op operation) *wire.Refusal {
	now := s.chat.Clock.Limits()
	s.chat.Lock()
	defer s.chat.Unlock()
	if no := s.strike(op); no != nil {
		return no
	}
	if s.chat.Faults.Unlimited {
		return nil
	}
	if q := s.quotas[op.name]; q != nil && !q.take(now) {
		return s.throttled()
	}
	return nil
}

// junk reports whether the next answer of op is to be a proxy's page.
func (s *Service) junk(op operation) bool {
	s.chat.Lock()
	defer s.chat.Unlock()
	return op.troubled && s.chat.Faults.Junk.Take()
}

// strike returns the refusal that the next troubled call gets, if any. Callers hold the lock.
func (s *Service) strike(op operation) *wire.Refusal {
	f := &s.chat.Faults
	connects := op.kind == token.Participant
	switch {
	case connects && f.ConnectDeny.Take(), op.troubled && f.Deny.Take():
		return wire.AccessDenied("Access denied")
	case connects && f.ConnectErrors.Take(), op.troubled && f.Errors.Take():
		return wire.InternalError()
	case op.troubled && f.Throttle.Take():
		return s.throttled()
	}
	return nil
}
