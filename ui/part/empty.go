package part

import (
	"time"

	"attache/model"
)

// Empty stands where there is nothing to list, and says why.
type Empty struct {
	*Frame

	Filter   string
	Reading  bool      // the chat is being read
	Watching bool      // new files appear by themselves
	Read     time.Time // when the chat was last read to its end; zero: never
}

// Lines draws it in w cells.
func (e *Empty) Lines(w int) []string {
	k := &e.Keys.List
	switch {
	case e.Library.Len() > 0:
		return e.Dim.RenderAll(e.Wrap(" Nothing matches the filter. "+k.Back.Help().Key+" shows all."+filterHint(e.Filter), w))
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
	var lines []string
	for _, line := range e.Wrap(text, max(w-2, 1)) {
		lines = append(lines, " "+e.Dim.Render(e.Fit(line, w-1, "")))
	}
	return lines
}

// filterHint says which words of the filter may not do what was meant.
func filterHint(filter string) string {
	unfinished, unknown := model.ParseFilter(filter).Doubts()
	switch {
	case len(unknown) > 0:
		return "  No column is called " + unknown[0]
	case len(unfinished) > 0:
		return "  " + unfinished[0] + " is not complete and changes nothing"
	}
	return ""
}
