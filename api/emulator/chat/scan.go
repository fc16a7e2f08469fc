package chat

import (
	"slices"
	"time"

	"attache/api/emulator/scenario"
	"attache/api/emulator/token"
)

// Settle ends a scan: the status changes in the transcript, and sockets get an ATTACHMENT
// item with it. Whether that item is the old one again or a new one is not documented; assumption:
// a client must take both, so they take turns. Callers hold the lock.
func (c *Chat) Settle(at time.Time, f *scenario.File, clean bool) {
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
	if c.Faults.HideScanning { // it was seen by nobody
		c.Talk.Items[i].Hidden, c.Talk.Items[i].ID = true, ""
		it.At, it.Files = at, []*scenario.File{f}
		c.Talk.Add(it)
		return
	}
	if c.Faults.ScanItem == "new" || c.Faults.ScanItem == "" && c.scans%2 == 0 {
		it.ID, it.At, it.Coarse, it.Files = token.DerivedID(f.ID), at, false, []*scenario.File{f}
		it.Receipts = nil // they are the former item's
		c.Talk.Add(it)
		return
	}
	c.audience.Publish(it)
}

// Hides reports whether an item is not to be seen, or not yet. Callers hold the lock.
func (c *Chat) Hides(it scenario.Item) bool {
	scanned := func(f *scenario.File) bool { return f.Status == scenario.InProgress }
	return it.Hidden || bool(c.Faults.HideScanning) && slices.ContainsFunc(it.Files, scanned)
}
