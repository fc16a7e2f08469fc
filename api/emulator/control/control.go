// Package control is what can be done to a chat while it runs, by a person at a screen or by a test. All of it takes
// effect with the next request.
package control

import (
	"time"

	"attache/api/emulator/chat"
	"attache/api/emulator/clock"
	"attache/api/emulator/fault"
	"attache/api/emulator/service"
	"attache/api/emulator/socket"
)

// Controller acts on a chat. Its methods may be called from any goroutine.
type Controller struct {
	chat    *chat.Chat
	sockets *socket.Hub
	service *service.Service
	limited bool           // at the beginning
	aims    []string       // the operations that a fault can be aimed at
	anew    func() error   // brings everything back to the beginning, of which this chat is a part
	sent    int            // files, under the chat's lock
	done    map[string]int // likewise: how often each action was done, by its letter
}

// New makes the controller of a chat. Faults can be aimed at these operations.
func New(c *chat.Chat, h *socket.Hub, s *service.Service, operations []string) *Controller {
	made := &Controller{chat: c, sockets: h, service: s, limited: s.Limited(), aims: operations, done: map[string]int{}}
	made.anew = made.Reset
	return made
}

// Anew says how everything begins anew, where there is more than this chat.
func (c *Controller) Anew(with func() error) { c.anew = with }

// ExpireLinks kills every link there is, as S3 does when the session that signed them ends: the
// next use gets 400 ExpiredToken.
func (c *Controller) ExpireLinks() { c.chat.Change(func() { c.chat.Signer++ }) }

// ExpireLinksOf kills the links of one attachment, and reports whether there is such a one.
func (c *Controller) ExpireLinksOf(id string) (found bool) {
	c.chat.Change(func() {
		f := c.chat.Talk.Files[id]
		if found = f != nil; found {
			f.Session++
		}
	})
	return found
}

// ExpireTokens kills every connection token issued so far; the participant token lives on.
func (c *Controller) ExpireTokens() {
	c.chat.Change(func() { c.chat.ExpireTokens(c.chat.Clock.Now()) })
}

// AdvanceClock moves the service's clock by d, back when d is negative. Links and tokens age by it.
func (c *Controller) AdvanceClock(d time.Duration) {
	c.chat.Change(func() { c.chat.Clock.Advance(d) })
}

// SetSpeed makes the service's clock run n times as fast as the real one, up to 100 times; 0 stops
// it. A clock that stands still lets the rate limits go on.
func (c *Controller) SetSpeed(n int) {
	speed := fault.Speed{Given: n != 1, N: int64(min(max(n, 0), clock.MaxSpeed))}
	c.chat.Change(func() { c.chat.SetSpeed(speed) })
}

// Clock returns the instant on the service's clock and how many seconds it makes in a real one.
func (c *Controller) Clock() (now time.Time, speed float64) {
	return c.chat.Clock.Now(), float64(c.chat.Clock.Speed())
}

// ThrottleNext makes the next n GetTranscript and GetAttachment calls end in 429.
func (c *Controller) ThrottleNext(n int) {
	c.chat.Change(func() { c.chat.Faults.Throttle = fault.Count(n) })
}

// DenyNext makes the next n GetTranscript and GetAttachment calls end in 403.
func (c *Controller) DenyNext(n int) {
	c.chat.Change(func() { c.chat.Faults.Deny = fault.Count(n) })
}

// FailNext makes the next n GetTranscript and GetAttachment calls end in 500.
func (c *Controller) FailNext(n int) {
	c.chat.Change(func() { c.chat.Faults.Errors = fault.Count(n) })
}

// DropSockets breaks every open socket without a word, and returns how many there were.
func (c *Controller) DropSockets() int { return c.sockets.Drop() }

// Sockets returns how many sockets are open.
func (c *Controller) Sockets() int { return c.sockets.Open() }

// SetFault turns a fault on by the text that Options.Faults takes. A skew is added to the clock as
// it stands.
func (c *Controller) SetFault(spec string) (err error) {
	parsed, err := fault.Parse(spec)
	if err != nil {
		return err
	}
	c.chat.Change(func() {
		err = c.chat.Faults.Ask(spec)
		c.chat.Launch(&parsed)
	})
	return err
}

// ClearFaults ends every fault but the skew; the clock runs as usual.
func (c *Controller) ClearFaults() {
	c.chat.Change(func() {
		c.chat.Faults = fault.Set{}
		c.chat.SetSpeed(fault.Speed{})
	})
}

// State lists the faults that are on at the moment, as SetFault takes them.
func (c *Controller) State() []string {
	now := c.chat.Clock.Now()
	c.chat.Lock()
	defer c.chat.Unlock()
	return c.chat.Faults.Texts(now)
}

// Calls returns how often an operation was called, refused calls included. Sockets count as "Socket".
func (c *Controller) Calls(operation string) int { return c.chat.Calls(operation) }

// Limit gives every operation its documented quota, or none.
func (c *Controller) Limit(on bool) { c.service.Limit(on) }

// Limited reports whether there are quotas.
func (c *Controller) Limited() bool { return c.service.Limited() }
