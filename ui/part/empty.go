package part

import (
	"time"

	"attache/model"
	"attache/ui/wording"
)

// Empty stands where there is nothing to list, and says why.
type Empty struct {
	*Frame

	Listing  *model.Listing
	Reading  bool      // the chat is being read
	Watching bool      // new files appear by themselves
	Read     time.Time // when the chat was last read to its end; zero: never
}

// Lines draws it in w cells.
func (e *Empty) Lines(w int) []string {
	k := &e.Keys.List
	switch {
	case e.Library.Len() > 0:
		text := "Nothing matches the filter. " + k.Back.Help().Key + " shows all. " + wording.Filter(e.Listing.Filter())
		return e.wrapped(text, w)
	case e.Reading:
		return nil
	}
	text := "No attachments in this chat yet. " + k.Reload.Help().Key + " looks again, " + k.TypeID.Help().Key + " takes an ID."
	if e.Watching {
		text = "No attachments in this chat yet. New ones appear here by themselves. " + k.TypeID.Help().Key + " takes an ID."
	}
	if !e.Read.IsZero() {
		text += " Last look " + e.Read.Local().Format(time.TimeOnly) + "."
	}
	return append(e.wrapped(text, w), e.wrapped(wording.NotInChat(), w)...)
}

func (e *Empty) wrapped(text string, w int) []string {
	var lines []string
	for _, line := range e.Wrap(text, max(w-2, 1)) {
		lines = append(lines, " "+e.Dim.Render(e.Fit(line, w-1, "")))
	}
	return lines
}
