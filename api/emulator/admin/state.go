package admin

import (
	"strings"
	"time"

	"attache/api/emulator/clock"
	"attache/api/emulator/fault"
)

type healthAnswer struct {
	Status string   `json:"status"`
	Chats  []string `json:"chats"`
}

func health(c *call) (any, error) { return healthAnswer{"ok", c.admin.chats.Contacts()}, nil }

type chatAnswer struct {
	Chat        string       `json:"chat"`
	Ended       bool         `json:"ended"`
	Sockets     int          `json:"sockets"`
	Attachments []attachment `json:"attachments"`
}

type attachment struct {
	ID          string `json:"attachment_id"`
	Name        string `json:"name"`
	ContentType string `json:"content_type"`
	Status      string `json:"status"`
	Role        string `json:"role"`
}

func show(c *call) (any, error) {
	all, ended := c.Attachments()
	out := chatAnswer{Chat: c.ContactID(), Ended: ended, Sockets: c.Sockets(), Attachments: []attachment{}}
	for _, f := range all {
		out.Attachments = append(out.Attachments, attachment(f))
	}
	return out, nil
}

func reset(c *call) (any, error) {
	id := c.ContactID()
	if err := c.Reset(); err != nil {
		return nil, err
	}
	c.admin.journal.Forget(id)
	return done{true}, nil
}

type clockAnswer struct {
	Now   time.Time `json:"now"`
	Speed int       `json:"speed"`
}

func showClock(c *call) (any, error) {
	now, speed := c.Clock()
	return clockAnswer{now, int(speed)}, nil
}

type clockBody struct {
	Now     *time.Time `json:"now"`
	Advance string     `json:"advance"`
	Speed   *int       `json:"speed"`
}

func setClock(c *call) (any, error) {
	in, _ := c.body.(*clockBody)
	by, err := time.ParseDuration(in.Advance)
	switch {
	case in.Advance != "" && err != nil:
		return nil, invalid("advance wants a duration such as 10m or -90s")
	case in.Speed != nil && (*in.Speed < 0 || *in.Speed > clock.MaxSpeed):
		return nil, invalid("speed wants a number from 0 to 100; 0 stops the clock")
	}
	at, _ := c.Clock()
	if in.Now != nil {
		at = *in.Now
	}
	if year := at.Add(by).UTC().Year(); year < 1970 || year > 9998 {
		return nil, invalid("the clock takes an instant of the years 1970 to 9998")
	}
	if in.Speed != nil {
		c.SetSpeed(*in.Speed)
	}
	if in.Now != nil {
		c.SetClock(*in.Now)
	}
	c.AdvanceClock(by)
	return showClock(c)
}

type faultsAnswer struct {
	Faults  []string  `json:"faults"`
	Targets []aimedAt `json:"targets"`
}

type aimedAt struct {
	Fault        string `json:"fault"`
	Operation    string `json:"operation,omitempty"`
	AttachmentID string `json:"attachment_id,omitempty"`
	Call         int    `json:"call"`
}

func listFaults(c *call) (any, error) {
	out := faultsAnswer{append([]string{}, c.State()...), []aimedAt{}}
	for _, t := range c.Targets() {
		out.Targets = append(out.Targets, aimedAt{t.Fault, t.Operation, t.AttachmentID, t.Call})
	}
	return out, nil
}

type faultBody struct {
	Fault        string `json:"fault"`
	Operation    string `json:"operation"`
	AttachmentID string `json:"attachment_id"`
	Call         int    `json:"call"`
}

func addFault(c *call) (any, error) {
	in, _ := c.body.(*faultBody)
	var err error
	if err := c.knows(in.Operation); err != nil {
		return nil, err
	}
	if in.Operation == "" && in.AttachmentID == "" && in.Call == 0 && !aimedOnly(in.Fault) {
		err = c.SetFault(in.Fault)
	} else {
		err = c.Aim(fault.Target{Operation: in.Operation, AttachmentID: in.AttachmentID, Call: in.Call, Fault: in.Fault})
	}
	if err != nil {
		return nil, invalid(strings.TrimPrefix(err.Error(), "emulator: "))
	}
	return listFaults(c)
}

// aimedOnly reports whether a fault has no form that strikes every call.
func aimedOnly(text string) bool {
	name, _, _ := strings.Cut(text, "=")
	return name == fault.HangUp || name == fault.Invalid
}

func clearFaults(c *call) (any, error) {
	c.ClearFaults()
	return listFaults(c)
}

type quotaBody struct {
	Quota string `json:"quota"`
}

func showQuota(c *call) (any, error) {
	if c.Limited() {
		return quotaBody{"documented"}, nil
	}
	return quotaBody{"none"}, nil
}

func setQuota(c *call) (any, error) {
	in, _ := c.body.(*quotaBody)
	if in.Quota != "documented" && in.Quota != "none" {
		return nil, invalid("quota wants documented or none")
	}
	c.Limit(in.Quota == "documented")
	return showQuota(c)
}
