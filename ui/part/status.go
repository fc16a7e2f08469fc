package part

import (
	"strconv"
	"strings"

	"attache/model"
	"attache/model/session"
)

// Status says what goes on: transfers, calls that wait, the last answer.
type Status struct {
	*Frame

	Connection model.Connection
	Downloads  session.BatchProgress
	Top, Shown int // which part of All is on screen
	All        int
	Lines      string // what All counts: "rows", "lines"
	Unseen     Unseen
}

// Line draws it in the width of the screen.
func (s *Status) Line() string {
	c := &s.Connection
	left := s.unseen(s.Unseen)
	if len(left) > 0 {
		left = append(append([]segment{{" ", s.Plain}}, left...), segment{" ", s.Plain})
	}
	switch {
	case s.Downloads.Running > 0:
		left = append(left, s.transfers()...)
	case c.Waiting > 0:
		left = append(left, segment{" " + Plural(c.Waiting, "1 call waits", "calls wait") + " for the shared limit", s.Dim})
	case c.Calls > 0:
		left = append(left, segment{" " + Plural(c.Calls, "1 call", "calls"), s.Dim})
	}
	if c.Slowed {
		left = append(left, segment{s.dotted() + "slowed down: the service is busy", s.Wait})
	}
	var right []segment
	if place := s.place(); place != "" {
		right = append(right, segment{place, s.Dim})
	}
	if c.LastAnswer > 0 {
		right = append(right, segment{"  last answer " + model.FormatLatency(c.LastAnswer) + " ", s.Dim})
	}
	if len(left) == 0 {
		left = []segment{{"", s.Dim}}
	}
	return s.spread(left, right, s.Layout.W)
}

// Place is a line that says alone which part of what there is shows.
func (s *Status) Place() string {
	return s.Dim.Render(s.FitRight(s.place(), s.Layout.W-1))
}

// place says which part of what there is shows; empty: all does.
func (s *Status) place() string {
	if s.All <= s.Shown || s.Shown <= 0 {
		return ""
	}
	to := min(s.Top+s.Shown, s.All)
	return s.Lines + " " + strconv.Itoa(s.Top+1) + " to " + strconv.Itoa(to) + " of " + strconv.Itoa(s.All)
}

// transfers sums up those under way.
func (s *Status) transfers() []segment {
	d := &s.Downloads
	text := " " + strconv.Itoa(d.Running) + " saving"
	if d.Waiting > 0 {
		text += ", " + strconv.Itoa(d.Waiting) + " waiting"
	}
	out := []segment{{" " + s.Glyphs.State[model.StateSaving], s.Work}, {text, s.Plain}}
	if d.Total > 0 {
		const steps = 10
		full := int(min(max(d.Bytes, 0), d.Total) * steps / d.Total)
		out = append(out,
			segment{"  " + strings.Repeat(s.Glyphs.Full, full), s.Work},
			segment{strings.Repeat(s.Glyphs.Empty, max(steps-full, 0)), s.Faint},
			segment{" " + model.FormatPercent(d.Bytes, d.Total), s.Work})
	}
	if d.Rate > 0 {
		out = append(out, segment{s.dotted() + model.FormatRate(d.Rate), s.Dim})
	}
	return out
}
