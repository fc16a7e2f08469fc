package control

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"attache/api/emulator/fault"
	"attache/api/emulator/scenario"
)

// Actions lists what can be done to the chat while it runs, in the order of a menu.
func (c *Controller) Actions() []Action {
	now := c.now()
	all := slices.Concat(c.callActions(now), c.linkActions(now), c.liveActions(now), c.typedActions())
	for i := range all {
		all[i] = c.counting(all[i], now)
	}
	return all
}

// counting makes an action without a state of its own say how often it was done.
func (c *Controller) counting(a Action, now state) Action {
	if a.State == "" {
		a.State = "-"
		if n := now.done[a.Key]; n > 0 {
			a.State = fmt.Sprintf("%dx", n)
		}
	}
	counted := func(said string, err error) (string, error) {
		if err == nil {
			c.chat.Lock()
			defer c.chat.Unlock()
			c.done[a.Key]++
		}
		return said, err
	}
	if asks := a.Asks; asks != nil {
		with := *asks
		with.Do = func(id, typed string) (string, error) { return counted(asks.Do(id, typed)) }
		a.Asks = &with
		return a
	}
	do := a.Do
	a.Do = func(id string) (string, error) { return counted(do(id)) }
	return a
}

// does makes an action of what cannot fail and wants no attachment.
func does(key, name, about, state string, do func() string) Action {
	return Action{Key: key, Name: name, Does: about, State: state, Do: func(string) (string, error) { return do(), nil }}
}

func (c *Controller) callActions(now state) []Action {
	return []Action{
		does("d", "deny the next 2 calls", "they get 403; a new token mends one", left(now.Deny), func() string { c.DenyNext(2); return "the next 2 calls are denied" }),
		does("t", "throttle the next 3 calls", "they get 429", left(now.Throttle), func() string { c.ThrottleNext(3); return "the next 3 calls are throttled" }),
		does("f", "fail the next 3 calls", "they get 500", left(now.Errors), func() string { c.FailNext(3); return "the next 3 calls fail" }),
		does("l", "answer 2 seconds late", "every answer, or at once again", length(now.Latency), c.switchLatency),
		does("n", "limit calls", "as the service documents it, or not at all", onOff(now.limited), c.switchQuota),
		does("x", "kill the connection token", "the participant token lives on", "", func() string {
			c.ExpireTokens()
			return "every connection token issued so far is dead"
		}),
		{Key: "F", Name: "turn a fault on", Does: "by operation, this file, n-th call", State: active(now.trouble), Asks: &Asking{
			"fault", "throttle=2 GetAttachment this 3", c.faultWords, c.typedFault,
		}},
	}
}

func (c *Controller) linkActions(now state) []Action {
	return []Action{
		{Key: "i", Name: "kill link, keep its time", Does: "the links of the selected file die", Do: func(id string) (string, error) {
			if !c.ExpireLinksOf(id) {
				return "", errors.New(notSelected)
			}
			return "the links of this attachment are dead", nil
		}},
		does("I", "kill all links, keep times", "as when their signer's session ends", "", func() string {
			c.ExpireLinks()
			return "every link issued so far is dead"
		}),
		does("c", "cut transfers half way", "or let them go through again", percent(now.Cut), c.switchCut),
		does("s", "slow transfers down", "to 6 MB a second, or as fast as can be", onOff(now.Drip != 0), c.switchDrip),
	}
}

func (c *Controller) liveActions(now state) []Action {
	return []Action{
		does("b", "break the socket", "without a word", open(now.sockets), func() string {
			return counted(c.DropSockets(), "socket", "broken off")
		}),
		does("z", "clock: stand still", "no link ages", onOff(now.Speed.Given && now.Speed.N == 0), func() string { c.SetSpeed(0); return "the clock stands still" }),
		does("v", "clock: 4 minutes ahead", "links age at once", "", func() string { c.AdvanceClock(4 * time.Minute); return "the clock is 4 minutes further" }),
		does("h", "clock: 10 times as fast", "links age with it", onOff(now.Speed.Given && now.Speed.N > 1), func() string { c.SetSpeed(10); return "the clock runs 10 times as fast" }),
		does("m", "clock: as usual", "a second a second", onOff(!now.Speed.Given), func() string { c.SetSpeed(1); return "the clock runs as usual" }),
		does("u", "customer sends a file", "scanned already", "", func() string { return "sent " + c.SendExample(false) }),
		does("U", "customer sends one to scan", "it stays until you pass or reject it", "", func() string {
			return "sent " + c.SendExample(true) + ", being scanned"
		}),
		does("w", "customer writes", "a message", "", func() string {
			_, _ = c.Say("CUSTOMER", scenario.PlainText, "Can you see it?") // nothing is wrong with it
			return "the customer has written"
		}),
		does("p", "pass running scans", "what is being scanned is approved", scanning(now.scans), func() string {
			return counted(c.FinishScans(true), "file", "approved")
		}),
		does("r", "reject running scans", "what is being scanned is rejected", scanning(now.scans), func() string {
			return counted(c.FinishScans(false), "file", "rejected")
		}),
		does("e", "end the chat", "every call is denied from then on", ended(now.over), func() string { c.EndChat(); return "the chat has ended" }),
		{Key: "o", Name: "begin anew", Does: "chat, clock, faults and journal as they were at first", Do: func(string) (string, error) { return "the chat has begun anew", c.anew() }},
		does("a", "all trouble off", "nothing goes wrong on purpose any more", active(now.trouble), func() string { c.ClearFaults(); return "all faults are cleared" }),
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

// switchQuota limits calls as documented, or no longer.
func (c *Controller) switchQuota() string {
	if c.Limited() {
		c.Limit(false)
		return "calls are not limited"
	}
	c.Limit(true)
	return "calls are limited as documented"
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

// switchDrip makes transfers slow, or as fast as they can be.
func (c *Controller) switchDrip() (said string) {
	c.chat.Change(func() {
		if said = "transfers are as fast as can be"; c.chat.Faults.Drip == 0 {
			c.chat.Faults.Drip, said = slow, "transfers send 6 MB a second"
			return
		}
		c.chat.Faults.Drip = 0
	})
	return said
}

func counted(n int, noun, done string) string {
	if n != 1 {
		noun += "s"
	}
	return fmt.Sprintf("%d %s %s", n, noun, done)
}
