package session

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"attache/model"
)

// core is what all parts of a session stand on: the files, what is known of each, and what follows
// from the event under way. It knows no part.
type core struct {
	record // the log

	opts  Options
	now   time.Time        // the local clock when the event under way was taken
	conn  model.Connection // likewise
	lib   model.Library
	rows  map[string]*row
	ended bool // the chat is over
	over  bool // the session is
	names bool // are hidden

	contact string
	ttl     time.Duration
	nums    int             // the newest number of a request or an intent
	typed   int             // attachments that were listed by their ID alone
	tokens  int             // the generation of the token
	arrived map[string]bool // files that are new to the user
	rang    time.Time
	alerted time.Time

	effects []Effect
	notices []Notice
}

// Server is the instant of the event under way on the service's clock, on which links expire.
func (c *core) Server() time.Time { return c.now.Add(c.conn.Skew) }

// Local turns an instant of the service's clock into the local one.
func (c *core) Local(t time.Time) time.Time { return t.Add(-c.conn.Skew) }

func (c *core) newNum() int {
	c.nums++
	return c.nums
}

func (c *core) do(e Effect) { c.effects = append(c.effects, e) }

// tell tells something that answers no intent.
func (c *core) tell(w Weight, about []string, f Fact) { c.note(Notice{0, false, w, about, f}) }

// step tells that an intent is on its way.
func (c *core) step(num int, w Weight, about []string, f Fact) {
	c.note(Notice{num, false, w, about, f})
}

// finish tells what came of an intent.
func (c *core) finish(num int, w Weight, about []string, f Fact) {
	c.note(Notice{num, true, w, about, f})
}

// whisper tells something that is not kept in the log.
func (c *core) whisper(n Notice) { c.notices = append(c.notices, n) }

func (c *core) note(n Notice) {
	c.notices = append(c.notices, n)
	c.add(LogEntry{At: c.now, Notice: &n})
}

// logCall notes a call that has ended.
func (c *core) logCall(op, id string, began time.Time, state model.CallState, p *model.Problem) {
	call := Call{Op: op, ID: id, Began: began, Took: c.now.Sub(began), Tries: max(state.Try, 1), RequestID: state.RequestID, Problem: p}
	if p != nil && p.RequestID != "" {
		call.RequestID = p.RequestID
	}
	c.add(LogEntry{At: c.now, Call: &call})
}

// ask puts a question in the place of an intent's result, unless nobody is there and it is about
// something that can be done again. It returns whether to go on.
func (c *core) ask(num int, about []string, q Question) (goOn bool) {
	if c.opts.Unattended && q.Kind != QuestionOpen {
		return true
	}
	c.finish(num, WeightWarning, about, q)
	return false
}

// bell rings, once for a burst.
func (c *core) bell() {
	if c.opts.Bell && (c.rang.IsZero() || c.now.Sub(c.rang) >= bellApart) {
		c.rang = c.now
		c.do(Bell{})
	}
}

// alert tells the desktop, once for a burst.
func (c *core) alert(scanPassed bool) {
	if c.opts.Notify && (c.alerted.IsZero() || c.now.Sub(c.alerted) >= bellApart) {
		c.alerted = c.now
		c.do(Alert{scanPassed})
	}
}

// peek returns what is known of a file, to be read.
func (c *core) peek(id string) *row {
	if r := c.rows[id]; r != nil {
		return r
	}
	return &row{id: id}
}

// row returns what is known of a file, to be changed, made when it is first asked for.
func (c *core) row(id string) *row {
	r := c.rows[id]
	if r == nil {
		r = &row{id: id}
		c.rows[id] = r
	}
	return r
}

// Contact is the chat's contact, safe to show; empty while it is not known.
func (c *core) Contact() string { return c.contact }

// Ended reports whether the chat is over.
func (c *core) Ended() bool { return c.ended }

// Over reports whether the session is.
func (c *core) Over() bool { return c.over }

// TTL is the life asked for new links.
func (c *core) TTL() time.Duration { return c.ttl }

// NamesHidden reports whether names and IDs are hidden.
func (c *core) NamesHidden() bool { return c.names }

// sortedKeys are those of a map in their order, so that what follows from an event does not depend on that of the map.
func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }
