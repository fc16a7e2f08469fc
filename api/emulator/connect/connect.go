// Package connect answers the operations of Amazon Connect itself that begin and end chats, as back ends call them.
package connect

import (
	"io"
	"net/http"
	"strings"
	"sync"
	"time"

	"attache/api/emulator/chat"
	"attache/api/emulator/sigv4"
	"attache/api/emulator/token"
	"attache/api/emulator/wire"
)

const maxBody = 256 << 10 // over the longest documented request

// Beginning is how a chat begins.
type Beginning struct {
	Customer             string
	ContentType, Message string // of the first message; empty: none
	Life                 time.Duration
}

// Chats are those that there are.
type Chats interface {
	BeginChat(Beginning) *chat.Chat      // nil: there are too many
	Contact(contactID string) *chat.Chat // nil: there is none
}

// Contacts is the part of Connect that knows chats as contacts.
type Contacts struct {
	chats Chats
	ids   *token.Secret // of requests
	keys  *Keys
	now   func() time.Time

	mu    sync.Mutex
	begun map[string]begun // by what asked for them: see repeated
	kept  map[string]map[string]string
}

// begun is what was answered to a request that may come again.
type begun struct {
	body   string
	answer any
}

// New makes the service. Without keys, signatures are not looked at.
func New(chats Chats, ids *token.Secret, keys *Keys, now func() time.Time) *Contacts {
	return &Contacts{chats: chats, ids: ids, keys: keys, now: now, begun: map[string]begun{}, kept: map[string]map[string]string{}}
}

// Reset forgets what was asked for and kept.
func (c *Contacts) Reset() {
	c.mu.Lock()
	defer c.mu.Unlock()
	clear(c.begun)
	clear(c.kept)
}

// operation is one operation of Connect.
type operation struct {
	name, method, path string
	answer             func(*Contacts, request) (any, *wire.Refusal)
}

type request struct {
	*wire.Members
	body string
	path string // what follows the operation's
}

func operations() []operation {
	return []operation{
		{"StartChatContact", http.MethodPut, "/contact/chat", (*Contacts).startChat},
		{"CreateParticipant", http.MethodPost, "/contact/create-participant", (*Contacts).createParticipant},
		{"StopContact", http.MethodPost, "/contact/stop", (*Contacts).stopContact},
		{"GetContactAttributes", http.MethodGet, "/contact/attributes/", (*Contacts).getAttributes},
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
	in := request{wire.Parse(body), string(body), strings.TrimPrefix(r.URL.Path, op.path)}
	if in.Wrong() != nil {
		return nil, wire.InvalidRequest("Invalid request body")
	}
	return op.answer(c, in)
}

// repeated gives the answer of a request that has come before with the same ClientToken, or does what is asked.
// Assumption: one used again for something else is refused.
func (c *Contacts) repeated(key, clientToken, body string, do func() (any, *wire.Refusal)) (any, *wire.Refusal) {
	c.mu.Lock()
	defer c.mu.Unlock()
	key += " " + clientToken
	if old, ok := c.begun[key]; ok && clientToken != "" {
		if old.body != body {
			return nil, wire.InvalidRequest("ClientToken was used for another request")
		}
		return old.answer, nil
	}
	answer, no := do()
	if no == nil && clientToken != "" {
		c.begun[key] = begun{body, answer}
	}
	return answer, no
}
