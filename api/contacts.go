package api

import (
	"sync"
	"time"

	"attache/api/transcript"
	"attache/api/wire"
	"attache/model"
)

const (
	// provenTime is how long a token that has read the chat is taken for good.
	provenTime = 5 * time.Minute
	// maxOwners bounds the attachments whose contact is remembered: a persistent chat has a hundred
	// earlier contacts at most, each with 35 files.
	maxOwners = 4096
)

// contacts is what the transcript tells of why a link may be refused: which contact a file belongs to,
// and that the token is good.
type contacts struct {
	mu      sync.Mutex
	current string    // the contact of the newest item
	newest  time.Time // when that was
	of      map[string]string
	read    time.Time // when a page was read last
	version int       // the tokens that SetToken had brought by then
	refused bool      // a link of the current contact was refused, and none given since
}

// note takes in a page that was read.
func (c *contacts) note(answer transcript.Answer, version int, now time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.read, c.version = now, version
	if c.of == nil {
		c.of = map[string]string{}
	}
	for _, item := range answer.Transcript {
		if item.ContactID == "" {
			continue
		}
		if at := wire.Time(item.AbsoluteTime); !at.Before(c.newest) {
			c.current, c.newest = item.ContactID, at
		}
		contact := item.ContactID
		if contact == c.current {
			contact = c.current // kept once
		}
		for _, a := range item.Attachments {
			if len(c.of) < maxOwners {
				c.of[a.AttachmentID] = contact
			}
		}
	}
}

// judge says more of why a link was refused than the service does: the file is of an earlier contact,
// or the token, which has just read the chat, opens no files.
func (c *contacts) judge(id string, err error, version int, now time.Time) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if err == nil {
		c.refused = false
		return nil
	}
	p := *model.AsProblem(err)
	if p.Op != wire.OpAttachment || p.Kind != model.KindDenied && p.Kind != model.KindInvalid {
		return err
	}
	contact := c.of[id]
	switch {
	case contact != "" && contact != c.current && !c.refused:
		p.Kind = model.KindEarlier
	case p.Kind == model.KindDenied && !c.read.IsZero() && c.version == version && now.Sub(c.read) <= provenTime:
		p.Cause, c.refused = model.CauseLinks, true
	}
	return &p
}
