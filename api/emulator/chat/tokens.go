package chat

import (
	"encoding/binary"
	"slices"
	"time"

	"attache/api/emulator/scenario"
	"attache/api/emulator/token"
)

// connectionTokenLife is the documented life of a connection token.
const connectionTokenLife = 24 * time.Hour

// roles are those whose participants have tokens, the first of whom is the one that a chat is begun for.
func roles() []string { return []string{"CUSTOMER", "AGENT", "SUPERVISOR", "CUSTOM_BOT"} }

// enroll gives tokens to everybody who takes part, the customer first. A chat in which nobody has come yet
// has a customer all the same.
func (c *Chat) enroll() {
	var all []scenario.Participant
	for _, who := range c.Talk.Cast {
		if slices.Contains(roles(), who.Role) {
			all = append(all, who)
		}
	}
	for _, it := range c.Talk.Items {
		if slices.Contains(roles(), it.Who.Role) && !slices.Contains(all, it.Who) {
			all = append(all, it.Who)
		}
	}
	slices.SortStableFunc(all, func(a, b scenario.Participant) int {
		return slices.Index(roles(), a.Role) - slices.Index(roles(), b.Role)
	})
	if len(all) == 0 || all[0].Role != "CUSTOMER" {
		all = append([]scenario.Participant{{Role: "CUSTOMER"}}, all...)
	}
	for _, who := range all {
		c.join(who, c.Clock.Began().Add(c.Faults.Skew.By))
	}
}

// Join gives a participant tokens of their own. Callers hold the lock, or are the only ones.
func (c *Chat) Join(who scenario.Participant) *Member { return c.join(who, c.Clock.Now()) }

func (c *Chat) join(who scenario.Participant, at time.Time) *Member {
	m := &Member{Who: who, number: len(c.Members), ends: at.Add(c.Faults.TokenLife.Or(connectionTokenLife))}
	c.Members = append(c.Members, m)
	return m
}

// ParticipantToken is a member's token that lives as long as the chat. It is always the same.
func (c *Chat) ParticipantToken(m *Member) string {
	if c.Own != "" && m.number == 0 {
		return c.Own
	}
	return c.Secret.SealAgain(token.Participant, bearer(time.Time{}, 0, m))
}

// FirstConnectionToken is the connection token that a member has from the beginning of an era, without having asked
// for it. It says nothing of its end, so that it opens a chat that begins anew as well. Callers hold the lock, or are
// the only ones.
func (c *Chat) FirstConnectionToken(m *Member) string {
	if c.Own != "" && m.number == 0 {
		return c.Own
	}
	return c.Secret.SealAgain(token.Connection, append(bearer(time.Time{}, c.Era, m), first))
}

// ConnectionToken makes a token and says when it ends. Callers hold the lock, or are the only ones.
func (c *Chat) ConnectionToken(m *Member) (text string, expiry time.Time) {
	expiry = c.Clock.Now().Add(c.Faults.TokenLife.Or(connectionTokenLife))
	m.newest = c.Secret.Seal(token.Connection, bearer(expiry, c.Era, m))
	return m.newest, expiry
}

// first marks the payload of a first connection token.
const first byte = 1

// bearer is what is sealed into the token of a member that ends at expiry, or never when that is zero, or with its era:
// see Bearer.
func bearer(expiry time.Time, era uint64, m *Member) []byte {
	payload := binary.BigEndian.AppendUint64(token.Until(expiry), era)
	return binary.BigEndian.AppendUint64(payload, uint64(m.number)) //nolint:gosec // counts up
}

// Bearer returns whose live bearer token of kind text is; nil: nobody's. Connection tokens die together when
// their era ends; the participant token outlives it. Callers hold the lock.
func (c *Chat) Bearer(kind token.Kind, text string) *Member {
	m := c.bearerOf(kind, text)
	if m != nil && kind == token.Connection && bool(c.Faults.OneToken) && m.newest != "" && m.newest != text {
		return nil
	}
	return m
}

func (c *Chat) bearerOf(kind token.Kind, text string) *Member {
	if c.Own != "" && text == c.Own && (kind == token.Participant || c.Era == 0) {
		return c.Members[0]
	}
	payload, ok := c.Secret.Open(kind, text)
	now, isFirst := c.Clock.Now(), len(payload) == 25 && payload[24] == first
	if !ok || len(payload) != 24 && !isFirst || !token.Alive(payload[:8], now) {
		return nil
	}
	number := binary.BigEndian.Uint64(payload[16:])
	if kind == token.Connection && binary.BigEndian.Uint64(payload[8:16]) != c.Era || number >= uint64(len(c.Members)) {
		return nil
	}
	if m := c.Members[number]; !m.Left && (!isFirst || now.Before(m.ends)) {
		return m
	}
	return nil
}

// Leave takes a member out of the chat, which goes on unless it is the one that it was begun for. Callers hold the lock.
func (c *Chat) Leave(at time.Time, m *Member) {
	if m == c.Members[0] {
		c.End(at)
		return
	}
	m.Left = true
	c.Talk.Event(at, m.Who, scenario.EventLeft)
}
