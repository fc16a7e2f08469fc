package linemode

import (
	"context"

	"attache/model/session"
)

// severalVerbs are the commands about chats, where there are several.
func severalVerbs(t *terminal) verbs {
	return verbs{
		{"chats", "", "", "tells which chats there are.", "", t.doChats},
		{"chat", "", "NUMBER", "goes to another chat. The numbers are those of chats.", "What happens in the others is told with their name in front.", t.doChat},
		{"close", "", "", "leaves this chat alone.", "", t.doClose},
	}
}

// join puts the chats beside the first one.
func (t *terminal) join(ctx context.Context, others []Options) {
	if len(others) == 0 {
		return
	}
	for _, o := range others {
		c := newConversation(ctx, o)
		c.verbs, c.behind = commands(c), true
		t.all = append(t.all, c)
	}
	for i, c := range t.all {
		c.number, c.verbs = i+1, append(c.verbs, severalVerbs(t)...)
		if quit, _ := c.verbs.find("quit"); quit != nil {
			quit.act = t.doQuitAll
		}
		go t.forward(ctx, c)
	}
}

// forward passes on what happens in a chat, whichever is in front.
func (t *terminal) forward(ctx context.Context, c *conversation) {
	for {
		s := chatChanged{in: c}
		select {
		case <-ctx.Done():
			return
		case <-c.runner.Ready():
		case d := <-c.decoding.done:
			s.page = &d
		}
		select {
		case <-ctx.Done():
			return
		case t.stirred <- s:
		}
	}
}

func (t *terminal) doChats(input) {
	for _, c := range t.all {
		text := c.name()
		if c == t.conversation {
			text += ", this one"
		}
		text += ": " + count(c.session.Library().Len(), "file")
		if n := c.session.Unfinished(); n > 0 {
			text += ", " + itoa(n) + " not finished"
		}
		switch {
		case c.session.Ended():
			text += ", ended"
		case c.session.Refusal() != nil:
			text += ", the token is refused"
		case c.session.Shut() != nil:
			text += ", not open"
		}
		if c.session.Contact() != "" && !c.session.NamesHidden() {
			text += ", contact " + c.session.Contact()
		}
		t.say(text + ".")
	}
}

func (t *terminal) doChat(in input) {
	n, ok := number(in.rest)
	for _, c := range t.all {
		if ok && c.number == n {
			t.show(c)
			t.say(c.name() + ". " + count(c.session.Library().Len(), "file") + ".")
			return
		}
	}
	t.say("Which chat? Type chats to hear their numbers, and chat 2 for the second.")
}

// show puts a chat in front.
func (t *terminal) show(c *conversation) {
	old := t.conversation
	if c == old {
		return
	}
	old.behind, c.behind, c.chatter, c.now, c.patience = true, false, old.chatter, old.now, old.patience
	for _, one := range []*conversation{old, c} {
		if one.opts.InFront != nil {
			one.opts.InFront(one == c)
		}
	}
	t.conversation = c
}

func (t *terminal) doClose(input) {
	t.leaving = leaveOne
	t.do(session.Quit{}, 0, "")
}

func (t *terminal) doQuitAll(in input) {
	switch in.rest {
	case "now":
		t.quitNow()
	case "":
		t.leaving, t.asked = leaveAll, nil
	default:
		t.say("Quit takes nothing after it but now. Nothing was done.")
	}
}

func (t *terminal) quitNow() {
	for _, c := range t.all {
		if !c.session.Over() {
			c.do(session.Quit{Confirmed: true}, 0, "")
		}
	}
}

// depart goes on with leaving. No chat is left before all that have something under way have agreed to stop it.
func (t *terminal) depart() {
	if len(t.all)+len(t.left) < 2 {
		return
	}
	over, declined := t.session.Over(), t.asking == nil && !t.session.Over()
	switch {
	case t.leaving == leaveOne && over && len(t.all) > 1:
		t.leaving = leaveNot
		t.drop(t.conversation)
		return
	case t.leaving == leaveOne && declined:
		t.leaving = leaveNot
	case t.leaving == leaveAll && t.asked == t.conversation && declined:
		t.leaving, t.asked = leaveNot, nil
	case over:
		t.leaving = leaveAll
	}
	if t.leaving != leaveAll {
		return
	}
	for _, c := range t.all {
		if c.session.Over() || c.session.Unfinished() == 0 {
			continue
		}
		if t.asked != c {
			t.asked = c
			t.show(c)
			t.say(c.name() + ".")
			c.do(session.Quit{}, 0, "")
		}
		if !c.session.Over() {
			return
		}
	}
	t.quitNow()
}

// drop takes a chat away that was left.
func (t *terminal) drop(c *conversation) {
	t.print(false)
	var rest []*conversation
	for _, one := range t.all {
		if one != c {
			rest = append(rest, one)
		}
	}
	t.left, t.all = append(t.left, c), rest
	c.runner.Close()
	t.show(rest[0])
	t.say(rest[0].name() + ".")
}
