package part

import (
	"strconv"

	"attache/model"
	"attache/ui/style"
)

// Message is a line of news.
type Message struct {
	Severity style.Severity
	Text     string
}

// News draws a message in the width of the screen.
func (f *Frame) News(m Message) string {
	sign, k := f.Theme.Severity(m.Severity)
	lead := " " + sign + " "
	if f.narrow() {
		lead = sign + " "
	}
	return k.Render(lead) + f.Plain.Render(f.FitEnd(m.Text, f.Layout.W-f.Width(lead), f.Glyphs.Cut))
}

// Question draws what has to be answered.
func (f *Frame) Question(text string) string {
	return f.Soon.Render(f.FitEnd(" "+text, f.Layout.W, f.Glyphs.Cut))
}

// Rest is what stands in the line of news when there are none: what is going on, or what is to be
// known. found is what the help is searched for.
func (c *Chat) Rest(found string) string {
	back := c.Keys.List.Back.Help().Key
	line := func(text string, k style.Style) string {
		return k.Render(c.FitEnd(" "+text, c.Layout.W, c.Glyphs.Cut))
	}
	switch r := c.Reading; {
	case r != nil && r.Stage == model.StageRetrying:
		wait := model.FormatWait(max(r.Until.Sub(c.Now), 0))
		return line("Reading the chat: trying again in "+wait+", try "+strconv.Itoa(r.Try)+" of "+strconv.Itoa(r.Of), c.Wait)
	case r != nil:
		return line("Reading the chat"+c.Glyphs.Cut, c.Dim)
	case found != "":
		return line("Shown: "+found+"  "+back+" shows all", c.Dim)
	case c.Listing.Filter() != "":
		return line("Shown: "+c.Listing.Filter()+"  "+back+" shows all"+filterHint(c.Listing.Filter()), c.Dim)
	case c.Listing.Ranging():
		return line("Marking a range: move, then "+c.Keys.Mark.Range.Help().Key, c.Dim)
	}
	if b := c.banner(c.Layout.W - 1); c.narrow() && b.text != "" {
		return line(b.text, b.style)
	}
	return ""
}
