package connect

import (
	"io"
	"net/http"
	"strings"

	"attache/api/emulator/fault"
	"attache/api/emulator/sigv4"
	"attache/api/emulator/wire"
)

// operation is one operation of Connect.
type operation struct {
	name, method, path string
	throttled          string // the code of its 429
	answer             func(*Contacts, input) (any, *wire.Refusal)
}

func operations() []operation {
	const tooMany, throttling = "TooManyRequestsException", "ThrottlingException"
	return []operation{
		{"StartChatContact", http.MethodPut, "/contact/chat", tooMany, (*Contacts).startChat},
		{"CreateParticipant", http.MethodPost, "/contact/create-participant", throttling, (*Contacts).createParticipant},
		{"StopContact", http.MethodPost, "/contact/stop", tooMany, (*Contacts).stopContact},
		{"GetContactAttributes", http.MethodGet, "/contact/attributes/", tooMany, (*Contacts).getAttributes},
	}
}

// Operation names the operation that a request is for; "": it is for no chat's beginning or end.
func Operation(r *http.Request) string { return find(r).name }

func find(r *http.Request) operation {
	for _, op := range operations() {
		if op.method == r.Method && (r.URL.Path == op.path || strings.HasSuffix(op.path, "/") && strings.HasPrefix(r.URL.Path, op.path)) {
			return op
		}
	}
	return operation{}
}

// Operations lists what there is.
func Operations() (names []string) {
	for _, op := range operations() {
		names = append(names, op.name)
	}
	return names
}

// ServeHTTP answers a request.
func (c *Contacts) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	result, no := c.perform(find(r), r)
	wire.Write(w, c.ids, result, no)
}

func (c *Contacts) perform(op operation, r *http.Request) (any, *wire.Refusal) {
	body, err := io.ReadAll(io.LimitReader(r.Body, maxBody+1))
	if err != nil || len(body) > maxBody {
		return nil, wire.TooLong()
	}
	if c.keys != nil {
		if no := c.keys.verify(r, sigv4.Hash(body), c.now()); no != nil {
			return nil, no
		}
	}
	if op.name == "" {
		return nil, wire.UnknownRoute()
	}
	if no := c.chats.Spend(op.name); no != nil {
		return nil, no.As(op.throttled)
	}
	in := input{wire.Parse(body), string(body), strings.TrimPrefix(r.URL.EscapedPath(), op.path)}
	if in.Wrong() != nil {
		return nil, wire.InvalidRequest("Invalid request body")
	}
	return op.answer(c, in)
}

// Strike answers a call with a fault that was aimed at it, in the words of its operation. throttled is the refusal of one
// call too many.
func (c *Contacts) Strike(w http.ResponseWriter, r *http.Request, name string, throttled *wire.Refusal) {
	no := wire.InternalServiceError()
	switch name {
	case fault.Throttle:
		no = throttled.As(find(r).throttled)
	case fault.Deny:
		no = wire.AccessDenied("Access denied")
	case fault.Invalid:
		no = wire.InvalidRequest("Invalid request")
	case fault.Missing:
		no = wire.NoContact()
	}
	wire.Write(w, c.ids, nil, no)
}
