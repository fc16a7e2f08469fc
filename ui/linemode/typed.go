package linemode

import (
	"strings"

	"attache/model"
	"attache/model/session"
)

// start greets, and begins.
func (c *conversation) start() {
	switch {
	case c.behind: // it is greeted once
	case c.opts.Emulator:
		c.say("Attache in line mode, on a made-up chat.")
	case c.opts.Host != "":
		c.say("Attache in line mode, on " + model.Text(c.opts.Host) + ".")
	default:
		c.say("Attache in line mode.")
	}
	if len(c.opts.IDs) == 0 && !c.behind {
		c.say("Reading the chat.")
	}
	c.do(session.Start{}, 0, "")
}

// onLine takes a typed line: the answer to a question, or a command.
func (c *conversation) onLine(line string, long bool) {
	c.eofs = 0
	c.hear(c.runner.Apply(session.Tick{})) // what is told goes by this instant
	c.patience = c.now.Add(patient)
	switch {
	case long:
		c.say("That line is too long for a command. Nothing was done.")
	case c.asking != nil:
		c.settle(line)
	default:
		c.obey(line)
	}
}

// settle answers the question.
func (c *conversation) settle(line string) {
	q := c.asking
	c.asking = nil
	switch strings.ToLower(strings.TrimSpace(line)) {
	case "y", "yes":
		c.do(q.Yes, q.files, "")
	case "", "n", "no":
		c.do(session.Decline{Question: q.Question}, 0, "")
	default: // no, but another command
		c.do(session.Decline{Question: q.Question}, 0, "")
		c.obey(line)
	}
}

// obey does what a typed command says. An empty line only lets the changes be told.
func (c *conversation) obey(line string) {
	if len(fields(line)) == 0 {
		return
	}
	in, fault := c.verbs.parse(line)
	if fault != "" {
		c.say(fault)
		return
	}
	if in.verb.args == "" && in.rest != "" && in.verb.name != "quit" {
		c.say(capital(in.verb.name) + " takes nothing after it. Nothing was done.")
		return
	}
	in.verb.act(in)
}

// onInputEnded takes the end of the input. A person's is a wish to leave; twice in a row it needs no
// answer. That of a file or a program lets what is under way come to its end.
func (c *conversation) onInputEnded() {
	c.eofs++
	q := c.asking
	c.asking = nil
	switch {
	case !c.opts.Interactive:
	case c.eofs > 1:
		c.do(session.Quit{Confirmed: true}, 0, "")
	case q != nil:
		c.do(session.Decline{Question: q.Question}, 0, "")
	default:
		c.do(session.Quit{}, 0, "")
	}
}

// leaveWhenDone ends a conversation whose input has come to its end.
func (c *conversation) leaveWhenDone() {
	if c.eofs > 0 && !c.opts.Interactive && !c.busy() && !c.session.Over() {
		c.do(session.Quit{Confirmed: true}, 0, "")
	}
}
