package model

import (
	"slices"
	"time"
)

// ManyLinks is the most links asked for at once without a question: more than a chat may hold files.
// Source: the service's quota of 35 attachments a chat.
const ManyLinks = 40

// CopyRequest is a request to copy something of several attachments together, in one form. Where that has links,
// those that have run out are renewed first: no link that is dead or nearly so is copied, and
// nothing before all have answered. It asks for nothing, and says what is to be asked for. All
// instants are on the service's clock.
type CopyRequest struct {
	IDs     []string // in the order asked for
	Form    Form
	Renewed bool // one of the links had run out

	waiting map[string]bool
	aged    bool // links that grew old while it waited were asked for again
}

// CopyContent is what a copy request puts on the clipboard.
type CopyContent struct {
	Linked []Linked // what is copied; its links are good
	Text   Secret   // the same, in the form
	First  Link     // of the links, the one that ends first; zero where the form has none
}

// Stale returns the attachments whose links have to be renewed first.
func (h *CopyRequest) Stale(now time.Time, link func(id string) Link) []string {
	if !h.Form.HasLink() {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(h.IDs), func(id string) bool { return link(id).Usable(now) })
}

// Begin returns the attachments whose links are to be asked for, and waits for them: those that are
// stale and may be asked for.
func (h *CopyRequest) Begin(now time.Time, link func(id string) Link, may func(id string) bool) (ask []string) {
	h.waiting = map[string]bool{}
	for _, id := range h.Stale(now, link) {
		if !may(id) {
			continue
		}
		h.Renewed = h.Renewed || !link(id).URL.IsZero()
		h.waiting[id] = true
		ask = append(ask, id)
	}
	return ask
}

// Waits reports whether the copy request waits for the link of an attachment.
func (h *CopyRequest) Waits(id string) bool { return h.waiting[id] }

// Waiting counts the links that the copy request waits for.
func (h *CopyRequest) Waiting() int { return len(h.waiting) }

// Answered notes that an attachment has been answered, and reports whether the copy request waited for it.
func (h *CopyRequest) Answered(id string) bool {
	waited := h.waiting[id]
	delete(h.waiting, id)
	return waited
}

// Aged returns, once, the attachments whose links were good when the copy request began and have grown old
// while it waited for others, and waits for them. lost reports whether no link can be had.
func (h *CopyRequest) Aged(now time.Time, link func(id string) Link, lost func(id string) bool) (ask []string) {
	if h.aged {
		return nil
	}
	h.aged = true
	for _, id := range h.Stale(now, link) {
		if !link(id).URL.IsZero() && !lost(id) {
			h.waiting[id] = true
			ask = append(ask, id)
		}
	}
	return ask
}

// Good returns the attachments that can be copied.
func (h *CopyRequest) Good(now time.Time, link func(id string) Link) []string {
	return slices.DeleteFunc(slices.Clone(h.IDs), func(id string) bool { return h.Form.HasLink() && !link(id).Usable(now) })
}

// Content returns what can be copied. local turns an instant into one on the clock, and in the zone,
// of whoever reads it.
func (h *CopyRequest) Content(lib *Library, now time.Time, link func(id string) Link, local func(time.Time) time.Time) CopyContent {
	var out CopyContent
	for _, id := range h.Good(now, link) {
		a, _ := lib.ByID(id)
		one := Linked{Attachment: a}
		if h.Form.HasLink() {
			one.Link = link(id)
			one.Dies = local(one.Link.Expires)
			if len(out.Linked) == 0 || one.Link.Expires.Before(out.First.Expires) {
				out.First = one.Link
			}
		}
		out.Linked = append(out.Linked, one)
	}
	out.Text = h.Form.Write(out.Linked, now)
	return out
}

// Await waits for the link of an attachment.
func (h *CopyRequest) Await(id string) {
	if h.waiting == nil {
		h.waiting = map[string]bool{}
	}
	h.waiting[id] = true
}
