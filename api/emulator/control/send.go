package control

import (
	"slices"

	"attache/api/emulator/scenario"
)

// Send makes the customer send a file of so many bytes, numbered lines, and returns its id. One that
// is scanned stays so until FinishScan or FinishScans. Unlike the script it knows no limit.
func (c *Controller) Send(name, contentType string, size int64, scanned bool) (id string) {
	c.chat.Change(func() {
		f := &scenario.File{
			Name: name, ContentType: contentType,
			Content: scenario.Lines(name, max(size, 1), c.chat.Talk.Seed+uint64(c.sent+1)), //nolint:gosec // counts up
		}
		c.sendFile(f, scanned)
		id = f.ID
	})
	return id
}

// SendExample makes the customer send a photograph, a note or a paper, and returns its name.
func (c *Controller) SendExample(scanned bool) (name string) {
	c.chat.Change(func() {
		f := scenario.Example(c.sent + 1)
		c.sendFile(f, scanned)
		name = f.Name
	})
	return name
}

func (c *Controller) sendFile(f *scenario.File, scanned bool) {
	c.sendFrom(c.chat.Talk.Customer(), f, scanned)
}

func (c *Controller) sendFrom(who scenario.Participant, f *scenario.File, scanned bool) {
	c.sent++
	if scanned {
		f.Status = scenario.InProgress
	}
	c.chat.Talk.Send("", c.chat.Clock.Now(), who, f)
}

// FinishScans gives every attachment that is being scanned its result, and returns how many there
// were.
func (c *Controller) FinishScans(clean bool) (n int) {
	c.chat.Change(func() {
		now := c.chat.Clock.Now()
		for _, it := range slices.Clone(c.chat.Talk.Items) {
			for _, f := range it.Files {
				if f.Status == scenario.InProgress {
					c.chat.Settle(now, f, clean)
					n++
				}
			}
		}
	})
	return n
}

// FinishScan gives one attachment its result, and reports whether it was being scanned.
func (c *Controller) FinishScan(id string, clean bool) (scanned bool) {
	c.chat.Change(func() {
		f := c.chat.Talk.Files[id]
		if scanned = f != nil && f.Status == scenario.InProgress; scanned {
			c.chat.Settle(c.chat.Clock.Now(), f, clean)
		}
	})
	return scanned
}

// EndChat ends the chat: the transcript and the sockets say so, the sockets close, and every token is
// denied from now on.
func (c *Controller) EndChat() { c.chat.Change(func() { c.chat.End(c.chat.Clock.Now()) }) }
