package control

import (
	"errors"
	"fmt"
	"time"

	"attache/api/emulator/fault"
)

// Action is something that a person at a screen can bring about. Do gets the id of the attachment that
// is selected, or nothing; what it returns says what is so now.
type Action struct {
	Name, Does string
	Do         func(attachmentID string) (said string, err error)
}

var errNothingSelected = errors.New("emulator: no attachment of this chat is selected")

// Actions lists what can be done to the chat while it runs, in the order of a menu.
func (c *Controller) Actions() []Action {
	return append(append(c.callActions(), c.linkActions()...), c.liveActions()...)
}

// does makes an action of what cannot fail and wants no attachment.
func does(name, about string, do func() string) Action {
	return Action{name, about, func(string) (string, error) { return do(), nil }}
}

func (c *Controller) callActions() []Action {
	return []Action{
		does("deny next", "the next call gets 403", func() string { c.DenyNext(1); return "the next call is denied" }),
		does("throttle next 3", "the next three calls get 429", func() string { c.ThrottleNext(3); return "the next 3 calls are throttled" }),
		does("500 next 3", "the next three calls get 500", func() string { c.FailNext(3); return "the next 3 calls fail" }),
		does("latency 2s on/off", "every answer comes two seconds later, or at once again", c.switchLatency),
		does("expire the token", "the connection token dies, the participant token lives on", func() string {
			c.ExpireTokens()
			return "every connection token issued so far is dead"
		}),
	}
}

func (c *Controller) linkActions() []Action {
	return []Action{
		{"expire this link", "the links of the selected attachment die", func(id string) (string, error) {
			if !c.ExpireLinksOf(id) {
				return "", errNothingSelected
			}
			return "the links of this attachment are dead", nil
		}},
		does("expire all links", "every link there is dies", func() string { c.ExpireLinks(); return "every link issued so far is dead" }),
		does("cut transfers at 50 % on/off", "transfers break off half way, or go through again", c.switchCut),
	}
}

func (c *Controller) liveActions() []Action {
	return []Action{
		does("drop the socket", "open sockets break off without a word", func() string {
			return counted(c.DropSockets(), "socket", "broken off")
		}),
		does("freeze the clock", "the service's clock stands still", func() string { c.SetSpeed(0); return "the clock stands still" }),
		does("hurry the clock", "the service's clock runs ten times as fast", func() string { c.SetSpeed(10); return "the clock runs ×10" }),
		does("normal clock", "the service's clock runs as usual", func() string { c.SetSpeed(1); return "the clock runs as usual" }),
		does("customer sends a file", "one more file", func() string { return "sent " + c.SendExample(false) }),
		does("customer sends a file to scan", "one more file, whose scan takes until you say so", func() string {
			return "sent " + c.SendExample(true) + ", being scanned"
		}),
		does("scan result: approved", "every running scan ends well", func() string {
			return counted(c.FinishScans(true), "file", "approved")
		}),
		does("scan result: rejected", "every running scan ends badly", func() string {
			return counted(c.FinishScans(false), "file", "rejected")
		}),
		does("end the chat", "the customer leaves, and every call is denied from then on", func() string { c.EndChat(); return "the chat has ended" }),
		does("clear all faults", "nothing goes wrong on purpose any more", func() string { c.ClearFaults(); return "all faults are cleared" }),
	}
}

// switchLatency turns a latency of two seconds on, or any latency off.
func (c *Controller) switchLatency() (said string) {
	c.chat.Change(func() {
		if said = "answers come at once"; c.chat.Faults.Latency == 0 {
			c.chat.Faults.Latency, said = fault.Length(2*time.Second), "every answer takes 2 s longer"
			return
		}
		c.chat.Faults.Latency = 0
	})
	return said
}

// switchCut makes transfers break off half way, or stops them from breaking off at all.
func (c *Controller) switchCut() (said string) {
	c.chat.Change(func() {
		if said = "transfers go through"; c.chat.Faults.Cut == 0 {
			c.chat.Faults.Cut, said = 50, "transfers break off at 50 %"
			return
		}
		c.chat.Faults.Cut = 0
	})
	return said
}

func counted(n int, noun, done string) string {
	if n != 1 {
		noun += "s"
	}
	return fmt.Sprintf("%d %s %s", n, noun, done)
}
