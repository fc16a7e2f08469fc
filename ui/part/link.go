package part

import (
	"attache/model"
	"attache/model/session"
)

// Link shows a pre-signed URL. It starts at the first column and has no frame, so that what a mouse
// selects is the URL and nothing else. A link that has died is shown no more, and none is while
// names are hidden: it holds them.
type Link struct {
	*Frame

	Row    session.Row
	Wanted bool // a key asked for it: it may be clicked on
}

// Lines draws it in the width of the screen.
func (l *Link) Lines() []string {
	w, left := l.Layout.W, l.Row.Link.Left(l.Server)
	if l.Hidden {
		return []string{"", l.Dim.Render(l.FitEnd(" A link holds names and IDs, which are hidden. "+l.Keys.List.Back.Help().Key+" goes back.", w, l.Glyphs.Cut))}
	}
	if left == 0 {
		return []string{"", l.Dim.Render(l.FitEnd(" This link has died. "+l.Keys.List.Back.Help().Key+" goes back; using the file renews it.", w, l.Glyphs.Cut))}
	}
	head := " Pre-signed URL of " + l.NameOf(l.Row.Attachment.ID) + ", good for " + model.FormatCountdown(left)
	if l.narrow() {
		head = " Good for " + model.FormatCountdown(left)
	}
	lines := []string{l.Strong.Render(l.FitEnd(head, w, l.Glyphs.Cut))}
	if !l.narrow() {
		url := l.hyperlink(&l.Row, l.Wanted)
		holder := l.Dim.Render(l.FitEnd(" "+l.opensWord(url, l.clickLabel())+"Whoever holds it can fetch the file.", w, ""))
		lines = append(lines, withHyperlink(holder, url), "")
	}
	return append(lines, l.WrapHard(model.Text(l.Row.Link.URL.Reveal()), w)...)
}
