package chat

import (
	"slices"
	"strconv"

	"attache/api/emulator/scenario"
)

// Once gives what a member has sent with a ClientToken before, or sends it. It reports whether the ClientToken, if
// there is one, came with nothing else. Callers hold the lock.
func (c *Chat) Once(m *Member, clientToken string, it scenario.Item, send func(scenario.Item) scenario.Item) (scenario.Item, bool) {
	if clientToken == "" {
		return send(it), true
	}
	key := strconv.Itoa(m.number) + " " + it.Kind + " " + clientToken
	if old, ok := c.sent[key]; ok {
		return old, old.ContentType == it.ContentType && old.Content == it.Content
	}
	it = send(it)
	if c.sent == nil {
		c.sent = map[string]scenario.Item{}
	}
	c.sent[key] = it
	return it, true
}

// Message returns what was said or sent under an ID; nil: nothing. Callers hold the lock.
func (c *Chat) Message(id string) *scenario.Item {
	i := slices.IndexFunc(c.Talk.Items, func(it scenario.Item) bool {
		return it.ID == id && (it.Kind == scenario.TypeMessage || it.Kind == scenario.TypeAttachment)
	})
	if i < 0 {
		return nil
	}
	return &c.Talk.Items[i]
}

// Crowded reports whether more than two people are in the chat, bots aside. Callers hold the lock.
func (c *Chat) Crowded() bool {
	n := 0
	for _, m := range c.Members {
		if !m.Left && m.Who.Role != "CUSTOM_BOT" {
			n++
		}
	}
	return n > 2
}

// Receive notes that a member has got a message, or has read it, and tells the audience. What is known already changes
// nothing. Callers hold the lock.
func (c *Chat) Receive(m *Member, message, receipt *scenario.Item) {
	i := slices.IndexFunc(message.Receipts, func(r scenario.Receipt) bool { return r.ParticipantID == m.Who.ID })
	if i < 0 {
		i = len(message.Receipts)
		message.Receipts = append(message.Receipts, scenario.Receipt{ParticipantID: m.Who.ID})
	}
	at := &message.Receipts[i].Delivered
	if receipt.ContentType == scenario.EventRead {
		at = &message.Receipts[i].Read
	}
	if !at.IsZero() {
		return
	}
	*at = receipt.At
	c.audience.Publish(scenario.Item{
		ID: receipt.ID, At: receipt.At, Kind: scenario.TypeMetadata, ContentType: scenario.EventMetadata,
		About: message.ID, Receipts: []scenario.Receipt{message.Receipts[i]},
	})
}
