package control

import (
	"fmt"
	"maps"
	"time"

	"attache/api/emulator/fault"
	"attache/api/emulator/scenario"
)

// Action is something that a person at a screen can bring about. Do gets the id of the attachment that
// is selected, or nothing; what it returns says what is so now.
type Action struct {
	Key        string // the letter that is best for it
	Name, Does string
	State      string // what is so now: on or off, a value, how many are left
	Do         func(attachmentID string) (said string, err error)

	Asks *Asking // what is typed first; nil: nothing is, and Do does it
}

// Asking is what an action wants to be told.
type Asking struct {
	Title, Example string
	Words          func(line string) []string // which can stand at the end of the line in place of the last one there
	Do             func(attachmentID, typed string) (said string, err error)
}

// state is what is so at one instant, for the lines of a menu.
type state struct {
	fault.Set

	sockets, scans, trouble int
	over, limited           bool
	done                    map[string]int // how often, by the letter of the action
}

func (c *Controller) now() state {
	sockets, limited, at := c.sockets.Open(), c.Limited(), c.chat.Clock.Now()
	c.chat.Lock()
	defer c.chat.Unlock()
	s := state{Set: c.chat.Faults, sockets: sockets, over: c.chat.Talk.Ended, limited: limited, done: maps.Clone(c.done)}
	s.trouble = len(s.Texts(at)) + len(s.Targets)
	for _, f := range c.chat.Talk.Files {
		if f.Status == scenario.InProgress {
			s.scans++
		}
	}
	return s
}

func onOff(is bool) string {
	if is {
		return "on"
	}
	return "off"
}

// left says how often a fault still strikes.
func left(c fault.Count) string {
	switch value, is := c.Text(); {
	case !is:
		return "off"
	case value == "":
		return "on"
	default:
		return value + " left"
	}
}

func length(l fault.Length) string {
	if l == 0 {
		return "off"
	}
	return time.Duration(l).String()
}

func percent(n int64) string {
	if n == 0 {
		return "off"
	}
	return fmt.Sprintf("%d%%", n)
}

// slow is a rate at which one sees a transfer go on, in bytes a second.
const slow = 6_000_000

func open(n int) string     { return fmt.Sprintf("%d open", n) }
func scanning(n int) string { return fmt.Sprintf("%d wait", n) }
func active(n int) string   { return fmt.Sprintf("%d on", n) }

func ended(over bool) string {
	if over {
		return "ended"
	}
	return "off"
}
