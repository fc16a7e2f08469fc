package admin

import (
	"slices"
	"strconv"
	"strings"

	"attache/api/emulator/journal"
)

type requestsAnswer struct {
	Count    int             `json:"count"`
	Holds    *bool           `json:"holds,omitempty"`
	Counts   map[string]int  `json:"counts"`
	Requests []journal.Entry `json:"requests"`
}

// requests lists what the journal keeps, and counts it. Without chat it is about all of them.
func requests(c *call) (any, error) {
	numbers := map[string]int{}
	for _, name := range []string{"status", "after", "exactly", "at_least", "at_most"} {
		if !c.query.Has(name) {
			continue
		}
		n, err := strconv.Atoi(c.query.Get(name))
		if err != nil || n < 0 {
			return nil, invalid(name + " wants a whole number")
		}
		numbers[name] = n
	}
	q := journal.Query{
		Chat: c.query.Get("chat"), Operation: c.query.Get("operation"), AttachmentID: c.query.Get("attachment_id"),
		Status: numbers["status"], After: numbers["after"],
	}
	if err := c.knows(q.Operation); err != nil {
		return nil, err
	}
	count, sure := c.journal.Count(q)
	out := requestsAnswer{Count: count, Counts: c.journal.Counts(q.Chat), Requests: c.journal.List(q)}
	exactly, one := numbers["exactly"]
	least, two := numbers["at_least"]
	most, three := numbers["at_most"]
	if !one && !two && !three {
		return out, nil
	}
	if !sure {
		return nil, invalid("older requests are no longer kept: count by chat and operation alone, or use after")
	}
	holds := (!one || count == exactly) && (!two || count >= least) && (!three || count <= most)
	out.Holds = &holds
	return out, nil
}

// knows refuses an operation that there is not: an assertion about it would always hold.
func (c *call) knows(operation string) error {
	all := c.chats.Operations()
	if operation == "" || slices.Contains(all, operation) {
		return nil
	}
	return invalid("there is no operation " + journal.Short(operation) + "; there are: " + strings.Join(all, ", "))
}

func forget(c *call) (any, error) {
	c.journal.Forget(c.query.Get("chat"))
	return done{true}, nil
}
