package part

import (
	"strconv"
	"time"

	"attache/model"
)

// Chat is what is known of the chat as a whole.
type Chat struct {
	*Frame

	Contact  string
	Region   string
	Endpoint string // the host, where it is outside Amazon's own domains
	Emulator string // what the badge of the built-in emulator says
	Ended    bool
	Shut     bool // nothing of it can be seen, and the screen says why
	Refusal  *model.Problem
	Watch    model.Watch
	Reading  *model.CallState // what the reading of the chat does; nil while there is none
	Known    bool             // it was read to its end once

	Connection model.Connection
	Listing    *model.Listing
	Unseen     Unseen
}

// watchWords says by which way updates of the chat come, in full and in one word. Both are empty where
// there is nothing to say: nobody watches, or the header says already that the chat is over.
func (c *Chat) watchWords() (full, short segment) {
	switch f := &c.Watch; {
	case c.Ended:
	case c.Refusal != nil:
		return segment{"token refused", c.Bad}, segment{"refused", c.Bad}
	case f.State == model.WatchOff && f.Problem != nil:
		return segment{"not live", c.Wait}, segment{"not live", c.Wait}
	case f.State == model.WatchConnecting:
		return segment{"connecting", c.Dim}, segment{"joining", c.Dim}
	case f.State == model.WatchLive:
		return segment{"live", c.Live}, segment{"live", c.Live}
	case f.State == model.WatchWaiting:
		return c.waitingWords()
	case f.State == model.WatchPolling && f.Lost():
		return segment{"polling every " + rhythmWord(f.Every) + ", failing", c.Wait}, segment{"failing", c.Wait}
	case f.State == model.WatchPolling:
		return segment{"polling every " + rhythmWord(f.Every), c.Dim}, segment{"polling", c.Dim}
	}
	return segment{}, segment{}
}

// waitingWords count down to the next try. They keep their cells, so that nothing moves.
func (c *Chat) waitingWords() (full, short segment) {
	long, brief := "reconnecting", "retry"
	if left := c.Watch.Until.Sub(c.Now); left > 0 {
		s := c.FitRight(strconv.Itoa(int((left+time.Second-1)/time.Second)), 2)
		long, brief = long+" in "+s+" s", brief+" "+s+"s"
	}
	return segment{c.FitRight(long, max(20, c.Width(long))), c.Wait}, segment{c.FitRight(brief, max(9, c.Width(brief))), c.Wait}
}

// rhythmWord is the time between two readings: "15 s", "2 min".
func rhythmWord(d time.Duration) string {
	if d > 100*time.Second {
		return strconv.Itoa(int(d.Round(time.Minute)/time.Minute)) + " min"
	}
	return strconv.Itoa(int(d.Round(time.Second)/time.Second)) + " s"
}

// banner is the one line that stays while there is something the user must know: that the token is
// refused, or that the chat is over.
func (c *Chat) banner(w int) segment {
	long, short, k := "", "", c.Wait
	switch {
	case c.Shut:
	case c.Ended:
		long, short = "the chat has ended: live links work on, new ones are refused", "chat ended: no new links"
	case c.Refusal != nil:
		key := c.Keys.Screen.Token.Help().Key
		long, short, k = "the token is refused: "+key+" gives another one, what is listed stays", "token refused: "+key, c.Bad
	}
	if c.Width(long) > w {
		long = short
	}
	return segment{c.End(long, w, c.Glyphs.Cut), k}
}

// Divider is the one below the header, over w cells; what ends it stands at its end. What stays to be
// said stands in it.
func (c *Chat) Divider(w int, end string) string {
	b := c.banner(w - 4)
	if b.text == "" {
		return c.Rule.Render(c.Frame.Divider(w) + end)
	}
	return c.Rule.Render(c.Glyphs.Rule) + " " + b.style.Render(b.text) + " " + c.Rule.Render(c.Frame.Divider(w-c.Width(b.text)-3)+end)
}
