package admin

import (
	"strings"
	"time"

	"attache/api/emulator/fault"
)

type healthAnswer struct {
	Status string   `json:"status"`
	Chats  []string `json:"chats"`
}

func health(c *call) (any, error) { return healthAnswer{"ok", c.chats.Contacts()}, nil }

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

// reset is about one chat that is named, or about everything.
func reset(c *call) (any, error) {
	if !c.query.Has("chat") {
		return done{true}, c.chats.Reset()
	}
	id := c.ContactID()
	if err := c.Reset(); err != nil {
		return nil, err
	}
	c.journal.Forget(id)
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
	if in.Advance != "" && err != nil {
		return nil, invalid("advance wants a duration such as 10m or -90s")
	}
	if err := c.ChangeClock(in.Now, by, in.Speed); err != nil {
		return nil, invalid(err.Error())
	}
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
	if err := c.knows(in.Operation); err != nil {
		return nil, err
	}
	err := c.TurnOn(fault.Target{Operation: in.Operation, AttachmentID: in.AttachmentID, Call: in.Call, Fault: in.Fault})
	if err != nil {
		return nil, invalid(strings.TrimPrefix(err.Error(), "emulator: "))
	}
	return listFaults(c)
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
