package chat

import (
	"attache/api/emulator/fault"
	"attache/api/emulator/scenario"
)

// beginning is what a chat was made of.
type beginning struct {
	options scenario.Options
	faults  fault.Set
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
