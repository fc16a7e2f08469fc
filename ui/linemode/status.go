package linemode

import (
	"time"

	"attache/model"
)

// doStatus tells what is under way, and how the chat is.
func (c *conversation) doStatus(input) {
	status := c.opts.Session.Status()
	c.sayWork()
	c.sayFiles()
	if c.session.Contact() != "" && !c.session.NamesHidden() {
		c.say("Chat: " + c.session.Contact() + prefixed(", region ", c.opts.Region) + ".")
	}
	c.say(c.watchWords())
	if ends := status.TokenEnds; !ends.IsZero() {
		left := "has run out. Type token to give another one"
		if d := ends.Sub(c.session.Server()); d > 0 {
			left = "good for " + spokenTime(d)
		}
		c.say("Token: " + left + ".")
	}
	if skew := status.Skew; skew.Abs() > 2*time.Second {
		side := " behind"
		if skew < 0 {
			side = " ahead of"
		}
		c.say("Clock: this machine is " + spokenWait(skew.Abs()) + side + " the service, which is allowed for.")
	}
	calls := "Calls to the service: " + itoa(status.Calls)
	if status.LastAnswer > 0 {
		calls += ", the last answer took " + spokenMillis(status.LastAnswer)
	}
	if status.Waiting > 0 {
		calls += ", " + itoa(status.Waiting) + " waiting for their turn"
	}
	if status.Slowed {
		calls += ", slowed down as the service asked"
	}
	c.say(calls + ".")
	c.say("Settings: new links live " + spokenTime(c.session.TTL()) + ", " + count(c.session.Parallel(), "download") + " at a time, to " +
		model.Text(c.opts.Dir) + ", changes are told " + c.chatter.words() + ".")
}

func spokenMillis(d time.Duration) string {
	switch {
	case d < time.Millisecond:
		return "less than a millisecond"
	case d < time.Second:
		return count(int(d/time.Millisecond), "millisecond")
	}
	return spokenTime(d)
}

// sayWork tells what is under way.
func (c *conversation) sayWork() {
	if _, running := c.session.Reading(); running {
		c.say("Reading the chat: " + count(c.session.Library().Len(), "file") + " so far.")
	}
	deferred, links, saving := 0, 0, 0
	for _, id := range c.numbers {
		switch r := c.session.Row(id); {
		case r.Saving:
			if saving++; saving <= few {
				c.say("Saving " + c.label(id) + ": " + saveWords(r) + ".")
			}
		case r.Deferred.Saves():
			deferred++
		case r.Call != nil:
			links++
		}
	}
	if saving > few {
		c.say(count(saving-few, "more download") + " under way.")
	}
	if n := c.session.BatchProgress().Waiting; n > 0 {
		c.say(count(n, "file") + " waiting to be saved.")
	}
	if deferred > 0 {
		c.say(count(deferred, "file") + " to be saved after the scan.")
	}
	if links > 0 {
		c.say("Waiting for " + count(links, "link") + ".")
	}
	if !c.busy() {
		c.say("Nothing is under way.")
	}
}

// sayFiles counts the files.
func (c *conversation) sayFiles() {
	if c.firstReading() {
		return
	}
	saved, live := 0, 0
	for _, id := range c.numbers {
		r := c.session.Row(id)
		if r.Saved != nil {
			saved++
		}
		if r.Link.Usable(c.session.Server()) {
			live++
		}
	}
	c.say("Files: " + itoa(c.session.Library().Len()) + ", " + itoa(saved) + " saved, " + itoa(live) + " with a good link.")
}

// watchWords says how changes of the chat become known.
func (c *conversation) watchWords() string {
	watch, watching := c.session.WatchState()
	wait := ""
	if left := watch.Until.Sub(c.now); !watch.Until.IsZero() && left > 0 {
		wait = ", the next time in " + spokenWait(left)
	}
	switch {
	case c.session.Ended():
		return "The chat has ended."
	case len(c.opts.IDs) > 0:
		return "Changes of the chat are not watched."
	case !watching:
		return "Changes of the chat are not watched. Type read to read it again."
	}
	switch watch.State {
	case model.WatchLive:
		return "Connected: changes are told as they happen."
	case model.WatchWaiting:
		return "The connection for changes is lost. Reconnecting" + wait + "."
	case model.WatchPolling:
		return "The chat is read again and again" + wait + "."
	case model.WatchOff, model.WatchConnecting, model.WatchEnded:
	}
	return "Connecting for changes."
}

// doLog tells the last changes again.
func (c *conversation) doLog(in input) {
	n, ok := number(in.rest)
	switch {
	case in.rest == "":
		n = 10
	case !ok || n < 1:
		c.say("Log takes how many changes to tell, as in log 20.")
		return
	}
	if len(c.log) == 0 {
		c.say("Nothing has happened yet.")
	}
	for _, said := range c.log[max(len(c.log)-n, 0):] {
		c.say(said.at.Local().Format(time.TimeOnly) + ". " + c.logged(said))
	}
}
