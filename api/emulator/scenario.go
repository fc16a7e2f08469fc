package emulator

import (
	"fmt"
	"strings"
	"time"
)

// Scenario is a chat that can be had by name.
type Scenario struct{ Name, Does string }

// Scenarios lists the chats there are, the default first.
func Scenarios() []Scenario {
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

func newChat(o Options, now time.Time) (*chat, error) {
	if o.Count < 0 || o.Count > maxCount {
		return nil, fmt.Errorf("emulator: a count of %d is not within 0 and %d", o.Count, maxCount)
	}
	if o.Size < 0 {
		return nil, fmt.Errorf("emulator: a size of %d bytes is below 0", o.Size)
	}
	name := o.Scenario
	if name == "" {
		name = "demo"
	}
	seedName := name
	if name == "bot" || name == "still" {
		seedName = "demo"
	}
	c := emptyChat(seedName, o.Seed)
	start := now.Add(-chatAge).Truncate(time.Second)
	switch name {
	case "demo":
		c.script = c.live(now, c.demo(start))
	case "bot", "still":
		c.bot = name == "bot"
		c.demo(start)
	case "bulk":
		c.bulk(start, o)
	case "empty", "ended":
		c.smallTalk(start)
		c.ended = name == "ended"
	case "hostile":
		c.hostile(start)
	default:
		return nil, fmt.Errorf("emulator: no scenario %q; there are: %s", name, strings.Join(scenarioNames(), ", "))
	}
	return c, nil
}

func scenarioNames() []string {
	var names []string
	for _, s := range Scenarios() {
		names = append(names, s.Name)
	}
	return names
}

// smallTalk is a chat without files.
func (c *chat) smallTalk(start time.Time) {
	customer, agent := c.join("Rosa Delgado", "CUSTOMER"), c.join("Marek", "AGENT")
	c.event(start, customer, eventJoined)
	c.say(start.Add(20*time.Second), customer, "Hello, is anybody there?")
	c.event(start.Add(41*time.Second), agent, eventJoined)
	c.say(start.Add(55*time.Second), agent, "Good morning, this is Marek. How can I help?")
	c.say(start.Add(2*time.Minute), customer, "I only wanted to know your opening hours.")
	c.say(start.Add(3*time.Minute), agent, "Monday to Friday, eight to six.")
}

// bulk is a plain chat of many files, each of which opens as a text.
func (c *chat) bulk(start time.Time, o Options) {
	count, size := o.Count, o.Size
	if count == 0 {
		count = defaultCount
	}
	if size == 0 {
		size = defaultSize
	}
	kinds := []struct{ ext, contentType string }{
		{"txt", plainText}, {"csv", "text/csv"}, // numbered lines are both
	}
	customer, agent := c.join("Rosa Delgado", "CUSTOMER"), c.join("Marek", "AGENT")
	c.event(start, customer, eventJoined)
	c.event(start.Add(time.Second), agent, eventJoined)
	step := (chatAge - time.Minute) / time.Duration(count)
	for i := range count {
		at := start.Add(2*time.Second + time.Duration(i)*step)
		who, kind := customer, kinds[i%len(kinds)]
		if i%3 == 2 {
			who = agent
		}
		if i%10 == 0 {
			c.say(at, who, fmt.Sprintf("Files from %d on.", i+1))
		}
		name := fmt.Sprintf("file-%04d.%s", i+1, kind.ext)
		c.send(at, who, &file{
			name: name, contentType: kind.contentType,
			content: large(size, o.Seed+uint64(i), lines(name)),
		})
	}
}
