package emulator

import (
	"errors"
	"fmt"
	"time"
)

// Action is something that a person at a screen can bring about. Do gets the id of the attachment that
// is selected, or nothing; what it returns says what is so now.
type Action struct {
	Name, Does string
	Do         func(attachmentID string) (said string, err error)
}

var errNothingSelected = errors.New("emulator: no attachment of this chat is selected")

// Actions lists what can be done to the server while it runs, in the order of a menu.
func (s *Server) Actions() []Action {
	return append(append(s.callActions(), s.linkActions()...), s.liveActions()...)
}

// does makes an action of what cannot fail and wants no attachment.
func does(name, about string, do func() string) Action {
	return Action{name, about, func(string) (string, error) { return do(), nil }}
}

func (s *Server) callActions() []Action {
	return []Action{
		does("deny next", "the next call gets 403", func() string { s.DenyNext(1); return "the next call is denied" }),
		does("throttle next 3", "the next three calls get 429", func() string { s.ThrottleNext(3); return "the next 3 calls are throttled" }),
		does("500 next 3", "the next three calls get 500", func() string { s.FailNext(3); return "the next 3 calls fail" }),
		does("latency 2s on/off", "every answer comes two seconds later, or at once again", s.switchLatency),
		does("expire the token", "the connection token dies, the participant token lives on", func() string {
			s.ExpireTokens()
			return "every connection token issued so far is dead"
		}),
	}
}

func (s *Server) linkActions() []Action {
	return []Action{
		{"expire this link", "the links of the selected attachment die", func(id string) (string, error) {
			if !s.ExpireLinksOf(id) {
				return "", errNothingSelected
			}
			return "the links of this attachment are dead", nil
		}},
		does("expire all links", "every link there is dies", func() string { s.ExpireLinks(); return "every link issued so far is dead" }),
		does("cut transfers at 50 % on/off", "transfers break off half way, or go through again", s.switchCut),
	}
}

func (s *Server) liveActions() []Action {
	return []Action{
		does("drop the socket", "open sockets break off without a word", func() string {
			return counted(s.DropSockets(), "socket", "broken off")
		}),
		does("freeze the clock", "the service's clock stands still", func() string { s.SetSpeed(0); return "the clock stands still" }),
		does("hurry the clock", "the service's clock runs ten times as fast", func() string { s.SetSpeed(10); return "the clock runs ×10" }),
		does("normal clock", "the service's clock runs as usual", func() string { s.SetSpeed(1); return "the clock runs as usual" }),
		does("customer sends a file", "one more file", func() string { return "sent " + s.SendExample(false) }),
		does("customer sends a file to scan", "one more file, whose scan takes until you say so", func() string {
			return "sent " + s.SendExample(true) + ", being scanned"
		}),
		does("scan result: approved", "every running scan ends well", func() string {
			return counted(s.FinishScans(true), "file", "approved")
		}),
		does("scan result: rejected", "every running scan ends badly", func() string {
			return counted(s.FinishScans(false), "file", "rejected")
		}),
		does("end the chat", "the customer leaves, and every call is denied from then on", func() string { s.EndChat(); return "the chat has ended" }),
		does("clear all faults", "nothing goes wrong on purpose any more", func() string { s.ClearFaults(); return "all faults are cleared" }),
	}
}

// switchLatency turns a latency of two seconds on, or any latency off.
func (s *Server) switchLatency() (said string) {
	s.change(func() {
		if said = "answers come at once"; s.faults.latency == 0 {
			s.faults.latency, said = length(2*time.Second), "every answer takes 2 s longer"
			return
		}
		s.faults.latency = 0
	})
	return said
}

// switchCut makes transfers break off half way, or stops them from breaking off at all.
func (s *Server) switchCut() (said string) {
	s.change(func() {
		if said = "transfers go through"; s.faults.cut == 0 {
			s.faults.cut, said = 50, "transfers break off at 50 %"
			return
		}
		s.faults.cut = 0
	})
	return said
}

func counted(n int, noun, done string) string {
	if n != 1 {
		noun += "s"
	}
	return fmt.Sprintf("%d %s %s", n, noun, done)
}
