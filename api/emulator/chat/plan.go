package chat

import (
	"cmp"
	"slices"
	"time"

	"attache/api/emulator/fault"
	"attache/api/emulator/scenario"
)

// What happens by itself – the script, the end of sockets, deadlines – happens when its time on the
// chat's clock has come and somebody can notice: with the next request, or at once while a
// socket is open.

// Next returns what happens first. Callers hold the lock.
func (c *Chat) Next() (Plan, bool) {
	var all []Plan
	if len(c.Talk.Script) > 0 && !c.Talk.Ended {
		all = append(all, Plan{c.Talk.Script[0].At, c.play})
	}
	if c.Faults.End.Armed {
		all = append(all, Plan{c.Faults.End.At, c.End})
	}
	if c.Life > 0 && !c.Talk.Ended {
		all = append(all, Plan{c.EndsAt(), c.End})
	}
	if c.Faults.ExpireToken.Armed {
		all = append(all, Plan{c.Faults.ExpireToken.At, c.ExpireTokens})
	}
	all = append(all, c.audience.Plans()...)
	if len(all) == 0 {
		return Plan{}, false
	}
	return slices.MinFunc(all, func(a, b Plan) int { return a.At.Compare(b.At) }), true
}

// CatchUp does all that is due. Callers hold the lock.
func (c *Chat) CatchUp() {
	now := c.Clock.Now()
	for {
		p, ok := c.Next()
		if !ok || p.At.After(now) {
			return
		}
		p.Do(p.At)
	}
}

// Change does something to the chat after all that was due before.
func (c *Chat) Change(with func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.CatchUp()
	with()
	c.CatchUp()
	c.audience.Wake()
}

// play does what the script says next. Callers hold the lock.
func (c *Chat) play(at time.Time) {
	b := c.Talk.Script[0]
	c.Talk.Script = c.Talk.Script[1:]
	switch {
	case b.Scan && b.File.Status == scenario.InProgress && c.Faults.Scan != "never":
		c.Settle(at, b.File, b.Clean)
	case b.Scan: // it had its result already, or never gets one
	case b.File == nil:
		c.Talk.SayAs(b.ID, at, b.Who, b.ContentType, b.Says)
	case b.Given, len(c.Talk.Files) < scenario.MaxFiles:
		c.Talk.Send(b.ID, at, b.Who, b.File)
	}
}

// End ends the chat: the transcript and the audience get to know, and every token is denied from now on. Callers hold
// the lock.
func (c *Chat) End(at time.Time) {
	c.Faults.End = fault.Deadline{}
	if c.Talk.Ended {
		return
	}
	c.Talk.Event(at, scenario.Participant{}, scenario.EventEnded)
	c.Talk.Ended = true
	c.audience.End()
}

// usualLife is how long a chat may go on unless somebody says otherwise, as documented.
const usualLife = 25 * time.Hour

// EndsAt is when the chat ends at the latest. Only a chat that was begun for so long is ended then.
func (c *Chat) EndsAt() time.Time { return c.Clock.Began().Add(cmp.Or(c.Life, usualLife)) }

// ExpireTokens kills every connection token issued so far. Assumption: sockets that are open stay open. Callers hold
// the lock.
func (c *Chat) ExpireTokens(time.Time) {
	c.Faults.ExpireToken = fault.Deadline{}
	c.Era++
}
