package chat

import (
	"attache/api/emulator/clock"
	"attache/api/emulator/fault"
	"attache/api/emulator/scenario"
	"attache/api/emulator/token"
)

// New runs a conversation of the clock's that begins with these faults.
func New(o scenario.Options, secret *token.Secret, c *clock.Clock, faults fault.Set) (*Chat, error) {
	chat := &Chat{Secret: secret, Clock: c, Faults: faults, begun: beginning{o, faults}, calls: map[string]int{}}
	chat.Launch(&faults)
	var err error
	if chat.Talk, err = scenario.New(o, c.Began().Add(faults.Skew.By)); err != nil {
		return nil, err
	}
	chat.enroll()
	return chat, nil
}

// Reset brings the chat and its clock back to their beginning. The tokens it began with open it as before.
func (c *Chat) Reset() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.Clock.Reset()
	c.Secret.Reset()
	fresh, err := New(c.begun.options, c.Secret, c.Clock, c.begun.faults)
	if err != nil {
		return err
	}
	c.Talk, c.Faults, c.Members, c.Uploads, c.Era, c.Signer = fresh.Talk, fresh.Faults, fresh.Members, fresh.Uploads, fresh.Era, fresh.Signer
	c.calls, c.scans, c.sent = fresh.calls, fresh.scans, fresh.sent
	c.Talk.Received = c.audience.Publish
	c.audience.Wake()
	return nil
}
