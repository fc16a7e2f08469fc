// Package connect answers the operations of Amazon Connect itself that begin and end chats, as back ends call them.
package connect

import (
	"sync"
	"time"

	"attache/api/emulator/chat"
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
	Spend(name string) *wire.Refusal     // of one call too many
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

type input struct {
	*wire.Members
	body string
	path string // what follows the operation's
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
