package scenario

import (
	"cmp"
	"fmt"
	"strings"
	"time"
)

// Scenario is a chat that can be had by name.
type Scenario struct{ Name, Does string }

// All lists the chats there are, the default first.
func All() []Scenario {
	return []Scenario{
		{"demo", "a customer, an agent and a bot settle a dented car, with files of every kind; more keep coming"},
		{"still", "the demo as it begins: nothing more happens, for pictures and tests"},
		{"bulk", "as many attachments as --count says, of --size bytes each"},
		{"empty", "a chat in which nobody has sent a file"},
		{"ended", "a chat that has ended: every call is denied"},
		{"bot", "the demo, seen with the token of a CUSTOM_BOT, which may list but not open"},
		{"hostile", "what a careless or hostile sender makes of names, items and enums"},
	}
}

const (
	defaultCount = 35       // the documented limit of a conversation
	defaultSize  = 64 << 10 // bytes
	maxCount     = 1_000_000
	chatAge      = 30 * time.Minute // how long before now the chat began
)

// Options choose a conversation and its size.
type Options struct {
	Name  string // "" is the demo
	Seed  uint64
	Count int   // bulk: how many attachments; 0 is as many as a real chat may hold
	Size  int64 // bulk: bytes of each; 0 is 64 KiB

	Build func(now time.Time) *Conversation // makes it instead; nil: nothing does
}

// New makes up a conversation that goes on at the instant now.
func New(o Options, now time.Time) (*Conversation, error) {
	if o.Build != nil {
		return o.Build(now), nil
	}
	if o.Count < 0 || o.Count > maxCount {
		return nil, fmt.Errorf("emulator: a count of %d is not within 0 and %d", o.Count, maxCount)
	}
	if o.Size < 0 {
		return nil, fmt.Errorf("emulator: a size of %d bytes is below 0", o.Size)
	}
	name := cmp.Or(o.Name, "demo")
	seedName := name
	if name == "bot" || name == "still" {
		seedName = "demo"
	}
	c := empty(seedName, o.Seed)
	start := now.Add(-chatAge).Truncate(time.Second)
	switch name {
	case "demo":
		c.Script = c.live(now, c.demo(start))
	case "bot", "still":
		c.Bot = name == "bot"
		c.demo(start)
	case "bulk":
		c.bulk(start, cmp.Or(o.Count, defaultCount), cmp.Or(o.Size, defaultSize))
	case "empty", "ended":
		c.smallTalk(start)
		c.Ended = name == "ended"
	case "hostile":
		c.hostile(start)
	default:
		return nil, fmt.Errorf("emulator: no scenario %q; there are: %s", name, allNames())
	}
	return c, nil
}

func allNames() string {
	var all []string
	for _, s := range All() {
		all = append(all, s.Name)
	}
	return strings.Join(all, ", ")
}

// smallTalk is a chat without files.
func (c *Conversation) smallTalk(start time.Time) {
	customer, agent := c.join("Rosa Delgado", "CUSTOMER"), c.join("Marek", "AGENT")
	c.Event(start, customer, EventJoined)
	c.Say("", start.Add(20*time.Second), customer, "Hello, is anybody there?")
	c.Event(start.Add(41*time.Second), agent, EventJoined)
	c.Say("", start.Add(55*time.Second), agent, "Good morning, this is Marek. How can I help?")
	c.Say("", start.Add(2*time.Minute), customer, "I only wanted to know your opening hours.")
	c.Say("", start.Add(3*time.Minute), agent, "Monday to Friday, eight to six.")
}

// bulk is a plain chat of many files, each of which opens as a text.
func (c *Conversation) bulk(start time.Time, count int, size int64) {
	kinds := []struct{ ext, contentType string }{
		{"txt", PlainText}, {"csv", csvType}, // numbered lines are both
	}
	customer, agent := c.join("Rosa Delgado", "CUSTOMER"), c.join("Marek", "AGENT")
	c.Event(start, customer, EventJoined)
	c.Event(start.Add(time.Second), agent, EventJoined)
	step := (chatAge - time.Minute) / time.Duration(count)
	for i := range count {
		at := start.Add(2*time.Second + time.Duration(i)*step)
		who, kind := customer, kinds[i%len(kinds)]
		if i%3 == 2 {
			who = agent
		}
		if i%10 == 0 {
			c.Say("", at, who, fmt.Sprintf("Files from %d on.", i+1))
		}
		name := fmt.Sprintf("file-%04d.%s", i+1, kind.ext)
		c.Send("", at, who, &File{Name: name, ContentType: kind.contentType, Content: Lines(name, size, c.Seed+uint64(i))})
	}
}
