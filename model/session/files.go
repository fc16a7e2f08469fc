package session

import (
	"fmt"
	"slices"

	"attache/model"
)

// Library returns the attachments, for a model.Listing to be bound to. It must not be changed.
func (c *core) Library() *model.Library { return &c.lib }

// Link is the newest link of a file.
func (c *core) Link(id string) model.Link { return c.peek(id).link }

// scanning reports whether a file is still being scanned and may yet pass.
func (c *core) scanning(id string) bool {
	a, ok := c.lib.ByID(id)
	return ok && a.Status == model.StatusInProgress && !c.ended
}

// noLink is why no new link of a file can be had; nil where one can, as far as is known. A chat that
// has ended gives none, so none is asked for.
func (c *core) noLink(id string) *model.Problem {
	a, ok := c.lib.ByID(id)
	if !ok {
		return &model.Problem{Kind: model.KindMissing, Op: "GetAttachment"}
	}
	if p := a.NoLink(c.ended); p != nil {
		return p
	}
	if c.ended {
		return &model.Problem{Kind: model.KindEnded, Op: "GetAttachment"}
	}
	return nil
}

// known returns the listed files among ids, each once.
func (c *core) known(ids []string) []string {
	seen := make(map[string]bool, len(ids))
	known := make([]string, 0, len(ids))
	for _, id := range ids {
		if _, ok := c.lib.ByID(id); ok && !seen[id] {
			seen[id] = true
			known = append(known, id)
		}
	}
	return known
}

// addTyped lists attachments known by their ID alone, in the order given, as no transcript says
// another.
func (c *core) addTyped(ids []string) {
	var added []model.Attachment
	for _, id := range ids {
		if _, ok := c.lib.ByID(id); ok || c.rows[id] != nil && c.rows[id].typed {
			continue
		}
		a := model.NewAttachment(id, "", "", "")
		c.typed++
		a.ItemID = fmt.Sprintf("%08d", c.typed)
		added = append(added, a)
		c.row(id).typed = true
	}
	c.lib.Merge(added)
}

// changes are what merging has brought that somebody may care about, by ID.
type changes struct {
	came, passed, rejected []string

	changed []string // about which anything was said anew, the end of a scan included
}

// merge takes what was said about attachments into the list at once.
func (c *core) merge(as []model.Attachment) changes {
	before := make(map[string]model.Attachment, len(as))
	var order []string
	for i := range as {
		id := as[i].ID
		if _, seen := before[id]; seen || id == "" {
			continue
		}
		before[id], _ = c.lib.ByID(id)
		order = append(order, id)
	}
	c.lib.Merge(as)
	var ch changes
	for _, id := range order {
		a, _ := c.lib.ByID(id)
		if r := c.rows[id]; r != nil {
			r.typed = false // the transcript names it
		}
		was := before[id]
		switch {
		case was.ID == "":
			ch.came = append(ch.came, id)
			continue
		case was != a:
			ch.changed = append(ch.changed, id)
		}
		switch {
		case was.Status == a.Status:
		case a.Status == model.StatusApproved:
			ch.passed = append(ch.passed, id)
		case a.Status == model.StatusRejected:
			ch.rejected = append(ch.rejected, id)
		}
	}
	c.arrange(ch.came)
	return ch
}

// arrange puts files in order of arrival.
func (c *core) arrange(ids []string) {
	slices.SortFunc(ids, func(a, b string) int { return c.lib.Index(a) - c.lib.Index(b) })
}

// setCame notes whether a file is new to the user.
func (c *core) setCame(r *row, on bool) {
	if r.came = on; on {
		c.arrived[r.id] = true
	} else {
		delete(c.arrived, r.id)
	}
}

// Arrived counts the files that are new and were not under the cursor since.
func (c *core) Arrived() int { return len(c.arrived) }

// EachArrived visits those files, in no order.
func (c *core) EachArrived(visit func(id string)) {
	for id := range c.arrived {
		visit(id)
	}
}
