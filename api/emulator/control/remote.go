package control

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"attache/api/emulator/clock"
	"attache/api/emulator/fault"
	"attache/api/emulator/scenario"
)

// ContactID returns the chat's contact.
func (c *Controller) ContactID() string {
	c.chat.Lock()
	defer c.chat.Unlock()
	return c.chat.Talk.ContactID
}

// Attachment is a file of the chat.
type Attachment struct{ ID, Name, ContentType, Status, Role string }

// Attachments lists the files in the order of the transcript, each once.
func (c *Controller) Attachments() (all []Attachment, ended bool) {
	c.chat.Lock()
	defer c.chat.Unlock()
	seen := map[string]bool{}
	for _, it := range c.chat.Talk.Items {
		for _, f := range it.Files {
			if !seen[f.ID] {
				all = append(all, Attachment{f.ID, f.Name, f.ContentType, f.Status, it.Who.Role})
			}
			seen[f.ID] = true
		}
	}
	return all, c.chat.Talk.Ended
}

// MaxMadeUp is the most bytes of a file that is made up: what the service can be set to.
const MaxMadeUp = 100 << 20

// Reset brings the chat back to its beginning, without a fault that was not there then. Its sockets break.
func (c *Controller) Reset() error {
	c.sockets.Drop()
	if err := c.chat.Reset(); err != nil {
		return err
	}
	c.service.Limit(c.limited)
	c.chat.Lock()
	defer c.chat.Unlock()
	c.sent = 0
	clear(c.done)
	return nil
}

// ChangeClock makes the service's clock show an instant, moves it and sets its speed. nil leaves it as it is.
func (c *Controller) ChangeClock(at *time.Time, by time.Duration, speed *int) error {
	if speed != nil && (*speed < 0 || *speed > clock.MaxSpeed) {
		return errors.New(wantsSpeed)
	}
	shown := c.chat.Clock.Now()
	if at != nil {
		shown = *at
	}
	if year := shown.Add(by).UTC().Year(); year < 1970 || year > 9998 {
		return errors.New("the clock takes an instant of the years 1970 to 9998")
	}
	if speed != nil {
		c.SetSpeed(*speed)
	}
	if at != nil {
		c.chat.Change(func() { c.chat.Clock.Show(*at) })
	}
	c.AdvanceClock(by)
	return nil
}

// TurnOn turns a fault on: for every call, or for those that it is aimed at.
func (c *Controller) TurnOn(t fault.Target) error {
	name, _, _ := strings.Cut(t.Fault, "=")
	aimed := t.Operation != "" || t.AttachmentID != "" || t.Call != 0
	if aimed || name == fault.HangUp || name == fault.Invalid { // which have no form for every call
		return c.Aim(t)
	}
	return c.SetFault(t.Fault)
}

// Aim turns a fault on for some calls alone.
func (c *Controller) Aim(t fault.Target) (err error) {
	c.chat.Change(func() { err = c.chat.Faults.Aim(t) })
	return err
}

// Targets lists the faults that are aimed at some calls.
func (c *Controller) Targets() (all []fault.Target) {
	c.chat.Lock()
	defer c.chat.Unlock()
	for _, t := range c.chat.Faults.Targets {
		all = append(all, fault.Target{Operation: t.Operation, AttachmentID: t.AttachmentID, Call: t.Call, Fault: t.Text()})
	}
	return all
}

// Say makes a participant of a role say something, and returns the item's ID.
func (c *Controller) Say(role, contentType, text string) (id string, err error) {
	err = c.by(role, func(who scenario.Participant) {
		id = c.chat.Talk.Add(scenario.Item{
			At: c.chat.Clock.Now(), Kind: scenario.TypeMessage, ContentType: contentType, Content: text, Who: who,
		}).ID
	})
	return id, err
}

// SendContent makes a participant of a role send a file: these bytes, or numbered lines of a size.
func (c *Controller) SendContent(role string, f *scenario.File, size int64, scanned bool) (id string, err error) {
	err = c.by(role, func(who scenario.Participant) {
		if f.Content.Size == nil {
			f.Content = scenario.Lines(f.Name, max(size, 1), c.chat.Talk.Seed+uint64(c.sent+1)) //nolint:gosec // counts up
		}
		c.sendFrom(who, f, scanned)
		id = f.ID
	})
	return id, err
}

// by lets a participant of a role do something in a chat that goes on.
func (c *Controller) by(role string, do func(scenario.Participant)) (err error) {
	c.chat.Change(func() {
		who, found := c.chat.Talk.Of(role)
		switch {
		case c.chat.Talk.Ended:
			err = errors.New("the chat has ended")
		case !found:
			err = fmt.Errorf("nobody in the chat has the role %s", role)
		default:
			do(who)
		}
	})
	return err
}
