package part

import (
	"strconv"

	"attache/model"
	"attache/ui/layout"
)

// Header says which chat this is, how much there is, and how long the token lives.
func (c *Chat) Header() string {
	if c.narrow() {
		return c.narrowHeader()
	}
	// Where room is short the contact goes first, then the region, then the words of the feed, the
	// counts and the token; that this is the emulator, that the endpoint is not Amazon's and that the
	// chat is over stay.
	full, short := c.watchWords()
	left, counts, token := c.place(true, true), c.counts(), c.token()
	right := c.right(full, counts, token)
	for _, less := range []func(){
		func() { left = c.place(false, true) },
		func() { left = c.place(false, false) },
		func() { right = c.right(short, counts, token) },
		func() { right = c.right(short, nil, token) },
		func() { right = c.right(short, nil, nil) },
		func() { right = nil },
	} {
		if c.measure(left)+c.measure(right) < c.Layout.W {
			break
		}
		less()
	}
	return c.spread(left, right, c.Layout.W)
}

func (c *Chat) gap() segment { return segment{c.dotted(), c.Faint} }

// right puts together what stands at the right: how the news come, how much there is, and how long
// the token lives.
func (c *Chat) right(feed segment, counts, token []segment) []segment {
	var out []segment
	for _, part := range [][]segment{{feed}, counts, token} {
		if c.measure(part) == 0 {
			continue
		}
		if len(out) > 0 {
			out = append(out, c.gap())
		}
		out = append(out, part...)
	}
	return append(out, segment{" ", c.Plain})
}

// token says how long the token lives.
func (c *Chat) token() []segment {
	if t := c.tokenLeft(); t != "" {
		return []segment{{"token " + t, c.Dim}}
	}
	return nil
}

// place says where this is.
func (c *Chat) place(contact, region bool) []segment {
	left := []segment{{" attache", c.Brand}}
	if name := c.name(); contact && name != "" {
		left = append(left, segment{"  " + name, c.Plain})
	}
	if c.Region != "" && region {
		left = append(left, c.gap(), segment{c.Region, c.Plain})
	}
	if c.Endpoint != "" {
		left = append(left, c.gap(), segment{"endpoint " + c.Middle(c.Endpoint, 30, c.Glyphs.Cut), c.Wait})
	}
	if c.Ended {
		left = append(left, c.gap(), segment{"chat ended", c.Wait})
	}
	if c.Emulator != "" {
		left = append(left, segment{"  ", c.Plain}, segment{" " + c.Emulator + " ", c.Badge})
	}
	return left
}

func (c *Chat) narrowHeader() string {
	var left []segment
	if c.Emulator != "" {
		left = []segment{{"EMU", c.Badge}, {" ", c.Plain}}
	}
	if c.Endpoint != "" {
		left = append(left, segment{c.Middle(c.Endpoint, 14, c.Glyphs.Cut) + " ", c.Wait})
	}
	name := c.name()
	if name == "" {
		name = "attache"
	}
	right := c.narrowCounts()
	if _, short := c.watchWords(); short.text != "" && c.Listing.Filter() == "" {
		right = append([]segment{short, {" ", c.Plain}}, right...)
	}
	if u := c.unseen(c.Unseen); u != nil {
		right = append(append(u, segment{" ", c.Plain}), right...)
	}
	for len(right) > 1 && c.measure(left)+c.measure(right) >= c.Layout.W {
		right = right[:len(right)-1]
	}
	if c.measure(left)+c.Width(name)+c.measure(right) < c.Layout.W {
		left = append(left, segment{name, c.Plain})
	}
	if len(left) == 0 {
		left = []segment{{"attache", c.Brand}}
	}
	return c.spread(left, right, c.Layout.W)
}

// narrowCounts is the most telling of the numbers first: what the filter shows, what is selected, that
// the chat is over, or the number of files.
func (c *Chat) narrowCounts() []segment {
	out := []segment{{c.files(), c.Dim}}
	switch n := len(c.Listing.Marked()); {
	case c.Listing.Filter() != "":
		shown := strconv.Itoa(c.Listing.Len()) + "/" + strconv.Itoa(c.Library.Len())
		out[0] = segment{c.End(c.Listing.Filter(), 9, c.Glyphs.Cut) + ": " + shown, c.Work}
		if n > 0 {
			out = append(out, segment{" " + strconv.Itoa(n) + " marked", c.Work})
		}
	case n > 0:
		out[0] = segment{strconv.Itoa(n) + " marked", c.Work}
	case c.Ended:
		out[0] = segment{"ended", c.Wait}
	}
	if t := c.tokenLeft(); t != "" {
		out = append(out, segment{" " + t, c.Dim})
	}
	return out
}

// files says how many there are, once that is known.
func (c *Chat) files() string {
	switch {
	case c.Library.Len() > 0 || c.Known:
		return Plural(c.Library.Len(), "file", "files")
	case c.Reading != nil:
		return "reading"
	}
	return ""
}

// counts says how many files there are, how many of them the filter shows, and how many are selected.
func (c *Chat) counts() []segment {
	n := c.files()
	out := []segment{{n, c.Dim}}
	if f := c.Listing.Filter(); f != "" {
		out = []segment{{c.End(f, 20, c.Glyphs.Cut) + ": ", c.Work}, {strconv.Itoa(c.Listing.Len()) + " of " + n, c.Dim}}
	}
	if marked := len(c.Listing.Marked()); marked > 0 {
		text := strconv.Itoa(marked) + " marked"
		if h := c.Listing.HiddenMarks(); h > 0 {
			text += " (" + strconv.Itoa(h) + " hidden)"
		}
		out = append(out, c.gap(), segment{text, c.Work})
	}
	return out
}

// name is the contact's ID, shortened; masked with the names.
func (c *Chat) name() string {
	if c.Contact == "" || c.Hidden {
		return ""
	}
	if c.Layout.Kind == layout.Wide || c.Width(c.Contact) <= 9 {
		return c.Middle(c.Contact, 17, c.Glyphs.Cut)
	}
	return c.Middle(c.Contact, 8, c.Glyphs.Cut)
}

// tokenLeft says how long the connection token lives, where that is known.
func (c *Chat) tokenLeft() string {
	ends := c.Connection.TokenEnds
	if ends.IsZero() || c.Ended || c.Shut {
		return ""
	}
	left := ends.Sub(c.Server)
	if left <= 0 {
		return "ended"
	}
	return model.FormatToken(left) + " left"
}
