package linemode

import (
	"context"
	"time"

	"attache/model"
	"attache/model/session"
	"attache/ui/runner"
)

// conversation is a session in which words are typed and lines are said. It is used by one goroutine.
type conversation struct {
	*announcer

	runner   *runner.Runner
	verbs    verbs
	list     model.Listing
	decoding decoding
	found    []string // what the last find has found
	patience time.Time
	number   int // among several chats; 0: it is the only one
	eofs     int // ends of the input that followed each other
}

func newConversation(ctx context.Context, o Options) *conversation {
	s := session.New(o.conduct())
	r := runner.New(ctx, runner.Deps{Chat: o.Session, Now: o.Now, Clipboard: o.copyText, Open: o.Opener.Open, Receipt: o.Receipt, Renewals: o.Renewals}, s)
	a := &announcer{
		reporter: &reporter{now: o.Now(), hidden: s.NamesHidden, chatter: normal},
		files:    &files{session: s, placed: map[string]int{}}, opts: o, asked: map[int]*request{},
	}
	c := &conversation{announcer: a, runner: r, decoding: newDecoding(ctx, o.Decode)}
	c.list.Bind(s.Library(), s.Facts)
	c.patience = c.now.Add(patient)
	return c
}

// do gives the session an intent about so many files. nothing is said where nothing was to be done.
func (c *conversation) do(i session.Intent, files int, nothing string) {
	res := c.runner.Apply(i)
	c.asked[res.Intent] = &request{files: files, nothing: nothing, reported: map[string]bool{}}
	c.hear(res)
}

// hear says what the session tells.
func (c *conversation) hear(res runner.Result) {
	c.now = c.opts.Now()
	c.list.Invalidate()
	for _, n := range res.Notices {
		if _, came := n.Fact.(session.PreviewReady); came {
			c.decoding.decode(c.session, n.About[0])
		}
		c.announce(n)
	}
	if !c.greeted && !c.session.Read().IsZero() { // it was read to try a token
		c.placeAll()
		c.sayChat()
	}
}

// waited reports whether an answer is about to come.
func (c *conversation) waited() bool { return c.session.Waiting() > 0 || c.decoding.under > 0 }

// busy reports whether anything that was asked for is under way.
func (c *conversation) busy() bool { return c.waited() || c.session.Unfinished() > 0 }

// wantsLine reports whether the next line of the input may be read.
func (c *conversation) wantsLine() bool {
	return !c.session.Over() && !c.secret && (c.opts.Interactive || c.asking != nil || !c.busy())
}

// promptWords are what stands before the line to be typed; empty while an answer is about to come.
func (c *conversation) promptWords() string {
	switch {
	case c.session.Over() || c.secret || !c.opts.Interactive:
		return ""
	case c.asking != nil:
		return "Yes or no: "
	case c.waited() && c.now.Before(c.patience):
		return ""
	}
	return "Command: "
}

// due returns what is to be printed now. Answers come at once; changes wait while a question is open,
// so that the answer to it is not given to something else, and in quiet for a typed line. While a
// token is typed all waits.
func (c *conversation) due(typed bool) []string {
	changes := !c.secret && c.asking == nil && (c.chatter != quiet || typed)
	return c.release(changes || c.session.Over(), !c.secret)
}

// name is what a chat is called.
func (c *conversation) name() string {
	name := "Chat " + itoa(c.number)
	if c.opts.Name != "" && !c.session.NamesHidden() {
		name += ", " + model.Text(c.opts.Name)
	}
	return name
}
