package chat

import (
	"slices"
	"time"

	"attache/api/emulator/scenario"
	"attache/api/emulator/token"
)

// Send makes the customer send a file of so many bytes, numbered lines, and returns its id. One that
// is scanned stays so until FinishScan or FinishScans. Unlike the script it knows no limit.
func (c *Chat) Send(name, contentType string, size int64, scanned bool) (id string) {
	c.Change(func() {
		f := &scenario.File{
			Name: name, ContentType: contentType,
			Content: scenario.Lines(name, max(size, 1), c.Talk.Seed+uint64(c.sent+1)), //nolint:gosec // counts up
		}
		c.sendFile(f, scanned)
		id = f.ID
	})
	return id
}

// SendExample makes the customer send a photograph, a note or a paper, and returns its name.
func (c *Chat) SendExample(scanned bool) (name string) {
	c.Change(func() {
		f := scenario.Example(c.sent + 1)
		c.sendFile(f, scanned)
		name = f.Name
	})
	return name
}

func (c *Chat) sendFile(f *scenario.File, scanned bool) {
	c.sent++
	if scanned {
		f.Status = scenario.InProgress
	}
	c.Talk.Send("", c.Clock.Now(), c.Talk.Customer(), f)
}

// FinishScans gives every attachment that is being scanned its result, and returns how many there
// were.
func (c *Chat) FinishScans(clean bool) (n int) {
	c.Change(func() {
		now := c.Clock.Now()
		for _, it := range slices.Clone(c.Talk.Items) {
			for _, f := range it.Files {
				if f.Status == scenario.InProgress {
					c.settle(now, f, clean)
					n++
				}
			}
		}
	})
	return n
}

// FinishScan gives one attachment its result, and reports whether it was being scanned.
func (c *Chat) FinishScan(id string, clean bool) (scanned bool) {
	c.Change(func() {
		f := c.Talk.Files[id]
		if scanned = f != nil && f.Status == scenario.InProgress; scanned {
			c.settle(c.Clock.Now(), f, clean)
		}
	})
	return scanned
}

// settle is the end of a scan: the status changes in the transcript, and sockets get an ATTACHMENT
// item with it. Whether that item is the old one again or a new one is not documented; assumption:
// a client must take both, so they take turns. Callers hold the lock.
func (c *Chat) settle(at time.Time, f *scenario.File, clean bool) {
	if c.Faults.Scan != "" {
		clean = c.Faults.Scan == "approved"
	}
	f.Status = scenario.Rejected
	if clean {
		f.Status = scenario.Approved
	}
	c.scans++
	i := slices.IndexFunc(c.Talk.Items, func(it scenario.Item) bool { return slices.Contains(it.Files, f) })
	if i < 0 {
		return
	}
	it := c.Talk.Items[i]
	if c.Faults.ScanItem == "new" || c.Faults.ScanItem == "" && c.scans%2 == 0 {
		it.ID, it.At, it.Coarse, it.Files = token.DerivedID(f.ID), at, false, []*scenario.File{f}
		c.Talk.Add(it)
		return
	}
	c.audience.Publish(it)
}
