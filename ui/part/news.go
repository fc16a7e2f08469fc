package part

import (
	"strconv"
	"strings"

	"attache/model"
	"attache/ui/cells"
	"attache/ui/style"
)

// Message is a line of news.
type Message struct {
	Severity style.Severity
	Text     string
}

// News draws a message in at most h lines of the screen's width. What has no room even there is cut in
// its middle: at the end stands how long a link lives, or what to do next.
func (f *Frame) News(m Message, h int) []string {
	sign, k := f.Severity(m.Severity)
	lead := " " + sign + " "
	if f.narrow() {
		lead = sign + " "
	}
	lines := f.fold(m.Text, f.Layout.W-f.Width(lead), h)
	for i, l := range lines {
		lines[i] = k.Render(lead) + f.Plain.Render(l)
		lead = cells.Spaces(f.Width(lead))
	}
	return lines
}

// Question draws what has to be answered in at most h lines.
func (f *Frame) Question(text string, h int) []string {
	lines := f.fold(text, f.Layout.W-1, h)
	for i, l := range lines {
		lines[i] = f.Soon.Render(" " + l)
	}
	return lines
}

// fold breaks a text into at most h lines of w cells. The last one is cut in its middle.
func (f *Frame) fold(text string, w, h int) []string {
	lines := f.Wrap(text, w)
	if len(lines) > h {
		last := strings.Join(lines[h-1:], " ")
		lines = append(lines[:h-1], f.Middle(last, w, f.Glyphs.Cut))
	}
	for i, l := range lines {
		lines[i] = f.FitEnd(l, w, "")
	}
	return lines
}

// Rest is what stands in the line of news when there are none: what is going on, or what is to be
// known. found is what the help is searched for; listed: the filter acts on what is in front; behind: the key that goes
// back closes something else first.
func (c *Chat) Rest(found string, listed, behind bool) string {
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
	case listed && c.Listing.Filter() != "":
		said := "Shown: " + c.Listing.Filter()
		if trouble := filterTrouble(c.Listing); trouble != "" { // the header names the filter too
			said = trouble
		}
		if !behind {
			said += "  " + back + " shows all"
		}
		return line(said, c.Dim)
	case c.Listing.Ranging():
		return line("Marking a range: move, then "+c.Keys.Mark.Range.Help().Key, c.Dim)
	}
	if b := c.banner(c.Layout.W - 1); c.narrow() && b.text != "" {
		return line(b.text, b.style)
	}
	return ""
}
