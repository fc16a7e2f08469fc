package lines

import (
	"time"

	"attache/model"
)

// doStatus tells what is under way, and how the chat is.
func (t *talk) doStatus(input) {
	t.sayWork()
	t.sayFiles()
	if t.chat != "" && !t.hidden {
		t.say("Chat: " + t.chat + prefixed(", region ", t.opts.Region) + ".")
	}
	t.say(t.feedWords())
	if ends := t.status.TokenEnds; !ends.IsZero() {
		left := "has run out. Type token to give another one"
		if d := ends.Sub(t.server()); d > 0 {
			left = "good for " + spokenTime(d)
		}
		t.say("Token: " + left + ".")
	}
	if skew := t.status.Skew; skew.Abs() > 2*time.Second {
		side := " behind"
		if skew < 0 {
			side = " ahead of"
		}
		t.say("Clock: this machine is " + spokenWait(skew.Abs()) + side + " the service, which is allowed for.")
	}
	calls := "Calls to the service: " + itoa(t.status.Calls)
	if t.status.LastAnswer > 0 {
		calls += ", the last answer took " + spokenMillis(t.status.LastAnswer)
	}
	if t.status.Waiting > 0 {
		calls += ", " + itoa(t.status.Waiting) + " waiting for their turn"
	}
	if t.status.Slowed {
		calls += ", slowed down as the service asked"
	}
	t.say(calls + ".")
	t.say("Settings: new links live " + spokenTime(t.life) + ", " + count(t.downloads.Parallel(), "download") + " at a time, to " +
		model.Text(t.opts.Dir) + ", changes are told " + t.chatter.words() + ".")
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

func (c chatter) words() string {
	switch c {
	case quiet:
		return "when you press return"
	case verbose:
		return "as they happen, every step"
	case normal:
	}
	return "as they happen"
}

// sayWork tells what is under way.
func (t *talk) sayWork() {
	if t.walk.num != 0 {
		t.say("Reading the chat: " + count(t.lib.Len(), "file") + " so far.")
	}
	if n := t.wishes.Saves(); n > 0 {
		t.say(count(n, "file") + " to be saved after the scan.")
	}
	if !t.busy() {
		t.say("Nothing is under way.")
		return
	}
	told := 0
	for _, id := range t.numbers {
		r := t.saving[id]
		if r == nil {
			continue
		}
		r.save.rate.Add(t.now, meterDone(r))
		if told++; told <= few {
			t.say("Saving " + t.label(id) + ": " + t.saveWords(r) + ".")
		}
	}
	if rest := told - few; rest > 0 {
		t.say(count(rest, "more download") + " under way.")
	}
	if n := t.downloads.Waiting(); n > 0 {
		t.say(count(n, "file") + " waiting to be saved.")
	}
	asked := 0
	for _, e := range t.errands {
		asked += e.Waiting()
	}
	if asked > 0 {
		t.say("Waiting for " + count(asked, "link") + ".")
	}
}

func meterDone(r *row) int64 {
	done, _ := r.save.meter.Read()
	return done
}

// sayFiles counts the files.
func (t *talk) sayFiles() {
	if t.walk.first() {
		return
	}
	saved, live := 0, 0
	now := t.server()
	for _, id := range t.numbers {
		r := t.row(id)
		if r.saved != nil {
			saved++
		}
		if r.link.Usable(now) {
			live++
		}
	}
	t.say("Files: " + itoa(len(t.numbers)) + ", " + itoa(saved) + " saved, " + itoa(live) + " with a good link.")
}

// doLog tells the last changes again.
func (t *talk) doLog(in input) {
	n, ok := number(in.rest)
	switch {
	case in.rest == "":
		n = 10
	case !ok || n < 1:
		t.say("Log takes how many changes to tell, as in log 20.")
		return
	}
	if len(t.log) == 0 {
		t.say("Nothing has happened yet.")
	}
	for _, c := range t.log[max(len(t.log)-n, 0):] {
		t.say(c.at.Local().Format(time.TimeOnly) + ". " + t.logged(c))
	}
}

func (t *talk) doQuiet(input) {
	t.chatter = quiet
	t.say("Quiet. Changes are held back until you press return. Type normal to end that.")
}

func (t *talk) doNormal(input) {
	t.chatter = normal
	t.say("Changes are told as they happen.")
}

func (t *talk) doVerbose(input) {
	t.chatter = verbose
	t.say("Every step is told as it happens. Type normal to end that.")
}

// doNames shows or hides names and IDs.
func (t *talk) doNames(in input) {
	switch in.rest {
	case "on", "off":
		t.hidden = in.rest == "off"
	case "":
	default:
		t.say("Names takes on or off.")
		return
	}
	if t.hidden {
		t.say("Names are hidden. Files go by their numbers.")
		return
	}
	t.say("Names are shown.")
}
