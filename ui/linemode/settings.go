package linemode

import (
	"strings"

	"attache/model"
	"attache/model/session"
	"attache/ui/wording"
)

// doLife sets how long new links live.
func (c *conversation) doLife(in input) {
	if in.rest == "" {
		c.say("New links live " + spokenTime(c.session.TTL()) + ". Type life and seconds to change that, 5 to 300.")
		return
	}
	life, err := model.CheckLife("life of new links", in.rest)
	if err != nil {
		c.sayFault(err)
		return
	}
	c.do(session.SetTTL{TTL: life}, 0, "")
}

// doParallel sets how many transfers run at once. Those that run go on.
func (c *conversation) doParallel(in input) {
	n, ok := number(in.rest)
	switch {
	case in.rest == "":
		c.say(count(c.session.Parallel(), "download") + " at a time. Type parallel and a number to change that, 1 to 16.")
	case !ok || n < 1 || n > model.MaxParallel:
		c.sayFault(model.NewInputProblem("parallel downloads", model.FaultRange, in.rest))
	default:
		c.do(session.SetParallel{Parallel: n}, 0, "")
	}
}

// doNames shows or hides names and IDs.
func (c *conversation) doNames(in input) {
	switch in.rest {
	case "on", "off":
		c.do(session.HideNames{On: in.rest == "off"}, 0, "")
	case "":
		c.say(hiddenWords(c.session.NamesHidden()))
	default:
		c.say("Names takes on or off.")
	}
}

// doToken asks for another connection token.
func (c *conversation) doToken(input) {
	if c.opts.AskSecret == nil {
		w := wording.For(model.NewInputProblem("connection token", model.FaultMissing, ""))
		c.say("A token is typed at a terminal alone, and there is none. " + w.Advice)
		return
	}
	c.secret = true
}

// onToken gives the session the token that was typed.
func (c *conversation) onToken(line string, err error) {
	c.secret = false
	if err != nil {
		c.say("No token was given. The old one stays.")
		return
	}
	token, err := model.ReadConnectionToken("connection token", line)
	if err != nil {
		c.say(wording.For(err).Sentence + " The old token stays.")
		return
	}
	c.do(session.SetToken{Token: token}, 0, "")
}

func (c *conversation) doQuiet(input) {
	c.chatter = quiet
	c.say("Quiet. Changes are held back until you press return. Type normal to end that.")
}

func (c *conversation) doNormal(input) {
	c.chatter = normal
	c.say("Changes are told as they happen.")
}

func (c *conversation) doVerbose(input) {
	c.chatter = verbose
	c.say("Every step is told as it happens. Type normal to end that.")
}

// doExplain tells of a problem what it is, why it may be, and what to do.
func (c *conversation) doExplain(in input) {
	if len(in.words) == 0 {
		if c.trouble == nil {
			c.say("Nothing has gone wrong yet.")
			return
		}
		c.explain(c.trouble)
		return
	}
	ids, ok := c.only(in)
	if !ok {
		return
	}
	reported := 0
	for _, id := range ids {
		r := c.session.Row(id)
		if r.Problem == nil {
			r.Problem = r.Attachment.NoLink(c.session.Ended())
		}
		if r.Problem == nil || reported == few {
			continue
		}
		reported++
		c.say(c.heading(id))
		c.explain(r.Problem)
	}
	if reported == 0 {
		c.say("Nothing has gone wrong there.")
	}
}

func (c *conversation) explain(p *model.Problem) {
	w := wording.For(p)
	c.say(w.Sentence)
	c.say("What to do: " + w.Advice)
	for _, cause := range w.Causes {
		c.say("Possible cause: " + cause)
	}
	c.say("For a report: " + strings.ReplaceAll(wording.Technical(p), " · ", ", ") + ".")
}
