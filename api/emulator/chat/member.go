package chat

import (
	"time"

	"attache/api/emulator/scenario"
)

// Member is a participant with tokens of their own.
type Member struct {
	Who        scenario.Participant
	Generation uint64 // how often they have connected; a NextToken is good for one
	Left       bool   // their tokens open nothing any more

	newest string    // the connection token that they were given last; empty: their first
	number int       // among the chat's members
	ends   time.Time // what their first connection token opens
}

// Number is the member's place in the chat.
func (m *Member) Number() int { return m.number }
