// Package chat runs one conversation: its clock, its faults, the tokens that open it, and what happens in it by itself.
// Whatever serves a chat is given the chat, so that several can run side by side and know nothing of each other.
package chat

import (
	"context"
	"sync"
	"time"

	"attache/api/emulator/clock"
	"attache/api/emulator/fault"
	"attache/api/emulator/scenario"
	"attache/api/emulator/token"
)

// Chat is a conversation that goes on.
type Chat struct {
	Secret *token.Secret // of its tokens, links and sockets
	Own    string        // a text that opens the chat as its customer, as a token of either kind; empty: none
	Clock  *clock.Clock

	mu      sync.Mutex // guards all below
	Talk    *scenario.Conversation
	Faults  fault.Set
	Members []*Member // the first is the customer
	Uploads Uploads
	Era     uint64        // of connection tokens; one of an earlier era is dead
	Life    time.Duration // of the chat, which ends then; 0: as long as anybody wants
	Signer  uint64        // the session that signs links; a link of an earlier one is dead

	begun    beginning
	audience Audience
	calls    map[string]int
	scans    int                      // how many have ended
	sent     map[string]scenario.Item // by what asked for it: see Once
}

// beginning is what a chat was made of.
type beginning struct {
	options scenario.Options
	faults  fault.Set
}

// Lock waits for the chat, which every reading and change of its fields needs.
func (c *Chat) Lock() { c.mu.Lock() }

// Unlock lets others have the chat.
func (c *Chat) Unlock() { c.mu.Unlock() }

// Audience is whoever listens to a chat. Its methods are called with the chat locked.
type Audience interface {
	Publish(it scenario.Item) // something new
	Plans() []Plan            // what is due for the audience itself
	Wake()                    // the clock or the plans have changed
	End()                     // the chat is over
}

// Plan is something that is due at an instant.
type Plan struct {
	At time.Time
	Do func(at time.Time) // called with the lock held; it takes itself off what is to come
}

// Attend gives the chat its audience, before anything else is asked of it.
func (c *Chat) Attend(a Audience) {
	c.audience = a
	c.Talk.Received = a.Publish
}

// Launch does what faults do when they are asked for, rather than when they strike. Callers hold the
// lock, or are the only ones.
func (c *Chat) Launch(asked *fault.Set) {
	c.Clock.Advance(asked.Skew.By)
	if asked.Speed.Given {
		c.SetSpeed(asked.Speed)
	}
	now := c.Clock.Now()
	if asked.End.Armed {
		c.Faults.End.At = now.Add(asked.End.After)
	}
	if asked.ExpireToken.Armed {
		c.Faults.ExpireToken.At = now.Add(asked.ExpireToken.After)
	}
}

// SetSpeed sets the clock's speed, to the usual one unless a fault gives another. Callers hold the lock.
func (c *Chat) SetSpeed(v fault.Speed) {
	c.Faults.Speed = v
	if !v.Given {
		v.N = 1
	}
	c.Clock.SetSpeed(v.N)
}

// Delay waits out the latency; false when the client left meanwhile.
func (c *Chat) Delay(ctx context.Context) bool {
	c.mu.Lock()
	d := c.Faults.Latency
	c.mu.Unlock()
	return clock.Pause(ctx, time.Duration(d))
}

// Count counts a call of an operation.
func (c *Chat) Count(operation string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.calls[operation]++
}

// Calls returns how often an operation was called, refused calls included.
func (c *Chat) Calls(operation string) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.calls[operation]
}

// Knows reports whether text is a bearer token of this chat, dead or alive.
func (c *Chat) Knows(text string) bool {
	if c.Own != "" && text == c.Own {
		return true
	}
	_, participant := c.Secret.Open(token.Participant, text)
	_, connection := c.Secret.Open(token.Connection, text)
	return participant || connection
}
